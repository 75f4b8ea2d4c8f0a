/// A process as a Graphviz digraph: a box for every state, an arrow for every move with who makes it.
public struct ProcessGraph {
    private let process: CompiledProcess
    private let language: Language

    public init(_ process: CompiledProcess, _ language: Language) {
        self.process = process
        self.language = language
    }

    /// The whole file; the same process always gives the same text.
    public var text: String {
        let font = ("fontname", language("Noto Sans CJK SC,sans-serif", "Helvetica"))
        let legend = language("⌛：期限一过自行发生；双框：终点", "⌛ when the time of the state is up · double box: an end")
        let look = [
            "graph"
                + DotText.attributes([("label", "\(process.title[language])\n\(legend)\n "), ("labelloc", "t"), font, ("fontsize", "14")])
                + ";",
            "node" + DotText.attributes([("shape", "box"), font, ("fontsize", "11"), ("margin", "0.15,0.08")]) + ";",
            "edge" + DotText.attributes([font, ("fontsize", "10")]) + ";",
        ]
        let lines = look + process.states.indices.map(box) + process.moves.indices.flatMap(arrows)
        return "digraph \(DotText.quoted(process.id)) {\n" + lines.map { "    \($0)\n" }.joined() + "}\n"
    }

    private func name(_ state: Int) -> String { process.definition.states[state].name.value }

    private func box(_ state: Int) -> String {
        let rule = process.states[state]
        let limit = rule.atMost.map { "\n" + language("至多 ", "at most ") + $0.title[language] } ?? ""
        return DotText.node(
            name(state), [("label", process.stateTitle(state)[language] + limit)] + (rule.end == nil ? [] : [("peripheries", "2")]))
    }

    private func arrows(_ place: Int) -> [String] {
        let move = process.moves[place]
        let label = process.definition.moves[place].title[language] + "\n" + process.movers(place, language)
        return move.from.map { DotText.edge(name($0), name(move.to), [("label", label)]) }
    }
}

extension CompiledProcess {
    /// Who makes a move, in words.
    func movers(_ move: Int, _ language: Language) -> String { language.list(definition.moves[move].by.map { $0.title[language] }) }

    /// The people among them.
    func people(_ move: Int, _ language: Language) -> String {
        language.list(definition.moves[move].by.filter { $0 != .time }.map { $0.title[language] })
    }
}

extension ProcessDefinition.Mover {
    fileprivate var title: Title {
        switch self {
        case .applicant: Actor.Role.applicant.title
        case .officer: Actor.Role.officer.title
        case .counter: Actor.Role.counter.title
        case .supervisor: Actor.Role.supervisor.title
        case .paymentSystem: Actor.Role.paymentSystem.title
        case .time: Title(zh: "⌛ 期限", en: "⌛ time")
        }
    }
}
