import TestSupport

@testable import Workflow

/// One case under commands, and what must hold of it after each: the properties that do not, with the command after which they did not.
struct ObservedCase {
    let rules: CaseRules
    let situation: Situation
    var now: Moment
    private(set) var state = CaseState()
    private(set) var events: [CaseEvent] = []
    private(set) var broken: [String] = []
    private(set) var refused = 0

    private var calendar: WorkingCalendar { rules.bundle.shared.calendar }

    init(rules: CaseRules, situation: Situation, submittedAt moment: Moment) {
        self.rules = rules
        self.situation = situation
        now = moment
    }

    mutating func give(_ command: CaseCommand) {
        let (before, known) = (state, events.count)
        do throws(Refusal) {
            try CaseMachine.handle(command, on: &state, under: rules, given: circumstances, into: &events)
        } catch {
            refused += 1
            checkWhatTimeDid(since: known, command)
            check(error, of: command, before, known)
            return
        }
        if before.phase == .closed, events.count > known { report("a closed case is quiet", command) }
        checkReplay(command)
        if case .move(let item, let name, let note) = command.action { checkMove(item, name, note, command, before) }
        for place in known..<events.count { check(events[place], command) }
        var more: [CaseEvent] = []
        try? CaseMachine.decide(CaseCommand(by: .system, .goOn), on: state, under: rules, given: circumstances, into: &more)
        if !more.isEmpty { report("all has followed that follows by itself", command) }
    }

    private var circumstances: Circumstances { Circumstances(of: situation, at: now, calendar: calendar) }

    private mutating func report(_ property: String, _ command: CaseCommand) {
        broken.append("\(property) — after \(command.by.name) \(command.action) at \(now)")
    }

    // MARK: After a command

    private mutating func checkReplay(_ command: CaseCommand) {
        var replayed = CaseState()
        for event in events { CaseMachine.apply(event, to: &replayed) }
        if replayed != state { report("the replay gives the same state", command) }
        if state.version != events.count { report("the version counts the events", command) }
    }

    /// Of a refused command nothing stays but what time had done before it.
    private mutating func checkWhatTimeDid(since known: Int, _ command: CaseCommand) {
        if events[known...].contains(where: { $0.by != .system }) { report("a refused command changes nothing", command) }
        checkReplay(command)
    }

    private mutating func check(_ event: CaseEvent, _ command: CaseCommand) {
        if event.on > event.at.day { report("nothing takes effect before its day", command) }
        if event.at != now { report("an event has the moment of its command", command) }
        switch event.fact {
        case .started(let item, let until):
            if !needed(by: Int(item)).allSatisfy(\.isGranted) { report("nothing starts before what it needs is granted", command) }
            let awaited = state.items[Int(item)].opened.event
            if awaited >= 0, state.happened & (1 << UInt64(awaited)) == 0 {
                report("nothing starts before the event that it waits for", command)
            }
            check(until, from: event.on, command)
        case .moved(let item, _, _, let until, _):
            // A limit that goes on in another state may have passed in the one before.
            if state.items[Int(item)].untilFrom == event.on { check(until, from: event.on, command) }
        case .clockStarted(_, let from, let statutory, let promised):
            check(statutory?.due, from: from, command)
            check(promised?.due, from: from, command)
        case .clockResumed(let item, let statutory, let promised):
            // What has passed stays overdue.
            if !state.items[Int(item)].statutoryPassed { check(statutory?.due, from: event.on, command) }
            if !state.items[Int(item)].promisedPassed { check(promised?.due, from: event.on, command) }
        case .decided(let item, let decision):
            if decision == .granted, !needed(by: Int(item)).allSatisfy(\.isGranted) {
                report("nothing is granted before what it needs", command)
            }
            let decisions = events.filter { if case .decided(item, _) = $0.fact { true } else { false } }
            if decisions.count != 1 { report("an item is decided once", command) }
        case .ended(let item, let end):
            if end.isGranted, !needed(by: Int(item)).allSatisfy(\.isGranted) {
                report("nothing ends granted before what it needs", command)
            }
            if end.isGranted != (state.items[Int(item)].decision == .granted) { report("an item ends as it was decided", command) }
        case .promiseResumed(let item, let promised):
            if !state.items[Int(item)].promisedPassed { check(promised.due, from: event.on, command) }
        case .limitExtended(_, let statutory): check(statutory.due, from: event.on, command)
        case .staysThrough(_, let day): check(day, from: event.on, command)
        case .submitted, .handedOver, .clockStopped, .limitPassed, .issued, .closedBecause, .handedIn, .verified, .paperLate, .happened,
            .closed, .promiseStopped, .limitNear, .dueCorrected:
            break
        }
    }

    /// A move that was made is one of the state, by somebody who may make it, with all that must be written, and no second time.
    private mutating func checkMove(_ place: Int, _ name: Int, _ note: MoveNote?, _ command: CaseCommand, _ before: CaseState) {
        let item = before.items[place]
        guard item.stage == .open, let move = rules.move(name, from: item) else { return report("a move is one of the state", command) }
        let isElsewhere = rules.decidedElsewhere[Int(item.opened.item)]
        let mayMove =
            switch command.by {
            case .applicant: move.by.contains(.applicant)
            case .officer: move.by.contains(.officer) && !isElsewhere
            case .departmentSystem: move.by.contains(.officer) && isElsewhere
            case .system: false
            }
        if !mayMove { report("a move is made by who may make it", command) }
        if move.once, item.made & (1 << UInt64(name)) != 0 { report("what is made once is not made again", command) }
        if !(note?.written ?? []).isSuperset(of: move.needs.intersection(.written)) { report("what must be written is written", command) }
    }

    private mutating func check(_ due: Due?, from day: Day, _ command: CaseCommand) {
        guard let due else { return }
        if due.day < day { report("no limit ends before it begins", command) }
        if !calendar.isWorkingDay(due.day) { report("no limit ends on a day off", command) }
    }

    /// The items of the case whose results an item needs; of several, those of the same thing.
    private func needed(by place: Int) -> [ItemState] {
        let own = state.items[place].opened
        let entry = rules.bundle.items[Int(own.item)]
        return state.items.filter { other in
            guard entry.after.contains(Int(other.opened.item)) else { return false }
            let sameThing = entry.each != nil && rules.bundle.items[Int(other.opened.item)].each == entry.each
            return !sameThing || other.opened.instance == own.instance
        }
    }

    /// What is recorded in words is read again as the same events.
    mutating func checkRecords() {
        let read = try? EventRecord.events(of: EventRecord.records(of: events, under: rules), under: rules)
        guard read != events else { return }
        let place = zip(read ?? [], events).enumerated().first { $1.0 != $1.1 }?.offset ?? 0
        broken.append("records are read as they were written — \(events.indices.contains(place) ? "\(events[place].fact)" : "")")
    }

    // MARK: After a refusal

    private mutating func check(_ refusal: Refusal, of command: CaseCommand, _ before: CaseState, _ known: Int) {
        if events.count == known, state != before { report("a refused command changes nothing", command) }
        if refusal.canDo.isEmpty { report("a refusal says what can be done instead", command) }
        let words = refusal.wording(state, under: rules)
        if ([words.message] + words.canDo).contains(where: { $0.zh.isEmpty || $0.en.isEmpty }) {
            report("a refusal is worded in both languages", command)
        }
        for instead in refusal.canDo { check(instead, command) }
    }

    /// What a refusal proposes is not refused in its turn.
    private mutating func check(_ instead: Refusal.Instead, _ command: CaseCommand) {
        let proposed: CaseCommand
        switch instead {
        case .handIn(let paper): proposed = CaseCommand(by: .applicant, .handIn(paper: paper))
        case .verify(let paper): proposed = CaseCommand(by: .officer, .verify(paper: paper))
        case .report(let event): proposed = CaseCommand(by: .officer, .report(event: event))
        case .move(let item, let move, _):
            if rules.move(move, from: state.items[item]) == nil { report("a proposed move is one of the state", command) }
            return
        case .awaitItem(let item):
            if state.items[item].isGranted { report("what is awaited has not come", command) }
            return
        case .startAnew, .submit, .write, .name, .applyAlone, .followTheLaw, .nothingNeeded, .awaitEnd: return
        }
        var emitted: [CaseEvent] = []
        do throws(Refusal) {
            try CaseMachine.decide(proposed, on: state, under: rules, given: circumstances, into: &emitted)
        } catch {
            report("what a refusal proposes can be done (\(instead): \(error.reason))", command)
        }
    }
}
