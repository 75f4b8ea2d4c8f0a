/// What a draft comes to under some definitions, as far as it is filled in.
public struct DraftPlan: Sendable, Hashable {
    /// A paper that is to be handed in, or may follow.
    public struct Paper: Sendable, Hashable {
        /// `birth-registration/3`, as in the ledger.
        public var line: String
        public var title: Title
        /// The printed name of whose it is.
        public var subject: String
    }

    /// Questions that are still to be answered.
    public var open: [String]
    /// Why the situation is told at once not to apply.
    public var stops: [Title]
    /// Empty while a question is open.
    public var papers: [Paper]

    init(open: [String], stops: [Title], papers: [Paper]) { (self.open, self.stops, self.papers) = (open, stops, papers) }

    init(_ situation: Situation, open: [String], under rules: CaseRules) {
        self.open = open
        let bundle = rules.asked
        stops = open.isEmpty ? bundle.stops.filter { $0.onlyIf.holds(situation.answers) }.map(\.because) : []
        guard open.isEmpty, stops.isEmpty else {
            papers = []
            return
        }
        let ledger = bundle.ledger(situation, rules.baseline)
        papers = ledger.lines.filter { !$0.isForm && ($0.disposition == .handedIn || $0.disposition == .follows) }.map {
            Paper(line: ledger.id($0), title: ledger.title($0), subject: ledger.subject($0))
        }
    }

    /// Papers that another plan does not ask for.
    public func papers(besides other: DraftPlan) -> [Paper] {
        let known = Set(other.papers.map(\.line))
        return papers.filter { !known.contains($0.line) }
    }
}
