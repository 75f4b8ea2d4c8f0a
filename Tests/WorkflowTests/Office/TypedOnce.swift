import Foundation
import TestSupport
import Testing

@testable import Workflow

/// 一次提交、多次复用: what somebody typed fills his next form, by the policy of each field, and nobody else's.
@Suite struct `What was typed once` {
    private static let canary = "139-00000000"
    private static let mother = Caller(.applicant, person: "990001")
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let typed: FormValues = [
        "mother.phone": canary, "mother.citizenship": "中国", "mother.employer-name": "示例厂", "father.phone": "139-00000001",
        "father.citizenship": "中国", "child.name": "小满",
    ]

    /// The mother has applied, and typed something of the father, too.
    private func applied(_ kind: StoreKind = .memory, _ values: FormValues = typed, _ applicants: String...) async throws
        -> (office: TryOffice, id: CaseID)
    {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let applying = Applying(people: TryOffice.couple().people, applicants: Set(applicants.isEmpty ? ["mother"] : applicants))
        let answer = try await office.office.start(Self.birth, filling: values, of: applying, by: Self.mother)
        office.clock.advance(days: 1)
        return (office, try #require(answer.refused == nil ? CaseID(answer.caseID) : nil))
    }

    private func draft(_ office: TryOffice, _ application: NewCase = birth, by caller: Caller = mother) async throws -> CaseID {
        try await office.office.draft(application, by: caller).draft.id
    }

    private func reused(_ office: TryOffice, of id: String = LicenceSamples.wife) async throws -> [DataUse] {
        try await office.uses(of: id).filter { $0.act == .reused }
    }

    // MARK: The next form

    @Test(arguments: StoreKind.allCases) func `is offered to its typist in the next form, with its date and case`(kind: StoreKind)
        async throws
    {
        let (opened, first) = try await applied(kind)
        var office = opened
        try office.reopen()
        let id = try await draft(office)
        let before = try await office.office.typedBefore(id, of: TryOffice.couple("mother"), by: Self.mother)
        let day = Day("2026-03-02")!
        #expect(
            before == [
                "mother.phone": TypedBefore(caseID: first, on: day, policy: .askAgain),
                "mother.employer-name": TypedBefore(caseID: first, on: day, policy: .askAgain),
                "mother.citizenship": TypedBefore(caseID: first, on: day, policy: .freely),
            ])
        #expect(try await reused(office).isEmpty, "nothing was read")

        // He sees what it was when he asks; that is in the log.
        let seen = try await office.office.typedBefore(id, of: TryOffice.couple("mother"), showing: true, by: Self.mother)
        #expect(seen["mother.phone"]?.value == Self.canary)
        let agent = Caller(.agent, person: "990009")
        let there = office
        await #expect(throws: NotAllowed.self) {
            try await there.office.typedBefore(id, of: TryOffice.couple("mother"), showing: true, by: agent)
        }
        let reads = try await office.uses(of: LicenceSamples.wife).filter { $0.origin == first.description }
        #expect(reads.map(\.act) == [.read, .read, .read] && reads.allSatisfy { $0.caseID == id.description })
    }

    @Test(arguments: StoreKind.allCases) func `fills in when he takes it, or by itself where that is free, and the log says so`(
        kind: StoreKind
    ) async throws {
        let (opened, first) = try await applied(kind)
        var office = opened
        let id = try await draft(office)
        let couple = TryOffice.couple("mother")
        #expect(try await office.office.take(["mother.phone"], in: id, of: couple, by: Self.mother) == ["mother.phone"])
        try office.reopen()
        #expect(try await office.office.form(of: id).first { $0.field.id == "mother.phone" }?.field.origin == "typed:\(first) 2026-03-02")
        let answer = try await office.submitted(id, of: couple, by: Self.mother)
        #expect(answer.refused == nil)
        let fields = try await office.office.form(of: id)
        func origin(_ name: String) -> String? { fields.first { $0.field.id == name && $0.isFilled }?.field.origin }
        #expect(origin("mother.phone") == "typed:\(first) 2026-03-02" && origin("mother.citizenship") == "typed:\(first) 2026-03-02")
        let anew = ["mother.employer-name", "father.citizenship", "father.phone", "child.name"]
        #expect(anew.allSatisfy { origin($0) == "typed" }, "they were not taken, and are typed in this one")
        let uses = try await reused(office)
        #expect(uses.map(\.fields) == [["mother.phone"], ["mother.citizenship"]])
        #expect(uses.allSatisfy { $0.caseID == id.description && $0.origin == first.description && $0.basis == "holder-requests" })
        #expect(uses.map(\.highest) == [.personal, .personal])

        // What is typed anew comes from nowhere else, and is what counts the next time.
        _ = try await office.office.fill(["mother.phone": "139-00000002"], in: id, by: Self.mother)
        #expect(try await office.office.form(of: id).first { $0.field.id == "mother.phone" }?.field.origin == "typed")
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Another bundle, another role: whose it is counts.
    @Test func `goes from one bundle to another`() async throws {
        let (office, first) = try await applied()
        let id = try await draft(office, NewCase(bundle: "disability-services", from: Self.base("disability-services")))
        let applying = Applying(people: ["applicant": LicenceSamples.wife], applicants: ["applicant"])
        let before = try await office.office.typedBefore(id, of: applying, by: Self.mother)
        #expect(before["applicant.phone"]?.caseID == first && before["applicant.phone"]?.policy == .askAgain)
        #expect(try await office.office.take(nil, in: id, of: applying, by: Self.mother).contains("applicant.phone"))
    }

    private static func base(_ bundle: String) -> String? { Checkout.compilation.bundle(bundle)?.definition.base?.value }

    // MARK: What is not

    /// A declaration is made anew each time, whoever made it before.
    @Test func `is never offered where its field is never reused`() async throws {
        let office = try await TryOffice(.memory)
        try await office.issueCouple()
        let late = NewCase(bundle: "newborn", from: "late-within-a-year")
        let applying = Applying(people: ["mother": LicenceSamples.wife], applicants: ["mother"])
        let values = ["mother.declaration": "I give it up", "mother.phone": Self.canary]
        let answer = try await office.office.start(late, filling: values, of: applying, by: Self.mother)
        #expect(answer.refused == nil)
        let id = try await draft(office, late)
        let before = try await office.office.typedBefore(id, of: applying, by: Self.mother)
        #expect(before.keys.contains("mother.phone") && !before.keys.contains("mother.declaration"))
        #expect(try await office.office.take(["mother.declaration"], in: id, of: applying, by: Self.mother).isEmpty)
        #expect(try await office.store.read { try $0.registry.typed(in: CaseID(answer.caseID)!) }.map(\.field) == ["phone"])
    }

    /// Neither what the mother typed of the father, nor what he typed himself, as long as he has not let it be used for this case.
    @Test func `is nobody else's`() async throws {
        let (office, _) = try await applied()
        let father = Caller(.applicant, person: "990002")
        let his = try await office.office.start(
            Self.birth, filling: ["father.phone": "139-00000003"],
            of: TryOffice.couple("father"), by: father)
        #expect(his.refused == nil)
        let id = try await draft(office)
        let couple = TryOffice.couple("mother")
        #expect(try await office.office.typedBefore(id, of: couple, by: Self.mother).keys.allSatisfy { $0.hasPrefix("mother.") })
        #expect(try await office.office.take(["father.phone"], in: id, of: couple, by: Self.mother).isEmpty)
        let theirs = try await draft(office, by: father)
        let seen = try await office.office.typedBefore(theirs, of: TryOffice.couple("father"), by: father)
        #expect(seen.keys.sorted() == ["father.phone"] && seen["father.phone"]?.caseID.description == his.caseID)

        _ = try await office.office.authorise(LicenceSamples.person(LicenceSamples.husband), for: id, by: father)
        #expect(try await office.office.take(["father.phone"], in: id, of: couple, by: Self.mother) == ["father.phone"])
        let uses = try await reused(office, of: LicenceSamples.husband)
        #expect(uses.map(\.basis) == ["holder-authorises #1"] && uses.map(\.origin) == [his.caseID])
        // What somebody else has drafted is not theirs at all.
        await #expect(throws: DraftProblem.notTheirs) { try await office.office.typedBefore(theirs, of: couple, by: Self.mother) }
    }

    /// What its last owner typed of a vehicle is his: the next one is not told.
    @Test func `of a thing is its applicant's`() async throws {
        let office = try await TryOffice(.memory)
        let firms = ["91990000MA0DEM0X5B", "91990000MA0DEM1X1L"]
        for firm in firms {
            try await office.issue([
                "type": "business-licence", "issuedOn": "2020-01-01", "holder": firm, "KZ_名称": "示例", "KZ_统一社会信用代码": firm,
                "KZ_类型": "有限责任公司", "KZ_经营范围": "道路货物运输（不含危险货物）", "KZ_住所": "示例市",
            ])
        }
        func apply(_ firm: String, _ values: FormValues = [:]) async throws -> String? {
            let people = ["organisation": firm, "vehicle": "999 LSVAA2182E2123456"]
            let answer = try await office.office.start(
                NewCase(bundle: "transport-company", from: "one-bought-vehicle"), filling: values,
                of: Applying(people: people, applicants: ["organisation"]), by: Self.mother)
            office.clock.advance(days: 1)
            let id = try #require(answer.refused == nil ? CaseID(answer.caseID) : nil)
            let plate = try #require(try await office.office.form(of: id).first { $0.field.id == "vehicle.plate" })
            return plate.isFilled ? plate.field.origin : nil
        }
        #expect(try await apply(firms[0], ["vehicle.plate": "鲁X00001"]) == "typed")
        #expect(try await apply(firms[1]) == nil)
        #expect(try await apply(firms[0])?.hasPrefix("typed:") == true)
    }

    /// Two places in one case are one.
    @Test func `is kept once for each person, field and case`() async throws {
        let (office, id) = try await applied(.memory, Self.typed, "mother", "father")
        let rows = try await office.store.read { try $0.registry.typed(in: id) }
        #expect(rows.map(\.field) == ["citizenship", "citizenship", "employer-name", "phone", "phone"])
        #expect(rows.allSatisfy { $0.holder == $0.typist && $0.caseID == id } && Set(rows.map(\.holder)).count == 2)
    }

    @Test(arguments: StoreKind.allCases) func `goes with its case when that is erased`(kind: StoreKind) async throws {
        let (opened, first) = try await applied(kind)
        var office = opened
        _ = try await office.office.handle(.withdraw(item: nil), on: first, by: Self.mother)
        office.clock.set("2036-03-10 09:00")
        let id = try await draft(office)
        let couple = TryOffice.couple("mother")
        #expect(try await !office.office.typedBefore(id, of: couple, by: Self.mother).isEmpty)
        _ = try await office.office.erase(first, receipt: "1", by: Caller(.security))
        try office.reopen()
        #expect(try await office.office.typedBefore(id, of: couple, by: Self.mother).isEmpty)
        #expect(try await office.office.take(nil, in: id, of: couple, by: Self.mother).isEmpty)
        #expect(try await office.store.read { try $0.registry.typed(in: first) }.isEmpty)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    // MARK: At rest

    @Test func `stands nowhere in clear, and whoever changes a row is found`() async throws {
        let (opened, _) = try await applied(.sqlite)
        var office = opened
        for file in try FileManager.default.contentsOfDirectory(atPath: office.folder.path) {
            let data = try Data(contentsOf: office.folder.url.appendingPathComponent(file))
            #expect(data.range(of: Data(Self.canary.utf8)) == nil, "\(file)")
        }
        try office.store.close()
        try OtherProgram.run("update typed set at = at + 1", on: office.folder.path + "/onething.sqlite")
        try office.reopenClosed()
        #expect(try await office.office.verify().firstBad?.what.hasPrefix("typed") == true)
    }
}
