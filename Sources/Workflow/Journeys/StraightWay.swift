/// The shortest way through each process to a decision, by moves that somebody makes.
struct StraightWay {
    private let rules: CaseRules
    /// For each process and decision, how far each state is from it; nil where it is not reached.
    private let distances: [[ProcessDefinition.Decision: [Int?]]]

    init(_ rules: CaseRules) {
        self.rules = rules
        distances = rules.processes.map { process in
            Dictionary(uniqueKeysWithValues: ProcessDefinition.Decision.allCases.map { ($0, Self.distances(process, to: $0)) })
        }
    }

    private static func distances(_ process: CompiledProcess, to decision: ProcessDefinition.Decision) -> [Int?] {
        // An end of that kind is what is aimed at: after the decision comes delivery.
        var distances: [Int?] = process.states.map { $0.end?.rawValue == decision.rawValue ? 0 : nil }
        for _ in process.states {
            for move in process.moves where move.by != .time {
                guard let further = distances[move.to] else { continue }
                for state in move.from where (distances[state] ?? .max) > further + 1 { distances[state] = further + 1 }
            }
        }
        return distances
    }

    /// The first move on the shortest way; nil where no way leads there.
    func move(from item: ItemState, to decision: ProcessDefinition.Decision) -> CaseRules.MoveRule? {
        let distances = distances[Int(item.opened.process)][decision] ?? []
        return rules.moves(from: item)
            .filter { $0.by != .time && !($0.once && item.made & (1 << UInt64($0.name)) != 0) && distances[Int($0.to)] != nil }
            .min { (distances[Int($0.to)] ?? .max) < (distances[Int($1.to)] ?? .max) }
    }
}
