/// A rating, for whoever gave it and for the department that follows it up: nobody is named in it, and no case.
public struct RatingMessage: Codable, Sendable {
    public struct Step: Codable, Sendable {
        public var on: String
        public var step: CallBackStep
        public var words: String
    }

    public var id: Int64
    /// The same.
    public var number: Int64
    public var bundle: String
    public var item: String
    public var department: String
    public var channel: RatingChannel
    public var level: RatingLevel
    public var on: String
    public var points: [NewRating.Point]
    public var words: String?
    /// Until when a bad one is followed up; nil: it was none.
    public var due: String?
    public var late: Bool
    public var closed: String?
    public var steps: [Step]
    /// What was said with it was destroyed with what its case kept of people.
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
        /// Not there: all items of the department.
        public var item: String?
        /// Not there: fewer than `least`, or it would tell those of another.
        public var count: Int?
        public var levels: [Share]?
        /// 满意度
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
