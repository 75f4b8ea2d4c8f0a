/// A licence that would stand in for papers of a draft, and how far its applicant is with it.
public struct LicenceNeedMessage: Codable, Sendable {
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
        (role, licence, title) = (need.licence.role, need.licence.licence, need.title[language])
        (state, lines, fields) = (need.licence.state.rawValue, need.lines, need.fields)
        (highest, askedAgain) = (need.highest, need.isAskedAgain)
    }

    public init(_ looked: Office.LookedAt, _ language: Language) {
        (role, licence, state) = (looked.licence.role, looked.licence.licence, looked.licence.state.rawValue)
        (why, says) = (looked.why.map { language($0.zh, $0.en) }, looked.says)
    }
}

/// What somebody has let be read, for which case, until when.
public struct ConsentMessage: Codable, Sendable {
    public var number: Int64
    public var `case`: String
    public var until: String?
    /// What is sensitive, too.
    public var sensitive: Bool
    public var withdrawn: Bool

    public init(_ row: AuthorisationRow) {
        (number, `case`, until) = (row.number, row.caseID.description, row.until?.description)
        (sensitive, withdrawn) = (row.isSensitive, row.withdrawnAt != nil)
    }
}
