/// The legal clock of an item: when a limit ends, and what is left of it while the clock stands still.
enum CaseClock {
    /// The last day of a limit, moved to a day on which the office works, and how many of its days there are.
    static func due(from day: Day, within span: TimeSpan, _ calendar: WorkingCalendar) -> RunningLimit {
        let due = calendar.due(from: day, within: span)
        let isNatural = span.unit != .workingDays
        let left = isNatural ? nominalDays(from: day, within: span, calendar) : span.wholeUnits
        return RunningLimit(
            due: Due(day: calendar.workingDay(onOrAfter: due.day), provisional: due.provisional), left: Int32(left),
            isNaturalDays: isNatural)
    }

    private static func nominalDays(from day: Day, within span: TimeSpan, _ calendar: WorkingCalendar) -> Int {
        switch calendar.end(of: span, from: day) {
        case .byTheClock(let end), .natural(let end): day.distance(to: end)
        case .working(let count): count
        }
    }

    /// The clock begins: what the item's own limits give, or those of the item within whose limit it is done.
    static func start(
        _ item: Int32, _ opened: OpenedItem, from: Day, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances
    ) -> CaseEvent.Fact {
        let calendar = circumstances.calendar
        if let container = rules.bundle.items[Int(opened.item)].within,
            let place = state.instances(of: container).first(where: { place in
                state.items[place].opened.instance == opened.instance || state.items[place].opened.instance < 0
            })
        {
            let other = state.items[place]
            if other.clock == .notStarted {
                let limits = other.opened.limits
                return .clockStarted(
                    item: item, from: from, statutory: limits.statutory.map { due(from: from, within: $0, calendar) },
                    promised: limits.promised.map { due(from: from, within: $0, calendar) })
            }
            return .clockStarted(
                item: item, from: from, statutory: other.statutory?.shared(from: from, calendar),
                promised: other.promised?.shared(from: from, calendar))
        }
        return .clockStarted(
            item: item, from: from, statutory: opened.limits.statutory.map { due(from: from, within: $0, calendar) },
            promised: opened.limits.promised.map { due(from: from, within: $0, calendar) })
    }

    /// The clock of an item begins, stands still, or goes on.
    static func turn(
        _ place: Int, to wanted: ClockRule, from start: Day, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances, _ happen: (consuming CaseEvent.Fact) -> Void
    ) {
        let (item, one) = (Int32(place), state.items[place])
        var promised = (limit: one.promised, since: one.promisedSince)
        switch (one.clock, wanted) {
        case (.notStarted, _):
            let fact = self.start(item, one.opened, from: start, state, rules, circumstances)
            if case .clockStarted(_, _, _, let limit) = fact { promised = (limit, start) }
            happen(fact)
        case (.stopped, _):
            happen(
                .clockResumed(
                    item: item, statutory: again(one.statutory, one.statutoryPassed, circumstances),
                    promised: again(one.promised, one.promisedPassed, circumstances)))
            promised.since = circumstances.today
        case (.promisedStopped, .running):
            guard let limit = again(one.promised, one.promisedPassed, circumstances) else { return }
            happen(.promiseResumed(item: item, promised: limit))
        case (.promisedStopped, _):
            happen(
                .clockStopped(
                    item: item, statutoryLeft: left(one.statutory, one.since, circumstances), promisedLeft: one.promised?.left ?? 0))
        case (_, .stopped):
            happen(
                .clockStopped(
                    item: item, statutoryLeft: left(one.statutory, one.since, circumstances),
                    promisedLeft: left(one.promised, one.promisedSince, circumstances)))
        default: break
        }
        if wanted == .promisedStopped, promised.limit != nil {
            happen(.promiseStopped(item: item, left: left(promised.limit, promised.since, circumstances)))
        }
    }

    /// The day on which a clock is stopped still counts (民法典 art. 201).
    private static func left(_ limit: RunningLimit?, _ since: Day?, _ circumstances: Circumstances) -> Int32 {
        guard let limit, let since else { return 0 }
        let today = circumstances.today
        let passed = limit.isNaturalDays ? since.distance(to: today) : circumstances.calendar.workingDays(after: since, through: today)
        return max(0, limit.left - Int32(passed))
    }

    /// What was left runs from the day after this one; what has passed stays overdue.
    private static func again(_ limit: RunningLimit?, _ hasPassed: Bool, _ circumstances: Circumstances) -> RunningLimit? {
        limit.map { limit in
            hasPassed
                ? RunningLimit(due: limit.due, left: 0, isNaturalDays: limit.isNaturalDays)
                : due(from: circumstances.today, within: limit.span, circumstances.calendar)
        }
    }

    /// So much longer; the days are added to those that are left.
    static func extended(_ limit: RunningLimit, since: Day, by span: TimeSpan, _ calendar: WorkingCalendar) -> RunningLimit {
        if limit.isNaturalDays == (span.unit != .workingDays) {
            let more =
                limit.isNaturalDays ? nominalDays(from: since.adding(days: Int(limit.left)), within: span, calendar) : span.wholeUnits
            var longer = limit
            longer.left += Int32(more)
            longer.due = due(from: since, within: longer.span, calendar).due
            return longer
        }
        // Days of the other kind follow the last day.
        let end = due(from: limit.due.day, within: span, calendar).due
        let left = limit.isNaturalDays ? since.distance(to: end.day) : calendar.workingDays(after: since, through: end.day)
        return RunningLimit(due: end, left: Int32(left), isNaturalDays: limit.isNaturalDays)
    }

    /// The working day on which so much of a limit is left.
    static func day(_ span: TimeSpan, before due: Day, _ calendar: WorkingCalendar) -> Day {
        var day = due
        if span.unit == .workingDays {
            var left = span.wholeUnits
            while left > 0 {
                if calendar.isWorkingDay(day) { left -= 1 }
                day = day.adding(days: -1)
            }
        } else {
            day = due.adding(days: -nominalDays(from: due, within: span, calendar))
        }
        while !calendar.isWorkingDay(day) { day = day.adding(days: -1) }
        return day
    }
}

extension ItemState {
    /// What the clock does from then on where an item enters a state; nil: it goes on as it is.
    @inline(__always) func turnsClock(entering rule: CaseRules.StateRule) -> ClockRule? {
        wanted(of: rule).flatMap { $0 == clock ? nil : $0 }
    }

    /// What the clock should do in a state; nil: it stays as it is.
    @inline(__always) private func wanted(of rule: CaseRules.StateRule) -> ClockRule? {
        switch (rule.clock, clock) {
        case (.done, _), (_, .done), (.notStarted, .notStarted), (.stopped, .notStarted): nil
        // A clock that began with the receipt stands still for the applicant only.
        case (.notStarted, _): opened.limits.fromReceipt && rule.waitsFor == nil ? .running : .stopped
        default: rule.clock
        }
    }
}

extension RunningLimit {
    /// What is left as a length of time.
    var span: TimeSpan { TimeSpan(Int(left), isNaturalDays ? .days : .workingDays) }

    /// The same last day for an item that is done within it and begins later; nil where it has passed by then.
    fileprivate func shared(from day: Day, _ calendar: WorkingCalendar) -> RunningLimit? {
        guard due.day >= day else { return nil }
        let left = isNaturalDays ? day.distance(to: due.day) : calendar.workingDays(after: day, through: due.day)
        return RunningLimit(due: due, left: Int32(left), isNaturalDays: isNaturalDays)
    }
}

extension WorkingCalendar {
    /// The day itself if the office works on it, else the next on which it does (民法典 art. 203).
    func workingDay(onOrAfter day: Day) -> Day {
        var day = day
        while !isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }

    /// The working days after one day, up to and with another.
    public func workingDays(after first: Day, through last: Day) -> Int {
        var count = 0
        var day = first
        while day < last {
            day = day.adding(days: 1)
            if isWorkingDay(day) { count += 1 }
        }
        return count
    }
}
