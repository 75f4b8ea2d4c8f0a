/// An instant as the store has it, to the millisecond: when something was received, kept or sent. What happens to a case is told in minutes
/// (`Moment`), by which limits are counted.
public struct Instant: Sendable {
    private let milliseconds: Int64

    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// To the second: `2026-03-02T09:30:07+08:00`.
    public var rfc3339: String {
        let seconds = Int(milliseconds).flooredQuotient(by: 1_000)
        let minute = Moment(secondsSince1970: seconds)
        let second = seconds - minute.secondsSince1970
        return "\(minute.rfc3339.dropLast(":00+08:00".utf8.count)):\(second < 10 ? "0" : "")\(second)+08:00"
    }
}
