/// What was measured on finished cases, as JSON knows it.
public struct MeasuredMessage: Codable, Sendable {
    public struct Spread: Codable, Sendable {
        public var mean: Double
        public var p50: Double
        public var p90: Double
        public var p99: Double
        /// The 95 % confidence interval of the mean; not there of a single case.
        public var ciLow: Double?
        public var ciHigh: Double?

        init(_ spread: Distribution) {
            (mean, p50, p90, p99) = (spread.mean.rounded(to: 4), spread.p50, spread.p90, spread.p99)
            (ciLow, ciHigh) = (spread.interval?.lowerBound.rounded(to: 4), spread.interval?.upperBound.rounded(to: 4))
        }
    }

    /// Finished cases, and those in which everything was granted, something was, nothing was.
    public var cases: Int
    public var whole: Int
    public var partly: Int
    public var fruitless: Int
    /// Of the cases in which everything was granted.
    public var apart: [String: Spread]
    public var together: [String: Spread]

    init(_ measured: MeasuredCases) {
        (cases, whole, partly, fruitless) = (measured.cases, measured.whole, measured.partly, measured.fruitless)
        func spreads(_ figures: [MeasuredCases.Figure: Distribution]) -> [String: Spread] {
            Dictionary(uniqueKeysWithValues: figures.map { ($0.key.rawValue, Spread($0.value)) })
        }
        (apart, together) = (spreads(measured.apart), spreads(measured.together))
    }
}
