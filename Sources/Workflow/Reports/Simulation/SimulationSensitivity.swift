/// How far some figures go when the numbers that a scenario assumes are moved, one at a time, each with the same people.
public struct SimulationSensitivity: Sendable {
    /// A figure of one side: `together.elapsedDays`.
    public struct Target: Sendable, Hashable {
        public var side: SimulatedSide
        public var figure: SimulatedFigure

        public init(_ side: SimulatedSide, _ figure: SimulatedFigure) { (self.side, self.figure) = (side, figure) }

        /// Reads `saved.minutes`, or `minutes` alone of the arm together; nil where there is no such figure.
        public init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            guard (1...2).contains(parts.count), let figure = SimulatedFigure(named: parts[parts.count - 1]),
                let side = parts.count == 1 ? .together : SimulatedSide(rawValue: parts[0])
            else { return nil }
            self.init(side, figure)
        }

        public var name: String { "\(side.rawValue).\(figure.name)" }

        /// What is looked at where nothing else is said.
        public static let usual = [Target(.together, .elapsedDays), Target(.together, .materials)]
    }

    /// A number of the scenario and what came of moving it.
    public struct Assumption: Sendable {
        public struct Moved: Sendable {
            /// What it was moved to.
            var value: String
            /// In the order of the targets.
            var differences: [SimulatedDifference?]
        }

        public var path: String
        public var value: String
        public var down: Moved?
        public var up: Moved?
    }

    public let base: SimulationReport
    public let targets: [Target]
    /// How far times, shares and money were moved, in millionths of themselves; and officers.
    public let share: Int
    public let officers: Int
    public private(set) var assumptions: [Assumption] = []
    /// What was not moved, and why.
    public private(set) var fixed: [ScenarioNumbers.Fixed]
    private let people: SimulatedPeople

    public init(
        _ scenario: CompiledScenario, _ people: SimulatedPeople, seed: UInt64, wanted: Int, targets: [Target], share: Int, officers: Int,
        fixed: [ScenarioNumbers.Fixed]
    ) {
        base = SimulationReport(scenario, seed: seed, wanted: wanted, people.tally)
        (self.people, self.targets, self.share, self.officers, self.fixed) = (people, targets, share, officers, fixed)
    }

    /// Takes in what came of moving a number; nil: it was not moved that way.
    public mutating func add(
        _ number: ScenarioNumbers.Movable, down: (ScenarioNumbers.Move, SimulatedPeople)?, up: (ScenarioNumbers.Move, SimulatedPeople)?
    ) {
        assumptions.append(
            Assumption(path: number.path, value: number.value, down: down.map { moved($0, $1) }, up: up.map { moved($0, $1) }))
    }

    /// A number that could not be moved after all.
    public mutating func leave(_ number: ScenarioNumbers.Movable, because: Title) {
        fixed.append(ScenarioNumbers.Fixed(path: number.path, value: number.value, because: because))
    }

    private func moved(_ move: ScenarioNumbers.Move, _ other: SimulatedPeople) -> Assumption.Moved {
        let differences = PairedDifferences(other, less: people)
        return Assumption.Moved(
            value: move.value,
            differences: targets.map { SimulatedDifference(differences, $0.side, $0.figure) })
    }

    /// A number as it bears on one figure.
    struct Effect {
        var assumption: Assumption
        var down: SimulatedDifference?
        var up: SimulatedDifference?

        /// The larger of the two ways, whichever direction the figure goes.
        var size: Double { max(abs(down?.difference ?? 0), abs(up?.difference ?? 0)) }
    }

    /// By the size of the effect, the largest first; equal ones in the order of the file.
    func effects(on target: Int) -> [Effect] {
        let effects = assumptions.map { one in
            Effect(assumption: one, down: one.down?.differences[target], up: one.up?.differences[target])
        }
        return effects.enumerated().sorted { ($1.element.size, $0.offset) < ($0.element.size, $1.offset) }.map(\.element)
    }

    /// What stands behind a number.
    func grade(of path: String) -> Grade? {
        let sections = ScenarioAssumptions(base.scenario).sections
        return sections.first { path.hasPrefix($0.name + ".") }?.assumed.grade
    }
}

/// A sensitivity as JSON knows it.
public struct SimulationSensitivityMessage: Encodable, Sendable {
    public struct Moved: Encodable, Sendable {
        public var value: String
        public var difference: Double
        public var ciLow: Double?
        public var ciHigh: Double?
        public var moreThanLuck: Bool?

        init?(_ moved: SimulationSensitivity.Assumption.Moved?, _ difference: SimulatedDifference?) {
            guard let moved, let difference else { return nil }
            value = moved.value
            self.difference = difference.difference.rounded(to: 4)
            (ciLow, ciHigh) = (difference.interval?.lowerBound.rounded(to: 4), difference.interval?.upperBound.rounded(to: 4))
            moreThanLuck = difference.isMoreThanLuck
        }
    }

    public struct Assumption: Encodable, Sendable {
        public var path: String
        public var value: String
        public var grade: String?
        public var effect: Double
        public var down: Moved?
        public var up: Moved?
    }

    public struct Figure: Encodable, Sendable {
        public var figure: String
        public var unit: String
        public var mean: Double
        /// By the size of the effect.
        public var assumptions: [Assumption]
    }

    public struct NotMoved: Encodable, Sendable {
        public var path: String
        public var value: String
        public var because: String
    }

    public var bundle: String
    public var scenario: String
    public var seed: UInt64
    public var journeys: Int64
    /// How far: a share of times, shares and money, and a number of officers.
    public var by: String
    public var officers: Int
    public var figures: [Figure]
    public var notMoved: [NotMoved]

    public init(_ sensitivity: SimulationSensitivity, _ language: Language) {
        let base = sensitivity.base
        (bundle, scenario, seed, journeys) = (base.bundle.id, base.scenario.id, base.seed, base.tally.journeys)
        (by, officers) = (ScenarioDefinition.percent(sensitivity.share), sensitivity.officers)
        figures = sensitivity.targets.enumerated().map { place, target in
            Figure(
                figure: target.name, unit: target.figure.unit[language],
                mean: (base.distribution(target.side, target.figure)?.mean ?? 0).rounded(to: 4),
                assumptions: sensitivity.effects(on: place).map { effect in
                    Assumption(
                        path: effect.assumption.path, value: effect.assumption.value,
                        grade: sensitivity.grade(of: effect.assumption.path)?.rawValue,
                        effect: effect.size.rounded(to: 4), down: Moved(effect.assumption.down, effect.down),
                        up: Moved(effect.assumption.up, effect.up))
                })
        }
        notMoved = sensitivity.fixed.map { NotMoved(path: $0.path, value: $0.value, because: $0.because[language]) }
    }
}
