import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A new master key takes the place of the old ones: only keys are sealed anew.
@Suite struct `A new master key` {
    private static let security = Caller(.security)
    private static let civilAffairs = Caller(.officer, department: "civil-affairs")

    /// An office over a file of keys, with a form, a draft's form and licences.
    private struct Sealed {
        var office: TryOffice
        var keys: KeyFile
        var id: CaseID
        var draft: CaseID

        var work: Office { Office(store: office.store, clock: office.clock, keys: keys, definitions: TryOffice.definitions) }

        init(_ kind: StoreKind) async throws {
            office = try await TryOffice(kind)
            keys = KeyFile(path: office.folder.path + "/keys") { _ in }
            let work = Office(store: office.store, clock: office.clock, keys: keys, definitions: TryOffice.definitions)
            for entry in [TryOffice.card(LicenceSamples.wife, "林晓月"), TryOffice.card(LicenceSamples.husband, "周远山")] {
                _ = try await work.issueLicence(LicenceEntry(entry), by: Caller(.officer, department: "public-security"))
            }
            _ = try await work.issueLicence(`The registry of licences`.marriage, by: civilAffairs)
            let birth = NewCase(bundle: "newborn", from: "married-local-couple")
            id = try #require(CaseID(try await work.start(birth, of: TryOffice.couple("mother")).caseID))
            draft = try await work.draft(birth, filling: ["child.name": "金丝雀"], by: .applicant).draft.id
        }

        func names() async throws -> [Int] { try await work.sealedByKey(by: security).map(\.sealed) }

        func values(_ id: CaseID) async throws -> FormValues {
            let work = work
            return try await office.store.read { try work.values(of: $0.form(of: id), of: id) }
        }
    }

    @Test(arguments: StoreKind.allCases) func `opens everything that the old one opened, and the log stays whole`(kind: StoreKind)
        async throws
    {
        let sealed = try await Sealed(kind)
        #expect(try await sealed.names() == [7])
        let before = try await sealed.values(sealed.id)
        #expect(before["mother.name"] == "林晓月")
        #expect(try await sealed.work.rotateKeys(by: Self.security) == 7)
        #expect(try await sealed.names() == [0, 7])
        #expect(try await sealed.work.rotateKeys(adding: false, by: Self.security) == 0, "nothing is left")

        // Without the old one, as an office that is opened tomorrow.
        let lines = try String(contentsOfFile: sealed.keys.path, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 3)
        try (lines[0] + "\n" + lines[2] + "\n").write(toFile: sealed.keys.path, atomically: true, encoding: .utf8)
        var tomorrow = sealed
        tomorrow.keys = KeyFile(path: sealed.keys.path) { _ in }
        #expect(try await tomorrow.values(sealed.id) == before)
        #expect(try await tomorrow.values(sealed.draft) == ["child.name": "金丝雀"])
        let shown = try await tomorrow.work.readLicence(3, because: "why", by: Self.civilAffairs)
        #expect(shown.licence.fields["女方姓名"] == "林晓月")
        #expect(try await tomorrow.work.dataUses(of: LicenceSamples.person(LicenceSamples.wife), limit: 9, by: .applicant).count == 5)
        #expect(try await tomorrow.work.verify(rebuilding: true).intact)
    }

    @Test func `goes on where it was broken off`() async throws {
        let sealed = try await Sealed(.memory)
        _ = try sealed.keys.add()
        _ = try await sealed.work.fill(["child.name": "金丝雀"], in: sealed.id, by: .applicant)
        #expect(try await sealed.names() == [7, 0], "what a case has keeps its key")
        #expect(try await sealed.work.rotateKeys(adding: false, by: Self.security) == 7)
        #expect(try await sealed.names() == [0, 7])
    }

    /// Whoever keeps them elsewhere adds and removes.
    @Test func `may come from a keeper of secrets, and is written nowhere`() async throws {
        let sealed = try await Sealed(.memory)
        let text = try String(contentsOfFile: sealed.keys.path, encoding: .utf8)
        func work(_ text: String) throws -> Office {
            Office(
                store: sealed.office.store, clock: sealed.office.clock, keys: try GivenKeys(text: text, from: "KEYS"),
                definitions: TryOffice.definitions)
        }
        let before = try await sealed.values(sealed.id)
        await #expect(throws: KeyProblem.keptElsewhere("KEYS")) { try await work(text).rotateKeys(by: Self.security) }
        await #expect(throws: KeyProblem.keptElsewhere("KEYS")) { try GivenKeys(text: text, from: "KEYS").remove("x") }
        #expect(try await sealed.names() == [7], "nothing has changed")
        let both = try work(text + MasterKeys.newLine())
        #expect(try await both.rotateKeys(adding: false, by: Self.security) == 7)
        #expect(try await both.sealedByKey(by: Self.security).map(\.sealed) == [0, 7])
        #expect(try await sealed.office.store.read { try both.values(of: $0.form(of: sealed.id), of: sealed.id) } == before)
        let wrong = #expect(throws: KeyProblem.noKey("KEYS", line: 2)) { try GivenKeys(text: "# a\nSECRET", from: "KEYS") }
        #expect(wrong?.message.en.contains("SECRET") == false)
    }

    /// What backups have under it can then be opened by nobody.
    @Test func `lets the old one be retired, once that has sealed nothing any more`() async throws {
        let sealed = try await Sealed(.memory)
        let old = try sealed.keys.keys(creating: false).names[0]
        await #expect(throws: KeyProblem.inUse(old, 7)) { try await sealed.work.retireKey(old, by: Self.security) }
        _ = try sealed.keys.add()
        await #expect(throws: KeyProblem.inUse(old, 7)) { try await sealed.work.retireKey(old, by: Self.security) }
        #expect(try await sealed.work.rotateKeys(adding: false, by: Self.security) == 7)
        let new = try sealed.keys.keys(creating: false).names[1]
        await #expect(throws: KeyProblem.inUse(new, 7)) { try await sealed.work.retireKey(new, by: Self.security) }
        await #expect(throws: KeyProblem.unknownKey("none")) { try await sealed.work.retireKey("none", by: Self.security) }
        await #expect(throws: NotAllowed.self) { try await sealed.work.retireKey(old, by: Caller(.administrator)) }
        try await sealed.work.retireKey(old, by: Self.security)
        let text = try String(contentsOfFile: sealed.keys.path, encoding: .utf8)
        #expect(text.hasPrefix("# The master keys") && text.hasSuffix("\n") && !text.contains(old) && text.contains(new))
        #expect(try KeyFile(path: sealed.keys.path) { _ in }.keys(creating: false).names == [new])
        #expect(try await sealed.names() == [7])
        #expect(try await sealed.values(sealed.draft) == ["child.name": "金丝雀"])
    }

    @Test func `is not made beside keys that are not those of the database`() async throws {
        let sealed = try await Sealed(.memory)
        var other = sealed
        other.keys = KeyFile(path: sealed.office.folder.path + "/other") { _ in }
        _ = try other.keys.keys(creating: true)
        let text = try String(contentsOfFile: other.keys.path, encoding: .utf8)
        await #expect(throws: KeyProblem.sealedByAnother) { try await other.work.rotateKeys(by: Self.security) }
        #expect(try String(contentsOfFile: other.keys.path, encoding: .utf8) == text)
        for role in [Actor.Role.administrator, .auditor, .officer, .applicant] {
            await #expect(throws: NotAllowed(operation: .keepKeys, role: role)) { try await sealed.work.rotateKeys(by: Caller(role)) }
        }
    }

    @Test func `is in the file for its owner alone, which is whole at every moment`() async throws {
        let folder = try ScratchFolder()
        let keys = KeyFile(path: folder.path + "/keys") { _ in }
        #expect(throws: KeyProblem.missing(folder.path + "/keys")) { try keys.add() }
        let first = try keys.keys(creating: true).names
        let both = try keys.add().names
        #expect(both.count == 2 && both.first == first.first)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["keys"])
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/keys")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try KeyFile(path: folder.path + "/keys") { _ in }.keys(creating: false).names == both)
    }
}
