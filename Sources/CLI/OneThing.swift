import ArgumentParser

@main
struct OneThing: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "onething",
        abstract: "One thing (一件事): government services composed, explained and measured.",
        discussion: """
            Definitions are YAML files in a folder (--definitions, else ONETHING_DEFINITIONS, else ./Definitions).
            Exit status: 0 good, 1 what was checked does not hold, 64 wrong usage, 70 a fault.
            """,
        version: "0.1.0",
        subcommands: [
            Check.self, List.self, Show.self, Why.self, Report.self, GuideCommand.self, SchemaCommand.self, New.self, Deadline.self,
            Identify.self,
        ]
    )
}
