import ArgumentParser
import Foundation
import Workflow

struct NextShareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next-share",
        abstract: "Which licence or source, once connected, would spare the people of a scenario most papers and days.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "Bundles.") var bundles: [String]

    @Option(help: "A scenario of the bundle by its id, or a file; may be left out where there is but one.") var scenario: String?

    @Option(parsing: .unconditional, help: "How many people, 1 at least; else as the scenario says.") var journeys: Int?

    @Option(parsing: .unconditional, help: "A number from 0 on. The same seed gives the same people.") var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: "Of so many, the best, days are simulated too; 0: of none.") var days = 3

    @Option(parsing: .unconditional, help: "How many blocks are run at a time, 1 at least; else one for each core.") var cores: Int?

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?

    func run() async throws {
        let language = common.language
        for (name, value, least) in [("--journeys", journeys, 1), ("--cores", cores, 1), ("--days", days, 0)] {
            if let value, !(least...1_000_000_000).contains(value) {
                throw Failure(
                    .usage, Title(zh: "\(name) 至少为 \(least)，不能是 \(value)", en: "\(name) is \(least) at least, and not \(value)"),
                    help: Title(zh: "不写 \(name) 就用默认值", en: "leave \(name) out for what is usual")
                ).report(language)
            }
        }
        if bundles.count > 1, scenario != nil {
            throw Failure(.usage, Title(zh: "--scenario 只用于一个一件事", en: "--scenario is for one bundle")).report(language)
        }
        var shares: [NextShare] = []
        for bundle in bundles {
            let chosen = try ChosenScenario(common, bundle: bundle, scenario: scenario, option: "--scenario", language).scenario
            let people = journeys ?? chosen.definition.journeys
            var share = NextShare(chosen, journeys: people, seed: seed)
            await share.simulateDays(best: days, journeys: people, cores: cores ?? ProcessInfo.processInfo.activeProcessorCount)
            shares.append(share)
        }
        switch format {
        case .text: try Output.write(shares.map(NextShareText(language: language).render).joined(separator: "\n"), to: output, language)
        case .json: try Output.write(try Console.encode(shares.flatMap { NextShareMessage.all(of: $0, language) }), to: output, language)
        }
    }
}
