import Foundation
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Server-sent events of a case, over a socket.
@Suite(.serialized) struct `A case that is followed` {
    private static let stream = "Accept: text/event-stream"

    private static func ids(_ text: String) -> [Int] {
        text.split(separator: "\n").filter { $0.hasPrefix("id: ") }.compactMap { Int($0.dropFirst(4)) }
    }

    @Test(.timeLimit(.minutes(15))) func `tells what was, then what happens, and goes on after the last event`() async throws {
        let served = try await LiveOffice()
        let id = try await served.started()
        let token = try await served.token(.officer, department: "health")
        let before = try await served.office.look(at: id).state.version
        let live = try served.ask("/v1/cases/\(id)/events", token, "-H", Self.stream)
        #expect(try await live.prints { Self.ids($0) == Array(1...before) }, "\(live.printed)")
        #expect(live.printed.contains("text/event-stream") && live.printed.lowercased().contains("cache-control: no-store"))
        // Each is what the page of events has of it, on one line.
        let records = try await served.office.events(of: id)
        let data = live.printed.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { Data($0.dropFirst(6).utf8) }
        #expect(try data.map { try JSONDecoder().decode(EventRecord.self, from: $0) } == records)
        #expect(live.printed.contains("event: submitted\n"))
        // Somebody acts, and it is told without being asked for; another case is none of it.
        _ = try await served.started()
        _ = try await served.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        let after = try await served.office.look(at: id)
        #expect(after.state.version > before && after.state.phase == .closed)
        #expect(try await live.prints { Self.ids($0) == Array(1...after.state.version) })
        // Closed for good: it ends, and whoever comes again is told to come no more.
        #expect(try await live.ends())
        let again = try await served.answer("/v1/cases/\(id)/events", token, ["-H", Self.stream, "-H", "Last-Event-ID: \(before)"])
        #expect(Self.ids(again) == Array(before + 1...after.state.version))
        let rest = try await served.answer("/v1/cases/\(id)/events?after=\(before)", token, ["-H", Self.stream])
        #expect(Self.ids(rest) == Self.ids(again))
        let none = try await served.answer(
            "/v1/cases/\(id)/events", token, ["-H", Self.stream, "-H", "Last-Event-ID: \(after.state.version)"])
        #expect(none.hasPrefix("HTTP/1.1 204"))
        #expect(
            try await served.answer("/v1/cases/\(id)/events", token, ["-H", Self.stream, "-H", "Last-Event-ID: x"]).hasPrefix(
                "HTTP/1.1 400"))
        // Without asking for a stream it is a page, as before.
        #expect(try await served.answer("/v1/cases/\(id)/events?limit=1", token).contains("\"next\":\"1\""))
    }

    @Test(.timeLimit(.minutes(15))) func `is not told to whoever may not see it, nor any more to whoever might`() async throws {
        let served = try await LiveOffice(live: LiveStreams(pulse: .milliseconds(200)))
        let id = try await served.started()
        let other = try await served.token(.officer, department: "transport")
        #expect(try await served.answer("/v1/cases/\(id)/events", other, ["-H", Self.stream]).hasPrefix("HTTP/1.1 404"))
        // A token that runs out ends the stream, although nothing happens.
        let short = try await served.token(.counter, seconds: 8)
        let live = try served.ask("/v1/cases/\(id)/events", short, "-H", Self.stream)
        #expect(try await live.prints { Self.ids($0).count > 3 })
        #expect(try await live.ends())
        #expect(live.printed.contains("\n:\n\n"), "a pulse")
        // Nobody waits any more.
        let end = ContinuousClock.now + .seconds(120)
        while served.store.watchers.count > 1, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(served.store.watchers.count <= 1)
    }

    @Test(.timeLimit(.minutes(15))) func `is followed by so many at the same time, and places are given back`() async throws {
        let live = LiveStreams(most: 3, mostOfOne: 2)
        let served = try await LiveOffice(live: live)
        let id = try await served.started()
        let (health, counter) = (try await served.token(.officer, department: "health"), try await served.token(.counter))
        let path = "/v1/cases/\(id)/events"
        let first = try served.ask(path, health, "-H", Self.stream)
        let second = try served.ask(path, health, "-H", Self.stream)
        for one in [first, second] { #expect(try await one.prints { !Self.ids($0).isEmpty }) }
        let third = try await served.answer(path, health, ["-H", Self.stream])
        #expect(third.hasPrefix("HTTP/1.1 429") && third.lowercased().contains("retry-after: 60"))
        let another = try served.ask(path, counter, "-H", Self.stream)
        #expect(try await another.prints { !Self.ids($0).isEmpty })
        let auditor = try await served.token(.auditor)
        let full = try await served.answer(path, auditor, ["-H", Self.stream])
        #expect(full.hasPrefix("HTTP/1.1 503") && full.lowercased().contains("retry-after: 60"))
        // Only the head of it takes no place for good.
        first.end()
        let end = ContinuousClock.now + .seconds(120)
        while live.count > 2, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(live.count == 2)
        #expect(try await served.answer(path, auditor, ["-I", "-H", Self.stream]).hasPrefix("HTTP/1.1 200"))
        while live.count > 2, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        #expect(live.count == 2)
    }
}
