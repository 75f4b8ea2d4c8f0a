import Workflow
let folder = try DefinitionFolder.read(at: CommandLine.arguments[1])
print(DiagnosticText(sources: folder.sources, language: .en).render(folder.diagnostics.sortedByPlace()))
