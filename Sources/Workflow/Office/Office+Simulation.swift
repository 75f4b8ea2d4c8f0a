extension Office {
    /// A scenario of the published definitions, with values set as `simulate --set` takes them, ready to run.
    /// - Parameters:
    ///   - name: nil: the only one of the bundle.
    ///   - settings: `offices.each.health.officers=3`
    /// - Throws: `NothingPublished`, `UnknownWord`, `DefinitionSetting.Problem`, `ScenarioMistakes`.
    public func simulation(
        of bundle: String, scenario name: String?, setting settings: [String], journeys: Int?, seed: UInt64, by caller: Caller
    ) async throws -> (simulation: Simulation, scenario: CompiledScenario) {
        try Rights.check(.measure, by: caller.role)
        var sources = try await store.read { store in
            guard let number = try store.currentNumber(), let stored = try store.definitions(number) else { throw NothingPublished() }
            return stored.sources
        }
        let known = try await compilation().declaredBundles
        guard known.contains(bundle) else { throw UnknownWord(.bundle, bundle, known: known) }
        let place = "scenarios/\(bundle)/"
        let names = sources.keys.filter { $0.hasPrefix(place) }.map { String($0.dropFirst(place.count).dropLast(".yaml".count)) }.sorted()
        guard let name = name ?? (names.count == 1 ? names[0] : nil), names.contains(name) else {
            throw UnknownWord(.scenario, name ?? "", known: names)
        }
        let file = "\(place)\(name).yaml"
        for text in settings { sources = try DefinitionSetting(text).applied(to: sources, scenario: file) }
        let folder = DefinitionFolder.read(sources).only(bundle: bundle)
        let compilation = folder.definitions.compile()
        guard let scenario = compilation.scenario(name, of: bundle) else {
            let mistakes = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error && $0.position.file == file }
            throw ScenarioMistakes(mistakes: mistakes.prefix(5).map(\.message))
        }
        return (Simulation(scenario, journeys: journeys, seed: seed), scenario)
    }
}

/// A scenario cannot be run as it was set.
public struct ScenarioMistakes: Error, Sendable {
    public var mistakes: [Title]

    public var message: Title {
        Title(
            zh: "方案有错误：\(mistakes.map(\.zh).joined(separator: "；"))",
            en: "the scenario has mistakes: \(mistakes.map(\.en).joined(separator: "; "))")
    }
}
