/// The lines of one file, to find places in.
struct SourceLines {
    private let lines: [Substring.UnicodeScalarView]

    init(_ text: String) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// A place beyond the last line with text, where the parser met the end, is moved to that line's end.
    func within(_ place: SourcePosition) -> SourcePosition {
        guard place.line >= lines.count, let last = lines.lastIndex(where: { line in line.contains { $0 != " " && $0 != "\r" } }),
            place.line > last + 1
        else { return place }
        let width = lines[last].reversed().drop { $0 == " " || $0 == "\r" }.count
        return SourcePosition(file: place.file, line: last + 1, column: width + 1)
    }

    /// The first place of a character at or after a place.
    func first(_ scalar: Unicode.Scalar, from place: SourcePosition) -> SourcePosition {
        for (number, line) in lines.enumerated().dropFirst(place.line - 1) {
            let skipped = number == place.line - 1 ? place.column - 1 : 0
            if let index = line.dropFirst(skipped).firstIndex(of: scalar) {
                return SourcePosition(file: place.file, line: number + 1, column: line.distance(from: line.startIndex, to: index) + 1)
            }
        }
        return place
    }

    /// The first place of some words at or after a place, on the line of it or one of the next; nil where they are not there.
    func first(_ words: String, from place: SourcePosition) -> SourcePosition? {
        let wanted = Array(words.unicodeScalars)
        for (number, line) in lines.enumerated().dropFirst(place.line - 1).prefix(Self.mostLinesOfAText) {
            let scalars = Array(line)
            let skipped = number == place.line - 1 ? place.column - 1 : 0
            guard skipped + wanted.count <= scalars.count else { continue }
            if let start = (skipped...(scalars.count - wanted.count)).first(where: {
                scalars[$0..<($0 + wanted.count)].elementsEqual(wanted)
            }) {
                return SourcePosition(file: place.file, line: number + 1, column: start + 1, length: wanted.count)
            }
        }
        return nil
    }

    /// Beyond so many lines nobody's text goes on.
    private static let mostLinesOfAText = 100
}
