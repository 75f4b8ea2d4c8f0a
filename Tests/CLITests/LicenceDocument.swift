import Foundation
import TestSupport
import Testing

/// The commands of docs/licences.md, pasted one block after the other by somebody who has just built the program.
@Suite struct `The page about licences` {
    /// Lines that are set apart, without the samples of JSON.
    private func commands() throws -> String {
        let lines = try Checkout.text("docs/licences.md").split(separator: "\n", omittingEmptySubsequences: false)
        let blocks = lines.split { !$0.hasPrefix("    ") }.map { $0.map { $0.dropFirst(4) } }
        return blocks.filter { $0.first?.hasPrefix("{") == false }.joined().joined(separator: "\n") + "\n"
    }

    @Test(.timeLimit(.minutes(5))) func `has commands that run from top to bottom`() throws {
        let folder = try ScratchFolder()
        for name in ["Definitions", "Examples"] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(name)", withDestinationPath: Checkout.path(name))
        }
        let port = Int.random(in: 20_000..<60_000)
        let script = try commands().replacing("8090", with: "\(port)")
        #expect(script.split(separator: "\n").count { $0.contains("onething ") } > 25)
        // Whatever is served still is ended with the shell.
        try folder.write("trap 'kill $! 2> /dev/null || true' EXIT\nset -e\n" + script, to: "commands")
        let result = try Program.run([], in: folder.url, within: ["sh", "-c", #"PATH="$(dirname "$0"):$PATH" exec sh -x commands"#])
        #expect(result.status == 0, "\(result.error.suffix(1_500))")
        #expect(result.output.contains("licences are served at http://127.0.0.1:\(port)\n"))
        #expect(!result.output.contains("awaited from"), "the other office has answered")
    }
}
