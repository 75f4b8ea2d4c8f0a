/// Diagnostics as people read them: place, message, the source line with a caret, and a help line.
public struct DiagnosticText {
    /// Text of the files by path, to quote from.
    private let sources: [String: [Substring.UTF8View]]
    private let language: Language
    private let colour: Bool

    public init(sources: [String: String], language: Language, colour: Bool = false) {
        self.sources = sources.mapValues { text in
            text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        }
        self.language = language
        self.colour = colour
    }

    public func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map(render).joined(separator: "\n")
    }

    public func render(_ diagnostic: Diagnostic) -> String {
        let place = diagnostic.position
        let severity = paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", diagnostic.severity == .error ? "31" : "33")
        var lines = ["\(visible(place.file)):\(place.line):\(place.column): \(severity): \(visible(diagnostic.message[language]))"]
        lines += quote(place)
        if !diagnostic.others.isEmpty {
            let places = diagnostic.others.map { "\($0.file):\($0.line)" }.joined(separator: ", ")
            lines.append("  \(paint(language == .zh ? "还有：" : "also: ", "36"))\(visible(places))")
        }
        if let help = diagnostic.help { lines.append("  \(paint(language == .zh ? "帮助：" : "help: ", "36"))\(visible(help[language]))") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The source line and the caret under it; a long line is cut around the place.
    private func quote(_ place: SourcePosition) -> [String] {
        guard let line = line(place) else { return [] }
        let scalars = Array(line.unicodeScalars)
        guard place.column <= scalars.count + 1 else { return [] }
        let start = max(0, place.column - 1 - 80)
        let end = min(scalars.count, place.column - 1 + 80)
        let shown = scalars[start..<end].map(\.shown)
        let before = shown.prefix(place.column - 1 - start)
        let meant = shown.dropFirst(before.count).prefix(place.length)
        let number = String(place.line)
        let margin = String(repeating: " ", count: number.count)
        let text = (start > 0 ? "…" : "") + string(shown) + (end < scalars.count ? "…" : "")
        let indent = String(repeating: " ", count: cells(before) + (start > 0 ? 1 : 0))
        let carets = String(repeating: "^", count: max(1, cells(meant)))
        return ["  \(number) | \(text)", "  \(margin) | \(indent)\(paint(carets, "31"))"]
    }

    private func line(_ place: SourcePosition) -> String? {
        guard let lines = sources[place.file] else { return nil }
        guard place.line >= 1, place.line <= lines.count else { return nil }
        let line = lines[place.line - 1]
        return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }

    private func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// Text in which nothing moves the cursor or hides other text.
    private func visible(_ text: String) -> String { string(text.unicodeScalars.map(\.shown)) }

    private func cells(_ scalars: some Sequence<Unicode.Scalar>) -> Int {
        scalars.reduce(0) { $0 + $1.cells }
    }

    private func paint(_ text: String, _ code: String) -> String {
        colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension Unicode.Scalar {
    /// The character as a terminal may show it: a tab as a space, a control character or a change of direction as U+FFFD.
    fileprivate var shown: Unicode.Scalar {
        switch value {
        case 0x09: " "
        case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: "\u{FFFD}"
        default: self
        }
    }
}
