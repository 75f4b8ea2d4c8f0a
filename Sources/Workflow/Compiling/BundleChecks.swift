/// Mistakes that only show when a bundle is seen whole.
struct BundleChecks {
    let definition: BundleDefinition
    let shared: SharedDefinitions
    let roles: [CompiledRole]
    let questions: [(question: Int, allowed: UInt64)]
    let findings: Findings

    func run(_ bundle: CompiledBundle) {
        for index in bundle.items.indices {
            checkQuestions(bundle, index)
            checkEach(bundle.items[index], index)
            checkReached(bundle, index)
            checkOrder(bundle, index)
            checkReplaced(bundle.items[index])
        }
        checkNotAsked(bundle)
        checkOwnQuestions(bundle)
        if definition.base == nil { findings.report(.noBaseJourney(bundle.id), at: definition.id.position) }
    }

    private func position(_ index: Int) -> SourcePosition {
        index < definition.items.count ? definition.items[index].item.position : definition.id.position
    }

    /// Every question that a condition reads is asked.
    private func checkQuestions(_ bundle: CompiledBundle, _ index: Int) {
        let item = bundle.items[index]
        var conditions = item.item.conditions.map(\.0) + [item.onlyIf] + item.variants.map(\.onlyIf)
        if let wait = item.waitsFor { conditions.append(wait.onlyIf) }
        let asked = Set(questions.map(\.question))
        for question in Set(conditions.flatMap(\.questions)).subtracting(asked).sorted() {
            findings.report(.questionNotAsked(shared.questions[question].id, item: item.item.id), at: position(index))
        }
    }

    /// Every question that roles, stops and what is not asked read is asked.
    private func checkOwnQuestions(_ bundle: CompiledBundle) {
        var read = Set((bundle.stops.map(\.onlyIf) + bundle.notAsked.map(\.onlyIf)).flatMap(\.questions))
        for role in roles {
            read.formUnion(role.onlyIf.questions)
            switch role.binding {
            case .counted(let question), .by(let question, _): read.insert(question)
            case .one, .group: break
            }
        }
        for question in read.subtracting(questions.map(\.question)).sorted() {
            findings.report(.questionNotAsked(shared.questions[question].id, item: bundle.id), at: definition.id.position)
        }
    }

    /// A line about a role of several, in an item that is done once, says `each`.
    private func checkEach(_ item: BundleItem, _ index: Int) {
        for line in item.item.lines {
            for paper in line.alternatives.flatMap({ $0 }) {
                for formal in paper.of where formal != line.each {
                    let role = item.bindings[formal]
                    guard case .counted(let question) = roles[role].binding, role != item.each, mayBeSeveral(question) else { continue }
                    findings.report(.eachNeeded(role: item.item.roles[formal].name.value, item: item.item.id), at: line.position)
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
