import Testing

@testable import Workflow

/// The law behind times that were drawn from it is found again.
@Suite struct `Times that were seen` {
    private static let nowhere = SourcePosition(file: "")

    private func fit(_ times: [Double], seed: UInt64 = 1) throws -> TimeFit {
        try #require(TimeFit(times, Draws(seed: seed), at: Self.nowhere))
    }

    private func times(_ shape: Spread.Shape, _ count: Int = 400, seed: UInt64 = 11) -> [Double] {
        let law = TimeLaw(Spread(shape, at: Self.nowhere))
        // Whole minutes, as they are stored.
        return (0..<count).map { (law.seconds(Draws(seed: seed), .work, $0) / 60).rounded(.down) * 60 }
    }

    @Test(arguments: [
        (Spread.Shape.exponential(TimeSpan(5, .hours)), LawKind.exponential, 5.0, nil),
        (.lognormal(mean: TimeSpan(9, .hours), cv: 900), .lognormal, 9, 0.9), (.gamma(mean: TimeSpan(7, .hours), cv: 500), .gamma, 7, 0.5),
    ])
    func `have their law and its parameters back, and other laws are rejected`(
        shape: Spread.Shape, kind: LawKind, mean: Double, cv: Double?
    )
        throws
    {
        let fit = try fit(times(shape))
        #expect(fit.kind == kind)
        #expect(try #require(fit.meanInterval).contains(mean * 3_600), "\(fit)")
        if let cv { #expect(try #require(fit.cvInterval).contains(cv), "\(fit)") }
        #expect(try #require(fit.chosen).p >= 0.05)
        // An exponential is a gamma; what is neither is told apart.
        let others = fit.candidates.filter { $0.kind != kind && !(kind == .exponential && $0.kind == .gamma) }
        #expect(!others.isEmpty && others.allSatisfy { $0.p < 0.05 }, "\(others)")
    }

    @Test func `that are all the same are constant`() throws {
        let fit = try fit(Array(repeating: 5_400, count: 30))
        #expect(fit.kind == .constant && fit.spread.shape == .constant(TimeSpan(90, .minutes)) && fit.candidates.isEmpty)
    }

    /// Two ways of handling an item, as different as night and day.
    @Test func `that follow no law stay as they are, each the mean of several`() throws {
        let seen = times(.constant(TimeSpan(1, .hours)), 100) + times(.uniform(TimeSpan(20, .hours), TimeSpan(21, .hours)), 100)
        let fit = try fit(seen)
        #expect(fit.kind == .empirical && fit.candidates.allSatisfy { $0.p < 0.05 })
        guard case .empirical(let values) = fit.spread.shape else { throw SomethingElse() }
        let (mean, expected) = (values.map(\.clockSeconds).reduce(0, +) / 40, seen.reduce(0, +) / 200)
        #expect(values.count == 40 && abs(mean - expected) < 1)
    }

    @Test func `are judged the same way again`() throws {
        let seen = times(.gamma(mean: TimeSpan(2, .hours), cv: 800), 60)
        let (one, other) = (try fit(seen), try fit(seen))
        #expect(one.candidates.map(\.p) == other.candidates.map(\.p))
        #expect(one.candidates.map(\.p) != (try fit(seen, seed: 2)).candidates.map(\.p))
    }

    /// Less than a minute is half of one, for laws of which the logarithm is taken.
    @Test func `of no time at all are times still`() throws {
        let fit = try fit(Array(repeating: 0, count: 30) + times(.exponential(TimeSpan(30, .minutes)), 60))
        #expect(fit.mean > 0 && fit.candidates.allSatisfy { $0.aic.isFinite })
    }

    private struct SomethingElse: Error {}
}

@Suite struct `Mistakes of applicants` {
    private func fit(_ asked: [Observations.Handed: (items: Int, asked: Int)], field: Int, paper: Int) -> [Int] {
        let mistakes = Mistakes(asked, field: field, paper: paper)
        return [mistakes.field, mistakes.paper]
    }

    @Test func `are as many as items were sent back, in the proportion assumed before`() {
        let onePaper = Observations.Handed(item: "a", fields: 0, papers: 1)
        #expect(fit([onePaper: (100, 10)], field: 0, paper: 10_000) == [0, 100_000])
        // Of two papers one is wrong in 1 − 0.9² of all items.
        let twoPapers = Observations.Handed(item: "a", fields: 0, papers: 2)
        #expect(fit([twoPapers: (100, 19)], field: 2_000, paper: 10_000) == [20_000, 100_000])
        #expect(fit([onePaper: (100, 0)], field: 3_000, paper: 15_000) == [0, 0])
        // Where nothing was assumed to be wrong, papers are.
        #expect(fit([onePaper: (50, 5), twoPapers: (50, 0)], field: 0, paper: 0)[0] == 0)
        // More was sent back than there was to get wrong.
        #expect(fit([Observations.Handed(item: "a", fields: 0, papers: 0): (10, 10)], field: 0, paper: 10_000) == [0, 1_000_000])
    }
}
