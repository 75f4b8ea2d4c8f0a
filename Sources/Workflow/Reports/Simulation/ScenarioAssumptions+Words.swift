extension ScenarioAssumptions {
    /// What the ids of a scenario are called.
    struct Words {
        let shared: SharedDefinitions

        static func list(_ titles: [Title]) -> Title {
            Title(zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", "))
        }

        func question(_ id: String) -> Title { shared.questions.first { $0.id == id }?.ask ?? Title(zh: id, en: id) }

        func answer(_ id: String, to question: String, withQuestion: Bool = false) -> Title {
            let compiled = shared.questions.first { $0.id == question }
            let title = compiled.flatMap { one in one.answer(id).map { one.answers[$0].title } } ?? Title(zh: id, en: id)
            guard withQuestion, let ask = compiled?.ask else { return title }
            return Title(zh: "\(ask.zh)：\(title.zh)", en: "\(ask.en): \(title.en)")
        }

        func licence(_ id: String) -> Title {
            shared.licences.first { $0.definition.id.value == id }?.definition.title ?? Title(zh: id, en: id)
        }

        func condition(_ condition: Condition) -> Title {
            let alternatives = condition.alternatives.map { tests in
                Self.list(
                    tests.map { test in
                        let ask = question(test.question.value)
                        let answers = test.answers.map { answer($0.value, to: test.question.value) }
                        return Title(
                            zh: "\(ask.zh)：\(answers.map(\.zh).joined(separator: "或"))",
                            en: "\(ask.en): \(answers.map(\.en).joined(separator: " or "))")
                    })
            }
            return Title(zh: alternatives.map(\.zh).joined(separator: "；或者"), en: alternatives.map(\.en).joined(separator: "; or "))
        }

        static func weekday(_ id: String) -> Title {
            ScenarioCompiler.weekdays.firstIndex(of: id).map { Day.Weekday.allCases[$0].shortTitle } ?? Title(zh: id, en: id)
        }

        private static let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
        ]

        static func month(_ id: String) -> Title {
            guard let number = Int(id), (1...12).contains(number) else { return Title(zh: id, en: id) }
            return Title(zh: "\(number) 月", en: months[number - 1])
        }

        static func hour(_ id: String) -> Title { Title(zh: "\(id) 时", en: "\(id):00") }
    }
}
