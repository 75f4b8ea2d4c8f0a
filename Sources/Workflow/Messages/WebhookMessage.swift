/// Somebody who is told what happens to cases.
public struct WebhookMessage: Codable, Sendable {
    public var id: Int64
    public var address: String
    /// Of whose cases he hears; not there: of all.
    public var department: String?
    /// The types of events of which he is told, and the bundles of whose cases; not there: all.
    public var events: [String]?
    public var bundles: [String]?
    public var since: String
    /// By which `v1a` signatures are checked: `whpk_…`, one for each master key, the newest first.
    public var publicKeys: [String]
    /// The secret before signs as well until then.
    public var formerSecretUntil: String?
    /// He is told no more: since when, and whether it was removed here or he said so (410).
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
    /// Which of its secrets it is, and the secret: `whsec_…`, told this once.
    public var number: Int
    public var secret: String

    public init(_ webhook: WebhookMessage, number: Int, secret: String) {
        (self.webhook, self.number, self.secret) = (webhook, number, secret)
    }
}

/// What a subscriber has answered to a message that was sent to try him.
public struct PingMessage: Codable, Sendable {
    /// He has taken it (2xx).
    public var delivered: Bool
    /// `webhook-id`, and `id` of the message.
    public var event: String
    /// A status of HTTP, or a word.
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
    /// `webhook-id`, and `id` of the event.
    public var event: String
    public var `case`: String
    public var seq: Int
    public var written: String
    public var state: State
    public var tries: Int
    /// Of the last try: when, and a status of HTTP or a word.
    public var tried: String?
    public var result: String?
    /// When it is tried next; not there where it waits for the one before it of the same case.
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
