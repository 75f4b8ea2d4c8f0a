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

struct CaseDisputes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disputes", abstract: "Shared data in doubt, those first that are to be answered first.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "Only those for which this department answers.") var department: String?

    @Option(help: "How many at most.") var limit = 50

    func run() async throws {
        let language = languages.language
        try await database.withOffice(language, .worklist, by: .officer) { office, _ in
            let rows = try await office.disputes(in: department, limit: max(0, limit))
            switch format {
            case .json:
                try Console.print(
                    json: [
                        "items": rows.map {
                            Message(
                                id: $0.caseID.description, line: $0.line, department: $0.department, due: $0.due.description,
                                late: $0.isLate)
                        }
                    ])
            case .text where rows.isEmpty: Console.print(language("没有待核实的异议", "no data in dispute"))
            case .text:
                for row in rows {
                    Console.print("\(row.due)\(row.isLate ? " !" : "  ")  \(row.caseID)  \(row.line)  \(row.department)")
                }
            }
        }
    }

    private struct Message: Encodable {
        var id: String
        var line: String
        var department: String
        var due: String
        var late: Bool
    }
}
