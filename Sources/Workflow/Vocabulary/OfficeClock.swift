import Foundation

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

extension Moment {
    /// - Parameter milliseconds: since 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) { self.init(secondsSince1970: Int(milliseconds / 1_000)) }
}
