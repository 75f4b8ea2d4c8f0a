import Testing

@testable import Workflow

/// 行政许可法 art. 32: what becomes of an application in the first days, by the process `permit` of our own folder.
@Suite struct `An application for a permit` {
    /// Art. 32(5), and 民法典 art. 201: the clock runs from acceptance, whose own day does not count.
    @Test func `that is complete is accepted, and the clock starts with the acceptance`() throws {
        var story = try CaseStory(.permit())
        #expect(try story.submit(on: "2026-03-02") == ["2026-03-02 submitted", "2026-03-02 permit: starts, until 2026-03-09"])
        #expect(
            try story.refusal { try $0.officer("accept", on: "2026-03-03") }
                == "papers of “permit” are not verified: permit/1 permit/2 | verify permit/1; verify permit/2")
        try story.verifyAll(on: "2026-03-03")
        #expect(
            try story.officer("accept", on: "2026-03-03") == [
                "2026-03-03 permit: accept → accepted", "2026-03-03 permit: clock from 2026-03-03, statutory 2026-03-31",
            ])
    }

    /// Art. 32(1) and (2): told at once, with the reason.
    @Test func `that is no matter for a permit, or for another office, is not taken in, with the reason`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        #expect(
            try story.refusal { try $0.officer("not-take-in", on: "2026-03-02 10:00") }
                == "“not take in” must say: the reason | say the reason")
        #expect(
            try story.officer("not-take-in", on: "2026-03-02 10:00", .because("the county is competent, not the city")) == [
                "2026-03-02 permit: not-take-in → not-taken-in: the county is competent, not the city",
                "2026-03-02 permit: ended not-taken-in", "2026-03-02 closed",
            ])
        #expect(
            try story.refusal { try $0.submit(on: "2026-03-03") } == "this case has been submitted already | start a new case")
    }

    /// Art. 32(4): everything that is wanting, in one notice, within five working days.
    @Test func `with papers wanting is told all of them at once, and a second time only what is new`() throws {
        var story = try CaseStory(.permit(), without: ["paper-a", "paper-b"])
        try story.submit(on: "2026-03-02")
        #expect(
            try story.refusal { try $0.officer("ask-correction", on: "2026-03-09", .because("both are wanting")) }
                == "“ask for corrections” must say: every paper that is wanting | name some of: permit/1 permit/2")
        #expect(
            try story.officer("ask-correction", on: "2026-03-09", .because("both are wanting", papers: [0, 1])) == [
                "2026-03-09 permit: ask-correction → correcting, until 2026-04-08 (permit/1 permit/2): both are wanting"
            ])
        #expect(
            try story.refusal { try $0.applicant("correct", on: "2026-03-10", MoveNote(papers: [0])) }
                == "still wanting: permit/2 | hand in permit/2")
        #expect(
            try story.applicant("correct", on: "2026-03-10", MoveNote(papers: [0, 1])) == [
                "2026-03-10 permit: correct → received, until 2026-03-17 (permit/1 permit/2)"
            ])
        #expect(
            try story.refusal { try $0.officer("ask-correction", on: "2026-03-11", .because("one more", papers: [0])) }
                == """
                “ask for corrections” must say: what is new since papers were last named | say what is new since papers were last named
                """)
    }

    /// Art. 32(4): who says nothing in five working days has accepted, from the day of receipt, and the clock counts from there.
    @Test func `of which nothing is said in five working days is accepted from the day of receipt`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        #expect(
            try story.timePasses(from: "2026-03-03", through: "2026-03-12") == [
                "2026-03-10 permit: state limit passed", "2026-03-10 permit: deem-accepted → accepted",
                "2026-03-10 permit: clock from 2026-03-02, statutory 2026-03-30",
            ])
        try story.verifyAll(on: "2026-03-12")
        #expect(try story.officer("grant", on: "2026-03-12").first == "2026-03-12 permit: grant → granted, until 2026-03-26")
    }

    /// Received on the last working day before the Spring Festival: the five days end after it, one of them a Saturday that is made up.
    @Test func `before a holiday has its five working days after it`() throws {
        var story = try CaseStory(.permit())
        #expect(try story.submit(on: "2026-02-14").last == "2026-02-14 permit: starts, until 2026-02-28")
        #expect(try story.timePasses(from: "2026-02-15", through: "2026-02-28") == [])
        #expect(
            try story.timePasses(on: "2026-03-01") == [
                "2026-03-01 permit: state limit passed", "2026-03-01 permit: deem-accepted → accepted",
                "2026-03-01 permit: clock from 2026-02-14, statutory 2026-03-20",
            ])
    }

    /// Art. 32(4), (5): what the applicant needs to mend lies before acceptance; the clock has not started.
    @Test func `that is mended before its acceptance has lost no day of the office`() throws {
        var story = try CaseStory(.permit(), without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", on: "2026-03-04", .because("one is wanting", papers: [1]))
        #expect(story.state.items[0].clock == .notStarted)
        try story.applicant("correct", on: "2026-03-16", MoveNote(papers: [1]))
        #expect(story.state.items[0].clock == .notStarted)
        try story.verifyAll(on: "2026-03-17")
        #expect(
            try story.officer("accept", on: "2026-03-17") == [
                "2026-03-17 permit: accept → accepted", "2026-03-17 permit: clock from 2026-03-17, statutory 2026-04-15",
            ])
    }

    /// The 30 days are ours; the law leaves them to the place.
    @Test func `that is not mended in its time lapses`() throws {
        var story = try CaseStory(.permit(), without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", on: "2026-03-04", .because("one is wanting", papers: [1]))
        #expect(try story.timePasses(from: "2026-03-05", through: "2026-04-03") == [])
        #expect(
            try story.timePasses(on: "2026-04-04") == [
                "2026-04-04 permit: state limit passed", "2026-04-04 permit: lapse → lapsed", "2026-04-04 permit: ended lapsed",
                "2026-04-04 closed",
            ])
        #expect(
            try story.refusal { try $0.handIn("permit/2", on: "2026-04-05") } == "this case is closed | start a new case")
    }

    /// Art. 32(4), (5): the five days run again when all is mended, and the receipt from which the clock counts is that of the mended papers:
    /// what the applicant needed is not the office's time.
    @Test func `of which nothing is said after it was mended is accepted from the day on which it was mended`() throws {
        var story = try CaseStory(.permit(), without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", on: "2026-03-04", .because("one is wanting", papers: [1]))
        try story.applicant("correct", on: "2026-03-30", MoveNote(papers: [1]))
        #expect(
            try story.timePasses(from: "2026-03-31", through: "2026-04-10") == [
                "2026-04-08 permit: state limit passed", "2026-04-08 permit: deem-accepted → accepted",
                "2026-04-08 permit: clock from 2026-03-30, statutory 2026-04-28",
            ])
    }
}
