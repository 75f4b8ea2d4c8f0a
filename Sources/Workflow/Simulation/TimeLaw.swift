import Foundation

/// How a time is drawn, in seconds.
struct TimeLaw: Sendable {
    private enum Law: Sendable {
        case constant(Double)
        case uniform(Double, Double)
        case triangular(Double, Double, Double)
        case exponential(Double)
        /// Of the logarithm.
        case lognormal(mean: Double, deviation: Double)
        case gamma(shape: Double, scale: Double)
        case empirical([Double])
    }

    private let law: Law
    let mean: Double

    init(_ spread: Spread) {
        switch spread.shape {
        case .constant(let time): (law, mean) = (.constant(time.clockSeconds), time.clockSeconds)
        case .uniform(let low, let high):
            (law, mean) = (.uniform(low.clockSeconds, high.clockSeconds), (low.clockSeconds + high.clockSeconds) / 2)
        case .triangular(let low, let mode, let high):
            (law, mean) = (
                .triangular(low.clockSeconds, mode.clockSeconds, high.clockSeconds),
                (low.clockSeconds + mode.clockSeconds + high.clockSeconds) / 3
            )
        case .exponential(let time): (law, mean) = (.exponential(time.clockSeconds), time.clockSeconds)
        case .lognormal(let time, let cv):
            let (m, v) = (time.clockSeconds, Double(cv) / 1_000)
            let square = log(1 + v * v)
            (law, mean) = (.lognormal(mean: log(m) - square / 2, deviation: square.squareRoot()), m)
        case .gamma(let time, let cv):
            let (m, v) = (time.clockSeconds, Double(cv) / 1_000)
            (law, mean) = (.gamma(shape: 1 / (v * v), scale: m * v * v), m)
        case .empirical(let times):
            let seconds = times.map(\.clockSeconds)
            (law, mean) = (.empirical(seconds), seconds.reduce(0, +) / Double(seconds.count))
        case .measured(let name): preconditionFailure("the times of \(name.value) are read in when a scenario is compiled")
        }
    }

    /// A time of that law; whoever draws for the same thing draws the same, and who draws more draws more under a longer law.
    func seconds(_ draws: Draws, _ purpose: Draws.Purpose, _ index: Int = 0, _ round: Int = 0) -> Double {
        switch law {
        case .constant(let time): return time
        case .uniform(let low, let high): return low + (high - low) * draws.unit(purpose, index, round)
        case .triangular(let low, let mode, let high):
            let u = draws.unit(purpose, index, round)
            let turn = (mode - low) / (high - low)
            return u < turn
                ? low + (u * (high - low) * (mode - low)).squareRoot() : high - ((1 - u) * (high - low) * (high - mode)).squareRoot()
        case .exponential(let mean): return -mean * log(draws.unit(purpose, index, round))
        case .lognormal(let mean, let deviation): return exp(mean + deviation * Self.normal(draws.unit(purpose, index, round)))
        case .gamma(let shape, let scale): return scale * Self.gamma(shape, draws, purpose, index, round)
        case .empirical(let times): return times[min(times.count - 1, Int(draws.unit(purpose, index, round) * Double(times.count)))]
        }
    }

    /// The quantile of the standard normal distribution (Wichura 1988, AS 241, PPND16: sixteen digits).
    static func normal(_ p: Double) -> Double {
        let q = p - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * polynomial(a, r) / polynomial(b, r)
        }
        let r = (-log(min(p, 1 - p))).squareRoot()
        let value = r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5) / polynomial(f, r - 5)
        return q < 0 ? -value : value
    }

    /// By Horner's rule.
    @inline(__always)
    private static func polynomial(_ c: Coefficients, _ r: Double) -> Double {
        c.0 + r * (c.1 + r * (c.2 + r * (c.3 + r * (c.4 + r * (c.5 + r * (c.6 + r * c.7))))))
    }

    private typealias Coefficients = (Double, Double, Double, Double, Double, Double, Double, Double)

    private static let a: Coefficients = (
        3.387_132_872_796_366_608_0, 133.141_667_891_784_377_45, 1_971.590_950_306_551_442_7, 13_731.693_765_509_461_125,
        45_921.953_931_549_871_457, 67_265.770_927_008_700_853, 33_430.575_583_588_128_105, 2_509.080_928_730_122_672_7
    )
    private static let b: Coefficients = (
        1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_30, 5_394.196_021_424_751_107_7,
        21_213.794_301_586_595_867, 39_307.895_800_092_710_610, 28_729.085_735_721_942_674, 5_226.495_278_852_854_561_0
    )
    private static let c: Coefficients = (
        1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_90, 5.769_497_221_460_691_405_50, 3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_770, 0.022_723_844_989_269_184_583, 7.745_450_142_783_414_076_40e-4
    )
    private static let d: Coefficients = (
        1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_40, 0.689_767_334_985_100_004_550,
        0.148_103_976_427_480_074_590, 0.015_198_666_563_616_457_198, 5.475_938_084_995_344_946_00e-4, 1.050_750_071_644_416_843_24e-9
    )
    private static let e: Coefficients = (
        6.657_904_643_501_103_777_20, 5.463_784_911_164_114_369_90, 1.784_826_539_917_291_335_80, 0.296_560_571_828_504_891_230,
        0.026_532_189_526_576_123_093, 1.242_660_947_388_078_438_60e-3, 2.711_555_568_743_487_578_15e-5, 2.010_334_399_292_288_132_65e-7
    )
    private static let f: Coefficients = (
        1, 0.599_832_206_555_887_937_690, 0.136_929_880_922_735_805_310, 0.014_875_361_290_850_615_025,
        7.868_691_311_456_132_591_00e-4, 1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7, 2.044_263_103_389_939_785_64e-15
    )

    /// Of scale 1, by rejection (Marsaglia and Tsang 2000).
    private static func gamma(_ shape: Double, _ draws: Draws, _ purpose: Draws.Purpose, _ index: Int, _ round: Int) -> Double {
        let own = draws.of(index).of(round)
        if shape < 1 { return gamma(shape + 1, draws, purpose, index, round) * pow(own.unit(purpose, 0, 0), 1 / shape) }
        let d = shape - 1.0 / 3
        let c = 1 / (9 * d).squareRoot()
        var turn = 1
        while true {
            let x = normal(own.unit(purpose, turn, 1))
            let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
            if v > 0, log(own.unit(purpose, turn, 2)) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
            turn += 1
        }
    }
}

extension Double {
    /// Seconds of a time, to the nearest whole one; a time is never negative, and so needs no function of the C library to be rounded.
    @inline(__always)
    var wholeSeconds: Int64 { Int64(self + 0.5) }
}
