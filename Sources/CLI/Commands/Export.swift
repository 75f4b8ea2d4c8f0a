import ArgumentParser

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What the definitions say and what the cases of a database went through, as files for other programs and readers.",
        subcommands: [ExportGallery.self, ExportDot.self, ExportOCEL.self, ExportXES.self])
}
