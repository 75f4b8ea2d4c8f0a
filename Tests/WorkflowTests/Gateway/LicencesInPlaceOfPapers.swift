import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Licences of the registry in place of papers: whose may be read, what is read of them, and what becomes of it.
@Suite struct `A licence in place of a paper` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")

    private func opened(_ kind: StoreKind = .memory) async throws -> TryOffice {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        return office
    }

    @Test(arguments: StoreKind.allCases) func `is read for who applies, and for nobody else`(kind: StoreKind) async throws {
        let office = try await opened(kind)
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(
            answer.askedLines == [
                "mother resident-identity-card used", "father resident-identity-card not-authorised", "mother household-register-page none",
                "mother marriage-certificate used",
            ])
        let handedIn = answer.ledger.filter { $0.disposition == "handed-in" }.map(\.line)
        #expect(handedIn == ["birth-notice/2", "birth-registration/4"], "the father's card is a paper as long as he has not authorised it")
        #expect(
            answer.evidenceLines == [
                [
                    "birth-notice/1", "birth-certificate/1", "vaccination-record/2", "medical-insurance-enrolment/3",
                    "social-security-card/2",
                ], ["birth-registration/6"],
            ])
        let read = try await office.uses(of: LicenceSamples.wife).filter { $0.act == .read }
        #expect(read.map(\.type) == ["resident-identity-card", "marriage-certificate"])
        #expect(read.map(\.fields) == [["住址", "公民身份号码", "姓名", "民族"], ["男方姓名", "男方证件号", "登记日期"]], "what the form wants, and no more")
        #expect(read.allSatisfy { $0.caseID == answer.caseID && $0.basis == "holder-requests" && $0.purpose == "application newborn" })
        #expect(try await office.uses(of: LicenceSamples.husband).filter { $0.act == .read }.map(\.type) == ["marriage-certificate"])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Every line of kind licence names the row of the log that says that it was read.
    @Test func `is in the log once, and the case says where`() async throws {
        let office = try await opened()
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother", "father"))
        let log = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 99) }
        let evidence = answer.events.filter { $0.type == "evidence" }
        #expect(evidence.count == 3)
        for one in evidence {
            let row = try #require(log.first { $0.position == one.use })
            #expect(
                row.use.act == .read && row.use.licence == one.register && row.use.type == one.licence && row.use.caseID == answer.caseID)
        }
        #expect(log.count { $0.use.act == .read } == 3)
        let byLicence = answer.ledger.filter { $0.disposition == "licence" }.map(\.line)
        #expect(byLicence == evidence.compactMap { $0.papers?.first })
    }

    @Test(arguments: StoreKind.allCases) func `fills in the form, sealed`(kind: StoreKind) async throws {
        let office = try await opened(kind)
        let answer = try await office.office.start(
            Self.birth, filling: ["mother.phone": "13900000000"], of: TryOffice.couple("mother", "father"))
        let id = try #require(CaseID(answer.caseID))
        let values = try await office.store.read { store in try office.office.values(of: store.form(of: id), of: id) }
        #expect(values["mother.name"] == "林晓月" && values["father.name"] == "周远山" && values["mother.phone"] == "13900000000")
        #expect(values["@mother"] == LicenceSamples.wife)
        let fields = try await office.office.form(of: id)
        #expect(fields.filter { $0.field.origin.hasPrefix("licence:") }.allSatisfy { $0.isFilled })
        #expect(!fields.contains { $0.field.id.hasPrefix("@") })
        _ = try await office.office.fill(["mother.phone": "13900000002"], in: id, by: .applicant)
        let after = try await office.store.read { store in try office.office.values(of: store.form(of: id), of: id) }
        #expect(after == values.merging(["mother.phone": "13900000002"]) { $1 })
    }

    @Test func `is asked about where two hold, and where two say different things`() async throws {
        let office = try await opened()
        var second = TryOffice.card(LicenceSamples.wife, "林晓月")
        second["issuedOn"] = "2021-01-01"
        try await office.issue(second)
        let two = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(two.askedLines.first == "mother resident-identity-card asked")
        #expect(two.licences?.first?.why.map(\.en) == ["2 of them hold: one has to be chosen"])

        let other = try await TryOffice(.memory)
        for (id, name) in [(LicenceSamples.wife, "林小月"), (LicenceSamples.husband, "周远山")] {
            try await other.issue(TryOffice.card(id, name))
        }
        try await other.issue(`The registry of licences`.marriage.values)
        let answer = try await other.office.start(Self.birth, of: TryOffice.couple("mother", "father"))
        #expect(
            answer.askedLines == [
                "mother resident-identity-card asked", "father resident-identity-card used", "mother household-register-page none",
                "mother marriage-certificate asked", "father marriage-certificate asked",
            ])
        #expect(answer.licences?.first?.why.map(\.en) == ["“Name” is not what another licence says"])
        let handedIn = answer.ledger.filter { $0.disposition == "handed-in" }.map(\.line)
        #expect(handedIn == ["birth-notice/1", "birth-registration/4", "birth-registration/6"])
    }

    /// Each status, and the last day.
    @Test(arguments: [LicenceStatus.suspended, .revoked, .withdrawn, .cancelled]) func `is not used where it does not hold`(
        status: LicenceStatus
    ) async throws {
        let office = try await opened()
        try await office.office.setLicence(1, to: status, because: "why", by: Caller(.officer, department: "public-security"))
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(answer.askedLines.first == "mother resident-identity-card refused")
        #expect(answer.licences?.first?.why.map(\.en) == ["it is \(status.title.en)"])
        #expect(answer.ledger.first?.disposition == "handed-in")
        #expect(try await office.uses(of: LicenceSamples.wife).filter { $0.act == .read }.map(\.type) == ["marriage-certificate"])
    }

    @Test func `is looked for in nobody's name where it is not said whose`() async throws {
        let office = try await opened()
        await #expect(throws: LicenceMistake.self) {
            try await office.office.start(Self.birth, of: Applying(people: ["mother": "990000199501010022"]))
        }
        await #expect(throws: UnknownWord(.person, "father", known: ["mother"])) {
            try await office.office.start(Self.birth, of: Applying(people: ["mother": LicenceSamples.wife], applicants: ["father"]))
        }
        await #expect(throws: SituationRequest.Problem.self) {
            try await office.office.start(Self.birth, of: Applying(people: ["mothr": LicenceSamples.wife]))
        }
        var declared = Self.birth
        declared.holds = [.init(role: "mother", licence: "resident-identity-card")]
        await #expect(throws: SituationRequest.Problem.self) { try await office.office.start(declared, of: TryOffice.couple("mother")) }
        #expect(try await office.uses(of: LicenceSamples.wife).count { $0.act == .read } == 0, "what was not done was not read")
        #expect(try await office.office.cases(limit: 9).isEmpty)
    }

    /// A vehicle authorises nothing; its driver does, who is a person.
    @Test func `of a thing is opened by whoever applies`() async throws {
        let office = try await TryOffice(.memory)
        let driver = "990000198811303079"
        var vehicle = ["type": "vehicle-licence", "issuedOn": "2024-01-01", "holder": "V1"]
        let type = Checkout.compilation.shared.licences.first { $0.definition.id.value == "vehicle-licence" }
        for field in Checkout.compilation.shared.fields(of: try #require(type)) { vehicle["KZ_\(field)"] = "示例" }
        try await office.issue(vehicle)
        let answer = try await office.office.start(
            NewCase(bundle: "transport-company", from: "bought-and-planned", answers: ["road-transport-scope": "included"]),
            of: Applying(
                people: ["organisation": "91990000MA0DEM1X1L", "vehicle": "999 V1", "driver": driver], applicants: ["organisation"]))
        #expect(answer.askedLines.contains("vehicle vehicle-licence used"))
        #expect(answer.askedLines.contains("driver driving-licence not-authorised"))
    }

    @Test func `is of two people where there are two`() async throws {
        let office = try await opened()
        let twice = Applying(people: ["mother": LicenceSamples.wife, "father": LicenceSamples.wife], applicants: ["mother"])
        await #expect {
            try await office.office.start(Self.birth, of: twice)
        } throws: { ($0 as? LicenceMistake)?.name == "parents" }
    }

    @Test func `is read once for the same request under one key`() async throws {
        let office = try await opened()
        let first = try await office.office.start(Self.birth, of: TryOffice.couple("mother"), key: "k")
        let again = try await office.office.start(Self.birth, of: TryOffice.couple("mother"), key: "k")
        #expect(first == again && again.licences?.isEmpty == false)
        await #expect(throws: OtherRequest.self) { try await office.office.start(Self.birth, of: TryOffice.couple("father"), key: "k") }
        #expect(try await office.uses(of: LicenceSamples.wife).count { $0.act == .read } == 2)
    }
}

/// A licence that held when it was read, and holds no more when something is to be granted that rests on it.
@Suite struct `A licence before a decision` {
    private static let police = Caller(.officer, department: "public-security")

    /// A case with the mother's card (licence 1), and her item before its decision.
    private func opened(_ kind: StoreKind = .memory) async throws -> (office: TryOffice, id: CaseID) {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple"), of: TryOffice.couple("mother", "father"))
        return (office, try #require(CaseID(answer.caseID)))
    }

    private func last(_ office: TryOffice, _ id: CaseID, _ count: Int) async throws -> [String] {
        try await office.office.events(of: id).suffix(count).map(\.type)
    }

    @Test(arguments: StoreKind.allCases) func `is found to hold, and the log says so`(kind: StoreKind) async throws {
        var (office, id) = try await opened(kind)
        try office.reopen()
        let answer = try await office.move(id, "birth-notice", "decide")
        #expect(answer.refused == nil)
        let types = answer.events.map(\.type)
        let checked = try #require(types.firstIndex(of: "evidence-checked"))
        #expect(types[checked + 1] == "decided" && answer.events[checked].evidence == [1, 2])
        let uses = try await office.uses(of: LicenceSamples.wife).filter { $0.act == .checked }
        #expect(
            uses.map(\.item) == ["birth-notice"]
                && uses.allSatisfy { $0.caseID == id.description && $0.purpose == "decision" && $0.fields.isEmpty })
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test(arguments: StoreKind.allCases) func `that was revoked keeps it from being granted, until the paper itself is there`(
        kind: StoreKind
    ) async throws {
        var (office, id) = try await opened(kind)
        try await office.office.setLicence(1, to: .revoked, because: "by error", by: Self.police)
        try office.reopen()
        let refused = try #require(try await office.move(id, "birth-notice", "decide").refused)
        #expect(refused.code == "papers-not-verified")
        #expect(
            refused.message.en
                == "papers of “Birth notice” are not verified: birth-notice/1; the licence in place of birth-notice/1 holds no more (revoked)"
        )
        #expect(refused.canDo.count == 1)
        // What has happened meanwhile stays, though the command was refused; once.
        #expect(try await last(office, id, 1) == ["evidence-lost"])
        #expect(try await office.move(id, "birth-notice", "decide").refused?.code == "papers-not-verified")
        #expect(try await office.office.events(of: id).count { $0.type == "evidence-lost" } == 1)

        // The other items that rest on it wait for the same paper, and for it alone.
        #expect(try await office.move(id, "birth-certificate", "decide").refused?.message.en.contains("birth-notice/1") == true)
        _ = try await office.office.handle(.handIn(line: "birth-notice/1"), on: id, by: .applicant)
        #expect(try await office.move(id, "birth-notice", "decide").refused?.code == "papers-not-verified", "nobody has looked at it")
        _ = try await office.office.handle(.verify(line: "birth-notice/1"), on: id, by: .officer)
        for item in ["birth-notice", "birth-certificate"] { #expect(try await office.move(id, item, "decide").refused == nil) }
        let after = try await office.office.events(of: id).filter { $0.type == "evidence-checked" }.map(\.evidence)
        #expect(after == [[2], [2]], "the father's card holds still")
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `that has expired meanwhile does, too`() async throws {
        let office = try await TryOffice(.memory)
        var card = TryOffice.card(LicenceSamples.wife, "林晓月")
        card["expiresOn"] = "2026-03-03"
        try await office.issue(card)
        let answer = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple"), of: TryOffice.couple("mother"))
        let id = try #require(CaseID(answer.caseID))
        office.clock.set("2026-03-03 16:00")
        #expect(
            try await office.move(id, "birth-certificate", "ask-correction", .init(reason: "x", papers: ["birth-notice/2"])).refused != nil)
        #expect(try await office.office.events(of: id).count { $0.type == "evidence-lost" } == 0, "it holds through its last day")
        office.clock.set("2026-03-04 09:00")
        #expect(try await office.move(id, "birth-certificate", "decide").refused?.message.en.contains("expired") == true)
    }

    /// The business licence replaces no paper: it answers whether the firm may carry goods at all.
    @Test func `that answered a question is looked after, too`() async throws {
        let office = try await TryOffice(.memory)
        let firm = "91990000MA0DEM1X1L"
        try await office.issue([
            "type": "business-licence", "issuedOn": "2020-01-01", "holder": firm, "KZ_名称": "示例物流有限公司", "KZ_统一社会信用代码": firm,
            "KZ_类型": "有限责任公司",
            "KZ_经营范围": "道路货物运输（不含危险货物）", "KZ_住所": "示例市",
        ])
        let answer = try await office.office.start(
            NewCase(bundle: "transport-company", from: "bought-and-planned"),
            of: Applying(people: ["organisation": firm], applicants: ["organisation"]))
        #expect(answer.askedLines == ["organisation business-licence used"])
        #expect(answer.events.filter { $0.type == "evidence" }.map(\.papers) == [[]])
        let id = try #require(CaseID(answer.caseID))
        try await office.office.setLicence(
            1, to: .suspended, because: "an objection", by: Caller(.officer, department: "market-supervision"))
        let view = try await office.office.look(at: id)
        var refused: CaseAnswer.Refused?
        for item in view.state.items.indices where view.state.items[item].stage == .open {
            let name = view.rules.name(of: view.state.items[item].opened)
            for line in view.state.submission?.papers.map(\.id) ?? [] where line.hasPrefix(name) {
                _ = try? await office.office.handle(.verify(line: line), on: id, by: .officer)
            }
            for move in ["accept", "grant"] { refused = try await office.move(id, name, move).refused ?? refused }
        }
        #expect(refused?.code == "answer-lost" && refused?.message.en.contains("suspended") == true)
        let events = try await office.office.events(of: id)
        let lost = try #require(events.firstIndex { $0.type == "evidence-lost" })
        #expect(!events[lost...].contains { $0.decision == "granted" })
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `does not matter to what is refused, and not to what is granted already`() async throws {
        let (office, id) = try await opened()
        #expect(try await office.move(id, "birth-notice", "decide").refused == nil)
        try await office.office.setLicence(1, to: .revoked, because: "by error", by: Self.police)
        let refusal = CaseRequest.Note(reason: "why", remedies: "court")
        #expect(try await office.move(id, "birth-certificate", "refuse", refusal).refused == nil)
        #expect(try await office.office.look(at: id).state.items[0].decision == .granted)
    }

    /// A database that lost a licence to which a case points is damaged, not a reason to grant.
    @Test func `that is gone is damage`() async throws {
        let (office, id) = try await opened()
        let view = try await office.office.look(at: id)
        var state = view.state
        state.evidence[0].register = 99
        let changed = state
        await #expect(throws: StoreFault.damaged("licences 99")) {
            try await office.store.read { _ = try office.office.standing(of: changed, InquiryAnswers(), $0, on: Day("2026-03-02")!) }
        }
    }

    /// Whoever decides without having looked is refused: so it is while a licence service does not answer.
    @Test func `that nobody can look after keeps the decision waiting`() async throws {
        let (office, id) = try await opened()
        let view = try await office.office.look(at: id)
        var (state, events) = (view.state, [CaseEvent]())
        let circumstances = Circumstances(at: office.clock.now, calendar: view.rules.bundle.shared.calendar)
        let move = try #require(
            view.rules.moves(from: state.items[0]).first { view.rules.state($0.to, of: state.items[0].opened.process).decidesToGrant })
        let command = CaseCommand(by: Actor(.officer), .move(item: 0, move: Int(move.name), note: nil))
        #expect {
            try CaseMachine.handle(command, on: &state, under: view.rules, given: circumstances, into: &events)
        } throws: { ($0 as? Refusal)?.reason == .evidenceUnchecked(0, nil) }
        #expect(events.isEmpty)
    }

    @Test func `is the same when the case is decided once more under other words`() async throws {
        let (office, id) = try await opened()
        try await office.office.setLicence(1, to: .revoked, because: "by error", by: Self.police)
        _ = try await office.move(id, "birth-notice", "decide")
        _ = try await office.office.handle(.handIn(line: "birth-notice/1"), on: id, by: .applicant)
        _ = try await office.office.handle(.verify(line: "birth-notice/1"), on: id, by: .officer)
        _ = try await office.move(id, "birth-notice", "decide")
        var sources = Checkout.definitions.folder.sources
        sources["departments.yaml"]?.replace("Health authority", with: "Authority of health")
        #expect(try await office.office.publish(sources, asCorrection: true).number == 2)
    }
}
