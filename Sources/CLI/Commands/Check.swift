import ArgumentParser
import Foundation
import Workflow

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "All mistakes of a definition folder, each with its place and how to mend it.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, sarif
    }

    @OptionGroup var common: CommonOptions

    @Option(help: "text, json, or sarif (2.1.0, for editors and CI).")
    var format = Format.text

    @Flag(help: "Warnings count as errors.")
    var strict = false

    @Argument(help: "Only the mistakes of these files or folders; names are still resolved in the whole folder.")
    var paths: [String] = []

    func run() throws {
        let check = try common.check()
        let isChosen = try chosen()
        var diagnostics = check.diagnostics.filter { isChosen($0.position.file) }
        if format == .text { diagnostics = diagnostics.eachNameOnce() }
        if strict { diagnostics = diagnostics.strict() }
        let summary = CheckMessage.Summary(
            errors: diagnostics.count { $0.severity == .error }, warnings: diagnostics.count { $0.severity == .warning },
            files: check.folder.files, journeys: check.compilation.journeys.count,
            notWalked: check.compilation.declaredJourneys.values.map(\.count).reduce(0, +) - check.compilation.journeys.count,
            chosen: paths.isEmpty ? nil : check.folder.sources.keys.count(where: isChosen))
        switch format {
        case .json: try Console.print(json: CheckMessage(diagnostics, summary, common.language))
        case .sarif:
            // Links are kept, so that the places are those that an editor has open.
            let folder = URL(fileURLWithPath: common.definitions).standardizedFileURL.path
            try Console.print(
                json: SarifMessage(diagnostics, folder: folder, version: OneThing.configuration.version, common.language))
        case .text:
            let text = DiagnosticText(sources: check.folder.sources, language: common.language, colour: Console.isTerminal)
            if !diagnostics.isEmpty { Console.print(text.render(diagnostics)) }
            Console.print(summary.text[common.language])
        }
        if summary.errors > 0 { throw ExitCode(Failure.Kind.notGood.rawValue) }
    }

    /// Whether a file is one of the chosen.
    private func chosen() throws -> (String) -> Bool {
        guard !paths.isEmpty else { return { _ in true } }
        let root = standard(common.definitions)
        let prefixes = try paths.map { path -> String in
            for candidate in [path, common.definitions + "/" + path] where FileManager.default.fileExists(atPath: candidate) {
                let full = standard(candidate)
                if full == root { return "" }
                if full.hasPrefix(root + "/") { return String(full.dropFirst(root.count + 1)) }
            }
            throw Failure(
                .usage,
                Title(
                    zh: "定义文件夹 `\(common.definitions)` 中没有 `\(path)`",
                    en: "there is no `\(path)` in the definition folder `\(common.definitions)`"),
                help: Title(zh: "用 --definitions 指定文件夹", en: "name the folder with --definitions")
            ).report(common.language)
        }
        return { file in prefixes.contains { $0.isEmpty || file == $0 || file.hasPrefix($0 + "/") } }
    }

    private func standard(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
}
