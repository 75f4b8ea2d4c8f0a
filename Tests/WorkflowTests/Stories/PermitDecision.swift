import Testing

@testable import Workflow

/// 行政许可法 arts 38 and 44: the decision, its delivery, and taking an application back before it.
@Suite struct `The decision on a permit` {
    /// Art. 38: a refusal says why, and what can be done against it.
    @Test func `to refuse needs the reason and the remedies`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.refusal { try $0.officer("refuse", on: "2026-03-10", .because("conditions not met")) }
                == "“refuse” must say: the remedies | say the remedies")
        #expect(
            try story.officer("refuse", on: "2026-03-10", .refusal) == [
                "2026-03-10 permit: refuse → refused: conditions not met", "2026-03-10 permit: decided refused",
                "2026-03-10 permit: ended refused", "2026-03-10 closed",
            ])
    }

    /// Art. 44: ten working days to issue and deliver, a clock of its own; that they pass is told once, and nothing else happens.
    @Test func `to grant is delivered within ten working days, which are a clock of their own`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        #expect(
            try story.officer("grant", on: "2026-03-20") == [
                "2026-03-20 permit: grant → granted, until 2026-04-03", "2026-03-20 permit: decided granted",
            ])
        #expect(try story.timePasses(from: "2026-03-21", through: "2026-04-20") == ["2026-04-04 permit: state limit passed"])
        #expect(story.standing == ["permit: granted"])
        #expect(
            try story.officer("deliver", on: "2026-04-21") == [
                "2026-04-21 permit: deliver → delivered", "2026-04-21 permit: ended granted", "2026-04-21 closed",
            ])
    }

    @Test func `is not for the applicant, and taking back is not for the officer`() throws {
        let story = try CaseStory.permit(acceptedOn: "2026-03-03")
        let moves = """
            “permit”: visit the site (officer); “permit”: put on hold (officer); “permit”: extend the limit (supervisor); “permit”: hold a \
            hearing (officer); “permit”: tell of the right to a hearing (officer); “permit”: grant (officer); “permit”: refuse (officer); \
            “permit”: withdraw (applicant)
            """
        #expect(
            try story.refusal { try $0.applicant("grant", on: "2026-03-10") } == "“grant” is not for this person to make | \(moves)")
        #expect(
            try story.refusal { try $0.officer("withdraw", on: "2026-03-10") } == "“withdraw” is not for this person to make | \(moves)")
    }

    @Test func `is made once`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("grant", on: "2026-03-20")
        #expect(
            try story.refusal { try $0.officer("refuse", on: "2026-03-23", .refusal) }
                == "“permit” is “granted and to be delivered”, and cannot “refuse” from there | “permit”: deliver (officer, counter)")
        #expect(
            try story.refusal { try $0.officer("grant", on: "2026-03-23") }
                == "“permit” is “granted and to be delivered”, and cannot “grant” from there | “permit”: deliver (officer, counter)")
    }

    /// The way to each state in which nothing is decided.
    static let undecided: [(state: String, way: [(move: String, note: MoveNote?)])] = [
        ("received", []),
        ("correcting", [("ask-correction", .because("look again", papers: [0]))]),
        ("accepted", [("accept", nil)]),
        ("site-visit", [("accept", nil), ("visit", nil)]),
        ("on-hold", [("accept", nil), ("hold", .hold(until: "2026-03-20"))]),
        ("hearing-offered", [("accept", nil), ("offer-hearing", nil)]),
        ("hearing", [("accept", nil), ("hear", .hold(until: "2026-03-20"))]),
    ]

    @Test(arguments: undecided.map(\.state))
    func `may be forestalled by the applicant in every state before it`(state: String) throws {
        let way = try #require(Self.undecided.first { $0.state == state }).way
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-02")
        for step in way { try story.officer(step.move, on: "2026-03-03", step.note) }
        #expect(story.standing == ["permit: \(state)"])
        var whole = story
        #expect(
            try story.applicant("withdraw", on: "2026-03-04") == [
                "2026-03-04 permit: withdraw → withdrawn", "2026-03-04 permit: ended withdrawn", "2026-03-04 closed",
            ])
        try whole.withdraw(on: "2026-03-04")
        #expect(whole.told == story.told, "the whole case is this one item")
    }

    @Test func `cannot be forestalled after it was made`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.officer("grant", on: "2026-03-20")
        #expect(
            try story.refusal { try $0.applicant("withdraw", on: "2026-03-21") }
                == "“permit” is “granted and to be delivered”, and cannot “withdraw” from there | “permit”: deliver (officer, counter)")
        #expect(
            try story.refusal { try $0.withdraw(on: "2026-03-21") }
                == "nothing can be withdrawn | nothing needs to be done")
        #expect(
            try story.refusal { try $0.withdraw("permit", on: "2026-03-21") }
                == "“permit” has begun | “permit”: deliver (officer, counter)")
    }
}
