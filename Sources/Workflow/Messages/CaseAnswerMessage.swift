/// What came of a command, for programs.
public struct CaseAnswerMessage: Codable, Sendable {
    public var id: String
    public var version: Int
    public var events: [EventRecord]
    public var licences: [AskedLicence]?

    public init(_ answer: CaseAnswer, _ language: Language) {
        (id, version, events) = (answer.caseID, answer.version, answer.events)
        licences = answer.licences
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
    public static let about: Meaning = "命令的结果 · What a command came to."
    public static let meanings: [String: Meaning] = [
        "id": .caseNumber,
        "version": .version,
        "events": .events,
        "licences":
            "随申请查询证照的结果；未写明人员的没有 · What came of asking for licences with an application; not there where nobody said whose they would be.",
    ]
}

extension CanDoMessage: Described {
    public static let about: Meaning =
        "被拒绝时可以改办什么；有哪些属性取决于 `action` · What can be done instead of what was refused. Which properties it has depends on `action`."
    public static let meanings: [String: Meaning] = [
        "action": "要办什么，或由谁办 · What is to be done, or by whom.",
        "item": .item,
        "move": "应作出的动作，事项流程中的名称 · The move to be made, a word of the item's process.",
        "by": .words(Actor.Role.names, "可由哪些角色办理 · Roles in which it is made."),
        "line": .line,
        "papers": "账目行，须从中选出若干写入 `papers` · Lines of the ledger of which some are to be named in `papers`.",
        "needs": .words(
            ProcessDefinition.Need.properties, "正文须写明的内容，名称同 `moveItem` · What the body must have, by the names of `moveItem`."),
        "event": "须报告的事件，words.yaml 中的名称 · The event to be reported, a word of words.yaml.",
        "department": .department.and("可以办理的部门 · It can do it."),
        "day": .day("在哪一日之前或之后，见 `title` · Until or after which day, as `title` says."),
        "version": .number(0...Int.max, "须确认到办件的哪一版本 · Through which version of the case a hand-over is to be acknowledged."),
        "title": "以文字表述，按回答的语言 · The same in words, in the language of the answer.",
    ]
}
