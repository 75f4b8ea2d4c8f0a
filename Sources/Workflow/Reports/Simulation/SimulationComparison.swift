/// The same people under two settings, held against each other person by person.
public struct SimulationComparison: Sendable {
    public let one: SimulationReport
    public let other: SimulationReport
    /// What both have set, and what the other has set besides, as `path=value`.
    public let settings: [String]
    public let against: [String]
    let differences: PairedDifferences

    public init(
        _ one: (scenario: CompiledScenario, people: SimulatedPeople), _ other: (scenario: CompiledScenario, people: SimulatedPeople),
        seed: UInt64, wanted: Int, settings: [String], against: [String]
    ) {
        self.one = SimulationReport(one.scenario, seed: seed, wanted: wanted, one.people.tally)
        self.other = SimulationReport(other.scenario, seed: seed, wanted: wanted, other.people.tally)
        (self.settings, self.against) = (settings, against)
        differences = PairedDifferences(other.people, less: one.people)
    }

    /// In the figures of both.
    var people: Int64 { differences.people }

    func difference(_ side: SimulatedSide, _ figure: SimulatedFigure) -> SimulatedDifference? {
        SimulatedDifference(differences, side, figure)
    }
}

/// A comparison as JSON knows it.
public struct SimulationComparisonMessage: Encodable, Sendable {
    public struct Difference: Encodable, Sendable {
        public var one: Double
        public var other: Double
        /// The other less the one, person by person.
        public var difference: Double
        public var ciLow: Double?
        public var ciHigh: Double?
        /// Not there of a single block.
        public var moreThanLuck: Bool?

        init(_ difference: SimulatedDifference) {
            (one, other) = (difference.one.rounded(to: 4), difference.other.rounded(to: 4))
            self.difference = difference.difference.rounded(to: 4)
            (ciLow, ciHigh) = (difference.interval?.lowerBound.rounded(to: 4), difference.interval?.upperBound.rounded(to: 4))
            moreThanLuck = difference.isMoreThanLuck
        }
    }

    public var set: [String]
    public var against: [String]
    public var people: Int64
    public var one: SimulationMessage
    public var other: SimulationMessage
    /// By side (apart, together, saved) and figure.
    public var differences: [String: [String: Difference]]

    public init(_ comparison: SimulationComparison, _ language: Language) {
        (set, against, people) = (comparison.settings, comparison.against, comparison.people)
        (one, other) = (SimulationMessage(comparison.one, language), SimulationMessage(comparison.other, language))
        differences = [:]
        for side in SimulatedSide.allCases {
            for figure in SimulatedFigure.allCases {
                differences[side.rawValue, default: [:]][figure.name] = comparison.difference(side, figure).map(Difference.init)
            }
        }
    }
}
