extension CaseMachine {
    static func noSuchItem(_ state: borrowing CaseState, _ rules: CaseRules) -> Refusal {
        let open = state.items.indices.filter { state.items[$0].stage == .open }
        let moves = open.flatMap { alternatives($0, state, rules) }
        return Refusal(reason: .noSuchItem, canDo: moves.isEmpty ? [.nothingNeeded] : moves)
    }

    /// Why an item cannot be moved that has not begun or has ended.
    static func notOpen(_ place: Int, _ state: borrowing CaseState, _ rules: CaseRules) -> Refusal {
        let one = state.items[place]
        guard one.stage == .waiting else {
            return Refusal(reason: .itemEnded(place), canDo: one.isGranted ? [.nothingNeeded] : [.applyAlone(Int(one.opened.item))])
        }
        let (needed, event) = awaited(by: place, state, rules)
        if needed.isEmpty, let event { return Refusal(reason: .waitsForEvent(place, event: event), canDo: [.report(event: event)]) }
        return Refusal(reason: .waitsForItems(place, needed), canDo: needed.isEmpty ? [.nothingNeeded] : needed.map { .awaitItem($0) })
    }

    /// What an item that has not begun waits for: the results of other items of the case, and an event that has not come.
    static func awaited(by place: Int, _ state: borrowing CaseState, _ rules: CaseRules) -> (items: [Int], event: Int?) {
        let one = state.items[place].opened
        var items: [Int] = []
        for need in rules.needs(of: one.item) {
            for other in state.instances(of: Int(rules.needs[need].item)) where !state.items[other].isGranted {
                if !rules.needs[need].ofSameThing || state.items[other].opened.instance == one.instance { items.append(other) }
            }
        }
        let hasCome = one.event < 0 || state.happened & (1 << UInt64(one.event)) != 0
        return (items, hasCome ? nil : Int(one.event))
    }

    /// The moves that an item has from where it is, and who makes them.
    static func alternatives(_ place: Int, _ state: borrowing CaseState, _ rules: CaseRules, besides name: Int? = nil) -> [Refusal.Instead]
    {
        let one = state.items[place]
        guard one.stage == .open else {
            return one.stage == .waiting || one.isGranted ? [.nothingNeeded] : [.applyAlone(Int(one.opened.item))]
        }
        let elsewhere: Actor.Role? = rules.decidedElsewhere[Int(one.opened.item)] ? .departmentSystem : nil
        let moves = rules.moves(from: one).compactMap { move -> Refusal.Instead? in
            guard Int(move.name) != name, !move.once || one.made & (1 << UInt64(move.name)) == 0 else { return nil }
            guard !move.needs.contains(.newFacts) || one.told == 0 || !newPapers(of: place, state).isEmpty else { return nil }
            var actors: [Actor.Role] = []
            if move.by.contains(.applicant) { actors.append(.applicant) }
            if move.by.contains(.officer) { actors.append(elsewhere ?? .officer) }
            if move.by.contains(.counter) { actors.append(.counter) }
            if move.by.contains(.paymentSystem) { actors.append(.paymentSystem) }
            if move.by.contains(.supervisor), !move.by.contains(.officer) { actors.append(elsewhere ?? .supervisor) }
            return actors.isEmpty ? nil : .move(place, move: Int(move.name), by: actors)
        }
        return moves.isEmpty ? [.nothingNeeded] : moves
    }

    /// What a move needs of whoever makes it as things stand: what is there already he need not bring.
    static func needs(of move: CaseRules.MoveRule, _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules) -> MoveNeeds {
        var needs = move.needs
        if state.items[place].told == 0 { needs.remove(.newFacts) }
        if wanting(of: place, state).isEmpty { needs.remove(.papers) }
        let decides = rules.state(move.to, of: state.items[place].opened.process).decidesToGrant
        if unverified(of: place, toDecide: decides, state).isEmpty { needs.remove(.verifiedPapers) }
        return needs
    }

    /// The same move, with nothing named.
    static func itself(_ name: Int, _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules) -> [Refusal.Instead] {
        let moves = alternatives(place, state, rules).filter { if case .move(_, name, _) = $0 { true } else { false } }
        return moves.isEmpty ? [.nothingNeeded] : moves
    }

    /// Papers of an item that an officer named as wanting, and that have not come since.
    static func wanting(of place: Int, _ state: borrowing CaseState) -> [Int] {
        state.papers.indices.filter { state.papers[$0].isWanting && concerns(place, state.papers[$0]) }
    }

    /// What can be done while an item must stay where it is: the moves that may be made early, and waiting.
    static func early(_ place: Int, _ through: Day, _ state: borrowing CaseState, _ rules: CaseRules) -> [Refusal.Instead] {
        let one = state.items[place]
        let moves = alternatives(place, state, rules).filter { instead in
            guard case .move(_, let name, _) = instead, let move = rules.move(name, from: one) else { return false }
            return move.early || move.to == one.state
        }
        return moves + [.awaitEnd(of: through)]
    }

    /// Papers that the office has not got, or not as they should be.
    static func lacking(_ state: borrowing CaseState) -> [Int] {
        state.papers.indices.filter { state.papers[$0].isLacking }
    }

    /// The papers that an officer of an item may name.
    static func papers(of place: Int, _ state: borrowing CaseState) -> [Int] {
        state.papers.indices.filter { concerns(place, state.papers[$0]) }
    }
}
