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
    public static let about: Meaning =
        """
        评价（好差评），供评价人和回访部门查看；不写人名和办件 · \
        A rating (好差评), for whoever gave it and for the department that follows it up. Nobody is named in it, and no case.
        """
    public static let meanings: [String: Meaning] = [
        "id": .number(1...Int.max, "评价序号，用于 `followUpRating` · Its number, for `followUpRating`."),
        "number": .number(1...Int.max, "与 `id` 相同 · The same as `id`."),
        "bundle": .bundle,
        "item": .item,
        "department": .department,
        "channel": "评价渠道：在何处办理 · Where he was served.",
        "level": "评价等级 · How he was served.",
        "on": .day("评价日 · When he said so."),
        "points": "评价所指的方面 · What it is about.",
        "words": "评价内容，至多 500 字 · What he said, up to 500 characters.",
        "due": .day("差评回访的期限；没有：不是差评 · Until when a bad one is followed up; not there: it was none."),
        "late": "回访期限已过 · That day has passed.",
        "closed": .day("回访办结日 · When it was done with."),
        "steps": "回访的经过 · What became of it.",
        "destroyed": "评价内容已随办件的个人数据销毁 · What was said with it was destroyed with what its case kept of people.",
    ]
}

extension RatingMessage.Step: Described {
    public static let about: Meaning = "差评的回访 · What became of a bad rating."
    public static let meanings: [String: Meaning] = [
        "on": .day("日期 · When it was done."),
        "step": "做了什么 · What was done.",
        "words": "核实或整改的情况；评价人可见 · What was found or done; whoever gave the rating reads it.",
    ]
}

extension RatingReportMessage: Described {
    public static let about: Meaning = "评价汇总；未作评价的不计 · What ratings come to. Nothing that nobody said is counted."
    public static let meanings: [String: Meaning] = [
        "least": "评价少于此数的不公布，以免透露个人 · Of fewer ratings than this nothing is told, so that nobody is told by it.",
        "lines": "按部门和事项 · By department and item.",
    ]
}

extension RatingReportMessage.Share: Described {
    public static let about: Meaning = "多少人这样评价 · How many have said so."
    public static let meanings: [String: Meaning] = [
        "level": "评价等级 · What they said.",
        "count": "人数 · How many.",
        "share": "占全部的比例，0 至 1 · Of all, 0 to 1.",
    ]
}

extension RatingReportMessage.Line: Described {
    public static let about: Meaning = "一个部门或其一个事项的评价 · The ratings of a department, or of one of its items."
    public static let meanings: [String: Meaning] = [
        "department": .department,
        "item": .item.and("没有：部门的全部事项 · Not there: all items of the department."),
        "count": "评价数；没有：少于 `least`，或公布后可推出另一行 · How many ratings; not there: fewer than `least`, or it would tell those of another line.",
        "levels": "各等级的评价数 · How many of each level.",
        "satisfaction": "满意的比例，0 至 1 · The share of those who were satisfied, 0 to 1.",
        "callBacksOpen": "待回访的差评数 · Bad ratings that are to be followed up.",
        "callBacksLate": "其中回访期限已过的 · Those of which the day for that has passed.",
        "excluded": "经认定为恶意或误评、不计入的评价数 · Ratings that were found to be malicious or mistaken, and do not count.",
    ]
}
