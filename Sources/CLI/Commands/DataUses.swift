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
        var purpose: String
        var basis: String
    }

    func run() async throws {
        let language = languages.language
        let holder = try whose.holder(language)
        let caller = Caller(role.role(.applicant))
        try await database.withOffice(language, .dataUses, by: caller.role) { office, _ in
            let uses = try await office.dataUses(of: holder, after: after, limit: limit, by: caller).map { logged in
                Use(
                    position: logged.position, at: Moment(secondsSince1970: Int(logged.use.at / 1_000)).description,
                    act: logged.use.act.rawValue, role: logged.use.by.role, who: logged.use.by.person,
                    organisation: logged.use.by.organisation, case: logged.use.caseID, item: logged.use.item, licence: logged.use.licence,
                    type: logged.use.type, fields: logged.use.fields, purpose: logged.use.purpose, basis: logged.use.basis)
            }
            switch format {
            case .json: try Console.print(json: uses)
            case .text:
                for use in uses {
                    let who = [use.organisation, use.role, use.who].compactMap { $0 }.joined(separator: " ")
                    let what = [use.type, use.fields.isEmpty ? nil : use.fields.joined(separator: "、")].compactMap { $0 }.joined(
                        separator: " ")
                    Console.print("\(use.at)  \(use.act)  \(who)  \(what)  \(use.purpose)  \(use.basis)")
                }
                if uses.isEmpty { Console.error(language("没有记录", "nothing is recorded")) }
            }
        }
    }
}
