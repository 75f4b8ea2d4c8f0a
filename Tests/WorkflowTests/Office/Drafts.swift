import TestSupport
import Testing

@testable import Workflow

/// What is not handed in yet: drafts of applicants, and offers of the office (免申即享).
@Suite struct `A draft` {
    private static let anna = Caller(.applicant, person: "990001")
    private static let lead = Caller(.officer, department: "office")

    private static func sample(_ lines: [String] = [paper("paper-a"), paper("paper-b")], follow: String = "newest") throws -> Sample {
        var sample = try Sample.permit(lines)
        sample.sources = ["register": "replaces: [paper-c]"]
        sample.more = [
            "drafts: {follow: \(follow), kept-for: 30 days}",
            "offers: {from: register, open-for: 10 days, because: {zh: 数据, en: data}, basis: [{law: some-law, article: 4}]}",
        ]
        return sample
    }

    private static let whole = NewCase(bundle: "thing", answers: ["flag": "up", "size": "1", "extra": "one", "mode": "plain"])

    @Test(arguments: StoreKind.allCases) func `is filled in bit by bit, and becomes the case of its number`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind, publishing: Self.sample().files())
        let begun = try await office.office.draft(NewCase(bundle: "thing", answers: ["flag": "up", "size": "1"]), by: Self.anna)
        #expect(begun.plan == DraftPlan(open: ["extra", "mode"], stops: [], papers: []))
        #expect(begun.draft.until == Day("2026-04-01"))
        try office.reopen()
        let id = begun.draft.id
        office.clock.set("2026-03-05 10:00")
        let changed = try await office.office.change(
            id, to: NewCase(bundle: "", answers: ["size": "2", "extra": "one", "mode": "plain"], without: ["paper-b"]), by: Self.anna)
        #expect(changed.plan.papers.map(\.line) == ["permit/1", "permit/2"])
        #expect(changed.draft.until == Day("2026-04-07"))
        #expect(try await office.office.head() == .empty)
        let answer = try await office.office.submit(id, by: Self.anna)
        #expect(answer.caseID == id.description)
        let view = try await office.office.look(at: id)
        #expect(view.rules.bundle.words(of: try #require(view.state.submission).answers)["size"] == "2")
        #expect(view.state.papers.map(\.isThere) == [true, false])
        #expect(try await office.office.draft(id) == nil)
        await #expect(throws: DraftProblem.handedIn(id)) { try await office.office.submit(id, by: Self.anna) }
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.store.close()
    }

    @Test(arguments: StoreKind.allCases) func `is handed in under one key once`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: Self.sample().files())
        let id = try await office.office.draft(Self.whole, by: Self.anna).draft.id
        let first = try await office.office.submit(id, by: Self.anna, key: "k")
        #expect(first.refused == nil)
        #expect(try await office.office.submit(id, by: Self.anna, key: "k") == first)
        #expect(try await office.office.cases(limit: 9).count == 1)
        try office.store.close()
    }

    @Test func `is handed in under the definitions that hold on that day`() async throws {
        let office = try await TryOffice(.memory, publishing: Self.sample().files())
        let id = try await office.office.draft(Self.whole, by: Self.anna).draft.id
        _ = try await office.office.publish(Self.sample([paper("paper-a"), paper("paper-d"), paper("paper-e")]).files())
        let view = try #require(try await office.office.draft(id))
        let before = try #require(view.before)
        #expect(view.plan.papers(besides: before).map(\.line) == ["permit/3"])
        #expect(view.plan.papers.map(\.line) == ["permit/1", "permit/2", "permit/3"])
        #expect(try await office.office.draftEffects().map(\.effect) == [.goesOn])
        let answer = try await office.office.submit(id, by: Self.anna)
        #expect(answer.refused == nil)
        #expect(try await office.office.look(at: id).projection.row.definitions == 2)
        #expect(try await office.office.look(at: id).state.papers.count == 3)
    }

    @Test func `is handed in under those it was begun with where the bundle says so`() async throws {
        let office = try await TryOffice(.memory, publishing: Self.sample(follow: "begun-with").files())
        let id = try await office.office.draft(Self.whole, by: Self.anna).draft.id
        _ = try await office.office.publish(Self.sample([paper("paper-a")]).files())
        #expect(try await office.office.draftEffects().map(\.effect) == [.stays])
        // A change does not take it to other definitions either.
        let changed = try await office.office.change(id, to: NewCase(bundle: "", answers: ["size": "3"]), by: Self.anna)
        #expect(changed.before == nil)
        #expect(changed.plan.papers.count == 2)
        _ = try await office.office.submit(id, by: Self.anna)
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
        #expect(try await office.office.look(at: id).state.papers.count == 2)
    }

    @Test func `that new definitions do not know how to read waits to be changed`() async throws {
        let office = try await TryOffice(.memory, publishing: Self.sample().files())
        let id = try await office.office.draft(
            NewCase(bundle: "thing", answers: ["flag": "up", "size": "1", "mode": "plain"]), by: Self.anna
        ).draft.id
        var asksLess = try Self.sample()
        asksLess.questions = "flag, size, extra"
        asksLess.answers = "flag: up, size: 1, extra: one"
        _ = try await office.office.publish(asksLess.files())
        #expect(
            try await office.office.draftEffects().map(\.effect)
                == [.doesNotFit(Title(zh: "一件事 `thing` 没有问题 `mode`", en: "the bundle `thing` asks no question `mode`"))])
        await #expect(throws: SituationRequest.Problem.self) { try await office.office.submit(id, by: Self.anna) }
        #expect(try await office.office.drafts(limit: 9).map(\.id) == [id])
        #expect(try await office.office.head() == .empty)
        // The same rules again, with one question more than the draft was written under.
        let short = try await office.office.draft(
            NewCase(bundle: "thing", answers: ["flag": "up", "size": "1", "extra": "one"]), by: Self.anna
        ).draft.id
        _ = try await office.office.publish(Self.sample().files())
        #expect(try await office.office.draftEffects().first { $0.id == short }?.effect == .asksMore(["mode"]))
    }

    @Test(arguments: StoreKind.allCases) func `is forgotten after its last day`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: Self.sample().files())
        let id = try await office.office.draft(Self.whole, by: Self.anna).draft.id
        office.clock.set("2026-04-01 23:00")
        try await office.office.letTimePass()
        #expect(try await office.office.draft(id) != nil)
        office.clock.set("2026-04-02 00:00")
        await #expect(throws: DraftProblem.over(try #require(Day("2026-04-01")))) { try await office.office.submit(id, by: Self.anna) }
        try await office.office.letTimePass()
        #expect(try await office.office.draft(id) == nil)
        await #expect(throws: UnknownWord(.case, id.description)) { try await office.office.submit(id, by: Self.anna) }
        try office.store.close()
    }

    @Test(arguments: StoreKind.allCases) func `belongs to the person who began it`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: Self.sample().files())
        let hers = try await office.office.draft(Self.whole, by: Self.anna).draft.id
        let nobodys = try await office.office.draft(Self.whole, by: .applicant).draft.id
        for other in [Caller.applicant, Caller(.applicant, person: "990002")] {
            await #expect(throws: DraftProblem.notTheirs) { try await office.office.submit(hers, by: other) }
            await #expect(throws: DraftProblem.notTheirs) { try await office.office.change(hers, to: Self.whole, by: other) }
            await #expect(throws: DraftProblem.notTheirs) { try await office.office.discard(hers, by: other) }
        }
        #expect(try await office.office.drafts(of: "990001", limit: 9).map(\.id) == [hers])
        #expect(try await office.office.drafts(limit: 9).map(\.id) == [hers, nobodys])
        #expect(try await office.office.drafts(after: hers, limit: 9).map(\.id) == [nobodys])
        try await office.office.discard(nobodys, by: .applicant)
        #expect(try await office.office.drafts(limit: 9).map(\.id) == [hers])
        try office.store.close()
    }

    @Test func `that is told at once not to apply stays a draft`() async throws {
        var sample = try Self.sample()
        sample.more.append("stops: [{only-if: {flag: down}, because: {zh: 不适用, en: does not apply}, basis: [{law: some-law, article: 5}]}]")
        let office = try await TryOffice(.memory, publishing: sample.files())
        let draft = try await office.office.draft(
            NewCase(bundle: "thing", answers: ["flag": "down", "size": "1", "mode": "plain"]), by: Self.anna)
        #expect(draft.plan == DraftPlan(open: [], stops: [Title(zh: "不适用", en: "does not apply")], papers: []))
        #expect(try await office.office.submit(draft.draft.id, by: Self.anna).refused?.code == "stopped")
        #expect(try await office.office.drafts(limit: 9).map(\.id) == [draft.draft.id])
        #expect(try await office.office.cases(limit: 9).isEmpty)
    }

    // MARK: Offers

    /// Nobody is told that data show something which nobody could read.
    @Test func `that a silent source would show are not offered`() async throws {
        var sample = try Self.sample()
        sample.answering = []
        let office = try await TryOffice(.memory, publishing: sample.files())
        var whole = Self.whole
        whole.from = "case"
        await #expect(throws: DraftProblem.self) { try await office.office.offer(whole, to: "990001", by: Self.lead) }
    }

    @Test(arguments: StoreKind.allCases) func `that the office offers is a case once its person says yes`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: Self.sample().files())
        let offer = try await office.office.offer(Self.whole, to: "990001", by: Self.lead)
        #expect(offer.draft.until == Day("2026-03-12"))
        let id = offer.draft.id
        await #expect(throws: DraftProblem.notTheirs) { try await office.office.submit(id, by: Caller(.applicant, person: "990002")) }
        await #expect(throws: NotAllowed(operation: .apply, role: .officer)) { try await office.office.submit(id, by: Self.lead) }
        office.clock.set("2026-03-04 10:00")
        let answer = try await office.office.submit(id, by: Self.anna)
        let accepted = try #require(answer.events.dropFirst().first)
        #expect((accepted.type, accepted.offeredBy, accepted.from) == ("offer-accepted", "office", "2026-03-02"))
        #expect(answer.events.map(\.type) == ["submitted", "offer-accepted", "started"])
        #expect(try await office.office.events(of: id).map(\.type) == ["submitted", "offer-accepted", "started"])
        #expect(try await office.office.verify(rebuilding: true).intact)
        // The same rules in other words hold it, too.
        var again = try Self.sample()
        again.more[1] = again.more[1].replacing("en: data", with: "en: the data")
        #expect(try await office.office.publish(again.files(), asCorrection: true).number == 2)
        try office.store.close()
    }

    @Test(arguments: StoreKind.allCases) func `that was declined is not offered again before it is over`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: Self.sample().files())
        let id = try await office.office.offer(Self.whole, to: "990001", by: Self.lead).draft.id
        let until = try #require(Day("2026-03-12"))
        await #expect(throws: DraftProblem.offeredAlready(id, until: until)) {
            try await office.office.offer(Self.whole, to: "990001", by: Self.lead)
        }
        try await office.office.discard(id, by: Self.anna)
        await #expect(throws: DraftProblem.declined) { try await office.office.submit(id, by: Self.anna) }
        await #expect(throws: DraftProblem.offeredAlready(id, until: until)) {
            try await office.office.offer(Self.whole, to: "990001", by: Self.lead)
        }
        _ = try await office.office.offer(Self.whole, to: "990002", by: Self.lead)
        office.clock.set("2026-03-13 08:00")
        try await office.office.letTimePass()
        #expect(try await office.office.drafts(limit: 9).isEmpty)
        _ = try await office.office.offer(Self.whole, to: "990001", by: Self.lead)
        #expect(try await office.office.cases(limit: 9).isEmpty)
        try office.store.close()
    }

    @Test func `is offered by the lead department alone, whole, where the bundle says so`() async throws {
        let office = try await TryOffice(.memory, publishing: Self.sample().files())
        await #expect(throws: DraftProblem.notTheLead(department: "office")) {
            try await office.office.offer(Self.whole, to: "990001", by: Caller(.officer, department: "police"))
        }
        for other in [Self.anna, Caller(.counter), Caller(.agent)] {
            await #expect(throws: NotAllowed(operation: .offer, role: other.role)) {
                try await office.office.offer(Self.whole, to: "990001", by: other)
            }
        }
        await #expect(throws: SituationRequest.Problem.self) {
            try await office.office.offer(NewCase(bundle: "thing", answers: ["flag": "up"]), to: "990001", by: Self.lead)
        }
        _ = try await office.office.publish(try Sample.permit().files())
        await #expect(throws: DraftProblem.notOffered(bundle: "thing")) {
            try await office.office.offer(Self.whole, to: "990001", by: Self.lead)
        }
        #expect(try await office.office.drafts(limit: 9).isEmpty)
    }
}
