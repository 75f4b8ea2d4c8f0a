import Foundation
import TestSupport
import Testing

/// What `serve` is told by flags, the environment and a file.
@Suite struct `Settings of a server` {
    private let folder = try! ScratchFolder()

    private func show(_ file: String, _ more: [String] = [], _ environment: [String: String] = [:]) throws -> Program.Result {
        try folder.write(file, to: "onething.yaml")
        return try Program.run(["serve", "--show-config", "--config", folder.path + "/onething.yaml"] + more, environment: environment)
    }

    private func row(_ name: String, _ result: Program.Result) -> [String] {
        let line = result.output.split(separator: "\n").first { $0.hasPrefix(name + " ") } ?? ""
        return line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    }

    @Test func `go by flag, environment and file, in this order`() throws {
        let file = "host: '::1'\nport: 9001\ndatabase: data/office.sqlite\n"
        let result = try show(
            file, ["--port", "9003"], ["ONETHING_PORT": "9002", "ONETHING_HOST": "localhost", "ONETHING_MASTER_KEYS": "k c2VjcmV0"])
        #expect(result.status == 0, "\(result.error)")
        #expect(row("port", result) == ["port", "9003", "--port"])
        #expect(row("host", result) == ["host", "localhost", "ONETHING_HOST"])
        // A path of the file is one beside it.
        #expect(row("database", result) == ["database", folder.path + "/data/office.sqlite", folder.path + "/onething.yaml:3"])
        #expect(row("algorithms", result) == ["algorithms", "standard", "default"])
        #expect(row("master-keys", result) == ["master-keys", "(hidden)", "ONETHING_MASTER_KEYS"])
        #expect(!result.output.contains("c2VjcmV0"))
    }

    /// Whatever can be set of it, in all three ways.
    @Test func `are shown, those of subscribers, files and ratings too`() throws {
        let shown = try show(
            "allow-webhook-host: [a.example, 'b.example:99']\ncase-files: 7\nrating-window: 9\n", ["--file-megabytes", "3"],
            ["ONETHING_WEBHOOK_PROXY": "127.0.0.1:3128", "ONETHING_CALL_BACK": "2"])
        #expect(shown.status == 0, "\(shown.error)")
        #expect(row("allow-webhook-host", shown).prefix(3) == ["allow-webhook-host", "a.example,", "b.example:99"])
        #expect(row("webhook-proxy", shown) == ["webhook-proxy", "127.0.0.1:3128", "ONETHING_WEBHOOK_PROXY"])
        #expect(row("file-megabytes", shown) == ["file-megabytes", "3", "--file-megabytes"])
        #expect(row("case-files", shown).prefix(2) == ["case-files", "7"])
        #expect(row("rating-window", shown).prefix(2) == ["rating-window", "9"])
        #expect(row("call-back", shown) == ["call-back", "2", "ONETHING_CALL_BACK"])
        let unfit = try Program.run(["serve", "--port", "0", "--allow-webhook-host", "a b", "--database", folder.path + "/x.sqlite"])
        #expect(unfit.status == 64 && unfit.error.contains("allow-webhook-host"), "\(unfit.error)")
    }

    @Test(arguments: [
        ("port: 9001\nhots: x\n", "onething.yaml:2:1: error[unknown-key]"), ("port: 70000\n", "onething.yaml:1:7: error[wrong-number]"),
        ("port: 1\nport: 2\n", "onething.yaml:2:1: error[duplicate-key]"),
        ("algorithms: gn\n", "onething.yaml:1:13: error[wrong-choice]"), ("- port\n", "onething.yaml:1:1: error[wrong-shape]"),
        ("host: [a\n", "error[invalid-yaml]"), ("master-keys: x\n", "onething.yaml:1:1: error[unknown-key]"),
    ]) func `that cannot be are told at their place`(file: String, part: String) throws {
        let result = try show(file)
        #expect(result.status == 64 && result.output.isEmpty && result.error.contains(part), "\(result.error)")
    }

    @Test func `of the environment and a missing file are told, too`() throws {
        let port = try show("port: 1\n", [], ["ONETHING_PORT": "many"])
        #expect(port.status == 64 && port.error.contains("ONETHING_PORT is a whole number in 0–65535"), "\(port.error)")
        let none = try Program.run(["serve", "--show-config"], environment: ["ONETHING_CONFIG": folder.path + "/none.yaml"])
        #expect(none.status == 64 && none.error.contains("none.yaml"), "\(none.error)")
    }

    /// They are those by which it serves, and not only shown.
    @Test func `are those by which it serves`() throws {
        try folder.write("port: 0\ndatabase: office.sqlite\n", to: "onething.yaml")
        let program = try ServingProgram(["serve", "--config", folder.path + "/onething.yaml"], in: folder)
        defer { program.stop() }
        #expect(program.port != 8080 && program.printed().contains(folder.path + "/office.sqlite"))
        #expect(FileManager.default.fileExists(atPath: folder.path + "/office.sqlite-keys"))
    }
}
