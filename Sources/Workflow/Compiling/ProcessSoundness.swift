/// Whether a process can be run: everything is reached, everything ends, and no limit passes without a consequence.
struct ProcessSoundness {
    private let process: CompiledProcess
    private let findings: Findings
    private let definition: ProcessDefinition
    /// The states that each leads to.
    private let next: [Set<Int>]

    init(_ process: CompiledProcess, _ findings: Findings) {
        self.process = process
        self.findings = findings
        definition = process.definition
        var next = Array(repeating: Set<Int>(), count: process.states.count)
        for move in process.moves {
            for state in move.from { next[state].insert(move.to) }
        }
        self.next = next
    }

    func check() {
        guard !process.states.isEmpty, process.states.count <= CompiledProcess.most, process.moveNames.count <= CompiledProcess.most else {
            return report(.tooLarge(limit: CompiledProcess.most), at: definition.id)
        }
        checkMoves()
        checkPapersLate()
        checkCircles()
        guard !findings.isBroken else { return }
        checkWays()
        guard !findings.isBroken else { return }
        for state in process.states.indices { checkState(state) }
    }

    /// Every state is reached, and an end from each. What only follows from another such state is not told again.
    private func checkWays() {
        let reached = reached(from: 0)
        let lost = process.states.indices.filter { !reached.contains($0) }
        for state in lost.first(orAllWhere: { state in !lost.contains { $0 != state && next[$0].contains(state) } }) {
            report(.neverReached(name(state)), at: definition.states[state].name)
        }
        let stuck = reached.sorted().filter { state in
            !self.reached(from: state).contains { process.states[$0].end != nil }
        }
        for state in stuck.first(orAllWhere: { next[$0].isEmpty }) {
            report(.noWayOut(name(state)), at: definition.states[state].name)
        }
    }

    /// Moves that a rule makes lead on, never back to where they began.
    private func checkCircles() {
        let byItself = process.moves.indices.filter { process.moves[$0].by.contains(.itself) && !process.moves[$0].once }
        for move in byItself {
            var found: Set<Int> = [process.moves[move].to]
            var open = [process.moves[move].to]
            while let state = open.popLast() {
                for other in byItself where process.moves[other].from.contains(state) {
                    if found.insert(process.moves[other].to).inserted { open.append(process.moves[other].to) }
                }
            }
            guard process.moves[move].from.contains(where: found.contains) else { continue }
            return report(.circleByItself(definition.moves[move].name.value), at: definition.moves[move].name)
        }
    }

    private func checkMoves() {
        var seen: [[Int]: SourcePosition] = [:]
        for (move, written) in zip(process.moves, definition.moves) {
            for (state, name) in zip(move.from, written.from) {
                if process.states[state].end != nil { report(.moveFromEnd(written.name.value, state: name.value), at: name) }
                if let first = seen[[move.name, state]] {
                    report(.twoMoves(written.name.value, state: name.value, first: first), at: written.name)
                } else {
                    seen[[move.name, state]] = written.name.position
                }
            }
            if move.by.contains(.counter), settles(move) { report(.counterDecides(written.name.value), at: written.name) }
            let decides = process.states[move.to].decision != nil || isDecidedEnd(move.to)
            if decides, let byItself = written.byItself, byItself.basis.isEmpty {
                report(.decidesWithoutBasis(written.name.value), at: written.name)
            }
            if move.extends != nil, !extendsWell(move) { report(.extendsWrongly(written.name.value), at: written.name) }
            if move.early, !move.from.contains(where: { process.states[$0].atLeast != nil }) {
                report(.nothingEarly(written.name.value), at: written.name)
            }
            if move.keepsLimit, !move.from.contains(where: { process.states[$0].atMost != nil }) {
                report(.keepsNoLimit(written.name.value), at: written.name)
            }
        }
    }

    /// What happens when a paper is late is a move by time that ends the item.
    private func checkPapersLate() {
        guard let name = definition.papersLate else { return }
        let ending = process.moves.indices.filter {
            process.moves[$0].by.contains(.time) && process.states[process.moves[$0].to].end == .lapsed
        }
        guard !ending.contains(where: { definition.moves[$0].name.value == name.value }) else { return }
        report(.papersLateNowhere(name.value, known: ending.map { definition.moves[$0].name.value }), at: name)
    }

    /// A move that decides an item, or does not take it in; what comes after a decision only delivers it.
    private func settles(_ move: CompiledProcess.Move) -> Bool {
        let to = process.states[move.to]
        let isDelivery = move.from.allSatisfy { process.states[$0].decision != nil }
        return to.decision != nil || to.end == .notTakenIn || to.end == .revoked || (isDecidedEnd(move.to) && !isDelivery)
    }

    /// Once, by the office, with the reason told, and only while the clock runs (行政许可法 art. 42).
    private func extendsWell(_ move: CompiledProcess.Move) -> Bool {
        let clock = process.states[move.to].clock
        return move.once && move.needs.contains(MoveNeeds(.reason)) && !move.by.isEmpty && move.by.isSubset(of: [.officer, .supervisor])
            && move.from == [move.to] && (clock == .running || clock == .promisedStopped)
    }

    /// An end that is a decision at the same time.
    private func isDecidedEnd(_ state: Int) -> Bool {
        process.states[state].end == .granted || process.states[state].end == .refused
    }

    private func checkState(_ place: Int) {
        let state = process.states[place]
        let written = definition.states[place]
        switch (written.atMost, written.overdue) {
        case (.some(let limit), nil): report(.limitWithoutConsequence(name(place), moves: movesOfTime(from: place)), at: limit.position)
        case (nil, .some(let overdue)): report(.consequenceWithoutLimit(name(place)), at: overdue)
        default: break
        }
        if state.end == .revoked { checkRevocation(place) }
        if let least = state.atLeast, let most = state.atMost, least.unit == most.unit, least.wholeUnits > most.wholeUnits {
            report(.leastBeyondMost(name(place)), at: written.atLeast?.position ?? written.name.position)
        }
        if let warn = written.warn, state.atMost.map({ $0.unit == warn.value.unit && $0.wholeUnits <= warn.value.wholeUnits }) ?? true {
            report(.warnsWithoutLimit(name(place)), at: warn.position)
        }
        if state.end != nil {
            if written.atMost != nil || written.atLeast != nil || written.waitsFor != nil {
                report(.endThatWaits(name(place)), at: written.name)
            }
            return
        }
        if (written.waitsFor?.value == .payment) != (written.fee != nil) { report(.feeAndPayment(name(place)), at: written.name) }
        checkActors(place)
        checkDecision(place)
        if state.clock == .stopped || state.clock == .promisedStopped, state.waitsFor == nil {
            let needed = MoveNeeds([.reason, .basis, .expectedEnd])
            // What the applicant asks for, he need not give reasons for.
            let into = process.moves.filter { $0.to == place && !$0.by.isSubset(of: [.applicant, .agent]) }
            if !into.allSatisfy({ $0.needs.isSuperset(of: needed) }) { report(.stopsWithoutReason(name(place)), at: written.name) }
        }
    }

    private func movesOfTime(from state: Int) -> [String] {
        process.moves.indices.filter { process.moves[$0].by.contains(.time) && process.moves[$0].from.contains(state) }.map {
            definition.moves[$0].name.value
        }
    }

    /// Only what was granted is revoked, with the reason, the basis and the remedies.
    private func checkRevocation(_ place: Int) {
        let into = process.moves.filter { $0.to == place }
        let isGranted = into.allSatisfy { $0.from.allSatisfy { process.states[$0].decision == .granted } }
        let isReasoned = into.allSatisfy { $0.needs.isSuperset(of: MoveNeeds([.reason, .basis, .remedies])) }
        if !isGranted || !isReasoned { report(.revokesLightly(name(place)), at: definition.states[place].name) }
    }

    /// Whoever a state waits for can do something.
    private func checkActors(_ place: Int) {
        let here = process.moves.filter { $0.from.contains(place) }
        let wanted: Movers =
            process.states[place].waitsFor == nil ? [.officer, .itself, .counter, .supervisor] : [.applicant, .agent, .paymentSystem]
        if here.allSatisfy({ $0.by.isDisjoint(with: wanted) }) {
            let who = process.states[place].waitsFor == nil ? ProcessDefinition.Mover.officer : .applicant
            report(.nobodyActs(name(place), mover: who.rawValue), at: definition.states[place].name)
        }
    }

    /// After a decision there is no other, and the item ends as it was decided.
    private func checkDecision(_ place: Int) {
        guard let decision = process.states[place].decision else { return }
        for later in reached(from: place).sorted() where later != place {
            let end = process.states[later].end
            let revokes = end == .revoked && decision == .granted
            let fits = process.states[later].decision == nil && (end == nil || end?.rawValue == decision.rawValue || revokes)
            if !fits || (end == nil && process.states[later].clock != .done) {
                report(.undoesDecision(name(place), later: name(later)), at: definition.states[place].name)
                return
            }
        }
    }

    private func reached(from start: Int) -> Set<Int> {
        var found: Set<Int> = [start]
        var open = [start]
        while let state = open.popLast() {
            for other in next[state] where found.insert(other).inserted { open.append(other) }
        }
        return found
    }

    private func name(_ state: Int) -> String { definition.states[state].name.value }

    private func report(_ flaw: Mistake.ProcessFlaw, at name: Name) { report(flaw, at: name.position) }

    private func report(_ flaw: Mistake.ProcessFlaw, at position: SourcePosition) {
        findings.report(.unsoundProcess(flaw), at: position)
    }
}

extension [Int] {
    /// All that begin or end a way; in a circle, where nothing does, the first.
    fileprivate func first(orAllWhere isAtTheTip: (Int) -> Bool) -> [Int] {
        let tips = filter(isAtTheTip)
        return tips.isEmpty ? Array(prefix(1)) : tips
    }
}
