/// A limit counted day by day, from the day after the event to the day that is due.
public struct Counting: Hashable, Sendable {
    /// The last day of the limit.
    public let due: Day
    /// The days that count, in order; the last one is the day due. Empty where the limit ends on the day of the event.
    public let counted: [Day]
    /// The days that do not count, in order, each with its reason.
    public let skipped: [SkippedDay]
    /// Whether a later notice may move the day due.
    public let provisional: Bool

    /// A day that a limit passes over.
    public struct SkippedDay: Hashable, Sendable {
        public let day: Day
        public let reason: DayKind
    }
}

extension WorkingCalendar {
    /// The same as `due(from:within:)`, with every day accounted for: days off do not count as working days, nor as the end of a limit
    /// in natural days.
    public func count(from event: Day, within span: TimeSpan) -> Counting {
        let due = due(from: event, within: span)
        let daysOffCountBefore: Day =
            switch end(of: span, from: event) {
            case .byTheClock: due.day.adding(days: 1)
            case .working: event
            case .natural(let nominal): nominal
            }
        var counted: [Day] = []
        var skipped: [Counting.SkippedDay] = []
        var day = event
        while day < due.day {
            day = day.adding(days: 1)
            let reason = reason(for: day)
            if reason.isWorked || day < daysOffCountBefore {
                counted.append(day)
            } else {
                skipped.append(Counting.SkippedDay(day: day, reason: reason))
            }
        }
        return Counting(due: due.day, counted: counted, skipped: skipped, provisional: due.provisional)
    }
}
