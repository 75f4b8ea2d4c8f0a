import Testing

@testable import Workflow

/// Papers that come later (容缺受理, domain notes §6.5), payments, and what a rule decides by itself.
@Suite struct `Papers, payments and rules` {
    private static let follows = paper("paper-b", "follows: {within: 10 working days, basis: [{law: some-law}]}")

    /// Accepted without the paper, granted only with it; where the process says nothing of it, its lateness is told once.
    @Test func `a paper that may follow delays the decision, not the acceptance`() throws {
        var sample = try Sample.permit([paper("paper-a"), Self.follows])
        sample.processes["permit"]?.replace("papers-late: lapse\n", with: "")
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.verify("permit/1", on: "2026-03-03")
        #expect(
            try story.officer("accept", on: "2026-03-03") == [
                "2026-03-03 permit: accept → accepted", "2026-03-03 permit: clock from 2026-03-03, statutory 2026-03-31",
            ])
        #expect(
            try story.refusal { try $0.officer("grant", on: "2026-03-04") }
                == "papers of “permit” are not verified: permit/2 | hand in permit/2")
        #expect(
            try story.refusal { try $0.verify("permit/2", on: "2026-03-04") } == "not handed in yet: permit/2 | hand in permit/2")
        #expect(try story.timePasses(from: "2026-03-04", through: "2026-03-25") == ["2026-03-17 permit/2 late"])
        #expect(try story.handIn("permit/2", on: "2026-03-26") == ["2026-03-26 permit/2 handed in"])
        #expect(
            try story.refusal { try $0.officer("grant", on: "2026-03-26") }
                == "papers of “permit” are not verified: permit/2 | verify permit/2")
        #expect(
            try story.refusal { try $0.handIn("permit/2", on: "2026-03-26") }
                == "was handed in already: permit/2 | nothing needs to be done")
        try story.verify("permit/2", on: "2026-03-27")
        #expect(try story.officer("grant", on: "2026-03-27").last == "2026-03-27 permit: decided granted")
        #expect(try story.timePasses(from: "2026-03-28", through: "2026-04-10") == [])
    }

    /// §6.5 (XA, FX, QDR): if they do not come by the promised day the case ends, and the loss is the applicant's.
    @Test func `a paper that does not come by its day ends the item, whatever the office was doing`() throws {
        for moves in [[], ["accept"], ["accept", "visit"]] {
            var story = try CaseStory(.permit([paper("paper-a"), Self.follows]))
            try story.submit(on: "2026-03-02")
            try story.verify("permit/1", on: "2026-03-03")
            if moves.isEmpty {
                try story.officer("ask-correction", on: "2026-03-03", .because("torn", papers: [0]))
                try story.applicant("correct", on: "2026-03-16", MoveNote(papers: [0]))
            }
            for move in moves { try story.officer(move, on: "2026-03-03") }
            #expect(
                try story.timePasses(on: "2026-03-17") == [
                    "2026-03-17 permit/2 late", "2026-03-17 permit: lapse → lapsed", "2026-03-17 permit: ended lapsed", "2026-03-17 closed",
                ])
            #expect(try story.refusal { try $0.handIn("permit/2", on: "2026-03-18") } == "this case is closed | start a new case")
        }
    }

    /// A paper has its last day as a limit has: what happens on the day after it happens on that day, whenever somebody looks.
    @Test func `a paper that comes after its day comes too late, though nobody had noticed`() throws {
        var story = try CaseStory(.permit([paper("paper-a"), Self.follows]))
        try story.submit(on: "2026-03-02")
        try story.verify("permit/1", on: "2026-03-03")
        try story.officer("accept", on: "2026-03-03")
        var inTime = story
        try inTime.handIn("permit/2", on: "2026-03-16")
        #expect(try inTime.timePasses(from: "2026-03-17", through: "2026-03-20") == [])
        #expect(try story.refusal { try $0.handIn("permit/2", on: "2026-03-20") } == "this case is closed | start a new case")
    }

    /// What time brings about does not wait for the least time of a state.
    @Test func `a paper that does not come ends the item in a hearing too`() throws {
        for moves in [["offer-hearing"], ["hear"]] {
            var story = try CaseStory(.permit([paper("paper-a"), Self.follows]))
            try story.submit(on: "2026-03-02")
            try story.verify("permit/1", on: "2026-03-03")
            try story.officer("accept", on: "2026-03-03")
            let note = MoveNote(
                reason: Title(zh: "利害重大", en: "much at stake"), basis: Title(zh: "法", en: "the law"), expectedEnd: Day("2026-03-31")!)
            for move in moves { try story.officer(move, on: "2026-03-12", move == "hear" ? note : nil) }
            #expect(
                try story.timePasses(on: "2026-06-30") == [
                    "2026-03-17 permit/2 late", "2026-03-17 permit: lapse → lapsed", "2026-03-17 permit: ended lapsed", "2026-03-17 closed",
                ])
        }
    }

    /// §6.5 (XA, FX): of a seriously untrustworthy applicant no paper may follow; it is not even asked whether one should.
    @Test func `an applicant in bad standing hands in everything at once`() throws {
        let trusted = try Walk.of("transport-company/papers-follow")
        let untrusted = try Walk.of("transport-company/untrustworthy-company")
        func dispositions(_ walk: Walk) -> [Disposition] {
            walk.plan.ledger.lines.filter { walk.plan.ledger.id($0).hasPrefix("road-permit/9") }.map(\.disposition)
        }
        #expect(dispositions(trusted) == [.follows])
        #expect(dispositions(untrusted) == [.handedIn])
        #expect(CaseFigures(untrusted.events, under: untrusted.rules).dispositions[.follows] == 0)
    }

    @Test func `a paper that came in time is not late`() throws {
        var story = try CaseStory(.permit([paper("paper-a"), Self.follows]))
        try story.submit(on: "2026-03-02")
        try story.handIn("permit/2", on: "2026-03-16")
        #expect(try story.timePasses(on: "2026-03-09") == [])
        #expect(try story.timePasses(on: "2026-03-17").contains("2026-03-17 permit/2 late") == false)
    }

    private static func payment() throws -> Sample {
        Sample(
            items: [.init(id: "pay", process: "payment"), .init(id: "after", bundle: "after: pay")],
            processes: try Sample.declared("payment").merging(Sample(items: []).processes) { one, _ in one })
    }

    @Test func `what is paid is done`() throws {
        var story = try CaseStory(Self.payment())
        #expect(try story.submit(on: "2026-03-02") == ["2026-03-02 submitted", "2026-03-02 pay: starts, until 2026-09-02"])
        #expect(
            try story.refusal { try $0.applicant("pay", "pay", on: "2026-09-02") }
                == "“pay” must say: the reference of the payment | say the reference of the payment")
        #expect(
            try story.applicant("pay", "pay", on: "2026-09-02", .paid) == [
                "2026-09-02 pay: pay → paid", "2026-09-02 pay: decided granted", "2026-09-02 pay: ended granted",
                "2026-09-02 after: starts", "2026-09-02 after: clock from 2026-09-02",
            ])
    }

    /// The system to which payments are made says so by a message, which may come twice, and late.
    @Test func `a payment is settled by a message, and the same message a second time does nothing`() throws {
        var story = try CaseStory(Self.payment())
        try story.submit(on: "2026-03-02")
        #expect(
            try story.refusal { try $0.move("pay", "pay", by: .officer, on: "2026-03-03", .paid) } == """
                “pay” is not for this person to make | “pay”: pay (applicant, payment system); “pay”: withdraw (applicant)
                """)
        #expect(
            try story.move("pay", "pay", by: .paymentSystem, on: "2026-03-03", .paid).prefix(2) == [
                "2026-03-03 pay: pay → paid", "2026-03-03 pay: decided granted",
            ])
        #expect(try story.move("pay", "pay", by: .paymentSystem, on: "2026-03-03 10:00", .paid) == [])
        #expect(
            try story.refusal { try $0.move("pay", "pay", by: .paymentSystem, on: "2026-03-04", MoveNote(payment: "990002")) }
                == "“pay” has ended | nothing needs to be done")
        try story.officer("decide", "after", on: "2026-03-04")
        #expect(story.state.phase == .closed)
        #expect(try story.move("pay", "pay", by: .paymentSystem, on: "2026-03-05", .paid) == [])
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }

    /// JNMED19: within six months of the birth; afterwards the item lapses and may be applied for by itself.
    @Test func `what is not paid in its time lapses`() throws {
        var story = try CaseStory(Self.payment())
        try story.submit(on: "2026-03-02")
        #expect(try story.timePasses(on: "2026-09-02") == [])
        #expect(
            try story.timePasses(on: "2026-09-03") == [
                "2026-09-03 pay: state limit passed", "2026-09-03 pay: lapse → lapsed", "2026-09-03 pay: ended lapsed",
                "2026-09-03 after: closed because of pay", "2026-09-03 closed",
            ])
    }

    private static func check(_ lines: [String], holds: Bool = false) throws -> Sample {
        Sample(
            items: [.init(id: "check", lines: lines, process: "automatic-check")],
            licences: ["card": "replaces: [paper-a]"], people: holds ? "holder: {holds: [card]}" : "",
            processes: try Sample.declared("automatic-check"))
    }

    private static let passed = [
        "check: pass → passed", "check: decided granted", "check: ended granted",
    ]

    /// 国务院令第716号 art. 7: what a licence shows nobody asks for, and nothing else is decided.
    @Test func `a rule decides at once what a licence shows`() throws {
        var story = try CaseStory(Self.check([paper("paper-a")], holds: true))
        #expect(
            try story.submit(on: "2026-03-02")
                == ["submitted", "check: starts", "check: clock from 2026-03-02"].map { "2026-03-02 " + $0 }
                + Self.passed.map { "2026-03-02 " + $0 } + ["2026-03-02 closed"])
    }

    @Test func `a rule decides nothing before every paper has come and was verified`() throws {
        var story = try CaseStory(Self.check([paper("paper-a"), paper("paper-b")], holds: true), without: ["paper-b"])
        #expect(try story.submit(on: "2026-03-02").last == "2026-03-02 check: clock from 2026-03-02")
        #expect(
            try story.refusal { try $0.officer("pass", on: "2026-03-03") }
                == "papers of “check” are not verified: check/2 | hand in check/2")
        #expect(try story.handIn("check/2", on: "2026-03-03") == ["2026-03-03 check/2 handed in"])
        #expect(
            try story.refusal { try $0.verify("check/2", on: "2026-03-03", by: .applicant) }
                .hasPrefix("this is not for this person to do"))
        #expect(
            try story.verify("check/2", on: "2026-03-04")
                == ["2026-03-04 check/2 verified"] + Self.passed.map { "2026-03-04 " + $0 } + ["2026-03-04 closed"])
    }
}
