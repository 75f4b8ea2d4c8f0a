/// A comparison in passages, for text and HTML.
struct ComparisonPassages {
    typealias Cell = PassageTable.Cell

    let comparison: SimulationComparison
    let language: Language

    private var one: SimulationPassages { SimulationPassages(report: comparison.one, language: language) }

    var all: [Passage] { one.head + [.list(facts)] + table + jams }
    var page: [Passage] { all + pictures + one.assumptions }

    private var facts: [String] {
        let none = language("无", "nothing")
        var facts = [
            language("甲：", "The one: ")
                + (comparison.settings.isEmpty ? language("方案本身", "the scenario as it is") : names(comparison.settings)),
            language("乙：同甲，另设 ", "The other: the same with ") + (comparison.against.isEmpty ? none : names(comparison.against)),
            language(
                "在两次中都计入的 \(comparison.people) 人逐一相减", "\(comparison.people) applicants who are in the figures of both, each less himself"),
        ]
        if let few = comparison.one.fewBlocks(language) { facts.append(few) }
        return facts
    }

    private func names(_ settings: [String]) -> String { language.list(settings) }

    private var table: [Passage] {
        let title = language("甲与乙（平均值）", "The one and the other (means)")
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (language("甲", "the one"), .number), (language("乙", "the other"), .number),
            (language("乙减甲", "difference"), .number), (language("95% 置信区间", "95 % interval"), .number), (language("判断", "verdict"), .text),
        ]
        let groups = SimulatedSide.allCases.map { side in
            PassageTable.Group(
                title: side.title[language],
                rows: SimulatedFigure.allCases.compactMap { figure in
                    guard let difference = comparison.difference(side, figure),
                        difference.one != 0 || difference.other != 0 || difference.verdict != .same
                    else { return nil }
                    return [
                        Cell(figure.title[language]), Cell(difference.one.rounded(to: 2).printed),
                        Cell(difference.other.rounded(to: 2).printed),
                        Cell(difference.difference.rounded(to: 2).printed), Cell(difference.interval?.printed ?? "—"),
                        Cell(difference.verdict.title[language]),
                    ]
                })
        }
        return [
            .heading(title, level: 2), .table(PassageTable(title, headings, groups: groups)),
            .paragraph(
                language(
                    "同样的人、同样的抽样。区间不含零即超出偶然；看的指标多了，二十个里约有一个会碰巧如此。均为零的指标略去。",
                    "The same people with the same luck. More than luck: the interval is clear of nothing; of twenty figures that do not differ about one is so by chance. Figures that are nothing in both are left out."
                )),
        ]
    }

    /// Where a queue never empties in the other run; the head tells it of the one.
    private var jams: [Passage] {
        let jammed = comparison.other.jammed
        guard !jammed.isEmpty else { return [] }
        return [
            .list(
                jammed.map { arm, office in
                    language("乙，\(arm.title.zh)：\(office) 的队伍只会越来越长", "The other, \(arm.title.en): the queue of \(office) never empties")
                })
        ]
    }

    private var pictures: [Passage] {
        Arm.allCases.compactMap { arm -> Passage? in
            let reports = [
                (language("甲", "the one"), Ink.apart, comparison.one), (language("乙", "the other"), Ink.together, comparison.other),
            ]
            let lines = reports.map { name, ink, report in
                let figures = arm == .apart ? report.tally.apart.figures : report.tally.together.figures
                return CumulativePicture.Line(
                    name: InkedTitle(title: name, ink: ink), points: figures[SimulatedFigure.elapsedDays.rawValue].shares)
            }
            guard lines.allSatisfy({ !$0.points.isEmpty }) else { return nil }
            return .picture(
                .cumulative(
                    CumulativePicture(
                        title: language("\(arm.title.zh)：几天内拿到最后结果的人", "\(arm.title.en): last result within so many days"), legend: nil,
                        unit: SimulatedFigure.elapsedDays.unit[language], lines: lines)))
        }
    }
}

extension SimulationText {
    public func render(_ curve: SimulationCurve) -> String { PassageText(language: language).render(curve.passages(language)) }

    public func render(_ comparison: SimulationComparison) -> String {
        PassageText(language: language).render(ComparisonPassages(comparison: comparison, language: language).all)
    }

    public func render(_ sensitivity: SimulationSensitivity) -> String {
        PassageText(language: language).render(SensitivityPassages(sensitivity: sensitivity, language: language).all)
    }
}

extension SimulationCSV {
    /// One row for each figure of each side.
    public func render(_ comparison: SimulationComparison) -> String {
        let message = SimulationComparisonMessage(comparison, language)
        let rows = SimulatedSide.allCases.flatMap { side in
            SimulatedFigure.allCases.compactMap { figure -> [CSVText.Cell]? in
                guard let difference = message.differences[side.rawValue]?[figure.name] else { return nil }
                return [.text(figure.name), .text(side.rawValue), .text(figure.unit[language])]
                    + [difference.one, difference.other, difference.difference, difference.ciLow, difference.ciHigh].map { .init($0) }
                    + [difference.moreThanLuck.map { .text($0 ? "true" : "false") } ?? .nothing, .text(figure.title[language])]
            }
        }
        return CSVText.render(
            ["figure", "arm", "unit", "one", "other", "difference", "ci_low", "ci_high", "more_than_luck", "text"], rows)
    }
}
