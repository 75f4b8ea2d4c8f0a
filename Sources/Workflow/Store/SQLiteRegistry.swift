import Foundation
import GRDB

/// Reading licences and the log of uses of data.
struct SQLiteRegistry: RegistryReader {
    let db: Database

    func licence(_ number: Int64) throws -> LicenceRow? {
        try db.first("\(Self.selectLicences) WHERE number = ?", [number], licence)
    }

    func licence(identifier: [UInt8]) throws -> LicenceRow? {
        try db.first("\(Self.selectLicences) WHERE identifier = ?", [Data(identifier)], licence)
    }

    func licences(inSeries series: [UInt8]) throws -> [LicenceRow] {
        try db.all("\(Self.selectLicences) WHERE series = ? ORDER BY number", [Data(series)], licence)
    }

    func licences(of holder: [UInt8], type: String?) throws -> [LicenceRow] {
        try db.all(
            """
            \(Self.selectLicences) WHERE number IN (
                SELECT number FROM licence_holders
                WHERE holder = ?1 AND (?2 IS NULL OR type = (SELECT number FROM words WHERE word = ?2))
            ) ORDER BY number
            """, [Data(holder), type], licence)
    }

    func hasLicences(of type: String) throws -> Bool {
        try db.first(
            "SELECT 1 FROM licences WHERE type = (SELECT number FROM words WHERE word = ?) AND provider IS NULL LIMIT 1", [type]
        ) { _ in true } ?? false
    }

    func licences(after number: Int64, limit: Int) throws -> [LicenceRow] {
        try db.all("\(Self.selectLicences) WHERE number > ? ORDER BY number LIMIT ?", [number, limit], licence)
            .inOrder("licences", after: number) { $0.number }
    }

    func uses(of subject: [UInt8]?, after position: Int64, limit: Int) throws -> [LoggedUse] {
        guard let subject else {
            return try db.all("\(Self.selectUses) WHERE position > ? ORDER BY position LIMIT ?", [position, limit], Self.use)
                .inOrder("data_uses", after: position) { $0.position }
        }
        return try db.all(
            """
            \(Self.selectUses) WHERE position IN (
                SELECT position FROM data_use_subjects WHERE subject = ? AND position > ? ORDER BY position LIMIT ?
            ) ORDER BY position
            """, [Data(subject), position, limit], Self.use)
    }

    func lastUse(of licence: Int64) throws -> LoggedUse? {
        try db.first("\(Self.selectUses) WHERE licence = ? ORDER BY position DESC LIMIT 1", [licence], Self.use)
    }

    func lastUse() throws -> Head {
        try db.first("SELECT position, seal FROM data_uses_head", []) { Head(position: try $0.decode(atIndex: 0), seal: try $0.bytes(1)) }
            ?? .empty
    }

    func officeKey(_ name: String) throws -> OfficeKey? {
        try db.first("SELECT name, public, key, seal FROM office_keys WHERE name = ?", [name], Self.officeKey)
    }

    func officeKeys() throws -> [OfficeKey] {
        try db.all("SELECT name, public, key, seal FROM office_keys ORDER BY name", [], Self.officeKey)
    }

    func authorisation(_ number: Int64) throws -> AuthorisationRow? {
        try db.first("\(Self.selectAuthorisations) WHERE number = ?", [number], Self.authorisation)
    }

    func authorisations(by holder: [UInt8], for id: CaseID?) throws -> [AuthorisationRow] {
        try db.all(
            "\(Self.selectAuthorisations) WHERE holder = ?1 AND (?2 IS NULL OR case_id = ?2) ORDER BY number", [Data(holder), id?.number],
            Self.authorisation)
    }

    func invitation(_ fingerprint: [UInt8]) throws -> InvitationRow? {
        try db.first("\(Self.selectInvitations) WHERE invitation = ?", [Data(fingerprint)], Self.invitation)
    }

    /// Throws where a row is not as it was written.
    func readAll() throws {
        try db.each(Self.selectLicences, licence)
        try db.each("SELECT name, public, key, seal FROM office_keys", Self.officeKey)
        try db.each(Self.selectAuthorisations, Self.authorisation)
        try db.each(Self.selectInvitations, Self.invitation)
        try readSharing()
        try readTyped()
        try readRatings()
        try readFiles()
    }

    // MARK: Rows

    private static let selectLicences = """
        SELECT number, (SELECT word FROM words WHERE number = type), status, expires, identifier, series, key, body, seal,
            (SELECT word FROM words WHERE number = provider)
        FROM licences
        """
    private static let selectUses = "SELECT position, payload, seal FROM data_uses"

    private func licence(_ row: Row) throws -> LicenceRow {
        let number: Int64 = try row.decode(atIndex: 0)
        let holders = try db.all("SELECT holder FROM licence_holders WHERE number = ? ORDER BY place", [number]) { try $0.bytes(0) }
        guard let type: String = try row.decode(String?.self, atIndex: 1), let status = LicenceStatus(rawValue: try row.decode(atIndex: 2))
        else { throw StoreFault.damaged("licences \(number)") }
        let licence = LicenceRow(
            number: number, type: type, status: status,
            expires: try row.decode(Int64?.self, atIndex: 3).map { Day(daysSince1970: Int($0)) },
            provider: try row.decode(String?.self, atIndex: 9), identifier: try row.bytes(4), series: try row.bytes(5), holders: holders,
            key: try row.bytes(6), body: try row.bytes(7))
        guard RowSeal.of(licence) == (try row.bytes(8)) else { throw StoreFault.damaged("licences \(number)") }
        return licence
    }

    private static func use(_ row: Row) throws -> LoggedUse {
        let payload = try row.bytes(1)
        // Nothing stands in it that is not understood.
        guard let use = try? DataUse(encoded: payload), try use.encoded() == payload else { throw StoreFault.damaged("data_uses") }
        return LoggedUse(position: try row.decode(atIndex: 0), use: use, seal: try row.bytes(2))
    }

    private static let selectAuthorisations =
        "SELECT number, holder, case_id, given_at, until, withdrawn_at, seal, sensitive FROM authorisations"

    private static func authorisation(_ row: Row) throws -> AuthorisationRow {
        let one = AuthorisationRow(
            number: try row.decode(atIndex: 0), holder: try row.bytes(1), caseID: CaseID(number: try row.decode(atIndex: 2)),
            givenAt: try row.decode(atIndex: 3), until: try row.decode(Int64?.self, atIndex: 4).map { Day(daysSince1970: Int($0)) },
            isSensitive: try row.decode(atIndex: 7), withdrawnAt: try row.decode(Int64?.self, atIndex: 5))
        guard RowSeal.of(one) == (try row.bytes(6)) else { throw StoreFault.damaged("authorisations \(one.number)") }
        return one
    }

    private static let selectInvitations = "SELECT invitation, holder, given, seal FROM invitations"

    private static func invitation(_ row: Row) throws -> InvitationRow {
        let one = InvitationRow(
            invitation: try row.bytes(0), holder: try row.bytes(1), authorisation: try row.decode(Int64?.self, atIndex: 2))
        guard RowSeal.of(one) == (try row.bytes(3)) else { throw StoreFault.damaged("invitations") }
        return one
    }

    private static func officeKey(_ row: Row) throws -> OfficeKey {
        let key = OfficeKey(
            name: try row.decode(atIndex: 0), publicKey: try row.decode(Data?.self, atIndex: 1).map { [UInt8]($0) }, key: try row.bytes(2))
        guard RowSeal.of(key) == (try row.bytes(3)) else { throw StoreFault.damaged("office_keys \(key.name)") }
        return key
    }
}
