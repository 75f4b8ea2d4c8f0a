/// A rating, for whoever gave it and for the department that follows it up: nobody is named in it, and no case.
public struct RatingMessage: Codable, Sendable {
    public struct Step: Codable, Sendable {
        public var on: String
        public var step: CallBackStep
        public var words: String
    }

    public var id: Int64
    public var number: Int64
    public var bundle: String
    public var item: String
    public var department: String
    public var channel: RatingChannel
    public var level: RatingLevel
    public var on: String
    public var points: [NewRating.Point]
    public var words: String?
    public var due: String?
    public var late: Bool
    public var closed: String?
    public var steps: [Step]
    public var destroyed: Bool

    public init(_ rating: Rating) {
        let row = rating.row
        (id, number, bundle) = (row.number, row.number, row.bundle)
        (item, department, channel, level) = (row.item, row.department, row.channel, row.level)
        (on, due, closed, late) = (row.ratedOn.description, row.due?.description, row.closedOn?.description, rating.isLate)
        (points, words, destroyed) = (rating.points, rating.words, rating.isDestroyed)
        steps = rating.steps.map { Step(on: $0.on, step: $0.step, words: $0.words) }
    }
}

/// What ratings come to.
public struct RatingReportMessage: Codable, Sendable {
    public struct Share: Codable, Sendable {
        public var level: RatingLevel
        public var count: Int
        public var share: Double
    }

    public struct Line: Codable, Sendable {
        public var department: String
        public var item: String?
        public var count: Int?
        public var levels: [Share]?
        public var satisfaction: Double?
        public var callBacksOpen: Int
        public var callBacksLate: Int
        public var excluded: Int
    }

    public var least: Int
    public var lines: [Line]

    public init(_ report: RatingReport) {
        least = RatingReport.leastCount
        lines = report.lines.map { line in
            let count = line.count ?? 0
            return Line(
                department: line.department, item: line.item, count: line.count,
                levels: line.levels.map { levels in
                    zip(RatingLevel.allCases, levels).map {
                        Share(level: $0, count: $1, share: count == 0 ? 0 : (Double($1) / Double(count)).rounded(to: 4))
                    }
                }, satisfaction: line.satisfaction?.rounded(to: 4), callBacksOpen: line.open, callBacksLate: line.late,
                excluded: line.excluded)
        }
    }
}

extension RatingMessage: Described {
    public static let about =
        "评价 · A rating (好差评), for whoever gave it and for the department that follows it up. Nobody is named in it, and no case."
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "Its number, for `followUpRating`."),
        "number": .number(1...Int.max, "The same as `id`."),
        "bundle": .bundle,
        "item": .item,
        "department": .department,
        "channel": "渠道 · Where he was served.",
        "level": "评价等级 · How he was served.",
        "on": .day("When he said so."),
        "points": "What it is about.",
        "words": "评价内容 · What he said, up to 500 characters.",
        "due": .day("Until when a bad one is followed up; not there: it was none."),
        "late": "That day has passed.",
        "closed": .day("When it was done with."),
        "steps": "回访 · What became of it.",
        "destroyed": "What was said with it was destroyed with what its case kept of people.",
    ]
}

extension RatingMessage.Step: Described {
    public static let about = "回访 · What became of a bad rating."
    public static let meanings: [String: Meaning] = [
        "on": .day("When."),
        "step": "What was done.",
        "words": "What was found or done; whoever gave the rating reads it.",
    ]
}

extension RatingReportMessage: Described {
    public static let about = "满意度 · What ratings come to. Nothing that nobody said is counted."
    public static let meanings: [String: Meaning] = [
        "least": "Of fewer ratings than this nothing is told, so that nobody is told by it.",
        "lines": "By department and item.",
    ]
}

extension RatingReportMessage.Share: Described {
    public static let about = "How many have said so."
    public static let meanings: [String: Meaning] = [
        "level": "评价等级 · What they said.",
        "count": "How many.",
        "share": "Of all, 0 to 1.",
    ]
}

extension RatingReportMessage.Line: Described {
    public static let about = "The ratings of a department, or of one of its items."
    public static let meanings: [String: Meaning] = [
        "department": .department,
        "item": .item.and("Not there: all items of the department."),
        "count": "How many ratings; not there: fewer than `least`, or it would tell those of another line.",
        "levels": "How many of each level.",
        "satisfaction": "满意度 · The share of those who were satisfied, 0 to 1.",
        "callBacksOpen": "Bad ratings that are to be followed up.",
        "callBacksLate": "Those of which the day for that has passed.",
        "excluded": "Ratings that were found to be malicious or mistaken, and do not count.",
    ]
}
