/// A piece of a report or of a guide, before it is text, Markdown or HTML.
enum Passage: Sendable {
    /// 1 for a bundle, 2 for a part of it.
    case heading(String, level: Int)
    case paragraph(String)
    case list([String])
    case table(PassageTable)
    /// Only where there is something to draw with.
    case picture(Picture)
}

/// A table with what its columns hold, so that each output can set it in its own way.
struct PassageTable: Sendable {
    enum Kind: Sendable {
        /// Names the row.
        case name
        case text
        case number
        /// Long: a terminal prints it under the row.
        case below
    }

    /// A title and what stands under it.
    typealias Column = (String, Kind)

    struct Heading: Sendable {
        var title: String
        var kind: Kind
    }

    struct Cell: Sendable, ExpressibleByStringLiteral {
        var lines: [String]
        /// The sum that the cell belongs to, for its colour.
        var sum: Disposition.Sum?

        init(_ lines: [String], sum: Disposition.Sum? = nil) {
            self.lines = lines
            self.sum = sum
        }

        init(_ text: String, sum: Disposition.Sum? = nil) { self.init([text], sum: sum) }

        init(_ number: Int) { self.init(String(number)) }

        init(stringLiteral text: String) { self.init(text) }
    }

    /// Rows under a title of their own, if any.
    struct Group: Sendable {
        var title: String?
        var rows: [[Cell]]
    }

    var caption: String
    var headings: [Heading]
    var groups: [Group]

    init(_ caption: String, _ headings: [Column], groups: [Group]) {
        self.caption = caption
        self.headings = headings.map { Heading(title: $0.0, kind: $0.1) }
        self.groups = groups
    }

    init(_ caption: String, _ headings: [Column], _ rows: [[Cell]]) {
        self.init(caption, headings, groups: [Group(rows: rows)])
    }

    /// Whether a narrow screen sets each row as a card.
    var isWide: Bool { headings.contains { $0.kind == .below } }

    var rows: [[Cell]] { groups.flatMap(\.rows) }
}
