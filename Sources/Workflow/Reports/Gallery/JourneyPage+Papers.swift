extension JourneyPage {
    /// What is handed in, then what is not and why; lines that are not part of the situation are only counted.
    func addPapers(to page: inout MarkdownPage) {
        let rows = paperRows
        let handedIn = rows.filter { $0.final == .handedIn }
        let spared = rows.filter { $0.final != .handedIn }
        page.heading(language("提交的材料", "What is handed in"), level: 2)
        if handedIn.isEmpty { page.paragraph(language("不提交任何材料。", "Nothing.")) }
        page.table(
            [language("材料", "paper"), language("谁的", "whose"), language("原因", "why"), language("行", "line")],
            handedIn.map { row in
                [row.title + remark(row), row.whose, row.reason, row.name]
            })
        page.heading(language("免交的材料及原因", "Which papers vanished, and why"), level: 2)
        page.table(
            [
                language("材料", "paper"), language("谁的", "whose"), language("怎样了", "what became of it"), language("原因", "why"),
                language("行", "line"),
            ],
            spared.map { [$0.title, $0.whose, .text($0.final.title[language]) + remark($0), $0.reason, $0.name] })
        page.paragraph(language("申请时的平衡：", "Balance when applied for: ") + walk.plan.equation(language) + notPart)
    }

    private var notPart: String {
        let count = walk.plan.dispositions[.notApplicable] ?? 0
        return count == 0
            ? ""
            : language("；另有 \(count) 行本情形不适用，不计", "; \(count) more \(count == 1 ? "line is" : "lines are") not applicable here, in no sum")
    }

    /// Like lines of several things.
    private struct PaperRow {
        var lines: [LedgerLine]
        /// As the case ends.
        var final: Disposition
        var title: Markdown
        var whose: Markdown
        var reasons: [String]
        var name: Markdown

        /// What is said of one of several is said of all, without its `#2`.
        var reason: Markdown { .text(Set(reasons).count == 1 ? reasons[0] : reasons[0].withoutNumbers) }
    }

    private var paperRows: [PaperRow] {
        var rows: [PaperRow] = []
        var known: [[String]: Int] = [:]
        for (place, line) in ledger.lines.enumerated() where line.disposition != .notApplicable {
            let final = walk.state.papers.indices.contains(place) ? walk.state.papers[place].disposition : line.disposition
            let reason = ledger.reason(line)[language]
            let title = ledger.title(line)[language]
            let whose = ledger.subjectTitle(line, language)
            let key = [
                "\(line.item)/\(line.number).\(line.part ?? 0)", title, whose.withoutNumbers, line.disposition.rawValue, final.rawValue,
                reason.withoutNumbers,
            ]
            guard let row = known[key] else {
                known[key] = rows.count
                rows.append(
                    PaperRow(
                        lines: [line], final: final, title: .text(title), whose: .text(whose), reasons: [reason],
                        name: .code(ledger.id(line))))
                continue
            }
            rows[row].lines.append(line)
            rows[row].reasons.append(reason)
            rows[row].whose = .text(whose.withoutNumbers)
            rows[row].name =
                .code(ledger.id(rows[row].lines[0]))
                + .text(language(" 等 \(rows[row].lines.count) 行", " and \(rows[row].lines.count - 1) like it"))
        }
        return rows
    }

    /// What a paper was at first, where the case changed it.
    private func remark(_ row: PaperRow) -> Markdown {
        let first = row.lines[0].disposition
        let changed = first == row.final ? nil : language("申请时：\(first.title.zh)", "when applied for: \(first.title.en)")
        return .text(changed.map { language.remark($0) } ?? "")
    }
}

extension String {
    fileprivate var withoutNumbers: String { replacing(#/ ?#\d+/#, with: "") }
}
