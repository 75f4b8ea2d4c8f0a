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
    static let about: Meaning = "能否办理请求，用什么办理 · Whether requests can be worked on, and by what."
    static let meanings: [String: Meaning] = [
        "ready": "任何请求都可以办理 · Whatever comes can be worked on.",
        "reasons": .words(["store", "definitions", "copy", "disk"], "不能办理的原因 · Why not."),
        "sqlite": "运行所用的 SQLite · The SQLite that it runs with.",
        "definitions": "现行定义 · The definitions that hold.",
        "disk": "数据库所在磁盘 · The disk of the database.",
    ]
}

extension Readiness.SQLite: Described {
    static let about: Meaning = "SQLite 数据库引擎 · SQLite."
    static let meanings: [String: Meaning] = [
        "version": "SQLite 的版本 · Its version.",
        "mayLoseWrites": """
        属于两个连接同时写入时可能丢失数据的版本（3.7.0 至 3.51.2）：此处只有一个连接写入 · \
        It is one of those (3.7.0 to 3.51.2) that may lose what two connections write at once: here one writes alone.
        """,
    ]
}

extension Readiness.Definitions: Described {
    static let about: Meaning = "现行定义 · The definitions that hold."
    static let meanings: [String: Meaning] = [
        "number": .number(1...Int.max, "在数据库中的序号 · Their number in the database."),
        "digest": .digest,
    ]
}

extension Readiness.Room: Described {
    static let about: Meaning = "磁盘空间 · Room on a disk."
    static let meanings: [String: Meaning] = [
        "freeBytes": "空闲字节数 · Bytes that are free.",
        "bytes": "总字节数 · Bytes in all.",
    ]
}
