import ArgumentParser
import Foundation
import Workflow

struct ConsentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consent", abstract: "Who does not apply himself lets his licences be read for one case, or does so no more.",
        subcommands: [ConsentInvite.self, ConsentAsked.self, ConsentGive.self, ConsentWithdraw.self, ConsentList.self])
}

/// What all of them take.
struct ConsentOptions: ParsableArguments {
    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var whose: HolderOptions

    @Option(help: "applicant: he does so himself; counter: he stands at the window. Else applicant.") var by: Actor.Role?

    @Option(help: "text or json.") var format = OutputFormat.text

    var caller: Caller { Caller(by ?? .applicant) }
}

struct ConsentInvite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Make a code for a link by which somebody lets his licences be read for a draft or case.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    @Option(help: "Who he is in it: father.") var role: String

    private struct Invitation: Encodable {
        var invitation: String
        var until: String
    }

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            let made = try await office.invite(role, to: id, by: caller.caller(.applicant))
            switch one.format {
            case .json: try Console.print(json: Invitation(invitation: made.code, until: made.until.description))
            case .text:
                Console.print(made.code)
                Console.error(one.language("有效至 \(made.until)", "until \(made.until)"))
            }
        }
    }
}

struct ConsentAsked: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "asked", abstract: "What would be read of somebody who was invited, and for which papers.")

    @OptionGroup var options: ConsentOptions

    @Argument(help: "The code of the invitation.") var invitation: String

    func run() async throws {
        let language = options.languages.language
        let holder = try options.whose.holder(language)
        try await options.database.withOffice(language, .authorise, by: options.caller.role) { office, _ in
            let invited = try await office.invited(
                by: invitation.trimmingCharacters(in: .whitespacesAndNewlines), as: holder, by: options.caller)
            if options.format == .text { Console.error("\(invited.bundle[language])  \(invited.caseID)  \(invited.role)") }
            try LicenceNeedsOutput(language, options.format).print(invited.licences)
        }
    }
}

struct ConsentGive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "give", abstract: "Let one's licences be read for a case, or for a draft that will be one.")

    @OptionGroup var options: ConsentOptions

    @Argument(help: "The number of the case or draft; none with --invitation.") var id: String?

    @Option(help: "The code of the invitation, instead of the number of the case.") var invitation: String?

    @Option(help: "The last day; else until the case is closed.") var until: String?

    @Flag(help: "What is sensitive, too: that needs a consent of its own (identity numbers, health, accounts).") var sensitive = false

    private struct Given: Encodable {
        var number: Int64
        /// Papers for which licences stand in from now on, where the application is in already.
        var papers: [String]?
    }

    func run() async throws {
        let language = options.languages.language
        let id = try id.map { try CaseID(typed: $0, language) }
        guard (id == nil) != (invitation == nil) else {
            throw Failure(
                .usage, Title(zh: "写明办件编号，或 --invitation 邀请码，二者择一", en: "say the number of the case, or --invitation CODE")
            ).report(language)
        }
        let holder = try options.whose.holder(language)
        let until = try until.map { text in
            guard let day = Day(text) else {
                throw Failure(.usage, UnknownWord(.day, text).message).report(language)
            }
            return day
        }
        try await options.database.withOffice(language, .authorise, by: options.caller.role) { office, _ in
            let (number, answer) =
                if let id {
                    try await office.letRead(holder, for: id, until: until, sensitive: sensitive, by: options.caller)
                } else {
                    try await office.letRead(
                        holder, invitedBy: (invitation ?? "").trimmingCharacters(in: .whitespacesAndNewlines), until: until,
                        sensitive: sensitive, by: options.caller)
                }
            let papers = answer?.events.filter { $0.type == "evidence" }.flatMap { $0.papers ?? [] }
            switch options.format {
            case .json: try Console.print(json: Given(number: number, papers: papers))
            case .text:
                Console.print(language("授权第 \(number) 号", "authorisation \(number)"))
                for paper in papers ?? [] { Console.print(language("不须再交：\(paper)", "need not be handed in: \(paper)")) }
            }
        }
    }
}

struct ConsentWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take it back; what the case loses by it is told.")

    @OptionGroup var options: ConsentOptions

    @Argument(help: "The number of the authorisation.") var number: Int64

    private struct Lost: Encodable {
        var `case`: String?
        var papers: [String]
    }

    /// The papers for which those licences of the case stood in.
    private func papers(lostBy evidence: [Int], _ answer: CaseAnswer?, _ office: Office) async throws -> [String] {
        guard let id = answer.flatMap({ CaseID($0.caseID) }), !evidence.isEmpty else { return [] }
        let read = try await office.events(of: id).filter { $0.type == "evidence" }
        let lacking = Set(try await office.look(at: id).lackingPapers)
        return evidence.flatMap { number in read.indices.contains(number - 1) ? read[number - 1].papers ?? [] : [] }.filter(
            lacking.contains)
    }

    func run() async throws {
        let language = options.languages.language
        let holder = try options.whose.holder(language)
        try await options.database.withOffice(language, .authorise, by: options.caller.role) { office, _ in
            let answer = try await office.withdrawAuthorisation(number, of: holder, by: options.caller)
            let lost = answer.map { $0.events.filter { $0.loss == "unauthorised" } } ?? []
            let papers = try await papers(lostBy: lost.flatMap { $0.evidence ?? [] }, answer, office)
            switch options.format {
            case .json: try Console.print(json: Lost(case: answer?.caseID, papers: papers))
            case .text:
                Console.print(language("已撤回", "taken back"))
                for paper in papers { Console.print(language("须补交：\(paper)", "now to be handed in: \(paper)")) }
            }
        }
    }
}

struct ConsentList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What somebody has let be read, for which case, until when.")

    @OptionGroup var options: ConsentOptions

    func run() async throws {
        let language = options.languages.language
        let holder = try options.whose.holder(language)
        try await options.database.withOffice(language, .authorise, by: options.caller.role) { office, _ in
            let lines = try await office.authorisations(by: holder, by: options.caller).map(ConsentMessage.init)
            switch options.format {
            case .json: try Console.print(json: lines)
            case .text:
                for line in lines {
                    let end = line.withdrawn ? language("已撤回", "taken back") : line.until.map { language("至 \($0)", "until \($0)") } ?? ""
                    let covers = line.sensitive ? language("  含敏感个人信息", "  what is sensitive, too") : ""
                    Console.print("\(line.number)  \(line.case)  \(end)\(covers)")
                }
                if lines.isEmpty { Console.error(language("没有授权", "none was given")) }
            }
        }
    }
}
