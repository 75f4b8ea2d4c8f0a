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
    private let limits: Limits
    private let metrics = HTTPMetrics()
    private let operation: ServerOperation

    /// - Parameter port: 0: one that is free.
    public init(
        _ office: Office, issuer: TokenIssuer?, outside: OutsideIssuer? = nil, host: String, port: Int, limits: Limits = Limits(),
        operation: ServerOperation = ServerOperation()
    ) {
        (self.office, self.host, self.port, self.limits, self.operation) = (office, host, port, limits, operation)
        authentication = Authentication(office, issuer: issuer, outside: outside)
    }

    /// Addresses that nobody reaches from another machine.
    public static func isLocal(_ host: String) -> Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }

    /// Serves until the process is told to end (SIGINT, SIGTERM); what has begun is finished.
    /// - Throws: `CannotListen`.
    public func run(_ listening: @escaping Listening) async throws {
        let logger = operation.logger
        let housekeeping = operation.seconds.map {
            Housekeeping(office: office, folder: operation.exchange, seconds: $0, logger: logger)
        }
        try await serve(
            router(), host: host, port: port, limits, listening, logger: logger, beside: housekeeping.map { [$0] } ?? []
        ) { [metrics] code in
            metrics.record(route: nil, method: nil, code: code.status.code, seconds: 0)
            logger.info("refused", metadata: ["code": "\(code.rawValue)", "status": "\(code.status.code)"])
        }
    }

    func router() -> Router<APIContext> {
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        let workload = Workload(limits)
        router.add(middleware: Measuring(metrics: metrics))
        router.add(middleware: Problems())
        SharingRoutes(office: office, workload: workload).add(to: router.group("sharing").add(middleware: InEnvelope()))
        let endpoints = API(office, metrics, store: operation.store, disk: operation.disk).endpoints
        let serving = Serving(endpoints, authentication, office: office, workload: workload, disk: operation.disk)
        for endpoint in endpoints {
            router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
                try await serving.response(to: endpoint, request, context)
            }
        }
        router.refuseOtherMethods()
        return router
    }
}

extension Router<APIContext> {
    /// Whoever asks for a path with a method that it does not have is told which it has (RFC 9110, 15.5.6).
    fileprivate func refuseOtherMethods() {
        var allowed: [String: [HTTPRequest.Method]] = [:]
        for route in routes { allowed[route.path.description, default: []].append(route.method) }
        for (path, methods) in allowed {
            let methods = methods + (methods.contains(.get) ? [.head] : [])
            let names = methods.map(\.rawValue).sorted().joined(separator: ", ")
            for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect]
            where !methods.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in throw Problem(.methodNotAllowed, headers: [.allow: names]) }
            }
        }
    }
}
