/// What is to happen, the earliest first; of the same moment what was put down first.
///
/// A timing wheel: what comes in the next days lies in the slot of its half minute, in no order. A heap orders the slot that is under way, and
/// another what comes later than the wheel reaches.
struct Agenda: ~Copyable {
    enum What {
        /// The next person comes.
        case arrival
        /// A batch of persons comes: its place in the scenario.
        case batch(Int32)
        /// An officer of an office has done a piece of work.
        case done(office: Int16, job: Job)
        /// Something of an item happens without anybody's work, or the applicant does it.
        case due(Job)
        /// Somebody has everything ready for an errand (-1: for the one thing).
        case ready(person: Int32, errand: Int32)
        /// A person arrives at the window of an office.
        case atWindow(person: Int32)
        /// Papers that were to follow come.
        case papers(application: Int32, ticket: UInt32)
        /// An event comes that an item waits for.
        case reported(application: Int32, ticket: UInt32, event: Int16)
        /// Somebody's case may have something fall due.
        case timePasses(application: Int32, ticket: UInt32)
        /// A batch of work is not waited for any longer.
        case batchCloses(batch: Int32, ticket: UInt32)
        /// Another day begins at an office whose officers are not always there.
        case morning(office: Int32)
    }

    /// A piece of work on an item of an application; it is worth nothing once the item has gone on.
    ///
    /// Below zero it is something else: a person at a window, or a batch of such work.
    struct Job {
        var application: Int32
        /// Counts the applications that had this place, so that nothing old is taken for something new.
        var ticket: UInt32
        var item: Int16
        /// Counts the plans that were made for the item.
        var plan: UInt16

        /// Somebody at a window.
        static func person(_ place: Int) -> Job { Job(application: Int32(place), ticket: 0, item: -1, plan: 0) }

        static func batch(_ place: Int) -> Job { Job(application: Int32(place), ticket: 0, item: -2, plan: 0) }

        var isPerson: Bool { item == -1 }
        var isBatch: Bool { item == -2 }
    }

    /// What is due in the slot under way, and what comes after the last slot of the wheel.
    private var due = AgendaHeap()
    private var later = AgendaHeap()
    private var wheel = AgendaWheel()
    /// The slot under way, from the beginning of time.
    private var slot: Int64 = 0
    private var count: UInt64 = 0

    /// Some thirty-four years; what would be later is at the end, and never happens.
    private static let last: Int64 = 1 << 30 - 1

    mutating func add(_ what: What, at time: Int64) {
        count += 1
        let time = min(max(0, time), Self.last)
        let entry = Entry(key: UInt64(time) << Entry.order | count, what: what)
        if entry.slot <= slot {
            due.add(entry)
        } else if entry.slot - slot < AgendaWheel.slots {
            wheel.add(entry)
        } else {
            later.add(entry)
        }
    }

    mutating func next() -> (at: Int64, what: What)? {
        if due.isEmpty { goOn() }
        return due.next().map { ($0.time, $0.what) }
    }

    /// Goes on to the next slot in which there is something.
    private mutating func goOn() {
        let (inWheel, afterIt) = (wheel.next(after: slot), later.first?.slot)
        guard let next = inWheel.map({ min($0, afterIt ?? $0) }) ?? afterIt else { return }
        slot = next
        while let entry = wheel.take(from: slot) { due.add(entry) }
        while later.first?.slot == slot, let entry = later.next() { due.add(entry) }
    }

    /// Something that is to happen.
    struct Entry {
        /// The seconds, and below them the order in which entries were put down.
        var key: UInt64
        var what: What

        /// So many of the binary digits of a key are the order.
        static let order: UInt64 = 34

        var time: Int64 { Int64(key >> Self.order) }
        var slot: Int64 { time / AgendaWheel.seconds }
    }
}
