/// What is to happen in the next days, each in the slot of its half minute; within a slot in no order.
///
/// The memory is its own, and is safe to use so: there is no copy of the wheel (`~Copyable`), so that nobody else knows the memory; a slot is
/// always taken within the wheel; and a place that a slot or another place names was written when it was named.
struct AgendaWheel: ~Copyable {
    /// How long a slot is, and how many there are: three days.
    static let seconds: Int64 = 32
    static let slots: Int64 = 8_192

    private struct Place {
        var entry: Agenda.Entry
        /// Another place of the same slot, or another free one; -1: there is none.
        var next: Int32
    }

    /// For each slot its first place; -1: nothing is in it. And one bit for each slot in which something is.
    private let firsts = UnsafeMutablePointer<Int32>.allocate(capacity: Int(slots))
    private let marks = UnsafeMutablePointer<UInt64>.allocate(capacity: Int(slots) / 64)
    private var places = UnsafeMutablePointer<Place>.allocate(capacity: 256)
    private var capacity = 256
    /// Places that were written to, the first of those that are free again, and how many are not.
    private var written = 0
    private var free: Int32 = -1
    private var count = 0

    init() {
        firsts.initialize(repeating: -1, count: Int(Self.slots))
        marks.initialize(repeating: 0, count: Int(Self.slots) / 64)
    }

    deinit {
        firsts.deallocate()
        marks.deallocate()
        places.deallocate()
    }

    /// - Parameter entry: of a slot after the one under way, and less than `slots` after it.
    mutating func add(_ entry: Agenda.Entry) {
        let slot = Int(entry.slot & (Self.slots - 1))
        let place = Place(entry: entry, next: firsts[slot])
        if free >= 0 {
            firsts[slot] = free
            free = places[Int(free)].next
        } else {
            if written == capacity { grow() }
            firsts[slot] = Int32(written)
            written += 1
        }
        (places + Int(firsts[slot])).initialize(to: place)
        marks[slot >> 6] |= 1 << UInt64(slot & 63)
        count += 1
    }

    private mutating func grow() {
        let more = UnsafeMutablePointer<Place>.allocate(capacity: capacity * 2)
        more.moveInitialize(from: places, count: capacity)
        places.deallocate()
        (places, capacity) = (more, capacity * 2)
    }

    /// The next slot after one in which something is; nil: there is none.
    func next(after slot: Int64) -> Int64? {
        guard count > 0 else { return nil }
        let first = Int((slot + 1) & (Self.slots - 1))
        let words = Int(Self.slots) / 64
        var word = first >> 6
        var bits = marks[word] & (~0 << UInt64(first & 63))
        while bits == 0 {
            word = (word + 1) & (words - 1)
            bits = marks[word]
        }
        let found = Int64(word << 6 + bits.trailingZeroBitCount)
        return slot + 1 + (found - Int64(first)) & (Self.slots - 1)
    }

    /// Takes something out of a slot; nil: nothing is in it.
    mutating func take(from slot: Int64) -> Agenda.Entry? {
        let slot = Int(slot & (Self.slots - 1))
        let place = firsts[slot]
        guard place >= 0 else { return nil }
        firsts[slot] = places[Int(place)].next
        if firsts[slot] < 0 { marks[slot >> 6] &= ~(1 << UInt64(slot & 63)) }
        places[Int(place)].next = free
        free = place
        count -= 1
        return places[Int(place)].entry
    }
}
