import Foundation
import Synchronization
import Workflow

/// Figures of the office, without anything of one case: looked up at most every ten seconds, however often somebody asks.
final class OfficeFigures: Sendable {
    private static let fresh = Duration.seconds(10)

    private let store: (any EventStore)?
    private let known = Mutex<(text: String, at: ContinuousClock.Instant)?>(nil)

    init(_ store: (any EventStore)?) { self.store = store }

    func text() async -> String {
        if let known = known.withLock({ $0 }), known.at.duration(to: .now) < Self.fresh { return known.text }
        guard let store, let text = try? await store.read(Self.text) else { return "" }
        known.withLock { $0 = (text, .now) }
        return text
    }

    private static func text(_ store: any StoreReader) throws -> String {
        var lines = ["# HELP onething_log_entries_total Entries of the log.", "# TYPE onething_log_entries_total counter"]
        lines.append("onething_log_entries_total \(try store.head().position)")
        let name = "onething_incidents_open"
        lines += ["# HELP \(name) What providers of licences have not done yet, at most \(most) of them.", "# TYPE \(name) gauge"]
        let incidents = try store.registry.incidents(openOnly: true, after: 0, limit: most)
        for (reason, count) in Dictionary(grouping: incidents, by: { $0.fault }).mapValues(\.count).sorted(by: { $0.key < $1.key }) {
            lines.append("\(name){reason=\"\(reason)\"} \(count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let most = 1_000
}
