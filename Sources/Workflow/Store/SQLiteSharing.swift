import Foundation
import GRDB

/// Incidents and partners of the sharing of licences.
extension SQLiteRegistry {
    func incident(_ number: Int64) throws -> Incident? {
        try db.first("\(Self.selectIncidents) WHERE incidents.number = ?", [number], Self.incident)
    }

    func incidents(of id: CaseID) throws -> [Incident] {
        try db.all("\(Self.selectIncidents) WHERE case_id = ? ORDER BY incidents.number", [id.number], Self.incident)
    }

    func incidents(openOnly: Bool, after number: Int64, limit: Int) throws -> [Incident] {
        try db.all(
            """
            \(Self.selectIncidents) WHERE incidents.number > ?1 AND (?2 = 0 OR closed_at IS NULL) ORDER BY incidents.number LIMIT ?3
            """, [number, openOnly, limit], Self.incident
        )
        .inOrder("incidents", after: number) { $0.number }
    }

    func incidents(dueBy instant: Int64, limit: Int) throws -> [Incident] {
        try db.all(
            "\(Self.selectIncidents) WHERE closed_at IS NULL AND next_at <= ? ORDER BY next_at, incidents.number LIMIT ?",
            [instant, limit], Self.incident)
    }

    func providers(amongLast count: Int) throws -> [String] {
        try db.all(
            """
            SELECT DISTINCT word FROM words WHERE number IN (
                SELECT provider FROM (SELECT provider FROM licences ORDER BY number DESC LIMIT ?1)
                UNION SELECT provider FROM (SELECT provider FROM incidents ORDER BY number DESC LIMIT ?1)
            ) ORDER BY word
            """, [count]
        ) { try $0.decode(atIndex: 0) }
    }

    func partner(_ name: String) throws -> SharingPartner? {
        try db.first("\(Self.selectPartners) WHERE name = ?", [name], Self.partner)
    }

    func partners() throws -> [SharingPartner] { try db.all("\(Self.selectPartners) ORDER BY name", [], Self.partner) }

    /// Throws where a row is not as it was written.
    func readSharing() throws {
        try db.each(Self.selectIncidents, Self.incident)
        try db.each(Self.selectPartners, Self.partner)
    }

    private static let selectIncidents = """
        SELECT incidents.number, case_id, evidence, kind, (SELECT word FROM words WHERE number = provider),
            (SELECT word FROM words WHERE number = type), owner, fault, opened_at, tries, last_at, next_at, closed_at, outcome, seal
        FROM incidents
        """

    private static func incident(_ row: Row) throws -> Incident {
        let number: Int64 = try row.decode(atIndex: 0)
        let outcome = try row.decode(String?.self, atIndex: 13)
        guard let kind = Incident.Kind(rawValue: try row.decode(atIndex: 3)), let provider = try row.decode(String?.self, atIndex: 4),
            let type = try row.decode(String?.self, atIndex: 5), outcome == nil || outcome.flatMap(Incident.Outcome.init) != nil
        else { throw StoreFault.damaged("incidents \(number)") }
        let incident = Incident(
            number: number, caseID: CaseID(number: try row.decode(atIndex: 1)), evidence: try row.decode(atIndex: 2), kind: kind,
            provider: provider, type: type, owner: try row.decode(atIndex: 6), fault: try row.decode(atIndex: 7),
            openedAt: try row.decode(atIndex: 8), tries: try row.decode(atIndex: 9), lastAt: try row.decode(atIndex: 10),
            nextAt: try row.decode(atIndex: 11), closedAt: try row.decode(Int64?.self, atIndex: 12),
            outcome: outcome.flatMap(Incident.Outcome.init))
        guard RowSeal.of(incident) == (try row.bytes(14)) else { throw StoreFault.damaged("incidents \(number)") }
        return incident
    }

    private static let selectPartners = "SELECT name, organisation, types, secret, since, closed_at, seal FROM partners"

    private static func partner(_ row: Row) throws -> SharingPartner {
        let partner = SharingPartner(
            name: try row.decode(atIndex: 0), organisation: try row.decode(atIndex: 1),
            types: try row.decode(String.self, atIndex: 2).split(separator: " ").map(String.init), secret: try row.bytes(3),
            since: try row.decode(atIndex: 4), closedAt: try row.decode(Int64?.self, atIndex: 5))
        guard RowSeal.of(partner) == (try row.bytes(6)) else { throw StoreFault.damaged("partners \(partner.name)") }
        return partner
    }
}

extension SQLiteRegistryWriter {
    func keep(_ incident: Incident) throws -> Int64 {
        var row = incident
        if row.number == 0 {
            row.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM incidents", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        try run(
            """
            INSERT OR REPLACE INTO incidents (
                number, case_id, evidence, kind, provider, type, owner, fault, opened_at, tries, last_at, next_at, closed_at, outcome, seal
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                row.number, row.caseID.number, row.evidence, row.kind.rawValue, try word(row.provider), try word(row.type), row.owner,
                row.fault, row.openedAt, row.tries, row.lastAt, row.nextAt, row.closedAt, row.outcome?.rawValue, Data(RowSeal.of(row)),
            ])
        return row.number
    }

    func keep(_ partner: SharingPartner) throws {
        try run(
            "INSERT OR REPLACE INTO partners (name, organisation, types, secret, since, closed_at, seal) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                partner.name, partner.organisation, partner.types.joined(separator: " "), Data(partner.secret), partner.since,
                partner.closedAt, Data(RowSeal.of(partner)),
            ])
    }
}
