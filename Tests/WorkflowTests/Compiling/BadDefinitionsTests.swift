import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Every mistake that an author can make, one folder each: `Tests/BadDefinitions`.
@Suite struct `Faulty definitions` {
    static let folders = FaultyFolder.all

    @Test func `the sound folder, from which the others differ, has no mistake`() throws {
        let check = try DefinitionCheck.run(at: FaultyFolder.sound)
        #expect(FaultyFolder.text(check, .en).isEmpty)
        #expect(check.diagnostics.isEmpty)
        #expect(check.compilation.bundles.count + check.compilation.journeys.count + check.compilation.scenarios.count == Self.runnable)
    }

    /// The bundles, journeys and scenarios of the sound folder.
    private static let runnable = 3 + 11 + 1

    /// Faults are made of the sound folder, so the keys have to stand in it.
    @Test(arguments: [FileKind.process: "processes", .journey: "journeys"])
    func `the sound folder has every key of processes and journeys`(kind: FileKind, folder: String) throws {
        let files = FileManager.default.enumerator(atPath: FaultyFolder.sound + "/" + folder)?.compactMap { $0 as? String } ?? []
        let text = try files.filter { $0.hasSuffix(".yaml") }.sorted().map { file in
            try Checkout.text("Tests/BadDefinitions/_sound/\(folder)/\(file)")
        }.joined()
        let missing = DefinitionSchema.keys(of: kind).filter { entry in
            let key = entry.path.split(separator: ".").last.map(String.init) ?? ""
            return !text.contains("\(key):")
        }
        #expect(missing.map(\.path).isEmpty)
    }

    @Test(arguments: folders)
    func `are told in English, word for word`(folder: FaultyFolder) throws {
        let check = try folder.check()
        let expected = try Golden.expected("Tests/BadDefinitions/\(folder.name)/expected.en.txt", actual: FaultyFolder.text(check, .en))
        #expect(FaultyFolder.text(check, .en) == expected)
    }

    @Test(arguments: folders.filter(\.isFirstOfItsCode))
    func `are told in Chinese, word for word`(folder: FaultyFolder) throws {
        let check = try folder.check()
        let expected = try Golden.expected("Tests/BadDefinitions/\(folder.name)/expected.zh.txt", actual: FaultyFolder.text(check, .zh))
        #expect(FaultyFolder.text(check, .zh) == expected)
    }

    @Test(arguments: folders)
    func `have one cause and one diagnostic, of the code that the folder is named for`(folder: FaultyFolder) throws {
        let found = try folder.check().diagnostics
        #expect(found.map(\.code) == [try #require(folder.code)])
    }

    @Test(arguments: folders)
    func `have a place within their file`(folder: FaultyFolder) throws {
        let check = try folder.check()
        for diagnostic in check.diagnostics {
            #expect(Misplaced.reason(diagnostic, in: check.folder.sources) == nil)
        }
    }

    @Test(arguments: DiagnosticCode.allCases)
    func `every code has an example`(code: DiagnosticCode) {
        #expect(Self.folders.contains { $0.name == code.rawValue }, "there is no Tests/BadDefinitions/\(code.rawValue)")
    }

    @Test(arguments: DiagnosticCode.allCases)
    func `every code has a page in both languages, with a wrong and a mended snippet`(code: DiagnosticCode) throws {
        let page = try Checkout.text("docs/diagnostics/\(code.rawValue).md")
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(page.hasPrefix("# \(code.rawValue)\n"))
        #expect((12...44).contains(lines.count), "a page has 12 to 30 lines")
        #expect(page.contains("\n## 中文\n"))
        #expect(lines.filter { $0.hasPrefix("```") }.count >= 2)
        #expect(page.contains("**\(code.severity == .error ? "Error" : "Warning")**"))
        #expect(try Checkout.text("docs/diagnostics/README.md").contains("[`\(code.rawValue)`](\(code.rawValue).md)"))
    }

    @Test func `there is no page of a code that the program does not have`() throws {
        let pages = try FileManager.default.contentsOfDirectory(atPath: Checkout.path("docs/diagnostics"))
        let known = Set(DiagnosticCode.allCases.map { $0.rawValue + ".md" }).union(["README.md"])
        #expect(Set(pages).subtracting(known).isEmpty)
    }

    @Test func `there is no folder of a code that the program does not have`() {
        #expect(Self.folders.filter { $0.code == nil }.map(\.name).isEmpty)
        #expect(Self.folders.count >= 280)
        #expect(Set(FaultyFolder.made.keys).subtracting(Self.folders.map(\.name)).isEmpty)
    }

    @Test(arguments: folders.filter { $0.code?.severity == .error })
    func `an error keeps the bundles that it touches from being compiled, or the journey from being run`(folder: FaultyFolder) throws {
        let check = try folder.check()
        // What nothing refers to, and a journey that comes out otherwise, touch nothing that runs.
        let harmless: Set<DiagnosticCode> = [
            .outOfPlace, .reservedName, .journeyDiffers, .journeyStuck, .noEffect, .lastsBeyondLimit, .unknownJourney,
        ]
        let same = ["wrong-choice-disposition", "missing-file-assumptions", "unreadable-file-link-to-a-folder"]
        guard let code = folder.code, !harmless.contains(code), !same.contains(folder.name) else { return }
        #expect(check.compilation.bundles.count + check.compilation.journeys.count + check.compilation.scenarios.count < Self.runnable)
    }
}

/// Why a diagnostic is not as every one must be: with a place in its file and words in both languages.
enum Misplaced {
    static func reason(_ diagnostic: Diagnostic, in sources: [String: String]) -> String? {
        let place = diagnostic.position
        guard !place.file.isEmpty, place.line >= 1, place.column >= 1, place.length >= 1 else { return "no place: \(place)" }
        guard !diagnostic.message.zh.isEmpty, !diagnostic.message.en.isEmpty else { return "no words: \(diagnostic.code)" }
        guard let text = sources[place.file] else {
            return place.line == 1 && place.column == 1 ? nil : "a place in a file that was not read: \(place)"
        }
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard place.line <= lines.count else { return "line \(place.line) of \(lines.count)" }
        let width = lines[place.line - 1].count
        guard place.column <= width + 1 else { return "column \(place.column) of \(width) on line \(place.line): \(diagnostic.code)" }
        return nil
    }
}
