/// Everything that can be said about a definition folder: mistakes of reading, of sense, and journeys that come out differently.
public struct DefinitionCheck: Sendable {
    public let folder: DefinitionFolder
    public let compilation: Compilation
    /// Sorted by place.
    public let diagnostics: [Diagnostic]

    /// Reads and compiles a folder and plans its journeys.
    public static func run(at path: String) throws(MissingFolder) -> DefinitionCheck {
        let folder = try DefinitionFolder.read(at: path)
        let compilation = folder.definitions.compile()
        var found = folder.diagnostics + compilation.diagnostics + compilation.journeyDiagnostics()
        // A journey that is missing may only be one that could not be read.
        if !found.hasErrors { found += compilation.answersNeverUsed() + compilation.fieldsNeverUsed() }
        return DefinitionCheck(folder: folder, compilation: compilation, diagnostics: found.sortedByPlace())
    }
}

extension Compilation {
    /// Journeys that do not come out as their authors expect, and fields that a base journey asks for in vain.
    func journeyDiagnostics() -> [Diagnostic] {
        let rules = Dictionary(uniqueKeysWithValues: bundles.map { ($0.id, CaseRules($0)) })
        return journeys.flatMap { journey -> [Diagnostic] in
            guard let bundle = bundle(journey.bundle), let rules = rules[journey.bundle] else { return [] }
            let walk = journey.walk(under: rules)
            let plan = walk.plan
            var found = plan.differences(from: journey.definition) + walk.differences()
            if bundle.definition.base?.value == journey.id {
                found += plan.ledger.fieldsAlreadyHeld(plan.form).map { entry, holder in
                    let field = "\(plan.ledger.roles.label([entry.subject])).\(bundle.shared.fields[entry.field].id.value)"
                    return Diagnostic(.fieldAlreadyHeld(field: field, holder: holder), at: entry.position)
                }
            }
            return found
        }
    }
}

extension Plan {
    /// Figures that the author of a journey expected and that are others.
    public func differences(from journey: JourneyDefinition) -> [Diagnostic] {
        var found: [Diagnostic] = []
        func compare(_ figure: String, _ expected: Located<Int>?, _ actual: Int) {
            guard let expected, expected.value != actual else { return }
            found.append(
                Diagnostic(
                    .journeyDiffers(
                        figure: figure, expected: String(expected.value), actual: String(actual),
                        journey: "\(journey.bundle.value)/\(journey.id.value)"), at: expected.position))
        }
        for expected in journey.expected {
            compare("\(expected.figure).apart", expected.apart, apart.count(named: expected.figure))
            compare("\(expected.figure).together", expected.together, together.count(named: expected.figure))
        }
        for expected in journey.expectedDispositions {
            guard let disposition = Disposition(rawValue: expected.disposition.value) else {
                let choices = Disposition.allCases.map(\.rawValue)
                let nearest = nearestName(to: expected.disposition.value, among: choices)
                found.append(
                    Diagnostic(
                        .wrongChoice(expected.disposition.value, choices: choices, nearest: nearest), at: expected.disposition.position))
                continue
            }
            compare("dispositions.\(disposition.rawValue)", expected.count, dispositions[disposition] ?? 0)
        }
        return found
    }
}

extension Figures {
    /// A figure by the name that `expect` uses.
    func count(named name: String) -> Int {
        switch name {
        case "forms": forms
        case "fields": fields
        case "pieces": pieces
        case "kinds": kinds
        case "visits": visits
        case "steps": steps
        case "departments": departments
        default: materials
        }
    }
}
