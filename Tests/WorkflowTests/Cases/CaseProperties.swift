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
        if before.phase == .closed, events.count > known, !command.isAboutHandOver { report("a closed case is quiet", command) }
        checkTold(command, known)
        checkReplay(command)
        checkStored(Array(events[known...]), command)
        if case .move(let item, let name, let note) = command.action, let made = events[known...].firstIndex(where: { $0.by == command.by })
        {
            // The move meets the case as time has made it.
            var then = before
            for event in events[known..<made] { CaseMachine.apply(event, to: &then) }
            checkMove(item, name, note, command, then, made)
        }
        for place in known..<events.count { check(events[place], command) }
        checkMandates(since: known, command)
        checkPapers(since: known, command)
        var more: [CaseEvent] = []
        try? CaseMachine.decide(CaseCommand(by: .system, .goOn), on: state, under: rules, given: circumstances, into: &more)
        if !more.isEmpty { report("all has followed that follows by itself", command) }
    }

    /// How the licences of the case stand; nil: nobody can find out.
    var standing: EvidenceStanding? = EvidenceStanding()

    private var circumstances: Circumstances {
        var circumstances = Circumstances(of: situation, at: now, calendar: calendar)
        circumstances.evidence = standing
        return circumstances
    }

    private mutating func report(_ property: String, _ command: CaseCommand) {
        broken.append("\(property) — after \(command.by.role.name) \(command.action) at \(now)")
    }

    // MARK: After a command

    private mutating func checkReplay(_ command: CaseCommand) {
        var replayed = CaseState()
        for event in events { CaseMachine.apply(event, to: &replayed) }
        if replayed != state { report("the replay gives the same state", command) }
        if state.version != events.count { report("the version counts the events", command) }
        if let quiet = state.quietBefore.value, let next = CaseMachine.nextDay(of: state, under: rules, calendar), next < quiet {
            report("nobody stops looking before the day on which time makes something happen", command)
        }
    }

    /// Who decides elsewhere is told of everything that others did to the item, and says himself how far he knows it.
    private mutating func checkTold(_ command: CaseCommand, _ known: Int) {
        for place in state.items.indices where state.items[place].news > 0 {
            let one = state.items[place]
            if one.known > one.news { report("nobody knows more than there is to know", command) }
            let done = events.lastIndex { event in
                if event.by.role == .departmentSystem { return false }
                return switch event.fact {
                case .handedOver(let item), .moved(let item, _, _, _, _), .ended(let item, _), .closedBecause(let item, _):
                    item == Int32(place)
                default: false
                }
            }
            if let done, one.news < done + 1 { report("what others did to an item is news elsewhere", command) }
        }
        if command.by.role != .departmentSystem,
            events[known...].contains(where: { event in
                if case .acknowledged(_, let through) = event.fact { through > 0 } else { false }
            })
        {
            report("only the department's system says what it knows", command)
        }
    }

    /// Of a refused command nothing stays but what time had done before it.
    private mutating func checkWhatTimeDid(since known: Int, _ command: CaseCommand) {
        if events[known...].contains(where: { $0.by != .system }) { report("a refused command changes nothing", command) }
        checkReplay(command)
        checkPapers(since: known, command)
    }

    /// What one command made happen is kept as one entry of a store.
    private mutating func checkStored(_ made: [CaseEvent], _ command: CaseCommand) {
        guard !made.isEmpty, (try? EventCoding.decode(EventCoding.encode(made))) != made else { return }
        report("what is stored is read as it was written", command)
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
            if decision == .granted { checkEvidence(of: Int(item), command) }
        case .ended(let item, let end):
            if end.isGranted, !needed(by: Int(item)).allSatisfy(\.isGranted) {
                report("nothing ends granted before what it needs", command)
            }
            if end.isGranted != state.items[Int(item)].isGranted { report("an item ends as it was decided", command) }
        case .promiseResumed(let item, let promised):
            if !state.items[Int(item)].promisedPassed { check(promised.due, from: event.on, command) }
        case .limitExtended(_, let statutory): check(statutory.due, from: event.on, command)
        case .staysThrough(_, let day): check(day, from: event.on, command)
        case .submitted, .handedOver, .clockStopped, .limitPassed, .issued, .closedBecause, .handedIn, .verified, .paperLate, .happened,
            .closed, .assigned, .visited, .promiseStopped, .limitNear, .dueCorrected, .acknowledged, .paperIssued, .migrated,
            .offerAccepted, .wholeExtended, .wholeNear, .wholeCorrected, .disputeSettled, .disputeLate, .disputeCorrected,
            .mandated, .mandateEnded, .applicants, .formFilled, .evidence, .evidenceLost, .evidenceChecked, .evidenceAwaited,
            .evidenceArrived, .madeOut, .erased:
            break
        case .disputed(_, let until, _, _): check(until, from: event.on, command)
        case .wholePassed:
            if state.due.map({ event.on <= $0.day }) ?? true { report("the limit for the whole passes after its last day", command) }
        }
    }

    /// A move that was made is one of the state, by somebody who may make it, with all that must be written, and no second time.
    private mutating func checkMove(_ place: Int, _ name: Int, _ note: MoveNote?, _ command: CaseCommand, _ before: CaseState, _ known: Int)
    {
        let item = before.items[place]
        guard item.stage == .open, let move = rules.move(name, from: item) else { return report("a move is one of the state", command) }
        let isElsewhere = rules.decidedElsewhere[Int(item.opened.item)]
        let mayMove =
            switch command.by.role {
            case .applicant: move.by.contains(.applicant)
            case .agent: move.by.contains(.agent)
            case .counter: move.by.contains(.counter)
            case .officer: move.by.contains(.officer) && !isElsewhere
            case .supervisor: !move.by.isDisjoint(with: [.officer, .supervisor]) && !isElsewhere
            case .departmentSystem: move.by.contains(.officer) && isElsewhere
            case .system: false
            case .paymentSystem: move.by.contains(.paymentSystem)
            case .auditor, .administrator, .security: false
            }
        if !mayMove { report("a move is made by who may make it", command) }
        checkPersons(place, move, command, known)
        if move.needs.contains(.newFacts) { checkNotice(place, name, note, command, known) }
        if move.once, item.made & (1 << UInt64(name)) != 0 { report("what is made once is not made again", command) }
        if !(note?.written ?? []).isSuperset(of: move.needs.intersection(.written)) { report("what must be written is written", command) }
    }

    /// From the events alone: no notice names a paper that an earlier one of the item named or could have named.
    private mutating func checkNotice(_ place: Int, _ name: Int, _ note: MoveNote?, _ command: CaseCommand, _ known: Int) {
        guard
            let last = events[..<known].lastIndex(where: {
                if case .moved(Int32(place), Int16(name), _, _, _) = $0.fact { true } else { false }
            })
        else { return }
        let came = events[last..<known].reduce(into: Set<Int>()) { came, event in
            switch event.fact {
            case .handedIn(let paper): came.insert(Int(paper))
            case .moved(_, _, _, _, .some(let note)) where event.by.isApplicant: came.formUnion(note.papers)
            default: break
            }
        }
        if note?.papers.allSatisfy(came.contains) != true || note?.newFacts == nil {
            report("what could be told the first time is not told a second time", command)
        }
    }

    /// From the events alone: an agent acts where his last mandate holds today, for what he moves.
    private mutating func checkMandates(since known: Int, _ command: CaseCommand) {
        guard command.by.role == .agent, let made = events[known...].first(where: { $0.by == command.by }) else { return }
        let last = events[..<known].last {
            switch $0.fact {
            case .mandated(let mandate): mandate.agent == command.by.person
            case .mandateEnded(let agent): agent == command.by.person
            default: false
            }
        }
        guard case .mandated(let mandate)? = last?.fact else { return report("nobody acts for another without a mandate", command) }
        if case .mandateEnded = made.fact { return }
        if let until = mandate.until, until < made.at.day { report("nobody acts for another after his mandate", command) }
        guard !mandate.items.isEmpty else { return }
        let isCovered =
            switch made.fact {
            case .moved(let item, _, _, _, _), .ended(let item, _), .assigned(let item, _): mandate.items.contains(item)
            case .formFilled(let form): form.items.allSatisfy(mandate.items.contains)
            case .handedIn(let paper), .disputed(let paper, _, _, _): mandate.items.contains(state.papers[Int(paper)].owner)
            case .happened: true
            default: false
            }
        if !isCovered { report("a mandate is for what it names", command) }
    }

    /// What is granted rests on licences that were found to hold just before, or on the papers themselves.
    private mutating func checkEvidence(of item: Int, _ command: CaseCommand) {
        let checked = events.flatMap { event -> [Int32] in
            if case .evidenceChecked(Int32(item), let evidence) = event.fact { evidence } else { [] }
        }
        for (place, one) in state.evidence.enumerated() where one.isForWhole {
            if one.loss != nil || !checked.contains(Int32(place)) { report("nothing is granted on an answer that was lost", command) }
        }
        for (place, one) in state.evidence.enumerated()
        where one.licence >= 0 && one.papers.contains(where: { CaseMachine.concerns(item, state.papers[Int($0)]) }) {
            let papers = one.papers.map { state.papers[Int($0)] }
            if one.loss == nil, papers.contains(where: { [.licence, .produced].contains($0.disposition) }), !checked.contains(Int32(place))
            {
                report("nothing is granted on a licence that nobody has looked after", command)
            }
            if one.loss != nil, papers.contains(where: { !$0.isThere }) { report("nothing is granted on a licence that was lost", command) }
        }
    }

    /// From the events alone: four eyes, one department, one person who has it.
    private mutating func checkPersons(_ place: Int, _ move: CaseRules.MoveRule, _ command: CaseCommand, _ known: Int) {
        let who = command.by
        var has: Int32 = -1
        for event in events[..<known] {
            switch event.fact {
            case .moved(Int32(place), let made, _, _, _):
                if move.otherThan & (1 << UInt64(made)) != 0, event.by.person >= 0, event.by.person == who.person || who.person < 0 {
                    report("the same person who accepted may not grant", command)
                }
            case .assigned(Int32(place), let person): has = person
            default: break
            }
        }
        if who.role == .officer || who.role == .counter, has >= 0, has != who.person {
            report("an item is moved by the officer who has it", command)
        }
        if who.isOffice, who.department >= 0, let answers = state.submission?.answers {
            let item = rules.bundle.items[Int(state.items[place].opened.item)]
            let states = rules.process(of: state.items[place]).states.compactMap(\.department)
            if who.department != rules.bundle.department(of: Int(state.items[place].opened.item), answers),
                !states.contains(Int(who.department)), !item.isWholeList
            {
                report("an officer moves the items of his department", command)
            }
        }
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

    private mutating func checkPapers(since known: Int, _ command: CaseCommand) {
        for property in brokenPapers(since: known) { report(property, command) }
    }

    /// Printed whole, once for a case.
    mutating func checkPrinted() { broken += emptyPapers }

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
        case .startAnew, .submit, .write, .name, .applyAlone, .followTheLaw, .nothingNeeded, .askDepartment, .askColleague,
            .askSupervisor, .awaitRelease, .claim, .sayWho, .awaitEnd, .letThemAccept, .askSupervisorOf, .decideBy, .awaitAnswer,
            .showMandate, .letThemMandate, .letThemFill, .formStays, .acknowledgeThrough, .tryAgain, .closeFirst, .nameReceipt,
            .askSecurity:
            return
        }
        var emitted: [CaseEvent] = []
        do throws(Refusal) {
            try CaseMachine.decide(proposed, on: state, under: rules, given: circumstances, into: &emitted)
        } catch {
            report("what a refusal proposes can be done (\(instead): \(error.reason))", command)
        }
    }
}

extension CaseCommand {
    /// What is over may still have to be told.
    fileprivate var isAboutHandOver: Bool {
        switch action {
        case .acknowledge, .handOverAgain: true
        default: false
        }
    }
}
