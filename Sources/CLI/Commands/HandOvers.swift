import ArgumentParser
import Foundation
import Workflow

struct HandOvers: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-overs", abstract: "Items that departments decide in their own systems: told, taken in, compared.",
        subcommands: [HandOverList.self, HandOverExchange.self, HandOverReconcile.self])
}

struct HandOverList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "What departments' own systems do not know yet.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "Of one department only.") var department: String?

    @Option(help: "How many at most.") var limit = 100

    func run() async throws {
        try await database.withOffice(languages.language, .exchange, by: role.role(.administrator)) { office, _ in
            let handOvers = try await office.handOvers(to: department, limit: max(0, limit))
            switch format {
            case .json: try Console.print(json: ["items": handOvers])
            case .text where handOvers.isEmpty: Console.print(languages.language == .zh ? "各部门均已知悉" : "every department knows everything")
            case .text:
                for one in handOvers {
                    let events = languages.language == .zh ? "\(one.events.count) 件事" : "\(one.events.count) events"
                    Console.print("\(one.case)  \(one.department)  \(one.item)  \(one.state)  v\(one.after) → v\(one.through)  \(events)")
                }
            }
        }
    }
}

struct HandOverExchange: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Takes in what departments wrote into a folder, and writes what they are to know. Harmless as often as you like.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "The folder; a folder in it for each department, with `to`, `from` and `refused`.") var folder: String

    func run() async throws {
        let language = languages.language
        try await database.withOffice(language, .exchange, by: role.role(.administrator)) { office, _ in
            let report = try await FolderExchange(in: folder, for: office).run()
            switch format {
            case .json: try Console.print(json: report)
            case .text:
                Console.print(
                    language == .zh
                        ? "发出 \(report.told)，收入 \(report.taken)，不收 \(report.refused)"
                        : "told \(report.told), taken in \(report.taken), refused \(report.refused)")
                for (file, why) in report.refusals.sorted(by: { $0.key < $1.key }) {
                    Console.error("\(folder)/\(file): " + Title(zh: why.zh, en: why.en)[language])
                    Console.error(insteadOf: why.canDo.map(\.title), language)
                }
            }
            // What was refused waits in the folder for somebody to look at it.
            if report.refused > 0 { throw ExitCode(Failure.Kind.notGood.rawValue) }
        }
    }
}

struct HandOverReconcile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract: "Compares a department's list of what it has with what was handed over; status 1 where they differ.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(help: "Whose list it is.") var department: String

    @Flag(help: "Tell the department again, with the next exchange, what it has lost.") var mend = false

    @Argument(help: "The list, JSON: {\"items\": [{\"case\": …, \"item\": …, \"seen\": …, \"end\": …}]}.") var list: String

    func run() async throws {
        let language = languages.language
        let wrong = Failure(
            .usage, Title(zh: "`\(list)` 不是部门清单", en: "`\(list)` is no list of a department"),
            help: Title(
                zh: "须是 JSON：{\"items\": [{\"case\": …, \"item\": …, \"seen\": …, \"end\": …}]}",
                en: "it is JSON: {\"items\": [{\"case\": …, \"item\": …, \"seen\": …, \"end\": …}]}"))
        guard let data = FileManager.default.contents(atPath: list) else {
            throw Failure(.usage, Title(zh: "没有文件 `\(list)`", en: "there is no file `\(list)`")).report(language)
        }
        guard let theirs = try? JSONDecoder().decode(DepartmentList.self, from: data) else { throw wrong.report(language) }
        try await database.withOffice(language, .exchange, by: role.role(.administrator)) { office, _ in
            let found = try await office.reconcile(theirs, of: department, mending: mend)
            switch format {
            case .json: try Console.print(json: ["items": found])
            case .text where found.isEmpty: Console.print(language == .zh ? "双方一致" : "the two sides agree")
            case .text:
                for one in found {
                    let sides = [one.ours, one.theirs].map { $0 ?? "–" }.joined(separator: " / ")
                    Console.print("\(one.case)  \(one.item)  \(one.kind.title[language])  (\(sides))")
                }
            }
            if !found.isEmpty { throw ExitCode(Failure.Kind.notGood.rawValue) }
        }
    }
}
