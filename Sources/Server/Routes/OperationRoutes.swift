import Hummingbird
import Workflow

/// What whoever keeps the service running looks at; nothing of any case.
struct OperationRoutes {
    let metrics: HTTPMetrics

    func add(to router: Router<APIContext>) {
        router.get("healthz") { _, _ in
            Response(status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
        }
        router.get("metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4"], body: .init(byteBuffer: ByteBuffer(string: metrics.text))
            )
        }
    }
}
