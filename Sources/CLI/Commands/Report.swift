import ArgumentParser
import Foundation
import Workflow

struct Report: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "What is saved: apart, together and announced, with every line behind it.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, md, html, csv, json
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var situation: SituationOptions
    /// Only where it is named: what its finished cases came to is told beside the plan.
    @OptionGroup var database: DatabaseOptions

    @Option(help: "text, md, html, csv or json.")
    var format = Format.text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    @Argument(help: "Bundles; else all of them.")
    var bundles: [String] = []

    func run() async throws {
        let language = common.language
        let compilation = try common.compilation()
        let named = try bundles.isEmpty ? all(compilation) : bundles.map { try compilation.bundle(named: $0, language) }
        var reports = try named.map { bundle in
            let journey = try compilation.journey(of: bundle, named: situation.journey, language)
            let chosen = try compilation.situation(bundle, journey, situation, language)
            return SavingsReport(bundle, journey, chosen, try compilation.baseline(bundle, situation.baseline, language))
        }
        if database.isNamed { try await measure(&reports, language) }
        try Output.write(try render(reports, language), to: output, language)
        if bundles.isEmpty, named.count < compilation.declaredBundles.count { throw ExitCode(Failure.Kind.notGood.rawValue) }
    }

    private func measure(_ reports: inout [SavingsReport], _ language: Language) async throws {
        let bundles = reports.map(\.bundle.id)
        let measured = try await database.withOffice(language, .measure, by: .supervisor) { office, _ in
            var measured: [MeasuredCases] = []
            for bundle in bundles { measured.append(try await office.measured(of: bundle)) }
            return measured
        }
        for place in reports.indices { reports[place].measured = measured[place] }
    }

    /// Every bundle that is whole; the others are named on standard error.
    private func all(_ compilation: Compilation) -> [CompiledBundle] {
        for id in compilation.declaredBundles where compilation.bundle(id) == nil {
            Console.error(Title(zh: "略去 `\(id)`：定义有错误", en: "left out `\(id)`: its definition has errors")[common.language])
        }
        return compilation.bundles
    }

    private func render(_ reports: [SavingsReport], _ language: Language) throws -> String {
        switch format {
        case .text: ReportText(language: language).render(reports)
        case .md: ReportMarkdown(language: language).render(reports)
        case .html: ReportHTML(language: language).render(reports)
        case .csv: ReportCSV(language: language).render(reports)
        case .json: try Console.encode(ReportMessage(reports, language))
        }
    }
}
