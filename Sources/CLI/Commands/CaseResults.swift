import ArgumentParser
import Foundation
import Workflow

struct CaseResult: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "result",
        abstract: "Make out what an item was granted as a licence (制证); it fills in the form of later items and stands in for their papers."
    )

    @OptionGroup var one: OneCase
    @OptionGroup var keeper: KeeperOptions

    @Argument(help: "The item; with #2 the second of several.") var item: String

    @Option(
        name: .customLong("file"),
        help:
            "A JSON file of what the form does not know: number, expiresOn, the code of a holder, KZ_… for what it says; - is standard input."
    )
    var file: String?

    func run() async throws {
        let id = try one.caseID()
        let help = Title(zh: "如 {\"KZ_证号\": \"…\"}", en: "such as {\"KZ_证号\": \"…\"}")
        let values = try file.map { try TextFile.values($0, help: help, one.language) } ?? [:]
        let caller = keeper.caller
        try await one.database.withOffice(one.language, .keepLicences, by: caller.role) { office, _ in
            do {
                let answer = try await office.makeOut(item, in: id, with: LicenceEntry(values), by: caller)
                try await CaseOutput(language: one.language, format: one.format).print(answer, office)
            } catch let mistakes as LicenceMistakes {
                for mistake in mistakes.all { Console.error("\(item): \(mistake.text(one.language))") }
                Console.error(hint(mistakes, values, one.language))
                throw ExitCode(Failure.Kind.notGood.rawValue)
            }
        }
    }

    /// What neither the form nor the file has said may be said in the file, whatever the form asks for.
    private func hint(_ mistakes: LicenceMistakes, _ values: [String: String], _ language: Language) -> String {
        let wanting = mistakes.all.map(\.name).filter { values[$0] == nil }
        let example = wanting.map { "\"\($0)\": \"…\"" }.joined(separator: ", ")
        return wanting.isEmpty
            ? language("请改正文件中的内容", "mend what the file says")
            : language(
                "表单没有的内容可写在文件中：--file 文件，如 {\(example)}",
                "what the form does not say may stand in the file: --file FILE, such as {\(example)}")
    }
}
