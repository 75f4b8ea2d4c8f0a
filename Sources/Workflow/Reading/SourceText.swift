import Foundation
import Yams

/// The text of one file, if it is text that YAML may read.
enum SourceText {
    /// Decodes the bytes of a file, or says why they are no text of ours.
    static func decode(_ bytes: Data, file: String) throws(DiagnosticList) -> String {
        func fail(_ mistake: Mistake, line: Int = 1, column: Int = 1) -> DiagnosticList {
            DiagnosticList([Diagnostic(mistake, at: SourcePosition(file: file, line: line, column: column))])
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw fail(.wrongEncoding(looksLike: "UTF-16")) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw fail(.byteOrderMark) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let good = validPrefix(of: bytes)
            let (line, column) = place(after: good)
            throw fail(.wrongEncoding(looksLike: "GB 18030 / GBK"), line: line, column: column)
        }
        if let control = text.unicodeScalars.first(where: { isControl($0) }) {
            let before = text.unicodeScalars.prefix { !isControl($0) }
            let (line, column) = place(after: String(String.UnicodeScalarView(before)))
            throw fail(.controlCharacter(code: control.value), line: line, column: column)
        }
        if !text.contains(where: { !$0.isWhitespace }) || onlyComments(text) { throw fail(.emptyFile) }
        return text
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
        func at(_ mark: Mark, _ mistake: Mistake) -> Diagnostic {
            Diagnostic(mistake, at: SourcePosition(file: file, line: mark.line, column: mark.column))
        }
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return at(mark, .invalidYAML(problem: context.map { "\($0.text) \(problem)" } ?? problem))
        case .duplicatedKeysInMapping(let duplicates, let context):
            return duplicate(duplicates.first ?? "", from: context.mark, text: text, file: file)
        case .reader(let problem, _, _, _):
            return Diagnostic(.invalidYAML(problem: problem), at: SourcePosition(file: file))
        default:
            return Diagnostic(.invalidYAML(problem: "\(type(of: error))"), at: SourcePosition(file: file))
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
