import Foundation
import TestSupport
import Testing
import Workflow

@Suite struct `A day` {
    @Test func `a day is read and printed as yyyy-MM-dd`() throws {
        let day = try #require(Day("2026-03-02"))
        #expect((day.year, day.month, day.day) == (2026, 3, 2))
        #expect(day.description == "2026-03-02")
        #expect(day.weekday == .monday)
        #expect(Day(year: 2026, month: 3, day: 2) == day)
        #expect(Day("0001-01-01")?.description == "0001-01-01")
        #expect(Day("9999-12-31")?.description == "9999-12-31")
    }

    @Test(arguments: [
        "", "2026-3-2", "2026/03/02", "20260302", " 2026-03-02", "2026-03-02 ", "2026-03-02T00:00", "26-03-02", "2026-02-29", "2100-02-29",
        "2026-00-10", "2026-13-01", "2026-04-31", "2026-04-00", "0000-01-01", "+026-03-02", "-026-03-02", "２０２６-03-02", "2026-03-0२",
    ])
    func `what is not a day of the calendar in that form is not read`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test func `leap years are those of the Gregorian calendar`() {
        #expect(Day("2024-02-29") != nil)
        #expect(Day("2000-02-29") != nil)
        #expect(Day("1900-02-29") == nil)
    }

    @Test func `days are counted from 1970-01-01, which was a Thursday`() throws {
        let first = try #require(Day("1970-01-01"))
        #expect(first.daysSince1970 == 0)
        #expect(first.weekday == .thursday)
        #expect(first.adding(days: -1).description == "1969-12-31")
        #expect(first.adding(days: -4).weekday == .sunday)
        #expect(first.distance(to: first.adding(days: 40_000)) == 40_000)
        #expect(first.adding(days: -1) < first)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-15", 1, "2026-02-15"), ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-31", 2, "2027-02-28"), ("2024-02-29", 12, "2025-02-28"), ("2026-05-31", -6, "2025-11-30"),
        ("2026-01-01", -13, "2024-12-01"),
    ])
    func `a month later is the same day of the month or the last of it`(from: String, months: Int, to: String) {
        #expect(Day(from)?.adding(months: months) == Day(to))
    }

    @Test func `before the first of every month comes the last of the one before`() {
        var differing: [Day] = []
        for year in 1...9_999 {
            let isLeap = year.isMultiple(of: 400) || year.isMultiple(of: 4) && !year.isMultiple(of: 100)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30].enumerated() {
                let first = Day(year: year, month: month + 2, day: 1)!
                let last = first.adding(days: -1)
                let isFirst = (first.year, first.month, first.day) == (year, month + 2, 1)
                let isLast = (last.year, last.month, last.day) == (year, month + 1, length)
                if !isFirst || !isLast { differing.append(first) }
            }
        }
        #expect(differing.prefix(5) == [])
    }

    @Test func `the arithmetic agrees with Foundation on 20,000 dates`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let first = try #require(Day("1600-01-01")).daysSince1970
        let last = try #require(Day("9999-12-31")).daysSince1970
        var dice = SeededNumbers(seed: 1)
        var differing: [Int] = []
        for _ in 0..<20_000 {
            let number = Int.random(in: first...last, using: &dice)
            let day = Day(daysSince1970: number)
            let date = Date(timeIntervalSince1970: Double(number) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
            let agrees =
                parts.year == day.year && parts.month == day.month && parts.day == day.day
                && parts.weekday == day.weekday.rawValue % 7 + 1
                && Day(year: day.year, month: day.month, day: day.day) == day && Day(day.description) == day
            if !agrees { differing.append(number) }
        }
        #expect(differing.prefix(5) == [])
    }
}
