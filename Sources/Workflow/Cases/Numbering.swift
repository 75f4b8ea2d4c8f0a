/// The names behind the numbers in stored events, list by list, in the order in which a program numbers them (decision 0011).
///
/// It is kept with published definitions, so that a program that would number the same text otherwise is found out before it reads a case.
public struct Numbering: Codable, Sendable, Hashable {
    /// Where two numberings part: a list, and the first word in it that has another number.
    public struct Difference: Sendable, Hashable {
        public var list: String
        public var word: String
    }

    private var lists: [String: [String]] = [:]

    init(_ shared: SharedDefinitions, _ rules: [CaseRules]) {
        lists["departments"] = shared.departments.map(\.id.value)
        lists["materials"] = shared.materials.map(\.id.value)
        lists["licences"] = shared.licences.map(\.definition.id.value)
        lists["sources"] = shared.sources.map(\.definition.id.value)
        lists["papers"] = shared.officialPapers.map(\.definition.id.value)
        lists["events"] = shared.events.map(\.id.value)
        lists["questions"] = shared.questions.map(\.id)
        for question in shared.questions { lists["questions/\(question.id)"] = question.answers.map(\.id) }
        for one in rules { add(one, shared) }
    }

    private mutating func add(_ rules: CaseRules, _ shared: SharedDefinitions) {
        let bundle = "bundles/\(rules.bundle.id)"
        lists["\(bundle): items"] = rules.bundle.items.map(\.item.id)
        lists["\(bundle): processes"] = rules.processes.map(\.id)
        lists["\(bundle): joint-visits"] = rules.bundle.definition.jointVisits.map(\.name.value)
        for item in rules.bundle.items {
            lists["items/\(item.item.id): issues"] = item.item.issues.map { shared.licences[$0.licence].definition.id.value }
        }
        for process in rules.processes {
            lists["processes/\(process.id): states"] = process.definition.states.map(\.name.value)
            lists["processes/\(process.id): moves"] = process.moveNames
        }
    }

    /// The first list, by name, in which a word has not the number that it has in the other; nil where they are the same.
    func difference(from other: Numbering) -> Difference? {
        for list in Set(lists.keys).union(other.lists.keys).sorted() {
            let (ours, theirs) = (lists[list] ?? [], other.lists[list] ?? [])
            guard ours != theirs else { continue }
            let place = zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ours.count, theirs.count)
            let word = place < theirs.count ? theirs[place] : ours[place]
            return Difference(list: list, word: word)
        }
        return nil
    }
}
