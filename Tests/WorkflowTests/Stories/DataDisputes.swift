import TestSupport
import Testing

@testable import Workflow

/// 异议核实 (政务数据共享条例 art. 26): whoever doubts shared data asks the department that owns them, which has a limit of its own.
@Suite struct `A dispute of shared data` {
    /// A permit of `other-office`; `paper-a` is spared by a register that `office` owns.
    private static func sample(waits: Bool = true, declared: Bool = true) throws -> Sample {
        var sample = try Sample.permit()
        sample.items[0].department = "other-office"
        let disputes = "disputes: {within: 10 working days, item-waits: \(waits), basis: [{law: some-law, article: 26}]}"
        sample.sources["register"] = "replaces: [paper-a]\n" + (declared ? disputes : "")
        return sample
    }

    static func accepted(waits: Bool = true, on day: String = "2026-03-02") throws -> CaseStory {
        var story = try CaseStory(try sample(waits: waits))
        try story.submit(on: day)
        let next = Day(day)!.adding(days: 1).description
        try story.verifyAll(on: next)
        try story.officer("accept", on: next)
        return story
    }

    private static let wrong = "the birthday is wrong"

    @Test func `has a limit of its own, while the clock of the item goes on`() throws {
        var story = try Self.accepted()
        let statutory = story.state.items[0].due(.statutory)
        #expect(
            try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
                == ["2026-03-04 permit/1 disputed, until 2026-03-18, waits: the birthday is wrong"])
        #expect(story.state.items[0].due(.statutory) == statutory, "行政许可法 art. 45 does not list it")
        let refused =
            "data of “permit” are in dispute, and it is not decided before the answer: permit/1"
            + " | wait for the answer of “office” (by 2026-03-18); hand in permit/1"
        #expect(try story.refusal { try $0.officer("grant", on: "2026-03-05") } == refused)
        #expect(
            try story.refusal { try $0.officer("refuse", on: "2026-03-05", .refusal) } == refused,
            "nobody is refused on data in doubt")
        // What decides nothing goes on.
        try story.officer("hold", on: "2026-03-05", .hold(until: "2026-03-20"))
        try story.officer("resume", on: "2026-03-06")
        #expect(
            try story.settle("permit/1", .corrected, because: "mended", by: story.officer(1, of: "office"), on: "2026-03-09")
                == ["2026-03-09 permit/1 corrected: mended"])
        #expect(try story.officer("grant", on: "2026-03-10").contains("2026-03-10 permit: decided granted"))
    }

    /// The item waits only where the file says so.
    @Test func `holds nothing up where the definition does not say so`() throws {
        var story = try Self.accepted(waits: false)
        try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
        #expect(try story.officer("grant", on: "2026-03-05").contains("2026-03-05 permit: decided granted"))
    }

    @Test func `that its owner cannot settle has the paper handed in`() throws {
        var story = try Self.accepted()
        try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
        try story.settle("permit/1", .unknown, because: "no record", by: story.officer(1, of: "office"), on: "2026-03-05")
        #expect(
            try story.refusal { try $0.officer("grant", on: "2026-03-06") }
                == "papers of “permit” are not verified: permit/1 | hand in permit/1")
        #expect(
            try story.refusal { try $0.dispute("permit/1", because: Self.wrong, newFacts: "new", on: "2026-03-06") }
                == "no shared data that could be disputed stand in for permit/1 | hand in permit/1")
        try story.handIn("permit/1", on: "2026-03-06")
        try story.verify("permit/1", on: "2026-03-06")
        #expect(try story.officer("grant", on: "2026-03-06").contains("2026-03-06 permit: decided granted"))
    }

    /// Silence is told once, also after days without anybody looking; the applicant need not wait for it.
    @Test func `that is not answered is told once, and the paper may be handed in instead`() throws {
        var story = try Self.accepted()
        try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
        #expect(try story.timePasses(on: "2026-03-18") == [])
        #expect(try story.timePasses(on: "2026-03-23") == ["2026-03-19 permit/1 not answered"])
        #expect(try story.timePasses(on: "2026-03-24") == [])
        #expect(try story.refusal { try $0.officer("grant", on: "2026-03-24") }.hasPrefix("data of “permit” are in dispute"))
        try story.handIn("permit/1", on: "2026-03-24")
        #expect(
            try story.refusal {
                try $0.settle("permit/1", .confirmed, because: "right", by: $0.officer(1, of: "office"), on: "2026-03-24")
            } == "the data of permit/1 are not in dispute | nothing needs to be done", "a late answer does no harm")
        try story.verify("permit/1", on: "2026-03-24")
        #expect(try story.officer("grant", on: "2026-03-24").contains("2026-03-24 permit: decided granted"))
    }

    @Test func `is answered by the owner alone, with a reason`() throws {
        var story = try Self.accepted()
        try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
        try story.mandate(5, on: "2026-03-04")
        for actor in [story.officer(1, of: "other-office"), .applicant, .counter, .paymentSystem, Actor(.agent, person: 5)] {
            #expect(
                try story.refusal { try $0.settle("permit/1", .confirmed, because: "right", by: actor, on: "2026-03-05") }
                    == "“office” answers for the data of permit/1 | an officer of “office” can do it", "\(actor.role)")
        }
        #expect(
            try story.refusal { try $0.settle("permit/1", .confirmed, because: "", by: $0.officer(1, of: "office"), on: "2026-03-05") }
                == "a dispute of the data of permit/1 must say: the reason | say the reason")
    }

    @Test func `is not raised twice at once, and a second time only with what is new`() throws {
        var story = try Self.accepted()
        try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
        #expect(
            try story.refusal { try $0.dispute("permit/1", because: Self.wrong, on: "2026-03-05") }
                == "the data of permit/1 are in dispute already | wait for the answer of “office” (by 2026-03-18); hand in permit/1")
        try story.settle("permit/1", .confirmed, because: "right", by: story.officer(1, of: "office"), on: "2026-03-05")
        #expect(
            try story.refusal { try $0.dispute("permit/1", because: Self.wrong, on: "2026-03-06") }
                == "a dispute of the data of permit/1 must say: what is new since papers were last named"
                + " | say what is new since papers were last named")
        let again = try story.dispute("permit/1", because: Self.wrong, newFacts: "a birth certificate was found", on: "2026-03-06")
        #expect(again == ["2026-03-06 permit/1 disputed, until 2026-03-20, waits: the birthday is wrong"])
    }

    @Test func `needs shared data that somebody answers for`() throws {
        let story = try Self.accepted()
        #expect(
            try story.refusal { try $0.dispute("permit/2", because: Self.wrong, on: "2026-03-04") }
                == "no shared data that could be disputed stand in for permit/2 | name some of: permit/1", "it was handed in")
        var undeclared = try CaseStory(try Self.sample(declared: false))
        try undeclared.submit(on: "2026-03-02")
        #expect(
            try undeclared.refusal { try $0.dispute("permit/1", because: Self.wrong, on: "2026-03-04") }
                == "no shared data that could be disputed stand in for permit/1 | nothing needs to be done")
        #expect(
            try story.refusal { try $0.dispute("permit/1", because: Self.wrong, by: $0.officer(1, of: "office"), on: "2026-03-04") }
                == "“permit” is in the hands of “other office” | an officer of “other office” can do it")
    }

    @Test func `is read back from words as it was`() throws {
        var story = try Self.accepted()
        try story.dispute("permit/1", because: Self.wrong, on: "2026-03-04")
        try story.timePasses(on: "2026-03-23")
        try story.settle("permit/1", .confirmed, because: "right", by: story.officer(1, of: "office"), on: "2026-03-23")
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }

    /// The owner's list; rows are built anew from the events.
    @Test(arguments: StoreKind.allCases) func `stands in the list of the department that answers`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: Self.sample().files())
        let id = try await office.started("thing", from: "case")
        _ = try await office.office.handle(.dispute(line: "permit/1", reason: Self.wrong, newFacts: nil), on: id, by: .applicant)
        let rows = try await office.office.disputes(in: "office", limit: 9)
        #expect(rows.map { "\($0.row.due) \($0.row.line) \($0.row.isLate)" } == ["2026-03-16 permit/1 false"])
        #expect(try await office.office.disputes(in: "other-office", limit: 9).isEmpty)
        office.clock.set("2026-03-20 09:00")
        try await office.office.letTimePass()
        #expect(try await office.office.disputes(in: nil, limit: 9).map(\.row.isLate) == [true])
        #expect(try await office.office.verify(rebuilding: true).intact)
        let owner = Caller(.officer, department: "office")
        _ = try await office.office.handle(.settle(line: "permit/1", outcome: "confirmed", reason: "right"), on: id, by: owner)
        #expect(try await office.office.disputes(in: "office", limit: 9).isEmpty)
        #expect(try await office.office.verify(rebuilding: true).intact)
        await #expect(throws: UnknownWord.self) {
            try await office.office.handle(.settle(line: "permit/1", outcome: "perhaps", reason: "x"), on: id, by: owner)
        }
        try office.store.close()
    }
}
