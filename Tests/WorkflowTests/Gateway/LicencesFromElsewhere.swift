import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// Licences that another office keeps: a case goes on when that office is not there, and nothing is granted on what nobody could look after.
@Suite struct `A licence from elsewhere` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let police = Caller(.officer, department: "public-security")

    /// Our office and the one that has the couple's licences.
    private func connected(_ kind: StoreKind = .memory, sealed: Bool = false) async throws -> (office: TryOffice, other: ServedRegistry) {
        var office = try await TryOffice(kind)
        let other = try await ServedRegistry(for: office.clock)
        try await other.there.issueCouple()
        office.connect(try await other.providers())
        return (office, other)
    }

    private func started(_ office: TryOffice) async throws -> (answer: CaseAnswer, id: CaseID) {
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother", "father"))
        guard answer.refused == nil, let id = CaseID(answer.caseID) else { throw Unexpected("\(String(describing: answer.refused))") }
        return (answer, id)
    }

    private func incidents(_ office: TryOffice) async throws -> [String] {
        try await office.office.incidents(openOnly: false, limit: 99, by: Caller(.administrator)).map {
            "\($0.kind.rawValue) \($0.type) \($0.fault) \($0.tries) \($0.outcome?.rawValue ?? "open")"
        }
    }

    private func decide(_ office: TryOffice, _ id: CaseID) async throws -> CaseAnswer {
        try await office.move(id, "birth-notice", "decide")
    }

    // MARK: Fair weather

    @Test(arguments: StoreKind.allCases) func `is read once, logged on both sides, and kept sealed for its case`(kind: StoreKind)
        async throws
    {
        var (office, other) = try await connected(kind)
        let (answer, id) = try await started(office)
        #expect(
            answer.askedLines.prefix(2) == ["mother resident-identity-card used", "father resident-identity-card used"])
        let here = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 99) }.map(\.use)
        let there = try await other.there.store.read { try $0.registry.uses(of: nil, after: 0, limit: 99) }.map(\.use)
        #expect(
            here.filter { $0.act == .read }.map(\.type) == ["resident-identity-card", "resident-identity-card", "marriage-certificate"])
        #expect(here.filter { $0.act == .asked }.count == 4, "the household register was asked for, too, and there is none")
        #expect(there.filter { $0.act == .read }.count == 3 && there.filter { $0.act == .found }.count == 3)
        #expect(
            there.filter { $0.act == .read }.allSatisfy { $0.purpose == "application newborn (\(id))" && $0.basis == "holder-requests" })
        let first = here.firstIndex { $0.act == .read } ?? 0
        #expect(here[..<first].contains { $0.act == .asked && $0.type == "resident-identity-card" }, "that it was asked for comes before")
        #expect(try await office.office.licences(limit: 9, by: Caller(.auditor)).isEmpty, "copies are nobody's to list")
        await #expect(throws: LicenceRefusal.unknown(1)) {
            try await office.office.setLicence(1, to: .revoked, because: "x", by: Self.police)
        }
        try office.reopen()
        #expect(try await decide(office, id).refused == nil)
        #expect(try await office.office.verify(rebuilding: true).intact)
        #expect(try await other.there.office.verify(rebuilding: true).intact)
    }

    @Test func `is looked after by whoever has it, just before something is granted on it`() async throws {
        let (office, other) = try await connected()
        let (_, id) = try await started(office)
        _ = other.takeCalls()
        #expect(try await decide(office, id).refused == nil)
        #expect(other.takeCalls() == ["queryCertState", "queryCertState", "queryCertState"].prefix(3).map { $0 })
        let checked = try await office.office.events(of: id).filter { $0.type == "evidence-checked" }
        #expect(checked.map(\.evidence) == [[1, 2]])
    }

    @Test func `that was revoked in the meantime grants nothing`() async throws {
        let (office, other) = try await connected()
        let (_, id) = try await started(office)
        try await other.there.office.setLicence(1, to: .revoked, because: "by error", by: Self.police)
        let refused = try #require(try await decide(office, id).refused)
        #expect(refused.code == "papers-not-verified" && refused.message.en.contains("revoked"))
        #expect(try await office.office.events(of: id).filter { $0.type == "evidence-lost" }.map(\.loss) == ["revoked"])
    }

    @Test func `of somebody else is never attached, whoever says so`() async throws {
        let (office, other) = try await connected()
        let stranger = try await other.there.issue(TryOffice.card(LicenceSamples.stranger, "别人"))
        let row = try await other.there.store.read { try $0.registry.licence(stranger) }
        #expect(row != nil)
        // The provider answers for the stranger whatever it is asked.
        other.set(
            .changed { operation, bytes in
                Array(String(decoding: bytes, as: UTF8.self).replacing(LicenceSamples.wife, with: LicenceSamples.stranger).utf8)
            })
        let (answer, _) = try await started(office)
        #expect(!answer.askedLines.contains("mother resident-identity-card used"))
        #expect(answer.askedLines.contains("mother resident-identity-card unavailable"))
        #expect(try await incidents(office).contains("read resident-identity-card wrong-signature 1 open"))
        #expect(answer.events.allSatisfy { $0.type != "evidence" || !($0.papers ?? []).contains("birth-notice/1") })
    }

    // MARK: Bad weather

    /// An hour without the other office: everything goes on but the decision, and when it is back nobody has to do anything.
    @Test(arguments: StoreKind.allCases) func `is awaited for an hour, and catches up by itself within a minute`(kind: StoreKind)
        async throws
    {
        var (office, other) = try await connected(kind)
        other.set(.down)
        let (answer, id) = try await started(office)
        #expect(
            answer.askedLines.filter { $0.hasSuffix("unavailable") }.count == 4, "\(answer.askedLines)")
        #expect(answer.ledger.filter { $0.disposition == "licence" }.count == 4, "nobody is asked for what the other office may have")
        #expect(answer.events.filter { $0.type == "evidence-awaited" }.allSatisfy { $0.provider == "city-registry" && $0.fault != nil })
        let refused = try #require(try await decide(office, id).refused)
        #expect(refused.code == "evidence-awaited" && refused.message.en.contains("city-registry"))
        #expect(refused.canDo.contains { $0.en.contains("birth-notice/1") }, "the paper itself may be handed in")

        var (minutes, asked) = (0, 0)
        while minutes < 60 {
            minutes += 1
            office.clock.advance(seconds: 60)
            #expect(try await office.office.catchUp() == 0)
            asked += other.takeCalls().count
        }
        #expect((60...500).contains(asked), "it is asked again, and not hammered: \(asked)")
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.reopen()

        other.set(.fair)
        office.clock.advance(seconds: 45)
        // The other office has three of the four; the register page is none, and becomes a paper to hand in.
        #expect(try await office.office.catchUp() == 4)
        let events = try await office.office.events(of: id)
        #expect(events.filter { $0.type == "evidence-arrived" }.count == 3)
        #expect(events.filter { $0.type == "evidence-lost" }.map(\.loss) == ["not-found"])
        let lacking = try await office.office.look(at: id).lackingPapers
        #expect(lacking == [], "the household register is shared by the police where there is no page of it: \(lacking)")
        let shared = try await office.office.look(at: id)
        #expect(shared.state.papers[shared.state.submission!.papers.firstIndex { $0.id == "vaccination-record/4" }!].disposition == .shared)
        #expect(try await decide(office, id).refused == nil)
        #expect(try await incidents(office).allSatisfy { $0.hasSuffix("answered") })
        #expect(try await office.office.verify(rebuilding: true).intact)
        let clock = try #require(try await office.office.clock(of: id, item: "birth-notice").ledger)
        let waits = clock.waits.map { "\($0.provider) \(($0.until?.secondsSince1970 ?? 0) - $0.since.secondsSince1970 > 3_600)" }
        #expect(waits == ["city-registry true", "city-registry true"], "the hour is counted to the other office")
        let reads = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 9_999) }.filter { $0.use.act == .read }
        #expect(reads.count == 3, "what is read is in the log once, however often it was asked for")
    }

    @Test func `fills in the form when it comes`() async throws {
        let (office, other) = try await connected()
        other.set(.silent)
        let (_, id) = try await started(office)
        func filled() async throws -> [String] {
            try await office.office.form(of: id).filter { $0.isFilled && !$0.field.isTyped }.map(\.field.id).sorted()
        }
        let before = try await filled()
        other.set(.fair)
        office.clock.advance(seconds: 60)
        _ = try await office.office.catchUp()
        let after = try await filled()
        #expect(before.isEmpty && after.contains("mother.household-address") && after.contains("father.name"), "\(after)")
        let direct = try await connected()
        let (_, other2) = try await started(direct.office)
        let same = try await direct.office.office.form(of: other2).filter { $0.isFilled && !$0.field.isTyped }.map(\.field.id).sorted()
        #expect(after == same, "as if it had been there at once")
    }

    @Test func `that does not come is handed in as a paper, and nothing waits for it any more`() async throws {
        let (office, other) = try await connected()
        other.set(.down)
        let (_, id) = try await started(office)
        for line in ["birth-notice/1", "birth-notice/2"] {
            #expect(try await office.office.handle(.handIn(line: line), on: id, by: .applicant).refused == nil)
            #expect(try await office.office.handle(.verify(line: line), on: id, by: Caller(.officer, department: "health")).refused == nil)
        }
        #expect(try await decide(office, id).refused == nil)
        other.set(.fair)
        office.clock.advance(seconds: 60)
        _ = try await office.office.catchUp()
        let view = try await office.office.look(at: id)
        #expect(view.state.papers[0].disposition == .handedIn, "a paper that is there stays one")
    }

    @Test func `is not waited for by a case that is withdrawn`() async throws {
        let (office, other) = try await connected()
        other.set(.down)
        let (_, id) = try await started(office)
        #expect(try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant).refused == nil)
        office.clock.advance(seconds: 60)
        _ = other.takeCalls()
        #expect(try await office.office.catchUp() == 4)
        #expect(other.takeCalls().isEmpty)
        #expect(try await incidents(office).allSatisfy { $0.hasSuffix("not-needed") })
    }

    @Test func `that says something else than what is known becomes a question, not a guess`() async throws {
        let (office, other) = try await connected()
        let calls = Counter()
        // Only the card cannot be read at first, and then it has another name than the marriage certificate.
        other.set(
            .changed { operation, bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                guard operation == "queryCertInfo", text.contains("11100000000013127D001"), text.contains("林晓月") else { return bytes }
                calls.add()
                return []
            })
        let (_, id) = try await started(office)
        #expect(calls.count > 0)
        other.set(.fair)
        let renewed = try await renamed(other, 1, "林小月")
        #expect(renewed.number > 3)
        office.clock.advance(seconds: 60)
        _ = try await office.office.catchUp()
        let lost = try await office.office.events(of: id).filter { $0.type == "evidence-lost" }
        #expect(
            lost.map(\.loss) == ["contradicted", "contradicted"], "the card and the certificate, of which it is not known which is right")
        #expect(try await office.office.look(at: id).lackingPapers.contains("birth-notice/1"))
    }

    private func renamed(_ other: ServedRegistry, _ number: Int64, _ name: String) async throws -> Office.IssuedLicence {
        try await other.there.office.renewLicence(
            number, as: LicenceEntry(TryOffice.card(LicenceSamples.wife, name)), by: Self.police)
    }

    @Test func `cannot be looked after for a while: nothing is granted, and that is an incident that ends by itself`() async throws {
        let (office, other) = try await connected()
        let (_, id) = try await started(office)
        other.set(.down)
        let refused = try #require(try await decide(office, id).refused)
        #expect(refused.code == "evidence-unchecked" && refused.message.en.contains("city-registry"))
        #expect(try await incidents(office).count == 3)
        _ = try await decide(office, id)
        // One incident each; by then it is left alone, and who is not asked does not fail.
        #expect(
            try await incidents(office).map { $0.split(separator: " ").suffix(3).joined(separator: " ") }.sorted()
                == ["left-alone 1 open", "unreachable 2 open", "unreachable 2 open"])
        other.set(.fair)
        office.clock.advance(seconds: 60)
        #expect(try await office.office.catchUp() == 3)
        #expect(try await decide(office, id).refused == nil)
    }

    @Test func `whose holder takes his authorisation back while it is awaited is not read`() async throws {
        let (office, other) = try await connected()
        let father = LicenceSamples.person(LicenceSamples.husband)
        let id = try await office.office.draft(Self.birth, by: .applicant).draft.id
        let number = try await office.office.authorise(father, for: id, sensitive: true, by: .applicant)
        other.set(.down)
        _ = try await office.submitted(id, of: TryOffice.couple("mother"), by: .applicant)
        _ = try await office.office.withdrawAuthorisation(number, of: father, by: .applicant)
        #expect(try await office.office.look(at: id).lackingPapers == ["birth-notice/2"])
        other.set(.fair)
        office.clock.advance(seconds: 60)
        _ = try await office.office.catchUp()
        #expect(try await office.uses(of: LicenceSamples.husband).filter { $0.act == .read }.map(\.type) == ["marriage-certificate"])
    }

    @Test func `that answers a question is asked of the applicant while its provider is away`() async throws {
        var office = try await TryOffice(.memory)
        let other = try await ServedRegistry(for: office.clock)
        try await other.there.issueCouple()
        office.connect(try await other.providers())
        other.set(.down)
        let firm = NewCase(bundle: "transport-company", from: Checkout.compilation.journeys.first { $0.bundle == "transport-company" }?.id)
        let people = Applying(people: ["company": "91990000MA0DEM0X5B"], applicants: ["company"])
        let answer = try? await office.office.start(firm, of: people)
        #expect(answer == nil || answer?.events.isEmpty == false)
    }
}

/// Counts from several threads.
final class Counter: Sendable {
    private let number = Mutex(0)
    var count: Int { number.withLock { $0 } }
    func add() { number.withLock { $0 += 1 } }
}
