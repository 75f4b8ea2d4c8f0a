/// The officers of an office and what waits for them: people at the window first, then files, each in the order in which they came.
struct OfficeQueue {
    /// Something that waits.
    struct Waiting {
        var job: Agenda.Job
        var since: Int64
        /// Seconds of an officer's work.
        var work: Int64
    }

    /// Waits in a ring that grows.
    private struct Ring {
        var entries: ContiguousArray<Waiting?> = ContiguousArray(repeating: nil, count: 16)
        var head = 0
        var count = 0

        mutating func add(_ entry: Waiting) {
            if count == entries.count {
                var larger = ContiguousArray<Waiting?>(repeating: nil, count: entries.count * 2)
                for place in 0..<count { larger[place] = entries[(head + place) & (entries.count - 1)] }
                (entries, head) = (larger, 0)
            }
            entries[(head + count) & (entries.count - 1)] = entry
            count += 1
        }

        mutating func next() -> Waiting? {
            guard count > 0 else { return nil }
            defer {
                head = (head + 1) & (entries.count - 1)
                count -= 1
            }
            return entries[head]
        }
    }

    private var people = Ring()
    private var files = Ring()
    /// Officers that are there today, and those at work.
    var officers: Int
    private(set) var busy = 0
    /// What was done in the time that counts: pieces of work, and the seconds that they took and waited.
    private(set) var jobs: Int64 = 0
    private(set) var worked: Int64 = 0
    private(set) var waited: Int64 = 0
    /// The same waits by hour.
    private(set) var hours = QueueHours()

    init(officers: Int) { self.officers = officers }

    var hasFreeOfficer: Bool { busy < officers }

    mutating func add(_ entry: Waiting, isPerson: Bool) { if isPerson { people.add(entry) } else { files.add(entry) } }

    mutating func next() -> Waiting? { people.next() ?? files.next() }

    mutating func take() { busy += 1 }

    mutating func free() { busy -= 1 }

    /// Counts a piece of work that begins now, after it waited.
    mutating func count(work: Int64, since: Int64, until begins: Int64, _ open: OpenHours) {
        let wait = open.opened(by: begins) - open.opened(by: since)
        jobs += 1
        worked += work
        waited += wait
        hours.add(from: since, to: begins, waited: wait, open)
    }
}
