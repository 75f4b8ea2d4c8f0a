import Testing

@testable import Workflow

@Suite struct `The working calendar` {
    private let calendar = Calendars.working

    private func day(_ text: String) throws -> Day {
        try #require(Day(text))
    }

    @Test(arguments: [(2024, 251), (2025, 248), (2026, 248)])
    func `a year has as many working days as its notice leaves`(year: Int, count: Int) throws {
        let days = try day("\(year)-01-01").daysSince1970...day("\(year)-12-31").daysSince1970
        #expect(days.count { calendar.isWorkingDay(Day(daysSince1970: $0)) } == count)
    }

    @Test(arguments: [
        ("2024-02-09", 5, "2024-02-22"), ("2024-09-13", 1, "2024-09-14"), ("2025-01-24", 5, "2025-02-07"), ("2025-09-29", 5, "2025-10-13"),
        ("2025-09-30", 1, "2025-10-09"), ("2025-12-31", 1, "2026-01-04"), ("2026-01-26", 20, "2026-02-28"), ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-30", 3, "2026-05-08"), ("2026-09-18", 5, "2026-09-24"), ("2026-09-30", 5, "2026-10-13"),
    ])
    func `working days end where the worked examples say`(from: String, count: Int, due: String) throws {
        let end = calendar.due(from: try day(from), within: TimeSpan(count, .workingDays))
        #expect(end == DueDay(day: try day(due), provisional: false, isNaturalDays: false))
    }

    @Test(arguments: [
        ("2026-03-02", "20 days", "2026-03-23"),  // ends on Sunday 03-22
        ("2026-03-02", "4.5 days", "2026-03-09"),  // the begun fifth day, Saturday 03-07
        ("2026-03-02", "1 month", "2026-04-02"),
        ("2026-01-31", "1 month", "2026-02-28"),  // no 02-31; a make-up Saturday
        ("2026-09-01", "1 month", "2026-10-08"),  // ends in the National Day holiday
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2026-03-02", "0 days", "2026-03-02"), ("2026-03-07", "0 months", "2026-03-07"),
    ])
    func `natural days count through and end on a working day`(from: String, within: String, due: String) throws {
        let end = calendar.due(from: try day(from), within: try TimeSpan(parsing: within))
        #expect(end.day == (try day(due)))
        #expect(!end.provisional)
        #expect(end.isNaturalDays == !within.hasPrefix("0"))
    }

    @Test(arguments: ["immediate", "0 working days", "0 days", "10 minutes", "8 hours", "23.999 hours"])
    func `what is due at once is due on the day itself, even a day off`(within: String) throws {
        let saturday = try day("2026-03-07")
        let span = try TimeSpan(parsing: within)
        #expect(calendar.due(from: saturday, within: span) == DueDay(day: saturday, provisional: false, isNaturalDays: false))
        #expect(calendar.count(from: saturday, within: span) == Counting(due: saturday, counted: [], skipped: [], provisional: false))
    }

    @Test func `whole days of hours and minutes run by the clock`() throws {
        #expect(calendar.due(from: try day("2026-03-06"), within: TimeSpan(24, .hours)).day == (try day("2026-03-07")))
        #expect(calendar.due(from: try day("2026-03-06"), within: TimeSpan(2_880, .minutes)).day == (try day("2026-03-08")))
    }

    @Test func `a begun working day counts whole`() throws {
        let span = try TimeSpan(parsing: "4.5 working days")
        #expect(calendar.due(from: try day("2026-03-02"), within: span).day == (try day("2026-03-09")))
    }

    @Test func `five working days before the Spring Festival are explained day by day`() throws {
        let counting = calendar.count(from: try day("2026-02-13"), within: TimeSpan(5, .workingDays))
        let counted = try ["2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27"].map(day)
        let skipped = try (15...23).map { Counting.SkippedDay(day: try day("2026-02-\($0)"), reason: .holiday) }
        #expect(counting == Counting(due: counted[4], counted: counted, skipped: skipped, provisional: false))
    }

    @Test func `twenty natural days are explained day by day`() throws {
        let counting = calendar.count(from: try day("2026-03-02"), within: TimeSpan(20, .days))
        let counted = try (3...21).map { try day("2026-03-\($0 < 10 ? "0" : "")\($0)") } + [day("2026-03-23")]
        let skipped = [Counting.SkippedDay(day: try day("2026-03-22"), reason: .weekend)]
        #expect(counting == Counting(due: try day("2026-03-23"), counted: counted, skipped: skipped, provisional: false))
    }

    @Test func `a day says why it is worked or not`() throws {
        let reasons = try ["2026-02-13", "2026-02-14", "2026-02-15", "2026-02-17", "2026-03-07"].map { calendar.reason(for: try day($0)) }
        #expect(reasons == [.workingDay, .makeUpWorkingDay, .holiday, .holiday, .weekend])
        #expect(reasons.map(\.isWorked) == [true, true, false, false, false])
    }

    @Test func `a limit that reaches a year without a notice is provisional`() throws {
        let december = try day("2026-12-25")
        #expect(calendar.isKnown(year: 2026))
        #expect(!calendar.isKnown(year: 2027))
        #expect(!calendar.due(from: december, within: TimeSpan(4, .workingDays)).provisional)
        let beyond = calendar.due(from: december, within: TimeSpan(5, .workingDays))
        #expect(beyond == DueDay(day: try day("2027-01-01"), provisional: true, isNaturalDays: false))
        #expect(calendar.due(from: december, within: TimeSpan(1, .months)).provisional)
        #expect(!calendar.due(from: try day("2018-12-31"), within: TimeSpan(1, .workingDays)).provisional)
        #expect(!calendar.due(from: try day("2018-06-08"), within: TimeSpan(12, .months)).provisional)
        #expect(calendar.due(from: try day("2018-12-28"), within: TimeSpan(1, .workingDays)).provisional)
        #expect(calendar.count(from: december, within: TimeSpan(5, .workingDays)).provisional)
    }

    @Test func `the notice of one year may change days of its neighbour`() throws {
        let saturday = try day("2018-12-29")
        let newYear = try ["2018-12-30", "2018-12-31", "2019-01-01"].map(day)
        let notice = WorkingCalendar([CalendarYear(year: 2019, off: newYear, makeUp: [saturday])])
        #expect(notice.reason(for: saturday) == .makeUpWorkingDay)
        #expect(notice.due(from: saturday, within: TimeSpan(1, .workingDays)).day == (try day("2019-01-02")))
        #expect(!notice.isKnown(year: 2018))
    }

    @Test func `a calendar of no years knows weekends only`() throws {
        let empty = WorkingCalendar([])
        #expect(empty.reason(for: try day("1970-01-01")) == .workingDay)
        #expect(empty.due(from: try day("2026-02-13"), within: TimeSpan(1, .workingDays)).day == (try day("2026-02-16")))
    }
}
