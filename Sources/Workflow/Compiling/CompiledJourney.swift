/// A licence in somebody's wallet.
public struct Holding: Hashable, Sendable {
    public var licence: Int
    /// Its last day; nil where it does not end.
    public var until: Day?
    public var fields: [String: String] = [:]
}

/// One person or thing of an example.
struct Party: Hashable, Sendable {
    /// Two roles with the same identity are the same person.
    var identity: String?
    var holdings: [Holding] = []
    /// Sources that answer, and have nothing of him.
    var unknownTo: Set<Int> = []
}

/// An example applicant with names resolved: the answers, the people with their licences, and the sources that answer.
public struct CompiledJourney: Sendable {
    public var definition: JourneyDefinition
    public var id: String
    public var title: Title
    public var bundle: String
    public var situation: Situation
    public var script = JourneyScript()
}

/// An item of a case by its place in the bundle, and which of several.
struct ItemKey: Hashable, Sendable {
    var item: Int
    /// From 0; nil: any.
    var instance: Int?
}

/// One entry of a script, by the key under which it stands.
enum ScriptEntry: Hashable, Sendable {
    case decides(ItemKey), refuses(ItemKey), supplies(ItemKey), withdraws(ItemKey)
    /// A move of an item, by its place in the list.
    case move(ItemKey, Int)
    /// By the numbers of materials and of an event.
    case without(Int), brings(Int), event(Int)
    case withdrawsAll
}

/// What applicant and officers of an example do, with names resolved.
public struct JourneyScript: Sendable {
    struct Move: Sendable {
        var move: String
        var after: TimeSpan?
        var because: Title?
        var basis: Title?
        var lasts: Located<TimeSpan>?
        var papers: [Int]
    }

    var pace = JourneyDefinition.Pace.atPromise
    var decides: [ItemKey: TimeSpan] = [:]
    var refuses: [ItemKey: Title] = [:]
    /// How long the applicant takes to mend or to pay; nil: never.
    var supplies: [ItemKey: TimeSpan?] = [:]
    var moves: [ItemKey: [Move]] = [:]
    /// Materials that do not come with the application.
    var without: Set<Int> = []
    var brings: [Int: TimeSpan] = [:]
    var events: [Int: TimeSpan] = [:]
    var withdraws: [ItemKey: TimeSpan] = [:]
    var withdrawsAll: TimeSpan?
    /// Where each entry was written.
    var positions: [ScriptEntry: SourcePosition] = [:]

    public init() {}
}

/// One applicant's situation: what decides a ledger.
public struct Situation: Sendable {
    public var starts: Day
    public var answers: Answers
    /// For each role of the bundle, the parties that are known of it.
    var parties: [[Party]]
    /// For each source of the folder, whether it answers.
    var sources: [Bool]
}
