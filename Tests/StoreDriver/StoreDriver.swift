import Foundation
import PowerCut
import Synchronization
import Workflow

/// A process that works on a store with many clients, until it is killed or enough power cuts were taken; it writes down what it asked for
/// and what was acknowledged.
///
/// Arguments: the database, the definitions, the log, the clients, a word that makes the keys of this run its own; for power cuts also a
/// folder for what each leaves behind, how many, a seed, and `full` or `normal`. A line of the log is `? KEY` before a request and
/// `! KEY CASE VERSION` after its answer. With `department` as its first argument it plays a department's own system (`DepartmentSystem`),
/// with `faults` it works on a disk that fails (`FaultyDisk`).
@main
struct StoreDriver {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments[1] == "department" {
            return try DepartmentSystem.pass(
                in: arguments[2], keeping: arguments[3], seed: UInt64(arguments[4]) ?? 0, arguments.dropFirst(5))
        }
        if arguments[1] == "faults" { return try await FaultyDisk.work(in: arguments[2], arguments[3], arguments.dropFirst(4)) }
        let log = try Log(arguments[3])
        let cuts = arguments.count > 9 ? try PowerCuts(arguments) : nil
        let store = try SQLiteStore(at: arguments[1])
        let office = Office(store: store)
        let sources = try DefinitionFolder.read(at: arguments[2]).sources
        _ = try await office.publish(sources)
        log.write("ready")
        try await withThrowingTaskGroup { group in
            for client in 0..<(Int(arguments[4]) ?? 1) {
                group.addTask { try await work(office, log, "\(arguments[5])-\(client)", cuts) }
            }
            try await group.waitForAll()
        }
        try store.close()
        if powercut_taken() < 0 { throw CocoaError(.fileWriteUnknown) }
    }

    /// Case after case: application, verification of its papers, moves as they come.
    private static func work(_ office: Office, _ log: Log, _ client: String, _ cuts: PowerCuts?) async throws {
        for number in 0... {
            if cuts?.areEnough == true { return }
            let start = "\(client)-\(number)"
            log.write("? \(start)")
            let answer = try await office.start(NewCase(bundle: "workload", from: "one"), key: start)
            log.write("! \(start) \(answer.caseID) \(answer.version)")
            guard let id = CaseID(answer.caseID) else { continue }
            for step in 0..<24 {
                let message = try await office.nextMove(id)
                guard let (item, move) = message, cuts?.areEnough != true else { break }
                let key = "\(start)-\(step)"
                log.write("? \(key)")
                let moved = try await office.handle(.move(item: item, move: move, note: nil), on: id, by: .officer, key: key)
                log.write("! \(key) \(moved.caseID) \(moved.version)")
            }
        }
    }
}

/// Power cuts while the clients work; the last two are left for the moment when the store is closed.
private struct PowerCuts {
    private let most: Int32

    init(_ arguments: [String]) throws {
        most = Int32(arguments[7]) ?? 0
        let code = powercut_begin(
            arguments[1], arguments[3], arguments[6], UInt64(arguments[8]) ?? 0, most, arguments[9] == "normal" ? 1 : 0)
        guard code == 0 else { throw CocoaError(.fileReadUnknown) }
    }

    var areEnough: Bool {
        let taken = powercut_taken()
        return taken < 0 || taken >= most - 2
    }
}

extension Office {
    /// The first move that an officer can make in a case.
    func nextMove(_ id: CaseID) async throws -> (String, String)? {
        let view = try await look(at: id)
        let message = CaseMessage(view.id, view.state, under: view.rules, .en)
        for item in message.items {
            if let move = item.moves.first(where: { $0.by == ["officer"] }) { return (item.item, move.move) }
        }
        return nil
    }
}

/// Lines that are in the hands of the system once written: they outlive the process.
final class Log: Sendable {
    private let file: Mutex<Int32>

    init(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        file = Mutex(descriptor)
    }

    func write(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        file.withLock { file in _ = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) } }
    }
}
