import Logging
import Hummingbird
import NIOCore
import Workflow

/// The registry of e-licences for other offices: the operations of the sharing service, each a JSON object by POST.
struct SharingRoutes {
    let office: Office
    let workload: Workload

    func add<Context: RequestContext>(to routes: some RouterMethods<Context>) {
        for operation in SharingOperation.allCases {
            routes.post(RouterPath("/\(operation.rawValue)")) { [office, workload] request, context in
                let body: ByteBuffer
                do { body = try await request.body.collect(upTo: Office.mostBytesAsked) } catch is NIOTooManyBytesError {
                    throw HTTPError(.contentTooLarge)
                } catch {
                    throw HTTPError(.badRequest)
                }
                let answer = try await workload.whileThereIsRoom {
                    await office.share(operation, Array(buffer: body)) { error in
                        let log = (context as? APIContext)?.log ?? context.logger
                        log.error("fault", metadata: ["operation": "\(operation.rawValue)", "kind": "\(type(of: error))"])
                    }
                }
                return Response.envelope(answer, .ok)
            }
        }
    }
}

/// Whoever asks for something that is not served gets an answer of the same form.
struct InEnvelope<Context: RequestContext>: RouterMiddleware {
    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        do { return try await next(request, context) } catch let error as HTTPError {
            return Response.envelope(Office.refusal(isTooLarge: error.status == .contentTooLarge), error.status)
        }
    }
}

extension Response {
    fileprivate static func envelope(_ bytes: [UInt8], _ status: HTTPResponse.Status) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = "application/json; charset=utf-8"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
