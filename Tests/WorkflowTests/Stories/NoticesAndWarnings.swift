import TestSupport
import Testing

@testable import Workflow

/// A public notice (公示): so many natural days in which anybody may object, of which nobody can spare the public one.
@Suite struct `A public notice` {
    /// 民法典 arts 201, 203: published on 03-05, twenty natural days, the last of them 03-25.
    @Test func `lasts its twenty days, and then the item goes on by itself`() throws {
        var story = try published()
        #expect(
            story.told.suffix(3) == [
                "2026-03-05 register: publish → published, until 2026-03-25: expert review",
                "2026-03-05 register: stays through 2026-03-25",
                "2026-03-05 register: promise stops, 7 left",
            ])
        #expect(
            try story.refusal { try $0.officer("close-notice", on: "2026-03-25") } == """
                “published” lasts through 2026-03-25; “close the notice” cannot be done before | “register”: record an objection \
                (officer); do it after 2026-03-25
                """)
        #expect(
            try story.timePasses(on: "2026-04-01") == [
                "2026-03-19 register: statutory limit near", "2026-03-20 register: state limit near",
                "2026-03-24 register: statutory limit passed", "2026-03-26 register: state limit passed",
                "2026-03-26 register: close-notice → checked", "2026-03-26 register: promise goes on, promised 2026-04-07",
            ])
        #expect(try story.timePasses(on: "2026-04-02") == ["2026-04-02 register: promised limit near"])
        let report = try #require(story.report(today: "2026-04-01", .en))
        #expect(report.agrees)
        #expect(report.days.first { $0.day == "2026-03-07" }?.state?.number == 2, "a Saturday counts")
        #expect(
            report.due.filter { $0.limit == "state" }.map { "\($0.cause) \($0.due) \($0.counted)" } == [
                "entered 2026-03-25 2026-03-25", "at-least 2026-03-25 2026-03-25",
            ])
    }

    @Test func `gives way at once to an objection, whose time is what is left of it`() throws {
        var story = try published()
        #expect(
            try story.officer("object", on: "2026-03-12").first == "2026-03-12 register: object → objected, until 2026-03-25")
        #expect(
            try story.officer("dismiss", on: "2026-03-13", .because("unfounded")).first
                == "2026-03-13 register: dismiss → checked: unfounded")
    }

    /// On the day after its last it is over, whether or not anybody has looked.
    @Test func `that has lasted its days is in nobody's way`() throws {
        var story = try published()
        #expect(
            try story.officer("register", on: "2026-03-26").suffix(6) == [
                "2026-03-26 register: close-notice → checked", "2026-03-26 register: promise goes on, promised 2026-04-07",
                "2026-03-26 register: register → registered", "2026-03-26 register: decided granted", "2026-03-26 register: ended granted",
                "2026-03-26 closed",
            ])
    }

    private func published() throws -> CaseStory {
        var sample = try Sample.registration(within: "15 working days", promised: "10 working days")
        sample.items[0].process = "public-notice"
        sample.processes = ["public-notice": try Sample.publicNotice()]
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.officer("publish", on: "2026-03-05", .hold(until: "2026-03-25"))
        return story
    }
}

/// Told before it is too late (优化营商环境条例 art. 36 would have the office keep what it promised).
@Suite struct `A limit that is near` {
    /// Due on Tuesday 03-31: two working days are left after Friday 03-27; the promise ends on 03-17, two days after Friday 03-13.
    @Test func `is told once, on the working day on which so much is left`() throws {
        var story = try CaseStory(Self.warned())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        let all = [
            "2026-03-13 permit: promised limit near", "2026-03-18 permit: promised limit passed", "2026-03-27 permit: statutory limit near",
            "2026-04-01 permit: statutory limit passed",
        ]
        var late = story
        #expect(try story.timePasses(from: "2026-03-04", through: "2026-05-10") == all)
        #expect(try late.timePasses(on: "2026-05-10") == all)
    }

    @Test func `is not told while its clock stands still, and again where it was extended`() throws {
        var story = try CaseStory(Self.warned())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        try story.officer("hold", on: "2026-03-12", .hold(until: "2026-03-20"))
        #expect(try story.timePasses(from: "2026-03-13", through: "2026-03-20") == [])
        try story.officer("resume", on: "2026-03-20")
        #expect(
            try story.timePasses(from: "2026-03-21", through: "2026-04-03") == [
                "2026-03-23 permit: promised limit near", "2026-03-26 permit: promised limit passed",
            ])
        #expect(try story.timePasses(on: "2026-04-07") == ["2026-04-07 permit: statutory limit near"])
        try story.supervisor("extend", on: "2026-04-08", .because("more time is needed"))
        #expect(
            try story.timePasses(on: "2026-05-01") == [
                "2026-04-21 permit: statutory limit near", "2026-04-24 permit: statutory limit passed",
            ])
    }

    /// A warning that is as long as the limit itself would say nothing.
    @Test func `is not told of a limit that is no longer than the warning`() throws {
        var sample = try Self.warned()
        sample.items[0].limit = "statutory: 2 working days, from: accepted, basis: [{law: some-law, article: 3}]"
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        #expect(try story.timePasses(on: "2026-03-20") == ["2026-03-06 permit: statutory limit passed"])
    }

    private static func warned() throws -> Sample {
        var sample = try Sample.permit()
        sample.items[0].limit =
            "promised: 10 working days, guide: g1, statutory: 20 working days, from: accepted, basis: [{law: some-law, article: 3}]"
        let text = try #require(sample.processes["permit"])
        sample.processes["permit"] = text.replacing("\nstates:", with: "\nwarn: 2 working days\nstates:")
        return sample
    }
}

/// A last day in a year whose days off are not known yet.
@Suite struct `A provisional last day` {
    /// Within 5 working days from 2026-12-30: 2027-01-06 by weekends alone. The notice takes 01-01 to 01-03 off and makes 01-09 up.
    @Test func `moves when the notice has come, and never to an earlier day`() throws {
        var story = try CaseStory(.registration(within: "5 working days"))
        try story.submit(on: "2026-12-30")
        #expect(try story.due() == "2027-01-06")
        #expect(try story.timePasses(on: "2026-12-31") == [], "nothing is known yet")
        var earlier = story
        let off = [("2027-01-01"), ("2027-01-04"), ("2027-01-05")].compactMap { Day($0) }
        story.calendar = WorkingCalendar(Calendars.years.map(\.days) + [CalendarYear(year: 2027, off: off, makeUp: [])])
        #expect(try story.timePasses(on: "2026-12-31") == ["2026-12-30 register: statutory limit corrected to 2027-01-11"])
        #expect(try story.timePasses(on: "2027-01-12") == ["2027-01-12 register: statutory limit passed"])
        let ledger = try story.ledger(today: "2027-01-12")
        #expect(ledger?.fixed.last.map { "\($0.cause) \($0.due.day) \($0.counted)" } == "corrected 2027-01-11 2027-01-11")
        // A Saturday and a Sunday are worked: the last day by the days would be earlier, but what was told stands.
        let makeUp = [("2027-01-02"), ("2027-01-03")].compactMap { Day($0) }
        earlier.calendar = WorkingCalendar(Calendars.years.map(\.days) + [CalendarYear(year: 2027, off: [], makeUp: makeUp)])
        #expect(try earlier.timePasses(on: "2027-01-01") == ["2026-12-30 register: statutory limit corrected to 2027-01-06"])
        #expect(try earlier.timePasses(on: "2027-01-07") == ["2027-01-07 register: statutory limit passed"])
    }

    @Test func `of a state moves as well`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-12-30")
        #expect(story.told.last == "2026-12-30 permit: starts, until 2027-01-06 (provisional)")
        let off = [("2027-01-01"), ("2027-01-04")].compactMap { Day($0) }
        story.calendar = WorkingCalendar(Calendars.years.map(\.days) + [CalendarYear(year: 2027, off: off, makeUp: [])])
        #expect(
            try story.timePasses(on: "2027-01-08") == [
                "2026-12-30 permit: state limit corrected to 2027-01-08"
            ])
    }
}

extension Sample {
    /// The registration that is published first, of the folder from which faults are made.
    static func publicNotice() throws -> String { try Checkout.text("Tests/BadDefinitions/_sound/processes/public-notice.yaml") }
}
