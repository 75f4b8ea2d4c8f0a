import ArgumentParser
import Workflow

struct CaseErase: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract:
            "Destroy what a closed case keeps of people, once its retention period has passed and the archive has it. For the security administrator."
    )

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    @Option(help: "The number of the archive's receipt (归档回执); it stays in the log.") var receipt: String

    func run() async throws {
        let id = try one.caseID()
        let caller = caller.caller(.security)
        try await one.database.withOffice(one.language, .erase, by: caller.role) { office, _ in
            let answer = try await office.erase(id, receipt: receipt, by: caller)
            // Whoever erases sees no cases: he is told what he has done, and nothing of the case.
            try CaseOutput(language: one.language, format: one.format).print(erasing: answer)
        }
    }
}
