import Logging
import Hummingbird
import Synchronization
import Workflow

/// How long requests took, by route, method and status, as Prometheus reads it (text format 0.0.4). A label is never anything that somebody sent:
/// the route is the one of the table, and a method that is none of ours is `other`.
final class HTTPMetrics: Sendable {
    private struct Labels: Hashable {
        var route: String
        var method: String
        var code: Int
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]

    private let histograms = Mutex<[Labels: DurationHistogram]>([:])

    func record(route: String?, method: HTTPRequest.Method?, code: Int, seconds: Double) {
        let labels = Labels(
            route: route ?? "none", method: Self.name(of: method), code: code)
        let histogram = histograms.withLock { histograms in
            if let known = histograms[labels] { return known }
            let new = DurationHistogram()
            histograms[labels] = new
            return new
        }
        histogram.record(seconds: seconds)
    }

    /// A method that is none of ours has no name of its own.
    static func name(of method: HTTPRequest.Method?) -> String {
        method.flatMap { methods.contains($0) ? $0.rawValue : nil } ?? "other"
    }

    var text: MetricsText {
        var text = MetricsText()
        text.family(
            "onething_http_request_duration_seconds", .histogram, "Time from the head of a request to the head of its answer.",
            histograms.withLock { $0 }.sorted { ($0.key.route, $0.key.method, $0.key.code) < ($1.key.route, $1.key.method, $1.key.code) }
                .map { labels, histogram in
                    ([("route", labels.route), ("method", labels.method), ("code", "\(labels.code)")], histogram.counts)
                })
        return text
    }
}

/// Measures every request, and writes one line of it to the log: never the path, and never who it was.
struct Measuring: RouterMiddleware {
    let metrics: HTTPMetrics

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let from = ContinuousClock.now
        let context = context.traced(Trace(parent: request.headers[.init("traceparent")!]))
        let response = try await next(request, context)
        let route = context.endpointPath == "NotFound" ? nil : context.endpointPath
        let seconds = from.duration(to: .now) / .seconds(1)
        metrics.record(route: route, method: request.method, code: response.status.code, seconds: seconds)
        guard context.logger.logLevel <= .info else { return response }
        var line: Logger.Metadata = [
            "route": "\(route ?? "none")", "method": "\(HTTPMetrics.name(of: request.method))", "status": "\(response.status.code)",
            "seconds": "\((seconds * 1e6).rounded() / 1e6)", "role": "\(context.trace.role ?? "none")",
        ]
        // Not of what comes piece by piece.
        if let bytes = response.body.contentLength { line["bytes"] = "\(bytes)" }
        if let code = context.trace.code { line["code"] = "\(code)" }
        context.log.info("request", metadata: line)
        return response
    }
}
