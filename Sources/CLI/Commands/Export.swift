import ArgumentParser

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "What the definitions say, as files for other programs and readers.", subcommands: [ExportGallery.self, ExportDot.self])
}
