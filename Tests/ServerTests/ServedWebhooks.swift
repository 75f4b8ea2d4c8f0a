import Foundation
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// A subscription over HTTP, and what comes of it at a server of somebody else.
@Suite(.serialized) struct `A subscription` {
    @Test(.timeLimit(.minutes(5))) func `is made once, its secret told once, and its messages come signed and in order`() async throws {
        let folder = try ScratchFolder()
        let receiver = try await WebhookReceiver(in: folder, failing: 3)
        let port = receiver.port

        let served = try await LiveOffice(webhooks: try WebhookGuard(allowing: ["127.0.0.1:\(port)"], proxy: nil))
        let system = try await served.token(.departmentSystem, department: "health")
        func post(_ path: String, _ key: String, _ body: String, token: String? = nil) async throws -> String {
            try await served.answer(
                path, token ?? system,
                ["-H", "Content-Type: application/json", "-H", "Idempotency-Key: \"\(key)\"", "-d", body])
        }
        let wanted = #"{"address":"http://127.0.0.1:\#(port)/hook"}"#
        let made = try await post("/v1/webhooks", "k-1", wanted)
        #expect(made.hasPrefix("HTTP/1.1 201") && made.contains("/v1/webhooks/1"), "\(made)")
        let secret = try #require(made.firstMatch(of: /"secret":"(whsec_[^"]+)"/)).output.1
        // The same request has the same answer, and the secret is in no table.
        let again = try await post("/v1/webhooks", "k-1", wanted)
        #expect(again.split(separator: "\r\n\r\n").last == made.split(separator: "\r\n\r\n").last)
        let kept = try await served.store.read { try $0.outbox.webhooks() }
        #expect(kept.count == 1)
        #expect(try await post("/v1/webhooks", "k-1", wanted.replacing("hook", with: "other")).hasPrefix("HTTP/1.1 422"))
        #expect(try await post("/v1/webhooks", "k-2", wanted).hasPrefix("HTTP/1.1 409"))
        #expect(try await post("/v1/webhooks", "k-3", #"{"address":"http://127.0.0.1:1/"}"#).hasPrefix("HTTP/1.1 422"))
        #expect(try await post("/v1/webhooks", "k-4", #"{"address":"https://example.com/"}"#).contains("--webhook-proxy"))
        let officer = try await served.token(.officer, department: "health")
        #expect(try await served.answer("/v1/webhooks", officer).hasPrefix("HTTP/1.1 403"))
        let other = try await served.token(.departmentSystem, department: "transport")
        #expect(try await served.answer("/v1/webhooks/1", other).hasPrefix("HTTP/1.1 404"))
        #expect(try await served.answer("/v1/webhooks", other).hasSuffix("{\"items\":[]}"))
        #expect(try await !served.answer("/v1/webhooks/1", system).contains("whsec_"))

        // A message to try it: signed as all are, told of at once, and kept nowhere.
        let unsigned = try await post("/v1/webhooks/1/ping", "", "")
        #expect(unsigned.contains("\"delivered\":false") && unsigned.contains("\"result\":\"401\""), "\(unsigned)")
        try folder.write(String(secret), to: "secret")
        let ping = try await post("/v1/webhooks/1/ping", "", "")
        #expect(ping.hasPrefix("HTTP/1.1 200") && ping.contains("\"delivered\":true") && ping.contains("\"result\":\"200\""), "\(ping)")
        let pinged = try receiver.lines()
        #expect(
            pinged.count == 1 && pinged[0].hasPrefix("/hook ping:1:") && pinged[0].hasSuffix(" application/cloudevents+json"), "\(pinged)")
        #expect(try await served.store.read { try $0.outbox.deliveries(to: 1, nil, after: 0, limit: 9) } == [])
        #expect(try await post("/v1/webhooks/1/ping", "", "", token: other).hasPrefix("HTTP/1.1 404"))
        #expect(try await post("/v1/webhooks/1/ping", "", "", token: officer).hasPrefix("HTTP/1.1 403"))
        let id = try await served.started()
        let version = try await served.office.look(at: id).state.version
        let end = ContinuousClock.now + .seconds(180)
        while try receiver.lines().count <= version, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try Array(receiver.lines().dropFirst()) == (1...version).map { "/hook \(id):\($0) application/cloudevents+json" })
        let deliveries = try await served.answer("/v1/webhooks/1/deliveries?state=delivered&limit=200", system)
        #expect(deliveries.components(separatedBy: "\"state\":\"delivered\"").count == version + 1, "\(deliveries)")
        let metrics = try await served.answer("/metrics", system)
        #expect(metrics.contains("onething_outbox_lag_seconds 0.0\n"))
        #expect(metrics.contains("onething_webhook_deliveries_total{result=\"delivered\"} \(version)\n"))

        // Another secret, then none of it.
        let renewed = try await post("/v1/webhooks/1/secret", "k-5", "")
        #expect(
            renewed.hasPrefix("HTTP/1.1 201") && renewed.contains("whsec_") && !renewed.contains(secret)
                && renewed.contains("formerSecretUntil"))
        #expect(try await post("/v1/webhooks/1/deliveries/1/retry", "k-6", "").hasPrefix("HTTP/1.1 409"))
        #expect(try await served.answer("/v1/webhooks/1", system, ["-X", "DELETE"]).hasPrefix("HTTP/1.1 204"))
        #expect(try await served.answer("/v1/webhooks/1", system, ["-X", "DELETE"]).hasPrefix("HTTP/1.1 204"))
        #expect(try await served.answer("/v1/webhooks/1", system).contains("\"endedAs\":\"removed\""))
        #expect(try await post("/v1/webhooks/1/ping", "", "").hasPrefix("HTTP/1.1 409"), "it is over")
    }
}
