/// The ledger rule: papers settled one by one in the order of use.
struct Settlement {
    private(set) var ledger: Ledger

    /// The same paper: material and the persons or things it is of; titles do not matter.
    private struct Paper: Hashable {
        var material: Int
        var first: Int
        /// The others, where it is of several.
        var others: [Int]

        init(material: Int, subjects: [Int]) {
            self.material = material
            guard subjects.count > 1 else {
                (first, others) = (subjects.first ?? -1, [])
                return
            }
            let sorted = subjects.sorted()
            (first, others) = (sorted[0], Array(sorted.dropFirst()))
        }
    }

    private struct Obtained {
        var first: Int
        var handedIn: Int?
    }

    /// Only lines of these materials are settled; nil: all of them.
    private let materials: Set<Int>?
    private var obtained: [Paper: Obtained] = [:]
    private var hasForm = false

    private let bundle: CompiledBundle
    private let answers: Answers

    init(_ ledger: Ledger, only materials: Set<Int>? = nil) {
        self.ledger = ledger
        self.materials = materials
        bundle = ledger.bundle
        answers = ledger.situation.answers
    }

    private func isWanted(_ line: CompiledLine) -> Bool {
        guard let materials else { return true }
        return line.alternatives.contains { $0.contains { materials.contains($0.material) } }
    }

    private var wantsForms: Bool {
        bundle.definition.counting.formsAreMaterials && materials.map { $0.contains(Ledger.formsMaterial) } ?? true
    }

    /// Where in the case a line stands.
    private struct Place {
        var item: Int
        var instance: Int?
        /// The subject of the item's `each`.
        var each: Int?
    }

    mutating func run() {
        ledger.instances = bundle.items.map { item in
            guard item.onlyIf.holds(answers) else { return 0 }
            return item.each.map { ledger.roles.subjects[$0].count } ?? 1
        }
        ledger.lines.reserveCapacity(bundle.items.reduce(0) { $0 + $1.item.lines.count + 1 })
        obtained.reserveCapacity(ledger.lines.capacity)
        guard ledger.stops.isEmpty else {
            ledger.instances = bundle.items.map { _ in 0 }
            return
        }
        for item in bundle.order {
            let count = ledger.instances[item]
            if count == 0 {
                listNotApplicable(item)
                continue
            }
            let each = bundle.items[item].each
            for instance in 0..<count {
                settle(Place(item: item, instance: count > 1 ? instance : nil, each: each.map { ledger.roles.subjects[$0][instance] }))
            }
        }
    }

    // MARK: Lines

    private mutating func listNotApplicable(_ item: Int) {
        let definition = bundle.items[item].item
        let place = Place(item: item, instance: nil, each: nil)
        if wantsForms, let form = definition.form { addForm(form, place, notPart: true) }
        for (index, line) in definition.lines.enumerated() where isWanted(line) {
            let papers = counted(line, place)
            for (part, entry) in papers.enumerated() {
                let outcome = Outcome(paper: entry.paper, ofLine: [], subjects: [], disposition: .notApplicable, cause: .itemNotPart)
                add(entry, outcome, line, index, place, part: papers.count > 1 ? part + 1 : nil, nil)
            }
        }
    }

    private mutating func settle(_ place: Place) {
        let item = bundle.items[place.item]
        if wantsForms, let form = item.item.form { addForm(form, place, notPart: false) }
        for (index, line) in item.item.lines.enumerated() where isWanted(line) {
            guard let each = line.each else {
                settle(line, index, place, nil, nil)
                continue
            }
            let things = subjects(each, place, line, nil)
            if things.isEmpty { settle(line, index, place, nil, nil) }
            for (instance, thing) in things.enumerated() { settle(line, index, place, things.count > 1 ? instance : nil, thing) }
        }
    }

    private mutating func addForm(_ form: CompiledForm, _ place: Place, notPart: Bool) {
        guard let demand = ledger.baseline.demand(form.askings, item: place.item) else { return }
        let of = notPart ? [] : form.of.map { subjects($0, place, nil, nil) } ?? []
        let disposition: Disposition = notPart ? .notApplicable : hasForm ? .merged : .handedIn
        let cause: LedgerLine.Cause = notPart ? .itemNotPart : hasForm ? .mergedForm : .oneForm
        ledger.lines.append(
            LedgerLine(
                item: place.item, itemInstance: place.instance, number: 0, material: form.material, subjects: of, ownTitle: form.title,
                demand: demand, guides: ledger.baseline.guides(form.askings, item: place.item), disposition: disposition, cause: cause))
        if !notPart { hasForm = true }
    }

    /// Subjects of one of the item's roles, within the instance of the item and of the line.
    private func subjects(_ formal: Int, _ place: Place, _ line: CompiledLine?, _ thing: Int?) -> [Int] {
        if let thing, line?.each == formal { return [thing] }
        let role = bundle.items[place.item].bindings[formal]
        if let each = place.each, role == bundle.items[place.item].each { return [each] }
        return ledger.roles.subjects[role]
    }

    /// The papers that count apart: those of the first list that the baseline asks for in this situation.
    private func counted(_ line: CompiledLine, _ place: Place, _ thing: Int? = nil) -> [(paper: CompiledPaper, alternative: Int)] {
        var first: [(paper: CompiledPaper, alternative: Int)] = []
        for (alternative, papers) in line.alternatives.enumerated() {
            let asked = papers.filter { ledger.baseline.demand($0.askings, item: place.item) != nil }
            if first.isEmpty { first = asked.map { ($0, alternative) } }
            if line.alternatives.count == 1 { break }
            let wanted = asked.filter { $0.onlyIf.holds(answers) }
            let isThere = wanted.allSatisfy { paper in paper.of.allSatisfy { !subjects($0, place, line, thing).isEmpty } }
            if !wanted.isEmpty, isThere { return wanted.map { ($0, alternative) } }
        }
        return first
    }

    private mutating func settle(_ line: CompiledLine, _ index: Int, _ place: Place, _ lineInstance: Int?, _ thing: Int?) {
        // The usual case, one paper and no choice: nothing to compare.
        if line.alternatives.count == 1, line.alternatives[0].count == 1 {
            let paper = line.alternatives[0][0]
            guard ledger.baseline.demand(paper.askings, item: place.item) != nil else { return }
            let outcome = outcome(paper, line, index, 0, place, thing, part: line.onlyIf.holds(answers))
            return add((paper, 0), outcome, line, index, place, part: nil, lineInstance)
        }
        let papers = counted(line, place, thing)
        guard let alternative = papers.first?.alternative else { return }
        let holds = line.onlyIf.holds(answers)
        var outcomes = papers.map { outcome($0.paper, line, index, alternative, place, thing, part: holds) }
        var insteadOf: Int?
        if outcomes.contains(where: \.needsPaper), let other = paperless(line, index, besides: alternative, place, thing) {
            insteadOf = other.alternative
            for part in outcomes.indices {
                let own = outcomes[part].subjects
                outcomes[part] = other.outcomes[min(part, other.outcomes.count - 1)]
                outcomes[part].ofLine = own
            }
        }
        for (part, entry) in papers.enumerated() {
            add(entry, outcomes[part], line, index, place, part: papers.count > 1 ? part + 1 : nil, lineInstance, insteadOf: insteadOf)
        }
    }

    /// What becomes of a paper; of the other list's paper where that serves instead.
    private struct Outcome {
        var paper: CompiledPaper
        /// Whose the line's own paper is, even where another serves instead.
        var ofLine: [Int]
        var subjects: [Int]
        var disposition: Disposition
        var cause: LedgerLine.Cause

        var needsPaper: Bool { disposition == .handedIn || disposition == .follows || disposition == .promised }
    }

    /// Another list of the line that needs no paper at all.
    private func paperless(
        _ line: CompiledLine, _ index: Int, besides chosen: Int, _ place: Place, _ thing: Int?
    ) -> (alternative: Int, outcomes: [Outcome])? {
        for (alternative, papers) in line.alternatives.enumerated() where alternative != chosen {
            let asked = papers.filter { ledger.baseline.demand($0.askings, item: place.item) != nil }
            let wanted = asked.filter { $0.onlyIf.holds(answers) }
            guard !wanted.isEmpty else { continue }
            let outcomes = wanted.map { outcome($0, line, index, alternative, place, thing, part: true) }
            if outcomes.allSatisfy({ !$0.needsPaper && $0.disposition != .notApplicable }) { return (alternative, outcomes) }
        }
        return nil
    }

    private mutating func add(
        _ entry: (paper: CompiledPaper, alternative: Int), _ outcome: Outcome, _ line: CompiledLine, _ index: Int, _ place: Place,
        part: Int?, _ lineInstance: Int?, insteadOf: Int? = nil
    ) {
        guard let demand = ledger.baseline.demand(entry.paper.askings, item: place.item) else { return }
        let number = ledger.lines.count
        ledger.lines.append(
            LedgerLine(
                item: place.item, itemInstance: place.instance, number: line.number, part: part, lineInstance: lineInstance,
                material: entry.paper.material, subjects: outcome.ofLine, ownTitle: entry.paper.title, demand: demand,
                guides: ledger.baseline.guides(entry.paper.askings, item: place.item), disposition: outcome.disposition,
                cause: outcome.cause, line: index, alternative: entry.alternative, paper: entry.paper.place, insteadOf: insteadOf))
        guard outcome.disposition != .notApplicable, outcome.disposition != .notAsked else { return }
        let key = Paper(material: outcome.paper.material, subjects: outcome.subjects)
        // A copy handed in is not the paper itself.
        let isItself = outcome.disposition == .handedIn && demand.originals > 0
        guard let before = obtained[key] else {
            obtained[key] = Obtained(first: number, handedIn: isItself ? number : nil)
            return
        }
        if isItself, before.handedIn == nil { obtained[key]?.handedIn = number }
    }

    // MARK: The rule

    /// The first of the ten that holds for a paper.
    private func outcome(
        _ paper: CompiledPaper, _ line: CompiledLine, _ index: Int, _ alternative: Int, _ place: Place, _ thing: Int?, part: Bool
    ) -> Outcome {
        var of: [Int] = []
        for formal in paper.of {
            let these = subjects(formal, place, line, thing)
            guard !these.isEmpty else {
                return Outcome(paper: paper, ofLine: [], subjects: [], disposition: .notApplicable, cause: .roleNotPart)
            }
            of += these
        }
        guard part else { return Outcome(paper: paper, ofLine: of, subjects: of, disposition: .notApplicable, cause: .lineNotPart) }
        let (disposition, cause) = decide(paper, of, line, index, alternative, place)
        return Outcome(paper: paper, ofLine: of, subjects: of, disposition: disposition, cause: cause)
    }

    private func decide(
        _ paper: CompiledPaper, _ of: [Int], _ line: CompiledLine, _ index: Int, _ alternative: Int, _ place: Place
    ) -> (Disposition, LedgerLine.Cause) {
        let routes = bundle.items[place.item].routes[index][alternative][paper.place]
        let onlyPaper = line.paperItself != nil
        if let dropped = routes.notAsked.first(where: { bundle.notAsked[$0].onlyIf.holds(answers) }) {
            return (.notAsked, .notAsked(dropped))
        }
        if !onlyPaper, let producer = produced(routes, of, place) { return (.produced, producer) }
        let key = Paper(material: paper.material, subjects: of)
        if let before = obtained[key] {
            if !onlyPaper { return (.duplicate, .duplicate(of: before.first)) }
            if let handedIn = before.handedIn { return (.duplicate, .duplicate(of: handedIn)) }
        }
        if !onlyPaper {
            if let licence = licence(routes, of, place) { return (.licence, licence) }
            if let source = routes.sources.first(where: { ledger.answers($0.source, about: of) && $0.onlyIf.holds(answers) }) {
                return (.shared, .source(source.source))
            }
        }
        if !line.merged.isEmpty { return (.merged, .mergedIntoFields) }
        if let promise = line.promise, promise.onlyIf.holds(answers) { return (.promised, .promised) }
        if let follows = line.follows, follows.onlyIf.holds(answers) {
            return (.follows, .follows(bundle.shared.calendar.due(from: ledger.situation.starts, within: follows.within)))
        }
        return (.handedIn, onlyPaper ? .onlyThePaper : line.stays != nil ? .stays : .nothingHeld)
    }

    /// An active earlier item that issues a licence to just these subjects which replaces the paper.
    private func produced(_ routes: PaperRoutes, _ of: [Int], _ place: Place) -> LedgerLine.Cause? {
        for route in routes.producers where route.onlyIf.holds(answers) {
            let producer = bundle.items[route.item]
            let issue = producer.item.issues[route.issue]
            let count = ledger.instances[route.item]
            guard issue.onlyIf.holds(answers) else { continue }
            for instance in 0..<count {
                let each = producer.each.map { ledger.roles.subjects[$0][instance] }
                let there = Place(item: route.item, instance: nil, each: each)
                let holders = issue.to.flatMap { subjects($0, there, nil, nil) }
                if of.allSatisfy(holders.contains) {
                    return .produced(item: route.item, instance: count > 1 ? instance : nil, licence: route.licence)
                }
            }
        }
        return nil
    }

    /// A valid licence in the wallet of any of the subjects, or one that the event brings for which the item waits.
    private func licence(_ routes: PaperRoutes, _ of: [Int], _ place: Place) -> LedgerLine.Cause? {
        let day = ledger.situation.starts
        let brought = broughtLicences(place)
        for route in routes.licences where route.onlyIf.holds(answers) {
            for subject in of {
                if let holding = ledger.roles.holdings[subject].usable(route.licence, on: day, in: bundle.shared) {
                    return .licence(route.licence, until: holding.until)
                }
                if brought.contains(where: { $0.licence == route.licence && $0.subject == subject }) {
                    return .licence(route.licence, until: nil)
                }
            }
        }
        return nil
    }

    private func broughtLicences(_ place: Place) -> [(subject: Int, licence: Int)] {
        guard let wait = bundle.items[place.item].waitsFor, wait.onlyIf.holds(answers) else { return [] }
        return wait.brings.flatMap { entry in
            ledger.roles.subjects[entry.role].flatMap { subject in entry.licences.map { (subject, $0) } }
        }
    }
}
