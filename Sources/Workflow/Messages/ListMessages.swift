/// A case in a list.
public struct CaseRowMessage: Codable, Sendable {
    public var id: String
    public var bundle: String
    public var phase: String
    public var submitted: String?
    public var due: String?
    /// Of the limit for the whole: it has passed, or soon will have.
    public var late: Bool
    public var near: Bool

    public init(_ row: CaseRow) {
        (id, bundle, phase) = (row.caseID.description, row.bundle, "\(row.phase)")
        (submitted, due, late, near) = (row.submitted?.description, row.due?.description, row.isLate, row.isNearing)
    }
}

/// A draft or an offer in a list.
public struct DraftRowMessage: Codable, Sendable {
    public var id: String
    public var bundle: String
    /// draft, offer or declined.
    public var kind: String
    public var until: String

    public init(_ draft: Draft) {
        (id, bundle, until) = (draft.id.description, draft.application.bundle, draft.until.description)
        kind = draft.offer.map { $0.isDeclined ? "declined" : "offer" } ?? "draft"
    }
}

/// Data in doubt for which a department answers.
public struct DisputeRowMessage: Codable, Sendable {
    public var id: String
    public var line: String
    public var department: String
    public var due: String
    public var late: Bool

    public init(_ row: DisputeRow) {
        (id, line, department) = (row.caseID.description, row.line, row.department)
        (due, late) = (row.due.description, row.isLate)
    }
}

/// An open item on a worklist.
public struct TaskMessage: Codable, Sendable {
    public var id: String
    public var item: String
    public var department: String
    public var state: String
    public var statutory: String?
    public var promised: String?
    public var until: String?
    public var overdue: Bool
    public var near: Bool
    /// Who has it.
    public var person: String?

    public init(_ entry: WorklistEntry) {
        let row = entry.row
        (id, item, department, state) = (row.caseID.description, row.item, row.department, row.state)
        (statutory, promised, until) = (row.statutory?.description, row.promised?.description, row.until?.description)
        (overdue, near, person) = (row.isOverdue, row.isNearing, entry.person)
    }
}
