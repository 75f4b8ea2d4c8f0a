import Foundation
import Hummingbird
import Logging
import Workflow

/// Outside of everything else: whatever goes wrong is told as a problem, and every answer has the headers that keep it where it belongs.
struct Problems: RouterMiddleware {
    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let context = context.reading(Language(accepting: request.headers[.acceptLanguage]))
        var response: Response
        do { response = try await next(request, context) } catch is CancellationError { throw CancellationError() } catch {
            let (problem, instance) = (Problem(error), UUID())
            // The kind of the error and no more: what it says may be of somebody.
            if problem.code == .fault {
                context.log.error(
                    "fault", metadata: ["instance": "urn:uuid:\(instance.uuidString.lowercased())", "kind": "\(type(of: error))"])
            }
            context.trace.code = problem.name
            response = problem.response(context.language, instance: instance, trace: context.trace.id)
        }
        for field in Self.always where response.headers[field.name] == nil { response.headers.append(field) }
        return response
    }

    static let always: HTTPFields = [
        .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
        .contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'", .init("Referrer-Policy")!: "no-referrer",
    ]
}
