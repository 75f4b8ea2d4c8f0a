import Foundation
import PowerCut
import Workflow

/// R3: the same work again and again, each time on a new database of which another thing fails, until nothing fails any more.
///
/// Arguments: a folder, the definitions, what fails (`read write full sync open`), `once` or `lasting`, every how many (1: each). In the folder's
/// subfolders 1, 2 … are the databases and what was asked and acknowledged.
enum FaultyDisk {
    private static let kinds = ["read": FAULT_READ, "write": FAULT_WRITE, "full": FAULT_FULL, "sync": FAULT_SYNC, "open": FAULT_OPEN]

    static func work(in folder: String, _ definitions: String, _ arguments: ArraySlice<String>) async throws {
        let words = Array(arguments)
        guard words.count == 3, let kind = kinds[words[0]], let step = Int64(words[2]), fault_begin() == 0 else {
            throw CocoaError(.featureUnsupported)
        }
        let sources = try DefinitionFolder.read(at: definitions).sources
        let compiled = CompiledDefinitions()
        for nth in stride(from: Int64(1), to: .max, by: Int64.Stride(step)) {
            let place = "\(folder)/\(nth)"
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            let log = try Log(place + "/log")
            fault_set(place + "/onething.sqlite", kind, nth, words[1] == "lasting" ? 1 : 0)
            await run(on: place + "/onething.sqlite", sources, compiled, log)
            let failures = fault_count()
            fault_set("", FAULT_NONE, 0, 0)
            if failures == 0 { return }
        }
    }

    /// Whatever fails, what comes after it is tried.
    private static func run(on path: String, _ sources: [String: String], _ compiled: CompiledDefinitions, _ log: Log) async {
        guard let store = try? SQLiteStore(at: path, patience: 0.1) else { return }
        let office = Office(store: store, definitions: compiled)
        _ = try? await office.publish(sources)
        for number in 0..<2 {
            log.write("? start-\(number)")
            guard let answer = try? await office.start(NewCase(bundle: "workload", from: "one"), key: "start-\(number)") else { continue }
            log.write("! start-\(number) \(answer.caseID) \(answer.version)")
            guard let id = CaseID(answer.caseID) else { continue }
            for step in 0..<4 {
                let key = "move-\(number)-\(step)"
                guard let (item, move) = try? await office.nextMove(id) else { continue }
                log.write("? \(key)")
                let moved = try? await office.handle(.move(item: item, move: move, note: nil), on: id, by: .officer, key: key)
                if let moved { log.write("! \(key) \(moved.caseID) \(moved.version)") }
            }
        }
        _ = try? await office.letTimePass()
        try? store.close()
    }
}
