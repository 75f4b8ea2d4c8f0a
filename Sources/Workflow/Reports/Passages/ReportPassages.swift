/// What a report says, in one language and in the order of print; text, Markdown and HTML only set it.
struct ReportPassages {
    typealias Cell = PassageTable.Cell

    let report: SavingsReport
    let language: Language
    /// Whether lines name their guides by id, and a list at the end says what those are; else each line says it.
    var listsGuides = false

    var plan: Plan { report.plan }
    var ledger: Ledger { report.plan.ledger }

    /// Everything but the one form; where a stop holds, the stop and nothing else.
    var all: [Passage] {
        let title = Passage.heading(report.bundle.title[language], level: 1)
        if !ledger.stops.isEmpty { return [title] + stops }
        return [title] + header + figures + measured + comparison + dispositions + range + grades + lines + guides
    }

    private var stops: [Passage] {
        ledger.stops.flatMap { stop in [.paragraph(stop.because[language]), .paragraph(ledger.citation(stop.basis, language))] }
    }

    private var header: [Passage] {
        var facts = [
            language("一件事：", "Bundle: ") + report.bundle.id,
            language("情形：", "Situation: ") + "\(report.journey.title[language])\(language.remark(report.journey.id))",
            language("基线：", "Baseline: ") + "\(ledger.baseline.title[language])\(language.remark(ledger.baseline.id))",
        ]
        if let published = report.bundle.definition.published {
            let date = published.date == "undated" ? language("未注明日期", "undated") : published.date
            facts.append(language("公布：", "Announced: ") + "\(published.source[language])\(language("，", ", "))\(date)")
        } else {
            facts.append(language("公布：没有公布数", "Announced: nothing"))
        }
        return [.list(facts), .paragraph(language("回答。", "Answers. ") + ledger.answersInWords(language))]
    }

    private var figures: [Passage] {
        let none = "—"
        let rows = FigureKind.allCases.map { figure -> [Cell] in
            let announced = Arm.allCases.map { plan.announced($0, figure) }
            let isAnnounced = announced.contains { $0 != nil }
            func pair(_ text: (AnnouncedFigure) -> String) -> Cell {
                isAnnounced ? Cell(announced.map { $0.map(text) ?? none }.joined(separator: " → ")) : Cell(none)
            }
            return [
                Cell(figure.title[language]), Cell(figure.value(in: plan.apart).printed),
                Cell(figure.value(in: plan.together).printed), pair { $0.words[language] },
                pair { $0.residual.unexplained.printed },
            ]
        }
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (Arm.apart.title[language], .number), (Arm.together.title[language], .number),
            (language("公布", "announced"), .number), (language("未能解释", "unexplained"), .number),
        ]
        return [
            .heading(language("两种办法", "Apart and together"), level: 2),
            .table(PassageTable(language("分别办、一次办与公布数", "Apart, together and announced"), headings, rows)),
        ] + BarPicture.pictures(of: report, language).map { .picture(.bars($0)) } + [.list(plan.convention(language))]
    }

    private var comparison: [Passage] {
        let sentences = Arm.allCases.flatMap { arm in
            plan.announced(arm).map { announced in
                "\(arm.title[language])\(language("，", ", "))\(announced.figure.title[language])\(language("：", ": "))"
                    + report.comparison(arm, announced, language)
            }
        }
        let headings =
            [(language("指标", "figure"), PassageTable.Kind.name)]
            + report.plans.flatMap { plan in
                Arm.allCases.map { ("\(plan.ledger.baseline.shortTitle[language]) · \($0.title[language])", .number) }
            }
        let rows = FigureKind.allCases.map { figure in
            [Cell(figure.title[language])]
                + report.plans.flatMap { plan in
                    Arm.allCases.map { Cell(figure.value(in: $0.figures(of: plan)).printed) }
                }
        }
        return [.heading(language("公布数与各基线", "Announced, and by baseline"), level: 2)] + (sentences.isEmpty ? [] : [.list(sentences)])
            + [.table(PassageTable(language("各基线的数", "The figures by baseline"), headings, rows))]
    }

    private var dispositions: [Passage] {
        let headings: [PassageTable.Column] =
            [(language("处理", "disposition"), .name), (language("归类", "sum"), .text)]
            + report.plans.map { ($0.ledger.baseline.shortTitle[language], .number) }
        let rows = Disposition.downward.map { disposition in
            [
                Cell(disposition.title[language], sum: disposition.sum),
                Cell(disposition.sum?.title[language] ?? language("不计", "in no sum")),
            ] + report.plans.map { Cell($0.dispositions[disposition] ?? 0) }
        }
        return [
            .heading(language("各行的处理", "What becomes of the papers"), level: 2),
            .table(PassageTable(language("按处理方式的行数", "Lines by disposition"), headings, rows)),
            .paragraph(language("平衡：", "Balance: ") + plan.equation(language)),
            .picture(.waterfall(WaterfallPicture(plan, language))),
        ]
    }

    private var range: [Passage] {
        let range = report.range
        let bounded = range.bounded ? language("（限时内未看完，实际范围可能更大）", " (bounded: time ran out, the range may be wider)") : ""
        let text = language(
            "\(range.situations) 种情形\(bounded)：分别办 \(words(range.apart)) 行，一次办 \(words(range.together)) 行。",
            "\(range.situations) situations\(bounded): apart \(words(range.apart)) lines, together \(words(range.together)) lines.")
        return [.heading(language("各种情形的范围", "Range over situations"), level: 2), .paragraph(text)]
    }

    private func words(_ range: ClosedRange<Int>) -> String {
        language("\(range.lowerBound) 至 \(range.upperBound)", "\(range.lowerBound) to \(range.upperBound)")
    }

    private var grades: [Passage] {
        let rows = Grade.allCases.map { [Cell($0.title[language]), Cell(report.grades[$0] ?? 0)] }
        let headings: [PassageTable.Column] = [(language("依据等级", "grade"), .name), (language("行", "lines"), .number)]
        let unknown = plan.itemsWithoutLimit.map { ledger.title(ofItem: $0)[language] }
        return [
            .heading(language("依据", "What stands behind the lines"), level: 2),
            .table(PassageTable(language("按依据等级的行数", "Lines by the grade of their best guide"), headings, rows)),
            .paragraph(
                unknown.isEmpty
                    ? language("每个事项都有已知时限。", "Every item has a known limit.")
                    : language("没有已知时限、不计天数的事项：", "Items without a known limit, which count no days: ") + language.list(unknown)),
        ]
    }
}

extension Ledger {
    /// The title of an item of the bundle by its id.
    func title(ofItem id: String) -> Title {
        bundle.items.first { $0.item.id == id }?.item.title ?? Title(zh: id, en: id)
    }
}
