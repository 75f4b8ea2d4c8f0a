import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Cases in one SQLite file: one connection writes and checkpoints, all others only read (SQLite before 3.51.3 may lose what two
/// connections write or checkpoint at the same moment); `synchronous=FULL`, so that what is acknowledged has been synced to disk.
///
/// Work that waits while a commit goes to disk shares the next one.
public final class SQLiteStore: EventStore {
    private let pool: DatabasePool
    private let path: String
    private let lock: ProcessLock
    /// Which SQLite of the system it is.
    public static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    public let watchers = Watchers()
    /// How long it took until commits were on disk.
    public let commitTimes = DurationHistogram()
    /// There was none at that path.
    public let isNew: Bool
    private let queue = DispatchQueue(label: "onething.store.writer")
    private let waiting = Mutex(Waiting())
    /// Pieces of work in one commit, at most.
    private static let mostInOneCommit = 256

    private struct Waiting {
        var jobs: [PieceOfWork] = []
        var isBusy = false
        /// Several shared the last commit.
        var isCrowded = false
        /// Set when the disk did not take a commit: nothing is acknowledged after that (R4).
        var failure: StoreFault?
    }

    /// Opens the database at a path, makes it where there is none, and brings an older one up to date.
    /// - Parameter patience: seconds to wait while somebody else holds SQLite's own lock.
    public init(at path: String, patience: Double = 5) throws(StoreFault) {
        self.path = path
        // One file has one lock, by whichever name it is opened.
        lock = try ProcessLock(beside: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
        isNew = !FileManager.default.fileExists(atPath: path)
        Self.makePrivate(path)
        do {
            pool = try DatabasePool(path: path, configuration: Self.configuration(patience))
            try Self.check(pool)
            try SQLiteSchema.migrator.migrate(pool)
            // GRDB sets NORMAL on a pool once it is open.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch {
            lock.release()
            throw StoreFault(error, path: path)
        }
    }

    /// A new file is for its owner alone, and so is what SQLite puts beside it. Where none can be made, opening it tells why.
    static func makePrivate(_ path: String) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if file >= 0 { Foundation.close(file) }
    }

    private static func configuration(_ patience: Double) -> Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.prepareDatabase { db in
            // What is deleted is written over, however SQLite was built.
            try db.execute(sql: "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON")
        }
        return configuration
    }

    /// A database of ours, and of no newer version. One that was begun and not finished when the power went has nothing in it yet.
    static func check(_ database: some DatabaseReader) throws {
        let (id, tables, superseded) = try database.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'grdb_migrations'") ?? 0,
                try SQLiteSchema.migrator.hasBeenSuperseded(db)
            )
        }
        if superseded { throw StoreFault.newer }
        if id != SQLiteSchema.applicationID, tables > 0 { throw StoreFault.notADatabase }
    }

    /// What the writer promises of its disk: 2 is FULL.
    func synchronous() throws -> Int {
        try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") ?? -1 }
    }

    /// Sets how large the file may grow, in pages, as a disk would that is full.
    func allow(pages: Int) throws { try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") } }

    /// Ends all work and takes the database away again: it was made just now, for something that came to nothing.
    public func discard() throws {
        try close { Self.remove(path) }
    }

    public func close() throws { try close {} }

    /// - Parameter last: is done while nobody else can open it yet.
    private func close(_ last: () -> Void) throws {
        while waiting.withLock({ $0.isBusy }) { queue.sync {} }
        defer { lock.release() }
        do {
            try? keepHead()
            // One file is left, and nothing to recover at the next start.
            try? pool.writeWithoutTransaction { db in
                preparedMoves = nil
                _ = try db.checkpoint(.truncate)
            }
            // The connection that writes is the last to close: one that only reads could not take away what SQLite keeps beside the file.
            pool.invalidateReadOnlyConnections()
            try pool.close()
            last()
        } catch {
            throw StoreFault(error, path: "")
        }
    }

    /// Whoever reads meanwhile is waited for; where he takes too long it is `StoreFault.busy`, and can be done again.
    public func scrub() async throws {
        do { _ = try await pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } } catch { throw StoreFault(error, path: "") }
    }

    /// Where nothing was written, nothing is known to be kept.
    private func keepHead() throws {
        let memory = memory.withLock { $0 }
        guard memory.head != nil, waiting.withLock({ $0.failure }) == nil else { return }
        try pool.writeWithoutTransaction { db in
            let writer = SQLiteWriter(db, try moves(db), memory, .none)
            try writer.begin()
            try writer.keepHead()
            try writer.commit()
        }
    }

    // MARK: Reading

    public func read<Value: Sendable>(_ work: @escaping @Sendable (any StoreReader) throws -> Value) async throws -> Value {
        do {
            return try await pool.read { db in try work(SQLiteRows(db)) }
        } catch let error as DatabaseError {
            throw StoreFault(error, path: "")
        } catch let error as RowDecodingError {
            throw StoreFault(error, path: "")
        }
    }

    // MARK: Writing

    public func write<Value: Sendable>(_ work: @escaping @Sendable (any StoreWriter) throws -> Value) async throws -> Value {
        // Unsafe is not: only the one who works the group off writes it, and it is read after he has resumed us. A lock would need a type made up
        // for each kind of value, which costs more than the lock.
        nonisolated(unsafe) var value: Value?
        try await withCheckedThrowingContinuation { continuation in
            join(PieceOfWork(continuation) { value = try work($0) })
        }
        guard let value else { throw StoreFault.failed("no result") }
        return value
    }

    /// One who is alone does his own at once. Where many come, a thread of its own serves them, and they can decide what comes next.
    private func join(_ job: PieceOfWork) {
        let (mustStart, isCrowded) = waiting.withLock { waiting in
            waiting.jobs.append(job)
            defer { waiting.isBusy = true }
            return (!waiting.isBusy, waiting.isCrowded)
        }
        guard mustStart else { return }
        if isCrowded || workOffOneGroup() { queue.async { while self.workOffOneGroup() {} } }
    }

    /// Commits what waits, a group of it.
    /// - Returns: whether somebody may wait still; else nobody is at work any more.
    private func workOffOneGroup() -> Bool {
        var jobs: [PieceOfWork] = []
        takeWhatWaits(&jobs)
        if let failure = waiting.withLock({ $0.failure }) {
            for job in jobs { job.fail(failure) }
        } else if !jobs.isEmpty {
            commit(&jobs)
        }
        return waiting.withLock { waiting in
            waiting.isBusy = !waiting.jobs.isEmpty
            waiting.isCrowded = jobs.count > 1
            return waiting.isBusy
        }
    }

    private func takeWhatWaits(_ jobs: inout [PieceOfWork]) {
        waiting.withLock { waiting in
            let more = min(waiting.jobs.count, Self.mostInOneCommit - jobs.count)
            jobs += waiting.jobs.prefix(more)
            waiting.jobs.removeFirst(more)
        }
    }

    /// Commits pieces of work together; where one fails after it has written, once more and each in a savepoint of its own.
    private func commit(_ jobs: inout [PieceOfWork]) {
        do {
            if try !commit(&jobs, .none) { _ = try commit(&jobs, .savepoints) }
            for job in jobs { job.succeed() }
        } catch {
            let fault = StoreFault(error, path: "")
            memory.withLock { $0.generation += 1 }
            if case .failed = fault { waiting.withLock { $0.failure = fault } }
            for job in jobs { job.fail(fault) }
        }
    }

    /// Whoever comes while the others' work is done still goes with them: a commit costs the same for many.
    /// - Returns: false where nothing was written, and more care is needed.
    private func commit(_ jobs: inout [PieceOfWork], _ care: SQLiteWriter.Care) throws -> Bool {
        let written: Written? = try pool.writeWithoutTransaction { db in
            do {
                // Nobody else has the versions meanwhile, so that they are changed in place.
                let writer = SQLiteWriter(db, try moves(db), memory.withLock { $0.lent() }, care)
                try writer.begin()
                var done = 0
                while done < jobs.count {
                    try jobs[done].run(writer, care)
                    done += 1
                    if done == jobs.count { takeWhatWaits(&jobs) }
                }
                let from = ContinuousClock.now
                try writer.commit()
                commitTimes.record(seconds: from.duration(to: .now) / .seconds(1))
                return Written(memory: writer.memory, touched: writer.touched, then: writer.whenWritten)
            } catch {
                if db.isInsideTransaction { try? db.rollback() }
                if care == .none, error is HalfDone || (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT { return nil }
                throw error
            }
        }
        memory.withLock { memory in
            // What was taken back may have been kept in memory by somebody.
            if let written { memory = written.memory } else { memory.generation += 1 }
        }
        guard let written else { return false }
        for work in written.then { work() }
        watchers.tell(written.touched)
        return true
    }

    /// What a transaction leaves behind.
    private struct Written {
        var memory: WriterMemory
        var touched: [Watchers.Subject]
        var then: [@Sendable () -> Void]
    }

    private let memory = Mutex(WriterMemory())

    /// The statements of every move, prepared once for the connection that writes.
    private func moves(_ db: Database) throws -> SQLiteMoves {
        if let preparedMoves { return preparedMoves }
        let moves = try SQLiteMoves(db)
        preparedMoves = moves
        return moves
    }

    /// Unsafe is not: it is touched only in work of the one connection that writes, which does one after the other. Statements are of that
    /// connection and can be sent nowhere, so that no lock could hold them.
    nonisolated(unsafe) private var preparedMoves: SQLiteMoves?
}

/// A piece of work failed after it had written something.
private struct HalfDone: Error {}

/// A piece of work that waits to be committed with others.
private struct PieceOfWork: Sendable {
    private let work: @Sendable (any StoreWriter) throws -> Void
    private let continuation: CheckedContinuation<Void, any Error>
    /// Why nothing came of it.
    private var refusal: (any Error)?

    init(_ continuation: CheckedContinuation<Void, any Error>, _ work: @escaping @Sendable (any StoreWriter) throws -> Void) {
        (self.continuation, self.work) = (continuation, work)
    }

    /// Does the work; throws only where the store itself fails, or `HalfDone`.
    mutating func run(_ writer: SQLiteWriter, _ care: SQLiteWriter.Care) throws {
        refusal = nil
        let before = writer.writes
        if care == .savepoints { try writer.enterSavepoint() }
        do {
            try work(writer)
        } catch let error as DatabaseError {
            throw error
        } catch {
            if care == .savepoints { try writer.rollBackToSavepoint() } else if writer.writes > before { throw HalfDone() }
            refusal = error
            return
        }
        if care == .savepoints { try writer.releaseSavepoint() }
    }

    func succeed() { if let refusal { continuation.resume(throwing: refusal) } else { continuation.resume() } }

    /// What was refused is refused, whatever became of the others.
    func fail(_ fault: StoreFault) { continuation.resume(throwing: refusal ?? fault) }
}

/// A lock of the whole process beside the database, so that only one writes to it; the system takes it back when the process dies.
final class ProcessLock: Sendable {
    private let descriptor: Mutex<Int32>

    init(beside path: String) throws(StoreFault) {
        let file = open(path + "-lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw errno == EACCES || errno == EROFS ? .readOnly : .cannotOpen(path) }
        // Whoever had it may have taken it away with its database since we opened it.
        var (ours, there) = (stat(), stat())
        guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &ours) == 0, stat(path + "-lock", &there) == 0, ours.st_ino == there.st_ino
        else {
            Foundation.close(file)
            throw .inUse
        }
        descriptor = Mutex(file)
    }

    func release() {
        descriptor.withLock { file in
            // A child that was forked in this moment, and has not begun its own program yet, has the file open as well.
            if file >= 0 { flock(file, LOCK_UN) }
            if file >= 0 { Foundation.close(file) }
            file = -1
        }
    }
}

extension StoreFault {
    /// What SQLite says, as a fault.
    init(_ error: any Error, path: String) {
        if let fault = error as? StoreFault {
            self = fault
            return
        }
        if error is RowDecodingError {
            // Its own words would tell what stands in the row.
            self = .damaged("a row")
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(String(describing: error))
            return
        }
        switch error.resultCode {
        case .SQLITE_FULL: self = .full
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: self = .readOnly
        case .SQLITE_NOTADB: self = .notADatabase
        // A statement of ours that is none in this database: its tables are not those that we made.
        case .SQLITE_CORRUPT, .SQLITE_ERROR: self = .damaged(error.message ?? "")
        case .SQLITE_CANTOPEN: self = .cannotOpen(path)
        default: self = .failed(error.message ?? "\(error.resultCode)")
        }
    }
}
