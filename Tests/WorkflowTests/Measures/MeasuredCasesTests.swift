import TestSupport
import Testing

@testable import Workflow

/// What finished cases came to, together.
@Suite struct `Finished cases` {
    private func measures(_ days: Int?, granted: Int = 2, lines: Int = 3) -> CaseMeasures {
        CaseMeasures(
            items: 2, granted: granted, apart: .init(lines: 10, pieces: 12, kinds: 8), together: .init(lines: lines, pieces: 4, kinds: 2),
            handlingDays: 5, elapsedDays: days, jointVisits: 0)
    }

    /// By hand: 2, 4, 4, 6 have the mean 4, the variance 8/3 and, with t = 3.182446 on three degrees, the half width 3.182446 × √(2/3) = 2.598.
    @Test func `are spread about their mean`() throws {
        let measured = MeasuredCases([2, 4, 4, 6].map { measures($0) })
        let spread = try #require(measured.together[.elapsedDays])
        #expect((spread.mean, spread.p50, spread.p90, spread.p99) == (4, 4, 6, 6))
        let interval = try #require(spread.interval)
        #expect(abs(interval.lowerBound - 1.4016) < 0.0005 && abs(interval.upperBound - 6.5984) < 0.0005)
    }

    /// Nearest rank on 1…100, and on ten values.
    @Test func `have percentiles by nearest rank`() throws {
        let hundred = try #require(Distribution((1...100).reversed().map(Double.init)))
        #expect((hundred.p50, hundred.p90, hundred.p99) == (50, 90, 99))
        let ten = try #require(Distribution((1...10).map(Double.init)))
        #expect((ten.p50, ten.p90, ten.p99) == (5, 9, 10))
    }

    /// Student's t from tables: 2.0423 on 30, 2.0211 on 40, 1.9840 on 100 degrees of freedom.
    @Test func `have intervals by Student's t`() {
        for (freedom, t) in [(1, 12.7062), (30, 2.0423), (31, 2.0395), (40, 2.0211), (100, 1.9840)] {
            #expect(abs(Distribution.t(freedom) - t) < 0.0001, "\(freedom)")
        }
    }

    @Test func `one alone has no interval, and none have no figures`() {
        #expect(MeasuredCases([measures(3)]).together[.elapsedDays]?.interval == nil)
        #expect(MeasuredCases([measures(3)]).together[.elapsedDays]?.mean == 3)
        #expect(MeasuredCases([]).together.isEmpty)
    }

    /// What was withdrawn or refused says nothing of how long it takes to be granted.
    @Test func `in which not all was granted are counted, and told apart`() throws {
        let measured = MeasuredCases([measures(4), measures(90, granted: 1, lines: 9), measures(nil, granted: 0, lines: 9)])
        #expect((measured.cases, measured.whole, measured.partly, measured.fruitless) == (3, 1, 1, 1))
        #expect(measured.together[.elapsedDays]?.mean == 4)
        #expect(measured.together[.materials]?.mean == 3)
        #expect(measured.apart[.materials]?.mean == 10)
    }

    /// The office keeps them with the command that closes the case, and nothing before.
    @Test(arguments: StoreKind.allCases) func `are measured when they close, as the journey was`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let walk = try StoreSamples.walk("newborn/married-local-couple")
        office.clock.set(walk.commands[0].at.description)
        let id = try await office.started("newborn", from: "married-local-couple")
        for (at, command) in walk.commands.dropFirst() {
            #expect(try await office.office.measured(of: "newborn").cases == 0)
            office.clock.set(at.description)
            _ = try await office.office.handle(#require(walk.request(command)), on: id, by: Caller(command.by.role))
        }
        #expect(try await office.office.look(at: id).state.phase == .closed)
        let measured = try await office.office.measured(of: "newborn")
        let figures = CaseFigures(walk.events, under: walk.rules)
        #expect((measured.cases, measured.whole) == (1, 1))
        #expect(measured.together[.materials]?.mean == Double(figures.together.lines))
        #expect(measured.apart[.pieces]?.mean == Double(figures.apart.pieces))
        #expect(measured.together[.handlingDays]?.mean == Double(figures.handlingDays))
        #expect(try await office.office.measured(of: "transport-company").cases == 0)
        #expect(try await office.office.verify(rebuilding: true).intact)
        // A figure that is another, or one of a case that is none, is found.
        let kept = try #require(try await office.store.read { try $0.measures(of: id) })
        var forged = try await office.office.look(at: id).projection
        forged.measures?.handlingDays += 1
        let wrong = forged
        try await office.store.write { try $0.write(wrong, instead: nil) }
        #expect(try await office.office.verify(rebuilding: true).firstBad?.what == "projection")
        #expect(kept.handlingDays + 1 == wrong.measures?.handlingDays)
        try office.store.close()
    }
}
