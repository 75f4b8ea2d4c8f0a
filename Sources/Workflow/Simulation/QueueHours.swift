/// How many wait at an office, hour by hour of a block. Something that waited is put down when its work begins, in a few additions however long
/// it waited; only time in which the office is open counts.
struct QueueHours {
    /// By hour since the beginning: seconds of what came or went within it.
    private var partly: ContiguousArray<Int64> = []
    /// By hour: how many more wait all through it than through the hour before.
    private var steps: ContiguousArray<Int64> = []

    private static let hour: Int64 = 3_600

    /// - Parameter waited: seconds between the two while it was open.
    mutating func add(from start: Int64, to end: Int64, waited: Int64, _ hours: OpenHours) {
        guard waited > 0 else { return }
        let (first, last) = (Int(start / Self.hour), Int(end / Self.hour))
        if partly.count <= last + 1 {
            let missing = last + 2 - partly.count
            partly.append(contentsOf: repeatElement(0, count: missing))
            steps.append(contentsOf: repeatElement(0, count: missing))
        }
        guard first < last else {
            partly[first] += waited
            return
        }
        let open = hours.opened(by: start)
        partly[first] += hours.opened(by: Int64(first + 1) * Self.hour) - open
        partly[last] += open + waited - hours.opened(by: Int64(last) * Self.hour)
        steps[first + 1] += 1
        steps[last] -= 1
    }

    /// What waited, and for how long it was open in the time that counts, by hour of the week.
    /// - Parameters:
    ///   - weekday: of the first day, 0 is Monday.
    ///   - counted: the time that counts.
    func week(_ hours: OpenHours, beginning weekday: Int, counted: Range<Int64>) -> (waited: HoursOfWeek, open: HoursOfWeek) {
        var (waited, open) = (HoursOfWeek(), HoursOfWeek())
        var (waiting, before) = (Int64(0), Int64(0))
        let (from, to) = (hours.opened(by: counted.lowerBound), hours.opened(by: counted.upperBound))
        for hour in 0..<max(partly.count, Int(counted.upperBound / Self.hour) + 1) {
            let after = hours.opened(by: Int64(hour + 1) * Self.hour)
            let place = (weekday * 24 + hour) % HoursOfWeek.count
            if partly.indices.contains(hour) {
                waiting += steps[hour]
                waited.seconds[place] += partly[hour] + waiting * (after - before)
            }
            open.seconds[place] += max(0, min(after, to) - max(before, from))
            before = after
        }
        return (waited, open)
    }
}
