/// Seconds by hour of the week, Monday from midnight to one first.
public struct HoursOfWeek: Sendable, Hashable, Codable {
    public static let count = 168

    public internal(set) var seconds = Array(repeating: Int64(0), count: Self.count)

    public var total: Int64 { seconds.reduce(0, +) }

    mutating func merge(_ other: HoursOfWeek) { for hour in seconds.indices { seconds[hour] += other.seconds[hour] } }

    /// Its weekday (0 is Monday) and hour of the day.
    static func parts(of hour: Int) -> (weekday: Int, hour: Int) { (hour / 24, hour % 24) }
}

extension SimulationTally.Office {
    /// How many wait in each hour of the week, on the mean over the time that it is open; nil where it never is.
    var queue: [Double?] {
        zip(waitedByHour.seconds, openByHour.seconds).map { $1 > 0 ? Double($0) / Double($1) : nil }
    }

    /// The same over the whole week.
    var meanQueue: Double { openByHour.total > 0 ? Double(waitedByHour.total) / Double(openByHour.total) : 0 }
}
