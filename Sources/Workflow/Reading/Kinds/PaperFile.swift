import Yams

/// `papers/<paper>.yaml`
extension Reader where Value == OfficialPaperDefinition {
    static var paper: Reader {
        .keys(of: "an official paper", "文书") { keys in
            let id = keys.required("paper", .name, "its id, equal to the file's name")
            let title = keys.required("title", .title, "what it is called")
            let basis = keys.optional("basis", Reader<LegalBasis>.basis.list, "the law that asks for it")
            let text = keys.required(
                "text", Reader<OfficialPaperDefinition.Paragraph>.paragraph.list, "its paragraphs, with places to fill in such as {reason}")
            guard let id, let title, let text else { return nil }
            if text.isEmpty { keys.report(.missingKey("text", of: Title(zh: "文书", en: "an official paper"))) }
            return OfficialPaperDefinition(id: id, title: title, basis: basis ?? [], text: text)
        }
    }
}

extension Reader where Value == OfficialPaperDefinition.Paragraph {
    /// A text in both languages with the same places to fill in.
    static var paragraph: Reader {
        Reader(.title) { node, reading in
            guard let title = Reader<Title>.title.read(node, reading) else { return nil }
            func pieces(_ key: String, _ text: String) -> [OfficialPaperDefinition.Piece]? {
                guard let value = node.mapping?.first(where: { $0.key.scalar?.string == key })?.value else { return nil }
                return PaperText.pieces(of: text, at: value, reading)
            }
            let (zh, en) = (pieces("zh", title.zh), pieces("en", title.en))
            guard let first = zh ?? en else { return nil }
            let paragraph = OfficialPaperDefinition.Paragraph(zh: first, en: en ?? first)
            report(paragraph, at: node, reading)
            return paragraph
        }
    }

    /// What one language says and the other does not.
    private static func report(_ paragraph: Value, at node: Node, _ reading: FileReading) {
        func places(_ pieces: [OfficialPaperDefinition.Piece]) -> Set<String> {
            Set(pieces.compactMap { if case .place(let place) = $0 { place.rawValue } else { nil } })
        }
        let (zh, en) = (places(paragraph.zh), places(paragraph.en))
        if let lost = zh.subtracting(en).min() { reading.fail(.placeInOneLanguage(lost, isChinese: true), at: node) }
        if let lost = en.subtracting(zh).min() { reading.fail(.placeInOneLanguage(lost, isChinese: false), at: node) }
    }
}

/// Texts with places in braces.
private enum PaperText {
    typealias Piece = OfficialPaperDefinition.Piece

    /// Words and places in their order; what is no place is reported and left out.
    static func pieces(of text: String, at node: Node, _ reading: FileReading) -> [Piece] {
        if let wide = text.unicodeScalars.first(where: { $0 == "｛" || $0 == "｝" }) {
            reading.report(
                .fullWidth(found: String(Character(wide)), write: wide.asciiForm ?? ""),
                at: reading.position(of: String(Character(wide)), in: node))
            return []
        }
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
            let after = rest[brace...].dropFirst()
            guard rest[brace] == "{", let end = after.firstIndex(where: { $0 == "}" || $0 == "{" }), after[end] == "}" else {
                reading.report(.looseBrace(String(rest[brace])), at: reading.position(of: String(rest[brace...].prefix(12)), in: node))
                return pieces
            }
            let name = String(after[..<end])
            if let place = OfficialPaperDefinition.Place(rawValue: name) {
                pieces.append(.place(place))
            } else {
                let known = OfficialPaperDefinition.Place.allCases.map(\.rawValue)
                reading.report(
                    .unknownPlace(name, nearest: nearestName(to: name, among: known), known: known),
                    at: reading.position(of: "{\(name)}", in: node))
            }
            rest = after[end...].dropFirst()
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        return pieces
    }
}
