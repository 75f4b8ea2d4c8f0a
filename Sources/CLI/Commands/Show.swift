import ArgumentParser
import Workflow

struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The plan of one situation: items, the one form, every paper with its reason; or the states and moves of a process.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var situation: SituationOptions

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @Argument(help: "A bundle, or a process.")
    var bundle: String

    func run() throws {
        let compilation = try common.compilation()
        if let process = compilation.process(bundle) {
            let message = ProcessMessage(process, of: compilation, common.language)
            switch format {
            case .json: try Console.print(json: message)
            case .text: Console.print(message.text(common.language))
            }
            return
        }
        if !compilation.declaredBundles.contains(bundle) {
            let known = (compilation.declaredBundles + compilation.processes.map(\.id)).sorted()
            throw Failure(
                .usage,
                Title(zh: "没有名为 `\(bundle)` 的一件事或流程", en: "no bundle and no process is called `\(bundle)`"),
                help: Failure(unknown: .bundle, bundle, among: known).help
            ).report(common.language)
        }
        let (plan, journey) = try compilation.plan(of: bundle, situation, common.language)
        switch format {
        case .json: try Console.print(json: PlanMessage(plan, journey: journey.id, common.language))
        case .text: Console.print(PlanText(language: common.language).render(plan, journey: journey.id))
        }
    }
}

struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Why a material must or need not be handed in.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var situation: SituationOptions

    @Option(help: "text or json.")
    var format = OutputFormat.text

    @Argument(help: "A bundle.")
    var bundle: String

    @Argument(help: "A material.")
    var material: String

    func run() throws {
        let (plan, _) = try common.compilation().plan(of: bundle, situation, common.language)
        let lines = plan.ledger.lines.filter { plan.ledger.material($0) == material }
        if lines.isEmpty {
            let known = Set(plan.bundle.materialsAsked)
            guard known.contains(material) else {
                throw Failure(unknown: .material, material, among: known.sorted()).report(common.language)
            }
        }
        switch format {
        case .json: try Console.print(json: lines.map { LineMessage($0, plan.ledger, common.language) })
        case .text where lines.isEmpty:
            let none = Title(zh: "所选指南没有要求 `\(material)`", en: "no guide of this baseline asks for `\(material)`")
            Console.print(none[common.language])
        case .text: Console.print(LinesText(language: common.language).render(lines, of: plan.ledger))
        }
    }
}
