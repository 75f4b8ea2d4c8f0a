import Foundation
import Synchronization

/// The clock on the wall.
public protocol OfficeClock: Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    var milliseconds: Int64 { get }
    /// Waits so many milliseconds of this clock.
    func sleep(_ milliseconds: Int64) async throws
}

extension OfficeClock {
    public func sleep(_ milliseconds: Int64) async throws { try await Task.sleep(for: .milliseconds(milliseconds)) }

    var now: Moment { Moment(milliseconds: milliseconds) }
}

public struct SystemClock: OfficeClock {
    public init() {}
    public var milliseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// A clock that stands until it is set: of walks and simulations.
public final class StandingClock: OfficeClock {
    private let time: Mutex<Int64>

    public init(_ moment: Moment) { time = Mutex(Int64(moment.secondsSince1970) * 1_000) }

    public var milliseconds: Int64 { time.withLock { $0 } }

    public func set(_ moment: Moment) { time.withLock { $0 = Int64(moment.secondsSince1970) * 1_000 } }

    /// Waiting takes no time but this clock's.
    public func sleep(_ milliseconds: Int64) async throws { time.withLock { $0 += milliseconds } }
}

extension Moment {
    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) { self.init(secondsSince1970: Int(milliseconds / 1_000)) }
}
