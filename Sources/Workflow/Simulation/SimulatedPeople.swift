/// A run of which everybody's figures are kept, so that another run of the same people can be held against it.
public struct SimulatedPeople: Sendable {
    /// Somebody who is in the figures.
    struct Person: Sendable {
        /// Among those of his block who count.
        var number: Int
        /// Nil where people go together only.
        var apart: PersonFigures?
        var together: PersonFigures
    }

    public let tally: SimulationTally
    /// By block, in the order of their numbers.
    let blocks: [Int: [Person]]
}

/// Which of the figures of a simulated person: those of an arm, or what going together saves him.
public enum SimulatedSide: String, Sendable, CaseIterable {
    case apart, together, saved

    func value(_ figure: SimulatedFigure, of person: SimulatedPeople.Person) -> Int64? {
        switch self {
        case .apart: person.apart?[figure]
        case .together: person.together[figure]
        case .saved: person.apart.map { $0[figure] - person.together[figure] }
        }
    }
}

/// What another run of the same people came to less a first one, person by person, block by block.
public struct PairedDifferences: Sendable, Hashable {
    /// By side and, within it, in the order of `SimulatedFigure`; nothing is gathered of a side that was not simulated.
    private var gathered: [[Gathered]]
    /// What they came to in each of the two runs, added up.
    private var ones: [[Int64]]
    private var others: [[Int64]]
    /// Who is in the figures of both.
    public private(set) var people: Int64 = 0

    public init(_ other: SimulatedPeople, less one: SimulatedPeople) {
        gathered = SimulatedSide.allCases.map { _ in SimulatedFigure.allCases.map { _ in Gathered() } }
        ones = gathered.map { $0.map { _ in 0 } }
        others = ones
        for (block, first) in one.blocks.sorted(by: { $0.key < $1.key }) {
            guard let second = other.blocks[block] else { continue }
            let pairs = Self.pairs(first, second)
            people += Int64(pairs.count)
            for (place, side) in SimulatedSide.allCases.enumerated() {
                for figure in SimulatedFigure.allCases {
                    let values = pairs.compactMap { pair in
                        side.value(figure, of: pair.0).flatMap { one in side.value(figure, of: pair.1).map { (one: one, other: $0) } }
                    }
                    guard values.count == pairs.count else { continue }
                    gathered[place][figure.rawValue].merge(Gathered(block: values.map { $0.other - $0.one }))
                    for (one, other) in values {
                        ones[place][figure.rawValue] += one
                        others[place][figure.rawValue] += other
                    }
                }
            }
        }
    }

    /// Nil where the side was not simulated, or nobody is in both runs.
    public func distribution(_ side: SimulatedSide, _ figure: SimulatedFigure) -> Distribution? {
        guard let place = SimulatedSide.allCases.firstIndex(of: side) else { return nil }
        return gathered[place][figure.rawValue].distribution(scale: figure.scale)
    }

    /// The means of those who are in both runs.
    public func means(_ side: SimulatedSide, _ figure: SimulatedFigure) -> (one: Double, other: Double)? {
        guard people > 0, let place = SimulatedSide.allCases.firstIndex(of: side) else { return nil }
        let count = Double(people) * figure.scale
        return (Double(ones[place][figure.rawValue]) / count, Double(others[place][figure.rawValue]) / count)
    }

    private static func pairs(
        _ first: [SimulatedPeople.Person], _ second: [SimulatedPeople.Person]
    ) -> [(SimulatedPeople.Person, SimulatedPeople.Person)] {
        var pairs: [(SimulatedPeople.Person, SimulatedPeople.Person)] = []
        var rest = second[...]
        for person in first {
            while let next = rest.first, next.number < person.number { rest.removeFirst() }
            if let next = rest.first, next.number == person.number { pairs.append((person, next)) }
        }
        return pairs
    }
}
