import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// A connection of HTTP/1.1 with a gate before it.
struct BoundedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    private let http: HTTP1Channel
    private let limits: Limits
    private let count: ConnectionCount
    private let refused: @Sendable (Problem.Code) -> Void

    init(
        _ responder: @escaping HTTPChannelHandler.Responder, _ limits: Limits, _ count: ConnectionCount,
        refused: @escaping @Sendable (Problem.Code) -> Void
    ) {
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes, maxHeaderFieldCount: limits.headers)))
        (self.limits, self.count, self.refused) = (limits, count, refused)
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let address = Address(channel.remoteAddress)
        let hasRoom = count.open(address)
        channel.closeFuture.whenComplete { [count] _ in count.close(address) }
        let gate = Gate(limits, count, hasRoom: hasRoom, refused: refused)
        do {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(gate)
            let ready = http.setup(channel: channel, logger: logger)
            try pipeline.addHandler(
                Turns(gate), position: .after(pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)))
            return ready
        } catch { return channel.eventLoop.makeFailedFuture(error) }
    }

    func handle(value: Value, logger: Logger) async { await http.handle(value: value, logger: logger) }
}
