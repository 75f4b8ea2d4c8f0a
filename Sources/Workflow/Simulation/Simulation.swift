import Synchronization

/// Many people of a scenario, apart and together, block by block.
public final class Simulation: Sendable {
    public let scenario: CompiledScenario
    public let journeys: Int
    public let seed: UInt64
    private let world: SimulatedWorld
    private let isStopped = Atomic(false)

    /// A part of a simulation that somebody else runs the rest of: the first of 64 is `Shard(1, of: 64)`.
    public struct Shard: Sendable, Hashable {
        public var number: Int
        public var count: Int

        /// Nil where there is no such part.
        public init?(_ number: Int, of count: Int) {
            guard count >= 1, (1...count).contains(number) else { return nil }
            (self.number, self.count) = (number, count)
        }
    }

    /// Which ways the people go.
    public enum Arms: Sendable {
        case both, together
    }

    private let arms: Arms

    public init(_ scenario: CompiledScenario, journeys: Int? = nil, seed: UInt64, arms: Arms = .both) {
        (self.scenario, self.seed, self.arms) = (scenario, seed, arms)
        self.journeys = journeys ?? scenario.definition.journeys
        world = SimulatedWorld(scenario)
    }

    /// Blocks of the whole.
    public var blocks: Int { (journeys + scenario.definition.block - 1) / scenario.definition.block }

    private func size(of block: Int) -> Int { min(scenario.definition.block, journeys - block * scenario.definition.block) }

    /// Ends after the blocks that are under way; what they came to is told.
    public func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Runs the blocks of a shard (all of them without one), so many at a time; what comes out does not depend on how many.
    /// - Parameter progress: is told how many journeys are done of how many.
    public func run(
        shard: Shard? = nil, cores: Int = 1, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async -> SimulationTally {
        let own = stride(from: (shard?.number ?? 1) - 1, to: blocks, by: shard?.count ?? 1)
        let total = own.reduce(0) { $0 + size(of: $1) }
        var waiting = own.makeIterator()
        var tally = SimulationTally(offices: scenario.offices.count)
        await withTaskGroup(of: SimulationTally.self) { group in
            func begin() {
                guard !isStopped.load(ordering: .relaxed), let block = waiting.next() else { return }
                let (world, seed, arms, size) = (world, seed, arms, size(of: block))
                group.addTask { SimulationTally(world, seed: seed, block: block, journeys: size, arms) }
            }
            for _ in 0..<max(1, cores) { begin() }
            while let done = await group.next() {
                tally.merge(done)
                progress(Int(tally.journeys), total)
                begin()
            }
        }
        return tally
    }
}
