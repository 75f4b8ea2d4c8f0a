/// What came of a command, for programs.
public struct CaseAnswerMessage: Codable, Sendable {
    public struct Refused: Codable, Sendable {
        public var code: String
        public var message: String
        public var canDo: [String]
    }

    public var id: String
    public var version: Int
    public var events: [EventRecord]
    /// What came of asking for licences with an application.
    public var licences: [AskedLicence]?
    public var refused: Refused?

    public init(_ answer: CaseAnswer, _ language: Language) {
        (id, version, events) = (answer.caseID, answer.version, answer.events)
        licences = answer.licences
        refused = answer.refused.map {
            Refused(code: $0.code, message: $0.message.title[language], canDo: $0.canDo.map { $0.title[language] })
        }
    }
}
