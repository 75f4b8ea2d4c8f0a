import Testing

@testable import Workflow

/// Limits that run from the day of receipt (社会保险经办条例 arts 6, 20), and how days are counted (民法典 arts 201-203).
@Suite struct `A limit from receipt` {
    /// 社会保险经办条例 art. 6: registered within so many days of receipt; delivery is after the decision and has no share in it.
    @Test func `begins when the application is received and ends with the decision`() throws {
        var story = try CaseStory(.registration())
        #expect(
            try story.submit(on: "2026-03-02") == [
                "2026-03-02 submitted", "2026-03-02 register: starts", "2026-03-02 register: clock from 2026-03-02, statutory 2026-03-23",
            ])
        #expect(
            try story.officer("register", on: "2026-03-20") == [
                "2026-03-20 register: register → registered", "2026-03-20 register: decided granted",
            ])
        #expect(try story.timePasses(from: "2026-03-21", through: "2026-04-20") == [])
        #expect(try story.officer("deliver", on: "2026-04-21").last == "2026-04-21 closed")
    }

    /// 社会保险经办条例 art. 20: the claim is examined from its receipt; the applicant's time to mend is not the office's (ours).
    @Test func `does not run while the applicant mends a claim for a benefit`() throws {
        var story = try CaseStory(
            Sample(
                items: [
                    .init(
                        id: "claim", lines: [paper("paper-a")],
                        limit: "statutory: 30 working days, from: received, basis: [{law: some-law, article: 20}]", process: "benefit-claim"
                    )
                ], processes: Sample.declared("benefit-claim")), without: ["paper-a"])
        #expect(try story.submit(on: "2026-03-02").last == "2026-03-02 claim: clock from 2026-03-02, statutory 2026-04-14")
        try story.officer("ask-correction", on: "2026-03-04", .because("the bill is wanting", papers: [0]))
        #expect(
            try story.applicant("correct", on: "2026-03-11", MoveNote(papers: [0])) == [
                "2026-03-11 claim: correct → examining (claim/1)", "2026-03-11 claim: clock goes on, statutory 2026-04-21",
            ])
        try story.verify("claim/1", on: "2026-03-12")
        #expect(
            try story.officer("approve", on: "2026-04-21") == [
                "2026-04-21 claim: approve → approved", "2026-04-21 claim: decided granted",
            ])
        #expect(
            try story.officer("pay-out", on: "2026-04-30") == [
                "2026-04-30 claim: pay-out → paid", "2026-04-30 claim: ended granted", "2026-04-30 closed",
            ])
    }

    /// 社会保险经办条例 art. 20 where the process has a state before its clock: the limit of the item says from when.
    @Test func `begins with the receipt also where the process would begin with its acceptance`() throws {
        var sample = try Sample.permit()
        sample.items[0].limit = "statutory: 20 working days, from: received, basis: [{law: some-law, article: 20}]"
        var story = try CaseStory(sample)
        #expect(
            try story.submit(on: "2026-03-02") == [
                "2026-03-02 submitted", "2026-03-02 permit: starts, until 2026-03-09",
                "2026-03-02 permit: clock from 2026-03-02, statutory 2026-03-30",
            ])
        try story.verifyAll(on: "2026-03-05")
        #expect(try story.officer("accept", on: "2026-03-05") == ["2026-03-05 permit: accept → accepted"])
    }

    /// The clock that began with the receipt stands still while the applicant mends, and only then.
    @Test func `goes on when the application is mended, not with its acceptance`() throws {
        var sample = try Sample.permit()
        sample.items[0].limit = "statutory: 20 working days, from: received, basis: [{law: some-law, article: 20}]"
        var story = try CaseStory(sample, without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        #expect(
            try story.officer("ask-correction", on: "2026-03-04", .because("one is wanting", papers: [1])).last
                == "2026-03-04 permit: clock stops, 18 left")
        #expect(
            try story.applicant("correct", on: "2026-03-16", MoveNote(papers: [1])) == [
                "2026-03-16 permit: correct → received, until 2026-03-23 (permit/2)",
                "2026-03-16 permit: clock goes on, statutory 2026-04-10",
            ])
        try story.verifyAll(on: "2026-03-17")
        #expect(try story.officer("accept", on: "2026-03-17") == ["2026-03-17 permit: accept → accepted"])
    }

    /// The promise passes first, then the law's limit, each told once.
    @Test func `and the promise within it are told apart`() throws {
        var story = try CaseStory(.registration(promised: "5 working days"))
        #expect(
            try story.submit(on: "2026-03-02").last
                == "2026-03-02 register: clock from 2026-03-02, statutory 2026-03-23, promised 2026-03-09")
        #expect(
            try story.timePasses(from: "2026-03-03", through: "2026-04-30") == [
                "2026-03-10 register: promised limit passed", "2026-03-24 register: statutory limit passed",
            ])
    }

    /// 民法典 art. 201 (the day itself does not count), art. 202 (months), art. 203 (an end on a day off moves); 行政许可法 art. 82 (working
    /// days); the calendar of 2026 has 02-14, 02-28 and 05-09 made up, 02-15 to 02-23 and 05-01 to 05-05 off.
    @Test(arguments: [
        ("on a Monday", "5 working days", "2026-03-02", "2026-03-09"),
        ("on a Sunday", "5 working days", "2026-03-08", "2026-03-13"),
        ("on a Saturday made up", "5 working days", "2026-02-28", "2026-03-06"),
        ("in the Spring Festival", "5 working days", "2026-02-17", "2026-02-28"),
        ("late in the evening", "1 working day", "2026-03-02 23:59", "2026-03-03"),
        ("and ends in natural days", "10 days", "2026-03-02", "2026-03-12"),
        ("and ends on a day off", "10 days", "2026-04-24", "2026-05-06"),
        ("and ends on a Saturday made up", "30 days", "2026-01-29", "2026-02-28"),
        ("a month before a day that February has not", "1 month", "2026-01-31", "2026-02-28"),
        ("half a year before", "6 months", "2026-03-02", "2026-09-02"),
        ("and ends at once", "immediate", "2026-03-02", "2026-03-02"),
        ("and ends at once, on a Sunday", "immediate", "2026-03-08", "2026-03-09"),
        ("in the last days that are known", "5 working days", "2026-12-24", "2026-12-31"),
        ("beyond the notices that are known", "5 working days", "2026-12-30", "2027-01-06 (provisional)"),
    ])
    func `counts as the civil code counts`(received: String, limit: String, on: String, due: String) throws {
        var story = try CaseStory(.registration(within: limit))
        let day = on.prefix(10)
        #expect(try story.submit(on: on).last == "\(day) register: clock from \(day), statutory \(due)")
    }
}
