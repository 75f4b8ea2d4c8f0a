/// The parts of Graphviz's DOT language that our pictures need; every text is quoted.
enum DotText {
    /// A text between quotes: quotes, backslashes and ends of lines are escaped, and `&` starts no entity.
    static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "&": escaped += "&amp;"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar.isSteering ? "\u{FFFD}" : scalar)
            }
        }
        return "\"\(escaped)\""
    }

    /// `[name=value, …]`, or nothing where there is none.
    static func attributes(_ pairs: [(name: String, value: String)]) -> String {
        pairs.isEmpty ? "" : " [" + pairs.map { "\($0.name)=\(quoted($0.value))" }.joined(separator: ", ") + "]"
    }

    static func node(_ name: String, _ attributes: [(name: String, value: String)]) -> String {
        quoted(name) + self.attributes(attributes) + ";"
    }

    static func edge(_ from: String, _ to: String, _ attributes: [(name: String, value: String)] = []) -> String {
        quoted(from) + " -> " + quoted(to) + self.attributes(attributes) + ";"
    }

    /// The text on lines of about a width, where a wide character counts for two; Chinese is cut anywhere, other text at its blanks.
    static func wrapped(_ text: String, width: Int) -> String {
        filled(words(text.onOneLine), separator: "", width: width)
    }

    /// As many pieces on a line as there is room for; a separator stands only between pieces of one line.
    static func filled(_ pieces: [String], separator: String, width: Int) -> String {
        var lines: [String] = []
        for piece in pieces {
            if let line = lines.last, line.cells + separator.cells + piece.cells <= width {
                lines[lines.count - 1] = line + separator + piece
            } else {
                lines.append(piece.first == " " ? String(piece.dropFirst()) : piece)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Each wide character by itself, closing marks with the one before and opening ones with the one after; other words with the blank before them.
    private static func words(_ text: String) -> [String] {
        var words: [String] = []
        var wide = true
        for character in text {
            let isWide = character.unicodeScalars.contains { $0.cells == 2 }
            let hangs = "，。、；：）”》".contains(character) || words.last?.last.map { "（“《".contains($0) } ?? false
            if !words.isEmpty, hangs || (!isWide && !wide && character != " ") {
                words[words.count - 1].append(character)
            } else {
                words.append(String(character))
            }
            wide = isWide
        }
        return words
    }
}
