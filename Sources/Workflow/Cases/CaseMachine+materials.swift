/// Papers of a case (材料): that they come, and that the office has looked at them.
extension CaseMachine {
    /// A paper comes, or comes anew where an officer named it as wanting, or where what stood in for it is in doubt or awaited.
    static func handIn(
        _ paper: Int, by actor: Actor, _ state: borrowing CaseState, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard state.papers.indices.contains(paper) else { throw Refusal(reason: .noSuchPaper, canDo: [.name(lacking(state))]) }
        let one = state.papers[paper]
        // That one came of which it was said that it is there.
        let comes = actor.role == .counter && one.isAnnounced
        guard one.isLacking || comes || one.dispute != nil || isAwaited(paper: paper, state) else {
            let lacking = lacking(state)
            throw Refusal(
                reason: one.wantsPaper ? .handedInAlready(paper) : .paperNotWanted(paper),
                canDo: lacking.isEmpty ? [.nothingNeeded] : lacking.map { .handIn($0) })
        }
        events.append(circumstances.event(by: actor, .handedIn(paper: Int32(paper))))
    }

    /// The office has looked at a paper that is there, and it is as it should be.
    static func verify(
        _ paper: Int, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard state.papers.indices.contains(paper) else { throw Refusal(reason: .noSuchPaper, canDo: [.name(lacking(state))]) }
        guard !state.papers[paper].isLacking else {
            throw Refusal(reason: .paperNotThere(paper), canDo: [.handIn(paper)])
        }
        guard !state.papers[paper].isVerified else { throw Refusal(reason: .alreadyVerified(paper), canDo: [.nothingNeeded]) }
        let owner = Int(state.papers[paper].owner)
        guard !actor.isApplicant, actor.role != .paymentSystem else {
            let holder = owner < 0 ? rules.bundle.leadDepartment : rules.holder(of: state.items[owner], answers(state))
            throw Refusal(reason: .notTheirs(max(0, owner), move: -1), canDo: [.askDepartment(holder)])
        }
        if owner >= 0 { try checkDepartment(actor, of: owner, state, rules) }
        events.append(circumstances.event(by: actor, .verified(paper: Int32(paper))))
    }
}
