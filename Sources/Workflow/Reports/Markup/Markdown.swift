/// Markdown that is safe to put together: the marks are ours, and every text in it went through `inMarkdown`.
struct Markdown: Hashable, Sendable {
    private(set) var source: String

    static let nothing = Markdown(source: "")

    /// A text; a blank at either end stays, so that texts can be joined.
    static func text(_ text: String) -> Markdown {
        let blanks = [text.first, text.last].map { $0?.isWhitespace == true ? " " : "" }
        let escaped = text.inMarkdown
        return Markdown(source: escaped.isEmpty ? blanks[0] : blanks[0] + escaped + blanks[1])
    }

    /// A name of the format; what would end the code or a table's cell is left out.
    static func code(_ text: String) -> Markdown {
        Markdown(source: "`\(text.onOneLine.filter { $0 != "`" && $0 != "|" })`")
    }

    static func strong(_ text: Markdown) -> Markdown { Markdown(source: "**\(text.source)**") }

    /// A link to another page; places are ours, made of ids.
    static func link(_ text: Markdown, to place: String) -> Markdown { Markdown(source: "[\(text.source)](\(place))") }

    /// A text that is opened by its summary.
    static func folded(_ summary: Markdown, _ text: Markdown) -> Markdown {
        Markdown(source: "<details><summary>\(summary.source)</summary>\(text.source)</details>")
    }

    /// A place on the page that links lead to.
    static func anchor(_ id: String) -> Markdown { Markdown(source: "<a id=\"\(id.inMarkdown)\"></a>") }

    static func + (one: Markdown, other: Markdown) -> Markdown { Markdown(source: one.source + other.source) }

    /// A remark to whoever reads the file itself.
    fileprivate static func comment(_ text: StaticString) -> Markdown { Markdown(source: "<!-- \(text) -->") }

    fileprivate static func diagram(_ lines: [String]) -> Markdown {
        Markdown(source: "```mermaid\n\(lines.joined(separator: "\n"))\n```")
    }
}

extension [Markdown] {
    func joined(_ separator: String) -> Markdown {
        guard let first else { return .nothing }
        return dropFirst().reduce(first) { $0 + .text(separator) + $1 }
    }

    /// Under each other in one cell of a table.
    var lines: Markdown { Markdown(source: map(\.source).joined(separator: "<br>")) }
}

/// A document of headings, paragraphs, lists, tables and diagrams.
struct MarkdownPage: Sendable {
    private var blocks: [String] = []

    /// The whole text; it ends with a line end.
    var text: String { blocks.joined(separator: "\n\n") + "\n" }

    /// A page that begins with a remark to whoever reads the file itself.
    init(mark: StaticString) {
        blocks.append(Markdown.comment(mark).source)
    }

    mutating func heading(_ text: String, level: Int) {
        blocks.append("\(String(repeating: "#", count: level)) \(text.inMarkdown)")
    }

    mutating func paragraph(_ text: Markdown) {
        if !text.source.isEmpty { blocks.append(text.source) }
    }

    mutating func paragraph(_ text: String) { paragraph(.text(text)) }

    mutating func list(_ entries: [Markdown]) {
        if !entries.isEmpty { blocks.append(entries.map { "- \($0.source)" }.joined(separator: "\n")) }
    }

    mutating func table(_ headings: [String], _ rows: [[Markdown]]) {
        guard !rows.isEmpty else { return }
        let lines = [headings.map(\.inMarkdown), headings.map { _ in "---" }] + rows.map { $0.map(\.source) }
        blocks.append(lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n"))
    }

    /// Lines of Mermaid, whose texts are escaped already.
    mutating func diagram(_ lines: [String]) { blocks.append(Markdown.diagram(lines).source) }
}
