/// The lines of all reports as CSV (RFC 4180, UTF-8): one row for each, texts in one language, names as they stand in the folder.
public struct ReportCSV {
    private let language: Language

    public init(language: Language) {
        self.language = language
    }

    private static let columns = [
        "bundle", "journey", "baseline", "line", "item", "department", "material", "subject", "title", "originals", "copies", "grade",
        "guides",
        "disposition", "by_kind", "by", "reason",
    ]

    /// A heading row, then every line under the baseline that was asked for.
    public func render(_ reports: [SavingsReport]) -> String {
        let rows = reports.flatMap { report in report.plan.ledger.lines.map { row($0, report) } }
        return CSVText.render(Self.columns, rows.map { $0.map(CSVText.Cell.text) })
    }

    private func row(_ line: LedgerLine, _ report: SavingsReport) -> [String] {
        let ledger = report.plan.ledger
        let by = ledger.replacement(line)
        return [
            report.bundle.id, report.journey.id, ledger.baseline.id, ledger.id(line), ledger.itemId(line), ledger.department(line).id.value,
            ledger.material(line), ledger.subject(line), ledger.title(line)[language], "\(line.demand.originals)", "\(line.demand.copies)",
            ledger.grade(line).rawValue, ledger.guides(line).map(\.id.value).joined(separator: ";"), line.disposition.rawValue,
            by?.kind ?? "", by?.id ?? "", ledger.reason(line)[language],
        ]
    }
}
