import Foundation

/// The laws among which the best is chosen for times that were seen.
public enum LawKind: String, Sendable, CaseIterable {
    case constant, exponential, lognormal, gamma
    /// None of the others fits.
    case empirical
}

/// A law whose parameters make the times that were seen most likely (maximum likelihood). Times are in seconds.
struct FittedLaw: Sendable {
    let kind: LawKind
    let mean: Double
    /// Standard deviation over mean.
    let cv: Double
    let logLikelihood: Double
    /// 95 % intervals of mean and cv.
    let meanInterval: ClosedRange<Double>
    let cvInterval: ClosedRange<Double>?
    /// The two parameters of the law itself: of the logarithm for lognormal, shape and scale for gamma, the mean for exponential.
    private let first: Double
    private let second: Double

    var parameters: Int { kind == .exponential ? 1 : 2 }
    var aic: Double { 2 * Double(parameters) - 2 * logLikelihood }

    /// Nil of times that are all the same, where only one law remains.
    /// - Parameter times: all above 0.
    init?(_ kind: LawKind, _ times: [Double]) {
        let n = Double(times.count)
        guard n > 1 else { return nil }
        let mean = times.reduce(0, +) / n
        let logs = times.map { log($0) }
        let meanLog = logs.reduce(0, +) / n
        let z = SpecialFunctions.z
        self.kind = kind
        switch kind {
        case .exponential:
            (first, second, self.mean, cv, cvInterval) = (mean, 0, mean, 1, nil)
            logLikelihood = -n * log(mean) - n
            meanInterval = (mean * exp(-z / n.squareRoot()))...(mean * exp(z / n.squareRoot()))
        case .lognormal:
            let variance = logs.reduce(0) { $0 + ($1 - meanLog) * ($1 - meanLog) } / n
            guard variance > 1e-12 else { return nil }
            let deviation = variance.squareRoot()
            (first, second) = (meanLog, deviation)
            self.mean = exp(meanLog + variance / 2)
            cv = expm1(variance).squareRoot()
            logLikelihood = -logs.reduce(0, +) - n / 2 * log(2 * Double.pi * variance) - n / 2
            // The logarithm of the mean by Cox; the deviation by its asymptotic error.
            let half = z * (variance / n + variance * variance / (2 * n)).squareRoot()
            meanInterval = (self.mean * exp(-half))...(self.mean * exp(half))
            let error = z * deviation / (2 * n).squareRoot()
            func spread(_ deviation: Double) -> Double { expm1(deviation * deviation).squareRoot() }
            cvInterval = spread(max(0, deviation - error))...spread(deviation + error)
        case .gamma:
            let spread = log(mean) - meanLog
            guard spread > 1e-9 else { return nil }
            let shape = Self.shape(spread)
            (first, second) = (shape, mean / shape)
            self.mean = mean
            cv = 1 / shape.squareRoot()
            logLikelihood =
                (shape - 1) * meanLog * n - n * shape - n * shape * log(mean / shape) - n * SpecialFunctions.logGamma(shape)
            let half = z / (shape * n).squareRoot()
            meanInterval = (mean * exp(-half))...(mean * exp(half))
            // The asymptotic error of the shape, taken on its logarithm.
            let error = z / (n * shape * (shape * SpecialFunctions.trigamma(shape) - 1)).squareRoot()
            cvInterval = (cv * exp(-error / 2))...(cv * exp(error / 2))
        case .constant, .empirical: return nil
        }
    }

    /// The shape of which log(shape) − ψ(shape) is that much: Minka's first guess, then Newton's steps.
    private static func shape(_ spread: Double) -> Double {
        var shape = (3 - spread + ((spread - 3) * (spread - 3) + 24 * spread).squareRoot()) / (12 * spread)
        for _ in 0..<20 {
            let step = (log(shape) - SpecialFunctions.digamma(shape) - spread) / (1 / shape - SpecialFunctions.trigamma(shape))
            let next = shape - step
            shape = next > 0 ? next : shape / 2
            if abs(step) < 1e-10 * shape { break }
        }
        return shape
    }

    /// How many times of the law are below that.
    func below(_ time: Double) -> Double {
        guard time > 0 else { return 0 }
        return switch kind {
        case .exponential: -expm1(-time / first)
        case .lognormal: SpecialFunctions.normalBelow((log(time) - first) / second)
        case .gamma: SpecialFunctions.gammaBelow(time / second, shape: first)
        case .constant, .empirical: 0
        }
    }

    /// The largest distance between the law and the times that were seen (Kolmogorov and Smirnov).
    /// - Parameter sorted: from the shortest on; several may be the same.
    func distance(_ sorted: [Double]) -> Double {
        let n = Double(sorted.count)
        var (largest, place) = (0.0, 0)
        while place < sorted.count {
            var end = place + 1
            while end < sorted.count, sorted[end] == sorted[place] { end += 1 }
            let expected = below(sorted[place])
            largest = max(largest, expected - Double(place) / n, Double(end) / n - expected)
            place = end
        }
        return largest
    }

    /// As a scenario writes it.
    func spread(at position: SourcePosition) -> Spread {
        let thousandths = min(10_000, max(1, Int((cv * 1_000).rounded())))
        return switch kind {
        case .exponential: Spread(.exponential(TimeSpan(seconds: mean)), at: position)
        case .lognormal: Spread(.lognormal(mean: TimeSpan(seconds: mean), cv: thousandths), at: position)
        case .gamma, .constant, .empirical: Spread(.gamma(mean: TimeSpan(seconds: mean), cv: thousandths), at: position)
        }
    }
}

extension TimeSpan {
    /// A time by the clock in the unit in which people would say it, to a thousandth of it.
    init(seconds: Double) {
        let (amount, unit): (Double, Unit) =
            if seconds < 2 * 3_600 { (seconds / 60, .minutes) } else if seconds < 9_999 * 3_600 {
                (seconds / 3_600, .hours)
            } else { (min(seconds / 86_400, 9_999), .days) }
        self = (try? TimeSpan(thousandths: Int((amount * 1_000).rounded()), unit: unit)) ?? TimeSpan(9_999, .days)
    }
}
