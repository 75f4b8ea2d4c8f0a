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

    @Option(help: "Only of this bundle.") var bundle: String?

    @Option(help: "Only cases in this phase: open or closed.") var phase: String?

    @Option(help: "Only cases that were handed in on this day or later.") var since: String?

    @Option(help: "Where the page before ended: a case, or of a worklist DAY/CASE/ITEM.") var after: String?

    func validate() throws {
        if person != nil, unclaimed { throw ValidationError("give --person or --unclaimed, not both") }
        if department == nil, person != nil || unclaimed || late || near {
            throw ValidationError("--person, --unclaimed, --late and --near are for a worklist: give --department")
        }
        if department != nil, phase != nil || since != nil {
            throw ValidationError("--phase and --since are for cases, not for a worklist")
        }
        if let phase, CaseState.Phase(listed: phase) == nil { throw ValidationError("--phase is open or closed") }
    }

    func run() async throws {
        let language = list.languages.language
        let since = try since.map { text in
            guard let day = Day(text) else { throw Failure(.usage, UnknownWord(.day, text).message).report(language) }
            return day
        }
        let start = department == nil ? try after.map { try CaseID(typed: $0, language) } : nil
        try await list.database.withOffice(language, .worklist, by: .officer) { office, _ in
            let output = CaseOutput(language: language, format: list.format)
            if let department {
                let whose: WorklistRequest.Whose = unclaimed ? .nobody : person.map { .person($0) } ?? .anybody
                let wanted = WorklistRequest(whose: whose, late: late, near: near, bundle: bundle, after: after)
                try output.print(try await office.worklist(of: department, wanted, limit: list.limit), limit: list.limit)
            } else {
                let only = CaseFilter(bundle: bundle, phase: phase.flatMap(CaseState.Phase.init(listed:)), since: since)
                try output.print(try await office.cases(only, after: start, limit: list.limit), limit: list.limit)
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
