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

    /// The day on which the clock is stopped still counts (民法典 art. 201).
    static func stop(_ item: Int32, _ one: ItemState, _ circumstances: Circumstances) -> CaseEvent.Fact {
        let today = circumstances.now.day
        func left(_ limit: RunningLimit?) -> Int32 {
            guard let limit, let since = one.since else { return 0 }
            let passed = limit.isNaturalDays ? since.distance(to: today) : circumstances.calendar.workingDays(after: since, through: today)
            return max(0, limit.left - Int32(passed))
        }
        return .clockStopped(item: item, statutoryLeft: left(one.statutory), promisedLeft: left(one.promised))
    }

    /// What was left runs from the day after this one.
    static func resume(_ item: Int32, _ one: ItemState, _ circumstances: Circumstances) -> CaseEvent.Fact {
        func again(_ limit: RunningLimit?) -> RunningLimit? {
            limit.map { limit in
                due(
                    from: circumstances.now.day, within: TimeSpan(Int(limit.left), limit.isNaturalDays ? .days : .workingDays),
                    circumstances.calendar)
            }
        }
        return .clockResumed(item: item, statutory: again(one.statutory), promised: again(one.promised))
    }
}

extension RunningLimit {
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
