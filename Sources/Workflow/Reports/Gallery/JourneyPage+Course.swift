extension JourneyPage {
    func addScript(to page: inout MarkdownPage) {
        page.heading(language("怎样走", "How it goes"), level: 2)
        page.list(ScriptWords(walk: walk, language: language).entries)
    }

    /// The moments, each said once; and where the walk could not go on.
    func addCourse(to page: inout MarkdownPage) {
        page.heading(language("经过", "What happened"), level: 2)
        let course = Course(walk, language)
        var last: Moment?
        page.table(
            [
                language("时间", "when"), language("谁", "who"), language("事项", "item"), language("发生了什么", "what happened"),
                language("备注", "note"),
            ],
            course.rows.map { row in
                let when = last == row.at ? Markdown.nothing : .text(row.at.description)
                last = row.at
                return [
                    when, .text(row.who), .text(course.name(row.items)), row.texts.map(Markdown.text).lines,
                    row.notes.map(Markdown.text).lines,
                ]
            })
        guard let stop = walk.stop else { return }
        page.paragraph(.strong(.text(language("脚本停在这里：", "The script stops here: ") + stop.message[language])))
        page.list(stop.canDo.map { .text(language("可以：", "possible: ") + $0[language]) })
    }

    /// Each item with its days and its end, numbered so that a row can name those beside it; like items share a row.
    func addItems(to page: inout MarkdownPage) {
        page.heading(language("各事项并行", "The items side by side"), level: 2)
        let spans = Spans(walk)
        var rows: [(items: [Int], cells: [Markdown])] = []
        for place in walk.state.items.indices {
            let cells = cells(place, spans)
            if let last = rows.indices.last, rows[last].cells == cells, kind(rows[last].items[0]) == kind(place) {
                rows[last].items.append(place)
            } else {
                rows.append(([place], cells))
            }
        }
        let numbers = Dictionary(uniqueKeysWithValues: rows.enumerated().flatMap { number, row in row.items.map { ($0, number + 1) } })
        page.table(
            [
                "", language("事项", "item"), language("部门", "department"), language("流程", "process"), language("开始", "from"),
                language("结束", "to"), language("法定截止", "due by law"), language("承诺截止", "promised by"), language("结果", "end"),
                language("与之并行", "side by side with"),
            ],
            rows.map { items, cells in
                let beside = Set(items.flatMap { spans.beside($0, walk) }.compactMap { numbers[$0] }).subtracting(
                    items.compactMap { numbers[$0] })
                return [.text("\(numbers[items[0]] ?? 0)"), .text(Course(walk, language).name(items))] + cells + [
                    .text(beside.sorted().inWords)
                ]
            })
    }

    private func kind(_ place: Int) -> Int32 { walk.state.items[place].opened.item }

    private func cells(_ place: Int, _ spans: Spans) -> [Markdown] {
        let item = walk.state.items[place]
        let department = shared.departments[bundle.department(of: Int(item.opened.item), ledger.situation.answers)].title[language]
        let process = walk.rules.process(of: item)
        return [
            .text(department),
            .link(.text(process.title[language]), to: self.place.link(to: .process(process.id), language)),
            .text(spans.from[place]?.description ?? "–"), .text(spans.to[place]?.description ?? "–"),
            .text(item.statutory.map { words($0.due) } ?? "–"), .text(item.promised.map { words($0.due) } ?? "–"),
            .text(walk.endTitle(place)[language]),
        ]
    }

    private func words(_ due: Due) -> String {
        due.day.description + (due.provisional ? language.remark(language("暂定", "provisional")) : "")
    }

    /// Three clocks, never mixed; what the machine takes differs from run to run and stands on no page.
    func addClocks(to page: inout MarkdownPage) {
        let figures = CaseFigures(walk.events, under: walk.rules)
        page.heading(language("三只钟", "Three clocks"), level: 2)
        let elapsed = figures.elapsedDays.map { language("\($0) 个工作日", "\($0) working days") } ?? "–"
        page.list([
            .text(
                language(
                    "申请人自己的时间：\(walk.plan.together.minutes.printed) 分钟（按假设计算）；分别办 \(walk.plan.apart.minutes.printed) 分钟",
                    "the applicant's own time: \(walk.plan.together.minutes.printed) minutes (from assumptions); apart "
                        + "\(walk.plan.apart.minutes.printed)")),
            .text(language("机器处理：见 ", "the machine: see ")) + .code("onething journey \(walked.id)/\(journey.id)"),
            .text(
                language(
                    "办理时限（法定时钟走过的最长路径）：\(figures.handlingDays) 个工作日；到拿到最后一个结果：\(elapsed)",
                    "working days: \(figures.handlingDays) of handling (the longest path of the legal clocks); until the last result is in hand: "
                        + elapsed)),
        ])
    }

    /// Both arms, papers as the events count them.
    func addFigures(to page: inout MarkdownPage) {
        let papers = CaseFigures(walk.events, under: walk.rules)
        let apart = walk.plan.apart.counted(papers.apart)
        var together = walk.plan.together.counted(papers.together)
        together.handlingDays = Double(papers.handlingDays)
        page.heading(language("分别办与一次办", "Apart and together"), level: 2)
        page.table(
            [language("指标", "figure"), Arm.apart.title[language], Arm.together.title[language]],
            FigureKind.allCases.map {
                [.text($0.title[language]), .text($0.value(in: apart).printed), .text($0.value(in: together).printed)]
            })
    }
}
