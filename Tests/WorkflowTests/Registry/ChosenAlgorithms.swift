import Foundation
import TestSupport
import Testing

@testable import Workflow

/// An office whose algorithms are chosen anew: what is there is read, what is new is sealed and signed by the choice.
@Suite(.enabled(if: Algorithms.gm.areBuiltIn)) struct `An office that chooses its algorithms` {
    private static let police = Caller(.officer, department: "public-security")
    private static let civilAffairs = Caller(.officer, department: "civil-affairs")
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")

    /// The office of a database and its file of keys, under a choice.
    private func office(_ tried: TryOffice, _ algorithms: Algorithms) -> Office {
        Office(
            store: tried.store, clock: tried.clock, chance: SystemChance(),
            keys: KeyFile(path: tried.folder.path + "/keys", algorithms: algorithms) { _ in }, definitions: TryOffice.definitions)
    }

    private func card(_ id: String, _ name: String) -> LicenceEntry { LicenceEntry(TryOffice.card(id, name)) }

    private func tags(_ tried: TryOffice) async throws -> [UInt8] {
        try await tried.store.read { try $0.registry.licences(after: 0, limit: 9).compactMap(\.body.first) }
    }

    private func secrets(_ tried: TryOffice) async throws -> [String] {
        try await tried.store.read { try $0.registry.officeKeys().map(\.name).sorted() }
    }

    private func values(_ id: CaseID, _ office: Office, _ tried: TryOffice) async throws -> FormValues {
        try await tried.store.read { try office.values(of: $0.form(of: id), of: id) }
    }

    @Test(arguments: StoreKind.allCases) func `reads everything after it went from the one to 国密 and back`(kind: StoreKind) async throws {
        let tried = try await TryOffice(kind)
        let before = office(tried, .standard)
        _ = try await before.issueLicence(card(LicenceSamples.wife, "林晓月"), by: Self.police)
        let old = try #require(CaseID(try await before.start(Self.birth, filling: ["child.name": "金丝雀"]).caseID))
        #expect(try await secrets(tried) == ["index", "signing"])

        let gm = office(tried, .gm)
        let entry = `The registry of licences`.marriage
        _ = try await gm.issueLicence(entry, by: Self.civilAffairs)
        #expect(try await secrets(tried) == ["index", "signing", "signing-sm2"])
        #expect(try await tags(tried) == [1, 2])
        await #expect(throws: LicenceRefusal.alreadyThere(2)) { try await gm.issueLicence(entry, by: Self.civilAffairs) }
        let answer = try await gm.start(Self.birth, of: TryOffice.couple("mother"))
        #expect(
            answer.askedLines.filter { $0.hasSuffix(" used") } == [
                "mother resident-identity-card used", "mother marriage-certificate used",
            ],
            "one is signed with Ed25519, one with SM2")
        let id = try #require(CaseID(answer.caseID))
        _ = try await gm.fill(["child.name": "新金丝雀"], in: old, by: .applicant)
        try await gm.setLicence(1, to: .suspended, because: "an objection", by: Self.police)
        #expect(try await tags(tried) == [2, 2])
        #expect(try await gm.rotateKeys(by: Caller(.security)) == 7)

        let after = office(tried, .standard)
        #expect(try await values(old, after, tried)["child.name"] == "新金丝雀")
        #expect(try await values(id, after, tried)["mother.name"] == "林晓月")
        let shown = try await after.readLicence(2, because: "why", by: Self.civilAffairs)
        #expect(shown.signature?.algorithm == .sm2sm3 && shown.licence.fields["女方姓名"] == "林晓月")
        try await after.setLicence(1, to: .valid, because: "settled", by: Self.police)
        _ = try await after.issueLicence(card(LicenceSamples.husband, "周远山"), by: Self.police)
        #expect(try await tags(tried) == [1, 2, 1])
        #expect(try await secrets(tried) == ["index", "signing", "signing-sm2"])
        #expect(
            try await after.start(Self.birth, of: TryOffice.couple("mother", "father")).askedLines.filter { $0.hasSuffix(" used") }.count
                == 3)
        #expect(try await after.verify(rebuilding: true).intact)
    }

    @Test(arguments: StoreKind.allCases) func `that begins with 国密 has no other key`(kind: StoreKind) async throws {
        let tried = try await TryOffice(kind)
        let gm = office(tried, .gm)
        _ = try await gm.issueLicence(card(LicenceSamples.stranger, "金丝雀"), by: Self.police)
        #expect(try await secrets(tried) == ["index", "signing-sm2"])
        let shown = try await gm.readLicence(1, because: "why", by: Self.police)
        let row = try #require(try await tried.store.read { try $0.registry.officeKey("signing-sm2") })
        let key = PublicKey(algorithm: .sm2sm3, bytes: try #require(row.publicKey))
        #expect(try key.isRight(#require(shown.signature), over: shown.licence.signed))
        #expect(try await gm.verify(rebuilding: true).intact)
        guard kind == .sqlite else { return }
        for file in try FileManager.default.contentsOfDirectory(atPath: tried.folder.path) {
            let data = try Data(contentsOf: tried.folder.url.appendingPathComponent(file))
            #expect(data.range(of: Data("金丝雀".utf8)) == nil && data.range(of: Data(LicenceSamples.stranger.utf8)) == nil, "\(file)")
        }
    }

    /// Whoever can write to the database writes the digest of the row anew, too.
    @Test(arguments: [Algorithms.standard, .gm]) func `takes no public key that somebody has put beside its secret`(algorithms: Algorithms)
        async throws
    {
        let tried = try await TryOffice(.memory)
        let office = office(tried, algorithms)
        _ = try await office.issueLicence(card(LicenceSamples.stranger, "金丝雀"), by: Self.police)
        try await tried.store.write { store in
            for var key in try store.registry.officeKeys() where key.publicKey != nil {
                key.publicKey = try SigningKey(algorithms.signing).publicKey.bytes
                try store.registryWriter.keep(key)
            }
        }
        await #expect(throws: StoreFault.damaged("office_keys")) { try await office.readLicence(1, because: "why", by: Self.police) }
    }

    /// The first thing that is signed under the new choice may be a new version.
    @Test func `makes its new key when it renews`() async throws {
        let tried = try await TryOffice(.memory)
        let entry = `The registry of licences`.marriage
        _ = try await office(tried, .standard).issueLicence(entry, by: Self.civilAffairs)
        let gm = office(tried, .gm)
        #expect(try await gm.renewLicence(1, as: entry, by: Self.civilAffairs).number == 2)
        #expect(try await gm.readLicence(2, because: "why", by: Self.civilAffairs).signature?.algorithm == .sm2sm3)
    }
}
