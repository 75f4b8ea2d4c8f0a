import Foundation
import GRDB

/// What the writer remembers between commits.
struct WriterMemory: Sendable {
    var generation = 0
    /// Nil: to be read.
    var head: Head?
    /// The position of the one that was written down last.
    var keptHead: Int64 = 0
    var lastAt: Int64 = 0
    var words: [String: Int64] = [:]
    /// The number of the definitions under which new cases begin; nil: to be read.
    var current: Int?
    /// The last version of cases that were written to lately, so that the table need not be asked.
    var versions: [CaseID: Int] = [:]
    /// Who is told of what happens; nil: to be read.
    var listening: [Webhook]?
    static let mostVersions = 50_000

    /// For a writer; the versions come back with its own.
    mutating func lent() -> WriterMemory {
        defer { versions = [:] }
        return self
    }
}

/// Writing rows, by one piece of work after the other, within one transaction.
final class SQLiteWriter: StoreWriter {
    /// What is done so that one piece of work can be taken back without the others.
    enum Care {
        /// Nothing: where a piece of work fails after it has written, all are taken back and done anew in savepoints.
        case none
        case savepoints
    }

    private let db: Database
    private let care: Care
    private let reader: SQLiteRows
    private let moves: SQLiteMoves
    /// Worth keeping once the transaction is committed.
    private(set) var memory: WriterMemory
    private var saved: WriterMemory?
    /// How often something was written: whether a piece of work that failed has left something behind.
    private(set) var writes = 0
    /// Of what others may wait for, what was written.
    private(set) var touched: [Watchers.Subject] = []
    private(set) var whenWritten: [@Sendable () -> Void] = []
    private var savedWhenWritten = 0
    private var savedWrites = 0

    init(_ db: Database, _ moves: SQLiteMoves, _ memory: WriterMemory, _ care: Care) {
        self.db = db
        self.moves = moves
        self.care = care
        reader = SQLiteRows(db)
        self.memory = memory
    }

    private var last: Head { memory.head ?? .empty }

    var rows: any StoreReader { reader }
    var generation: Int { memory.generation }

    // MARK: The transaction

    func begin() throws {
        try moves.beginTransaction()
        if memory.head == nil {
            memory.keptHead = try reader.keptHead().position
            (memory.head, memory.lastAt) = (try reader.head(), try reader.lastAt())
        }
    }

    func commit() throws {
        if last.position - memory.keptHead >= Self.mostAfterHead { try keepHead() }
        try moves.commitTransaction()
    }

    /// Writes down how far the log has come, and what it sums up to. Where entries are missing after that, the versions of their cases tell.
    func keepHead() throws {
        guard last.position != memory.keptHead else { return }
        try run("INSERT OR REPLACE INTO head (only_row, position, seal) VALUES (1, ?, ?)", [last.position, Data(last.seal)])
        memory.keptHead = last.position
    }

    /// As many entries go without it: each head is a page more in its commit (decision 0023).
    private static let mostAfterHead = 64

    func enterSavepoint() throws {
        try run("SAVEPOINT work", [])
        (saved, savedWhenWritten, savedWrites) = (memory, whenWritten.count, writes)
    }

    func releaseSavepoint() throws { try run("RELEASE work", []) }

    func rollBackToSavepoint() throws {
        if let saved {
            memory = saved
            // Whatever was written may have been kept in memory by somebody: a person, too, and not only entries.
            if writes > savedWrites { memory.generation += 1 }
        }
        whenWritten.removeSubrange(savedWhenWritten...)
        try run("ROLLBACK TO work", [])
        try run("RELEASE work", [])
    }

    func whenWritten(_ work: @escaping @Sendable () -> Void) { whenWritten.append(work) }

    // MARK: Writing

    func append(_ events: EncodedEvents, to id: CaseID, under definitions: Int, after tip: Tip, at: Int64) throws -> Entry {
        if let found = try memory.versions[id] ?? lastVersion(of: id, tip), found != tip.version {
            throw VersionConflict(caseID: id, expected: tip.version, found: found)
        }
        memory.lastAt = max(memory.lastAt, at)
        let entry = Entry(events, of: id, under: definitions, after: tip, in: last, at: memory.lastAt)
        writes += 1
        touched.append(.entries(of: id))
        try moves.insert(entry)
        memory.head = last.advanced(by: entry)
        if care == .none {
            if memory.versions.count >= WriterMemory.mostVersions { memory.versions.removeAll(keepingCapacity: true) }
            memory.versions[id] = entry.version
        }
        return entry
    }

    /// Of a case that was not written to lately. That a case is new, the table tells without being asked.
    private func lastVersion(of id: CaseID, _ tip: Tip) throws -> Int? {
        tip == .empty && care == .none ? nil : try self.tip(of: id).version
    }

    func write(_ projection: Projection, instead before: Projection?) throws {
        writes += 1
        if before.map({ !projection.row.isWritten(like: $0.row) }) ?? true {
            try moves.put(projection.row, bundle: try word(projection.row.bundle), isNew: before == nil)
        }
        if let measures = projection.measures, measures != before?.measures {
            try moves.put(measures, of: projection.row.caseID, bundle: try word(projection.row.bundle))
        }
        if projection.parties != before?.parties ?? [] { try keep(projection.parties, of: projection.row.caseID) }
        if projection.disputes != before?.disputes ?? [] { try keep(projection.disputes, of: projection.row.caseID) }
        let known = before?.items ?? []
        var isNoted = projection.row.version == before?.row.version
        for (place, item) in projection.items.enumerated() {
            let before = place < known.count ? known[place] : nil
            guard item != before else { continue }
            try write(item, instead: before, version: projection.row.version)
            isNoted = true
        }
        if !isNoted { try moves.note(projection.row.version, of: projection.row.caseID) }
    }

    /// - Parameter version: that to which the case has come with it.
    private func write(_ item: ItemRow, instead before: ItemRow?, version: Int) throws {
        let state = try word(item.state)
        if let before, item.isListed(like: before) { return try moves.change(item, state: state, version: version) }
        try moves.put(
            item, item: try word(item.item), department: try word(item.department), state: state, version: version, isNew: before == nil)
    }

    private func keep(_ parties: [PartyRow], of id: CaseID) throws {
        try run("DELETE FROM parties WHERE case_id = ?", [id.number])
        for one in parties {
            try run("INSERT INTO parties VALUES (?, ?, ?)", [one.person, id.number, one.until?.daysSince1970])
        }
    }

    /// In place of those that are there.
    private func keep(_ disputes: [DisputeRow], of id: CaseID) throws {
        try run("DELETE FROM disputes WHERE case_id = ?", [id.number])
        for one in disputes {
            try run(
                "INSERT INTO disputes VALUES (?, ?, ?, ?, ?, ?)",
                [id.number, one.paper, one.line, try word(one.department), one.due.daysSince1970, one.isLate])
        }
    }

    func keep(_ answer: KeptAnswer, for key: String) throws {
        try run(
            "INSERT INTO answers (key, at, request, answer, seal) VALUES (?, ?, ?, ?, ?)",
            [key, answer.at, Data(answer.request), Data(answer.answer), Data(RowSeal.of(answer, under: key))])
    }

    func forgetAnswers(before: Int64) throws { try run("DELETE FROM answers WHERE at < ?", [before]) }

    func keep(_ draft: Draft) throws {
        let body = try DraftBody(draft).canonicalJSON()
        let until = draft.until.daysSince1970
        let seal = RowSeal.of(draft: body, draft.id.number, draft.person, until: until)
        try run(
            "INSERT OR REPLACE INTO drafts (case_id, person, until, body, seal) VALUES (?, ?, ?, ?, ?)",
            [draft.id.number, draft.person, until, Data(body), Data(seal)])
    }

    func forgetDraft(_ id: CaseID) throws {
        try run("DELETE FROM forms WHERE case_id = ?1 AND NOT EXISTS (SELECT 1 FROM cases WHERE case_id = ?1)", [id.number])
        try forgetFiles(of: "SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM cases WHERE case_id = ?1)", [id.number])
        try run("DELETE FROM drafts WHERE case_id = ?", [id.number])
    }

    func forgetDrafts(before day: Day) throws {
        try run("DELETE FROM forms WHERE case_id IN (SELECT case_id FROM drafts WHERE until < ?)", [day.daysSince1970])
        try forgetFiles(of: "SELECT case_id FROM drafts WHERE until < ?", [day.daysSince1970])
        try run("DELETE FROM drafts WHERE until < ?", [day.daysSince1970])
    }

    private func forgetFiles(of cases: String, _ arguments: StatementArguments) throws {
        try run("DELETE FROM file_pieces WHERE file IN (SELECT number FROM files WHERE case_id IN (\(cases)))", arguments)
        try run("DELETE FROM files WHERE case_id IN (\(cases))", arguments)
    }

    func keep(_ form: SealedForm, of id: CaseID) throws {
        try run(
            "INSERT OR REPLACE INTO forms (case_id, key, body, seal) VALUES (?, ?, ?, ?)",
            [id.number, Data(form.key), Data(form.body), Data(RowSeal.of(form, id.number))])
    }

    func destroyForm(of id: CaseID) throws { try run("DELETE FROM forms WHERE case_id = ?", [id.number]) }

    func keep(_ sources: [String: String], digest: String, numbering: Numbering, at: Int64) throws -> StoredDefinitions {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let names = try encoder.encode(numbering)
        try run(
            "INSERT INTO definitions (digest, published_at, sources, numbering, seal) VALUES (?, ?, ?, ?, ?)",
            [digest, at, try encoder.encode(sources), names, Data(RowSeal.of(numbering: [UInt8](names), ofDefinitions: digest))])
        guard let stored = try reader.definitions(digest: digest) else { throw StoreFault.damaged("definitions") }
        try makeCurrent(stored.number)
        return stored
    }

    func currentNumber() throws -> Int? {
        if memory.current == nil { memory.current = try reader.currentNumber() }
        return memory.current
    }

    func makeCurrent(_ number: Int) throws {
        memory.current = number
        try run(
            "INSERT OR REPLACE INTO current_definitions (only_row, number, seal) VALUES (1, ?, ?)",
            [number, Data(RowSeal.of(currentDefinitions: number))])
    }

    func person(_ pseudonym: String) throws -> Int32 {
        if let number = try reader.number(of: pseudonym) { return number }
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
        writes += 1
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    var registryWriter: any RegistryWriter {
        SQLiteRegistryWriter(db) { [self] in
            writes += 1
        } word: { [self] in
            try word($0)
        }
    }

    var outboxWriter: any OutboxWriter {
        SQLiteOutboxWriter(db) { [self] change in
            memory.listening = change(memory.listening)
        } wrote: { [self] in
            writes += 1
            touched.append(.outbox)
        }
    }

    func forgetOrigin() throws { try run("DELETE FROM origin", []) }

    func head() throws -> Head { last }
}
