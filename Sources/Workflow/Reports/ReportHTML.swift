/// Reports as one HTML file that stands alone: style and pictures within, no script, nothing loaded.
public struct ReportHTML {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    /// A section for each report, with a table of contents where there are several.
    public func render(_ reports: [SavingsReport]) -> String {
        let title = language("一件事成效：分别办与一次办", "What the one things save: apart and together")
        let body = [Markup.element("h1", [:], title)] + contents(reports) + reports.enumerated().map { section($1, place: $0) }
        return Markup.document(title: title, style: Self.style, language, [.element("main", [:], body)])
    }

    private func contents(_ reports: [SavingsReport]) -> [Markup] {
        guard reports.count > 1 else { return [] }
        let entries = reports.enumerated().map { place, report in
            Markup.element("li", [:], [.element("a", ["href": "#\(prefix(place))"], report.bundle.title[language])])
        }
        return [.element("nav", ["aria-label": language("目录", "Contents")], [.element("ol", [:], entries)])]
    }

    private func section(_ report: SavingsReport, place: Int) -> Markup {
        let passages = ReportPassages(report: report, language: language)
        let prefix = prefix(place)
        let content = PassageHTML(prefix: prefix).markup(passages.all + passages.form)
        return .element("section", ["id": prefix, "aria-labelledby": "\(prefix)-title"], content)
    }

    private func prefix(_ place: Int) -> String { "report-\(place + 1)" }
}
