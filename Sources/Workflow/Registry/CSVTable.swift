/// A table as text (CSV, RFC 4180): a row of names, then rows of values, each with the line on which it begins.
public struct CSVTable: Sendable {
    public struct Row: Sendable {
        /// Counted from 1.
        public var line: Int
        public var cells: [String]
        /// As it stood in the text, without its end of line.
        public var text: String
    }

    public var names: [String]
    public var rows: [Row]
    public var heading: String

    public init(_ text: String) throws(Problem) {
        var all = try Self.rows(of: text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard let first = all.first else { throw Problem(line: 1, reason: Title(zh: "是空的", en: "is empty")) }
        all.removeFirst()
        names = first.cells.map { String($0.filter { !$0.isWhitespace }) }
        heading = first.text
        rows = all
        if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
            throw Problem(line: first.line, reason: Title(zh: "列 `\(twice)` 出现两次", en: "has the column `\(twice)` twice"))
        }
    }

    /// The table is none; nothing of it was read.
    public struct Problem: Error, Sendable, Hashable {
        public var line: Int
        public var reason: Title
    }

    private static func rows(of text: String) throws(Problem) -> [Row] {
        let characters = Array(text.unicodeScalars)
        var rows: [Row] = []
        var (place, line) = (0, 1)
        while place < characters.count {
            let (start, begins) = (place, line)
            var cells: [String] = []
            var isEnd = false
            while !isEnd {
                cells.append(try cell(characters, &place, &line))
                isEnd = place >= characters.count || characters[place] != ","
                if !isEnd { place += 1 }
            }
            let end = place
            if place < characters.count, characters[place] == "\r" { place += 1 }
            if place < characters.count {
                guard characters[place] == "\n" else {
                    throw Problem(line: line, reason: Title(zh: "引号后有多余的内容", en: "has something after a closing quote"))
                }
                place += 1
                line += 1
            }
            // Blank lines are nothing.
            if cells.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { continue }
            rows.append(Row(line: begins, cells: cells, text: String(String.UnicodeScalarView(characters[start..<end]))))
        }
        return rows
    }

    private static func cell(_ characters: [Unicode.Scalar], _ place: inout Int, _ line: inout Int) throws(Problem) -> String {
        var cell = String.UnicodeScalarView()
        guard place < characters.count, characters[place] == "\"" else {
            while place < characters.count, !",\r\n".unicodeScalars.contains(characters[place]) {
                cell.append(characters[place])
                place += 1
            }
            return String(cell)
        }
        let begins = line
        place += 1
        while place < characters.count {
            let character = characters[place]
            place += 1
            if character == "\"" {
                guard place < characters.count, characters[place] == "\"" else { return String(cell) }
                place += 1
            }
            if character == "\n" { line += 1 }
            cell.append(character)
        }
        throw Problem(line: begins, reason: Title(zh: "引号没有结束", en: "has a quote without an end"))
    }
}
