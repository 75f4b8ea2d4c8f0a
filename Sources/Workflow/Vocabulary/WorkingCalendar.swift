/// Which days are worked, by the yearly notices of the State Council; in a year without a notice only weekends are off.
public struct WorkingCalendar: Hashable, Sendable {
    private let off: DaySet
    private let makeUp: DaySet
    private let years: Set<Int>

    public init(_ years: [CalendarYear]) {
        off = DaySet(years.flatMap(\.off))
        makeUp = DaySet(years.flatMap(\.makeUp))
        self.years = Set(years.map(\.year))
    }

    /// Whether the notice of that year is part of the calendar.
    public func isKnown(year: Int) -> Bool {
        years.contains(year)
    }

    /// Whether the office works on that day: made up, or Monday to Friday and not off.
    public func isWorkingDay(_ day: Day) -> Bool {
        makeUp.contains(day) || !(day.weekday.isWeekend || off.contains(day))
    }

    /// Why the day is worked or not.
    public func reason(for day: Day) -> DayKind {
        if makeUp.contains(day) { return .makeUpWorkingDay }
        if off.contains(day) { return .holiday }
        return day.weekday.isWeekend ? .weekend : .workingDay
    }
}
