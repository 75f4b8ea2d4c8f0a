import Foundation
import TestSupport
import Testing
import Workflow

/// 20,000 limits against a list of all working days made with Foundation and looked up by index.
@Suite struct `Working days agree` {
    /// Every day from 2018-12-01 to 2027-12-31 as Foundation names it, and whether it is worked.
    static let days: [(name: String, year: Int, isWorked: Bool)] = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(secondsFromGMT: 0)!
        let off = Set(Calendars.years.flatMap(\.off))
        let makeUp = Set(Calendars.years.flatMap(\.makeUp))
        let first = calendar.date(from: DateComponents(year: 2018, month: 12, day: 1))!
        let last = calendar.date(from: DateComponents(year: 2027, month: 12, day: 31))!
        return (0...calendar.dateComponents([.day], from: first, to: last).day!).map { offset in
            let date = calendar.date(byAdding: .day, value: offset, to: first)!
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let name = String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
            return (name, parts.year!, makeUp.contains(name) || !(calendar.isDateInWeekend(date) || off.contains(name)))
        }
    }()

    @Test func `20,000 limits in working days end where an independent list says`() throws {
        let days = Self.days
        #expect(Calendars.years.map(\.year) == Array(2019...2026))
        let workedPlaces = days.indices.filter { days[$0].isWorked }
        let starts = days.indices.filter { (2019...2026).contains(days[$0].year) }
        var dice = SeededNumbers(seed: 2026)
        var differing: [String] = []
        for _ in 0..<20_000 {
            let start = starts.randomElement(using: &dice)!
            let count = Int.random(in: 0...90, using: &dice)
            let workedBefore = workedPlaces.firstPlace(where: { $0 > start })
            let end = count == 0 ? start : workedPlaces[workedBefore + count - 1]
            let isProvisional = days[start...end].dropFirst().contains { $0.year > 2026 }
            let due = Calendars.working.due(from: try #require(Day(days[start].name)), within: TimeSpan(count, .workingDays))
            let counting = Calendars.working.count(from: try #require(Day(days[start].name)), within: TimeSpan(count, .workingDays))
            let agrees =
                due.day.description == days[end].name && due.provisional == isProvisional && counting.due == due.day
                && counting.counted.map(\.description) == days[start...end].dropFirst().filter(\.isWorked).map(\.name)
                && counting.skipped.map(\.day.description) == days[start...end].dropFirst().filter { !$0.isWorked }.map(\.name)
            if !agrees { differing.append("\(days[start].name) + \(count): \(due.day), not \(days[end].name)") }
        }
        #expect(differing.prefix(5) == [])
    }
}

extension Array {
    /// The first place whose element satisfies a condition that holds from there on.
    fileprivate func firstPlace(where condition: (Element) -> Bool) -> Int {
        var places = startIndex..<endIndex
        while !places.isEmpty {
            let middle = places.lowerBound + places.count / 2
            places = condition(self[middle]) ? places.lowerBound..<middle : middle + 1..<places.upperBound
        }
        return places.lowerBound
    }
}
