import Foundation
import GRDB

/// Writing licences and the log of uses of data, within the transaction of the writer.
struct SQLiteRegistryWriter: RegistryWriter {
    let db: Database
    private let wrote: () -> Void
    let word: (String) throws -> Int64

    /// - Parameters:
    ///   - wrote: is told that something was written.
    ///   - word: the number of a word.
    init(_ db: Database, wrote: @escaping () -> Void, word: @escaping (String) throws -> Int64) {
        (self.db, self.wrote, self.word) = (db, wrote, word)
    }

    func keep(_ licence: LicenceRow) throws -> Int64 {
        var licence = licence
        let isNew = licence.number == 0
        if isNew {
            licence.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM licences", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        let type = try word(licence.type)
        try run(
            """
            INSERT OR REPLACE INTO licences (number, type, status, expires, identifier, series, key, body, seal, provider)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                licence.number, type, licence.status.rawValue, licence.expires?.daysSince1970, Data(licence.identifier),
                Data(licence.series),
                Data(licence.key), Data(licence.body), Data(RowSeal.of(licence)),
                try licence.provider.map(word),
            ])
        if licence.isErased { try run("DELETE FROM licence_holders WHERE number = ?", [licence.number]) }
        guard isNew else { return licence.number }
        for (place, holder) in licence.holders.enumerated() {
            try run(
                "INSERT INTO licence_holders (holder, type, number, place) VALUES (?, ?, ?, ?)",
                [Data(holder), type, licence.number, place])
        }
        return licence.number
    }

    func note(_ use: DataUse) throws -> LoggedUse {
        let logged = try LoggedUse(use, after: SQLiteRegistry(db: db).lastUse())
        try run(
            "INSERT INTO data_uses (position, licence, payload, seal) VALUES (?, ?, ?, ?)",
            [logged.position, use.licence, Data(try use.encoded()), Data(logged.seal)])
        for subject in Set(use.subjects) {
            guard let bytes = Digest.bytes(subject) else { throw StoreFault.failed("a subject is no fingerprint") }
            try run("INSERT INTO data_use_subjects (subject, position) VALUES (?, ?)", [Data(bytes), logged.position])
        }
        try run(
            "INSERT OR REPLACE INTO data_uses_head (only_row, position, seal) VALUES (1, ?, ?)", [logged.position, Data(logged.seal)])
        return logged
    }

    func keep(_ key: OfficeKey) throws {
        try run(
            "INSERT OR REPLACE INTO office_keys (name, public, key, seal) VALUES (?, ?, ?, ?)",
            [key.name, key.publicKey.map { Data($0) }, Data(key.key), Data(RowSeal.of(key))])
    }

    func keep(_ authorisation: AuthorisationRow) throws -> Int64 {
        var row = authorisation
        if row.number == 0 {
            row.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM authorisations", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        try run(
            """
            INSERT OR REPLACE INTO authorisations (number, holder, case_id, given_at, until, withdrawn_at, seal, sensitive)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.number, Data(row.holder), row.caseID.number, row.givenAt, row.until?.daysSince1970, row.withdrawnAt,
                Data(RowSeal.of(row)), row.isSensitive,
            ])
        return row.number
    }

    func keep(_ invitation: InvitationRow) throws {
        try run(
            "INSERT OR REPLACE INTO invitations (invitation, holder, given, seal) VALUES (?, ?, ?, ?)",
            [Data(invitation.invitation), Data(invitation.holder), invitation.authorisation, Data(RowSeal.of(invitation))])
    }

    func run(_ sql: String, _ arguments: StatementArguments) throws {
        wrote()
        try db.run(sql, arguments)
    }
}
