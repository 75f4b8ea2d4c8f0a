/// A heap of four branches of what is to happen, the earliest first: keys, and beside them what happens then.
struct AgendaHeap {
    private var keys: ContiguousArray<UInt64> = []
    private var entries: ContiguousArray<Agenda.What> = []

    var isEmpty: Bool { keys.isEmpty }

    /// The earliest; nil: there is none.
    var first: Agenda.Entry? { keys.isEmpty ? nil : Agenda.Entry(key: keys[0], what: entries[0]) }

    mutating func add(_ entry: Agenda.Entry) {
        keys.append(entry.key)
        entries.append(entry.what)
        keys.withUnsafeMutableBufferPointer { keys in
            entries.withUnsafeMutableBufferPointer { entries in
                var place = keys.count - 1
                while place > 0 {
                    let parent = (place - 1) >> 2
                    guard entry.key < keys[parent] else { break }
                    (keys[place], entries[place]) = (keys[parent], entries[parent])
                    place = parent
                }
                (keys[place], entries[place]) = (entry.key, entry.what)
            }
        }
    }

    /// Takes out the earliest; nil: there is none.
    mutating func next() -> Agenda.Entry? {
        guard let key = keys.popLast(), let what = entries.popLast() else { return nil }
        if keys.isEmpty { return Agenda.Entry(key: key, what: what) }
        return keys.withUnsafeMutableBufferPointer { keys in
            entries.withUnsafeMutableBufferPointer { entries in
                let first = Agenda.Entry(key: keys[0], what: entries[0])
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
