import ArgumentParser
import Foundation
import Workflow

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Made-up applicants, apart and together, through the same machine: what is saved, who waits, where it jams.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "BUNDLE.") var bundle: String

    @Option(help: "A scenario of the bundle by its id, or a file; may be left out where there is but one.") var scenario: String?

    @Option(help: "How many applicants; else as the scenario says.") var journeys: Int?

    @Option(help: "The same seed gives the same figures, on any number of cores and shards.") var seed: UInt64 = 1

    @Option(
        help: "A value tried instead: offices.each.health.officers=3, or FILE:key.key=value for any other file. May be given several times."
    )
    var set: [String] = []

    @Option(help: "A value tried with several, for a curve: offices.each.health.officers=1..5/1.") var vary: String?

    @Option(help: "Only this part of the whole, 3/64; what it prints is merged with the others by --merge.") var shard: String?

    @Option(help: "Parts that were printed by --shard, all of them. May be given several times.") var merge: [String] = []

    @Option(help: "An event log of everybody's cases for process mining: FILE.jsonocel, .json, .sqlite or .xes.") var events: String?

    @Option(help: "Which cases --events tells of, apart or together.") var arm = LoggedArm.together

    @Option(help: "How many blocks are run at a time; else one for each core.") var cores: Int?

    @Option(help: "text or json.") var format = OutputFormat.text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?

    func validate() throws {
        if events != nil, vary != nil || !merge.isEmpty { throw ValidationError("--events is for one run: not with --vary or --merge") }
    }

    func run() async throws {
        let language = common.language
        let file = try events.map { try EventLogFile($0, language) }
        for (name, value) in [("--journeys", journeys), ("--cores", cores)] {
            if let value, !(1...1_000_000_000).contains(value) {
                throw Failure(.usage, Title(zh: "\(name) 至少为 1", en: "\(name) is 1 at least")).report(language)
            }
        }
        let part = try shard.map { try Simulation.Shard($0, language) }
        let trial = try Trial(common, bundle: bundle, scenario: scenario, language)
        if !merge.isEmpty { return try merged(trial, language) }
        if let vary { return try await curve(vary, trial, language) }
        let (found, digest) = try trial.scenario(setting: set, language)
        let simulation = Simulation(found, journeys: journeys, seed: seed)
        let tally: SimulationTally
        if let file {
            tally = try await run(simulation, shard: part, logging: file, language)
        } else {
            tally = await run(simulation, shard: part, language)
        }
        if let part {
            let whole = SimulationPart.Whole(
                bundle: bundle, scenario: found.id, definitions: digest, journeys: simulation.journeys, seed: seed, shards: part.count)
            return try Output.write(try Console.encode(SimulationPart(whole, shard: part.number, tally)), to: output, language)
        }
        try write(SimulationReport(found, seed: seed, wanted: simulation.journeys, tally), language)
    }

    private func write(_ report: SimulationReport, _ language: Language) throws {
        switch format {
        case .text: try Output.write(SimulationText(language: language).render(report), to: output, language)
        case .json: try Output.write(try Console.encode(SimulationMessage(report, language)), to: output, language)
        }
    }

    /// Runs with the time left on a terminal; Ctrl-C ends it after the blocks that are under way.
    private func run(
        _ simulation: Simulation, shard: Simulation.Shard? = nil, logging arm: LoggedArm? = nil, into log: (LoggedCase) -> Void = { _ in },
        _ language: Language
    ) async -> SimulationTally {
        let progress = Progress(language)
        signal(SIGINT, SIG_IGN)
        let interrupt = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
        interrupt.setEventHandler { simulation.stop() }
        interrupt.resume()
        defer {
            interrupt.cancel()
            signal(SIGINT, SIG_DFL)
        }
        let tally = await simulation.run(
            shard: shard, cores: cores ?? ProcessInfo.processInfo.activeProcessorCount, logging: arm, into: log
        ) {
            progress.tell($0, of: $1)
        }
        progress.end()
        return tally
    }

    /// The same, with what happened to everybody's cases in a file; one that cannot be written ends it.
    private func run(
        _ simulation: Simulation, shard: Simulation.Shard?, logging file: EventLogFile, _ language: Language
    ) async throws -> SimulationTally {
        let writer = try file.begin(language)
        var problem: (any Error)?
        let tally = await run(
            simulation, shard: shard, logging: arm,
            into: { one in
                guard problem == nil else { return }
                do { try writer.write(one) } catch {
                    problem = error
                    simulation.stop()
                }
            }, language)
        if let problem {
            writer.discard()
            throw file.told(problem, language)
        }
        try file.finish(writer, language)
        return tally
    }

    private func merged(_ trial: Trial, _ language: Language) throws {
        let (found, digest) = try trial.scenario(setting: set, language)
        let parts = try merge.map { path in
            guard let data = FileManager.default.contents(atPath: path),
                let part = try? JSONDecoder().decode(SimulationPart.self, from: data)
            else {
                throw Failure(
                    .usage, Title(zh: "`\(path)` 不是仿真的一部分", en: "`\(path)` is no part of a simulation"),
                    help: Title(zh: "由 simulate --shard 写出", en: "simulate --shard writes one")
                ).report(language)
            }
            return part
        }
        let merged: (whole: SimulationPart.Whole, tally: SimulationTally)
        do throws(SimulationPart.Problem) {
            merged = try SimulationPart.merge(parts)
            guard merged.whole.bundle == bundle, merged.whole.scenario == found.id, merged.whole.definitions == digest else {
                throw .differ
            }
        } catch {
            throw Failure(.usage, error.message, help: error.help).report(language)
        }
        try write(SimulationReport(found, seed: merged.whole.seed, wanted: merged.whole.journeys, merged.tally), language)
    }

    private func curve(_ text: String, _ trial: Trial, _ language: Language) async throws {
        let sweep: DefinitionSweep
        do throws(DefinitionSetting.Problem) { sweep = try DefinitionSweep(text) } catch {
            throw Failure(.usage, error.message, help: error.help).report(language)
        }
        var points: [SimulationCurve.Point] = []
        for setting in sweep.settings {
            let (found, _) = try trial.scenario(setting: set + ["\(setting.path)=\(setting.value)"], language)
            let simulation = Simulation(found, journeys: journeys, seed: seed)
            let tally = await run(simulation, language)
            points.append(.init(value: setting.value, SimulationReport(found, seed: seed, wanted: simulation.journeys, tally)))
            if tally.journeys < Int64(simulation.journeys) { break }
        }
        let curve = SimulationCurve(path: sweep.path, points: points)
        switch format {
        case .text: try Output.write(curve.text(language), to: output, language)
        case .json: try Output.write(try Console.encode(SimulationCurveMessage(curve, language)), to: output, language)
        }
    }
}

/// A scenario as it is tried: that of the folder or of a file, with values set.
private struct Trial {
    private let sources: [String: String]
    private let bundle: String
    private let file: String
    private let name: String

    init(_ common: CommonOptions, bundle: String, scenario: String?, _ language: Language) throws {
        let folder = try common.read()
        let compilation = folder.definitions.compile()
        _ = try compilation.bundle(named: bundle, language)
        self.bundle = bundle
        var sources = folder.sources
        if let scenario, scenario.hasSuffix(".yaml") {
            guard let text = try? String(contentsOfFile: scenario, encoding: .utf8) else {
                throw Failure(.usage, Title(zh: "没有文件 `\(scenario)`", en: "there is no file `\(scenario)`")).report(language)
            }
            name = URL(fileURLWithPath: scenario).deletingPathExtension().lastPathComponent
            file = "scenarios/\(bundle)/\(name).yaml"
            sources[file] = text
        } else {
            let own = compilation.scenarios.filter { $0.bundle.id == bundle }.map(\.id)
            guard let found = scenario ?? (own.count == 1 ? own[0] : nil) else {
                throw Failure(
                    .usage,
                    own.isEmpty
                        ? Title(zh: "`\(bundle)` 没有仿真方案", en: "`\(bundle)` has no scenario")
                        : Title(zh: "`\(bundle)` 有几个仿真方案", en: "`\(bundle)` has several scenarios"),
                    help: own.isEmpty
                        ? Title(zh: "onething new scenario \(bundle)/方案", en: "onething new scenario \(bundle)/NAME")
                        : Title(
                            zh: "用 --scenario 指定：\(own.joined(separator: "、"))",
                            en: "name one with --scenario: \(own.joined(separator: ", "))")
                ).report(language)
            }
            (name, file) = (found, "scenarios/\(bundle)/\(found).yaml")
            if sources[file] == nil {
                throw Failure(
                    .usage, Title(zh: "`\(bundle)` 没有仿真方案 `\(found)`", en: "`\(bundle)` has no scenario `\(found)`"),
                    help: Title(zh: "有：\(own.joined(separator: "、"))", en: "there are: \(own.joined(separator: ", "))")
                ).report(language)
            }
        }
        self.sources = sources
    }

    /// With values set; mistakes that this makes are told as those of any file.
    func scenario(setting texts: [String], _ language: Language) throws -> (scenario: CompiledScenario, digest: String) {
        var sources = sources
        for text in texts {
            do throws(DefinitionSetting.Problem) { sources = try DefinitionSetting(text).applied(to: sources, scenario: file) } catch {
                throw Failure(.usage, error.message, help: error.help).report(language)
            }
        }
        let folder = DefinitionFolder.read(sources)
        let compilation = folder.definitions.compile()
        guard let found = compilation.scenario(name, of: bundle) else {
            let all = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
            let own = all.filter { $0.position.file == file }
            let text = DiagnosticText(sources: folder.sources, language: language)
            for diagnostic in own.isEmpty ? all : own { Console.error(text.render(diagnostic)) }
            throw Failure(.notGood, Title(zh: "方案 `\(name)` 有错误，无法仿真", en: "the scenario `\(name)` has mistakes and cannot be simulated"))
                .report(language)
        }
        return (found, folder.digest)
    }
}

extension SimulationPart.Problem {
    fileprivate var message: Title {
        switch self {
        case .none: Title(zh: "没有可合并的部分", en: "there is nothing to merge")
        case .differ: Title(zh: "这些部分不属于同一次仿真", en: "these are not parts of the same simulation")
        case .twice(let shard): Title(zh: "第 \(shard) 部分出现了两次", en: "part \(shard) is there twice")
        case .missing(let shards):
            Title(
                zh: "缺少第 \(shards.map(String.init).joined(separator: "、")) 部分",
                en: "these parts are missing: \(shards.map(String.init).joined(separator: ", "))")
        }
    }

    fileprivate var help: Title? {
        self == .differ
            ? Title(
                zh: "一件事、方案、定义、人数、种子和份数都须相同", en: "bundle, scenario, definitions, journeys, seed and number of shards are the same in all")
            : nil
    }
}

extension Simulation.Shard {
    /// `3/64`.
    fileprivate init(_ text: String, _ language: Language) throws {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1], let shard = Simulation.Shard(number, of: count) else {
            throw Failure(.usage, Title(zh: "--shard 应如 3/64", en: "--shard is like 3/64")).report(language)
        }
        self = shard
    }
}

extension LoggedArm: ExpressibleByArgument {}

/// How far it has come and how long it still takes, on a terminal.
private final class Progress: Sendable {
    private let language: Language
    private let from = ContinuousClock.now
    private let isShown = isatty(2) == 1

    init(_ language: Language) { self.language = language }

    func tell(_ done: Int, of total: Int) {
        guard isShown, done > 0 else { return }
        let passed = from.duration(to: .now) / .seconds(1)
        let left = Int((passed / Double(done) * Double(total - done)).rounded(.up))
        let text = language("\(done) / \(total) 人，约剩 \(left) 秒", "\(done) of \(total), about \(left) s left")
        FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
    }

    func end() { if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) } }
}
