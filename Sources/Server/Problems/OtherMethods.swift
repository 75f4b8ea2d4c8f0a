import Hummingbird

/// Whoever asks for a path with a method that it does not have is told which it has (RFC 9110, 15.5.6).
struct OtherMethods: RouterMiddleware {
    private let routes: [(steps: [Substring], methods: [HTTPRequest.Method])]

    /// - Parameter routes: paths, with names in braces, and their methods.
    init(_ routes: [(path: String, method: HTTPRequest.Method)]) {
        self.routes = Dictionary(grouping: routes, by: \.path).map { (Self.steps($0), $1.map(\.method)) }
    }

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError where error.status == .notFound {
            let steps = Self.steps(request.uri.path)
            guard let route = routes.first(where: { Self.fits($0.steps, steps) }), !route.methods.contains(request.method) else {
                throw error
            }
            let methods = route.methods + (route.methods.contains(.get) ? [.head] : [])
            throw Problem(.methodNotAllowed, headers: [.allow: methods.map(\.rawValue).sorted().joined(separator: ", ")])
        }
    }

    private static func steps(_ path: String) -> [Substring] { path.split(separator: "/") }

    private static func fits(_ route: [Substring], _ path: [Substring]) -> Bool {
        route.count == path.count && zip(route, path).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
