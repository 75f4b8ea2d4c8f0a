import Foundation

/// A thread for one test: its many short steps do not each wait their turn behind tests that reckon.
public final class OwnThread: TaskExecutor {
    private let queue = DispatchQueue(label: "onething.test")

    public init() {}

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
