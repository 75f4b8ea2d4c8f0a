import TestSupport
import Testing

@testable import Workflow

/// 一次性告知 (行政许可法 art. 32(4)): everything that is wanting is told at once.
@Suite struct `Once told` {
    /// `permit/1` was there and was found right, `permit/2` was wanting and was brought on 2026-03-05.
    private static func mended() throws -> CaseStory {
        var story = try CaseStory(.permit(), without: ["paper-b"])
        try story.submit(on: "2026-03-02")
        try story.verify("permit/1", on: "2026-03-03")
        try story.officer("ask-correction", on: "2026-03-03", .because("one is wanting", papers: [1]))
        try story.applicant("correct", on: "2026-03-05", MoveNote(papers: [1]))
        return story
    }

    private static func new(_ fact: String, _ papers: [Int]) -> MoveNote {
        let words = Title(zh: "中文 " + fact, en: fact)
        return MoveNote(reason: words, papers: papers, newFacts: words)
    }

    /// It lay before the officer when the first notice was written.
    @Test func `what was there the first time, named or not, is not told a second time`() throws {
        let story = try Self.mended()
        #expect(
            try story.refusal { try $0.officer("ask-correction", on: "2026-03-06", Self.new("it is torn", [0])) } == """
                what was there to be told of “permit” the first time cannot be told a second time: permit/1 | name some of: permit/2; \
                “permit”: accept (officer, counter); “permit”: not take in (officer); “permit”: withdraw (applicant)
                """)
        #expect(
            try story.refusal { try $0.officer("ask-correction", on: "2026-03-06", Self.new("both are torn", [0, 1])) }
                .hasPrefix("what was there to be told of “permit” the first time cannot be told a second time: permit/1 |"))
    }

    /// Also where it was wanting: the officer could have seen that it was not there.
    @Test func `what was wanting the first time and was not named is not told a second time`() throws {
        var story = try CaseStory(.permit(), without: ["paper-a", "paper-b"])
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", on: "2026-03-03", .because("one is wanting", papers: [1]))
        try story.applicant("correct", on: "2026-03-05", MoveNote(papers: [1]))
        #expect(
            try story.refusal { try $0.officer("ask-correction", on: "2026-03-06", Self.new("another is wanting", [0])) }
                .hasPrefix("what was there to be told of “permit” the first time cannot be told a second time: permit/1 |"))
    }

    /// Nobody could look at it before; that it is not right is a new fact. It is said, or the notice is not written.
    @Test func `what was brought since and is not right is told, with what is new about it`() throws {
        var story = try Self.mended()
        #expect(
            try story.refusal { try $0.officer("ask-correction", on: "2026-03-06", .because("not signed", papers: [1])) } == """
                “ask for corrections” must say: what is new since papers were last named | say what is new since papers were last named
                """)
        #expect(
            try story.officer("ask-correction", on: "2026-03-06", Self.new("the new one is not signed", [1])) == [
                "2026-03-06 permit: ask-correction → correcting, until 2026-04-07 (permit/2): the new one is not signed"
            ])
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
        // It was told now: a third time only if it is brought again.
        try story.applicant("correct", on: "2026-03-09", MoveNote(papers: [1]))
        #expect(try story.officer("ask-correction", on: "2026-03-10", Self.new("signed by nobody who may", [1])).count == 1)
    }

    /// Nothing came since the notice: it is not even proposed.
    @Test func `where nothing has come since, a second notice is not among what can be done`() throws {
        var story = try CaseStory(Sample(items: [.init(id: "spot", lines: [paper("paper-a")])], processes: Self.twice))
        try story.submit(on: "2026-03-02")
        try story.officer("ask", on: "2026-03-03", .because("torn", papers: [0]))
        #expect(
            try story.refusal { try $0.officer("ask", on: "2026-03-03", Self.new("torn", [0])) } == """
                what was there to be told of “spot” the first time cannot be told a second time: spot/1 | “spot”: decide (officer)
                """)
    }

    /// A notice that leads nowhere else, so that it could be written twice in a row.
    private static let twice = [
        "on-the-spot": """
        process: on-the-spot
        title: {zh: 中文, en: on the spot}
        states:
          received: {title: {zh: 中文, en: received}, clock: running}
          done: {title: {zh: 中文, en: done}, end: granted}
        moves:
          - {move: decide, title: {zh: 中文, en: decide}, from: received, to: done, by: officer, needs: [verified-papers]}
          - {move: ask, title: {zh: 中文, en: ask}, from: received, to: received, by: officer, needs: [reason, gaps, new-facts]}
        """
    ]

    /// The first notice of one item of the bundle is no notice of another's.
    @Test func `each item has its own first notice`() throws {
        var story = try CaseStory(
            .registrations([(id: "first", bundle: ""), (id: "second", bundle: "")], ["materials:", "  - \(paper("paper-a"))"]))
        try story.submit(on: "2026-03-02")
        try story.officer("ask-correction", "first", on: "2026-03-03", .because("torn", papers: [0]))
        try story.applicant("correct", "first", on: "2026-03-04", MoveNote(papers: [0]))
        #expect(try story.officer("ask-correction", "second", on: "2026-03-05", .because("torn too", papers: [0])).count == 2)
    }
}
