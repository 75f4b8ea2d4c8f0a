import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What only a file on a disk can promise, or suffer.
@Suite struct `A store in a file` {
    let folder = try! ScratchFolder()
    var path: String { folder.path + "/onething.sqlite" }

    private static let walk = try! StoreSamples.walk("newborn/married-local-couple")

    private func faultOfOpening(_ path: String) -> StoreFault? {
        do throws(StoreFault) {
            let store = try SQLiteStore(at: path)
            try? store.close()
            return nil
        } catch {
            return error
        }
    }

    /// R2: NORMAL would survive a killed process and lose what was acknowledged in a power cut.
    @Test func `syncs every commit to disk before it is acknowledged`() throws {
        let store = try SQLiteStore(at: path)
        #expect(try store.synchronous() == 2)
        try store.close()
    }

    @Test func `is the same after it was closed and opened`() async throws {
        let id = StoreSamples.id(7)
        var store = try SQLiteStore(at: path)
        try await store.keep(Self.walk, as: id)
        let before = try await store.read { (try $0.entries(of: id), try $0.head(), try $0.items(of: id)) }
        try store.close()
        store = try SQLiteStore(at: path)
        #expect(try await store.read { (try $0.entries(of: id), try $0.head(), try $0.items(of: id)) } == before)
        let next = try await store.write { try $0.append(Self.walk.events, to: StoreSamples.id(8), under: 1, expecting: 0, at: 1) }
        #expect(next.position == before.1.position + 1)
        try store.close()
    }

    /// S9: whoever runs the office, and nobody else on the machine.
    @Test func `is its owner's alone, and so are its log and its copies`() async throws {
        let store = try SQLiteStore(at: path)
        try await store.keep(Self.walk, as: StoreSamples.id(7))
        try SQLiteStore.copy(path, to: folder.path + "/copy.sqlite", at: 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let rights = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.posixPermissions] as? Int
            #expect(rights == 0o600, "\(name)")
        }
        try store.close()
    }

    @Test func `is written by one process at a time`() throws {
        let store = try SQLiteStore(at: path)
        #expect(faultOfOpening(path) == .inUse)
        try store.close()
        #expect(faultOfOpening(path) == nil)
    }

    @Test func `says what it is not`() throws {
        try folder.write(
            "this is a letter, and no database at all; it is long enough to be one".padding(toLength: 4096, withPad: ".", startingAt: 0),
            to: "letter")
        #expect(faultOfOpening(folder.path + "/letter") == .notADatabase)
        try OtherProgram.run("create table people(name text)", on: path)
        #expect(faultOfOpening(path) == .notADatabase)
        #expect(faultOfOpening(folder.path + "/no/such/folder/x.sqlite") == .cannotOpen(folder.path + "/no/such/folder/x.sqlite"))
    }

    /// Found by a simulated power cut: the migrator commits its own table before ours.
    @Test func `goes on where a power cut came while it was made`() throws {
        try OtherProgram.run("create table grdb_migrations (identifier text not null primary key)", on: path)
        #expect(faultOfOpening(path) == nil)
    }

    @Test func `does not open what a newer version has written`() throws {
        try SQLiteStore(at: path).close()
        try OtherProgram.run("insert into grdb_migrations values ('99: from the future')", on: path)
        #expect(faultOfOpening(path) == .newer)
    }

    /// Not even somebody at the database's own prompt changes an entry by mistake.
    @Test func `has entries that are never changed nor deleted`() async throws {
        let store = try SQLiteStore(at: path)
        try await store.keep(Self.walk, as: StoreSamples.id(1))
        try store.close()
        for sql in ["update entries set at = 0", "delete from entries"] {
            #expect(try OtherProgram.run(sql, on: path).status == 1)
        }
    }

    /// R14: whatever byte of a payload or seal is changed, the case is not served; it is said which record.
    @Test func `never serves an entry that was changed`() async throws {
        let id = StoreSamples.id(1)
        let store = try SQLiteStore(at: path)
        try await store.keep(Self.walk, as: id)
        let entries = try await store.read { try $0.entries(of: id) }
        try store.close()
        var numbers = SeededNumbers(seed: 14)
        for _ in 0..<2_000 {
            var changed = entries
            let place = Int.random(in: 0..<entries.count, using: &numbers)
            switch Int.random(in: 0..<5, using: &numbers) {
            case 0: changed[place].at += 1
            case 1: changed[place].position += 1
            case 2: changed[place].seal[Int.random(in: 0..<32, using: &numbers)] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            default:
                let byte = Int.random(in: changed[place].payload.indices, using: &numbers)
                changed[place].payload[byte] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
            }
            #expect(throws: StoreFault.brokenEntry(id, seq: entries[place].seq)) { try CaseState(replaying: changed) }
        }
    }

    /// R5: what does not fit is refused whole, reading goes on, and so does writing once there is room.
    @Test func `that is full loses nothing and goes on when there is room`() async throws {
        let store = try SQLiteStore(at: path)
        try await store.keep(Self.walk, as: StoreSamples.id(0))
        try store.allow(pages: 60)
        var kept = 1
        var fault: StoreFault?
        while fault == nil, kept < 1_000 {
            do {
                let id = StoreSamples.id(kept)
                try await store.write { _ = try $0.append(Self.walk.events, to: id, under: 1, expecting: 0, at: 1) }
                kept += 1
            } catch {
                fault = error as? StoreFault
            }
        }
        #expect(fault == .full)
        let (count, full) = (kept, StoreSamples.id(kept))
        #expect(try await store.read { try $0.entries(of: full) }.isEmpty)
        try store.allow(pages: 100_000)
        let entry = try await store.write { try $0.append(Self.walk.events, to: full, under: 1, expecting: 0, at: 1) }
        let log = try await store.read { try $0.log(after: 0, limit: .max) }
        #expect(log.map(\.position) == Array(1...entry.position))
        #expect(Set(log.map(\.caseID)).count == count + 1)
        #expect(log.reduce(Head.empty) { $0.advanced(by: $1) } == (try await store.read { try $0.head() }))
        try store.close()
    }

    /// R6: somebody holds the lock of the file longer than anybody waits.
    @Test func `that is locked by somebody else says so, and goes on afterwards`() async throws {
        let store = try SQLiteStore(at: path, patience: 0.2)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c",
            "import sqlite3,sys; c=sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('begin immediate'); print('held', flush=True); sys.stdin.read()",
            path,
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        _ = output.fileHandleForReading.availableData
        await #expect(throws: StoreFault.busy) {
            try await store.write { _ = try $0.append(Self.walk.events, to: StoreSamples.id(1), under: 1, expecting: 0, at: 1) }
        }
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        let entry = try await store.write { try $0.append(Self.walk.events, to: StoreSamples.id(1), under: 1, expecting: 0, at: 1) }
        #expect(entry.position == 1)
        try store.close()
    }
}
