extension SimulationCurve {
    /// Figures that are not nothing everywhere.
    private var moving: [SimulatedFigure] {
        SimulatedFigure.allCases.filter { figure in
            points.contains { point in point.report.distributions(figure).map { $0.apart.mean != 0 || $0.together.mean != 0 } ?? false }
        }
    }

    func passages(_ language: Language) -> [Passage] {
        let title = language("随 \(path) 的变化（平均值）", "By \(path) (means)")
        return [.heading(title, level: 1), .list(facts(language))]
            + moving.flatMap { [.picture(.curve(picture($0, language))), .table(table($0, language))] }
    }

    /// What is the same at every point.
    private func facts(_ language: Language) -> [String] {
        guard let first = points.first?.report else { return [] }
        let (scenario, least) = (first.scenario.definition, points.map(\.report.tally.journeys).min() ?? 0)
        return [
            "\(first.bundle.title[language]) (\(first.bundle.id)) · \(scenario.title[language]) (\(first.scenario.id))",
            language(
                "每个取值 \(least) 人，\(path == "block" ? "" : "每组 \(scenario.block) 人，")种子 \(first.seed)；同样的人",
                "\(least) applicants at each value, \(path == "block" ? "" : "in blocks of \(scenario.block), ")seed \(first.seed); the same people"
            ),
            language("均为零的指标略去", "figures that are nothing everywhere are left out"),
        ]
            + (first.changed(language).map { [$0] } ?? [])
            + (isStopped
                ? [
                    language(
                        "提前结束：应有 \(wanted) 个取值，以下为已完成的部分",
                        "stopped before the end: \(wanted) values were wanted; this is what is known so far")
                ] : [])
            + (first.fewBlocks(language).map { [$0] } ?? [])
    }

    private func picture(_ figure: SimulatedFigure, _ language: Language) -> CurvePicture {
        let lines = SimulatedSide.allCases.map { side in
            let ink: Ink =
                switch side {
                case .apart: .apart
                case .together: .together
                case .saved: .saved
                }
            return CurvePicture.Line(
                name: InkedTitle(title: side.title[language], ink: ink),
                points: points.compactMap { point in point.report.distribution(side, figure).map { ($0.mean, $0.interval) } })
        }
        return CurvePicture(
            title: figure.title[language], legend: language("平均值及其 95% 置信区间", "Means with their 95 % intervals"), parameter: path,
            values: points.map(\.value), lines: lines)
    }

    private func table(_ figure: SimulatedFigure, _ language: Language) -> PassageTable {
        let headings: [PassageTable.Column] = [
            (path, .name), (language("分别办", "apart"), .number), (language("一次办", "together"), .number), (language("节省", "saved"), .number),
            (language("95% 置信区间", "95 % interval"), .number),
        ]
        let rows = points.compactMap { point -> [PassageTable.Cell]? in
            point.report.distributions(figure).map { spread in
                [
                    .init(point.value), .init(spread.apart.mean.rounded(to: 2).printed), .init(spread.together.mean.rounded(to: 2).printed),
                    .init(spread.saved.mean.rounded(to: 2).printed), .init(spread.saved.interval?.printed ?? "—"),
                ]
            }
        }
        return PassageTable(figure.title[language], headings, rows)
    }
}

extension ClosedRange<Double> {
    /// `1.2–3.4`, with the words of numbers below nothing: `-1.2 – 3.4`.
    var printed: String {
        let (low, high) = (lowerBound.rounded(to: 2).printed, upperBound.rounded(to: 2).printed)
        return lowerBound < 0 ? "\(low) – \(high)" : "\(low)–\(high)"
    }
}
