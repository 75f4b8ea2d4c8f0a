import Hummingbird
import Workflow

/// What whoever keeps the service running looks at; nothing of any case.
struct OperationRoutes {
    let metrics: HTTPMetrics
    let deliveries: DeliveryMetrics
    let store: (any EventStore)?
    let disk: Disk?
    let figures: OfficeFigures

    var endpoints: [Endpoint] {
        [
            Endpoint(
                id: "isAlive", method: .get, path: "/healthz", tag: .operations, summary: Title(zh: "进程在运行", en: "The process runs"),
                answers: [.document(.text, "正常：ok", "`ok`: it runs")]
            ) { _ in Reply(type: "text/plain", body: Array("ok\n".utf8)) },
            Endpoint(
                id: "isReady", method: .get, path: "/readyz", tag: .operations,
                summary: Title(zh: "能否办理：SQLite、定义、磁盘", en: "Whether requests can be worked on: SQLite, definitions, disk"),
                answers: [.json(Readiness.self, "可以办理", "they can")], problems: [.notReady]
            ) { _ in
                guard let store else { throw Problem(.notReady) }
                let readiness = await Readiness(store, disk)
                guard readiness.ready else {
                    let words = readiness.reasons.joined(separator: ", ")
                    throw Problem(.notReady, Title(zh: words, en: words), headers: [.retryAfter: "10"])
                }
                return .json(readiness)
            },
            Endpoint(
                id: "getMetrics", method: .get, path: "/metrics", tag: .operations,
                summary: Title(zh: "Prometheus 指标", en: "Figures for Prometheus"), answers: [.document(.metrics, "指标", "figures")]
            ) { _ in
                let all = metrics.text + ProcessFigures().text + (await figures.text()) + (try await deliveries.text())
                return Reply(type: Endpoint.MediaType.metrics.rawValue, body: Array(all.text.utf8))
            },
        ]
    }
}
