/// Somebody who is told what happens to cases.
public struct WebhookMessage: Codable, Sendable {
    public var id: Int64
    public var address: String
    public var department: String?
    public var events: [String]?
    public var bundles: [String]?
    public var since: String
    public var publicKeys: [String]
    public var formerSecretUntil: String?
    public var ended: String?
    public var endedAs: Webhook.End?

    public init(_ webhook: Webhook, publicKeys: [String]) {
        (id, address, department, self.publicKeys) = (webhook.number, webhook.address, webhook.department, publicKeys)
        since = Instant(milliseconds: webhook.since).rfc3339
        events = webhook.events.isEmpty ? nil : webhook.events
        bundles = webhook.bundles.isEmpty ? nil : webhook.bundles
        formerSecretUntil = webhook.formerUntil.map { Instant(milliseconds: $0).rfc3339 }
        (ended, endedAs) = (webhook.endedAt.map { Instant(milliseconds: $0).rfc3339 }, webhook.end)
    }
}

/// A subscriber whose secret was made just now.
public struct WebhookSecretMessage: Codable, Sendable {
    public var webhook: WebhookMessage
    public var number: Int
    public var secret: String

    public init(_ webhook: WebhookMessage, number: Int, secret: String) {
        (self.webhook, self.number, self.secret) = (webhook, number, secret)
    }
}

/// What a subscriber has answered to a message that was sent to try him.
public struct PingMessage: Codable, Sendable {
    public var delivered: Bool
    public var event: String
    public var result: String

    public init(_ ping: WebhookPing) { (delivered, event, result) = (ping.isDelivered, ping.id, ping.result) }
}

/// One event on its way to one subscriber.
public struct DeliveryMessage: Codable, Sendable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case waiting, delivered
        /// It was given up, and may be tried once more.
        case dead
    }

    public var id: Int64
    public var event: String
    public var `case`: String
    public var seq: Int
    public var written: String
    public var state: State
    public var tries: Int
    public var tried: String?
    public var result: String?
    public var next: String?

    public init(_ row: Delivery) {
        (id, event, self.case, seq) = (row.number, CaseNotice.id(row.caseID, row.seq), row.caseID.description, row.seq)
        (written, tries, result) = (Instant(milliseconds: row.at).rfc3339, row.tries, row.result)
        (tried, next) = (row.lastAt.map { Instant(milliseconds: $0).rfc3339 }, row.nextAt.map { Instant(milliseconds: $0).rfc3339 })
        state =
            switch row.state {
            case .waiting: .waiting
            case .delivered: .delivered
            case .dead: .dead
            }
    }
}

extension WebhookMessage: Described {
    public static let about = "订阅 · Somebody who is told what happens to cases."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "Its number."),
        "address": .uri("Where messages are posted."),
        "department": .department.and("Of whose cases he hears; not there: of all."),
        "events": .words(EventRecord.Kind.self, "The types of events of which he is told; not there: all."),
        "bundles": "一件事 · The bundles of whose cases he hears, by their ids; not there: all.",
        "since": .moment("Since when."),
        "publicKeys": "By which `v1a` signatures are checked: `whpk_…`, one for each master key, the newest first.",
        "formerSecretUntil": .moment("The secret before signs as well until then."),
        "ended": .moment("He is told no more, since then."),
        "endedAs": "Whether it was removed here or he said so (410).",
    ]
}

extension WebhookSecretMessage: Described {
    public static let about = "A subscriber whose secret was made just now."
    public static let meanings: [String: Meaning] = [
        "webhook": "订阅 · The subscription.",
        "number": .number(1...Int.max, "Which of its secrets it is."),
        "secret": "`whsec_…`, told this once: signs by Standard Webhooks (HMAC-SHA256).",
    ]
}

extension PingMessage: Described {
    public static let about = "What a subscriber has answered to a message that was sent to try him."
    public static let meanings: [String: Meaning] = [
        "delivered": "He has taken it (2xx).",
        "event": "`webhook-id`, and `id` of the message.",
        "result": "What came of it: a status of HTTP, or `unreachable`, `too-slow`, `malformed`, `address-refused`, `broken-off`.",
    ]
}

extension DeliveryMessage: Described {
    public static let about = "推送 · One event on its way to one subscriber."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "Its number."),
        "event": "`webhook-id`, and `id` of the event: `CASE:SEQ`.",
        "case": .caseNumber,
        "seq": .number(1...Int.max, "Which event of the case."),
        "written": .moment("When the event was written."),
        "state": "On its way, taken by the subscriber, or given up and to be tried once more by `retryDelivery`.",
        "tries": "How often it was tried.",
        "tried": .moment("When it was last tried."),
        "result": "What came of that: a status of HTTP or a word.",
        "next": .moment("When it is tried next; not there where it waits for the one before it of the same case."),
    ]
}
