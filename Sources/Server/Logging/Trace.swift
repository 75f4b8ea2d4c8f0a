import Foundation
import Synchronization

/// One request, under the name by which its proxy, its log and its answer know it (W3C Trace Context).
final class Trace: Sendable {
    /// 32 hexadecimal digits.
    let id: String
    private let known = Mutex<(role: String?, code: String?)>((nil, nil))

    /// The role of whoever asks, once that is known.
    var role: String? {
        get { known.withLock { $0.role } }
        set { known.withLock { $0.role = newValue } }
    }

    /// Of the problem that it came to.
    var code: String? {
        get { known.withLock { $0.code } }
        set { known.withLock { $0.code = newValue } }
    }

    /// - Parameter parent: `traceparent`; where it is none, the name is a new one.
    init(parent: String?) { id = parent.flatMap(Self.id) ?? Self.random() }

    private static func id(of parent: String) -> String? {
        let parts = parent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[1].utf8.count == 32, parts[2].utf8.count == 16,
            parts[3].utf8.count == 2, parts[0] != "00" || parts.count == 4,
            parts.prefix(4).allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) } }),
            parts[1].contains(where: { $0 != "0" }), parts[2].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return [generator.next(), generator.next()].map { (word: UInt64) in
            String(repeating: "0", count: 16 - String(word, radix: 16).count) + String(word, radix: 16)
        }.joined()
    }
}
