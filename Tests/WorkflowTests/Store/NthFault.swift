import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R3, R4: the n-th read, write, sync or opening fails, for every n until the work needs no more of them; once, or all that come after it
/// too. Whatever was acknowledged is there, nothing is there by halves, and the database works again. ONETHING_FAULTS=1 tries every n
/// (else every seventh).
@Suite struct `A disk that fails` {
    private static let step = ProcessInfo.processInfo.environment["ONETHING_FAULTS"].flatMap(Int.init) ?? 7
    private static let definitions = CompiledDefinitions()

    @Test(arguments: ["read", "write", "full", "sync", "open"], ["once", "lasting"])
    func `loses nothing that was acknowledged, whatever fails when`(kind: String, lasting: String) async throws {
        let folder = try ScratchFolder()
        let driver = Process()
        driver.executableURL = Driver.url
        // There are few openings and syncs: each of them.
        let step = ["open", "sync"].contains(kind) ? 1 : Self.step
        driver.arguments = ["faults", folder.path, Checkout.path("Benchmarks/Reference"), kind, lasting, "\(step)"]
        try driver.run()
        driver.waitUntilExit()
        #expect(driver.terminationStatus == 0, "the driver did not come to its end")
        let runs = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        var acknowledged = 0
        for run in runs {
            let place = folder.path + "/" + run
            var witness = Witness()
            try witness.hear(place + "/log")
            acknowledged += witness.count
            // What the disk has done of a sync that failed nobody knows: nothing is acknowledged after it until the store is opened anew.
            if kind == "sync" { #expect(try !Self.goesOnAfterSilence(place + "/log"), "sync \(run)") }
            do {
                let store = try SQLiteStore(at: place + "/onething.sqlite")
                let office = Office(store: store, definitions: Self.definitions)
                let found = try await office.verify(rebuilding: true)
                #expect(found.intact, "\(kind) \(run): \(String(describing: found.firstBad))")
                #expect(try await witness.broken(in: store) == [], "\(kind) \(run)")
                _ = try await office.publish(DefinitionFolder.read(at: Checkout.path("Benchmarks/Reference")).sources)
                #expect(try await office.start(NewCase(bundle: "workload", from: "one")).refused == nil)
                try store.close()
            } catch {
                Issue.record("\(kind) \(run): \(error)")
            }
        }
        #expect(acknowledged > 0)
    }

    /// Whether anything was acknowledged after a request that was not.
    private static func goesOnAfterSilence(_ log: String) throws -> Bool {
        let lines = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map { $0.split(separator: " ") }
        guard let silence = zip(lines, lines.dropFirst()).enumerated().first(where: { $1.0[0] == "?" && $1.1[0] == "?" }) else {
            return false
        }
        return lines.dropFirst(silence.offset + 1).contains { $0[0] == "!" }
    }
}
