import NIOCore
import NIOHTTP1

/// Tells the gate where answers begin and end, and what the parser behind it would not take.
final class Turns: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    private let gate: Gate

    init(_ gate: Gate) { self.gate = gate }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            if gate.answerBegins() { head.headers.replaceOrAdd(name: "Connection", value: "close") }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            context.writeAndFlush(data, promise: promise)
            gate.answerEnds()
        default: context.write(data, promise: promise)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is HTTPParserError { gate.refuse(Refusal(.badRequest)) }
        context.fireErrorCaught(error)
    }
}

@available(*, unavailable)
extension Turns: Sendable {}
