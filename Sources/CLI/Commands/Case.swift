import ArgumentParser
import Foundation
import Workflow

struct Case: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Cases in a database, without a server.",
        subcommands: [
            CaseStart.self, CaseDraft.self, CaseOffer.self, CaseChange.self, CaseSubmit.self, CaseDiscard.self, CaseDrafts.self,
            CaseList.self, CaseShow.self, CaseDeadline.self, CaseMove.self, CaseSupply.self, CaseVerify.self,
            CaseReport.self, CaseWithdraw.self, CaseClaim.self, CaseRelease.self, CaseDelegate.self, CaseVisit.self, CaseExtend.self,
            CaseDispute.self, CaseSettle.self, CaseDisputes.self, CaseMandate.self, CaseEndMandate.self, CaseFill.self,
            CaseFormCommand.self, CaseLicences.self, CaseRequestLicences.self, CasePreview.self, CaseAccept.self, CaseDecline.self,
            CaseResult.self,
            CaseEvents.self,
            CaseErase.self, CaseAt.self, CasePapers.self, CasePaperCommand.self, CaseLedgerCommand.self, CaseTimelineCommand.self,
            CaseReceiptCommand.self, CaseRate.self, CaseAttach.self, CaseFiles.self, CaseTick.self,
        ])
}

struct CaseStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "start", abstract: "Hand in an application as a new case.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @OptionGroup var caller: CallerOptions
    @OptionGroup var application: ApplicationOptions
    @OptionGroup var file: FormFile
    @OptionGroup var people: PeopleFile

    @Option(help: "The same key again gives the same answer, and no second case.")
    var key: String?

    @Argument(help: "BUNDLE.") var bundle: String

    func run() async throws {
        let language = common.language
        let application = try application.application(bundle, by: caller, language)
        let caller = caller.caller(.applicant)
        let values = try file.values(language)
        let applying = try people.applying(language)
        try await database.withOffice(language, .apply, by: caller.role, creating: true) { office, _ in
            if try await office.currentDigest() == nil { try await Publish.publish(common, office) }
            try await CaseOutput(language: language, format: format).print(
                try await office.start(application, filling: values, of: applying, by: caller, key: key), office)
        }
    }
}

/// What all commands on one case take.
struct OneCase: ParsableArguments {
    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "The number of the case or draft.") var id: String

    var language: Language { languages.language }

    func caseID() throws -> CaseID { try CaseID(typed: id, language) }

    func handle(_ request: CaseRequest, by role: Actor.Role, _ who: Who) async throws {
        let id = try caseID()
        let caller = who.caller.caller(role)
        try await database.withOffice(language, .act, by: caller.role) { office, _ in
            let answer = try await office.handle(request, on: id, by: caller, expecting: who.expecting, key: who.key)
            try await CaseOutput(language: language, format: format).print(answer, office)
        }
    }
}

/// Who gives a command.
struct CallerOptions: ParsableArguments {
    @Option(help: "In which role; else whom the command is for.")
    var by: Actor.Role?

    @Option(help: "Who it is: a staff number or another pseudonym, never a name.") var person: String?

    @Option(help: "The department of an officer or supervisor.") var department: String?

    func validate() throws { try Caller.check(pseudonym: person, as: "--person") }

    func caller(_ role: Actor.Role) -> Caller { Caller(by ?? role, person: person, department: department) }
}

/// In which role a command on the whole database is given.
struct RoleOption: ParsableArguments {
    @Option(help: "administrator, auditor or another role; else whom the command is for. Nobody logs in on the command line.")
    var by: Actor.Role?

    func role(_ natural: Actor.Role) -> Actor.Role { by ?? natural }
}

/// Who gives a command, and what he has seen.
struct Who: ParsableArguments {
    @OptionGroup var caller: CallerOptions

    @Option(help: "The version of the case that was seen; another one is refused.") var expecting: Int?

    @Option(help: "The same key again gives the same answer, and does nothing twice.") var key: String?
}

struct CaseShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Where a case or a draft stands, and what can be done.")

    @OptionGroup var one: OneCase

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let output = CaseOutput(language: one.language, format: one.format)
            if let draft = try await office.draft(id) { return try output.print(draft) }
            try output.print(try await office.look(at: id))
        }
    }
}

struct CaseDeadline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "The days of an item: which count for its limits, which do not, and why.")

    @OptionGroup var one: OneCase

    @Argument(help: "The item: birth-registration, or birth-registration#2.") var item: String

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let (view, ledger) = try await office.clock(of: id, item: item)
            guard
                let report = ledger.flatMap({
                    ClockReport($0, of: view.state, submissions: view.submissions, under: view.editions, one.language)
                })
            else {
                throw Failure(.notGood, Title(zh: "`\(item)` 尚未开始，没有期限", en: "`\(item)` has not begun; no limit runs")).report(one.language)
            }
            switch one.format {
            case .json: try Console.print(json: report)
            case .text: Console.print(report.text(one.language))
            }
        }
    }
}

struct CaseAt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "at", abstract: "A case as it stood at a moment.")

    @OptionGroup var one: OneCase

    @Argument(help: "2026-03-02 09:30.") var moment: String

    func run() async throws {
        let id = try one.caseID()
        let moment = try Moment(typed: self.moment, one.language)
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let end = Int64(moment.adding(minutes: 1).secondsSince1970) * 1_000 - 1
            try CaseOutput(language: one.language, format: one.format).print(try await office.look(at: id, asOf: end))
        }
    }
}

struct CaseEvents: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "events", abstract: "Everything that happened to a case, as JSON.")

    @OptionGroup var one: OneCase

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            try Console.print(json: EventList(events: try await office.events(of: id)))
        }
    }

    private struct EventList: Encodable {
        var events: [EventRecord]
    }
}

struct CaseMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "move", abstract: "Make a move of an item's process.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The item: birth-registration, or birth-registration#2.") var item: String

    @Argument(help: "The move, as case show names it.") var move: String

    @Option(help: "Why.") var reason: String?

    @Option(help: "On which legal basis.") var basis: String?

    @Option(help: "When it is expected to end: 2026-03-20.") var expectedEnd: String?

    @Option(help: "What can be done against it.") var remedies: String?

    @Option(help: "What has become known since papers were last named as wanting.") var newFacts: String?

    @Option(help: "The reference of the payment.") var payment: String?

    @Option(help: "A line of the ledger that is wanting or handed in. May be given several times.") var paper: [String] = []

    func run() async throws {
        let note = CaseRequest.Note(
            reason: reason, basis: basis, expectedEnd: expectedEnd, remedies: remedies, payment: payment, papers: paper,
            newFacts: newFacts)
        try await one.handle(.move(item: item, move: move, note: note), by: .officer, who)
    }
}

struct CaseSupply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "supply", abstract: "Hand in a paper that is wanting or was to follow.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The line of the ledger: birth-registration/3.") var line: String

    func run() async throws { try await one.handle(.handIn(line: line), by: .applicant, who) }
}

struct CaseVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify", abstract: "An officer has found a paper right.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The line of the ledger: birth-registration/3.") var line: String

    func run() async throws { try await one.handle(.verify(line: line), by: .officer, who) }
}

struct CaseReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "report", abstract: "An event has come that an item waits for.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The event, as words.yaml calls it.") var event: String

    func run() async throws { try await one.handle(.report(event: event), by: .officer, who) }
}

struct CaseWithdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw", abstract: "Take back an item that has not begun, or all that is not decided.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The item; without it the whole.") var item: String?

    func run() async throws { try await one.handle(.withdraw(item: item), by: .applicant, who) }
}

struct CaseClaim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "claim", abstract: "Take an item on: nobody else moves it.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The item.") var item: String

    func run() async throws { try await one.handle(.claim(item: item), by: .officer, who) }
}

struct CaseRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "release", abstract: "Give an item back.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The item.") var item: String

    func run() async throws { try await one.handle(.release(item: item), by: .officer, who) }
}

struct CaseDelegate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "delegate", abstract: "Give an item to an officer.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The item.") var item: String

    @Argument(help: "Who has it from now on, as --person names him.") var to: String

    func run() async throws { try await one.handle(.delegate(item: item, to: to), by: .supervisor, who) }
}

struct CaseVisit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "visit", abstract: "One visit for several items, as the bundle's joint-visits names it.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Argument(help: "The visit.") var visit: String

    func run() async throws { try await one.handle(.visit(visit), by: .officer, who) }
}

struct CaseExtend: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend", abstract: "Make the limit for the whole longer, once, with the government's approval.")

    @OptionGroup var one: OneCase
    @OptionGroup var who: Who

    @Option(help: "Why; the applicant is told.") var reason: String

    func run() async throws { try await one.handle(.extend(reason: reason), by: .supervisor, who) }
}

struct CaseTick: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tick", abstract: "Let time pass: what is due in any case happens, and providers are asked again for what is awaited.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    func run() async throws {
        let language = languages.language
        try await database.withOffice(language, .tick, by: role.role(.administrator)) { office, _ in
            let count = try await office.letTimePass()
            let ended = try await office.catchUp()
            if ended > 0 { Console.error(language("证照共享异常已了结 \(ended) 起", "incidents of providers that came to an end: \(ended)")) }
            try KeptHeads(beside: database.file).keep(try await office.head())
            try KeptHeads(beside: database.file, of: .dataUses).keep(try await office.headOfUses())
            // Where only a provider was caught up with, nothing was due.
            if count > 0 || ended == 0 {
                Console.print(language("\(count) 个办件有到期事项", "something was due in \(count) \(count == 1 ? "case" : "cases")"))
            }
        }
    }
}

extension CaseID {
    /// What somebody typed; anything that is no number of a case is wrong usage.
    init(typed text: String, _ language: Language) throws {
        guard let id = CaseID(text) else {
            throw Failure(
                .usage, Title(zh: "`\(text)` 不是办件号", en: "`\(text)` is no number of a case"),
                help: Title(zh: "onething case list 列出全部", en: "onething case list names them")
            ).report(language)
        }
        self = id
    }
}

extension Actor.Role: ExpressibleByArgument {
    public static var allValueStrings: [String] { allCases.filter { $0 != .system }.map(\.name) }
    public static var allValueDescriptions: [String: String] {
        Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, "\($0.title.zh) \($0.title.en)") })
    }
    public var defaultValueDescription: String { name }

    public init?(argument: String) {
        guard let role = Actor.Role.allCases.first(where: { $0.name == argument && $0 != .system }) else { return nil }
        self = role
    }
}
