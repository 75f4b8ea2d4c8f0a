import Foundation
import TestSupport
import Testing

@testable import Workflow

/// R10: the office under everything that goes wrong at once. One seed says the people, what they ask, the clock, the order of tasks, and what
/// fails: the store, the process, the other office. ONETHING_SEED=123 replays one and prints all of it; ONETHING_SEEDS=100000 runs so many.
@Suite(.serialized) struct `Deterministic simulation` {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seeds = environment["ONETHING_SEEDS"].flatMap(UInt64.init) ?? 1_000
    private static let only = environment["ONETHING_SEED"].flatMap(UInt64.init)

    @Test func `keeps every promise`() async {
        let simulator = Simulator()
        if let seed = Self.only {
            let result = simulator.run(seed, tracing: true)
            print(result.trace.joined(separator: "\n"))
            if let failure = result.failure { Issue.record("\(simulator.shrunk(failure))") }
            return
        }
        var seen: Set<String> = []
        for seed in 1...Self.seeds {
            let result = simulator.run(seed)
            if let failure = result.failure {
                Issue.record("\(simulator.shrunk(failure))")
                return
            }
            seen.formUnion(result.seen)
            await Task.yield()
        }
        if Self.seeds >= 1_000 { #expect(Self.occasions.subtracting(seen) == []) }
    }

    /// What has to come to pass in some run, so that nothing is kept for want of an occasion.
    private static let occasions: Set<String> = [
        "process stopped", "process died", "process failed", "store busy", "store full", "store failed", "ProcessDied", "refused",
        "VersionConflict", "OtherRequest", "NotAllowed", "UnknownWord", "closed", "limit passed", "clock resumed", "licence checked",
        "licence awaited", "licence arrived", "licence revoked", "use asked", "use read", "use found", "use checked", "use authorised",
        "use authorisation-withdrawn", "use issued", "use revoked", "use reused", "erased",
    ]

    /// The trace has every command, event, use of data and failure; nothing but the seed makes it.
    @Test(.enabled(if: only == nil)) func `does the same for the same seed, to the last byte`() {
        let simulator = Simulator()
        var traces: Set<[String]> = []
        for seed: UInt64 in [1, 2, 3, 8, 16, 32, 48] {
            let (first, again) = (simulator.run(seed, tracing: true).trace, simulator.run(seed, tracing: true).trace)
            #expect(first == again && first.count > SimulatedRun.steps(of: seed))
            traces.insert(first)
        }
        #expect(traces.count == 7, "and another one for another seed")
    }

    /// What each deliberate fault breaks.
    private static let finds: [(DeliberateFault, Set<Promise>)] = [
        (.acknowledgesBeforeCommit, [.acknowledged]), (.losesTheLog, [.acknowledged]), (.leavesOutAnEntry, [.replay]),
        (.forgetsKeys, [.oneEffect]), (.leavesOutQuestions, [.usesLogged]), (.leavesOutReadings, [.usesLogged]),
        (.keepsWhatWasTakenBack, [.replay]), (.forgetsDays, [.replay]),
    ]

    @Test(.enabled(if: only == nil), arguments: finds) func `finds what is broken on purpose`(
        fault: DeliberateFault, promises: Set<Promise>
    ) async throws {
        let simulator = Simulator(fault: fault)
        let found = (1...Self.seeds).lazy.compactMap { simulator.run($0).failure }.first
        let failure = try #require(found, "a store that \(fault.rawValue) is not found")
        #expect(failure.promise.map(promises.contains) == true, "\(failure)")
        let (first, again) = (simulator.run(failure.seed, tracing: true), simulator.run(failure.seed, tracing: true))
        #expect(first.trace == again.trace && first.failure?.what == failure.what && first.failure?.step == failure.step)
        print("a store that \(fault.rawValue): \(failure)")
    }

    @Test(.enabled(if: only == nil)) func `tells the few steps that are enough`() throws {
        let simulator = Simulator(fault: .losesTheLog)
        let failure = try #require((1...Self.seeds).lazy.compactMap { simulator.run($0).failure }.first)
        let least = simulator.shrunk(failure)
        // Something is written, and the process dies.
        #expect(least.steps.count <= 2 && least.promise == failure.promise)
        #expect(simulator.run(least.seed, steps: least.steps).failure?.what == least.what)
    }

    @Test(.enabled(if: only == nil)) func `tries every fault on purpose`() {
        #expect(Set(Self.finds.map(\.0)) == Set(DeliberateFault.allCases))
    }
}
