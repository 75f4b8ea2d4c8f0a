/// Which licence or source, once connected, would spare the people of a scenario most.
public struct NextShare: Sendable {
    /// What is counted of every person, together.
    public enum Figure: String, Sendable, CaseIterable {
        case materials, copies, fields, visits
        /// Of the applicant, from assumptions.yaml.
        case minutes
    }

    /// Days of a full simulation, today less connected.
    public struct Days: Sendable {
        public let elapsed: Distribution
        public let handling: Distribution
    }

    public struct Entry: Sendable {
        public let candidate: ShareCandidate
        /// Today less connected, person by person.
        public let spared: [Figure: Distribution]
        /// People whom it spares a paper.
        public let journeys: Int
        /// Nil: not simulated.
        public fileprivate(set) var days: Days?
    }

    public let scenario: CompiledScenario
    public let seed: UInt64
    /// People who have something to apply for.
    public let people: Int
    /// Those that spare anything, the best first: by papers, then by minutes.
    public private(set) var entries: [Entry]
    /// Those that spare nothing.
    public let idle: [ShareCandidate]

    /// - Parameter journeys: how many people are drawn; they are those of the first block of a simulation with that seed.
    public init(_ scenario: CompiledScenario, journeys: Int, seed: UInt64) {
        (self.scenario, self.seed) = (scenario, seed)
        let world = SimulatedWorld(scenario)
        var population = Population(world)
        let draws = Draws(seed: seed).of(0)
        // Everybody who is alike, once.
        var (kinds, counts): ([PlannedPerson], [ObjectIdentifier: Int]) = ([], [:])
        for number in 0..<journeys {
            let person = population.person(draws.of(number), sources: scenario.journey.situation.sources)
            if person.isStopped { continue }
            if counts[ObjectIdentifier(person)] == nil { kinds.append(person) }
            counts[ObjectIdentifier(person), default: 0] += 1
        }
        people = counts.values.reduce(0, +)
        let today = kinds.map { Self.figures(scenario.bundle.plan($0.situation, world.rules.baseline)) }
        var (entries, idle): ([Entry], [ShareCandidate]) = ([], [])
        for candidate in ShareCandidate.all(of: scenario) {
            let bundle = candidate.connected(scenario.bundle)
            var (spared, journeys): ([Figure: [Double]], Int) = ([:], 0)
            for (kind, before) in zip(kinds, today) {
                let after = Self.figures(bundle.plan(candidate.connected(kind.situation, in: bundle), world.rules.baseline))
                let count = counts[ObjectIdentifier(kind)] ?? 0
                if after[.materials]! < before[.materials]! { journeys += count }
                for figure in Figure.allCases {
                    spared[figure, default: []] += Array(repeating: before[figure]! - after[figure]!, count: count)
                }
            }
            if spared.values.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
                idle.append(candidate)
            } else {
                entries.append(Entry(candidate: candidate, spared: spared.compactMapValues(Distribution.init), journeys: journeys))
            }
        }
        self.idle = idle
        self.entries = entries.sorted { one, other in
            let (a, b) = (one.rank, other.rank)
            return a == b ? one.candidate.name < other.candidate.name : a.0 != b.0 ? a.0 > b.0 : a.1 > b.1
        }
    }

    private static func figures(_ plan: Plan) -> [Figure: Double] {
        let copies = plan.ledger.lines.filter { plan.ledger.countsTogether($0) }.reduce(0) { $0 + $1.demand.copies }
        return [
            .materials: Double(plan.together.materials), .copies: Double(copies), .fields: Double(plan.together.fields),
            .visits: Double(plan.together.visits), .minutes: plan.together.minutes,
        ]
    }

    /// Simulates the best of them, and today, in the one thing: every block on the same seed, so that what differs is what is connected.
    public mutating func simulateDays(best count: Int, journeys: Int, cores: Int = 1) async {
        guard count > 0, !entries.isEmpty else { return }
        let today = await Self.days(scenario, journeys, seed, cores)
        for place in entries.indices.prefix(count) {
            let after = await Self.days(entries[place].candidate.connected(scenario), journeys, seed, cores)
            let pairs = zip(today, after).compactMap { before, after in before.flatMap { before in after.map { (before, $0) } } }
            guard let elapsed = Distribution(pairs.map { $0.0.0 - $0.1.0 }), let handling = Distribution(pairs.map { $0.0.1 - $0.1.1 })
            else {
                continue
            }
            entries[place].days = Days(elapsed: elapsed, handling: handling)
        }
    }

    /// For each block the mean days until the last result, and of the legal clocks.
    private static func days(_ scenario: CompiledScenario, _ journeys: Int, _ seed: UInt64, _ cores: Int) async -> [(Double, Double)?] {
        let simulation = Simulation(scenario, journeys: journeys, seed: seed, arms: .together)
        var means: [(Double, Double)?] = []
        for block in 1...max(1, simulation.blocks) {
            let tally = await simulation.run(shard: .init(block, of: max(1, simulation.blocks)), cores: cores)
            func mean(_ figure: SimulatedFigure) -> Double? { tally.together.figures[figure.rawValue].distribution(scale: 1)?.mean }
            means.append(mean(.elapsedDays).flatMap { elapsed in mean(.handlingDays).map { (elapsed, $0) } })
        }
        return means
    }
}

extension NextShare.Entry {
    fileprivate var rank: (Double, Double) { (spared[.materials]?.mean ?? 0, spared[.minutes]?.mean ?? 0) }
}
