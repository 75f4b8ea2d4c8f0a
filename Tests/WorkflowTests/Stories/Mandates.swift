import TestSupport
import Testing

@testable import Workflow

/// 授权委托: who may act for the applicant, in what, and until when (行政许可法 art. 29; 民法典 arts 165, 173).
@Suite struct `A mandate` {
    private static let agent = Actor(.agent, person: 5)
    private static let show = "show a mandate: whose, its number, for what and until when"

    private static func twoItems() throws -> Sample {
        var sample = try Sample.permit()
        sample.items.append(.init(id: "second", process: "permit"))
        return sample
    }

    @Test func `is shown by an agent who hands an application in`() throws {
        var story = try CaseStory(.permit())
        #expect(
            try story.refusal { try $0.submit(on: "2026-03-02", by: Self.agent) }
                == "no mandate of this person is known in this case | \(Self.show)")
        let another = Mandate(agent: 6, reference: "990000-1")
        #expect(try story.refusal { try $0.submit(on: "2026-03-02", by: Self.agent, another) }.hasPrefix("no mandate of this person"))
        #expect(try story.refusal { try $0.submit(on: "2026-03-02", by: .agent, another) }.hasPrefix("no mandate of this person"))
        let his = Mandate(agent: 5, reference: "990000-1", until: Day("2026-06-30"))
        #expect(
            try story.submit(on: "2026-03-02", by: Self.agent, his).prefix(2) == [
                "2026-03-02 submitted", "2026-03-02 5 may act, 990000-1 until 2026-06-30",
            ])
        #expect(try story.move("withdraw", by: Self.agent, on: "2026-03-03").last == "2026-03-03 closed")
    }

    /// 民法典 art. 165: the mandate names the agent.
    @Test func `says whose it is and where it is filed`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        let unwritten = "a mandate names the agent, and the number under which it is filed (up to 200 bytes) | \(Self.show)"
        #expect(try story.refusal { try $0.mandate(-1, on: "2026-03-03") } == unwritten)
        #expect(try story.refusal { try $0.mandate(5, "  ", on: "2026-03-03") } == unwritten)
        #expect(try story.refusal { try $0.mandate(5, String(repeating: "9", count: 201), on: "2026-03-03") } == unwritten)
        #expect(
            try story.refusal { try $0.mandate(5, until: "2026-03-02", on: "2026-03-03") }
                == "the mandate ended on 2026-03-02 | \(Self.show)")
    }

    @Test func `is given by the applicant, or filed by the counter, and by nobody else`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        let theirs = "a mandate is given by the applicant | the applicant gives it, or the counter files it"
        for actor in [Actor.officer, .supervisor, .departmentSystem, .paymentSystem] {
            #expect(try story.refusal { try $0.mandate(5, by: actor, on: "2026-03-03") } == theirs)
        }
        // Nobody mandates himself, nor does an agent send another (民法典 art. 169: not without the principal).
        #expect(try story.refusal { try $0.mandate(5, by: Self.agent, on: "2026-03-03") }.hasPrefix("no mandate of this person"))
        #expect(try story.mandate(5, by: .counter, on: "2026-03-03") == ["2026-03-03 5 may act, 990000-1"])
        #expect(try story.refusal { try $0.mandate(6, by: Self.agent, on: "2026-03-04") } == theirs)
        #expect(try story.refusal { try $0.mandate(5, on: "2026-03-04") } == "this mandate is known already | nothing needs to be done")
    }

    @Test func `ends with its last day`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.mandate(5, until: "2026-03-04", on: "2026-03-03")
        #expect(
            try story.refusal { try $0.withdraw(on: "2026-03-05", by: Self.agent) } == "the mandate ended on 2026-03-04 | \(Self.show)")
        try story.mandate(5, "990000-2", until: "2026-03-06", on: "2026-03-05")
        #expect(try story.withdraw(on: "2026-03-06", by: Self.agent).last == "2026-03-06 closed")
    }

    @Test func `is for the items that it names`() throws {
        var story = try CaseStory(Self.twoItems())
        try story.submit(on: "2026-03-02")
        #expect(try story.mandate(5, for: "second", on: "2026-03-03") == ["2026-03-03 5 may act, 990000-1 (second)"])
        let others = "the mandate is only for “second” | \(Self.show)"
        #expect(try story.refusal { try $0.move("withdraw", "permit", by: Self.agent, on: "2026-03-04") } == others)
        #expect(try story.refusal { try $0.withdraw(on: "2026-03-04", by: Self.agent) } == others)
        #expect(try story.move("withdraw", "second", by: Self.agent, on: "2026-03-04").contains("2026-03-04 second: ended withdrawn"))
    }

    /// 民法典 art. 173: the principal takes it back, or the agent lays it down.
    @Test func `is taken back by the applicant, or laid down by the agent`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        #expect(try story.refusal { try $0.endMandate(of: 5, on: "2026-03-03") }.hasPrefix("no mandate of this person"))
        try story.mandate(5, on: "2026-03-03")
        #expect(
            try story.refusal { try $0.endMandate(of: 5, by: .officer, on: "2026-03-03") }.hasPrefix("a mandate is given by the applicant"))
        #expect(try story.endMandate(of: 5, on: "2026-03-04") == ["2026-03-04 5 may act no more"])
        #expect(try story.refusal { try $0.withdraw(on: "2026-03-05", by: Self.agent) }.hasPrefix("no mandate of this person"))
        try story.mandate(5, until: "2026-03-06", on: "2026-03-05")
        // Even one that is over is laid down.
        #expect(try story.endMandate(of: 5, by: Self.agent, on: "2026-03-09") == ["2026-03-09 5 may act no more"])
    }
}
