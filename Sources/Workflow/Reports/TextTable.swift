/// A table for a terminal: columns as wide as their widest cell, a Chinese character taking two cells.
struct TextTable {
    private let heads: [String]
    private let rows: [[String]]
    /// Columns aligned to the right.
    private let numbers: Set<Int>

    init(_ heads: [String], _ rows: [[String]], numbers: Set<Int> = []) {
        self.heads = heads
        self.rows = rows
        self.numbers = numbers
    }

    var text: String {
        let widths = heads.indices.map { column in ([heads] + rows).map { column < $0.count ? $0[column].cells : 0 }.max() ?? 0 }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([line(heads, widths), rule] + rows.map { line($0, widths) }).map { $0 + "\n" }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var line = cells.indices.map { column in
            let space = String(repeating: " ", count: widths[column] - cells[column].cells)
            return numbers.contains(column) ? space + cells[column] : cells[column] + space
        }
        .joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
    }
}
