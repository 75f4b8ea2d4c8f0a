import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The mother cannot authorise for the father: he does it himself, for one case, and takes it back when he likes.
@Suite struct `An authorisation` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let father = LicenceSamples.person(LicenceSamples.husband)

    private func drafted(_ kind: StoreKind = .memory) async throws -> (office: TryOffice, id: CaseID) {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        return (office, try await office.office.draft(Self.birth, by: .applicant).draft.id)
    }

    private func submitted(_ office: TryOffice, _ id: CaseID) async throws -> CaseAnswer {
        try await office.submitted(id, of: TryOffice.couple("mother"), by: .applicant)
    }

    @Test(arguments: StoreKind.allCases) func `opens his licences for this case, and the log says by which`(kind: StoreKind) async throws {
        var (office, id) = try await drafted(kind)
        let number = try await office.office.authorise(Self.father, for: id, sensitive: true, by: .applicant)
        #expect(number == 1)
        #expect(try await office.office.authorise(Self.father, for: id, sensitive: true, by: .applicant) == 1, "once is enough")
        try office.reopen()
        let answer = try await submitted(office, id)
        #expect(answer.askedLines.prefix(2) == ["mother resident-identity-card used", "father resident-identity-card used"])
        #expect(answer.events.filter { $0.type == "evidence" }.map(\.authorisation) == [nil, 1, nil])
        let uses = try await office.uses(of: LicenceSamples.husband).filter { $0.act != .issued }
        #expect(uses.map(\.act) == [.authorised, .read, .read])
        #expect(uses.map(\.highest) == [.sensitive, .sensitive, .sensitive])
        #expect(uses.map(\.basis) == ["holder-authorises #1", "holder-authorises #1", "holder-requests"], "the certificate is hers, too")
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// The father's card has his number, which the form reads (个人信息保护法 art. 29).
    @Test(arguments: StoreKind.allCases) func `opens what is sensitive only where it says so`(kind: StoreKind) async throws {
        var (office, id) = try await drafted(kind)
        #expect(try await office.office.authorise(Self.father, for: id, by: .applicant) == 1)
        try office.reopen()
        let other = try await office.office.draft(Self.birth, by: .applicant).draft.id
        let card = try await submitted(office, id).licences?.first { $0.role == "father" && $0.licence == "resident-identity-card" }
        #expect(card?.outcome == .unauthorised)
        #expect(
            card?.why.map(\.en) == [
                "it reads what is sensitive (公民身份号码), and authorisation 1 does not cover that (Personal Information Protection Law, "
                    + "art. 29): consent give --sensitive"
            ])
        #expect(try await office.uses(of: LicenceSamples.husband).filter { $0.type == "resident-identity-card" }.map(\.act) == [.issued])

        // The wider one counts, whichever was given last.
        #expect(try await office.office.authorise(Self.father, for: other, sensitive: true, by: .applicant) == 2)
        #expect(try await office.office.authorise(Self.father, for: other, by: .applicant) == 3)
        #expect(try await submitted(office, other).askedLines.contains("father resident-identity-card used"))
        let given = try await office.uses(of: LicenceSamples.husband).filter { $0.act == .authorised }
        #expect(given.map(\.highest) == [.personal, .sensitive, .personal])
        #expect(try await office.office.authorisations(by: Self.father, by: .applicant).map(\.isSensitive) == [false, true, false])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `is for one case, and not for another`() async throws {
        let (office, id) = try await drafted()
        let other = try await office.office.draft(Self.birth, by: .applicant).draft.id
        _ = try await office.office.authorise(Self.father, for: other, sensitive: true, by: .applicant)
        #expect(try await submitted(office, id).askedLines.contains("father resident-identity-card not-authorised"))
        await #expect(throws: UnknownWord.self) { try await office.office.authorise(Self.father, for: CaseID(number: 7), by: .applicant) }
    }

    @Test func `ends with its last day, and when it is taken back`() async throws {
        let (office, id) = try await drafted()
        _ = try await office.office.authorise(Self.father, for: id, until: Day("2026-03-03"), sensitive: true, by: .applicant)
        await #expect(throws: LicenceRefusal.inThePast(Day("2026-03-01")!)) {
            try await office.office.authorise(Self.father, for: id, until: Day("2026-03-01"), sensitive: true, by: .applicant)
        }
        office.clock.set("2026-03-04 09:00")
        #expect(try await submitted(office, id).askedLines.contains("father resident-identity-card not-authorised"))

        // One that ends while the case runs is lost to it as well.
        let running = try await office.office.draft(Self.birth, by: .applicant).draft.id
        _ = try await office.office.authorise(Self.father, for: running, until: Day("2026-03-05"), sensitive: true, by: .applicant)
        _ = try await submitted(office, running)
        office.clock.set("2026-03-06 09:00")
        #expect(try await office.move(running, "birth-notice", "decide").refused?.message.en.contains("authorises it no more") == true)

        let second = try await office.office.draft(Self.birth, by: .applicant).draft.id
        let number = try await office.office.authorise(Self.father, for: second, sensitive: true, by: .applicant)
        #expect(try await office.office.withdrawAuthorisation(number, of: Self.father, by: .applicant) == nil)
        #expect(try await submitted(office, second).askedLines.contains("father resident-identity-card not-authorised"))
        #expect(
            try await office.office.authorisations(by: Self.father, by: .applicant).map(\.withdrawnAt) == [
                nil, nil, office.clock.milliseconds,
            ])
    }

    @Test(arguments: StoreKind.allCases) func `that is taken back tells what the case loses by it, and nothing else`(kind: StoreKind)
        async throws
    {
        let (office, id) = try await drafted(kind)
        let number = try await office.office.authorise(Self.father, for: id, sensitive: true, by: .applicant)
        _ = try await submitted(office, id)
        let answer = try #require(try await office.office.withdrawAuthorisation(number, of: Self.father, by: .applicant))
        #expect(answer.events.map(\.type) == ["evidence-lost"] && answer.events.map(\.loss) == ["unauthorised"])
        let papers = try await office.office.look(at: id)
        let wanting = CaseMachine.lacking(papers.state).compactMap { papers.state.submission?.papers[$0].id }
        #expect(wanting == ["birth-notice/2"])
        #expect(
            try await office.move(id, "birth-notice", "decide").refused?.message.en.contains("authorises it no more") == true)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `is nobody else's to take back, nor to see`() async throws {
        let (office, id) = try await drafted()
        let number = try await office.office.authorise(Self.father, for: id, sensitive: true, by: .applicant)
        let mother = LicenceSamples.person(LicenceSamples.wife)
        await #expect(throws: LicenceRefusal.noAuthorisation(number)) {
            try await office.office.withdrawAuthorisation(number, of: mother, by: .applicant)
        }
        #expect(try await office.office.authorisations(by: mother, by: .applicant).isEmpty)
        for role in [Actor.Role.agent, .officer, .supervisor, .administrator, .auditor] {
            await #expect(throws: NotAllowed(operation: .authorise, role: role)) {
                try await office.office.authorise(Self.father, for: id, by: Caller(role))
            }
        }
    }
}
