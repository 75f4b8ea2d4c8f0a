import Foundation
import TestSupport
import Testing

@testable import Workflow

/// docs/editors.md: what it tells an editor is true of the format.
@Suite struct `The page about editors` {
    @Test(arguments: ["docs/editors.md", "docs/editors.zh-CN.md"])
    func `its globs name every kind of file, each at its place`(page: String) throws {
        let text = try Checkout.text(page)
        let block = try #require(text.firstMatch(of: #/```json\n([^`]*)```/#)).output.1
        let settings = try JSONDecoder().decode([String: [String: String]].self, from: Data(block.utf8))
        let globs = try #require(settings["yaml.schemas"])
        let expected = FileKind.allCases.map { kind in
            (".schemas/\(kind.rawValue).schema.json", "Definitions/" + kind.place.replacing(#/<[a-z]+>/#, with: "*"))
        }
        #expect(globs == Dictionary(uniqueKeysWithValues: expected))
        // A file by the glob is read as that kind.
        for (schema, glob) in globs {
            let path = glob.dropFirst("Definitions/".count).replacing("*", with: "x")
            #expect(FileKind(path: String(path)).map { ".schemas/\($0.rawValue).schema.json" } == schema)
        }
        // The shorter examples for other editors say the same.
        for line in text.split(separator: "\n") {
            guard let match = line.firstMatch(of: #/(\.schemas/[a-z]+\.schema\.json)".*"(Definitions/[^"]*)"/#) else { continue }
            #expect(globs[String(match.output.1)] == String(match.output.2))
        }
    }

    @Test func `make schemas writes every kind`() throws {
        let line = try #require(Checkout.text("Makefile").split(separator: "\n").first { $0.hasPrefix("KINDS = ") })
        #expect(line.dropFirst("KINDS = ".count).split(separator: " ").map(String.init) == FileKind.allCases.map(\.rawValue))
    }
}
