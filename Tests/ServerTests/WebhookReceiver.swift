import Foundation
import TestSupport

/// Somebody else's server, which takes messages that are signed by the secret in a file, and refuses some.
final class WebhookReceiver: Sendable {
    /// Writes a line for each message that is signed as it should be, and answers 500 to every so many-th.
    private static let program = """
        import http.server, sys, json, hmac, hashlib, base64, threading
        count, lock = 0, threading.Lock()
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def log_message(self, *a): pass
            def do_POST(self):
                global count
                body = self.rfile.read(int(self.headers['Content-Length']))
                secret = base64.b64decode(open(sys.argv[1]).read().strip()[6:])
                content = (self.headers['webhook-id'] + '.' + self.headers['webhook-timestamp'] + '.').encode() + body
                mine = 'v1,' + base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()
                right = mine in self.headers['webhook-signature'].split(' ')
                with lock:
                    count += 1
                    status = 401 if not right else 500 if count % int(sys.argv[2]) == 0 else 200
                    if status == 200: print(self.path, json.loads(body)['id'], self.headers['Content-Type'], flush=True)
                self.send_response(status); self.send_header('Content-Length', '0'); self.end_headers()
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        server.daemon_threads = True
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    let port: Int
    private let process = Process()
    private let folder: ScratchFolder

    /// - Parameters:
    ///   - folder: where the secret lies in `secret`, once it is known.
    ///   - failing: every so many-th message is refused.
    init(in folder: ScratchFolder, failing: Int) async throws {
        self.folder = folder
        try folder.write("", to: "secret")
        try folder.write("", to: "received")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, folder.path + "/secret", "\(failing)"]
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent("received"))
        process.standardError = FileHandle.nullDevice
        try process.run()
        let end = ContinuousClock.now + .seconds(60)
        var port: Int?
        while port == nil, ContinuousClock.now < end {
            port = try folder.text("received").split(separator: "\n").first.flatMap { Int($0) }
            try await Task.sleep(for: .milliseconds(20))
        }
        guard let port else { throw Unexpected("the receiver does not listen") }
        self.port = port
    }

    deinit { process.kill() }

    /// What it took: `/hook CASE:1 application/cloudevents+json`, in the order in which it came.
    func lines() throws -> [String] { try folder.text("received").split(separator: "\n").dropFirst().map(String.init) }

    /// Only which events.
    func taken() throws -> [String] { try lines().compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) } }
}
