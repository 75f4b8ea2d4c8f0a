import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The same seed is the same world, whoever runs it, and the figures of a world without chance are those of the definitions.
@Suite(.serialized) struct `A simulation` {
    private static let scenarios = Checkout.compilation.scenarios.map { "\($0.bundle.id)/\($0.id)" }

    private func scenario(_ path: String) throws -> CompiledScenario {
        try #require(Checkout.compilation.scenarios.first { "\($0.bundle.id)/\($0.id)" == path })
    }

    private func bytes(_ tally: SimulationTally) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(tally)
    }

    @Test func `gives the same bytes on one core and on two, whole and in eight parts`() async throws {
        let scenario = try Stations(
            stations: [
                .init(item: "a", work: "{lognormal: 7 minutes, cv: 1}"),
                .init(item: "b", work: "{gamma: 7 minutes, cv: 0.7}", after: ["a"]),
            ],
            every: "{exponential: 10 minutes}", journeys: 2_050, block: 100
        ).compile()
        let whole = try bytes(await Simulation(scenario, seed: 7).run(cores: 1))
        #expect(try bytes(await Simulation(scenario, seed: 7).run(cores: 2)) == whole)
        #expect(try bytes(await Simulation(scenario, seed: 8).run(cores: 2)) != whole)
        var parts: [SimulationPart] = []
        for number in 1...8 {
            let shard = try #require(Simulation.Shard(number, of: 8))
            let tally = await Simulation(scenario, seed: 7).run(shard: shard, cores: 2)
            let about = SimulationPart.Whole(
                bundle: "line", scenario: "world", definitions: "x", journeys: 2_050, seed: 7, shards: 8)
            // As it comes from a file.
            parts.append(
                try JSONDecoder().decode(SimulationPart.self, from: JSONEncoder().encode(SimulationPart(about, shard: number, tally))))
        }
        for order in [parts, parts.reversed()] { #expect(try bytes(SimulationPart.merge(order).tally) == whole) }
        #expect(throws: SimulationPart.Problem.missing([1, 8])) { try SimulationPart.merge(Array(parts[1..<7])) }
        #expect(throws: SimulationPart.Problem.twice(3)) { try SimulationPart.merge(parts + [parts[2]]) }
        parts[4].whole.seed = 9
        #expect(throws: SimulationPart.Problem.differ([Title(zh: "种子为 7 与 9", en: "seed 7 and 9")])) { try SimulationPart.merge(parts) }
        #expect(throws: SimulationPart.Problem.none) { try SimulationPart.merge([]) }
    }

    /// Every command of every made-up person and officer is one that the machine takes.
    @Test(arguments: scenarios) func `of our own makes no command that is refused, and leaves nobody behind`(path: String) async throws {
        let tally = await Simulation(try scenario(path), journeys: 60, seed: 3).run(cores: 2)
        #expect(tally.apart.refused == 0 && tally.together.refused == 0)
        #expect(tally.apart.unfinished == 0 && tally.together.unfinished == 0)
        #expect(tally.journeys == 60 && tally.apart.figures.allSatisfy { $0.count == 60 - tally.stopped })
    }

    /// Where everybody is like the example, nothing goes wrong and officers are plenty, the counts are those of `report`, person by person.
    @Test(arguments: ["newborn", "transport-company", "disability-services", "after-a-death"])
    func `of people who are all like the example has the figures of the ledger`(bundle: String) async throws {
        let own = try #require(Checkout.compilation.scenarios.first { $0.bundle.id == bundle })
        let file = own.definition.id.position.file
        var sources = try DefinitionFolder.read(at: Checkout.path("Definitions")).sources
        var text = try #require(sources[file])
        for section in ["answers", "licences", "authorised", "sources", "refusals"] {
            text = text.replacing(try Regex("(?m)^\(section):\n(  .*\n|\n)+"), with: "")
        }
        // Nobody is sent home because his turn did not come.
        text = text.replacing(/officers: [0-9]+/, with: { _ in "officers: 200" }).replacing(/, leave: [0-9.]+%/, with: { _ in "" })
        sources[file] = text.replacing(/wrong-(field|paper): [0-9.]+%/, with: { "wrong-\($0.output.1): 0%" })
        let compilation = DefinitionFolder.read(sources).definitions.compile()
        let scenario = try #require(compilation.scenarios.first { $0.bundle.id == bundle })
        let tally = await Simulation(scenario, journeys: 20, seed: 1).run(cores: 2)
        let plan = scenario.bundle.plan(scenario.journey.situation, .oneGuide(of: scenario.bundle))
        for (arm, figures) in [(tally.apart, plan.apart), (tally.together, plan.together)] {
            let expected: [SimulatedFigure: Int] = [
                .forms: figures.forms, .fields: figures.fields, .materials: figures.materials, .pieces: figures.pieces,
                .kinds: figures.kinds,
                .visits: figures.visits, .steps: figures.steps, .departments: figures.departments, .refused: 0, .corrections: 0,
            ]
            for (figure, value) in expected {
                let spread = try #require(arm.figures[figure.rawValue].distribution(scale: 1))
                #expect(spread.mean == Double(value) && spread.p99 == Double(value), "\(figure)")
            }
        }
    }

    @Test func `draws people as often as the scenario says`() throws {
        let world = SimulatedWorld(try scenario("newborn/county-town"))
        var population = Population(world)
        let draws = Draws(seed: 1)
        let shared = world.scenario.bundle.shared
        let parents = try #require(shared.questions.firstIndex { $0.id == "parents" })
        let married = try #require(shared.questions[parents].answer("married"))
        let everybody = shared.sources.map { _ in true }
        let count = (0..<5_000).count { population.person(draws.of($0), sources: everybody).situation.answers[parents] == married }
        // 96 % of 5,000, within five standard deviations.
        #expect((4_730...4_870).contains(count), "\(count)")
    }

    @Test func `stops when it is told to, with what is known by then`() async throws {
        let scenario = try Stations(stations: [.init(item: "a", work: "5 minutes")], every: "10 minutes", journeys: 100_000, block: 100)
            .compile()
        let simulation = Simulation(scenario, seed: 1)
        let tally = await simulation.run(cores: 2, progress: { done, _ in if done >= 300 { simulation.stop() } })
        #expect(tally.journeys >= 300 && tally.journeys < 1_000)
        #expect(tally.together.figures[SimulatedFigure.elapsedHours.rawValue].distribution(scale: 60)?.mean == 5)
    }
}

@Suite struct `Gathered values` {
    /// Against values that are all kept.
    @Test func `have mean, quantiles and interval, to a part of a thousand`() throws {
        let draws = Draws(seed: 5)
        let blocks = (0..<40).map { block in (0..<50).map { Int64(draws.of(block).unit(.work, $0) * 3_000_000) - 500_000 } }
        var gathered = Gathered()
        for block in blocks { gathered.merge(Gathered(block: block)) }
        let all = try #require(Distribution(blocks.joined().map(Double.init)))
        let found = try #require(gathered.distribution(scale: 1))
        #expect(abs(found.mean - all.mean) < 1e-6 * abs(all.mean))
        for (one, other) in [(found.p50, all.p50), (found.p90, all.p90), (found.p99, all.p99)] {
            #expect(abs(one - other) <= abs(other) / 1_000)
        }
        let means = try #require(Distribution(blocks.map { Double($0.reduce(0, +)) / 50 }))
        let (interval, expected) = (try #require(found.interval), try #require(means.interval))
        #expect(abs(interval.lowerBound - expected.lowerBound) < 1 && abs(interval.upperBound - expected.upperBound) < 1)
    }

    @Test func `of one block have no interval, and of none nothing`() {
        #expect(Gathered(block: [1, 2, 3]).distribution(scale: 1)?.interval == nil)
        #expect(Gathered(block: [1, 2, 3]).distribution(scale: 1)?.p50 == 2)
        #expect(Gathered().distribution(scale: 1) == nil)
    }
}

@Suite struct `A value that is set` {
    private static let file = "scenarios/line/world.yaml"
    private var sources: [String: String] { Stations(stations: [.init(item: "a", work: "5 minutes")], every: "10 minutes").sources }

    private func set(_ text: String) throws -> [String: String] { try DefinitionSetting(text).applied(to: sources, scenario: Self.file) }

    @Test func `stands in place of the one before, in the scenario or in any file`() throws {
        let scenario = try #require(try set("offices.each.at-a.officers=4")[Self.file])
        #expect(scenario.contains(#"at-a: {officers: "4", days"#))
        let folder = DefinitionFolder.read(try set("offices.each.at-a.officers=4"))
        #expect(folder.diagnostics.isEmpty)
        #expect(folder.definitions.scenarios.first?.offices.each.first?.officers.value == 4)
        let item = try set("items/at-a/a:visits.apart=3")["items/at-a/a.yaml"]
        #expect(item?.contains(#"visits: {apart: "3", grade"#) == true)
        let list = try set("bundles/line:questions.0=else")["bundles/line.yaml"]
        #expect(list?.contains(#"questions: ["else"]"#) == true)
    }

    @Test(arguments: [
        ("offices.each.at-a.oficers=4", "there is no `oficers` in `offices.each.at-a`", "there are: officers, days"),
        ("offices=4", "`offices` is not a single value", "there are: grade, because, window, each"),
        ("items/at-a/b:visits.apart=3", "there is no file `items/at-a/b.yaml`", nil),
        ("officers", "`officers` is not written as path=value", "such as offices.each.health.officers=3"),
        ("every=", "`every=` is not written as path=value", "such as offices.each.health.officers=3"),
        ("journeys={a: 1}", "the value `{a: 1}` has characters that cannot stand there", nil),
    ])
    func `is refused where it cannot be`(text: String, message: String, help: String?) throws {
        let problem = #expect(throws: DefinitionSetting.Problem.self) { try set(text) }
        #expect(problem?.message.en == message)
        if let help { #expect(problem?.help?.en == help) }
    }

    @Test(arguments: [
        ("a.b=1..5/2", ["1", "3", "5"]), ("a.b=0%..1%/0.5%", ["0%", "0.5%", "1%"]),
        ("a.b=2..6 minutes/2", ["2 minutes", "4 minutes", "6 minutes"]),
        ("f:a=7..7/1", ["7"]),
    ])
    func `one after another is a sweep`(text: String, values: [String]) throws {
        #expect(try DefinitionSweep(text).settings.map(\.value) == values)
    }

    @Test(arguments: ["a=1..5", "a=5..1/1", "a=1..5/0", "a=1..x/1", "a=1 days..5 hours/1", "a=1..1000/1", "a=..5/1"])
    func `one after another is refused where it is none`(text: String) {
        #expect(throws: DefinitionSetting.Problem.self) { try DefinitionSweep(text) }
    }
}
