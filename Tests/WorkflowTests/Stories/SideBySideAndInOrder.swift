import Testing

@testable import Workflow

/// Items of one case, side by side and in order (domain notes §6.8).
@Suite struct `The items of a case` {
    private static let chain = [(id: "first", bundle: ""), (id: "second", bundle: "after: first"), (id: "other", bundle: "")]

    /// What it needs is the decision; the paper need not have been delivered.
    @Test func `begin as soon as what they need is decided, the others at once`() throws {
        var story = try CaseStory(.registrations(Self.chain))
        #expect(
            try story.submit(on: "2026-03-02") == [
                "2026-03-02 submitted", "2026-03-02 first: starts", "2026-03-02 first: clock from 2026-03-02", "2026-03-02 other: starts",
                "2026-03-02 other: clock from 2026-03-02",
            ])
        #expect(
            try story.refusal { try $0.officer("register", "second", on: "2026-03-03") }
                == "“second” needs the result of “first” | wait for the result of “first”")
        #expect(
            try story.officer("register", "first", on: "2026-03-04 16:00") == [
                "2026-03-04 first: register → registered", "2026-03-04 first: decided granted", "2026-03-04 second: starts",
                "2026-03-04 second: clock from 2026-03-04",
            ])
        #expect(story.standing == ["first: registered", "second: received", "other: received"])
    }

    @Test func `go on when one is refused, but for those that need its result`() throws {
        var story = try CaseStory(.registrations(Self.chain + [(id: "third", bundle: "after: second")]))
        try story.submit(on: "2026-03-02")
        #expect(
            try story.officer("refuse", "first", on: "2026-03-04", .refusal) == [
                "2026-03-04 first: refuse → refused: conditions not met", "2026-03-04 first: decided refused",
                "2026-03-04 first: ended refused", "2026-03-04 second: closed because of first",
                "2026-03-04 third: closed because of second",
            ])
        #expect(
            try story.refusal { try $0.officer("register", "second", on: "2026-03-05") }
                == "“second” has ended | apply for “second” by itself")
        try story.officer("register", "other", on: "2026-03-05")
        #expect(try story.officer("deliver", "other", on: "2026-03-06").last == "2026-03-06 closed")
        #expect(story.standing == ["first: ended refused", "second: ended closed", "other: ended granted", "third: ended closed"])
    }

    /// `if-one-is-refused: all-stop`; what is granted stays granted and is delivered.
    @Test func `all stop when one is refused, where the bundle says so`() throws {
        var story = try CaseStory(.registrations(Self.chain + [(id: "done", bundle: "")], ["if-one-is-refused: all-stop"]))
        try story.submit(on: "2026-03-02")
        try story.officer("register", "done", on: "2026-03-03")
        #expect(
            try story.officer("refuse", "first", on: "2026-03-04", .refusal).dropFirst() == [
                "2026-03-04 first: decided refused", "2026-03-04 first: ended refused", "2026-03-04 second: closed because of first",
                "2026-03-04 other: closed because of first",
            ])
        #expect(try story.officer("deliver", "done", on: "2026-03-05").last == "2026-03-05 closed")
    }

    /// `all-stop` also where one is not taken in.
    @Test func `all stop when one is not taken in`() throws {
        var sample = try Sample.permit()
        sample.items.append(.init(id: "other"))
        sample.processes["on-the-spot"] = Sample(items: []).processes["on-the-spot"]
        sample.more = ["if-one-is-refused: all-stop"]
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        #expect(
            try story.officer("not-take-in", "permit", on: "2026-03-02", .because("no permit matter")) == [
                "2026-03-02 permit: not-take-in → not-taken-in: no permit matter", "2026-03-02 permit: ended not-taken-in",
                "2026-03-02 other: closed because of permit", "2026-03-02 closed",
            ])
    }

    /// Three children: what follows for the second one is closed, what follows for the others begins; what needs all three is closed.
    @Test func `of one child are closed when its registration is refused, those of the others go on`() throws {
        var sample = try Sample.registrations([
            (id: "born", bundle: "each: car"), (id: "card", bundle: "after: born, each: car"), (id: "all", bundle: "after: born"),
        ])
        sample.answers = "flag: up, size: 3, extra: one, mode: plain"
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.officer("register", "born#1", on: "2026-03-03")
        #expect(
            try story.officer("refuse", "born#2", on: "2026-03-04", .refusal).dropFirst() == [
                "2026-03-04 born#2: decided refused", "2026-03-04 born#2: ended refused", "2026-03-04 card#2: closed because of born#2",
                "2026-03-04 all: closed because of born#2",
            ])
        #expect(
            try story.officer("register", "born#3", on: "2026-03-05") == [
                "2026-03-05 born#3: register → registered", "2026-03-05 born#3: decided granted", "2026-03-05 card#3: starts",
                "2026-03-05 card#3: clock from 2026-03-05",
            ])
        #expect(
            story.standing == [
                "born#1: registered", "born#2: ended refused", "born#3: registered", "card#1: received", "card#2: ended closed",
                "card#3: received", "all: ended closed",
            ])
    }

    /// An item that waits is taken back by itself; what needs it closes, nothing else does.
    @Test func `are taken back one by one, with those that need them`() throws {
        var story = try CaseStory(.registrations(Self.chain + [(id: "third", bundle: "after: second")]))
        try story.submit(on: "2026-03-02")
        #expect(
            try story.withdraw("second", on: "2026-03-03") == [
                "2026-03-03 second: ended withdrawn", "2026-03-03 third: closed because of second",
            ])
        #expect(try story.refusal { try $0.withdraw("second", on: "2026-03-03") } == "“second” has ended | apply for “second” by itself")
        #expect(story.standing == ["first: received", "second: ended withdrawn", "other: received", "third: ended closed"])
        #expect(
            try story.applicant("withdraw", "first", on: "2026-03-04") == [
                "2026-03-04 first: withdraw → withdrawn", "2026-03-04 first: ended withdrawn",
            ])
    }

    /// The whole: what is decided stays and is delivered.
    @Test func `are taken back all together, but for what is decided`() throws {
        var story = try CaseStory(.registrations(Self.chain + [(id: "later", bundle: "after: other")]))
        try story.submit(on: "2026-03-02")
        try story.officer("register", "first", on: "2026-03-03")
        #expect(
            try story.withdraw(on: "2026-03-04") == [
                "2026-03-04 second: withdraw → withdrawn", "2026-03-04 second: ended withdrawn", "2026-03-04 other: withdraw → withdrawn",
                "2026-03-04 other: ended withdrawn", "2026-03-04 later: closed",
            ])
        #expect(story.standing == ["first: registered", "second: ended withdrawn", "other: ended withdrawn", "later: ended closed"])
        #expect(try story.officer("deliver", "first", on: "2026-03-05").last == "2026-03-05 closed")
    }

    @Test func `wait for an event that the bundle names`() throws {
        var story = try CaseStory(
            .registrations([(id: "first", bundle: ""), (id: "second", bundle: "after: first, waits-for: {event: plated}")]))
        try story.submit(on: "2026-03-02")
        #expect(
            try story.refusal { try $0.officer("register", "second", on: "2026-03-03") }
                == "“second” needs the result of “first” | wait for the result of “first”")
        #expect(try story.officer("register", "first", on: "2026-03-04").count == 2)
        #expect(
            try story.refusal { try $0.officer("register", "second", on: "2026-03-05") }
                == "“second” waits for: plated | report it once it has come: plated")
        #expect(
            try story.report("plated", on: "2026-03-20") == [
                "2026-03-20 event plated", "2026-03-20 second: starts", "2026-03-20 second: clock from 2026-03-20",
            ])
        #expect(try story.refusal { try $0.report("plated", on: "2026-03-21") } == "recorded already: plated | nothing needs to be done")
    }

    /// Decided in the department's own system: an officer here decides nothing, the system hands the decision back.
    @Test func `that a department decides in its own system are decided there only`() throws {
        var sample = try Sample.registrations([(id: "there", bundle: ""), (id: "here", bundle: "")])
        sample.items[0].decidedIn = "department-system"
        var story = try CaseStory(sample)
        #expect(
            try story.submit(on: "2026-03-02") == [
                "2026-03-02 submitted", "2026-03-02 there: starts", "2026-03-02 there: handed over",
                "2026-03-02 there: clock from 2026-03-02",
                "2026-03-02 here: starts", "2026-03-02 here: clock from 2026-03-02",
            ])
        #expect(
            try story.refusal { try $0.officer("register", "there", on: "2026-03-03") } == """
                “there” is decided in the department's own system, which hands the result back | “there”: register (department's system); \
                “there”: ask for corrections (department's system); “there”: refuse (department's system); “there”: withdraw (applicant)
                """)
        #expect(
            try story.department("register", "there", on: "2026-03-03") == [
                "2026-03-03 there: register → registered", "2026-03-03 there: decided granted",
            ])
        #expect(
            try story.refusal { try $0.department("register", "here", on: "2026-03-03") } == """
                “register” is not for this person to make | “here”: register (officer); “here”: ask for corrections (officer); \
                “here”: refuse (officer); “here”: withdraw (applicant)
                """)
    }
}
