/// Somebody who is told what happens to cases.
public struct WebhookMessage: Codable, Sendable {
    public var id: Int64
    public var address: String
    /// Of whose cases he hears; not there: of all.
    public var department: String?
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
        since = Moment(milliseconds: webhook.since).rfc3339
        formerSecretUntil = webhook.formerUntil.map { Moment(milliseconds: $0).rfc3339 }
        (ended, endedAs) = (webhook.endedAt.map { Moment(milliseconds: $0).rfc3339 }, webhook.end)
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
        (written, tries, result) = (Moment(milliseconds: row.at).rfc3339, row.tries, row.result)
        (tried, next) = (row.lastAt.map { Moment(milliseconds: $0).rfc3339 }, row.nextAt.map { Moment(milliseconds: $0).rfc3339 })
        state =
            switch row.state {
            case .waiting: .waiting
            case .delivered: .delivered
            case .dead: .dead
            }
    }
}
