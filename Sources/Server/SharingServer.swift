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
        for operation in SharingOperation.allCases {
            router.post(RouterPath("/\(operation.rawValue)")) { [office] request, _ in
                let body: ByteBuffer
                do { body = try await request.body.collect(upTo: Office.mostBytesAsked) } catch { throw HTTPError(.contentTooLarge) }
                let answer = await office.share(operation, Array(buffer: body))
                var headers = HTTPFields()
                headers[.contentType] = "application/json; charset=utf-8"
                headers[.cacheControl] = "no-store"
                return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: answer)))
            }
        }
        var logger = Logger(label: "onething")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname(host, port: port), serverName: "onething"),
            onServerRunning: { channel in await listening(channel.localAddress?.port ?? port) }, logger: logger)
        try await application.runService()
    }
}
