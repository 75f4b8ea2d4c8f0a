/// A bundle as whoever applies meets it: who takes part, what is asked, which examples there are.
public struct BundleMessage: Codable, Sendable {
    public struct Role: Codable, Sendable {
        public var id: String
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

extension BundleMessage: Described {
    public static let about = "一件事 · A bundle as whoever applies meets it."
    public static let meanings: [String: Meaning] = [
        "id": .bundle,
        "title": .title,
        "lifeEvent": "人生事件 · The event in somebody's life or in that of a firm which it serves.",
        "lead": .department.and("It leads the bundle (牵头部门)."),
        "inForce": .day("Since when it is in force."),
        "base": "The example that holds where nothing else is said.",
        "roles": "角色 · Who takes part.",
        "questions": "情形 · What is asked.",
        "items": "事项 · Its items.",
        "journeys": "示例 · Its examples.",
        "scenarios": "Its people and offices that can be simulated (`simulate`).",
    ]
}

extension BundleMessage.Role: Described {
    public static let about = "角色 · Who takes part."
    public static let meanings: [String: Meaning] = [
        "id": "Its id within the bundle, for `people`, `holds`, `applicants`: `mother`; the second of several is `child#2`.",
        "kind": .words(RoleKind.self, "Who or what it is."),
    ]
}

extension BundleMessage.Question: Described {
    public static let about = "问题 · A question that tells the situation."
    public static let meanings: [String: Meaning] = [
        "id": "Its id, for `answers`.",
        "ask": "How it is asked, in the language of the answer.",
        "answers": "What may be answered.",
    ]
}

extension BundleMessage.Question.Answer: Described {
    public static let about = "An answer."
    public static let meanings: [String: Meaning] = [
        "id": "Its id, for `answers`.",
        "title": .title,
    ]
}

extension BundleMessage.Item: Described {
    public static let about = "事项 · An item of a bundle."
    public static let meanings: [String: Meaning] = [
        "id": .item,
        "title": .title,
        "department": .department,
    ]
}

extension BundleMessage.Journey: Described {
    public static let about = "示例 · An example situation."
    public static let meanings: [String: Meaning] = [
        "id": "Its id within the bundle, for `from`.",
        "title": .title,
    ]
}

extension BundleMessage.Scenario: Described {
    public static let about = "People and offices that can be simulated."
    public static let meanings: [String: Meaning] = [
        "id": "Its id within the bundle, for `scenario`.",
        "title": .title,
    ]
}
