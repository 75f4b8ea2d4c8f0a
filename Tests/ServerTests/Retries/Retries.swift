import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Whoever does not hear asks again, and it is done once (R8); what was answered stays, whatever becomes of the server (R1); and a server that is
/// asked to end leaves nobody without an answer who asks once more (O6). ONETHING_REQUESTS says how many requests (10,000).
@Suite(.serialized, .timeLimit(.minutes(30))) struct `A client that asks again` {
    private static let requests = ProcessInfo.processInfo.environment["ONETHING_REQUESTS"].flatMap(Int.init) ?? 10_000
    private static let seed = ProcessInfo.processInfo.environment["ONETHING_SEED"].flatMap(UInt64.init) ?? 20_260_302

    /// Nothing that cannot be has been heard, and what is kept is what was answered.
    private func expectOnce(_ trial: RetryTrial, _ began: ContinuousClock.Instant, _ name: String) async throws {
        let time = began.duration(to: .now)
        try await trial.waitForDeliveries()
        #expect(trial.stop().status == 0)
        let counts = trial.history.counts
        let found = try await trial.check()
        print("\(name): \(counts) in \(time); \(found.entries) entries, \(found.done), \(found.delivered) delivered; seed \(trial.seed)")
        let complaints = trial.history.complaints + found.complaints
        #expect(complaints.isEmpty, "seed \(trial.seed): \(complaints.joined(separator: "\n"))")
        // It was no empty exercise.
        for kind in KeyedRequest.Kind.allCases { #expect(found.done[kind] ?? 0 > 0, "\(kind)") }
        #expect(found.delivered > 0 && counts.repetitions * 5 > counts.sent && counts.cut * 15 > counts.sent)
        let verified = try OtherProgram.run([Checkout.program("onething").path, "verify", "--database", trial.server.database])
        #expect(verified.status == 0, "\(String(decoding: verified.output, as: UTF8.self))")
    }

    @Test func `is answered the same, and it is done once`() async throws {
        let trial = try await RetryTrial(seed: Self.seed)
        let began = ContinuousClock.now
        let stops = try await trial.run(Self.requests, [(at: Self.requests / 2, what: .stop)])
        try await expectOnce(trial, began, "asked again")
        let stop = try #require(stops.first)
        print("asked to end: nobody let in after \(stop.refusing), ended after \(stop.ended)")
        #expect(stop.status == 0 && stop.refusing < .seconds(2) && stop.ended < .seconds(12))
        #expect(trial.history.counts.mostUnanswered <= 1, "whoever asks once more is answered")
    }

    /// A file that has come half when it is told to end: the rest is waited for, while nobody else is let in. Until then the same request is
    /// told that it is running.
    @Test func `while the first is still running is told so, and a server that ends finishes it`() async throws {
        let trial = try await RetryTrial(seed: Self.seed)
        let token = try await trial.token(.applicant, nil, holder: HolderCode(kind: "111", text: "990000199501010021"))
        func ask(_ path: String, key: String, _ body: String) throws -> HTTPConnection.Answer {
            let connection = try #require(HTTPConnection(trial.server.port))
            _ = connection.send(HTTPConnection.request("POST", path, token: token, key: key, Array(body.utf8)))
            return try #require(connection.answer())
        }
        let id = try #require(
            try ask("/v1/cases", key: "k-1", #"{"bundle":"newborn","from":"married-local-couple"}"#).json["id"]?.word)
        let path = "/v1/cases/\(id)/materials?line=birth-registration/4"
        let file = HTTPConnection.request(
            "POST", path, token: token, key: "k-2", type: "application/pdf",
            Array("%PDF-1.7\n".utf8) + Array(repeating: 65, count: 400_000) + Array("\n%%EOF\n".utf8))
        let coming = try #require(HTTPConnection(trial.server.port))
        #expect(coming.send(file.prefix(200_000)))
        usleep(300_000)
        let again = try #require(HTTPConnection(trial.server.port))
        #expect(again.send(file))
        let running = try #require(again.answer())
        #expect(running.status == 409 && running.json["code"] == "still-running", "\(running)")

        let began = ContinuousClock.now
        trial.server.terminate()
        while HTTPConnection(trial.server.port) != nil, began.duration(to: .now) < .seconds(5) { usleep(500) }
        let refusing = began.duration(to: .now)
        usleep(500_000)
        #expect(coming.send(file.dropFirst(200_000)))
        let answer = coming.answer()
        #expect(answer?.status == 201)
        let status = trial.server.ended()
        let ended = began.duration(to: .now)
        print("asked to end with one on its way: nobody let in after \(refusing), ended after \(ended)")
        #expect(status == 0 && refusing < .seconds(2) && ended < .seconds(12))
        try trial.server.start()
        let repeated = try #require(HTTPConnection(trial.server.port))
        #expect(repeated.send(file))
        #expect(repeated.answer()?.body == answer?.body)
        trial.server.terminate()
        #expect(trial.server.ended() == 0)
    }

    @Test func `of a server that is killed loses nothing`() async throws {
        let trial = try await RetryTrial(seed: Self.seed + 1)
        var numbers = SeededNumbers(seed: Self.seed)
        let (kills, requests) = (max(20, Self.requests / 500), Self.requests / 3)
        let moments = (0..<kills).map { _ in Int.random(in: 20..<requests, using: &numbers) }.sorted()
        let began = ContinuousClock.now
        _ = try await trial.run(requests, moments.map { (at: $0, what: .kill) })
        try await expectOnce(trial, began, "killed \(kills) times")
        #expect(trial.history.counts.unanswered > 0)
    }
}
