import Workflow

/// What became of messages to subscribers, as Prometheus reads it.
struct DeliveryMetrics: Sendable {
    let office: Office
    let delivery: WebhookDelivery

    func text() async throws -> String {
        let (lag, counts) = (try await office.outboxLag(), delivery.counts)
        let lines = [
            "# HELP onething_outbox_lag_seconds Age of the oldest message to a subscriber that waits.",
            "# TYPE onething_outbox_lag_seconds gauge", "onething_outbox_lag_seconds \(lag)",
            "# HELP onething_webhook_deliveries_total Tries to deliver messages to subscribers, by what came of them.",
            "# TYPE onething_webhook_deliveries_total counter",
        ]
        let results = WebhookDelivery.Result.allCases.map { result in
            "onething_webhook_deliveries_total{result=\"\(result.rawValue)\"} \(counts[result] ?? 0)"
        }
        return (lines + results).joined(separator: "\n") + "\n"
    }
}
