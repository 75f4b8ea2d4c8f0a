/// The questions of a bundle: who answers what, and what hangs on it; the list of answers with the journeys that cover each.
struct QuestionsPage {
    let walked: WalkedBundle
    let language: Language

    private var bundle: CompiledBundle { walked.bundle }
    private var place: GalleryPlace { .questions(walked.id) }
    private var words: ConditionWords { ConditionWords(bundle, language) }

    /// Longer lists are folded away: the rare answers are what one looks for.
    private static let mostShown = 6

    var text: String {
        var page = MarkdownPage(place, title: "\(bundle.title[language])\(language("：情形问题", ": the questions"))", language)
        let rows = walked.coverage.rows
        page.paragraph(
            language(
                "\(walked.coverage.questions.count) 个问题、\(rows.count) 种回答、\(walked.journeys.count) 个示例。数字问题中，"
                    + "定义不加区分的相邻数字算作一种回答。",
                "\(walked.coverage.questions.count) questions, \(rows.count) answers, \(walked.journeys.count) journeys. Neighbouring numbers "
                    + "that nothing in the definitions tells apart count as one answer."))
        addMissing(to: &page)
        page.table(
            [language("问题", "question"), language("回答", "answers"), language("有示例", "with a journey")],
            walked.coverage.questions.map(summary))
        for question in walked.coverage.questions { add(question, to: &page) }
        return page.text
    }

    private func compiled(_ question: AnswerCoverage.Question) -> CompiledQuestion { bundle.shared.questions[question.question] }

    private func link(_ question: AnswerCoverage.Question) -> Markdown {
        .link(.text(compiled(question).ask[language]), to: "#\(compiled(question).id)")
    }

    private func addMissing(to page: inout MarkdownPage) {
        let missing = walked.coverage.questions.flatMap { question in
            question.rows.filter { !$0.isCovered }.map { (question, $0) }
        }
        guard !missing.isEmpty else {
            page.paragraph(.strong(.text(language("每种回答都有示例。", "Every answer has a journey."))))
            return
        }
        page.paragraph(.strong(.text(language("\(missing.count) 种回答没有示例：", "\(missing.count) answers have no journey:"))))
        page.list(missing.map { question, row in link(question) + .text(language("：", ": ")) + .text(title(row, of: question)) })
    }

    private func summary(_ question: AnswerCoverage.Question) -> [Markdown] {
        let covered = question.rows.count(where: \.isCovered)
        let mark = Markdown.text(covered == question.rows.count ? "\(covered)" : "\(covered) ⚠")
        return [link(question), .text("\(question.rows.count)"), mark]
    }

    private func add(_ question: AnswerCoverage.Question, to page: inout MarkdownPage) {
        let definition = compiled(question)
        page.paragraph(.anchor(definition.id))
        page.heading(definition.ask[language], level: 2)
        let asked = words.words(definition.onlyIf)
        var facts: [Markdown] = [
            .code(definition.id),
            .text(language("何时提问：", "asked: ") + (definition.onlyIf == .always ? asked : language("仅当", "only if ") + asked)),
        ]
        if let source = definition.source { facts.append(.text(self.source(source, of: definition))) }
        page.list(facts)
        page.table(
            [language("回答", "answer"), language("示例数", "how many"), language("给出它的示例", "journeys that give it")],
            question.rows.map { row(of: $0, question) })
        guard !question.effects.isEmpty else {
            return page.paragraph(language("没有什么取决于这个问题。", "Nothing hangs on this question."))
        }
        page.table(
            [language("取决于它", "what hangs on it"), language("名称", "name"), language("内容", "what"), language("何时", "when")],
            question.effects.sorted { $0.kind.order < $1.kind.order }.uniqued().map { effect in row(of: effect, question) })
    }

    /// Which licence answers it without asking.
    private func source(_ source: CompiledQuestion.Source, of question: CompiledQuestion) -> String {
        let licence = bundle.shared.licences[source.licence].definition.title[language]
        let holder = bundle.roleTitle(source.role.value)[language]
        let read = source.contains.map { entry in
            language("含“\(entry.text)”即“", "“\(entry.text)” means “") + question.answers[entry.answer].title[language] + "”"
        }
        let otherwise = source.otherwise.map { "“\(question.answers[$0].title[language])”" } ?? language("提问", "it is asked")
        let reads = (read + [language("否则：", "otherwise: ") + otherwise]).joined(separator: language("；", "; "))
        return language(
            "由证照回答：\(holder)的\(licence)，字段“\(source.field)”：\(reads)",
            "answered by a licence: \(licence) of the \(holder), field “\(source.field)”: \(reads)")
    }

    private func title(_ row: AnswerCoverage.Row, of question: AnswerCoverage.Question) -> String {
        let definition = compiled(question)
        let (first, last) = (row.answers.lowerBound, row.answers.upperBound)
        guard definition.lowest != nil, first != last else { return definition.answers[first].title[language] }
        return language(
            "\(definition.number(first)) 至 \(definition.number(last))", "\(definition.number(first)) to \(definition.number(last))")
    }

    private func row(of row: AnswerCoverage.Row, _ question: AnswerCoverage.Question) -> [Markdown] {
        let definition = compiled(question)
        let isNumber = definition.lowest != nil
        let name: Markdown = isNumber ? .nothing : .text(" ") + .code(definition.answers[row.answers.lowerBound].id)
        let given = row.journeys.filter { !$0.ids.isEmpty }.map { answer, ids in
            let links = ids.map { id in
                Markdown.link(.text(walked.titles[id]?[language] ?? id), to: place.link(to: .journey(walked.id, id), language))
            }
            let number = isNumber && row.answers.count > 1 ? "\(definition.number(answer))\(language("：", ": "))" : ""
            let all = links.joined(" · ")
            let count = language("\(links.count) 个示例", "\(links.count) journeys")
            return .text(number) + (links.count > Self.mostShown ? .folded(.text(count), all) : all)
        }
        let none = Markdown.strong(.text(language("⚠ 没有示例", "⚠ no journey")))
        return [.text(title(row, of: question)) + name, .text("\(row.count)"), given.isEmpty ? none : given.lines]
    }

    private func row(of effect: AnswerEffect, _ question: AnswerCoverage.Question) -> [Markdown] {
        let when = effect.when.map { words.words($0, about: question.question) } ?? language("每种回答", "every answer")
        let name: Markdown =
            effect.name.isEmpty
            ? .nothing : effect.kind == .question ? .link(.code(effect.name), to: "#\(effect.name)") : .code(effect.name)
        return [.text(effect.kind.title[language]), name, .text(effect.title[language]), .text(when)]
    }
}

extension AnswerEffect.Kind {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self)! }
}

extension [AnswerEffect] {
    /// Each once: alternatives of a line may ask for the same paper.
    fileprivate func uniqued() -> [AnswerEffect] {
        var seen: Set<[String]> = []
        return filter { seen.insert([$0.kind.title.en, $0.name, $0.title.en, $0.when.map { "\($0)" } ?? ""]).inserted }
    }
}
