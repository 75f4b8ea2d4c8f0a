import Synchronization

/// A case in hand: what its events come to, and the rules to which it is pinned.
struct OpenCase: Sendable {
    let id: CaseID
    let definitions: Int
    let rules: CaseRules
    var state: CaseState
    /// Its last entry.
    var tip = Tip.empty
    /// As it is written; nil for a new case.
    var projection: Projection?

    /// A new case.
    init(new id: CaseID, definitions: Int, rules: CaseRules) {
        (self.id, self.definitions, self.rules) = (id, definitions, rules)
        state = CaseState()
    }

    /// Rebuilds a case from its entries, whose seals are checked; nil where there is none. Its events are appended.
    init?(
        _ id: CaseID, _ store: any StoreReader, _ shelf: DefinitionShelf, asOf instant: Int64? = nil, into events: inout [CaseEvent]
    ) throws {
        guard let row = try store.row(of: id) else { return nil }
        let entries = try store.entries(of: id).filter { entry in instant.map { entry.at <= $0 } ?? true }
        state = try CaseState(replaying: entries, into: &events)
        guard let last = entries.last else { return nil }
        // The row says which bundle, the sealed entry under which definitions; both must be those of the sealed submission.
        let version = try shelf.version(last.definitions, in: store)
        guard let rules = try? version.rules(of: row.bundle), state.submission.map(rules.bundle.began) ?? true else {
            throw StoreFault.damaged("cases.bundle \(id)")
        }
        (self.id, self.rules, definitions, tip) = (id, rules, last.definitions, last.tip)
        projection = Projection(id, state, definitions: definitions, under: rules)
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

/// Cases that were used lately, so that a move need not read the whole case. Only the store's writer puts and takes.
final class CaseCache: Sendable {
    private struct Kept {
        var open: OpenCase
        var generation: Int
    }

    private let kept = Mutex<[CaseID: Kept]>([:])
    private static let most = 20_000

    /// Takes a case out, so that it is changed in place; nil where it is not there, or something was taken back since.
    func take(_ id: CaseID, _ generation: Int) -> OpenCase? {
        kept.withLock { kept in
            guard let one = kept.removeValue(forKey: id), one.generation == generation else { return nil }
            return one.open
        }
    }

    func put(_ open: OpenCase, _ generation: Int) {
        kept.withLock { kept in
            // A closed case is seldom asked for again.
            guard open.state.phase == .open else { return }
            if kept.count >= Self.most { kept.removeAll(keepingCapacity: true) }
            kept[open.id] = Kept(open: open, generation: generation)
        }
    }
}
