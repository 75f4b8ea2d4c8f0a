extension CaseMachine {
    /// What follows by itself: items that can no longer come to anything close, items that have what they need begin, moves that a rule
    /// makes are made, and a case whose items have all ended is closed.
    static func goOn(
        _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        func happen(_ fact: consuming CaseEvent.Fact) { events.append(circumstances.event(by: .system, fact)) }
        let known = events.count
        defer { numberPapers(&events, from: known, state, rules) }
        if rules.allStop, let refused = state.items.firstIndex(where: { $0.decision == .refused || $0.end == .process(.notTakenIn) }) {
            var closes = false
            for place in state.items.indices where state.items[place].stage != .ended && !state.items[place].isGranted {
                happen(.closedBecause(item: Int32(place), of: Int32(refused)))
                closes = true
            }
            if closes { return }
        }
        var open = false
        let isRevoked = state.items.contains { $0.end == .process(.revoked) }
        for place in state.items.indices {
            switch state.items[place].stage {
            case .ended: continue
            case .waiting:
                open = true
                switch prospect(of: place, state, rules) {
                case .waits: break
                case .blocked(let other): happen(.closedBecause(item: Int32(place), of: Int32(other)))
                case .ready: start(place, state, rules, circumstances, &events)
                }
            case .open:
                open = true
                // What is granted stands until somebody decides on it too (行政许可法 art. 69); what is not granted has lost its ground.
                if isRevoked, state.items[place].decision == nil,
                    case .blocked(let other) = prospect(of: place, state, rules)
                {
                    happen(.closedBecause(item: Int32(place), of: Int32(other)))
                    continue
                }
                if state.hasLatePapers, let move = papersLate(place, state, rules) {
                    enter(move, place, nil, by: .system, state, rules, circumstances, &events)
                    continue
                }
                guard rules.processRules[Int(state.items[place].opened.process)].hasByItself else { continue }
                byItself(place, state, rules, circumstances, &events)
            }
        }
        if !open { happen(.closed) }
    }

    /// Whether an item may begin.
    enum Prospect {
        case waits, ready
        /// Another item ended without the result that it needs.
        case blocked(by: Int)
    }

    static func prospect(of place: Int, _ state: borrowing CaseState, _ rules: CaseRules) -> Prospect {
        let event = state.items[place].opened.event
        var isReady = event < 0 || state.happened & (1 << UInt64(event)) != 0
        for need in rules.needs(of: state.items[place].opened.item) {
            for other in state.instances(of: Int(rules.needs[need].item)) {
                if rules.needs[need].ofSameThing, state.items[other].opened.instance != state.items[place].opened.instance { continue }
                if state.items[other].isFruitless { return .blocked(by: other) }
                if !state.items[other].isGranted { isReady = false }
            }
        }
        return isReady ? .ready : .waits
    }

    private static func start(
        _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        let one = state.items[place]
        let rule = rules.state(one)
        let today = circumstances.today
        func happen(_ fact: consuming CaseEvent.Fact) { events.append(circumstances.event(by: .system, fact)) }
        let until = rule.atMost.map { CaseClock.due(from: today, within: $0, circumstances.calendar).due }
        happen(.started(item: Int32(place), until: until))
        if let atLeast = rule.atLeast {
            happen(.staysThrough(item: Int32(place), CaseClock.due(from: today, within: atLeast, circumstances.calendar).due))
        }
        issue(rule.paper, of: place, by: .system, circumstances, &events)
        if rules.decidedElsewhere[Int(one.opened.item)] { happen(.handedOver(item: Int32(place))) }
        if rule.clock == .running || one.opened.limits.fromReceipt {
            happen(CaseClock.start(Int32(place), one.opened, from: today, state, rules, circumstances))
        }
    }

    /// The move that is made because a paper that was to follow is late; nil where that is only told, or nothing is late.
    private static func papersLate(_ place: Int, _ state: borrowing CaseState, _ rules: CaseRules) -> CaseRules.MoveRule? {
        let move = rules.state(state.items[place]).papersLate
        guard move >= 0, state.papers.contains(where: { $0.isLate && !$0.isThere && concerns(place, $0) }) else { return nil }
        return rules.moves[Int(move)]
    }

    /// The first move that a rule makes from where an item is, once every paper is verified.
    private static func byItself(
        _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        guard let move = moveByItself(place, state, rules, circumstances) else { return }
        let grants = rules.state(move.to, of: state.items[place].opened.process).decidesToGrant
        if grants, (try? checkEvidence(of: place, state, rules, circumstances)) == nil { return }
        enter(move, place, nil, by: .system, state, rules, circumstances, &events)
    }

    /// The same, whether or not the licences hold on which the item rests.
    private static func moveByItself(
        _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances
    ) -> CaseRules.MoveRule? {
        let one = state.items[place]
        guard let move = rules.moveByItself(from: one),
            one.made & (1 << UInt64(move.name)) == 0 || !move.once
        else { return nil }
        let to = rules.state(move.to, of: one.opened.process)
        if to.decided != nil, !openDisputes(of: place, state).isEmpty { return nil }
        guard unverified(of: place, toDecide: to.decidesToGrant, state).isEmpty, stays(place, before: move, state, circumstances) == nil
        else { return nil }
        return move
    }

    /// A rule would grant something, were it known whether the licences hold on which it rests.
    static func waitsForCheck(_ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances) -> Bool {
        guard let standing = circumstances.evidence, !standing.unchecked.isEmpty else { return false }
        return state.items.indices.contains { place in
            guard state.items[place].stage == .open, rules.processRules[Int(state.items[place].opened.process)].hasByItself,
                let move = moveByItself(place, state, rules, circumstances),
                rules.state(move.to, of: state.items[place].opened.process).decidesToGrant
            else { return false }
            do throws(Refusal) { try checkEvidence(of: place, state, rules, circumstances) } catch {
                if case .evidenceUnchecked = error.reason { return true }
            }
            return false
        }
    }
}
