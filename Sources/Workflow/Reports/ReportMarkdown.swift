/// Reports as a Markdown document (GitHub's tables).
public struct ReportMarkdown {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    /// One report after the other, with what the text has and the fields of the one form.
    public func render(_ reports: [SavingsReport]) -> String {
        reports.flatMap { report in
            let passages = ReportPassages(report: report, language: language, listsGuides: true)
            return (passages.all + passages.form).map(render).filter { !$0.isEmpty }
        }
        .joined(separator: "\n")
    }

    private func render(_ passage: Passage) -> String {
        switch passage {
        case .heading(let title, let level): "\(String(repeating: "#", count: level)) \(title.inMarkdown)\n"
        case .paragraph(let text): text.inMarkdown + "\n"
        case .list(let entries): entries.map { "- \($0.inMarkdown)\n" }.joined()
        case .table(let table): render(table)
        case .picture: ""
        }
    }

    private func render(_ table: PassageTable) -> String {
        let rules = table.headings.map { $0.kind == .number ? "---:" : "---" }
        var lines = ["**\(table.caption.inMarkdown)**", "", row(table.headings.map(\.title.inMarkdown)), row(rules)]
        for group in table.groups {
            if let title = group.title {
                lines.append(row(["**\(title.inMarkdown)**"] + Array(repeating: "", count: table.headings.count - 1)))
            }
            lines += group.rows.map { row($0.map { $0.lines.map(\.inMarkdown).joined(separator: "<br>") }) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
}

extension String {
    /// The text on one line with everything escaped that Markdown or HTML would read as more than text.
    var inMarkdown: String {
        var escaped = ""
        for (place, character) in onOneLine.unicodeScalars.enumerated() {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\\", "`", "*", "_", "[", "]", "|", "~": escaped += "\\\(character)"
            case "#" where place == 0, "+" where place == 0, "-" where place == 0, "=" where place == 0: escaped += "\\\(character)"
            default: escaped.unicodeScalars.append(character)
            }
        }
        return escaped
    }
}
