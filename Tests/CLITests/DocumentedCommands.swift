import Foundation
import TestSupport
import Testing

/// The commands of a page, pasted one block after the other by somebody who has just built the program.
@Suite(.serialized) struct `The page` {
    /// Lines that are set apart, without the samples of JSON.
    private func commands(of page: String) throws -> String {
        let lines = try Checkout.text("docs/\(page)").split(separator: "\n", omittingEmptySubsequences: false)
        let blocks = lines.split { !$0.hasPrefix("    ") }.map { $0.map { $0.dropFirst(4) } }
        return blocks.filter { $0.first?.hasPrefix("{") == false }.joined().joined(separator: "\n") + "\n"
    }

    /// - Returns: what the commands have printed.
    private func run(_ page: String, port serving: Int? = nil, atLeast count: Int) throws -> (output: String, port: Int) {
        let folder = try ScratchFolder()
        for name in ["Definitions", "Examples"] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: Checkout.path(name))
        }
        let port = Int.random(in: 20_000..<60_000)
        let all = try commands(of: page)
        let script = serving.map { all.replacing("\($0)", with: "\(port)") } ?? all
        #expect(script.split(separator: "\n").count { $0.contains("onething ") || $0.contains("curl ") } >= count)
        // Whatever is served still is ended with the shell.
        try folder.write("trap 'kill $! 2> /dev/null || true' EXIT\nset -e\n" + script, to: "commands")
        let result = try Program.run([], in: folder.url, within: ["sh", "-c", #"PATH="$(dirname "$0"):$PATH" exec sh -x commands"#])
        #expect(result.status == 0, "\(result.error.suffix(1_500))")
        return (result.output, port)
    }

    @Test(.timeLimit(.minutes(5))) func `about licences has commands that run from top to bottom`() throws {
        let (output, port) = try run("licences.md", port: 8090, atLeast: 25)
        #expect(output.contains("licences are served at http://127.0.0.1:\(port)\n"))
        #expect(!output.contains("awaited from"), "the other office has answered")
    }

    @Test(.timeLimit(.minutes(10))) func `about simulation has commands that run from top to bottom`() throws {
        let (output, _) = try run("simulation.md", atLeast: 8)
        #expect(output.contains("200 applicants in 1 block, seed 1") && output.contains("By offices.each.health.officers (means)"))
    }

    @Test(.timeLimit(.minutes(10))) func `about fitting has commands that run from top to bottom`() throws {
        let (output, _) = try run("fitting.md", atLeast: 9)
        #expect(output.contains("A child is born · a scenario fitted to stored cases") && output.contains("\"reason\" : \"too-few\""))
        #expect(
            output.contains("20 applicants in ") && output.contains("3 stored cases walked again")
                && output.contains("birth-registration: limit"))
        #expect(output.contains("A child is born · what to connect next"))
    }

    @Test(.timeLimit(.minutes(5))) func `about the HTTP API has commands that run from top to bottom`() throws {
        let (output, port) = try run("http-api.md", port: 8080, atLeast: 9)
        #expect(output.contains("API: http://127.0.0.1:\(port) (database onething.sqlite)\n"))
        #expect(output.contains("\"next\":\"") && output.contains("onething_http_request_duration_seconds_count{"))
    }
}
