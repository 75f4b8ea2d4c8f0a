/// A process as a state diagram in Mermaid, which GitHub draws.
struct StateDiagram {
    let process: CompiledProcess
    let language: Language

    /// Every state once, then every move from each of its states.
    var lines: [String] {
        ["stateDiagram-v2"] + states.map { "    \($0)" } + ["    [*] --> s0"] + moves.map { "    \($0)" } + ends.map { "    \($0)" }
    }

    private var states: [String] {
        process.states.indices.map { "state \"\(words(ofState: $0).inMermaid)\" as s\($0)" }
    }

    /// The state with how long it may last.
    private func words(ofState state: Int) -> String {
        let title = process.stateTitle(state)[language]
        return process.states[state].atMost.map { title + language.remark($0.title[language]) } ?? title
    }

    /// Moves between the same two states are one line of the picture.
    private var moves: [String] {
        var edges: [(from: Int, to: Int, labels: [String])] = []
        for (place, move) in process.moves.enumerated() {
            let label = words(ofMove: place)
            for state in move.from {
                if let known = edges.firstIndex(where: { $0.from == state && $0.to == move.to }) {
                    edges[known].labels.append(label)
                } else {
                    edges.append((state, move.to, [label]))
                }
            }
        }
        return edges.map { "s\($0.from) --> s\($0.to): \($0.labels.joined(separator: " / ").inMermaid)" }
    }

    private func words(ofMove move: Int) -> String {
        let title = process.definition.moves[move].title[language]
        let by = process.moves[move].by
        if by.contains(.time) { return "⌛ \(title)" }
        return by.contains(.applicant) ? title + language.remark(Actor.Role.applicant.title[language]) : title
    }

    private var ends: [String] {
        process.states.indices.filter { process.states[$0].end != nil }.map { "s\($0) --> [*]" }
    }
}

extension String {
    /// The text on one line with every mark that Mermaid or HTML would read as more than text as a number: `#34;`.
    var inMermaid: String {
        onOneLine.unicodeScalars.map { scalar in
            let isPlain =
                !scalar.isASCII || scalar == " " || scalar == "(" || scalar == ")" || scalar == "," || scalar == "/" || scalar == "-"
            return isPlain || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                ? String(Character(scalar)) : "#\(scalar.value);"
        }
        .joined()
    }
}
