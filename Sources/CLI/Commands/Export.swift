import ArgumentParser

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "What the definitions say, what the cases of a database went through and what the HTTP API takes, as files for other programs and readers.",
        subcommands: [ExportGallery.self, ExportDot.self, ExportOpenAPI.self, ExportOCEL.self, ExportXES.self])
}
