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
    public static let about = "A licence that would stand in for papers of a draft, and how far its applicant is with it."
    public static let meanings: [String: Meaning] = [
        "id": "Its name, by which it is accepted or declined: `mother:marriage-certificate`.",
        "role": "Whose, as a role of the bundle: `mother`, `child#2`.",
        "licence": .licence,
        "title": .title,
        "state": .words(Draft.Licence.State.self, "How far it is."),
        "lines": "The lines of the ledger for which it would stand in.",
        "fields": "The fields of it that would be read.",
        "highest": "The highest class of what would be read (个人信息保护法 art. 28).",
        "askedAgain": "It is used only where the applicant takes it.",
        "why": "Why it does not stand in, in words.",
        "says": "What it says, to whoever asked to see it: field → value. Nothing of it is kept.",
    ]
}

extension CaseConsentMessage: Described {
    public static let about =
        "授权 · Whether somebody of a case lets his licences be read for it, for whoever applies: nothing is told of him but his role."
    public static let meanings: [String: Meaning] = [
        "role": "Whose, as a role of the bundle: `father`, `child#2`.",
        "state": "How it stands: not said yet, given, taken back, or over.",
        "given": .moment("When he gave it."),
        "until": .day("The last day; not there: until the case is closed."),
        "sensitive": "What is sensitive, too (个人信息保护法 art. 29).",
        "withdrawn": .moment("When he took it back."),
        "licences": "The types of his licences that would stand in for papers, by their ids in the definitions.",
    ]
}

extension ConsentMessage: Described {
    public static let about = "授权 · What somebody has let be read, for which case, until when."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "Its number, for `withdrawConsent`."),
        "number": .number(1...Int.max, "The same as `id`."),
        "case": .caseNumber,
        "given": .moment("When it was given."),
        "until": .day("The last day; not there: until the case is closed."),
        "sensitive": "What is sensitive, too (个人信息保护法 art. 29).",
        "withdrawn": "It was taken back.",
        "withdrawnAt": .moment("When it was taken back."),
    ]
}
