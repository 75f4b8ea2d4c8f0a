extension GuideSheet {
    var bring: Part {
        let lines = ledger.lines.filter { $0.disposition == .handedIn }
        let title = language("请带来", "Please bring")
        let nothing = Passage.paragraph(language("什么也不用带。", "Nothing."))
        return Part(title: title, passages: [lines.isEmpty ? nothing : table(title, language("原因", "why"), lines)])
    }

    var follows: Part? {
        let lines = ledger.lines.filter { $0.disposition == .follows }
        guard !lines.isEmpty else { return nil }
        let title = language("可以后补", "May follow later")
        return Part(title: title, passages: [table(title, language("期限", "by when"), lines)])
    }

    private func table(_ title: String, _ reason: String, _ lines: [LedgerLine]) -> Passage {
        let headings: [PassageTable.Column] = [
            (language("材料", "paper"), .name), (language("原件", "originals"), .number), (language("复印件", "copies"), .number),
            (reason, .text), (language("指南", "guide"), .text),
        ]
        let rows = lines.map { line in
            [
                Cell(ledger.title(line)[language]), Cell(line.demand.originals), Cell(line.demand.copies),
                Cell(ledger.reason(line)[language]), Cell(marks(line.guides)),
            ]
        }
        return .table(PassageTable(title, headings, rows))
    }

    /// What need not be brought, by disposition, each with what replaces it.
    var spared: Part? {
        var passages: [Passage] = []
        for disposition in Disposition.downward where disposition != .handedIn && disposition != .follows && disposition != .notApplicable {
            let entries = entries(disposition)
            if entries.isEmpty { continue }
            passages += [.paragraph(disposition.title[language] + language("：", ":")), .list(entries)]
        }
        guard !passages.isEmpty else { return nil }
        return Part(title: language("不用带", "You need not bring"), passages: passages, kind: .spared)
    }

    /// Papers by what replaces them, each paper once with how often it was asked for and by which guides.
    private func entries(_ disposition: Disposition) -> [String] {
        var reasons: [String] = []
        var papers: [String: [SparedPaper]] = [:]
        for line in ledger.lines where line.disposition == disposition {
            let (title, why) = replaced(line)
            if papers[why] == nil { reasons.append(why) }
            var these = papers[why, default: []]
            if let place = these.firstIndex(where: { $0.title == title }) {
                these[place].count += 1
                these[place].guides += line.guides
            } else {
                these.append(SparedPaper(title: title, count: 1, guides: line.guides))
            }
            papers[why] = these
        }
        return reasons.map { why in
            let names = papers[why, default: []].map { "\($0.title)\($0.count > 1 ? " ×\($0.count)" : "") \(marks($0.guides))" }
            return language.list(names) + language("：", ": ") + why
        }
    }

    private struct SparedPaper {
        var title: String
        var count: Int
        var guides: [Int]
    }

    /// A paper and what stands for it; of a duplicate, the paper that was there first, and how that one is had.
    private func replaced(_ line: LedgerLine) -> (title: String, why: String) {
        guard case .duplicate(let place) = line.cause else { return (ledger.title(line)[language], ledger.reason(line)[language]) }
        let first = ledger.lines[place]
        let item = ledger.itemTitle(first)[language]
        return (
            ledger.title(first)[language],
            language(
                "“\(item)”已要求一次（\(first.disposition.title.zh)）", "asked for once already by “\(item)” (\(first.disposition.title.en))")
        )
    }
}
