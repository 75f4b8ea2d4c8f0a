/// A figure in two runs of the same people, and whether they differ by more than luck.
struct SimulatedDifference: Sendable {
    enum Verdict: Sendable, Hashable {
        case same, moreThanLuck, perhapsLuck
        /// Of a single block there is no interval.
        case unknown
    }

    /// The means of both.
    var one: Double
    var other: Double
    /// The second less the first, person by person, with its 95 % interval.
    var difference: Double
    var interval: ClosedRange<Double>?

    var verdict: Verdict {
        guard let interval else { return .unknown }
        if interval == 0...0 { return .same }
        return interval.contains(0) ? .perhapsLuck : .moreThanLuck
    }

    /// Nil where one block alone cannot tell.
    var isMoreThanLuck: Bool? { verdict == .unknown ? nil : verdict == .moreThanLuck }

    /// Nil where nobody is in both runs, or the side was not simulated.
    init?(_ differences: PairedDifferences, _ side: SimulatedSide, _ figure: SimulatedFigure) {
        guard let means = differences.means(side, figure), let difference = differences.distribution(side, figure) else { return nil }
        (one, other, self.difference, interval) = (means.one, means.other, difference.mean, difference.interval)
    }
}

extension SimulatedDifference.Verdict {
    var title: Title {
        switch self {
        case .same: Title(zh: "相同", en: "the same")
        case .moreThanLuck: Title(zh: "超出偶然", en: "more than luck")
        case .perhapsLuck: Title(zh: "可能只是偶然", en: "perhaps luck")
        case .unknown: Title(zh: "只有一组，不能判断", en: "one block: not known")
        }
    }
}
