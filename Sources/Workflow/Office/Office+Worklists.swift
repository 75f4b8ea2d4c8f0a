/// An item that is to be done, and who has it.
public struct WorklistEntry: Sendable {
    public let standing: ItemStanding
    /// The case that it is of, and what people call its bundle.
    public let of: CaseRow
    public let bundle: Title
    /// A pseudonym; nil: nobody in particular.
    public let person: String?

    public var row: ItemRow { standing.row }
}

/// What of a worklist is wanted, in words.
public struct WorklistRequest: Sendable, Hashable {
    public enum Whose: Sendable, Hashable {
        case anybody, nobody
        /// Under that pseudonym.
        case person(String)
    }

    public var whose: Whose
    public var late: Bool
    public var near: Bool
    /// Only those of cases of this bundle.
    public var bundle: String?
    /// Where the page before ended: `2026-03-12/6ear-amxr-2v37z/birth-notice`.
    public var after: String?

    public init(whose: Whose = .anybody, late: Bool = false, near: Bool = false, bundle: String? = nil, after: String? = nil) {
        (self.whose, self.late, self.near, self.bundle, self.after) = (whose, late, near, bundle, after)
    }
}

extension Office {
    /// The open items of a department, the most urgent first.
    /// - Throws: `UnknownWord` for a department or a bundle of which nothing is known, or a place that is none.
    public func worklist(of department: String, _ wanted: WorklistRequest = WorklistRequest(), limit: Int) async throws -> [WorklistEntry] {
        try await store.read { [shelf] store in
            var only = WorklistFilter(late: wanted.late, near: wanted.near, bundle: wanted.bundle)
            switch wanted.whose {
            case .anybody: break
            case .nobody: only.assigned = -1
            case .person(let pseudonym):
                guard let number = try store.number(of: pseudonym) else { return [] }
                only.assigned = number
            }
            let after = try wanted.after.map { try WorklistPlace($0, store) }
            let rows = try store.worklist(of: department, only, after: after, limit: limit)
            // Departments of older definitions may still have something to do.
            if rows.isEmpty {
                try shelf.checkDepartment(department, in: store)
                if let bundle = wanted.bundle { try shelf.checkBundle(bundle, in: store) }
            }
            return try rows.map { row in
                guard let of = try store.row(of: row.caseID) else { throw StoreFault.damaged("items \(row.caseID)") }
                let rules = try shelf.rules(of: of, in: store)
                return WorklistEntry(
                    standing: ItemStanding(row, under: rules), of: of, bundle: rules.bundle.title,
                    person: row.assigned < 0 ? nil : try store.pseudonym(of: row.assigned))
            }
        }
    }
}

/// Shared data of a case in doubt, with what its owner needs to answer.
public struct DisputeEntry: Sendable {
    public var row: DisputeRow
    public var bundle: CompiledBundle
    /// The paper for which they stand in, and whose.
    public var title: Title
    public var subject: String
    public var reason: Title?
    /// The licence, by its number in the registry; nil: they are of another source.
    public var register: Int64?

    init(_ row: DisputeRow, _ open: OpenCase, _ events: [CaseEvent]) throws {
        guard let paper = open.state.submission?.papers[row.paper] else { throw StoreFault.damaged("disputes \(row.caseID)") }
        (self.row, bundle, subject, title) = (row, open.rules.bundle, paper.subject, open.rules.title(of: paper))
        register = open.state.evidence.last { $0.loss == nil && $0.papers.contains(Int32(row.paper)) }?.register
        for event in events { if case .disputed(Int32(row.paper), _, _, let note) = event.fact { reason = note.reason } }
    }
}

extension Office {
    /// Data in doubt for which a department answers, those first that are to be answered first.
    public func disputes(in department: String?, limit: Int) async throws -> [DisputeEntry] {
        try await store.read { [shelf] store in
            let rows = try store.disputes(in: department, limit: limit)
            if rows.isEmpty, let department { try shelf.checkDepartment(department, in: store) }
            return try rows.map { row in
                var events: [CaseEvent] = []
                guard let open = try OpenCase(row.caseID, store, shelf, into: &events) else {
                    throw StoreFault.damaged("disputes \(row.caseID)")
                }
                return try DisputeEntry(row, open, events)
            }
        }
    }
}

extension WorklistEntry {
    /// How a person names it as the end of a page.
    public var place: String { "\(row.nextDue?.description ?? "-")/\(row.caseID)/\(row.item)" }
}

extension WorklistPlace {
    /// As a page ended; the items of a case keep their places, wherever they have come to since.
    fileprivate init(_ text: String, _ store: any StoreReader) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, let due = parts[0] == "-" ? Day.distant : Day(parts[0]), let id = CaseID(parts[1]),
            let row = try store.items(of: id).first(where: { $0.item == parts[2] })
        else { throw UnknownWord(.worklistPlace, text) }
        (self.due, caseID, place) = (due, id, row.place)
    }
}
