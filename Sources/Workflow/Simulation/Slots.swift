/// Places that are used again, each with a ticket that tells who has it now. What is in a place is changed where it lies.
struct Slots<Element> {
    private var elements: ContiguousArray<Element> = []
    private(set) var tickets: ContiguousArray<UInt32> = []
    private var free: [Int] = []

    subscript(place: Int) -> Element {
        @inline(__always) _read { yield elements[place] }
        @inline(__always) _modify { yield &elements[place] }
    }

    mutating func add(_ element: consuming Element) -> Int {
        if let place = free.popLast() {
            elements[place] = element
            return place
        }
        elements.append(element)
        tickets.append(0)
        return elements.count - 1
    }

    /// What is there, in the order of the places.
    var all: [Element] {
        let free = Set(free)
        return elements.indices.filter { !free.contains($0) }.map { elements[$0] }
    }

    /// Nobody has the place any more; what was in it goes when somebody else takes it.
    mutating func remove(_ place: Int) {
        tickets[place] &+= 1
        free.append(place)
    }

    /// Whether whoever had the ticket still has the place.
    func isThere(_ place: Int, _ ticket: UInt32) -> Bool { tickets[place] == ticket }
}
