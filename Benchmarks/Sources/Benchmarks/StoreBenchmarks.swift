import Foundation
import Workflow

/// Durable moves: the reference workload through an office over a file, every answer after its commit is on disk.
func durable(_ folder: String, yardstick: String?) async throws -> [Measurement] {
    var all: [Measurement] = []
    let limit = yardstick.flatMap { try? CProgram($0) }
    // One client waits for the disk most of the time, and disks have moods: many short pairs tell more than few long ones.
    for (title, clients, cases, pairs, commit, peer) in [
        ("durable moves, 64 clients", 64, 1_920, 5, "100", "sqlite_c/w_sqlite guard, groups of 100"),
        ("durable moves, 1 client", 1, 60, 25, "trans", "sqlite_c/w_sqlite guard, 1 a commit"),
    ] {
        var rates: [Double] = []
        var ratios: [Double] = []
        for _ in 0..<pairs {
            let theirs = try limit?.movesASecond(cases: cases, commit: commit)
            let workload = try await DurableWorkload(folder)
            let rate = try await workload.movesASecond(clients: clients, cases: cases)
            try workload.close()
            workload.remove()
            rates.append(rate)
            if let theirs { ratios.append(rate / theirs) }
        }
        rates.sort()
        ratios.sort()
        all.append(
            Measurement(
                bench: title, value: rates[pairs / 2], unit: "moves/s", against: limit.map { _ in peer },
                ratio: ratios.isEmpty ? nil : ratios[pairs / 2], n: pairs, min: rates[0], max: rates[pairs - 1]))
    }
    let workload = try await DurableWorkload(folder)
    _ = try await workload.movesASecond(clients: 64, cases: 1_280)
    try workload.close()
    let bytes = try workload.bytesOfCase(cases: 1_280)
    workload.remove()
    let theirs = try limit?.bytesOfCase(cases: 1_280)
    all.append(
        Measurement(
            bench: "bytes of a case on disk", value: bytes, unit: "bytes", against: limit.map { _ in "sqlite_c/w_sqlite guard" },
            ratio: theirs.map { bytes / $0 }, n: 1, min: bytes, max: bytes))
    return all
}

/// An office over a new file, with the reference workload published.
struct DurableWorkload {
    private let folder: URL
    private var store: SQLiteStore
    private(set) var office: Office
    let moves: [(item: String, move: String)]
    /// The department of each item.
    let departments: [String: String]

    var database: String { folder.path + "/bench.sqlite" }

    /// Over a file that another made, on which the reference workload was published.
    init(on database: String, _ definitions: String) throws {
        folder = URL(fileURLWithPath: database).deletingLastPathComponent()
        store = try SQLiteStore(at: database)
        office = Office(store: store)
        let read = try DefinitionFolder.read(at: definitions)
        (moves, departments) = (try Self.moves(read), Self.departments(read))
    }

    init(_ definitions: String) async throws {
        folder = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
            .appendingPathComponent("Benchmarks/.build/bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore(at: folder.path + "/bench.sqlite")
        self.store = store
        let office = Office(store: store)
        self.office = office
        let read = try DefinitionFolder.read(at: definitions)
        _ = try await office.publish(read.sources)
        (moves, departments) = (try Self.moves(read), Self.departments(read))
    }

    private static func departments(_ read: DefinitionFolder) -> [String: String] {
        Dictionary(uniqueKeysWithValues: read.definitions.items.map { ($0.id.value, $0.department.value) })
    }

    /// Those of a case, in their order.
    private static func moves(_ read: DefinitionFolder) throws -> [(item: String, move: String)] {
        let compilation = read.definitions.compile()
        let rules = CaseRules(compilation.bundles[0])
        let walk = compilation.journeys[0].walk(under: rules)
        let moves: [(item: String, move: String)] = walk.commands.dropFirst().compactMap { _, command in
            guard case .move(let item, let move, _) = command.action, let submission = walk.state.submission else { return nil }
            return (rules.name(ofItem: item, in: submission), rules.process(of: walk.state.items[item]).moveNames[move])
        }
        precondition(moves.count == Workload.moves)
        return moves
    }

    /// Clients that each take one case after the other to its end.
    func movesASecond(clients: Int, cases: Int) async throws -> Double {
        let office = office
        let moves = moves
        let start = ContinuousClock().now
        try await withThrowingTaskGroup { group in
            for _ in 0..<clients {
                group.addTask {
                    for _ in 0..<cases / clients {
                        let answer = try await office.start(NewCase(bundle: "workload", from: "one"))
                        guard let id = CaseID(answer.caseID) else { throw CocoaError(.fileReadCorruptFile) }
                        for (item, move) in moves {
                            let answer = try await office.handle(.move(item: item, move: move, note: nil), on: id, by: .officer)
                            precondition(answer.refused == nil)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        return Double(cases * moves.count) / start.duration(to: ContinuousClock().now).seconds
    }

    func close() throws { try store.close() }

    /// As after the process was stopped and started again.
    mutating func reopen() throws {
        store = try SQLiteStore(at: database)
        office = Office(store: store)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// After the last checkpoint.
    func bytesOfCase(cases: Int) throws -> Double {
        let size = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
        return Double(size) / Double(cases)
    }
}

/// The limit of the yardstick: the same rows written by a C program with libsqlite3.
struct CProgram {
    private let program: String
    private let database: String

    init(_ yardstick: String) throws {
        let folder = FileManager.default.currentDirectoryPath + "/Benchmarks/.build"
        program = folder + "/w_sqlite"
        database = folder + "/w_sqlite.db"
        let source = yardstick + "/sqlite_c/w_sqlite.c"
        guard FileManager.default.fileExists(atPath: source) else { throw CocoaError(.fileNoSuchFile) }
        _ = try output(of: "gcc", ["-O2", "-march=native", "-o", program, source, "-lsqlite3"])
    }

    private struct Result: Decodable {
        var cases: Double
        var transitions: Double
        var elapsed_s: Double
        var db_bytes: Double
    }

    func movesASecond(cases: Int, commit: String) throws -> Double {
        let result = try run(cases, commit)
        return result.transitions / result.elapsed_s
    }

    func bytesOfCase(cases: Int) throws -> Double {
        let result = try run(cases, "100")
        return result.db_bytes / result.cases
    }

    private func run(_ cases: Int, _ commit: String) throws -> Result {
        let text = try output(
            of: program, [database, "\(cases)", "--sync", "FULL", "--commit", commit, "--schema", "guard", "--window", "100"])
        return try JSONDecoder().decode(Result.self, from: text.split(separator: UInt8(ascii: "\n")).last ?? Data())
    }
}
