import TestSupport
import Testing

@testable import Workflow

/// Who is who is found step by step: the applicant's own licences name others, and show for whom he may act.
@Suite struct `A relation that a licence shows` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let mother = Applying(people: ["mother": LicenceSamples.wife], applicants: ["mother"])

    @Test(arguments: StoreKind.allCases) func `names the husband, who authorises what else he holds himself`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let id = try await office.office.draft(Self.birth, of: Self.mother, by: .applicant).draft.id
        let alone = try await office.office.start(Self.birth, of: Self.mother)
        #expect(alone.askedLines.contains("father resident-identity-card not-authorised"))
        let first = try #require(CaseID(alone.caseID))
        let kept = try await office.store.read { store in try office.office.values(of: store.form(of: first), of: first) }
        #expect(kept["@father"] == LicenceSamples.husband && kept["@"] == "mother")

        _ = try await office.office.authorise(LicenceSamples.person(LicenceSamples.husband), for: id, sensitive: true, by: .applicant)
        let together = try await office.submitted(id, by: .applicant)
        #expect(
            together.askedLines.contains("father resident-identity-card used"), "the draft knows its people, and the certificate the father"
        )
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `is not made up where the certificate does not hold`() async throws {
        let office = try await TryOffice(.memory)
        try await office.issueCouple()
        try await office.office.setLicence(3, to: .revoked, because: "why", by: Caller(.officer, department: "civil-affairs"))
        let answer = try await office.office.start(Self.birth, of: Self.mother)
        #expect(!answer.askedLines.contains { $0.hasPrefix("father") }, "nobody knows who he is")
        let id = try #require(CaseID(answer.caseID))
        let kept = try await office.store.read { store in try office.office.values(of: store.form(of: id), of: id) }
        #expect(kept["@father"] == nil)
    }

    // MARK: Firms

    private static let journey = Checkout.compilation.journeys.first { $0.bundle == "transport-company" && $0.id == "one-bought-vehicle" }!
    private static let people = JourneyPeople(journey, Checkout.compilation.bundle("transport-company")!)

    private func firm(head: String?) async throws -> TryOffice {
        let office = try await TryOffice(.memory)
        for var entry in Self.people.entries {
            if entry["type"] == "business-licence" { entry["KZ_法定代表人证件号"] = head }
            try await office.issue(entry)
        }
        return office
    }

    private func applied(_ office: TryOffice, by role: String, mandate: Bool = false) async throws -> CaseAnswer {
        var application = NewCase(bundle: "transport-company", from: "one-bought-vehicle", answers: ["handler": "agent"])
        if mandate { application.mandate = ShownMandate(agent: "A7", reference: "M-1") }
        return try await office.office.start(application, of: Applying(people: Self.people.codes, applicants: [role]))
    }

    private func firmsUses(_ office: TryOffice) async throws -> [DataUse] {
        let code = try #require(Self.people.codes["organisation"])
        return try await office.office.dataUses(of: HolderCode(kind: HolderCode.credit, text: code), limit: 99, by: .applicant).map(\.use)
            .filter { $0.act == .read }
    }

    @Test func `lets the head of a firm act for it`() async throws {
        let office = try await firm(head: Self.people.codes["person-in-charge"])
        let answer = try await applied(office, by: "person-in-charge")
        #expect(answer.askedLines.contains("organisation business-licence used"))
        let uses = try await firmsUses(office)
        #expect(uses.map(\.basis) == ["holder-represented by licence"])
        #expect(uses.first?.fields.contains("法定代表人证件号") == true, "what shows the relation is in the log with the rest")
    }

    @Test func `keeps everybody else from it, with the reason`() async throws {
        let office = try await firm(head: LicenceSamples.wife)
        await #expect(throws: SituationRequest.Problem.self, "the business licence answers a question, and is not used") {
            try await applied(office, by: "person-in-charge")
        }
        let noHead = try await firm(head: nil)
        await #expect(throws: SituationRequest.Problem.self) { try await applied(noHead, by: "person-in-charge") }
    }

    @Test func `is a written mandate for an agent`() async throws {
        let office = try await firm(head: nil)
        let answer = try await applied(office, by: "agent", mandate: true)
        #expect(answer.askedLines.contains("organisation business-licence used"))
        #expect(try await firmsUses(office).map(\.basis) == ["holder-represented by mandate"])
        do {
            _ = try await applied(office, by: "agent")
            Issue.record("nobody has sent him")
        } catch let problem as SituationRequest.Problem {
            #expect(problem.message.en.contains("there is no written mandate"), "he is told why the question is open")
        }
    }

    // MARK: Children

    @Test(arguments: [true, false]) func `lets a mother act for her child`(isHers: Bool) async throws {
        let journey = try #require(Checkout.compilation.journeys.first { $0.id == "born-in-another-province" })
        let people = JourneyPeople(journey, Checkout.compilation.bundle("newborn")!)
        let office = try await TryOffice(.memory)
        for entry in people.entries { try await office.issue(entry) }
        var entry = ["type": "birth-certificate", "holder": "X990000001", "holder.kind": "999"]
        for field in ["新生儿姓名", "性别", "出生时间", "出生地点", "孕周", "体重", "签发机构", "证号"] { entry["KZ_\(field)"] = "示例" }
        entry["KZ_母亲证件号"] = isHers ? people.codes["mother"] : LicenceSamples.husband
        try await office.issue(entry)
        var codes = people.codes
        codes["child"] = "999 X990000001"
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: journey.id), of: Applying(people: codes, applicants: ["mother"]))
        #expect(answer.askedLines.contains("child birth-certificate \(isHers ? "used" : "not-authorised")"))
        if !isHers {
            let why = answer.licences?.first { $0.role == "child" }?.why.map(\.en) ?? []
            #expect(why == ["“Medical certificate of birth” names somebody else than who applies"])
        }
        let read = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 999) }.filter {
            $0.use.type == "birth-certificate"
        }
        #expect(read.filter { $0.use.act == .read }.map(\.use.basis) == [isHers ? "holder-represented by licence" : "statutory-duty"])
        if !isHers { #expect(read.last?.use.fields == ["母亲证件号"], "nothing else of it was read") }
    }
}
