/// A bundle as whoever applies meets it: who takes part, what is asked, which examples there are.
public struct BundleMessage: Codable, Sendable {
    public struct Role: Codable, Sendable {
        public var id: String
        /// person, deceased-person, organisation, vehicle or household.
        public var kind: String
    }

    public struct Question: Codable, Sendable {
        public struct Answer: Codable, Sendable {
            public var id: String
            public var title: String
        }

        public var id: String
        public var ask: String
        public var answers: [Answer]
    }

    public struct Item: Codable, Sendable {
        public var id: String
        public var title: String
        public var department: String
    }

    /// People and offices that can be simulated.
    public struct Scenario: Codable, Sendable {
        public var id: String
        public var title: String
    }

    public struct Journey: Codable, Sendable {
        public var id: String
        public var title: String
    }

    public var id: String
    public var title: String
    public var lifeEvent: String
    public var lead: String
    public var inForce: String?
    /// The example that holds where nothing else is said.
    public var base: String?
    public var roles: [Role]
    public var questions: [Question]
    public var items: [Item]
    public var journeys: [Journey]
    public var scenarios: [Scenario]

    public init(_ bundle: CompiledBundle, _ compilation: Compilation, _ language: Language) {
        let shared = bundle.shared
        (id, title, lifeEvent) = (bundle.id, bundle.title[language], bundle.definition.lifeEvent[language])
        lead = shared.departments[bundle.leadDepartment].id.value
        (inForce, base) = (bundle.definition.inForce?.description, bundle.definition.base?.value)
        roles = bundle.roles.map { Role(id: $0.id, kind: $0.kind.rawValue) }
        questions = bundle.questions.map { entry in
            let question = shared.questions[entry.question]
            let allowed = question.answers.enumerated().filter { entry.allowed & (1 << UInt64($0.offset)) != 0 }
            return Question(
                id: question.id, ask: question.ask[language],
                answers: allowed.map { Question.Answer(id: $0.element.id, title: $0.element.title[language]) })
        }
        items = bundle.items.filter { !$0.isWholeList }.map {
            Item(id: $0.item.id, title: $0.item.title[language], department: shared.departments[$0.item.department].id.value)
        }
        scenarios = compilation.scenarios.filter { $0.bundle.id == bundle.id }
            .map { Scenario(id: $0.id, title: $0.definition.title[language]) }
        journeys = compilation.journeys.filter { $0.bundle == bundle.id }.map { Journey(id: $0.id, title: $0.title[language]) }
    }
}
