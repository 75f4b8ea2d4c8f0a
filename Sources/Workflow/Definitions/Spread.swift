/// A time that is not always the same: how it is spread.
public struct Spread: Sendable, Hashable {
    public enum Shape: Sendable, Hashable {
        case constant(TimeSpan)
        case uniform(TimeSpan, TimeSpan)
        case triangular(low: TimeSpan, mode: TimeSpan, high: TimeSpan)
        /// By its mean.
        case exponential(TimeSpan)
        /// By its mean and coefficient of variation, in thousandths.
        case lognormal(mean: TimeSpan, cv: Int)
        case gamma(mean: TimeSpan, cv: Int)
        /// Times that were seen, each as likely as another.
        case empirical([TimeSpan])
        /// The same, in a file of that name.
        case measured(Name)
    }

    public var shape: Shape
    public var position: SourcePosition

    public init(_ shape: Shape, at position: SourcePosition) { (self.shape, self.position) = (shape, position) }
}

/// Times that were seen, in a file of their own.
public struct MeasuredTimes: Sendable {
    public var id: Name
    public var title: Title
    public var grade: Grade
    public var because: Title
    public var values: [TimeSpan]
}
