import Workflow
let check = try DefinitionCheck.run(at: CommandLine.arguments[1])
print(DiagnosticText(sources: check.folder.sources, language: .en).render(check.diagnostics))
for b in check.compilation.bundles { for j in check.compilation.journeys where j.bundle == b.id {
 for base in [Baseline.oneGuide(of: b), .everyGuide] {
  let p = b.plan(j.definition.bundle.value == b.id ? try b.situation(of: j, changed: SituationRequest()) : j.definition as! Situation, base)
  print(b.id, j.id, base.id, p.apart, p.together, p.dispositions.map { "\($0.key) \($0.value)" })
 }}}
