import Synchronization

/// What all connections of a server have together: how many there are, of whom, and what they hold in memory.
final class ConnectionCount: Sendable {
    private struct Counts {
        var all = 0
        var ofOne: [[UInt8]: Int] = [:]
        var bytes = 0
    }

    private let limits: Limits
    private let counts = Mutex(Counts())

    init(_ limits: Limits) { self.limits = limits }

    /// Whether there is room for one more; it is counted in any case.
    func open(_ address: Address?) -> Bool {
        let one = address.flatMap { address in limits.proxies.contains { $0.contains(address) } ? nil : address.network }
        return counts.withLock { counts in
            counts.all += 1
            if let one { counts.ofOne[one, default: 0] += 1 }
            return counts.all <= limits.connections && one.map { counts.ofOne[$0, default: 0] <= limits.connectionsOfOne } ?? true
        }
    }

    func close(_ address: Address?) {
        counts.withLock { counts in
            counts.all -= 1
            guard let network = address?.network, let count = counts.ofOne[network] else { return }
            counts.ofOne[network] = count > 1 ? count - 1 : nil
        }
    }

    /// Holds more bytes, or fewer; false where that is more than there may be.
    func hold(_ bytes: Int) -> Bool {
        counts.withLock { counts in
            counts.bytes += bytes
            return bytes <= 0 || counts.bytes <= limits.bytesHeld
        }
    }

    var all: Int { counts.withLock { $0.all } }
}
