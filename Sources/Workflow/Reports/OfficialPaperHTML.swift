/// An official paper as one page to print, A4.
public struct OfficialPaperHTML {
    private let language: Language

    public init(language: Language) { self.language = language }

    public func render(_ paper: IssuedPaper) -> String {
        let text = paper.text.map { Markup.element("p", [:], $0[language]) }
        let end = Markup.element(
            "footer", [:],
            [
                .element("p", [:], paper.issuer[language] + language("（印章）", " (seal)")),
                .element("p", [:], paper.at.day.inWords[language]),
            ])
        let body = Markup.element(
            "main", [:],
            [
                .element("h1", [:], paper.title[language]),
                .element("p", ["class": "number"], language("编号：", "No. ") + paper.reference),
            ] + text + [end])
        return Markup.document(title: paper.title[language], style: Self.style, language, [body])
    }

    private static let style: StaticString = """
        :root { color-scheme: light; }
        body { margin: 0 auto; padding: 2rem 1.5rem; max-width: 44rem; color: #1d2430; background: #fff;
            font: 16px/1.7 "Noto Serif CJK SC", "Songti SC", SimSun, Georgia, serif; }
        h1 { font-size: 1.5rem; text-align: center; } .number, footer { text-align: right; }
        @media print { @page { size: A4; margin: 25mm 22mm; } body { padding: 0; max-width: none; font-size: 12pt; } }
        """
}
