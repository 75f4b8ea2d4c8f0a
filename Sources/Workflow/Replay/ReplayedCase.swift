/// What becomes of a stored case under other definitions.
public struct ReplayedCase: Sendable {
    /// Figures of the one thing that are told before and after.
    public enum Figure: String, Sendable, CaseIterable {
        case materials, pieces, kinds, copies, forms, fields, visits, steps
        /// Legal limits along the longest path, in working days.
        case handlingDays
        case minutes
    }

    /// What is different about a line, or about the limit of an item.
    public struct Change: Hashable, Sendable, Comparable {
        /// `birth-registration/4`; of a limit `birth-registration`.
        public var line: String
        /// Nil: it was not, or would not be, there.
        public var before: String?
        public var after: String?
        public var isLimit = false

        public static func < (one: Change, other: Change) -> Bool {
            (one.isLimit ? 1 : 0, one.line, one.before ?? "", one.after ?? "")
                < (other.isLimit ? 1 : 0, other.line, other.before ?? "", other.after ?? "")
        }
    }

    public enum Outcome: Sendable {
        case known(before: [Figure: Double], after: [Figure: Double], changes: [Change])
        /// It would be told at once that there is nothing to apply for, or that this is no case for the bundle.
        case stopped(Title)
        case unknown
    }

    public var outcome: Outcome
    /// Everything that it does not tell and that would matter.
    public var unknown: Set<ReplayUnknown>
}

extension ReplayedCase {
    /// - Parameters:
    ///   - submission: as it began, under the rules that held then.
    ///   - day: on which that was.
    init(_ submission: Submission, on day: Day, under old: CaseRules, to new: CaseRules) {
        var before = KnownSituation(of: submission, under: old, for: old, on: day)
        var after = KnownSituation(of: submission, under: old, for: new, on: day)
        let told = Consulted(submission, old)
        let questions = after.unanswered.filter { !before.unanswered.contains($0) }
        guard questions.isEmpty else {
            self.init(outcome: .unknown, unknown: Set(questions.map(ReplayUnknown.question)))
            return
        }
        if let stop = new.bundle.stops.first(where: { $0.onlyIf.holds(after.situation.answers) }) {
            self.init(outcome: .stopped(stop.because), unknown: [])
            return
        }
        told.silence(&before, in: old.bundle)
        told.silence(&after, in: new.bundle)
        let (was, would) = (old.bundle.plan(before.situation, old.baseline), new.bundle.plan(after.situation, new.baseline))
        let differences = Self.differences(submission, was.ledger)
        let unknown = differences.isEmpty ? told.unknown(in: would.ledger) : differences
        guard unknown.isEmpty else {
            self.init(outcome: .unknown, unknown: unknown)
            return
        }
        self.init(
            outcome: .known(before: Self.figures(was), after: Self.figures(would), changes: Self.changes(was, would)), unknown: [])
    }

    /// Lines of which the record says something else than the ledger.
    private static func differences(_ submission: Submission, _ ledger: Ledger) -> Set<ReplayUnknown> {
        let settled = Dictionary(ledger.lines.map { (ledger.id($0), $0.disposition) }) { first, _ in first }
        return Set(submission.papers.filter { settled[$0.id] != $0.disposition }.map { .record($0.id) })
    }

    private static func figures(_ plan: Plan) -> [Figure: Double] {
        let copies = plan.ledger.lines.filter { plan.ledger.countsTogether($0) }.reduce(0) { $0 + $1.demand.copies }
        let one = plan.together
        return [
            .materials: Double(one.materials), .pieces: Double(one.pieces), .kinds: Double(one.kinds), .copies: Double(copies),
            .forms: Double(one.forms), .fields: Double(one.fields), .visits: Double(one.visits), .steps: Double(one.steps),
            .handlingDays: one.handlingDays, .minutes: one.minutes,
        ]
    }

    private static func changes(_ was: Plan, _ would: Plan) -> [Change] {
        func lines(_ plan: Plan) -> [String: String] {
            Dictionary(
                plan.ledger.lines.filter { $0.disposition != .notApplicable }.map { line in
                    let pieces = line.disposition == .handedIn ? " \(line.demand.originals)+\(line.demand.copies)" : ""
                    return (plan.ledger.id(line), line.disposition.rawValue + pieces)
                }
            ) { first, _ in first }
        }
        func limits(_ plan: Plan) -> [String: String] {
            let bundle = plan.bundle
            let items = bundle.items.indices.filter { plan.ledger.isActive($0) && !bundle.items[$0].isWholeList }
            return Dictionary(
                items.compactMap { item in
                    bundle.timeLimit(of: item, plan.ledger.situation.answers)?.counted(bundle.definition.counting.limit).map {
                        (bundle.items[item].item.id, $0.description)
                    }
                }
            ) { first, _ in first }
        }
        func compare(_ before: [String: String], _ after: [String: String], isLimit: Bool) -> [Change] {
            Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.map {
                Change(line: $0, before: before[$0], after: after[$0], isLimit: isLimit)
            }
        }
        return (compare(lines(was), lines(would), isLimit: false) + compare(limits(was), limits(would), isLimit: true)).sorted()
    }
}
