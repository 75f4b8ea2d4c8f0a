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
    public static let about: Meaning = "订阅：向其推送办件的事件 · Somebody who is told what happens to cases."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "订阅序号 · Its number."),
        "address": .uri("消息推送到的地址 · Where messages are posted."),
        "department": .department.and("推送该部门的办件；没有：全部 · Of whose cases he hears; not there: of all."),
        "events": .words(EventRecord.Kind.self, "推送哪些类型的事件；没有：全部 · The types of events of which he is told; not there: all."),
        "bundles": "推送哪些一件事的办件（编号）；没有：全部 · The bundles of whose cases he hears, by their ids; not there: all.",
        "since": .moment("订阅的时间 · Since when."),
        "publicKeys": """
        核验 `v1a` 签名的公钥：`whpk_…`，每个主密钥一个，新的在前 · \
        By which `v1a` signatures are checked: `whpk_…`, one for each master key, the newest first.
        """,
        "formerSecretUntil": .moment("在此之前，原密钥也同时签名 · The secret before signs as well until then."),
        "ended": .moment("订阅结束的时间，此后不再推送 · He is told no more, since then."),
        "endedAs": "如何结束：在此删除，或对方答复 410 · Whether it was removed here or he said so (410).",
    ]
}

extension WebhookSecretMessage: Described {
    public static let about: Meaning = "刚生成密钥的订阅 · A subscriber whose secret was made just now."
    public static let meanings: [String: Meaning] = [
        "webhook": "订阅 · The subscription.",
        "number": .number(1...Int.max, "第几个密钥 · Which of its secrets it is."),
        "secret":
            "`whsec_…`，只告知这一次：按 Standard Webhooks 签名（HMAC-SHA256） · `whsec_…`, told this once: signs by Standard Webhooks (HMAC-SHA256).",
    ]
}

extension PingMessage: Described {
    public static let about: Meaning = "对方对测试消息的答复 · What a subscriber has answered to a message that was sent to try him."
    public static let meanings: [String: Meaning] = [
        "delivered": "对方已收到（2xx） · He has taken it (2xx).",
        "event": "`webhook-id`，即消息的 `id` · `webhook-id`, and `id` of the message.",
        "result": """
        结果：HTTP 状态码，或 `unreachable`（无法连接）、`too-slow`（超时）、`malformed`（答复不合规）、`address-refused`（地址不许可）、`broken-off`（中断） · \
        What came of it: a status of HTTP, or `unreachable`, `too-slow`, `malformed`, `address-refused`, `broken-off`.
        """,
    ]
}

extension DeliveryMessage: Described {
    public static let about: Meaning = "向一个订阅推送的一个事件 · One event on its way to one subscriber."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "推送序号 · Its number."),
        "event": "`webhook-id`，即事件的 `id`：`办件:序号` · `webhook-id`, and `id` of the event: `CASE:SEQ`.",
        "case": .caseNumber,
        "seq": .number(1...Int.max, "办件的第几个事件 · Which event of the case."),
        "written": .moment("事件记录的时间 · When the event was written."),
        "state": """
        推送中、对方已收到，或已放弃、可由 `retryDelivery` 再推送 · \
        On its way, taken by the subscriber, or given up and to be tried once more by `retryDelivery`.
        """,
        "tries": "推送次数 · How often it was tried.",
        "tried": .moment("上次推送的时间 · When it was last tried."),
        "result": "上次推送的结果：HTTP 状态码或代码 · What came of that: a status of HTTP or a word.",
        "next": .moment(
            "下次推送的时间；同一办件的前一个尚未送达、须等待的没有 · When it is tried next; not there where it waits for the one before it of the same case."),
    ]
}
