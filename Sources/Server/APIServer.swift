import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Workflow

/// Serves an office over HTTP: the API under `/v1`, and its registry to other offices under `/sharing`.
public struct APIServer: Sendable {
    private let office: Office
    private let authentication: Authentication
    private let host: String
    private let port: Int
    private let webhooks: WebhookGuard
    private let delivery: WebhookDelivery
    /// How many may follow cases.
    var live = LiveStreams()
    private let limits: Limits
    private let metrics = HTTPMetrics()
    private let operation: ServerOperation

    /// - Parameters:
    ///   - port: 0: one that is free.
    ///   - webhooks: to whom messages may go.
    public init(
        _ office: Office, issuer: TokenIssuer?, outside: OutsideIssuer? = nil, host: String, port: Int, limits: Limits = Limits(),
        operation: ServerOperation = ServerOperation(), webhooks: WebhookGuard = .closed
    ) {
        (self.office, self.host, self.port, self.limits, self.operation) = (office, host, port, limits, operation)
        self.webhooks = webhooks
        authentication = Authentication(office, issuer: issuer, outside: outside)
        delivery = WebhookDelivery(office, over: WebhookPost(guard: webhooks))
    }

    /// Addresses that nobody reaches from another machine.
    public static func isLocal(_ host: String) -> Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// Serves until the process is told to end (SIGINT, SIGTERM); what has begun is finished.
    /// - Throws: `CannotListen`.
    public func run(_ listening: @escaping Listening) async throws {
        let logger = operation.logger
        var beside: [any Service] = [DeliveryService(delivery: delivery)]
        if let seconds = operation.seconds {
            beside.append(Housekeeping(office: office, folder: operation.exchange, seconds: seconds, logger: logger))
        }
        if let republish = operation.republish { beside.append(Republishing(republish: republish)) }
        try await serve(router(), host: host, port: port, limits, listening, logger: logger, beside: beside) { [metrics] code in
            metrics.record(route: nil, method: nil, code: code.status.code, seconds: 0)
            logger.info("refused", metadata: ["code": "\(code.rawValue)", "status": "\(code.status.code)"])
        }
    }

    /// What `/openapi.json` says, for whoever makes a client before there is a server.
    public static func document(_ language: Language) -> String {
        let server = APIServer(Office(store: MemoryStore()), issuer: nil, host: "127.0.0.1", port: 0)
        return OpenAPI(server.api(server.metrics).endpoints).document(language).pretty + "\n"
    }

    func api(_ metrics: HTTPMetrics) -> API {
        API(
            office, metrics, DeliveryMetrics(office: office, delivery: delivery), webhooks, live, store: operation.store,
            disk: operation.disk)
    }

    func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let workload = Workload(limits)
        router.add(middleware: Measuring(metrics: metrics))
        router.add(middleware: Problems())
        let endpoints = api(metrics).endpoints
        let served = endpoints.map { ($0.path, $0.method) } + SharingOperation.allCases.map { ("/sharing/\($0.rawValue)", .post) }
        router.add(middleware: OtherMethods(served))
        SharingRoutes(office: office, workload: workload).add(to: router.group("sharing").add(middleware: InEnvelope()))
        let serving = Serving(endpoints, authentication, office: office, workload: workload, disk: operation.disk)
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await serving.response(to: endpoint, request, context)
            }
        }
        return router
    }
}
