/// A limit explained day by day.
public struct DeadlineMessage: Codable, Sendable {
    public struct Skipped: Codable, Sendable {
        public var day: String
        public var reason: String
    }

    public var due: String
    public var counted: [String]
    public var skipped: [Skipped]
    public var provisional: Bool
    /// The notices that arranged the years of these days.
    public var notices: [String]

    /// Weekend days among the counted ones that are worked; for people only.
    private var makeUp: Set<String> = []

    private enum CodingKeys: String, CodingKey {
        case due, counted, skipped, provisional, notices
    }

    public init(_ counting: Counting, _ shared: SharedDefinitions, _ language: Language) {
        let years = Set((counting.counted + counting.skipped.map(\.day)).map(\.year))
        notices = shared.calendars.filter { years.contains($0.year) }.flatMap(\.notices)
        makeUp = Set(counting.counted.filter { shared.calendar.reason(for: $0) == .makeUpWorkingDay }.map(\.description))
        due = counting.due.description
        counted = counting.counted.map(\.description)
        skipped = counting.skipped.map { Skipped(day: $0.day.description, reason: $0.reason.title[language]) }
        provisional = counting.provisional
    }

    public func text(_ language: Language) -> String {
        let mark = provisional ? language("（暂定：日历尚未公布）", " (provisional: the calendar is not published yet)") : ""
        let worked = DayKind.makeUpWorkingDay.title[language]
        let days =
            counted.enumerated().map { (day: $1, text: "\($0 + 1)" + (makeUp.contains($1) ? "  \(worked)" : "")) }
            + skipped.map { (day: $0.day, text: "–  \($0.reason)") }
        return language("截止日 ", "due ") + due + mark + "\n"
            + days.sorted { $0.day < $1.day }.map { "  \($0.day)  \($0.text)\n" }.joined()
            + notices.map { language("日历依据：", "calendar: ") + $0 + "\n" }.joined()
    }
}
