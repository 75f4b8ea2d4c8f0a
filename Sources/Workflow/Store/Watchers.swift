import Synchronization

/// Whoever waits for something to be written is told once it is on disk, in this process. What it was he looks up himself: he may be told once for
/// several commits, and now and then for nothing.
public final class Watchers: Sendable {
    public enum Subject: Sendable, Hashable {
        case entries(of: CaseID)
        /// What is to be sent to subscribers.
        case outbox
    }

    private struct State {
        var next = 0
        var waiting: [Subject: [Int: AsyncStream<Void>.Continuation]] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// An element each time; it ends when whoever waits is cancelled.
    /// - Parameter pulse: wakes it as well.
    public func watch(_ subject: Subject) -> (told: AsyncStream<Void>, pulse: @Sendable () -> Void) {
        let (told, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.next += 1
            state.waiting[subject, default: [:]][state.next] = continuation
            return state.next
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number, subject) }
        return (told, { continuation.yield() })
    }

    private func forget(_ number: Int, _ subject: Subject) {
        state.withLock { state in
            state.waiting[subject]?[number] = nil
            if state.waiting[subject]?.isEmpty ?? false { state.waiting[subject] = nil }
        }
    }

    /// How many wait.
    var count: Int { state.withLock { $0.waiting.values.reduce(0) { $0 + $1.count } } }

    func tell(_ subjects: [Subject]) {
        let told = state.withLock { state in
            state.waiting.isEmpty ? [] : Set(subjects).flatMap { state.waiting[$0].map { Array($0.values) } ?? [] }
        }
        for continuation in told { continuation.yield() }
    }
}
