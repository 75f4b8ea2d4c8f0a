extension CaseMachine {
    /// What a department's own system says that it has taken in. The same, or less, a second time changes nothing.
    static func acknowledge(
        _ place: Int, through version: Int, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        try checkHandedOver(place, state, rules)
        guard actor.role == .departmentSystem else {
            throw Refusal(reason: .notTheirs(place, move: -1), canDo: alternatives(place, state, rules))
        }
        try checkDepartment(actor, of: place, state, rules)
        // Nobody has seen what he was not told.
        guard version <= Int(state.items[place].news) else {
            throw Refusal(reason: .notTold(place), canDo: [.acknowledgeThrough(Int(state.items[place].news))])
        }
        let through = Int32(clamping: version)
        guard through > state.items[place].known else { return }
        events.append(circumstances.event(by: actor, .acknowledged(item: Int32(place), through: through)))
    }

    /// What was told is to be told once more, because the other side lacks it.
    static func handOverAgain(
        _ place: Int, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        try checkHandedOver(place, state, rules)
        guard !actor.isApplicant, actor.role != .paymentSystem else {
            throw Refusal(reason: .notTheirs(place, move: -1), canDo: alternatives(place, state, rules))
        }
        try checkDepartment(actor, of: place, state, rules)
        guard state.items[place].known > 0 else { return }
        events.append(circumstances.event(by: actor, .acknowledged(item: Int32(place), through: 0)))
    }

    private static func checkHandedOver(_ place: Int, _ state: borrowing CaseState, _ rules: CaseRules) throws(Refusal) {
        guard state.items.indices.contains(place) else { throw noSuchItem(state, rules) }
        guard state.items[place].news > 0 else {
            if state.items[place].stage == .waiting { throw notOpen(place, state, rules) }
            throw Refusal(reason: .notHandedOver(place), canDo: alternatives(place, state, rules))
        }
    }
}
