import TestSupport
import Testing

@testable import Workflow

/// One visit for several items (联合踏勘, 优化营商环境条例 art. 36).
@Suite struct `A joint visit` {
    /// Two permits of two offices that are visited together, and one that takes no part.
    private static func submitted() throws -> CaseStory {
        var sample = try Sample.permit()
        sample.items.append(.init(id: "fire", department: "other-office", process: "permit"))
        sample.items.append(.init(id: "sign", process: "permit"))
        sample.more = ["joint-visits: [{visit: site, title: {zh: 联合踏勘, en: joint visit}, moves: {permit: visit, fire: visit}}]"]
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-02")
        return story
    }

    private static func accepted(_ items: String...) throws -> CaseStory {
        var story = try submitted()
        for item in items { try story.officer("accept", item, on: "2026-03-03") }
        return story
    }

    @Test func `moves every item that takes part, and is counted once`() throws {
        var story = try Self.accepted("permit", "fire", "sign")
        #expect(
            try story.visit("site", by: story.officer(1, of: "other-office"), on: "2026-03-05") == [
                "2026-03-05 visit site", "2026-03-05 permit: visit → site-visit", "2026-03-05 fire: visit → site-visit",
            ])
        #expect(story.standing == ["permit: site-visit", "fire: site-visit", "sign: accepted"])
        #expect(CaseFigures(story.events, under: story.rules).jointVisits == 1)
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }

    @Test func `leaves an item alone that does not stand where it could be visited`() throws {
        var story = try Self.accepted("permit")
        try story.visit("site", by: .officer, on: "2026-03-05")
        #expect(story.standing == ["permit: site-visit", "fire: received", "sign: received"])
    }

    @Test func `is refused where no item could be visited, to an office that takes no part, and to an applicant`() throws {
        let early = try Self.submitted()
        #expect(
            try early.refusal { try $0.visit("site", by: .officer, on: "2026-03-03") }
                .hasPrefix("no item is where “joint visit” could be made for it | “permit”: accept (officer, counter)"))
        let story = try Self.accepted("permit")
        #expect(
            try story.refusal { try $0.visit("site", by: story.officer(1, of: "other-office"), on: "2026-03-05") }
                == "“permit” is in the hands of “office” | an officer of “office” can do it")
        #expect(
            try story.refusal { try $0.visit("site", by: .applicant, on: "2026-03-05") }
                .hasPrefix("“visit the site” is not for this person to make"))
        #expect(
            try story.refusal { try $0.visit("elsewhere", by: .officer, on: "2026-03-05") }
                == "there is no such joint visit | nothing needs to be done")
    }
}
