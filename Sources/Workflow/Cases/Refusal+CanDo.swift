/// What can be done instead of what was refused, for programs and for people.
public struct CanDo: Sendable, Hashable, Codable {
    /// What is to be done, or by whom.
    public enum Action: String, Sendable, Hashable, Codable, CaseIterable {
        case startAnew = "start-anew"
        case submit, move, write
        case handIn = "hand-in"
        case verify
        case namePapers = "name-papers"
        case awaitItem = "await-item"
        case report
        case applyAlone = "apply-alone"
        case followTheLaw = "follow-the-law"
        case nothingNeeded = "nothing-needed"
        case askDepartment = "ask-department"
        case askColleague = "ask-colleague"
        case askSupervisor = "ask-supervisor"
        case awaitRelease = "await-release"
        case claim
        case sayWho = "say-who"
        case awaitDay = "await-day"
        case letThemAccept = "let-them-accept"
        case decideBy = "decide-by"
        case awaitAnswer = "await-answer"
        case showMandate = "show-mandate"
        case letThemMandate = "let-them-mandate"
        case letThemFill = "let-them-fill"
        case formStays = "form-stays"
        case acknowledge
        case tryAgain = "try-again"
        case closeFirst = "close-first"
        case nameReceipt = "name-receipt"
        case askSecurity = "ask-security"
    }

    public var action: Action
    public var item: String?
    public var move: String?
    /// Roles.
    public var by: [String]?
    public var line: String?
    public var papers: [String]?
    /// Properties of the body of a move.
    public var needs: [String]?
    public var event: String?
    public var department: String?
    public var day: String?
    /// Of the case.
    public var version: Int?
    public var zh: String
    public var en: String

    public var title: Title { Title(zh: zh, en: en) }
}

extension CanDo {
    /// - Parameter state: that on which the command was refused.
    init(_ instead: Refusal.Instead, _ title: Title, _ state: CaseState, under rules: CaseRules) {
        self.init(action: .nothingNeeded, zh: title.zh, en: title.en)
        func name(_ item: Int) -> String? { state.items.indices.contains(item) ? rules.name(of: state.items[item].opened) : nil }
        func moveName(_ move: Int, of item: Int) -> String? {
            guard state.items.indices.contains(item) else { return nil }
            let names = rules.process(of: state.items[item]).moveNames
            return names.indices.contains(move) ? names[move] : nil
        }
        func line(_ paper: Int) -> String? { state.submission.flatMap { $0.papers.indices.contains(paper) ? $0.papers[paper].id : nil } }
        func department(_ place: Int) -> String { rules.bundle.shared.departments[place].id.value }
        switch instead {
        case .startAnew: action = .startAnew
        case .submit: action = .submit
        case .move(let item, let move, let by):
            (action, self.item, self.move, self.by) = (.move, name(item), moveName(move, of: item), by.map(\.name))
        case .write(let needs): (action, self.needs) = (.write, needs.properties)
        case .handIn(let paper): (action, self.line) = (.handIn, line(paper))
        case .verify(let paper): (action, self.line) = (.verify, line(paper))
        case .name(let papers): (action, self.papers) = (.namePapers, papers.compactMap(line))
        case .awaitItem(let item): (action, self.item) = (.awaitItem, name(item))
        case .report(let event): (action, self.event) = (.report, rules.bundle.shared.events[event].id.value)
        case .applyAlone(let item): (action, self.item) = (.applyAlone, rules.bundle.items[item].item.id)
        case .followTheLaw: action = .followTheLaw
        case .nothingNeeded: break
        case .askDepartment(let place): (action, self.department) = (.askDepartment, department(place))
        case .askSupervisorOf(let place): (action, self.department) = (.askSupervisor, department(place))
        case .askColleague(let item, let move): (action, self.item, self.move) = (.askColleague, name(item), moveName(move, of: item))
        case .askSupervisor(let item): (action, self.item) = (.askSupervisor, name(item))
        case .awaitRelease(let item): (action, self.item) = (.awaitRelease, name(item))
        case .claim(let item): (action, self.item) = (.claim, name(item))
        case .sayWho: action = .sayWho
        case .awaitEnd(let day): (action, self.day) = (.awaitDay, day.description)
        case .letThemAccept: action = .letThemAccept
        case .decideBy(let day): (action, self.day) = (.decideBy, day.description)
        case .awaitAnswer(let paper, let day): (action, self.line, self.day) = (.awaitAnswer, line(paper), day.description)
        case .showMandate: action = .showMandate
        case .letThemMandate: action = .letThemMandate
        case .letThemFill: action = .letThemFill
        case .formStays: action = .formStays
        case .acknowledgeThrough(let version): (action, self.version) = (.acknowledge, version)
        case .tryAgain: action = .tryAgain
        case .closeFirst: action = .closeFirst
        case .nameReceipt: action = .nameReceipt
        case .askSecurity: action = .askSecurity
        }
    }
}

extension ProcessDefinition.Need {
    /// The property of a move's body in which it stands; of papers that are to be verified before, a word of its own.
    public var property: String {
        switch self {
        case .reason, .basis, .remedies, .payment, .papers: rawValue
        case .gaps: "papers"
        case .expectedEnd: "expectedEnd"
        case .newFacts: "newFacts"
        case .verifiedPapers: "verifiedPapers"
        }
    }

    /// Each once.
    static let properties = names(of: allCases)

    fileprivate static func names(of needs: [Self]) -> [String] {
        needs.map(\.property).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension MoveNeeds {
    /// What it is called in the body of a move.
    var properties: [String] { ProcessDefinition.Need.names(of: all) }
}
