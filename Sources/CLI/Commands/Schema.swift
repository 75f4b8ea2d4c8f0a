import ArgumentParser
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

    @Argument(help: "item, licence, source, bundle, journey or calendar.")
    var kind: String

    @Argument(help: "Its id.")
    var id: String

    func run() throws {
        let kind = try FileKind.named(kind, common.language)
        do {
            try Output.write(try StartingFile.text(of: kind, id: id, in: try common.compilation()), to: output, common.language)
        } catch let problem as StartingFile.Problem {
            throw Failure(.usage, problem.message).report(common.language)
        }
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
