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
}
