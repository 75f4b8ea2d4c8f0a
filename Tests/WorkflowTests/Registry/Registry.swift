import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Licences that are issued, found and taken away again, and a log that tells it.
@Suite struct `The registry of licences` {
    private static let civilAffairs = Caller(.officer, person: "civil-7", department: "civil-affairs")
    private static let police = Caller(.officer, person: "police-3", department: "public-security")

    /// The certificate of the couple in our journeys.
    static let marriage = LicenceEntry([
        "type": "marriage-certificate", "number": "J999999-2023-000001", "issuedOn": "2023-05-20", "holder-1": LicenceSamples.wife,
        "holder-1.name": "林晓月", "holder-2": LicenceSamples.husband, "KZ_女方姓名": "林晓月", "KZ_女方证件号": LicenceSamples.wife, "KZ_男方姓名": "周远山",
        "KZ_男方证件号": LicenceSamples.husband, "KZ_登记日期": "2023-05-20",
    ])

    private func uses(_ office: TryOffice, of id: String = LicenceSamples.wife) async throws -> [DataUse] {
        try await office.office.dataUses(of: LicenceSamples.person(id), limit: 99, by: Caller(.auditor)).map(\.use)
    }

    @Test(arguments: StoreKind.allCases) func `issues one under an identifier of its own, signed and sealed`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind)
        let issued = try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs)
        #expect(issued.number == 1 && issued.type == "marriage-certificate")
        let identifier = try LicenceIdentifier(parsing: issued.identifier)
        #expect((identifier.type, identifier.issuer, identifier.version) == ("11990000000000000D009", LicenceSamples.body, 1))
        try office.reopen()
        let shown = try await office.office.readLicence(1, because: "to see it", by: Self.civilAffairs)
        #expect(shown.licence.identifier == identifier && shown.status == .valid && shown.licence.expires == nil)
        #expect(
            shown.licence.fields["女方姓名"] == "林晓月"
                && shown.licence.holders.map(\.code.text) == [LicenceSamples.wife, LicenceSamples.husband])
        let row = try #require(try await office.store.read { try $0.registry.officeKey("signing") })
        let key = PublicKey(algorithm: .ed25519, bytes: try #require(row.publicKey))
        #expect(try key.isRight(#require(shown.signature), over: shown.licence.signed))
        #expect(try await office.office.licences(limit: 9, by: Self.civilAffairs).map(\.type) == ["marriage-certificate"])
    }

    @Test(arguments: StoreKind.allCases) func `has each use in its log once, for each whose data they are`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        _ = try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs)
        _ = try await office.office.readLicence(1, fields: ["登记日期"], because: "a question of the holder", by: Self.civilAffairs)
        await #expect(throws: LicenceRefusal.notTheirs(department: "civil-affairs")) {
            try await office.office.readLicence(1, because: "curious", by: Self.police)
        }
        try await office.office.setLicence(1, to: .suspended, because: "an objection", by: Self.civilAffairs)
        let log = try await uses(office)
        #expect(log.map(\.act) == [.issued, .read, .refused, .suspended])
        #expect(log.map(\.fields) == [[], ["登记日期"], [], []])
        #expect(log.map(\.by.organisation) == ["civil-affairs", "civil-affairs", "public-security", "civil-affairs"])
        #expect(log.map(\.by.person) == ["civil-7", "civil-7", "police-3", "civil-7"])
        #expect(log.map(\.purpose) == ["issue", "a question of the holder", "curious", "an objection"])
        #expect(log.map(\.basis) == ["statutory-duty", "statutory-duty", "none", "statutory-duty"])
        #expect(log.allSatisfy { $0.licence == 1 && $0.at == office.clock.milliseconds })
        #expect(try await uses(office, of: LicenceSamples.husband) == log)
        #expect(try await uses(office, of: LicenceSamples.stranger) == [])
        let found = try await office.office.verify()
        #expect(found.intact && found.dataUses == 4 && found.licences == 1)
    }

    @Test(arguments: StoreKind.allCases) func `knows a licence again`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        _ = try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs)
        await #expect(throws: LicenceRefusal.alreadyThere(1)) { try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs) }
        var other = Self.marriage
        other.values["KZ_登记日期"] = "2023-05-21"
        await #expect(throws: LicenceRefusal.saysSomethingElse(1)) { try await office.office.issueLicence(other, by: Self.civilAffairs) }
        var unnumbered = Self.marriage
        unnumbered.values["number"] = nil
        _ = try await office.office.issueLicence(unnumbered, by: Self.civilAffairs)
        await #expect(throws: LicenceRefusal.alreadyThere(2)) { try await office.office.issueLicence(unnumbered, by: Self.civilAffairs) }
        #expect(try await uses(office).map(\.act) == [.issued, .issued], "what was not done is not in the log")
    }

    @Test(arguments: StoreKind.allCases) func `puts a new version in place of the old one`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let old = try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs)
        var entry = Self.marriage
        entry.values["KZ_登记日期"] = "2023-05-21"
        let new = try await office.office.renewLicence(1, as: entry, by: Self.civilAffairs)
        let (before, after) = (try LicenceIdentifier(parsing: old.identifier), try LicenceIdentifier(parsing: new.identifier))
        #expect(new.number == 2 && after.version == 2 && after.isLater(than: before))
        #expect(try await office.office.licences(limit: 9, by: Self.civilAffairs).map(\.status) == [.superseded, .valid])
        #expect(try await uses(office).map(\.act) == [.issued, .superseded, .renewed])
        await #expect(throws: LicenceRefusal.cannotBecome(.superseded, from: .superseded)) {
            try await office.office.renewLicence(1, as: entry, by: Self.civilAffairs)
        }
        var renumbered = entry
        renumbered.values["number"] = "J999999-2026-000009"
        await #expect(throws: LicenceRefusal.otherLicence) {
            try await office.office.renewLicence(2, as: renumbered, by: Self.civilAffairs)
        }
        try await office.office.setLicence(2, to: .suspended, because: "why", by: Self.civilAffairs)
        await #expect(throws: LicenceRefusal.cannotBecome(.superseded, from: .suspended)) {
            try await office.office.renewLicence(2, as: entry, by: Self.civilAffairs)
        }
        // One that was taken away stays so, and the next version stands beside it.
        try await office.office.setLicence(2, to: .revoked, because: "why", by: Self.civilAffairs)
        #expect(try await office.office.renewLicence(2, as: entry, by: Self.civilAffairs).number == 3)
        #expect(try await office.office.licences(limit: 9, by: Self.civilAffairs).map(\.status) == [.superseded, .revoked, .valid])
        await #expect(throws: LicenceRefusal.cannotBecome(.superseded, from: .superseded)) {
            try await office.office.renewLicence(2, as: entry, by: Self.civilAffairs)
        }
        entry.values["holder-2"] = LicenceSamples.stranger
        entry.values["KZ_男方证件号"] = LicenceSamples.stranger
        await #expect(throws: LicenceRefusal.otherLicence) { try await office.office.renewLicence(3, as: entry, by: Self.civilAffairs) }
        #expect(try await office.office.verify().intact)
    }

    @Test func `that is empty says so`() async throws {
        let office = try await TryOffice(.memory)
        await #expect(throws: LicenceRefusal.nothingIssued) {
            try await office.office.setLicence(1, to: .revoked, because: "why", by: Self.police)
        }
        await #expect(throws: LicenceRefusal.noAuthorisation(1)) {
            try await office.office.withdrawAuthorisation(1, of: LicenceSamples.person(LicenceSamples.wife), by: .applicant)
        }
        #expect(try await uses(office).isEmpty)
    }

    /// From each status to each other.
    @Test func `changes what may change`() async throws {
        for from in LicenceStatus.allCases where from != .superseded && from != .other {
            for to in LicenceStatus.allCases {
                let office = try await TryOffice(.memory)
                _ = try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs)
                if from != .valid { try await office.office.setLicence(1, to: from, because: "why", by: Self.civilAffairs) }
                let mayBe = from.mayChange && from != to && to != .superseded && to != .other
                let before = try await uses(office)
                do {
                    try await office.office.setLicence(1, to: to, because: "why", by: Self.civilAffairs)
                    #expect(mayBe, "\(from) to \(to)")
                    #expect(try await office.office.licences(limit: 1, by: Self.civilAffairs)[0].status == to)
                } catch let refusal as LicenceRefusal {
                    #expect(!mayBe && refusal == .cannotBecome(to, from: from), "\(from) to \(to)")
                    #expect(try await uses(office) == before)
                }
            }
        }
    }

    @Test func `is for the department that issues it, and wants a reason`() async throws {
        let office = try await TryOffice(.memory)
        await #expect(throws: LicenceRefusal.notTheirs(department: "civil-affairs")) {
            try await office.office.issueLicence(Self.marriage, by: Self.police)
        }
        _ = try await office.office.issueLicence(Self.marriage, by: Self.civilAffairs)
        await #expect(throws: LicenceRefusal.notTheirs(department: "civil-affairs")) {
            try await office.office.setLicence(1, to: .revoked, because: "why", by: Self.police)
        }
        await #expect(throws: LicenceRefusal.noReason) {
            try await office.office.setLicence(1, to: .revoked, because: " ", by: Self.civilAffairs)
        }
        await #expect(throws: LicenceRefusal.noReason) { try await office.office.readLicence(1, because: "", by: Self.civilAffairs) }
        await #expect(throws: LicenceRefusal.unknown(2)) { try await office.office.readLicence(2, because: "why", by: Self.civilAffairs) }
        await #expect(throws: LicenceRefusal.personalData) {
            try await office.office.readLicence(1, because: "问\(LicenceSamples.stranger)。", by: Self.civilAffairs)
        }
        await #expect(throws: UnknownWord.self) {
            try await office.office.readLicence(1, fields: ["登记"], because: "why", by: Self.civilAffairs)
        }
        await #expect(throws: UnknownWord.self) {
            try await office.office.issueLicence(Self.marriage, by: Caller(.officer, department: "civil-afairs"))
        }
        #expect(try await uses(office).map(\.act) == [.issued])
        let shown = try await office.office.readLicence(1, fields: ["KZ_登记日期"], because: "why", by: Self.civilAffairs)
        #expect(shown.licence.fields == ["登记日期": "2023-05-20"])
        #expect(try await uses(office).last?.fields == ["登记日期"])
    }

    /// What is wrong with an entry, all of it at once, without a value.
    @Test(
        arguments: [
            (["type": ""], ["type"]), (["type": "marriage-certifcate"], ["type"]), (["holder-1": ""], ["holder-1"]),
            (["holder-1": "990000199501010022"], ["KZ_女方证件号", "holder-1"]), (["holder-2": "李四"], ["KZ_男方证件号", "holder-2"]),
            (["holder-1": LicenceSamples.stranger], ["KZ_女方证件号"]), (["issuer": "119900000000000943"], ["issuer"]),
            (["issuedOn": "2023-02-30"], ["issuedOn"]), (["issuedOn": "2026-03-03"], ["issuedOn"]),
            (["effectiveFrom": "soon"], ["effectiveFrom"]),
            (["expiresOn": "2023-05-19"], ["expiresOn"]), (["KZ_登记日期": " "], ["KZ_登记日期"]), (["KZ_女方姓名": "林\u{7}"], ["KZ_女方姓名"]),
            (["KZ_女方姓名 ": "林", "isuedOn": "2023-05-20"], ["KZ_女方姓名 ", "isuedOn"]), (["holder-1.kind": "11"], ["holder-1"]),
            (["number": String(repeating: "9", count: 101)], ["number"]),
        ] as [([String: String], [String])])
    func `says what is wrong with an entry`(changes: [String: String], names: [String]) async throws {
        let entry = LicenceEntry(Self.marriage.values.merging(changes) { $1 })
        let shared = Checkout.compilation.shared
        do throws(LicenceMistakes) {
            _ = try entry.read(shared, on: Day("2026-03-02")!)
            Issue.record("it was taken")
        } catch {
            #expect(error.all.map(\.name).sorted() == names)
            for mistake in error.all {
                for value in changes.values where value.count > 3 {
                    #expect(!mistake.reason.zh.contains(value) && !mistake.reason.en.contains(value))
                }
            }
        }
    }

    @Test(arguments: ["long-term", "长期", "99991231", "9999-12-31"]) func `takes a licence without end`(word: String) async throws {
        var entry = Self.marriage
        entry.values["expiresOn"] = word
        #expect(try entry.read(Checkout.compilation.shared, on: Day("2026-03-02")!).expires == nil)
        entry.values["expiresOn"] = "20301231"
        #expect(try entry.read(Checkout.compilation.shared, on: Day("2026-03-02")!).expires == Day("2030-12-31"))
    }
}

/// A table of licences.
@Suite struct `A table` {
    @Test func `is read with its quotes, its lines and its blanks`() throws {
        let table = try CSVTable("\u{FEFF}a, b ,c\r\n1,\"x, \"\"y\"\"\nz\",\r\n\r\n,,\n 4 ,5,6")
        #expect(table.names == ["a", "b", "c"])
        #expect(table.rows.map(\.cells) == [["1", "x, \"y\"\nz", ""], [" 4 ", "5", "6"]])
        #expect(table.rows.map(\.line) == [2, 6])
        #expect(table.rows.map(\.text) == ["1,\"x, \"\"y\"\"\nz\",", " 4 ,5,6"])
    }

    @Test(arguments: [("", 1), ("\n\n", 1), ("a,a\n1,2", 1), ("a,b\n1,\"2", 2), ("a,b\n\"1\"x,2", 2), ("a\n\"\n\n", 2)] as [(String, Int)])
    func `that is none says where`(text: String, line: Int) {
        #expect { try CSVTable(text) } throws: { ($0 as? CSVTable.Problem)?.line == line }
    }

    @Test func `of licences keeps what is wrong as it stood`() throws {
        let csv = try LicenceTable("type,number\nx,1\ny\nz,\"2\n\"\n")
        #expect(csv.rows.map { (try? $0.entry.get())?.values["type"] } == ["x", nil, "z"])
        #expect(csv.rows.map(\.place.en) == ["2", "3", "4"])
        #expect(csv.text(of: [1, 2]) == "type,number\r\ny\r\nz,\"2\n\"\r\n")
        let json = try LicenceTable(#"[{"type": "x", "number": null}, {"type": 7}, 3]"#)
        #expect(json.rows.map { (try? $0.entry.get())?.values } == [["type": "x"], nil, nil])
        #expect(json.rows.map(\.place.en) == ["licence 1", "licence 2", "licence 3"])
        #expect(try LicenceTable(json.text(of: [0, 1])).rows.map(\.text) == [#"{"number":null,"type":"x"}"#, #"{"type":7}"#])
        #expect(throws: CSVTable.Problem.self) { try LicenceTable("[{]") }
    }
}
