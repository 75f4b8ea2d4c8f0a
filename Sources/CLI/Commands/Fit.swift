import ArgumentParser
import Foundation
import Workflow

struct Fit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A scenario fitted to the stored cases of a bundle: who comes when, with which answers, how long things take.",
        discussion: """
            What the cases do not tell stays as it is in the scenario --base. Nothing that is written tells of fewer than --smallest-cell people.
            With -o FILE.yaml the scenario goes to that file and the report beside it, FILE.fit.txt and FILE.fit.json.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, yaml
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var role: RoleOption

    @Argument(help: "BUNDLE.") var bundle: String

    @Option(help: "A scenario of the bundle by its id, or a file; may be left out where there is but one.") var base: String?

    @Option(help: "Counts of fewer people are not told; 2 at least.") var smallestCell = ScenarioFit.smallestCell

    @Option(help: "Of the samples by which fits are judged; the same seed gives the same report.") var seed: UInt64 = 1

    @Option(help: "What is printed: text or json, the report; yaml, the scenario.") var format = Format.text

    @Option(name: .shortAndLong, help: "FILE.yaml: the scenario, named like the file; the report is written beside it.") var output: String?

    func run() async throws {
        let language = common.language
        guard (2...1_000_000).contains(smallestCell) else {
            throw Failure(.usage, Title(zh: "--smallest-cell 至少为 2", en: "--smallest-cell is 2 at least")).report(language)
        }
        if let output, !output.hasSuffix(".yaml") {
            throw Failure(.usage, Title(zh: "-o 应如 方案.yaml", en: "-o is like scenario.yaml")).report(language)
        }
        let id = output.map { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent } ?? "fitted"
        let chosen = try ChosenScenario(common, bundle: bundle, scenario: base, option: "--base", language)
        var fitter = ScenarioFitter(base: chosen.scenario, smallestCell: smallestCell, seed: seed)
        let empty = fitter
        fitter = try await database.withOffice(language, .measure, by: role.role(.supervisor)) { office, _ in
            var fitter = empty
            try await office.eachLoggedCase(of: bundle) { fitter.read($0) }
            return fitter
        }
        let fit = fitter.fit(id: id)
        if fit.cases == 0 { throw Failure.noCases(of: bundle).report(language) }
        // What is written is one that passes.
        let file = "scenarios/\(bundle)/\(id).yaml"
        _ = try ChosenScenario.compiled(chosen.sources.merging([file: fit.yaml]) { $1 }, file: file, id, of: bundle, language)
        let text = FitText(language: language).render(fit)
        let json = try Console.encode(FitMessage(fit, language))
        if let output {
            let beside = output.dropLast(".yaml".count)
            try Output.write(fit.yaml, to: output, language)
            try Output.write(text, to: "\(beside).fit.txt", language)
            try Output.write(json, to: "\(beside).fit.json", language)
        }
        switch format {
        case .text: Console.print(text)
        case .json: Console.print(json)
        case .yaml: Console.print(fit.yaml)
        }
    }
}

extension Failure {
    /// There is nothing to look at.
    static func noCases(of bundle: String) -> Failure {
        Failure(
            .notGood, Title(zh: "数据库中没有 `\(bundle)` 的办件", en: "the database has no cases of `\(bundle)`"),
            help: Title(zh: "onething case list --database 文件", en: "onething case list --database FILE"))
    }
}

extension Office {
    /// Every stored case, or every one of a bundle, page by page.
    func eachLoggedCase(of bundle: String, _ body: (LoggedCase) throws -> Void) async throws {
        var last: CaseID?
        var count = 0
        repeat {
            let page = try await loggedCases(of: bundle, after: last, limit: 200)
            for one in page.cases { try body(one) }
            count += page.cases.count
            last = page.next
        } while last != nil
        if count == 0 { try await check(bundle: bundle) }
    }
}
