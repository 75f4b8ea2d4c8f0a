import ArgumentParser
import Foundation
import Workflow

struct DataUses: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-uses", abstract: "Who used the data of a person or firm: when, for which case and item, which fields, why.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "Whose data: a citizen's number or a credit code; - reads it from standard input, where nobody else sees it.")
    var person: String

    @Option(help: "The kind of another code (GB/T 36903).") var kind: String?

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
        let holder = try holder(language)
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

    /// Nothing of what was typed is told.
    private func holder(_ language: Language) throws -> HolderCode {
        let typed = person == "-" ? readLine(strippingNewline: true) ?? "" : person
        let text = typed.trimmingCharacters(in: .whitespaces)
        do throws(HolderCode.Problem) {
            if let kind { return try HolderCode(kind: kind, text: text) }
            if let code = CreditCode(text) { return .organisation(code) }
            return try HolderCode(kind: "111", text: text)
        } catch {
            throw Failure(.usage, Title(zh: "--person \(error.reason.zh)", en: "--person \(error.reason.en)")).report(language)
        }
    }
}
