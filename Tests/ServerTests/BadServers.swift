import Foundation
import TestSupport
import Testing
import Workflow

@testable import Server

/// Servers that do everything that a server should not, on real sockets.
@Suite(.serialized) struct `A server that` {
    private static let wife = HolderCode.person(CitizenID("990000199501010021")!)
    private static let card = SharedType(id: "resident-identity-card", code: "11100000000013127D001")
    private static let purpose = SharingPurpose(text: "x", basis: "holder-requests", event: "newborn")

    /// Answers by the first word of the path: each a way to go wrong.
    private static let script = """
        import http.server, time, sys, socketserver, gzip
        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_POST(self):
                way = self.path.split('/')[1]
                self.rfile.read(int(self.headers.get('Content-Length', 0)))
                if way == 'silent': time.sleep(30); return
                if way == 'closes': self.close_connection = True; self.connection.close(); return
                if way == 'redirects':
                    self.send_response(302); self.send_header('Location', 'http://127.0.0.1:%d/good/x' % self.server.server_address[1])
                    self.send_header('Content-Length', '0'); self.end_headers(); return
                body = b'{"head":{"status":"0"},"data":{"accessToken":"t","expiresIn":1800}}' if way == 'good' else b''
                if way == 'huge' or way == 'bomb':
                    self.send_response(200)
                    packed = gzip.compress(b'[' * 20_000_000, 1) if way == 'bomb' else None
                    if packed: self.send_header('Content-Encoding', 'gzip')
                    self.send_header('Content-Length', str(len(packed) if packed else 100_000_000)); self.end_headers()
                    try:
                        if packed: self.wfile.write(packed)
                        else:
                            for _ in range(1000): self.wfile.write(b'[' * 100_000)
                    except OSError: pass
                    return
                if way == 'trickles':
                    self.send_response(200); self.send_header('Content-Length', '1000'); self.end_headers()
                    try:
                        for _ in range(1000): self.wfile.write(b' '); self.wfile.flush(); time.sleep(1)
                    except OSError: pass
                    return
                if way == 'lies':
                    self.send_response(200); self.send_header('Content-Length', '1000'); self.end_headers(); self.wfile.write(b'{}'); self.close_connection = True; return
                if way == 'fails': self.send_response(500); self.send_header('Content-Length', '0'); self.end_headers(); return
                self.send_response(200); self.send_header('Content-Length', str(len(body))); self.end_headers(); self.wfile.write(body)
        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer): daemon_threads = True
        server = Server(('127.0.0.1', 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """

    private final class Python: Sendable {
        let port: Int
        private let process = Process()
        private let folder = try! ScratchFolder(["port": ""])

        init() throws {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", "-c", script]
            process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent("port"))
            process.standardError = FileHandle.nullDevice
            try process.run()
            let end = ContinuousClock.now + .seconds(30)
            while true {
                if let port = Int(try folder.text("port").trimmingCharacters(in: .whitespacesAndNewlines)) {
                    self.port = port
                    return
                }
                guard process.isRunning, ContinuousClock.now < end else { throw Unexpected("it does not serve") }
                usleep(20_000)
            }
        }

        deinit { process.kill() }
    }

    /// - Parameter milliseconds: of a call. Where the server is not slow of its own will it has long, for other tests run beside this one.
    private func fault(_ way: String, _ port: Int, within milliseconds: Int64 = 30_000) async -> SharingFault? {
        let transport = HTTPTransport(URL(string: "http://127.0.0.1:\(port)/\(way)")!)
        let client: any LicenceProvider = SharingClient(account: "a", secret: "s", over: transport, within: milliseconds)
        do throws(SharingFault) {
            _ = try await client.find(Self.card, of: Self.wife, for: Self.purpose)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        .timeLimit(.minutes(8)),
        arguments: [
            ("silent", SharingFault.tooSlow), ("trickles", .tooSlow), ("closes", .unreachable), ("lies", .malformed("HTTP")),
            ("redirects", .refused("HTTP 302")), ("huge", .tooLarge), ("bomb", .malformed("JSON")), ("fails", .overloaded),
            ("empty", .malformed("JSON")),
            // The token is there, and is no list of licences.
            ("good", .malformed("JSON")),
        ]) func `goes wrong is told so, in time`(way: String, expected: SharingFault) async throws
    {
        let server = try Python()
        let began = ContinuousClock.now
        let isSlow = expected == .tooSlow
        #expect(await fault(way, server.port, within: isSlow ? 4_000 : 30_000) == expected)
        #expect(ContinuousClock.now - began < .seconds(100), "it waits for nobody longer than agreed")
    }

    @Test(.timeLimit(.minutes(8))) func `sends a hundred megabytes fills no memory`() async throws {
        let server = try Python()
        func resident() throws -> Int {
            let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
            return status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/).flatMap { Int($0.output.1) } ?? 0
        }
        _ = await fault("good", server.port)
        let before = try resident()
        for way in ["huge", "bomb", "huge"] { #expect(await fault(way, server.port) != nil) }
        // Other tests run beside this one.
        #expect(try resident() - before < 80_000, "kB more than before")
    }

    @Test(.timeLimit(.minutes(8))) func `is not there is told so at once`() async {
        let began = ContinuousClock.now
        #expect(await fault("x", 1) == .unreachable)
        #expect(ContinuousClock.now - began < .seconds(10))
    }
}
