extension PassageTable {
    /// Lines of a ledger under the items that ask for them; their guides by name, or cited whole.
    init(_ caption: String, _ lines: [LedgerLine], of ledger: Ledger, _ language: Language, citing: Bool) {
        let headings: [Column] = [
            (language("行", "line"), .name), (language("材料", "title"), .text), (language("谁的", "subject"), .text),
            (language("原件", "originals"), .number), (language("复印件", "copies"), .number), (language("处理", "disposition"), .text),
            (language("原因", "reason"), .below), (language("指南", "guide"), .below),
        ]
        var groups: [Group] = []
        for line in lines {
            let instance = line.itemInstance.map { " #\($0 + 1)" } ?? ""
            let title = "\(ledger.itemTitle(line)[language])\(instance) · \(ledger.department(line).title[language])"
            if groups.last?.title != title { groups.append(Group(title: title, rows: [])) }
            groups[groups.count - 1].rows.append(Self.row(line, ledger, language, citing))
        }
        self.init(caption, headings, groups: groups)
    }

    private static func row(_ line: LedgerLine, _ ledger: Ledger, _ language: Language, _ citing: Bool) -> [Cell] {
        let guides = citing ? ledger.guides(line).map { $0.citation(language) } : [named(line, ledger, language)]
        return [
            Cell(ledger.id(line)), Cell(ledger.title(line)[language]), Cell(ledger.subjectTitle(line, language)),
            Cell(line.demand.originals), Cell(line.demand.copies),
            Cell(line.disposition.title[language], sum: line.disposition.sum), Cell(ledger.reason(line)[language]), Cell(guides),
        ]
    }

    /// `weihai (official)`, or all that ask with the best of their grades.
    private static func named(_ line: LedgerLine, _ ledger: Ledger, _ language: Language) -> String {
        ledger.guides(line).map(\.id.value).joined(separator: " ") + language.remark(ledger.grade(line).title[language])
    }
}
