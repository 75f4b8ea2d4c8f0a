import Foundation
import TestSupport
import Testing

/// A server as whoever keeps it running sees it.
@Suite(.serialized) struct `A server that is kept running` {
    private let folder = try! ScratchFolder()
    private var database: [String] { ["--database", folder.path + "/office.sqlite"] }

    private func ask(_ program: ServingProgram, _ path: String, _ headers: String = "") throws -> String {
        let wire = try Wire(program.port)
        wire.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Language: en\r\n\(headers)\r\n")
        return wire.receive().text
    }

    @Test func `says what it runs on, and what its requests were`() throws {
        let program = try ServingProgram(["serve", "--port", "0", "--log-format", "json"] + database, in: folder)
        defer { program.stop() }
        let ready = try ask(program, "/readyz")
        #expect(ready.hasPrefix("HTTP/1.1 200 ") && ready.contains(#""ready":true"#) && ready.contains(#""version":"3."#), "\(ready)")
        #expect(ready.contains(#""number":1"#) && ready.contains(#""freeBytes":"#))
        let metrics = try ask(program, "/metrics")
        for name in [
            "process_resident_memory_bytes ", "process_open_fds ", "onething_log_entries_total 0", "onething_incidents_open",
            "onething_cases_open", "onething_transitions_total", "onething_licence_requests_total", "onething_deadline_breaches_total",
            "onething_sqlite_commit_duration_seconds",
        ] {
            #expect(metrics.contains("\n" + name) || metrics.contains("# TYPE " + name), "\(name)")
        }
        // The trace of the request is that of its answer and of its line in the log.
        let (trace, canary) = ("0af7651916cd43dd8448eb211c80319c", "990000199501010021")
        let problem = try ask(program, "/v1/cases/\(canary)?x=\(canary)", "traceparent: 00-\(trace)-b7ad6b7169203331-01\r\n")
        #expect(problem.contains("\"traceId\":\"\(trace)\""), "\(problem)")
        usleep(200_000)
        let lines = program.printed().split(separator: "\n").filter { $0.hasPrefix("{") }
        let line = try JSON(parsing: String(try #require(lines.first { $0.contains(trace) })))
        #expect(line["route"].text == "/v1/cases/{case}" && line["status"].number == 401 && line["role"].text == "none", "\(line)")
        #expect(line["code"].text == "unauthenticated" && (line["seconds"].number ?? 0) > 0 && (line["bytes"].number ?? 0) > 100, "\(line)")
        let good = try JSON(parsing: String(try #require(lines.first { $0.contains(#""route":"/readyz""#) })))
        #expect(good["status"].number == 200 && good["code"] == .null, "\(good)")
        #expect(line["message"].text == "request" && line["level"].text == "info" && line["method"].text == "GET")
        #expect(!program.printed().contains(canary))
    }

    /// A copy does not work on cases, and says so.
    @Test func `of a copy is not ready`() throws {
        _ = try Program.run(["publish"] + database)
        let copy = ["--database", folder.path + "/copy.sqlite", "--keys", folder.path + "/office.sqlite-keys"]
        let backup = try Program.run(["backup", folder.path + "/copy.sqlite"] + database)
        #expect(backup.status == 0, "\(backup.error)")
        let program = try ServingProgram(["serve", "--port", "0"] + copy, in: folder)
        defer { program.stop() }
        let ready = try ask(program, "/readyz")
        #expect(ready.hasPrefix("HTTP/1.1 503 ") && ready.contains(#""detail":"copy""#) && ready.contains("not-ready"), "\(ready)")
    }

    /// Time passes in cases without anybody's doing.
    @Test func `lets time pass`() throws {
        let then = ["--now", "2026-03-02 09:30"]
        let started = try Program.run(["case", "start", "newborn", "--from", "married-local-couple"] + database + then)
        #expect(started.status == 0, "\(started.error)")
        let later = ["--now", "2026-11-02 09:30"]
        let program = try ServingProgram(["serve", "--port", "0", "--housekeeping-seconds", "1"] + database + later, in: folder)
        usleep(3_000_000)
        program.stop()
        let tick = try Program.run(["case", "tick"] + database + later)
        #expect(tick.status == 0 && tick.output.contains("0"), "\(tick.output)")
        let events = try Program.run(["case", "list", "--format", "json"] + database)
        #expect(events.status == 0)
    }

    @Test func `tells whoever started it that it is ready, and that it ends`() throws {
        let path = folder.path + "/n"
        let socket = Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
        #expect(bound == 0)
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        func told() -> String {
            var buffer = [UInt8](repeating: 0, count: 100)
            let count = max(0, recv(socket, &buffer, buffer.count, 0))
            return String(decoding: buffer.prefix(count), as: UTF8.self)
        }
        let program = try ServingProgram(["serve", "--port", "0"] + database, in: folder, environment: ["NOTIFY_SOCKET": path])
        #expect(told() == "READY=1")
        program.stop()
        #expect(told() == "STOPPING=1")
    }

    /// On a full disk what can be read is read, what would be written is refused, and nothing ends (R5).
    @Test func `on a disk that is low begins no case`() throws {
        let disk = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: false)
        let mount = try Program.run([], within: ["sh", "-c", "mount -t tmpfs -o size=24m tmpfs \(disk) 2>&1; exit 0"])
        guard try String(contentsOfFile: "/proc/mounts", encoding: .utf8).contains(disk) else {
            // Whoever may not mount cannot try it.
            print("not tried, no disk of its own: \(mount.output)")
            return
        }
        defer { _ = try? Program.run([], within: ["sh", "-c", "umount -l \(disk)"]) }
        let there = ["--database", disk + "/office.sqlite", "--keys", folder.path + "/keys"]
        let program = try ServingProgram(["serve", "--port", "0"] + there, in: folder)
        defer { program.stop() }
        let token = try Program.run(["token", "--role", "applicant", "--person", "990000199501010021"] + there)
        let bearer = "Authorization: Bearer \(token.output.trimmingCharacters(in: .whitespacesAndNewlines))\r\n"
        func begin(_ key: String) throws -> String {
            let body = #"{"bundle":"newborn","answers":{}}"#
            let wire = try Wire(program.port)
            wire.send(
                "POST /v1/cases HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(bearer)Idempotency-Key: \"\(key)\"\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            )
            return wire.receive().text
        }
        #expect(try !begin("a").contains("storage-full"))
        let filler = disk + "/filler"
        _ = try Program.run([], within: ["sh", "-c", "head -c 100000000 /dev/zero > \(filler) 2>/dev/null; exit 0"])
        #expect(try begin("b").hasPrefix("HTTP/1.1 507 "))
        let ready = try ask(program, "/readyz")
        #expect(ready.hasPrefix("HTTP/1.1 503 ") && ready.contains("disk"), "\(ready)")
        #expect(try ask(program, "/v1/cases", bearer).hasPrefix("HTTP/1.1 200 "), "what is there is read")
        try FileManager.default.removeItem(atPath: filler)
        #expect(try !begin("c").contains("storage-full"))
        #expect(try ask(program, "/readyz").hasPrefix("HTTP/1.1 200 "))
    }
}
