import ArgumentParser
import Workflow

struct Deadline: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The last day of a limit, day by day; the day of the event is not counted.")

    @OptionGroup var common: CommonOptions

    @Option(help: "The day of the event, 2026-03-02.")
    var from: String

    @Option(help: "The limit with its unit, \"5 working days\".")
    var within: String

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() throws {
        guard let day = Day(from) else {
            throw Failure(
                .usage, Title(zh: "`\(from)` 不是日期", en: "`\(from)` is not a day"),
                help: Title(zh: "写成 2026-03-02", en: "write it as 2026-03-02")
            )
            .report(common.language)
        }
        let span: TimeSpan
        do throws(TimeSpan.Problem) {
            span = try TimeSpan(parsing: within)
        } catch {
            throw Failure(
                .usage, Title(zh: "`\(within)` \(error.reason.zh)", en: "`\(within)` \(error.reason.en)"),
                help: Title(zh: "例如 5 working days", en: "such as 5 working days")
            ).report(common.language)
        }
        let shared = try common.compilation().shared
        let message = DeadlineMessage(shared.calendar.count(from: day, within: span), shared, common.language)
        switch format {
        case .json: try Console.print(json: message)
        case .text: Console.print(message.text(common.language))
        }
    }
}

struct Identify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What a code is, and whether its check character holds. Nothing is looked up.")

    @OptionGroup var languageOptions: LanguageOptions

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @Argument(help: "Citizen ids, credit codes, licence identifiers, item codes.")
    var codes: [String]

    func run() throws {
        let messages = codes.map { IdentifiedMessage(identify($0), languageOptions.language) }
        switch format {
        case .json: try Console.print(json: messages)
        case .text: Console.print(messages.map { $0.text(languageOptions.language) }.joined())
        }
        if messages.contains(where: { !$0.valid }) { throw ExitCode(Failure.Kind.notGood.rawValue) }
    }
}
