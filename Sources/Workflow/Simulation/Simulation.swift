import Dispatch
import Synchronization

/// Which way to the same results an event log tells of.
public enum LoggedArm: String, Sendable, CaseIterable {
    case apart, together
}

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

    private func blocks(of shard: Shard?) -> StrideTo<Int> {
        stride(from: (shard?.number ?? 1) - 1, to: blocks, by: shard?.count ?? 1)
    }

    /// Journeys of a shard; without one, all.
    public func journeys(of shard: Shard?) -> Int { blocks(of: shard).reduce(0) { $0 + size(of: $1) } }

    /// Ends after the blocks that are under way; what they came to is told.
    public func stop() { isStopped.store(true, ordering: .relaxed) }

    /// Runs the blocks of a shard (all of them without one), so many at a time; what comes out does not depend on how many.
    /// - Parameters:
    ///   - arm: that of which cases are told; nil: none.
    ///   - log: takes in the cases of people who count, in the order of the blocks and of the people in them.
    ///   - progress: is told how many journeys are done of how many.
    public func run(
        shard: Shard? = nil, cores: Int = 1, logging arm: LoggedArm? = nil, into log: (LoggedCase) -> Void = { _ in },
        progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async -> SimulationTally {
        await run(shard: shard, cores: cores, logging: arm, into: log, keeping: nil, progress: progress)
    }

    /// The same, with everybody's figures: some four hundred bytes for each in both arms.
    public func runKeepingPeople(
        cores: Int = 1, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async -> SimulatedPeople {
        var blocks: [Int: [SimulatedPeople.Person]] = [:]
        let tally = await run(shard: nil, cores: cores, logging: nil, into: { _ in }, keeping: { blocks[$0] = $1 }, progress: progress)
        return SimulatedPeople(tally: tally, blocks: blocks)
    }

    private func run(
        shard: Shard?, cores: Int, logging arm: LoggedArm?, into log: (LoggedCase) -> Void,
        keeping keep: ((_ block: Int, [SimulatedPeople.Person]) -> Void)?, progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void
    ) async -> SimulationTally {
        let isKeeping = keep != nil
        let (own, total) = (blocks(of: shard), journeys(of: shard))
        let cores = max(1, cores)
        var waiting = own.makeIterator()
        var tally = SimulationTally(offices: scenario.offices.count)
        var logs = BlocksInOrder(own)
        await withTaskGroup(of: DoneBlock.self) { group in
            var running = 0
            func begin() {
                // One slow block does not let the logs of the others pile up.
                while running < cores, logs.held < 2 * cores, !isStopped.load(ordering: .relaxed), let block = waiting.next() {
                    let (world, seed, arms, size) = (world, seed, arms, size(of: block))
                    running += 1
                    group.addTask {
                        await withCheckedContinuation { done in
                            // On a thread of its own: a block takes long, and would keep others from the few that tasks share.
                            DispatchQueue.global(qos: .utility).async {
                                var (log, people): ([LoggedCase], [SimulatedPeople.Person]) = ([], [])
                                let tally = SimulationTally(
                                    world, seed: seed, block: block, journeys: size, arms, logging: arm, into: &log,
                                    keeping: isKeeping, people: &people)
                                done.resume(returning: DoneBlock(block: block, tally: tally, log: log, people: people))
                            }
                        }
                    }
                }
            }
            begin()
            while let done = await group.next() {
                running -= 1
                tally.merge(done.tally)
                progress(Int(tally.journeys), total)
                keep?(done.block, done.people)
                if arm != nil { logs.take(done.log, of: done.block, into: log) }
                begin()
            }
        }
        return tally
    }

    private struct DoneBlock: Sendable {
        var block: Int
        var tally: SimulationTally
        var log: [LoggedCase]
        var people: [SimulatedPeople.Person]
    }

    /// Blocks are done in any order; their logs are told in the order of their numbers.
    private struct BlocksInOrder {
        private var waiting: [Int: [LoggedCase]] = [:]
        private var rest: StrideTo<Int>.Iterator
        private var next: Int?

        init(_ blocks: StrideTo<Int>) {
            rest = blocks.makeIterator()
            next = rest.next()
        }

        /// How many wait for one before them.
        var held: Int { waiting.count }

        mutating func take(_ log: [LoggedCase], of block: Int, into tell: (LoggedCase) -> Void) {
            waiting[block] = log
            while let block = next, let log = waiting.removeValue(forKey: block) {
                for one in log { tell(one) }
                next = rest.next()
            }
        }
    }
}
