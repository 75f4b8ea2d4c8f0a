import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The process that works on a store until something happens to it; it stands beside the test bundle.
enum Driver {
    static let url = Checkout.program("StoreDriver")

    /// Starts it with 16 clients on a database in a folder.
    static func start(on database: String, log: String, word: String, _ more: [String] = []) throws -> Process {
        let process = Process()
        process.executableURL = url
        process.arguments = [database, Checkout.path("Benchmarks/Reference"), log, "16", word] + more
        try process.run()
        return process
    }
}

/// What the driver wrote down: what it was answered, and what it asked for and was not answered.
struct Witness {
    private struct Acknowledged {
        var caseID: String
        var version: Int
    }

    private var acknowledged: [String: Acknowledged] = [:]
    private var open: Set<String> = []

    var count: Int { acknowledged.count }

    /// Hears one more log; a line that is not whole was never written.
    mutating func hear(_ log: String) throws {
        let text = try String(contentsOfFile: log, encoding: .utf8)
        for line in text.split(separator: "\n").map({ $0.split(separator: " ").map(String.init) }) where line.count > 1 {
            if line[0] == "?" { open.insert(line[1]) }
            guard line[0] == "!", line.count == 4 else { continue }
            acknowledged[line[1]] = Acknowledged(caseID: line[2], version: Int(line[3]) ?? 0)
            open.remove(line[1])
        }
    }

    /// What is not as it was acknowledged: that must be there, once; what was not acknowledged is there once or not at all.
    func broken(in store: some EventStore) async throws -> [String] {
        try await store.read { store in
            var broken: [String] = []
            for (key, answer) in acknowledged {
                guard let kept = try store.answer(to: key) else {
                    broken.append("\(key) was acknowledged and is lost")
                    continue
                }
                let stored = try JSONDecoder().decode(CaseAnswer.self, from: Data(kept.answer))
                if stored.caseID != answer.caseID || stored.version != answer.version { broken.append("\(key) has another answer") }
                if try Self.times(stored, store) != 1 { broken.append("\(key) was acknowledged and is not there once") }
            }
            for key in open {
                guard let kept = try store.answer(to: key) else { continue }
                let stored = try JSONDecoder().decode(CaseAnswer.self, from: Data(kept.answer))
                if try Self.times(stored, store) != 1 { broken.append("\(key) is there by halves") }
            }
            return broken.sorted()
        }
    }

    private static func times(_ answer: CaseAnswer, _ store: any StoreReader) throws -> Int {
        guard let id = CaseID(answer.caseID) else { return 0 }
        return try store.entries(of: id).count { $0.version == answer.version }
    }
}
