import ArgumentParser
import Workflow

struct CaseLedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Every paper of a case, what becomes of it, and why.")

    @OptionGroup var one: OneCase

    func run() async throws {
        let id = try one.caseID()
        try await one.database.withOffice(one.language, .look, by: .officer) { office, _ in
            let lines = try await office.ledger(of: id).lines(ofItems: nil, one.language)
            switch one.format {
            case .json: try Console.print(json: lines)
            case .text:
                for line in lines where line.disposition != Disposition.notApplicable.rawValue {
                    let disposition = Disposition(rawValue: line.disposition)?.title[one.language] ?? line.disposition
                    let came = line.received.map { "  \($0.title[one.language])" } ?? ""
                    Console.print("\(line.line)  \(line.title)  \(disposition)  \(line.reason)\(came)")
                    for digest in line.files ?? [] { Console.print("      SHA-256 \(digest)") }
                }
            }
        }
    }
}

struct CaseTimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline", abstract: "What happened to a case in words, and now: who has it, what comes next, by which day.")

    @OptionGroup var one: OneCase

    func run() async throws {
        let (id, language) = (try one.caseID(), one.language)
        try await one.database.withOffice(language, .look, by: .officer) { office, _ in
            let (view, events, received) = try await office.history(of: id)
            let message = CaseTimelineMessage(view, events, received, seen: nil, language)
            switch one.format {
            case .json: try Console.print(json: message)
            case .text:
                for one in message.happened {
                    Console.print("\(one.seq)  \(one.at.prefix(16))  \(one.who)  " + (one.title.map { "\($0)  " } ?? "") + one.text)
                    for note in one.notes { Console.print("      \(note)") }
                }
                Console.print(language("现在", "Now"))
                for one in message.now { Console.print("  \(one.says)") }
            }
        }
    }
}

struct CaseReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "The receipt of an application or of a step, signed: whoever has the public keys checks it.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions

    @Option(help: "The place of an event in its case, as case events numbers them; else the application.") var step = 1

    @Argument(help: "The number of the case.") var id: String

    func run() async throws {
        let language = languages.language
        let id = try CaseID(typed: id, language)
        try await database.withOffice(language, .look, by: .officer) { office, _ in
            Console.print(String(decoding: try await office.receipt(of: id, step: step).bytes(), as: UTF8.self))
        }
    }
}
