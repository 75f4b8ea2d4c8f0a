import TestSupport
import Testing

@testable import Workflow

/// 告知承诺制 (国办发〔2020〕42号, 行政许可法 art. 69), by the process `permit-on-promise` of our own folder.
@Suite struct `A permit on a promise` {
    /// A permit by either way, as the applicant chooses, and two registrations that need it: one begins at once, one waits for a vehicle.
    private static func sample(promise: Bool) throws -> Sample {
        var sample = try Sample.permit([paper("paper-a", "promise: {only-if: {mode: fancy}, basis: [{law: some-law}]}"), paper("paper-b")])
        sample.items[0].issues = ["{licence: card, for: holder}"]
        sample.licences["card"] = "replaces: []"
        sample.items[0].bundle = "variants: [{only-if: {mode: fancy}, process: permit-on-promise}]"
        sample.items.append(.init(id: "register", process: "registration", bundle: "after: permit"))
        sample.items.append(.init(id: "plate", process: "registration", bundle: "after: permit, waits-for: {event: plated}"))
        sample.processes.merge(try Sample.declared("permit-on-promise", "registration")) { one, _ in one }
        sample.answers = "flag: up, size: 1, extra: one, mode: \(promise ? "fancy" : "plain")"
        return sample
    }

    private static let revocation = MoveNote(
        reason: Title(zh: "承诺不实", en: "what was promised is not so"), basis: Title(zh: "行政许可法第六十九条", en: "art. 69"),
        remedies: Title(zh: "可申请行政复议", en: "reconsideration or a lawsuit"))

    private static func granted() throws -> CaseStory {
        var story = try CaseStory(sample(promise: true))
        try story.submit(on: "2026-03-02")
        try story.verifyAll(on: "2026-03-02")
        try story.officer("accept", "permit", on: "2026-03-02")
        try story.move("grant", "permit", by: story.officer(1, of: "office"), on: "2026-03-03")
        return story
    }

    /// The applicant chooses: without the promise the paper is asked for and the ordinary process runs.
    @Test func `is the applicant's choice`() throws {
        var story = try CaseStory(Self.sample(promise: false))
        try story.submit(on: "2026-03-02")
        #expect(story.state.papers.map(\.disposition) == [.handedIn, .handedIn])
        #expect(story.rules.process(of: story.state.items[0]).id == "permit")
        story = try CaseStory(Self.sample(promise: true))
        try story.submit(on: "2026-03-02")
        #expect(story.state.papers.map(\.disposition) == [.promised, .handedIn])
        #expect(story.rules.process(of: story.state.items[0]).id == "permit-on-promise")
    }

    /// Granted without the paper; what depends on it goes on; the check comes after, by somebody else.
    @Test func `is granted without the paper, and confirmed by another than who granted`() throws {
        var story = try Self.granted()
        #expect(story.standing == ["permit: granted-on-promise", "register: received", "plate: waiting"])
        #expect(
            try story.refusal { try $0.move("confirm", "permit", by: story.officer(1, of: "office"), on: "2026-03-20") }
                == "whoever made “grant on the promise” cannot make “confirm” too | a colleague can “confirm”")
        #expect(
            try story.move("confirm", "permit", by: story.officer(2, of: "office"), on: "2026-03-20") == [
                "2026-03-20 permit: confirm → kept", "2026-03-20 permit: ended granted",
            ])
    }

    /// Nobody checked in time: it is told, and the permit stands.
    @Test func `stands where nobody checks it in time`() throws {
        var story = try Self.granted()
        #expect(try story.timePasses(on: "2026-05-07") == ["2026-05-07 permit: state limit passed"])
        #expect(story.state.items[0].isGranted)
    }

    /// Art. 69: revoked with reason, basis and remedies; what is not decided has lost its ground, what is granted stands until somebody
    /// decides on it too.
    @Test func `that was false is revoked, and what depends on it and is not decided closes`() throws {
        var story = try Self.granted()
        let checker = story.officer(2, of: "office")
        #expect(
            try story.refusal { try $0.move("revoke", "permit", by: checker, on: "2026-03-20", .because("false")) }
                == "“revoke” must say: the basis, the remedies | say the basis, the remedies")
        try story.move("order-mending", "permit", by: checker, on: "2026-03-20", .because("one vehicle is missing"))
        #expect(
            try story.refusal { try $0.move("order-mending", "permit", by: checker, on: "2026-03-21", .because("again")) }
                .hasPrefix("“order it to be put right” is made once only"))
        #expect(
            try story.move("revoke", "permit", by: checker, on: "2026-04-20", Self.revocation) == [
                "2026-04-20 permit: revoke → revoked: what was promised is not so", "2026-04-20 permit: ended revoked",
                "2026-04-20 register: closed because of permit", "2026-04-20 plate: closed because of permit", "2026-04-20 closed",
            ])
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)

        var registered = try Self.granted()
        try registered.officer("register", "register", on: "2026-03-10")
        try registered.move("revoke", "permit", by: checker, on: "2026-04-20", Self.revocation)
        #expect(registered.standing == ["permit: ended revoked", "register: registered", "plate: ended closed"])
        #expect(try registered.officer("deliver", "register", on: "2026-04-21").first == "2026-04-21 register: deliver → delivered")
    }

    @Test func `that was revoked leaves the applicant what the law leaves, and the remedies`() throws {
        var story = try Self.granted()
        #expect(CaseOutcome(story.events, under: story.rules).items[0].keeps == Title(zh: "中文 card", en: "card"))
        try story.move("revoke", "permit", by: story.officer(2, of: "office"), on: "2026-04-20", Self.revocation)
        let outcome = CaseOutcome(story.events, under: story.rules)
        #expect(outcome.summary.en == "3 items: 0 came out well, 0 still open, 3 did not come out")
        #expect(outcome.items[0].standing.en == "granted and revoked")
        #expect(outcome.items[0].because?.en == "what was promised is not so")
        #expect(outcome.items[0].canDo?.en == "reconsideration or a lawsuit")
        #expect(outcome.items[0].keeps?.en.hasSuffix("what was had by a false promise is not protected") == true)
        #expect(outcome.items[1].because?.en == "it needs the result of “permit”")
    }
}
