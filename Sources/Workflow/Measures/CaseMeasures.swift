/// What a finished case came to, from its events alone: what is kept of it for reports.
public struct CaseMeasures: Sendable, Hashable {
    /// Its items, and how many of them were granted.
    public var items: Int
    public var granted: Int
    public var apart: CaseFigures.PaperCount
    public var together: CaseFigures.PaperCount
    /// Working days, as `CaseFigures` counts them.
    public var handlingDays: Int
    public var elapsedDays: Int?
    public var jointVisits: Int

    /// Nil while the case is open.
    public init?(_ events: [CaseEvent], _ state: CaseState, under rules: CaseRules) {
        guard state.phase == .closed else { return nil }
        let figures = CaseFigures(events, under: rules)
        self.init(
            items: state.items.count, granted: state.items.count(where: \.isGranted), apart: figures.apart, together: figures.together,
            handlingDays: figures.handlingDays, elapsedDays: figures.elapsedDays, jointVisits: figures.jointVisits)
    }

    public init(
        items: Int, granted: Int, apart: CaseFigures.PaperCount, together: CaseFigures.PaperCount, handlingDays: Int, elapsedDays: Int?,
        jointVisits: Int
    ) {
        (self.items, self.granted, self.apart, self.together) = (items, granted, apart, together)
        (self.handlingDays, self.elapsedDays, self.jointVisits) = (handlingDays, elapsedDays, jointVisits)
    }

    /// Everything that was applied for was granted.
    public var isWhole: Bool { granted == items }
}

/// How values are spread: the mean with its interval, and the values below which so many of a hundred lie.
public struct Distribution: Sendable, Hashable {
    public var mean: Double
    /// By nearest rank: the smallest value that so many of a hundred do not exceed.
    public var p50: Double
    public var p90: Double
    public var p99: Double
    /// The 95 % confidence interval of the mean by Student's t; nil where there are fewer than two values.
    public var interval: ClosedRange<Double>?

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

/// What was measured on the finished cases of one bundle. Figures are of those in which everything was granted: what was withdrawn, refused
/// or closed half-way says nothing of how long it takes.
public struct MeasuredCases: Sendable {
    /// A figure that events tell. Forms, fields, steps and minutes are of the plan.
    public enum Figure: String, Sendable, CaseIterable {
        case materials, pieces, kinds, handlingDays, elapsedDays, jointVisits
    }

    /// Finished cases.
    public let cases: Int
    /// Those in which everything was granted, in which something was, and in which nothing was.
    public let whole: Int
    public let partly: Int
    public var fruitless: Int { cases - whole - partly }
    /// What would have been handed in item by item, by the ledgers of the cases.
    public let apart: [Figure: Distribution]
    public let together: [Figure: Distribution]

    public init(_ measures: [CaseMeasures]) {
        cases = measures.count
        let whole = measures.filter(\.isWhole)
        self.whole = whole.count
        partly = measures.count { !$0.isWhole && $0.granted > 0 }
        func spread(_ figures: [(Figure, (CaseMeasures) -> Int?)]) -> [Figure: Distribution] {
            Dictionary(
                uniqueKeysWithValues: figures.compactMap { figure, value in
                    Distribution(whole.compactMap { value($0).map(Double.init) }).map { (figure, $0) }
                })
        }
        apart = spread([(.materials, \.apart.lines), (.pieces, \.apart.pieces), (.kinds, \.apart.kinds)])
        together = spread([
            (.materials, \.together.lines), (.pieces, \.together.pieces), (.kinds, \.together.kinds), (.handlingDays, \.handlingDays),
            (.elapsedDays, \.elapsedDays), (.jointVisits, \.jointVisits),
        ])
    }
}
