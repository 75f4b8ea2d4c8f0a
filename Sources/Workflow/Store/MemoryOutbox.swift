/// The outbox in memory.
struct MemoryOutbox: OutboxReader {
    var subscribers: [Int64: Webhook] = [:]
    var rows: [Int64: Delivery] = [:]

    func webhook(_ number: Int64) -> Webhook? { subscribers[number] }
    func webhooks() -> [Webhook] { subscribers.values.sorted { $0.number < $1.number } }
    func delivery(_ number: Int64) -> Delivery? { rows[number] }

    func deliveries(to webhook: Int64, _ state: Delivery.State?, after number: Int64, limit: Int) -> [Delivery] {
        let found = rows.values.filter { $0.webhook == webhook && $0.number > number && (state == nil || $0.state == state) }
        return Array(found.sorted { $0.number < $1.number }.prefix(limit))
    }

    func deliveries(to webhook: Int64, dueBy instant: Int64, limit: Int) -> [Delivery] {
        let due = rows.values.filter { row in row.webhook == webhook && row.nextAt.map { $0 <= instant } ?? false }
        return Array(due.sorted { ($0.nextAt ?? 0, $0.number) < ($1.nextAt ?? 0, $1.number) }.prefix(limit))
    }

    func nextDue(to webhook: Int64) -> Int64? { rows.values.filter { $0.webhook == webhook }.compactMap(\.nextAt).min() }

    func firstWaiting(to webhook: Int64, of id: CaseID) -> Delivery? {
        rows.values.filter { $0.webhook == webhook && $0.caseID == id && $0.state == .waiting }.min { $0.seq < $1.seq }
    }

    func oldestWaiting() -> Int64? { rows.values.filter { $0.state == .waiting }.map(\.at).min() }

    mutating func keep(_ webhook: Webhook) -> Int64 {
        var webhook = webhook
        if webhook.number == 0 { webhook.number = (subscribers.keys.max() ?? 0) + 1 }
        subscribers[webhook.number] = webhook
        return webhook.number
    }

    mutating func keep(_ delivery: Delivery) -> Int64 {
        var delivery = delivery
        if delivery.number == 0 { delivery.number = (rows.keys.max() ?? 0) + 1 }
        rows[delivery.number] = delivery
        return delivery.number
    }

    mutating func giveUp(to webhook: Int64, as result: String) {
        for var row in rows.values where row.webhook == webhook && row.state == .waiting {
            (row.state, row.result, row.nextAt) = (.dead, result, nil)
            rows[row.number] = row
        }
    }

    mutating func forgetDeliveries(deliveredBefore: Int64, deadBefore: Int64, limit: Int) -> Int {
        let old = rows.values.filter { row in
            switch row.state {
            case .waiting: false
            case .delivered: row.at < deliveredBefore
            case .dead: row.at < deadBefore
            }
        }
        for row in old.sorted(by: { $0.number < $1.number }).prefix(limit) { rows[row.number] = nil }
        return min(old.count, limit)
    }
}
