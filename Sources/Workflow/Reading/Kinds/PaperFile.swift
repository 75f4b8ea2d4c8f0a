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
            // A language that is not there has been reported; the other stands for it.
            func pieces(_ key: String, _ text: String) -> [OfficialPaperDefinition.Piece]? {
                let value = node.mapping?.first { $0.key.scalar?.string == key }?.value
                return PaperText.pieces(of: text, at: value ?? node, value == nil ? FileReading(file: reading.file) : reading)
            }
            let (first, second) = (pieces("zh", title.zh), pieces("en", title.en))
            guard let zh = first, let en = second else { return nil }
            let paragraph = OfficialPaperDefinition.Paragraph(zh: zh, en: en)
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

    /// Words and places in their order; nil where something is no place, which is reported.
    static func pieces(of text: String, at node: Node, _ reading: FileReading) -> [Piece]? {
        if let wide = text.unicodeScalars.first(where: { $0 == "｛" || $0 == "｝" }) {
            let found = String(Character(wide))
            reading.report(.fullWidth(found: found, write: wide.asciiForm ?? ""), at: reading.position(of: found, in: node))
            return nil
        }
        var pieces: [Piece] = []
        var isWhole = true
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
            let after = rest[brace...].dropFirst()
            guard rest[brace] == "{", let end = after.firstIndex(where: { $0 == "}" || $0 == "{" }), after[end] == "}" else {
                reading.report(.looseBrace(String(rest[brace])), at: reading.position(of: String(rest[brace...].prefix(12)), in: node))
                return nil
            }
            if let place = place(String(after[..<end]), at: node, reading) { pieces.append(.place(place)) } else { isWhole = false }
            rest = after[end...].dropFirst()
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        return isWhole ? pieces : nil
    }

    private static func place(_ name: String, at node: Node, _ reading: FileReading) -> OfficialPaperDefinition.Place? {
        if let place = OfficialPaperDefinition.Place(rawValue: name) { return place }
        let known = OfficialPaperDefinition.Place.allCases.map(\.rawValue)
        reading.report(
            .unknownPlace(name, nearest: nearestName(to: name, among: known), known: known),
            at: reading.position(of: "{\(name)}", in: node))
        return nil
    }
}
