import Testing

@testable import Workflow

/// Against tables: Abramowitz and Stegun (1964) for the functions, Wilson (1927), Lilliefors as Stephens (1974) gives his points.
@Suite struct `Statistics` {
    private func expect(_ value: Double, _ table: Double, within error: Double = 1e-9) {
        #expect(abs(value - table) <= error * max(1, abs(table)), "\(value), and not \(table)")
    }

    @Test func `have the gamma function and what follows from it`() {
        typealias Of = SpecialFunctions
        for (x, value) in [(0.5, 0.572_364_942_924_700_1), (1, 0), (10, 12.801_827_480_081_469), (100, 359.134_205_369_575_4)] {
            expect(Of.logGamma(x), value)
        }
        for (x, value) in [
            (0.5, -1.963_510_026_021_423_5), (1, -0.577_215_664_901_532_9), (2, 0.422_784_335_098_467_1), (10, 2.251_752_589_066_721),
            (0.01, -100.560_885_457_868_67),
        ] { expect(Of.digamma(x), value) }
        for (x, value) in [(0.5, 4.934_802_200_544_679), (1, 1.644_934_066_848_226_4), (10, 0.105_166_335_681_685_75)] {
            expect(Of.trigamma(x), value)
        }
        expect(Of.gammaBelow(1, shape: 1), 0.632_120_558_828_557_7)
        expect(Of.gammaBelow(3, shape: 2.5), 0.693_781_080_6, within: 1e-9)
        expect(Of.gammaBelow(0.1, shape: 0.5), 0.345_279_153_981_423, within: 1e-9)
    }

    @Test func `have quantiles of the normal and the chi-square distribution`() {
        expect(SpecialFunctions.z, 1.959_963_984_540_054)
        expect(SpecialFunctions.normalBelow(1), 0.841_344_746_068_543)
        expect(SpecialFunctions.normalBelow(-2.326_347_874), 0.01, within: 1e-10)
        for (x, freedom, above) in [
            (3.841_459, 1, 0.05), (6.634_897, 1, 0.01), (18.307_04, 10, 0.05), (23.209_25, 10, 0.01), (124.342_1, 100, 0.05),
            (77.929_5, 100, 0.95),
        ] { expect(SpecialFunctions.chiSquareAbove(x, freedom: freedom), above, within: 2e-6) }
    }

    @Test func `give shares the interval of Wilson`() {
        for (count, total, low, high) in [(5, 10, 0.236_593, 0.763_407), (0, 10, 0, 0.277_533), (81, 263, 0.255_285, 0.366_201)] {
            let interval = Proportion(count, of: total).interval
            expect(interval.lowerBound, low, within: 1e-5)
            expect(interval.upperBound, high, within: 1e-5)
        }
        #expect(Proportion(0, of: 0).interval == 0...1)
    }

    @Test func `write shares that come to a whole`() {
        for counts in [[1, 1, 1], [5, 0, 2], [7, 11, 13, 1]] {
            let shares = Proportion.millionths(counts)
            #expect(shares.reduce(0, +) == 1_000_000)
            for (share, count) in zip(shares, counts) { #expect(abs(share - count * 1_000_000 / counts.reduce(0, +)) <= 1) }
        }
    }

    @Test func `compare tables by Pearson's chi-square`() {
        let table = ChiSquare(table: [[10, 20], [30, 40]])
        expect(table.statistic, 0.793_650_793_650_794)
        #expect(table.freedom == 1)
        // What nobody has, and what too few have, is in no comparison.
        #expect(ChiSquare(table: [[10, 20, 0], [30, 40, 0], [0, 0, 0]]) == table)
        #expect(ChiSquare(table: [[10, 20, 3], [30, 40, 1]], least: 5) == table)
        let counts = ChiSquare(observed: [8, 12, 10], expected: [10, 10, 10])
        expect(counts.statistic, 0.8)
        #expect(counts.freedom == 2)
    }

    /// Points of the Kolmogorov–Smirnov distance where the parameters are those of the sample itself, at 5 %.
    @Test(arguments: [LawKind.exponential, .lognormal]) func `judge a fit as Lilliefors does`(kind: LawKind) throws {
        let count = 50
        let root = Double(count).squareRoot()
        let exponential: Double = 1.094 / (root + 0.26 + 0.5 / root) + 0.2 / Double(count)
        let normal: Double = 0.895 / (root - 0.01 + 0.85 / root)
        let distance = kind == .exponential ? exponential : normal
        let draws = Draws(seed: 3)
        // Days, so that minutes are nothing.
        let some = (0..<count).map { 1e6 * (0.5 + draws.unit(.wait, $0)) }
        let law = try #require(FittedLaw(kind, some))
        let p = TimeFit.p(of: law, distance, count: count, samples: 1_000, draws)
        // Within three standard deviations of a share of 5 % of 1,000.
        #expect(abs(p - 0.05) < 0.021, "\(p)")
    }
}
