/// Somebody outside who is told what happens to cases.
public struct Webhook: Sendable, Hashable {
    /// Why he is told no more.
    public enum End: String, Sendable, Hashable, CaseIterable, Codable {
        /// It was taken away here.
        case removed
        /// He said so himself (410).
        case gone
    }

    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    /// The department of whose cases he hears; nil: of all.
    public var department: String?
    public var address: String
    /// What its messages say of whence they come: the same for all of an office.
    public var source: String
    /// Milliseconds since 1970.
    public var since: Int64
    /// Which secret it is: they are counted, from 1.
    public var secret: Int
    /// Until when the one before it signs as well, in milliseconds since 1970.
    public var formerUntil: Int64?
    public var endedAt: Int64?
    public var end: End?
    /// The types of events of which he is told, and the bundles of whose cases; none: all.
    public var events: [String] = []
    public var bundles: [String] = []
}

/// One event on its way to one subscriber: a row of the outbox, written with the event itself.
public struct Delivery: Sendable, Hashable {
    public enum State: UInt8, Sendable, Hashable, CaseIterable {
        case waiting, delivered, dead
    }

    /// Counted from 1 in this store; 0: not kept yet.
    public var number: Int64
    public var webhook: Int64
    public var caseID: CaseID
    /// Of the event.
    public var seq: Int
    /// When it was written, in milliseconds since 1970.
    public var at: Int64
    public var state = State.waiting
    /// What is sent, to the byte; empty once it is delivered.
    public var body: [UInt8]
    /// After which it is given up, in milliseconds since 1970.
    public var until: Int64
    public var tries = 0
    /// Of the last try.
    public var lastAt: Int64?
    /// What came of it: a status of HTTP, or a word for programs.
    public var result: String?
    /// When it is tried next; nil: it waits for the one before it of the same case, or is over.
    public var nextAt: Int64?
}

/// What can be asked of the outbox.
public protocol OutboxReader {
    func webhook(_ number: Int64) throws -> Webhook?
    /// By their numbers, those that are over, too.
    func webhooks() throws -> [Webhook]
    func delivery(_ number: Int64) throws -> Delivery?
    /// Those to one subscriber by their numbers, after one of them; in one state, or all.
    func deliveries(to webhook: Int64, _ state: Delivery.State?, after number: Int64, limit: Int) throws -> [Delivery]
    /// Those to one subscriber that are to be tried by an instant, the longest due first.
    func deliveries(to webhook: Int64, dueBy instant: Int64, limit: Int) throws -> [Delivery]
    /// When one is to be tried next.
    func nextDue(to webhook: Int64) throws -> Int64?
    /// The first of a case that waits.
    func firstWaiting(to webhook: Int64, of id: CaseID) throws -> Delivery?
    /// When the oldest that waits was written.
    func oldestWaiting() throws -> Int64?
}

/// What can be done to the outbox.
public protocol OutboxWriter: OutboxReader {
    /// Those who are told, from memory where nothing has changed: every move asks.
    func listening() throws -> [Webhook]
    /// Keeps a subscriber in place of the one with its number; a new one gets the next.
    func keep(_ webhook: Webhook) throws -> Int64
    /// Keeps a delivery in place of the one with its number; a new one gets the next.
    func keep(_ delivery: Delivery) throws -> Int64
    /// Gives up everything that waits for a subscriber.
    func giveUp(to webhook: Int64, as result: String) throws
    /// Forgets those that were delivered before an instant, and those that were given up before another; some of them.
    /// - Returns: how many.
    func forgetDeliveries(deliveredBefore: Int64, deadBefore: Int64, limit: Int) throws -> Int
}

extension OutboxWriter {
    /// The first of a case that waits is tried from an instant on, and no other of it.
    func queue(to webhook: Int64, of id: CaseID, from instant: Int64) throws {
        guard var first = try firstWaiting(to: webhook, of: id), first.nextAt == nil else { return }
        first.nextAt = instant
        _ = try keep(first)
    }
}

extension RowSeal {
    static func of(_ webhook: Webhook) -> [UInt8] {
        var writer = ByteWriter()
        for number in [
            webhook.number, webhook.since, Int64(webhook.secret), webhook.formerUntil ?? .max, webhook.endedAt ?? .max,
        ] {
            writer.write(number)
        }
        writer.write(webhook.department) { $1.write($0) }
        for text in [webhook.address, webhook.source, webhook.end?.rawValue ?? ""] { writer.write(text) }
        // Who hears of everything is sealed as before there was a choice.
        if !webhook.events.isEmpty || !webhook.bundles.isEmpty {
            for list in [webhook.events, webhook.bundles] { writer.write(list.joined(separator: " ")) }
        }
        return Digest.of(writer.bytes)
    }

    static func of(_ delivery: Delivery) -> [UInt8] {
        var writer = ByteWriter()
        for number in [
            delivery.number, delivery.webhook, delivery.caseID.number, Int64(delivery.seq), delivery.at, Int64(delivery.state.rawValue),
            delivery.until, Int64(delivery.tries), delivery.lastAt ?? .max, delivery.nextAt ?? .max,
        ] {
            writer.write(number)
        }
        writer.write(delivery.body) { $1.write($0) }
        writer.write(delivery.result ?? "")
        return Digest.of(writer.bytes)
    }
}
