import ServiceLifecycle
import Workflow

/// Sends messages to subscribers as long as the server serves.
struct DeliveryService: Service {
    let delivery: WebhookDelivery

    func run() async { await cancelWhenGracefulShutdown { await delivery.run() } }
}
