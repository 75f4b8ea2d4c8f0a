import Foundation
import TestSupport
import Testing

@testable import Workflow

/// `export openapi`: what a server would say of itself, without one.
@Suite struct `Export of the API` {
    @Test func `it is a document of every operation, and -o writes the same`() throws {
        let printed = try Program.run("export", "openapi")
        #expect([printed.status, printed.error.isEmpty ? 0 : 1] == [0, 0])
        let document = try JSONDecoder().decode(JSONValue.self, from: Data(printed.output.utf8))
        #expect(document["openapi"] == "3.1.1")
        #expect(document["paths"]?["/v1/cases"]?["post"]?["operationId"] == "createCase")
        let folder = try ScratchFolder()
        let written = try Program.run("export", "openapi", "-o", folder.path + "/new/openapi.json")
        #expect([written.output, written.error] == ["", ""])
        #expect(try folder.text("new/openapi.json") == printed.output)
    }

    @Test func `it speaks both languages`() throws {
        let path = ["paths", "/v1/bundles", "get", "summary"]
        func summary(_ language: String) throws -> JSONValue? {
            let output = try Program.run("export", "openapi", "--lang", language).output
            return path.reduce(try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8)) as JSONValue?) { $0?[$1] }
        }
        #expect(try summary("zh") != nil && summary("zh") != summary("en"))
    }
}
