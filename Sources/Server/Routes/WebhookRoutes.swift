import Foundation
import Hummingbird
import Workflow

/// Who is told what happens to cases, outside of the office.
struct WebhookRoutes {
    let office: Office
    let `guard`: WebhookGuard
    let delivery: WebhookDelivery

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "listWebhooks", method: .get, path: "/v1/webhooks", tag: .webhooks,
                summary: Title(zh: "本部门的订阅；管理员可见全部", en: "The subscriptions of one's department; the administrator's: all"),
                right: .subscribe,
                query: Endpoint.Query.pagesByNumber, answers: [.page(of: WebhookMessage.self, "订阅", "subscriptions")]
            ) { ask in
                var messages: [WebhookMessage] = []
                for webhook in try await office.webhooks(by: ask.caller()) { messages.append(try await message(webhook)) }
                return try ask.page(of: messages) { $0.id }
            },
            Endpoint(
                id: "subscribe", method: .post, path: "/v1/webhooks", tag: .webhooks,
                summary: Title(
                    zh: "订阅办件事件（CloudEvents 1.0，Standard Webhooks 签名）；密钥只告知这一次",
                    en: "Be told of what happens to cases (CloudEvents 1.0, signed by Standard Webhooks); the secret is told this once"),
                right: .subscribe, body: WebhookRequest.self, effect: .once,
                answers: [.json(WebhookSecretMessage.self, "已订阅", "it is there", status: .created, headers: [.location])],
                problems: [.conflict, .unfit, .unknownWord]
            ) { ask in
                let request = try ask.message(WebhookRequest.self)
                _ = try await self.guard.way(to: request.address)
                return try await told(ask) { key in
                    try await office.subscribe(
                        request.address, of: request.department, events: Set(request.events ?? []), bundles: Set(request.bundles ?? []),
                        by: ask.caller(), under: key)
                }
            },
            Endpoint(
                id: "getWebhook", method: .get, path: "/v1/webhooks/{webhook}", tag: .webhooks,
                summary: Title(zh: "一个订阅", en: "One subscription"),
                right: .subscribe, answers: [.json(WebhookMessage.self, "订阅", "the subscription")]
            ) { ask in .json(try await message(office.webhook(ask.numbered("webhook"), by: ask.caller()))) },
            Endpoint(
                id: "unsubscribe", method: .delete, path: "/v1/webhooks/{webhook}", tag: .webhooks,
                summary: Title(zh: "结束订阅；待推送的不再推送", en: "End a subscription; what waits for it is given up"), right: .subscribe,
                effect: .same,
                answers: [.nothing("已结束", "it is over")]
            ) { ask in
                try await office.unsubscribe(ask.numbered("webhook"), by: ask.caller())
                return .nothing
            },
            Endpoint(
                id: "renewWebhookSecret", method: .post, path: "/v1/webhooks/{webhook}/secret", tag: .webhooks,
                summary: Title(zh: "更换密钥；旧密钥一天内仍同时签名", en: "A new secret; the one before it signs as well for a day"), right: .subscribe,
                effect: .once, answers: [.json(WebhookSecretMessage.self, "新密钥", "the secret", status: .created)], problems: [.conflict]
            ) { ask in
                try await told(ask) { key in
                    try await office.renewSecret(of: ask.numbered("webhook"), by: ask.caller(), under: key)
                }
            },
            Endpoint(
                id: "pingWebhook", method: .post, path: "/v1/webhooks/{webhook}/ping", tag: .webhooks,
                summary: Title(
                    zh: "发一条测试消息（cn.onething.ping.v1），当即告知结果；不重试，不记录",
                    en: "Send a message to try it (`cn.onething.ping.v1`) and say what came of it; it is neither kept nor tried again"),
                right: .subscribe, answers: [.json(PingMessage.self, "结果", "what came of it")], problems: [.conflict]
            ) { ask in .json(PingMessage(try await delivery.ping(ask.numbered("webhook"), by: ask.caller()))) },
            Endpoint(
                id: "listDeliveries", method: .get, path: "/v1/webhooks/{webhook}/deliveries", tag: .webhooks,
                summary: Title(zh: "推送记录；state=dead 为未能送达的", en: "What is on its way or was; with `state=dead` what was given up"),
                right: .subscribe,
                query: [
                    .init(
                        name: "state", schema: .choice(DeliveryMessage.State.allCases.map(\.rawValue)),
                        about: Title(zh: "只要这一状态的", en: "only those that stand so"))
                ] + Endpoint.Query.pagesByNumber,
                answers: [.page(of: DeliveryMessage.self, "推送", "deliveries")]
            ) { ask in
                let state = ask.word("state").flatMap(DeliveryMessage.State.init).map(\.stored)
                let rows = try await office.deliveries(
                    to: ask.numbered("webhook"), state, after: ask.afterNumber(), limit: ask.limit + 1, by: ask.caller())
                return .page(rows.map(DeliveryMessage.init), limit: ask.limit) { String($0.id) }
            },
            Endpoint(
                id: "retryDelivery", method: .post, path: "/v1/webhooks/{webhook}/deliveries/{delivery}/retry", tag: .webhooks,
                summary: Title(zh: "重新推送未能送达的", en: "Try once more what was given up"), right: .subscribe, effect: .once,
                answers: [.json(DeliveryMessage.self, "推送", "the delivery")], problems: [.conflict]
            ) { ask in
                @Sendable func told(_ row: Delivery) -> Reply { .json(DeliveryMessage(row)) }
                return told(
                    try await office.retry(
                        ask.numbered("delivery"), to: ask.numbered("webhook"), by: ask.caller(), under: ask.once(office, told)))
            },
        ]
    }

    private func message(_ webhook: Webhook) async throws -> WebhookMessage {
        WebhookMessage(webhook, publicKeys: try await office.publicKeys(ofWebhook: webhook.number))
    }

    /// Answers with the secret that was made. Under the key of the request the answer is kept without it: it is put in each time anew, and stands in
    /// no table.
    private func told(_ ask: Ask, _ work: (RequestKey<Webhook>?) async throws -> Webhook) async throws -> Reply {
        let publicKeys = ask.endpoint.id == "subscribe" ? [] : try await office.publicKeys(ofWebhook: ask.numbered("webhook"))
        @Sendable func bare(_ webhook: Webhook) -> WebhookSecretMessage {
            WebhookSecretMessage(WebhookMessage(webhook, publicKeys: publicKeys), number: webhook.secret, secret: "")
        }
        var made: WebhookSecretMessage
        do {
            made = bare(try await work(try await ask.once(office) { Reply.json(bare($0)) }))
        } catch let before as AnsweredBefore {
            let kept = try Reply(kept: before.answer)
            made = try JSONDecoder().decode(WebhookSecretMessage.self, from: Data(kept.body))
        }
        if made.webhook.publicKeys.isEmpty { made.webhook.publicKeys = try await office.publicKeys(ofWebhook: made.webhook.id) }
        made.secret = try await office.secret(made.number, of: made.webhook.id)
        var reply = Reply.json(made, .created)
        if ask.endpoint.id == "subscribe" { reply.location = "/v1/webhooks/\(made.webhook.id)" }
        return reply
    }
}

struct WebhookRequest: Codable, Sendable {
    var address: String
    var department: String?
    var events: [String]?
    var bundles: [String]?
}

extension DeliveryMessage.State {
    fileprivate var stored: Delivery.State {
        switch self {
        case .waiting: .waiting
        case .delivered: .delivered
        case .dead: .dead
        }
    }
}

extension Ask {
    /// A number that stands in the address; what is none is not there.
    fileprivate func numbered(_ name: String) throws(Problem) -> Int64 {
        guard let number = Int64(named(name)), number > 0 else { throw Problem(.notFound) }
        return number
    }
}

extension WebhookRequest: Described {
    static let about: Meaning = "订阅：向谁推送 · Who is to be told."
    static let meanings: [String: Meaning] = [
        "address": .uri("推送地址：`https://…`；`http://…` 限管理员写明的主机 · `https://…`, or `http://…` to a host that the administrator has named."),
        "department": .department.and(
            "推送该部门的办件；没有：请求人所属部门的，无所属部门的为全部 · Of whose cases; not there: that of whoever asks, and of one who has none: of all."),
        "events": .words(EventRecord.Kind.self, "推送哪些类型的事件；没有：全部 · The types of events of which he is told; not there: all."),
        "bundles": "推送哪些一件事的办件（编号）；没有：全部 · The bundles of whose cases he hears, by their ids; not there: all.",
    ]
}
