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
    /// sum of the groups and not their product. Of a question that only says how many there are, the least and the most suffice:
    /// one more child or vehicle adds lines and takes none away. Situations that stop are left out.
    public func range(from base: Situation, _ baseline: Baseline, within limit: Duration = .seconds(2)) -> SituationRange {
        let groups = QuestionGroups(self, baseline)
        let space = AnswerSpace(shared, questions)
        let counts = countedOnly()
        let extremes = AnswerSpace(shared, questions.map { ($0.question, counts.contains($0.question) ? $0.allowed.extremes : $0.allowed) })
        let deadline = ContinuousClock.now + limit
        var range = SituationRange(situations: 1, apart: 0...0, together: 0...0, bounded: false)
        guard var situation = goingOn(from: base, space) else { return range }
        let start = situation.answers
        let first = ledger(situation, baseline)
        let fixed = count(first) { !groups.hold($0) }
        var low = fixed
        var high = fixed
        for group in groups.all {
            var least = count(first) { group.materials.contains($0) }
            var most = least
            var situations = 0
            extremes.forEach(space.closure(of: group.questions), from: start) { answers in
                situation.answers = answers
                if ContinuousClock.now > deadline {
                    range.bounded = true
                    return false
                }
                let ledger = ledger(situation, baseline, only: group.materials)
                guard ledger.stops.isEmpty else { return true }
                situations += weight(answers, of: counts.intersection(group.questions))
                let sums = count(ledger) { group.materials.contains($0) }
                least = (min(least.apart, sums.apart), min(least.together, sums.together))
                most = (max(most.apart, sums.apart), max(most.together, sums.together))
                return true
            }
            range.situations = range.situations.multipliedReportingOverflow(by: max(1, situations)).partialValue
            low = (low.apart + least.apart, low.together + least.together)
            high = (high.apart + most.apart, high.together + most.together)
        }
        range.apart = low.apart...high.apart
        range.together = low.together...high.together
        return range
    }

    /// The situation, or where it stops the first that does not and differs only in what the stops read; nil where all stop.
    private func goingOn(from base: Situation, _ space: AnswerSpace) -> Situation? {
        guard stops.contains(where: { $0.onlyIf.holds(base.answers) }) else { return base }
        var found: Situation?
        let read = stops.reduce(into: Set<Int>()) { $0.formUnion($1.onlyIf.questions) }
        space.forEach(space.closure(of: read), from: base.answers) { answers in
            guard !stops.contains(where: { $0.onlyIf.holds(answers) }) else { return true }
            found = base
            found?.answers = answers
            return false
        }
        return found
    }

    private func count(_ ledger: Ledger, of isWanted: (Int) -> Bool) -> (apart: Int, together: Int) {
        var sums = (apart: 0, together: 0)
        for line in ledger.lines where line.disposition != .notApplicable {
            guard isWanted(line.isForm ? Ledger.formsMaterial : line.material ?? Ledger.formsMaterial) else { continue }
            sums.apart += 1
            if ledger.countsTogether(line) { sums.together += 1 }
        }
        return sums
    }

    /// How many situations a combination stands for: the most of a number for itself, the least for all the others.
    private func weight(_ answers: Answers, of counts: Set<Int>) -> Int {
        counts.reduce(1) { product, question in
            guard let answer = answers[question], let allowed = questions.first(where: { $0.question == question })?.allowed else {
                return product
            }
            let isMost = allowed >> UInt64(answer) == 1
            return product * (isMost ? 1 : allowed.nonzeroBitCount - 1)
        }
    }

    /// Questions of a number that say how many there are of some role, and that no condition reads.
    private func countedOnly() -> Set<Int> {
        var counts: Set<Int> = []
        var conditions = stops.map(\.onlyIf) + notAsked.map(\.onlyIf) + questions.map { shared.questions[$0.question].onlyIf }
        for role in roles {
            conditions.append(role.onlyIf)
            if case .counted(let question) = role.binding { counts.insert(question) }
        }
        for item in items {
            conditions += item.item.conditions.map(\.0) + [item.onlyIf] + item.variants.map(\.onlyIf)
            if let wait = item.waitsFor { conditions.append(wait.onlyIf) }
        }
        conditions += shared.licences.flatMap { $0.replaces.map(\.onlyIf) } + shared.sources.flatMap { $0.replaces.map(\.onlyIf) }
        return counts.subtracting(conditions.flatMap(\.questions))
    }
}

extension UInt64 {
    /// The lowest and the highest of the answers that it allows.
    fileprivate var extremes: UInt64 {
        self == 0 ? 0 : 1 << UInt64(trailingZeroBitCount) | 1 << UInt64(UInt64.bitWidth - 1 - leadingZeroBitCount)
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

    init(_ bundle: CompiledBundle, _ baseline: Baseline) {
        let space = AnswerSpace(bundle.shared, bundle.questions)
        for (index, item) in bundle.items.enumerated() {
            let whole = Self.questions(of: item, bundle)
            // A form is the first or not the first by what other items are there, so all forms go together.
            if item.item.form != nil, bundle.definition.counting.formsAreMaterials { join(whole, [Ledger.formsMaterial]) }
            for (line, routes) in zip(item.item.lines, item.routes) {
                var questions = whole.union(line.onlyIf.questions)
                if let promise = line.promise { questions.formUnion(promise.onlyIf.questions) }
                if let follows = line.follows { questions.formUnion(follows.onlyIf.questions) }
                if let each = line.each { questions.formUnion(Self.questions(of: item.bindings[each], bundle)) }
                var materials: Set<Int> = []
                for (papers, ways) in zip(line.alternatives, routes) {
                    for (paper, way) in zip(papers, ways) where baseline.demand(paper.askings, item: index) != nil {
                        materials.insert(paper.material)
                        questions.formUnion(paper.onlyIf.questions)
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

    /// Whether a material belongs to any group.
    func hold(_ material: Int) -> Bool { all.contains { $0.materials.contains(material) } }
}
