import ArgumentParser
import Workflow

struct Journey: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "One example applicant through the machine: every event, who, when, which papers vanished and why.")

    @OptionGroup var common: CommonOptions

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @Argument(help: "BUNDLE/NAME.")
    var journey: String

    func run() throws {
        let compilation = try common.compilation()
        let parts = journey.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw Failure(
                .usage, Title(zh: "`\(journey)` 应写成 `一件事/示例`", en: "`\(journey)` is not of the form BUNDLE/NAME"),
                help: compilation.journeys.first.map {
                    Title(zh: "例如 \($0.bundle)/\($0.id)", en: "such as \($0.bundle)/\($0.id)")
                }
            ).report(common.language)
        }
        let bundle = try compilation.bundle(named: parts[0], common.language)
        let named = try compilation.journey(of: bundle, named: parts[1], common.language)
        let rules = CaseRules(bundle)
        let clock = ContinuousClock()
        var walk: Walk!
        let time = clock.measure { walk = named.walk(under: rules) }
        let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
        let differences = walk.plan.differences(from: named.definition) + walk.differences()
        switch format {
        case .json: try Console.print(json: JourneyMessage(walk, differences: differences, machineSeconds: seconds, common.language))
        case .text: Console.print(JourneyText(language: common.language).render(walk, differences: differences, machineSeconds: seconds))
        }
        if !differences.isEmpty { throw ExitCode(Failure.Kind.notGood.rawValue) }
    }
}
