import Synchronization

/// How often something took how long, since the process began.
public final class DurationHistogram: Sendable {
    /// Upper ends of the buckets, in seconds.
    public static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

    public struct Counts: Sendable {
        /// One for each bound, and one for what took longer than all.
        public fileprivate(set) var buckets = [Int](repeating: 0, count: DurationHistogram.bounds.count + 1)
        public fileprivate(set) var seconds = 0.0
    }

    private let state = Mutex(Counts())

    public init() {}

    public func record(seconds: Double) {
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { counts in
            counts.buckets[bucket] += 1
            counts.seconds += seconds
        }
    }

    public var counts: Counts { state.withLock { $0 } }
}
