/// A civil day of the Gregorian calendar, without a time zone.
public struct Day: Hashable, Comparable, Sendable {
    private let number: Int32

    /// The day that lies so many days after 1970-01-01 (before it, if negative); traps beyond the range of Int32.
    public init(daysSince1970 days: Int) {
        number = Int32(days)
    }

    /// The days from 1970-01-01 to this day; negative before it.
    public var daysSince1970: Int { Int(number) }

    /// The day of that date, or nil if the calendar has no such day or its year is not within 1…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        guard (1...CivilDate.length(ofMonth: month, year: year)).contains(day) else { return nil }
        self.init(CivilDate(year: year, month: month, day: day))
    }

    /// Reads `yyyy-MM-dd` in ASCII digits; nil for anything else and for days that do not exist.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Digits.number(bytes[0..<4]), let month = Digits.number(bytes[5..<7]), let day = Digits.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// After every day that a limit may end on.
    static let distant = Day(daysSince1970: Int(Int32.max))

    private init(_ date: CivilDate) {
        self.init(daysSince1970: date.daysSince1970)
    }

    private var date: CivilDate { CivilDate(daysSince1970: daysSince1970) }

    public var year: Int { date.year }
    public var month: Int { date.month }
    public var day: Int { date.day }

    /// The day of the week.
    public var weekday: Weekday {
        let daysAfterMonday = (daysSince1970 + 3) % 7
        return Weekday(rawValue: (daysAfterMonday + 7) % 7 + 1)!
    }

    /// The day so many days later (earlier, if negative).
    public func adding(days: Int) -> Day {
        Day(daysSince1970: daysSince1970 + days)
    }

    /// The same day of the month so many months later, or the last of that month if it has none such (民法典 art. 202).
    public func adding(months: Int) -> Day {
        Day(date.adding(months: months))
    }

    /// The days from this day to the other; negative if the other is earlier.
    public func distance(to other: Day) -> Int {
        other.daysSince1970 - daysSince1970
    }

    public static func < (one: Day, other: Day) -> Bool {
        one.number < other.number
    }

    /// A day of the week, numbered as in ISO 8601.
    public enum Weekday: Int, Hashable, Sendable, CaseIterable {
        case monday = 1
        case tuesday, wednesday, thursday, friday, saturday, sunday

        /// Whether it is Saturday or Sunday.
        public var isWeekend: Bool { self == .saturday || self == .sunday }
    }
}

extension Day: CustomStringConvertible {
    /// `2026-03-02`.
    public var description: String { ASCIIText.of(32) { $0.append(self) } }
}
