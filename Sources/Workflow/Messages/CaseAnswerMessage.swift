/// What came of a command, for programs.
public struct CaseAnswerMessage: Codable, Sendable {
    public struct Refused: Codable, Sendable {
        public var code: String
        public var message: String
        public var canDo: [CanDoMessage]
    }

    public var id: String
    public var version: Int
    public var events: [EventRecord]
    public var licences: [AskedLicence]?
    public var refused: Refused?

    public init(_ answer: CaseAnswer, _ language: Language) {
        (id, version, events) = (answer.caseID, answer.version, answer.events)
        licences = answer.licences
        refused = answer.refused.map {
            Refused(code: $0.code, message: $0.message.title[language], canDo: $0.canDo.map { CanDoMessage($0, language) })
        }
    }
}

/// What can be done instead of what was refused.
public struct CanDoMessage: Codable, Sendable {
    public var action: CanDo.Action
    public var item: String?
    public var move: String?
    public var by: [String]?
    public var line: String?
    public var papers: [String]?
    public var needs: [String]?
    public var event: String?
    public var department: String?
    public var day: String?
    public var version: Int?
    public var title: String

    public init(_ canDo: CanDo, _ language: Language) {
        (action, item, move, by, line) = (canDo.action, canDo.item, canDo.move, canDo.by, canDo.line)
        (papers, needs, event, department, day) = (canDo.papers, canDo.needs, canDo.event, canDo.department, canDo.day)
        (version, title) = (canDo.version, canDo.title[language])
    }
}

extension CaseAnswerMessage: Described {
    public static let about = "What a command came to."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "version": .version,
        "events": .events,
        "licences": "What came of asking for licences with an application; not there where nobody said whose they would be.",
        "refused": "Of a command of the command line that the case refused; over HTTP that is a problem.",
    ]
}

extension CaseAnswerMessage.Refused: Described {
    public static let about = "Why a case refuses."
    public static let meanings: [String: Meaning] = [
        "code": .words(Refusal.Code.self, "Why, for programs."),
        "message": "Why, in words.",
        "canDo": "What can be done instead; never empty.",
    ]
}

extension CanDoMessage: Described {
    public static let about = "What can be done instead of what was refused. Which properties it has depends on `action`."
    public static let meanings: [String: Meaning] = [
        "action": "What is to be done, or by whom.",
        "item": .item,
        "move": "动作 · The move to be made, a word of the item's process.",
        "by": .words(Actor.Role.names, "Roles in which it is made."),
        "line": .line,
        "papers": "Lines of the ledger of which some are to be named in `papers`.",
        "needs": .words(ProcessDefinition.Need.properties, "What the body must have, by the names of `moveItem`."),
        "event": "The event to be reported, a word of words.yaml.",
        "department": .department.and("It can do it."),
        "day": .day("Until or after which day, as `title` says."),
        "version": .number(0...Int.max, "Through which version of the case a hand-over is to be acknowledged."),
        "title": "The same in words, in the language of the answer.",
    ]
}
