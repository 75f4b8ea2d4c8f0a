import Testing

@testable import Workflow

/// Bugs that random commands found: papers that an officer named as wanting could get stuck.
@Suite struct `A paper that was named as wanting` {
    /// It came, but not as it should be; the advice to hand it in was refused.
    @Test func `may be handed in again by itself`() throws {
        var story = try CaseStory(.permit())
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", on: "2026-03-03", .because("it is torn", papers: [0]))
        #expect(try story.refusal { try $0.verify("permit/1", on: "2026-03-04") } == "not handed in yet: permit/1 | hand in permit/1")
        #expect(try story.handIn("permit/1", on: "2026-03-04") == ["2026-03-04 permit/1 handed in"])
        #expect(
            try story.applicant("correct", on: "2026-03-05", MoveNote()) == ["2026-03-05 permit: correct → received, until 2026-03-12"])
        try story.verifyAll(on: "2026-03-05")
        #expect(try story.officer("accept", on: "2026-03-05").count == 2)
    }

    private static func wholeList() throws -> Sample {
        try .registrations([(id: "first", bundle: ""), (id: "second", bundle: "")], ["materials:", "  - \(paper("paper-a"))"])
    }

    /// It belongs to every item, so whoever named it gets it back, and it could never be verified again.
    @Test func `in the list of the bundle is mended at the item that named it`() throws {
        var story = try CaseStory(Self.wholeList())
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", "first", on: "2026-03-03", .because("it is torn", papers: [0]))
        #expect(
            try story.refusal { try $0.officer("register", "second", on: "2026-03-03") }
                == "papers of “second” are not verified: whole-list/1 | hand in whole-list/1")
        #expect(
            try story.refusal { try $0.applicant("correct", "first", on: "2026-03-04", MoveNote()) }
                == "still wanting: whole-list/1 | hand in whole-list/1")
        #expect(
            try story.applicant("correct", "first", on: "2026-03-04", MoveNote(papers: [0])) == [
                "2026-03-04 first: correct → received (whole-list/1)", "2026-03-04 first: clock goes on",
            ])
        try story.verify("whole-list/1", on: "2026-03-05")
        #expect(try story.officer("register", "first", on: "2026-03-05").count == 2)
        #expect(try story.officer("register", "second", on: "2026-03-05").count == 2)
    }

    /// The item that named it is taken back; the others still need the paper.
    @Test func `does not hold up the others when its item is taken back`() throws {
        var story = try CaseStory(Self.wholeList())
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", "first", on: "2026-03-03", .because("it is torn", papers: [0]))
        try story.applicant("withdraw", "first", on: "2026-03-04")
        try story.handIn("whole-list/1", on: "2026-03-05")
        try story.verify("whole-list/1", on: "2026-03-05")
        #expect(try story.officer("register", "second", on: "2026-03-05").count == 2)
    }
}
