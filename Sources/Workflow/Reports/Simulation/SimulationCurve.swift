/// The same simulation with one value after another.
public struct SimulationCurve: Sendable {
    public struct Point: Sendable {
        public var value: String
        public var report: SimulationReport

        public init(value: String, _ report: SimulationReport) { (self.value, self.report) = (value, report) }
    }

    public var path: String
    public var points: [Point]

    public init(path: String, points: [Point]) { (self.path, self.points) = (path, points) }

    /// What a curve is drawn of: what may move with offices, people and their papers.
    static let figures: [SimulatedFigure] = [
        .materials, .minutes, .elapsedDays, .elapsedHours, .corrections, .refused, .promisesBroken, .cost,
    ]

    public func text(_ language: Language) -> String {
        let title = language("随 \(path) 的变化（平均值）", "By \(path) (means)")
        let moving = Self.figures.filter { figure in
            points.contains { point in point.report.distributions(figure).map { $0.apart.mean != 0 || $0.together.mean != 0 } ?? false }
        }
        let passages = moving.map { figure -> Passage in
            let headings: [PassageTable.Column] = [
                (path, .name), (language("分别办", "apart"), .number), (language("一次办", "together"), .number),
                (language("节省", "saved"), .number),
                (language("95% 置信区间", "95 % interval"), .number),
            ]
            let rows = points.compactMap { point -> [PassageTable.Cell]? in
                point.report.distributions(figure).map { spread in
                    let interval = spread.saved.interval.map {
                        "\($0.lowerBound.rounded(to: 2).printed)–\($0.upperBound.rounded(to: 2).printed)"
                    }
                    return [
                        .init(point.value), .init(spread.apart.mean.rounded(to: 2).printed),
                        .init(spread.together.mean.rounded(to: 2).printed),
                        .init(spread.saved.mean.rounded(to: 2).printed), .init(interval ?? "—"),
                    ]
                }
            }
            return .table(PassageTable(figure.title[language], headings, rows))
        }
        return PassageText(language: language).render([.heading(title, level: 1)] + passages)
    }
}

/// A curve as JSON knows it.
public struct SimulationCurveMessage: Encodable, Sendable {
    public struct Point: Encodable, Sendable {
        public var value: String
        public var simulation: SimulationMessage
    }

    public var vary: String
    public var points: [Point]

    public init(_ curve: SimulationCurve, _ language: Language) {
        vary = curve.path
        points = curve.points.map { Point(value: $0.value, simulation: SimulationMessage($0.report, language)) }
    }
}
