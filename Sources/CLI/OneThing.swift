import ArgumentParser
import Foundation
import Workflow

@main
struct OneThing: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onething",
        abstract: "One thing (一件事): government services composed, explained and measured.",
        discussion: """
            Definitions are YAML files in a folder (--definitions, else ONETHING_DEFINITIONS, else ./Definitions).
            Exit status: 0 good, 1 what was checked does not hold, 64 wrong usage, 70 a fault.
            """,
        version: "0.1.0",
        subcommands: [
            Check.self, List.self, Show.self, Why.self, Report.self, Journey.self, GuideCommand.self, Export.self, SchemaCommand.self,
            New.self, Deadline.self, Identify.self, Case.self, Publish.self, Migrate.self, Verify.self, Backup.self, Restore.self,
            HandOvers.self, LicenceCommand.self, ConsentCommand.self, DataUses.self, KeysCommand.self, Serve.self, Token.self,
            ReceiptCommand.self, RatingsCommand.self, Simulate.self, Fit.self, Replay.self, NextShareCommand.self,
        ]
    )

    /// Runs a command; wrong usage is told in one line.
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            try checkCommand(arguments.first)
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error where exitCode(for: error) == .validationFailure && !(error is ExitCode) {
            let line = message(for: error).split(whereSeparator: \.isNewline).joined(separator: " ")
            Console.error("error: \(line) (onething --help)")
            exit(withError: ExitCode(Failure.Kind.usage.rawValue))
        } catch {
            exit(withError: error)
        }
    }

    /// A misspelt command is told with the nearest one.
    private static func checkCommand(_ word: String?) throws {
        let known = configuration.subcommands.map { $0._commandName } + ["help"]
        guard let word, !word.hasPrefix("-"), !known.contains(word) else { return }
        let language = LanguageOptions.ofLocale
        throw Failure(
            .usage, Title(zh: "没有命令 `\(word)`", en: "there is no command `\(word)`"),
            help: Title(zh: "命令：\(known.joined(separator: " "))", en: "the commands are: \(known.joined(separator: " "))")
        ).report(language)
    }
}
