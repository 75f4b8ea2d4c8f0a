import Hummingbird
import Synchronization
import Workflow

/// How many requests are worked on, and who has asked how often.
final class Workload: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
    }

    /// Callers whose buckets are kept; those who have a full one need none.
    private static let mostBuckets = 50_000

    private let limits: Limits
    private let atWork = Mutex(0)
    private let buckets = Mutex<[String: Bucket]>([:])

    init(_ limits: Limits) { self.limits = limits }

    func client(_ forwarded: [String], _ peer: Address?) -> Address? {
        Client.address(forwarded, peer: peer, proxies: limits.proxies)
    }

    /// - Throws: `overloaded` where there are as many as may be.
    func whileThereIsRoom<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        let hasRoom = atWork.withLock { count in
            guard count < limits.atWork else { return false }
            count += 1
            return true
        }
        guard hasRoom else { throw Problem(.overloaded, headers: [.retryAfter: "1"]) }
        defer { atWork.withLock { $0 -= 1 } }
        return try await work()
    }

    /// One request more of a caller: he has so many a second, and those that he has not used, up to a number.
    /// - Throws: `too-many-requests`, with the seconds after which there is one.
    func count(_ caller: String, now: ContinuousClock.Instant = .now) throws(Problem) {
        guard limits.rate > 0 else { return }
        let (rate, most) = (Double(limits.rate), Double(max(limits.burst, 1)))
        let missing: Double = buckets.withLock { buckets in
            var bucket = buckets[caller] ?? Bucket(tokens: most, at: now)
            bucket.tokens = min(most, bucket.tokens + bucket.at.duration(to: now) / .seconds(1) * rate)
            bucket.at = now
            let missing = max(0, 1 - bucket.tokens)
            if missing == 0 { bucket.tokens -= 1 }
            if buckets[caller] == nil, buckets.count >= Self.mostBuckets {
                buckets = buckets.filter { $0.value.tokens + $0.value.at.duration(to: now) / .seconds(1) * rate < most }
            }
            buckets[caller] = bucket
            return missing
        }
        guard missing > 0 else { return }
        throw Problem(.tooManyRequests, headers: [.retryAfter: "\(max(1, Int((missing / rate).rounded(.up))))"])
    }
}
