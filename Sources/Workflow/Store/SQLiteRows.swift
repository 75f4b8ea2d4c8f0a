import Foundation
import GRDB

/// Reading rows.
struct SQLiteRows: StoreReader {
    let db: Database

    init(_ db: Database) { self.db = db }

    func entries(of id: CaseID) throws -> [Entry] {
        try fetch(
            "SELECT position, case_id, seq, count, definitions, at, payload, seal FROM entries WHERE case_id = ? ORDER BY seq", [id.number],
            Self.entry)
    }

    func log(after position: Int64, limit: Int) throws -> [Entry] {
        try fetch(
            "SELECT position, case_id, seq, count, definitions, at, payload, seal FROM entries WHERE position > ? ORDER BY position LIMIT ?",
            [position, limit], Self.entry
        ).inOrder("entries", after: position) { $0.position }
    }

    func tip(of id: CaseID) throws -> Tip {
        try first("SELECT seq + count - 1, seal FROM entries WHERE case_id = ? ORDER BY seq DESC LIMIT 1", [id.number]) {
            Tip(version: try $0.decode(atIndex: 0), seal: try $0.bytes(1))
        } ?? .empty
    }

    func head() throws -> Head {
        let kept = try keptHead()
        return try log(after: kept.position, limit: .max).reduce(kept) { $0.advanced(by: $1) }
    }

    /// Written down now and then only; the log goes on from there.
    func keptHead() throws -> Head {
        try first("SELECT position, seal FROM head", []) { Head(position: try $0.decode(atIndex: 0), seal: try $0.bytes(1)) }
            ?? .empty
    }

    /// The instant of the last entry.
    func lastAt() throws -> Int64 {
        try first("SELECT at FROM entries ORDER BY position DESC LIMIT 1", []) { try $0.decode(atIndex: 0) } ?? 0
    }

    func isTaken(_ id: CaseID) throws -> Bool {
        try first(
            "SELECT EXISTS (SELECT 1 FROM cases WHERE case_id = ?1) OR EXISTS (SELECT 1 FROM drafts WHERE case_id = ?1)", [id.number]
        ) { try $0.decode(atIndex: 0) } ?? false
    }

    func row(of id: CaseID) throws -> CaseRow? { try first("\(Self.selectCases) WHERE case_id = ?", [id.number], Self.caseRow) }

    func items(of id: CaseID) throws -> [ItemRow] {
        try fetch("\(Self.selectItems) WHERE case_id = ? ORDER BY place", [id.number], Self.itemRow)
    }

    func disputes(of id: CaseID) throws -> [DisputeRow] {
        try fetch("\(Self.selectDisputes) WHERE case_id = ? ORDER BY paper", [id.number], Self.dispute)
    }

    func disputes(in department: String?, limit: Int) throws -> [DisputeRow] {
        try fetch(
            """
            \(Self.selectDisputes) WHERE ?1 IS NULL OR department = (SELECT number FROM words WHERE word = ?1)
            ORDER BY due, case_id, paper LIMIT ?2
            """, [department, limit], Self.dispute)
    }

    func measures(of id: CaseID) throws -> CaseMeasures? {
        try first("\(Self.selectMeasures) WHERE case_id = ?", [id.number]) { try Self.measures($0).measures }
    }

    func measures(of bundle: String?, after id: CaseID?, limit: Int) throws -> [(id: CaseID, measures: CaseMeasures)] {
        try fetch(
            """
            \(Self.selectMeasures) WHERE (?1 IS NULL OR bundle = (SELECT number FROM words WHERE word = ?1)) AND case_id > ?2
            ORDER BY case_id LIMIT ?3
            """, [bundle, id?.number ?? 0, limit], Self.measures
        ).inOrder("measures", after: id) { $0.id }
    }

    func cases(_ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try cases("?1 IS NULL", nil, only, after: id, limit: limit)
    }

    func cases(of person: Int32, _ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try cases(
            "case_id IN (SELECT case_id FROM parties WHERE person = ?1 AND case_id > ?2)", person.databaseValue, only, after: id,
            limit: limit)
    }

    func cases(in department: String, _ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try cases(
            """
            EXISTS (SELECT 1 FROM items WHERE items.case_id = cases.case_id AND department = (SELECT number FROM words WHERE word = ?1))
            """, department.databaseValue, only, after: id, limit: limit)
    }

    /// - Parameter whose: a condition with `?1`.
    private func cases(
        _ whose: String, _ value: DatabaseValue?, _ only: CaseFilter, after id: CaseID?, limit: Int
    ) throws -> [CaseRow] {
        try fetch(
            """
            \(Self.selectCases) WHERE \(whose) AND case_id > ?2
                AND (?4 IS NULL OR bundle = (SELECT number FROM words WHERE word = ?4))
                AND (?5 IS NULL OR phase = ?5) AND (?6 IS NULL OR submitted >= ?6)
            ORDER BY case_id LIMIT ?3
            """, [value, id?.number ?? 0, limit, only.bundle, only.phase?.rawValue, only.since?.daysSince1970], Self.caseRow
        ).inOrder("cases", after: id) { $0.caseID }
    }

    func parties(of id: CaseID) throws -> [PartyRow] {
        try fetch("SELECT person, until FROM parties WHERE case_id = ? ORDER BY person", [id.number]) { row in
            PartyRow(
                person: try row.decode(atIndex: 0), until: try row.decode(Int?.self, atIndex: 1).map { Day(daysSince1970: $0) })
        }
    }

    func partyCount() throws -> Int { try first("SELECT count(*) FROM parties", []) { try $0.decode(atIndex: 0) } ?? 0 }

    func openItems() throws -> [OpenItems] {
        try fetch(
            """
            SELECT (SELECT word FROM words WHERE number = item), (SELECT word FROM words WHERE number = state), count(*)
            FROM items WHERE stage = 1 GROUP BY item, state
            """, []
        ) { row in OpenItems(item: try Self.word(row, 0).baseItem, state: try Self.word(row, 1), count: try row.decode(atIndex: 2)) }
        .byItem
    }

    func worklist(of department: String, _ only: WorklistFilter, after: WorklistPlace?, limit: Int) throws -> [ItemRow] {
        guard let number: Int64 = try first("SELECT number FROM words WHERE word = ?", [department], { try $0.decode(atIndex: 0) }) else {
            return []
        }
        return try fetch(
            """
            \(Self.selectItems) WHERE department = ?1 AND stage = 1 AND (next_due, case_id, place) > (?2, ?3, ?4)
                AND (?5 IS NULL OR assigned = ?5) AND (NOT ?6 OR overdue OR (?7 AND near)) AND (NOT ?7 OR near OR (?6 AND overdue))
                AND (?9 IS NULL OR (SELECT bundle FROM cases WHERE cases.case_id = items.case_id)
                    = (SELECT number FROM words WHERE word = ?9))
            ORDER BY next_due, case_id, place LIMIT ?8
            """,
            [
                number, after?.due.daysSince1970 ?? Int.min, after?.caseID.number ?? 0, after?.place ?? -1, only.assigned, only.late,
                only.near, limit, only.bundle,
            ], Self.itemRow
        ).inOrder("items", after: after.map(Self.place)) { Self.place(WorklistPlace(after: $0)) }
    }

    func untold(to department: String?, after: ItemPlace?, limit: Int) throws -> [ItemRow] {
        try fetch(
            """
            \(Self.selectItems) WHERE news > known AND (?1 IS NULL OR department = (SELECT number FROM words WHERE word = ?1))
                AND (case_id, place) > (?2, ?3)
            ORDER BY case_id, place LIMIT ?4
            """, [department, after?.caseID.number ?? 0, after?.place ?? 0, limit], Self.itemRow
        ).inOrder("items", after: after.map(Self.place)) { Self.place(ItemPlace(of: $0)) }
    }

    func handedOver(to department: String, after: ItemPlace?, limit: Int) throws -> [ItemRow] {
        try fetch(
            """
            \(Self.selectItems) WHERE news > 0 AND stage = 1 AND department = (SELECT number FROM words WHERE word = ?)
                AND (case_id, place) > (?, ?)
            ORDER BY case_id, place LIMIT ?
            """, [department, after?.caseID.number ?? 0, after?.place ?? 0, limit], Self.itemRow
        ).inOrder("items", after: after.map(Self.place)) { Self.place(ItemPlace(of: $0)) }
    }

    private static func place(_ place: ItemPlace) -> RowPlace { RowPlace(place.caseID.number, Int64(place.place)) }

    private static func place(_ place: WorklistPlace) -> RowPlace {
        RowPlace(Int64(place.due.daysSince1970), place.caseID.number, Int64(place.place))
    }

    func waking(by day: Day, limit: Int) throws -> [CaseID] {
        try fetch(
            "SELECT case_id FROM cases WHERE wakes IS NOT NULL AND wakes <= ? ORDER BY wakes, case_id LIMIT ?", [day.daysSince1970, limit]
        ) { CaseID(number: try $0.decode(atIndex: 0)) }
    }

    func answer(to key: String) throws -> KeptAnswer? {
        try first("SELECT key, request, answer, at, seal FROM answers WHERE key = ?", [key], Self.answer)
    }

    func definitions(_ number: Int) throws -> StoredDefinitions? {
        try first("SELECT number, digest, sources, numbering, seal FROM definitions WHERE number = ?", [number], Self.definitions)
    }

    func definitions(digest: String) throws -> StoredDefinitions? {
        try first("SELECT number, digest, sources, numbering, seal FROM definitions WHERE digest = ?", [digest], Self.definitions)
    }

    func currentNumber() throws -> Int? {
        try first("SELECT number, seal FROM current_definitions", []) { row in
            let number: Int = try row.decode(atIndex: 0)
            guard RowSeal.of(currentDefinitions: number) == (try row.bytes(1)) else {
                throw StoreFault.damaged("current_definitions")
            }
            return number
        }
    }

    func origin() throws -> Origin? {
        try first("SELECT at, position, seal FROM origin", []) {
            Origin(at: try $0.decode(atIndex: 0), head: Head(position: try $0.decode(atIndex: 1), seal: try $0.bytes(2)))
        }
    }

    func number(of pseudonym: String) throws -> Int32? {
        try first("SELECT number, pseudonym, seal FROM people WHERE pseudonym = ?", [pseudonym], Self.person)
    }

    func pseudonym(of number: Int32) throws -> String? {
        try first("SELECT number, pseudonym, seal FROM people WHERE number = ?", [number]) { row in
            _ = try Self.person(row)
            return try row.decode(atIndex: 1)
        }
    }

    func lastPerson() throws -> Int32 {
        try first("SELECT coalesce(max(number), 0) FROM people", []) { try $0.decode(atIndex: 0) } ?? 0
    }

    var registry: any RegistryReader { SQLiteRegistry(db: db) }
    var outbox: any OutboxReader { SQLiteOutbox(db: db) }

    func damage() throws -> String? {
        if let found: String = try first("PRAGMA integrity_check(1)", [], { try $0.decode(atIndex: 0) }), found != "ok" { return found }
        // A table or trigger of another text may still be read, and fail or do otherwise when it is written to.
        if try SQLiteSchema.texts(of: db) != SQLiteSchema.texts() { return "schema" }
        do {
            try each("SELECT key, request, answer, at, seal FROM answers", Self.answer)
            try each("SELECT number, pseudonym, seal FROM people", Self.person)
            try each("SELECT case_id, person, until, body, seal FROM drafts", Self.draft)
            try each("SELECT case_id, key, body, seal FROM forms", Self.form)
            try each("SELECT number, digest, sources, numbering, seal FROM definitions", Self.definitions)
            _ = try currentNumber()
            try SQLiteRegistry(db: db).readAll()
            try SQLiteOutbox(db: db).readAll()
            return nil
        } catch StoreFault.damaged(let what) {
            return what
        }
    }

    // MARK: Rows

    private static let selectCases = """
        SELECT case_id, (SELECT word FROM words WHERE number = bundle), definitions, phase, submitted, due, late, near, wakes,
            coalesce(
                (SELECT max(version) FROM items WHERE items.case_id = cases.case_id),
                (SELECT seq + count - 1 FROM entries WHERE entries.case_id = cases.case_id ORDER BY seq DESC LIMIT 1), 0)
        FROM cases
        """
    private static let selectItems = """
        SELECT case_id, place, (SELECT word FROM words WHERE number = item), (SELECT word FROM words WHERE number = department), stage,
            (SELECT word FROM words WHERE number = state), statutory, promised, until, overdue, news, known, near, assigned
        FROM items
        """

    private static let selectDisputes =
        "SELECT case_id, paper, line, (SELECT word FROM words WHERE number = department), due, late FROM disputes"

    private static func dispute(_ row: Row) throws -> DisputeRow {
        DisputeRow(
            caseID: CaseID(number: try row.decode(atIndex: 0)), paper: try row.decode(atIndex: 1), line: try row.decode(atIndex: 2),
            department: try word(row, 3), due: Day(daysSince1970: try row.decode(atIndex: 4)), isLate: try row.decode(atIndex: 5))
    }

    private static let selectMeasures = """
        SELECT case_id, items, granted, apart_lines, apart_pieces, apart_kinds, together_lines, together_pieces, together_kinds,
            handling_days, elapsed_days, joint_visits
        FROM measures
        """

    private static func measures(_ row: Row) throws -> (id: CaseID, measures: CaseMeasures) {
        func count(at place: Int) throws -> CaseFigures.PaperCount {
            CaseFigures.PaperCount(
                lines: try row.decode(atIndex: place), pieces: try row.decode(atIndex: place + 1), kinds: try row.decode(atIndex: place + 2)
            )
        }
        let measures = CaseMeasures(
            items: try row.decode(atIndex: 1), granted: try row.decode(atIndex: 2), apart: try count(at: 3), together: try count(at: 6),
            handlingDays: try row.decode(atIndex: 9), elapsedDays: try row.decode(atIndex: 10), jointVisits: try row.decode(atIndex: 11))
        return (CaseID(number: try row.decode(atIndex: 0)), measures)
    }

    private static func entry(_ row: Row) throws -> Entry {
        Entry(
            position: try row.decode(atIndex: 0), caseID: CaseID(number: try row.decode(atIndex: 1)), seq: try row.decode(atIndex: 2),
            count: try row.decode(atIndex: 3), definitions: try row.decode(atIndex: 4), at: try row.decode(atIndex: 5),
            payload: try row.bytes(6), seal: try row.bytes(7))
    }

    private static func answer(_ row: Row) throws -> KeptAnswer {
        let answer = KeptAnswer(request: try row.bytes(1), answer: try row.bytes(2), at: try row.decode(atIndex: 3))
        guard RowSeal.of(answer, under: try row.decode(atIndex: 0)) == (try row.bytes(4)) else { throw StoreFault.damaged("answers") }
        return answer
    }

    private static func person(_ row: Row) throws -> Int32 {
        let number: Int32 = try row.decode(atIndex: 0)
        guard RowSeal.of(person: number, try row.decode(atIndex: 1)) == (try row.bytes(2)) else { throw StoreFault.damaged("people") }
        return number
    }

    private static func day(_ row: Row, _ place: Int) throws -> Day? {
        try row.decode(Int32?.self, atIndex: place).map { Day(daysSince1970: Int($0)) }
    }

    private static func word(_ row: Row, _ place: Int) throws -> String {
        guard let word = try row.decode(String?.self, atIndex: place) else { throw StoreFault.damaged("words") }
        return word
    }

    private static func caseRow(_ row: Row) throws -> CaseRow {
        guard let phase = CaseState.Phase(rawValue: try row.decode(atIndex: 3)) else { throw StoreFault.damaged("cases.phase") }
        return CaseRow(
            caseID: CaseID(number: try row.decode(atIndex: 0)), bundle: try word(row, 1), definitions: try row.decode(atIndex: 2),
            phase: phase, version: try row.decode(atIndex: 9), submitted: try day(row, 4), due: try day(row, 5),
            isLate: try row.decode(atIndex: 6),
            isNearing: try row.decode(atIndex: 7), wakes: try day(row, 8))
    }

    private static func itemRow(_ row: Row) throws -> ItemRow {
        guard let stage = ItemState.Stage(rawValue: try row.decode(atIndex: 4)) else { throw StoreFault.damaged("items.stage") }
        return ItemRow(
            caseID: CaseID(number: try row.decode(atIndex: 0)), place: try row.decode(atIndex: 1), item: try word(row, 2),
            department: try word(row, 3), stage: stage, state: try word(row, 5), statutory: try day(row, 6), promised: try day(row, 7),
            until: try day(row, 8), isOverdue: try row.decode(atIndex: 9), isNearing: try row.decode(atIndex: 12),
            assigned: try row.decode(atIndex: 13), news: try row.decode(atIndex: 10), known: try row.decode(atIndex: 11))
    }

    private static func definitions(_ row: Row) throws -> StoredDefinitions {
        let digest: String = try row.decode(atIndex: 1)
        guard let sources = try? JSONDecoder().decode([String: String].self, from: try row.decode(Data.self, atIndex: 2)),
            Digest.of(sources) == digest
        else { throw StoreFault.damaged("definitions") }
        let numbering = try row.decode(Data?.self, atIndex: 3).map { data in
            guard RowSeal.of(numbering: [UInt8](data), ofDefinitions: digest) == (try row.bytes(4)),
                let numbering = try? JSONDecoder().decode(Numbering.self, from: data)
            else { throw StoreFault.damaged("definitions") }
            return numbering
        }
        return StoredDefinitions(number: try row.decode(atIndex: 0), digest: digest, sources: sources, numbering: numbering)
    }

    // MARK: Fetching

    func fetch<Value>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value) throws -> [Value] {
        try db.all(sql, arguments, value)
    }

    func first<Value>(_ sql: String, _ arguments: StatementArguments, _ value: (Row) throws -> Value) throws -> Value? {
        try db.first(sql, arguments, value)
    }

    private func each<Value>(_ sql: String, _ value: (Row) throws -> Value) throws { try db.each(sql, value) }
}
