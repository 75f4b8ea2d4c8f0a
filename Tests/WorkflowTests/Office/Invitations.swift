import TestSupport
import Testing

@testable import Workflow

/// A code by which one person, and nobody else, lets his licences be read.
@Suite struct `An invitation` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let father = LicenceSamples.person(LicenceSamples.husband)
    private static let mother = LicenceSamples.person(LicenceSamples.wife)
    private static let stranger = LicenceSamples.person("990000198803070025")

    private func drafted(
        _ kind: StoreKind = .memory, people: [String: String] = ["mother": LicenceSamples.wife, "father": LicenceSamples.husband]
    ) async throws -> (office: TryOffice, id: CaseID) {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let applying = Applying(people: people, applicants: ["mother"])
        return (office, try await office.office.draft(Self.birth, of: applying, by: .applicant).draft.id)
    }

    /// Both of what can be done by it, as for a code that was never made.
    private func isNone(_ code: String, for holder: HolderCode, _ office: Office) async {
        await #expect(throws: LicenceRefusal.noInvitation) { try await office.invited(by: code, as: holder, by: .applicant) }
        await #expect(throws: LicenceRefusal.noInvitation) {
            try await office.letRead(holder, invitedBy: code, sensitive: true, by: .applicant)
        }
    }

    @Test func `tells what would be read, and of nobody else`() async throws {
        let (office, id) = try await drafted()
        let made = try await office.office.invite("father", to: id, by: .applicant)
        let invited = try await office.office.invited(by: made.code, as: Self.father, by: .applicant)
        #expect(invited.role == "father" && invited.caseID == id && !invited.licences.isEmpty)
        // What he holds with the mother is hers to open, and he is told of it.
        #expect(invited.licences.map(\.licence.name) == ["father:resident-identity-card", "mother:marriage-certificate"])
        #expect(invited.licences.first { $0.licence.licence == "resident-identity-card" }?.highest == .sensitive)
        #expect(try await office.office.letRead(Self.father, invitedBy: made.code, sensitive: true, by: .applicant).number == 1)
        for wrong in ["", "x", made.code + "0", made.code.replacing("father", with: "mother"), made.code.replacing("2026", with: "2027")] {
            await isNone(wrong, for: Self.father, office.office)
        }
        office.clock.set("2027-12-01 09:00")
        await isNone(made.code, for: Self.father, office.office)
    }

    @Test func `is for whom the draft names in that role, and none for anybody else`() async throws {
        let (office, id) = try await drafted()
        let code = try await office.office.invite("father", to: id, by: .applicant).code
        for other in [Self.stranger, Self.mother] { await isNone(code, for: other, office.office) }
        #expect(try await office.office.authorisations(by: Self.stranger, by: .applicant).isEmpty)
        _ = try await office.office.letRead(Self.father, invitedBy: code, sensitive: true, by: .applicant)
        #expect(
            try await office.submitted(id).askedLines.contains("father resident-identity-card used"),
            "whoever tried before him has not taken it from him")
    }

    @Test func `is for whom the case names once it is in, and nobody's when it is closed`() async throws {
        let (office, id) = try await drafted()
        try await office.submitted(id)
        let code = try await office.office.invite("father", to: id, by: .applicant).code
        await isNone(code, for: Self.stranger, office.office)
        #expect(try await office.office.invited(by: code, as: Self.father, by: .applicant).role == "father")
        _ = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        #expect(try await office.office.look(at: id).state.phase == .closed)
        await isNone(code, for: Self.father, office.office)
    }

    @Test(arguments: StoreKind.allCases) func `is for whoever uses it first where nobody is named, also after a restart`(kind: StoreKind)
        async throws
    {
        var (office, id) = try await drafted(kind, people: ["mother": LicenceSamples.wife])
        let code = try await office.office.invite("father", to: id, by: .applicant).code
        #expect(try await office.office.invited(by: code, as: Self.father, by: .applicant).role == "father")
        try office.reopen()
        await isNone(code, for: Self.stranger, office.office)
        let number = try await office.office.letRead(Self.father, invitedBy: code, sensitive: true, by: .applicant).number
        try office.reopen()
        await isNone(code, for: Self.stranger, office.office)
        #expect(try await office.office.letRead(Self.father, invitedBy: code, sensitive: true, by: .applicant).number == number)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `is worth nothing to whoever was first once the draft names somebody else`() async throws {
        let (office, id) = try await drafted(people: ["mother": LicenceSamples.wife])
        let code = try await office.office.invite("father", to: id, by: .applicant).code
        _ = try await office.office.letRead(Self.stranger, invitedBy: code, by: .applicant)
        let now = TryOffice.couple("mother")
        _ = try await office.office.change(id, to: NewCase(bundle: ""), of: now, by: .applicant)
        for holder in [Self.stranger, Self.father] { await isNone(code, for: holder, office.office) }
        office.clock.advance(seconds: 1)
        let another = try await office.office.invite("father", to: id, by: .applicant).code
        #expect(another != code)
        _ = try await office.office.letRead(Self.father, invitedBy: another, by: .applicant)
    }

    @Test func `is used once: the same again is the same, and something else wants another one`() async throws {
        let (office, id) = try await drafted()
        let code = try await office.office.invite("father", to: id, by: .applicant).code
        let number = try await office.office.letRead(Self.father, invitedBy: code, by: .applicant).number
        #expect(try await office.office.letRead(Self.father, invitedBy: code, by: .applicant).number == number)
        await #expect(throws: LicenceRefusal.invitationUsed) {
            try await office.office.letRead(Self.father, invitedBy: code, sensitive: true, by: .applicant)
        }
        _ = try await office.office.withdrawAuthorisation(number, of: Self.father, by: .applicant)
        await #expect(throws: LicenceRefusal.invitationUsed) {
            try await office.office.letRead(Self.father, invitedBy: code, by: .applicant)
        }
        #expect(try await office.office.authorisations(by: Self.father, by: .applicant).map(\.number) == [number])
    }
}
