/// A shard of a simulation as it is kept and merged with the others.
public struct SimulationPart: Sendable, Codable {
    /// What all parts of one simulation have in common.
    public struct Whole: Sendable, Hashable, Codable {
        public var bundle: String
        public var scenario: String
        /// Of the folder of definitions.
        public var definitions: String
        public var journeys: Int
        public var seed: UInt64
        public var shards: Int

        public init(bundle: String, scenario: String, definitions: String, journeys: Int, seed: UInt64, shards: Int) {
            (self.bundle, self.scenario, self.definitions) = (bundle, scenario, definitions)
            (self.journeys, self.seed, self.shards) = (journeys, seed, shards)
        }
    }

    public var whole: Whole
    public var shard: Int
    public var tally: SimulationTally

    public init(_ whole: Whole, shard: Int, _ tally: SimulationTally) { (self.whole, self.shard, self.tally) = (whole, shard, tally) }

    /// Why parts do not make a whole.
    public enum Problem: Error, Sendable, Hashable {
        case none
        /// Parts of different simulations.
        case differ
        case twice(Int)
        case missing([Int])
    }

    /// The tally of the whole, in whatever order the parts come.
    public static func merge(_ parts: [SimulationPart]) throws(Problem) -> (whole: Whole, tally: SimulationTally) {
        guard let first = parts.first else { throw .none }
        guard parts.allSatisfy({ $0.whole == first.whole && $0.tally.apart.offices.count == first.tally.apart.offices.count }) else {
            throw .differ
        }
        var (tally, seen) = (first.tally, Set([first.shard]))
        for part in parts.dropFirst() {
            guard seen.insert(part.shard).inserted else { throw .twice(part.shard) }
            tally.merge(part.tally)
        }
        let missing = (1...max(1, first.whole.shards)).filter { !seen.contains($0) }
        guard missing.isEmpty else { throw .missing(missing) }
        return (first.whole, tally)
    }
}
