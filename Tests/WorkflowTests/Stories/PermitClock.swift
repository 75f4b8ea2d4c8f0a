import TestSupport
import Testing

@testable import Workflow

/// 行政许可法 arts 42, 45, 82: how long the office has, and when the clock stands still.
@Suite struct `The clock of a permit` {
    /// Arts 42 and 82: 05-01 to 05-05 are off, Saturday 05-09 is made up.
    @Test func `counts 20 working days around a holiday and with the Saturday that makes up for it`() throws {
        #expect(try CaseStory.permit(acceptedOn: "2026-03-06").due() == "2026-04-03")
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-04-17")
        try story.verifyAll(on: "2026-04-20")
        try story.officer("accept", on: "2026-04-20")
        #expect(try story.due() == "2026-05-20")
    }

    /// Art. 42: a limit that passes is told once; nothing is granted or refused by it.
    @Test func `tells once that it has run out, and decides nothing`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.timePasses(from: "2026-03-04", through: "2026-05-10") == ["2026-04-01 permit: statutory limit passed"])
        #expect(story.standing == ["permit: accepted"])
    }

    /// Art. 45: the time needed is told in writing, with what it is needed for.
    @Test func `stands still only with a reason, a basis and an expected end`() throws {
        let story = try CaseStory.permit(acceptedOn: "2026-03-03")
        let all = MoveNote.hold(until: "2026-03-20")
        #expect(
            try story.refusal { try $0.officer("hold", on: "2026-03-10") }
                == "“put on hold” must say: the reason, the basis, the expected end | say the reason, the basis, the expected end")
        #expect(
            try story.refusal { try $0.officer("hold", on: "2026-03-10", MoveNote(reason: all.reason, basis: all.basis)) }
                == "“put on hold” must say: the expected end | say the expected end")
        #expect(
            try story.refusal { try $0.officer("hear", on: "2026-03-10", MoveNote(reason: all.reason, expectedEnd: all.expectedEnd)) }
                == "“hold a hearing” must say: the basis | say the basis")
    }

    /// Art. 45: days 1 to 5 are 03-04 to 03-10; the eight working days to 03-20 are not counted; 15 are left, with 04-06 off.
    @Test func `does not count the days of an expert review`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20")) == [
                "2026-03-10 permit: hold → on-hold: expert review", "2026-03-10 permit: clock stops, 15 left",
            ])
        #expect(try story.timePasses(from: "2026-03-11", through: "2026-04-30") == [], "no limit passes while it stands still")
        #expect(
            try story.officer("resume", on: "2026-03-20") == [
                "2026-03-20 permit: resume → accepted", "2026-03-20 permit: clock goes on, statutory 2026-04-13",
            ])
    }

    @Test func `may stand still twice`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("hold", on: "2026-03-10", .hold(until: "2026-03-20"))
        try story.officer("resume", on: "2026-03-20")
        #expect(
            try story.officer("hold", on: "2026-03-24", .hold(until: "2026-03-26")).last == "2026-03-24 permit: clock stops, 13 left")
        #expect(
            try story.officer("resume", on: "2026-03-26").last == "2026-03-26 permit: clock goes on, statutory 2026-04-15")
    }

    /// The last day was used up when it stopped; the office is due on the day on which it goes on, or the next that is worked.
    @Test(arguments: [("2026-04-08", "2026-04-08"), ("2026-04-11", "2026-04-13")])
    func `may stop on its last day`(resumed: String, due: String) throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.officer("hold", on: "2026-03-31", .hold(until: "2026-04-08")).last == "2026-03-31 permit: clock stops, 0 left")
        #expect(try story.officer("resume", on: resumed).last == "\(resumed) permit: clock goes on, statutory \(due)")
        #expect(try story.timePasses(from: resumed, through: due) == [])
        let next = try #require(Day(due)).adding(days: 1)
        #expect(try story.timePasses(on: "\(next)") == ["\(next) permit: statutory limit passed"])
    }

    /// Art. 45, for many days: the last day moves by just the working days between, over weekends, holidays and days made up.
    @Test func `moves its last day by exactly the working days that it stood still`() throws {
        let calendar = Calendars.working
        var numbers = SeededNumbers(seed: 45)
        var accepted = try CaseStory(.permit())
        try accepted.submit(on: "2026-04-17")
        try accepted.verifyAll(on: "2026-04-20")
        try accepted.officer("accept", on: "2026-04-20")
        let start = try #require(Day("2026-04-20"))
        for _ in 0..<200 {
            let held = start.adding(days: Int.random(in: 0...28, using: &numbers))
            let resumed = held.adding(days: Int.random(in: 0...40, using: &numbers))
            guard calendar.isWorkingDay(resumed) else { continue }
            var story = accepted
            try story.officer("hold", on: "\(held)", .hold(until: "\(resumed)"))
            try story.officer("resume", on: "\(resumed)")
            var due = try #require(Day("2026-05-20"))
            var day = held
            while day < resumed {
                day = day.adding(days: 1)
                guard calendar.isWorkingDay(day) else { continue }
                repeat { due = due.adding(days: 1) } while !calendar.isWorkingDay(due)
            }
            #expect(try story.due() == "\(due)", "held \(held), resumed \(resumed)")
        }
    }

    /// 优化营商环境条例 art. 36: a site visit is arranged promptly and within the limit; it is not among what art. 45 names.
    @Test func `goes on during a site visit`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(try story.officer("visit", on: "2026-03-05") == ["2026-03-05 permit: visit → site-visit"])
        #expect(try story.timePasses(from: "2026-03-06", through: "2026-04-01") == ["2026-04-01 permit: statutory limit passed"])
        #expect(try story.officer("end-visit", on: "2026-04-02") == ["2026-04-02 permit: end-visit → accepted"])
        #expect(try story.due() == "2026-03-31")
    }

    /// Arts 45 to 48: a hearing is held within 20 working days, which are reported when they pass; the permit's own clock stands still.
    @Test func `stands still during a hearing, which has 20 working days of its own`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.officer("hear", on: "2026-03-10", .hold(until: "2026-04-07")) == [
                "2026-03-10 permit: hear → hearing, until 2026-04-08: expert review", "2026-03-10 permit: stays through 2026-03-19",
                "2026-03-10 permit: clock stops, 15 left",
            ])
        #expect(try story.timePasses(from: "2026-03-11", through: "2026-04-30") == ["2026-04-09 permit: state limit passed"])
        #expect(story.standing == ["permit: hearing"])
        #expect(
            try story.officer("end-hearing", on: "2026-04-30") == [
                "2026-04-30 permit: end-hearing → accepted", "2026-04-30 permit: clock goes on, statutory 2026-05-25",
            ])
    }
}
