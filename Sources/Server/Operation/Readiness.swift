import Workflow

/// Whether requests can be worked on, and by what.
struct Readiness: Codable, Sendable {
    var ready: Bool
    var reasons: [String]
    var sqlite: SQLite
    var definitions: Definitions?
    var disk: Room?

    struct SQLite: Codable, Sendable {
        var version: String
        var mayLoseWrites: Bool
    }

    struct Definitions: Codable, Sendable {
        var number: Int
        var digest: String
    }

    struct Room: Codable, Sendable {
        var freeBytes: Int64
        var bytes: Int64
    }

    init(_ store: any EventStore, _ disk: Disk?) async {
        let version = SQLiteStore.libraryVersion
        sqlite = SQLite(version: version, mayLoseWrites: Self.mayLoseWrites(version))
        reasons = []
        do {
            let (current, isCopy) = try await store.read { store in
                (try store.currentNumber().flatMap(store.definitions), try store.origin() != nil)
            }
            definitions = current.map { Definitions(number: $0.number, digest: $0.digest) }
            if current == nil { reasons.append("definitions") }
            if isCopy { reasons.append("copy") }
        } catch { reasons.append("store") }
        if let room = disk?.room {
            self.disk = Room(freeBytes: room.free, bytes: room.all)
            if Disk.isLow(free: room.free, all: room.all) { reasons.append("disk") }
        }
        ready = reasons.isEmpty
    }

    /// Fixed in 3.51.3 (sqlite.org/wal.html).
    static func mayLoseWrites(_ version: String) -> Bool {
        let numbers = version.split(separator: ".").map { Int($0) ?? 0 } + [0, 0, 0]
        return !numbers.prefix(3).lexicographicallyPrecedes([3, 7, 0]) && numbers.prefix(3).lexicographicallyPrecedes([3, 51, 3])
    }
}

extension Readiness: Described {
    static let about = "Whether requests can be worked on, and by what."
    static let meanings: [String: Meaning] = [
        "ready": "Whatever comes can be worked on.",
        "reasons": .words(["store", "definitions", "copy", "disk"], "Why not."),
        "sqlite": "The SQLite that it runs with.",
        "definitions": "The definitions that hold.",
        "disk": "The disk of the database.",
    ]
}

extension Readiness.SQLite: Described {
    static let about = "SQLite."
    static let meanings: [String: Meaning] = [
        "version": "Its version.",
        "mayLoseWrites": "It is one of those (3.7.0 to 3.51.2) that may lose what two connections write at once: here one writes alone.",
    ]
}

extension Readiness.Definitions: Described {
    static let about = "The definitions that hold."
    static let meanings: [String: Meaning] = [
        "number": .number(1...Int.max, "Their number in the database."),
        "digest": .digest,
    ]
}

extension Readiness.Room: Described {
    static let about = "Room on a disk."
    static let meanings: [String: Meaning] = [
        "freeBytes": "Bytes that are free.",
        "bytes": "Bytes in all.",
    ]
}
