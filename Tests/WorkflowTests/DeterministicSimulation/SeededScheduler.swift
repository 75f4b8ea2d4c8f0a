import Foundation
import Synchronization
import TestSupport

/// One thread on which all tasks of a simulated process run, a piece at a time; which of those that could go on does so is drawn from the seed.
///
/// A read of the database runs on threads of its own. Nothing else goes on until it is back, so that nothing depends on how long it takes.
final class SeededScheduler: TaskExecutor {
    private struct Contents {
        var jobs: [UnownedJob] = []
        /// Those who let others go first.
        var turns: [UnsafeContinuation<Void, Never>] = []
        var numbers: SeededNumbers
        /// How many jobs there were when somebody left to read the database: who comes next is he. Nil: nobody did.
        var jobsWhenLeft: Int?
    }

    private enum Next {
        case job(UnownedJob)
        case turn(UnsafeContinuation<Void, Never>)
    }

    private let arrival = NSCondition()
    /// Unsafe is not: it is touched only while `arrival` is locked.
    nonisolated(unsafe) private var contents: Contents

    init(seed: UInt64) { contents = Contents(numbers: SeededNumbers(seed: seed)) }

    private func locked<Value>(_ work: (inout Contents) -> Value) -> Value {
        arrival.lock()
        defer { arrival.unlock() }
        return work(&contents)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        locked { contents in
            contents.jobs.append(job)
            arrival.signal()
        }
    }

    /// Lets whoever else is ready go on before.
    func turn() async {
        await withUnsafeContinuation { continuation in locked { $0.turns.append(continuation) } }
    }

    /// Does something that runs on other threads, alone.
    func outside<Value>(_ work: () async throws -> Value) async throws -> Value {
        locked { $0.jobsWhenLeft = $0.jobs.count }
        defer { locked { $0.jobsWhenLeft = nil } }
        return try await work()
    }

    /// Runs a task, and all that it starts, on the thread of the caller.
    func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        let ended = Ended<Value>()
        Task(executorPreference: self) {
            do {
                let value = try await work()
                ended.result.withLock { $0 = .success(value) }
            } catch {
                ended.result.withLock { $0 = .failure(error) }
            }
        }
        while true {
            if let result = ended.result.withLock({ $0 }) { return try result.get() }
            switch next() {
            case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .turn(let continuation): continuation.resume()
            }
        }
    }

    private func next() -> Next {
        arrival.lock()
        defer { arrival.unlock() }
        if let known = contents.jobsWhenLeft {
            while contents.jobs.count == known { arrival.wait() }
            return .job(contents.jobs.removeLast())
        }
        while contents.jobs.isEmpty && contents.turns.isEmpty { arrival.wait() }
        let place = Int.random(in: 0..<contents.jobs.count + contents.turns.count, using: &contents.numbers)
        return place < contents.jobs.count
            ? .job(contents.jobs.remove(at: place)) : .turn(contents.turns.remove(at: place - contents.jobs.count))
    }
}

private final class Ended<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
}
