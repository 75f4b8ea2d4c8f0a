import Foundation

/// The disk on which a database lies.
struct Disk: Sendable {
    /// Below so much room, or below a twentieth of the disk where that is less, no new case is begun: those that there are still have to end (R5).
    static let least: Int64 = 64 * 1_024 * 1_024

    let path: String

    /// Bytes that are free for this process, and of the whole disk; nil where nobody knows.
    var room: (free: Int64, all: Int64)? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return (Int64(status.f_bavail) * Int64(status.f_frsize), Int64(status.f_blocks) * Int64(status.f_frsize))
    }

    var isLow: Bool { room.map { Self.isLow(free: $0.free, all: $0.all) } ?? false }

    static func isLow(free: Int64, all: Int64) -> Bool { free < min(least, all / 20) }
}
