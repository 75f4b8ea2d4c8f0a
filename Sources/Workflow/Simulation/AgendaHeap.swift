/// A heap of four branches of what is to happen, the earliest first: keys, and beside them what happens then.
///
/// The memory is its own, and is safe to use so: there is no copy of the heap (`~Copyable`), so that nobody else knows the memory; whatever is
/// below `count` was written; and no place is used that is not below it.
struct AgendaHeap: ~Copyable {
    private var keys = UnsafeMutablePointer<UInt64>.allocate(capacity: 64)
    private var entries = UnsafeMutablePointer<Agenda.What>.allocate(capacity: 64)
    private var capacity = 64
    private var count = 0

    init() {}

    deinit {
        keys.deallocate()
        entries.deallocate()
    }

    var isEmpty: Bool { count == 0 }

    /// The earliest; nil: there is none.
    var first: Agenda.Entry? { isEmpty ? nil : Agenda.Entry(key: keys[0], what: entries[0]) }

    mutating func add(_ entry: Agenda.Entry) {
        if count == capacity { grow() }
        var place = count
        count += 1
        while place > 0 {
            let parent = (place - 1) >> 2
            guard entry.key < keys[parent] else { break }
            copy(parent, to: place)
            place = parent
        }
        put(entry, at: place)
    }

    /// Takes out the earliest; nil: there is none.
    mutating func next() -> Agenda.Entry? {
        guard let first else { return nil }
        count -= 1
        let last = Agenda.Entry(key: keys[count], what: entries[count])
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
            guard keys[least] < last.key else { break }
            copy(least, to: place)
            place = least
        }
        if count > 0 { put(last, at: place) }
        return first
    }

    /// - Parameter place: below `count`, whether written yet or not: what lies there needs no end.
    private func put(_ entry: Agenda.Entry, at place: Int) {
        (keys + place).initialize(to: entry.key)
        (entries + place).initialize(to: entry.what)
    }

    private func copy(_ from: Int, to place: Int) {
        (keys + place).initialize(to: keys[from])
        (entries + place).initialize(to: entries[from])
    }

    private mutating func grow() {
        let (moreKeys, moreEntries) = (
            UnsafeMutablePointer<UInt64>.allocate(capacity: capacity * 2),
            UnsafeMutablePointer<Agenda.What>.allocate(capacity: capacity * 2)
        )
        moreKeys.moveInitialize(from: keys, count: count)
        moreEntries.moveInitialize(from: entries, count: count)
        keys.deallocate()
        entries.deallocate()
        (keys, entries, capacity) = (moreKeys, moreEntries, capacity * 2)
    }
}
