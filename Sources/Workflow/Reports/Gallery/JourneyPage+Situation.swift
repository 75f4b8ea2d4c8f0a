extension JourneyPage {
    private var base: WalkedJourney? { walked.base.flatMap { $0.id == journey.id ? nil : $0 } }

    /// The answers, and where the base journey has others.
    func addAnswers(to page: inout MarkdownPage) {
        page.heading(language("情形", "The situation"), level: 2)
        let answers = walk.journey.situation.answers
        let others = base?.walk.journey.situation.answers
        let asked = bundle.questions.map(\.question).filter { answers[$0] != nil || others?[$0] != nil }
        let differing = asked.filter { others != nil && answers[$0] != others?[$0] }
        if let base {
            let link = Markdown.link(.text(base.walk.journey.title[language]), to: place.link(to: .journey(walked.id, base.id), language))
            page.paragraph(comparison(differing.count, with: link))
        }
        var headings = [language("问题", "question"), language("回答", "answer")]
        if !differing.isEmpty { headings.append(language("基准示例", "base journey")) }
        page.table(
            headings,
            asked.map { question in
                let link = Markdown.link(
                    .text(shared.questions[question].ask[language]),
                    to: place.link(to: .questions(walked.id), language) + "#\(shared.questions[question].id)")
                let own = Markdown.text(
                    title(answers[question], of: question) + (isRead(question) ? language("（由证照得知）", " (read from a licence)") : ""))
                guard differing.contains(question) else { return [link, own] + (differing.isEmpty ? [] : [.nothing]) }
                return [link, .strong(own), .text(title(others?[question], of: question))]
            })
    }

    private func comparison(_ count: Int, with base: Markdown) -> Markdown {
        guard count > 0 else {
            let rest = language("：不同的是证照、共享数据或经过。", ": what differs is what people hold, which shared data answer, or what happens.")
            return .text(language("回答与基准示例", "The answers are those of the base journey ")) + base + .text(language("相同", "") + rest)
        }
        guard language == .en else { return .text("与基准示例") + base + .text("有 \(count) 处不同（加粗）。") }
        return .text("\(count) \(count == 1 ? "answer differs" : "answers differ") from the base journey ") + base + .text(" (in bold).")
    }

    private func title(_ answer: Int?, of question: Int) -> String {
        answer.map { shared.questions[question].answers[$0].title[language] } ?? language("不提问", "not asked")
    }

    /// Whether a licence that somebody holds gave the answer.
    private func isRead(_ question: Int) -> Bool {
        guard let source = shared.questions[question].source, let role = bundle.role(source.role.value) else { return false }
        return walk.journey.situation.parties[role].flatMap(\.holdings).contains {
            $0.licence == source.licence && $0.fields[source.field] != nil
        }
    }

    /// Who takes part and what they hold in electronic form; nobody's number or name.
    func addPeople(to page: inout MarkdownPage) {
        page.table([language("人员与对象", "people and things"), language("电子证照", "e-licences held")], bundle.roles.indices.flatMap(people))
        addSources(to: &page)
    }

    private func people(_ role: Int) -> [[Markdown]] {
        let subjects = ledger.roles.subjects[role]
        let title = bundle.roleTitle(bundle.roles[role].id)[language]
        switch bundle.roles[role].binding {
        case .group: return []
        case .by:
            guard !subjects.isEmpty else { return [] }
            return [[.text(title), .text(language("即", "is the ") + named(subjects))]]
        case .one, .counted:
            let parties = walk.journey.situation.parties[role]
            return alike(subjects.indices.map { held(instance: $0, of: role, subjects[$0], $0 < parties.count ? parties[$0] : Party()) })
                .map { numbers, held in
                    let which = subjects.count > 1 ? " #" + numbers.inWords : ""
                    return [.text(title + which), held]
                }
        }
    }

    /// Those that hold the same are one row.
    private func alike(_ all: [Markdown]) -> [(numbers: [Int], held: Markdown)] {
        all.enumerated().reduce(into: []) { rows, entry in
            if let last = rows.indices.last, rows[last].held == entry.element {
                rows[last].numbers.append(entry.offset + 1)
            } else {
                rows.append(([entry.offset + 1], entry.element))
            }
        }
    }

    private func held(instance: Int, of role: Int, _ subject: Int, _ party: Party) -> Markdown {
        let origin = ledger.roles.origins[subject]
        let isSame = origin != (role, instance)
        let same = isSame ? [Markdown.text(language("与\(named([subject]))是同一人", "the same person as the \(named([subject]))"))] : []
        let licences = party.holdings.map { Markdown.text(words($0)) }
        return licences.isEmpty && same.isEmpty ? .text("–") : (same + licences).lines
    }

    private func words(_ holding: Holding) -> String {
        let title = shared.licences[holding.licence].definition.title[language]
        guard let until = holding.until else { return title }
        let remark = language("有效期至 \(until)", "valid until \(until)")
        let ended = until < walk.journey.situation.starts ? language("，申请时已过期", ", ended before the application") : ""
        return title + language.remark(remark + ended)
    }

    /// What people call the roles of these subjects.
    private func named(_ subjects: [Int]) -> String {
        language.list(
            ledger.roles.label(subjects).split(separator: "+").map { name in
                let parts = name.split(separator: "#").map(String.init)
                return ([bundle.roleTitle(parts[0])[language]] + parts.dropFirst()).joined(separator: " #")
            })
    }

    /// The sources that could spare a paper or fill in a field here, and whether they answer.
    private func addSources(to page: inout MarkdownPage) {
        let routes = bundle.items.flatMap { $0.routes.joined().joined() }.flatMap { $0.sources.map(\.source) }
        let prefills = bundle.prefills.compactMap { if case .source(let source) = $0.from { source } else { nil } }
        let known = Set(routes + prefills).sorted()
        guard !known.isEmpty else { return }
        let answering = known.filter { walk.journey.situation.sources[$0] }
        let silent = known.filter { !walk.journey.situation.sources[$0] }
        func titles(_ sources: [Int]) -> String { language.list(sources.map { shared.sources[$0].definition.title[language] }) }
        if !answering.isEmpty { page.paragraph(language("共享数据有应答：", "Shared data that answer: ") + titles(answering) + language("。", ".")) }
        guard !silent.isEmpty else { return }
        page.paragraph(.strong(.text(language("没有应答的共享数据：", "Shared data that do not answer:"))))
        page.list(
            silent.map { source in
                let definition = shared.sources[source].definition
                return .text("\(definition.title[language])\(language("：", ": "))\(definition.whileDown[language])")
            })
    }
}

extension [Int] {
    /// Numbers in order, with `1–20` for neighbours.
    var inWords: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
    }
}
