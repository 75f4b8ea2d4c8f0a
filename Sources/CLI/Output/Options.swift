import ArgumentParser
import Foundation
import Workflow

/// The language of the output: `--lang`, else the locale, else Chinese.
struct LanguageOptions: ParsableArguments {
    @Option(name: .customLong("lang"), help: "zh or en; else the locale, else zh.")
    var chosen: Language?

    var language: Language { chosen ?? Self.ofLocale }

    /// The language of the environment, else Chinese.
    static var ofLocale: Language {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.hasPrefix("en") ? .en : .zh
    }
}

/// What most commands take: the folder of definitions and the language.
struct CommonOptions: ParsableArguments {
    @Option(name: .customLong("definitions"), help: "The folder of definitions.")
    var folder: String?

    @OptionGroup var languageOptions: LanguageOptions

    var language: Language { languageOptions.language }

    var definitions: String {
        folder ?? ProcessInfo.processInfo.environment["ONETHING_DEFINITIONS"].flatMap { $0.isEmpty ? nil : $0 } ?? "Definitions"
    }

    /// Everything that can be said of the folder; one that is missing or empty ends the command.
    func check() throws -> DefinitionCheck { try reading(DefinitionCheck.run, \.folder.files) }

    /// The folder as it was read, without a look at what its journeys come to.
    func read() throws -> DefinitionFolder { try reading(DefinitionFolder.read(at:), \.files) }

    private func reading<Value>(_ read: (String) throws(MissingFolder) -> Value, _ files: (Value) -> Int) throws -> Value {
        do {
            let value = try read(definitions)
            if files(value) > 0 { return value }
        } catch {
            throw Failure(
                .usage, Title(zh: "没有定义文件夹 `\(error.path)`", en: "there is no definition folder `\(error.path)`"),
                help: Title(zh: "用 --definitions 指定", en: "name it with --definitions")
            ).report(language)
        }
        throw Failure(
            .usage, Title(zh: "文件夹 `\(definitions)` 中没有定义文件", en: "there are no definition files in the folder `\(definitions)`"),
            help: Title(zh: "用 --definitions 指定", en: "name the folder with --definitions")
        ).report(language)
    }

    /// The compiled folder; tells on standard error when parts of it have mistakes.
    func compilation() throws -> Compilation {
        let check = try check()
        let errors = check.diagnostics.count { $0.severity == .error }
        if errors > 0 {
            let note = Title(
                zh: "注意：定义中有 \(errors) 处错误，请运行 onething check",
                en: "note: the definitions have \(errors) \(errors == 1 ? "error" : "errors"); run onething check")
            Console.error(note[language])
        }
        return check.compilation
    }
}

extension Language: ExpressibleByArgument {}

/// Text for people or JSON for machines.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}
