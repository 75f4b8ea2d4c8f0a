/// The officers of an office and what waits for them: people at the window first, then files by the rank of their items, each in the order in
/// which they came.
struct OfficeQueue {
    /// Something that waits.
    struct Waiting {
        var job: Agenda.Job
        var since: Int64
        /// Seconds of an officer's work.
        var work: Int64

        /// What lies where nothing waits.
        static let nothing = Waiting(job: .person(-1), since: 0, work: 0)
    }

    /// Waits in a ring that grows.
    private struct Ring {
        var entries = ContiguousArray(repeating: Waiting.nothing, count: 16)
        var head = 0
        var count = 0

        mutating func add(_ entry: Waiting) {
            if count == entries.count {
                var larger = ContiguousArray(repeating: Waiting.nothing, count: entries.count * 2)
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
    /// By rank.
    private var files: [Ring]
    /// How many wait.
    private(set) var waiting = 0
    /// When it is open, and the hours in which something was begun last.
    private let openHours: OpenHours
    private var open: Range<Int64> = 0..<0
    /// Officers that are there today, and those at work.
    var officers: Int
    private(set) var busy = 0
    /// What was done in the time that counts: pieces of work, and the seconds that they took and waited.
    private(set) var jobs: Int64 = 0
    private(set) var worked: Int64 = 0
    private(set) var waited: Int64 = 0
    /// The same waits by hour.
    private(set) var hours = QueueHours()

    init(officers: Int, ranks: Int = 1, open: OpenHours) {
        (self.officers, openHours) = (officers, open)
        files = Array(repeating: Ring(), count: ranks)
    }

    /// An officer is free, and nothing waits for him.
    var isIdle: Bool { busy < officers && waiting == 0 }

    /// An officer is free, and something waits for him.
    @inline(__always) var isReady: Bool { busy < officers && waiting > 0 }

    /// - Parameter rank: nil: somebody stands at the window.
    mutating func add(_ entry: Waiting, rank: Int?) {
        waiting += 1
        if let rank { files[rank].add(entry) } else { people.add(entry) }
    }

    /// What an officer takes up next; nil: nobody is free, or nothing waits.
    mutating func next() -> Waiting? {
        guard isReady else { return nil }
        waiting -= 1
        if let person = people.next() { return person }
        for rank in files.indices { if let file = files[rank].next() { return file } }
        return nil
    }

    /// An officer takes up a piece of work now.
    /// - Parameter counts: whether it is in the time that counts.
    /// - Returns: when it begins and ends, and how much of the time since it came the office was open.
    mutating func begin(_ work: Waiting, at now: Int64, counts: Bool) -> (begins: Int64, ends: Int64, wait: Int64) {
        busy += 1
        if !open.contains(now) { open = openHours.segment(at: now) }
        let isOpen = open.contains(now)
        let begins = isOpen ? now : openHours.opening(from: now)
        let ends = isOpen && now + work.work <= open.upperBound ? now + work.work : openHours.adding(work.work, to: now)
        let isOpenAllAlong = isOpen && open.lowerBound <= work.since
        let wait = isOpenAllAlong ? now - work.since : openHours.opened(by: begins) - openHours.opened(by: work.since)
        if counts {
            jobs += 1
            worked += work.work
            waited += wait
            hours.add(.init(from: work.since, to: begins, open: wait, isOpenAllAlong: isOpenAllAlong), openHours)
        }
        return (begins, ends, wait)
    }

    mutating func free() { busy -= 1 }
}
