import Foundation
import GRDB
import TestSupport
import Testing

@testable import Workflow

/// What the file of a registry tells to who has not the keys, and what the audit finds when somebody has changed it.
@Suite struct `A registry at rest` {
    private static let keeper = Caller(.officer, person: "civil-7", department: "civil-affairs")

    /// Of people who stand in no journey: those are published with the definitions.
    private static let canaries: [String: String] = [
        "number": "CANARY-0001", "holder-1": LicenceSamples.stranger, "holder-1.name": "金丝雀甲", "KZ_女方姓名": "金丝雀乙",
        "KZ_女方证件号": LicenceSamples.stranger, "KZ_男方姓名": "金丝雀丙", "KZ_登记日期": "1911-10-10",
    ]

    private static func entry(_ number: String) -> LicenceEntry {
        LicenceEntry(`The registry of licences`.marriage.values.merging(canaries) { $1 }.merging(["number": number]) { $1 })
    }

    private func filled() async throws -> TryOffice {
        let office = try await TryOffice(.sqlite)
        for number in ["CANARY-0001", "CANARY-0002"] { _ = try await office.office.issueLicence(Self.entry(number), by: Self.keeper) }
        _ = try await office.office.readLicence(1, because: "to see it", by: Self.keeper)
        try await office.office.setLicence(2, to: .suspended, because: "an objection", by: Self.keeper)
        let draft = try await office.office.draft(NewCase(bundle: "newborn", from: "married-local-couple"), by: .applicant).draft.id
        _ = try await office.office.authorise(LicenceSamples.person(LicenceSamples.husband), for: draft, by: .applicant)
        return office
    }

    /// Names, numbers and days, in the file, the log beside it and a copy.
    @Test func `tells nothing of anybody`() async throws {
        let office = try await filled()
        let path = office.folder.path + "/onething.sqlite"
        _ = try await Office.copy(path, to: office.folder.path + "/copy.sqlite", clock: office.clock, definitions: TryOffice.definitions)
        let files = try FileManager.default.contentsOfDirectory(atPath: office.folder.path).sorted()
        #expect(files.count >= 4)
        for file in files {
            let data = try Data(contentsOf: office.folder.url.appendingPathComponent(file))
            for (name, canary) in Self.canaries { #expect(data.range(of: Data(canary.utf8)) == nil, "\(name) stands in \(file)") }
        }
        let shown = try await office.office.readLicence(1, because: "to see that they are there", by: Self.keeper)
        #expect(shown.licence.fields["女方姓名"] == "金丝雀乙")
    }

    @Test func `cannot be opened by other keys`() async throws {
        let office = try await filled()
        let other = Office(store: office.store, clock: office.clock, keys: PassingKeys(), definitions: TryOffice.definitions)
        await #expect(throws: KeyProblem.sealedByAnother) { try await other.readLicence(1, because: "why", by: Self.keeper) }
        await #expect(throws: KeyProblem.sealedByAnother) {
            try await other.issueLicence(Self.entry("3"), by: Self.keeper)
        }
    }

    /// Each change by whoever can write to the file; triggers stand in nobody's way who takes them off.
    @Test(
        arguments: [
            ("UPDATE data_uses SET payload = replace(payload, 'an objection', 'no objection!')", "data-use"),
            ("DELETE FROM data_uses WHERE position = 2", "data-use"), ("DELETE FROM data_uses WHERE position = 4", "data-use"),
            ("DELETE FROM data_uses", "data-use"), ("UPDATE data_uses SET seal = zeroblob(32) WHERE position = 3", "data-use"),
            ("UPDATE data_uses SET position = position + 10 WHERE position > 2", "data-use"),
            ("UPDATE data_uses SET payload = '{}' WHERE position = 1", "data_uses"),
            ("UPDATE licences SET status = 0 WHERE number = 2", "licences 2"), ("DELETE FROM licences WHERE number = 1", "licence 1"),
            ("UPDATE licences SET body = zeroblob(100) WHERE number = 1", "licences 1"), ("UPDATE licences SET expires = 1", "licences 1"),
            ("DELETE FROM licence_holders WHERE number = 1 AND place = 0", "licences 1"),
            ("DELETE FROM data_use_subjects", "data-use"), ("DELETE FROM data_use_subjects WHERE position = 3", "data-use"),
            ("DELETE FROM licences WHERE number = 2", "licence 2"), ("DELETE FROM authorisations", "authorisations 1"),
            ("UPDATE authorisations SET withdrawn_at = 1", "authorisations 1"),
            ("UPDATE authorisations SET sensitive = 1", "authorisations 1"), ("DELETE FROM office_keys", "office_keys index"),
            ("UPDATE office_keys SET public = zeroblob(32) WHERE name = 'signing'", "office_keys signing"),
        ] as [(String, String)])
    func `that was changed is found`(change: String, what: String) async throws {
        var office = try await filled()
        #expect(try await office.office.verify().intact)
        try office.store.close()
        let database = try DatabaseQueue(path: office.folder.path + "/onething.sqlite")
        let triggers = try await database.read { try String.fetchAll($0, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger'") }
        try await database.write { db in
            for name in try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try db.execute(sql: "DROP TRIGGER \(name)")
            }
            try db.execute(sql: change)
            #expect(db.changesCount > 0)
            for trigger in triggers { try db.execute(sql: trigger) }
        }
        try database.close()
        try office.reopenClosed()
        let found = try await office.office.verify()
        #expect(found.firstBad?.what == what)
    }

    /// He takes off the end of the log, and writes its end anew: only a head that was kept elsewhere shows it.
    /// Without them nothing would be found again, and a licence would come in twice.
    @Test func `whose keys are gone makes no new ones`() async throws {
        var office = try await filled()
        try office.store.close()
        try OtherProgram.run("delete from office_keys", on: office.folder.path + "/onething.sqlite")
        try office.reopenClosed()
        let opened = office
        await #expect(throws: StoreFault.damaged("office_keys index")) {
            try await opened.office.issueLicence(Self.entry("3"), by: Self.keeper)
        }
    }

    @Test func `that was cut off with its end is found by a kept head`() async throws {
        let office = try await filled()
        let head = try await office.office.headOfUses()
        #expect(head.position == 5)
        #expect(try await office.office.verify(uses: [head]).intact)
        try office.store.close()
        let database = try DatabaseQueue(path: office.folder.path + "/onething.sqlite")
        try await database.write { db in
            let trigger = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_master WHERE name = 'data_uses_are_never_deleted'")
            try db.execute(sql: "DROP TRIGGER data_uses_are_never_deleted; DELETE FROM data_uses WHERE position > 2")
            try db.execute(sql: trigger ?? "")
            try db.execute(sql: "UPDATE data_uses_head SET position = 2, seal = (SELECT seal FROM data_uses WHERE position = 2)")
            // The licence that was suspended is as it was issued: its row was kept from before.
            try db.execute(sql: "DELETE FROM licences WHERE number = 2; DELETE FROM licence_holders WHERE number = 2")
        }
        try database.close()
        var opened = office
        try opened.reopenClosed()
        let uses = try await opened.office.verify(uses: [head])
        #expect(uses.firstBad?.what == "data-use" && uses.firstBad?.position == 3)
    }

    /// A status that is put back, with the body of before and every seal of rows anew: the log remembers.
    @Test func `does not take an old row for a new one`() async throws {
        let office = try await filled()
        let before = try #require(try await office.store.read { try $0.registry.licence(1) })
        try await office.office.setLicence(1, to: .revoked, because: "by error", by: Self.keeper)
        try await office.store.write { _ = try $0.registryWriter.keep(before) }
        #expect(try await office.office.verify().firstBad?.what == "licence 1")
    }
}
