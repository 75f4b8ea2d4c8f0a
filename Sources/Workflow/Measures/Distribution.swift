/// How values are spread: the mean with its interval, and the values below which so many of a hundred lie.
public struct Distribution: Sendable, Hashable {
    public var mean: Double
    /// By nearest rank: the smallest value that so many of a hundred do not exceed.
    public var p50: Double
    public var p90: Double
    public var p99: Double
    /// The 95 % confidence interval of the mean by Student's t; nil where there are fewer than two values.
    public var interval: ClosedRange<Double>?

    init(mean: Double, p50: Double, p90: Double, p99: Double, interval: ClosedRange<Double>?) {
        (self.mean, self.p50, self.p90, self.p99, self.interval) = (mean, p50, p90, p99, interval)
    }

    /// Nil of no values.
    public init?(_ values: [Double]) {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        func rank(_ hundredth: Int) -> Double { sorted[max(0, (hundredth * sorted.count + 99) / 100 - 1)] }
        let count = Double(sorted.count)
        let mean = sorted.reduce(0, +) / count
        (self.mean, p50, p90, p99) = (mean, rank(50), rank(90), rank(99))
        guard sorted.count > 1 else { return }
        let variance = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let half = Self.t(sorted.count - 1) * (variance / count).squareRoot()
        interval = (mean - half)...(mean + half)
    }

    /// The 0.975 quantile of Student's t, by degrees of freedom; beyond 30 from the normal one by the first terms of Fisher's expansion.
    static func t(_ freedom: Int) -> Double {
        if freedom <= table.count { return table[freedom - 1] }
        let (z, n) = (1.959_963_985, Double(freedom))
        return z + (z * z * z + z) / (4 * n) + (5 * z * z * z * z * z + 16 * z * z * z + 3 * z) / (96 * n * n)
    }

    private static let table = [
        12.706_205, 4.302_653, 3.182_446, 2.776_445, 2.570_582, 2.446_912, 2.364_624, 2.306_004, 2.262_157, 2.228_139, 2.200_985, 2.178_813,
        2.160_369, 2.144_787, 2.131_450, 2.119_905, 2.109_816, 2.100_922, 2.093_024, 2.085_963, 2.079_614, 2.073_873, 2.068_658, 2.063_899,
        2.059_539, 2.055_529, 2.051_831, 2.048_407, 2.045_230, 2.042_272,
    ]
}
