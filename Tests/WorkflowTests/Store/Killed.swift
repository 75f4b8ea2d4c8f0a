import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R1: a process that is killed at any instant, under many clients, has lost nothing that it acknowledged, and done nothing by halves or
/// twice. ONETHING_KILLS says how often (20; 200 in a run by hand).
@Suite struct `A killed process` {
    private static let kills = ProcessInfo.processInfo.environment["ONETHING_KILLS"].flatMap(Int.init) ?? 20

    private static let driver: URL = {
        let folders =
            [URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(), URL(fileURLWithPath: CommandLine.arguments[0])]
            .map { $0.deletingLastPathComponent() } + [Checkout.root.appendingPathComponent(".build/debug")]
        return folders.map { $0.appendingPathComponent("StoreDriver") }.first { FileManager.default.isExecutableFile(atPath: $0.path) }
            ?? Checkout.root.appendingPathComponent(".build/debug/StoreDriver")
    }()

    @Test func `has lost, halved or doubled nothing`() async throws {
        let folder = try ScratchFolder()
        var numbers = SeededNumbers(seed: UInt64.random(in: 0...UInt64.max))
        var acknowledged: [String: Acknowledged] = [:]
        var open: Set<String> = []
        for round in 0..<Self.kills {
            let log = folder.path + "/log-\(round)"
            try kill(after: Int.random(in: 0...500, using: &numbers), log, round, folder)
            let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map {
                $0.split(separator: " ").map(String.init)
            }
            for line in lines where line.count > 1 {
                if line[0] == "?" { open.insert(line[1]) }
                guard line[0] == "!", line.count == 4 else { continue }
                acknowledged[line[1]] = Acknowledged(caseID: line[2], version: Int(line[3]) ?? 0)
                open.remove(line[1])
            }
            let store = try SQLiteStore(at: folder.path + "/onething.sqlite")
            let found = try await Office(store: store).verify(rebuilding: true)
            #expect(found.intact, "round \(round): \(String(describing: found.firstBad))")
            try await check(acknowledged, open, store)
            try store.close()
            if round % 5 == 4 { (acknowledged, open) = ([:], []) }
        }
    }

    private struct Acknowledged {
        var caseID: String
        var version: Int
    }

    /// Starts the driver, and kills it some milliseconds after it is ready.
    private func kill(after milliseconds: Int, _ log: String, _ round: Int, _ folder: ScratchFolder) throws {
        let process = Process()
        process.executableURL = Self.driver
        process.arguments = [folder.path + "/onething.sqlite", Checkout.path("Benchmarks/Reference"), log, "16", "r\(round)"]
        try process.run()
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

    /// What was acknowledged is there, once; what was not is there once or not at all.
    private func check(_ acknowledged: [String: Acknowledged], _ open: Set<String>, _ store: SQLiteStore) async throws {
        try await store.read { store in
            for (key, answer) in acknowledged {
                guard let kept = try store.answer(to: key) else {
                    Issue.record("\(key) was acknowledged and is lost")
                    continue
                }
                let stored = try JSONDecoder().decode(CaseAnswer.self, from: Data(kept.answer))
                #expect(stored.caseID == answer.caseID && stored.version == answer.version)
                guard let id = CaseID(answer.caseID) else { continue }
                let entries = try store.entries(of: id)
                #expect(entries.count { $0.version == answer.version } == 1, "\(key) is there once")
            }
            for key in open {
                guard let kept = try store.answer(to: key) else { continue }
                let stored = try JSONDecoder().decode(CaseAnswer.self, from: Data(kept.answer))
                let entries = try CaseID(stored.caseID).map { try store.entries(of: $0) } ?? []
                #expect(entries.count { $0.version == stored.version } == 1, "\(key) is there once or not at all")
            }
        }
    }
}
