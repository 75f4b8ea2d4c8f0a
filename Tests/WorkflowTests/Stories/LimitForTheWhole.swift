import TestSupport
import Testing

@testable import Workflow

/// Permits of several departments that are joined: 45 working days for the whole, and 15 more once (行政许可法 arts 26, 42 ¶2).
@Suite struct `The limit for the whole` {
    private static let limit = "time-limit: {statutory: 45 working days, from: accepted, basis: [{law: some-law, article: 42}]}"

    static func joined(more: [String], on day: String = "2026-03-02") throws -> CaseStory {
        var sample = try Sample.registrations([(id: "first", bundle: ""), (id: "second", bundle: "")])
        for item in sample.items.indices { sample.items[item].kind = "permit" }
        sample.items[1].department = "other-office"
        sample.more = [limit] + more
        var story = try CaseStory(sample)
        try story.submit(on: day)
        return story
    }

    private static func joined(_ more: String? = "extension: {by: 15 working days, basis: [{law: some-law, article: 42}], paper: notice}")
        throws -> CaseStory
    { try joined(more: more.map { [$0] } ?? []) }

    private static func extend(
        _ story: inout CaseStory, on moment: String, by role: Actor.Role = .supervisor, of department: String = "office",
        because reason: String = "expert review of both"
    ) throws -> [String] {
        try story.extend(because: reason, by: story.someone(role, 7, of: department), on: moment)
    }

    @Test func `is made longer once, with the reason told to the applicant`() throws {
        var story = try Self.joined()
        #expect(story.state.due?.day == Day("2026-05-08"))
        let told = try Self.extend(&story, on: "2026-05-08")
        #expect(told == ["2026-05-08 the whole: extended until 2026-05-28: expert review of both"])
        #expect(story.state.due?.day == Day("2026-05-28"))
        #expect(story.papers.last == "2026-05-08 paper 1 notice")
        #expect(try story.paper(1) == ["some law, art. 42: expert review of both, until 2026-05-28"])
        #expect(
            try story.refusal { _ = try Self.extend(&$0, on: "2026-05-11") }
                == "the limit for the whole was extended to 2026-05-28 already; it is extended once | decide what is left by 2026-05-28")
        let row = Projection(CaseID(number: 1 << 40), story.state, definitions: 1, under: story.rules).row
        #expect(row.due == Day("2026-05-28"), "lists show the later day")
    }

    /// 经本级人民政府负责人批准: the leading department brings the approval; nobody else can.
    @Test func `is made longer by a supervisor of the leading department only`() throws {
        let story = try Self.joined()
        let refused =
            "a supervisor of the leading department makes the limit for the whole longer, with the government's approval"
            + " | a supervisor of “office” can do it"
        #expect(try story.refusal { _ = try Self.extend(&$0, on: "2026-03-10", of: "other-office") } == refused)
        for role in Actor.Role.allCases where role != .supervisor && role != .agent {
            #expect(try story.refusal { _ = try Self.extend(&$0, on: "2026-03-10", by: role) } == refused, "\(role)")
        }
    }

    @Test func `is not made longer without a reason, nor once it has passed`() throws {
        let story = try Self.joined()
        #expect(
            try story.refusal { _ = try Self.extend(&$0, on: "2026-03-10", because: "") }
                == "an extension of the limit for the whole must say the reason | say the reason")
        #expect(
            try story.refusal { _ = try Self.extend(&$0, on: "2026-05-09") }
                == "the limit for the whole passed on 2026-05-08; it cannot be extended any more | start a new case")
    }

    @Test func `stays as it is where the bundle allows no more`() throws {
        let story = try Self.joined(nil)
        #expect(
            try story.refusal { _ = try Self.extend(&$0, on: "2026-03-10") }
                == "there is no limit for the whole that could be made longer | nothing needs to be done")
    }

    @Test func `is told before it has passed, and when it has, once, as long as something is to be decided`() throws {
        var story = try Self.joined(more: ["warn: 5 working days"])
        #expect(try story.timePasses(on: "2026-04-27") == [])
        #expect(try story.timePasses(on: "2026-04-30") == ["2026-04-28 the whole: limit near"])
        var row = Projection(CaseID(number: 1 << 40), story.state, definitions: 1, under: story.rules).row
        #expect(row.isNearing && !row.isLate)
        #expect(try story.timePasses(on: "2026-05-20") == ["2026-05-09 the whole: limit passed"])
        row = Projection(CaseID(number: 1 << 40), story.state, definitions: 1, under: story.rules).row
        #expect(row.isLate && !row.isNearing)
        #expect(try story.timePasses(on: "2026-06-20") == [])
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
        // What is late in time, is late after days on which nobody looked.
        var unseen = try Self.joined(more: ["warn: 5 working days"])
        #expect(try unseen.timePasses(on: "2026-05-20") == ["2026-04-28 the whole: limit near", "2026-05-09 the whole: limit passed"])
    }

    /// Once it was made longer, it is told anew that it is near.
    @Test func `made longer, is near again later`() throws {
        var story = try Self.joined(more: [
            "extension: {by: 15 working days, basis: [{law: some-law, article: 42}]}", "warn: 5 working days",
        ])
        #expect(try story.timePasses(on: "2026-04-30") == ["2026-04-28 the whole: limit near"])
        _ = try Self.extend(&story, on: "2026-05-06")
        #expect(try story.timePasses(on: "2026-06-30") == ["2026-05-21 the whole: limit near", "2026-05-29 the whole: limit passed"])
    }

    @Test func `says nothing where all is decided`() throws {
        var story = try Self.joined(more: ["warn: 5 working days"])
        for item in ["first", "second"] { try story.officer("register", item, on: "2026-03-10") }
        #expect(try story.timePasses(on: "2026-06-20") == [])
    }

    @Test func `is read back from words as it was made longer`() throws {
        var story = try Self.joined()
        _ = try Self.extend(&story, on: "2026-03-10")
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }
}
