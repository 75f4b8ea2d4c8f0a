/// What time alone makes happen to a case: warnings, limits that pass with their consequence, papers that did not come.
///
/// Each has the day on which it falls due. However late it is noticed, the days are gone through in their order, and what follows from one
/// counts from its own day: a clock read every night and one read after a month come to the same case.
extension CaseMachine {
    /// The first day on which time alone makes something happen to a case as it stands; nil: it can wait for ever.
    public static func nextDay(of state: borrowing CaseState, under rules: CaseRules, _ calendar: WorkingCalendar) -> Day? {
        guard state.phase == .open else { return nil }
        var first: Day?
        eachPrompt(state, rules, calendar) { day, _ in if first.map({ day < $0 }) ?? true { first = day } }
        // Nothing takes effect before what has already happened.
        return first.map { max($0, state.latest) }
    }

    /// Everything that has fallen due since somebody last looked, day by day, with all that follows from it; the events are appended.
    public static func letTimePass(
        on state: inout CaseState, under rules: CaseRules, given circumstances: Circumstances, into events: inout [CaseEvent]
    ) {
        if let quiet = state.quietBefore.value, circumstances.today < quiet { return }
        while state.phase == .open {
            let known = events.count
            fallDue(state, rules, circumstances, &events)
            guard known < events.count else {
                state.quietBefore.value = quietBefore(state, under: rules, circumstances.calendar)
                return
            }
            follow(from: known, on: &state, rules, circumstances.effective(on: events[known].on), &events)
        }
    }

    /// The day before which time alone makes nothing happen to a case as it stands; nil where a notice of days off may come any day.
    private static func quietBefore(_ state: borrowing CaseState, under rules: CaseRules, _ calendar: WorkingCalendar) -> Day? {
        for place in state.items.indices where state.items[place].stage == .open {
            for limit in CaseEvent.Limit.allCases where state.items[place].due(limit)?.provisional == true { return nil }
        }
        if state.due?.provisional == true || state.papers.contains(where: { $0.dispute?.until.provisional == true }) { return nil }
        return nextDay(of: state, under: rules, calendar) ?? .distant
    }

    /// Applies an event, and keeps what is known of the day on which time will next make something happen: only the limits that the event
    /// sets are looked at. (Most set none: the calendar, which all cores share, is then not touched.)
    static func applyAndListen(
        _ event: UnsafePointer<CaseEvent>, to state: inout CaseState, _ rules: CaseRules, given circumstances: Circumstances
    ) {
        let (quiet, latest) = (state.quietBefore.value, state.latest)
        apply(event, to: &state)
        guard var quiet, latest <= event.pointee.on else { return }
        func listen(_ place: Int32, _ limit: CaseEvent.Limit) -> Bool {
            eachPrompt(limit, of: Int(place), state, rules, circumstances.calendar) { day, _ in quiet = min(quiet, day) }
            return state.items[Int(place)].due(limit)?.provisional != true
        }
        func listenToWhole() -> Bool {
            eachWholePrompt(state, rules, circumstances.calendar) { day, _ in quiet = min(quiet, day) }
            return true
        }
        func soon(_ day: Day) -> Bool {
            quiet = min(quiet, day)
            return true
        }
        let isKnown =
            switch event.pointee.fact {
            case .submitted, .migrated: false
            case .started(let item, _), .moved(let item, _, _, _, _): listen(item, .state)
            case .clockStarted(let item, _, _, _), .clockResumed(let item, _, _): listen(item, .statutory) && listen(item, .promised)
            case .promiseResumed(let item, _): listen(item, .promised)
            case .limitExtended(let item, _): listen(item, .statutory)
            case .dueCorrected(let item, let limit, _): listen(item, limit)
            case .disputed(_, let until, _, _), .disputeCorrected(_, let until): soon(until.day.adding(days: 1)) && !until.provisional
            case .wholeExtended(let until, _), .wholeCorrected(let until): listenToWhole() && !until.provisional
            case .handedOver, .clockStopped, .limitPassed, .decided, .issued, .ended, .closedBecause, .handedIn, .verified, .paperLate,
                .happened, .closed, .assigned, .visited, .promiseStopped, .staysThrough, .limitNear, .acknowledged, .paperIssued,
                .offerAccepted, .wholeNear, .wholePassed, .disputeSettled, .disputeLate, .mandated, .mandateEnded, .applicants, .formFilled,
                .evidence,
                .evidenceLost, .evidenceChecked, .evidenceAwaited, .evidenceArrived, .madeOut, .erased:
                true
            }
        if isKnown { state.quietBefore.value = quiet }
    }

    /// What falls due on the first day that has come and that nobody has noticed.
    static func fallDue(_ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]) {
        let known = events.count
        defer { numberPapers(&events, from: known, state, rules) }
        correctDays(state, rules, circumstances, &events)
        guard known == events.count, let day = nextDay(of: state, under: rules, circumstances.calendar), day <= circumstances.today else {
            return
        }
        let then = circumstances.effective(on: day)
        func happen(_ fact: CaseEvent.Fact) { events.append(then.event(by: .system, fact)) }
        eachPrompt(state, rules, circumstances.calendar) { due, prompt in
            guard due <= day else { return }
            switch prompt {
            case .limitNear(let place, let limit): happen(.limitNear(item: Int32(place), limit))
            case .limitPassed(let place, let limit):
                happen(.limitPassed(item: Int32(place), limit))
                let overdue = limit == .state ? rules.state(state.items[place]).overdue : -1
                if overdue >= 0 { enter(rules.moves[Int(overdue)], place, nil, by: .system, state, rules, then, &events) }
            case .paperLate(let paper): happen(.paperLate(paper: Int32(paper)))
            case .disputeLate(let paper): happen(.disputeLate(paper: Int32(paper)))
            case .wholeNear: happen(.wholeNear)
            case .wholePassed: happen(.wholePassed)
            }
        }
    }

    private enum Prompt {
        case limitNear(Int, CaseEvent.Limit)
        case limitPassed(Int, CaseEvent.Limit)
        case paperLate(Int)
        case disputeLate(Int)
        case wholeNear, wholePassed
    }

    /// What time will make happen as the case stands, each with its day; the limit of a state comes last, for it moves the item.
    @inline(__always)
    private static func eachPrompt(
        _ state: borrowing CaseState, _ rules: CaseRules, _ calendar: WorkingCalendar, _ take: (Day, Prompt) -> Void
    ) {
        eachWholePrompt(state, rules, calendar, take)
        for place in state.items.indices where state.items[place].stage == .open {
            eachPrompt(.statutory, of: place, state, rules, calendar, take)
            eachPrompt(.promised, of: place, state, rules, calendar, take)
            eachPrompt(.state, of: place, state, rules, calendar, take)
        }
        for paper in state.papers.indices {
            if let dispute = state.papers[paper].dispute, !dispute.isLate { take(dispute.until.day.adding(days: 1), .disputeLate(paper)) }
            guard state.papers[paper].disposition == .follows, let until = state.papers[paper].until, !state.papers[paper].isThere,
                !state.papers[paper].isLate
            else { continue }
            take(until.adding(days: 1), .paperLate(paper))
        }
    }

    @inline(__always)
    private static func eachPrompt(
        _ limit: CaseEvent.Limit, of place: Int, _ state: borrowing CaseState, _ rules: CaseRules,
        _ calendar: @autoclosure () -> WorkingCalendar, _ take: (Day, Prompt) -> Void
    ) {
        guard !state.items[place].hasPassed(limit), let due = state.items[place].due(limit) else { return }
        if !state.items[place].isNear(limit), let warning = rules.warning(of: limit, state.items[place]), state.latest <= due.day {
            take(CaseClock.day(warning, before: due.day, calendar()), .limitNear(place, limit))
        }
        take(due.day.adding(days: 1), .limitPassed(place, limit))
    }

    /// The limit for the whole, as long as something is to be decided.
    @inline(__always)
    private static func eachWholePrompt(
        _ state: borrowing CaseState, _ rules: CaseRules, _ calendar: @autoclosure () -> WorkingCalendar, _ take: (Day, Prompt) -> Void
    ) {
        guard let due = state.due, !state.hasWholePassed, state.isUndecided else { return }
        if !state.isWholeNear, let warning = rules.bundle.definition.warn?.value, state.latest <= due.day {
            take(CaseClock.day(warning, before: due.day, calendar()), .wholeNear)
        }
        take(due.day.adding(days: 1), .wholePassed)
    }

    /// A last day that lay in a year without a notice, once the notice has come: later where the days off move it, never earlier.
    private static func correctDays(
        _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        let calendar = circumstances.calendar
        func correct(_ due: Due, to again: Due?, _ fact: (Due) -> CaseEvent.Fact) {
            guard due.provisional, calendar.isKnown(year: due.day.year), let again, !again.provisional else { return }
            let known = Due(day: max(due.day, again.day), provisional: false)
            events.append(circumstances.effective(on: state.latest).event(by: .system, fact(known)))
        }
        if let due = state.due, !state.hasWholePassed {
            correct(due, to: wholeDueAgain(state, rules, calendar)) { .wholeCorrected($0) }
        }
        for (place, paper) in state.papers.enumerated() {
            guard let dispute = paper.dispute, !dispute.isLate,
                let declared = state.submission.flatMap({ rules.dispute(of: $0.papers[place]) })
            else { continue }
            let again = CaseClock.due(from: dispute.from, within: declared.declared.within, calendar).due
            correct(dispute.until, to: again) { .disputeCorrected(paper: Int32(place), $0) }
        }
        for place in state.items.indices where state.items[place].stage == .open {
            for limit in CaseEvent.Limit.allCases {
                let one = state.items[place]
                guard let due = one.due(limit), due.provisional, !one.hasPassed(limit) else { continue }
                correct(due, to: one.dueAgain(limit, rules, calendar)) { .dueCorrected(item: Int32(place), limit, $0) }
            }
        }
    }

    /// The last day for the whole by what is known now.
    private static func wholeDueAgain(_ state: borrowing CaseState, _ rules: CaseRules, _ calendar: WorkingCalendar) -> Due? {
        guard let submitted = state.submittedAt?.day, let limit = rules.bundle.timeLimit?.statutory ?? rules.bundle.timeLimit?.promised
        else {
            return nil
        }
        let due = CaseClock.due(from: submitted, within: limit, calendar).due
        guard state.extended != nil, let longer = rules.bundle.extension?.by else { return due }
        return CaseClock.due(from: due.day, within: longer, calendar).due
    }
}

extension ItemState {
    /// The last day of a limit by what is known now.
    fileprivate func dueAgain(_ limit: CaseEvent.Limit, _ rules: CaseRules, _ calendar: WorkingCalendar) -> Due? {
        switch limit {
        case .state:
            guard let from = untilFrom, let atMost = rules.state(untilOf, of: opened.process).atMost else { return nil }
            return CaseClock.due(from: from, within: atMost, calendar).due
        case .statutory: return statutory.flatMap { limit in since.map { CaseClock.due(from: $0, within: limit.span, calendar).due } }
        case .promised: return promised.flatMap { limit in promisedSince.map { CaseClock.due(from: $0, within: limit.span, calendar).due } }
        }
    }
}
