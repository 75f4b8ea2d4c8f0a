extension ReportPassages {
    /// Every line with its reason and guides; those that are in no sum come last, in a table of their own.
    var lines: [Passage] {
        let counted = ledger.lines.filter { $0.disposition != .notApplicable }
        let others = ledger.lines.filter { $0.disposition == .notApplicable }
        var passages: [Passage] = [
            .heading(language("逐行台账", "Every line"), level: 2),
            .table(lineTable(language("计入合计的行", "Lines that are counted"), counted)),
        ]
        if !others.isEmpty {
            passages.append(.table(lineTable(language("本情形不适用的行（不计）", "Lines not applicable here (in no sum)"), others)))
        }
        return passages
    }

    /// The guides that ask for the lines, where the lines only name them.
    var guides: [Passage] {
        guard listsGuides else { return [] }
        let shared = ledger.bundle.shared.guides
        let used = Set(ledger.lines.flatMap(\.guides)).sorted()
        return [
            .heading(language("指南", "Guides"), level: 2),
            .list(used.map { "\(shared[$0].id.value)\(language("：", ": "))\(shared[$0].citation(language))" }),
        ]
    }

    /// The one form, each field with where its value comes from.
    var form: [Passage] {
        guard ledger.stops.isEmpty, !plan.form.entries.isEmpty else { return [] }
        let headings: [PassageTable.Column] = [
            (language("字段", "field"), .name), (language("名称", "title"), .text), (language("来源", "where it comes from"), .text),
            (language("类别", "class"), .text), (language("依据", "grade"), .text),
        ]
        let rows = plan.form.entries.map { entry in
            [
                Cell(ledger.name(entry)), Cell(ledger.bundle.shared.fields[entry.field].title[language]),
                Cell(ledger.origin(entry, language)),
                Cell(ledger.bundle.shared.fields[entry.field].dataClass.title[language]),
                Cell(entry.constructed ? Grade.constructed.title[language] : language("指南列明", "listed")),
            ]
        }
        let typed = plan.form.typed
        let filled = plan.form.entries.count - typed
        return [
            .heading(language("一张表", "The one form"), level: 2),
            .paragraph(
                language(
                    "\(plan.form.entries.count) 个字段：\(typed) 个手工填写，\(filled) 个已预填。",
                    "\(plan.form.entries.count) fields: \(typed) typed by hand, \(filled) filled in.")),
            .table(PassageTable(language("字段及来源", "Fields and where they come from"), headings, rows)),
        ]
    }

    private func lineTable(_ caption: String, _ lines: [LedgerLine]) -> PassageTable {
        PassageTable(caption, lines, of: ledger, language, citing: !listsGuides)
    }
}
