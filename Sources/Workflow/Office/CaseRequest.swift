/// What somebody wants to happen to a case, in words.
public enum CaseRequest: Sendable, Hashable, Codable {
    case move(item: String, move: String, note: Note?)
    case handIn(line: String)
    case verify(line: String)
    case report(event: String)
    /// Without an item: all that is not decided.
    case withdraw(item: String?)
    case letTimePass
    case claim(item: String)
    case release(item: String)
    case delegate(item: String, to: String)
    /// One of the bundle's joint visits.
    case visit(String)
    /// The department's own system has taken in what happened to an item through a version of the case.
    case acknowledge(item: String, through: Int)
    /// The department's own system lacks an item: it is to be handed over again.
    case handOverAgain(item: String)
    /// Data that stand in for a line of the ledger are doubted.
    case dispute(line: String, reason: String, newFacts: String?)
    /// Their owner answers: confirmed, corrected or unknown.
    case settle(line: String, outcome: String, reason: String)
    /// The limit for the whole is made longer.
    case extend(reason: String)
    /// Somebody may act for the applicant.
    case mandate(ShownMandate)
    case endMandate(agent: String)

    /// What is written when a move is made.
    public struct Note: Sendable, Hashable, Codable {
        public var reason: String?
        public var basis: String?
        public var expectedEnd: String?
        public var remedies: String?
        public var payment: String?
        public var papers: [String]
        public var newFacts: String?

        public init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                reason: try keys.decodeIfPresent(String.self, forKey: .reason),
                basis: try keys.decodeIfPresent(String.self, forKey: .basis),
                expectedEnd: try keys.decodeIfPresent(String.self, forKey: .expectedEnd),
                remedies: try keys.decodeIfPresent(String.self, forKey: .remedies),
                payment: try keys.decodeIfPresent(String.self, forKey: .payment),
                papers: try keys.decodeIfPresent([String].self, forKey: .papers) ?? [],
                newFacts: try keys.decodeIfPresent(String.self, forKey: .newFacts))
        }

        public init(
            reason: String? = nil, basis: String? = nil, expectedEnd: String? = nil, remedies: String? = nil, payment: String? = nil,
            papers: [String] = [], newFacts: String? = nil
        ) {
            (self.reason, self.basis, self.expectedEnd) = (reason, basis, expectedEnd)
            (self.remedies, self.payment, self.papers, self.newFacts) = (remedies, payment, papers, newFacts)
        }
    }
}

extension CaseRequest {
    /// The request in the numbers of a case.
    func action(_ state: CaseState, _ rules: CaseRules, person: (String) throws -> Int32) throws -> CaseCommand.Action {
        let submission = state.submission ?? Submission(answers: Answers(questions: 0), items: [], papers: [], due: nil)
        func place(ofItem name: String) throws(UnknownWord) -> Int {
            if let place = submission.items.firstIndex(where: { rules.name(of: $0) == name }) { return place }
            throw UnknownWord(.item, name, known: submission.items.map(rules.name))
        }
        func place(ofLine line: String) throws(UnknownWord) -> Int {
            guard let place = submission.papers.firstIndex(where: { $0.id == line }) else {
                throw UnknownWord(.line, line, known: submission.papers.map(\.id))
            }
            return place
        }
        switch self {
        case .move(let item, let move, let note):
            let item = try place(ofItem: item)
            let names = rules.process(of: state.items[item]).moveNames
            guard let number = names.firstIndex(of: move) else { throw UnknownWord(.move, move, known: names) }
            var papers: [Int] = []
            for line in note?.papers ?? [] { papers.append(try place(ofLine: line)) }
            return .move(item: item, move: number, note: try note?.written(papers))
        case .handIn(let line): return .handIn(paper: try place(ofLine: line))
        case .verify(let line): return .verify(paper: try place(ofLine: line))
        case .report(let event):
            let events = rules.bundle.shared.events.map(\.id.value)
            guard let number = events.firstIndex(of: event) else { throw UnknownWord(.event, event, known: events) }
            return .report(event: number)
        case .withdraw(nil): return .withdraw(item: nil)
        case .withdraw(let item?): return .withdraw(item: try place(ofItem: item))
        case .letTimePass: return .letTimePass
        case .claim(let item): return .claim(item: try place(ofItem: item))
        case .release(let item): return .release(item: try place(ofItem: item))
        case .delegate(let item, let to):
            try Caller.check(person: to, as: "to")
            return .delegate(item: try place(ofItem: item), to: try person(to))
        case .acknowledge(let item, let through): return .acknowledge(item: try place(ofItem: item), through: through)
        case .handOverAgain(let item): return .handOverAgain(item: try place(ofItem: item))
        case .dispute(let line, let reason, let newFacts):
            return .dispute(paper: try place(ofLine: line), note: try Note(reason: reason, newFacts: newFacts).written([]))
        case .settle(let line, let word, let reason):
            guard let outcome = DisputeOutcome(rawValue: word) else {
                throw UnknownWord(.outcome, word, known: DisputeOutcome.allCases.map(\.rawValue))
            }
            return .settle(paper: try place(ofLine: line), outcome, note: try Note(reason: reason).written([]))
        case .mandate(let shown):
            var mandate = try shown.mandate(person: person)
            for item in shown.items ?? [] { mandate.items.append(Int32(try place(ofItem: item))) }
            return .mandate(mandate)
        case .endMandate(let agent): return .endMandate(agent: try person(agent))
        case .extend(let reason): return .extend(note: try Note(reason: reason).written([]))
        case .visit(let visit):
            let visits = rules.bundle.definition.jointVisits.map(\.name.value)
            guard let number = visits.firstIndex(of: visit) else { throw UnknownWord(.visit, visit, known: visits) }
            return .visit(joint: number, note: nil)
        }
    }
}

extension CaseRequest.Note {
    /// What people write is in their own language; it stands for both.
    fileprivate func written(_ papers: [Int]) throws(UnknownWord) -> MoveNote {
        func words(_ text: String?) -> Title? { text.map { Title(zh: $0, en: $0) } }
        var end: Day?
        if let text = expectedEnd {
            end = try Day(word: text)
        }
        return MoveNote(
            reason: words(reason), basis: words(basis), expectedEnd: end, remedies: words(remedies), payment: payment, papers: papers,
            newFacts: words(newFacts))
    }
}

extension ShownMandate {
    /// In the numbers of a store, for the whole case.
    func mandate(person: (String) throws -> Int32) throws -> Mandate {
        Mandate(agent: try person(agent), reference: reference, until: try until.map { day throws(UnknownWord) in try Day(word: day) })
    }
}

extension Day {
    /// A day that somebody wrote.
    fileprivate init(word: String) throws(UnknownWord) {
        guard let day = Day(word) else { throw UnknownWord(.day, word) }
        self = day
    }
}

extension CaseRequest.Note: Described {
    public static let about: Meaning =
        "随动作写明的内容；动作须写明哪些，见办件的 `needs` · What is written with a move. Which of it a move needs is said by `needs` of the case."
    public static let meanings: [String: Meaning] = [
        "reason": "理由，申请人可见 · Why, read by the applicant.",
        "basis": "法律依据 · The legal basis.",
        "expectedEnd": .day("预计恢复办理之日 · When it is expected to go on."),
        "remedies": "救济途径：向谁、在何期限内 · What can be done against it: to whom, within which time.",
        "payment": "缴费凭证号 · The reference of the payment.",
        "papers": "材料：一次告知须补正的全部账目行，或已提交的账目行 · Lines of the ledger that are wanting, all of them at once, or that were handed in.",
        "newFacts": "自上次告知补正后新出现的情况 · What has become known since papers were last named as wanting.",
    ]
}
