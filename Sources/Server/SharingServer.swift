import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Workflow

/// Serves the registry of e-licences to other offices: the operations of the sharing service, each a JSON object by POST.
public struct SharingServer: Sendable {
    /// Where it listens, once it does.
    public typealias Listening = @Sendable (_ port: Int) async -> Void

    private let office: Office
    private let host: String
    private let port: Int

    /// - Parameter port: 0: one that is free.
    public init(_ office: Office, host: String, port: Int) { (self.office, self.host, self.port) = (office, host, port) }

    /// Serves until the process is told to end (SIGINT, SIGTERM); what has begun is finished.
    public func run(_ listening: @escaping Listening) async throws {
        let router = Router()
        router.add(middleware: InEnvelope())
        for operation in SharingOperation.allCases {
            router.post(RouterPath("/\(operation.rawValue)")) { [office] request, _ in
                let body: ByteBuffer
                do { body = try await request.body.collect(upTo: Office.mostBytesAsked) } catch { throw HTTPError(.contentTooLarge) }
                let answer = await office.share(operation, Array(buffer: body))
                return Response.envelope(answer, .ok)
            }
        }
        var logger = Logger(label: "onething")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname(host, port: port), serverName: "onething"),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) }, logger: logger)
        do { try await application.runService() } catch let error where !(error is CancellationError) { throw Problem(error) }
    }

    /// Why it cannot listen.
    public enum Problem: Error, Sendable, Hashable {
        case portTaken
        /// Ports below 1024 are not everybody's.
        case notAllowed
        /// No address of this machine, or no name that is known.
        case noSuchHost
        case other

        init(_ error: any Error) {
            switch (error as? IOError)?.errnoCode {
            case EADDRINUSE: self = .portTaken
            case EACCES, EPERM: self = .notAllowed
            case EADDRNOTAVAIL: self = .noSuchHost
            case nil where error is SocketAddressError || error is SocketAddressError.UnknownHost: self = .noSuchHost
            default: self = .other
            }
        }
    }
}

/// Whoever asks for something that is not served gets an answer of the same form.
private struct InEnvelope: RouterMiddleware {
    typealias Context = BasicRequestContext

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
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
