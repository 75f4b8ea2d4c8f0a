/// What a request came to: the events that it made happen, or why it was refused.
public struct CaseAnswer: Sendable, Hashable, Codable {
    public struct Words: Sendable, Hashable, Codable {
        public var zh: String
        public var en: String

        init(_ title: Title) { (zh, en) = (title.zh, title.en) }

        public var title: Title { Title(zh: zh, en: en) }
    }

    public struct Refused: Sendable, Hashable, Codable {
        public var code: String
        public var message: Words
        /// What can be done instead; never empty.
        public var canDo: [CanDo]
    }

    /// As people write it.
    public var caseID: String
    /// The version of the case after it.
    public var version: Int
    private let told: Told
    public var refused: Refused?
    /// The licences that were asked for with an application; nil where it did not say whose they would be.
    public var licences: [AskedLicence]?

    /// Events are put into words when somebody asks for them.
    private enum Told: Sendable {
        case unspoken(UnspokenAnswer)
        case records([EventRecord])
    }

    public var events: [EventRecord] {
        switch told {
        case .records(let records): records
        case .unspoken(let answer): answer.records
        }
    }

    init(_ answer: UnspokenAnswer) {
        (caseID, version, refused, licences) = (answer.id.description, answer.version, answer.refused, answer.licences)
        told = .unspoken(answer)
    }

    // MARK: As it is kept

    private enum CodingKeys: String, CodingKey {
        case caseID, version, events, refused, licences
    }

    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: CodingKeys.self)
        caseID = try keys.decode(String.self, forKey: .caseID)
        version = try keys.decode(Int.self, forKey: .version)
        told = .records(try keys.decode([EventRecord].self, forKey: .events))
        refused = try keys.decodeIfPresent(Refused.self, forKey: .refused)
        licences = try keys.decodeIfPresent([AskedLicence].self, forKey: .licences)
    }

    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encode(caseID, forKey: .caseID)
        try keys.encode(version, forKey: .version)
        try keys.encode(events, forKey: .events)
        try keys.encodeIfPresent(refused, forKey: .refused)
        try keys.encodeIfPresent(licences, forKey: .licences)
    }

    public static func == (one: Self, other: Self) -> Bool {
        (one.caseID, one.version, one.refused, one.events, one.licences)
            == (other.caseID, other.version, other.refused, other.events, other.licences)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(caseID)
        hasher.combine(version)
    }
}

extension CaseAnswer.Refused {
    init(_ refusal: Refusal, _ open: OpenCase) {
        let wording = refusal.wording(open.state, under: open.rules)
        self.init(
            code: refusal.reason.code.rawValue, message: CaseAnswer.Words(wording.message),
            canDo: zip(refusal.canDo, wording.canDo).map { CanDo($0, $1, open.state, under: open.rules) })
    }
}

/// What a request came to, not yet put into words: that need not hold up the store.
struct UnspokenAnswer: Sendable {
    let id: CaseID
    private(set) var version: Int
    let submission: Submission?
    let rules: CaseRules
    private(set) var events: [CaseEvent]
    let refused: CaseAnswer.Refused?
    var licences: [AskedLicence]?
    private let edition: Int32

    init(_ open: OpenCase, events: [CaseEvent], _ refused: CaseAnswer.Refused?) {
        (id, version, submission, rules) = (open.id, open.state.version, open.state.submission, open.rules)
        (self.events, self.refused, edition) = (events, refused, open.state.edition)
    }

    /// What these events ended with, and what is to be made out of it, in the numbers of the rules that hold now.
    var newResults: [ResultState] {
        events.compactMap {
            if case .issued(let item, let issue) = $0.fact { ResultState(item: item, issue: issue, edition: edition) } else { nil }
        }
    }

    /// Something else happened in the same piece of work.
    mutating func follow(_ other: UnspokenAnswer) {
        version = other.version
        events += other.events
    }

    var records: [EventRecord] {
        submission.map { EventRecord.records(of: events, after: version - events.count, of: $0, under: rules) } ?? []
    }
}

/// A case to look at.
public struct CaseView: Sendable {
    public let id: CaseID
    public let rules: CaseRules
    public let state: CaseState
    public let projection: Projection
    /// The rules that it began with, and those after each migration.
    public let editions: [CaseRules]
    /// How it began, and how it went on after each migration.
    public let submissions: [Submission]
    /// The lines of the ledger that are to come.
    public var lackingPapers: [String] { CaseMachine.lacking(state).compactMap { state.submission?.papers[$0].id } }
    /// The pseudonyms of those who may act for the applicant.
    public let agents: [Int32: String]
    /// Copies of licences of which nothing is left, by their numbers in the registry.
    public let destroyed: Set<Int64>

    init(_ open: OpenCase, agents: [Int32: String] = [:], destroyed: Set<Int64> = []) {
        (self.agents, self.destroyed) = (agents, destroyed)
        (id, rules, state) = (open.id, open.rules, open.state)
        (editions, submissions) = (open.editions, open.submissions)
        projection = open.projection ?? Projection(open.id, open.state, definitions: open.definitions, under: open.rules)
    }

    /// With who acts for the applicant, and what is left of its copies.
    init(open: OpenCase, _ store: any StoreReader) throws {
        let copies = open.state.erasedOn == nil ? [] : open.state.evidence.map(\.register)
        self.init(
            open, agents: try open.state.mandates.reduce(into: [:]) { $0[$1.agent] = try store.pseudonym(of: $1.agent) },
            destroyed: Set(try copies.filter { try store.registry.licence($0)?.isErased ?? false }))
    }
}
