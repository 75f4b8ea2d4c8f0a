import Hummingbird
import Workflow

/// What whoever keeps the service running looks at; nothing of any case.
struct OperationRoutes {
    let metrics: HTTPMetrics
    let deliveries: DeliveryMetrics

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "isAlive", method: .get, path: "/healthz", tag: .operations, summary: Title(zh: "进程在运行", en: "The process runs"),
                answers: [.document(.text, "ok", "ok")]
            ) { _ in Reply(type: "text/plain", body: Array("ok\n".utf8)) },
            Endpoint(
                id: "getMetrics", method: .get, path: "/metrics", tag: .operations,
                summary: Title(zh: "Prometheus 指标", en: "Figures for Prometheus"), answers: [.document(.metrics, "指标", "figures")]
            ) { _ in Reply(type: Endpoint.MediaType.metrics.rawValue, body: Array((metrics.text + (try await deliveries.text())).utf8)) },
        ]
    }
}
