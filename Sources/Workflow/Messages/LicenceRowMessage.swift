/// What can be told of a licence of the registry without opening it.
public struct LicenceRowMessage: Codable, Sendable {
    /// By which it is named: it tells nothing of whose it is.
    public var number: Int64
    public var type: String
    public var status: String
    public var expires: String?
    public var expired: Bool

    public init(_ row: LicenceRow, on today: Day) {
        (number, type, status) = (row.number, row.type, row.status.name)
        (expires, expired) = (row.expires?.description, row.expires.map { $0 < today } ?? false)
    }
}

/// A licence that was issued.
public struct IssuedLicenceMessage: Codable, Sendable {
    public var number: Int64
    public var type: String
    public var identifier: String

    public init(_ licence: Office.IssuedLicence) { (number, type, identifier) = (licence.number, licence.type, licence.identifier) }
}
