import Foundation
import GRDB

/// What was typed in which case; never what it was.
extension SQLiteRegistry {
    func typed(by typist: [UInt8], about holder: [UInt8]) throws -> [TypedRow] {
        try db.all(
            "\(Self.selectTyped) WHERE holder = ? AND typist = ? ORDER BY at, case_id, field", [Data(holder), Data(typist)], Self.typed)
    }

    func typed(in id: CaseID) throws -> [TypedRow] {
        try db.all("\(Self.selectTyped) WHERE case_id = ? ORDER BY field, holder, typist", [id.number], Self.typed)
    }

    /// Throws where a row is not as it was written.
    func readTyped() throws { try db.each(Self.selectTyped, Self.typed) }

    private static let selectTyped = "SELECT holder, typist, (SELECT word FROM words WHERE number = field), case_id, at, seal FROM typed"

    private static func typed(_ row: Row) throws -> TypedRow {
        let id = CaseID(number: try row.decode(atIndex: 3))
        guard let field = try row.decode(String?.self, atIndex: 2) else { throw StoreFault.damaged("typed \(id)") }
        let typed = TypedRow(
            holder: try row.bytes(0), typist: try row.bytes(1), field: field, caseID: id, at: try row.decode(atIndex: 4))
        guard RowSeal.of(typed) == (try row.bytes(5)) else { throw StoreFault.damaged("typed \(id)") }
        return typed
    }
}

extension SQLiteRegistryWriter {
    func keep(_ typed: TypedRow) throws {
        try run(
            "INSERT OR REPLACE INTO typed (holder, typist, field, case_id, at, seal) VALUES (?, ?, ?, ?, ?, ?)",
            [
                Data(typed.holder), Data(typed.typist), try word(typed.field), typed.caseID.number, typed.at, Data(RowSeal.of(typed)),
            ])
    }

    func forgetTyped(in id: CaseID) throws { try run("DELETE FROM typed WHERE case_id = ?", [id.number]) }
}
