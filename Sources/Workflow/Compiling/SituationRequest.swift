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
        /// A word of whoever asks that means nothing here, as the message quotes it; he may have written anything there.
        public var word = ""
        /// Questions that are not answered, each with what may be answered.
        public var open: [Open] = []
    }

    /// A question that is not answered.
    public struct Open: Sendable, Hashable {
        public var question: String
        public var message: Title
    }
}

extension CompiledBundle {
    /// The situation of a journey with the request's answers and holdings in place of its own; without a journey, of nobody that is known
    /// of, while every source answers.
    public func situation(of journey: CompiledJourney?, changed request: SituationRequest) throws(SituationRequest.Problem) -> Situation {
        let (situation, open) = try incomplete(of: journey, changed: request)
        if !open.isEmpty { throw unanswered(open) }
        return situation
    }

    /// Questions that are open, with the answers that this bundle knows to each.
    func unanswered(_ open: [String]) -> SituationRequest.Problem {
        let choices = open.map { question -> String? in
            guard let asked = questions.first(where: { shared.questions[$0.question].id == question }) else { return nil }
            let compiled = shared.questions[asked.question]
            let answers = compiled.answers.enumerated().filter { asked.allowed & (1 << UInt64($0.offset)) != 0 }.map(\.element.id)
            // A number has too many to name.
            return compiled.lowest == nil ? answers.joined(separator: "|") : "\(answers.first ?? "")…\(answers.last ?? "")"
        }
        let options = zip(open, choices).map { question, choices in choices.map { "`\(question)=\($0)`" } ?? question }
        let names = open.map { "`\($0)`" }
        return SituationRequest.Problem(
            message: Title(
                zh: "问题 \(names.joined(separator: "、")) 没有回答",
                en: open.count == 1
                    ? "the question \(names[0]) is not answered" : "the questions \(names.joined(separator: ", ")) are not answered"),
            help: Title(zh: "可答：\(options.joined(separator: " "))", en: "the answers are: \(options.joined(separator: " "))"),
            open: zip(open, choices).map { question, choices in
                let choices = choices ?? ""
                return SituationRequest.Open(
                    question: question,
                    message: Title(zh: "没有回答；可答：\(choices)", en: "is not answered; the answers are: \(choices)"))
            })
    }

    /// The same as far as it goes, with the questions that are still open.
    func incomplete(
        of journey: CompiledJourney?, changed request: SituationRequest
    ) throws(SituationRequest.Problem) -> (situation: Situation, open: [String]) {
        var situation =
            journey?.situation
            ?? Situation(
                starts: Day(daysSince1970: 0), answers: Answers(questions: shared.questions.count),
                parties: Array(repeating: [], count: roles.count), sources: Array(repeating: true, count: shared.sources.count))
        if let holdings = request.holdings { situation.parties = try parties(holdings, instead: situation.parties) }
        let given = try givenAnswers(of: journey, changed: request)
        let (answers, unanswered) = answers(given, parties: situation.parties)
        situation.answers = answers
        return (situation, unanswered)
    }

    /// Question → answer, as they are given: those of the journey, and the request's in their place.
    func givenAnswers(of journey: CompiledJourney?, changed request: SituationRequest) throws(SituationRequest.Problem) -> [String: String]
    {
        var given = Dictionary(
            (journey?.definition.answers ?? []).map { ($0.question.value, $0.answer.value) }, uniquingKeysWith: { _, last in last })
        for change in request.answers {
            let question = try question(change.question)
            // `12 t or more` and `12-t-or-more` are the same answer.
            let answer = change.answer.split(separator: " ").joined(separator: "-")
            if let problem = problem(with: answer, to: question) {
                throw SituationRequest.Problem(message: problem.wording.message, help: problem.wording.help, word: answer)
            }
            given[change.question] = answer
        }
        return given
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
                : mistake.wording.help, word: id)
    }

    private func parties(_ holdings: [(role: String, licence: String)], instead of: [[Party]]) throws(SituationRequest.Problem) -> [[Party]]
    {
        var parties = of.map { $0.map { Party(identity: $0.identity) } }
        for holding in holdings {
            let (role, instance) = try holder(holding.role)
            guard let licence = shared.licences.firstIndex(where: { $0.definition.id.value == holding.licence }) else {
                throw unknown(.licence, holding.licence, among: shared.licences.map(\.definition.id.value))
            }
            let kinds = shared.licences[licence].kinds
            guard kinds.contains(roles[role].kind) else {
                let wording = Mistake.wrongRoleKind(
                    role: roles[role].id, kind: roles[role].kind.rawValue, expected: kinds.map(\.rawValue).joined(separator: ", "),
                    by: holding.licence
                ).wording
                throw SituationRequest.Problem(message: wording.message, help: wording.help)
            }
            while parties[role].count <= instance { parties[role].append(Party()) }
            parties[role][instance].holdings.append(Holding(licence: licence, until: nil))
        }
        return parties
    }

    /// A role that is a person or thing itself, and which of several: `child#2`.
    /// How many there can be of a role that is a person or thing itself.
    func most(of role: CompiledRole) -> Int {
        switch role.binding {
        case .one: 1
        case .counted(let question):
            shared.questions[question].number(
                UInt64.bitWidth - 1 - (questions.first { $0.question == question }?.allowed ?? 0).leadingZeroBitCount)
        case .group, .by: 0
        }
    }

    func holder(_ text: String) throws(SituationRequest.Problem) -> (role: Int, instance: Int) {
        let parts = text.split(separator: "#", maxSplits: 1).map(String.init)
        let name = parts.first ?? ""
        guard let role = role(name) else { throw unknown(.role, name, among: roles.map(\.id)) }
        switch roles[role].binding {
        case .one, .counted: break
        case .group(let members): throw standsForOthers(name, members)
        case .by(_, let chosen): throw standsForOthers(name, chosen.compactMap { $0 })
        }
        let most = most(of: roles[role])
        guard parts.count > 1 else { return (role, 0) }
        guard let number = Int(parts[1]), (1...max(1, most)).contains(number) else {
            throw SituationRequest.Problem(
                message: Title(zh: "没有 `\(text)`", en: "there is no `\(text)`"),
                help: Title(zh: "`\(name)` 最多 \(most) 个，从 1 数起", en: "there are at most \(most) of `\(name)`, counted from 1"),
                word: text)
        }
        return (role, number - 1)
    }

    private func standsForOthers(_ name: String, _ members: [Int]) -> SituationRequest.Problem {
        let names = Set(members).sorted().map { roles[$0].id }.joined(separator: " ")
        return SituationRequest.Problem(
            message: Title(zh: "`\(name)` 代表其他角色，自己不持有证照", en: "`\(name)` stands for other roles and holds nothing itself"),
            help: Title(zh: "写其中之一：\(names)", en: "name one of: \(names)"))
    }

    private func unknown(_ named: Mistake.Named, _ name: String, among names: [String]) -> SituationRequest.Problem {
        let nearest = nearestName(to: name, among: names).map { Mistake.Nearest(name: $0) }
        let wording = Mistake.unknown(named, name, nearest: nearest).wording
        // Where it is declared is for authors.
        let all = names.joined(separator: " ")
        let help = nearest == nil ? Title(zh: "有：\(all)", en: "there are: \(all)") : wording.help
        return SituationRequest.Problem(message: wording.message, help: help, word: name)
    }
}
