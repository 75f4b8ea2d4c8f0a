import Foundation
import Synchronization
import Workflow

/// Figures of the office, without anything of one case. What has to be looked up is looked up at most every ten seconds, however often somebody
/// asks, and with more cases the less often: at most a twentieth of the time goes into it.
final class OfficeFigures: Sendable {
    private static let fresh = Duration.seconds(10)
    private static let share = 20

    private let office: Office
    private let store: (any EventStore)?
    private let known = Mutex<(text: MetricsText, until: ContinuousClock.Instant)?>(nil)

    init(_ office: Office, _ store: (any EventStore)?) { (self.office, self.store) = (office, store) }

    func text() async -> MetricsText { counted + (await lookedUp()) }

    /// Since the process began.
    private var counted: MetricsText {
        var text = MetricsText()
        let counts = office.counts.counts
        text.family(
            "onething_transitions_total", .counter, "Moves of items, by the state that they came to.",
            counts.transitions.sorted { ($0.key.item, $0.key.to) < ($1.key.item, $1.key.to) }
                .map { ([("item", $0.key.item), ("to", $0.key.to)], $0.value) })
        text.family(
            "onething_licence_requests_total", .counter, "Questions to providers of licences, by what came of them.",
            counts.licenceRequests.sorted { ($0.key.provider, $0.key.result) < ($1.key.provider, $1.key.result) }
                .map { ([("provider", $0.key.provider), ("result", $0.key.result)], $0.value) })
        text.family(
            "onething_deadline_breaches_total", .counter, "Limits that passed before there was an end, by which limit it was.",
            counts.breaches.sorted { $0.key < $1.key }.map { ([("limit", $0.key)], $0.value) })
        if let store = store as? SQLiteStore {
            text.family(
                "onething_sqlite_commit_duration_seconds", .histogram, "Time until a commit, of one request or many, was on disk.",
                [([], store.commitTimes.counts)])
        }
        return text
    }

    private func lookedUp() async -> MetricsText {
        if let known = known.withLock({ $0 }), .now < known.until { return known.text }
        let from = ContinuousClock.now
        guard let store, let text = try? await store.read(Self.text) else { return MetricsText() }
        let fresh = max(Self.fresh, from.duration(to: .now) * Self.share)
        known.withLock { $0 = (text, .now + fresh) }
        return text
    }

    private static func text(_ store: any StoreReader) throws -> MetricsText {
        var text = MetricsText()
        text.family("onething_log_entries_total", .counter, "Entries of the log.", try store.head().position)
        text.family(
            "onething_cases_open", .gauge, "Open items of cases, by the state in which they are.",
            try store.openItems().map { ([("item", $0.item), ("state", $0.state)], $0.count) })
        let incidents = try store.registry.incidents(openOnly: true, after: 0, limit: most)
        text.family(
            "onething_incidents_open", .gauge, "What providers of licences have not done yet, at most \(most) of them.",
            Dictionary(grouping: incidents, by: \.fault).sorted { $0.key < $1.key }.map { ([("reason", "\($0.key)")], $0.value.count) })
        return text
    }

    private static let most = 1_000
}
