import ArgumentParser
import Workflow

struct ExportDot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dot", abstract: "A bundle in one situation, or a process, as a Graphviz picture: dot -Tsvg renders it.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var situation: SituationOptions

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    @Argument(help: "A bundle, or a process.")
    var bundle: String

    func run() throws {
        let compilation = try common.compilation()
        if let process = compilation.process(bundle) {
            return try Output.write(ProcessGraph(process, common.language).text, to: output, common.language)
        }
        let (plan, journey) = try compilation.plan(of: bundle, situation, common.language)
        try Output.write(BundleGraph(plan, journey: journey.id, common.language).text, to: output, common.language)
    }
}
