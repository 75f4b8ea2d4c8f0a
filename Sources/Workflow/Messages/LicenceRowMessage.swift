/// What can be told of a licence of the registry without opening it.
public struct LicenceRowMessage: Codable, Sendable {
    /// By which it is named: it tells nothing of whose it is.
    public var id: Int64
    /// The same.
    public var number: Int64
    public var type: String
    /// Not there where the definitions that hold now know none such.
    public var title: String?
    public var status: String
    public var expires: String?
    public var expired: Bool

    /// - Parameter titles: of types, by their names.
    public init(_ row: LicenceRow, on today: Day, _ titles: [String: Title], _ language: Language) {
        (id, number, type, status) = (row.number, row.number, row.type, row.status.name)
        title = titles[row.type]?[language]
        (expires, expired) = (row.expires?.description, row.expires.map { $0 < today } ?? false)
    }
}

/// A licence that was issued.
public struct IssuedLicenceMessage: Codable, Sendable {
    public var id: Int64
    /// The same.
    public var number: Int64
    public var type: String
    public var identifier: String

    public init(_ licence: Office.IssuedLicence) {
        (id, number, type, identifier) = (licence.number, licence.number, licence.type, licence.identifier)
    }
}
