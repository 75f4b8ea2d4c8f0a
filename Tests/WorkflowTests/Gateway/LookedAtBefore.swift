import TestSupport
import Testing

@testable import Workflow

/// The applicant asks for licences, looks at them, and takes them or not, before anything is handed in.
@Suite struct `A licence that is looked at before` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let card = "mother:resident-identity-card"
    private static let hers = DraftProblem.SomebodysLicence(
        name: card, title: Title(zh: "母亲的居民身份证", en: "Resident identity card (mother)"))

    private func drafted(_ kind: StoreKind = .memory, _ applicants: String...) async throws -> (office: TryOffice, id: CaseID) {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let applying = Applying(
            people: ["mother": LicenceSamples.wife, "father": LicenceSamples.husband],
            applicants: Set(applicants.isEmpty ? ["mother"] : applicants))
        return (office, try await office.office.draft(Self.birth, of: applying, by: .applicant).draft.id)
    }

    private func states(_ office: TryOffice, _ id: CaseID) async throws -> [String: Draft.Licence.State] {
        Dictionary(
            uniqueKeysWithValues: try await office.office.licences(for: id, by: .applicant).map { ($0.licence.name, $0.licence.state) })
    }

    @Test(arguments: StoreKind.allCases) func `goes from needed to accepted, and is read again when it is handed in`(kind: StoreKind)
        async throws
    {
        var (office, id) = try await drafted(kind)
        #expect(try await states(office, id).values.allSatisfy { $0 == .needed })
        let needs = try await office.office.licences(for: id, by: .applicant)
        let card = try #require(needs.first { $0.licence.name == Self.card })
        #expect(card.lines.contains("birth-notice/1") && card.fields == ["住址", "公民身份号码", "姓名", "民族"])
        #expect(try await office.uses(of: LicenceSamples.wife).allSatisfy { $0.act == .issued }, "to list them reads nothing")

        let asked = try await office.office.requestLicences(for: id, showing: false, by: .applicant)
        #expect(asked.allSatisfy { $0.says == nil })
        #expect(try await states(office, id)[Self.card] == .retrieved)
        #expect(try await states(office, id)["father:resident-identity-card"] == .unavailable)
        #expect(
            asked.first { $0.licence.role == "father" && $0.licence.state == .unavailable }?.why.first?.en
                == "its holder has not authorised it")

        let shown = try await office.office.requestLicences([Self.card], for: id, showing: true, by: .applicant)
        #expect(shown.map(\.licence.state) == [.previewed] && shown[0].says?["姓名"] == "林晓月")
        #expect(shown[0].says?.keys.sorted() == ["住址", "公民身份号码", "姓名", "民族"], "nothing but what would be read")
        try office.reopen()
        await #expect(throws: DraftProblem.self, "something was asked for and not decided") {
            try await office.submitted(id, by: .applicant)
        }
        _ = try await office.office.answerLicences([Self.card], accepting: true, for: id, by: .applicant)
        _ = try await office.office.answerLicences(["mother:marriage-certificate"], accepting: false, for: id, by: .applicant)
        let answer = try await office.submitted(id, by: .applicant)
        #expect(answer.askedLines.contains("\(Self.card.replacing(":", with: " ")) used"))
        #expect(answer.askedLines.contains("mother marriage-certificate declined"))
        #expect(answer.ledger.first { $0.line == "birth-registration/6" }?.disposition == "handed-in")
        let acts = try await office.uses(of: LicenceSamples.wife).filter { $0.act != .issued }
        #expect(
            acts.map { "\($0.act.rawValue) \($0.type ?? "") \($0.purpose)" } == [
                "read resident-identity-card preview newborn", "read marriage-certificate preview newborn",
                "read resident-identity-card preview newborn", "accepted resident-identity-card application newborn",
                "declined marriage-certificate application newborn", "read resident-identity-card application newborn",
            ])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `is not taken unseen, nor taken for another one`() async throws {
        let (office, id) = try await drafted()
        await #expect(throws: DraftProblem.notPreviewed(Self.hers)) {
            try await office.office.answerLicences([Self.card], accepting: true, for: id, by: .applicant)
        }
        _ = try await office.office.requestLicences([Self.card], for: id, showing: true, by: .applicant)
        _ = try await office.office.answerLicences([Self.card], accepting: true, for: id, by: .applicant)
        var renewed = TryOffice.card(LicenceSamples.wife, "林晓月")
        renewed["KZ_住址"] = "示例省示例市示例区二号街2号"
        _ = try await office.office.renewLicence(1, as: LicenceEntry(renewed), by: Caller(.officer, department: "public-security"))
        let why = Title(zh: "与查看时的内容不同，请重新查看", en: "it is not what was looked at: look at it again")
        await #expect(throws: DraftProblem.notAsLookedAt(Self.hers, why)) { try await office.submitted(id, by: .applicant) }
        // He looks again, takes it, and then it is revoked.
        _ = try await office.office.requestLicences([Self.card], for: id, showing: true, by: .applicant)
        _ = try await office.office.answerLicences([Self.card], accepting: true, for: id, by: .applicant)
        try await office.office.setLicence(4, to: .revoked, because: "why", by: Caller(.officer, department: "public-security"))
        await #expect(throws: DraftProblem.self) { try await office.submitted(id, by: .applicant) }
        _ = try await office.office.answerLicences([Self.card], accepting: false, for: id, by: .applicant)
        let answer = try await office.submitted(id, by: .applicant)
        #expect(answer.ledger.first?.disposition == "handed-in")
    }

    @Test func `that is declined is read for nobody, and its paper is told`() async throws {
        let (office, id) = try await drafted(.memory, "mother", "father")
        let name = "mother:marriage-certificate"
        _ = try await office.office.answerLicences([name], accepting: false, for: id, by: .applicant)
        let plan = try #require(try await office.office.draft(id)).plan
        #expect(plan.papers.map(\.line).contains("birth-registration/6"))
        let answer = try await office.submitted(id, by: .applicant)
        #expect(!answer.askedLines.contains { $0.contains("marriage-certificate used") })
        let reads = try await office.uses(of: LicenceSamples.husband).filter { $0.act == .read }
        #expect(!reads.contains { $0.type == "marriage-certificate" })
    }

    @Test func `shows all that may be read of it`() async throws {
        let (office, id) = try await drafted()
        let name = "mother:marriage-certificate"
        let shown = try await office.office.requestLicences([name], for: id, showing: true, by: .applicant)[0]
        _ = try await office.office.answerLicences([name], accepting: true, for: id, by: .applicant)
        _ = try await office.submitted(id, by: .applicant)
        let read = try #require(
            try await office.uses(of: LicenceSamples.wife).last { $0.act == .read && $0.type == "marriage-certificate" })
        #expect(Set(read.fields).isSubset(of: Set(try #require(shown.says).keys)))
        #expect(read.fields.contains("男方姓名"), "the father has authorised nothing: his name comes from here")
    }

    @Test func `may answer a question of a firm`() async throws {
        let journey = try #require(
            Checkout.compilation.journeys.first { $0.bundle == "transport-company" && $0.id == "one-bought-vehicle" })
        let people = JourneyPeople(journey, Checkout.compilation.bundle(journey.bundle)!)
        let office = try await TryOffice(.memory)
        for entry in people.entries { try await office.issue(entry) }
        let id = try await office.office.draft(
            NewCase(bundle: journey.bundle, from: journey.id), of: Applying(people: people.codes, applicants: Set(people.codes.keys)),
            by: .applicant
        ).draft.id
        let name = "organisation:business-licence"
        #expect(try await states(office, id)[name] == .needed)
        let shown = try await office.office.requestLicences([name], for: id, showing: true, by: .applicant)
        #expect(shown[0].says?["经营范围"]?.isEmpty == false)
        _ = try await office.office.answerLicences([name], accepting: true, for: id, by: .applicant)
        #expect(try await office.submitted(id, by: .applicant).askedLines.contains("organisation business-licence used"))
    }

    @Test func `is let go where another answer makes it unnecessary`() async throws {
        let (office, id) = try await drafted()
        let name = "mother:marriage-certificate"
        _ = try await office.office.requestLicences([name], for: id, showing: true, by: .applicant)
        let view = try await office.office.change(
            id, to: NewCase(bundle: "", answers: ["parents": "unmarried"]), by: .applicant)
        #expect(view.released.map(\.name) == [name])
        #expect(try await office.uses(of: LicenceSamples.wife).last?.act == .letGo)
        #expect(try await states(office, id)[name] == nil)
    }

    @Test func `names what there is where somebody asks for something else`() async throws {
        let (office, id) = try await drafted()
        await #expect(throws: UnknownWord.self) {
            try await office.office.requestLicences(["mother:driving-licence"], for: id, showing: true, by: .applicant)
        }
        let nobody = try await office.office.draft(Self.birth, by: .applicant).draft.id
        await #expect(throws: DraftProblem.nobodyNamed) {
            try await office.office.requestLicences(for: nobody, showing: true, by: .applicant)
        }
    }

    /// Of a type that is used only where the applicant says so each time.
    @Test func `is used only where it is accepted, if its type says so`() async throws {
        var sources = Checkout.definitions.folder.sources
        let file = "licences/resident-identity-card.yaml"
        sources[file] = sources[file]?.replacing("reuse: freely", with: "reuse: ask-again")
        let office = try await TryOffice(.memory, publishing: sources)
        try await office.issueCouple()
        let not = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(not.askedLines.first == "mother resident-identity-card not-accepted")
        var applying = TryOffice.couple("mother")
        applying.accepted = [Self.card]
        let accepted = try await office.office.start(Self.birth, of: applying)
        #expect(accepted.askedLines.first == "mother resident-identity-card used")
        applying.declined = [Self.card]
        #expect(try await office.office.start(Self.birth, of: applying).askedLines.first == "mother resident-identity-card declined")
    }

    // MARK: After it was handed in

    @Test(arguments: StoreKind.allCases) func `may come once it is authorised, after it was handed in`(kind: StoreKind) async throws {
        var (office, id) = try await drafted(kind)
        let answer = try await office.submitted(id, by: .applicant)
        #expect(answer.ledger.first { $0.line == "birth-notice/2" }?.disposition == "handed-in")
        try office.reopen()
        // Papers that are not attached.
        let lacking = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple", without: ["resident-identity-card"]), of: TryOffice.couple("mother"))
        let other = try #require(CaseID(lacking.caseID))
        #expect(try await office.office.look(at: other).lackingPapers.contains("birth-notice/2"))
        let father = LicenceSamples.person(LicenceSamples.husband)
        let given = try await office.office.letRead(father, for: other, sensitive: true, by: .applicant)
        let came = try #require(given.answer?.events)
        #expect(came.first?.type == "evidence" && came.first?.papers?.contains("birth-notice/2") == true && came.first?.authorisation == 1)
        #expect(!(try await office.office.look(at: other).lackingPapers.contains("birth-notice/2")))
        let work = office.office
        let values = try await office.store.read { store in try work.values(of: store.form(of: other), of: other) }
        #expect(values["father.name"] == "周远山", "it fills in the form")
        // He takes it back: the paper is to come once more.
        let lost = try #require(try await office.office.withdrawAuthorisation(1, of: father, by: .applicant))
        #expect(lost.events.map(\.type).contains("evidence-lost"))
        #expect(try await office.office.look(at: other).lackingPapers.contains("birth-notice/2"))
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `that was issued only now is found, and what is there already is not read again`() async throws {
        let office = try await TryOffice(.memory)
        try await office.issue(TryOffice.card(LicenceSamples.husband, "周远山"))
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple", without: ["resident-identity-card"]),
            of: TryOffice.couple("mother", "father"))
        let id = try #require(CaseID(answer.caseID))
        let before = try await office.store.read { try $0.registry.lastUse().position }
        #expect(try await office.office.readAgain(for: id, by: .applicant).events.isEmpty)
        #expect(try await office.store.read { try $0.registry.lastUse().position } == before)
        try await office.issue(TryOffice.card(LicenceSamples.wife, "林晓月"))
        let came = try await office.office.readAgain(for: id, by: .applicant)
        #expect(came.events.filter { $0.type == "evidence" }.flatMap { $0.papers ?? [] }.contains("birth-notice/1"))
        #expect(try await office.office.readAgain(for: id, by: .applicant).events.isEmpty, "once")
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `is not used where it says something else than the form`() async throws {
        let office = try await TryOffice(.memory)
        try await office.issueCouple()
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple", without: ["resident-identity-card"]), of: TryOffice.couple("mother"))
        let id = try #require(CaseID(answer.caseID))
        var renewed = TryOffice.card(LicenceSamples.husband, "周元山")
        renewed["KZ_性别"] = "男"
        _ = try await office.office.renewLicence(2, as: LicenceEntry(renewed), by: Caller(.officer, department: "public-security"))
        let given = try await office.office.letRead(LicenceSamples.person(LicenceSamples.husband), for: id, sensitive: true, by: .applicant)
        #expect(given.answer?.events.isEmpty == true && given.answer?.askedLines == ["father resident-identity-card asked"])
    }
}
