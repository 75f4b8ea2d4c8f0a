import Testing

@testable import Workflow

/// What the other processes of our own folder declare: reviews in stages, what is issued with a permit, decisions on the spot.
@Suite struct `By its own process` {
    /// The guide of the allowances: township, federation, civil affairs; each stage may send back, with the reason.
    @Test func `an allowance is reviewed in three stages, and sent back with the reason`() throws {
        var story = try CaseStory(
            Sample(
                items: [.init(id: "allowance", lines: [paper("paper-a")], process: "three-stage-review")],
                processes: Sample.declared("three-stage-review")))
        try story.submit(on: "2026-03-02")
        #expect(
            try story.refusal { try $0.officer("pass-first-review", on: "2026-03-03") }
                == "papers of “allowance” are not verified: allowance/1 | verify allowance/1")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("pass-first-review", on: "2026-03-03")
        try story.officer("pass-review", on: "2026-03-04")
        #expect(
            try story.refusal { try $0.officer("send-back", on: "2026-03-05") } == "“send back” must say: the reason | say the reason")
        #expect(
            try story.officer("send-back", on: "2026-03-05", .because("the income is not shown")) == [
                "2026-03-05 allowance: send-back → first-review: the income is not shown"
            ])
        #expect(
            try story.refusal { try $0.officer("approve", on: "2026-03-06") } == """
                “allowance” is “first review by the township”, and cannot “approve” from there | “allowance”: pass the first review \
                (officer); “allowance”: ask for corrections (officer); “allowance”: refuse (officer); “allowance”: withdraw (applicant)
                """)
        try story.officer("pass-first-review", on: "2026-03-06")
        try story.officer("pass-review", on: "2026-03-09")
        #expect(
            try story.officer("approve", on: "2026-03-10") == [
                "2026-03-10 allowance: approve → approved", "2026-03-10 allowance: decided granted",
            ])
        #expect(
            try story.officer("pay-out", on: "2026-03-31") == [
                "2026-03-31 allowance: pay-out → paid", "2026-03-31 allowance: ended granted", "2026-03-31 closed",
            ])
    }

    /// 道路运输条例 art. 24 ¶2: issued with the permit and within its limit, nothing is accepted anew; 行政许可法 art. 44: ten working days to
    /// hand over.
    @Test func `a certificate is issued within the limit of its permit and handed over in ten working days`() throws {
        var sample = try Sample.permit()
        sample.items.append(.init(id: "certificate", process: "follow-on", bundle: "after: permit, within: permit"))
        sample.processes.merge(try Sample.declared("follow-on")) { one, _ in one }
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.officer("accept", "permit", on: "2026-03-03")
        #expect(
            try story.officer("grant", "permit", on: "2026-03-25") == [
                "2026-03-25 permit: grant → granted, until 2026-04-09", "2026-03-25 permit: decided granted",
                "2026-03-25 certificate: starts", "2026-03-25 certificate: clock from 2026-03-25, statutory 2026-03-31",
            ])
        #expect(
            try story.officer("issue", "certificate", on: "2026-03-26") == [
                "2026-03-26 certificate: issue → issued, until 2026-04-10", "2026-03-26 certificate: decided granted",
            ])
        #expect(
            try story.timePasses(from: "2026-03-27", through: "2026-04-30") == [
                "2026-04-10 permit: state limit passed", "2026-04-11 certificate: state limit passed",
            ])
    }

    /// 当场办结: decided while the applicant waits; who hands in on a Sunday is served on Monday.
    @Test func `an application is decided on the spot, or not taken in`() throws {
        let sample = Sample(
            items: [.init(id: "spot", limit: "statutory: immediate, basis: [{law: some-law}]")],
            processes: try Sample.declared("on-the-spot"))
        var story = try CaseStory(sample)
        #expect(
            try story.submit(on: "2026-03-08") == [
                "2026-03-08 submitted", "2026-03-08 spot: starts", "2026-03-08 spot: clock from 2026-03-08, statutory 2026-03-09",
            ])
        let received = story
        #expect(
            try story.officer("decide", on: "2026-03-09") == [
                "2026-03-09 spot: decide → done", "2026-03-09 spot: decided granted", "2026-03-09 spot: ended granted",
                "2026-03-09 closed",
            ])
        story = received
        #expect(
            try story.officer("not-take-in", on: "2026-03-09", .because("another office does this")) == [
                "2026-03-09 spot: not-take-in → not-taken-in: another office does this", "2026-03-09 spot: ended not-taken-in",
                "2026-03-09 closed",
            ])
    }
}
