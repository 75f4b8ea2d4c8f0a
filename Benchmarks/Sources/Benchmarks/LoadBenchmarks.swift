import Foundation
import Workflow

/// The HTTP API under load by wrk on loopback, which shares the two cores with it: 100,000 open cases, every move on disk (FULL). Beside it, in turns,
/// what the yardstick names: uvicorn with one row a request in SQLite at FULL, and nginx with a static file.
func load(by program: String, _ definitions: String, yardstick: String?) async throws -> [Measurement] {
    guard (try? output(of: "sh", ["-c", "command -v wrk curl nginx"])) != nil else {
        FileHandle.standardError.write(Data("wrk, curl or nginx is not there: the load is not measured\n".utf8))
        return []
    }
    let workload = try await DurableWorkload(definitions)
    let ids = try await workload.begin(100_000)
    try workload.close()
    defer { workload.remove() }
    let server = try LoadedServer(program, workload, ids)
    defer { server.stop() }
    var all: [Measurement] = []
    let limits = try yardstick.map { try LoadLimits($0) }
    defer { limits?.stop() }
    for (bench, reads, peer, url) in [
        ("durable moves over HTTP, 32 connections", 0, "http/app.py POST at FULL", limits?.post),
        ("reads of a case over HTTP, 32 connections", 10, "nginx, static file", limits?.file),
    ] {
        var (rates, ratios): ([Double], [Double]) = ([], [])
        for _ in 0..<3 {
            let theirs = try url.map { try limits!.rate($0) }
            let ours = try server.load(reads: reads)
            rates.append(ours.rate)
            if let theirs { ratios.append(ours.rate / theirs) }
        }
        all.append(Measurement(bench, rates, "requests/s", against: ratios.isEmpty ? nil : peer, ratios))
    }
    let mixed = try (0..<3).map { _ in try server.load(reads: 6) }
    all.append(Measurement("60 % reads, 40 % moves over HTTP, 32 connections", mixed.map(\.rate), "requests/s"))
    all.append(Measurement("p99 of the mix", mixed.map(\.p99), "ms"))
    // Others that keep connections and say nothing.
    var (idle, crowd): ([Double], [Double]) = ([], [])
    for _ in 0..<3 {
        idle.append(try server.load(reads: 6).p99)
        let sockets = try server.connect(950)
        crowd.append(try server.load(reads: 6).p99)
        for socket in sockets { close(socket) }
    }
    all.append(
        Measurement(
            "p99 of the mix beside 950 idle connections", crowd, "ms", against: "without them", zip(crowd, idle).map { $0 / $1 }))
    all.append(Measurement("memory of the server after that, at most", [server.mostMegabytes], "MB"))
    return all
}

extension Measurement {
    /// The median of some figures, and of their ratios to others'.
    fileprivate init(_ bench: String, _ values: [Double], _ unit: String, against: String? = nil, _ ratios: [Double] = []) {
        let (values, ratios) = (values.sorted(), ratios.sorted())
        self.init(
            bench: bench, value: values[values.count / 2], unit: unit, against: against,
            ratio: ratios.isEmpty ? nil : ratios[ratios.count / 2], n: values.count, min: values[0], max: values[values.count - 1])
    }
}

/// What wrk tells of some seconds.
private struct Load {
    var rate: Double
    var requests: Int
    /// Milliseconds in which 99 of 100 requests were answered.
    var p99: Double

    /// - Throws: where an answer was none of 2xx or 3xx, or a connection broke.
    init(_ url: String, script: String? = nil, _ environment: [String: String] = [:]) throws {
        let seconds = ProcessInfo.processInfo.environment["SECONDS_OF_LOAD"] ?? "5"
        let words = ["-t1", "-c32", "-d\(seconds)s", "--latency"] + (script.map { ["-s", $0] } ?? []) + [url]
        let text = String(decoding: try output(of: "wrk", words, environment), as: UTF8.self)
        func line(_ start: String) -> String? {
            text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.first { $0.hasPrefix(start) }
                .map { String($0.dropFirst(start.count)).trimmingCharacters(in: .whitespaces) }
        }
        guard line("Non-2xx") == nil, line("Socket errors") == nil, let rate = line("Requests/sec:").flatMap({ Double($0) }),
            let p99 = line("99%").flatMap(Self.milliseconds),
            let requests = text.firstMatch(of: /([0-9]+) requests in/).flatMap({ Int($0.1) })
        else { throw LoadFailed(text: text) }
        (self.rate, self.p99, self.requests) = (rate, p99, requests)
    }

    private static func milliseconds(_ text: String) -> Double? {
        for (unit, factor) in [("us", 0.001), ("ms", 1), ("s", 1_000)] where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { $0 * factor }
        }
        return nil
    }
}

private struct LoadFailed: Error, CustomStringConvertible {
    var text: String
    var description: String { "the load did not go through: \(text)" }
}

/// `onething serve` over the database of a workload.
private final class LoadedServer {
    private let process = Process()
    private let port: Int
    private let environment: [String: String]
    /// Cases by how many of the first moves they have behind them: a load takes the next ones of a list, and those which it has surely moved
    /// come onto the list after it.
    private var cases: [[String]]
    /// More moves than a load makes.
    private static let most = 20_000
    private let folder: String
    private let firstMoves: [(item: String, move: String)]

    init(_ program: String, _ workload: DurableWorkload, _ ids: [CaseID]) throws {
        folder = URL(fileURLWithPath: workload.database).deletingLastPathComponent().path
        firstMoves = Array(workload.moves.prefix(4))
        cases = [ids.map(\.description)] + firstMoves.map { _ in [] }
        try cases[0].joined(separator: "\n").write(toFile: folder + "/ids", atomically: true, encoding: .utf8)
        port = Int.random(in: 20_000..<30_000)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "serve", "--database", workload.database, "--port", "\(port)", "--rate", "0", "--log", "faults", "--definitions",
            "Benchmarks/Reference",
        ]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var token = ""
        for _ in 0..<100 where token.isEmpty {
            Thread.sleep(forTimeInterval: 0.2)
            let ready = try? output(of: "curl", ["-fsS", "http://127.0.0.1:\(port)/readyz"])
            if ready == nil { continue }
            let words = [
                "token", "--role", "officer", "--department", workload.departments[firstMoves[0].item] ?? "", "--person", "s-1", "--expires", "8h", "--database",
                workload.database,
            ]
            token = String(decoding: try output(of: program, words), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        environment = ["IDS": folder + "/ids", "TOKEN": token]
    }

    /// Some seconds of requests of which so many of ten only read; each move is the next one of a case on which none is under way.
    func load(reads: Int) throws -> Load {
        guard let made = firstMoves.indices.first(where: { cases[$0].count >= Self.most }) else {
            throw LoadFailed(text: "all cases are moved as far as they go at this load")
        }
        var environment = environment
        environment["MOVED"] = folder + "/moved"
        environment["READS"] = "\(reads)"
        (environment["ITEM"], environment["MOVE"]) = (firstMoves[made].item, firstMoves[made].move)
        try cases[made].joined(separator: "\n").write(toFile: folder + "/moved", atomically: true, encoding: .utf8)
        let load = try Load("http://127.0.0.1:\(port)", script: "Benchmarks/load.lua", environment)
        guard reads < 10 else { return load }
        let answered = load.requests * (10 - reads) / 10
        // wrk makes up a first one that it does not send, and of the last ones nobody knows: each connection was cut in the middle of one.
        cases[made + 1] += cases[made].prefix(max(0, answered - 1_000)).dropFirst(32)
        cases[made].removeFirst(min(answered + 1_000, cases[made].count))
        return load
    }

    /// Connections on which nothing is said.
    func connect(_ count: Int) throws -> [Int32] {
        try (0..<count).map { _ in
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let done = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
            }
            guard done == 0 else { throw LoadFailed(text: "cannot connect") }
            return descriptor
        }
    }

    var mostMegabytes: Double {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line.flatMap { Double($0.split(separator: " ", omittingEmptySubsequences: true)[1]) } ?? 0) * 1_024 / 1e6
    }

    func stop() { end(process) }
}

/// Ends a program, by force where it does not end within ten seconds. (Foundation's `waitUntilExit` may never notice.)
private func end(_ process: Process) {
    process.terminate()
    for _ in 0..<100 where process.isRunning { Thread.sleep(forTimeInterval: 0.1) }
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
}

/// The programs of the yardstick, from a copy of it in which `./setup.sh http` was run.
private final class LoadLimits {
    let post = "http://127.0.0.1:18081/transition"
    let file = "http://127.0.0.1:18080/case.json"
    private let folder: String
    private var processes: [Process] = []

    init(_ yardstick: String) throws {
        folder = yardstick
        for name in ["data", "logs"] {
            try FileManager.default.createDirectory(atPath: "\(yardstick)/\(name)", withIntermediateDirectories: true)
        }
        let root = URL(fileURLWithPath: yardstick).standardizedFileURL.path
        let configuration = try String(contentsOfFile: yardstick + "/http/nginx.conf", encoding: .utf8)
        try configuration.replacing("@ROOT@", with: root).write(toFile: root + "/data/nginx.conf", atomically: true, encoding: .utf8)
        try begin("nginx", ["-c", root + "/data/nginx.conf", "-g", "user root;"])
        try begin(
            root + "/venv-http/bin/uvicorn",
            ["--app-dir", root + "/http", "app:app", "--port", "18081", "--log-level", "error", "--no-access-log", "--loop", "uvloop"]
                + ["--http", "httptools"])
        Thread.sleep(forTimeInterval: 3)
    }

    private func begin(_ program: String, _ words: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + words
        process.environment = ProcessInfo.processInfo.environment.merging(["SYNC": "FULL"]) { $1 }
        try process.run()
        processes.append(process)
    }

    func rate(_ url: String) throws -> Double {
        try Load(url, script: url == post ? folder + "/http/post.lua" : nil).rate
    }

    func stop() { for process in processes { end(process) } }
}
