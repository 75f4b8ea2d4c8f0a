extension ReportPassages {
    /// What was measured on finished cases, beside what the definitions say.
    var measured: [Passage] {
        guard let measured = report.measured else { return [] }
        let heading = Passage.heading(language("办结件实测", "Measured on finished cases"), level: 2)
        let counts = language(
            "办结 \(measured.cases) 件：全部准予 \(measured.whole)，部分准予 \(measured.partly)，均未准予 \(measured.fruitless)。",
            "Finished cases: \(measured.cases). All granted: \(measured.whole); some: \(measured.partly); none: \(measured.fruitless).")
        guard measured.whole > 0 else { return [heading, .paragraph(counts)] }
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (language("平均", "mean"), .number), (language("95% 置信区间", "95 % interval"), .number),
            ("p50", .number), ("p90", .number), ("p99", .number),
        ]
        let rows = Arm.allCases.flatMap { arm in
            MeasuredCases.Figure.allCases.compactMap { figure -> [Cell]? in
                guard let spread = (arm == .apart ? measured.apart : measured.together)[figure] else { return nil }
                let interval = spread.interval.map { "\($0.lowerBound.rounded(to: 2).printed)–\($0.upperBound.rounded(to: 2).printed)" }
                return [
                    Cell("\(arm.title[language]) · \(figure.title[language])"), Cell(spread.mean.rounded(to: 2).printed),
                    Cell(interval ?? "—"), Cell(spread.p50.printed), Cell(spread.p90.printed), Cell(spread.p99.printed),
                ]
            }
        }
        return [
            heading, .paragraph(counts),
            .table(PassageTable(language("全部准予的办结件", "Cases in which everything was granted"), headings, rows)),
            .paragraph(
                language(
                    "只取事件所载；表格、字段、步骤和分钟来自定义。平均值的区间按 t 分布，百分位取最近秩。",
                    "Only what events tell; forms, fields, steps and minutes are of the definitions. Intervals by Student's t, percentiles by nearest rank."
                )),
        ]
    }
}

extension MeasuredCases.Figure {
    var title: Title {
        switch self {
        case .materials: Title(zh: "材料（行）", en: "papers (lines)")
        case .pieces: Title(zh: "材料（份）", en: "pieces")
        case .kinds: Title(zh: "材料（种）", en: "kinds")
        case .handlingDays: Title(zh: "办理工作日", en: "handling days")
        case .elapsedDays: Title(zh: "提交至最后结果的工作日", en: "working days until the last result")
        case .jointVisits: Title(zh: "联合踏勘", en: "joint visits")
        }
    }
}
