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
    /// Lines that are indented more than this belong to a block text (`|`, `>`).
    private var blockText: Int?
    /// Lines that are indented more than this go on with a text without quotes.
    private var plainText: Int?
    /// A text without quotes is open within brackets at the end of a line.
    private var plainInBrackets = false
    /// The quote that is open across lines.
    private var quote: Unicode.Scalar?
    private var values = 0
    /// Nothing more is looked for: a limit is passed, or enough has been found.
    private var isDone = false

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
        for number in lines.indices where !isDone { scan(lines[number], number: number + 1) }
    }

    private mutating func scan(_ line: [Unicode.Scalar], number: Int) {
        let indent = line.prefix { $0 == " " }.count
        let isBlank = indent == line.count || (line[indent] == "\r" && indent + 1 == line.count)
        if let outer = blockText {
            if indent > outer || isBlank { return }
            blockText = nil
        }
        if isBlank { return }
        if quote != nil { return walk(line, from: indent, number: number, atStart: false) }
        if line[indent] == "#" {
            plainText = nil
            return
        }
        if brackets.isEmpty {
            if indent == 0, isMarker(line) { return passMarker(line, number: number) }
            if line[0] == "%" { return }
            if let outer = plainText, indent > outer { return }
            plainText = nil
            walk(line, from: openBlocks(line, from: indent, number: number), number: number, atStart: true)
        } else {
            walk(line, from: indent, number: number, atStart: !plainInBrackets)
        }
    }

    /// `---` or `...` alone or before a space.
    private func isMarker(_ line: [Unicode.Scalar]) -> Bool {
        (line.starts(with: "---".unicodeScalars) || line.starts(with: "...".unicodeScalars))
            && (line.count == 3 || line[3] == " " || line[3] == "\r" || line[3] == "\t")
    }

    private mutating func passMarker(_ line: [Unicode.Scalar], number: Int) {
        plainText = nil
        blocks = []
        guard line[0] == "-" else { return }
        guard !hasContent(before: number) else {
            report(.severalDocuments, number, 0, length: 3)
            isDone = true
            return
        }
        walk(line, from: 3, number: number, atStart: true)
    }

    /// Passes the marks `- `, `? ` and `: ` at the start of a line and keeps the depth of the blocks.
    private mutating func openBlocks(_ line: [Unicode.Scalar], from indent: Int, number: Int) -> Int {
        while let last = blocks.last, last > indent { blocks.removeLast() }
        var column = indent
        while true {
            if blocks.last.map({ $0 < column }) ?? true { blocks.append(column) }
            guard column < line.count, "-?:".unicodeScalars.contains(line[column]), endsLine(line, column) || line[column + 1] == " " else {
                break
            }
            column += 1
            while column < line.count, line[column] == " " { column += 1 }
        }
        checkDepth(number, column)
        return column
    }

    /// Walks over one line outside of block text, from its first character that is not indentation.
    ///
    /// `atStart` tells whether a value or key may begin there, so that `&`, `*`, `!` and quotes mean something.
    private mutating func walk(_ line: [Unicode.Scalar], from start: Int, number: Int, atStart begins: Bool) {
        var column = start
        var atStart = begins
        var isKeyPlace = true
        /// A quote or bracket closed just before: a colon needs no space then.
        var closed = false
        /// Where a text without quotes began that is still open.
        var plain: Int? = quote == nil && !atStart ? start : nil
        while column < line.count, !isDone {
            let scalar = line[column]
            if let open = quote {
                if scalar == "\\", open == "\"" { column += 1 } else if scalar == open { (quote, closed) = (nil, true) }
                column += 1
                continue
            }
            switch scalar {
            case "\t":
                report(.tab, number, column)
            case " ", "\r":
                column += 1
                continue
            case "\u{3000}" where atStart || isLast(line, column):
                report(.fullWidth(found: "\u{3000}", write: " "), number, column)
            case "#" where column == 0 || line[column - 1] == " ":
                (plainText, plainInBrackets) = (nil, false)
                return
            case "\"" where atStart, "'" where atStart:
                quote = scalar
                countValue(number, column)
            case "“" where atStart && closesQuote(line, column), "‘" where atStart && closesQuote(line, column):
                report(.fullWidth(found: String(Character(scalar)), write: scalar == "“" ? "\"" : "'"), number, column)
            case "［" where atStart && opensList(line, column), "｛" where atStart && opensList(line, column):
                report(.fullWidth(found: String(Character(scalar)), write: scalar == "｛" ? "{" : "["), number, column)
            case "&" where atStart && isName(line, column + 1), "!" where atStart:
                let name = name(line, column + 1)
                report(scalar == "&" ? .anchor(name) : .tag("!" + name), number, column, length: 1 + name.unicodeScalars.count)
                column += 1 + name.unicodeScalars.count
                continue
            case "*" where atStart && isName(line, column + 1):
                report(.alias(name(line, column + 1)), number, column, length: 1 + name(line, column + 1).unicodeScalars.count)
            case "?" where atStart && (!brackets.isEmpty || column + 1 == line.count || line[column + 1] == " "):
                column += 1
                continue
            case "<" where atStart && isKeyPlace && mergesHere(line, column):
                report(.mergeKey, number, column, length: 2)
            case "{" where atStart || !brackets.isEmpty, "[" where atStart || !brackets.isEmpty:
                brackets.append(scalar == "{")
                checkDepth(number, column)
                (atStart, isKeyPlace, closed, plain, column) = (true, true, false, nil, column + 1)
                continue
            case "}" where !brackets.isEmpty, "]" where !brackets.isEmpty:
                brackets.removeLast()
                (atStart, closed, plain, column) = (false, true, nil, column + 1)
                continue
            case "," where !brackets.isEmpty:
                (atStart, isKeyPlace, closed, plain, column) = (true, true, false, nil, column + 1)
                continue
            case "，" where !brackets.isEmpty && separates(line, column), "、" where brackets.last == false && separates(line, column):
                report(.fullWidth(found: String(Character(scalar)), write: ","), number, column)
                (atStart, isKeyPlace, closed, plain, column) = (true, true, false, nil, column + 1)
                continue
            case "：" where isKeyPlace && endsKey(line, column):
                report(.fullWidth(found: "：", write: ": "), number, column)
                (atStart, isKeyPlace, closed, plain, column) = (true, false, false, nil, column + 1)
                continue
            case ":" where isKeyPlace && column + 1 < line.count && line[column + 1] == "\u{3000}":
                report(.fullWidth(found: "\u{3000}", write: " "), number, column + 1)
                (atStart, isKeyPlace, closed, plain, column) = (true, false, false, nil, column + 2)
                continue
            case ":" where endsLine(line, column) || line[column + 1] == " " || (!brackets.isEmpty && (atStart || closed)):
                (atStart, isKeyPlace, closed, plain, column) = (true, false, false, nil, column + 1)
                continue
            case "|" where atStart && brackets.isEmpty, ">" where atStart && brackets.isEmpty:
                blockText = outer(of: column)
                return
            default:
                if atStart {
                    countValue(number, column)
                    plain = column
                }
            }
            (atStart, closed) = (false, false)
            column += 1
        }
        guard quote == nil else { return }
        if brackets.isEmpty {
            plainText = plain.map { outer(of: $0) }
            plainInBrackets = false
        } else {
            plainInBrackets = plain != nil
        }
    }

    /// The indentation of what a value at this column belongs to.
    private func outer(of column: Int) -> Int {
        (blocks.last == column ? blocks.dropLast().last : blocks.last) ?? -1
    }

    /// Whether a full-width bracket is followed by a key or a name, so that it was meant as a bracket.
    private func opensList(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        line[(column + 1)...].first { $0 != " " }.map { ("a"..."z").contains($0) || $0 == "{" || $0 == "[" } ?? false
    }

    private func endsLine(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        column + 1 == line.count || line[column + 1] == "\r"
    }

    private func isLast(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        line[(column + 1)...].allSatisfy { $0 == " " || $0 == "\r" || $0 == "\u{3000}" }
    }

    private mutating func checkDepth(_ number: Int, _ column: Int) {
        if blocks.count + brackets.count > FileLimits.depth { report(.tooDeep(limit: FileLimits.depth), number, column) }
    }

    private mutating func countValue(_ number: Int, _ column: Int) {
        values += 1
        if values > FileLimits.values { report(.tooManyValues(limit: FileLimits.values), number, column) }
    }

    private mutating func report(_ mistake: Mistake, _ line: Int, _ column: Int, length: Int = 1) {
        guard !isDone else { return }
        isDone = mistake.code == .tooDeep || mistake.code == .tooManyValues || diagnostics.count >= 99
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
        return column > 0 && isWord(line[column - 1]) && (after == nil || after == "]" || after == "," || after == "，" || after == "、")
    }

    /// Whether `：` follows a plain key.
    private func endsKey(_ line: [Unicode.Scalar], _ column: Int) -> Bool {
        let spaces = line[..<column].reversed().prefix { $0 == " " }.count
        let before = line[..<(column - spaces)].reversed().prefix { isWord($0) }
        guard !before.isEmpty else { return false }
        let start = column - spaces - before.count
        guard let previous = line[..<start].last(where: { $0 != " " }) else { return true }
        return previous == "-" || previous == "{" || previous == "," || previous == "["
    }

    private func isWord(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_"
    }
}
