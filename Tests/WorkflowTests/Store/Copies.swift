import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// What the writers of a test have been answered, and whether they have done enough.
private final class Writing: Sendable {
    let acknowledged = Mutex<[String]>([])
    let ends = Mutex(false)
}

/// O1, O2: a backup that is made while others write, and a database that is made from it.
@Suite struct `A copy` {
    private let folder = try! ScratchFolder()
    private var path: String { folder.path + "/onething.sqlite" }
    private var backup: String { folder.path + "/backup.sqlite" }
    private static let definitions = CompiledDefinitions()

    private func office(_ store: any EventStore) -> Office {
        Office(store: store, clock: SetClock("2026-03-02 09:30"), chance: SystemChance(), definitions: Self.definitions)
    }

    private func copy(_ from: String, to target: String) async throws -> Verification {
        try await Office.copy(from, to: target, clock: SetClock("2026-03-02 18:00"), definitions: Self.definitions)
    }

    private func published(_ path: String) async throws -> (store: SQLiteStore, office: Office) {
        let store = try SQLiteStore(at: path)
        let office = office(store)
        _ = try await office.publish(try DefinitionFolder.read(at: Checkout.path("Benchmarks/Reference")).sources)
        return (store, office)
    }

    /// What was acknowledged before it began is in it; it is the log as it was at one instant; nobody who writes is turned away.
    @Test func `made while others write has all that was acknowledged before, and is whole`() async throws {
        let (store, office) = try await published(path)
        let writing = Writing()
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    while !writing.ends.withLock({ $0 }) {
                        let answer = try await office.start(NewCase(bundle: "workload", from: "one"))
                        writing.acknowledged.withLock { $0.append(answer.caseID) }
                    }
                }
            }
            for number in 1...5 {
                while writing.acknowledged.withLock({ $0.count }) < number * 20 { await Task.yield() }
                let before = writing.acknowledged.withLock { $0 }
                let target = backup + "-\(number)"
                let found = try await copy(path, to: target)
                #expect(found.intact, "\(found)")
                let copied = try SQLiteStore(at: target)
                let cases = Set(try await copied.read { try $0.cases(after: nil, limit: .max) }.map(\.caseID.description))
                #expect(cases.isSuperset(of: before))
                let head = try await copied.read { try $0.head() }
                try copied.close()
                // The log of the original goes through the very head with which the copy was made.
                #expect(found.copyOf == head.description)
                #expect(try await office.verify(against: [head]).intact)
            }
            writing.ends.withLock { $0 = true }
            try await group.waitForAll()
        }
        try store.close()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.contains(".part") } == [])
    }

    @Test func `knows that it is one, and so does its copy, until it is made the office's own`() async throws {
        let (store, original) = try await published(path)
        _ = try await original.start(NewCase(bundle: "workload", from: "one"))
        let head = try await store.read { try $0.head() }
        #expect(try await store.read { try $0.origin() } == nil)
        try store.close()

        #expect(try await copy(path, to: backup).copyOf == head.description)
        let restored = folder.path + "/restored.sqlite"
        #expect(try await copy(backup, to: restored).copyOf == head.description)
        let second = try SQLiteStore(at: restored)
        #expect(try await second.read { try $0.origin() } == Origin(at: SetClock("2026-03-02 18:00").milliseconds, head: head))
        // Work on a copy goes on from where it was made.
        _ = try await office(second).start(NewCase(bundle: "workload", from: "one"))
        #expect(try await office(second).verify(rebuilding: true).intact)
        #expect(try await office(second).makeOwn()?.head == head)
        #expect(try await office(second).makeOwn() == nil)
        #expect(try await office(second).verify().copyOf == nil)
        try second.close()
    }

    /// The head that it was made with is one that was kept.
    @Test func `shows that what was copied was cut off or changed since`() async throws {
        let (store, original) = try await published(path)
        for _ in 0..<3 { _ = try await original.start(NewCase(bundle: "workload", from: "one")) }
        try store.close()
        _ = try await copy(path, to: backup)
        try OtherProgram.run("update origin set seal = zeroblob(32)", on: backup)
        let copied = try SQLiteStore(at: backup)
        #expect(try await office(copied).verify().firstBad?.what == "head")
        try copied.close()
    }

    @Test func `of a damaged database is not made`() async throws {
        let (store, original) = try await published(path)
        for number in 0..<3 { _ = try await original.start(NewCase(bundle: "workload", from: "one"), key: "\(number)") }
        try store.close()
        try OtherProgram.run("update answers set answer = zeroblob(10) where key = '1'", on: path)
        let found = try await copy(path, to: backup)
        #expect(found.firstBad?.what == "answers")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("backup") } == [])
    }

    @Test func `is never written over something, nor beside another's log`() async throws {
        let (store, _) = try await published(path)
        try store.close()
        for name in ["backup.sqlite", "backup.sqlite-wal", "backup.sqlite-journal"] {
            try folder.write("something", to: name)
            await #expect(throws: StoreFault.alreadyThere(folder.path + "/" + name)) { try await copy(path, to: backup) }
            #expect(try folder.text(name) == "something")
            try FileManager.default.removeItem(atPath: folder.path + "/" + name)
        }
        await #expect(throws: StoreFault.notADatabase) {
            try folder.write(String(repeating: "a letter. ", count: 500), to: "letter")
            return try await copy(folder.path + "/letter", to: backup)
        }
    }
}
