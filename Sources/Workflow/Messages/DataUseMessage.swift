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
    public static let about: Meaning = "数据使用记录：谁使用了谁的数据（个人信息保护法第四十四条、第四十五条） · Who used whose data, as the log has it (个人信息保护法 arts 44, 45)."
    public static let meanings: [String: Meaning] = [
        "position": .number(1...Int.max, "在记录中的序号 · Its place in the log."),
        "at": .moment("时间 · When it was done."),
        "act": .words(DataUse.Act.self, "做了什么 · What was done."),
        "role": .words(Actor.Role.names, "使用人的角色 · The role of whoever did it."),
        "who": "使用人：审计员看到化名，其他人看到角色 · To an auditor the pseudonym of whoever did it; to others the role.",
        "organisation": "代表哪个部门或机构 · For which department or body.",
        "case": .caseNumber.and("为哪个办件使用；没有：不为任何办件 · For which case; not there: for none."),
        "item": "为办件的哪一事项（编号）；为多个事项读取的，列出各编号 · For which item of the case, by its id; of what was read for several, their ids.",
        "licence": .number(1...Int.max, "证照在登记库的序号 · The number of the licence in the registry."),
        "type": .licence,
        "fields": "读取的证照字段（编号） · Which of its fields were read, by their ids.",
        "highest": "所读内容的最高分类（个人信息保护法第二十八条） · The highest class of what was read (个人信息保护法 art. 28).",
        "purpose": "目的：`decision`、`form` 等代码，或所写的文字 · What for: a word, such as `decision` or `form`, or what somebody wrote.",
        "basis": """
        依据：`statutory-duty`、`holder-requests` 等代码，或持证主体的哪一授权 · \
        A word such as `statutory-duty` or `holder-requests`, or which authorisation of the holder.
        """,
        "provider": "读取处，不在本处读取时才有 · Where it was read, where that is not here.",
        "deferredUntil": .day("持证主体暂不可见，至该日为止 · The last day on which its holder does not see it."),
        "deferredBy":
            "推迟告知的法律依据：`personal-information-protection-law/35` · The law that defers it: `personal-information-protection-law/35`.",
        "released": .number(1...Int.max, "自此可见的记录行 · The row that is shown from now on."),
        "origin": .caseNumber.and("当初填写的办件 · The case in which it was typed."),
    ]
}
