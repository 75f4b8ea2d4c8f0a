import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The documents say what the program does: their console blocks are run, and their lists are held against the program.
struct ReadmeTests {
    static let documents = ["README.md", "README.zh-CN.md", "docs/writing-definitions.md", "Examples/README.md"]
    static let readmes = ["README.md", "README.zh-CN.md"]

    @Test(arguments: documents)
    func `the commands of a document print what it shows`(_ path: String) throws {
        let document = try Checkout.text(path)
        let blocks = ConsoleBlock.all(in: document)
        #expect(!blocks.isEmpty, "\(path) shows no command")
        var rewritten = document
        for block in blocks.reversed() {
            let output = try block.run()
            guard !Cut.matches(block.shown, output) else { continue }
            if Golden.isAccepting {
                rewritten.replaceSubrange(block.place, with: output.isEmpty ? "" : output.joined(separator: "\n") + "\n")
            } else {
                Issue.record("\(path) shows another output of `\(block.command)`; it is now:\n\(output.joined(separator: "\n"))")
            }
        }
        if rewritten != document { try rewritten.write(toFile: Checkout.path(path), atomically: true, encoding: .utf8) }
    }

    @Test(arguments: readmes)
    func `a readme names every command`(_ path: String) throws {
        let readme = try Checkout.text(path)
        let commands = try commandNames()
        #expect(commands.count >= 10)
        for command in commands where !readme.contains("| `\(command)") { Issue.record("`\(command)` is not in the table of \(path)") }
    }

    @Test(arguments: readmes)
    func `a readme prints the announced figures beside the computed ones`(_ path: String) throws {
        let readme = try Checkout.text(path)
        let rows = try Checkout.compilation.bundles.flatMap(announcedRows)
        #expect(rows.count >= 4)
        for row in rows where !readme.contains(row) { Issue.record("\(path) lacks the row \(row)") }
    }

    @Test func `every key of the format is documented`() throws {
        let page = try Checkout.text("docs/writing-definitions.md")
        let text = page.split { $0.isWhitespace || "{}[](),`|".contains($0) }.map(String.init)
        // `key:` in an example, or `key` in the text.
        let words = Set(text.map { $0.hasSuffix(":") ? String($0.dropLast()) : $0 })
        for kind in FileKind.allCases {
            for key in DefinitionSchema.keys(of: kind) {
                let name = key.path.split(separator: ".").last.map(String.init) ?? ""
                #expect(words.contains(name), "\(key.path) is not in docs/writing-definitions.md")
            }
        }
    }

    @Test(arguments: ["docs/writing-definitions.md", "docs/writing-definitions.zh-CN.md"])
    func `every place of an official paper is documented`(path: String) throws {
        let page = try Checkout.text(path)
        for place in OfficialPaperDefinition.Place.allCases {
            #expect(page.contains("| `{\(place.rawValue)}` |"), "\(place.rawValue) is not in \(path)")
        }
    }

    @Test func `the smallest example has nothing to mend`() throws {
        let result = try Program.run("check", "--strict", "--definitions", "Examples/smallest")
        #expect(result.status == 0, "\(result.output)")
    }

    /// The commands as `onething --help` lists them.
    private func commandNames() throws -> [String] {
        let help = try Program.run("--help").output.split(separator: "\n", omittingEmptySubsequences: false)
        let list = help.drop { $0 != "SUBCOMMANDS:" }.dropFirst().prefix { !$0.isEmpty }
        return list.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }.compactMap { $0.split(separator: " ").first.map(String.init) }
    }

    /// `| bundle | unit | announced | one guide per item | every guide | unexplained · unexplained |`
    private func announcedRows(_ bundle: CompiledBundle) throws -> [String] {
        guard let published = bundle.definition.published, let before = published.apart else { return [] }
        let base = try #require(bundle.definition.base?.value)
        let situation = try #require(Checkout.compilation.journey(base, of: bundle.id)).situation
        let plans = [Baseline.oneGuide(of: bundle), .everyGuide].map { bundle.plan(situation, $0) }

        func row(_ unit: String, _ figure: KeyPath<Residuals, Residual?>, _ computed: (Figures) -> Double) -> String {
            let residuals = plans.map { plan in
                (
                    plan.residuals(before, plan.apart)[keyPath: figure],
                    plan.residuals(published.together, plan.together)[keyPath: figure]
                )
            }
            let announced = arrow(residuals[0].0?.announced, residuals[0].1?.announced)
            let reconstructed = plans.map { arrow(computed($0.apart), computed($0.together)) }
            let unexplained = residuals.map { arrow($0.0?.unexplained, $0.1?.unexplained) }.joined(separator: " · ")
            return "| `\(bundle.id)` | \(unit) | \(announced) | \(reconstructed[0]) | \(reconstructed[1]) | \(unexplained) |"
        }
        var rows: [String] = []
        if before.forms != nil { rows.append(row("张", \.forms) { Double($0.forms) }) }
        if let unit = before.materials?.unit { rows.append(row(unit.rawValue, \.materials) { Double($0.papers(in: unit)) }) }
        if before.time?.measures == .handlingTime { rows.append(row("工作日", \.time) { $0.handlingDays }) }
        return rows
    }

    private func arrow(_ apart: Double?, _ together: Double?) -> String { "\(number(apart)) → \(number(together))" }

    /// Four decimals at most; `–` where nothing was announced.
    private func number(_ value: Double?) -> String {
        guard let value else { return "–" }
        let rounded = (abs(value) * 10_000).rounded() / 10_000
        return (value < 0 ? "−" : "") + (rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded))
    }
}

/// One `$ onething …` of a console block, with the output that the document shows.
struct ConsoleBlock {
    var command: String
    var shown: [String]
    /// Where the shown output stands in the document.
    var place: Range<String.Index>

    static func all(in document: String) -> [ConsoleBlock] {
        var blocks: [ConsoleBlock] = []
        var open: ConsoleBlock?
        var inside = false
        var start = document.startIndex
        while start < document.endIndex {
            let end = document[start...].firstIndex(of: "\n") ?? document.endIndex
            let next = end < document.endIndex ? document.index(after: end) : end
            let line = String(document[start..<end])
            if line == "```console" {
                inside = true
            } else if inside, line == "```" || line.hasPrefix("$ ") {
                if let block = open { blocks.append(block) }
                open = line.hasPrefix("$ onething ") ? ConsoleBlock(command: String(line.dropFirst(2)), shown: [], place: next..<next) : nil
                inside = line != "```"
            } else if inside {
                open?.shown.append(line)
                if let place = open?.place { open?.place = place.lowerBound..<next }
            }
            start = next
        }
        return blocks
    }

    /// The lines that a shell prints, standard error among them.
    func run() throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command + " 2>&1"]
        process.currentDirectoryURL = Checkout.root
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = Program.url.deletingLastPathComponent().path + ":" + (environment["PATH"] ?? "")
        environment["LC_ALL"] = "en"
        environment["ONETHING_DEFINITIONS"] = nil
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}

/// Output that a document shows in part: a line `…` stands for any lines, `…` within a line for any text.
enum Cut {
    static func matches(_ shown: [String], _ actual: [String]) -> Bool {
        matches(shown[...], actual[...], any: "…") { pattern, line in
            pattern == line || matches(Array(pattern)[...], Array(line)[...], any: "…", ==)
        }
    }

    private static func matches<Element: Equatable>(
        _ pattern: ArraySlice<Element>, _ text: ArraySlice<Element>, any: Element, _ equal: (Element, Element) -> Bool
    ) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == any {
            let rest = pattern.dropFirst()
            return (text.startIndex...text.endIndex).contains { matches(rest, text[$0...], any: any, equal) }
        }
        guard let line = text.first, equal(first, line) else { return false }
        return matches(pattern.dropFirst(), text.dropFirst(), any: any, equal)
    }
}
