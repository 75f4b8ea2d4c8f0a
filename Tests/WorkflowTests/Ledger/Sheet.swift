@testable import Workflow

/// A ledger as tests write it down: a text for each line.
struct Sheet: Equatable {
    struct Entry: Equatable {
        var id: String
        /// What it is: `resident-identity-card mother 1+0`.
        var paper: String
        /// What becomes of it: `licence licence:resident-identity-card`.
        var outcome: String
    }

    /// Those that are part of the situation, in the order of use.
    var entries: [Entry]

    init(_ plan: Plan) {
        let ledger = plan.ledger
        entries = ledger.lines.filter { $0.disposition != .notApplicable }.map { line in
            let by = ledger.replacement(line).map { " \($0.kind):\($0.id)" } ?? ""
            return Entry(
                id: ledger.id(line),
                paper: "\(ledger.material(line)) \(ledger.subject(line)) \(line.demand.originals)+\(line.demand.copies)",
                outcome: line.disposition.rawValue + by)
        }
    }

    /// What became different: `- id` for a line that went, `~ id outcome` for one that is settled otherwise, `+ id paper outcome` for a
    /// new one.
    func changes(from base: Sheet) -> [String] {
        let before = Dictionary(uniqueKeysWithValues: base.entries.map { ($0.id, $0) })
        let after = Set(entries.map(\.id))
        let gone = base.entries.filter { !after.contains($0.id) }.map { "- \($0.id)" }
        return gone
            + entries.compactMap { entry in
                guard let old = before[entry.id] else { return "+ \(entry.id) \(entry.paper) \(entry.outcome)" }
                guard old != entry else { return nil }
                return old.paper == entry.paper ? "~ \(entry.id) \(entry.outcome)" : "! \(entry.id) \(entry.paper) \(entry.outcome)"
            }
    }
}

extension Plan {
    /// Every line that is part of the situation: `first/1 paper-a holder 1+0 licence licence:card`.
    var sheet: [String] { Sheet(self).entries.map { "\($0.id) \($0.paper) \($0.outcome)" } }

    /// Every line with what becomes of it, also those that are not part of the situation: `first/1 licence licence:card`.
    var outcomes: [String] {
        ledger.lines.map { line in
            "\(ledger.id(line)) \(line.disposition.rawValue)" + (ledger.replacement(line).map { " \($0.kind):\($0.id)" } ?? "")
        }
    }

    /// The lines that are handed in, by their ids.
    var handedIn: [String] { ledger.lines.filter { $0.disposition == .handedIn }.map(ledger.id) }

    /// The totals of both arms: `15 行 17 份 11 种 → 3 行 3 份 3 种`.
    var totals: String {
        [apart, together].map { "\($0.materials) 行 \($0.pieces) 份 \($0.kinds) 种" }.joined(separator: " → ")
    }
}
