/// What was measured on finished cases, as JSON knows it.
public struct MeasuredMessage: Codable, Sendable {
    public struct Spread: Codable, Sendable {
        public var mean: Double
        public var p50: Double
        public var p90: Double
        public var p99: Double
        public var ciLow: Double?
        public var ciHigh: Double?

        init(_ spread: Distribution) {
            (mean, p50, p90, p99) = (spread.mean.rounded(to: 4), spread.p50, spread.p90, spread.p99)
            (ciLow, ciHigh) = (spread.interval?.lowerBound.rounded(to: 4), spread.interval?.upperBound.rounded(to: 4))
        }
    }

    public var cases: Int
    public var whole: Int
    public var partly: Int
    public var fruitless: Int
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

extension MeasuredMessage: Described {
    public static let about: Meaning = "已办结办件的实测 · What was measured on finished cases."
    public static let meanings: [String: Meaning] = [
        "cases": "已办结的办件 · Finished cases.",
        "whole": "其中全部准予的 · Those in which everything was granted.",
        "partly": "其中部分准予的 · Those in which something was granted.",
        "fruitless": "其中无一准予的 · Those in which nothing was granted.",
        "apart": """
        指标 → 全部准予的办件若各事项分别办的分布 · \
        Figure → its spread over the cases in which everything was granted, had each item been applied for apart.
        """,
        "together": "指标 → 同一批办件实际办理的分布 · Figure → its spread over the same cases as they went.",
    ]
}

extension MeasuredMessage.Spread: Described {
    public static let about: Meaning = "指标在办件或人中的分布 · How a figure is spread over cases or people."
    public static let meanings: [String: Meaning] = [
        "mean": "平均值 · The mean.",
        "p50": "中位数 · The median.",
        "p90": "九成不超过此数 · Nine in ten are no greater.",
        "p99": "99% 不超过此数 · 99 in 100 are no greater.",
        "ciLow": "平均值的 95 % 置信区间下限；只有一个办件时没有 · The lower end of the 95 % confidence interval of the mean; not there of a single case.",
        "ciHigh": "该区间的上限 · Its upper end.",
    ]
}
