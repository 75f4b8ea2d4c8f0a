/// What something comes to in each hour of the week, for each of several; nothing where there is no hour.
struct WeekPicture: Sendable {
    let title: String
    let legend: String?
    let shown: [InkedTitle]
    /// Of each that is shown, 168 hours, Monday from midnight first.
    let hours: [[Double?]]
    let weekdays: [String]

    func markup(id: String) -> Markup {
        let most = hours.joined().compactMap { $0 }.max() ?? 0
        let numbers = RoundNumbers(upTo: max(most, 0.01), about: 3)
        let description = zip(shown, hours).map { one, hours in
            let largest = hours.enumerated().max { ($0.element ?? 0) < ($1.element ?? 0) }
            return largest.map { "\(one.title): \(label(of: $0.offset)) \(($0.element ?? 0).printed)" } ?? one.title
        }
        // Days and hours at which nothing is ever open are left out.
        let days = Set(Self.open(hours).map(\.weekday)).sorted()
        let clock = Self.clock(of: hours)
        var plot = Plot(
            id: id, title: title, description: description.joined(separator: "; "), shown: shown,
            along: 0...Double(max(1, days.count * clock.count)), up: 0...numbers.last, depth: 110)
        plot.rules(numbers.labels)
        plot.divide((0...max(1, days.count)).map { Double($0 * clock.count) })
        plot.marks(
            days.enumerated().map { ((Double($0.offset) + 0.5) * Double(clock.count), weekdays[$0.element]) }, ticks: false)
        for (one, hours) in zip(shown, hours) {
            for (place, day) in days.enumerated() {
                var run: [(along: Double, up: Double)] = []
                for (step, hour) in clock.enumerated() {
                    let x = Double(place * clock.count + step)
                    if let value = hours[day * 24 + hour] { run += [(x, value), (x + 1, value)] }
                    if hours[day * 24 + hour] == nil || hour == clock.upperBound {
                        plot.line(run, one.ink)
                        run = []
                    }
                }
            }
        }
        return plot.markup
    }

    private static func open(_ hours: [[Double?]]) -> [(weekday: Int, hour: Int)] {
        (0..<HoursOfWeek.count).filter { hour in hours.contains { $0[hour] != nil } }.map(HoursOfWeek.parts)
    }

    /// The hours of a day that are drawn.
    static func clock(of hours: [[Double?]]) -> ClosedRange<Int> {
        let open = open(hours).map(\.hour)
        return (open.min() ?? 0)...(open.max() ?? 23)
    }

    func label(of hour: Int) -> String {
        let (weekday, clock) = HoursOfWeek.parts(of: hour)
        return "\(weekdays[weekday]) \(clock):00"
    }
}
