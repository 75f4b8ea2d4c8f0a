/// What is to happen, the earliest first; of the same moment what was put down first.
struct Agenda {
    struct Entry {
        var at: Int64
        /// The order in which entries were put down.
        fileprivate var number: UInt64
        var what: What
    }

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
        /// Another day begins at an office whose officers are not always there.
        case morning(office: Int32)
    }

    /// A piece of work on an item of an application; it is worth nothing once the item has gone on. Below zero the item is a person at a window.
    struct Job {
        var application: Int32
        /// Counts the applications that had this place, so that nothing old is taken for something new.
        var ticket: UInt32
        var item: Int16
        /// Counts the plans that were made for the item.
        var plan: UInt16
    }

    private var entries: ContiguousArray<Entry> = []
    private var count: UInt64 = 0

    mutating func add(_ what: What, at time: Int64) {
        count += 1
        let entry = Entry(at: time, number: count, what: what)
        entries.append(entry)
        entries.withUnsafeMutableBufferPointer { entries in
            var place = entries.count - 1
            while place > 0 {
                let parent = (place - 1) >> 2
                guard entry.at < entries[parent].at else { break }
                entries[place] = entries[parent]
                place = parent
            }
            entries[place] = entry
        }
    }

    mutating func next() -> Entry? {
        guard let last = entries.popLast() else { return nil }
        if entries.isEmpty { return last }
        return entries.withUnsafeMutableBufferPointer { entries in
            let (first, count) = (entries[0], entries.count)
            var place = 0
            while true {
                let child = place << 2 + 1
                guard child < count else { break }
                var least = child
                var other = child + 1
                while other < min(child + 4, count) {
                    if Self.comes(entries[other], before: entries[least]) { least = other }
                    other += 1
                }
                guard Self.comes(entries[least], before: last) else { break }
                entries[place] = entries[least]
                place = least
            }
            entries[place] = last
            return first
        }
    }

    @inline(__always)
    private static func comes(_ one: Entry, before other: Entry) -> Bool {
        one.at < other.at || (one.at == other.at && one.number < other.number)
    }
}
