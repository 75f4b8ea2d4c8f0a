import Foundation
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// A subscription over HTTP, and what comes of it at a server of somebody else.
@Suite(.serialized) struct `A subscription` {
    /// Writes a line for each message that is signed as it should be, and answers 500 to every third.
    private static let receiver = """
        import http.server, sys, json, hmac, hashlib, base64, threading
        count = 0
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_POST(self):
                global count
                count += 1
                body = self.rfile.read(int(self.headers['Content-Length']))
                secret = base64.b64decode(open(sys.argv[1]).read().strip()[6:])
                content = (self.headers['webhook-id'] + '.' + self.headers['webhook-timestamp'] + '.').encode() + body
                mine = 'v1,' + base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()
                right = mine in self.headers['webhook-signature'].split(' ')
                status = 401 if not right else 500 if count % 3 == 0 else 200
                if status == 200: print(self.path, json.loads(body)['id'], self.headers['Content-Type'], flush=True)
                self.send_response(status); self.send_header('Content-Length', '0'); self.end_headers()
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    @Test(.timeLimit(.minutes(5))) func `is made once, its secret told once, and its messages come signed and in order`() async throws {
        let folder = try ScratchFolder(["printed": "", "secret": ""])
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.receiver, folder.path + "/secret"]
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent("printed"))
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer { process.terminate() }
        func lines() throws -> [String] { try folder.text("printed").split(separator: "\n").map(String.init) }
        let end = ContinuousClock.now + .seconds(60)
        while try lines().isEmpty, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(20)) }
        let port = try #require(lines().first)

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
        #expect(try await served.answer("/v1/webhooks", other).hasSuffix("[]"))
        #expect(try await !served.answer("/v1/webhooks/1", system).contains("whsec_"))

        try folder.write(String(secret), to: "secret")
        let id = try await served.started()
        let version = try await served.office.look(at: id).state.version
        while try lines().count <= version, ContinuousClock.now < end + .seconds(120) { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try lines().dropFirst() == (1...version).map { "/hook \(id):\($0) application/cloudevents+json" }[...])
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
    }
}
