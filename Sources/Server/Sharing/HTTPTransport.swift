import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Workflow

/// Posts to a sharing service over HTTP/1.1, one connection a call: no redirects, no cookies, no compression, and no more bytes and no more time than
/// agreed. TLS begins at a proxy of one's own, as it ends at one before `licence serve` (decision 0030).
public struct HTTPTransport: SharingTransport {
    private let host: String
    private let port: Int
    private let path: String
    private let most: Int

    /// - Parameters:
    ///   - url: `http://host:port/path`.
    ///   - most: bytes of an answer.
    public init(_ url: URL, most: Int = SharingClient.mostBytes) {
        (host, port, self.most) = (url.host ?? "", url.port ?? 80, most)
        path = url.path.hasSuffix("/") ? url.path : url.path + "/"
    }

    public func post(_ operation: String, _ body: [UInt8], within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        try await ask(.POST, path + operation, body, within: milliseconds)
    }

    /// Reads what lies at the address itself.
    func get(within milliseconds: Int64) async throws(SharingFault) -> SharingResponse {
        try await ask(.GET, path == "/" ? path : String(path.dropLast()), [], within: milliseconds)
    }

    private func ask(
        _ method: HTTPMethod, _ path: String, _ body: [UInt8], within milliseconds: Int64
    ) async throws(SharingFault) -> SharingResponse {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Result<SharingResponse, SharingFault>.self)
        let (host, most) = (host, most)
        let late = loop.scheduleTask(in: .milliseconds(milliseconds)) { promise.succeed(.failure(.tooSlow)) }
        let connected = ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(milliseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(Exchange(method, host, path, body, most: most, promise))
                }
            }
            .connect(host: host, port: port)
        connected.whenFailure { _ in promise.succeed(.failure(.unreachable)) }
        // Whatever came first, nothing of the connection is left.
        promise.futureResult.whenComplete { _ in
            late.cancel()
            connected.whenSuccess { $0.close(promise: nil) }
        }
        let result: Result<SharingResponse, SharingFault>
        do { result = try await promise.futureResult.get() } catch { throw .unreachable }
        return try result.get()
    }

    /// One request and its answer.
    private final class Exchange: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias OutboundOut = HTTPClientRequestPart

        private let head: HTTPRequestHead
        private let body: [UInt8]
        private let most: Int
        private let promise: EventLoopPromise<Result<SharingResponse, SharingFault>>
        private var response = SharingResponse(status: 0, body: [])

        init(
            _ method: HTTPMethod, _ host: String, _ path: String, _ body: [UInt8], most: Int,
            _ promise: EventLoopPromise<Result<SharingResponse, SharingFault>>
        ) {
            var headers: HTTPHeaders = ["Host": host, "Connection": "close"]
            if method == .POST { headers.add(contentsOf: [("Content-Type", "application/json"), ("Content-Length", "\(body.count)")]) }
            head = HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: headers)
            (self.body, self.most, self.promise) = (body, most, promise)
        }

        func channelActive(context: ChannelHandlerContext) {
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): response.status = Int(head.status.code)
            case .body(let bytes):
                guard response.body.count + bytes.readableBytes <= most else { return end(.failure(.tooLarge), context) }
                response.body += Array(buffer: bytes)
            case .end: end(.success(response), context)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { end(.failure(.unreachable), context) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            end(.failure(error is HTTPParserError ? .malformed("HTTP") : .unreachable), context)
        }

        /// The first end counts.
        private func end(_ result: Result<SharingResponse, SharingFault>, _ context: ChannelHandlerContext) {
            promise.succeed(result)
            context.close(promise: nil)
        }
    }
}
