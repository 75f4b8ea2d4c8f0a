import Hummingbird
import ServiceLifecycle
import Workflow

/// The events of a case as server-sent events: those that were, then each as it is written, until the case is closed, whoever reads may see it no more,
/// or the server ends.
struct EventStream: Sendable {
    let office: Office
    let id: CaseID
    let caller: Caller
    /// The last event that whoever reads has.
    let after: Int
    /// Whether he is still whom he said to be.
    let stillHolds: @Sendable () async -> Bool
    let pulse: Duration
    /// Held as long as it is read.
    let place: LiveStreams.Place

    func write(to writer: inout any ResponseBodyWriter) async throws {
        defer { withExtendedLifetime(place) {} }
        // Before the first look, so that nothing falls between.
        let (told, wake) = office.watch(id)
        let pulse = Task {
            while true {
                try await Task.sleep(for: self.pulse)
                wake()
            }
        }
        defer { pulse.cancel() }
        var last = after
        // A comment at once: whoever waits for the first byte knows that he is heard.
        try await writer.write(ByteBuffer(string: ": \(id)\nretry: 3000\n\n"))
        guard try await tell(&last, to: &writer) else { return }
        for await _ in told.cancelOnGracefulShutdown() {
            let before = last
            guard try await tell(&last, to: &writer) else { return }
            if last == before { try await writer.write(ByteBuffer(string: ":\n\n")) }
        }
    }

    /// What is new; false where nothing more is to be told.
    private func tell(_ last: inout Int, to writer: inout any ResponseBodyWriter) async throws -> Bool {
        guard await stillHolds(), let news = try? await office.news(of: id, after: last, to: caller) else { return false }
        for event in news.events {
            // While he reads slowly, what he may see may change.
            guard await stillHolds(), (try? await office.sight(of: caller, on: id)) != nil else { return false }
            try await writer.write(ByteBuffer(bytes: Self.message(event)))
            last = event.seq
        }
        return !news.isOver
    }

    static func message(_ event: EventRecord) -> [UInt8] {
        // JSON on one line: a line feed in a text is escaped in it.
        Array("id: \(event.seq)\nevent: \(event.type)\ndata: ".utf8) + event.jsonBytes + Array("\n\n".utf8)
    }
}

extension Reply {
    /// Told bit by bit; it ends as soon as nobody reads.
    static func stream(_ stream: EventStream) -> Reply {
        var reply = Reply(type: Endpoint.MediaType.eventStream.rawValue)
        reply.headers = [.init("X-Accel-Buffering")!: "no"]
        reply.streamed = { request in
            ResponseBody { writer in
                try await request.body.consumeWithCancellationOnInboundClose { _ in try await stream.write(to: &writer) }
                try await writer.finish(nil)
            }
        }
        return reply
    }
}
