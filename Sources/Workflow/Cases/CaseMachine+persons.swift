extension CaseMachine {
    // MARK: May this person make the move

    /// Another department than the actor's has the item.
    static func checkDepartment(
        _ actor: Actor, of place: Int, _ state: borrowing CaseState, _ rules: CaseRules
    ) throws(Refusal) {
        guard actor.department >= 0, actor.isOffice, let answers = state.submission?.answers else { return }
        let holder = rules.holder(of: state.items[place], answers)
        guard holder != Int(actor.department) else { return }
        throw Refusal(reason: .otherDepartment(place, department: holder), canDo: [.askDepartment(holder)])
    }

    /// An item that somebody has is moved by him or by a supervisor; the applicant and the department's own system are nobody's rivals.
    @inline(__always)
    static func checkAssigned(_ actor: Actor, _ place: Int, _ state: borrowing CaseState) throws(Refusal) {
        let has = state.items[place].assigned
        guard has >= 0, has != actor.person, actor.role == .officer || actor.role == .counter else { return }
        throw Refusal(reason: .assigned(place), canDo: [.awaitRelease(place), .askSupervisor(place)])
    }

    /// Four eyes: nobody makes a move after another that he made himself. Where it is known who made that, an unknown person is no other.
    static func checkOtherThan(
        _ move: CaseRules.MoveRule, _ actor: Actor, _ place: Int, _ state: borrowing CaseState
    ) throws(Refusal) {
        guard move.otherThan != 0 else { return }
        for maker in state.makers
        where Int(maker.item) == place && move.otherThan & (1 << UInt64(maker.move)) != 0
            && (maker.person == actor.person || actor.person < 0)
        {
            throw Refusal(
                reason: .samePerson(place, move: Int(move.name), made: Int(maker.move)), canDo: [.askColleague(place, move: Int(move.name))]
            )
        }
    }

    // MARK: Who has an item

    static func claim(
        _ place: Int, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        try checkOfficer(actor, place, state, rules)
        guard actor.person >= 0 else { throw Refusal(reason: .nobodyInParticular(place), canDo: [.sayWho]) }
        guard state.items[place].assigned != actor.person else {
            throw Refusal(reason: .alreadyTheirs(place), canDo: alternatives(place, state, rules))
        }
        try checkAssigned(actor, place, state)
        assign(place, to: actor.person, by: actor, circumstances, &events)
    }

    static func release(
        _ place: Int, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        try checkOfficer(actor, place, state, rules)
        guard state.items[place].assigned >= 0 else {
            throw Refusal(reason: .notAssigned(place), canDo: [.claim(place)] + alternatives(place, state, rules))
        }
        try checkAssigned(actor, place, state)
        assign(place, to: -1, by: actor, circumstances, &events)
    }

    static func delegate(
        _ place: Int, to person: Int32, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        try checkOfficer(actor, place, state, rules)
        // The counter hands out what nobody has yet.
        guard actor.role == .supervisor || (actor.role == .counter && state.items[place].assigned < 0) else {
            throw Refusal(reason: .onlySupervisors(place), canDo: [.askSupervisor(place)])
        }
        guard person >= 0 else { throw Refusal(reason: .nobodyInParticular(place), canDo: [.sayWho]) }
        guard state.items[place].assigned != person else {
            throw Refusal(reason: .alreadyTheirs(place), canDo: alternatives(place, state, rules))
        }
        assign(place, to: person, by: actor, circumstances, &events)
    }

    /// An open item, and somebody of the department that has it, or of the counter.
    private static func checkOfficer(
        _ actor: Actor, _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules
    ) throws(Refusal) {
        guard state.items.indices.contains(place) else { throw noSuchItem(state, rules) }
        guard state.items[place].stage == .open else { throw notOpen(place, state, rules) }
        guard actor.role == .officer || actor.role == .supervisor || actor.role == .counter else {
            throw Refusal(reason: .notTheirs(place, move: -1), canDo: alternatives(place, state, rules))
        }
        try checkDepartment(actor, of: place, state, rules)
    }

    private static func assign(
        _ place: Int, to person: Int32, by actor: Actor, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        events.append(circumstances.event(by: actor, .assigned(item: Int32(place), person: person)))
    }
}
