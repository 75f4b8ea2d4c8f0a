/// Times that were seen and the law that is chosen for them.
///
/// What is stored are minutes, so that a time is the difference of two moments without their seconds. Times of less than a minute count as
/// half of one. The goodness of fit is judged against samples of the fitted law that are cut to minutes and fitted in the same way.
public struct TimeFit: Sendable {
    /// One law that was tried.
    public struct Candidate: Sendable {
        public let kind: LawKind
        /// Seconds.
        public let mean: Double
        public let cv: Double
        public let aic: Double
        /// Kolmogorov–Smirnov.
        public let distance: Double
        /// How often a sample of the law itself is as far from the law that is fitted to it (Lilliefors, by parametric bootstrap).
        public let p: Double
    }

    public let count: Int
    /// Seconds.
    public let mean: Double
    public let meanInterval: ClosedRange<Double>?
    public let cv: Double
    public let cvInterval: ClosedRange<Double>?
    /// The law that is chosen: of those that fit the one with the least AIC, else the times themselves.
    public let kind: LawKind
    /// The chosen law as a scenario writes it.
    let spread: Spread
    /// Every law with parameters that was tried, the one with the least AIC first.
    public let candidates: [Candidate]
    /// Cases that had come so far and were not done when they were read; they are not in it.
    public var open = 0

    /// A law is rejected where its own samples are so far from it in fewer cases than that.
    public static let rejected = 0.05
    /// Samples of each law.
    public static let samples = 199
    private static let enough = 30
    /// Fewer times than that tell nothing of their law.
    public static let least = 20
    private static let mostValues = 40
    private static let minute = 60.0

    public var chosen: Candidate? { candidates.first { $0.kind == kind } }

    /// Nil of fewer than two times.
    /// - Parameters:
    ///   - times: seconds.
    ///   - draws: where the samples come from.
    ///   - grouping: the mean of at least so many stands for one of the times of an empirical law, so that no single case is written down.
    init?(_ times: [Double], _ draws: Draws, grouping: Int = ScenarioFit.smallestCell, samples: Int = samples, at position: SourcePosition)
    {
        guard times.count > 1 else { return nil }
        count = times.count
        let sorted = times.map { max($0, Self.minute / 2) }.sorted()
        let n = Double(count)
        let plain = times.reduce(0, +) / n
        if sorted[sorted.count - 1] - sorted[0] <= Self.minute {
            (mean, meanInterval, cv, cvInterval, kind, candidates) = (plain, nil, 0, nil, .constant, [])
            spread = Spread(.constant(TimeSpan(seconds: plain)), at: position)
            return
        }
        let laws = [LawKind.exponential, .lognormal, .gamma].compactMap { FittedLaw($0, sorted) }.sorted { $0.aic < $1.aic }
        candidates = laws.map { law in
            let distance = law.distance(sorted)
            let p = Self.p(
                of: law, distance, count: sorted.count, samples: samples, draws.of(law.parameters).of(law.kind == .gamma ? 1 : 0))
            return Candidate(kind: law.kind, mean: law.mean, cv: law.cv, aic: law.aic, distance: distance, p: p)
        }
        if let place = candidates.firstIndex(where: { $0.p >= Self.rejected }) {
            let law = laws[place]
            (mean, meanInterval, cv, cvInterval, kind) = (law.mean, law.meanInterval, law.cv, law.cvInterval, law.kind)
            spread = law.spread(at: position)
        } else {
            let distribution = Distribution(times)
            let variance = times.reduce(0) { $0 + ($1 - plain) * ($1 - plain) } / (n - 1)
            (mean, meanInterval, cv, cvInterval, kind) = (
                plain, distribution?.interval, plain > 0 ? variance.squareRoot() / plain : 0, nil, .empirical
            )
            spread = Spread(.empirical(Self.grouped(times.sorted(), by: grouping).map { TimeSpan(seconds: $0) }), at: position)
        }
    }

    /// How often samples of a law are as far from the law that is fitted to them. Once so many were, no more are drawn: that is enough to know
    /// that the law is not rejected (Besag and Clifford 1991).
    static func p(of law: FittedLaw, _ distance: Double, count: Int, samples: Int = samples, _ draws: Draws) -> Double {
        let own = TimeLaw(law.spread(at: SourcePosition(file: "")))
        var further = 0
        for sample in 0..<samples {
            let one = draws.of(sample)
            let times = (0..<count).map { place in
                let time = own.seconds(one, .resampling, place)
                // Between two moments of which only the minutes are known.
                let minutes = (time / minute + one.unit(.resampling, place, 1)).rounded(.down)
                return max(minutes * minute, minute / 2)
            }.sorted()
            if let again = FittedLaw(law.kind, times), again.distance(times) >= distance { further += 1 }
            if further == enough { return Double(enough) / Double(sample + 1) }
        }
        return Double(further + 1) / Double(samples + 1)
    }

    /// The means of groups of neighbours, of equal size as far as that goes.
    private static func grouped(_ sorted: [Double], by size: Int) -> [Double] {
        let groups = max(1, min(mostValues, sorted.count / size))
        return (0..<groups).map { group in
            let part = sorted[(group * sorted.count / groups)..<((group + 1) * sorted.count / groups)]
            return part.reduce(0, +) / Double(part.count)
        }
    }
}
