/// What is to happen, the earliest first; of the same moment what was put down first.
struct Agenda {
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

    /// A heap of four branches: the seconds, and below them the order in which entries were put down; beside it, what happens then.
    private var keys: ContiguousArray<UInt64> = []
    private var entries: ContiguousArray<What> = []
    private var count: UInt64 = 0

    /// So many of the binary digits of a key are the order.
    private static let order: UInt64 = 34
    /// Some thirty-four years; what would be later is at the end, and never happens.
    private static let last: Int64 = 1 << 30 - 1

    mutating func add(_ what: What, at time: Int64) {
        count += 1
        let key = UInt64(min(max(0, time), Self.last)) << Self.order | count
        keys.append(key)
        entries.append(what)
        keys.withUnsafeMutableBufferPointer { keys in
            entries.withUnsafeMutableBufferPointer { entries in
                var place = keys.count - 1
                while place > 0 {
                    let parent = (place - 1) >> 2
                    guard key < keys[parent] else { break }
                    (keys[place], entries[place]) = (keys[parent], entries[parent])
                    place = parent
                }
                (keys[place], entries[place]) = (key, what)
            }
        }
    }

    mutating func next() -> (at: Int64, what: What)? {
        guard let key = keys.popLast(), let what = entries.popLast() else { return nil }
        if keys.isEmpty { return (Int64(key >> Self.order), what) }
        return keys.withUnsafeMutableBufferPointer { keys in
            entries.withUnsafeMutableBufferPointer { entries in
                let first = (Int64(keys[0] >> Self.order), entries[0])
                let count = keys.count
                var place = 0
                while true {
                    let child = place << 2 + 1
                    guard child < count else { break }
                    var least = child
                    if child + 3 < count {
                        // Which of two, without a branch that nobody can foretell.
                        let left = keys[child + 1] < keys[child] ? child + 1 : child
                        let right = keys[child + 3] < keys[child + 2] ? child + 3 : child + 2
                        least = keys[right] < keys[left] ? right : left
                    } else {
                        for other in child + 1..<count where keys[other] < keys[least] { least = other }
                    }
                    guard keys[least] < key else { break }
                    (keys[place], entries[place]) = (keys[least], entries[least])
                    place = least
                }
                (keys[place], entries[place]) = (key, what)
                return first
            }
        }
    }
}
