import TestSupport
import Testing

@testable import Workflow

/// What one person may not do alone, and whose an item is among officers.
@Suite struct `Among officers` {
    private static func received() throws -> CaseStory {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        return story
    }

    /// Who took it in does not decide it (permit.yaml, `other-than: accept`).
    @Test func `the same person who accepted may neither grant nor refuse, a colleague can`() throws {
        var story = try Self.received()
        let (one, other) = (story.officer(1, of: "office"), story.officer(2, of: "office"))
        try story.move("accept", by: one, on: "2026-03-03")
        #expect(
            try story.refusal { try $0.move("grant", by: one, on: "2026-03-04") }
                == "whoever made “accept” cannot make “grant” too | a colleague can “grant”")
        #expect(
            try story.refusal { try $0.move("refuse", by: one, on: "2026-03-04", .refusal) }
                == "whoever made “accept” cannot make “refuse” too | a colleague can “refuse”")
        try story.move("visit", by: one, on: "2026-03-04")
        try story.move("end-visit", by: one, on: "2026-03-05")
        #expect(try story.move("grant", by: other, on: "2026-03-06").last == "2026-03-06 permit: decided granted")
    }

    /// Also in the role of a supervisor, and also where somebody does not say who he is.
    @Test func `another role of the same person is no other person, and neither is an unknown one`() throws {
        var story = try Self.received()
        try story.move("accept", by: story.officer(1, of: "office"), on: "2026-03-03")
        let supervisor = story.someone(.supervisor, 1, of: "office")
        #expect(try story.refusal { try $0.move("grant", by: supervisor, on: "2026-03-04") }.hasPrefix("whoever made “accept”"))
        #expect(try story.refusal { try $0.officer("grant", on: "2026-03-04") }.hasPrefix("whoever made “accept”"))
    }

    @Test func `three stages are reviewed by three persons`() throws {
        var story = try CaseStory(
            Sample(items: [.init(id: "allowance", process: "three-stage-review")], processes: Sample.declared("three-stage-review")))
        try story.submit(on: "2026-03-02")
        try story.move("pass-first-review", by: Actor(.officer, person: 1), on: "2026-03-03")
        #expect(
            try story.refusal { try $0.move("pass-review", by: Actor(.officer, person: 1), on: "2026-03-04") }
                == "whoever made “pass the first review” cannot make “pass the review” too | a colleague can “pass the review”")
        try story.move("pass-review", by: Actor(.officer, person: 2), on: "2026-03-04")
        for person: Int32 in [1, 2] {
            #expect(
                try story.refusal { try $0.move("approve", by: Actor(.officer, person: person), on: "2026-03-05") }
                    .hasSuffix("| a colleague can “approve”"))
        }
        try story.move("approve", by: Actor(.officer, person: 3), on: "2026-03-05")
    }

    // MARK: Whose it is

    @Test func `an item that one has taken on is moved by him, by a supervisor, or when he has given it back`() throws {
        var story = try Self.received()
        let (one, other) = (story.officer(1, of: "office"), story.officer(2, of: "office"))
        #expect(try story.claim(by: one, on: "2026-03-03") == ["2026-03-03 permit: with 1"])
        let lost =
            "“permit” is in the hands of another officer | wait until the officer who has “permit” gives it back; "
            + "a supervisor can move “permit”, or give it to somebody else"
        #expect(try story.refusal { try $0.claim(by: other, on: "2026-03-03 09:31") } == lost)
        #expect(try story.refusal { try $0.move("accept", by: other, on: "2026-03-03") } == lost)
        #expect(try story.refusal { try $0.officer("accept", on: "2026-03-03") } == lost)
        #expect(try story.refusal { try $0.release(by: other, on: "2026-03-03") } == lost)
        var supervised = story
        #expect(try supervised.move("accept", by: story.someone(.supervisor, 3, of: "office"), on: "2026-03-03").count == 2)
        #expect(try story.release(by: one, on: "2026-03-04") == ["2026-03-04 permit: free"])
        #expect(try story.move("accept", by: other, on: "2026-03-04").count == 2)
    }

    @Test func `a supervisor gives work to a person, an officer cannot, and the counter hands out only what nobody has`() throws {
        var story = try Self.received()
        let supervisor = story.someone(.supervisor, 9, of: "office")
        let (one, other) = (story.officer(1, of: "office"), story.officer(2, of: "office"))
        #expect(
            try story.refusal { try $0.delegate(to: 2, by: one, on: "2026-03-03") } == """
                only a supervisor gives “permit” to somebody | a supervisor can move “permit”, or give it to somebody else
                """)
        #expect(try story.delegate(to: 1, by: .counter, on: "2026-03-03") == ["2026-03-03 permit: with 1"])
        #expect(try story.refusal { try $0.delegate(to: 2, by: .counter, on: "2026-03-03") }.hasPrefix("only a supervisor"))
        #expect(try story.delegate(to: 2, by: supervisor, on: "2026-03-03") == ["2026-03-03 permit: with 2"])
        #expect(try story.refusal { try $0.move("accept", by: one, on: "2026-03-03") }.hasPrefix("“permit” is in the hands"))
        #expect(try story.move("accept", by: other, on: "2026-03-03").count == 2)
        #expect(try story.refusal { try $0.delegate(to: -1, by: supervisor, on: "2026-03-03") }.hasSuffix("| say who it is"))
    }

    /// The applicant's moves and time are nobody's rivals.
    @Test func `whose item it is keeps neither the applicant nor time from it`() throws {
        var story = try Self.received()
        try story.claim(by: story.officer(1, of: "office"), on: "2026-03-03")
        var late = story
        #expect(try late.timePasses(on: "2026-03-10").contains("2026-03-10 permit: deem-accepted → accepted"))
        #expect(try story.applicant("withdraw", on: "2026-03-04").last == "2026-03-04 closed")
    }

    /// With the decision it is nobody's: the counter hands it over. In the next department it is free too.
    @Test func `nobody has an item any more that is decided or lies with another department`() throws {
        var story = try Self.received()
        try story.move("accept", by: story.officer(1, of: "office"), on: "2026-03-03")
        let other = story.officer(2, of: "office")
        try story.claim(by: other, on: "2026-03-04")
        #expect(
            try story.move("grant", by: other, on: "2026-03-04") == [
                "2026-03-04 permit: grant → granted, until 2026-03-18", "2026-03-04 permit: free", "2026-03-04 permit: decided granted",
            ])
        #expect(try story.move("deliver", by: .counter, on: "2026-03-05").last == "2026-03-05 closed")

        story = try CaseStory(
            Sample(items: [.init(id: "allowance", process: "three-stage-review")], processes: Sample.declared("three-stage-review")))
        try story.submit(on: "2026-03-02")
        let township = story.officer(1, of: "township")
        try story.claim(by: township, on: "2026-03-02")
        #expect(
            try story.move("pass-first-review", by: township, on: "2026-03-03") == [
                "2026-03-03 allowance: pass-first-review → federation-review", "2026-03-03 allowance: free",
            ])
        #expect(
            try story.refusal { try $0.claim(by: township, on: "2026-03-04") }
                == "“allowance” is in the hands of “disabled-persons-federation” | an officer of “disabled-persons-federation” can do it")
    }

    @Test func `what was claimed, given back and handed out is read again from the record`() throws {
        var story = try Self.received()
        try story.claim(by: story.officer(1, of: "office"), on: "2026-03-03")
        try story.release(by: story.officer(1, of: "office"), on: "2026-03-03")
        try story.delegate(to: 2, by: story.someone(.supervisor, 9, of: "office"), on: "2026-03-03")
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
        let told = EventRecord.records(of: story.events, under: story.rules).suffix(3)
        #expect(told.map(\.assignee) == [1, nil, 2])
        #expect(told.map(\.by) == ["officer", "officer", "supervisor"])
    }
}
