import ArgumentParser
import Workflow

struct CaseRate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate", abstract: "Say how one was served with an item that has ended (好差评).")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    @Option(help: "platform, counter, terminal or hotline.") var channel = RatingChannel.platform

    @Option(help: "efficiency, guide-accuracy, convenience, platform, skill or attitude. May be given several times.")
    var point: [NewRating.Point] = []

    @Option(help: "In one's own words; they are sealed.") var words: String?

    @Argument(help: "The item: birth-registration, or birth-registration#2.") var item: String

    @Argument(help: "very_satisfied, satisfied, basically_satisfied, dissatisfied or very_dissatisfied.") var level: RatingLevel

    func run() async throws {
        let (id, language) = (try one.caseID(), one.language)
        let caller = caller.caller(.applicant)
        let rating = NewRating(item: item, channel: channel, level: level, points: Set(point), words: words)
        try await one.database.withOffice(language, .rate, by: caller.role) { office, _ in
            try RatingOutput(language: language, format: one.format).print([try await office.rate(rating, of: id, by: caller)])
        }
    }
}

struct RatingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ratings", abstract: "Bad ratings that are to be followed up, and how satisfied people were.",
        subcommands: [RatingCallBacks.self, RatingCallBack.self, RatingsReport.self])
}

struct RatingCallBacks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "call-backs", abstract: "Bad ratings of a department that are open still.")

    @OptionGroup var list: ListOptions

    @Option(help: "The department.") var department: String

    @Option(help: "Only those after this one.") var after: Int64 = 0

    func run() async throws {
        let language = list.languages.language
        try await list.database.withOffice(language, .callBack, by: .officer) { office, _ in
            try RatingOutput(language: language, format: list.format).print(
                try await office.callBacks(after: after, limit: list.limit, by: Caller(.officer, department: department)))
        }
    }
}

struct RatingCallBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call-back", abstract: "What was done about a bad rating: verified, rectified, called-back; malicious or mistaken.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var caller: CallerOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "What was found or done; whoever gave the rating reads it.") var words: String

    @Argument(help: "The number of the rating.") var number: Int64

    @Argument(help: "verified, rectified, called-back, malicious or mistaken.") var step: CallBackStep

    func run() async throws {
        let language = languages.language
        let caller = caller.caller(.officer)
        try await database.withOffice(language, .callBack, by: caller.role) { office, _ in
            try RatingOutput(language: language, format: format).print(
                [try await office.followUp(number, step, words: words, by: caller)])
        }
    }
}

struct RatingsReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "report", abstract: "How satisfied people were, by item and department.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var caller: CallerOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "Only of one bundle.") var bundle: String?

    func run() async throws {
        let language = languages.language
        let caller = caller.caller(.auditor)
        try await database.withOffice(language, .measure, by: caller.role) { office, _ in
            let message = RatingReportMessage(try await office.ratingReport(of: bundle, by: caller))
            switch format {
            case .json: try Console.print(json: message)
            case .text:
                for line in message.lines {
                    let satisfied =
                        line.satisfaction.map { "\(($0 * 1_000).rounded() / 10) %" } ?? language("数量少，不公布", "too few, kept back")
                    Console.print(
                        "\(line.department)  \(line.item ?? language("合计", "all"))  \(line.count.map { "\($0)" } ?? "-")  \(satisfied)  "
                            + language(
                                "待回访 \(line.callBacksOpen)，超期 \(line.callBacksLate)",
                                "open \(line.callBacksOpen), late \(line.callBacksLate)"))
                }
                if message.lines.isEmpty { Console.error(language("没有评价", "nothing was rated")) }
            }
        }
    }
}

/// Ratings, printed.
private struct RatingOutput {
    var language: Language
    var format: OutputFormat

    func print(_ ratings: [Rating]) throws {
        let messages = ratings.map(RatingMessage.init)
        switch format {
        case .json: try Console.print(json: messages)
        case .text:
            for one in messages {
                let due = one.due.map { "  \(language("回访最迟 ", "call back by ")) \($0)\(one.late ? " !" : "")" } ?? ""
                Console.print("\(one.number)  \(one.on)  \(one.item)  \(one.channel.rawValue)  \(one.level.rawValue)\(due)")
                if let words = one.words { Console.print("      \(words)") }
                for step in one.steps { Console.print("      \(step.on)  \(step.step.rawValue)  \(step.words)") }
            }
            if messages.isEmpty { Console.error(language("没有待回访的差评", "no bad rating is open")) }
        }
    }
}

extension RatingChannel: ExpressibleByArgument {}
extension RatingLevel: ExpressibleByArgument {}
extension NewRating.Point: ExpressibleByArgument {}
extension CallBackStep: ExpressibleByArgument {}
