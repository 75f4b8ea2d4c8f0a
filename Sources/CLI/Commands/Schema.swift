import ArgumentParser
import Foundation
import Workflow

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The JSON Schema (2020-12) of a kind of definition file, or of all kinds.")

    @OptionGroup var languageOptions: LanguageOptions

    @Argument(help: "A kind of file: item, bundle, journey …; else all of them in one document.")
    var kind: String?

    func run() throws {
        guard let kind else { return Console.print(DefinitionSchema.all()) }
        Console.print(DefinitionSchema.of(try FileKind.named(kind, languageOptions.language)))
    }
}

struct New: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A commented file to start from, which passes check.")

    @OptionGroup var common: CommonOptions

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    @Argument(help: "item, licence, source, paper, process, bundle, journey, scenario, times or calendar.")
    var kind: String

    @Argument(help: "Its id; for a journey or scenario BUNDLE/ID.")
    var id: String

    func run() throws {
        let kind = try FileKind.named(kind, common.language)
        if let output, FileManager.default.fileExists(atPath: output) {
            throw Failure(
                .usage, Title(zh: "`\(output)` 已存在", en: "`\(output)` exists already"),
                help: Title(zh: "换一个文件名，或先移走它", en: "choose another name, or move it away first")
            ).report(common.language)
        }
        let text: String
        do {
            text = try StartingFile.text(of: kind, id: id, in: try common.compilation(), under: folder)
        } catch {
            guard let problem = error as? StartingFile.Problem else { throw error }
            throw Failure(.usage, problem.message, help: problem.help).report(common.language)
        }
        try Output.write(text, to: output, common.language)
    }

    /// The name of the folder that the file goes to: a department for an item, a bundle for a journey.
    private var folder: String? {
        output.map { URL(fileURLWithPath: $0).deletingLastPathComponent().lastPathComponent }
    }
}

extension FileKind {
    /// A kind by its name, else wrong usage.
    static func named(_ name: String, _ language: Language) throws -> FileKind {
        if let kind = FileKind(rawValue: name) { return kind }
        let kinds = allCases.map(\.rawValue).joined(separator: " ")
        throw Failure(
            .usage, Title(zh: "没有文件类型 `\(name)`", en: "there is no kind of file called `\(name)`"),
            help: Title(zh: "类型：\(kinds)", en: "the kinds are: \(kinds)")
        ).report(language)
    }
}
