import Foundation
import Workflow

/// How a move and a page of a worklist take longer in a large office than in a small one: 1,000,000 finished and 100,000 open cases against
/// 1,000 of each; and how soon a database is ready again, closed in order or killed while it was written to. Only where ONLY=scale asks for it:
/// it needs some 5 GB and minutes.
func scale(_ definitions: String, clones: String) async throws -> [Measurement] {
    var all: [Measurement] = []
    var small: [String: Double] = [:]
    for (open, finished) in [(1_000, 1_000), (100_000, 1_000_000)] {
        var workload = try await DurableWorkload(definitions)
        _ = try await workload.movesASecond(clients: 10, cases: 20)
        let ids = try await workload.begin(open)
        try workload.close()
        _ = try output(of: "python3", [clones, workload.database, "\(finished)"])
        let ready = try ContinuousClock().measure { try workload.reopen() }
        _ = try await workload.office.look(at: ids[0])
        all.append(Measurement(once: "ready, \(open) open and \(finished) finished cases", ready))
        for _ in 0..<5 {
            try workload.close()
            try killAWriter(of: workload.database, definitions)
            let ready = try ContinuousClock().measure { try workload.reopen() }
            let looked = try await ContinuousClock().measure { _ = try await workload.office.look(at: ids[0]) }
            all.append(Measurement(once: "ready after a kill, \(open) open and \(finished) finished cases", ready + looked))
        }
        var page: String?
        let times = [
            // Each case once, so that none is remembered from its last move.
            "p99 of a move": try await workload.times(1_000) { try await workload.firstMove(of: ids[$0 * 7919 % ids.count]) },
            "p99 of a page of a worklist": try await workload.times(1_000) { _ in try await workload.nextPage(&page) },
        ]
        for (bench, times) in times.sorted(by: { $0.key < $1.key }) {
            let p99 = times[times.count * 99 / 100]
            let before = small[bench]
            small[bench] = small[bench] ?? p99
            all.append(
                Measurement(
                    bench: "\(bench), \(open) open and \(finished) finished cases", value: p99 * 1e6, unit: "µs",
                    against: before.map { _ in "1,000 open and 1,000 finished cases" }, ratio: before.map { p99 / $0 }, n: times.count,
                    min: times[0] * 1e6, max: times[times.count - 1] * 1e6))
        }
        try workload.close()
        workload.remove()
    }
    return all
}

/// This program once more, which begins cases and moves them with 64 clients, until it is killed.
private func killAWriter(of database: String, _ definitions: String) throws {
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    writer.arguments = ["keep-writing", database, definitions]
    try writer.run()
    Thread.sleep(forTimeInterval: .random(in: 1...2))
    kill(writer.processIdentifier, SIGKILL)
    writer.waitUntilExit()
}

/// Writes without end.
func keepWriting(_ database: String, _ definitions: String) async throws {
    let workload = try DurableWorkload(on: database, definitions)
    while true { _ = try await workload.movesASecond(clients: 64, cases: 6_400) }
}

extension Measurement {
    init(once bench: String, _ time: Duration) {
        let seconds = time.seconds
        self.init(bench: bench, value: seconds * 1e3, unit: "ms", n: 1, min: seconds * 1e3, max: seconds * 1e3)
    }
}

extension DurableWorkload {
    /// Cases that have begun.
    func begin(_ count: Int) async throws -> [CaseID] {
        let office = office
        return try await withThrowingTaskGroup { group in
            for client in 0..<64 {
                group.addTask {
                    var ids: [CaseID] = []
                    for _ in 0..<(count / 64 + (client < count % 64 ? 1 : 0)) {
                        let answer = try await office.start(NewCase(bundle: "workload", from: "one"))
                        if let id = CaseID(answer.caseID) { ids.append(id) }
                    }
                    return ids
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    func firstMove(of id: CaseID) async throws {
        let answer = try await office.handle(.move(item: moves[0].item, move: moves[0].move, note: nil), on: id, by: .officer)
        precondition(answer.refused == nil)
    }

    /// The page of a worklist after the last one; after the last page the first.
    func nextPage(_ place: inout String?) async throws {
        let rows = try await office.worklist(of: "office", WorklistRequest(after: place), limit: 50)
        place = rows.count == 50 ? rows.last?.place : nil
    }

    /// Seconds, the shortest first.
    func times(_ count: Int, _ body: (Int) async throws -> Void) async throws -> [Double] {
        var times: [Double] = []
        for number in 0..<count {
            let start = ContinuousClock().now
            try await body(number)
            times.append(start.duration(to: ContinuousClock().now).seconds)
        }
        return times.sorted()
    }
}
