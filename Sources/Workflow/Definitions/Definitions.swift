/// Everything that stands in one definition folder, as its authors wrote it.
public struct Definitions: Sendable {
    public var departments: [DepartmentDefinition] = []
    public var materials: [MaterialDefinition] = []
    public var fields: [FieldDefinition] = []
    public var laws: [LawDefinition] = []
    public var guides: [GuideDefinition] = []
    public var questions: [QuestionDefinition] = []
    public var steps: [WordDefinition] = []
    public var kinds: [WordDefinition] = []
    public var events: [WordDefinition] = []
    public var roleWords: [WordDefinition] = []
    public var assumptions: Assumptions?
    /// Whether there is a file of assumptions, readable or not.
    public var hasAssumptionsFile = false
    public var calendars: [CalendarYear] = []
    public var licences: [LicenceDefinition] = []
    public var sources: [SourceDefinition] = []
    public var officialPapers: [OfficialPaperDefinition] = []
    public var processes: [ProcessDefinition] = []
    public var items: [ItemDefinition] = []
    public var bundles: [BundleDefinition] = []
    public var journeys: [JourneyDefinition] = []
    public var scenarios: [ScenarioDefinition] = []
    public var times: [MeasuredTimes] = []

    /// Names whose declaration could not be read: a reference to one of them is no second mistake.
    public var unread: [Mistake.Named: Set<String>] = [:]
    /// Kinds of which a whole file could not be read, so that no reference to them can be judged.
    public var unreadKinds: Set<Mistake.Named> = []

    /// Kinds of which there is no file at all.
    public var missingKinds: Set<Mistake.Named> = []
    /// Files with a mistake of reading: what they declare may lack parts, so nothing is concluded from it.
    public var brokenFiles: Set<String> = []

    public init() {}
}
