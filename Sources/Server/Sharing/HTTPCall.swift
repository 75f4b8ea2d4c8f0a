import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Workflow

/// One request and its answer over HTTP/1.1, on a connection of its own: no redirects, no cookies, no compression, and no more bytes and no more time
/// than agreed (decision 0030).
struct HTTPCall: Sendable {
    var head: HTTPRequestHead
    var body: [UInt8]
    /// Bytes of an answer.
    var most: Int
    /// What comes after so many bytes is not read, and what came is the answer; else there is none.
    var cutsOff = false

    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: [UInt8]
    }

    /// A post with just these headers, and those that a message needs.
    init(post target: String, host: String, _ headers: [(String, String)], _ body: [UInt8], most: Int, cutsOff: Bool = false) {
        head = HTTPRequestHead(
            version: .http1_1, method: .POST, uri: target,
            headers: HTTPHeaders([("Host", host)] + headers + [("Content-Length", "\(body.count)"), ("Connection", "close")]))
        (self.body, self.most, self.cutsOff) = (body, most, cutsOff)
    }

    /// Asks for what lies at a target.
    init(get target: String, host: String, most: Int) {
        head = HTTPRequestHead(version: .http1_1, method: .GET, uri: target, headers: ["Host": host, "Connection": "close"])
        (body, self.most) = ([], most)
    }

    /// - Parameter milliseconds: within which the whole answer must have come.
    func answer(
        within milliseconds: Int64, connecting: (ClientBootstrap) -> EventLoopFuture<any Channel>
    ) async throws(SharingFault) -> Answer {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: Result<Answer, SharingFault>.self)
        let late = loop.scheduleTask(in: .milliseconds(milliseconds)) { promise.succeed(.failure(.tooSlow)) }
        let connected = connecting(
            ClientBootstrap(group: loop)
                .connectTimeout(.milliseconds(milliseconds))
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHTTPClientHandlers()
                        try channel.pipeline.syncOperations.addHandler(Exchange(self, promise))
                    }
                })
        connected.whenFailure { _ in promise.succeed(.failure(.unreachable)) }
        // Whatever came first, nothing of the connection is left.
        promise.futureResult.whenComplete { _ in
            late.cancel()
            connected.whenSuccess { $0.close(promise: nil) }
        }
        let result: Result<Answer, SharingFault>
        do {
            result = try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                promise.succeed(.failure(.unreachable))
            }
        } catch { throw .unreachable }
        return try result.get()
    }

    private final class Exchange: ChannelInboundHandler {
        typealias InboundIn = HTTPClientResponsePart
        typealias OutboundOut = HTTPClientRequestPart

        private let call: HTTPCall
        private let promise: EventLoopPromise<Result<Answer, SharingFault>>
        private var answer = Answer(status: 0, headers: [:], body: [])

        init(_ call: HTTPCall, _ promise: EventLoopPromise<Result<Answer, SharingFault>>) { (self.call, self.promise) = (call, promise) }

        func channelActive(context: ChannelHandlerContext) {
            context.write(wrapOutboundOut(.head(call.head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: call.body)))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): (answer.status, answer.headers) = (Int(head.status.code), head.headers)
            case .body(let bytes):
                guard answer.body.count + bytes.readableBytes <= call.most else {
                    return end(call.cutsOff ? .success(answer) : .failure(.tooLarge), context)
                }
                answer.body += Array(buffer: bytes)
            case .end: end(.success(answer), context)
            }
        }

        func channelInactive(context: ChannelHandlerContext) { end(.failure(.unreachable), context) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            end(.failure(error is HTTPParserError ? .malformed("HTTP") : .unreachable), context)
        }

        /// The first end counts.
        private func end(_ result: Result<Answer, SharingFault>, _ context: ChannelHandlerContext) {
            promise.succeed(result)
            context.close(promise: nil)
        }
    }
}
