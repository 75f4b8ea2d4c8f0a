/// How many wait at an office, hour by hour of a block. Something that waited is put down when its work begins, in a few additions however long
/// it waited; only time in which the office is open counts.
struct QueueHours {
    private struct Hour {
        /// Seconds of what came or went within it.
        var partly: Int64 = 0
        /// How many more wait all through it than through the hour before.
        var step: Int64 = 0
    }

    /// Since the beginning.
    private var hours: ContiguousArray<Hour> = []

    private static let hour: Int64 = 3_600

    /// Something that waited.
    struct Wait {
        var from: Int64
        var to: Int64
        /// Seconds between the two while it was open, and whether it was so all along.
        var open: Int64
        var isOpenAllAlong: Bool
    }

    mutating func add(_ wait: Wait, _ open: OpenHours) {
        guard wait.open > 0 else { return }
        let (first, last) = (Int(wait.from / Self.hour), Int(wait.to / Self.hour))
        if hours.count <= last + 1 { hours.append(contentsOf: repeatElement(Hour(), count: last + 2 - hours.count)) }
        var hours = hours.mutableSpan
        guard first < last else {
            hours[first].partly += wait.open
            return
        }
        let (second, end) = (Int64(first + 1) * Self.hour, Int64(last) * Self.hour)
        if wait.isOpenAllAlong {
            hours[first].partly += second - wait.from
            hours[last].partly += wait.to - end
        } else {
            let before = open.opened(by: wait.from)
            hours[first].partly += open.opened(by: second) - before
            hours[last].partly += before + wait.open - open.opened(by: end)
        }
        hours[first + 1].step += 1
        hours[last].step -= 1
    }

    /// What waited, and for how long it was open in the time that counts, by hour of the week.
    /// - Parameters:
    ///   - weekday: of the first day, 0 is Monday.
    ///   - counted: the time that counts.
    func week(_ openHours: OpenHours, beginning weekday: Int, counted: Range<Int64>) -> (waited: HoursOfWeek, open: HoursOfWeek) {
        var (waited, open) = (HoursOfWeek(), HoursOfWeek())
        var (waiting, before) = (Int64(0), Int64(0))
        let (from, to) = (openHours.opened(by: counted.lowerBound), openHours.opened(by: counted.upperBound))
        for hour in 0..<max(hours.count, Int(counted.upperBound / Self.hour) + 1) {
            let after = openHours.opened(by: Int64(hour + 1) * Self.hour)
            let place = (weekday * 24 + hour) % HoursOfWeek.count
            if hours.indices.contains(hour) {
                waiting += hours[hour].step
                waited.seconds[place] += hours[hour].partly + waiting * (after - before)
            }
            open.seconds[place] += max(0, min(after, to) - max(before, from))
            before = after
        }
        return (waited, open)
    }
}
