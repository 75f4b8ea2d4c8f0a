/// A case as it stands, for programs and for people.
public struct CaseMessage: Codable, Sendable {
    public struct Move: Codable, Sendable {
        public var move: String
        public var title: String
        public var by: [String]
        public var needs: [String]
    }

    public struct Item: Codable, Sendable {
        public var item: String
        public var title: String
        public var department: String
        /// waiting, open or ended.
        public var stage: String
        public var state: String
        public var stateTitle: String
        public var end: String?
        public var received: String?
        public var statutory: String?
        public var promised: String?
        public var until: String?
        public var overdue: Bool
        /// Moves that lead on from where it is.
        public var moves: [Move]
    }

    public struct Material: Codable, Sendable {
        public var line: String
        public var title: String
        public var subject: String
        public var disposition: String
        /// There, verified, wanting or to come.
        public var status: String
        public var until: String?
    }

    public var id: String
    public var bundle: String
    public var title: String
    /// new, open or closed.
    public var phase: String
    public var version: Int
    public var submitted: String?
    public var due: String?
    public var answers: [String: String]
    public var items: [Item]
    /// Papers that were handed in or are to come; those that need not be are in the ledger.
    public var materials: [Material]

    public init(_ id: CaseID, _ state: CaseState, under rules: CaseRules, _ language: Language) {
        self.id = id.description
        bundle = rules.bundle.id
        title = rules.bundle.title[language]
        phase = "\(state.phase)"
        version = state.version
        submitted = state.submittedAt?.rfc3339
        due = state.submission?.due?.day.description
        answers = state.submission.map { rules.bundle.words(of: $0.answers) } ?? [:]
        items = state.items.indices.map { Item($0, state, rules, language) }
        materials = zip(state.submission?.papers ?? [], state.papers).compactMap { Material($0, $1, rules, language) }
    }
}

extension CaseMessage.Item {
    fileprivate init(_ place: Int, _ state: CaseState, _ rules: CaseRules, _ language: Language) {
        let one = state.items[place]
        let process = rules.process(of: one)
        item = rules.name(of: one.opened)
        let which = one.opened.instance < 0 ? "" : "#\(one.opened.instance + 1)"
        title = rules.bundle.items[Int(one.opened.item)].item.title[language] + which
        let answers = state.submission?.answers ?? Answers(questions: 0)
        department = rules.bundle.shared.departments[rules.department(of: one, answers)].id.value
        stage = "\(one.stage)"
        self.state = process.definition.states[Int(one.state)].name.value
        stateTitle = process.stateTitle(Int(one.state))[language]
        end = one.end?.name
        received = one.received?.description
        statutory = one.due(.statutory)?.day.description
        promised = one.due(.promised)?.day.description
        until = one.stage == .open ? one.until?.day.description : nil
        overdue = one.stage == .open && (one.statePassed || one.statutoryPassed || one.promisedPassed)
        moves =
            one.stage == .open
            ? rules.moves(from: one).map { move in
                CaseMessage.Move(
                    move: process.moveNames[Int(move.name)], title: process.moveTitle(Int(move.name))[language], by: move.by.words,
                    needs: move.needs.all.map(\.rawValue))
            } : []
    }
}

extension CaseMessage.Material {
    fileprivate init?(_ paper: CasePaper, _ now: PaperState, _ rules: CaseRules, _ language: Language) {
        guard now.disposition == .handedIn || now.disposition == .follows || now.isWanting else { return nil }
        line = paper.id
        title = paper.material.map { rules.bundle.shared.materials[$0].title[language] } ?? rules.bundle.title[language]
        subject = paper.subject
        disposition = now.disposition.rawValue
        status = now.isWanting ? "wanting" : !now.isThere ? "to-come" : now.isVerified ? "verified" : "there"
        until = now.isThere ? nil : now.until?.description
    }
}

extension CompiledBundle {
    /// Answers to its questions in words: question → answer.
    func words(of answers: Answers) -> [String: String] {
        var words: [String: String] = [:]
        for entry in questions {
            let question = shared.questions[entry.question]
            if let answer = answers[entry.question] { words[question.id] = question.answers[answer].id }
        }
        return words
    }
}

extension Movers {
    /// Who may make a move, as the format says it.
    var words: [String] {
        [(Movers.applicant, "applicant"), (.officer, "officer"), (.time, "time"), (.itself, "itself")].compactMap {
            contains($0) ? $1 : nil
        }
    }
}
