/// A case as it stands, for programs and for people.
public struct CaseMessage: Codable, Sendable {
    public struct Move: Codable, Sendable {
        public var move: String
        public var title: String
        /// As the process says it; `itself` where a rule may make it.
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
        public var endTitle: String?
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
        /// there, verified, wanting, to-come or disputed.
        public var status: String
        public var until: String?
    }

    /// Of somebody who may act for the applicant.
    public struct Mandate: Codable, Sendable {
        /// Who it is, under a pseudonym.
        public var agent: String?
        /// Where it is filed.
        public var reference: String
        public var until: String?
        /// The items that it is for; none: the whole case.
        public var items: [String]
    }

    /// A licence on which the case rests.
    public struct Licence: Codable, Sendable {
        public var type: String
        public var title: String
        /// Its number in the registry; nil: it is awaited.
        public var register: Int64?
        /// The provider that has not said yet whether there is one.
        public var awaitedFrom: String?
        /// The authorisation by which it was read; nil: its holder applies.
        public var authorisation: Int64?
        /// The lines for which it stands in; none: it answers a question.
        public var lines: [String]
        /// Why it holds no more, as far as is known; it is looked after before each decision.
        public var loss: String?
        public var lossTitle: String?
        /// It came from a provider, and its copy was destroyed on that day.
        public var destroyed: String?
    }

    /// What an item ended with.
    public struct Result: Codable, Sendable {
        public var item: String
        public var licence: String
        public var title: String
        /// Its number in the registry; nil: it is to be made out.
        public var register: Int64?
    }

    public var id: String
    public var bundle: String
    public var title: String
    /// new, open or closed.
    public var phase: String
    public var version: Int
    public var submitted: String?
    /// The day on which what it kept of people was destroyed.
    public var erased: String?
    public var due: String?
    /// That day has passed, or soon will have, and something is not decided.
    public var late: Bool
    public var near: Bool
    public var answers: [String: String]
    public var items: [Item]
    /// Papers that were handed in or are to come; those that need not be are in the ledger.
    public var materials: [Material]
    public var mandates: [Mandate]
    public var licences: [Licence]
    public var results: [Result]

    /// - Parameters:
    ///   - people: pseudonyms by number, as far as they are known.
    ///   - editions: the rules that it began with, and those after each migration.
    ///   - copies: of licences of which nothing is left, by their numbers.
    public init(
        _ id: CaseID, _ state: CaseState, under rules: CaseRules, editions: [CaseRules] = [], people: [Int32: String] = [:],
        destroyed copies: Set<Int64> = [], _ language: Language
    ) {
        self.id = id.description
        bundle = rules.bundle.id
        title = rules.bundle.title[language]
        phase = "\(state.phase)"
        version = state.version
        submitted = state.submittedAt?.rfc3339
        due = state.due?.day.description
        erased = state.erasedOn?.description
        (late, near) = (state.isWholeLate, state.isWholeNearing)
        answers = state.submission.map { rules.bundle.words(of: $0.answers) } ?? [:]
        items = state.items.indices.map { Item($0, state, rules, language) }
        materials = zip(state.submission?.papers ?? [], state.papers).compactMap { Material($0, $1, rules, language) }
        mandates = state.mandates.map { mandate in
            Mandate(
                agent: people[mandate.agent], reference: mandate.reference, until: mandate.until?.description,
                items: mandate.items.map { rules.name(of: state.items[Int($0)].opened) })
        }
        licences = state.evidence.map { evidence in
            let type = (editions.first ?? rules).bundle.shared.type(Int(evidence.licence)).definition
            return Licence(
                type: type.id.value, title: type.title[language], register: evidence.register == 0 ? nil : evidence.register,
                awaitedFrom: evidence.loss == nil ? evidence.awaited?.provider : nil,
                authorisation: evidence.authorisation > 0 ? evidence.authorisation : nil,
                lines: evidence.papers.compactMap { state.submission?.papers[Int($0)].id }, loss: evidence.loss?.name,
                lossTitle: evidence.loss?.title[language],
                destroyed: copies.contains(evidence.register) ? state.erasedOn?.description : nil)
        }
        results = state.results.map { result in
            let edition = Int(result.edition)
            let bundle = (editions.indices.contains(edition) ? editions[edition] : rules).bundle
            let opened = state.items[Int(result.item)].opened
            let type = bundle.shared.licences[bundle.items[Int(opened.item)].item.issues[Int(result.issue)].licence].definition
            return Result(
                item: rules.name(of: opened), licence: type.id.value, title: type.title[language],
                register: result.register == 0 ? nil : result.register)
        }
    }
}

extension CaseMessage.Item {
    fileprivate init(_ place: Int, _ state: CaseState, _ rules: CaseRules, _ language: Language) {
        let one = state.items[place]
        let process = rules.process(of: one)
        item = rules.name(of: one.opened)
        title = rules.title(of: one.opened)[language]
        let answers = state.submission?.answers ?? Answers(questions: 0)
        department = rules.bundle.shared.departments[rules.holder(of: one, answers)].id.value
        stage = "\(one.stage)"
        self.state = process.definition.states[Int(one.state)].name.value
        stateTitle = process.stateTitle(Int(one.state))[language]
        end = one.end?.name
        endTitle = one.end?.title[language]
        received = one.received?.description
        statutory = one.due(.statutory)?.day.description
        promised = one.due(.promised)?.day.description
        until = one.due(.state)?.day.description
        overdue = one.isOverdue
        moves = one.stage == .open ? rules.moves(from: one).compactMap { CaseMessage.Move($0, from: one.state, of: process, language) } : []
    }
}

extension CaseMessage.Move {
    fileprivate init?(_ rule: CaseRules.MoveRule, from state: Int16, of process: CompiledProcess, _ language: Language) {
        guard let place = process.move(Int(rule.name), from: Int(state)) else { return nil }
        let definition = process.definition.moves[place]
        move = process.moveNames[Int(rule.name)]
        title = process.moveTitle(Int(rule.name))[language]
        by = definition.by.map(\.rawValue) + (rule.by.contains(.itself) ? ["itself"] : [])
        needs = rule.needs.all.map(\.rawValue)
    }
}

extension CaseMessage.Material {
    fileprivate init?(_ paper: CasePaper, _ now: PaperState, _ rules: CaseRules, _ language: Language) {
        guard now.disposition == .handedIn || now.disposition == .follows || now.isWanting || now.dispute != nil else { return nil }
        line = paper.id
        title = rules.title(of: paper)[language]
        subject = paper.subject
        disposition = now.disposition.rawValue
        status =
            now.dispute != nil ? "disputed" : now.isWanting ? "wanting" : !now.isThere ? "to-come" : now.isVerified ? "verified" : "there"
        until = now.dispute?.until.day.description ?? (now.isThere ? nil : now.until?.description)
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
