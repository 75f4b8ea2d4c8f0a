/// One example applicant: a test that the office writes.
public struct JourneyDefinition: Sendable {
    public struct HeldLicence: Sendable {
        public var licence: Name
        public var issued: Day?
        public var until: Day?
        public var fields: [String: String]
    }

    /// A person or thing of the example.
    public struct Person: Sendable {
        public var id: Located<String>?
        public var holds: [HeldLicence]
    }

    /// A figure of both arms that the author expects.
    public struct Expected: Sendable {
        public var figure: String
        public var apart: Located<Int>?
        public var together: Located<Int>?
    }

    /// A move that is made instead of the straight way.
    public struct ScriptedMove: Sendable {
        public var move: Name
        /// How long after the state before was entered.
        public var after: TimeSpan?
        public var because: Title?
        public var basis: [LegalBasis]
        /// For how long, where the move says an expected end.
        public var lasts: TimeSpan?
        /// Materials that are named as wanting.
        public var papers: [Name]
    }

    /// When officers decide.
    public enum Pace: String, Sendable, CaseIterable {
        case atOnce = "at-once"
        /// On the last day of the limit that the bundle's convention counts; at once where there is none.
        case atPromise = "at-promise"
    }

    /// What applicant and officers do; keys are items, `item#2` for the second of several.
    public struct Script: Sendable {
        public var pace = Pace.atPromise
        /// How long after receipt an item is decided.
        public var decides: [(item: Located<String>, after: TimeSpan)] = []
        public var refuses: [(item: Located<String>, because: Title)] = []
        /// How long the applicant takes to mend or to pay; nil: never.
        public var supplies: [(item: Located<String>, after: TimeSpan?)] = []
        public var moves: [(item: Located<String>, moves: [ScriptedMove])] = []
        /// Materials that are handed in later than the application, or never.
        public var without: [Name] = []
        public var brings: [(material: Name, after: TimeSpan)] = []
        public var events: [(event: Name, after: TimeSpan)] = []
        public var withdraws: [(item: Located<String>, after: TimeSpan)] = []
        public var withdrawsAll: TimeSpan?
    }

    public var id: Name
    public var title: Title
    public var bundle: Name
    public var starts: Moment
    public var answers: [(question: Name, answer: Name)]
    public var answersPosition: SourcePosition
    public var people: [(role: Name, persons: [Person])]
    public var shared: [Name]
    public var expected: [Expected]
    public var expectedDispositions: [(disposition: Name, count: Located<Int>)]
    public var script: Script
    /// The lines that are handed in, all of them; nil where the author does not say.
    public var expectedLines: Located<[Located<String>]>?
    /// How items end that do not end granted.
    public var expectedEnds: [(item: Located<String>, end: Located<JourneyDefinition.End>)]
    public var expectedDays: [(figure: String, days: Located<TimeSpan>)]

    /// How an item is expected to end.
    public enum End: String, Sendable, CaseIterable {
        case granted, refused
        case notTakenIn = "not-taken-in"
        case withdrawn, lapsed, closed
        /// Still open when nobody has anything more to do.
        case open
        case revoked
    }

    /// Whether the author expects anything.
    public var expectsAnything: Bool {
        !expected.isEmpty || !expectedDispositions.isEmpty || expectedLines != nil || !expectedEnds.isEmpty || !expectedDays.isEmpty
    }
}
