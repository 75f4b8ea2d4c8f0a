/// A definition folder compiled: what is whole can be run, and what is not is named.
public struct Compilation: Sendable {
    public var shared: SharedDefinitions
    /// All processes that are whole, whether an item uses them or not.
    public var processes: [CompiledProcess]
    /// All items that are whole, whether a bundle uses them or not.
    public var items: [CompiledItem]
    /// The bundles that are whole.
    public var bundles: [CompiledBundle]
    /// The journeys of those bundles that are whole.
    public var journeys: [CompiledJourney]
    /// The scenarios of those bundles that are whole.
    public var scenarios: [CompiledScenario]
    /// Every bundle that a file declares, whole or not.
    public var declaredBundles: [String]
    /// Every journey that a file declares, by bundle.
    public var declaredJourneys: [String: [String]]
    public var diagnostics: [Diagnostic]

    public func bundle(_ id: String) -> CompiledBundle? { bundles.first { $0.id == id } }

    /// A process that no bundle has the name of.
    public func process(_ id: String) -> CompiledProcess? {
        declaredBundles.contains(id) ? nil : processes.first { $0.id == id }
    }

    public func scenario(_ id: String, of bundle: String) -> CompiledScenario? {
        scenarios.first { $0.id == id && $0.bundle.id == bundle }
    }

    public func journey(_ id: String, of bundle: String) -> CompiledJourney? {
        journeys.first { $0.id == id && $0.bundle == bundle }
    }
}

extension Definitions {
    /// Compiles everything; all mistakes are collected.
    public func compile() -> Compilation {
        let findings = Findings()
        let compiler = SharedCompiler(self, findings)
        let itemNames = Names(.item, items.map(\.id), in: self, findings)
        let compiledProcesses = processes.map { ProcessCompiler(compiler: compiler).compile($0) }
        let compiledItems = items.map { ItemCompiler(compiler: compiler, processes: compiledProcesses).compile($0) }
        let bundleNames = Names(.bundle, bundles.map(\.id), in: self, findings)
        let compiledBundles = bundles.map {
            BundleCompiler($0, compiler: compiler, itemNames: itemNames, items: compiledItems, processes: compiledProcesses).compile()
        }
        if brokenFiles.isEmpty, !findings.isBroken { compiler.reportUnused() }
        if !bundles.isEmpty, !hasAssumptionsFile {
            findings.report(.missingFile("assumptions.yaml"), at: SourcePosition(file: "assumptions.yaml"))
        }
        let compiledJourneys = journeys.compactMap { journey -> CompiledJourney? in
            guard !isMisplaced(journey), let place = bundleNames.find(journey.bundle), let bundle = compiledBundles[place] else {
                return nil
            }
            return JourneyCompiler(bundle: bundle, compiler: compiler).compile(journey)
        }
        let compiledScenarios = scenarios.compactMap { scenario -> CompiledScenario? in
            guard scenario.bundle.isNameOfItsFolder, let place = bundleNames.find(scenario.bundle), let bundle = compiledBundles[place]
            else {
                return nil
            }
            let own = compiledJourneys.filter { $0.bundle == bundle.id }
            return ScenarioCompiler(bundle: bundle, compiler: compiler, journeys: own).compile(scenario)
        }
        for bundle in bundles {
            guard let base = bundle.base else { continue }
            // A journey that names no bundle, or another than its folder, has been reported; it may be the one that is meant.
            let strays = journeys.contains { $0.id.value == base.value && (isMisplaced($0) || bundleNames[$0.bundle.value] == nil) }
            let own = journeys.filter { $0.bundle.value == bundle.id.value }.map(\.id)
            if !strays { _ = Names(.journey, own, in: self, findings).find(base) }
        }
        return Compilation(
            shared: compiler.shared, processes: compiledProcesses.compactMap { $0 }, items: compiledItems.compactMap { $0 },
            bundles: compiledBundles.compactMap { $0 },
            journeys: compiledJourneys, scenarios: compiledScenarios, declaredBundles: bundles.map(\.id.value),
            declaredJourneys: Dictionary(grouping: journeys, by: \.bundle.value).mapValues { $0.map(\.id.value) },
            diagnostics: findings.diagnostics)
    }

    /// A journey in the folder of another bundle than it names.
    private func isMisplaced(_ journey: JourneyDefinition) -> Bool { !journey.bundle.isNameOfItsFolder }
}

extension Located where Value == String {
    /// It names the folder in which its file stands.
    var isNameOfItsFolder: Bool { position.file.split(separator: "/").dropLast().last.map(String.init) == value }
}
