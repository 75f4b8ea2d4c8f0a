import Foundation
import Yams

/// The text of one file, if it is text that YAML may read.
enum SourceText {
    /// Decodes the bytes of a file, or says why they are no text of ours.
    static func decode(_ bytes: Data, file: String) throws(DiagnosticList) -> String {
        func fail(_ mistake: Mistake, line: Int = 1, column: Int = 1) -> DiagnosticList {
            DiagnosticList([Diagnostic(mistake, at: SourcePosition(file: file, line: line, column: column))])
        }
        if bytes.isEmpty { throw fail(.emptyFile) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw fail(.wrongEncoding(looksLike: "UTF-16")) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fail(.byteOrderMark) }
        // In UTF-16 every other byte of ASCII is zero; no text of ours has so many.
        if bytes.prefix(1000).count(where: { $0 == 0 }) * 5 > min(bytes.count, 1000) { throw fail(.wrongEncoding(looksLike: "UTF-16")) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let good = validPrefix(of: bytes)
            let (line, column) = place(after: good)
            throw fail(.wrongEncoding(looksLike: "GB 18030 / GBK"), line: line, column: column)
        }
        if let control = firstControl(in: text.unicodeScalars) {
            let (line, column) = place(after: String(text.unicodeScalars[..<control]))
            throw fail(.controlCharacter(code: text.unicodeScalars[control].value), line: line, column: column)
        }
        if !text.contains(where: { !$0.isWhitespace }) || onlyComments(text) { throw fail(.emptyFile) }
        return text
    }

    /// The first character that YAML or an editor takes for something else than text; a lone return counts, being a line end to YAML only.
    private static func firstControl(in scalars: String.UnicodeScalarView) -> String.Index? {
        var returned: String.Index?
        for index in scalars.indices {
            if let returned, scalars[index] != "\n" { return returned }
            returned = scalars[index] == "\r" ? index : nil
            if isControl(scalars[index]) { return index }
        }
        return returned
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        (scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r") || (0x7F...0x9F).contains(scalar.value)
            || scalar.value == 0xFEFF || scalar.value == 0x2028 || scalar.value == 0x2029
    }

    private static func onlyComments(_ text: String) -> Bool {
        text.split(whereSeparator: \.isNewline).allSatisfy { line in
            let content = line.drop { $0 == " " || $0 == "\t" }
            return content.isEmpty || content.hasPrefix("#")
        }
    }

    private static func validPrefix(of bytes: Data) -> String {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var text = String.UnicodeScalarView()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { text.append(scalar) }
        return String(text)
    }

    /// The bytes of a plain file within the limit; a link is followed first, since its own size and type say nothing of the file.
    static func bytes(at path: String, file: String) throws(DiagnosticList) -> Data {
        func fail(_ mistake: Mistake) -> DiagnosticList { DiagnosticList([Diagnostic(mistake, at: SourcePosition(file: file))]) }
        let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let attributes = (try? FileManager.default.attributesOfItem(atPath: path)) ?? [:]
        switch attributes[.type] as? FileAttributeType {
        case .typeRegular: break
        case .typeDirectory: throw fail(.unreadableFile(reason: Title(zh: "它是文件夹", en: "it is a folder")))
        case nil, .typeSymbolicLink: throw fail(.unreadableFile(reason: Title(zh: "链接指向的文件不存在", en: "the link leads nowhere")))
        default: throw fail(.unreadableFile(reason: Title(zh: "它不是普通文件", en: "it is no plain file")))
        }
        let size = attributes[.size] as? Int ?? 0
        guard size <= FileLimits.bytes else { throw fail(.fileTooLarge(bytes: size, limit: FileLimits.bytes)) }
        guard let handle = FileHandle(forReadingAtPath: path), let bytes = try? handle.read(upToCount: FileLimits.bytes) ?? Data() else {
            throw fail(.unreadableFile(reason: Title(zh: "没有读取权限", en: "permission denied")))
        }
        return bytes
    }

    private static func place(after text: String) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for scalar in text.unicodeScalars {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (line, column)
    }
}

/// Why a file gave no value.
struct DiagnosticList: Error {
    var diagnostics: [Diagnostic]

    init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }
}

/// Text → YAML nodes, with every mistake at its place.
enum YAMLText {
    static func compose(_ text: String, file: String) throws(DiagnosticList) -> Node {
        if let place = Depth.place(in: text, file: file) {
            throw DiagnosticList([Diagnostic(.tooDeep(limit: FileLimits.depth), at: place)])
        }
        let traps = RawText.diagnostics(of: text, file: file)
        guard traps.isEmpty else { throw DiagnosticList(traps) }
        let node: Node?
        do {
            node = try Yams.compose(yaml: text, .basic)
        } catch {
            throw DiagnosticList([diagnostic(for: error, text: text, file: file)])
        }
        guard let node else { throw DiagnosticList([Diagnostic(.emptyFile, at: SourcePosition(file: file))]) }
        return node
    }

    private static func diagnostic(for error: any Error, text: String, file: String) -> Diagnostic {

        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return syntax(problem, context?.text ?? "", context?.mark ?? mark, mark, text: text, file: file)
        case .duplicatedKeysInMapping(let duplicates, let context):
            return duplicate(duplicates.first ?? "", from: context.mark, text: text, file: file)
        case .reader(let problem, _, _, _):
            return Diagnostic(.invalidYAML(problem: Title(zh: problem, en: problem), help: nil), at: SourcePosition(file: file))
        default:
            let problem = "\(type(of: error))"
            return Diagnostic(.invalidYAML(problem: Title(zh: problem, en: problem), help: nil), at: SourcePosition(file: file))
        }
    }

    /// The parser's words for the mistakes that authors make most, in words of ours and at the place where the mistake is.
    private static func syntax(
        _ problem: String, _ context: String, _ began: Mark, _ mark: Mark, text: String, file: String
    ) -> Diagnostic {
        func at(_ mark: Mark, _ problem: Title, help: Title? = nil) -> Diagnostic {
            Diagnostic(
                .invalidYAML(problem: problem, help: help),
                at: SourceLines(text).within(SourcePosition(file: file, line: mark.line, column: mark.column)))
        }
        switch problem {
        case "could not find expected ':'":
            let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.indices.contains(began.line - 1), let colon = lines[began.line - 1].firstIndex(of: "：") {
                let column = lines[began.line - 1].distance(from: lines[began.line - 1].startIndex, to: colon) + 1
                return Diagnostic(
                    .fullWidth(found: "：", write: ": "), at: SourcePosition(file: file, line: began.line, column: column))
            }
            return at(
                began, Title(zh: "这一行缺少冒号", en: "this line has no colon"),
                help: Title(zh: "写成 `键: 值`，冒号后留一个空格", en: "write `key: value`, with a space after the colon"))
        case "found unexpected end of stream" where context.contains("quoted scalar"):
            return at(
                began, Title(zh: "引号没有结束", en: "this quote is never closed"),
                help: Title(zh: "在文字末尾补上引号", en: "put the closing quote at the end of the text"))
        case "mapping values are not allowed in this context":
            return at(
                mark, Title(zh: "这里不能再有冒号", en: "a colon cannot stand here"),
                help: Title(
                    zh: "若是文字的一部分，把整段文字放进英文引号；否则检查缩进",
                    en: "if it is part of a text, put the whole text in quotes; else look at the indentation"))
        case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
            let (open, close) = problem.hasSuffix("'}'") ? ("{", "}") : ("[", "]")
            return at(
                mark,
                Title(
                    zh: "此前缺少 `,` 或 `\(close)`；`\(open)` 在第 \(began.line) 行",
                    en: "`,` or `\(close)` is missing before this; the `\(open)` is on line \(began.line)"),
                help: Title(zh: "补上 `\(close)`，或把含标点的文字放进英文引号", en: "close it with `\(close)`, or put a text with punctuation in quotes"))
        case "did not find expected '-' indicator", "did not find expected key":
            return at(
                mark, Title(zh: "这一行的缩进与上文不符", en: "the indentation of this line fits nothing above it"),
                help: Title(zh: "与同级的行左对齐", en: "begin it in the same column as the lines that it belongs with"))
        default:
            let words = context.isEmpty ? problem : "\(context) \(problem)"
            return at(mark, Title(zh: words, en: words))
        }
    }

    /// Yams names the first place of a key that stands twice; the second is found in the text.
    private static func duplicate(_ key: String, from mark: Mark, text: String, file: String) -> Diagnostic {
        let wanted = Array(key.unicodeScalars)
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        var second = SourcePosition(file: file, line: mark.line, column: mark.column, length: wanted.count)
        search: for number in (mark.line - 1)..<lines.count {
            let line = lines[number]
            let first = number == mark.line - 1 ? mark.column + wanted.count - 1 : 0
            guard line.count >= wanted.count, first <= line.count - wanted.count else { continue }
            for column in first...(line.count - wanted.count) where Array(line[column..<(column + wanted.count)]) == wanted {
                let after = line[(column + wanted.count)...].first { $0 != " " && $0 != "\"" && $0 != "'" }
                let before = column == 0 ? nil : line[column - 1]
                let inFlow = number == mark.line - 1 || line.prefix(column).contains("{")
                guard after == ":", before == nil || " {,\"'".unicodeScalars.contains(before!) else { continue }
                guard inFlow || column == mark.column - 1 else { continue }
                second.line = number + 1
                second.column = column + 1
                break search
            }
        }
        return Diagnostic(.duplicateKey(key, firstLine: mark.line), at: second)
    }
}

/// A second look at depth that trusts no quotes: the parser recurses, so a text that only seems deep is refused as well.
private enum Depth {
    private static let limit = 512

    static func place(in text: String, file: String) -> SourcePosition? {
        var open = 0
        var (line, column) = (1, 0)
        var marks = 0
        var isMargin = true
        for byte in text.utf8 {
            column += 1
            switch byte {
            case UInt8(ascii: "\n"): (line, column, marks, isMargin) = (line + 1, 0, 0, true)
            case UInt8(ascii: " "): continue
            case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): marks += isMargin ? 1 : 0
            case UInt8(ascii: "["), UInt8(ascii: "{"): (open, isMargin) = (open + 1, false)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): (open, isMargin) = (open - 1, false)
            default: isMargin = false
            }
            if open > limit || marks > limit { return SourcePosition(file: file, line: line, column: 1) }
        }
        return nil
    }
}
