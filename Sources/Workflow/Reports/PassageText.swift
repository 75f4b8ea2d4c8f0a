/// Passages as a terminal shows them: columns in line by cells, so that Chinese and Latin texts stand under each other.
struct PassageText {
    let language: Language

    func render(_ passages: [Passage]) -> String {
        var texts: [String] = []
        var heading = ""
        for passage in passages {
            texts.append(render(passage, under: heading))
            if case .heading(let title, _) = passage { heading = title }
        }
        return texts.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    private func render(_ passage: Passage, under heading: String) -> String {
        switch passage {
        case .heading(let title, let level):
            let title = title.onOneLine
            return "\(title)\n\(String(repeating: level == 1 ? "═" : "─", count: title.cells))\n"
        case .paragraph(let text): return text.onOneLine + "\n"
        case .list(let entries): return entries.map { "- \($0.onOneLine)\n" }.joined()
        case .table(let table):
            let caption = table.caption == heading ? "" : table.caption.onOneLine + "\n"
            return caption + render(table)
        case .picture: return ""
        }
    }

    private func render(_ table: PassageTable) -> String {
        let shown = table.headings.indices.filter { table.headings[$0].kind != .below }
        let widths = shown.map { column in
            table.rows.map { $0[column].text.cells }.reduce(table.headings[column].title.cells, max)
        }
        var lines = [aligned(shown.map { table.headings[$0].title }, widths, shown.map { table.headings[$0].kind })]
        lines.append("  " + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
        for group in table.groups {
            if let title = group.title { lines.append("  \(title.onOneLine)") }
            for row in group.rows {
                lines.append(aligned(shown.map { row[$0].text }, widths, shown.map { table.headings[$0].kind }))
                lines += below(row, table)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func aligned(_ cells: [String], _ widths: [Int], _ kinds: [PassageTable.Kind]) -> String {
        var line = ""
        for (place, cell) in cells.enumerated() {
            let blanks = String(repeating: " ", count: max(0, widths[place] - cell.cells))
            line += "  " + (kinds[place] == .number ? blanks + cell : cell + blanks)
        }
        while line.last == " " { line.removeLast() }
        return line
    }

    private func below(_ row: [PassageTable.Cell], _ table: PassageTable) -> [String] {
        table.headings.indices.filter { table.headings[$0].kind == .below }.flatMap { column in
            row[column].lines.map { "      \(table.headings[column].title)\(language("：", ": "))\($0.onOneLine)" }
        }
    }
}

extension PassageTable.Cell {
    /// All of it on one line.
    var text: String { lines.joined(separator: "; ").onOneLine }
}
