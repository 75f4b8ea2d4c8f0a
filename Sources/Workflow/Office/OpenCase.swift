/// A case in hand: what its events come to, and the rules to which it is pinned.
struct OpenCase: Sendable {
    let id: CaseID
    /// The number of the definitions that hold now.
    private(set) var definitions: Int
    /// The rules that it began with, and those after each migration.
    private(set) var editions: [CaseRules]
    /// How it began, and how it went on after each migration.
    private(set) var submissions: [Submission] = []
    var state: CaseState
    /// What its measures will need of its events.
    var tally = CaseTally()
    /// Its last entry.
    var tip = Tip.empty
    /// The moment of its last event; nil for a new case.
    var latest: Moment?
    /// As it is written; nil for a new case.
    var projection: Projection?

    /// A new case.
    init(new id: CaseID, definitions: Int, rules: CaseRules) {
        (self.id, self.definitions, editions) = (id, definitions, [rules])
        state = CaseState()
    }

    /// The rules that hold now.
    var rules: CaseRules { editions[editions.count - 1] }

    /// The moment by a clock, or that of its last event where the clock went back: what happens to a case happens after what has happened (R7).
    func now(by clock: any OfficeClock) -> Moment { latest.map { max($0, clock.now) } ?? clock.now }

    /// From now on other definitions hold.
    mutating func goOn(under rules: CaseRules, definitions number: Int) {
        editions.append(rules)
        definitions = number
    }

    /// Rebuilds a case from its entries, whose seals are checked; nil where there is none. Its events are appended.
    init?(
        _ id: CaseID, _ store: any StoreReader, _ shelf: DefinitionShelf, asOf instant: Int64? = nil, into events: inout [CaseEvent]
    ) throws {
        guard let row = try store.row(of: id) else { return nil }
        let entries = try store.entries(of: id).filter { entry in instant.map { entry.at <= $0 } ?? true }
        let known = events.count
        state = try CaseState(replaying: entries, into: &events)
        guard let last = entries.last else { return nil }
        // The row says which bundle, each sealed entry under which definitions; both must be those of the sealed submissions.
        let damaged = StoreFault.damaged("cases.bundle \(id)")
        var versions: [DefinitionShelf.Version] = []
        for entry in entries where versions.last?.number != entry.definitions {
            versions.append(try shelf.version(entry.definitions, in: store))
        }
        editions = try versions.map { version in
            guard let rules = try? version.rules(of: row.bundle) else { throw damaged }
            return rules
        }
        submissions = events[known...].compactMap(\.submission)
        let migrations = events[known...].compactMap(\.migration)
        guard submissions.count == editions.count, migrations.map(\.to) == versions.dropFirst().map(\.digest),
            migrations.map(\.from) == versions.dropLast().map(\.digest), zip(editions, submissions).allSatisfy({ $0.bundle.began($1) })
        else { throw damaged }
        (self.id, definitions, tip, latest) = (id, last.definitions, last.tip, events.last?.at)
        let rules = editions[editions.count - 1]
        var (rest, edition) = (events[known...], -1)
        for (place, entry) in entries.enumerated() {
            if place == 0 || entries[place - 1].definitions != entry.definitions { edition += 1 }
            tally.take(rest.prefix(entry.count), under: editions[edition])
            rest = rest.dropFirst(entry.count)
        }
        projection = Projection(
            id, state, definitions: definitions, under: rules, measures: CaseMeasures(state, tally, under: rules))
    }
}

extension CaseEvent {
    fileprivate var migration: Migration? {
        guard case .migrated(let migration) = fact else { return nil }
        return migration
    }

    /// What it says of all items and papers.
    fileprivate var submission: Submission? {
        switch fact {
        case .submitted(let submission): submission
        case .migrated(let migration): migration.submission
        default: nil
        }
    }
}

extension CaseState {
    /// What entries come to; throws at the first that is not what was written.
    init(replaying entries: [Entry]) throws(StoreFault) {
        var events: [CaseEvent] = []
        try self.init(replaying: entries, into: &events)
    }

    /// The same, with their events appended.
    init(replaying entries: [Entry], into events: inout [CaseEvent]) throws(StoreFault) {
        self.init()
        var seal = Entry.noSeal
        for entry in entries {
            guard entry.seq == version + 1, entry.isIntact(after: seal), let made = try? entry.events() else {
                throw .brokenEntry(entry.caseID, seq: entry.seq)
            }
            for event in made {
                guard CaseMachine.fits(event, self) else { throw .brokenEntry(entry.caseID, seq: entry.seq) }
                CaseMachine.apply(event, to: &self)
            }
            events += made
            seal = entry.seal
        }
    }
}

extension CompiledBundle {
    /// Whether a case can have begun so under these definitions: its papers are those of the items that they say they are of.
    fileprivate func began(_ submission: Submission) -> Bool {
        submission.items.allSatisfy { items.indices.contains(Int($0.item)) }
            && submission.papers.allSatisfy { items.indices.contains($0.item) && $0.id.hasPrefix(items[$0.item].item.id) }
    }
}
