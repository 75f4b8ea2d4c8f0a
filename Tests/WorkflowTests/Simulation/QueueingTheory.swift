import TestSupport
import Testing

@testable import Workflow

/// Offices of which theory knows how long people are there: the simulated mean lies within the interval that the simulation itself states. It states
/// one of 95 %; here it may be half as wide again, in which one of three hundred does not lie.
@Suite(.serialized) struct `A simulated office` {
    /// The mean time from coming to going, in minutes, with its interval.
    private func sojourn(_ stations: Stations, seed: UInt64) async throws -> Distribution {
        let tally = try await stations.run(seed: seed, arms: .together)
        #expect(tally.together.refused == 0 && tally.together.unfinished == 0)
        var distribution = try #require(tally.together.figures[SimulatedFigure.elapsedHours.rawValue].distribution(scale: 60))
        #expect(distribution.interval != nil || distribution.p99 == distribution.p50)
        if distribution.interval == nil { distribution.interval = distribution.mean...distribution.mean }
        return distribution
    }

    private func expect(_ distribution: Distribution, _ theory: Double, within share: Double) {
        let interval = distribution.interval ?? 0...0
        let half = (interval.upperBound - interval.lowerBound) * 0.75
        #expect(abs(distribution.mean - theory) <= half, "\(distribution.mean) [\(interval)] and not \(theory)")
        // An interval that holds everything says nothing.
        #expect(interval.upperBound - interval.lowerBound < share * theory, "\(interval)")
    }

    private static func line(_ work: String, officers: Int = 1, every: String = "{exponential: 10 minutes}") -> Stations {
        Stations(
            stations: [.init(item: "a", officers: officers, work: work)], every: every, journeys: 10_000, block: 500, warmUp: "3 days")
    }

    @Test(arguments: [1, 2, 4] as [UInt64]) func `with one officer is M/M/1`(seed: UInt64) async throws {
        let (arrivals, service) = (1.0 / 10, 1.0 / 7)
        expect(try await sojourn(Self.line("{exponential: 7 minutes}"), seed: seed), 1 / (service - arrivals), within: 0.4)
    }

    @Test func `with several officers is M/M/c`() async throws {
        let (c, arrivals, service) = (3, 1.0 / 10, 1.0 / 24)
        let load = arrivals / service
        // Erlang's formula.
        let terms = (0..<c).reduce(into: (sum: 0.0, term: 1.0)) { state, k in
            state.sum += state.term
            state.term *= load / Double(k + 1)
        }
        let waits = terms.term / (1 - load / Double(c))
        let mean = waits / (terms.sum + waits) / (Double(c) * service - arrivals) + 1 / service
        expect(try await sojourn(Self.line("{exponential: 24 minutes}", officers: c), seed: 1), mean, within: 0.4)
    }

    @Test func `with work that always takes the same time is M/D/1`() async throws {
        let (load, service) = (0.7, 7.0)
        expect(try await sojourn(Self.line("7 minutes"), seed: 1), service + load * service / (2 * (1 - load)), within: 0.4)
    }

    /// By Pollaczek and Khinchine.
    @Test(arguments: ["{lognormal: 7 minutes, cv: 0.5}", "{gamma: 7 minutes, cv: 0.5}"]) func `is M/G/1 whatever the work is spread like`(
        work: String
    ) async throws {
        let (load, service) = (0.7, 7.0)
        expect(try await sojourn(Self.line(work), seed: 2), service + load * service * (1 + 0.25) / (2 * (1 - load)), within: 0.4)
    }

    /// Where every item stands alone, both arms do the same.
    @Test func `is the same apart and together where nothing is spared`() async throws {
        let stations = Stations(
            stations: [.init(item: "a", work: "{exponential: 7 minutes}")], every: "{exponential: 10 minutes}", journeys: 300, block: 100)
        let tally = try await stations.run()
        #expect(tally.apart.figures == tally.together.figures && tally.apart.offices == tally.together.offices)
    }

    @Test func `where nothing is left to chance is D/D/1`() async throws {
        let distribution = try await sojourn(Self.line("7 minutes", every: "10 minutes"), seed: 1)
        #expect(distribution.mean == 7 && distribution.p99 == 7)
    }

    @Test func `and another after it take the sum of their times`() async throws {
        let stations = Stations(
            stations: [
                .init(item: "a", work: "{exponential: 7 minutes}"), .init(item: "b", work: "{exponential: 6 minutes}", after: ["a"]),
            ], every: "{exponential: 10 minutes}", journeys: 10_000, block: 500, warmUp: "3 days")
        expect(try await sojourn(stations, seed: 1), 1 / (1.0 / 7 - 0.1) + 1 / (1.0 / 6 - 0.1), within: 0.4)
    }

    /// Two equal stations at once (Flatto and Hahn 1984, Nelson and Tantawi 1988: exact for two).
    @Test func `and another beside it end with the later of the two`() async throws {
        let stations = Stations(
            stations: [.init(item: "a", work: "{exponential: 7 minutes}"), .init(item: "b", work: "{exponential: 7 minutes}")],
            every: "{exponential: 10 minutes}", journeys: 10_000, block: 500, warmUp: "3 days")
        expect(try await sojourn(stations, seed: 1), (12 - 0.7) / 8 / (1.0 / 7 - 0.1), within: 0.4)
    }
}

/// What the calendar says.
@Suite struct `Open hours` {
    private static let nineToFive = [ScenarioDefinition.Hours(from: 540, to: 720), ScenarioDefinition.Hours(from: 780, to: 1_020)]

    private func hours(_ first: String, _ days: ScenarioDefinition.Days = .workingDays) throws -> OpenHours {
        let calendar = try #require(Checkout.compilation).shared.calendar
        return OpenHours(Self.nineToFive, days, from: Day(first)!, calendar, days: 60)
    }

    /// 2026-02-13 is a Friday, the 14th a make-up Saturday, the 15th to the 23rd are days off.
    @Test(arguments: [
        (0, 9 * 60, 7 * 60, 0, 17 * 60), (0, 9 * 60, 7 * 60 + 1, 1, 9 * 60 + 1), (0, 12 * 60 + 30, 60, 0, 14 * 60),
        (0, 18 * 60, 60, 1, 10 * 60), (0, 9 * 60, 14 * 60, 1, 17 * 60), (0, 9 * 60, 14 * 60 + 30, 11, 9 * 60 + 30),
        (2, 0, 1, 11, 9 * 60 + 1), (0, 0, 0, 0, 9 * 60), (0, 12 * 60, 0, 0, 13 * 60), (1, 17 * 60, 0, 11, 9 * 60),
    ])
    func `are those of the days that are worked`(day: Int, minute: Int, work: Int, endDay: Int, endMinute: Int) throws {
        let end = try hours("2026-02-13").adding(Int64(work) * 60, to: Int64(day) * 86_400 + Int64(minute) * 60)
        #expect(end == Int64(endDay) * 86_400 + Int64(endMinute) * 60)
    }

    @Test func `go on after the days that are known, five of seven`() throws {
        let hours = try hours("2026-03-02")
        let day = Int64(7) * 3_600
        // Sixty days from Monday 2 March: 43 are worked, for 6 April is off.
        #expect(hours.opened(by: 60 * 86_400) == 43 * day)
        #expect(hours.adding(day * 47, to: 0) > hours.adding(day * 46, to: 0))
        for work in stride(from: 0, to: 200, by: 7) {
            let end = hours.adding(Int64(work) * 3_600 + 60, to: 0)
            #expect(hours.opened(by: end) == Int64(work) * 3_600 + 60)
        }
    }

    @Test func `of every day have no weekend`() throws {
        #expect(try hours("2026-02-13", .everyDay).adding(Int64(8) * 3_600, to: 9 * 3_600) == 86_400 + 10 * 3_600)
    }
}

@Suite struct `An office that is too small` {
    @Test func `is told of, and the simulation comes to an end`() async throws {
        let stations = Stations(
            stations: [.init(item: "a", work: "15 minutes"), .init(item: "b", work: "5 minutes", after: ["a"])], every: "10 minutes",
            journeys: 200,
            block: 100)
        let scenario = try stations.compile()
        let tally = try await stations.run()
        let report = SimulationReport(scenario, seed: 1, wanted: 200, tally)
        #expect(report.jammed.map { "\($0.arm) \($0.office)" } == ["apart at-a", "together at-a"])
        let text = SimulationText(language: .en).render(report)
        #expect(text.contains("- together: the officers of at-a are always busy and more comes than they can do: the queue never empties"))
        #expect(
            !SimulationText(language: .en).render(SimulationReport(scenario, seed: 1, wanted: 200, SimulationTally(offices: 2))).contains(
                "never"))
    }
}
