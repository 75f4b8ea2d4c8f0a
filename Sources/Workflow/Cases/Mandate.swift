/// Who may act for an applicant in a case, in what, and until when (授权委托, 民法典 art. 165; 行政许可法 art. 29).
public struct Mandate: Sendable, Hashable {
    /// The agent, under the store's number.
    var agent: Int32
    /// The number under which the written mandate (授权委托书) is filed; never a name.
    public var reference: String
    /// The last day on which he may act; nil: until the case is closed.
    public var until: Day?
    /// The items of the case that it is for; none: the whole case.
    var items: [Int32] = []

    func covers(_ item: Int32) -> Bool { items.isEmpty || items.contains(item) }
}

extension CaseMachine {
    /// An agent acts where a mandate of his was shown that holds today and covers what he does.
    static func checkMandate(
        _ action: CaseCommand.Action, by actor: Actor, _ state: borrowing CaseState, _ circumstances: Circumstances
    ) throws(Refusal) {
        guard actor.role == .agent else { return }
        // He may lay it down, whatever has become of it.
        if case .endMandate(let agent) = action, agent == actor.person { return }
        guard let mandate = state.mandate(of: actor.person) else { throw Refusal(reason: .noMandate, canDo: [.showMandate]) }
        try checkTime(of: mandate, circumstances)
        let isCovered =
            switch action {
            case .move(let item, _, _), .claim(let item), .release(let item), .delegate(let item, _), .acknowledge(let item, _),
                .handOverAgain(let item), .withdraw(.some(let item)):
                mandate.covers(Int32(item))
            case .handIn(let paper), .verify(let paper), .dispute(let paper, _), .settle(let paper, _, _):
                state.papers.indices.contains(paper) ? mandate.covers(state.papers[paper].owner) : true
            case .fill(let form): form.items.allSatisfy(mandate.covers)
            case .withdraw(.none), .visit, .extend, .mandate, .endMandate, .submit, .erase: mandate.items.isEmpty
            case .report, .letTimePass, .goOn, .makeOut: true
            }
        guard isCovered else { throw Refusal(reason: .mandateIsForOthers(mandate.items.map(Int.init)), canDo: [.showMandate]) }
    }

    /// An application that an agent hands in comes with his mandate, for the whole of it.
    static func checkMandate(
        of application: Application, by actor: Actor, _ circumstances: Circumstances
    ) throws(Refusal) {
        if actor.role == .agent, actor.person < 0 || application.mandate?.agent != actor.person {
            throw Refusal(reason: .noMandate, canDo: [.showMandate])
        }
        guard let mandate = application.mandate else { return }
        try checkWritten(mandate)
        try checkTime(of: mandate, circumstances)
    }

    static func mandate(
        _ mandate: Mandate, by actor: Actor, _ state: borrowing CaseState, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        try checkPrincipal(actor)
        try checkWritten(mandate)
        try checkTime(of: mandate, circumstances)
        guard state.mandate(of: mandate.agent) != mandate else { throw Refusal(reason: .mandatedAlready, canDo: [.nothingNeeded]) }
        events.append(circumstances.event(by: actor, .mandated(mandate)))
    }

    /// Taken back by the applicant, or laid down by the agent (民法典 art. 173).
    static func endMandate(
        of agent: Int32, by actor: Actor, _ state: borrowing CaseState, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        if actor.role != .agent || actor.person != agent { try checkPrincipal(actor) }
        guard state.mandate(of: agent) != nil else { throw Refusal(reason: .noMandate, canDo: [.nothingNeeded]) }
        events.append(circumstances.event(by: actor, .mandateEnded(agent: agent)))
    }

    /// The applicant gives a mandate, or the counter files what he has signed.
    private static func checkPrincipal(_ actor: Actor) throws(Refusal) {
        guard actor.role == .applicant || actor.role == .counter else {
            throw Refusal(reason: .onlyApplicantsMandate, canDo: [.letThemMandate])
        }
    }

    private static func checkWritten(_ mandate: Mandate) throws(Refusal) {
        let isFiled =
            mandate.reference.contains { !$0.isWhitespace } && mandate.reference.utf8.count <= 200 && !mandate.reference.namesACitizen
        guard mandate.agent >= 0, isFiled else { throw Refusal(reason: .mandateUnwritten, canDo: [.showMandate]) }
    }

    private static func checkTime(of mandate: Mandate, _ circumstances: Circumstances) throws(Refusal) {
        guard let until = mandate.until, until < circumstances.today else { return }
        throw Refusal(reason: .mandateIsOver(until), canDo: [.showMandate])
    }
}

extension CaseState {
    func mandate(of agent: Int32) -> Mandate? { agent < 0 ? nil : mandates.first { $0.agent == agent } }
}
