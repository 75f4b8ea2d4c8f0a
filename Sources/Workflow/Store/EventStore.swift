/// Where cases are kept. Every implementation passes one contract suite (TestSupport/EventStoreContract).
///
/// All writing is done by one writer, one piece of work after the other. A piece of work is done wholly or not at all, and when `write`
/// returns, what it wrote is on disk (R1, R2). Several pieces of work that wait at the same time may share one commit.
public protocol EventStore: Sendable {
    /// Does the work on the one writer; throws what the work threw, or a `StoreFault`, and then nothing of it was written.
    func write<Value: Sendable>(_ work: @escaping @Sendable (any StoreWriter) throws -> Value) async throws -> Value
    /// Reads what was committed when it began.
    func read<Value: Sendable>(_ work: @escaping @Sendable (any StoreReader) throws -> Value) async throws -> Value
    /// Who is told of what was written.
    var watchers: Watchers { get }
    /// Leaves in no file of the store what was deleted or replaced; what was copied before has it still.
    func scrub() async throws
    /// Ends all work; nothing may be asked of it afterwards.
    func close() throws
}

/// What can be asked of a store.
public protocol StoreReader {
    /// All entries of a case in their order; none for a case that is not there.
    func entries(of id: CaseID) throws -> [Entry]
    /// Entries of all cases after a position, in the order of the log.
    func log(after position: Int64, limit: Int) throws -> [Entry]
    /// The last entry of a case; `Tip.empty` for a case that is not there.
    func tip(of id: CaseID) throws -> Tip
    func head() throws -> Head
    /// Whether a case or a draft has that number.
    func isTaken(_ id: CaseID) throws -> Bool
    func row(of id: CaseID) throws -> CaseRow?
    func items(of id: CaseID) throws -> [ItemRow]
    /// Whose case it is, by their numbers.
    func parties(of id: CaseID) throws -> [PartyRow]
    /// How many there are in all cases.
    func partyCount() throws -> Int
    /// The cases of a person by their number, after one of them.
    func cases(of person: Int32, _ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow]
    /// The cases with an item of a department by their number, after one of them.
    func cases(in department: String, _ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow]
    /// Data of a case that are in doubt.
    func disputes(of id: CaseID) throws -> [DisputeRow]
    /// Data in doubt for which a department answers, those first that are to be answered first; nil: of all departments.
    func disputes(in department: String?, limit: Int) throws -> [DisputeRow]
    /// What a finished case came to; nil while it is open.
    func measures(of id: CaseID) throws -> CaseMeasures?
    /// What the finished cases of a bundle came to, by their numbers, after one of them; nil: of all bundles.
    func measures(of bundle: String?, after id: CaseID?, limit: Int) throws -> [(id: CaseID, measures: CaseMeasures)]
    /// Cases by their number, after one of them.
    func cases(_ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow]
    /// How many open items there are, by what they are and where they stand.
    func openItems() throws -> [OpenItems]
    /// Open items of a department, the most urgent first, after one of them.
    func worklist(of department: String, _ only: WorklistFilter, after: WorklistPlace?, limit: Int) throws -> [ItemRow]
    /// Items that were handed over to departments' own systems and of which these do not know everything that happened.
    func untold(to department: String?, after: ItemPlace?, limit: Int) throws -> [ItemRow]
    /// Open items of a department that were handed over to its own system.
    func handedOver(to department: String, after: ItemPlace?, limit: Int) throws -> [ItemRow]
    /// Open cases to which something happens by that day because time has passed, the oldest first.
    func waking(by day: Day, limit: Int) throws -> [CaseID]
    func answer(to key: String) throws -> KeptAnswer?
    func draft(_ id: CaseID) throws -> Draft?
    /// Drafts by their number, after one of them; of one person, or all.
    func drafts(of person: String?, after id: CaseID?, limit: Int) throws -> [Draft]
    /// What was filled in in the form of a case or draft.
    func form(of id: CaseID) throws -> SealedForm?
    /// Forms by the number of their case, after one of them.
    func forms(after id: CaseID?, limit: Int) throws -> [(id: CaseID, form: SealedForm)]
    /// Some form of it; nil where nothing is sealed.
    func someForm() throws -> SealedForm?
    /// The number of a person; nil where nobody is known under that pseudonym.
    func number(of pseudonym: String) throws -> Int32?
    /// Under which pseudonym a person is known; nil where the number is nobody's.
    func pseudonym(of number: Int32) throws -> String?
    func definitions(_ number: Int) throws -> StoredDefinitions?
    func definitions(digest: String) throws -> StoredDefinitions?
    /// The number of the definitions under which new cases begin.
    func currentNumber() throws -> Int?
    /// Of what this database is a copy; nil for the office's own.
    func origin() throws -> Origin?
    /// The first damage to what the seals of the log do not cover: the file, kept answers, persons, definitions; nil where there is none.
    func damage() throws -> String?
    /// Licences, and the log of uses of data.
    var registry: any RegistryReader { get }
    /// Who is told of what happens, and what is on its way.
    var outbox: any OutboxReader { get }
}

extension StoreReader {
    /// Cases by their number, after one of them.
    func cases(after id: CaseID?, limit: Int) throws -> [CaseRow] { try cases(.all, after: id, limit: limit) }

    /// Every case by its number, a page at a time, as long as the work says so.
    func eachCase(_ goesOn: (CaseRow) throws -> Bool) throws {
        var last: CaseID?
        while true {
            let page = try cases(after: last, limit: 500)
            guard let end = page.last else { return }
            for row in page { if try !goesOn(row) { return } }
            last = end.caseID
        }
    }
}

/// What can be done to a store, by one piece of work at a time.
public protocol StoreWriter: StoreReader {
    /// What it reads from: everything that was written, its own work too.
    var rows: any StoreReader { get }
    /// It changes when something that was written is taken back; what was kept in memory of before is then worth nothing.
    var generation: Int { get }
    /// Adds events, under the definitions of that number, to a case after its last entry, as whoever had it in hand knows it; throws
    /// `VersionConflict` where there is another.
    func append(_ events: EncodedEvents, to id: CaseID, under definitions: Int, after tip: Tip, at: Int64) throws -> Entry
    /// Writes what differs from before; nil: nothing was there.
    func write(_ projection: Projection, instead before: Projection?) throws
    /// The number of a person under a pseudonym, which is given once and stays.
    func person(_ pseudonym: String) throws -> Int32
    func keep(_ answer: KeptAnswer, for key: String) throws
    /// Forgets answers older than an instant.
    func forgetAnswers(before: Int64) throws
    /// Keeps a draft, in place of what was under its number.
    func keep(_ draft: Draft) throws
    func keep(_ form: SealedForm, of id: CaseID) throws
    /// Destroys the form of a case with its key; nothing where there is none.
    func destroyForm(of id: CaseID) throws
    /// Forgets a draft, and its form where that is not a case's by now.
    func forgetDraft(_ id: CaseID) throws
    /// Forgets drafts whose last day lies before that day, and their forms.
    func forgetDrafts(before day: Day) throws
    /// Keeps a folder under the next number, with the names behind the numbers of events; new cases begin under it.
    func keep(_ sources: [String: String], digest: String, numbering: Numbering, at: Int64) throws -> StoredDefinitions
    /// New cases begin under definitions that were published before.
    func makeCurrent(_ number: Int) throws
    /// Makes a copy the office's own.
    func forgetOrigin() throws
    /// Does something once all of this is on disk, and never where it was taken back.
    func whenWritten(_ work: @escaping @Sendable () -> Void)
    /// Licences, and the log of uses of data.
    var registryWriter: any RegistryWriter { get }
    /// Who is told of what happens, and what is on its way.
    var outboxWriter: any OutboxWriter { get }
}

extension StoreWriter {
    public func append(_ events: [CaseEvent], to id: CaseID, under definitions: Int, after tip: Tip, at: Int64) throws -> Entry {
        try append(EncodedEvents(events), to: id, under: definitions, after: tip, at: at)
    }

    /// Adds events to a case that has come to a version (0: a new one); throws `VersionConflict` where it has come to another.
    public func append(_ events: [CaseEvent], to id: CaseID, under definitions: Int, expecting version: Int, at: Int64) throws -> Entry {
        let tip = try tip(of: id)
        guard tip.version == version else { throw VersionConflict(caseID: id, expected: version, found: tip.version) }
        return try append(events, to: id, under: definitions, after: tip, at: at)
    }

    public func isTaken(_ id: CaseID) throws -> Bool { try rows.isTaken(id) }
    public func openItems() throws -> [OpenItems] { try rows.openItems() }
    public func tip(of id: CaseID) throws -> Tip { try rows.tip(of: id) }
    public func entries(of id: CaseID) throws -> [Entry] { try rows.entries(of: id) }
    public func log(after position: Int64, limit: Int) throws -> [Entry] { try rows.log(after: position, limit: limit) }
    public func row(of id: CaseID) throws -> CaseRow? { try rows.row(of: id) }
    public func items(of id: CaseID) throws -> [ItemRow] { try rows.items(of: id) }
    public func parties(of id: CaseID) throws -> [PartyRow] { try rows.parties(of: id) }
    public func partyCount() throws -> Int { try rows.partyCount() }
    public func cases(of person: Int32, _ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try rows.cases(of: person, only, after: id, limit: limit)
    }
    public func cases(in department: String, _ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try rows.cases(in: department, only, after: id, limit: limit)
    }
    public func disputes(of id: CaseID) throws -> [DisputeRow] { try rows.disputes(of: id) }
    public func disputes(in department: String?, limit: Int) throws -> [DisputeRow] { try rows.disputes(in: department, limit: limit) }
    public func measures(of id: CaseID) throws -> CaseMeasures? { try rows.measures(of: id) }
    public func measures(of bundle: String?, after id: CaseID?, limit: Int) throws -> [(id: CaseID, measures: CaseMeasures)] {
        try rows.measures(of: bundle, after: id, limit: limit)
    }
    public func cases(_ only: CaseFilter, after id: CaseID?, limit: Int) throws -> [CaseRow] {
        try rows.cases(only, after: id, limit: limit)
    }
    public func worklist(of department: String, _ only: WorklistFilter, after: WorklistPlace?, limit: Int) throws -> [ItemRow] {
        try rows.worklist(of: department, only, after: after, limit: limit)
    }
    public func untold(to department: String?, after: ItemPlace?, limit: Int) throws -> [ItemRow] {
        try rows.untold(to: department, after: after, limit: limit)
    }
    public func handedOver(to department: String, after: ItemPlace?, limit: Int) throws -> [ItemRow] {
        try rows.handedOver(to: department, after: after, limit: limit)
    }
    public func waking(by day: Day, limit: Int) throws -> [CaseID] { try rows.waking(by: day, limit: limit) }
    public func answer(to key: String) throws -> KeptAnswer? { try rows.answer(to: key) }
    public func draft(_ id: CaseID) throws -> Draft? { try rows.draft(id) }
    public func drafts(of person: String?, after id: CaseID?, limit: Int) throws -> [Draft] {
        try rows.drafts(of: person, after: id, limit: limit)
    }
    public func form(of id: CaseID) throws -> SealedForm? { try rows.form(of: id) }
    public func forms(after id: CaseID?, limit: Int) throws -> [(id: CaseID, form: SealedForm)] { try rows.forms(after: id, limit: limit) }
    public func someForm() throws -> SealedForm? { try rows.someForm() }
    public func number(of pseudonym: String) throws -> Int32? { try rows.number(of: pseudonym) }
    public func pseudonym(of number: Int32) throws -> String? { try rows.pseudonym(of: number) }
    public func definitions(_ number: Int) throws -> StoredDefinitions? { try rows.definitions(number) }
    public func definitions(digest: String) throws -> StoredDefinitions? { try rows.definitions(digest: digest) }
    public func currentNumber() throws -> Int? { try rows.currentNumber() }
    public func origin() throws -> Origin? { try rows.origin() }
    public func damage() throws -> String? { try rows.damage() }
    public var registry: any RegistryReader { rows.registry }
    public var outbox: any OutboxReader { rows.outbox }
}

/// A case has come to another version than was expected.
public struct VersionConflict: Error, Sendable, Hashable {
    public var caseID: CaseID
    public var expected: Int
    public var found: Int
}

/// Which items of a worklist are wanted; of those that are late or near, both where both are asked for.
public struct WorklistFilter: Sendable, Hashable {
    /// Those that this person has; -1: that nobody in particular has.
    public var assigned: Int32?
    /// Those of which a limit has passed.
    public var late = false
    /// Those of which one soon will.
    public var near = false
    /// Those of cases of this bundle.
    public var bundle: String?

    public init(assigned: Int32? = nil, late: Bool = false, near: Bool = false, bundle: String? = nil) {
        (self.assigned, self.late, self.near, self.bundle) = (assigned, late, near, bundle)
    }

    public static let all = WorklistFilter()

    func takes(_ row: ItemRow) -> Bool {
        (assigned == nil || row.assigned == assigned) && ((!late && !near) || (late && row.isOverdue) || (near && row.isNearing))
    }
}

/// Which cases of a list are wanted.
public struct CaseFilter: Sendable, Hashable {
    public var bundle: String?
    public var phase: CaseState.Phase?
    /// Those that were handed in on that day or later.
    public var since: Day?

    public init(bundle: String? = nil, phase: CaseState.Phase? = nil, since: Day? = nil) {
        (self.bundle, self.phase, self.since) = (bundle, phase, since)
    }

    public static let all = CaseFilter()

    func takes(_ row: CaseRow) -> Bool {
        (bundle == nil || row.bundle == bundle) && (phase == nil || row.phase == phase)
            && (since.map { since in row.submitted.map { $0 >= since } ?? false } ?? true)
    }
}

extension CaseState.Phase {
    /// A phase by its name in lists, where no case is new any more.
    public init?(listed name: some StringProtocol) {
        switch name {
        case "open": self = .open
        case "closed": self = .closed
        default: return nil
        }
    }
}

/// Where a page of a worklist ended: days that come first, then the older case.
public struct WorklistPlace: Sendable, Hashable {
    /// `Day.distant` for an item without a last day.
    public var due: Day
    public var caseID: CaseID
    public var place: Int

    public init(after row: ItemRow) { (due, caseID, place) = (row.nextDue ?? .distant, row.caseID, row.place) }
}

/// An item of a case, where a page of items ended.
public struct ItemPlace: Sendable, Hashable {
    public var caseID: CaseID
    public var place: Int

    public init(of row: ItemRow) { (caseID, place) = (row.caseID, row.place) }
}

/// What was answered to a request, kept under its key so that the same request again has the same answer (Idempotency-Key).
public struct KeptAnswer: Sendable, Hashable {
    /// What the request was; another under the same key is a mistake of the caller.
    public var request: [UInt8]
    public var answer: [UInt8]
    /// Milliseconds since 1970.
    public var at: Int64

    public init(request: [UInt8], answer: [UInt8], at: Int64) { (self.request, self.answer, self.at) = (request, answer, at) }
}

/// What a copy of a database knows of itself (O2): when it was made, and how far the log went.
public struct Origin: Sendable, Hashable {
    /// Milliseconds since 1970.
    public var at: Int64
    public var head: Head
}

/// A folder of definitions as it was published.
public struct StoredDefinitions: Sendable, Hashable {
    /// Counted from 1 in this store.
    public var number: Int
    /// SHA-256 over names and texts of its files.
    public var digest: String
    public var sources: [String: String]
    /// The names behind the numbers in events, as the program that published it numbered them; nil where that was not noted yet.
    public var numbering: Numbering?
}

/// The store cannot do what it is asked: disk, lock or damage. Nothing of the work was written.
public enum StoreFault: Error, Sendable, Hashable {
    case full
    /// Somebody else holds the lock.
    case busy
    /// Another process writes to it.
    case inUse
    case readOnly
    /// Written by a newer version of the program.
    case newer
    /// No database at all.
    case notADatabase
    case damaged(String)
    /// An entry of a case is not what was written.
    case brokenEntry(CaseID, seq: Int)
    case cannotOpen(String)
    /// A file stands where one was to be made.
    case alreadyThere(String)
    /// The disk did not take a write; after that nothing is acknowledged until the store is opened anew.
    case failed(String)
}

extension StoreFault {
    public var message: Title {
        switch self {
        case .full: Title(zh: "磁盘已满，没有写入任何内容", en: "the disk is full; nothing was written")
        case .busy: Title(zh: "数据库被占用，请稍后再试", en: "the database is locked by somebody else; try again")
        case .inUse:
            Title(
                zh: "另一个进程正在写这个数据库，请通过它操作或先停止它",
                en: "another process writes to this database; work through it, or stop it first")
        case .readOnly: Title(zh: "数据库只读", en: "the database cannot be written to")
        case .newer:
            Title(zh: "数据库由更新版本的程序写成，请用该版本打开", en: "the database was written by a newer version of the program; open it with that")
        case .notADatabase: Title(zh: "这不是 OneThing 的数据库", en: "this is no database of OneThing")
        case .damaged(let what): Title(zh: "数据库已损坏：\(what)", en: "the database is damaged: \(what)")
        case .brokenEntry(let id, let seq):
            Title(zh: "办件 \(id) 第 \(seq) 条记录被改动或损坏", en: "record \(seq) of case \(id) was changed or damaged")
        case .alreadyThere(let path): Title(zh: "\(path) 已存在，未覆盖", en: "\(path) is there already and was not written over")
        case .cannotOpen(let path): Title(zh: "无法打开 \(path)", en: "cannot open \(path)")
        case .failed(let what): Title(zh: "磁盘写入失败：\(what)", en: "the disk failed: \(what)")
        }
    }
}
