import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R14: one bit of a database that was closed is another than was written. ONETHING_FLIPS says how many are tried (250; 5,000 in a run by
/// hand).
///
/// For each, everything is asked of the database that can be asked, and it is verified. To ask for a case is a fault, or it is the same as
/// before, or its last entries are gone, which its own seals cannot show; that, and whatever else differs, the verification finds.
@Suite struct `A flipped bit` {
    private static let flips = ProcessInfo.processInfo.environment["ONETHING_FLIPS"].flatMap(Int.init) ?? 250
    private static let definitions = CompiledDefinitions()

    @Test func `is never served silently`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/onething.sqlite"
        let asked = try await make(path)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let before = try await ask(path, asked)
        #expect(before.isIntact && before.cases.count == asked.ids.count && !before.cases.contains(nil))
        #expect(before.answers.count == asked.keys.count && !before.answers.contains(nil))

        var numbers = SeededNumbers(seed: UInt64.random(in: 0...UInt64.max))
        // Most of a small file is empty, and nothing comes of a bit there.
        let written = bytes.indices.filter { bytes[$0] != 0 }
        var (found, same) = (0, 0)
        for _ in 0..<Self.flips {
            let place =
                Int.random(in: 0..<3, using: &numbers) > 0
                ? written.randomElement(using: &numbers)! : bytes.indices.randomElement(using: &numbers)!
            let bit = UInt8.random(in: 0..<8, using: &numbers)
            var flipped = bytes
            flipped[place] ^= 1 << bit
            for suffix in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            try Data(flipped).write(to: URL(fileURLWithPath: path))
            do {
                let after = try await ask(path, asked)
                for case let (one?, other?) in zip(before.cases, after.cases) {
                    #expect(one.starts(with: other), "byte \(place), bit \(bit): a case is served that is another")
                }
                if after.isIntact {
                    #expect(after == before, "byte \(place), bit \(bit): something is served that is another, and nothing was found")
                    same += 1
                } else {
                    found += 1
                }
            } catch is StoreFault {
                found += 1
            }
        }
        #expect(found > Self.flips / 3 && same > 0, "\(found) found, \(same) of no account")
    }

    /// One of 5,000 flips made a page of cases come in another order: whoever reads page after page then never came to an end.
    @Test(.timeLimit(.minutes(5))) func `in the number of a case does not keep the verification for ever`() async throws {
        let office = try await TryOffice(.sqlite)
        var ids: [CaseID] = []
        for _ in 0..<3 { ids.append(try await office.started("newborn", from: "married-local-couple")) }
        try office.store.close()
        let path = office.folder.path + "/onething.sqlite"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let before = Self.varint(ids[0].number)
        let places = bytes.ranges(of: before)
        #expect(!places.isEmpty)
        for place in places { bytes.replaceSubrange(place, with: Self.varint(ids[0].number ^ 1 << 38)) }
        try bytes.write(to: URL(fileURLWithPath: path))
        var opened = office
        try opened.reopenClosed()
        let found = try await opened.office.verify(rebuilding: true)
        #expect(found.firstBad?.what == "cases")
        await #expect(throws: StoreFault.damaged("cases")) { try await opened.office.cases(limit: 9) }
    }

    /// As SQLite writes the number of a row of nine bytes.
    private static func varint(_ number: Int64) -> Data {
        let bits = UInt64(bitPattern: number)
        let first = (0..<8).map { UInt8(truncatingIfNeeded: bits >> (57 - 7 * UInt64($0))) | 0x80 }
        return Data(first + [UInt8(truncatingIfNeeded: bits)])
    }

    private struct Asked {
        var ids: [CaseID] = []
        var keys: [String] = []
    }

    /// What a database answers; nil where it is a fault to ask.
    private struct Answered: Equatable {
        var isIntact = false
        var cases: [[EventRecord]?] = []
        var states: [CaseState?] = []
        var rows: [CaseRow]?
        var worklists: [[ItemRow]?] = []
        var answers: [CaseAnswer?] = []
        var digest: String?
        var people: [Int32?] = []
        var drafts: [[Draft]?] = []
    }

    /// A database with some cases, two versions of its definitions, answers under keys and persons, all in one file.
    private func make(_ path: String) async throws -> Asked {
        var asked = Asked()
        let store = try SQLiteStore(at: path)
        let office = Office(store: store, clock: SetClock("2026-03-02 09:30"), chance: SeededChance(), definitions: Self.definitions)
        var sources = try DefinitionFolder.read(at: Checkout.path("Benchmarks/Reference")).sources
        for version in 0..<2 {
            sources["bundles/workload.yaml", default: ""] += "\n# version \(version)\n"
            _ = try await office.publish(sources)
            for number in 0..<4 {
                let key = "start-\(version)-\(number)"
                let answer = try await office.start(NewCase(bundle: "workload", from: "one"), key: key)
                guard let id = CaseID(answer.caseID) else { throw Unexpected("\(answer)") }
                asked.ids.append(id)
                asked.keys.append(key)
                for step in 0..<number {
                    let view = try await office.look(at: id)
                    let items = CaseMessage(view.id, view.state, under: view.rules, .en).items
                    let moves = items.flatMap { item in item.moves.filter { $0.by == ["officer"] }.map { (item.item, $0.move) } }
                    guard let (item, move) = moves.first else { break }
                    _ = try await office.handle(
                        .move(item: item, move: move, note: nil), on: id, by: Caller(.officer, person: Self.person(number)),
                        key: key + "-\(step)")
                    asked.keys.append(key + "-\(step)")
                }
            }
        }
        for number in 1..<4 {
            _ = try await office.draft(
                NewCase(bundle: "workload", from: "one"), by: Caller(.applicant, person: Self.person(number)))
        }
        try store.close()
        return asked
    }

    private static func person(_ number: Int) -> String { "officer-99-\(number)" }

    private func ask(_ path: String, _ asked: Asked) async throws -> Answered {
        let store = try SQLiteStore(at: path)
        do {
            let answered = try await ask(store, asked)
            try? store.close()
            return answered
        } catch {
            try? store.close()
            throw error
        }
    }

    private func ask(_ store: SQLiteStore, _ asked: Asked) async throws -> Answered {
        let office = Office(store: store, clock: SetClock("2026-03-02 09:30"), chance: SeededChance(), definitions: Self.definitions)
        var answered = Answered()
        for id in asked.ids {
            answered.cases.append(try? await office.events(of: id))
            answered.states.append((try? await office.look(at: id))?.state)
        }
        answered.rows = try? await office.cases(limit: 100)
        for row in answered.rows ?? [] { _ = CaseListing.words(row) }
        for department in ["office"] { answered.worklists.append(try? await office.worklist(of: department, limit: 100).map(\.row)) }
        for key in asked.keys {
            let kept = try? await store.read { try $0.answer(to: key) }
            answered.answers.append(kept.flatMap { try? JSONDecoder().decode(CaseAnswer.self, from: Data($0.answer)) })
        }
        answered.drafts.append(try? await office.drafts(limit: 100).map(\.draft))
        answered.drafts.append(try? await office.drafts(of: Self.person(2), limit: 100).map(\.draft))
        answered.digest = try? await office.currentDigest()
        answered.isIntact = try await office.verify(rebuilding: true).intact
        for number in 1..<4 { answered.people.append(try? await store.write { try $0.person(Self.person(number)) }) }
        return answered
    }
}

/// What a list prints of a row, so that nothing is left that could trap.
private enum CaseListing {
    static func words(_ row: CaseRow) -> String {
        [row.caseID.description, row.submitted?.description, row.due?.description, row.wakes?.description].compactMap { $0 }.joined()
    }
}
