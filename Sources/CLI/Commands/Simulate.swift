import ArgumentParser
import Foundation
import Workflow

struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Made-up applicants, apart and together, through the same machine: what is saved, who waits, where it jams.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "BUNDLE.") var bundle: String

    @Option(help: "A scenario of the bundle by its id, or a file; may be left out where there is but one.") var scenario: String?

    @Option(parsing: .unconditional, help: "How many applicants, 1 at least; else as the scenario says.") var journeys: Int?

    @Option(
        name: .customLong("seed"), parsing: .unconditional,
        help: "A number from 0 on, else 1. The same seed gives the same figures, on any number of cores and shards.")
    var givenSeed: UInt64?

    var seed: UInt64 { givenSeed ?? 1 }

    @Option(
        help: "A value tried instead: offices.each.health.officers=3, or FILE:key.key=value for any other file. May be given several times."
    )
    var set: [String] = []

    @Option(help: "A value tried with several, for a curve: offices.each.health.officers=1..5/1.") var vary: String?

    @Option(help: "Only this part of the whole, 3/64; what it prints is merged with the others by --merge.") var shard: String?

    @Option(help: "Parts that were printed by --shard, all of them. May be given several times.") var merge: [String] = []

    @Option(help: "An event log of everybody's cases for process mining: FILE.jsonocel, .json, .sqlite or .xes.") var events: String?

    @Option(help: "Which cases --events tells of, apart or together; else together.") var arm: LoggedArm?

    @Option(parsing: .unconditional, help: "How many blocks are run at a time, 1 at least; else one for each core.") var cores: Int?

    @Flag(help: "Says on standard error how far it has come, a line for each tenth, also where that is no terminal.") var progress = false

    @Option(
        help:
            "A value of another run of the same people, which is held against the one with --set alone, person by person: offices.each.health.officers=3. May be given several times."
    )
    var against: [String] = []

    @Flag(help: "Which assumption moves the result most: every number of the scenario is moved down and up, one at a time.")
    var sensitivity = false

    @Option(help: "What --sensitivity looks at: elapsedDays, apart.visits, saved.minutes. May be given several times.")
    var figure: [String] = []

    @Option(help: "Only the numbers of --sensitivity whose paths begin so: offices, work.any. May be given several times.")
    var only: [String] = []

    @Option(help: "How far --sensitivity moves times, shares and money.") var by = "20%"

    @Option(help: "How many officers --sensitivity takes away and adds.") var byOfficers = 1

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, csv, html, json
    }

    @Option(help: "text, csv, html or json.") var format = Format.text

    @Option(name: .shortAndLong, help: "Write to this file instead of standard output.") var output: String?

    func validate() throws {
        if events != nil, vary != nil || !merge.isEmpty { throw ValidationError("--events is for one run: not with --vary or --merge") }
        if events == nil, arm != nil { throw ValidationError("--arm says which cases --events tells of: give --events too") }
        if shard != nil, vary != nil || !merge.isEmpty { throw ValidationError("--shard is for one run: not with --vary or --merge") }
        if !merge.isEmpty, journeys != nil || givenSeed != nil || cores != nil {
            throw ValidationError("--merge runs nobody: --journeys, --seed and --cores are those of the parts")
        }
        let many = [("--vary", vary != nil), ("--merge", !merge.isEmpty), ("--against", !against.isEmpty), ("--sensitivity", sensitivity)]
            .filter(\.1).map(\.0)
        if many.count > 1 { throw ValidationError("\(many.joined(separator: " and ")) are not for the same run") }
        if !against.isEmpty || sensitivity, shard != nil || events != nil {
            throw ValidationError("\(many[0]) runs everybody several times: not with --shard or --events")
        }
        if shard != nil, format != .json, format != .text {
            throw ValidationError("--shard writes a part for --merge, which is JSON: --format is for the whole")
        }
        if !sensitivity, !figure.isEmpty || !only.isEmpty || by != "20%" || byOfficers != 1 {
            throw ValidationError("--figure, --only, --by and --by-officers are for --sensitivity")
        }
    }

    func run() async throws {
        let language = common.language
        let file = try events.map { try EventLogFile($0, language) }
        for (name, value) in [("--journeys", journeys), ("--cores", cores)] {
            if let value, !(1...1_000_000_000).contains(value) {
                throw Failure(
                    .usage, Title(zh: "\(name) 为 1 至 1000000000，不能是 \(value)", en: "\(name) is 1 to 1000000000, and not \(value)"),
                    help: Title(
                        zh: "不写 \(name) 就\(name == "--cores" ? "每个核心一组" : "按方案")",
                        en: "leave \(name) out for \(name == "--cores" ? "one for each core" : "as many as the scenario says")")
                ).report(language)
            }
        }
        try Output.check(output, language)
        let own = try shard.map { try Simulation.Shard($0, language) }
        let parts = try merge.map { try SimulationPart(file: $0, language) }
        // Parts say of which scenario they are.
        let trial = try Trial(common, bundle: bundle, scenario: scenario ?? parts.first?.whole.scenario, language)
        if !parts.isEmpty { return try write(parts, trial, language) }
        if let vary { return try await curve(vary, trial, language) }
        if !against.isEmpty { return try await compare(trial, language) }
        if sensitivity { return try await moveAssumptions(trial, language) }
        let (found, digest) = try trial.scenario(setting: set, language)
        let simulation = Simulation(found, journeys: journeys, seed: seed)
        let tally: SimulationTally
        if let file {
            tally = try await run(simulation, shard: own, logging: file, language)
        } else {
            tally = await run(simulation, shard: own, language)
        }
        if let own {
            if tally.journeys < simulation.journeys(of: own) {
                throw Failure(
                    .notGood, Title(zh: "提前结束，未写出这一部分", en: "stopped before the end: the part is not written"),
                    help: Title(zh: "再运行一次同样的命令", en: "run the same command again")
                ).report(language)
            }
            let whole = SimulationPart.Whole(
                bundle: bundle, scenario: found.id, settings: set, definitions: digest, journeys: simulation.journeys, seed: seed,
                shards: own.count)
            return try Output.write(try Console.encode(SimulationPart(whole, shard: own.number, tally)), to: output, language)
        }
        try write(SimulationReport(found, seed: seed, wanted: simulation.journeys, settings: set, tally), language)
    }

    private func write(_ report: SimulationReport, _ language: Language) throws {
        try write(
            text: { $0.render(report) }, csv: { $0.render(report) }, html: { $0.render(report) }, json: SimulationMessage(report, language),
            language)
    }

    /// Writes what is asked for in the format that is asked for.
    func write<Message: Encodable>(
        text: (SimulationText) -> String, csv: (SimulationCSV) -> String, html: (SimulationHTML) -> String,
        json: @autoclosure () -> Message, _ language: Language
    ) throws {
        let document =
            switch format {
            case .text: text(SimulationText(language: language))
            case .csv: csv(SimulationCSV(language: language))
            case .html: html(SimulationHTML(language: language))
            case .json: try Console.encode(json())
            }
        try Output.write(document, to: output, language)
    }

    /// Runs with the time left on a terminal; Ctrl-C ends it after the blocks that are under way.
    private func run(
        _ simulation: Simulation, shard: Simulation.Shard? = nil, logging arm: LoggedArm? = nil, into log: (LoggedCase) -> Void = { _ in },
        _ language: Language
    ) async -> SimulationTally {
        let progress = SimulationProgress(isAsked: progress, language)
        defer { progress.end() }
        return await SimulationInterrupt.within { interrupt in
            interrupt.ends(simulation)
            return await simulation.run(shard: shard, cores: coresToUse, logging: arm, into: log) { progress.tell($0, of: $1) }
        }
    }

    var coresToUse: Int { cores ?? ProcessInfo.processInfo.activeProcessorCount }

    /// The same, with what happened to everybody's cases in a file; one that cannot be written ends it.
    private func run(
        _ simulation: Simulation, shard: Simulation.Shard?, logging file: EventLogFile, _ language: Language
    ) async throws -> SimulationTally {
        let writer = try file.begin(language)
        var problem: (any Error)?
        let tally = await run(
            simulation, shard: shard, logging: arm ?? .together,
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

    /// The whole that parts make.
    private func write(_ parts: [SimulationPart], _ trial: Trial, _ language: Language) throws {
        let (found, digest) = try trial.scenario(setting: set, language)
        let merged: (whole: SimulationPart.Whole, tally: SimulationTally)
        do throws(SimulationPart.Problem) {
            merged = try SimulationPart.merge(parts)
            var here = merged.whole
            (here.bundle, here.scenario, here.settings, here.definitions) = (bundle, found.id, set, digest)
            if here != merged.whole { throw .differ(here.differences(from: merged.whole)) }
        } catch {
            throw Failure(.usage, error.message, help: error.help).report(language)
        }
        try write(SimulationReport(found, seed: merged.whole.seed, wanted: merged.whole.journeys, settings: set, merged.tally), language)
    }

    private func curve(_ text: String, _ trial: Trial, _ language: Language) async throws {
        let sweep: DefinitionSweep
        do throws(DefinitionSetting.Problem) { sweep = try DefinitionSweep(text) } catch {
            throw Failure(.usage, error.message, help: error.help).report(language)
        }
        let progress = SimulationProgress(isAsked: progress, language)
        defer { progress.end() }
        let points = try await SimulationInterrupt.within { interrupt in
            var points: [SimulationCurve.Point] = []
            for setting in sweep.settings where !interrupt.isPressed {
                let (found, _) = try trial.scenario(setting: set + ["\(setting.path)=\(setting.value)"], language)
                let simulation = Simulation(found, journeys: journeys, seed: seed)
                interrupt.ends(simulation)
                let tally = await simulation.run(cores: coresToUse, progress: { progress.tell($0, of: $1) })
                guard tally.journeys > 0 else { break }
                let report = SimulationReport(found, seed: seed, wanted: simulation.journeys, settings: set, tally)
                points.append(.init(value: setting.value, report))
            }
            return points
        }
        let curve = SimulationCurve(path: sweep.path, wanted: sweep.settings.count, points: points)
        try write(
            text: { $0.render(curve) }, csv: { $0.render(curve) }, html: { $0.render(curve) },
            json: SimulationCurveMessage(curve, language),
            language)
    }
}

extension SimulationPart {
    /// One that `--shard` wrote.
    fileprivate init(file path: String, _ language: Language) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure(.usage, Title(zh: "没有文件 `\(path)`", en: "there is no file `\(path)`")).report(language)
        }
        do { self = try JSONDecoder().decode(Self.self, from: data) } catch {
            throw Failure(
                .usage, Title(zh: "`\(path)` 不是仿真的一部分，或不完整", en: "`\(path)` is no part of a simulation, or not a whole one"),
                help: Title(zh: "由 simulate --shard 写出", en: "simulate --shard writes one")
            ).report(language)
        }
    }
}

extension SimulationPart.Problem {
    fileprivate var message: Title {
        switch self {
        case .none: Title(zh: "没有可合并的部分", en: "there is nothing to merge")
        case .differ(let differences):
            Title(
                zh: "这些部分不属于同一次仿真：\(differences.map(\.zh).joined(separator: "；"))",
                en: "these are not parts of the same simulation: \(differences.map(\.en).joined(separator: "; "))")
        case .twice(let shard): Title(zh: "第 \(shard) 部分出现了两次", en: "part \(shard) is there twice")
        case .missing(let shards):
            Title(
                zh: "缺少第 \(shards.map(String.init).joined(separator: "、")) 部分",
                en: "these parts are missing: \(shards.map(String.init).joined(separator: ", "))")
        }
    }

    fileprivate var help: Title? {
        guard case .differ = self else { return nil }
        return Title(
            zh: "合并时写与各部分相同的一件事、--scenario 和 --set，各部分的人数、种子和份数也须相同",
            en:
                "give the bundle, --scenario and --set with which the parts were made; journeys, seed and number of shards are the same in all"
        )
    }
}

extension Simulation.Shard {
    /// `3/64`.
    fileprivate init(_ text: String, _ language: Language) throws {
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1], let shard = Simulation.Shard(number, of: count) else {
            throw Failure(
                .usage, Title(zh: "--shard 应如 3/64，不能是 \(text)", en: "--shard is like 3/64, and not \(text)"),
                help: Title(zh: "从 1 数起：共 4 份时为 1/4 至 4/4", en: "parts are counted from 1: of four they are 1/4 to 4/4")
            ).report(language)
        }
        self = shard
    }
}

extension LoggedArm: ExpressibleByArgument {}
