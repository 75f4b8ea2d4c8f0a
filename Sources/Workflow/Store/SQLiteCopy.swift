import Foundation
import GRDB

extension SQLiteStore {
    /// Copies a database, as it is at this instant, into a new file; whoever writes to it meanwhile is not held up (SQLite's backup API, on a
    /// connection that only reads). The new file knows of what it is a copy; a copy of a copy knows the first.
    /// - Parameter at: the instant, in milliseconds since 1970.
    static func copy(_ path: String, to target: String, at: Int64) throws(StoreFault) {
        for file in files(of: target) where FileManager.default.fileExists(atPath: file) { throw .alreadyThere(file) }
        do {
            var reading = Configuration()
            reading.readonly = true
            let source = try DatabaseQueue(path: path, configuration: reading)
            try check(source)
            makePrivate(target)
            let copy: DatabaseQueue
            do { copy = try DatabaseQueue(path: target) } catch { throw StoreFault.cannotOpen(target) }
            try source.backup(to: copy)
            try source.close()
            // One file, with nothing beside it.
            try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL") }
            try SQLiteSchema.migrator.migrate(copy)
            try copy.write { db in
                let head = try SQLiteRows(db).head()
                try db.execute(
                    sql: "INSERT INTO origin VALUES (1, ?, ?, ?) ON CONFLICT DO NOTHING", arguments: [at, head.position, Data(head.seal)])
            }
            try copy.close()
        } catch {
            remove(target)
            throw StoreFault(error, path: path)
        }
    }

    /// Gives a copy its name, now that it has been found good; both names and what it holds are on disk afterwards.
    static func rename(_ path: String, to target: String) throws(StoreFault) {
        for file in files(of: target) where FileManager.default.fileExists(atPath: file) { throw .alreadyThere(file) }
        guard Foundation.rename(path, target) == 0 else { throw .failed(String(cString: strerror(errno))) }
        let folder = open(URL(fileURLWithPath: target).deletingLastPathComponent().path, O_RDONLY)
        defer { Foundation.close(folder) }
        guard folder >= 0, fsync(folder) == 0 else { throw .failed(String(cString: strerror(errno))) }
        remove(path)
    }

    /// Takes a database away, and what stands beside it.
    static func remove(_ path: String) {
        for file in files(of: path) + [path + "-lock"] { try? FileManager.default.removeItem(atPath: file) }
    }

    /// A new database must not find another's log beside it.
    private static func files(of path: String) -> [String] { [path, path + "-wal", path + "-shm", path + "-journal"] }
}
