import TestSupport
import Testing

@testable import Workflow

@Suite struct `The queue over the week` {
    private static let busy = Stations(
        stations: [.init(item: "a", work: "{exponential: 14 minutes}"), .init(item: "b", officers: 2, work: "20 minutes", after: ["a"])],
        every: "{exponential: 15 minutes}", open: "hours: [09:00-12:00, 13:00-17:30], days: working-days", journeys: 300, block: 100,
        warmUp: "3 days")

    /// By Little's law: what waits, added up over time, is how long everything waited.
    @Test func `is what everything waited, hour by hour, and nothing while the office is closed`() async throws {
        let tally = try await Self.busy.run()
        for office in tally.apart.offices + tally.together.offices {
            #expect(office.waited > 0 && office.waitedByHour.total == office.waited)
            for (hour, waited) in office.waitedByHour.seconds.enumerated() where waited > 0 {
                let (weekday, clock) = HoursOfWeek.parts(of: hour)
                #expect(weekday < 5 && (9..<18).contains(clock) && clock != 12, "\(HoursOfWeek.name(of: hour))")
            }
            // Half an hour of the one that begins at five.
            #expect(office.openByHour.seconds[17] * 2 == office.openByHour.seconds[16])
        }
        let first = tally.together.offices[0]
        #expect(first.openByHour.total == first.capacity)
        let mean = Double(first.jobs) / Double(first.openByHour.total) * (Double(first.waited) / Double(first.jobs))
        #expect(abs(first.meanQueue - mean) < 1e-9 && first.meanQueue > 0.5)
    }

    /// Against adding hour after hour for each that waited.
    @Test func `is the same however it is added up`() throws {
        let calendar = Checkout.compilation.shared.calendar
        let monday = Day("2026-03-02")!
        let hours = OpenHours([.init(from: 510, to: 720), .init(from: 810, to: 1_050)], .workingDays, from: monday, calendar, days: 60)
        let draws = Draws(seed: 3)
        var (queue, expected) = (QueueHours(), HoursOfWeek())
        for number in 0..<200 {
            let start = Int64(draws.of(number).unit(.work) * 1_000_000)
            let end = hours.opening(from: start + Int64(draws.of(number).unit(.wait) * (number % 3 == 0 ? 900_000 : 5_000)))
            let segment = hours.segment(at: end)
            queue.add(
                .init(
                    from: start, to: end, open: hours.opened(by: end) - hours.opened(by: start),
                    isOpenAllAlong: segment.contains(end) && segment.lowerBound <= start), hours)
            var now = start
            while now < end {
                let next = min(end, (now / 3_600 + 1) * 3_600)
                expected.seconds[Int(now / 3_600 + 48) % 168] += hours.opened(by: next) - hours.opened(by: now)
                now = next
            }
        }
        // As if the first day were a Wednesday.
        let week = queue.week(hours, beginning: 2, counted: 90_000..<1_300_000)
        #expect(week.waited == expected && expected.total > 0)
        #expect(week.open.total == hours.opened(by: 1_300_000) - hours.opened(by: 90_000))
    }

    @Test func `comes out of parts as it does of the whole, with the lines of the ledgers`() async throws {
        var scenario = try #require(Checkout.compilation.scenario("county-town", of: "newborn"))
        scenario = try #require(
            DefinitionFolder.read(at: Checkout.path("Definitions")).only(bundle: "newborn").with(
                scenario: scenario.definition.id.position.file,
                try Checkout.text("Definitions/scenarios/newborn/county-town.yaml").replacing("warm-up: 28 days", with: "warm-up: 0 days")
                    .replacing("block: 200", with: "block: 3")
            ).definitions.compile().scenario("county-town", of: "newborn"))
        let simulation = Simulation(scenario, journeys: 12, seed: 2)
        let whole = await simulation.run(cores: 2)
        var merged = SimulationTally(offices: scenario.offices.count)
        for number in [3, 1, 2] { merged.merge(await simulation.run(shard: .init(number, of: 3), cores: 1)) }
        #expect(merged == whole)
        #expect(whole.apart.offices.contains { $0.waitedByHour.total > 0 })
        let report = SimulationReport(scenario, seed: 2, wanted: 12, whole)
        let counted = report.lines.filter { $0.disposition.sum != nil }.reduce(0) { $0 + $1.total }
        let handedIn = report.lines.first { $0.disposition == .handedIn }?.total
        #expect(counted == whole.apart.figures[SimulatedFigure.materials.rawValue].sum && counted > 100)
        #expect(handedIn == whole.together.figures[SimulatedFigure.materials.rawValue].sum)
        let waterfall = SimulationPassages(report: report, language: .en).papers.compactMap { passage in
            if case .picture(.waterfall(let picture)) = passage { picture } else { nil }
        }
        let steps = try #require(waterfall.first).steps
        #expect(abs(steps.dropFirst().reduce(0) { $0 + $1.count } - steps[0].count) < 1e-9)
    }
}
