import ArgumentParser
import Workflow

struct CaseLicences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "licences", abstract: "The licences that would stand in for papers of a draft, and how far its applicant is with each."
    )

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            try LicenceNeedsOutput(one).print(try await office.licences(for: id, by: caller.caller(.applicant)))
        }
    }
}

/// Which of the licences, and whose.
struct ChosenLicences: ParsableArguments {
    @Argument(help: "ROLE:LICENCE; else all of which nothing was said yet.") var names: [String] = []
}

struct CaseRequestLicences: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract:
            "Ask for the licences that would stand in for papers: of a draft, to look at them; of a case, for papers that are to come still."
    )

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions
    @OptionGroup var chosen: ChosenLicences

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            let caller = caller.caller(.applicant)
            if try await office.draft(id) == nil {
                guard chosen.names.isEmpty else {
                    throw Failure(
                        .usage,
                        Title(zh: "提交后调取的是尚缺材料的证照，不能指定", en: "of a case, all are looked for that papers to come want: name none")
                    ).report(one.language)
                }
                let answer = try await office.readAgain(for: id, by: caller)
                return try await CaseOutput(language: one.language, format: one.format).print(answer, office)
            }
            let looked = try await office.requestLicences(
                chosen.names.isEmpty ? nil : chosen.names, for: id, showing: false, by: caller)
            try LicenceNeedsOutput(one).print(looked)
        }
    }
}

struct CasePreview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Look at what licences say that would stand in for papers of a draft.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions
    @OptionGroup var chosen: ChosenLicences

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .apply, by: caller.caller(.applicant).role) { office, _ in
            let looked = try await office.requestLicences(
                chosen.names.isEmpty ? nil : chosen.names, for: id, showing: true, by: caller.caller(.applicant))
            try LicenceNeedsOutput(one).print(looked)
        }
    }
}

struct CaseAccept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "accept", abstract: "Take licences that were looked at.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    @Argument(help: "ROLE:LICENCE.") var names: [String]

    func run() async throws { try await one.answer(names, accepting: true, by: caller) }
}

struct CaseDecline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline", abstract: "Say that licences are not to be used; the papers are handed in.")

    @OptionGroup var one: OneCase
    @OptionGroup var caller: CallerOptions

    @Argument(help: "ROLE:LICENCE.") var names: [String]

    func run() async throws { try await one.answer(names, accepting: false, by: caller) }
}

extension OneCase {
    fileprivate func answer(_ names: [String], accepting: Bool, by caller: CallerOptions) async throws {
        let id = try caseID()
        let caller = caller.caller(.applicant)
        try await database.withOffice(language, .apply, by: caller.role) { office, _ in
            try LicenceNeedsOutput(self).print(try await office.answerLicences(names, accepting: accepting, for: id, by: caller).needs)
        }
    }
}

/// Licences that would stand in for papers, printed.
struct LicenceNeedsOutput {
    private let language: Language
    private let format: OutputFormat

    init(_ one: OneCase) { (language, format) = (one.language, one.format) }

    init(_ language: Language, _ format: OutputFormat) { (self.language, self.format) = (language, format) }

    func print(_ needs: [Office.LicenceNeed]) throws {
        switch format {
        case .json:
            try Console.print(json: needs.map { LicenceNeedMessage($0, language) })
        case .text:
            for need in needs {
                let again = need.isAskedAgain ? language("（每次须同意）", " (only where accepted)") : ""
                let fields = need.fields.isEmpty ? "" : "  \(need.fields.joined(separator: language("、", ", ")))"
                let consent = need.highest == .sensitive ? language("（含敏感个人信息）", " (sensitive)") : ""
                Console.print(
                    "\(need.licence.name)  \(need.licence.state.title[language])\(again)  \(need.lines.joined(separator: " "))\(fields)\(consent)"
                )
            }
            if needs.isEmpty { Console.error(language("没有可用证照代替的材料", "no paper of it could be spared by a licence")) }
        }
    }

    func print(_ looked: [Office.LookedAt]) throws {
        switch format {
        case .json:
            try Console.print(json: looked.map { LicenceNeedMessage($0, language) })
        case .text:
            for one in looked {
                let why = one.why.map { language($0.zh, $0.en) }.joined(separator: language("；", "; "))
                Console.print("\(one.licence.name)  \(one.licence.state.title[language])" + (why.isEmpty ? "" : "  \(why)"))
                for (field, value) in (one.says ?? [:]).sorted(by: { $0.key < $1.key }) {
                    Console.print("    \(field)  \(value.replacing("\n", with: " "))")
                }
            }
            if looked.isEmpty { Console.error(language("没有要调取的证照", "there is none to ask for")) }
        }
    }
}
