import ArgumentParser
import Workflow

struct GuideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide", abstract: "一次性告知单: what to bring, what not and why, where, how long; one printable page for one situation.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, html
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var situation: SituationOptions

    @Option(help: "text or html.")
    var format = Format.text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    @Argument(help: "A bundle.")
    var bundle: String

    func run() throws {
        let (plan, _) = try common.compilation().plan(of: bundle, situation, common.language)
        let text =
            switch format {
            case .text: GuideText(language: common.language).render(plan)
            case .html: GuideHTML(language: common.language).render(plan)
            }
        try Output.write(text, to: output, common.language)
    }
}
