/// The last day of a limit.
public struct DueDay: Hashable, Sendable {
    public let day: Day
    /// Whether a day that decides it lies in a year without a notice, so that a later notice may move it.
    public let provisional: Bool
    /// Whether every day counted (days, months, years) and only the end had to be a working day.
    public let isNaturalDays: Bool
}

extension WorkingCalendar {
    /// The last day of a limit that begins with an event on a day.
    ///
    /// The day of the event is not counted (民法典 art. 201), working days are by 行政许可法 art. 82, a month ends on the same day of the
    /// month or on its last (art. 202), and what would end on a day off ends on the next working day (art. 203). A limit of nothing ends
    /// at once. A begun day counts whole. Minutes and hours run by the clock and are taken here as begun when the day begins.
    public func due(from event: Day, within span: TimeSpan) -> DueDay {
        switch end(of: span, from: event) {
        case .byTheClock(let day):
            DueDay(day: day, provisional: false, isNaturalDays: false)
        case .working(let count):
            workingDay(count, after: event)
        case .natural(let nominal):
            natural(nominal)
        }
    }

    /// How a limit finds its end.
    enum End {
        case byTheClock(Day)
        case working(Int)
        case natural(nominal: Day)
    }

    func end(of span: TimeSpan, from event: Day) -> End {
        guard let unit = span.unit, !span.isZero else { return .byTheClock(event) }
        return switch unit {
        case .minutes: .byTheClock(event.adding(days: span.thousandths / (24 * 60 * 1_000)))
        case .hours: .byTheClock(event.adding(days: span.thousandths / (24 * 1_000)))
        case .workingDays: .working(span.wholeUnits)
        case .days: .natural(nominal: event.adding(days: span.wholeUnits))
        case .months: .natural(nominal: event.adding(months: span.wholeUnits))
        case .years: .natural(nominal: event.adding(months: 12 * span.wholeUnits))
        }
    }

    private func workingDay(_ count: Int, after event: Day) -> DueDay {
        var day = event
        var left = count
        while left > 0 {
            day = day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return DueDay(day: day, provisional: !areKnown(from: event.adding(days: 1), through: day), isNaturalDays: false)
    }

    private func natural(_ nominal: Day) -> DueDay {
        var day = nominal
        while !isWorkingDay(day) { day = day.adding(days: 1) }
        return DueDay(day: day, provisional: !areKnown(from: nominal, through: day), isNaturalDays: true)
    }

    func areKnown(from first: Day, through last: Day) -> Bool {
        (first.year...last.year).allSatisfy(isKnown)
    }
}
