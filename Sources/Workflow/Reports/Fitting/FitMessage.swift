/// A fit as JSON knows it. Times are in seconds.
public struct FitMessage: Encodable, Sendable {
    public struct Interval: Encodable, Sendable {
        public var low: Double
        public var high: Double

        init(_ range: ClosedRange<Double>) { (low, high) = (range.lowerBound.rounded(to: 6), range.upperBound.rounded(to: 6)) }
    }

    public struct Law: Encodable, Sendable {
        public var law: String
        public var meanSeconds: Double
        public var cv: Double
        public var aic: Double
        public var ks: Double
        public var p: Double
    }

    public struct Value: Encodable, Sendable {
        public var path: String
        /// Not there where it would tell of fewer people than the smallest cell.
        public var n: Int?
        public var measured: Bool
        /// Why it stays as it was assumed: `too-few`, `small-cell`, and in words.
        public var reason: String?
        public var because: String?
        public var law: String?
        public var meanSeconds: Double?
        public var meanInterval: Interval?
        public var cv: Double?
        public var cvInterval: Interval?
        public var open: Int?
        public var laws: [Law]?
        public var share: Double?
        public var interval: Interval?
    }

    public struct Season: Encodable, Sendable {
        public var season: String
        public var written: Bool
        public var chiSquare: Double
        public var freedom: Int
        public var p: Double
    }

    public struct Arrivals: Encodable, Sendable {
        public var perOpenHour: Double
        public var interval: Interval
        public var dispersion: Double
        public var dispersionP: Double
        public var freedom: Int
        public var keepsHours: Bool
        public var keepsDays: Bool
        public var outside: Int?
        public var seasons: [Season]
    }

    public struct Answer: Encodable, Sendable {
        public var answers: [String: String]
        public var n: Int
        public var share: Double
        public var interval: Interval
    }

    public struct Answers: Encodable, Sendable {
        public var shares: [Answer]
        public var combinations: [Answer]
        public var dependent: [String]
        public var unknown: [String]
        /// Some people are counted with the most frequent answer or the nearest combination.
        public var merged: Bool
    }

    public var bundle: String
    public var scenario: String
    public var base: String
    /// Counts are not there where they would tell of fewer people than the smallest cell.
    public var cases: Int?
    public var openCases: Int?
    public var from: String?
    public var to: String?
    public var smallestCell: Int
    public var moves: Int?
    public var outOfHours: Int?
    public var notInExample: [String]
    public var values: [Value]
    public var arrivals: Arrivals?
    public var answers: Answers?

    public init(_ fit: ScenarioFit, _ language: Language) {
        (bundle, scenario, base) = (fit.base.bundle.id, fit.definition.id.value, fit.base.id)
        (cases, openCases, smallestCell) = (fit.told(fit.cases), fit.told(fit.openCases), fit.smallestCell)
        (from, to) = (fit.days?.lowerBound.description, fit.days?.upperBound.description)
        (moves, outOfHours, notInExample) = (fit.told(fit.moves), fit.told(fit.outOfHours), fit.notInExample)
        values = fit.values.map { Value($0, fit.smallestCell, language) }
        arrivals = fit.arrivals.map { Arrivals($0, outside: fit.told($0.outside)) }
        answers = fit.answers.map(Answers.init)
    }
}

extension FitMessage.Value {
    init(_ value: ScenarioFit.Value, _ smallestCell: Int, _ language: Language) {
        (path, measured) = (value.path, value.what != nil)
        n = value.count < smallestCell ? nil : value.count
        reason = value.reason.map { $0 == .tooFew ? "too-few" : "small-cell" }
        because = value.reason?.title[language]
        let time: TimeFit? =
            switch value.what {
            case .time(let fit): fit
            case .arrivals(let fit): fit.gaps
            default: nil
            }
        if let time {
            (law, meanSeconds, cv, open) = (time.kind.rawValue, time.mean.rounded(to: 3), time.cv.rounded(to: 4), time.open)
            (meanInterval, cvInterval) = (time.meanInterval.map(FitMessage.Interval.init), time.cvInterval.map(FitMessage.Interval.init))
            laws = time.candidates.map {
                FitMessage.Law(
                    law: $0.kind.rawValue, meanSeconds: $0.mean.rounded(to: 3), cv: $0.cv.rounded(to: 4), aic: $0.aic.rounded(to: 2),
                    ks: $0.distance.rounded(to: 4), p: $0.p.rounded(to: 4))
            }
        }
        if case .share(let own) = value.what { (share, interval) = (own.share.rounded(to: 6), FitMessage.Interval(own.interval)) }
    }
}

extension FitMessage.Arrivals {
    init(_ fit: ArrivalFit, outside: Int?) {
        (perOpenHour, interval) = (fit.perHour.rounded(to: 6), FitMessage.Interval(fit.perHourInterval))
        (dispersion, dispersionP, freedom) = (fit.dispersionIndex.rounded(to: 4), fit.dispersionP.rounded(to: 4), fit.dispersion.freedom)
        (keepsHours, keepsDays) = (fit.keepsHours, fit.keepsDays)
        self.outside = outside
        seasons = ArrivalFit.Season.allCases.compactMap { season in
            fit.seasons[season].map { one in
                FitMessage.Season(
                    season: season.rawValue, written: one.isTold, chiSquare: one.test.statistic.rounded(to: 3), freedom: one.test.freedom,
                    p: one.test.p.rounded(to: 4))
            }
        }
    }
}

extension FitMessage.Answers {
    init(_ fit: AnswerFit) {
        func answer(_ answers: [(question: String, answer: String)], _ share: Proportion) -> FitMessage.Answer {
            FitMessage.Answer(
                answers: Dictionary(answers.map { ($0.question, $0.answer) }) { first, _ in first }, n: share.count,
                share: share.share.rounded(to: 6), interval: FitMessage.Interval(share.interval))
        }
        shares = fit.singles.flatMap { single in single.shares.map { answer([(single.question, $0.answer)], $0.share) } }
        combinations = fit.combinations.map { answer($0.answers, $0.share) }
        (dependent, unknown) = (fit.dependent, fit.unknown)
        merged = fit.mergedPeople > 0 || fit.singles.contains { $0.merged > 0 }
    }
}
