/// A licence that would stand in for papers of a draft, and how far its applicant is with it.
public struct LicenceNeedMessage: Codable, Sendable {
    public var id: String
    public var role: String
    public var licence: String
    public var title: String?
    public var state: String
    public var lines: [String]?
    public var fields: [String]?
    public var highest: DataClass?
    public var askedAgain: Bool?
    public var why: [String]?
    public var says: [String: String]?

    public init(_ need: Office.LicenceNeed, _ language: Language) {
        (id, role, licence) = ("\(need.licence.role):\(need.licence.licence)", need.licence.role, need.licence.licence)
        title = need.title[language]
        (state, lines, fields) = (need.licence.state.rawValue, need.lines, need.fields)
        (highest, askedAgain) = (need.highest, need.isAskedAgain)
    }

    public init(_ looked: Office.LookedAt, _ language: Language) {
        (id, role) = ("\(looked.licence.role):\(looked.licence.licence)", looked.licence.role)
        (licence, state) = (looked.licence.licence, looked.licence.state.rawValue)
        (why, says) = (looked.why.map { language($0.zh, $0.en) }, looked.says)
    }
}

/// Whether somebody of a case lets his licences be read for it, for whoever applies: nothing is told of him but his role.
public struct CaseConsentMessage: Codable, Sendable {
    public var role: String
    public var state: CaseConsent.Standing
    public var given: String?
    public var until: String?
    public var sensitive: Bool?
    public var withdrawn: String?
    public var licences: [String]

    public init(_ consent: CaseConsent) {
        (role, state, licences) = (consent.role, consent.standing, consent.licences)
        guard let row = consent.row else { return }
        (until, sensitive) = (row.until?.description, row.isSensitive)
        given = Instant(milliseconds: row.givenAt).rfc3339
        withdrawn = row.withdrawnAt.map { Instant(milliseconds: $0).rfc3339 }
    }
}

/// What somebody has let be read, for which case, until when.
public struct ConsentMessage: Codable, Sendable {
    public var id: Int64
    public var number: Int64
    public var `case`: String
    public var given: String
    public var until: String?
    public var sensitive: Bool
    public var withdrawn: Bool
    public var withdrawnAt: String?

    public init(_ row: AuthorisationRow) {
        (id, number, `case`, until) = (row.number, row.number, row.caseID.description, row.until?.description)
        (sensitive, withdrawn) = (row.isSensitive, row.withdrawnAt != nil)
        (given, withdrawnAt) = (
            Instant(milliseconds: row.givenAt).rfc3339, row.withdrawnAt.map { Instant(milliseconds: $0).rfc3339 }
        )
    }
}

extension LicenceNeedMessage: Described {
    public static let about: Meaning =
        "可代替草稿材料的证照，及申请人的进展 · A licence that would stand in for papers of a draft, and how far its applicant is with it."
    public static let meanings: [String: Meaning] = [
        "id": "同意或不使用时所用的编号：`mother:marriage-certificate` · Its name, by which it is accepted or declined: `mother:marriage-certificate`.",
        "role": "谁的，一件事中的角色：`mother`、`child#2` · Whose, as a role of the bundle: `mother`, `child#2`.",
        "licence": .licence,
        "title": .title,
        "state": .words(Draft.Licence.State.self, "进展 · How far it is."),
        "lines": "可代替的账目行 · The lines of the ledger for which it would stand in.",
        "fields": "将读取的字段 · The fields of it that would be read.",
        "highest": "将读内容的最高分类（个人信息保护法第二十八条） · The highest class of what would be read (个人信息保护法 art. 28).",
        "askedAgain": "须申请人同意才使用 · It is used only where the applicant takes it.",
        "why": "为何不能代替，以文字表述 · Why it does not stand in, in words.",
        "says": "证照内容，只告知要求查看的人：字段 → 值；不留存 · What it says, to whoever asked to see it: field → value. Nothing of it is kept.",
    ]
}

extension CaseConsentMessage: Described {
    public static let about: Meaning =
        """
        办件中某人是否授权为申请人读取其证照；除角色外不告知其任何情况 · \
        Whether somebody of a case lets his licences be read for it, for whoever applies: nothing is told of him but his role.
        """
    public static let meanings: [String: Meaning] = [
        "role": "谁的，一件事中的角色：`father`、`child#2` · Whose, as a role of the bundle: `father`, `child#2`.",
        "state": "授权状态：未表态、已授权、已撤回或已到期 · How it stands: not said yet, given, taken back, or over.",
        "given": .moment("授权的时间 · When he gave it."),
        "until": .day("最后一日；没有：至办件办结 · The last day; not there: until the case is closed."),
        "sensitive": "含敏感个人信息（个人信息保护法第二十九条） · What is sensitive, too (个人信息保护法 art. 29).",
        "withdrawn": .moment("撤回的时间 · When he took it back."),
        "licences": "其可代替材料的证照类型，定义中的编号 · The types of his licences that would stand in for papers, by their ids in the definitions.",
    ]
}

extension ConsentMessage: Described {
    public static let about: Meaning = "授权：何人同意读取什么，为哪个办件，至何时 · What somebody has let be read, for which case, until when."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "授权序号，用于 `withdrawConsent` · Its number, for `withdrawConsent`."),
        "number": .number(1...Int.max, "与 `id` 相同 · The same as `id`."),
        "case": .caseNumber,
        "given": .moment("授权的时间 · When it was given."),
        "until": .day("最后一日；没有：至办件办结 · The last day; not there: until the case is closed."),
        "sensitive": "含敏感个人信息（个人信息保护法第二十九条） · What is sensitive, too (个人信息保护法 art. 29).",
        "withdrawn": "已撤回 · It was taken back.",
        "withdrawnAt": .moment("撤回的时间 · When it was taken back."),
    ]
}
