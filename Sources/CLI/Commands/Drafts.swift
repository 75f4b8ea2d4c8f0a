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

    @Option(help: "The number under which the written mandate of the agent is filed.") var mandate: String?

    @Option(help: "The last day of the mandate; else it lasts until the case is closed.") var mandateUntil: String?

    @Option(help: "Who the agent is, where that is not --person: a pseudonym, never a name.") var agent: String?

    func validate() throws { try Caller.check(pseudonym: agent, as: "--agent") }

    func application(_ bundle: String, by caller: CallerOptions, _ language: Language) throws -> NewCase {
        var situation = SituationOptions()
        (situation.journey, situation.answers, situation.holds, situation.baseline) = (journey, answers, holds, "one-guide")
        let request = try situation.request(language)
        return NewCase(
            bundle: bundle, from: journey, answers: Dictionary(request.answers.map { ($0.question, $0.answer) }) { $1 },
            holds: request.holdings?.map { NewCase.Held(role: $0.role, licence: $0.licence) }, without: without,
            mandate: try shownMandate(by: caller, language))
    }

    private func shownMandate(by caller: CallerOptions, _ language: Language) throws -> ShownMandate? {
        guard let mandate else {
            guard agent == nil, mandateUntil == nil else {
                throw Failure(
                    .usage, Title(zh: "没有委托书编号", en: "there is no number of the mandate"),
                    help: Title(zh: "--mandate 编号", en: "--mandate NUMBER")
                ).report(language)
            }
            return nil
        }
        guard let agent = agent ?? (caller.by == .agent ? caller.person : nil) else {
            throw Failure(
                .usage, Title(zh: "没有说明受托人是谁", en: "it does not say who the agent is"),
                help: Title(zh: "--agent 某人，或 --by agent --person 某人", en: "--agent SOMEBODY, or --by agent --person SOMEBODY")
            ).report(language)
        }
        return ShownMandate(agent: agent, reference: mandate, until: mandateUntil)
    }
}

struct CaseDraft: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Keep an application that is not handed in yet; it may be incomplete.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var caller: CallerOptions
    @OptionGroup var application: ApplicationOptions
    @OptionGroup var file: FormFile
    @OptionGroup var people: PeopleFile

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "BUNDLE.") var bundle: String

    func run() async throws {
        let application = try application.application(bundle, by: caller, common.language)
        let values = try file.values(common.language)
        let applying = try people.applying(common.language)
        try await database.withOffice(common.language, .apply, by: caller.caller(.applicant).role, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            let output = CaseOutput(language: common.language, format: format)
            try output.print(try await office.draft(application, filling: values, of: applying, by: caller.caller(.applicant)))
        }
    }
}

struct CaseOffer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "offer", abstract: "Offer somebody what data show that he is entitled to (免申即享); he need only accept.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var caller: CallerOptions
    @OptionGroup var application: ApplicationOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "Whom it is offered to: a pseudonym, never a name.") var to: String

    func validate() throws { try Caller.check(pseudonym: to, as: "--to") }

    @Argument(help: "BUNDLE.") var bundle: String

    func run() async throws {
        let language = languages.language
        let application = try application.application(bundle, by: caller, language)
        try await database.withOffice(language, .offer, by: caller.caller(.officer).role) { office, _ in
            let output = CaseOutput(language: language, format: format)
            try output.print(try await office.offer(application, to: to, by: caller.caller(.officer)))
        }
    }
}

struct CaseChange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "change", abstract: "Fill in more of a draft, or something else.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions
    @OptionGroup var application: ApplicationOptions
    @OptionGroup var file: FormFile
    @OptionGroup var people: PeopleFile

    func run() async throws {
        let id = try one.caseID()
        let changes = try application.application("", by: caller, one.language)
        let values = try file.values(one.language)
        let applying = try people.applying(one.language)
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            let output = CaseOutput(language: one.language, format: one.format)
            try output.print(try await office.change(id, to: changes, filling: values, of: applying, by: caller.caller(.applicant)))
        }
    }
}

struct CaseSubmit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Hand a draft in, or accept an offer; the case has its number.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions
    @OptionGroup var people: PeopleFile

    @Option(help: "The same key again gives the same answer, and does nothing twice.") var key: String?

    func run() async throws {
        let id = try one.caseID()
        let applying = try people.applying(one.language)
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            let answer = try await office.submit(id, of: applying, by: caller.caller(.applicant), key: key)
            try await CaseOutput(language: one.language, format: one.format).print(answer, office)
        }
    }
}

struct CaseDiscard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "discard", abstract: "Throw a draft away, or decline an offer.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            let isOffer = try await office.draft(id)?.draft.offer != nil
            try await office.discard(id, by: caller.caller(.applicant))
            Console.error(isOffer ? one.language("已谢绝", "declined") : one.language("草稿已删除", "the draft is gone"))
        }
    }
}

struct CaseDrafts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drafts", abstract: "Applications that were not handed in yet, and offers; of one person, or all.")

    @OptionGroup var list: ListOptions

    @Option(help: "Whose: a pseudonym.") var person: String?

    @Option(help: "The draft after which the page begins.") var after: String?

    func run() async throws {
        let language = list.languages.language
        let start = try after.map { try CaseID(typed: $0, language) }
        try await list.database.withOffice(language, .look, by: .officer) { office, _ in
            try CaseOutput(language: language, format: list.format).print(
                try await office.drafts(of: person, after: start, limit: list.limit))
        }
    }
}
