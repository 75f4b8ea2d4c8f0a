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
}

/// An example applicant with names resolved: the answers, the people with their licences, and the sources that answer.
public struct CompiledJourney: Sendable {
    public var definition: JourneyDefinition
    public var id: String
    public var title: Title
    public var bundle: String
    var situation: Situation
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
