/// The items of a case in the numbers of other definitions.
struct MigratedItems {
    private let state: CaseState
    private let submission: Submission
    private let old: CaseRules
    private let new: CaseRules
    private let ledger: Ledger
    private let answers: Answers
    private(set) var opened: [OpenedItem] = []
    private(set) var standings: [Migration.Standing] = []
    private(set) var makers: [Maker] = []
    private(set) var happened: UInt64 = 0
    private(set) var reasons: [MigrationPlan.Reason] = []

    init(_ state: CaseState, _ submission: Submission, _ old: CaseRules, _ new: CaseRules, _ ledger: Ledger, _ answers: Answers) {
        (self.state, self.submission, self.old, self.new) = (state, submission, old, new)
        (self.ledger, self.answers) = (ledger, answers)
    }

    /// Items keep their places; those that the new definitions add come after them.
    mutating func carryOver(_ circumstances: Circumstances) {
        for (place, event) in old.bundle.shared.events.enumerated() where state.happened & (1 << UInt64(place)) != 0 {
            if let number = number(ofEvent: event.id.value) { happened |= 1 << UInt64(number) }
        }
        for place in state.items.indices { carryOver(place, circumstances) }
        guard opened.count == state.items.count else { return }
        makers = carriedMakers()
        let there = Set(opened.map(\.item))
        for item in new.bundle.items.indices where ledger.instances[item] > 0 && !there.contains(Int32(item)) {
            guard let process = new.process(of: item, answers) else { continue }
            reasons.append(.newItem(new.bundle.items[item].item.title))
            opened += CaseMachine.opened(item, times: ledger.instances[item], process, new, answers)
        }
    }

    private mutating func carryOver(_ place: Int, _ circumstances: Circumstances) {
        let one = state.items[place]
        let title = old.title(of: one.opened)
        let id = old.bundle.items[Int(one.opened.item)].item.id
        guard let item = new.bundle.items.firstIndex(where: { $0.item.id == id }) else { return reasons.append(.itemGone(title)) }
        let times = state.instances(of: Int(one.opened.item)).count
        guard ledger.instances[item] == 0 || ledger.instances[item] == times else { return reasons.append(.itemCounted(title)) }
        guard let number = new.process(of: item, answers) else { return reasons.append(.processGone(title)) }
        guard let standing = standing(one, Int32(number), title) else { return }
        opened.append(
            OpenedItem(
                item: Int32(item), instance: one.opened.instance, process: Int32(number), event: event(one, item),
                limits: limits(one, item, title, circumstances)))
        standings.append(standing)
    }

    // MARK: States and moves

    /// Where it stands by name; nil where there is no such place any more, with the reason.
    private mutating func standing(_ one: ItemState, _ number: Int32, _ title: Title) -> Migration.Standing? {
        let (was, process) = (old.process(of: one), new.processes[Int(number)])
        let states = process.definition.states.map(\.name.value)
        func state(_ old: Int16) -> Int16? {
            states.firstIndex { $0 == was.definition.states[Int(old)].name.value }.map { Int16($0) }
        }
        guard let now = one.stage == .waiting ? 0 : state(one.state) else {
            reasons.append(.stateGone(title, state: was.stateTitle(Int(one.state))))
            return nil
        }
        let (before, after) = (old.state(one), new.state(now, of: number))
        if one.stage == .open, (before.clock, before.decision, before.end) != (after.clock, after.decision, after.end) {
            reasons.append(.stateMeansOther(title, state: was.stateTitle(Int(one.state))))
            return nil
        }
        var made: UInt64 = 0
        for (move, name) in was.moveNames.enumerated() where one.made & (1 << UInt64(move)) != 0 {
            if let number = process.moveNames.firstIndex(of: name) {
                made |= 1 << UInt64(number)
            } else if one.stage == .open {
                // Who made it may bind others (four eyes), and that it was made may forbid a second time.
                reasons.append(.moveGone(title, move: was.moveTitle(move)))
                return nil
            }
        }
        let limitOf = state(one.untilOf)
        let isAsLong = limitOf.map { old.state(one.untilOf, of: one.opened.process).atMost == new.state($0, of: number).atMost }
        return Migration.Standing(state: now, untilOf: limitOf ?? now, made: made, keepsLimit: isAsLong ?? false)
    }

    /// Who made which moves, by name; a move that is not there any more is forgotten with its item, which has ended.
    private func carriedMakers() -> [Maker] {
        state.makers.compactMap { maker in
            let (was, now) = (old.process(of: state.items[Int(maker.item)]), new.processes[Int(opened[Int(maker.item)].process)])
            let move = now.moveNames.firstIndex(of: was.moveNames[Int(maker.move)])
            return move.map { Maker(item: maker.item, move: Int16($0), person: maker.person) }
        }
    }

    // MARK: Events and limits

    private func number(ofEvent name: String) -> Int? { new.bundle.shared.events.firstIndex { $0.id.value == name } }

    /// The event that it waits for: never one more than before.
    private func event(_ one: ItemState, _ item: Int) -> Int32 {
        guard one.opened.event >= 0 else { return -1 }
        if one.stage == .waiting, ledger.instances[item] > 0 {
            return new.bundle.items[item].waitsFor.flatMap { $0.onlyIf.holds(answers) ? Int32($0.event) : nil } ?? -1
        }
        return number(ofEvent: old.bundle.shared.events[Int(one.opened.event)].id.value).map { Int32($0) } ?? -1
    }

    /// The shorter of both limits where the clock has not begun; once it runs, the days that it has stand.
    private mutating func limits(_ one: ItemState, _ item: Int, _ title: Title, _ circumstances: Circumstances) -> ItemLimits {
        var limits = one.opened.limits
        guard one.stage != .ended, one.clock == .notStarted, one.decision == nil else { return limits }
        let fresh = new.bundle.timeLimit(of: item, answers)
        func shorter(_ before: TimeSpan?, _ after: TimeSpan?) -> TimeSpan? {
            guard let after else { return before }
            guard let before else { return after }
            func end(_ span: TimeSpan) -> Day {
                CaseClock.due(from: circumstances.today, within: span, circumstances.calendar).due.day
            }
            return end(after) < end(before) ? after : before
        }
        limits.statutory = shorter(limits.statutory, fresh?.statutory)
        limits.promised = shorter(limits.promised, fresh?.promised)
        if limits != one.opened.limits { reasons.append(.shorterLimit(title)) }
        return limits
    }
}
