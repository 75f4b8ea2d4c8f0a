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
    public static let about: Meaning = "一件事，申请人所见 · A bundle as whoever applies meets it."
    public static let meanings: [String: Meaning] = [
        "id": .bundle,
        "title": .title,
        "lifeEvent": "所对应的个人或企业全生命周期事件 · The event in somebody's life or in that of a firm which it serves.",
        "lead": .department.and("牵头部门 · It leads the bundle."),
        "inForce": .day("施行日 · Since when it is in force."),
        "base": "基准示例：未另写明的取自它 · The example that holds where nothing else is said.",
        "roles": "参与者的角色 · Who takes part.",
        "questions": "区分情形的问题 · What is asked.",
        "items": "事项 · Its items.",
        "journeys": "各示例 · Its examples.",
        "scenarios": "可以仿真的人和窗口（`simulate`） · Its people and offices that can be simulated (`simulate`).",
    ]
}

extension BundleMessage.Role: Described {
    public static let about: Meaning = "参与者的角色 · Who takes part."
    public static let meanings: [String: Meaning] = [
        "id": """
        一件事中的编号，用于 `people`、`holds`、`applicants`：`mother`；多人中的第二人为 `child#2` · \
        Its id within the bundle, for `people`, `holds`, `applicants`: `mother`; the second of several is `child#2`.
        """,
        "kind": .words(RoleKind.self, "是人、组织还是物 · Who or what it is."),
    ]
}

extension BundleMessage.Question: Described {
    public static let about: Meaning = "区分情形的问题 · A question that tells the situation."
    public static let meanings: [String: Meaning] = [
        "id": "问题编号，用于 `answers` · Its id, for `answers`.",
        "ask": "问法，按回答的语言 · How it is asked, in the language of the answer.",
        "answers": "可选的回答 · What may be answered.",
    ]
}

extension BundleMessage.Question.Answer: Described {
    public static let about: Meaning = "一种回答 · An answer."
    public static let meanings: [String: Meaning] = [
        "id": "回答编号，用于 `answers` · Its id, for `answers`.",
        "title": .title,
    ]
}

extension BundleMessage.Item: Described {
    public static let about: Meaning = "一件事的事项 · An item of a bundle."
    public static let meanings: [String: Meaning] = [
        "id": .item,
        "title": .title,
        "department": .department,
    ]
}

extension BundleMessage.Journey: Described {
    public static let about: Meaning = "示例情形 · An example situation."
    public static let meanings: [String: Meaning] = [
        "id": "一件事中的编号，用于 `from` · Its id within the bundle, for `from`.",
        "title": .title,
    ]
}

extension BundleMessage.Scenario: Described {
    public static let about: Meaning = "可以仿真的人和窗口 · People and offices that can be simulated."
    public static let meanings: [String: Meaning] = [
        "id": "一件事中的编号，用于 `scenario` · Its id within the bundle, for `scenario`.",
        "title": .title,
    ]
}
