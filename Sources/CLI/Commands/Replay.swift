import ArgumentParser
import Workflow

struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stored cases walked again under changed definitions: what would have been asked of the same people.",
        discussion: """
            The new definitions are those of --definitions, with every --set. What a case does not tell (an answer to a question that was not
            asked, a licence that nobody read, how long officers would have taken) is named and counted, and never filled in.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Argument(help: "BUNDLE.") var bundle: String

    @Option(help: "A value of the new definitions: FILE:key.key=value. May be given several times.") var set: [String] = []

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?

    func run() async throws {
        let language = common.language
        let changed = try compiled(language)
        let replay = try await database.withOffice(language, .measure, by: role.role(.supervisor)) { office, _ in
            var replay = CounterfactualReplay(changed)
            try await office.eachLoggedCase(of: bundle) { replay.walk($0) }
            return replay
        }
        if replay.cases == 0 { throw Failure.noCases(of: bundle).report(language) }
        switch format {
        case .text: try Output.write(ReplayText(language: language).render(replay), to: output, language)
        case .json: try Output.write(try Console.encode(ReplayMessage(replay, language)), to: output, language)
        }
    }

    /// The bundle as it would be.
    private func compiled(_ language: Language) throws -> CompiledBundle {
        var sources = try common.read().sources
        for text in set {
            let setting: DefinitionSetting
            do throws(DefinitionSetting.Problem) {
                setting = try DefinitionSetting(text)
                if setting.file != nil { sources = try setting.applied(to: sources, scenario: "") }
            } catch {
                throw Failure(.usage, error.message, help: error.help).report(language)
            }
            if setting.file == nil {
                throw Failure(
                    .usage, Title(zh: "`\(text)` 没有写明文件", en: "`\(text)` names no file"),
                    help: Title(zh: "如 items/health/birth-notice:visits.apart=1", en: "such as items/health/birth-notice:visits.apart=1")
                ).report(language)
            }
        }
        let folder = DefinitionFolder.read(sources)
        let compilation = folder.definitions.compile()
        if let found = compilation.bundle(bundle) { return found }
        // A name that nothing has is told as such, and what a value broke as any mistake of a file.
        if !set.isEmpty { _ = try common.read().definitions.compile().bundle(named: bundle, language) }
        let text = DiagnosticText(sources: folder.sources, language: language)
        let errors = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
        if !set.isEmpty || compilation.declaredBundles.contains(bundle) {
            for diagnostic in errors { Console.error(text.render(diagnostic)) }
        }
        guard set.isEmpty else {
            throw Failure(
                .notGood, Title(zh: "改动后 `\(bundle)` 的定义有错误", en: "with these values the definition of `\(bundle)` has mistakes")
            ).report(language)
        }
        return try compilation.bundle(named: bundle, language)
    }
}
