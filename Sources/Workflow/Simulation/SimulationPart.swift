/// A shard of a simulation as it is kept and merged with the others.
public struct SimulationPart: Sendable, Codable {
    /// What all parts of one simulation have in common.
    public struct Whole: Sendable, Hashable, Codable {
        public var bundle: String
        public var scenario: String
        /// Values that were set besides, `path=value`, in their order.
        public var settings: [String]
        /// Of the folder of definitions.
        public var definitions: String
        public var journeys: Int
        public var seed: UInt64
        public var shards: Int

        public init(
            bundle: String, scenario: String, settings: [String] = [], definitions: String, journeys: Int, seed: UInt64, shards: Int
        ) {
            (self.bundle, self.scenario, self.settings, self.definitions) = (bundle, scenario, settings, definitions)
            (self.journeys, self.seed, self.shards) = (journeys, seed, shards)
        }

        /// In what it differs from another, each with both values.
        public func differences(from other: Whole) -> [Title] {
            func difference(_ zh: String, _ en: String, _ one: String, _ another: String) -> Title? {
                one == another ? nil : Title(zh: "\(zh)为 \(one) 与 \(another)", en: "\(en) \(one) and \(another)")
            }
            func set(_ whole: Whole) -> String { whole.settings.isEmpty ? "—" : whole.settings.joined(separator: " ") }
            let settings = difference("--set ", "--set", set(self), set(other))
            return [
                difference("一件事", "bundle", bundle, other.bundle), difference("方案", "scenario", scenario, other.scenario), settings,
                // What is set is in the definitions.
                settings == nil
                    ? difference("定义", "definitions", String(definitions.prefix(12)), String(other.definitions.prefix(12))) : nil,
                difference("人数", "journeys", "\(journeys)", "\(other.journeys)"), difference("种子", "seed", "\(seed)", "\(other.seed)"),
                difference("份数", "shards", "\(shards)", "\(other.shards)"),
            ].compactMap { $0 }
        }
    }

    public var whole: Whole
    public var shard: Int
    public var tally: SimulationTally

    public init(_ whole: Whole, shard: Int, _ tally: SimulationTally) { (self.whole, self.shard, self.tally) = (whole, shard, tally) }

    /// Why parts do not make a whole.
    public enum Problem: Error, Sendable, Hashable {
        case none
        /// Parts of different simulations, and in what they differ.
        case differ([Title])
        case twice(Int)
        case missing([Int])
    }

    /// The tally of the whole, in whatever order the parts come.
    public static func merge(_ parts: [SimulationPart]) throws(Problem) -> (whole: Whole, tally: SimulationTally) {
        guard let first = parts.first else { throw .none }
        if let other = parts.first(where: {
            $0.whole != first.whole || $0.tally.apart.offices.count != first.tally.apart.offices.count
        }) {
            throw .differ(first.whole.differences(from: other.whole))
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
