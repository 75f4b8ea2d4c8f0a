/// What somebody wants to know about: a journey, with some answers and holdings changed.
public struct SituationRequest: Sendable {
    /// Question → answer.
    public var answers: [(question: String, answer: String)] = []
    /// Role → licence; nil leaves the journey's holdings, an empty list takes them all away.
    public var holdings: [(role: String, licence: String)]?

    public init() {}

    /// Why a request cannot be met.
    public struct Problem: Error, Sendable {
        public var message: Title
        public var help: Title?
    }
}

extension CompiledBundle {
    /// The situation of a journey with the request's answers and holdings in place of its own.
    public func situation(of journey: CompiledJourney, changed request: SituationRequest) throws(SituationRequest.Problem) -> Situation {
        var situation = journey.situation
        if let holdings = request.holdings { situation.parties = try parties(holdings, instead: situation.parties) }
        var given = Dictionary(
            journey.definition.answers.map { ($0.question.value, $0.answer.value) }, uniquingKeysWith: { _, last in last })
        for change in request.answers {
            let question = try question(change.question)
            // `12 t or more` and `12-t-or-more` are the same answer.
            let answer = change.answer.split(separator: " ").joined(separator: "-")
            if let problem = problem(with: answer, to: question) {
                throw SituationRequest.Problem(message: problem.wording.message, help: problem.wording.help)
            }
            given[change.question] = answer
        }
        let (answers, unanswered) = answers(given, parties: situation.parties)
        if let open = unanswered.first {
            let choices = shared.questions.first { $0.id == open }?.answers.map(\.id).joined(separator: "|") ?? ""
            throw SituationRequest.Problem(
                message: Title(zh: "问题 `\(open)` 没有回答", en: "the question `\(open)` is not answered"),
                help: Title(zh: "加上 `--answer \(open)=\(choices)`", en: "add `--answer \(open)=\(choices)`"))
        }
        situation.answers = answers
        return situation
    }

    private func question(_ id: String) throws(SituationRequest.Problem) -> Int {
        let asked = questions.map { shared.questions[$0.question].id }
        if let question = questions.first(where: { shared.questions[$0.question].id == id }) { return question.question }
        let mistake = Mistake.unknown(.question, id, nearest: nearestName(to: id, among: asked).map { Mistake.Nearest(name: $0) })
        throw SituationRequest.Problem(
            message: Title(
                zh: "一件事 `\(self.id)` 没有问题 `\(id)`", en: "the bundle `\(self.id)` asks no question `\(id)`"),
            help: nearestName(to: id, among: asked) == nil
                ? Title(zh: "问题：\(asked.joined(separator: " "))", en: "the questions are: \(asked.joined(separator: " "))")
                : mistake.wording.help)
    }

    private func parties(_ holdings: [(role: String, licence: String)], instead of: [[Party]]) throws(SituationRequest.Problem) -> [[Party]]
    {
        var parties = of.map { $0.map { Party(identity: $0.identity) } }
        for holding in holdings {
            let parts = holding.role.split(separator: "#")
            let name = parts.first.map(String.init) ?? ""
            let instance = parts.count > 1 ? (Int(parts[1]) ?? 0) - 1 : 0
            guard let role = role(name), instance >= 0, instance < CompiledQuestion.mostAnswers else {
                throw unknown(.role, name, among: roles.map(\.id))
            }
            guard let licence = shared.licences.firstIndex(where: { $0.definition.id.value == holding.licence }) else {
                throw unknown(.licence, holding.licence, among: shared.licences.map(\.definition.id.value))
            }
            while parties[role].count <= instance { parties[role].append(Party()) }
            parties[role][instance].holdings.append(Holding(licence: licence, until: nil))
        }
        return parties
    }

    private func unknown(_ named: Mistake.Named, _ name: String, among names: [String]) -> SituationRequest.Problem {
        let wording = Mistake.unknown(named, name, nearest: nearestName(to: name, among: names).map { Mistake.Nearest(name: $0) }).wording
        return SituationRequest.Problem(message: wording.message, help: wording.help)
    }
}
