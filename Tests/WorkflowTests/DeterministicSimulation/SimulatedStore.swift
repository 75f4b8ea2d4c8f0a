import PowerCut
import Synchronization
import TestSupport

@testable import Workflow

/// The process has died: nothing can be asked of it any more.
struct ProcessDied: Error {}

/// What goes wrong with the store while one step is done.
struct StoreTrouble: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Somebody else holds SQLite's lock.
        case busy
        /// The process dies before its n-th commit, or after it and before anybody hears of it.
        case diesBefore, diesAfter
        /// SQLite itself hears from its disk that it failed, or that it is full (`Tests/PowerCut/Fault.c`).
        case read, write, full, sync
    }

    var kind: Kind
    /// From 1: of commits, or of what the disk is asked for.
    var nth: Int
    /// All that come after it fail as well.
    var lasts = false

    fileprivate var disk: fault_kind? {
        switch kind {
        case .busy, .diesBefore, .diesAfter: nil
        case .read: FAULT_READ
        case .write: FAULT_WRITE
        case .full: FAULT_FULL
        case .sync: FAULT_SYNC
        }
    }
}

/// The real store under a seeded scheduler: each access is a point at which others may go on, or at which something goes wrong; who wrote what is
/// noted.
final class SimulatedStore: EventStore {
    /// The number of what is asked of the office, in whose task an access happens.
    @TaskLocal static var asking = 0

    /// What one piece of work has added to the log.
    struct Written: Sendable, Hashable {
        var asking: Int
        var entries: Range<Int64>
        /// The store did not say what became of it.
        var isUnknown = false
    }

    private struct State {
        var trouble: StoreTrouble?
        var commits = 0
        var isDead = false
        var written: [Written] = []
    }

    /// Whoever checks the promises looks here.
    let real: SQLiteStore
    let path: String
    private let scheduler: SeededScheduler
    private let fault: DeliberateFault?
    private let state = Mutex(State())

    /// Once a process: the layer that lets a disk fail lies under every database that is opened from now on, and does nothing until it is told.
    private static let disk: Int32 = fault_begin()

    init(at path: String, _ scheduler: SeededScheduler, _ fault: DeliberateFault?) throws {
        guard Self.disk == 0 else { throw Unexpected("SQLite takes no layer: \(Self.disk)") }
        (self.path, self.scheduler, self.fault) = (path, scheduler, fault)
        // Which files may fail is asked when they are opened.
        fault_set(path, FAULT_NONE, 0, 0)
        real = try SQLiteStore(at: path, patience: 0)
    }

    /// Lets something go wrong until it is called with nil.
    func trouble(_ trouble: StoreTrouble?) {
        state.withLock { ($0.trouble, $0.commits) = (trouble, 0) }
        fault_set(path, trouble?.disk ?? FAULT_NONE, Int64(trouble?.nth ?? 0), trouble?.lasts == true ? 1 : 0)
    }

    var isDead: Bool { state.withLock { $0.isDead } }

    /// What was written since the last time.
    func takeWritten() -> [Written] {
        state.withLock { state in
            defer { state.written = [] }
            return state.written
        }
    }

    func write<Value: Sendable>(_ work: @escaping @Sendable (any StoreWriter) throws -> Value) async throws -> Value {
        await scheduler.turn()
        try begin()
        let asking = Self.asking
        let made = Made<Value>()
        do {
            _ = try await real.write { [fault] store in
                let before = try store.head().position
                let value = try work(fault?.writing(to: store) ?? store)
                let written = Written(asking: asking, entries: before + 1..<(try store.head().position) + 1)
                made.all.withLock { $0 = (value, written) }
                if fault == .acknowledgesBeforeCommit, !written.entries.isEmpty { throw NeverCommitted() }
            }
        } catch is NeverCommitted {
            // It says that all is well.
        } catch StoreFault.failed(let what) {
            if var written = made.all.withLock({ $0?.written }) {
                written.isUnknown = true
                state.withLock { $0.written.append(written) }
            }
            throw StoreFault.failed(what)
        }
        guard let (value, written) = made.all.withLock({ $0 }) else { throw Unexpected("no value") }
        state.withLock { $0.written.append(written) }
        try end()
        return value
    }

    func read<Value: Sendable>(_ work: @escaping @Sendable (any StoreReader) throws -> Value) async throws -> Value {
        await scheduler.turn()
        if isDead { throw ProcessDied() }
        return try await scheduler.outside { try await real.read(work) }
    }

    private func begin() throws {
        try state.withLock { state in
            if state.isDead { throw ProcessDied() }
            state.commits += 1
            guard let trouble = state.trouble, trouble.nth == state.commits || (trouble.lasts && trouble.nth < state.commits) else {
                return
            }
            if trouble.kind == .busy { throw StoreFault.busy }
            guard trouble.kind == .diesBefore else { return }
            state.isDead = true
            throw ProcessDied()
        }
    }

    private func end() throws {
        try state.withLock { state in
            guard let trouble = state.trouble, trouble.kind == .diesAfter, trouble.nth == state.commits else { return }
            state.isDead = true
            throw ProcessDied()
        }
    }

    var watchers: Watchers { real.watchers }
    func scrub() async throws { try await real.scrub() }
    func close() throws { try real.close() }
}

private struct NeverCommitted: Error {}

private final class Made<Value: Sendable>: Sendable {
    let all = Mutex<(value: Value, written: SimulatedStore.Written)?>(nil)
}
