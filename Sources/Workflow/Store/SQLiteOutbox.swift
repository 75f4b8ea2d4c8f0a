import Foundation
import GRDB

/// Reading the outbox.
struct SQLiteOutbox: OutboxReader {
    let db: Database

    func webhook(_ number: Int64) throws -> Webhook? {
        try db.first("\(Self.selectWebhooks) WHERE number = ?", [number], Self.webhook)
    }

    func webhooks() throws -> [Webhook] { try db.all("\(Self.selectWebhooks) ORDER BY number", [], Self.webhook) }

    func delivery(_ number: Int64) throws -> Delivery? {
        try db.first("\(Self.selectDeliveries) WHERE number = ?", [number], Self.delivery)
    }

    func deliveries(to webhook: Int64, _ state: Delivery.State?, after number: Int64, limit: Int) throws -> [Delivery] {
        let (inState, arguments): (String, StatementArguments) = state.map { (" AND state = ?", [$0.rawValue]) } ?? ("", [])
        return try db.all(
            "\(Self.selectDeliveries) WHERE webhook = ? AND number > ?\(inState) ORDER BY number LIMIT ?",
            [webhook, number] + arguments + [limit], Self.delivery
        ).inOrder("outbox", after: number) { $0.number }
    }

    func deliveries(to webhook: Int64, dueBy instant: Int64, limit: Int) throws -> [Delivery] {
        try db.all(
            "\(Self.selectDeliveries) WHERE webhook = ? AND next_at IS NOT NULL AND next_at <= ? ORDER BY next_at, number LIMIT ?",
            [webhook, instant, limit], Self.delivery)
    }

    func nextDue(to webhook: Int64) throws -> Int64? {
        try db.first("SELECT min(next_at) FROM outbox WHERE webhook = ? AND next_at IS NOT NULL", [webhook]) {
            try $0.decode(Int64?.self, atIndex: 0)
        } ?? nil
    }

    func firstWaiting(to webhook: Int64, of id: CaseID) throws -> Delivery? {
        try db.first(
            "\(Self.selectDeliveries) WHERE webhook = ? AND case_id = ? AND state = 0 ORDER BY seq LIMIT 1", [webhook, id.number],
            Self.delivery)
    }

    func oldestWaiting() throws -> Int64? {
        try db.first("SELECT min(at) FROM outbox WHERE state = 0", []) { try $0.decode(Int64?.self, atIndex: 0) } ?? nil
    }

    /// Throws where a row is not as it was written.
    func readAll() throws {
        try db.each(Self.selectWebhooks, Self.webhook)
        try db.each(Self.selectDeliveries, Self.delivery)
    }

    private static let selectWebhooks =
        """
        SELECT number, department, address, since, secret, former_until, ended_at, ended_as, seal, source, events, bundles FROM webhooks
        """

    private static func webhook(_ row: Row) throws -> Webhook {
        let end: String? = try row.decode(atIndex: 7)
        let webhook = Webhook(
            number: try row.decode(atIndex: 0), department: try row.decode(atIndex: 1), address: try row.decode(atIndex: 2),
            source: try row.decode(atIndex: 9), since: try row.decode(atIndex: 3), secret: try row.decode(atIndex: 4),
            formerUntil: try row.decode(atIndex: 5),
            endedAt: try row.decode(atIndex: 6), end: end.flatMap(Webhook.End.init), events: try names(row, 10), bundles: try names(row, 11)
        )
        guard RowSeal.of(webhook) == (try row.bytes(8)) else { throw StoreFault.damaged("webhooks \(webhook.number)") }
        return webhook
    }

    private static func names(_ row: Row, _ place: Int) throws -> [String] {
        try row.decode(String.self, atIndex: place).split(separator: " ").map(String.init)
    }

    private static let selectDeliveries = """
        SELECT number, webhook, case_id, seq, at, state, body, until, tries, last_at, result, next_at, seal FROM outbox
        """

    private static func delivery(_ row: Row) throws -> Delivery {
        let number: Int64 = try row.decode(atIndex: 0)
        guard let state = Delivery.State(rawValue: try row.decode(atIndex: 5)) else { throw StoreFault.damaged("outbox \(number)") }
        let delivery = Delivery(
            number: number, webhook: try row.decode(atIndex: 1), caseID: CaseID(number: try row.decode(atIndex: 2)),
            seq: try row.decode(atIndex: 3), at: try row.decode(atIndex: 4), state: state, body: try row.bytes(6),
            until: try row.decode(atIndex: 7), tries: try row.decode(atIndex: 8), lastAt: try row.decode(atIndex: 9),
            result: try row.decode(atIndex: 10), nextAt: try row.decode(atIndex: 11))
        guard RowSeal.of(delivery) == (try row.bytes(12)) else { throw StoreFault.damaged("outbox \(number)") }
        return delivery
    }
}

/// Writing the outbox, within the transaction of the writer.
struct SQLiteOutboxWriter: OutboxWriter {
    private let db: Database
    private let reader: SQLiteOutbox
    private let memory: (_ change: ([Webhook]?) -> [Webhook]?) -> Void
    private let wrote: () -> Void

    /// - Parameters:
    ///   - memory: changes what the writer remembers of who listens; nil: to be read.
    ///   - wrote: is told that something was written.
    init(_ db: Database, memory: @escaping (_ change: ([Webhook]?) -> [Webhook]?) -> Void, wrote: @escaping () -> Void) {
        (self.db, reader, self.memory, self.wrote) = (db, SQLiteOutbox(db: db), memory, wrote)
    }

    func webhook(_ number: Int64) throws -> Webhook? { try reader.webhook(number) }
    func webhooks() throws -> [Webhook] { try reader.webhooks() }
    func delivery(_ number: Int64) throws -> Delivery? { try reader.delivery(number) }
    func deliveries(to webhook: Int64, _ state: Delivery.State?, after number: Int64, limit: Int) throws -> [Delivery] {
        try reader.deliveries(to: webhook, state, after: number, limit: limit)
    }
    func deliveries(to webhook: Int64, dueBy instant: Int64, limit: Int) throws -> [Delivery] {
        try reader.deliveries(to: webhook, dueBy: instant, limit: limit)
    }
    func nextDue(to webhook: Int64) throws -> Int64? { try reader.nextDue(to: webhook) }
    func firstWaiting(to webhook: Int64, of id: CaseID) throws -> Delivery? { try reader.firstWaiting(to: webhook, of: id) }
    func oldestWaiting() throws -> Int64? { try reader.oldestWaiting() }

    func listening() throws -> [Webhook] {
        var known: [Webhook]?
        memory {
            known = $0
            return $0
        }
        if let known { return known }
        let all = try reader.webhooks().filter { $0.endedAt == nil }
        memory { _ in all }
        return all
    }

    func keep(_ webhook: Webhook) throws -> Int64 {
        var webhook = webhook
        if webhook.number == 0 {
            webhook.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM webhooks", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        try run(
            """
            INSERT OR REPLACE INTO webhooks (
                number, department, address, source, since, secret, former_until, ended_at, ended_as, seal, events, bundles
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                webhook.number, webhook.department, webhook.address, webhook.source, webhook.since, webhook.secret, webhook.formerUntil,
                webhook.endedAt,
                webhook.end?.rawValue, Data(RowSeal.of(webhook)), webhook.events.joined(separator: " "),
                webhook.bundles.joined(separator: " "),
            ])
        memory { _ in nil }
        return webhook.number
    }

    func keep(_ delivery: Delivery) throws -> Int64 {
        var delivery = delivery
        if delivery.number == 0 {
            delivery.number = try db.first("SELECT coalesce(max(number), 0) + 1 FROM outbox", []) { try $0.decode(atIndex: 0) } ?? 1
        }
        try run(
            """
            INSERT OR REPLACE INTO outbox (
                number, webhook, case_id, seq, at, state, body, until, tries, last_at, result, next_at, seal
            ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                delivery.number, delivery.webhook, delivery.caseID.number, delivery.seq, delivery.at, delivery.state.rawValue,
                Data(delivery.body), delivery.until, delivery.tries, delivery.lastAt, delivery.result, delivery.nextAt,
                Data(RowSeal.of(delivery)),
            ])
        return delivery.number
    }

    func giveUp(to webhook: Int64, as result: String) throws {
        for var one in try reader.deliveries(to: webhook, .waiting, after: 0, limit: .max) {
            (one.state, one.result, one.nextAt) = (.dead, result, nil)
            _ = try keep(one)
        }
    }

    func forgetDeliveries(deliveredBefore: Int64, deadBefore: Int64, limit: Int) throws -> Int {
        let old: [Int64] = try db.all(
            """
            SELECT number FROM outbox WHERE (state = 1 AND at < ?) OR (state = 2 AND at < ?) ORDER BY number LIMIT ?
            """, [deliveredBefore, deadBefore, limit]
        ) { try $0.decode(atIndex: 0) }
        for number in old { try run("DELETE FROM outbox WHERE number = ?", [number]) }
        return old.count
    }

    private func run(_ sql: String, _ arguments: StatementArguments) throws {
        wrote()
        try db.run(sql, arguments)
    }
}

extension SQLiteSchema {
    /// Who is told of what happens, and what is on its way to whom: written with the events, in their order (decision 0039).
    static let outbox = """
        CREATE TABLE webhooks (
            number INTEGER PRIMARY KEY, department TEXT, address TEXT NOT NULL, source TEXT NOT NULL, since INTEGER NOT NULL, secret INTEGER NOT NULL,
            former_until INTEGER, ended_at INTEGER, ended_as TEXT, seal BLOB NOT NULL
        );
        CREATE TABLE outbox (
            number INTEGER PRIMARY KEY, webhook INTEGER NOT NULL, case_id INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
            state INTEGER NOT NULL, body BLOB NOT NULL, until INTEGER NOT NULL, tries INTEGER NOT NULL, last_at INTEGER, result TEXT,
            next_at INTEGER, seal BLOB NOT NULL
        );
        CREATE INDEX outbox_of_webhook ON outbox (webhook, number);
        CREATE UNIQUE INDEX outbox_once ON outbox (webhook, case_id, seq);
        CREATE INDEX outbox_waiting ON outbox (webhook, case_id, seq) WHERE state = 0;
        CREATE INDEX outbox_oldest ON outbox (at) WHERE state = 0;
        CREATE INDEX outbox_due ON outbox (webhook, next_at, number) WHERE next_at IS NOT NULL;
        """
}
