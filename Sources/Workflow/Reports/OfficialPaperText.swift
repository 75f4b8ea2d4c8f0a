/// An official paper as it is printed: title, number, text, and at the end the office with the place of its seal and the date.
public struct OfficialPaperText {
    private let language: Language

    /// Texts in one language.
    public init(language: Language) { self.language = language }

    public func render(_ paper: IssuedPaper) -> String {
        var lines = [paper.title[language], language("编号：", "No. ") + paper.reference, ""]
        for paragraph in paper.text { lines += [paragraph[language], ""] }
        lines += [
            paper.issuer[language] + language("（印章）", " (seal)"),
            paper.at.day.inWords[language],
        ]
        return lines.joined(separator: "\n")
    }

    /// The papers of a case, a line for each.
    public func render(list papers: [IssuedPaper]) -> String {
        guard !papers.isEmpty else { return language("没有文书", "no official papers") }
        let headings: [PassageTable.Column] = [
            (language("序号", "no."), .number), (language("日期", "date"), .text), (language("文书", "official paper"), .text),
            (language("事项", "item"), .name), (language("出具", "issued by"), .text),
        ]
        let rows: [[PassageTable.Cell]] = papers.map { paper in
            [
                .init(paper.number), .init(paper.at.day.description), .init(paper.title[language]),
                .init(paper.itemTitle?[language] ?? ""), .init(paper.issuer[language]),
            ]
        }
        return PassageText(language: language).render([.table(PassageTable(language("文书", "Official papers"), headings, rows))])
    }
}

/// An official paper in one language, for programs.
public struct OfficialPaperMessage: Codable, Sendable {
    public var number: Int
    public var reference: String
    public var paper: String
    public var title: String
    public var item: String?
    public var issuer: String
    public var date: String
    public var text: [String]

    public init(_ paper: IssuedPaper, _ language: Language) {
        (number, reference, self.paper, title) = (paper.number, paper.reference, paper.paper, paper.title[language])
        (item, issuer, date) = (paper.item, paper.issuer[language], paper.at.day.description)
        text = paper.text.map { $0[language] }
    }
}

extension OfficialPaperMessage: Described {
    public static let about: Meaning = "办件的文书（受理、补正、决定等），一种语言 · An official paper of a case (受理, 补正, 决定 …), in one language."
    public static let meanings: [String: Meaning] = [
        "number": .number(1...Int.max, "在办件中的序号 · Its number in the case."),
        "reference": "文书上的文号 · Its number as it is printed.",
        "paper": """
        文书种类，定义中的编号（papers/*.yaml），用于 `getPaper` 的 `kind` · \
        Its kind, by its id in the definitions (papers/*.yaml), for `kind` of `getPaper`.
        """,
        "title": .title,
        "item": .item.and("没有：整个申请的文书 · Not there: it is of the whole application."),
        "issuer": "出具机关 · Who issues it.",
        "date": .day("日期 · Its date."),
        "text": "正文各段 · Its paragraphs.",
    ]
}
