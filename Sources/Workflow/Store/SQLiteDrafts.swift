import Foundation
import GRDB

/// Applications that are not handed in yet, and forms, sealed, of those and of cases.
extension SQLiteRows {
    func draft(_ id: CaseID) throws -> Draft? {
        try first("SELECT case_id, person, until, body, seal FROM drafts WHERE case_id = ?", [id.number], Self.draft)
    }

    func form(of id: CaseID) throws -> SealedForm? {
        try first("SELECT case_id, key, body, seal FROM forms WHERE case_id = ?", [id.number], Self.form)
    }

    func forms(after id: CaseID?, limit: Int) throws -> [(id: CaseID, form: SealedForm)] {
        try fetch("SELECT case_id, key, body, seal FROM forms WHERE case_id > ? ORDER BY case_id LIMIT ?", [id?.number ?? 0, limit]) {
            row in
            (CaseID(number: try row.decode(atIndex: 0)), try Self.form(row))
        }.inOrder("forms", after: id) { $0.id }
    }

    func someForm() throws -> SealedForm? {
        try first("SELECT case_id, key, body, seal FROM forms ORDER BY case_id DESC LIMIT 1", [], Self.form)
    }

    func drafts(of person: String?, after id: CaseID?, limit: Int) throws -> [Draft] {
        let (ofPerson, arguments): (String, StatementArguments) = person.map { ("person = ? AND ", [$0]) } ?? ("", [])
        return try fetch(
            "SELECT case_id, person, until, body, seal FROM drafts WHERE \(ofPerson)case_id > ? ORDER BY case_id LIMIT ?",
            arguments + [id?.number ?? 0, limit], Self.draft
        ).inOrder("drafts", after: id) { $0.id }
    }

    // MARK: Rows

    static func draft(_ row: Row) throws -> Draft {
        let number: Int64 = try row.decode(atIndex: 0)
        let person: String? = try row.decode(atIndex: 1)
        let until: Int = try row.decode(atIndex: 2)
        let body = try row.bytes(3)
        guard RowSeal.of(draft: body, number, person, until: until) == (try row.bytes(4)),
            let body = try? JSONDecoder().decode(DraftBody.self, from: Data(body))
        else { throw StoreFault.damaged("drafts") }
        return Draft(CaseID(number: number), of: person, until: Day(daysSince1970: until), body)
    }

    static func form(_ row: Row) throws -> SealedForm {
        let form = SealedForm(key: try row.bytes(1), body: try row.bytes(2))
        guard RowSeal.of(form, try row.decode(atIndex: 0)) == (try row.bytes(3)) else { throw StoreFault.damaged("forms") }
        return form
    }
}
