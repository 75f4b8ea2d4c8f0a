import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R2: when the power goes, the disk has what was synced, and of the rest a random part, in any order, one write of it torn. The layer
/// under the driver (Tests/PowerCut) writes down what would be left at random instants: while a database is made, in commits, in
/// checkpoints, in the recovery from the cut before, and when the store is closed. ONETHING_POWER_CUTS says how many (50; 1,000 in a run by
/// hand).
@Suite struct `A power cut` {
    private static let cuts = ProcessInfo.processInfo.environment["ONETHING_POWER_CUTS"].flatMap(Int.init) ?? 50

    @Test func `loses nothing that was acknowledged, and leaves nothing half done`() async throws {
        let seen = try await cut(Self.cuts, syncing: "full")
        #expect(seen.lost == [])
        #expect(seen.acknowledged > 10 * Self.cuts, "the cuts come while there is something to lose")
    }

    /// That this test can fail: the driver again, with the one line passed over that sets `synchronous=FULL`. What is left is still whole, but
    /// it is not all that was acknowledged.
    @Test func `would lose what was acknowledged, were the disk not synced for every commit`() async throws {
        let seen = try await cut(500, syncing: "normal", untilLost: true)
        #expect(seen.lost.contains { $0.hasSuffix("was acknowledged and is lost") })
    }

    private struct Seen {
        var lost: [String] = []
        var acknowledged = 0
    }

    /// Runs of the driver: one that begins anew, one on what a cut of it has left, and so on.
    private func cut(_ most: Int, syncing: String, untilLost: Bool = false) async throws -> Seen {
        let folder = try ScratchFolder()
        var seen = Seen()
        var (before, start) = (Witness(), String?.none)
        for run in 0... {
            let seed = UInt64.random(in: 0...UInt64.max)
            let place = folder.path + "/run-\(run)"
            try FileManager.default.createDirectory(atPath: place + "/cuts", withIntermediateDirectories: true)
            if let start { try copy(start, to: place) }
            let process = try Driver.start(
                on: place + "/onething.sqlite", log: place + "/log", word: "r\(run)", [place + "/cuts", "10", "\(seed)", syncing])
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw Unexpected("the driver failed with seed \(seed)") }
            let images = try FileManager.default.contentsOfDirectory(atPath: place + "/cuts").sorted().map { place + "/cuts/" + $0 }
            (start, before) = try await check(images, before, seed, &seen, next: folder.path + "/start-\(run)")
            if run % 2 == 1 { (start, before) = (nil, Witness()) }
            try FileManager.default.removeItem(atPath: place)
            if (run + 1) * 10 >= most || untilLost && !seen.lost.isEmpty { return seen }
        }
        return seen
    }

    /// Opens what each cut has left. Gives a copy of one of them as it was, and what was acknowledged until then.
    private func check(
        _ images: [String], _ before: Witness, _ seed: UInt64, _ seen: inout Seen, next: String
    ) async throws -> (String?, Witness) {
        let last = images.randomElement()
        var witnessed = Witness()
        for image in images {
            var witness = before
            try witness.hear(image + "/witness")
            if image == last {
                try FileManager.default.createDirectory(atPath: next, withIntermediateDirectories: true)
                try copy(image, to: next)
                witnessed = witness
            }
            seen.acknowledged += witness.count - before.count
            let place = "seed \(seed), cut \(URL(fileURLWithPath: image).lastPathComponent)"
            do {
                let store = try SQLiteStore(at: image + "/onething.sqlite")
                let found = try await Office(store: store, definitions: Self.definitions).verify(rebuilding: true)
                #expect(found.intact, "\(place): \(String(describing: found.firstBad))")
                seen.lost += try await witness.broken(in: store).prefix(3).map { "\(place): \($0)" }
                try store.close()
            } catch {
                Issue.record("\(place): \(error)")
            }
        }
        return (last.map { _ in next }, witnessed)
    }

    private static let definitions = CompiledDefinitions()

    /// The files of a database, as they are.
    private func copy(_ from: String, to: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: from) where name.hasPrefix("onething.sqlite") {
            try FileManager.default.copyItem(atPath: from + "/" + name, toPath: to + "/" + name)
        }
    }
}
