import ArgumentParser
import Server

struct ExportOpenAPI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "openapi", abstract: "The document of the HTTP API (OpenAPI 3.1), as `GET /openapi.json` of a running server.")

    @OptionGroup var languages: LanguageOptions

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.")
    var output: String?

    func run() throws {
        try Output.write(APIServer.document(languages.language), to: output, languages.language)
    }
}
