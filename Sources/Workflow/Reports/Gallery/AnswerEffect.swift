/// Something that the answers to a question decide.
struct AnswerEffect: Sendable {
    enum Kind: Sendable, CaseIterable {
        case question, stop, role, item, variant, waits, line, form, route, issue

        var title: Title {
            switch self {
            case .question: Title(zh: "是否提问", en: "another question")
            case .stop: Title(zh: "不予办理", en: "stop")
            case .role: Title(zh: "人员与对象", en: "people and things")
            case .item: Title(zh: "是否办理事项", en: "item")
            case .variant: Title(zh: "事项怎样办理", en: "how an item is handled")
            case .waits: Title(zh: "等待", en: "waiting")
            case .line: Title(zh: "材料", en: "line")
            case .form: Title(zh: "表格字段", en: "field of the form")
            case .route: Title(zh: "免交途径", en: "what spares a paper")
            case .issue: Title(zh: "签发", en: "result")
            }
        }
    }

    var kind: Kind
    /// Its name in the files.
    var name: String
    var title: Title
    /// When it holds; nil where every answer counts.
    var when: CompiledCondition?
    var questions: Set<Int>

    init(_ kind: Kind, _ name: String, _ title: Title, when condition: CompiledCondition) {
        (self.kind, self.name, self.title, when, questions) = (kind, name, title, condition, condition.questions)
    }

    init(_ kind: Kind, _ name: String, _ title: Title, everyAnswerOf question: Int) {
        (self.kind, self.name, self.title, when, questions) = (kind, name, title, nil, [question])
    }
}

extension CompiledBundle {
    /// Everything of the bundle that an answer decides, in the order of the kinds and of the files.
    var answerEffects: [AnswerEffect] {
        (questionEffects + stopEffects + roleEffects + itemEffects + items.flatMap(lineEffects) + notAskedEffects)
            .filter { !$0.questions.isEmpty }
    }

    private var questionEffects: [AnswerEffect] {
        questions.map { shared.questions[$0.question] }.map { AnswerEffect(.question, $0.id, $0.ask, when: $0.onlyIf) }
    }

    private var stopEffects: [AnswerEffect] { stops.map { AnswerEffect(.stop, "", $0.because, when: $0.onlyIf) } }

    private var roleEffects: [AnswerEffect] {
        roles.flatMap { role -> [AnswerEffect] in
            let title = roleTitle(role.id)
            let takesPart = AnswerEffect(.role, role.id, title, when: role.onlyIf)
            switch role.binding {
            case .counted(let question):
                let many = Title(zh: "\(title.zh)：几个", en: "\(title.en): how many")
                return [takesPart, AnswerEffect(.role, role.id, many, everyAnswerOf: question)]
            case .by(let question, let chosen):
                let who = chosen.indices.filter { chosen[$0] != nil }.map { answer in
                    let role = roleTitle(roles[chosen[answer]!].id)
                    let given = shared.questions[question].answers[answer].title
                    return Title(zh: "\(given.zh)→\(role.zh)", en: "\(given.en) → \(role.en)")
                }
                let stands = Title(
                    zh: "\(title.zh)是谁：\(who.map(\.zh).joined(separator: "、"))",
                    en: "who is the \(title.en): \(who.map(\.en).joined(separator: ", "))")
                return [takesPart, AnswerEffect(.role, role.id, stands, everyAnswerOf: question)]
            case .one, .group: return [takesPart]
            }
        }
    }

    private var itemEffects: [AnswerEffect] {
        items.flatMap { item in
            [AnswerEffect(.item, item.item.id, item.item.title, when: item.onlyIf)]
                + item.variants.map { AnswerEffect(.variant, item.item.id, words($0, of: item), when: $0.onlyIf) }
                + (item.waitsFor.map { wait in
                    let event = shared.events[wait.event].title
                    let title = Title(zh: "\(item.item.title.zh)：等待“\(event.zh)”", en: "\(item.item.title.en) waits for: \(event.en)")
                    return [AnswerEffect(.waits, item.item.id, title, when: wait.onlyIf)]
                } ?? [])
        }
    }

    /// What is different about an item in a variant.
    private func words(_ variant: CompiledVariant, of item: BundleItem) -> Title {
        var zh: [String] = []
        var en: [String] = []
        if let span = variant.timeLimit?.promised { (zh, en) = (zh + ["承诺 \(span.title.zh)"], en + ["promised \(span.title.en)"]) }
        if let span = variant.timeLimit?.statutory { (zh, en) = (zh + ["法定 \(span.title.zh)"], en + ["by law \(span.title.en)"]) }
        if let place = variant.department {
            let title = shared.departments[place].title
            (zh, en) = (zh + ["由\(title.zh)办理"], en + ["by \(title.en)"])
        }
        if let process = variant.process { (zh, en) = (zh + ["流程：\(process.title.zh)"], en + ["process: \(process.title.en)"]) }
        if let visits = variant.visits {
            (zh, en) = (zh + ["分别办跑动 \(visits.count) 次"], en + ["visits apart: \(visits.count)"])
        }
        return Title(zh: "\(item.item.title.zh)：\(zh.joined(separator: "，"))", en: "\(item.item.title.en): \(en.joined(separator: ", "))")
    }

    private var notAskedEffects: [AnswerEffect] {
        notAsked.map { dropped in
            let material = shared.materials[dropped.material]
            let title = Title(zh: "\(material.title.zh)：不再要求", en: "\(material.title.en): no longer asked")
            return AnswerEffect(.route, material.id.value, title, when: dropped.onlyIf)
        }
    }

    /// What people call a role.
    func roleTitle(_ id: String) -> Title { shared.roleTitles[id] ?? Title(zh: id, en: id) }
}
