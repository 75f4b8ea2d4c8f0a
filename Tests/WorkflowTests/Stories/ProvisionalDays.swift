import TestSupport
import Testing

@testable import Workflow

/// Last days in a year whose days off are not known yet, of what is no limit of an item.
@Suite struct `A provisional day` {
    private static let daysOff = WorkingCalendar(
        Calendars.years.map(\.days) + [
            CalendarYear(year: 2027, off: ["2027-01-01", "2027-01-04"].compactMap { Day($0) }, makeUp: [])
        ])

    @Test func `of the whole moves as well, and of what it was made longer by`() throws {
        let extend = "extension: {by: 15 working days, basis: [{law: some-law, article: 42}]}"
        var story = try `The limit for the whole`.joined(more: [extend], on: "2026-12-01")
        #expect(story.state.due == Due(day: Day("2027-02-02")!, provisional: true))
        var longer = story
        story.calendar = Self.daysOff
        #expect(try story.timePasses(on: "2027-01-08") == ["2026-12-01 the whole: corrected to 2027-02-04"])
        #expect(try story.timePasses(on: "2027-02-06") == ["2027-02-05 the whole: limit passed"])
        _ = try longer.extend(because: "expert review", by: longer.someone(.supervisor, 7, of: "office"), on: "2026-12-10")
        #expect(longer.state.due == Due(day: Day("2027-02-23")!, provisional: true))
        longer.calendar = Self.daysOff
        #expect(try longer.timePasses(on: "2027-01-08") == ["2026-12-10 the whole: corrected to 2027-02-25"])
    }

    @Test func `of the answer to a dispute moves as well`() throws {
        var story = try `A dispute of shared data`.accepted(on: "2026-12-28")
        try story.dispute("permit/1", because: "the birthday is wrong", on: "2026-12-30")
        story.calendar = Self.daysOff
        let told = try story.timePasses(on: "2027-01-08").filter { $0.contains("permit/1") }
        #expect(told == ["2026-12-30 permit/1 corrected to 2027-01-15"])
        #expect(try story.timePasses(on: "2027-01-18").filter { $0.contains("permit/1") } == ["2027-01-16 permit/1 not answered"])
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }
}
