/// A case as lists show it: what its events come to, and nothing else.
public struct CaseRow: Sendable, Hashable {
    public var caseID: CaseID
    public var bundle: String
    /// The number of the definitions to which the case is pinned.
    public var definitions: Int
    public var phase: CaseState.Phase
    /// To which its events have come: what the log must hold of it, and by which whoever has seen it tells that it has moved.
    public var version: Int
    public var submitted: Day?
    /// The last day for the whole, where permits of several departments are joined.
    public var due: Day?
    /// It has passed, or soon will, and something is not decided.
    public var isLate: Bool
    public var isNearing: Bool
    /// The day on which something happens because time has passed; nil where nothing will.
    public var wakes: Day?
}

/// How many open items of one kind stand in one state of their process.
public struct OpenItems: Sendable, Hashable {
    /// Without its number where a case has several.
    public var item: String
    public var state: String
    public var count: Int
}

/// An item of a case as worklists show it.
public struct ItemRow: Sendable, Hashable {
    public var caseID: CaseID
    /// Its place in the case.
    public var place: Int
    /// `birth-registration`, or `birth-registration#2`.
    public var item: String
    public var department: String
    public var stage: ItemState.Stage
    /// The state of its process.
    public var state: String
    public var statutory: Day?
    public var promised: Day?
    /// The last day in this state.
    public var until: Day?
    public var isOverdue: Bool
    /// A limit will soon have passed.
    public var isNearing: Bool
    /// The number of the person who has it; -1: nobody in particular.
    public var assigned: Int32
    /// Of an item that was handed over to the department's own system: the version of the case of which it must know, and through which it
    /// knows it; else 0.
    public var news: Int
    public var known: Int

    /// The first of its days.
    public var nextDue: Day? { [until, promised, statutory].compactMap { $0 }.min() }
}

/// Data of a case that are in doubt, as the department that answers for them sees them.
public struct DisputeRow: Sendable, Hashable {
    public var caseID: CaseID
    /// The place of the paper in its case, and its line in the ledger.
    public var paper: Int
    public var line: String
    public var department: String
    public var due: Day
    public var isLate: Bool
}

/// Somebody whose case it is.
public struct PartyRow: Sendable, Hashable {
    /// Under the store's number.
    public var person: Int32
    /// Of whoever acts for an applicant: the last day on which he may; nil: there is none, or he applies himself.
    public var until: Day?
}

/// What a case comes to in rows.
public struct Projection: Sendable, Hashable {
    public var row: CaseRow
    public var items: [ItemRow]
    /// Open ones, in the order of its papers.
    public var disputes: [DisputeRow]
    /// Whose case it is, each once.
    public var parties: [PartyRow]
    /// Of a finished case; nil while it is open.
    public var measures: CaseMeasures?

    public init(_ id: CaseID, _ state: CaseState, definitions: Int, under rules: CaseRules, measures: CaseMeasures? = nil) {
        self.measures = measures
        disputes = state.phase == .open ? Self.disputes(id, state, rules) : []
        parties = Self.parties(state)
        row = CaseRow(
            caseID: id, bundle: rules.bundle.id, definitions: definitions, phase: state.phase, version: state.version,
            submitted: state.submittedAt?.day,
            due: state.due?.day, isLate: state.isWholeLate, isNearing: state.isWholeNearing,
            wakes: CaseMachine.nextDay(of: state, under: rules, rules.bundle.shared.calendar))
        let answers = state.submission?.answers ?? Answers(questions: 0)
        items = state.items.enumerated().map { place, item in
            return ItemRow(
                caseID: id, place: place, item: rules.name(of: item.opened),
                department: rules.bundle.shared.departments[rules.holder(of: item, answers)].id.value, stage: item.stage,
                state: rules.process(of: item).definition.states[Int(item.state)].name.value,
                statutory: item.due(.statutory)?.day, promised: item.due(.promised)?.day,
                until: item.due(.state)?.day, isOverdue: item.isOverdue,
                isNearing: item.isNearing, assigned: item.assigned, news: Int(item.news), known: Int(item.known))
        }
    }

    private static func parties(_ state: CaseState) -> [PartyRow] {
        if state.applicants.isEmpty, state.mandates.isEmpty { return [] }
        let agents = state.mandates.map { PartyRow(person: $0.agent, until: $0.until) }
        return Dictionary((agents + state.applicants.map { PartyRow(person: $0, until: nil) }).map { ($0.person, $0) }) { $1 }
            .values.sorted { $0.person < $1.person }
    }

    private static func disputes(_ id: CaseID, _ state: CaseState, _ rules: CaseRules) -> [DisputeRow] {
        guard let submission = state.submission else { return [] }
        return state.papers.indices.compactMap { paper in
            guard let dispute = state.papers[paper].dispute, let (_, owner) = rules.dispute(of: submission.papers[paper]) else {
                return nil
            }
            return DisputeRow(
                caseID: id, paper: paper, line: submission.papers[paper].id, department: rules.bundle.shared.departments[owner].id.value,
                due: dispute.until.day, isLate: dispute.isLate)
        }
    }
}

extension String {
    /// Of `birth-registration#2` what it is: `birth-registration`.
    var baseItem: String { prefix { $0 != "#" }.description }
}

extension [OpenItems] {
    /// Each kind and state once, by their names.
    var byItem: [OpenItems] {
        Dictionary(grouping: self) { [$0.item, $0.state] }
            .map { names, all in OpenItems(item: names[0], state: names[1], count: all.reduce(0) { $0 + $1.count }) }
            .sorted { ($0.item, $0.state) < ($1.item, $1.state) }
    }
}
