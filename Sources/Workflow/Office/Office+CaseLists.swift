/// A case in a list, and where what has not ended of it stands.
public struct CaseEntry: Sendable {
    public let row: CaseRow
    public let title: Title
    public let now: [ItemStanding]
}

/// A draft in a list.
public struct DraftEntry: Sendable {
    public let draft: Draft
    public let title: Title

    init(_ draft: Draft, _ version: DefinitionShelf.Version) throws {
        self.draft = draft
        title = try version.rules(of: draft.application.bundle).bundle.title
    }

    public var id: CaseID { draft.id }
}

/// Where an item stands, and who has it.
public struct ItemStanding: Sendable {
    public enum Holder: String, Codable, Sendable, CaseIterable {
        case department, applicant
        /// It waits for the result of another item, or for an event.
        case other
    }

    public let row: ItemRow
    public let title: Title
    public let stateTitle: Title
    public let holder: Holder
}

extension Office {
    /// The cases that somebody sees, by their number, after one of them.
    /// - Throws: `UnknownWord` for a bundle that is none.
    public func cases(
        seenBy caller: Caller, _ only: CaseFilter = .all, after id: CaseID? = nil, limit: Int
    ) async throws -> [CaseEntry] {
        try Rights.check(.look, by: caller.role)
        return try await entries(only) { store in
            switch caller.role {
            case .applicant, .agent:
                guard let person = try caller.person.flatMap(store.number(of:)) else { return [] }
                return try store.cases(of: person, only, after: id, limit: limit)
            case .officer, .supervisor, .departmentSystem:
                guard let department = caller.department else { return [] }
                return try store.cases(in: department, only, after: id, limit: limit)
            case .counter, .auditor: return try store.cases(only, after: id, limit: limit)
            case .paymentSystem, .system, .administrator, .security: return []
            }
        }
    }

    /// All cases, by their number, after one of them.
    /// - Throws: `UnknownWord` for a bundle that is none.
    public func cases(_ only: CaseFilter, after id: CaseID? = nil, limit: Int) async throws -> [CaseEntry] {
        try await entries(only) { try $0.cases(only, after: id, limit: limit) }
    }

    private func entries(
        _ only: CaseFilter, _ rows: @escaping @Sendable (any StoreReader) throws -> [CaseRow]
    ) async throws -> [CaseEntry] {
        try await store.read { [shelf] store in
            let rows = try rows(store)
            // Cases of older definitions may be of bundles that are no more.
            if rows.isEmpty, let bundle = only.bundle { try shelf.checkBundle(bundle, in: store) }
            return try rows.map { row in
                let rules = try shelf.rules(of: row, in: store)
                let items = try store.items(of: row.caseID).filter { $0.stage != .ended }
                return CaseEntry(row: row, title: rules.bundle.title, now: items.map { ItemStanding($0, under: rules) })
            }
        }
    }
}

extension ItemStanding {
    init(_ row: ItemRow, under rules: CaseRules) {
        self.row = row
        let number = row.item.dropFirst(row.item.baseItem.count)
        let item = rules.bundle.items.first { $0.item.id == row.item.baseItem }
        title = item.map { Title(zh: $0.item.title.zh + number, en: $0.item.title.en + number) } ?? Title(zh: row.item, en: row.item)
        // Of two processes that an item may have, states of the same name are the same to people.
        let processes = ([item?.item.process] + (item?.variants.map(\.process) ?? [])).compactMap { $0 }
        let found = processes.lazy.compactMap { process in
            process.definition.states.firstIndex { $0.name.value == row.state }.map { (process, $0) }
        }.first
        stateTitle = found.map { $0.stateTitle($1) } ?? Title(zh: row.state, en: row.state)
        let waits = found.map { $0.states[$1].waitsFor != nil } ?? false
        holder = row.stage == .waiting ? .other : waits ? .applicant : .department
    }
}
