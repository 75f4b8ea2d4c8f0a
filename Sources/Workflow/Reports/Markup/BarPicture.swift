/// Apart, together and announced as bars, what nobody has explained hatched.
struct BarPicture: Sendable {
    struct Bar: Sendable {
        var label: String
        var value: Double
        /// What was announced for a computed value; nil for the announcement itself and where nothing was announced.
        var announced: Double?
        var words: String
        var isComputed: Bool
    }

    let title: String
    /// What the hatching means.
    let legend: String
    let bars: [Bar]

    /// A picture for each figure that was announced; where none was, one of the lines.
    static func pictures(of report: SavingsReport, _ language: Language) -> [BarPicture] {
        let announced = FigureKind.allCases.filter { figure in Arm.allCases.contains { report.plan.announced($0, figure) != nil } }
        return (announced.isEmpty ? [.lines] : announced).map { BarPicture($0, report, language) }
    }

    private init(_ figure: FigureKind, _ report: SavingsReport, _ language: Language) {
        title = figure.title[language]
        legend = language(
            "斜线：未能解释（红：已公布而未找到；蓝：超出公布数）", "Hatched: unexplained (red: announced, not found; blue: beyond what was announced)")
        bars = Arm.allCases.flatMap { arm in
            [Self.announcement(figure, arm, report, language)].compactMap { $0 }
                + report.plans.map { Self.computed(figure, arm, $0, language) }
        }
    }

    private static func announcement(_ figure: FigureKind, _ arm: Arm, _ report: SavingsReport, _ language: Language) -> Bar? {
        guard let announced = report.plan.announced(arm, figure) else { return nil }
        return Bar(
            label: "\(arm.title[language]) · \(language("公布", "announced"))", value: announced.residual.announced,
            words: announced.words[language], isComputed: false)
    }

    private static func computed(_ figure: FigureKind, _ arm: Arm, _ plan: Plan, _ language: Language) -> Bar {
        let residual = plan.announced(arm, figure)?.residual
        let value = figure.value(in: arm.figures(of: plan))
        let rest = residual?.unexplained.printed
        return Bar(
            label: "\(arm.title[language]) · \(plan.ledger.baseline.shortTitle[language])", value: value, announced: residual?.announced,
            words: value.printed + (rest.map { language("，未能解释 \($0)", ", \($0) unexplained") } ?? ""), isComputed: true)
    }

    func markup(id: String) -> Markup {
        let description = bars.map { "\($0.label): \($0.words)" }.joined(separator: "; ")
        var drawing = Drawing(id: id, title: title, description: description)
        let most = bars.flatMap { [$0.value, $0.announced ?? 0] }.max() ?? 0
        let scale = most > 0 ? (Drawing.width - 2) / most : 0
        for bar in bars {
            drawing.label(bar.label, bar.words, bold: !bar.isComputed)
            draw(bar, scale, &drawing)
            drawing.advance(24)
        }
        return drawing.markup
    }

    /// Solid as far as it agrees with the announcement, hatched from there to the longer of the two.
    private func draw(_ bar: Bar, _ scale: Double, _ drawing: inout Drawing) {
        let fill = bar.isComputed ? "#1f3a63" : "#d5dbe4"
        let solid = min(bar.value, bar.announced ?? bar.value)
        let longer = max(bar.value, bar.announced ?? bar.value)
        drawing.bar(1, solid * scale, thickness: 14, fill: fill, outline: bar.isComputed ? "none" : "#5b6675")
        guard longer > solid else { return }
        let hatch: Drawing.Hatch = bar.value < longer ? .missing : .beyond
        drawing.bar(1 + solid * scale, (longer - solid) * scale, thickness: 14, fill: drawing.fill(hatch), outline: hatch.colour)
    }
}
