import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R1: a process that is killed at any instant, under many clients, has lost nothing that it acknowledged, and done nothing by halves or
/// twice. ONETHING_KILLS says how often (20; 200 in a run by hand).
@Suite struct `A killed process` {
    private static let kills = ProcessInfo.processInfo.environment["ONETHING_KILLS"].flatMap(Int.init) ?? 20

    @Test func `has lost, halved or doubled nothing`() async throws {
        let folder = try ScratchFolder()
        let database = folder.path + "/onething.sqlite"
        var numbers = SeededNumbers(seed: UInt64.random(in: 0...UInt64.max))
        var witness = Witness()
        for round in 0..<Self.kills {
            let log = folder.path + "/log-\(round)"
            try kill(after: Int.random(in: 0...500, using: &numbers), on: database, log, word: "r\(round)")
            try witness.hear(log)
            let store = try SQLiteStore(at: database)
            let found = try await Office(store: store).verify(rebuilding: true)
            #expect(found.intact, "round \(round): \(String(describing: found.firstBad))")
            #expect(try await witness.broken(in: store) == [], "round \(round)")
            try store.close()
            if round % 5 == 4 { witness = Witness() }
        }
    }

    /// Starts the driver, and kills it some milliseconds after it is ready.
    private func kill(after milliseconds: Int, on database: String, _ log: String, word: String) throws {
        let process = try Driver.start(on: database, log: log, word: word)
        let deadline = Date().addingTimeInterval(60)
        while (try? String(contentsOfFile: log, encoding: .utf8))?.hasPrefix("ready") != true {
            guard process.isRunning, Date() < deadline else { throw Unexpected("the driver did not start") }
            usleep(2_000)
        }
        usleep(UInt32(milliseconds) * 1_000)
        #expect(process.isRunning, "the driver ended by itself")
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
