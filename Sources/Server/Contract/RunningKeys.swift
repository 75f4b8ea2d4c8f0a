import Synchronization

/// Keys under which a request is being worked on.
final class RunningKeys: Sendable {
    private let keys = Mutex<Set<String>>([])

    /// False where one is already.
    func begin(_ key: String) -> Bool { keys.withLock { $0.insert(key).inserted } }
    func end(_ key: String) { keys.withLock { _ = $0.remove(key) } }
}
