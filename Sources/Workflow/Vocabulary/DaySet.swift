/// A set of days as one bit for each day between its first and its last.
struct DaySet: Hashable, Sendable {
    private let first: Int
    private var words: [UInt64]

    init(_ days: some Collection<Day>) {
        let numbers = days.map(\.daysSince1970)
        first = numbers.min() ?? 0
        words = Array(repeating: 0, count: ((numbers.max() ?? 0) - first) / 64 + 1)
        for number in numbers {
            words[(number - first) / 64] |= 1 << UInt64((number - first) % 64)
        }
    }

    func contains(_ day: Day) -> Bool {
        let place = day.daysSince1970 - first
        guard place >= 0, place < words.count * 64 else { return false }
        return words[place / 64] & (1 << UInt64(place % 64)) != 0
    }
}
