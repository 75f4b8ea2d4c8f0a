import Testing
import Workflow

@Suite struct `A moment` {
    @Test func `a moment is a minute of civil time in Shanghai`() throws {
        let moment = try #require(Moment("2026-03-02 09:30"))
        #expect(moment.day == Day("2026-03-02"))
        #expect(moment.minuteOfDay == 570)
        #expect(moment.description == "2026-03-02 09:30")
        #expect(moment.rfc3339 == "2026-03-02T09:30:00+08:00")
        #expect(Moment(day: moment.day, minuteOfDay: 570) == moment)
        #expect(Moment(day: moment.day, minuteOfDay: 1_440) == nil)
        #expect(Moment(day: moment.day, minuteOfDay: -1) == nil)
    }

    @Test(arguments: [
        "", "2026-03-02", "2026-03-02T09:30", "2026-03-02 9:30", "2026-03-02 24:00", "2026-03-02 23:60", "2026-02-29 09:30",
        "2026-03-02 09:30:00", "2026-03-02 09.30", " 2026-03-02 09:3",
    ])
    func `what is not a minute in that form is not read`(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01 08:00"), (-1, "1970-01-01 07:59"), (1_772_415_000, "2026-03-02 09:30"), (1_772_415_059, "2026-03-02 09:30"),
        (2_147_483_648, "2038-01-19 11:14"), (1_483_228_799, "2017-01-01 07:59"), (1_709_136_000, "2024-02-29 00:00"),
    ])
    func `an instant is its minute in Shanghai, wherever the host stands and beyond 2038`(seconds: Int, text: String) {
        #expect(Moment(secondsSince1970: seconds).description == text)
    }

    @Test func `moments pass midnight and compare by time`() throws {
        let late = try #require(Moment("2026-02-28 23:59"))
        let next = late.adding(minutes: 1)
        #expect(next.description == "2026-03-01 00:00")
        #expect(late < next)
        #expect(late.distance(to: next) == 1)
        #expect(next.adding(minutes: -1_440).description == "2026-02-28 00:00")
        #expect(Moment(secondsSince1970: next.secondsSince1970) == next)
    }
}
