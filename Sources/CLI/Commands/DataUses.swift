import ArgumentParser
import Foundation
import Workflow

struct DataUses: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-uses", abstract: "Who used the data of a person or firm: when, for which case and item, which fields, why.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @OptionGroup var whose: HolderOptions

    @Option(help: "At most so many.") var limit = 1_000

    @Option(help: "Only those after this one.") var after: Int64 = 0

    @Option(help: "text or json.") var format = OutputFormat.text

    private struct Use: Encodable {
        var position: Int64
        var at: String
        var act: String
        var role: String
        var who: String?
        var organisation: String?
        var `case`: String?
        var item: String?
        var licence: Int64?
        var type: String?
        var fields: [String]
        /// The highest class of what was read.
        var highest: DataClass?
        var purpose: String
        var basis: String
        /// Where it was read, where that is not here.
        var provider: String?
    }

    func run() async throws {
        let language = languages.language
        let holder = try whose.holder(language)
        let caller = Caller(role.role(.applicant))
        try await database.withOffice(language, .dataUses, by: caller.role) { office, _ in
            let found = try await office.dataUses(of: holder, after: after, limit: limit, by: caller)
            let uses = found.map { logged in
                Use(
                    position: logged.position, at: Moment(milliseconds: logged.use.at).description,
                    act: logged.use.act.rawValue, role: logged.use.by.role, who: logged.use.by.person,
                    organisation: logged.use.by.organisation, case: logged.use.caseID, item: logged.use.item, licence: logged.use.licence,
                    type: logged.use.type, fields: logged.use.fields, highest: logged.use.highest, purpose: logged.use.purpose, basis: logged.use.basis,
                    provider: logged.use.provider)
            }
            switch format {
            case .json: try Console.print(json: uses)
            case .text:
                for logged in found { Console.print(text(logged, language)) }
                if found.count == limit, let last = found.last {
                    Console.error(language("更多：--after \(last.position)", "more: --after \(last.position)"))
                }
                if uses.isEmpty { Console.error(language("没有记录", "nothing is recorded")) }
            }
        }
    }

    /// When, what, who, of which case and item, which licence and fields, why.
    private func text(_ logged: LoggedUse, _ language: Language) -> String {
        let use = logged.use
        let role = Actor.Role.allCases.first { $0.name == use.by.role }?.title[language] ?? use.by.role
        let who = [use.by.organisation, role, use.by.person].compactMap { $0 }.joined(separator: " ")
        let licence = use.licence.map { language("第 \($0) 号证照", "licence \($0)") }
        let what = [licence, use.type, use.fields.isEmpty ? nil : use.fields.joined(separator: "、")].compactMap { $0 }.joined(
            separator: " ")
        let place = [use.caseID.map { language("办件 \($0)", "case \($0)") }, use.item].compactMap { $0 }.joined(separator: " ")
        let parts = [
            "\(logged.position)", Moment(milliseconds: use.at).description, use.act.title[language], who, place, what,
            use.highest?.title[language] ?? "",
            use.provider.map { language("来自 \($0)", "from \($0)") } ?? "", use.purpose, use.basisTitle[language],
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
