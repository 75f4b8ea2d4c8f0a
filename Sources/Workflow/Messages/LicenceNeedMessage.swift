/// A licence that would stand in for papers of a draft, and how far its applicant is with it.
public struct LicenceNeedMessage: Codable, Sendable {
    /// `mother:marriage-certificate`: by which it is accepted or declined.
    public var id: String
    public var role: String
    public var licence: String
    public var title: String?
    public var state: String
    public var lines: [String]?
    public var fields: [String]?
    /// The highest class of what would be read.
    public var highest: DataClass?
    /// It is used only where the applicant takes it.
    public var askedAgain: Bool?
    public var why: [String]?
    /// What it says, to whoever asked to see it.
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
    /// The last day; not there: until the case is closed.
    public var until: String?
    /// What is sensitive, too.
    public var sensitive: Bool?
    public var withdrawn: String?
    /// The types of his licences that would stand in for papers.
    public var licences: [String]

    public init(_ consent: CaseConsent) {
        (role, state, licences) = (consent.role, consent.standing, consent.licences)
        (until, sensitive) = (consent.until?.description, consent.isSensitive)
        given = consent.givenAt.map { Instant(milliseconds: $0).rfc3339 }
        withdrawn = consent.withdrawnAt.map { Instant(milliseconds: $0).rfc3339 }
    }
}

/// What somebody has let be read, for which case, until when.
public struct ConsentMessage: Codable, Sendable {
    public var id: Int64
    /// The same.
    public var number: Int64
    public var `case`: String
    public var given: String
    public var until: String?
    /// What is sensitive, too.
    public var sensitive: Bool
    public var withdrawn: Bool
    /// When it was taken back.
    public var withdrawnAt: String?

    public init(_ row: AuthorisationRow) {
        (id, number, `case`, until) = (row.number, row.number, row.caseID.description, row.until?.description)
        (sensitive, withdrawn) = (row.isSensitive, row.withdrawnAt != nil)
        (given, withdrawnAt) = (
            Instant(milliseconds: row.givenAt).rfc3339, row.withdrawnAt.map { Instant(milliseconds: $0).rfc3339 }
        )
    }
}
