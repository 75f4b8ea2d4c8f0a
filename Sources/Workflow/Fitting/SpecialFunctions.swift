import Foundation

/// Functions of statistics that the standard library has not.
enum SpecialFunctions {
    /// The derivative of the logarithm of the gamma function, for numbers above 0: by its recurrence up to 10, then the asymptotic series
    /// (Abramowitz and Stegun 6.3.5, 6.3.18).
    static func digamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 10 {
            sum -= 1 / x
            x += 1
        }
        let square = 1 / (x * x)
        let series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square / 132))))
        return sum + log(x) - 0.5 / x - series
    }

    /// The derivative of `digamma` (Abramowitz and Stegun 6.4.6, 6.4.12).
    static func trigamma(_ x: Double) -> Double {
        var (x, sum) = (x, 0.0)
        while x < 10 {
            sum += 1 / (x * x)
            x += 1
        }
        let square = 1 / (x * x)
        let series = square * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30)))
        return sum + 1 / x + square / 2 + series / x
    }

    static func logGamma(_ x: Double) -> Double { lgamma(x) }

    /// How much of the gamma distribution of that shape and scale 1 lies below x: its series below the mean, the continued fraction above it
    /// (Abramowitz and Stegun 6.5.29, 6.5.31; Lentz's way of evaluating).
    static func gammaBelow(_ x: Double, shape: Double) -> Double {
        guard x > 0 else { return 0 }
        let front = exp(shape * log(x) - x - lgamma(shape))
        guard x >= shape + 1 else {
            var (term, sum, a) = (1 / shape, 1 / shape, shape)
            while abs(term) > abs(sum) * 1e-15 {
                a += 1
                term *= x / a
                sum += term
            }
            return sum * front
        }
        let tiny = 1e-300
        var b = x + 1 - shape
        var c = 1 / tiny
        var d = 1 / b
        var h = d
        for i in 1...10_000 {
            let an = -Double(i) * (Double(i) - shape)
            b += 2
            d = an * d + b
            if abs(d) < tiny { d = tiny }
            c = b + an / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            let step = d * c
            h *= step
            if abs(step - 1) < 1e-15 { break }
        }
        return 1 - front * h
    }

    /// How much of the standard normal distribution lies below z.
    static func normalBelow(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// How much of the chi-square distribution lies above x.
    static func chiSquareAbove(_ x: Double, freedom: Int) -> Double {
        freedom > 0 ? 1 - gammaBelow(x / 2, shape: Double(freedom) / 2) : 1
    }

    /// The 0.975 quantile of the standard normal distribution.
    static let z = TimeLaw.normal(0.975)
}
