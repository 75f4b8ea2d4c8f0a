/// HTML or SVG that is safe to put together: names are ours, and every text and value in it went through `escaped`.
struct Markup: Sendable {
    private(set) var html: String

    /// Text, escaped.
    static func text(_ text: String) -> Markup { Markup(html: escaped(text)) }

    /// An element with its children, or without any (and without an end tag) where it can have none.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: [Markup] = []
    ) -> Markup {
        let opened = attributes.map { " \($0.key)=\"\(escaped($0.value))\"" }.joined()
        let isVoid = ["meta", "br", "hr"].contains("\(name)")
        return Markup(html: "<\(name)\(opened)>" + children.map(\.html).joined() + (isVoid ? "" : "</\(name)>"))
    }

    /// An element with nothing but a text.
    static func element(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ text: String) -> Markup {
        element(name, attributes, [.text(text)])
    }

    /// A whole document: no script, nothing loaded from anywhere.
    static func document(title: String, style: StaticString, _ language: Language, _ body: [Markup]) -> String {
        let head: [Markup] = [
            .element("meta", ["charset": "utf-8"]),
            .element("meta", ["http-equiv": "Content-Security-Policy", "content": "default-src 'none'; style-src 'unsafe-inline'"]),
            .element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
            .element("title", [:], title),
            .element("style", [:], [Markup(html: "\(style)")]),
        ]
        let page = Markup.element("html", ["lang": language("zh-CN", "en")], [.element("head", [:], head), .element("body", [:], body)])
        return "<!DOCTYPE html>\n\(page.html)\n"
    }

    /// The only place where a text becomes HTML, right between tags and within quotes.
    private static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for character in text.unicodeScalars {
            switch character {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
            case "\n", "\t": escaped.append(character)
            default: escaped.append(character.isSteering ? "\u{FFFD}" : character)
            }
        }
        return String(escaped)
    }
}
