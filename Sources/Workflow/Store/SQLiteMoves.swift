import GRDB
import GRDBSQLite

/// The rows that every move writes. Their statements are bound and run without GRDB's list of values between, which cost more than the rows.
struct SQLiteMoves {
    private let db: Database
    private let begin, commit, insertEntry, insertCase, updateCase, insertItem, updateItem, changeItem, noteVersion, putMeasures: Statement

    init(_ db: Database) throws {
        self.db = db
        begin = try db.makeStatement(sql: "BEGIN IMMEDIATE")
        commit = try db.makeStatement(sql: "COMMIT")
        insertEntry = try db.makeStatement(sql: Self.insertingEntry)
        insertCase = try db.makeStatement(sql: Self.insertingCase)
        updateCase = try db.makeStatement(sql: Self.updatingCase)
        insertItem = try db.makeStatement(sql: Self.insertingItem)
        updateItem = try db.makeStatement(sql: Self.updatingItem)
        changeItem = try db.makeStatement(sql: Self.changingItem)
        noteVersion = try db.makeStatement(sql: "UPDATE items SET version = ? WHERE case_id = ? AND place = 0")
        putMeasures = try db.makeStatement(sql: "INSERT OR REPLACE INTO measures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    }

    func beginTransaction() throws { try run(begin) { _ in } }
    func commitTransaction() throws { try run(commit) { _ in } }

    func insert(_ entry: Entry) throws {
        try run(insertEntry) { values in
            values.bind(entry.caseID.number)
            values.bind(Int64(entry.seq))
            values.bind(Int64(entry.count))
            values.bind(Int64(entry.definitions))
            values.bind(entry.position)
            values.bind(entry.at)
            values.bind(entry.payload)
            values.bind(entry.seal)
        }
    }

    /// Writes a row of a case, a new one or in place of the one that is there.
    func put(_ row: CaseRow, bundle: Int64, isNew: Bool) throws {
        try run(isNew ? insertCase : updateCase) { values in
            values.bind(bundle)
            values.bind(Int64(row.definitions))
            values.bind(Int64(row.phase.rawValue))
            values.bind(row.submitted)
            values.bind(row.due)
            values.bind(row.isLate ? 1 : 0)
            values.bind(row.isNearing ? 1 : 0)
            values.bind(row.wakes)
            values.bind(row.caseID.number)
        }
    }

    /// Writes a row of an item, a new one or in place of the one that is there.
    func put(_ row: ItemRow, item: Int64, department: Int64, state: Int64, version: Int, isNew: Bool) throws {
        try run(isNew ? insertItem : updateItem) { values in
            values.bind(item)
            values.bind(department)
            values.bind(Int64(row.stage.rawValue))
            values.bind(state)
            values.bind(row.statutory)
            values.bind(row.promised)
            values.bind(row.until)
            values.bind(row.isOverdue ? 1 : 0)
            values.bind(row.nextDue ?? .distant)
            values.bind(Int64(row.news))
            values.bind(Int64(row.known))
            values.bind(row.isNearing ? 1 : 0)
            values.bind(Int64(row.assigned))
            values.bind(Int64(version))
            values.bind(row.caseID.number)
            values.bind(Int64(row.place))
        }
    }

    /// Changes what no list is sorted or chosen by, so that no index is touched.
    func change(_ row: ItemRow, state: Int64, version: Int) throws {
        try run(changeItem) { values in
            values.bind(state)
            values.bind(row.statutory)
            values.bind(row.promised)
            values.bind(row.until)
            values.bind(row.isOverdue ? 1 : 0)
            values.bind(row.isNearing ? 1 : 0)
            values.bind(Int64(row.assigned))
            values.bind(Int64(version))
            values.bind(row.caseID.number)
            values.bind(Int64(row.place))
        }
    }

    /// The version to which a case has come, where its items are as they were.
    func note(_ version: Int, of id: CaseID) throws {
        try run(noteVersion) { values in
            values.bind(Int64(version))
            values.bind(id.number)
        }
    }

    func put(_ measures: CaseMeasures, of id: CaseID, bundle: Int64) throws {
        try run(putMeasures) { values in
            values.bind(id.number)
            values.bind(bundle)
            for count in [measures.items, measures.granted] { values.bind(Int64(count)) }
            for papers in [measures.apart, measures.together] {
                for count in [papers.lines, papers.pieces, papers.kinds] { values.bind(Int64(count)) }
            }
            values.bind(Int64(measures.handlingDays))
            values.bind(measures.elapsedDays.map(Int64.init))
            values.bind(Int64(measures.jointVisits))
        }
    }

    private static let insertingEntry = """
        INSERT INTO entries (case_id, seq, count, definitions, position, at, payload, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let insertingCase = """
        INSERT OR REPLACE INTO cases (bundle, definitions, phase, submitted, due, late, near, wakes, case_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let updatingCase = """
        UPDATE cases SET bundle = ?, definitions = ?, phase = ?, submitted = ?, due = ?, late = ?, near = ?, wakes = ? WHERE case_id = ?
        """

    private static let insertingItem = """
        INSERT OR REPLACE INTO items (
            item, department, stage, state, statutory, promised, until, overdue, next_due, news, known, near, assigned, version, case_id,
            place
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    private static let updatingItem = """
        UPDATE items SET item = ?, department = ?, stage = ?, state = ?, statutory = ?, promised = ?, until = ?, overdue = ?,
            next_due = ?, news = ?, known = ?, near = ?, assigned = ?, version = ?
        WHERE case_id = ? AND place = ?
        """

    private static let changingItem = """
        UPDATE items SET state = ?, statutory = ?, promised = ?, until = ?, overdue = ?, near = ?, assigned = ?, version = ?
        WHERE case_id = ? AND place = ?
        """

    private func run(_ statement: Statement, _ bind: (inout BoundValues) -> Void) throws {
        var values = BoundValues(statement.sqliteStatement)
        bind(&values)
        let code = values.code == SQLITE_OK ? sqlite3_step(statement.sqliteStatement) : values.code
        let message = code == SQLITE_DONE ? nil : db.lastErrorMessage
        sqlite3_reset(statement.sqliteStatement)
        guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message) }
    }
}

extension CaseRow {
    /// Whether the table of cases has it as it has the other: its version is kept elsewhere.
    func isWritten(like other: CaseRow) -> Bool {
        var same = other
        same.version = version
        return self == same
    }
}

extension ItemRow {
    /// Whether every list has it where it has the other: of what changes with a move, no list is chosen or sorted by the rest.
    func isListed(like other: ItemRow) -> Bool {
        item == other.item && department == other.department && stage == other.stage && nextDue == other.nextDue && news == other.news
            && known == other.known
    }
}

/// Values of a statement, bound in their order.
private struct BoundValues {
    private let statement: SQLiteStatement
    private var place: Int32 = 0
    /// Other than `SQLITE_OK` where a value was not taken.
    private(set) var code = SQLITE_OK

    init(_ statement: SQLiteStatement) { self.statement = statement }

    mutating func bind(_ number: Int64) { note(sqlite3_bind_int64(statement, next(), number)) }

    mutating func bind(_ day: Day?) { bind(day.map { Int64($0.daysSince1970) }) }

    mutating func bind(_ number: Int64?) {
        if let number { bind(number) } else { note(sqlite3_bind_null(statement, next())) }
    }

    mutating func bind(_ bytes: [UInt8]) {
        let place = next()
        note(bytes.withUnsafeBytes { sqlite3_bind_blob(statement, place, $0.baseAddress, Int32($0.count), Self.copied) })
    }

    /// SQLite makes a copy of its own.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private mutating func next() -> Int32 {
        place += 1
        return place
    }

    private mutating func note(_ result: Int32) { if result != SQLITE_OK { code = result } }
}
