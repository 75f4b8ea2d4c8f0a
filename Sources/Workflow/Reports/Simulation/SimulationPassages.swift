/// A simulation in passages, for text, Markdown and HTML.
struct SimulationPassages {
    typealias Cell = PassageTable.Cell

    let report: SimulationReport
    let language: Language

    var tally: SimulationTally { report.tally }

    /// Pictures are for HTML alone; what stands beside them in tables is told there, too.
    var all: [Passage] { head + figures + papers + announced + offices + assumptions }
    var page: [Passage] { head + figures + elapsed + histogram + papers + announced + offices + weeks + assumptions }

    var head: [Passage] {
        let scenario = report.scenario.definition
        var facts = [
            language(
                "\(tally.journeys) 人，\(tally.blocks) 组，种子 \(report.seed)；\(scenario.starts) 起",
                "\(tally.journeys) \(tally.journeys == 1 ? "applicant" : "applicants") in \(tally.blocks) \(tally.blocks == 1 ? "block" : "blocks"), seed \(report.seed), from \(scenario.starts)"
            )
        ]
        if let changed = report.changed(language) { facts.append(changed) }
        if tally.journeys < Int64(report.wanted) {
            facts.append(
                language(
                    "提前结束：应有 \(report.wanted) 人，以下为已完成的部分",
                    "stopped before the end: \(report.wanted) were wanted; this is what is known so far"))
        }
        if tally.stopped > 0 {
            facts.append(
                language(
                    "\(tally.stopped) 人当场告知无须办理，不计入各项指标",
                    "\(tally.stopped) were told at once that there is nothing to apply for; they are in no figure"))
        }
        for (arm, own) in [(Arm.apart, tally.apart), (.together, tally.together)] {
            if let fact = ending(arm, own, jammed: report.jammed.filter { $0.arm == arm }.map(\.office)) { facts.append(fact) }
        }
        facts += [report.notReached(language), report.provisional(language), report.fewBlocks(language)].compactMap { $0 }
        return [
            .heading("\(report.bundle.title[language]) · \(scenario.title[language])", level: 1), .list(facts),
        ]
    }

    /// Why not everybody came to the end of an arm, and whose the means are; nil: everybody did, and no office is jammed.
    private func ending(_ arm: Arm, _ own: SimulationTally.Arm, jammed: [String]) -> String? {
        let (name, unfinished) = (arm.title[language], own.unfinished)
        guard unfinished > 0 || !jammed.isEmpty else { return nil }
        if own.absent > 0 {
            return language(
                "\(name)：\(own.absent) 人始终没有到来；按 arrivals 的 hours、days、weekdays、months 和 by-hour，多年内无人能来",
                "\(name): \(own.absent) applicants never came: by hours, days, weekdays, months and by-hour of arrivals nobody can for years"
            )
        }
        let cause =
            jammed.isEmpty
            ? language(
                "\(name)：\(unfinished) 人的办件无人再处理而未办结",
                "\(name): \(unfinished) applicants' cases stayed open when nobody had anything more to do")
            : language(
                "\(name)：\(language.list(jammed)) 的人员一直在忙，来件多于所能办理的，队伍只会越来越长；以下时间没有意义",
                "\(name): the officers of \(language.list(jammed)) are always busy and more comes than they can do: the queue never empties, and the times below say nothing"
            )
        guard unfinished > 0 else { return cause }
        let others = language("平均值只计两种办法下都办结的人", "means are of those who finished both ways")
        return jammed.isEmpty
            ? cause + language("；", "; ") + others
            : cause + language("；\(unfinished) 人到最后仍未办结，\(others)", "; \(unfinished) applicants had not finished at the end, and \(others)")
    }

    private func interval(_ spread: Distribution) -> String {
        spread.interval?.printed ?? "—"
    }

    private var figures: [Passage] {
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (language("分别办", "apart"), .number), ("p90", .number),
            (language("一次办", "together"), .number),
            ("p90", .number), (language("节省", "saved"), .number), (language("95% 置信区间", "95 % interval"), .number),
        ]
        let rows = SimulatedFigure.allCases.compactMap { figure -> [Cell]? in
            guard let spread = report.distributions(figure), spread.apart.p99 != 0 || spread.together.p99 != 0 || spread.saved.mean != 0
            else {
                return nil
            }
            return [
                Cell(figure.title[language]), Cell(spread.apart.mean.rounded(to: 2).printed), Cell(spread.apart.p90.rounded(to: 2).printed),
                Cell(spread.together.mean.rounded(to: 2).printed), Cell(spread.together.p90.rounded(to: 2).printed),
                Cell(spread.saved.mean.rounded(to: 2).printed), Cell(interval(spread.saved)),
            ]
        }
        let title = language("分别办与一次办（平均值）", "Apart and together (means)")
        return [
            .heading(title, level: 2), .table(PassageTable(title, headings, rows)),
            .paragraph(
                language(
                    "同样的人、同样的抽样，在两种办法下各走一遍；节省按人相减。均为零的指标略去。",
                    "The same people with the same luck go both ways; what is saved is the difference of each. Figures that are nothing in both are left out."
                )),
        ]
    }

    private var announced: [Passage] {
        let all = Arm.allCases.flatMap { arm in report.announced(arm).map { (arm: arm, one: $0) } }
        guard !all.isEmpty else { return [] }
        let rows = all.map { arm, one in
            [
                Cell("\(arm.title[language]) · \(one.figure.title[language])"),
                Cell(one.words[language] + (one.kind == .limit ? language.remark(language("时限", "limit")) : "")),
                Cell(one.simulated.rounded(to: 2).printed), Cell(one.unexplained?.rounded(to: 2).printed ?? "—"),
            ]
        }
        let limits = language(
            "公布的时间是时限，即法定或承诺的最长时间；仿真的是办理时钟实际走过的时间。两者不是同一种数，故不求差。",
            "Announced times are limits: the longest that it may take, by law or by promise. Simulated is the time that the legal clocks ran. These are not the same kind of number, and no difference is told."
        )
        let title = language("与公布数对照", "Beside what was announced")
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (language("公布", "announced"), .number), (language("仿真", "simulated"), .number),
            (language("未能解释", "unexplained"), .number),
        ]
        return [.heading(title, level: 2), .table(PassageTable(title, headings, rows))]
            + (all.contains { $0.one.kind == .limit } ? [.paragraph(limits)] : [])
    }

    private var offices: [Passage] {
        let title = language("各部门", "Offices")
        let headings: [PassageTable.Column] = [
            (language("部门", "department"), .name), (language("人员", "officers"), .number), (language("分别办：件", "apart: jobs"), .number),
            (language("忙碌", "busy"), .number), (language("等候（分钟）", "wait (min)"), .number), (language("一次办：件", "together: jobs"), .number),
            (language("忙碌", "busy"), .number), (language("等候（分钟）", "wait (min)"), .number),
        ]
        let rows = report.scenario.offices.enumerated().map { place, office in
            let name = report.title(of: office)[language]
            let arms = [tally.apart.offices[place], tally.together.offices[place]].map(SimulationMessage.Office.Arm.init)
            return [Cell(name), Cell(office.officers.value)]
                + arms.flatMap { arm in
                    [
                        Cell("\(arm.jobs)"), Cell("\((arm.utilisation * 100).rounded(to: 1).printed)%"),
                        Cell(arm.meanWaitMinutes.rounded(to: 1).printed),
                    ]
                }
        }
        return [
            .heading(title, level: 2), .table(PassageTable(title, headings, rows)),
            .paragraph(
                language(
                    "等候只计开门时间，含窗口前和案头的等候。忙碌是办件用去的开门时间；超过 100% 的（因请假人数有时少于平均）记为 100%。",
                    "Waiting counts while an office is open, of people at the window and of files on the desk. Busy is the part of the open hours that the work took; more than all of it, as where fewer are on leave than on the mean, is told as 100%."
                )),
        ]
    }

    var assumptions: [Passage] {
        let title = language("所作假定", "What is assumed")
        let headings: [PassageTable.Column] = [(language("参数", "parameter"), .name), (language("取值", "value"), .text)]
        let groups = ScenarioAssumptions(report.scenario).sections.map { section in
            PassageTable.Group(
                title:
                    "\(section.name.isEmpty ? language("仿真本身", "the simulation itself") : section.name)\(language.remark(section.assumed.grade.title[language]))\(language("：", ": "))\(section.assumed.because[language])",
                rows: section.values.map { [Cell($0.name[language]), Cell($0.value[language])] })
        }
        return [.heading(title, level: 2), .table(PassageTable(title, headings, groups: groups))]
    }
}

/// Simulations for a terminal.
public struct SimulationText {
    let language: Language

    public init(language: Language) { self.language = language }

    public func render(_ report: SimulationReport) -> String {
        PassageText(language: language).render(SimulationPassages(report: report, language: language).all)
    }
}
