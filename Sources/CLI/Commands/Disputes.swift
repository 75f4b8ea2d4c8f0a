import ArgumentParser
import Workflow

struct CaseDispute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispute", abstract: "Doubt shared data that stand in for a paper; the department that owns them is asked.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The line of the ledger: birth-registration/3.") var line: String

    @Option(help: "What is wrong with them.") var reason: String

    @Option(help: "What has become known since they were disputed before.") var newFacts: String?

    func run() async throws {
        try await one.handle(.dispute(line: line, reason: reason, newFacts: newFacts), by: .applicant, who)
    }
}

struct CaseSettle: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: "Answer a dispute of shared data, for the department that owns them.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The line of the ledger: birth-registration/3.") var line: String

    @Argument(help: "confirmed, corrected, or unknown: then the paper is to be handed in.") var outcome: String

    @Option(help: "Why.") var reason: String

    func run() async throws {
        try await one.handle(.settle(line: line, outcome: outcome, reason: reason), by: .officer, who)
    }
}
