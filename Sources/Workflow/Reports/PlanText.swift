/// A plan for people: the items in order, the one form, every line with its reason, and the figures of both arms.
public struct PlanText {
    private let language: Language

    /// Texts in one language.
    public init(language: Language) {
        self.language = language
    }

    /// The plan of one situation; where it stops, only what the applicant is told.
    public func render(_ plan: Plan, journey: String) -> String {
        let message = PlanMessage(plan, journey: journey, language)
        var passages: [Passage] = [
            .heading(message.title, level: 1),
            .list(
                ["\(message.bundle) · \(message.journey) · \(message.baseline)"]
                    + (message.answers.isEmpty
                        ? [] : [message.answers.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")])),
        ]
        if message.stops.isEmpty {
            passages += [
                items(message, plan.bundle.shared), fields(message),
                .list(message.form.prefills.map { "\($0.from) · \($0.of)\(language("：", ": "))\($0.because)" }),
                .table(lines(plan)), figures(plan),
                .paragraph(plan.equation(language)),
            ]
        } else {
            passages += message.stops.flatMap(stop)
        }
        return PassageText(language: language).render(passages)
    }

    private func stop(_ stop: StopMessage) -> [Passage] {
        [.paragraph(language("当场告知：", "Told at once: ") + stop.because), .list(stop.basis)]
    }

    private func items(_ message: PlanMessage, _ shared: SharedDefinitions) -> Passage {
        let headings: [PassageTable.Column] = [
            (language("事项", "item"), .name), (language("名称", "title"), .text), (language("部门", "department"), .text),
            (language("在…之后", "after"), .text), (language("次数", "times"), .number),
        ]
        let rows: [[PassageTable.Cell]] = message.items.map { item in
            let waits = item.waitsFor.map { language("；等待：", "; waits for: ") + $0 } ?? ""
            return [
                .init(item.id), .init(item.title),
                .init(shared.departments.first { $0.id.value == item.department }?.title[language] ?? item.department),
                .init(item.after.joined(separator: " ") + waits),
                .init(item.instances),
            ]
        }
        return .table(PassageTable(language("事项", "Items"), headings, rows))
    }

    private func fields(_ message: PlanMessage) -> Passage {
        let headings: [PassageTable.Column] = [
            (language("字段", "field"), .name), (language("名称", "title"), .text), (language("来源", "origin"), .text),
            (language("来源字段", "from"), .text), (language("类别", "class"), .text), (language("依据", "grade"), .text),
        ]
        let rows: [[PassageTable.Cell]] = message.form.fields.map { field in
            let grade = field.grade == Grade.constructed.rawValue ? Grade.constructed.title[language] : language("指南列明", "listed")
            return [
                .init(field.id), .init(field.title), .init(field.origin), .init(field.from ?? ""), .init(field.dataClass.title[language]),
                .init(grade),
            ]
        }
        return .table(PassageTable(language("一张表", "The one form"), headings, rows))
    }

    private func lines(_ plan: Plan) -> PassageTable {
        PassageTable(language("逐行台账", "Every line"), plan.ledger.lines, of: plan.ledger, language, citing: false)
    }

    private func figures(_ plan: Plan) -> Passage {
        let headings: [PassageTable.Column] = [
            (language("指标", "figure"), .name), (language("分别办", "apart"), .number), (language("一次办", "together"), .number),
        ]
        let rows: [[PassageTable.Cell]] = FigureKind.allCases.map { kind in
            [.init(kind.title[language]), .init(kind.value(in: plan.apart).printed), .init(kind.value(in: plan.together).printed)]
        }
        return .table(PassageTable(language("两种办法", "Apart and together"), headings, rows))
    }
}

/// Lines of a ledger for people.
public struct LinesText {
    private let language: Language

    /// Texts in one language.
    public init(language: Language) {
        self.language = language
    }

    /// The lines with reasons and whole citations of their guides.
    public func render(_ lines: [LedgerLine], of ledger: Ledger) -> String {
        PassageText(language: language).render([.table(PassageTable("", lines, of: ledger, language, citing: true))])
    }
}
