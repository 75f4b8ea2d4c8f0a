import Foundation
import Workflow

/// Runs of the same people that are held against each other.
extension Simulate {
    /// One run with `--set`, another with `--against` besides.
    func compare(_ trial: Trial, _ language: Language) async throws {
        let (one, _) = try trial.scenario(setting: set, language)
        let (other, _) = try trial.scenario(setting: set + against, language)
        guard one.definition.block == other.definition.block else {
            throw Failure(
                .usage,
                Title(zh: "--against 不能改变 block：人按其在组内的序号配对", en: "--against cannot change block: people are paired by their number in it")
            ).report(language)
        }
        let progress = SimulationProgress(runs: 2, isAsked: progress, language)
        let simulation = Simulation(one, journeys: journeys, seed: seed)
        let (first, second) = await SimulationInterrupt.within { interrupt in
            let first = await keepingPeople(simulation, run: 0, interrupt, progress)
            // What was stopped before the end is held against as many.
            let again = Simulation(other, journeys: Int(first.tally.journeys), seed: seed)
            return (first, await keepingPeople(again, run: 1, interrupt.isPressed ? nil : interrupt, progress))
        }
        progress.end()
        let comparison = SimulationComparison(
            (one, first), (other, second), seed: seed, wanted: simulation.journeys, settings: set, against: against)
        try write(
            text: { $0.render(comparison) }, csv: { $0.render(comparison) }, html: { $0.render(comparison) },
            json: SimulationComparisonMessage(comparison, language), language)
    }

    /// Every number of the scenario moved down and up, one at a time.
    func moveAssumptions(_ trial: Trial, _ language: Language) async throws {
        let targets = try figure.isEmpty ? SimulationSensitivity.Target.usual : figure.map { try target($0, language) }
        guard let share = Self.millionths(by) else {
            throw Failure(.usage, Title(zh: "--by 应如 20%，在 0% 与 100% 之间", en: "--by is like 20%, between 0% and 100%")).report(language)
        }
        guard (1...100_000).contains(byOfficers) else {
            throw Failure(.usage, Title(zh: "--by-officers 为 1 至 100000", en: "--by-officers is 1 to 100000")).report(language)
        }
        let (scenario, _) = try trial.scenario(setting: set, language)
        let folder = try trial.folder(setting: set, language)
        let numbers = ScenarioNumbers(trial.text(in: folder), by: share, officers: byOfficers).only(under: only)
        if let unknown = only.first(where: { path in !numbers.paths.contains { $0.hasPrefix(path) } }) {
            throw Failure(
                .usage, Title(zh: "方案中没有 `\(unknown)` 下的数", en: "the scenario has no number under `\(unknown)`"),
                help: Title(zh: "如 offices 或 work.any", en: "such as offices or work.any")
            ).report(language)
        }
        let arms: Simulation.Arms = targets.allSatisfy { $0.side == .together } ? .together : .both
        let moves = numbers.movable.reduce(0) { $0 + [$1.down, $1.up].count { $0 != nil } }
        let progress = SimulationProgress(runs: moves + 1, isAsked: progress, language)
        let simulation = Simulation(scenario, journeys: journeys, seed: seed, arms: arms)
        let sensitivity = await SimulationInterrupt.within { interrupt in
            let people = await keepingPeople(simulation, run: 0, interrupt, progress)
            var sensitivity = SimulationSensitivity(
                scenario, people, seed: seed, wanted: simulation.journeys, targets: targets, share: share, officers: byOfficers,
                fixed: numbers.fixed)
            var run = 0
            for number in numbers.movable {
                var found: [(ScenarioNumbers.Move, SimulatedPeople)?] = []
                for move in [number.down, number.up] {
                    guard let move, !interrupt.isPressed, let moved = trial.scenario(in: folder, moved: move.settings) else {
                        found.append(nil)
                        continue
                    }
                    run += 1
                    let again = Simulation(moved, journeys: simulation.journeys, seed: seed, arms: arms)
                    let people = await keepingPeople(again, run: run, interrupt, progress)
                    found.append(interrupt.isPressed ? nil : (move, people))
                }
                if found.contains(where: { $0 != nil }) {
                    sensitivity.add(number, down: found[0], up: found[1])
                } else {
                    sensitivity.leave(
                        number,
                        because: interrupt.isPressed
                            ? Title(zh: "提前结束，没有轮到", en: "stopped before its turn")
                            : Title(zh: "移动后方案有错误", en: "the scenario would have mistakes"))
                }
            }
            return sensitivity
        }
        progress.end()
        try write(
            text: { $0.render(sensitivity) }, csv: { $0.render(sensitivity) }, html: { $0.render(sensitivity) },
            json: SimulationSensitivityMessage(sensitivity, language), language)
    }

    private func keepingPeople(
        _ simulation: Simulation, run: Int, _ interrupt: SimulationInterrupt?, _ progress: SimulationProgress
    ) async -> SimulatedPeople {
        interrupt?.ends(simulation)
        return await simulation.runKeepingPeople(cores: coresToUse) { progress.tell($0, of: $1, in: run) }
    }

    private func target(_ text: String, _ language: Language) throws -> SimulationSensitivity.Target {
        if let target = SimulationSensitivity.Target(text) { return target }
        let names = SimulatedFigure.allCases.map(\.name)
        throw Failure(
            .usage, Title(zh: "没有指标 `\(text)`", en: "there is no figure `\(text)`"),
            help: Title(
                zh: "有：\(names.joined(separator: "、"))；前面可加 apart.、together. 或 saved.",
                en: "there are: \(names.joined(separator: ", ")); with apart., together. or saved. before")
        ).report(language)
    }

    /// `20%` as 200,000.
    private static func millionths(_ text: String) -> Int? {
        guard text.hasSuffix("%"), let percent = Double(text.dropLast()), percent > 0, percent < 100 else { return nil }
        return Int((percent * 10_000).rounded())
    }
}
