import ArgumentParser
import Foundation
import Workflow

struct DataUses: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-uses", abstract: "Who used the data of a person or firm: when, for which case and item, which fields, why.",
        subcommands: [DataUsesList.self, DataUsesRelease.self], defaultSubcommand: DataUsesList.self)
}

struct DataUsesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The uses of somebody's data; he sees roles and organisations, an audit sees who it was and what he is told later.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @OptionGroup var whose: HolderOptions

    @Option(help: "At most so many.") var limit = 1_000

    @Option(help: "Only those after this one.") var after: Int64 = 0

    @Option(help: "text or json.") var format = OutputFormat.text

    func run() async throws {
        let language = languages.language
        let holder = try whose.holder(language)
        let caller = Caller(role.role(.applicant))
        try await database.withOffice(language, .dataUses, by: caller.role) { office, _ in
            let found = try await office.dataUses(of: holder, after: after, limit: limit, by: caller)
            switch format {
            case .json: try Console.print(json: found.map(DataUseMessage.init))
            case .text:
                for logged in found { Console.print(text(logged, language)) }
                if found.count == limit, let last = found.last {
                    Console.error(language("更多：--after \(last.position)", "more: --after \(last.position)"))
                }
                if found.isEmpty { Console.error(language("没有记录", "nothing is recorded")) }
            }
        }
    }

    /// When, what, who, of which case and item, which licence and fields, why.
    private func text(_ logged: LoggedUse, _ language: Language) -> String {
        let use = logged.use
        let role = Actor.Role.allCases.first { $0.name == use.by.role }?.title[language] ?? use.by.role
        let who = [use.by.organisation, role, use.by.person].compactMap { $0 }.joined(separator: " ")
        let licence = use.licence.map { language("第 \($0) 号证照", "licence \($0)") }
        let what = [licence, use.type, use.fields.isEmpty ? nil : use.fields.joined(separator: language("、", ", "))].compactMap { $0 }
            .joined(
                separator: " ")
        let place = [use.caseID.map { language("办件 \($0)", "case \($0)") }, use.item].compactMap { $0 }.joined(separator: " ")
        let from = use.provider.map { language("来自 \($0)", "from \($0)") }
        let later = use.deferral.map { language("推迟告知至 \($0.until)（\($0.citation)）", "told after \($0.until) (\($0.citation))") }
        let released = use.released.map { language("第 \($0) 条", "row \($0)") }
        let origin = use.origin.map { language("填写于办件 \($0)", "typed in case \($0)") }
        let parts: [String?] = [
            "\(logged.position)", Moment(milliseconds: use.at).description, use.act.title[language], who, place, what,
            use.highest?.title[language], from, use.purpose, use.basisTitle[language], later, released,
            origin,
        ]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}

/// A use of data that its holder is told of later.
struct DeferralOptions: ParsableArguments {
    @Option(help: "The last day on which the holder does not see it in the log of uses, at most a year on; where a law says so.")
    var deferUntil: String?

    @Option(help: "That law, and its article: personal-information-protection-law/35.") var deferBy: String?

    func later(_ language: Language) throws -> ToldLater? {
        switch (deferUntil, deferBy) {
        case (nil, nil): return nil
        case (let until?, let law?):
            guard let day = Day(until) else { throw Failure(.usage, UnknownWord(.day, until).message).report(language) }
            let parts = law.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return ToldLater(until: day, law: parts[0], article: parts.count == 2 ? parts[1] : nil)
        default:
            throw Failure(
                .usage, Title(zh: "--defer-until 与 --defer-by 须一起使用", en: "--defer-until and --defer-by go together"),
                help: Title(zh: "--defer-by 法律/条", en: "--defer-by LAW/ARTICLE")
            ).report(language)
        }
    }
}

struct DataUsesRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Show a person at once what he was to see later; for the department that deferred it.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    @Argument(help: "The row of the log of uses.") var position: Int64

    @Option(help: "officer or supervisor; else officer.") var by: Actor.Role?

    @Option(help: "Who it is: a staff number or another pseudonym, never a name.") var person: String?

    @Option(help: "The department that deferred it.") var department: String

    func validate() throws { try Caller.check(pseudonym: person, as: "--person") }

    func run() async throws {
        let language = languages.language
        let caller = Caller(by ?? .officer, person: person, department: department)
        try await database.withOffice(language, .releaseUses, by: caller.role) { office, _ in
            try await office.releaseUse(position, by: caller)
            Console.print(language("已告知", "shown"))
        }
    }
}
