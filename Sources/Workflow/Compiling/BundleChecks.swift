/// Mistakes that only show when a bundle is seen whole.
struct BundleChecks {
    let definition: BundleDefinition
    let shared: SharedDefinitions
    let roles: [CompiledRole]
    let questions: [(question: Int, allowed: UInt64)]
    let findings: Findings

    func run(_ bundle: CompiledBundle) {
        checkQuestions(bundle)
        guard !findings.isBroken else { return }
        for index in bundle.items.indices {
            checkEach(bundle.items[index], index)
            checkReached(bundle, index)
            checkOrder(bundle, index)
            checkReplaced(bundle.items[index])
        }
        checkNotAsked(bundle)
        if definition.base == nil { findings.report(.noBaseJourney(bundle.id), at: definition.id.position) }
    }

    private func position(_ index: Int) -> SourcePosition {
        index < definition.items.count ? definition.items[index].item.position : definition.id.position
    }

    /// Every question that is read is asked; one that is not is told once, where it is read first.
    private func checkQuestions(_ bundle: CompiledBundle) {
        var known = Set(definition.questions.map(\.question.value))
        func check(_ question: Name, of owner: String) {
            if known.insert(question.value).inserted {
                findings.report(.questionNotAsked(question.value, by: owner), at: question.position)
            }
        }
        func check(_ condition: Condition?, of owner: String) {
            for comparison in condition?.alternatives.flatMap({ $0 }) ?? [] { check(comparison.question, of: owner) }
        }
        for role in definition.roles {
            switch role.binding {
            case .kind(_, let count, let onlyIf, _):
                if case .question(let question) = count { check(question, of: role.name.value) }
                check(onlyIf, of: role.name.value)
            case .by(let question, _): check(question, of: role.name.value)
            case .group: break
            }
        }
        for (entry, question) in zip(definition.questions, questions) {
            for read in shared.questions[question.question].onlyIf.questions.sorted() {
                check(Located(shared.questions[read].id, at: entry.question.position), of: entry.question.value)
            }
        }
        for stop in definition.stops { check(stop.onlyIf, of: "stops") }
        for notAsked in definition.notAsked { check(notAsked.onlyIf, of: "not-asked") }
        for item in definition.items {
            check(item.onlyIf, of: item.item.value)
            for variant in item.variants { check(variant.onlyIf, of: item.item.value) }
            check(item.waitsFor?.onlyIf, of: item.item.value)
        }
        // An item knows no bundle, so the place is the bundle's entry.
        for (index, item) in bundle.items.enumerated() {
            for (condition, place) in item.item.conditions {
                for read in condition.questions.sorted() {
                    let position = index < definition.items.count ? position(index) : place
                    check(Located(shared.questions[read].id, at: position), of: item.item.id)
                }
            }
        }
    }

    /// A line about a role of several, in an item that is done once, says `each`.
    private func checkEach(_ item: BundleItem, _ index: Int) {
        for line in item.item.lines {
            for paper in line.alternatives.flatMap({ $0 }) {
                for formal in paper.of where formal != line.each {
                    let role = item.bindings[formal]
                    guard case .counted(let question) = roles[role].binding, role != item.each, mayBeSeveral(question) else { continue }
                    findings.report(.eachNeeded(role: item.item.roles[formal].name.value, item: item.item.id), at: paper.position)
                }
            }
        }
    }

    private func mayBeSeveral(_ question: Int) -> Bool {
        let allowed = questions.first { $0.question == question }?.allowed ?? 0
        return shared.questions[question].answers.indices.contains { answer in
            allowed & (1 << UInt64(answer)) != 0 && shared.questions[question].number(answer) > 1
        }
    }

    /// Some situation, one that does not stop, has the item.
    private func checkReached(_ bundle: CompiledBundle, _ index: Int) {
        let condition = bundle.items[index].onlyIf
        guard !condition.questions.isEmpty || condition.alternatives.isEmpty else { return }
        let space = AnswerSpace(shared, questions)
        let read = space.closure(of: bundle.stops.reduce(into: condition.questions) { $0.formUnion($1.onlyIf.questions) })
        var looked = 0
        let none = space.forEach(read, from: Answers(questions: shared.questions.count)) { answers in
            looked += 1
            let reached = condition.holds(answers) && !bundle.stops.contains { $0.onlyIf.holds(answers) }
            return !reached && looked < 200_000
        }
        if none { findings.report(.neverReached(item: bundle.items[index].item.id), at: position(index)) }
    }

    /// A licence that one item issues must not come after the item that needs it.
    private func checkOrder(_ bundle: CompiledBundle, _ index: Int) {
        let item = bundle.items[index]
        for line in item.item.lines where line.stays == nil {
            for paper in line.alternatives.flatMap({ $0 }) {
                let of = Set(paper.of.map { item.bindings[$0] })
                for (other, producer) in bundle.items.enumerated() where other != index && !item.before.contains(other) {
                    for issue in producer.item.issues where Set(issue.to.map { producer.bindings[$0] }) == of {
                        let licence = shared.licences[issue.licence]
                        guard licence.replaces.contains(where: { $0.material == paper.material }) else { continue }
                        findings.report(
                            .arrivesTooLate(
                                licence: licence.definition.id.value, from: producer.item.id, item: item.item.id,
                                material: shared.materials[paper.material].id.value), at: position(index))
                    }
                }
            }
        }
    }

    private func checkReplaced(_ item: BundleItem) {
        for (line, routes) in zip(item.item.lines, item.routes)
        where line.paperItself == nil && line.stays == nil && line.merged.isEmpty && line.promise == nil && line.follows == nil {
            guard !routes.contains(where: { $0.allSatisfy { !$0.isEmpty } }) else { continue }
            guard let paper = zip(line.alternatives[0], routes[0]).first(where: { $0.1.isEmpty })?.0 else { continue }
            findings.report(.nothingReplaces(material: shared.materials[paper.material].id.value), at: paper.position)
        }
    }

    private func checkNotAsked(_ bundle: CompiledBundle) {
        let used = Set(bundle.items.flatMap { $0.routes.flatMap { $0.flatMap { $0.flatMap(\.notAsked) } } })
        for (place, notAsked) in definition.notAsked.enumerated() where !used.contains(place) {
            findings.report(.notAskedMatchesNothing(material: notAsked.material.value), at: notAsked.material.position)
        }
    }
}
