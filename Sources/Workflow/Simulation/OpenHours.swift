/// When something is open, in seconds after the beginning of the first day: what adds time that counts only while it is.
final class OpenHours: Sendable {
    /// Within a day that is worked, from and to.
    private let segments: [(from: Int64, to: Int64)]
    private let perDay: Int64
    /// Around the clock, every day: nothing has to be looked up.
    private let isAlways: Bool
    /// For each day how many worked days come before it, and the worked days themselves; both empty where every day is worked.
    private let before: [Int32]
    private let worked: [Int32]

    static let day: Int64 = 86_400

    /// - Parameter days: how many days are known; after them every day is as the last week.
    init(
        _ hours: [ScenarioDefinition.Hours], _ days: ScenarioDefinition.Days, from first: Day, _ calendar: WorkingCalendar,
        days horizon: Int
    ) {
        let wholeDay: [(from: Int64, to: Int64)] = [(0, Self.day)]
        let all = hours.map { (from: Int64($0.from) * 60, to: Int64($0.to) * 60) }.sorted { $0.from < $1.from }
        segments = all.isEmpty ? wholeDay : all.joined()
        perDay = segments.reduce(0) { $0 + $1.to - $1.from }
        isAlways = days == .everyDay && perDay == Self.day
        guard days == .workingDays else {
            (before, worked) = ([], [])
            return
        }
        var (before, worked): ([Int32], [Int32]) = ([], [])
        before.reserveCapacity(horizon)
        for day in 0..<horizon {
            before.append(Int32(worked.count))
            if calendar.isWorkingDay(first.adding(days: day)) { worked.append(Int32(day)) }
        }
        (self.before, self.worked) = (before, worked)
    }

    /// How much it has been open by then.
    func opened(by time: Int64) -> Int64 {
        if isAlways || time <= 0 { return max(0, time) }
        let day = Int(time / Self.day)
        let second = time - Int64(day) * Self.day
        let (past, isWorked) = self.past(day)
        var open = Int64(past) * perDay
        guard isWorked else { return open }
        for segment in segments where second > segment.from { open += min(second, segment.to) - segment.from }
        return open
    }

    /// From when to when it is open around that moment; of no length where it is not.
    func segment(at time: Int64) -> Range<Int64> {
        if isAlways { return 0..<Int64.max / 2 }
        let day = time / Self.day
        guard time >= 0, past(Int(day)).isWorked else { return 0..<0 }
        let second = time - day * Self.day
        guard let segment = segments.first(where: { $0.from <= second && second < $0.to }) else { return 0..<0 }
        return day * Self.day + segment.from..<day * Self.day + segment.to
    }

    /// On how many days it is open after one day, through another; by their numbers from the first.
    func workedDays(from first: Int64, to last: Int64) -> Int {
        first < last ? past(Int(last) + 1).days - past(Int(first) + 1).days : 0
    }

    private func past(_ day: Int) -> (days: Int, isWorked: Bool) {
        if before.isEmpty { return (day, true) }
        if day < before.count {
            let past = Int(before[day])
            return (past, past < worked.count && Int(worked[past]) == day)
        }
        // After the last day that is known, five of seven.
        let (weeks, rest) = (day - before.count).quotientAndRemainder(dividingBy: 7)
        return (worked.count + weeks * 5 + min(rest, 5), rest < 5)
    }

    private func worked(_ number: Int) -> Int {
        if before.isEmpty { return number }
        if number < worked.count { return Int(worked[number]) }
        let (weeks, rest) = (number - worked.count).quotientAndRemainder(dividingBy: 5)
        return before.count + weeks * 7 + rest
    }

    /// The first moment by which it has been open for so long; of no time at all, the moment at which it is open next.
    private func moment(opened time: Int64, isEnd: Bool) -> Int64 {
        if isAlways { return time }
        var (number, left) = time.quotientAndRemainder(dividingBy: perDay)
        if isEnd, left == 0, time > 0 { (number, left) = (number - 1, perDay) }
        let start = Int64(worked(Int(number))) * Self.day
        for segment in segments {
            let length = segment.to - segment.from
            if left < length || (isEnd && left == length) { return start + segment.from + left }
            left -= length
        }
        return start + Self.day
    }

    /// When something ends that takes so long while it is open.
    func adding(_ seconds: Int64, to time: Int64) -> Int64 {
        if isAlways { return time + seconds }
        if seconds == 0 { return opening(from: time) }
        return moment(opened: opened(by: time) + seconds, isEnd: true)
    }

    /// That moment where it is open, else when it opens next.
    func opening(from time: Int64) -> Int64 {
        if isAlways { return time }
        return max(time, moment(opened: opened(by: time), isEnd: false))
    }
}

extension [(from: Int64, to: Int64)] {
    /// Those that touch made one.
    fileprivate func joined() -> Self {
        reduce(into: []) { all, next in
            if let last = all.last, next.from <= last.to { all[all.count - 1].to = Swift.max(last.to, next.to) } else { all.append(next) }
        }
    }
}
