import ArgumentParser
import Foundation
import Workflow

/// What an application says, on the command line.
struct ApplicationOptions: ParsableArguments {
    @Option(name: .customLong("from"), help: "The example whose answers and holdings hold where nothing else is said.")
    var journey: String?

    @Option(name: .customLong("answer"), help: "An answer: question=answer. May be given several times.")
    var answers: [String] = []

    @Option(name: .customLong("holds"), help: "What is held: role:licence, or none.")
    var holds: [String] = []

    @Option(help: "A material that is not attached. May be given several times.")
    var without: [String] = []

    func application(_ bundle: String, _ language: Language) throws -> NewCase {
        var situation = SituationOptions()
        (situation.journey, situation.answers, situation.holds, situation.baseline) = (journey, answers, holds, "one-guide")
        let request = try situation.request(language)
        return NewCase(
            bundle: bundle, from: journey, answers: Dictionary(request.answers.map { ($0.question, $0.answer) }) { $1 },
            holds: request.holdings?.map { NewCase.Held(role: $0.role, licence: $0.licence) }, without: without)
    }
}

/// Who works on a draft, and how it is printed.
struct DraftOptions: ParsableArguments {
    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "applicant, agent, counter, officer or supervisor.") var by: Actor.Role?

    @Option(help: "Who it is: a pseudonym, never a name.") var person: String?

    @Option(help: "The department of an officer.") var department: String?

    func caller(_ role: Actor.Role) -> Caller { Caller(by ?? role, person: person, department: department) }

    func print(_ view: DraftView, _ language: Language) throws { try CaseOutput(language: language, format: format).print(view) }
}

struct CaseDraft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Keep an application that is not handed in yet; it may be incomplete.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: DraftOptions
    @OptionGroup var application: ApplicationOptions

    @Argument(help: "BUNDLE.") var bundle: String

    func run() async throws {
        let application = try application.application(bundle, common.language)
        try await database.withOffice(common.language, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            try options.print(try await office.draft(application, by: options.caller(.applicant)), common.language)
        }
    }
}

struct CaseOffer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer", abstract: "Offer somebody what data show that he is entitled to (免申即享); he need only accept.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: DraftOptions
    @OptionGroup var application: ApplicationOptions

    @Option(help: "Whom it is offered to: a pseudonym, never a name.") var to: String

    @Argument(help: "BUNDLE.") var bundle: String

    func run() async throws {
        let language = languages.language
        let application = try application.application(bundle, language)
        try await database.withOffice(language) { office, _ in
            try options.print(try await office.offer(application, to: to, by: options.caller(.officer)), language)
        }
    }
}

struct CaseChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "change", abstract: "Fill in more of a draft, or something else.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: DraftOptions
    @OptionGroup var application: ApplicationOptions

    @Argument(help: "The number of the draft.") var id: String

    func run() async throws {
        let language = languages.language
        let id = try CaseID(typed: id, language)
        let changes = try application.application("", language)
        try await database.withOffice(language) { office, _ in
            try options.print(try await office.change(id, to: changes, by: options.caller(.applicant)), language)
        }
    }
}

struct CaseSubmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Hand a draft in, or accept an offer; the case has its number.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: DraftOptions

    @Option(help: "The same key again gives the same answer, and does nothing twice.") var key: String?

    @Argument(help: "The number of the draft or offer.") var id: String

    func run() async throws {
        let language = languages.language
        let id = try CaseID(typed: id, language)
        try await database.withOffice(language) { office, _ in
            let answer = try await office.submit(id, by: options.caller(.applicant), key: key)
            try await CaseOutput(language: language, format: options.format).print(answer, office)
        }
    }
}

struct CaseDiscard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "discard", abstract: "Throw a draft away, or decline an offer.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var options: DraftOptions

    @Argument(help: "The number of the draft or offer.") var id: String

    func run() async throws {
        let language = languages.language
        let id = try CaseID(typed: id, language)
        try await database.withOffice(language) { office, _ in
            let isOffer = try await office.draft(id)?.draft.offer != nil
            try await office.discard(id, by: options.caller(.applicant))
            Console.error(isOffer ? language("已谢绝", "declined") : language("草稿已删除", "the draft is gone"))
        }
    }
}

struct CaseDrafts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Applications that were not handed in yet, and offers; of one person, or all.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "Whose: a pseudonym.") var person: String?

    @Option(help: "How many at most.") var limit = 50

    @Option(help: "The draft after which the page begins.") var after: String?

    private struct Page: Encodable {
        var items: [Row]
    }

    private struct Row: Encodable {
        var id: String
        var bundle: String
        var kind: String
        var until: String
    }

    func run() async throws {
        let language = languages.language
        let start = try after.map { try CaseID(typed: $0, language) }
        try await database.withOffice(language) { office, _ in
            let rows = try await office.drafts(of: person, after: start, limit: limit).map { draft in
                let kind = draft.offer.map { $0.isDeclined ? "declined" : "offer" } ?? "draft"
                return Row(
                    id: draft.id.description, bundle: draft.application.bundle, kind: kind, until: draft.until.description)
            }
            switch format {
            case .json: try Console.print(json: Page(items: rows))
            case .text where rows.isEmpty: Console.print(language("没有草稿", "no drafts"))
            case .text: Console.print(rows.map { "\($0.id)  \($0.kind)  \($0.until)  \($0.bundle)" }.joined(separator: "\n"))
            }
        }
    }
}
