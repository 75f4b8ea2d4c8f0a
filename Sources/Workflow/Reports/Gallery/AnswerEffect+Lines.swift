extension CompiledBundle {
    /// What answers decide of an item's papers, its form and its results.
    func lineEffects(_ item: BundleItem) -> [AnswerEffect] {
        item.item.lines.flatMap { lineEffects($0, of: item) } + formEffects(item) + issueEffects(item)
    }

    private func lineEffects(_ line: CompiledLine, of item: BundleItem) -> [AnswerEffect] {
        let id = "\(item.item.id)/\(line.number)"
        let title = title(line)
        func remark(_ zh: String, _ en: String) -> Title { Title(zh: "\(title.zh)：\(zh)", en: "\(title.en): \(en)") }
        var effects = [AnswerEffect(.line, id, title, when: line.onlyIf)]
        for papers in line.alternatives {
            for paper in papers {
                let choice = paperTitle(paper)
                effects.append(
                    AnswerEffect(.line, id, Title(zh: "可用\(choice.zh)", en: "the choice of: \(choice.en)"), when: paper.onlyIf))
            }
        }
        if let promise = line.promise {
            effects.append(AnswerEffect(.route, id, remark("以告知承诺代替", "a promise stands for it"), when: promise.onlyIf))
        }
        if let follows = line.follows {
            let span = follows.within.title
            effects.append(AnswerEffect(.route, id, remark("可在 \(span.zh)内后补", "may follow within \(span.en)"), when: follows.onlyIf))
        }
        return effects + routeEffects(line, id, of: item)
    }

    private func routeEffects(_ line: CompiledLine, _ id: String, of item: BundleItem) -> [AnswerEffect] {
        guard let place = item.item.lines.firstIndex(where: { $0.number == line.number }), place < item.routes.count else { return [] }
        return zip(line.alternatives, item.routes[place]).flatMap { papers, routes in
            zip(papers, routes).flatMap { paper, routes in
                let title = paperTitle(paper)
                func by(_ who: Title) -> Title { Title(zh: "\(title.zh) ← \(who.zh)", en: "\(title.en) ← \(who.en)") }
                return routes.licences.map { AnswerEffect(.route, id, by(shared.licences[$0.licence].definition.title), when: $0.onlyIf) }
                    + routes.sources.map { AnswerEffect(.route, id, by(shared.sources[$0.source].definition.title), when: $0.onlyIf) }
                    + routes.producers.map { AnswerEffect(.route, id, by(items[$0.item].item.title), when: $0.onlyIf) }
            }
        }
    }

    /// Fields that are on the form only for some answers, and those that an answer fills in.
    private func formEffects(_ item: BundleItem) -> [AnswerEffect] {
        let fields = (item.item.form?.fields ?? []) + item.item.lines.flatMap(\.merged)
        return fields.flatMap { field -> [AnswerEffect] in
            let title = shared.fields[field.field].title
            let name = "\(item.item.id): \(item.item.roles[field.role].name.value).\(shared.fields[field.field].id.value)"
            var effects = [AnswerEffect(.form, name, title, when: field.onlyIf)]
            if let question = shared.fieldAnswers[field.field] {
                let filled = Title(zh: "\(title.zh)：由回答填写", en: "\(title.en): the answer fills it in")
                effects.append(AnswerEffect(.form, name, filled, everyAnswerOf: question))
            }
            return effects
        }
    }

    private func issueEffects(_ item: BundleItem) -> [AnswerEffect] {
        item.item.issues.map { AnswerEffect(.issue, item.item.id, shared.licences[$0.licence].definition.title, when: $0.onlyIf) }
    }

    /// The papers of a line, any list of which suffices.
    private func title(_ line: CompiledLine) -> Title {
        let lists = line.alternatives.map { $0.map(paperTitle) }
        return Title(
            zh: lists.map { $0.map(\.zh).joined(separator: "、") }.joined(separator: " 或 "),
            en: lists.map { $0.map(\.en).joined(separator: ", ") }.joined(separator: " or "))
    }

    private func paperTitle(_ paper: CompiledPaper) -> Title { paper.title ?? shared.materials[paper.material].title }
}
