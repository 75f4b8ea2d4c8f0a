/// Simulations as one HTML file that stands alone, in the style of the reports: pictures within, no script, nothing loaded.
public struct SimulationHTML {
    private let language: Language

    public init(language: Language) { self.language = language }

    private var title: String { language("仿真：分别办与一次办", "A simulation: apart and together") }

    public func render(_ report: SimulationReport) -> String { page(title, [passages(report)]) }

    /// The curve, then each of its points.
    public func render(_ curve: SimulationCurve) -> String {
        page(
            title,
            [curve.passages(language)]
                + curve.points.map { [.heading("\(curve.path)=\($0.value)", level: 1)] + passages($0.report).dropFirst() })
    }

    public func render(_ comparison: SimulationComparison) -> String {
        page(
            language("仿真比较", "Two simulations of the same people"),
            [ComparisonPassages(comparison: comparison, language: language).page])
    }

    public func render(_ sensitivity: SimulationSensitivity) -> String {
        page(
            language("敏感性分析", "What moves the result"), [SensitivityPassages(sensitivity: sensitivity, language: language).page])
    }

    private func passages(_ report: SimulationReport) -> [Passage] { SimulationPassages(report: report, language: language).page }

    /// A section for each, with a table of contents where there are several.
    private func page(_ title: String, _ sections: [[Passage]]) -> String {
        let body = sections.enumerated().map { place, passages -> Markup in
            let prefix = "part-\(place + 1)"
            return .element(
                "section", ["id": prefix, "aria-labelledby": "\(prefix)-title"], PassageHTML(prefix: prefix).markup(passages))
        }
        return Markup.document(
            title: title, style: ReportHTML.style, language,
            [.element("main", [:], [.element("h1", [:], title)] + contents(sections) + body)])
    }

    private func contents(_ sections: [[Passage]]) -> [Markup] {
        guard sections.count > 1 else { return [] }
        let entries = sections.enumerated().map { place, passages -> Markup in
            let heading = if case .heading(let text, _) = passages.first { text } else { "" }
            return .element("li", [:], [.element("a", ["href": "#part-\(place + 1)"], heading)])
        }
        return [.element("nav", ["aria-label": language("目录", "Contents")], [.element("ol", [:], entries)])]
    }
}
