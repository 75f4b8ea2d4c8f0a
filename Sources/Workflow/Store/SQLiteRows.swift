import Foundation
import GRDB

/// Reading rows.
struct SQLiteRows: StoreReader {
    let db: Database

    init(_ db: Database) { self.db = db }

    func entries(of id: CaseID) throws -> [Entry] {
        try fetch(
            "SELECT position, case_id, seq, count, at, payload, seal FROM entries WHERE case_id = ? ORDER BY seq", [id.number], Self.entry)
    }

    func log(after position: Int64, limit: Int) throws -> [Entry] {
        try fetch(
            "SELECT position, case_id, seq, count, at, payload, seal FROM entries WHERE position > ? ORDER BY position LIMIT ?",
            [position, limit], Self.entry)
    }

    func tip(of id: CaseID) throws -> Tip {
        try first("SELECT seq + count - 1, seal FROM entries WHERE case_id = ? ORDER BY seq DESC LIMIT 1", [id.number]) {
            Tip(version: $0[0], seal: [UInt8]($0[1] as Data))
        } ?? .empty
    }

    func head() throws -> Head {
        try first("SELECT position, seal FROM head", []) { Head(position: $0[0], seal: [UInt8]($0[1] as Data)) } ?? .empty
    }

    /// The instant of the last entry.
    func lastAt() throws -> Int64 { try first("SELECT at FROM entries ORDER BY position DESC LIMIT 1", []) { $0[0] } ?? 0 }

    func row(of id: CaseID) throws -> CaseRow? { try first("\(Self.selectCases) WHERE case_id = ?", [id.number], Self.caseRow) }

    func items(of id: CaseID) throws -> [ItemRow] {
        try fetch("\(Self.selectItems) WHERE case_id = ? ORDER BY place", [id.number], Self.itemRow)
    }

    func cases(after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try fetch("\(Self.selectCases) WHERE case_id > ? ORDER BY case_id LIMIT ?", [id?.number ?? 0, limit], Self.caseRow)
    }

    func worklist(of department: String, after: WorklistPlace?, limit: Int) throws -> [ItemRow] {
        guard let number: Int64 = try first("SELECT number FROM words WHERE word = ?", [department], { $0[0] }) else { return [] }
        return try fetch(
            """
            \(Self.selectItems) WHERE department = ? AND stage = 1 AND (next_due, case_id, place) > (?, ?, ?)
            ORDER BY next_due, case_id, place LIMIT ?
            """,
            [number, after?.due.daysSince1970 ?? Int.min, after?.caseID.number ?? 0, after?.place ?? 0, limit], Self.itemRow)
    }

    func untold(to department: String?, after: ItemPlace?, limit: Int) throws -> [ItemRow] {
        try fetch(
            """
            \(Self.selectItems) WHERE news > known AND (?1 IS NULL OR department = (SELECT number FROM words WHERE word = ?1))
                AND (case_id, place) > (?2, ?3)
            ORDER BY case_id, place LIMIT ?4
            """, [department, after?.caseID.number ?? 0, after?.place ?? 0, limit], Self.itemRow)
    }

    func handedOver(to department: String, after: ItemPlace?, limit: Int) throws -> [ItemRow] {
        try fetch(
            """
            \(Self.selectItems) WHERE news > 0 AND stage = 1 AND department = (SELECT number FROM words WHERE word = ?)
                AND (case_id, place) > (?, ?)
            ORDER BY case_id, place LIMIT ?
            """, [department, after?.caseID.number ?? 0, after?.place ?? 0, limit], Self.itemRow)
    }

    func waking(by day: Day, limit: Int) throws -> [CaseID] {
        try fetch(
            "SELECT case_id FROM cases WHERE wakes IS NOT NULL AND wakes <= ? ORDER BY wakes, case_id LIMIT ?", [day.daysSince1970, limit]
        ) { CaseID(number: $0[0]) }
    }

    func answer(to key: String) throws -> KeptAnswer? {
        try first("SELECT request, answer, at FROM answers WHERE key = ?", [key]) {
            KeptAnswer(request: [UInt8]($0[0] as Data), answer: [UInt8]($0[1] as Data), at: $0[2])
        }
    }

    func definitions(_ number: Int) throws -> StoredDefinitions? {
        try first("SELECT number, digest, sources FROM definitions WHERE number = ?", [number], Self.definitions)
    }

    func definitions(digest: String) throws -> StoredDefinitions? {
        try first("SELECT number, digest, sources FROM definitions WHERE digest = ?", [digest], Self.definitions)
    }

    func currentNumber() throws -> Int? { try first("SELECT max(number) FROM definitions", []) { $0[0] as Int? } ?? nil }

    // MARK: Rows

    private static let selectCases = """
        SELECT case_id, (SELECT word FROM words WHERE number = bundle), definitions, phase, submitted, due, wakes FROM cases
        """
    private static let selectItems = """
        SELECT case_id, place, (SELECT word FROM words WHERE number = item), (SELECT word FROM words WHERE number = department), stage,
            (SELECT word FROM words WHERE number = state), statutory, promised, until, overdue, news, known
        FROM items
        """

    private static func entry(_ row: Row) -> Entry {
        Entry(
            position: row[0], caseID: CaseID(number: row[1]), seq: row[2], count: row[3], at: row[4], payload: [UInt8](row[5] as Data),
            seal: [UInt8](row[6] as Data))
    }

    private static func day(_ value: Int?) -> Day? { value.map { Day(daysSince1970: $0) } }

    private static func caseRow(_ row: Row) throws -> CaseRow {
        guard let phase = CaseState.Phase(rawValue: row[3]) else { throw StoreFault.damaged("cases.phase") }
        return CaseRow(
            caseID: CaseID(number: row[0]), bundle: row[1] ?? "", definitions: row[2], phase: phase, submitted: day(row[4]),
            due: day(row[5]),
            wakes: day(row[6]))
    }

    private static func itemRow(_ row: Row) throws -> ItemRow {
        guard let stage = ItemState.Stage(rawValue: row[4]) else { throw StoreFault.damaged("items.stage") }
        return ItemRow(
            caseID: CaseID(number: row[0]), place: row[1], item: row[2] ?? "", department: row[3] ?? "", stage: stage, state: row[5] ?? "",
            statutory: day(row[6]), promised: day(row[7]), until: day(row[8]), isOverdue: row[9],
            news: row[10], known: row[11])
    }

    private static func definitions(_ row: Row) throws -> StoredDefinitions {
        guard let sources = try? JSONDecoder().decode([String: String].self, from: row[2] as Data) else {
            throw StoreFault.damaged("definitions.sources")
        }
        return StoredDefinitions(number: row[0], digest: row[1], sources: sources)
    }

    // MARK: Fetching

    private func fetch<Value>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value) throws -> [Value] {
        let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        var values: [Value] = []
        while let row = try cursor.next() { values.append(try value(row)) }
        return values
    }

    private func first<Value>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value) throws -> Value? {
        let cursor = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        return try cursor.next().map(value)
    }
}
