import ArgumentParser
import Workflow

/// What all lists of cases take.
struct ListOptions: ParsableArguments {
    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "How many at most.") var limit = 50

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }
}

struct CaseList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Cases, or with --department the open items of a department, the most urgent first.")

    @OptionGroup var list: ListOptions

    @Option(help: "A department's worklist.") var department: String?

    @Option(help: "Only what this person has taken on, or was given: a pseudonym.") var person: String?

    @Flag(help: "Only what nobody has taken on.") var unclaimed = false

    @Flag(help: "Only items of which a limit has passed.") var late = false

    @Flag(help: "Only items of which a limit will soon have passed.") var near = false

    @Option(help: "Where the page before ended: a case, or of a worklist DAY/CASE/ITEM.") var after: String?

    func validate() throws {
        if person != nil, unclaimed { throw ValidationError("give --person or --unclaimed, not both") }
        if department == nil, person != nil || unclaimed || late || near {
            throw ValidationError("--person, --unclaimed, --late and --near are for a worklist: give --department")
        }
    }

    func run() async throws {
        let language = list.languages.language
        let start = department == nil ? try after.map { try CaseID(typed: $0, language) } : nil
        try await list.database.withOffice(language, .worklist, by: .officer) { office, _ in
            let output = CaseOutput(language: language, format: list.format)
            if let department {
                let whose: WorklistRequest.Whose = unclaimed ? .nobody : person.map { .person($0) } ?? .anybody
                let wanted = WorklistRequest(whose: whose, late: late, near: near, after: after)
                try output.print(try await office.worklist(of: department, wanted, limit: list.limit), limit: list.limit)
            } else {
                try output.print(try await office.cases(after: start, limit: list.limit), limit: list.limit)
            }
        }
    }
}

struct CaseDisputes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disputes", abstract: "Shared data in doubt, those first that are to be answered first.")

    @OptionGroup var list: ListOptions

    @Option(help: "Only those for which this department answers.") var department: String?

    func run() async throws {
        let language = list.languages.language
        try await list.database.withOffice(language, .worklist, by: .officer) { office, _ in
            try CaseOutput(language: language, format: list.format).print(
                try await office.disputes(in: department, limit: list.limit))
        }
    }
}
