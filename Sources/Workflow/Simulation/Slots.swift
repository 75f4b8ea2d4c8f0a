/// Places that are used again, each with a ticket that tells who has it now. What is in a place is read and changed where it lies.
///
/// The memory is its own, and is safe to use so: there is no copy of the places (`~Copyable`), so that nobody else knows the memory; every place
/// is looked at before it is used; and whatever is below `count` is there from when it was added until the places go.
struct Slots<Element>: ~Copyable {
    private var elements = UnsafeMutablePointer<Element>.allocate(capacity: 16)
    private var tickets = UnsafeMutablePointer<UInt32>.allocate(capacity: 16)
    private var capacity = 16
    private var count = 0
    private var free: [Int] = []

    init() {}

    deinit {
        elements.deinitialize(count: count)
        elements.deallocate()
        tickets.deallocate()
    }

    subscript(place: Int) -> Element {
        @inline(__always) _read {
            precondition(place >= 0 && place < count)
            yield elements[place]
        }
        @inline(__always) _modify {
            precondition(place >= 0 && place < count)
            yield &elements[place]
        }
    }

    mutating func add(_ element: consuming Element) -> Int {
        if let place = free.popLast() {
            elements[place] = element
            return place
        }
        if count == capacity { grow() }
        (elements + count).initialize(to: element)
        tickets[count] = 0
        count += 1
        return count - 1
    }

    private mutating func grow() {
        let (moreElements, moreTickets) = (
            UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2), UnsafeMutablePointer<UInt32>.allocate(capacity: capacity * 2)
        )
        moreElements.moveInitialize(from: elements, count: count)
        moreTickets.moveInitialize(from: tickets, count: count)
        elements.deallocate()
        tickets.deallocate()
        (elements, tickets, capacity) = (moreElements, moreTickets, capacity * 2)
    }

    /// What is there, in the order of the places.
    var all: [Element] {
        let free = Set(free)
        return (0..<count).filter { !free.contains($0) }.map { elements[$0] }
    }

    /// Nobody has the place any more; what was in it goes when somebody else takes it.
    mutating func remove(_ place: Int) {
        tickets[place] &+= 1
        free.append(place)
    }

    /// The ticket of whoever has the place now.
    func ticket(_ place: Int) -> UInt32 {
        precondition(place >= 0 && place < count)
        return tickets[place]
    }

    /// Whether whoever had the ticket still has the place.
    @inline(__always) func isThere(_ place: Int, _ ticket: UInt32) -> Bool { self.ticket(place) == ticket }
}
