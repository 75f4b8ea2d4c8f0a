import Foundation
import TestSupport
import Testing

@testable import Workflow

/// S6: the head of the log is written down now and then; what is cut off after it is missed all the same (decision 0023).
@Suite struct `A log that was cut off` {
    private let folder = try! ScratchFolder()
    private var path: String { folder.path + "/onething.sqlite" }

    private func office(_ store: SQLiteStore) -> Office { Office(store: store, clock: SetClock("2026-03-02 10:00")) }

    /// A database as after its process was killed: the head that is written down is that of a position, or none.
    private func written(_ cases: Int, headAt position: Int64) async throws -> [CaseID] {
        let store = try SQLiteStore(at: path)
        let office = office(store)
        _ = try await office.publish(Sample.permit().files())
        var ids: [CaseID] = []
        for _ in 0..<cases {
            let answer = try await office.start(NewCase(bundle: "thing", from: "case"))
            ids.append(try #require(CaseID(answer.caseID)))
        }
        for id in ids { _ = try await office.handle(.verify(line: "permit/1"), on: id, by: .officer) }
        let log = try await store.read { try $0.log(after: 0, limit: .max) }
        try store.close()
        let head = log.prefix { $0.position <= position }.reduce(Head.empty) { $0.advanced(by: $1) }
        let seal = head.seal.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        try OtherProgram.run("update head set position = \(position), seal = x'\(seal)'", on: path)
        return ids
    }

    /// Whoever writes to the file takes the guard away, and puts it back.
    private func cut(after position: Int64) throws {
        let guarding = "entries_are_never_deleted"
        try OtherProgram.run(
            "drop trigger \(guarding)", "delete from entries where position > \(position)",
            "CREATE TRIGGER \(guarding) BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END", on: path)
    }

    @Test(arguments: [Int64(0), 3, 9]) func `is intact before that, wherever its head stands`(position: Int64) async throws {
        _ = try await written(5, headAt: position)
        let store = try SQLiteStore(at: path)
        #expect(try await office(store).verify(rebuilding: true).intact)
        #expect(try await store.read { try $0.head() }.position == 10)
        _ = try await office(store).start(NewCase(bundle: "thing", from: "case"))
        #expect(try await office(store).verify(rebuilding: true).intact)
        try store.close()
        // Closed in order, it has its head written down.
        #expect(try String(decoding: OtherProgram.run("select position from head", on: path).output, as: UTF8.self) == "(11,)\n")
    }

    @Test func `is found by the versions of its cases, and placed`() async throws {
        let ids = try await written(5, headAt: 2)
        try cut(after: 8)
        let store = try SQLiteStore(at: path)
        let found = try #require(try await office(store).verify().firstBad)
        #expect(found.what == "missing-end" && found.position == 9)
        #expect(ids[3...].map(\.description).contains(found.caseID))
        try store.close()
    }

    @Test func `is found where whole cases are gone from it`() async throws {
        let ids = try await written(5, headAt: 2)
        try cut(after: 4)
        let store = try SQLiteStore(at: path)
        let found = try #require(try await office(store).verify().firstBad)
        #expect(found.what == "missing-end" && found.position == 5)
        #expect(ids.min()?.description == found.caseID, "all have lost something, and the oldest number comes first")
        try store.close()
    }

    @Test func `is found where it ends before its head`() async throws {
        _ = try await written(5, headAt: 8)
        try cut(after: 4)
        let store = try SQLiteStore(at: path)
        #expect(try await office(store).verify().firstBad?.what == "missing-end")
        try store.close()
    }
}
