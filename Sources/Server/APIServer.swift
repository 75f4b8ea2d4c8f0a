import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Workflow

/// Serves an office over HTTP: the API under `/v1`, and its registry to other offices under `/sharing`.
public struct APIServer: Sendable {
    private let office: Office
    private let issuer: TokenIssuer
    private let host: String
    private let port: Int
    private let webhooks: WebhookGuard
    private let delivery: WebhookDelivery
    /// How many may follow cases.
    var live = LiveStreams()

    /// - Parameters:
    ///   - port: 0: one that is free.
    ///   - webhooks: to whom messages may go.
    public init(_ office: Office, issuer: TokenIssuer, host: String, port: Int, webhooks: WebhookGuard = .closed) {
        (self.office, self.issuer, self.host, self.port, self.webhooks) = (office, issuer, host, port, webhooks)
        delivery = WebhookDelivery(office, over: WebhookPost(guard: webhooks))
    }

    /// Addresses that nobody reaches from another machine.
    public static func isLocal(_ host: String) -> Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// Serves until the process is told to end (SIGINT, SIGTERM); what has begun is finished.
    /// - Throws: `CannotListen`.
    public func run(_ listening: @escaping Listening) async throws {
        try await serve(router(), host: host, port: port, beside: [DeliveryService(delivery: delivery)], listening)
    }

    func api(_ metrics: HTTPMetrics) -> API {
        API(office, metrics, DeliveryMetrics(office: office, delivery: delivery), webhooks, live)
    }

    func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let metrics = HTTPMetrics()
        router.add(middleware: Measuring(metrics: metrics))
        router.add(middleware: Problems())
        let endpoints = api(metrics).endpoints
        let served = endpoints.map { ($0.path, $0.method) } + SharingOperation.allCases.map { ("/sharing/\($0.rawValue)", .post) }
        router.add(middleware: OtherMethods(served))
        SharingRoutes(office: office).add(to: router.group("sharing").add(middleware: InEnvelope()))
        let serving = Serving(endpoints, issuer: issuer, office: office)
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await serving.response(to: endpoint, request, context)
            }
        }
        return router
    }
}
