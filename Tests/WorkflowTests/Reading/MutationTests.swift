import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Our own definition files, changed at random: whatever comes out, it is read or told, and never a crash.
@Suite struct `A file changed at random` {
    /// Each seed stands for 100 changed files.
    @Test(arguments: 0..<20)
    func `is read, or told with file, line, column and words`(seed: Int) throws {
        var random = SeededNumbers(seed: UInt64(seed) &+ 0x0E7A)
        try TemporaryFolder.with { path in
            for round in 0..<100 {
                let (file, text) = try #require(Self.files.randomElement(using: &random))
                let bytes = Mutation.change(text, &random)
                let folder = path + "/\(round)"
                try TemporaryFolder.write(bytes, folder + "/" + file)
                let read = try DefinitionFolder.read(at: folder)
                let found = read.diagnostics + read.definitions.compile().diagnostics
                let misplaced = found.filter { $0.code != .missingFile }.compactMap { Misplaced.reason($0, in: read.sources) }
                #expect(misplaced.isEmpty, "seed \(seed), round \(round), \(file)")
            }
        }
    }

    @Test(arguments: 0..<10)
    func `among sound files makes no other file wrong in its own text`(seed: Int) throws {
        var random = SeededNumbers(seed: UInt64(seed) &+ 0xBEEF)
        try TemporaryFolder.with { path in
            try FileManager.default.copyItem(atPath: FaultyFolder.sound, toPath: path + "/definitions")
            let (file, text) = try #require(Self.soundFiles.randomElement(using: &random))
            try TemporaryFolder.write(Mutation.change(text, &random), path + "/definitions/" + file)
            let check = try DefinitionCheck.run(at: path + "/definitions")
            #expect(check.diagnostics.compactMap { Misplaced.reason($0, in: check.folder.sources) }.isEmpty)
            let ofText: Set<DiagnosticCode> = [.invalidYAML, .fullWidth, .wrongShape, .unknownKey, .missingKey, .wrongEncoding, .tab]
            #expect(check.diagnostics.allSatisfy { !ofText.contains($0.code) || $0.position.file == file })
        }
    }

    private static let files = texts(in: Checkout.path("Definitions"))
    private static let soundFiles = texts(in: FaultyFolder.sound)

    private static func texts(in folder: String) -> [(file: String, text: Data)] {
        let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".yaml") }.sorted().compactMap { file in
            // The beginning is enough: every construct stands there, and time goes with length.
            FileManager.default.contents(atPath: folder + "/" + file).map { (file, Data($0.prefix(3_000))) }
        }
    }
}

/// Small changes such as a hand, a disk or an enemy makes.
private enum Mutation {
    private static let pieces = [
        "：", "，", "\u{3000}", "“", "”", "、", "［", "｛", "１", "{", "[", "}", "]", "'", "\"", "|\n", ">\n", "- ", "? ", ": ", ":", ",", "#",
        " #",
        "&a ", "*a", "!!x ", "<<: ", "---\n", "...\n", "%YAML 1.2\n", "\t", "\r", "\r\n", "\n", "\n\n", "\0", "\u{85}", "\u{FEFF}",
        "\u{2028}",
        "\u{1F469}\u{200D}\u{1F467}", "e\u{301}", "-1", "99999999999999999999", "1e308", "~", "null", "yes", "0x10", "2026-02-30", "\\",
        "\u{7F}",
    ]

    static func change(_ text: Data, _ random: inout SeededNumbers) -> Data {
        var bytes = [UInt8](text)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 3: bytes.removeSubrange(place...)
            default: bytes.insert(contentsOf: (pieces.randomElement(using: &random) ?? "").utf8, at: place)
            }
        }
        return Data(bytes)
    }
}
