/// What somebody hands in to begin a case.
public struct NewCase: Sendable, Hashable, Codable {
    public struct Held: Sendable, Hashable, Codable {
        /// `mother`, or `child#2`.
        public var role: String
        public var licence: String

        public init(role: String, licence: String) { (self.role, self.licence) = (role, licence) }
    }

    public var bundle: String
    /// An example whose answers and holdings hold where nothing else is said.
    public var from: String?
    /// Question → answer.
    public var answers: [String: String]
    /// Nil: those of the example, or none.
    public var holds: [Held]?
    /// Materials that must be handed in and are not attached.
    public var without: [String]

    public init(bundle: String, from: String? = nil, answers: [String: String] = [:], holds: [Held]? = nil, without: [String] = []) {
        (self.bundle, self.from, self.answers, self.holds, self.without) = (bundle, from, answers, holds, without)
    }
}

/// What somebody wants to happen to a case, in words.
public enum CaseRequest: Sendable, Hashable {
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

    /// What is written when a move is made.
    public struct Note: Sendable, Hashable, Codable {
        public var reason: String?
        public var basis: String?
        public var expectedEnd: String?
        public var remedies: String?
        public var payment: String?
        /// Lines of the ledger: `birth-registration/3`.
        public var papers: [String]
        /// What has become known since papers were last named as wanting.
        public var newFacts: String?

        public init(
            reason: String? = nil, basis: String? = nil, expectedEnd: String? = nil, remedies: String? = nil, payment: String? = nil,
            papers: [String] = [], newFacts: String? = nil
        ) {
            (self.reason, self.basis, self.expectedEnd) = (reason, basis, expectedEnd)
            (self.remedies, self.payment, self.papers, self.newFacts) = (remedies, payment, papers, newFacts)
        }
    }
}

/// A word in a request that means nothing here, and what there is.
public struct UnknownWord: Error, Sendable, Hashable {
    public enum Kind: String, Sendable {
        case bundle, journey, item, move, line, event, material, day, `case`, department, visit
    }

    public var kind: Kind
    public var word: String
    public var known: [String]

    public init(_ kind: Kind, _ word: String, known: [String] = []) { (self.kind, self.word, self.known) = (kind, word, known) }
}

extension UnknownWord {
    public var message: Title {
        switch kind {
        case .bundle: Title(zh: "没有一件事 `\(word)`", en: "there is no bundle `\(word)`")
        case .journey: Title(zh: "没有示例 `\(word)`", en: "there is no journey `\(word)`")
        case .item: Title(zh: "本案没有事项 `\(word)`", en: "this case has no item `\(word)`")
        case .move: Title(zh: "没有动作 `\(word)`", en: "there is no move `\(word)`")
        case .line: Title(zh: "本案没有材料 `\(word)`", en: "this case has no paper `\(word)`")
        case .event: Title(zh: "没有事件 `\(word)`", en: "there is no event `\(word)`")
        case .material: Title(zh: "没有材料 `\(word)`", en: "there is no material `\(word)`")
        case .day: Title(zh: "`\(word)` 不是日期（2026-03-02）", en: "`\(word)` is no day (2026-03-02)")
        case .department: Title(zh: "没有部门 `\(word)`", en: "there is no department `\(word)`")
        case .visit: Title(zh: "没有联合踏勘 `\(word)`", en: "there is no joint visit `\(word)`")
        case .case: Title(zh: "没有办件 `\(word)`", en: "there is no case `\(word)`")
        }
    }

    public var help: Title? {
        if let nearest = nearestName(to: word, among: known) {
            return Title(zh: "是不是 `\(nearest)`？", en: "did you mean `\(nearest)`?")
        }
        let list = known.joined(separator: " ")
        return known.isEmpty ? nil : Title(zh: "可用：\(list)", en: "there are: \(list)")
    }
}

extension CaseRequest {
    /// The request in the numbers of a case.
    func action(_ state: CaseState, _ rules: CaseRules, person: (String) throws -> Int32) throws -> CaseCommand.Action {
        let submission = state.submission ?? Submission(answers: Answers(questions: 0), items: [], papers: [], due: nil)
        func place(ofItem name: String) throws(UnknownWord) -> Int {
            let names = submission.items.indices.map { rules.name(ofItem: $0, in: submission) }
            guard let place = names.firstIndex(of: name) else { throw UnknownWord(.item, name, known: names) }
            return place
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
        case .delegate(let item, let to): return .delegate(item: try place(ofItem: item), to: try person(to))
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
            guard let day = Day(text) else { throw UnknownWord(.day, text) }
            end = day
        }
        return MoveNote(
            reason: words(reason), basis: words(basis), expectedEnd: end, remedies: words(remedies), payment: payment, papers: papers,
            newFacts: words(newFacts))
    }
}

/// Who asks for something: a person under a pseudonym, in a role, of a department.
public struct Caller: Sendable, Hashable {
    public var role: Actor.Role
    /// A staff number or another pseudonym, never a name; nil: not known.
    public var person: String?
    public var department: String?

    public init(_ role: Actor.Role, person: String? = nil, department: String? = nil) {
        (self.role, self.person, self.department) = (role, person, department)
    }

    public static let applicant = Caller(.applicant)
    public static let officer = Caller(.officer)
    public static let system = Caller(.system)

    /// In the numbers of the store and of the definitions of a case.
    func actor(_ shared: SharedDefinitions, person number: (String) throws -> Int32) throws -> Actor {
        var actor = Actor(role, person: try person.map(number) ?? -1)
        if let department {
            let departments = shared.departments.map(\.id.value)
            guard let place = departments.firstIndex(of: department) else { throw UnknownWord(.department, department, known: departments) }
            actor.department = Int16(place)
        }
        return actor
    }
}
