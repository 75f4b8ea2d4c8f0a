import TestSupport
import Testing

@testable import Workflow

/// What has come of a case, in words: partial results (domain notes §6.8).
@Suite struct `The outcome of a case` {
    private static let refusal = MoveNote.refusal

    /// `first` stands alone, `second` is needed by `third`, `fourth` stands alone.
    private static func four(_ more: [String] = []) throws -> CaseStory {
        var story = try CaseStory(
            .registrations(
                [
                    (id: "first", bundle: ""), (id: "second", bundle: ""), (id: "third", bundle: "after: second"),
                    (id: "fourth", bundle: ""),
                ],
                more))
        try story.submit(on: "2026-03-02")
        return story
    }

    private func lines(_ story: CaseStory) -> [String] {
        CaseOutcome(story.events, under: story.rules).items.map { item in
            "\(item.item): \(item.standing.en)" + (item.because.map { " because \($0.en)" } ?? "")
                + (item.canDo.map { " | \($0.en)" } ?? "")
        }
    }

    @Test func `says of a refused item why, and what may be done; what does not need it goes on`() throws {
        var story = try Self.four()
        try story.officer("register", "first", on: "2026-03-03")
        try story.officer("refuse", "second", on: "2026-03-03", Self.refusal)
        #expect(
            lines(story) == [
                "first: registered and to be delivered", "second: refused because conditions not met | reconsideration or a lawsuit",
                "third: closed with another because it needs the result of “second” | apply for “third” again, by itself",
                "fourth: received",
            ])
        #expect(
            CaseOutcome(story.events, under: story.rules).summary
                == Title(
                    zh: "4 个事项：1 个办成，1 个在办，2 个未办成", en: "4 items: 1 came out well, 1 still open, 2 did not come out"))
    }

    @Test func `says where all stop because of one`() throws {
        var story = try Self.four(["if-one-is-refused: all-stop"])
        try story.officer("register", "first", on: "2026-03-03")
        try story.officer("refuse", "second", on: "2026-03-03", Self.refusal)
        #expect(
            lines(story) == [
                "first: registered and to be delivered", "second: refused because conditions not met | reconsideration or a lawsuit",
                "third: closed with another because it needs the result of “second” | apply for “third” again, by itself",
                "fourth: closed with another because “second” did not come out, and all stop | apply for “fourth” again, by itself",
            ])
    }

    @Test func `says of a withdrawn item that only what needs it closes`() throws {
        var story = try Self.four()
        try story.applicant("withdraw", "second", on: "2026-03-03")
        #expect(
            lines(story) == [
                "first: received", "second: taken back by the applicant | apply for “second” again, by itself",
                "third: closed with another because it needs the result of “second” | apply for “third” again, by itself",
                "fourth: received",
            ])
        try story.withdraw(on: "2026-03-04")
        #expect(lines(story)[3] == "fourth: taken back by the applicant | apply for “fourth” again, by itself")
    }

    @Test func `says of a lapsed item what was not done in time, and of a waiting one for what`() throws {
        var story = try CaseStory(
            .permit([paper("paper-a"), paper("paper-b", "follows: {within: 10 working days, basis: [{law: some-law}]}")]))
        try story.submit(on: "2026-03-02")
        try story.verify("permit/1", on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        try story.timePasses(on: "2026-03-17")
        #expect(
            lines(story) == [
                "permit: lapsed because a paper that was to follow did not come by its day: permit/2 | apply for “permit” again, by itself"
            ])
        story = try Self.four()
        #expect(lines(story)[2] == "third: has not begun because waits for “second”")
    }

    @Test func `says of a late item that its limit has passed`() throws {
        var story = try CaseStory.permit(acceptedOn: "2026-03-03")
        try story.timePasses(on: "2026-04-01")
        #expect(lines(story) == ["permit: accepted because the limit of the law has passed"])
    }

    /// In both languages, for every journey of our bundles; nothing that did not come out is left without a word of what can be done.
    @Test(arguments: `Every journey`.journeys)
    func `says something of every item`(name: String) throws {
        let walk = try Walk.of(name)
        let outcome = CaseOutcome(walk.events, under: walk.rules)
        #expect(outcome.items.count == walk.state.items.count)
        for item in outcome.items {
            let isWell = item.end == .granted || item.end == .open
            #expect(isWell == (item.canDo == nil) && (isWell || item.end == .withdrawn || item.because != nil), "\(item)")
            for title in [item.standing, item.because, item.keeps, item.canDo].compactMap({ $0 }) {
                #expect(!title.zh.isEmpty && !title.en.isEmpty)
            }
        }
    }
}
