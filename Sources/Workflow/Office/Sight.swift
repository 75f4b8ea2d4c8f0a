/// How much of a case somebody sees. A case of which he sees nothing is to him as one that is not there.
public enum Sight: Sendable, Hashable {
    /// His own, or that for which he has a mandate.
    case own
    /// All of it: the counter, the department that leads the bundle, an audit.
    case whole
    /// What the items of a department need.
    case items(of: String)
}

extension Office {
    /// How much of a case or draft somebody sees; whoever does not come in from outside (the command line) is not asked.
    /// - Throws: `UnknownWord` where there is no such case, or none that is his to see.
    public func sight(of caller: Caller, on id: CaseID) async throws -> Sight {
        let today = clock.now.day
        return try await store.read { [shelf] store in
            guard let sight = try Self.sight(of: caller, on: id, today, store, shelf) else { throw UnknownWord(.case, id.description) }
            return sight
        }
    }

    /// A case as it stands, and how much of it somebody sees; nil where it is a draft.
    /// - Throws: `UnknownWord` where there is no such case, or none that is his to see.
    public func look(at id: CaseID, by caller: Caller) async throws -> (view: CaseView, sight: Sight)? {
        let today = clock.now.day
        return try await store.read { [shelf] store in
            guard let sight = try Self.sight(of: caller, on: id, today, store, shelf) else { throw UnknownWord(.case, id.description) }
            var events: [CaseEvent] = []
            return try OpenCase(id, store, shelf, into: &events).map { (try CaseView(open: $0, store), sight) }
        }
    }

    static func sight(
        of caller: Caller, on id: CaseID, _ today: Day, _ store: any StoreReader, _ shelf: DefinitionShelf
    ) throws -> Sight? {
        guard let row = try store.row(of: id) else {
            // A draft is nobody's but that of whoever has it in hand.
            guard let draft = try store.draft(id), let person = caller.person, draft.person == person else { return nil }
            return .own
        }
        switch caller.role {
        case .applicant, .agent:
            guard let person = try caller.person.flatMap(store.number(of:)),
                let party = try store.parties(of: id).first(where: { $0.person == person })
            else { return nil }
            return party.until.map { $0 >= today } ?? true ? .own : nil
        case .counter, .auditor, .paymentSystem: return .whole
        case .officer, .supervisor, .departmentSystem:
            guard let department = caller.department else { return nil }
            let bundle = try shelf.version(row.definitions, in: store).rules(of: row.bundle).bundle
            if bundle.shared.departments[bundle.leadDepartment].id.value == department { return .whole }
            // Whoever answers for data in doubt sees where the case stands as long as the answer is awaited.
            let isTheirs = try store.items(of: id).contains { $0.department == department }
            return try isTheirs || store.disputes(of: id).contains { $0.department == department } ? .items(of: department) : nil
        case .system, .administrator, .security: return nil
        }
    }
}

extension CaseView {
    /// The items of which somebody sees everything, by name; nil: all.
    public func items(seenWith sight: Sight) -> Set<String>? {
        sight.items(of: state, under: rules)
    }
}

extension Sight {
    /// The items of which somebody sees everything, by name; nil: all.
    func items(of state: CaseState, under rules: CaseRules) -> Set<String>? {
        guard case .items(let department) = self, let answers = state.submission?.answers else { return nil }
        let theirs = state.items.filter { rules.bundle.shared.departments[rules.holder(of: $0, answers)].id.value == department }
        return Set(theirs.map { rules.name(of: $0.opened) })
    }

    /// As much of what happened to a case as somebody sees.
    func seen(_ records: [EventRecord], of open: OpenCase) -> [EventRecord] {
        guard let theirs = items(of: open.state, under: open.rules) else { return records }
        return records.map { $0.seen(ofItems: theirs) }
    }
}

extension EventRecord {
    /// Of other items than these: what became of them and when, and nothing that was written; their papers and licences not at all.
    fileprivate func seen(ofItems theirs: Set<String>) -> EventRecord {
        func isTheirs(_ line: String) -> Bool { theirs.contains { line.hasPrefix($0 + "/") } }
        var record = self
        record.ledger = ledger?.filter { isTheirs($0.line) }
        record.papers = papers?.filter(isTheirs)
        if item.map(theirs.contains) == false || paper.map(isTheirs) == false {
            (record.reason, record.basis, record.expectedEnd, record.remedies) = (nil, nil, nil, nil)
            (record.payment, record.newFacts) = (nil, nil)
        }
        if papers?.isEmpty == false, record.papers?.isEmpty == true {
            (record.licence, record.register, record.use, record.authorisation) = (nil, nil, nil, nil)
            (record.provider, record.fault, record.holders, record.otherwise) = (nil, nil, nil, nil)
        }
        if let mandateItems, !mandateItems.isEmpty, theirs.isDisjoint(with: mandateItems) {
            (record.agent, record.reference) = (nil, nil)
        }
        return record
    }
}

extension CaseMessage {
    /// As much of it as somebody sees: of an item of another department where it stands, and neither its papers nor its licences.
    public func seen(with sight: Sight) -> CaseMessage {
        guard case .items(let department) = sight else { return self }
        var message = self
        let theirs = Set(items.filter { $0.department == department }.map(\.item))
        func isTheirs(_ line: String) -> Bool { theirs.contains { line.hasPrefix($0 + "/") } }
        message.materials = materials.filter { isTheirs($0.line) }
        message.licences = licences.filter { $0.lines.isEmpty || $0.lines.contains(where: isTheirs) }
        message.results = results.filter { theirs.contains($0.item) }
        message.mandates = mandates.filter { $0.items.isEmpty || !theirs.isDisjoint(with: $0.items) }
        for place in message.items.indices where !theirs.contains(message.items[place].item) { message.items[place].moves = [] }
        return message
    }
}
