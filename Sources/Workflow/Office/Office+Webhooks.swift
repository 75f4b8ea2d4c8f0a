/// Who is told what happens to cases, outside of the office.
extension Office {
    /// As many may listen, of all departments and of one.
    static let (mostWebhooks, mostWebhooksOfOne) = (200, 10)
    /// How long the secret before signs beside a new one.
    static let millisecondsOfFormerSecret: Int64 = 86_400_000

    /// Tells a subscriber of everything that happens from now on to cases that are his department's to see.
    /// - Parameters:
    ///   - address: to which the transport may send.
    ///   - department: nil: that of whoever asks; who has none hears of all cases.
    ///   - events: the types of events of which he is told; none: of all.
    ///   - bundles: of whose cases; none: of all.
    /// - Throws: `WebhookProblem`, `UnknownWord`.
    public func subscribe(
        _ address: String, of department: String? = nil, events: Set<String> = [], bundles: Set<String> = [], by caller: Caller,
        under key: RequestKey<Webhook>? = nil
    ) async throws -> Webhook {
        try Rights.check(.subscribe, by: caller.role)
        if address.namesACitizen { throw WebhookProblem.namesSomebody }
        return try await write(under: key) { [self] store in
            let of = caller.department ?? department
            // Another's cases are none of his, whether there is such a department or not.
            if let department, let own = caller.department, own != department { throw WebhookProblem.otherDepartment }
            if let of { _ = try shelf.current(in: store).compilation.shared.place(ofDepartment: of) }
            let types = EventRecord.Kind.allCases.map(\.rawValue)
            if let none = events.subtracting(types).min() { throw UnknownWord(.eventType, none, known: types.sorted()) }
            for bundle in bundles.sorted() { _ = try shelf.current(in: store).rules(of: bundle) }
            let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
            let outbox = store.outboxWriter
            let live = try outbox.webhooks().filter { $0.endedAt == nil }
            guard live.count < Self.mostWebhooks, live.count(where: { $0.department == of }) < Self.mostWebhooksOfOne else {
                throw WebhookProblem.tooMany
            }
            if live.contains(where: { $0.address == address && $0.department == of }) { throw WebhookProblem.alreadyThere }
            var webhook = Webhook(
                number: 0, department: of, address: address, source: "urn:onething:office:" + secrets.serial(of: "office"),
                since: clock.milliseconds, secret: 1, events: events.sorted(), bundles: bundles.sorted())
            webhook.number = try outbox.keep(webhook)
            return webhook
        }
    }

    /// Those that somebody sees: his department's, or all.
    public func webhooks(by caller: Caller) async throws -> [Webhook] {
        try Rights.check(.subscribe, by: caller.role)
        return try await store.read { store in try store.outbox.webhooks().filter { Self.mayKeep($0, caller) } }
    }

    public func webhook(_ number: Int64, by caller: Caller) async throws -> Webhook {
        try Rights.check(.subscribe, by: caller.role)
        return try await store.read { try Self.webhook(number, caller, $0.outbox) }
    }

    /// He is told no more, and what waits for him is given up.
    public func unsubscribe(_ number: Int64, by caller: Caller) async throws {
        try Rights.check(.subscribe, by: caller.role)
        let now = clock.milliseconds
        try await store.write { store in
            let webhook = try Self.webhook(number, caller, store.outboxWriter)
            if webhook.endedAt == nil { try store.outboxWriter.end(webhook, .removed, at: now) }
        }
    }

    /// A new secret; the one before it signs as well for a day.
    public func renewSecret(of number: Int64, by caller: Caller, under key: RequestKey<Webhook>? = nil) async throws -> Webhook {
        try Rights.check(.subscribe, by: caller.role)
        let now = clock.milliseconds
        return try await write(under: key) { store in
            var webhook = try Self.webhook(number, caller, store.outboxWriter)
            guard webhook.endedAt == nil else { throw WebhookProblem.ended }
            (webhook.secret, webhook.formerUntil) = (webhook.secret + 1, now + Self.millisecondsOfFormerSecret)
            _ = try store.outboxWriter.keep(webhook)
            return webhook
        }
    }

    /// A secret as the subscriber has it, told to whoever has just had it made: `whsec_…`.
    public func secret(_ which: Int, of number: Int64) async throws -> String {
        try await store.read { [keys] store in
            WebhookSigner.text(ofSecret: try OfficeSecrets(keys, store).secret(which, ofWebhook: number))
        }
    }

    /// By which a subscriber checks what was signed without a secret: `whpk_…`, one made of each master key, the newest first.
    public func publicKeys(ofWebhook number: Int64) async throws -> [String] {
        let masters = try keys.keys(creating: false)
        return WebhookSigner(secrets: [], masters, webhook: number).publicKeys
    }

    /// What is on its way to a subscriber, or was; by numbers.
    public func deliveries(
        to number: Int64, _ state: Delivery.State? = nil, after: Int64 = 0, limit: Int, by caller: Caller
    ) async throws -> [Delivery] {
        try Rights.check(.subscribe, by: caller.role)
        return try await store.read { store in
            let webhook = try Self.webhook(number, caller, store.outbox)
            return try store.outbox.deliveries(to: webhook.number, state, after: after, limit: limit)
        }
    }

    /// Tries once more what was given up, as if it had been written now.
    public func retry(
        _ delivery: Int64, to number: Int64, by caller: Caller, under key: RequestKey<Delivery>? = nil
    ) async throws -> Delivery {
        try Rights.check(.subscribe, by: caller.role)
        let now = clock.milliseconds
        return try await write(under: key) { store in
            if try store.origin() != nil { throw CopyIsSilent() }
            let outbox = store.outboxWriter
            let webhook = try Self.webhook(number, caller, outbox)
            guard var row = try outbox.delivery(delivery), row.webhook == webhook.number else { throw WebhookProblem.notFound }
            guard webhook.endedAt == nil else { throw WebhookProblem.ended }
            guard row.state == .dead else { throw WebhookProblem.notDead }
            // What waits behind it of the same case waits for it.
            if var head = try outbox.firstWaiting(to: number, of: row.caseID), head.seq > row.seq {
                head.nextAt = nil
                _ = try outbox.keep(head)
            }
            (row.state, row.until, row.nextAt) = (.waiting, now + Self.millisecondsTried, nil)
            _ = try outbox.keep(row)
            try outbox.queue(to: number, of: row.caseID, from: now)
            return try outbox.delivery(delivery) ?? row
        }
    }

    /// How many seconds ago the oldest that waits was written; 0: nothing waits.
    public func outboxLag() async throws -> Double {
        let now = clock.milliseconds
        return try await store.read { try $0.outbox.oldestWaiting() }.map { Double(max(0, now - $0)) / 1_000 } ?? 0
    }

    private static func mayKeep(_ webhook: Webhook, _ caller: Caller) -> Bool {
        caller.role.isOfDepartment ? caller.department != nil && caller.department == webhook.department : true
    }

    private static func webhook(_ number: Int64, _ caller: Caller, _ outbox: any OutboxReader) throws -> Webhook {
        guard let webhook = try outbox.webhook(number), mayKeep(webhook, caller) else { throw WebhookProblem.notFound }
        return webhook
    }
}

extension OutboxWriter {
    func end(_ webhook: Webhook, _ end: Webhook.End, at now: Int64) throws {
        var webhook = webhook
        (webhook.endedAt, webhook.end) = (now, end)
        _ = try keep(webhook)
        try giveUp(to: webhook.number, as: end.rawValue)
    }
}

/// Why a subscription is not as somebody wants it; nothing has changed.
public enum WebhookProblem: Error, Sendable, Hashable {
    /// There is none, or none of his.
    case notFound
    case otherDepartment, tooMany, alreadyThere, ended, notDead, namesSomebody

    public var message: Title {
        switch self {
        case .notFound: Title(zh: "没有此订阅或推送", en: "there is no such subscription or delivery")
        case .otherDepartment: Title(zh: "只能订阅本部门的办件", en: "subscribe to the cases of your own department only")
        case .tooMany:
            Title(
                zh: "订阅已满：每个部门至多 \(Office.mostWebhooksOfOne) 个，共 \(Office.mostWebhooks) 个",
                en: "there are too many: at most \(Office.mostWebhooksOfOne) of a department, \(Office.mostWebhooks) of all")
        case .alreadyThere: Title(zh: "此地址已订阅", en: "this address is subscribed already")
        case .ended: Title(zh: "订阅已结束", en: "the subscription is over")
        case .notDead: Title(zh: "只有未能送达的才能重发", en: "only what was given up is tried once more")
        case .namesSomebody: Title(zh: "地址中不得有公民身份号码", en: "no citizen's number may stand in an address")
        }
    }
}

extension Actor.Role {
    /// Whoever has it works for one of the departments.
    public var isOfDepartment: Bool { self == .officer || self == .supervisor || self == .departmentSystem }
}
