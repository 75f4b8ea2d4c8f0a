/// A process as `show` prints it: its states, and the moves between them.
public struct ProcessMessage: Codable, Sendable {
    public struct State: Codable, Sendable {
        public var id: String
        public var title: String
        /// What the legal clock does, or how it ends.
        public var clock: String
        public var holder: String
        public var atMost: String?
        public var overdue: String?
    }

    public struct Move: Codable, Sendable {
        public var id: String
        public var title: String
        public var from: [String]
        public var to: String
        public var by: [String]
        /// The movers in words.
        public var movers: String
        public var needs: [String]
    }

    public var process: String
    public var title: String
    public var states: [State]
    public var moves: [Move]

    public init(_ process: CompiledProcess, of compilation: Compilation, _ language: Language) {
        let page = ProcessPage(process: process, compilation: compilation, language: language)
        self.process = process.id
        title = process.title[language]
        let names = process.definition.states.map(\.name.value)
        states = process.states.enumerated().map { place, state in
            State(
                id: names[place], title: process.stateTitle(place)[language], clock: page.clock(state), holder: page.holder(state),
                atMost: state.atMost?.title[language], overdue: state.atMost == nil ? nil : page.overdue(state))
        }
        moves = process.moves.enumerated().map { place, move in
            let written = process.definition.moves[place]
            return Move(
                id: written.name.value, title: written.title[language], from: move.from.map { names[$0] }, to: names[move.to],
                by: written.by.map(\.rawValue), movers: process.movers(place, language), needs: move.needs.all.map(\.rawValue))
        }
    }

    /// Two tables for people.
    public func text(_ language: Language) -> String {
        func table(_ caption: String, _ headings: [String], _ rows: [[String]]) -> Passage {
            let columns = headings.enumerated().map { (title: $1, kind: $0 == 0 ? PassageTable.Kind.name : .text) }
            return .table(PassageTable(caption, columns, rows.map { $0.map { PassageTable.Cell($0) } }))
        }
        return PassageText(language: language).render([
            .heading(title, level: 1),
            table(
                language("状态", "States"),
                [
                    language("标识", "id"), language("名称", "title"), language("法定时钟", "legal clock"), language("由谁处理", "who has it"),
                    language("最长", "at most"), language("逾期", "when that has passed"),
                ], states.map { [$0.id, $0.title, $0.clock, $0.holder, $0.atMost ?? "", $0.overdue ?? ""] }),
            table(
                language("动作", "Moves"),
                [
                    language("标识", "id"), language("名称", "title"), language("从", "from"), language("到", "to"), language("谁", "who"),
                    language("须有", "needs"),
                ],
                moves.map {
                    [$0.id, $0.title, $0.from.joined(separator: " "), $0.to, $0.movers, $0.needs.joined(separator: " ")]
                }),
        ])
    }
}
