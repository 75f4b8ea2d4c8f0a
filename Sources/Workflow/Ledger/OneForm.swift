/// The one merged form: every field of the items' forms once, each with where its value comes from.
public struct OneForm: Sendable {
    public enum Origin: Hashable, Sendable {
        case typed
        case answer(question: Int)
        case licence(Int, from: String)
        case source(Int, from: String)
        case item(Int, from: String)

        /// Somebody types it, or may have to: where a licence is not used, or a source has nothing.
        var mayBeTyped: Bool {
            switch self {
            case .typed, .licence, .source: true
            case .answer, .item: false
            }
        }
    }

    /// An item of the bundle, and which of several.
    struct Place: Sendable, Hashable {
        var item: Int
        var instance: Int
    }

    public struct Entry: Sendable {
        var subject: Int
        var field: Int
        public var origin: Origin
        /// No guide lists it: it is ours.
        public var constructed: Bool
        var stays: Bool
        var position: SourcePosition
        /// The items whose forms have it.
        var places: [Place]

        public var isTyped: Bool { origin == .typed }
        public var isAnswer: Bool { if case .answer = origin { true } else { false } }
    }

    public var title: Title
    public var entries: [Entry] = []
    /// Forms that the items have apart.
    public var formsApart = 0
    /// Fields of those forms, each typed again: short ones and long ones.
    public var typedApart = (short: 0, long: 0)

    public var typed: Int { entries.count { $0.isTyped } }
}

extension Ledger {
    /// Whether a source answers, and has something of all of these.
    func answers(_ source: Int, about subjects: [Int]) -> Bool {
        situation.sources[source] && subjects.allSatisfy { !roles.unknownTo[$0].contains(source) }
    }

    /// Where a field's value comes from, as `kind:name` and the name of the field there.
    func describe(_ origin: OneForm.Origin) -> (origin: String, from: String?) {
        switch origin {
        case .typed: ("typed", nil)
        case .answer(let question): ("answer:\(bundle.shared.questions[question].id)", nil)
        case .licence(let licence, let from): ("licence:\(bundle.shared.licences[licence].definition.id.value)", from)
        case .source(let source, let from): ("source:\(bundle.shared.sources[source].definition.id.value)", from)
        case .item(let item, let from): ("item:\(bundle.items[item].item.id)", from)
        }
    }

    /// The one form of this situation.
    public func form() -> OneForm {
        var builder = FormBuilder(ledger: self)
        return builder.build()
    }
}

private struct FormBuilder {
    let ledger: Ledger
    private var form: OneForm
    private var places: [[Int]: Int] = [:]
    private var openLicences: [(licence: Int, holders: [Int])] = []
    private var openSources: [(source: Int, subject: Int)] = []

    private let bundle: CompiledBundle
    private let shared: SharedDefinitions
    private let answers: Answers

    init(ledger: Ledger) {
        self.ledger = ledger
        bundle = ledger.bundle
        shared = ledger.bundle.shared
        answers = ledger.situation.answers
        form = OneForm(title: ledger.bundle.title)
    }

    mutating func build() -> OneForm {
        openHoldings()
        for item in bundle.order where ledger.isActive(item) {
            for instance in 0..<ledger.instances[item] { addForm(of: item, instance) }
            addMerged(of: item)
        }
        return form
    }

    /// Every licence and source that this case opens: for a paper, or to fill in the form.
    private mutating func openHoldings() {
        for line in ledger.lines {
            switch line.cause {
            case .licence(let licence, _): openLicences.append((licence, line.subjects))
            case .source(let source): openSources += line.subjects.map { (source, $0) }
            default: break
            }
        }
        for prefill in bundle.prefills {
            for subject in ledger.roles.subjects[prefill.role] {
                switch prefill.from {
                case .licence(let licence):
                    if ledger.roles.holdings[subject].usable(licence, on: ledger.situation.starts, in: shared) != nil {
                        openLicences.append((licence, [subject]))
                    }
                case .source(let source):
                    if ledger.answers(source, about: [subject]) { openSources.append((source, subject)) }
                }
            }
        }
    }

    private mutating func addForm(of index: Int, _ instance: Int) {
        let item = bundle.items[index]
        guard let definition = item.item.form else { return }
        // A bundle's own form that no guide has is the one form itself: nobody fills it in apart.
        let isOurs = item.isWholeList && definition.askings.isEmpty
        guard isOurs || ledger.baseline.demand(definition.askings, item: index) != nil else { return }
        if !isOurs { form.formsApart += 1 }
        for field in definition.fields where field.onlyIf.holds(answers) {
            let place = OneForm.Place(item: index, instance: instance)
            for subject in subjects(field, item, instance) {
                switch shared.fields[field.field].typing {
                case _ where isOurs: break
                case .short: form.typedApart.short += 1
                case .long: form.typedApart.long += 1
                }
                add(field, subject, place)
            }
        }
    }

    /// Papers that became fields.
    private mutating func addMerged(of index: Int) {
        for line in ledger.lines where line.item == index && line.cause == .mergedIntoFields {
            guard let place = line.line else { continue }
            let definition = bundle.items[index].item.lines[place]
            let one = OneForm.Place(item: index, instance: line.itemInstance ?? 0)
            for field in definition.merged where field.onlyIf.holds(answers) {
                let own = subjects(field, bundle.items[index], one.instance)
                for subject in own where definition.each != field.role || line.subjects.contains(subject) { add(field, subject, one) }
            }
        }
    }

    private func subjects(_ field: CompiledField, _ item: BundleItem, _ instance: Int) -> [Int] {
        let role = item.bindings[field.role]
        let all = ledger.roles.subjects[role]
        return role == item.each && instance < all.count ? [all[instance]] : all
    }

    private mutating func add(_ field: CompiledField, _ subject: Int, _ one: OneForm.Place) {
        let key = [subject, field.field]
        if let place = places[key] {
            form.entries[place].constructed = form.entries[place].constructed && field.constructed
            form.entries[place].stays = form.entries[place].stays || field.stays != nil
            if form.entries[place].places.last != one { form.entries[place].places.append(one) }
            return
        }
        places[key] = form.entries.count
        form.entries.append(
            OneForm.Entry(
                subject: subject, field: field.field, origin: origin(field.field, subject, one.item), constructed: field.constructed,
                stays: field.stays != nil, position: field.position, places: [one]))
    }

    private func origin(_ field: Int, _ subject: Int, _ item: Int) -> OneForm.Origin {
        if let question = shared.fieldAnswers[field], answers[question] != nil { return .answer(question: question) }
        for earlier in bundle.order where bundle.items[item].before.contains(earlier) && ledger.isActive(earlier) {
            for issue in bundle.items[earlier].item.issues where issue.onlyIf.holds(answers) {
                for fill in shared.licences[issue.licence].fillsIn where fill.field == field && fill.holder < issue.to.count {
                    let role = bundle.items[earlier].bindings[issue.to[fill.holder]]
                    if ledger.roles.subjects[role].contains(subject) { return .item(earlier, from: fill.from) }
                }
            }
        }
        for open in openLicences {
            for fill in shared.licences[open.licence].fillsIn where fill.field == field && fill.holder < open.holders.count {
                if open.holders[fill.holder] == subject { return .licence(open.licence, from: fill.from) }
            }
        }
        for open in openSources where open.subject == subject {
            if let fill = shared.sources[open.source].fillsIn.first(where: { $0.field == field }) {
                return .source(open.source, from: fill.from)
            }
        }
        return .typed
    }
}

extension Ledger {
    /// Fields that are typed although a licence in the holder's wallet, or a source that this bundle reads about that role, has them
    /// (国务院令第809号: what can be had by sharing must not be collected again).
    func fieldsAlreadyHeld(_ form: OneForm) -> [(entry: OneForm.Entry, holder: String)] {
        let shared = bundle.shared
        return form.entries.filter { $0.isTyped && !$0.stays }.compactMap { entry in
            let held = roles.holdings[entry.subject].first { holding in
                shared.licences[holding.licence].isUsable(holding, on: situation.starts)
                    && shared.licences[holding.licence].fillsIn.contains { $0.field == entry.field }
                    && shared.licences[holding.licence].kinds.count == 1
            }
            if let held { return (entry, shared.licences[held.licence].definition.id.value) }
            let role = roles.origins[entry.subject].role
            let source = bundle.sourcesRead(of: role).first { source in
                answers(source, about: [entry.subject]) && shared.sources[source].fillsIn.contains { $0.field == entry.field }
            }
            return source.map { (entry, shared.sources[$0].definition.id.value) }
        }
    }
}

extension CompiledBundle {
    /// The sources that may stand in for a paper of a role in this bundle.
    fileprivate func sourcesRead(of role: Int) -> [Int] {
        var found: Set<Int> = []
        for item in items {
            for (line, routes) in zip(item.item.lines, item.routes) {
                for (papers, ways) in zip(line.alternatives, routes) {
                    for (paper, way) in zip(papers, ways) where paper.of.contains(where: { item.bindings[$0] == role }) {
                        found.formUnion(way.sources.map(\.source))
                    }
                }
            }
        }
        return found.sorted()
    }
}
