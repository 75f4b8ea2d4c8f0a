/// A row of the log of uses of data, for machines.
public struct DataUseMessage: Codable, Sendable {
    public var position: Int64
    public var at: String
    public var act: String
    public var role: String
    public var who: String
    public var organisation: String?
    public var `case`: String?
    public var item: String?
    public var licence: Int64?
    public var type: String?
    public var fields: [String]
    public var highest: DataClass?
    public var purpose: String
    public var basis: String
    public var provider: String?
    public var deferredUntil: String?
    public var deferredBy: String?
    public var released: Int64?
    public var origin: String?

    public init(_ logged: LoggedUse) {
        let use = logged.use
        position = logged.position
        at = Instant(milliseconds: use.at).rfc3339
        (act, role, who, organisation) = (use.act.rawValue, use.by.role, use.by.person ?? use.by.role, use.by.organisation)
        (`case`, item, licence, type, fields) = (use.caseID, use.item, use.licence, use.type, use.fields)
        (highest, purpose, basis, provider) = (use.highest, use.purpose, use.basis, use.provider)
        (deferredUntil, deferredBy) = (use.deferral?.until, use.deferral?.citation)
        (released, origin) = (use.released, use.origin)
    }
}

extension Deferral {
    /// As it was given: `personal-information-protection-law/35`.
    public var citation: String { [law, article].compactMap { $0 }.joined(separator: "/") }
}

extension DataUseMessage: Described {
    public static let about = "数据使用记录 · Who used whose data, as the log has it (个人信息保护法 arts 44, 45)."
    public static let meanings: [String: Meaning] = [
        "position": .number(1...Int.max, "Its place in the log."),
        "at": .moment("When."),
        "act": .words(DataUse.Act.self, "What was done."),
        "role": .words(Actor.Role.names, "The role of whoever did it."),
        "who": "To an auditor the pseudonym of whoever did it; to others the role.",
        "organisation": "部门 · For which department or body.",
        "case": .caseNumber.and("For which case; not there: for none."),
        "item": "事项 · For which item of the case, by its id; of what was read for several, their ids.",
        "licence": .number(1...Int.max, "The number of the licence in the registry."),
        "type": .licence,
        "fields": "Which of its fields were read, by their ids.",
        "highest": "The highest class of what was read (个人信息保护法 art. 28).",
        "purpose": "目的 · What for: a word, such as `decision` or `form`, or what somebody wrote.",
        "basis": "依据 · A word such as `statutory-duty` or `holder-requests`, or which authorisation of the holder.",
        "provider": "Where it was read, where that is not here.",
        "deferredUntil": .day("The last day on which its holder does not see it."),
        "deferredBy": "The law that defers it: `personal-information-protection-law/35`.",
        "released": .number(1...Int.max, "The row that is shown from now on."),
        "origin": .caseNumber.and("The case in which it was typed."),
    ]
}
