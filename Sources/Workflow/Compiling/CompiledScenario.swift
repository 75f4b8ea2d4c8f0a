/// A world in which a bundle is tried, with names resolved.
public struct CompiledScenario: Sendable {
    public let definition: ScenarioDefinition
    public let bundle: CompiledBundle
    /// The example whose people these are like.
    let journey: CompiledJourney
    let answers: AnswerTables
    let licences: [LicenceQuality]
    let sources: [SourceQuality]
    let offices: [ScenarioDefinition.Office]
    /// For each department of the folder, its office; -1: nobody asks for it here.
    let officeOf: [Int]
    let work: ByMove<Spread>
    let waits: ByMove<Spread>
    /// Moves that are made for many at once.
    let batches: ByMove<ScenarioDefinition.Batch>
    /// For each office and item of the bundle how early its files come: the least first.
    let ranks: [[UInt8]]
    /// For each item of the bundle, in millionths.
    let refusals: [Int]
    /// How much denser arrivals are than usual, in millionths: by weekday (Monday first), month and hour of the day.
    let density: Density

    public var id: String { definition.id.value }

    struct Density: Sendable {
        var weekdays = Array(repeating: 1_000_000, count: 7)
        var months = Array(repeating: 1_000_000, count: 12)
        var hours = Array(repeating: 1_000_000, count: 24)
    }

    /// How often which answer: first one of the combinations, then each question by the first of its tables whose condition holds.
    struct AnswerTables: Sendable {
        struct Table: Sendable {
            var when: CompiledCondition
            /// Answers and, in millionths, how many have it or one before it.
            var upTo: [(answer: Int, share: Int)]
        }

        struct Combination: Sendable {
            var upTo: Int
            var answers: [(question: Int, answer: Int)]
        }

        var combinations: [Combination] = []
        /// By question, in an order in which what decides whether one is asked comes before it.
        var tables: [(question: Int, tables: [Table])] = []
    }

    struct LicenceQuality: Sendable {
        var licence: Int
        var missing: Int
        var expired: Int
        var nameDiffers: Int
        var revoked: Int
    }

    struct SourceQuality: Sendable {
        var source: Int
        var outages: (every: Spread, lasts: Spread)?
        var answersIn: Spread?
    }

    /// What holds of moves, by item of the bundle and name of the move.
    struct ByMove<Value: Sendable>: Sendable {
        var any: Value?
        var moves: [String: Value] = [:]
        var items: [Int: [String: Value]] = [:]

        func value(_ item: Int, _ move: String) -> Value? { items[item]?[move] ?? moves[move] ?? any }
    }
}
