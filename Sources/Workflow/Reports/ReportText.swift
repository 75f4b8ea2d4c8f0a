/// Reports for a terminal.
public struct ReportText {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    /// One report after the other; where a stop holds, the stop and its law alone.
    public func render(_ reports: [SavingsReport]) -> String {
        let text = PassageText(language: language)
        return reports.map { text.render(ReportPassages(report: $0, language: language, listsGuides: true).all) }.joined(separator: "\n")
    }
}
