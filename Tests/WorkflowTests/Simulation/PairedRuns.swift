import TestSupport
import Testing

@testable import Workflow

@Suite struct `Two runs of the same people` {
    private static let line = Stations(
        stations: [.init(item: "a", work: "{exponential: 7 minutes}")], every: "{exponential: 10 minutes}", journeys: 300, block: 50,
        warmUp: "1 days")

    private func people(_ stations: Stations, seed: UInt64 = 1) async throws -> SimulatedPeople {
        try await Simulation(stations.compile(), seed: seed).runKeepingPeople(cores: 2)
    }

    private func comparison(_ one: Stations, _ other: Stations) async throws -> SimulationComparison {
        SimulationComparison(
            (try one.compile(), try await people(one)), (try other.compile(), try await people(other)), seed: 1, wanted: 300, settings: [],
            against: ["work.items.a.serve=8 minutes"])
    }

    @Test func `that are one and the same do not differ at all`() async throws {
        let comparison = try await comparison(Self.line, Self.line)
        #expect(comparison.people == 300)
        for side in SimulatedSide.allCases {
            for figure in SimulatedFigure.allCases {
                let difference = try #require(comparison.difference(side, figure))
                #expect(difference.difference == 0 && difference.interval == 0...0 && difference.verdict == .same, "\(side) \(figure)")
            }
        }
        #expect(try await people(Self.line).tally == Self.line.run())
    }

    @Test func `differ person by person, which tells more than their means do`() async throws {
        var slower = Self.line
        slower.stations[0].work = "{exponential: 7.2 minutes}"
        let comparison = try await comparison(Self.line, slower)
        let difference = try #require(comparison.difference(.together, .elapsedHours))
        #expect(difference.verdict == .moreThanLuck && difference.isMoreThanLuck == true)
        #expect(abs(difference.difference - (difference.other - difference.one)) < 1e-9)
        let interval = try #require(difference.interval)
        let own = try #require(comparison.one.distribution(.together, .elapsedHours)?.interval)
        #expect(interval.upperBound - interval.lowerBound < (own.upperBound - own.lowerBound) / 2, "\(interval) \(own)")
        // Nothing is spared here, so that nothing is saved before or after.
        #expect(comparison.difference(.saved, .elapsedHours)?.verdict == .same)
    }

    /// Whoever came before him, somebody is who he is.
    @Test func `are the same people though others came before them`() async throws {
        var alone = Self.line
        alone.stations[0].officers = 300
        var crowded = alone
        (crowded.every, crowded.warmUp) = ("{exponential: 3 minutes}", "2 days")
        let difference = try #require(try await comparison(alone, crowded).difference(.together, .elapsedHours))
        // Nobody waits: how long it takes is his own work.
        #expect(difference.one > 0.1 && difference.verdict == .same, "\(difference)")
    }

    @Test func `of a single block leave open whether it is luck`() async throws {
        var (one, other) = (Self.line, Self.line)
        (one.block, other.block) = (300, 300)
        other.stations[0].work = "8 minutes"
        let difference = try #require(try await comparison(one, other).difference(.apart, .elapsedHours))
        #expect(difference.verdict == .unknown && difference.isMoreThanLuck == nil && difference.interval == nil)
    }

    @Test func `are told in text, JSON, CSV and HTML by the same numbers`() async throws {
        var slower = Self.line
        slower.stations[0].work = "{exponential: 8 minutes}"
        let comparison = try await comparison(Self.line, slower)
        let message = SimulationComparisonMessage(comparison, .en)
        let rows = rows(ofCSV: SimulationCSV(language: .en).render(comparison))
        let row = try #require(rows.first { $0.starts(with: ["elapsedHours", "together", "hours"]) })
        let told = try #require(message.differences["together"]?["elapsedHours"])
        #expect(row[3..<8].map { Double($0) } == [told.one, told.other, told.difference, told.ciLow, told.ciHigh] && row[8] == "true")
        #expect(rows.count == 1 + 3 * SimulatedFigure.allCases.count && told.difference > 0)
        let text = SimulationText(language: .en).render(comparison)
        #expect(text.contains("- The other: the same with work.items.a.serve=8 minutes\n") && text.contains("more than luck"))
        for language in Language.allCases {
            let page = try Page(SimulationHTML(language: language).render(comparison))
            #expect(
                page.pictures == 2 && page.text.contains(comparison.difference(.together, .elapsedHours)!.difference.rounded(to: 2).printed)
            )
        }
    }
}

@Suite struct `The assumption that moves the result most` {
    private static let stations = Stations(
        stations: [
            .init(item: "a", work: "4 minutes"),
            .init(item: "b", officers: 2, work: "{triangular: [1 minutes, 2 minutes, 3 minutes]}", after: ["a"]),
        ],
        every: "10 minutes", journeys: 60, block: 20)

    private func sensitivity(_ targets: [SimulationSensitivity.Target], by share: Int) async throws -> SimulationSensitivity {
        let folder = DefinitionFolder.read(Self.stations.sources)
        let file = "scenarios/line/world.yaml"
        let numbers = ScenarioNumbers(Self.stations.sources[file]!, by: share, officers: 1)
        let scenario = try Self.stations.compile()
        func people(_ scenario: CompiledScenario) async -> SimulatedPeople {
            await Simulation(scenario, seed: 1, arms: .together).runKeepingPeople(cores: 2)
        }
        var sensitivity = SimulationSensitivity(
            scenario, await people(scenario), seed: 1, wanted: 60, targets: targets, share: share, officers: 1, fixed: numbers.fixed)
        for number in numbers.movable {
            var found: [(ScenarioNumbers.Move, SimulatedPeople)?] = []
            for move in [number.down, number.up] {
                guard let move else {
                    found.append(nil)
                    continue
                }
                var sources = [file: Self.stations.sources[file]!]
                for setting in move.settings { sources = try setting.applied(to: sources, scenario: file) }
                let moved = folder.with(scenario: file, sources[file]!).definitions.compile()
                found.append((move, await people(try #require(moved.scenarios.first))))
            }
            sensitivity.add(number, down: found[0], up: found[1])
        }
        return sensitivity
    }

    /// Nobody waits in D/D/1 that keeps up: half as much work again takes just so much longer, and the mean of the triangle is two minutes.
    @Test func `is the longest piece of work where nobody waits, by as much as it was moved`() async throws {
        let targets = [SimulationSensitivity.Target(.together, .elapsedHours), .init(.together, .materials)]
        let sensitivity = try await sensitivity(targets, by: 500_000)
        let effects = sensitivity.effects(on: 0)
        #expect(effects.map(\.assumption.path).prefix(2) == ["work.items.a.serve", "work.items.b.serve"])
        let (first, second) = (effects[0], effects[1])
        #expect(first.assumption.down?.value == "2 minutes" && first.assumption.up?.value == "6 minutes")
        for (difference, minutes) in [(first.down, -2.0), (first.up, 2)] {
            let difference = try #require(difference)
            #expect(abs(difference.difference - minutes / 60) < 1e-9 && difference.verdict == .moreThanLuck)
            #expect(difference.interval.map { $0.upperBound - $0.lowerBound < 1e-6 } == true)
        }
        #expect(second.assumption.up?.value == "1.5 minutes, 3 minutes, 4.5 minutes")
        #expect(abs(try #require(second.up).difference - 1.0 / 60) < 0.005)
        #expect(effects.dropFirst(2).allSatisfy { $0.size == 0 } && effects.count == 5)
        #expect(sensitivity.effects(on: 1).allSatisfy { $0.size == 0 })
        let text = SimulationText(language: .en).render(sensitivity)
        #expect(text.contains("Without any effect: arrivals.every, offices.each.at-a.officers, offices.each.at-b.officers\n"))
        #expect(text.contains("it is nothing, and a share of nothing is nothing"))

        let message = SimulationSensitivityMessage(sensitivity, .en)
        #expect(message.figures[0].assumptions[0].grade == "constructed" && message.by == "50%")
        let table = rows(ofCSV: SimulationCSV(language: .en).render(sensitivity))
        #expect(Set(table.map(\.count)) == [14])
        let told = try #require(message.figures[0].assumptions[0].down)
        #expect(table[1][7..<12] == ["down", "2 minutes", "\(told.difference)", "\(told.ciLow!)", "\(told.ciHigh!)"])
        for language in Language.allCases {
            let page = try Page(SimulationHTML(language: language).render(sensitivity))
            #expect(page.pictures == 1 && page.text.contains("work.items.a.serve"))
        }
    }

    @Test func `is sought among all numbers of the file, and what cannot be moved is told`() {
        let text = """
            scenario: x
            journeys: 2000
            block: 200
            warm-up: 28 days
            arrivals: {grade: constructed, because: {zh: 一, en: "1 minutes"}, every: {exponential: 80 minutes}, hours: [08:30-12:00], weekdays: {monday: 130%}, batches: [{on: 2026-09-01, count: 200}]}
            answers:
              shares: {parents: {married: 90%, unmarried: 9%, divorced: 1%}, else: {only: 100%, never: 0%}}
              given: [{question: children, when: {parents: married}, shares: {1: 98.5%, 2: 1.5%}}]
            licences: {each: {card: {missing: 60%, expired: 35%}}}
            applicants: {copy: 0 minutes, visit: {uniform: [10 minutes, 1 hour]}, wrong-field: 0.3%}
            offices: {each: {health: {officers: 1}, police: {officers: 3}}}
            tariff: {hour: 30.5}
            """
        let numbers = ScenarioNumbers(text, by: 200_000, officers: 2)
        let moves = numbers.movable.map { "\($0.path) \($0.value): \($0.down?.value ?? "-") \($0.up?.value ?? "-")" }
        #expect(
            moves == [
                "arrivals.every exponential: 80 minutes: 64 minutes 96 minutes", "arrivals.weekdays.monday 130%: 104% 156%",
                "arrivals.batches.0.count 200: 160 240", "answers.shares.parents.married 90%: 72% 100%",
                "answers.shares.parents.unmarried 9%: 7.2% 10.8%", "answers.shares.parents.divorced 1%: 0.8% 1.2%",
                "answers.given.0.shares.1 98.5%: 78.8% 100%", "answers.given.0.shares.2 1.5%: 1.2% 1.8%",
                "licences.each.card.missing 60%: 48% 65%", "licences.each.card.expired 35%: 28% 40%",
                "applicants.visit uniform: 10 minutes, 1 hour: 8 minutes, 0.8 hour 12 minutes, 1.2 hour",
                "applicants.wrong-field 0.3%: 0.24% 0.36%",
                "offices.each.health.officers 1: - 3", "offices.each.police.officers 3: 1 5", "tariff.hour 30.5: 24.4 36.6",
            ])
        #expect(
            numbers.movable[3].down?.settings.map(\.text) == [
                "answers.shares.parents.married=72%", "answers.shares.parents.unmarried=25.2%", "answers.shares.parents.divorced=2.8%",
            ])
        #expect(
            numbers.fixed.map { "\($0.path): \($0.because.en)" } == [
                "arrivals.hours: hours of a day, no number", "answers.shares.else.only: no other share could give or take",
                "answers.shares.else.never: it is nothing, and a share of nothing is nothing",
                "applicants.copy: it is nothing, and a share of nothing is nothing",
            ])
        #expect(numbers.only(under: ["offices", "applicants.copy"]).paths.count == 3)
    }

    /// Every move of every scenario of ours is one that its reader takes, and shares of a whole stay one.
    @Test(arguments: Checkout.compilation.scenarios.map(\.definition.id.position.file))
    func `is moved to what may stand in a scenario`(file: String) throws {
        let text = try Checkout.text("Definitions/\(file)")
        let numbers = ScenarioNumbers(text, by: 200_000, officers: 1)
        #expect(numbers.movable.count > 15)
        for move in numbers.movable.flatMap({ [$0.down, $0.up] }).compactMap({ $0 }) {
            var sources = [file: text]
            for setting in move.settings { sources = try setting.applied(to: sources, scenario: file) }
            let folder = DefinitionFolder.read(sources)
            #expect(folder.diagnostics.isEmpty, "\(move) \(folder.diagnostics)")
            let answers = folder.definitions.scenarios.first?.answers
            for table in answers?.tables ?? [] { #expect(table.shares.reduce(0) { $0 + $1.share.value } == 1_000_000, "\(move)") }
            if let combinations = answers?.combinations, !combinations.isEmpty {
                #expect(combinations.reduce(0) { $0 + $1.share.value } == 1_000_000, "\(move)")
            }
        }
    }
}
