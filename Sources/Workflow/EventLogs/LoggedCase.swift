/// A case as an event log takes it in.
public struct LoggedCase: Sendable {
    /// By which the log knows it; says nothing about a person.
    public let id: String
    /// Whose it is, under a pseudonym; nil: not known.
    public let applicant: String?
    public let events: [CaseEvent]
    /// The rules that it began with, and those after each migration.
    public let editions: [CaseRules]

    public init(id: String, applicant: String? = nil, events: [CaseEvent], editions: [CaseRules]) {
        (self.id, self.applicant, self.events, self.editions) = (id, applicant, events, editions)
    }
}

/// Takes in one case after the other, and keeps none.
public protocol EventLogWriter: AnyObject {
    /// What was written so far.
    var counts: EventLogCounts { get }
    /// - Throws: where the file cannot be written.
    func write(_ logged: LoggedCase) throws
    /// Ends the file and gives it its name.
    func finish() throws
    /// Takes away what was begun.
    func discard()
}

/// How much stands in an event log.
public struct EventLogCounts: Sendable, Hashable, Codable {
    public var cases = 0
    public var objects = 0
    public var events = 0

    public init() {}
}

/// What of the objects of cases was told before.
struct ToldObjects {
    /// Departments, and people who work in them: there are few.
    private var told: Set<String> = []
    /// The cases of one applicant stand together, so that nobody need remember them all.
    private var lastApplicant: String?

    /// The objects of a case that were not told with an earlier one.
    mutating func new(_ log: CaseLog, of applicant: String?) -> [LogObject] {
        let isNew = applicant != lastApplicant
        lastApplicant = applicant
        return log.objects.filter { object in
            if object.id == applicant { return isNew }
            return !object.type.isShared || told.insert(object.id).inserted
        }
    }
}
