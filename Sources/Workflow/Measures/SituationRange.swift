/// The least and the most that any situation of a bundle asks for.
public struct SituationRange: Sendable {
    /// Situations that differ in a question that a line, an item or a role reads.
    public var situations: Int
    public var apart: ClosedRange<Int>
    public var together: ClosedRange<Int>
    /// Time ran out before all of them were looked at.
    public var bounded: Bool
}

extension CompiledBundle {
    /// The range over all situations, with the holdings and sources of one of them.
    ///
    /// Questions that never meet in one paper are looked at apart and their extremes added up, so that the number of ledgers is the
    /// sum of the groups and not their product. Situations that stop are left out.
    public func range(from base: Situation, _ baseline: Baseline, within limit: Duration = .seconds(2)) -> SituationRange {
        let groups = QuestionGroups(self, baseline)
        let space = AnswerSpace(shared, questions)
        let deadline = ContinuousClock.now + limit
        var range = SituationRange(situations: 1, apart: 0...0, together: 0...0, bounded: false)
        var situation = base

        func count(_ materials: Set<Int>?, _ ledger: Ledger) -> (apart: Int, together: Int) {
            var sums = (apart: 0, together: 0)
            for line in ledger.lines where line.disposition != .notApplicable && groups.belongs(line, to: materials) {
                sums.apart += 1
                if ledger.countsTogether(line) { sums.together += 1 }
            }
            return sums
        }

        let fixed = count(nil, ledger(base, baseline))
        var low = fixed
        var high = fixed
        for group in groups.all {
            var least: (apart: Int, together: Int)?
            var most = (apart: 0, together: 0)
            var situations = 0
            space.forEach(space.closure(of: group.questions), from: base.answers) { answers in
                situation.answers = answers
                if ContinuousClock.now > deadline {
                    range.bounded = true
                    return false
                }
                let ledger = ledger(situation, baseline)
                guard ledger.stops.isEmpty else { return true }
                situations += 1
                let sums = count(group.materials, ledger)
                least = (min(least?.apart ?? .max, sums.apart), min(least?.together ?? .max, sums.together))
                most = (max(most.apart, sums.apart), max(most.together, sums.together))
                return true
            }
            guard let least else { continue }
            range.situations = range.situations.multipliedReportingOverflow(by: max(1, situations)).partialValue
            low = (low.apart + least.apart, low.together + least.together)
            high = (high.apart + most.apart, high.together + most.together)
        }
        range.apart = low.apart...high.apart
        range.together = low.together...high.together
        return range
    }
}

/// Questions that meet in some paper, with the papers in which they meet.
private struct QuestionGroups {
    struct Group {
        var questions: Set<Int>
        /// Materials; forms stand for themselves as negative numbers.
        var materials: Set<Int>
    }

    private(set) var all: [Group] = []

    /// A form is the first or not the first by what other items are there, so all forms go together.
    private static let forms = -1

    init(_ bundle: CompiledBundle, _ baseline: Baseline) {
        let space = AnswerSpace(bundle.shared, bundle.questions)
        for (index, item) in bundle.items.enumerated() {
            let whole = Self.questions(of: item, bundle)
            if item.item.form != nil, bundle.definition.counting.formsAreMaterials { join(whole, [Self.forms]) }
            for (line, routes) in zip(item.item.lines, item.routes) {
                var questions = whole.union(line.onlyIf.questions)
                if let promise = line.promise { questions.formUnion(promise.onlyIf.questions) }
                if let each = line.each { questions.formUnion(Self.questions(of: item.bindings[each], bundle)) }
                var materials: Set<Int> = []
                for (papers, ways) in zip(line.alternatives, routes) {
                    for (paper, way) in zip(papers, ways) where baseline.demand(paper.askings, item: index) != nil {
                        materials.insert(paper.material)
                        for role in paper.of { questions.formUnion(Self.questions(of: item.bindings[role], bundle)) }
                        for dropped in way.notAsked { questions.formUnion(bundle.notAsked[dropped].onlyIf.questions) }
                        for licence in way.licences { questions.formUnion(licence.onlyIf.questions) }
                        for source in way.sources { questions.formUnion(source.onlyIf.questions) }
                        for producer in way.producers {
                            let earlier = bundle.items[producer.item]
                            questions.formUnion(producer.onlyIf.questions)
                            questions.formUnion(earlier.item.issues[producer.issue].onlyIf.questions)
                            questions.formUnion(Self.questions(of: earlier, bundle))
                        }
                    }
                }
                if !materials.isEmpty { join(questions, materials) }
            }
        }
        for index in all.indices { all[index].questions = Set(space.closure(of: all[index].questions)) }
        for stop in bundle.stops { join(Set(space.closure(of: stop.onlyIf.questions)), []) }
        let groups = all
        all = []
        for group in groups { join(group.questions, group.materials) }
        all.removeAll { $0.questions.isEmpty }
    }

    private static func questions(of item: BundleItem, _ bundle: CompiledBundle) -> Set<Int> {
        var questions = item.onlyIf.questions
        if let wait = item.waitsFor { questions.formUnion(wait.onlyIf.questions) }
        if let each = item.each { questions.formUnion(self.questions(of: each, bundle)) }
        return questions
    }

    private static func questions(of role: Int, _ bundle: CompiledBundle) -> Set<Int> {
        var questions = bundle.roles[role].onlyIf.questions
        switch bundle.roles[role].binding {
        case .one: break
        case .counted(let question): questions.insert(question)
        case .group(let members): for member in members { questions.formUnion(self.questions(of: member, bundle)) }
        case .by(let question, let roles):
            questions.insert(question)
            for role in roles.compactMap({ $0 }) { questions.formUnion(self.questions(of: role, bundle)) }
        }
        return questions
    }

    /// Joins every group that shares a question or a paper with this one.
    private mutating func join(_ questions: Set<Int>, _ materials: Set<Int>) {
        var joined = Group(questions: questions, materials: materials)
        all.removeAll { group in
            guard !group.questions.isDisjoint(with: joined.questions) || !group.materials.isDisjoint(with: joined.materials) else {
                return false
            }
            joined.questions.formUnion(group.questions)
            joined.materials.formUnion(group.materials)
            return true
        }
        all.append(joined)
    }

    /// Whether a line is counted with these materials; nil: with no group.
    func belongs(_ line: LedgerLine, to materials: Set<Int>?) -> Bool {
        let own = line.isForm ? Self.forms : line.material ?? Self.forms
        if let materials { return materials.contains(own) }
        return !all.contains { $0.materials.contains(own) }
    }
}
