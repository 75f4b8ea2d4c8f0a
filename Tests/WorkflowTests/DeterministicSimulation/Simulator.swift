import Foundation
import TestSupport

@testable import Workflow

/// Runs a seed; where a promise is not kept it looks for the fewest steps after which it is not.
struct Simulator {
    /// A promise that was not kept in the run of a seed.
    struct Failure: Sendable, CustomStringConvertible {
        var seed: UInt64
        var step: Int
        /// Nil: the run itself came to nothing.
        var promise: Promise?
        var what: String
        /// Of the smallest run that was found, each by its number.
        var steps: [Int] = []

        var description: String {
            """
            seed \(seed), step \(step): \(what)
            the same with steps \(steps.map(String.init).joined(separator: " ")) alone; replay: ONETHING_SEED=\(seed) swift test --filter \
            'Deterministic simulation'
            """
        }
    }

    var fault: DeliberateFault?

    /// What happened, line by line if it was wanted, what of everything that should come to pass did, and which promise was not kept.
    struct Result: Sendable {
        var trace: [String] = []
        var seen: Set<String> = []
        var failure: Failure?
    }

    /// - Parameter steps: those that are done, by their numbers; nil: all.
    func run(_ seed: UInt64, steps: [Int]? = nil, tracing: Bool = false) -> Result {
        let scheduler = SeededScheduler(seed: seed)
        let (fault, steps) = (fault, steps ?? Array(1...SimulatedRun.steps(of: seed)))
        do {
            return try scheduler.run {
                let run = try SimulatedRun(seed: seed, scheduler, fault: fault, tracing: tracing)
                defer { run.close() }
                var (step, failure): (Int, Failure?) = (0, nil)
                do {
                    for number in steps {
                        step = number
                        run.begin(step: step)
                        try await run.run(step: step)
                    }
                    step += 1
                    run.begin(step: step)
                    try await run.end()
                } catch {
                    let broken = error as? Broken
                    let what = broken?.description ?? "the run came to nothing: \(error)"
                    run.tell("BROKEN \(what)")
                    failure = Failure(seed: seed, step: step, promise: broken?.promise, what: what, steps: steps)
                }
                return Result(trace: run.trace ?? [], seen: run.seen, failure: failure)
            }
        } catch {
            return Result(failure: Failure(seed: seed, step: 0, what: "\(error)", steps: steps))
        }
    }

    /// The same promise broken after fewer steps, as far as leaving out some at a time finds them.
    func shrunk(_ failure: Failure) -> Failure {
        var least = failure
        least.steps.removeAll { $0 > failure.step }
        var size = least.steps.count / 2
        while size > 0 {
            var start = 0
            while start < least.steps.count {
                var fewer = least.steps
                fewer.removeSubrange(start..<min(start + size, fewer.count))
                if let found = run(failure.seed, steps: fewer).failure, found.promise == failure.promise {
                    least.steps = found.steps.filter { $0 <= found.step }
                } else {
                    start += size
                }
            }
            size /= 2
        }
        return least
    }
}
