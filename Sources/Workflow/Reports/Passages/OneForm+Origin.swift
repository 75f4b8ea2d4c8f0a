extension Ledger {
    /// Where the value of a field comes from, in words.
    func origin(_ entry: OneForm.Entry, _ language: Language) -> String {
        switch entry.origin {
        case .typed: return language("手工填写", "typed by hand")
        case .answer(let question): return language("由回答得出：", "from an answer: ") + bundle.shared.questions[question].ask[language]
        case .licence(let licence, let field):
            return language("电子证照：", "licence: ") + named(bundle.shared.licences[licence].definition.title, field, language)
        case .source(let source, let field):
            return language("共享数据：", "shared data: ") + named(bundle.shared.sources[source].definition.title, field, language)
        case .item(let item, let field):
            return language("前序事项：", "earlier item: ") + named(bundle.items[item].item.title, field, language)
        }
    }

    private func named(_ title: Title, _ field: String, _ language: Language) -> String {
        "\(title[language]) · \(language("字段", "field")) \(field)"
    }

    /// A field's holder and its name in the folder: `mother.name`.
    func name(_ entry: OneForm.Entry) -> String {
        "\(roles.label([entry.subject])).\(bundle.shared.fields[entry.field].id.value)"
    }

    /// The answers of the situation: each question with what was answered.
    func answersInWords(_ language: Language) -> String {
        bundle.questions.compactMap { entry in
            let question = bundle.shared.questions[entry.question]
            return situation.answers[entry.question].map {
                "\(question.ask[language])\(language("：", ": "))\(question.answers[$0].title[language])"
            }
        }
        .joined(separator: language("；", "; "))
    }
}
