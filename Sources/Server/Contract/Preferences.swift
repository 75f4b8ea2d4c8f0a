import Foundation

/// What a header says that somebody would rather have (`Accept`, `Accept-Language`; RFC 9110, 12.4.2): ranges in small letters, each with its weight.
struct Preferences: Sendable {
    let ranges: [(name: String, weight: Double)]

    init(_ header: String?) {
        ranges = (header ?? "").split(separator: ",").prefix(20).compactMap { part in
            let words = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
            guard let name = words.first else { return nil }
            return (name, words.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1)
        }
    }

    /// The greatest weight of a range; 0 where it is not named.
    func weight(of name: String) -> Double { ranges.filter { $0.name == name }.map(\.weight).max() ?? 0 }
}
