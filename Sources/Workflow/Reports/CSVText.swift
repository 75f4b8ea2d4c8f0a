/// Rows as CSV (RFC 4180, UTF-8).
enum CSVText {
    enum Cell: Sendable {
        case text(String)
        case number(Double)
        case nothing

        init(_ number: Double?) { self = number.map(Cell.number) ?? .nothing }
    }

    /// A row of names, then the others.
    static func render(_ columns: [String], _ rows: [[Cell]]) -> String {
        ([columns.map(Cell.text)] + rows).map { $0.map(written).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func written(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): quoted(text)
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        case .nothing: ""
        }
    }

    /// A text that no spreadsheet takes for a formula, in quotes where it needs them.
    private static func quoted(_ text: String) -> String {
        let scalars = text.unicodeScalars
        let isFormula = scalars.first.map { "=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        guard scalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return safe }
        return "\"" + String(String.UnicodeScalarView(safe.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })) + "\""
    }
}
