/// Resolves the journeys of one bundle.
struct JourneyCompiler {
    let bundle: CompiledBundle
    let compiler: SharedCompiler

    private var findings: Findings { compiler.findings }
    private var shared: SharedDefinitions { bundle.shared }

    func compile(_ journey: JourneyDefinition) -> CompiledJourney? {
        var compiled: CompiledJourney?
        let whole = findings.isWhole {
            if compiler.definitions.brokenFiles.contains(journey.id.position.file) { findings.breakOff() }
            let starts = journey.starts.day
            let parties = parties(journey, starts)
            let sources = sources(journey)
            let answers = answers(journey, parties)
            compiled = CompiledJourney(
                definition: journey, id: journey.id.value, title: journey.title, bundle: bundle.id,
                situation: Situation(starts: starts, answers: answers, parties: parties, sources: sources),
                script: ScriptCompiler(bundle: bundle, compiler: compiler).compile(journey))
        }
        return whole ? compiled : nil
    }

    private func sources(_ journey: JourneyDefinition) -> [Bool] {
        var sources = Array(repeating: false, count: shared.sources.count)
        for name in journey.shared {
            if let place = compiler.sources.find(name) { sources[place] = true }
        }
        return sources
    }

    private func parties(_ journey: JourneyDefinition, _ starts: Day) -> [[Party]] {
        let names = compiler.roleNames(bundle.definition.roles.map(\.name), of: bundle.definition.id.position.file)
        var parties: [[Party]] = Array(repeating: [], count: bundle.roles.count)
        for entry in journey.people {
            guard let role = names.find(entry.role) else { continue }
            parties[role] = entry.persons.map { person in
                check(person.id, kind: bundle.roles[role].kind)
                return Party(identity: person.id?.value, holdings: person.holds.compactMap { holding($0, of: role) })
            }
        }
        return parties
    }

    private func holding(_ held: JourneyDefinition.HeldLicence, of role: Int) -> Holding? {
        guard let licence = compiler.licences.find(held.licence) else { return nil }
        let kinds = shared.licences[licence].kinds
        if !kinds.contains(bundle.roles[role].kind) {
            findings.report(
                .wrongRoleKind(
                    role: bundle.roles[role].id, kind: bundle.roles[role].kind.rawValue,
                    expected: kinds.map(\.rawValue).joined(separator: ", "), by: held.licence.value), at: held.licence.position)
        }
        let lasts = shared.licences[licence].definition.lasts
        let ends = held.issued.flatMap { issued in lasts.map { issued.ending($0) } }
        return Holding(licence: licence, until: held.until ?? ends, fields: held.fields)
    }

    /// Sample people are synthetic and their codes are right.
    private func check(_ id: Located<String>?, kind: RoleKind) {
        guard let id else { return }
        switch kind {
        case .person, .deceasedPerson:
            do throws(CitizenID.Problem) {
                let citizen = try CitizenID(parsing: id.value)
                if !citizen.isSynthetic { findings.report(.notSynthetic, at: id.position) }
            } catch {
                findings.report(.wrongCode(kind: Title(zh: "公民身份号码", en: "citizen id"), reason: error.reason), at: id.position)
            }
        case .organisation:
            do throws(CreditCode.Problem) {
                let code = try CreditCode(parsing: id.value)
                if !code.area.hasPrefix("99") { findings.report(.notSynthetic, at: id.position) }
            } catch {
                findings.report(
                    .wrongCode(kind: Title(zh: "统一社会信用代码", en: "unified social credit code"), reason: error.reason), at: id.position)
            }
        case .vehicle, .household: break
        }
    }

    private func answers(_ journey: JourneyDefinition, _ parties: [[Party]]) -> Answers {
        var given: [String: String] = [:]
        for entry in journey.answers {
            guard let place = compiler.questionNames.find(entry.question) else { continue }
            if bundle.asks(place) {
                if let problem = bundle.problem(with: entry.answer.value, to: place) { findings.report(problem, at: entry.answer.position) }
            } else {
                findings.report(.answerNotAsked(entry.question.value, bundle: bundle.id), at: entry.question.position)
            }
            given[entry.question.value] = entry.answer.value
        }
        let (answers, unanswered) = bundle.answers(given, parties: parties)
        // A misspelt question, answer or role may be why another question stays open.
        if !findings.isBroken {
            for question in unanswered { findings.report(.unansweredQuestion(question), at: journey.answersPosition) }
        }
        return answers
    }
}

extension CompiledBundle {
    func asks(_ question: Int) -> Bool { questions.contains { $0.question == question } }

    /// Why a text is no answer to a question of this bundle; nil where it is one.
    func problem(with text: String, to question: Int) -> Mistake? {
        let compiled = shared.questions[question]
        let allowed = questions.first { $0.question == question }?.allowed ?? 0
        if let answer = compiled.answer(text), allowed & (1 << UInt64(answer)) != 0 { return nil }
        let known = compiled.answers.indices.filter { allowed & (1 << UInt64($0)) != 0 }.map { compiled.answers[$0].id }
        if compiled.lowest != nil, let first = known.first, let last = known.last {
            return .unknownAnswer(text, question: compiled.id, answers: ["\(first) to \(last)"], nearest: nil)
        }
        return .unknownAnswer(text, question: compiled.id, answers: known, nearest: nearestName(to: text, among: known))
    }

    /// Answers by name → answers by number: what a licence says, what was given, and the questions that remain open.
    ///
    /// A question that is not asked in this situation stays without an answer, whatever was given.
    func answers(_ given: [String: String], parties: [[Party]]) -> (answers: Answers, unanswered: [String]) {
        var answers = Answers(questions: shared.questions.count)
        var unanswered: [String] = []
        for question in AnswerSpace(shared, questions).closure(of: Set(questions.map(\.question))) where asks(question) {
            let compiled = shared.questions[question]
            guard compiled.onlyIf.holds(answers) else { continue }
            if let known = compiled.source.flatMap({ answer(from: $0, parties) }) {
                answers[question] = known
            } else if let text = given[compiled.id], let answer = compiled.answer(text) {
                answers[question] = answer
            } else {
                unanswered.append(compiled.id)
            }
        }
        return (answers, unanswered)
    }

    /// What a licence that somebody of the case holds says to a question.
    private func answer(from source: CompiledQuestion.Source, _ parties: [[Party]]) -> Int? {
        guard let role = role(source.role.value) else { return nil }
        let texts = parties[role].flatMap(\.holdings).filter { $0.licence == source.licence }.compactMap { $0.fields[source.field] }
        guard !texts.isEmpty else { return nil }
        return source.contains.first { entry in texts.contains { $0.contains(entry.text) } }?.answer ?? source.otherwise
    }
}
