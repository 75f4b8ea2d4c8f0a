import ArgumentParser
import Foundation
import Workflow

/// What both event logs of a database take.
struct EventExport: ParsableArguments {
    @OptionGroup var languages: LanguageOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Argument(help: "Only cases of this BUNDLE.") var bundle: String?

    /// Writes case by case; nothing has its name before it is whole.
    func write(to file: EventLogFile) async throws {
        let language = languages.language
        try await database.withOffice(language, .measure, by: role.role(.supervisor)) { office, _ in
            let writer = try file.begin(language)
            do {
                var last: CaseID?
                repeat {
                    let page = try await office.loggedCases(of: bundle, after: last, limit: 200)
                    try file.telling(language) { for one in page.cases { try writer.write(one) } }
                    last = page.next
                } while last != nil
                if let bundle, writer.counts.cases == 0 { try await office.check(bundle: bundle) }
            } catch {
                writer.discard()
                throw error
            }
            try file.finish(writer, language)
        }
    }
}

struct ExportOCEL: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ocel", abstract: "The cases of a database as an object-centric event log (OCEL 2.0) for process mining.")

    @OptionGroup var export: EventExport

    @Option(name: .shortAndLong, help: "FILE.jsonocel, .json or .sqlite; else JSON goes to standard output.") var output: String?

    func run() async throws {
        let language = export.languages.language
        let file = try output.map { try EventLogFile($0, among: [.json, .sqlite], besides: export.database.file, language) }
        try await export.write(to: file ?? EventLogFile(.json))
    }
}

struct ExportXES: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xes", abstract: "The cases of a database as a flat event log (XES) for process mining.")

    @OptionGroup var export: EventExport

    @Option(help: "What is one trace: case or item.") var trace = XESEventLog.Trace.case

    @Option(name: .shortAndLong, help: "FILE.xes; else it goes to standard output.") var output: String?

    func run() async throws {
        let language = export.languages.language
        var file =
            try output.map { try EventLogFile($0, among: [.xes], besides: export.database.file, language) } ?? EventLogFile(.xes)
        file.trace = trace
        try await export.write(to: file)
    }
}

extension XESEventLog.Trace: ExpressibleByArgument {}
