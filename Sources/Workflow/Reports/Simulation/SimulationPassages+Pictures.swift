/// What has a picture: how long it takes, how many papers, what becomes of them, and who waits when.
extension SimulationPassages {
    private func gathered(_ arm: Arm, _ figure: SimulatedFigure) -> Gathered {
        (arm == .apart ? tally.apart : tally.together).figures[figure.rawValue]
    }

    private var arms: [InkedTitle] { Arm.allCases.map { InkedTitle(title: $0.title[language], ink: $0.ink) } }

    var elapsed: [Passage] {
        let title = language("到最后结果要多久", "How long until the last result")
        let lines = Arm.allCases.map { arm in
            CumulativePicture.Line(
                name: InkedTitle(title: arm.title[language], ink: arm.ink), points: gathered(arm, .elapsedDays).shares)
        }
        guard lines.allSatisfy({ !$0.points.isEmpty }) else { return [] }
        let picture = CumulativePicture(
            title: language("几天内拿到最后结果的人", "Applicants who have their last result within so many days"),
            legend: language("横轴止于较慢一种办法的第 99 百分位", "The axis ends where 99 of 100 have it in the slower arm"),
            unit: SimulatedFigure.elapsedDays.unit[language], lines: lines)
        let rows = [10, 25, 50, 75, 90, 95, 99].map { hundredth in
            [Cell("\(hundredth)%")]
                + lines.map { Cell(CumulativePicture.reached(Double(hundredth) / 100, by: $0.points).map(\.printed) ?? "—") }
        }
        let headings: [PassageTable.Column] =
            [(language("人的比例", "of the applicants"), .name)] + Arm.allCases.map { ($0.title[language], .number) }
        return [
            .heading(title, level: 2), .picture(.cumulative(picture)),
            .table(PassageTable(SimulatedFigure.elapsedDays.title[language], headings, rows)),
        ]
    }

    var histogram: [Passage] {
        let bins = HistogramPicture.bins(Arm.allCases.map { gathered($0, .materials).values })
        guard !bins.isEmpty else { return [] }
        let picture = HistogramPicture(
            title: language("要交几行材料", "How many papers have to be handed in"), legend: nil, unit: SimulatedFigure.materials.title[language],
            shown: arms, bins: bins)
        let headings: [PassageTable.Column] =
            [(SimulatedFigure.materials.title[language], .name)] + Arm.allCases.map { ($0.title[language], .number) }
        let rows = bins.filter { $0.shares.contains { $0 > 0 } }.map { bin in
            [Cell(bin.label)] + bin.shares.map { Cell("\(($0 * 100).rounded(to: 2).printed)%") }
        }
        return [
            .heading(language("材料", "Papers"), level: 2), .picture(.histogram(picture)),
            .table(PassageTable(language("人的比例", "Share of the applicants"), headings, rows)),
        ]
    }

    /// The ledger of everybody, added up.
    var papers: [Passage] {
        let lines = report.lines.filter { $0.total > 0 || $0.disposition == .handedIn }
        let counted = lines.filter { $0.disposition.sum != nil }
        let total = counted.reduce(0) { $0 + $1.total }
        guard total > 0 else { return [] }
        let people = Double(gathered(.together, .materials).count)
        let steps =
            [WaterfallPicture.Step(label: Arm.apart.title[language], count: Double(total) / people)]
            + counted.map { WaterfallPicture.Step(label: $0.disposition.title[language], count: $0.mean, sum: $0.disposition.sum) }
        let title = language("材料的处理", "What becomes of the papers")
        let picture = WaterfallPicture(
            title: language("从分别办到提交：每人平均行数", "From everything apart down to what is handed in, lines a person on the mean"), steps: steps)
        let headings: [PassageTable.Column] = [
            (language("处理", "disposition"), .name), (language("归类", "sum"), .text), (language("所有人的行数", "lines of everybody"), .number),
            (language("每人平均", "mean of a person"), .number),
        ]
        let rows = lines.map { line in
            [
                Cell(line.disposition.title[language], sum: line.disposition.sum),
                Cell(line.disposition.sum?.title[language] ?? language("不计", "in no sum")), Cell("\(line.total)"),
                Cell(line.mean.rounded(to: 2).printed),
            ]
        }
        let whole = [
            Cell(Arm.apart.title[language]), Cell(language("合计", "all of them")), Cell("\(total)"),
            Cell((Double(total) / people).rounded(to: 2).printed),
        ]
        return [.heading(title, level: 2), .picture(.waterfall(picture)), .table(PassageTable(title, headings, rows + [whole]))]
    }

    /// How many wait at each office over the week.
    var weeks: [Passage] {
        let offices = report.scenario.offices.indices.filter { place in
            [tally.apart, tally.together].contains { $0.offices[place].jobs > 0 }
        }
        guard !offices.isEmpty else { return [] }
        let title = language("一周内各部门的队伍", "Queues over the week")
        func arms(_ place: Int) -> [SimulationTally.Office] { [tally.apart.offices[place], tally.together.offices[place]] }
        let pictures = offices.filter { place in arms(place).contains { $0.waited > 0 } }.map { place -> Passage in
            let hours = arms(place).map(\.queue)
            let clock = WeekPicture.clock(of: hours)
            return .picture(
                .week(
                    WeekPicture(
                        title: report.title(of: report.scenario.offices[place])[language],
                        legend: language(
                            "每小时平均等候的件数，只计开门时间；每天 \(clock.lowerBound) 时至 \(clock.upperBound + 1) 时",
                            "How many wait on the mean in each hour, while it is open; days from \(clock.lowerBound):00 to \(clock.upperBound + 1):00"
                        ),
                        shown: self.arms, hours: hours, weekdays: Day.Weekday.allCases.map { $0.shortTitle[language] })))
        }
        let headings: [PassageTable.Column] =
            [(language("部门", "department"), .name)]
            + Arm.allCases.flatMap { arm -> [PassageTable.Column] in
                [
                    (language("\(arm.title.zh)：平均队长", "\(arm.title.en): mean queue"), .number), (language("最长时", "longest at"), .text),
                    (language("队长", "queue"), .number),
                ]
            }
        let rows = offices.map { place in
            [Cell(report.title(of: report.scenario.offices[place])[language])]
                + arms(place).flatMap { office -> [Cell] in
                    let longest = office.queue.enumerated().max { ($0.element ?? -1) < ($1.element ?? -1) }
                    guard let longest, let mean = longest.element, mean > 0 else {
                        return [Cell(office.meanQueue.rounded(to: 2).printed), "—", "—"]
                    }
                    return [
                        Cell(office.meanQueue.rounded(to: 2).printed), Cell(HoursOfWeek.title(of: longest.offset, language)),
                        Cell(mean.rounded(to: 2).printed),
                    ]
                }
        }
        return [.heading(title, level: 2)] + pictures + [.table(PassageTable(title, headings, rows))]
    }
}

extension Gathered {
    /// Values, least first, each with the share of people who have no more.
    var shares: [(value: Double, share: Double)] {
        var passed: Int64 = 0
        return values.map { value, count in
            passed += count
            return (Double(value), Double(passed) / Double(self.count))
        }
    }
}
