/// A minute of civil time in Asia/Shanghai: what the clock on the wall of the office shows.
///
/// Only civil time is kept. The offset is +08:00 throughout; in the summers of 1986 to 1991 clocks in Shanghai showed +09:00, so that a
/// moment of those summers is the right minute on the wall, but its RFC 3339 form and its seconds since 1970 are an hour off.
public struct Moment: Hashable, Comparable, Sendable {
    /// The civil day.
    public let day: Day
    private let minute: Int16

    /// The minutes since midnight, 0…1439.
    public var minuteOfDay: Int { Int(minute) }

    /// The minute of that day, or nil if it is not within 0…1439.
    public init?(day: Day, minuteOfDay: Int) {
        guard (0..<Self.minutesInDay).contains(minuteOfDay) else { return nil }
        self.day = day
        minute = Int16(minuteOfDay)
    }

    /// The minute in which that instant lies, in seconds since 1970-01-01T00:00:00Z; knows no zone of the host and no year 2038.
    public init(secondsSince1970 seconds: Int) {
        self.init(minutesSince1970: seconds.flooredQuotient(by: 60) + Self.offset)
    }

    /// Reads `yyyy-MM-dd HH:mm` in ASCII digits, 00:00 to 23:59; nil for anything else and for days that do not exist.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":"),
            let day = Day(text.prefix(10)), let hour = Digits.number(bytes[11..<13]), let minute = Digits.number(bytes[14..<16]),
            minute < 60
        else { return nil }
        self.init(day: day, minuteOfDay: hour * 60 + minute)
    }

    private init(minutesSince1970 minutes: Int) {
        let days = minutes.flooredQuotient(by: Self.minutesInDay)
        day = Day(daysSince1970: days)
        minute = Int16(minutes - days * Self.minutesInDay)
    }

    private var minutesSince1970: Int { day.daysSince1970 * Self.minutesInDay + minuteOfDay }

    /// The instant at which the minute begins, in seconds since 1970-01-01T00:00:00Z.
    public var secondsSince1970: Int { (minutesSince1970 - Self.offset) * 60 }

    /// The moment so many minutes later (earlier, if negative).
    public func adding(minutes: Int) -> Moment {
        Moment(minutesSince1970: minutesSince1970 + minutes)
    }

    /// The minutes from this moment to the other; negative if the other is earlier.
    public func distance(to other: Moment) -> Int {
        other.minutesSince1970 - minutesSince1970
    }

    public static func < (one: Moment, other: Moment) -> Bool {
        one.minutesSince1970 < other.minutesSince1970
    }

    private static let minutesInDay = 24 * 60
    private static let offset = 8 * 60
}

extension Moment: CustomStringConvertible {
    /// `2026-03-02 09:30`.
    public var description: String {
        ASCIIText.of(40) { text in
            text.append(day)
            text.append(UInt8(ascii: " "))
            append(to: &text)
        }
    }

    /// `2026-03-02T09:30:00+08:00`.
    public var rfc3339: String {
        ASCIIText.of(48) { text in
            text.append(day)
            text.append(UInt8(ascii: "T"))
            append(to: &text)
            for character in ":00+08:00".utf8 { text.append(character) }
        }
    }

    private func append(to text: inout ASCIIText) {
        text.append(minuteOfDay / 60, width: 2)
        text.append(UInt8(ascii: ":"))
        text.append(minuteOfDay % 60, width: 2)
    }
}
