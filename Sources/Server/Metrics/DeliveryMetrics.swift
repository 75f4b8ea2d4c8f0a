import Workflow

/// What became of messages to subscribers.
struct DeliveryMetrics: Sendable {
    let office: Office
    let delivery: WebhookDelivery

    func text() async throws -> MetricsText {
        let (lag, counts) = (try await office.outboxLag(), delivery.counts)
        var text = MetricsText()
        text.family("onething_outbox_lag_seconds", .gauge, "Age of the oldest message to a subscriber that waits.", lag)
        text.family(
            "onething_webhook_deliveries_total", .counter, "Tries to deliver messages to subscribers, by what came of them.",
            WebhookDelivery.Result.allCases.map { ([("result", $0.rawValue)], counts[$0] ?? 0) })
        return text
    }
}
