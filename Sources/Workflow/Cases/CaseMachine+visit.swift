extension CaseMachine {
    /// One visit for several items (联合踏勘). Officers of all departments that take part are there, so an officer of any of them may record
    /// it, and whoever has an item among his colleagues is no obstacle; an item that another system decides is moved there.
    static func visit(
        _ visit: Int, _ note: MoveNote?, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard rules.jointVisits.indices.contains(visit), let answers = state.submission?.answers else {
            throw Refusal(reason: .noSuchVisit, canDo: [.nothingNeeded])
        }
        var moves: [(place: Int, move: CaseRules.MoveRule)] = []
        for (item, name) in rules.jointVisits[visit] where !rules.decidedElsewhere[Int(item)] {
            for place in state.instances(of: Int(item)) where state.items[place].stage == .open {
                guard let number = rules.move(named: name, of: state.items[place]),
                    let move = rules.move(number, from: state.items[place])
                else { continue }
                moves.append((place, move))
            }
        }
        guard let first = moves.first else {
            let waiting = rules.jointVisits[visit].flatMap { entry in
                state.instances(of: Int(entry.item)).filter { state.items[$0].stage == .open }
            }
            let others = waiting.flatMap { alternatives($0, state, rules) }
            throw Refusal(reason: .nothingToVisit(visit), canDo: others.isEmpty ? [.nothingNeeded] : others)
        }
        for (place, move) in moves {
            guard actor.role == .officer || actor.role == .supervisor, move.by.contains(.officer) else {
                throw Refusal(reason: .notTheirs(place, move: Int(move.name)), canDo: alternatives(place, state, rules))
            }
            try checkOtherThan(move, actor, place, state)
            try checkTime(move, place, state, rules, circumstances)
            if !move.needs.isEmpty || note != nil { try check(move, of: place, Int(move.name), note, state, rules, circumstances) }
        }
        let takesPart = moves.contains { rules.holder(of: state.items[$0.place], answers) == Int(actor.department) }
        guard actor.department < 0 || takesPart else {
            let holder = rules.holder(of: state.items[first.place], answers)
            throw Refusal(reason: .otherDepartment(first.place, department: holder), canDo: [.askDepartment(holder)])
        }
        events.append(circumstances.event(by: actor, .visited(joint: Int16(visit))))
        for (place, move) in moves { enter(move, place, note, by: actor, state, rules, circumstances, &events) }
    }
}
