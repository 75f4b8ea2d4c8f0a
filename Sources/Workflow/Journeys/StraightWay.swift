/// The shortest way through each process to a decision, by moves that somebody makes; where time alone leads on, it is waited for.
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

    /// Nobody waits for time where a person may make as short a way; nobody makes a longer one to be spared the waiting.
    private static func length(of by: Movers) -> Int { by == .time ? 3 : 2 }

    private static func distances(_ process: CompiledProcess, to decision: ProcessDefinition.Decision) -> [Int?] {
        // An end of that kind is what is aimed at: after the decision comes delivery.
        var distances: [Int?] = process.states.map { $0.end?.rawValue == decision.rawValue ? 0 : nil }
        for _ in process.states {
            for move in process.moves {
                guard let further = distances[move.to] else { continue }
                let distance = further + length(of: move.by)
                for state in move.from where (distances[state] ?? .max) > distance { distances[state] = distance }
            }
        }
        return distances
    }

    /// The first move on the shortest way; nil where time makes it, or no way leads there.
    func move(from item: ItemState, to decision: ProcessDefinition.Decision) -> CaseRules.MoveRule? {
        let distances = distances[Int(item.opened.process)][decision] ?? []
        let next = rules.moves(from: item)
            .compactMap { move in distances[Int(move.to)].map { (move, distance: $0 + Self.length(of: move.by)) } }
            .filter { !($0.0.once && item.made & (1 << UInt64($0.0.name)) != 0) }
            .min { $0.distance < $1.distance }
        return next.flatMap { $0.0.by == .time ? nil : $0.0 }
    }
}
