/// Limits on one definition file.
public enum FileLimits {
    public static let bytes = 1_000_000
    public static let depth = 64
    public static let values = 100_000
}

/// Looks at the text of a file before YAML does: traps of Chinese keyboards, parts of YAML that the format does not have, and depth.
///
/// YAML reports a full-width colon on the wrong line and a full-width comma or space not at all, expands aliases before
/// anyone can see them, and its parser recurses as deep as the text says.
struct RawText {
    private let file: String
    private let lines: [[Unicode.Scalar]]
    private var diagnostics: [Diagnostic] = []

    /// The open brackets, and whether each is a map.
    private var brackets: [Bool] = []
    /// Columns at which open blocks began.
    private var blocks: [Int] = []
    /// Indentation of the key whose block text (`|`, `>`) is being passed over.
    private var blockText: Int?
    /// The quote that is open across lines.
    private var quote: Unicode.Scalar?
    private var values = 0

    static func diagnostics(of text: String, file: String) -> [Diagnostic] {
        var raw = RawText(text: text, file: file)
        raw.scan()
        return raw.diagnostics
    }

    private init(text: String, file: String) {
        self.file = file
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
    }

    private mutating func scan() {
        for number in lines.indices where !diagnostics.contains(where: { $0.code == .tooDeep || $0.code == .tooManyValues }) {
            scan(lines[number], number: number + 1)
        }
    }

    private mutating func scan(_ line: [Unicode.Scalar], number: Int) {
        let indent = line.prefix { $0 == " " }.count
        if let outer = blockText {
            if indent > outer || indent == line.count { return }
            blockText = nil
        }
        var column = indent
        if quote == nil {
            if column < line.count, line[column] == "#" { return }
            if brackets.isEmpty { column = openBlocks(line, from: indent, number: number) }
        }
        walk(line, from: column, number: number)
    }

    /// Passes `- ` marks at the start of a line and keeps the depth of the blocks.
    private mutating func openBlocks(_ line: [Unicode.Scalar], from indent: Int, number: Int) -> Int {
        guard indent < line.count, line[indent] != "\r" else { return indent }
        while let last = blocks.last, last > indent { blocks.removeLast() }
        var column = indent
        while true {
            if blocks.last.map({ $0 < column }) ?? true { blocks.append(column) }
            guard column + 1 < line.count, line[column] == "-", line[column + 1] == " " else { break }
            column += 1
            while column < line.count, line[column] == " " { column += 1 }
        }
        checkDepth(number, column)
        return column
    }

    /// Walks over one line outside of block text, from its first character that is not indentation.
    private mutating func walk(_ line: [Unicode.Scalar], from start: Int, number: Int) {
        var column = start
        /// Whether a value or key may begin here, so that `&`, `*`, `!` and quotes mean something.
        var atStart = quote == nil
        var isKeyPlace = atStart
        while column < line.count {
            let scalar = line[column]
            if let open = quote {
                if scalar == "\\", open == "\"" { column += 1 } else if scalar == open { quote = nil }
                column += 1
                continue
            }
            switch scalar {
            case "\t":
                report(.tab, number, column)
            case " ", "\r":
                column += 1
                continue
            case "\u{3000}" where atStart || column + 1 == line.count:
                report(.fullWidth(found: "\u{3000}", write: " "), number, column)
            case "#" where column == 0 || line[column - 1] == " ":
                return
            case "\"" where atStart, "'" where atStart:
                quote = scalar
                countValue(number, column)
            case "“" where atStart && closesQuote(line, column), "‘" where atStart && closesQuote(line, column):
                report(.fullWidth(found: String(Character(scalar)), write: scalar == "“" ? "\"" : "'"), number, column)
            case "&" where atStart && isName(line, column + 1):
                report(.anchor(name(line, column + 1)), number, column)
            case "*" where atStart && isName(line, column + 1):
                report(.alias(name(line, column + 1)), number, column)
            case "!" where atStart:
                report(.tag("!" + name(line, column + 1)), number, column)
            case "<" where atStart && isKeyPlace && mergesHere(line, column):
                report(.mergeKey, number, column)
            case "{" where atStart || !brackets.isEmpty, "[" where atStart || !brackets.isEmpty:
                brackets.append(scalar == "{")
                checkDepth(number, column)
                (atStart, isKeyPlace, column) = (true, true, column + 1)
                continue
            case "}" where !brackets.isEmpty, "]" where !brackets.isEmpty:
                brackets.removeLast()
            case "," where !brackets.isEmpty:
                (atStart, isKeyPlace, column) = (true, true, column + 1)
                continue
            case "，" where !brackets.isEmpty && separates(line, column):
                report(.fullWidth(found: "，", write: ","), number, column)
                (atStart, isKeyPlace, column) = (true, true, column + 1)
                continue
            case "：" where isKeyPlace && endsKey(line, column):
                report(.fullWidth(found: "：", write: ": "), number, column)
                (atStart, isKeyPlace, column) = (true, false, column + 1)
                continue
            case ":" where column + 1 == line.count || line[column + 1] == " " || line[column + 1] == "\r":
                (atStart, isKeyPlace, column) = (true, false, column + 1)
                continue
            case "|" where atStart && brackets.isEmpty, ">" where atStart && brackets.isEmpty:
                blockText = line.prefix { $0 == " " }.count
                return
            case "-" where number > 1 && column == 0 && line.starts(with: "---".unicodeScalars) && hasContent(before: number):
                report(.severalDocuments, number, column, length: 3)
                return
            default:
                if atStart { countValue(number, column) }
            }
            atStart = false
            column += 1
        }
    }

    private mutating func checkDepth(_ number: Int, _ column: Int) {
        if blocks.count + brackets.count > FileLimits.depth { report(.tooDeep(limit: FileLimits.depth), number, column) }
    }

    private mutating func countValue(_ number: Int, _ column: Int) {
        values += 1
        if values > FileLimits.values { report(.tooManyValues(limit: FileLimits.values), number, column) }
    }

    private mutating func report(_ mistake: Mistake, _ line: Int, _ column: Int, length: Int = 1) {
        if mistake.code == .tooDeep || mistake.code == .tooManyValues, diagnostics.contains(where: { $0.code == mistake.code }) { return }
        diagnostics.append(Diagnostic(mistake, at: SourcePosition(file: file, line: line, column: column + 1, length: length)))
    }

    private func hasContent(before number: Int) -> Bool {
        lines.prefix(number - 1).contains { line in
            guard let first = line.first(where: { $0 != " " && $0 != "\r" }) else { return false }
            return first != "#" && first != "%"
        }
    }

    private func isName(_ line: [Unicode.Scalar], _ column: Int) -> Bool { !name(line, column).isEmpty }

    private func name(_ line: [Unicode.Scalar], _ column: Int) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: line.dropFirst(column).prefix { $0 != " " && $0 != "," && $0 != "]" && $0 != "}" && $0 != "\r" })
        return String(text)
    }

    private func mergesHere(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        line.dropFirst(column).starts(with: "<<".unicodeScalars)
            && line.dropFirst(column + 2).first { $0 != " " } == ":"
    }

    /// Whether a Chinese quote at the start of a value has its partner at the value's end, so that it was meant as a quote.
    private func closesQuote(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        let closing: Unicode.Scalar = line[column] == "“" ? "”" : "’"
        guard let end = line[column...].firstIndex(of: closing) else { return false }
        guard let next = line[(end + 1)...].first(where: { $0 != " " && $0 != "\r" }) else { return true }
        return next == "#" || (!brackets.isEmpty && (next == "," || next == "}" || next == "]" || next == "，"))
    }

    /// Whether `，` stands between two entries: before a key, or between two plain names of a list.
    private func separates(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        let rest = line[(column + 1)...].drop { $0 == " " }
        let word = rest.prefix { isWord($0) }
        guard !word.isEmpty else { return false }
        let after = rest.dropFirst(word.count).first { $0 != " " }
        if brackets.last == true { return after == ":" || after == "：" }
        return column > 0 && isWord(line[column - 1]) && (after == nil || after == "]" || after == "," || after == "，")
    }

    /// Whether `：` follows a plain key.
    private func endsKey(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        let before = line[..<column].reversed().prefix { isWord($0) }
        guard !before.isEmpty else { return false }
        let start = column - before.count
        guard let previous = line[..<start].last(where: { $0 != " " }) else { return true }
        return previous == "-" || previous == "{" || previous == "," || previous == "["
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
    }
}
