import Foundation
import Synchronization
import Workflow

/// A process that works on a store with many clients until it is killed; it writes down what it asked for and what was acknowledged.
///
/// With `department` as its first argument it plays a department's own system (`DepartmentSystem`). Else the arguments: the database, the definitions, the log, the clients, a word that makes the keys of this run its own. A line of the log is
/// `? KEY` before a request and `! KEY CASE VERSION` after its answer.
@main
struct StoreDriver {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments[1] == "department" {
            return try DepartmentSystem.pass(in: arguments[2], keeping: arguments[3], seed: UInt64(arguments[4])!, arguments.dropFirst(5))
        }
        let office = Office(store: try SQLiteStore(at: arguments[1]))
        let sources = try DefinitionFolder.read(at: arguments[2]).sources
        _ = try await office.publish(sources)
        let log = try Log(arguments[3])
        log.write("ready")
        try await withThrowingTaskGroup { group in
            for client in 0..<Int(arguments[4])! {
                group.addTask { try await work(office, log, "\(arguments[5])-\(client)") }
            }
            try await group.waitForAll()
        }
    }

    /// Case after case: application, verification of its papers, moves as they come.
    private static func work(_ office: Office, _ log: Log, _ client: String) async throws {
        for number in 0... {
            let start = "\(client)-\(number)"
            log.write("? \(start)")
            let answer = try await office.start(NewCase(bundle: "workload", from: "one"), key: start)
            log.write("! \(start) \(answer.caseID) \(answer.version)")
            guard let id = CaseID(answer.caseID) else { continue }
            for step in 0..<24 {
                let message = try await office.nextMove(id)
                guard let (item, move) = message else { break }
                let key = "\(start)-\(step)"
                log.write("? \(key)")
                let moved = try await office.handle(.move(item: item, move: move, note: nil), on: id, by: .officer, key: key)
                log.write("! \(key) \(moved.caseID) \(moved.version)")
            }
        }
    }
}

extension Office {
    /// The first move that an officer can make in a case.
    fileprivate func nextMove(_ id: CaseID) async throws -> (String, String)? {
        let view = try await look(at: id)
        let message = CaseMessage(view.id, view.state, under: view.rules, .en)
        for item in message.items {
            if let move = item.moves.first(where: { $0.by == ["officer"] }) { return (item.item, move.move) }
        }
        return nil
    }
}

/// Lines that are in the hands of the system once written: they outlive the process.
private final class Log: Sendable {
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
