/// A sensitivity in passages, for text and HTML: a table for each figure, and a tornado.
struct SensitivityPassages {
    typealias Cell = PassageTable.Cell

    let sensitivity: SimulationSensitivity
    let language: Language

    private var base: SimulationPassages { SimulationPassages(report: sensitivity.base, language: language) }

    var all: [Passage] { base.head + [.list(facts)] + sensitivity.targets.indices.flatMap(figure) + fixed }
    var page: [Passage] { all + base.assumptions }

    /// More bars than that are not drawn.
    private static let most = 15

    private var facts: [String] {
        let share = ScenarioDefinition.percent(sensitivity.share)
        let count = sensitivity.officers
        return [
            language(
                "\(sensitivity.assumptions.count) 个假定逐一减、增：时间、份额和金额各 \(share)，人员 \(count) 名",
                "\(sensitivity.assumptions.count) assumptions moved one at a time, down and up: times, shares and money by \(share) of themselves, officers by \(count)"
            ),
            language("每次都是同样的人、同样的抽样，逐人相减", "Each time the same people with the same luck, each less himself"),
        ] + [sensitivity.base.fewBlocks(language)].compactMap { $0 }
    }

    private func figure(_ place: Int) -> [Passage] {
        let target = sensitivity.targets[place]
        let effects = sensitivity.effects(on: place)
        let moving = effects.filter { $0.size > 0 }
        let mean = sensitivity.base.distribution(target.side, target.figure)?.mean ?? 0
        let title = "\(target.side.title[language]) · \(target.figure.title[language])"
        var passages: [Passage] = [
            .heading(title, level: 2), .paragraph(language("平均 \(mean.printed)", "The mean is \(mean.printed)")),
        ]
        if !moving.isEmpty { passages += [.picture(.tornado(tornado(title, moving))), .table(table(title, moving))] }
        let still = effects.filter { $0.size == 0 }.map(\.assumption.path)
        if !still.isEmpty { passages.append(.paragraph(language("没有影响：", "Without any effect: ") + language.list(still))) }
        return passages
    }

    private func tornado(_ title: String, _ effects: [SimulationSensitivity.Effect]) -> TornadoPicture {
        TornadoPicture(
            title: title,
            legend: language(
                "与平均值之差：上（黄）为减，下（蓝）为增；细线为 95% 置信区间\(effects.count > Self.most ? "；只画影响最大的 \(Self.most) 个" : "")",
                "How far the mean goes: above (amber) moved down, below (blue) moved up; thin lines are 95 % intervals\(effects.count > Self.most ? "; the \(Self.most) largest" : "")"
            ),
            bars: effects.prefix(Self.most).map { effect in
                func change(_ difference: SimulatedDifference?) -> TornadoPicture.Change? {
                    difference.map { TornadoPicture.Change(difference: $0.difference, interval: $0.interval) }
                }
                func words(_ difference: SimulatedDifference?) -> String { difference.map { Self.signed($0.difference) } ?? "—" }
                return TornadoPicture.Bar(
                    label: effect.assumption.path, words: "\(words(effect.down)) / \(words(effect.up))", down: change(effect.down),
                    up: change(effect.up))
            })
    }

    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "") + value.printed }

    private func table(_ caption: String, _ effects: [SimulationSensitivity.Effect]) -> PassageTable {
        let interval = language("95% 置信区间", "95 % interval")
        let headings: [PassageTable.Column] = [
            (language("假定", "assumption"), .name), (language("取值", "value"), .text), (language("减至", "down to"), .text),
            (language("变化", "change"), .number), (interval, .number), (language("增至", "up to"), .text), (language("变化", "change"), .number),
            (interval, .number), (language("判断", "verdict"), .text),
        ]
        let rows = effects.map { effect in
            func cells(_ moved: SimulationSensitivity.Assumption.Moved?, _ difference: SimulatedDifference?) -> [Cell] {
                guard let moved, let difference else { return ["—", "—", "—"] }
                return [Cell(moved.value), Cell(Self.signed(difference.difference)), Cell(difference.interval?.printed ?? "—")]
            }
            let verdicts = [effect.down, effect.up].compactMap { $0?.verdict }
            let verdict = verdicts.first { $0 == .moreThanLuck } ?? verdicts.first { $0 != .same } ?? .same
            return [Cell(effect.assumption.path), Cell(effect.assumption.value)] + cells(effect.assumption.down, effect.down)
                + cells(effect.assumption.up, effect.up) + [Cell(verdict.title[language])]
        }
        return PassageTable(caption, headings, rows)
    }

    private var fixed: [Passage] {
        guard !sensitivity.fixed.isEmpty else { return [] }
        let title = language("没有移动的", "What was not moved")
        let headings: [PassageTable.Column] = [
            (language("假定", "assumption"), .name), (language("取值", "value"), .text), (language("原因", "why"), .text),
        ]
        let rows = sensitivity.fixed.map { [Cell($0.path), Cell($0.value), Cell($0.because[language])] }
        return [.heading(title, level: 2), .table(PassageTable(title, headings, rows))]
    }
}

extension SimulationCSV {
    /// One row for each figure, assumption and direction; what was not moved has the reason instead.
    public func render(_ sensitivity: SimulationSensitivity) -> String {
        let message = SimulationSensitivityMessage(sensitivity, language)
        let moved = message.figures.flatMap { figure in
            figure.assumptions.flatMap { one in
                [("down", one.down), ("up", one.up)].compactMap { way, moved -> [CSVText.Cell]? in
                    guard let moved else { return nil }
                    return [
                        .text(figure.figure), .text(figure.unit), .number(figure.mean), .text(one.path),
                        one.grade.map { .text($0) } ?? .nothing,
                    ]
                        + [.text(one.value), .number(one.effect), .text(way), .text(moved.value), .number(moved.difference)]
                        + [
                            .init(moved.ciLow), .init(moved.ciHigh), moved.moreThanLuck.map { .text($0 ? "true" : "false") } ?? .nothing,
                            .nothing,
                        ]
                }
            }
        }
        let still = message.notMoved.map { one -> [CSVText.Cell] in
            [.nothing, .nothing, .nothing, .text(one.path), .nothing, .text(one.value)] + Array(repeating: .nothing, count: 7)
                + [.text(one.because)]
        }
        return CSVText.render(
            [
                "figure", "unit", "mean", "path", "grade", "value", "effect", "moved", "to", "difference", "ci_low", "ci_high",
                "more_than_luck",
                "not_moved_because",
            ], moved + still)
    }
}
