import Foundation
import Glibc
import TestSupport
import Testing

@testable import Workflow

/// Files that no author means: each is told at its place, within a second, and nothing crashes.
@Suite struct `A hostile file` {
    struct Hostile: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
        /// Code, line and column of the first diagnostic.
        var told: String

        init(_ name: String, _ text: String, _ told: String) {
            (testDescription, self.text, self.told) = (name, text, told)
        }
    }

    static let texts = [
        Hostile("a billion laughs", billionLaughs, "anchor 1:4"),
        Hostile("a loop of anchors", "a: &a [*a]\n", "anchor 1:4"),
        Hostile("an anchor after a question mark", "? &a b\n: *a\n", "anchor 1:3"),
        Hostile("an anchor after a colon without a space", "{\"a\":&a b, \"c\":*a}\n", "anchor 1:6"),
        Hostile("an anchor after the start of the document", "--- &a {b: *a}\n", "anchor 1:5"),
        Hostile("depth 10,000 in brackets", deep("["), "too-deep 1:1"),
        Hostile("depth 10,000 in braces", deep("{a: "), "too-deep 1:1"),
        Hostile("depth 10,000 in dashes", deep("- "), "too-deep 1:1"),
        Hostile("depth 10,000 in question marks", deep("? "), "too-deep 1:1"),
        Hostile("depth 10,000 in both", deep("- {a: ["), "too-deep 1:1"),
        Hostile("depth 100 in both", deep("[{a: ", 50) + "\n", "too-deep 1:157"),
        Hostile("depth 100 in lines", lines(100), "too-deep 65:65"),
        Hostile("depth 1,000 in lines", lines(1000), "too-deep 65:65"),
        Hostile("depth 100 after the start of the document", "--- " + deep("[", 100), "too-deep 1:69"),
        Hostile("depth 100 behind a quote that is none", "a: b\n 'c\nd: " + deep("[", 100) + "\ne: it's\n", "too-deep 3:67"),
        Hostile("depth 100 behind a bar that is none", "a: b\n |\nd: " + deep("[", 100), "too-deep 3:67"),
        Hostile("depth 100 behind a block text", "- a: |\n    text\n  b: " + deep("[", 100), "too-deep 3:68"),
        Hostile("depth 100 behind a quote within brackets", "a: [b\n 'c, " + deep("[", 100), "too-deep 2:68"),
        Hostile("100,001 values", "a: [" + String(repeating: "x,", count: 100_001) + "x]\n", "too-many-values 1:200003"),
        Hostile("nothing", "", "empty-file 1:1"),
        Hostile("spaces", "  \n \n", "empty-file 1:1"),
        Hostile("comments", "# one\n  # two\n", "empty-file 1:1"),
        Hostile("a start of a document and nothing else", "---\n", "wrong-shape 1:4"),
        Hostile("a list", "- item: x\n", "wrong-shape 1:1"),
        Hostile("a number", "42\n", "wrong-shape 1:1"),
        Hostile("a text", "x\n", "wrong-shape 1:1"),
        Hostile("a key that is a map", "{{a: b}: c}\n", "missing-key 1:1"),
        Hostile("a tag of another language", "a: !!python/object/apply:os.system [ls]\n", "tag 1:4"),
        Hostile("a merge key", "a: {<<: {b: c}}\n", "merge-key 1:5"),
        Hostile("a tab", "a:\n\tb: c\n", "tab 2:1"),
        Hostile("NUL", "item: a\0b\n", "control-character 1:8"),
        Hostile("line ends of old", "item: a\rtitle: b\r", "control-character 1:8"),
        Hostile("a line separator", "item: a\u{2028}b\n", "control-character 1:8"),
        Hostile("a second document", "a: b\n---\nc: d\n", "several-documents 2:1"),
        Hostile("an end of the document and more", "a: b\n...\nc: d\n", "invalid-yaml 3:1"),
        Hostile("30,000 unknown keys", (0..<30_000).map { "k\($0):\n" }.joined(), "unknown-key 1:1"),
        Hostile("100,000 anchors", String(repeating: "&a\n", count: 100_000), "anchor 1:1"),
    ]

    private static let billionLaughs = """
        a: &a ["lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol"]
        b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
        c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
        d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
        e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
        f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
        g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
        h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]
        i: &i [*h, *h, *h, *h, *h, *h, *h, *h, *h]

        """

    private static func deep(_ part: String, _ times: Int = 10_000) -> String { String(repeating: part, count: times) }

    private static func lines(_ depth: Int) -> String {
        (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }

    @Test(arguments: texts)
    func `is told at its place`(hostile: Hostile) throws {
        let (folder, time) = try read { try TemporaryFolder.write(Data(hostile.text.utf8), $0 + "/items/transport/bus-card.yaml") }
        let first = try #require(folder.diagnostics.sortedByPlace().first)
        #expect("\(first.code.rawValue) \(first.position.line):\(first.position.column)" == hostile.told)
        expectPlaces(folder)
        #expect(time < .seconds(5), "a second in release, some more in debug")
    }

    @Test func `of another encoding is told with the encoding that it seems to have`() throws {
        let gbk = Data("item: bus\ntitle: {zh: ".utf8) + [0xD1, 0xA7, 0xC9, 0xFA] + Data("}\n".utf8)  // 学生; D1 A7 is UTF-8 by chance
        #expect(try told(gbk) == ["wrong-encoding 2:14"])
        #expect(try told([0xFF, 0xFE] + utf16("item: x\n")) == ["wrong-encoding 1:1"])
        #expect(try told([0xFE, 0xFF] + utf16("item: x\n")) == ["wrong-encoding 1:1"])
        #expect(try told(utf16("item: x\n")) == ["wrong-encoding 1:1"])
        #expect(try told([0xEF, 0xBB, 0xBF] + Data("item: x\n".utf8)) == ["byte-order-mark 1:1"])
        #expect(try told(Data([0xFF, 0xFE])) == ["wrong-encoding 1:1"])
        #expect(try told(Data([0x80])) == ["wrong-encoding 1:1"])
        #expect(try told(Data("item: x".utf8) + [0xE4, 0xB8]) == ["wrong-encoding 1:8"], "cut off within a character")
    }

    @Test func `of 100 MB is told without being read`() throws {
        let (folder, time) = try read { path in
            let file = path + "/items/transport/bus-card.yaml"
            try TemporaryFolder.write(Data("item: x\n".utf8), file)
            try #require(truncate(file, 100_000_000) == 0)
        }
        #expect(codes(folder) == ["file-too-large 1:1"])
        #expect(folder.sources.isEmpty)
        #expect(time < .seconds(1))
    }

    @Test func `that is no plain file is told and never waited for`() throws {
        let (folder, time) = try read { path in
            let files = FileManager.default
            try files.createDirectory(atPath: path + "/licences/folder.yaml", withIntermediateDirectories: true)
            try files.createSymbolicLink(atPath: path + "/licences/lost.yaml", withDestinationPath: "nowhere.yaml")
            try files.createSymbolicLink(atPath: path + "/licences/loop.yaml", withDestinationPath: "loop.yaml")
            try files.createSymbolicLink(atPath: path + "/licences/endless.yaml", withDestinationPath: "/dev/zero")
            try files.createSymbolicLink(atPath: path + "/sources", withDestinationPath: "licences")
            try #require(mkfifo(path + "/licences/pipe.yaml", 0o600) == 0)
            try TemporaryFolder.write(Data(), path + "/large.txt")
            try #require(truncate(path + "/large.txt", 100_000_000) == 0)
            try files.createSymbolicLink(atPath: path + "/licences/large.yaml", withDestinationPath: "../large.txt")
        }
        #expect(
            folder.diagnostics.sortedByPlace().map { "\($0.position.file) \($0.message.en)" } == [
                "licences/endless.yaml this cannot be read: it is no plain file",
                "licences/folder.yaml this cannot be read: it is a folder",
                "licences/large.yaml the file has 100000000 bytes, more than the limit of 1000000",
                "licences/loop.yaml this cannot be read: the link leads nowhere",
                "licences/lost.yaml this cannot be read: the link leads nowhere",
                "licences/pipe.yaml this cannot be read: it is no plain file",
                "sources this cannot be read: a link to a folder is not followed",
            ])
        #expect(time < .seconds(1))
    }

    @Test func `behind a link is read like any other`() throws {
        try TemporaryFolder.with { path in
            try FileManager.default.createSymbolicLink(atPath: path + "/link", withDestinationPath: FaultyFolder.sound)
            let check = try DefinitionCheck.run(at: path + "/link")
            #expect(check.diagnostics.isEmpty)
            #expect(check.folder.files == 43)
        }
    }

    @Test(arguments: [
        "bundles/deep/x.yaml", "x.yaml", "items/x.yaml", "worlds/newborn/x.yaml", "materials.yml", "Materials.yaml", "notes/a.YAML",
    ])
    func `out of place is told, never skipped`(path: String) throws {
        let (folder, _) = try read { try TemporaryFolder.write(Data("a: b\n".utf8), $0 + "/" + path) }
        #expect(codes(folder) == ["out-of-place 1:1"])
    }

    @Test(arguments: FileKind.allCases, ["- a\n", "42\n", "text\n", "[]\n", "{}\n", "\"\"\n"])
    func `of any kind that is no map, or an empty one, is told`(kind: FileKind, text: String) throws {
        let path = kind.place.replacingOccurrences(of: "<year>", with: "2026").filter { $0 != "<" && $0 != ">" }
        let (folder, _) = try read { try TemporaryFolder.write(Data(text.utf8), $0 + "/" + path) }
        #expect(!folder.diagnostics.isEmpty)
        #expect(folder.diagnostics.allSatisfy { $0.code == (text == "{}\n" ? .missingKey : .wrongShape) })
        expectPlaces(folder)
    }

    @Test func `with line ends of Windows is read like any other, with the same places`() throws {
        try TemporaryFolder.with { path in
            try FileManager.default.copyItem(atPath: FaultyFolder.sound, toPath: path + "/definitions")
            let files = FileManager.default.enumerator(atPath: path + "/definitions")?.compactMap { $0 as? String } ?? []
            for file in files where file.hasSuffix(".yaml") {
                let text = try String(contentsOfFile: path + "/definitions/" + file, encoding: .utf8)
                try TemporaryFolder.write(Data(text.replacingOccurrences(of: "\n", with: "\r\n").utf8), path + "/definitions/" + file)
            }
            #expect(try DefinitionCheck.run(at: path + "/definitions").diagnostics.isEmpty)
        }
        for name in ["unknown-key", "full-width-space-at-line-end", "wrong-shape-null", "invalid-yaml", "duplicate-key"] {
            let folder = try #require(FaultyFolder.all.first { $0.name == name })
            let path = "Tests/BadDefinitions/\(name)/items/transport/bus-card.yaml"
            let text = try Checkout.text(path).replacingOccurrences(of: "\n", with: "\r\n")
            #expect(
                try told(Data(text.utf8))
                    == folder.check().diagnostics.map { "\($0.code.rawValue) \($0.position.line):\($0.position.column)" })
        }
    }

    // MARK: Steps

    private func read(_ prepare: (String) throws -> Void) throws -> (folder: DefinitionFolder, time: Duration) {
        try TemporaryFolder.with { path in
            try prepare(path)
            let clock = ContinuousClock()
            let start = clock.now
            let folder = try DefinitionFolder.read(at: path)
            _ = DiagnosticText(sources: folder.sources, language: .zh).render(folder.diagnostics)
            return (folder, clock.now - start)
        }
    }

    private func told(_ bytes: Data) throws -> [String] {
        codes(try read { try TemporaryFolder.write(bytes, $0 + "/items/transport/bus-card.yaml") }.folder)
    }

    private func codes(_ folder: DefinitionFolder) -> [String] {
        expectPlaces(folder)
        return folder.diagnostics.sortedByPlace().map { "\($0.code.rawValue) \($0.position.line):\($0.position.column)" }
    }

    private func expectPlaces(_ folder: DefinitionFolder) {
        let misplaced = folder.diagnostics.prefix(5).compactMap { Misplaced.reason($0, in: folder.sources) }
        #expect(misplaced.isEmpty)
    }

    private func utf16(_ text: String) -> Data { Data(text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) }
}
