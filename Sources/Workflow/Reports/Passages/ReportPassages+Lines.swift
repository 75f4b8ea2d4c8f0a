extension ReportPassages {
    /// Every line with its reason and guides; those that are in no sum come last, in a table of their own.
    var lines: [Passage] {
        let counted = ledger.lines.filter { $0.disposition != .notApplicable }
        let others = ledger.lines.filter { $0.disposition == .notApplicable }
        var passages: [Passage] = [
            .heading(language("逐行台账", "Every line"), level: 2),
            .table(table(language("计入合计的行", "Lines that are counted"), counted)),
        ]
        if !others.isEmpty { passages.append(.table(table(language("本情形不适用的行（不计）", "Lines not applicable here (in no sum)"), others))) }
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

    /// `weihai (official)`, or all that ask with the best of their grades.
    private func named(_ line: LedgerLine) -> String {
        ledger.guides(line).map(\.id.value).joined(separator: " ") + language.remark(ledger.grade(line).title[language])
    }

    /// The one form, each field with where its value comes from.
    var form: [Passage] {
        guard ledger.stops.isEmpty, !plan.form.entries.isEmpty else { return [] }
        let headings: [PassageTable.Column] = [
            (language("字段", "field"), .name), (language("名称", "title"), .text), (language("来源", "where it comes from"), .text),
            (language("依据", "grade"), .text),
        ]
        let rows = plan.form.entries.map { entry in
            [
                Cell(ledger.name(entry)), Cell(ledger.bundle.shared.fields[entry.field].title[language]),
                Cell(ledger.origin(entry, language)),
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

    private func table(_ caption: String, _ lines: [LedgerLine]) -> PassageTable {
        let headings: [PassageTable.Column] = [
            (language("行", "line"), .name), (language("材料", "title"), .text), (language("谁的", "subject"), .text),
            (language("原件", "originals"), .number), (language("复印件", "copies"), .number), (language("处理", "disposition"), .text),
            (language("原因", "reason"), .below), (language("指南", "guide"), .below),
        ]
        var groups: [PassageTable.Group] = []
        for line in lines {
            let title = groupTitle(line)
            if groups.last?.title != title { groups.append(PassageTable.Group(title: title, rows: [])) }
            groups[groups.count - 1].rows.append(row(line))
        }
        return PassageTable(caption, headings, groups: groups)
    }

    private func groupTitle(_ line: LedgerLine) -> String {
        let instance = line.itemInstance.map { " #\($0 + 1)" } ?? ""
        return "\(ledger.itemTitle(line)[language])\(instance) · \(ledger.department(line).title[language])"
    }

    private func row(_ line: LedgerLine) -> [Cell] {
        let guides = listsGuides ? [named(line)] : ledger.guides(line).map { $0.citation(language) }
        return [
            Cell(ledger.id(line)), Cell(ledger.title(line)[language]), Cell(ledger.subject(line)),
            Cell(line.demand.originals), Cell(line.demand.copies),
            Cell(line.disposition.title[language], sum: line.disposition.sum), Cell(ledger.reason(line)[language]),
            Cell(guides),
        ]
    }
}
