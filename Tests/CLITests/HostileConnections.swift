import Foundation
import TestSupport
import Testing

/// What comes over a connection that is no proper request: it is told so, the connection ends, and others notice nothing.
@Suite(.serialized) struct `Whoever connects` {
    private final class Served: Sendable {
        let folder = try! ScratchFolder()
        let program: ServingProgram

        init(_ more: String...) throws {
            program = try ServingProgram(["serve", "--port", "0", "--database", folder.path + "/office.sqlite"] + more, in: folder)
        }
        var port: Int { program.port }
    }

    /// One server with short times for all tests that do not count its connections.
    private static let served: Result<Served, any Error> = Result {
        let served = try Served("--head-seconds", "2", "--body-seconds", "2", "--idle-seconds", "3")
        // Nobody lets go of it before the tests are over, and then nothing is let go of any more.
        atexit {
            guard case .success(let served) = `Whoever connects`.served else { return }
            kill(served.program.processID, SIGKILL)
            try? FileManager.default.removeItem(at: served.folder.url)
        }
        return served
    }

    private static let after = "GET /healthz HTTP/1.1\r\nHost: smuggled\r\n\r\n"

    private static func answers(_ text: String) -> Int { text.components(separatedBy: "HTTP/1.1 ").count - 1 }

    @Test(
        arguments: [
            ("two lengths", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
            ("two different lengths", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\n"),
            ("a list of lengths", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 5\r\n\r\nhello"),
            ("a length with a sign", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello"),
            ("a hexadecimal length", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 0x5\r\n\r\nhello"),
            ("an endless length", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n"),
            ("an empty length", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n"),
            ("CL.TE", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG"),
            ("TE.CL", "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n"),
            ("TE.TE", "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
            ("another encoding", "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
            ("two encodings", "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            ("an encoding behind a tab", "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\u{0B}chunked\r\n\r\n0\r\n\r\n"),
            (
                "an encoding with a blank before its colon",
                "POST /healthz HTTP/1.1\r\nHost: x\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n"
            ),
            ("a folded header", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\r\n b\r\n\r\n"),
            ("a folded first header", "GET /healthz HTTP/1.1\r\n X: a\r\nHost: x\r\n\r\n"),
            ("line feeds alone", "GET /healthz HTTP/1.1\nHost: x\n\n"),
            ("one line feed alone", "GET /healthz HTTP/1.1\r\nHost: x\nX: y\r\n\r\n"),
            ("a return alone", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\rY: b\r\n\r\n"),
            ("a zero byte", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n"),
            ("no colon", "GET /healthz HTTP/1.1\r\nHost: x\r\nX\r\n\r\n"), ("no name", "GET /healthz HTTP/1.1\r\nHost: x\r\n: a\r\n\r\n"),
            ("two hosts", "GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"), ("no host", "GET /healthz HTTP/1.1\r\nX: y\r\n\r\n"),
            ("a host that is none", "GET /healthz HTTP/1.1\r\nHost: x/y@z\r\n\r\n"),
            ("another version", "GET /healthz HTTP/1.2\r\nHost: x\r\n\r\n"), ("no version", "GET /healthz\r\nHost: x\r\n\r\n"),
            ("two blanks", "GET  /healthz HTTP/1.1\r\nHost: x\r\n\r\n"), ("a blank first", " GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"),
            ("a path with a control character", "GET /heal\u{01}thz HTTP/1.1\r\nHost: x\r\n\r\n"),
            ("a path in UTF-8", "GET /健康 HTTP/1.1\r\nHost: x\r\n\r\n"),
            ("chunks in HTTP/1.0", "POST /healthz HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            ("TLS", "\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\r\n\r\n"),
        ] as [(String, String)])
    func `and sends what could be read in two ways is refused`(name: String, bytes: String) throws {
        let wire = try Wire(Self.served.get().port)
        wire.send(bytes + Self.after)
        let (text, isClosed) = wire.receive()
        #expect(isClosed && Self.answers(text) == 1, "\(name): \(text)")
        #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n") && text.contains("application/problem+json"), "\(name): \(text)")
        #expect(text.contains(#""code":"bad-request""#) && text.contains("Connection: close\r\n"), "\(name): \(text)")
    }

    @Test(arguments: [
        "5\nhello\r\n0\r\n\r\n", "5\r\nhelloX0\r\n\r\n", "0x5\r\nhello\r\n0\r\n\r\n", "-5\r\n\r\n0\r\n\r\n", "123456789\r\n",
        "5 \r\nhello\r\n0\r\n\r\n", "5;a=\nb\r\nhello\r\n0\r\n\r\n", "0\r\nX: y\r\n\r\n", "\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n",
    ]) func `and sends bad chunks is refused`(chunks: String) throws {
        let wire = try Wire(Self.served.get().port)
        wire.send(
            "POST /sharing/getAccessToken HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
                + Self.after)
        let (text, isClosed) = wire.receive()
        #expect(isClosed && Self.answers(text) == 1 && text.hasPrefix("HTTP/1.1 400 "), "\(text)")
        #expect(text.contains("the body is not in proper chunks"), "\(text)")
    }

    @Test func `properly is answered, in one connection, in order`() throws {
        let wire = try Wire(Self.served.get().port)
        let chunked = "POST /sharing/nothing HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        let one = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n\r\n"
        wire.send(
            one + chunked + String(repeating: one, count: 60) + "GET /none HTTP/1.1\r\nHost: x\r\nConnection: keep-alive, Close\r\n\r\n")
        let (text, isClosed) = wire.receive()
        #expect(isClosed && Self.answers(text) == 63, "\(Self.answers(text))")
        #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count - 1 == 61, "\(text.suffix(2_000))")
        #expect(text.components(separatedBy: "HTTP/1.1 404").last?.contains(#""code":"not-found""#) == true)
        #expect(text.lowercased().contains("connection: close\r\n"))
    }

    @Test func `with HTTP 1.0 is answered, and the connection ends`() throws {
        let wire = try Wire(Self.served.get().port)
        wire.send("GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + Self.after)
        let (text, isClosed) = wire.receive()
        #expect(isClosed && Self.answers(text) == 1 && text.contains(" 200 OK") && text.hasSuffix("ok\n"), "\(text)")
    }

    /// Each waits no longer than was agreed, and no shorter.
    @Test func `and is slow is left in time`() throws {
        let port = try Self.served.get().port
        let body = "POST /sharing/getAccessToken HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\n"
        let slow = try [("GET /healthz HT", 2.0, "408"), (body + "{", 2, "408"), ("", 3, nil), (Self.after, 3, "200")].map {
            (try Wire(port), $0, $1, $2)
        }
        let began = Date()
        for (wire, bytes, _, _) in slow { wire.send(bytes) }
        for (wire, bytes, seconds, status) in slow {
            // A byte now and then changes nothing.
            if status == "408" { usleep(200_000); wire.send("X") }
            let (text, isClosed) = wire.receive(seconds: 30)
            let time = Date().timeIntervalSince(began)
            #expect(isClosed && time > seconds - 0.3 && time < seconds + 15, "\(bytes): \(time) \(text)")
            #expect(status.map { text.hasPrefix("HTTP/1.1 \($0) ") } ?? text.isEmpty, "\(bytes): \(text)")
            if status == "408" { #expect(text.contains(#""code":"too-slow""#)) }
        }
    }

    @Test func `and sends more than is read is told so`() throws {
        let port = try Self.served.get().port
        for head in [
            "GET /" + String(repeating: "a", count: 70_000),
            "GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 70_000),
            "GET /healthz HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X: y\r\n", count: 120) + "\r\n",
        ] {
            let wire = try Wire(port)
            wire.send(head)
            let (text, isClosed) = wire.receive()
            #expect(isClosed && text.hasPrefix("HTTP/1.1 431 ") && text.contains(#""code":"headers-too-large""#), "\(text)")
        }
        // A body that is far too large is not waited for.
        let wire = try Wire(port)
        wire.send("POST /sharing/getAccessToken HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000000\r\n\r\n")
        for _ in 0..<200 { if !wire.send([UInt8](repeating: 32, count: 65_536)) { break } }
        let (text, _) = wire.receive()
        #expect(text.isEmpty || text.hasPrefix("HTTP/1.1 413 "), "\(text)")
    }

    @Test func `when there is no room is told to come again`() throws {
        let served = try Served("--connections", "3")
        let held = try (0..<3).map { _ in try Wire(served.port) }
        for wire in held {
            wire.send(Self.after)
            #expect(wire.receive(until: { $0.hasSuffix("ok\n") }).text.contains(" 200 "))
        }
        let (text, isClosed) = try Wire(served.port).receive()
        #expect(
            isClosed && text.hasPrefix("HTTP/1.1 503 ") && text.contains("Retry-After: 1") && text.contains(#""overloaded""#), "\(text)")
        held[0].send("GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        #expect(held[0].receive().isClosed)
        // It is heard out for a second.
        usleep(2_000_000)
        let wire = try Wire(served.port)
        wire.send(Self.after)
        #expect(wire.receive(until: { $0.hasSuffix("ok\n") }).text.contains(" 200 "))
    }

    /// A thousand connections that do nothing, slow ones and bad ones, while somebody else asks.
    @Test(.timeLimit(.minutes(5))) func `with a thousand others gets his answers`() throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let served = try Served("--connections-per-address", "5000", "--head-seconds", "5", "--idle-seconds", "60")
        func resident() throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(served.program.processID)/status", encoding: .utf8)
            return status.firstMatch(of: /VmRSS:\s+([0-9]+) kB/).flatMap { Int($0.output.1) } ?? 0
        }
        let before = try resident()
        let idle = try (0..<1_000).map { _ in try Wire(served.port) }
        let slow = try (0..<100).map { _ in try Wire(served.port) }
        for wire in slow { wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX: ") }
        let large = String(repeating: "a", count: 70_000)
        let asking = try Wire(served.port)
        for number in 0..<200 {
            asking.send(Self.after)
            let (text, _) = asking.receive(until: { $0.hasSuffix("ok\n") })
            #expect(text.contains(" 200 OK"), "\(text)")
            let bad = try Wire(served.port)
            bad.send(number % 2 == 0 ? "GET / HTTP/1.1\r\nHost: x\r\nX: " + large : "\0\r\n\r\n")
            #expect(bad.receive().isClosed)
        }
        for wire in slow { #expect(wire.receive(seconds: 60).text.hasPrefix("HTTP/1.1 408 ")) }
        #expect(try resident() - before < 100_000, "kB more than before")
        // They are there still, and are answered.
        for wire in idle {
            wire.send(Self.after)
            #expect(wire.receive(until: { $0.hasSuffix("ok\n") }).text.contains(" 200 OK"))
        }
    }
}
