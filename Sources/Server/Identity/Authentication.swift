import Hummingbird
import Workflow

/// Lets through whoever shows a token that holds (RFC 6750), and says from then on who he is.
struct Authentication: RouterMiddleware {
    let issuer: TokenIssuer
    let office: Office

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let token = Self.token(request), var identity = await issuer.identity(of: token) else { throw Problem(.unauthenticated) }
        if let holder = identity.holder { identity.caller.person = try await office.pseudonym(of: holder) }
        return try await next(request, context.with(identity))
    }

    /// One header, and nothing else in it: a token in the address would stand in logs.
    private static func token(_ request: Request) -> String? {
        let values = request.headers[values: .authorization]
        guard values.count == 1 else { return nil }
        let words = values[0].split(separator: " ", omittingEmptySubsequences: false)
        return words.count == 2 && words[0].lowercased() == "bearer" ? String(words[1]) : nil
    }
}
