import Foundation
import Hummingbird
import NIOCore
import Workflow

/// Stands where bytes come in, before anything reads them as HTTP: lets one request through at a time, whole heads only, and ends the connection of
/// whoever takes too long, sends too much, or sends what could be read in two ways.
final class Gate: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private enum Part {
        /// A head is to come.
        case head
        case bytes(left: Int)
        case chunks(ChunkedBody)
        /// The request is there; the next one waits until this one is answered.
        case whole
    }

    private let limits: Limits
    private let count: ConnectionCount
    private let hasRoom: Bool
    private let refused: @Sendable (Problem.Code) -> Void

    private var part = Part.head
    private var waiting = ByteBuffer()
    private var held = 0
    private var isAnswering = false
    private var answerHasBegun = false
    private var isLast = false
    /// Nothing that comes counts any more.
    private var isOver = false
    private var language = Language.zh
    private var timer: Scheduled<Void>?
    private var stalled: Scheduled<Void>?
    private var bodyFrom = NIODeadline.now()
    private var bodyBytes: Int64 = 0
    private var context: ChannelHandlerContext?

    /// - Parameter refused: is told of every request that came to nothing here.
    init(_ limits: Limits, _ count: ConnectionCount, hasRoom: Bool, refused: @escaping @Sendable (Problem.Code) -> Void) {
        (self.limits, self.count, self.hasRoom, self.refused) = (limits, count, hasRoom, refused)
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        if context.channel.isActive { begin(context) }
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        begin(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard timer == nil, !isOver else { return }
        if hasRoom { wait(.seconds(limits.idleSeconds)) { $0.close() } } else { refuse(Refusal(.overloaded)) }
    }

    private func end() {
        timer?.cancel()
        stalled?.cancel()
        (timer, stalled, isOver) = (nil, nil, true)
        release()
        context = nil
    }

    private func close() {
        isOver = true
        context?.close(promise: nil)
    }

    /// Does something after so long, unless something else is waited for by then.
    private func wait(_ time: TimeAmount, _ then: @escaping @Sendable (Gate) -> Void) {
        timer?.cancel()
        // What was still worked on is answered, and the connection has gone.
        guard let loop = context?.eventLoop else { return }
        let gate = NIOLoopBound(self, eventLoop: loop)
        timer = loop.scheduleTask(in: time) { then(gate.value) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event as? ChannelEvent == .inputClosed {
            // Nothing more comes of whoever has sent no request, or half of a head.
            if isOver || !isAnswering { return close() }
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: What comes

    /// No more is read than waits here already.
    func read(context: ChannelHandlerContext) {
        if case .whole = part, waiting.readableBytes >= limits.headBytes { return }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        var bytes = unwrapInboundIn(data)
        guard hold(bytes.readableBytes) else { return refuse(Refusal(.overloaded)) }
        waiting.writeBuffer(&bytes)
        go(context)
    }

    private func go(_ context: ChannelHandlerContext) {
        do throws(Refusal) {
            while !isOver, waiting.readableBytes > 0 {
                switch part {
                case .whole: return
                case .head: guard try takeHead(context) else { return }
                case .bytes(let left):
                    let length = min(left, waiting.readableBytes)
                    pass(length, context)
                    if length == left { bodyIsWhole(context) } else { part = .bytes(left: left - length) }
                case .chunks(var body):
                    let length = try waiting.withUnsafeReadableBytes { bytes throws(Refusal) in try body.take(bytes) }
                    part = .chunks(body)
                    pass(length, context)
                    if body.isWhole { bodyIsWhole(context) }
                }
            }
        } catch { refuse(error) }
    }

    /// - Returns: whether the head was whole.
    private func takeHead(_ context: ChannelHandlerContext) throws(Refusal) -> Bool {
        // An empty line before a request is passed over (RFC 9112, 2.2).
        if waiting.readableBytes >= 2, waiting.getBytes(at: waiting.readerIndex, length: 2) == [13, 10] {
            waiting.moveReaderIndex(forwardBy: 2)
            return true
        }
        let view = waiting.readableBytesView
        guard let length = Self.endOfHead(view.prefix(limits.headBytes)) else {
            if view.count >= limits.headBytes { throw .headersTooLarge }
            if let first = view.firstIndex(of: 10), first == view.startIndex || view[first - 1] != 13 {
                throw Refusal(.badRequest, zh: "换行不规范", en: "there is a line that ends otherwise than by CR LF")
            }
            if !isReadingHead { wait(.seconds(limits.headSeconds)) { $0.refuse(Refusal(.tooSlow)) } }
            isReadingHead = true
            return false
        }
        let head = try RequestHead(Array(view.prefix(length))[...], mostHeaders: limits.headers)
        isReadingHead = false
        timer?.cancel()
        (isAnswering, answerHasBegun, isLast) = (true, false, head.isLast)
        language = Language(accepting: head.acceptLanguage)
        switch head.body {
        case .none: part = .whole
        case .bytes(let length): part = .bytes(left: length)
        case .chunked: part = .chunks(ChunkedBody())
        }
        if case .none = head.body {
        } else {
            (bodyFrom, bodyBytes) = (.now(), 0)
            waitForBody()
            if head.waitsForLeave {
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
            }
        }
        pass(length, context)
        return true
    }

    private var isReadingHead = false

    private static func endOfHead(_ view: some RandomAccessCollection<UInt8>) -> Int? {
        var (length, place) = (0, 0)
        for byte in view {
            length += 1
            place = byte == (place % 2 == 0 ? 13 : 10) ? place + 1 : byte == 13 ? 1 : 0
            if place == 4 { return length }
        }
        return nil
    }

    private func pass(_ length: Int, _ context: ChannelHandlerContext) {
        bodyBytes += Int64(length)
        guard length > 0, let bytes = waiting.readSlice(length: length) else { return }
        if waiting.readableBytes == 0 { waiting = ByteBuffer() }
        context.fireChannelRead(wrapInboundOut(bytes))
    }

    private func bodyIsWhole(_ context: ChannelHandlerContext) {
        part = .whole
        timer?.cancel()
    }

    /// Whoever sends fast enough has as long as he needs.
    private func waitForBody() {
        let end = bodyFrom + .seconds(limits.bodySeconds + bodyBytes / limits.bodyRate)
        let left = end - .now()
        guard left > .nanoseconds(0) else { return refuse(Refusal(.tooSlow)) }
        wait(left) { $0.waitForBody() }
    }

    // MARK: What is answered

    /// - Returns: whether the connection ends with this answer.
    func answerBegins() -> Bool {
        answerHasBegun = true
        // What is left of a body that nobody reads is not waited for.
        if case .whole = part {} else { isLast = true }
        return isLast
    }

    func answerEnds() {
        isAnswering = false
        release()
        guard !isOver, let context else { return }
        guard !isLast else { return linger(context) }
        part = .head
        wait(.seconds(limits.idleSeconds)) { $0.close() }
        guard hold(waiting.readableBytes) else { return refuse(Refusal(.overloaded)) }
        go(context)
        // Whoever reads behind the gate waits for the end of what there is.
        context.fireChannelReadComplete()
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isOver { promise?.fail(ChannelError.outputClosed) } else { context.write(data, promise: promise) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        stalled?.cancel()
        if !context.channel.isWritable {
            let gate = NIOLoopBound(self, eventLoop: context.eventLoop)
            stalled = context.eventLoop.scheduleTask(in: .seconds(limits.stalledSeconds)) { gate.value.close() }
        }
        context.fireChannelWritabilityChanged()
    }

    // MARK: The end

    /// Tells why, where no answer has begun, and ends the connection.
    func refuse(_ refusal: Refusal) {
        guard !isOver, let context else { return }
        let (wasAnswering, begun) = (isAnswering, answerHasBegun)
        if !(wasAnswering && begun) {
            refused(refusal.code)
            context.writeAndFlush(wrapOutboundOut(refusal.bytes(language)), promise: nil)
        }
        linger(context)
        if wasAnswering { context.fireErrorCaught(refusal) }
    }

    /// Closed at once, what was said last might not arrive (RFC 9112, 9.6): whoever sends still is heard out a while.
    private func linger(_ context: ChannelHandlerContext) {
        isOver = true
        release()
        waiting = ByteBuffer()
        stalled?.cancel()
        context.close(mode: .output, promise: nil)
        wait(.seconds(1)) { $0.close() }
        context.read()
    }

    // MARK: Memory

    private func hold(_ bytes: Int) -> Bool {
        held += bytes
        return count.hold(bytes)
    }

    private func release() {
        _ = count.hold(-held)
        held = 0
    }
}

@available(*, unavailable)
extension Gate: Sendable {}

extension Refusal {
    /// As an answer of HTTP/1.1, after which the connection ends.
    fileprivate func bytes(_ language: Language) -> ByteBuffer {
        let problem = Problem(code, detail)
        let body = problem.message(language, instance: UUID()).jsonBytes
        var lines = ["HTTP/1.1 \(code.status.code) \(code.status.reasonPhrase)"]
        lines += ["Content-Type: application/problem+json", "Content-Language: \(language.rawValue)", "Content-Length: \(body.count)"]
        lines += Problems.always.map { "\($0.name.canonicalName): \($0.value)" } + ["Connection: close"]
        if code.isRetryable { lines.append("Retry-After: 1") }
        var buffer = ByteBuffer(string: lines.joined(separator: "\r\n") + "\r\n\r\n")
        buffer.writeBytes(body)
        return buffer
    }
}
