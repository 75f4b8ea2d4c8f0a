/// How long after an item ended it may be rated, and how soon whoever was not satisfied is called back.
public struct RatingRules: Sendable, Hashable {
    /// Natural days, the day of the end not counted.
    public var windowDays: Int
    /// Working days, the day of the rating not counted.
    public var callBackDays: Int

    public init(windowDays: Int = 30, callBackDays: Int = 5) { (self.windowDays, self.callBackDays) = (windowDays, callBackDays) }
}

/// What somebody says of how he was served with one item.
public struct NewRating: Sendable, Hashable {
    /// What it is about, by his own choice.
    public enum Point: String, Sendable, Hashable, Codable, CaseIterable {
        case efficiency
        case guideAccuracy = "guide-accuracy"
        case convenience, platform, skill, attitude
    }

    /// `birth-registration`, or `birth-registration#2`.
    public var item: String
    public var channel: RatingChannel
    public var level: RatingLevel
    public var points: Set<Point>
    public var words: String?

    public init(item: String, channel: RatingChannel, level: RatingLevel, points: Set<Point> = [], words: String? = nil) {
        (self.item, self.channel, self.level, self.points, self.words) = (item, channel, level, points, words)
    }

    /// Characters (Unicode scalar values, as JSON Schema counts them) of what is written.
    public static let mostCharacters = 500
}

/// A rating as those see it who may. Whose it is stands nowhere in it.
public struct Rating: Sendable, Hashable {
    /// What was done about it.
    public struct Step: Sendable, Hashable, Codable {
        public var on: String
        public var step: CallBackStep
        public var words: String
        /// Under his pseudonym; whoever gave the rating does not see it.
        var by: String?
    }

    public var row: RatingRow
    public var points: [NewRating.Point]
    public var words: String?
    public var steps: [Step]
    /// What was said with it was destroyed with what its case kept of people.
    public var isDestroyed: Bool
    /// A call-back that was due is late.
    public var isLate: Bool
}

/// Why a rating is not taken, or a step of its call-back; nothing has changed.
public enum RatingRefusal: Error, Sendable, Hashable {
    case notEnded
    case tooLate(Day)
    case ratedBefore
    case notBad
    case notNow(CallBackStep)
    case noWords

    public var message: Title {
        switch self {
        case .notEnded: Title(zh: "此事项尚未办结，办结后评价", en: "the item has not ended; it is rated afterwards")
        case .tooLate(let day): Title(zh: "评价期已于 \(day) 结束", en: "it could be rated until \(day)")
        case .ratedBefore: Title(zh: "此事项在该渠道已评价过", en: "the item was rated before, for that channel")
        case .notBad: Title(zh: "不是差评，无须回访", en: "it is no bad rating, and nothing follows it")
        case .notNow(let step): Title(zh: "此时不能记为 \(step.rawValue)", en: "it cannot be \(step.rawValue) now")
        case .noWords:
            Title(
                zh: "请写明情况（不超过 \(NewRating.mostCharacters) 字）",
                en: "say what was found or done, in at most \(NewRating.mostCharacters) characters")
        }
    }

    public var help: Title? {
        switch self {
        case .notNow:
            Title(
                zh: "依次为 verified、rectified、called-back；malicious、mistaken 在整改之前",
                en: "verified, rectified and called-back follow each other; malicious and mistaken come before rectified")
        default: nil
        }
    }
}
