import ArgumentParser
import Workflow

struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bundles with their journeys, items, processes and licence types of the folder.")

    @OptionGroup var common: CommonOptions

    @Option(help: "text or json.")
    var format = OutputFormat.text

    func run() throws {
        let message = ListMessage(try common.compilation(), common.language)
        switch format {
        case .json: try Console.print(json: message)
        case .text: Console.print(message.text(common.language))
        }
    }
}
