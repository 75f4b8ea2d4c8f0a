/// The officers of an office and what waits for them: people at the window first, then files by the rank of their items, each in the order in
/// which they came.
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
    /// By rank.
    private var files: [Ring]
    /// The hours in which something was begun last.
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

    init(officers: Int, ranks: Int = 1) {
        self.officers = officers
        files = Array(repeating: Ring(), count: ranks)
    }

    var hasFreeOfficer: Bool { busy < officers }

    /// - Parameter rank: nil: somebody stands at the window.
    mutating func add(_ entry: Waiting, rank: Int?) { if let rank { files[rank].add(entry) } else { people.add(entry) } }

    mutating func next() -> Waiting? {
        if let person = people.next() { return person }
        for rank in files.indices { if let file = files[rank].next() { return file } }
        return nil
    }

    /// When work begins that an officer takes up now, when it ends, and how much of the time since it came the office was open.
    mutating func times(of work: Waiting, at now: Int64, _ hours: OpenHours) -> (begins: Int64, ends: Int64, wait: Int64) {
        if !open.contains(now) { open = hours.segment(at: now) }
        if open.contains(now), now + work.work <= open.upperBound, open.lowerBound <= work.since {
            return (now, now + work.work, now - work.since)
        }
        let begins = hours.opening(from: now)
        return (begins, hours.adding(work.work, to: now), hours.opened(by: begins) - hours.opened(by: work.since))
    }

    mutating func take() { busy += 1 }

    mutating func free() { busy -= 1 }

    /// Counts a piece of work that begins after it waited; seconds while it was open.
    mutating func count(_ work: Waiting, waited wait: Int64, until begins: Int64, _ open: OpenHours) {
        jobs += 1
        worked += work.work
        waited += wait
        hours.add(from: work.since, to: begins, waited: wait, open)
    }
}
