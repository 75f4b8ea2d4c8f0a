import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Files go with their case: into its backups, and with it when it is erased or thrown away, also while one is still coming.
@Suite struct `Files of a case` {
    private static let security = Caller(.security, person: "s-1")

    private func bytes(_ number: Int64, of id: CaseID, in office: Office) async throws -> Int {
        let (info, pieces, piece) = try await office.file(number, of: id, by: .applicant)
        var all: [UInt8] = []
        for place in 0..<pieces { all += try await piece(place) }
        #expect(Digest.text(Digest.of(all)) == info.sha256)
        return all.count
    }

    /// One that has come half is no damage there, and nobody sees it; the rest of it still comes.
    @Test func `are in a backup, whole`() async throws {
        let office = try await TryOffice(.sqlite)
        let id = try await office.started("newborn", from: "married-local-couple")
        let kept = try await office.keepFile(of: id, bytes: 600_000)
        let path = office.folder.path + "/onething.sqlite"
        let copy = office.folder.path + "/copy.sqlite"
        let later = try await office.keepFile(of: id, bytes: 900_000) {
            let found = try await Office.copy(path, to: copy, clock: office.clock, definitions: TryOffice.definitions)
            #expect(found.intact, "\(found)")
        }
        #expect(try await office.office.files(of: id, by: .applicant).map(\.number) == [kept.file.number, later.file.number])
        let store = try SQLiteStore(at: copy)
        defer { try? store.close() }
        let restored = Office(
            store: store, clock: office.clock, chance: SeededChance(), keys: office.keys, definitions: TryOffice.definitions)
        #expect(try await restored.files(of: id, by: .applicant).map(\.number) == [kept.file.number])
        #expect(try await bytes(kept.file.number, of: id, in: restored) == kept.file.bytes)
        #expect(try await restored.verify(rebuilding: true).intact)
        // What never came whole is forgotten after a day.
        #expect(try await store.read { try $0.registry.files(of: id).count } == 2)
        office.clock.advance(days: 2)
        _ = try await restored.letTimePass()
        #expect(try await store.read { try $0.registry.files(of: id).map(\.isWhole) } == [true])
    }

    @Test(arguments: StoreKind.allCases) func `are gone with it, also one that is still coming`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.started("newborn", from: "married-local-couple")
        let kept = try await office.keepFile(of: id, bytes: 600_000)
        await #expect(throws: FileRefusal.closed) {
            try await office.keepFile(of: id, bytes: 600_000) {
                _ = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
            }
        }
        #expect(try await office.office.files(of: id, by: .applicant).map(\.number) == [kept.file.number])
        await #expect(throws: FileRefusal.closed) { try await office.keepFile(of: id, bytes: 9) }
        office.clock.set("2036-03-04 00:00")
        #expect(try await office.office.erase(id, receipt: "档接〔2036〕12号", by: Self.security).refused == nil)
        #expect(try await office.office.files(of: id, by: .applicant) == [])
        await #expect(throws: UnknownWord.self) { try await office.office.file(kept.file.number, of: id, by: .applicant) }

        let draft = try await office.office.draft(NewCase(bundle: "newborn", from: "married-local-couple"), by: .applicant).draft.id
        await #expect(throws: UnknownWord.self) {
            try await office.keepFile(of: draft, bytes: 600_000) { try await office.office.discard(draft, by: .applicant) }
        }
        #expect(try await office.store.read { try $0.registry.files(after: 0, limit: 9) } == [])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Where something else stands in for a paper nobody wants a file of it, unless an officer asks for it.
    @Test func `are for papers that are handed in, and for no others`() async throws {
        let office = try await TryOffice(.memory)
        let birth = NewCase(bundle: "newborn", from: "married-local-couple")
        let draft = try await office.office.draft(birth, by: .applicant).draft.id
        let id = try await office.started("newborn", from: "married-local-couple")
        let unwanted = try await office.office.ledger(of: id).lines(ofItems: nil, .en).filter { $0.disposition != "handed-in" }
        #expect(Set(unwanted.map(\.disposition)).count > 3)
        for one in [draft, id] {
            for line in unwanted {
                let disposition = try #require(Disposition(rawValue: line.disposition))
                await #expect(throws: FileRefusal.notWanted(disposition), "\(line.line)") {
                    try await office.keepFile(of: one, bytes: 9, line: line.line)
                }
            }
            await #expect(throws: UnknownWord.self) { try await office.keepFile(of: one, bytes: 9, line: "birth-notice/99") }
            #expect(try await office.keepFile(of: one, bytes: 9).file.line == "birth-registration/4")
        }
        #expect(try await office.store.read { try $0.registry.files(after: 0, limit: 9) }.count == 2, "of the others nothing is kept")
        let note = CaseRequest.Note(reason: "the copy is not legible", papers: ["birth-notice/1"])
        let asked = try await office.office.handle(
            .move(item: "birth-notice", move: "ask-correction", note: note), on: id, by: Caller(.officer, department: "health"))
        #expect(asked.refused == nil)
        let brought = try await office.keepFile(of: id, bytes: 9, line: "birth-notice/1")
        #expect(brought.answer?.events.map(\.type) == ["handed-in"])
    }
}
