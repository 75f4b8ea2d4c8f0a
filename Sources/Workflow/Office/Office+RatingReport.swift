/// How satisfied people were: items and departments, of what somebody said and of nothing else.
public struct RatingReport: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
        public var department: String
        /// Nil: all items of the department.
        public var item: String?
        /// For each level, in its order; nil: too few were given, and it would be seen who gave which.
        public var levels: [Int]?
        /// Call-backs that are open, and those of them that are late.
        public var open: Int
        public var late: Int
        /// Bad ratings that were found to be malicious or a mistake: counted in nothing else.
        public var excluded: Int

        public var count: Int? { levels.map { $0.reduce(0, +) } }
        /// The share of those who were satisfied, at least basically (满意度).
        public var satisfaction: Double? {
            guard let levels, let count, count > 0 else { return nil }
            return Double(levels.prefix(3).reduce(0, +)) / Double(count)
        }
    }

    public var lines: [Line]

    /// Fewer are kept back.
    public static let leastCount = 5
}

extension Office {
    /// What the ratings of a bundle, or of all, come to; a supervisor sees those of his department.
    public func ratingReport(of bundle: String? = nil, by caller: Caller) async throws -> RatingReport {
        try Rights.check(.measure, by: caller.role)
        let today = clock.now.day
        return try await store.read { store in
            var lines: [String: [String: RatingReport.Line]] = [:]
            var last: Int64 = 0
            while true {
                let page = try store.registry.ratings(after: last, limit: 1_000)
                guard let end = page.last else { break }
                last = end.number
                for row in page where bundle.map({ $0 == row.bundle }) ?? true {
                    if caller.role == .supervisor, row.department != caller.department { continue }
                    lines[row.department, default: [:]][row.item, default: .init(none: row.department, row.item)].take(row, on: today)
                }
            }
            return RatingReport(
                lines: lines.sorted { $0.key < $1.key }.flatMap { Self.told($0.value.values.sorted { $0.item ?? "" < $1.item ?? "" }) })
        }
    }

    /// Items, then their sum; what is too small is kept back, and the sum with it where it would tell it.
    private static func told(_ items: [RatingReport.Line]) -> [RatingReport.Line] {
        guard let first = items.first else { return [] }
        var sum = RatingReport.Line(none: first.department, nil)
        for item in items { sum.add(item) }
        func isSmall(_ count: Int?) -> Bool { (count ?? 0) < RatingReport.leastCount }
        let hidden = items.filter { isSmall($0.count) }.reduce(0) { $0 + ($1.count ?? 0) }
        let tells = isSmall(sum.count) || (hidden > 0 && isSmall(hidden))
        return items.map { isSmall($0.count) ? $0.keptBack : $0 } + [tells ? sum.keptBack : sum]
    }
}

extension RatingReport.Line {
    fileprivate init(none department: String, _ item: String?) {
        self.init(department: department, item: item, levels: [0, 0, 0, 0, 0], open: 0, late: 0, excluded: 0)
    }

    fileprivate mutating func take(_ row: RatingRow, on today: Day) {
        guard row.step?.counts ?? true else {
            excluded += 1
            return
        }
        levels?[5 - row.level.stars] += 1
        if row.isToFollowUp { open += 1 }
        if row.isToFollowUp, let due = row.due, due < today { late += 1 }
    }

    fileprivate mutating func add(_ other: Self) {
        levels = zip(levels ?? [], other.levels ?? []).map { $0 + $1 }
        (open, late, excluded) = (open + other.open, late + other.late, excluded + other.excluded)
    }

    fileprivate var keptBack: Self {
        var line = self
        line.levels = nil
        return line
    }
}
