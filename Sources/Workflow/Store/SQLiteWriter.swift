import Foundation
import GRDB

/// What the writer remembers between commits.
struct WriterMemory: Sendable {
    var generation = 0
    /// Nil: to be read.
    var head: Head?
    var lastAt: Int64 = 0
    var words: [String: Int64] = [:]
}

/// Writing rows, by one piece of work at a time, within one transaction.
final class SQLiteWriter: StoreWriter {
    private let db: Database
    private let reader: SQLiteRows
    /// Worth keeping once the transaction is committed.
    private(set) var memory: WriterMemory
    private var saved: WriterMemory
    private let headBefore: Head?

    init(_ db: Database, _ memory: WriterMemory) throws {
        self.db = db
        reader = SQLiteRows(db)
        var memory = memory
        if memory.head == nil { (memory.head, memory.lastAt) = (try reader.head(), try reader.lastAt()) }
        (self.memory, saved, headBefore) = (memory, memory, memory.head)
    }

    private var last: Head { memory.head ?? .empty }

    var rows: any StoreReader { reader }

    var generation: Int { memory.generation }

    // MARK: The transaction

    func finish() throws {
        guard memory.head != headBefore else { return }
        try run("INSERT OR REPLACE INTO head (only_row, position, seal) VALUES (1, ?, ?)", [last.position, Data(last.seal)])
    }

    func enterSavepoint() throws {
        saved = memory
        try run("SAVEPOINT work", [])
    }

    func releaseSavepoint() throws { try run("RELEASE work", []) }

    func rollBackToSavepoint() throws {
        let isTakenBack = memory.head != saved.head
        memory = saved
        if isTakenBack { memory.generation += 1 }

        try run("ROLLBACK TO work", [])
        try run("RELEASE work", [])
    }

    // MARK: Writing

    func append(_ events: [CaseEvent], to id: CaseID, under definitions: Int, expecting version: Int, at: Int64) throws -> Entry {
        let before = try reader.last(of: id)
        guard (before?.version ?? 0) == version else {
            throw VersionConflict(caseID: id, expected: version, found: before?.version ?? 0)
        }
        memory.lastAt = max(memory.lastAt, at)
        var entry = Entry(
            position: last.position + 1, caseID: id, seq: version + 1, count: events.count, definitions: definitions,
            at: memory.lastAt, payload: EventCoding.encode(events), seal: [])
        entry.seal = Entry.seal(entry, after: before?.seal ?? Entry.noSeal)
        try run(
            "INSERT INTO entries (case_id, seq, count, definitions, position, at, payload, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [id.number, entry.seq, entry.count, entry.definitions, entry.position, entry.at, Data(entry.payload), Data(entry.seal)])
        memory.head = last.advanced(by: entry)
        return entry
    }

    func write(_ projection: Projection, instead before: Projection?) throws {
        if projection.row != before?.row {
            let row = projection.row
            try run(
                """
                INSERT INTO cases (case_id, bundle, definitions, phase, submitted, due, wakes) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (case_id) DO UPDATE SET bundle = excluded.bundle, definitions = excluded.definitions, phase = excluded.phase,
                    submitted = excluded.submitted, due = excluded.due, wakes = excluded.wakes
                """,
                [
                    row.caseID.number, try word(row.bundle), row.definitions, row.phase.rawValue, row.submitted?.daysSince1970,
                    row.due?.daysSince1970, row.wakes?.daysSince1970,
                ])
        }
        for (place, item) in projection.items.enumerated() where item != before.flatMap({ place < $0.items.count ? $0.items[place] : nil })
        {
            try run(
                """
                INSERT INTO items (case_id, place, item, department, stage, state, statutory, promised, until, overdue, next_due)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (case_id, place) DO UPDATE SET item = excluded.item, department = excluded.department, stage = excluded.stage,
                    state = excluded.state, statutory = excluded.statutory, promised = excluded.promised, until = excluded.until,
                    overdue = excluded.overdue, next_due = excluded.next_due
                """,
                [
                    item.caseID.number, item.place, try word(item.item), try word(item.department), item.stage.rawValue,
                    try word(item.state),
                    item.statutory?.daysSince1970, item.promised?.daysSince1970, item.until?.daysSince1970, item.isOverdue,
                    (item.nextDue ?? .distant).daysSince1970,
                ])
        }
    }

    func keep(_ answer: KeptAnswer, for key: String) throws {
        try run(
            "INSERT INTO answers (key, at, request, answer, seal) VALUES (?, ?, ?, ?, ?)",
            [key, answer.at, Data(answer.request), Data(answer.answer), Data(RowSeal.of(answer, under: key))])
    }

    func forgetAnswers(before: Int64) throws { try run("DELETE FROM answers WHERE at < ?", [before]) }

    func keep(_ sources: [String: String], digest: String, at: Int64) throws -> StoredDefinitions {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try run(
            "INSERT INTO definitions (digest, published_at, sources) VALUES (?, ?, ?)", [digest, at, try encoder.encode(sources)])
        guard let stored = try reader.definitions(digest: digest) else { throw StoreFault.damaged("definitions") }
        return stored
    }

    func person(_ pseudonym: String) throws -> Int32 {
        if let number = try reader.person(pseudonym) { return number }
        let number = try reader.lastPerson() + 1
        try run(
            "INSERT INTO people (number, pseudonym, seal) VALUES (?, ?, ?)",
            [number, pseudonym, Data(RowSeal.of(person: number, pseudonym))])
        return number
    }

    /// The number of a word, which is given once and stays.
    private func word(_ word: String) throws -> Int64 {
        if let number = memory.words[word] { return number }
        try run("INSERT INTO words (word) VALUES (?) ON CONFLICT (word) DO NOTHING", [word])
        let number = try Int64.fetchOne(try db.cachedStatement(sql: "SELECT number FROM words WHERE word = ?"), arguments: [word]) ?? 0
        memory.words[word] = number
        return number
    }

    private func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    func forgetOrigin() throws { try run("DELETE FROM origin", []) }

    func head() throws -> Head { last }
}
