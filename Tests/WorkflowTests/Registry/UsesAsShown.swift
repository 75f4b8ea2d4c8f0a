import Foundation
import GRDB
import TestSupport
import Testing

@testable import Workflow

/// Who sees what of the log of uses of data, and when.
@Suite struct `The log of uses as it is shown` {
    private static let officer = Caller(.officer, person: "civil-7", department: "civil-affairs")
    private static let wife = LicenceSamples.person(LicenceSamples.wife)
    private static let husband = LicenceSamples.person(LicenceSamples.husband)
    private static let later = ToldLater(until: Day("2026-03-09")!, law: "personal-information-protection-law", article: "35")

    private func issued(_ kind: StoreKind = .memory) async throws -> TryOffice {
        let office = try await TryOffice(kind)
        _ = try await office.office.issueLicence(`The registry of licences`.marriage, by: Self.officer)
        return office
    }

    private func shown(_ office: TryOffice, to role: Actor.Role = .applicant, limit: Int = 99) async throws -> [LoggedUse] {
        try await office.office.dataUses(of: Self.husband, limit: limit, by: Caller(role))
    }

    // MARK: Others

    /// The mother applies under a pseudonym and reads the certificate, which is his, too; an officer has a staff number.
    @Test(arguments: [Actor.Role.applicant, .agent]) func `names nobody to him whose data they are`(role: Actor.Role) async throws {
        let office = try await TryOffice(.memory)
        try await office.issueCouple()
        _ = try await office.office.readLicence(3, fields: ["男方姓名"], because: "an objection", by: Self.officer)
        let mother = Caller(.applicant, person: "pseudonym-of-the-mother")
        _ = try await office.office.start(
            NewCase(bundle: "newborn", from: "married-local-couple"), of: TryOffice.couple("mother"), by: mother)
        let seen = try await office.office.dataUses(of: Self.husband, limit: 99, by: Caller(role, person: "pseudonym-of-the-father")).map(
            \.use)
        #expect(seen.contains { $0.act == .read && $0.by.role == "applicant" } && seen.contains { $0.by.organisation == "civil-affairs" })
        #expect(seen.allSatisfy { $0.by.person == nil })
        let audited = try await shown(office, to: .auditor).map(\.use.by.person)
        #expect(audited.contains("pseudonym-of-the-mother") && audited.contains("civil-7"))
    }

    // MARK: Refused

    @Test func `has whoever may never open a licence and asks for one that there is`() async throws {
        let office = try await issued()
        for role in [Actor.Role.auditor, .administrator, .applicant] {
            let caller = Caller(role, person: "curious")
            await #expect(throws: NotAllowed(operation: .keepLicences, role: role)) {
                try await office.office.readLicence(1, because: "to see it", by: caller)
            }
            await #expect(throws: NotAllowed(operation: .keepLicences, role: role)) {
                try await office.office.readLicence(2, because: "there is none", by: caller)
            }
            await #expect(throws: NotAllowed(operation: .keepLicences, role: role)) {
                try await office.office.setLicence(1, to: .revoked, because: "of \(LicenceSamples.wife)", by: caller)
            }
        }
        let rows = try await shown(office).map(\.use).filter { $0.act == .refused }
        #expect(rows.map(\.by.role) == ["auditor", "auditor", "administrator", "administrator", "applicant", "applicant"])
        #expect(rows.map(\.purpose) == ["to see it", "", "to see it", "", "to see it", ""] && rows.allSatisfy { $0.basis == "none" })
        #expect(try await office.office.verify().intact)
    }

    // MARK: Later

    @Test(arguments: StoreKind.allCases) func `keeps from its holder what a law lets him be told later, until the day is over`(
        kind: StoreKind
    ) async throws {
        var office = try await issued(kind)
        _ = try await office.office.readLicence(1, fields: [], because: "an inquiry", deferring: Self.later, by: Self.officer)
        _ = try await office.office.readLicence(1, fields: [], because: "an objection", by: Self.officer)
        try office.reopen()
        #expect(try await shown(office).map(\.position) == [1, 3])
        #expect(try await shown(office, limit: 2).map(\.position) == [1, 3], "a page is filled")
        let audited = try await shown(office, to: .auditor)
        #expect(audited.map(\.position) == [1, 2, 3])
        #expect(
            audited[1].use.deferral
                == Deferral(until: "2026-03-09", law: "personal-information-protection-law", article: "35", department: "civil-affairs"))
        office.clock.set("2026-03-09 23:59")
        #expect(try await shown(office).map(\.position) == [1, 3])
        office.clock.set("2026-03-10 00:00")
        #expect(try await shown(office).map(\.position) == [1, 2, 3])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test(arguments: StoreKind.allCases) func `shows it before, when the department that defers it says so`(kind: StoreKind) async throws {
        var office = try await issued(kind)
        _ = try await office.office.readLicence(1, fields: [], because: "an inquiry", deferring: Self.later, by: Self.officer)
        let before = office
        for caller in [Caller(.officer, department: "public-security"), Caller(.supervisor)] {
            await #expect(throws: LicenceRefusal.notDeferred(2)) { try await before.office.releaseUse(2, by: caller) }
        }
        await #expect(throws: NotAllowed(operation: .releaseUses, role: .auditor)) {
            try await before.office.releaseUse(2, by: Caller(.auditor))
        }
        for position in [1, 7] as [Int64] {
            await #expect(throws: LicenceRefusal.notDeferred(position)) {
                try await before.office.releaseUse(position, by: Self.officer)
            }
        }
        try await office.office.releaseUse(2, by: Caller(.supervisor, department: "civil-affairs"))
        try office.reopen()
        let seen = try await shown(office)
        #expect(seen.map(\.use.act) == [.issued, .read, .released] && seen[2].use.released == 2)
        #expect(try await office.office.dataUses(of: Self.wife, limit: 9, by: .applicant).map(\.position) == [1, 2, 3])
        let after = office
        await #expect(throws: LicenceRefusal.notDeferred(2)) { try await after.office.releaseUse(2, by: Self.officer) }
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `defers nothing without a law, in the past, or for more than a year`() async throws {
        let office = try await issued()
        func read(_ until: String, _ law: String = "personal-information-protection-law") async throws {
            let later = ToldLater(until: Day(until)!, law: law)
            _ = try await office.office.readLicence(1, fields: [], because: "an inquiry", deferring: later, by: Self.officer)
        }
        await #expect(throws: LicenceRefusal.inThePast(Day("2026-03-01")!)) { try await read("2026-03-01") }
        await #expect(throws: LicenceRefusal.deferredTooLong(Day("2027-03-02")!)) { try await read("2027-03-03") }
        let laws = Checkout.compilation.shared.laws.map(\.id.value)
        await #expect(throws: UnknownWord(.law, "law-of-ours", known: laws)) { try await read("2026-03-09", "law-of-ours") }
        #expect(try await office.uses(of: LicenceSamples.husband).map(\.act) == [.issued])
        try await read("2027-03-02")
    }

    /// By whoever can write to the file.
    @Test(arguments: [
        "UPDATE data_uses SET payload = replace(payload, '\"until\":\"2026-03-09\"', '\"until\":\"2027-03-09\"')",
        "UPDATE data_uses SET payload = replace(payload, 'personal-information-protection-law', 'civil-code') WHERE position = 2",
    ])
    func `whose deferral was changed is found`(change: String) async throws {
        var office = try await issued(.sqlite)
        _ = try await office.office.readLicence(1, fields: [], because: "an inquiry", deferring: Self.later, by: Self.officer)
        #expect(try await office.office.verify().intact)
        try office.store.close()
        let database = try DatabaseQueue(path: office.folder.path + "/onething.sqlite")
        try await database.write { db in
            let before = try String.fetchAll(db, sql: "SELECT CAST(payload AS TEXT) FROM data_uses ORDER BY position")
            let trigger = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_master WHERE name = 'data_uses_are_never_changed'")
            try db.execute(sql: "DROP TRIGGER data_uses_are_never_changed")
            try db.execute(sql: change)
            try db.execute(sql: "UPDATE data_uses SET payload = CAST(payload AS BLOB)")
            try db.execute(sql: trigger ?? "")
            #expect(try String.fetchAll(db, sql: "SELECT CAST(payload AS TEXT) FROM data_uses ORDER BY position") != before)
        }
        try database.close()
        try office.reopenClosed()
        #expect(try await office.office.verify().firstBad == .init("data-use", position: 2))
    }
}
