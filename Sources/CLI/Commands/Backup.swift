import ArgumentParser
import Foundation
import Workflow

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A copy of the database, while others may be writing to it; it is checked before it has its name.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Argument(help: "The file to make; it must not be there yet.") var file: String

    func run() async throws {
        try await CopyOutput(language: languages.language, format: format).copy(
            database.file, to: file, database, by: role.role(.administrator))
    }
}

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A database from a backup, which is checked; it knows that it is a copy until --confirm makes it the office's own.")

    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Option(help: "text or json.") var format = OutputFormat.text

    @Flag(help: "The database, a copy, takes the place of the one that it is a copy of.") var confirm = false

    @Argument(help: "The backup; the database must not be there yet.") var file: String?

    func validate() throws {
        if confirm == (file != nil) { throw ValidationError("give a backup, or --confirm for a database that was made from one") }
    }

    func run() async throws {
        let language = languages.language
        let output = CopyOutput(language: language, format: format)
        if let file { return try await output.copy(file, to: database.file, database, by: role.role(.administrator)) }
        try await database.withOffice(language, .takeOver, by: role.role(.administrator)) { office, _ in
            guard try await office.makeOwn() != nil else {
                throw Failure(.notGood, Title(zh: "这不是副本", en: "this is no copy")).report(language)
            }
            try output.print(CopyOutput.Message(file: database.file, try await office.verify()))
        }
    }
}

private struct CopyOutput {
    let language: Language
    let format: OutputFormat

    struct Message: Encodable {
        var file: String
        var cases: Int
        var entries: Int64
        var events: Int
        var head: String
        /// The head when it was copied; null for the office's own.
        var copyOf: String?

        init(file: String, _ found: Verification) {
            (self.file, cases, entries, events) = (file, found.cases, found.entries, found.events)
            (head, copyOf) = (found.head, found.copyOf)
        }
    }

    func copy(_ from: String, to file: String, _ database: DatabaseOptions, by role: Actor.Role) async throws {
        let clock = try database.clock(language)
        try await database.telling(language) { try Rights.check(.backup, by: role) }
        guard FileManager.default.fileExists(atPath: from) else {
            throw Failure(.usage, Title(zh: "没有数据库 `\(from)`", en: "there is no database `\(from)`")).report(language)
        }
        let found = try await database.telling(language) { try await Office.copy(from, to: file, clock: clock) }
        if let bad = found.firstBad {
            throw Failure(
                .notGood,
                Title(zh: "\(from) 不完好，未复制：\(bad.what)", en: "\(from) is not intact and was not copied: \(bad.what)"),
                help: Title(zh: "运行 onething verify --rebuild", en: "run onething verify --rebuild")
            ).report(language)
        }
        try print(Message(file: file, found))
    }

    func print(_ message: Message) throws {
        switch format {
        case .json: try Console.print(json: message)
        case .text:
            Console.print(
                language == .zh
                    ? "\(message.file)：\(message.cases) 个办件，\(message.entries) 条记录，\(message.events) 个事件\n链头 \(message.head)"
                    : "\(message.file): \(message.cases) cases, \(message.entries) entries, \(message.events) events\nhead \(message.head)")
        }
    }
}
