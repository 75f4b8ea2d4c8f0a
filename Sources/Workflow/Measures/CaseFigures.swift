/// What the events of a case say of it: its papers and its days. Nothing is looked up in the plan.
public struct CaseFigures: Sendable, Hashable {
    /// Lines of each disposition, as they stand at the end.
    public private(set) var dispositions: [Disposition: Int] = [:]
    public private(set) var apart = PaperCount()
    public private(set) var together = PaperCount()
    /// Working days that the legal clocks ran, along the longest path from receipt to the last decision (办理时限).
    public private(set) var handlingDays = 0
    /// Working days from submission until the last result is in hand; nil where there is none.
    public private(set) var elapsedDays: Int?
    /// Visits that several items shared, each counted once.
    public private(set) var jointVisits = 0

    /// Papers in three of the four ways of counting: lines, pieces and kinds.
    public struct PaperCount: Sendable, Hashable {
        public var lines = 0
        public var pieces = 0
        public var kinds = 0
    }

    public init(_ events: [CaseEvent], under rules: CaseRules) {
        var tally = CaseTally()
        var state = CaseState()
        for event in events { CaseMachine.apply(event, to: &state) }
        tally.take(events, under: rules)
        self.init(state, tally, under: rules)
    }

    /// Of a case that stands so after everything that was tallied.
    init(_ state: CaseState, _ tally: CaseTally, under rules: CaseRules) {
        guard let submission = state.submission else { return }
        count(submission, state, shown: rules.bundle.definition.counting.shownLicencesAreMaterials)
        handlingDays = Self.handlingDays(tally, state, rules)
        elapsedDays = tally.elapsed(rules.bundle.shared.calendar)
        jointVisits = tally.jointVisits
    }

    private mutating func count(_ submission: Submission, _ state: CaseState, shown: Bool) {
        dispositions = Dictionary(uniqueKeysWithValues: Disposition.allCases.map { ($0, 0) })
        var all: Set<Int> = []
        var handedIn: Set<Int> = []
        for (place, (paper, now)) in zip(submission.papers, state.papers).enumerated() {
            dispositions[now.disposition, default: 0] += 1
            guard now.disposition != .notApplicable else { continue }
            // A form is a kind of its own, whatever material it counts as.
            // So is one whose material the definitions have given up since.
            let kind = paper.isForm ? -1 - paper.item : paper.material ?? Int.min + place
            apart.lines += 1
            apart.pieces += paper.demand.pieces
            all.insert(kind)
            guard now.disposition == .handedIn || (shown && now.disposition == .licence) else { continue }
            together.lines += 1
            together.pieces += paper.demand.pieces
            handedIn.insert(kind)
        }
        apart.kinds = all.count
        together.kinds = handedIn.count
    }

    /// Along the longest path; items that are done within another's limit count nothing of their own.
    static func handlingDays(_ tally: CaseTally, _ state: borrowing CaseState, _ rules: CaseRules) -> Int {
        let days = tally.days
        if days.isEmpty { return 0 }
        var longest = Array(repeating: 0, count: rules.bundle.items.count)
        for item in rules.bundle.order {
            let within = rules.bundle.items[item].within.map { !state.instances(of: $0).isEmpty } ?? false
            let own = within ? 0 : state.instances(of: item).map { days[$0] ?? 0 }.max() ?? 0
            longest[item] = own + (rules.bundle.items[item].after.map { longest[$0] }.max() ?? 0)
        }
        return longest.max() ?? 0
    }
}
