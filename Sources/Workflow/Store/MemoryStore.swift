import Synchronization

/// Cases in memory: for tests and for a look at what a folder does. It loses everything when it goes.
public final class MemoryStore: EventStore {
    private let tables = Mutex(Tables())
    public let watchers = Watchers()

    public init() {}

    public func write<Value: Sendable>(_ work: @escaping @Sendable (any StoreWriter) throws -> Value) async throws -> Value {
        let (value, touched, then) = try tables.withLock { tables in
            let writer = MemoryWriter(tables)
            // The writer holds the only copy while it works, so that nothing is copied.
            tables = Tables()
            defer { tables = writer.tables }
            do { return (try work(writer), writer.touched, writer.whenWritten) } catch {
                writer.takeBack()
                throw error
            }
        }
        for work in then { work() }
        watchers.tell(touched)
        return value
    }

    public func read<Value: Sendable>(_ work: @escaping @Sendable (any StoreReader) throws -> Value) async throws -> Value {
        let now = tables.withLock { $0 }
        return try work(now)
    }

    public func scrub() {}
    public func close() {}
}

/// What a memory store holds.
private struct Tables: StoreReader {
    var generation = 0
    var entries: [CaseID: [Entry]] = [:]
    var log: [(id: CaseID, place: Int)] = []
    var last = Head.empty
    var lastAt: Int64 = 0
    var rows: [CaseID: Projection] = [:]
    var answers: [String: KeptAnswer] = [:]
    var drafts: [CaseID: Draft] = [:]
    var forms: [CaseID: SealedForm] = [:]
    var definitions: [StoredDefinitions] = []
    var current: Int?
    var people: [String: Int32] = [:]
    var licences = MemoryRegistry()
    var sending = MemoryOutbox()

    var registry: any RegistryReader { licences }
    var outbox: any OutboxReader { sending }

    func entries(of id: CaseID) -> [Entry] { entries[id] ?? [] }

    func log(after position: Int64, limit: Int) -> [Entry] {
        log.dropFirst(Int(position)).prefix(limit).compactMap { entries[$0.id]?[$0.place] }
    }

    func tip(of id: CaseID) -> Tip { entries[id]?.last?.tip ?? .empty }
    func head() -> Head { last }
    func isTaken(_ id: CaseID) -> Bool { rows[id] != nil || drafts[id] != nil }
    func row(of id: CaseID) -> CaseRow? { rows[id]?.row }
    func items(of id: CaseID) -> [ItemRow] { rows[id]?.items ?? [] }

    func parties(of id: CaseID) -> [PartyRow] { rows[id]?.parties ?? [] }
    func partyCount() -> Int { rows.values.reduce(0) { $0 + $1.parties.count } }

    func cases(of person: Int32, _ only: CaseFilter, after id: CaseID?, limit: Int) -> [CaseRow] {
        cases(only, after: id, limit: limit) { $0.parties.contains { $0.person == person } }
    }

    func cases(in department: String, _ only: CaseFilter, after id: CaseID?, limit: Int) -> [CaseRow] {
        cases(only, after: id, limit: limit) { $0.items.contains { $0.department == department } }
    }

    func disputes(of id: CaseID) -> [DisputeRow] { rows[id]?.disputes ?? [] }

    func disputes(in department: String?, limit: Int) -> [DisputeRow] {
        let found = rows.values.flatMap(\.disputes).filter { department == nil || $0.department == department }
        return Array(found.sorted { ($0.due, $0.caseID, $0.paper) < ($1.due, $1.caseID, $1.paper) }.prefix(limit))
    }

    func measures(of id: CaseID) -> CaseMeasures? { rows[id]?.measures }

    func measures(of bundle: String?, after id: CaseID?, limit: Int) -> [(id: CaseID, measures: CaseMeasures)] {
        let found = rows.values.filter { one in
            (bundle == nil || one.row.bundle == bundle) && (id.map { one.row.caseID > $0 } ?? true)
        }
        let measured = found.compactMap { one in one.measures.map { (id: one.row.caseID, measures: $0) } }
        return Array(measured.sorted { $0.id < $1.id }.prefix(limit))
    }

    func cases(_ only: CaseFilter, after id: CaseID?, limit: Int) -> [CaseRow] { cases(only, after: id, limit: limit) { _ in true } }

    private func cases(_ only: CaseFilter, after id: CaseID?, limit: Int, _ wanted: (Projection) -> Bool) -> [CaseRow] {
        let found = rows.values.filter { one in (id.map { one.row.caseID > $0 } ?? true) && only.takes(one.row) && wanted(one) }.map(\.row)
        return Array(found.sorted { $0.caseID < $1.caseID }.prefix(limit))
    }

    func openItems() -> [OpenItems] {
        rows.values.flatMap(\.items).filter { $0.stage == .open }
            .map { OpenItems(item: $0.item.baseItem, state: $0.state, count: 1) }.byItem
    }

    func worklist(of department: String, _ only: WorklistFilter, after: WorklistPlace?, limit: Int) -> [ItemRow] {
        func key(_ place: WorklistPlace) -> (Int, Int64, Int) { (place.due.daysSince1970, place.caseID.number, place.place) }
        let open = rows.values.filter { only.bundle == nil || $0.row.bundle == only.bundle }.flatMap(\.items)
            .filter { $0.stage == .open && $0.department == department && only.takes($0) }
        let rest = open.filter { row in after.map { key(WorklistPlace(after: row)) > key($0) } ?? true }
        return Array(rest.sorted { key(WorklistPlace(after: $0)) < key(WorklistPlace(after: $1)) }.prefix(limit))
    }

    func untold(to department: String?, after: ItemPlace?, limit: Int) -> [ItemRow] {
        items(after, limit) { $0.news > $0.known && (department == nil || $0.department == department) }
    }

    func handedOver(to department: String, after: ItemPlace?, limit: Int) -> [ItemRow] {
        items(after, limit) { $0.news > 0 && $0.stage == .open && $0.department == department }
    }

    private func items(_ after: ItemPlace?, _ limit: Int, _ fits: (ItemRow) -> Bool) -> [ItemRow] {
        let found = rows.values.flatMap(\.items).filter { row in
            fits(row) && (after.map { (row.caseID, row.place) > ($0.caseID, $0.place) } ?? true)
        }
        return Array(found.sorted { ($0.caseID, $0.place) < ($1.caseID, $1.place) }.prefix(limit))
    }

    func waking(by day: Day, limit: Int) -> [CaseID] {
        let due = rows.values.compactMap { one in one.row.wakes.map { (day: $0, id: one.row.caseID) } }.filter { $0.day <= day }
        return due.sorted { ($0.day, $0.id) < ($1.day, $1.id) }.prefix(limit).map(\.id)
    }

    func answer(to key: String) -> KeptAnswer? { answers[key] }
    func draft(_ id: CaseID) -> Draft? { drafts[id] }
    func form(of id: CaseID) -> SealedForm? { forms[id] }
    func forms(after id: CaseID?, limit: Int) -> [(id: CaseID, form: SealedForm)] {
        forms.filter { one in id.map { one.key > $0 } ?? true }.sorted { $0.key < $1.key }.prefix(limit).map { ($0.key, $0.value) }
    }

    func someForm() -> SealedForm? { forms.values.first }

    func drafts(of person: String?, after id: CaseID?, limit: Int) -> [Draft] {
        let found = drafts.values.filter { draft in
            (person == nil || draft.person == person) && (id.map { draft.id > $0 } ?? true)
        }
        return Array(found.sorted { $0.id < $1.id }.prefix(limit))
    }

    func number(of pseudonym: String) -> Int32? { people[pseudonym] }
    func pseudonym(of number: Int32) -> String? { people.first { $0.value == number }?.key }
    func definitions(_ number: Int) -> StoredDefinitions? { definitions.first { $0.number == number } }
    func definitions(digest: String) -> StoredDefinitions? { definitions.first { $0.digest == digest } }
    func currentNumber() -> Int? { current }
    func origin() -> Origin? { nil }
    func damage() -> String? { nil }
}

/// One piece of work on the tables; it remembers how to take back what it did.
private final class MemoryWriter: StoreWriter {
    var tables: Tables
    private var undo: [(inout Tables) -> Void] = []
    private(set) var touched: [Watchers.Subject] = []
    private(set) var whenWritten: [@Sendable () -> Void] = []

    func whenWritten(_ work: @escaping @Sendable () -> Void) { whenWritten.append(work) }

    init(_ tables: Tables) { self.tables = tables }

    var rows: any StoreReader { tables }

    var generation: Int { tables.generation }

    func takeBack() {
        for step in undo.reversed() { step(&tables) }
        if !undo.isEmpty { tables.generation += 1 }
    }

    func append(_ events: EncodedEvents, to id: CaseID, under definitions: Int, after tip: Tip, at: Int64) throws -> Entry {
        let found = tables.tip(of: id)
        guard found == tip else { throw VersionConflict(caseID: id, expected: tip.version, found: found.version) }
        let (last, lastAt) = (tables.last, tables.lastAt)
        undo.append { tables in
            tables.entries[id]?.removeLast()
            tables.log.removeLast()
            (tables.last, tables.lastAt) = (last, lastAt)
        }
        touched.append(.entries(of: id))
        tables.lastAt = max(lastAt, at)
        let entry = Entry(events, of: id, under: definitions, after: tip, in: last, at: tables.lastAt)
        tables.log.append((id, tables.entries[id]?.count ?? 0))
        tables.entries[id, default: []].append(entry)
        tables.last = last.advanced(by: entry)
        return entry
    }

    func write(_ projection: Projection, instead before: Projection?) {
        let id = projection.row.caseID
        let there = tables.rows.updateValue(projection, forKey: id)
        undo.append { $0.rows[id] = there }
    }

    func person(_ pseudonym: String) -> Int32 {
        if let number = tables.people[pseudonym] { return number }
        undo.append { $0.people[pseudonym] = nil }
        let number = Int32(tables.people.count + 1)
        tables.people[pseudonym] = number
        return number
    }

    func keep(_ answer: KeptAnswer, for key: String) {
        undo.append { $0.answers[key] = nil }
        tables.answers[key] = answer
    }

    func forgetAnswers(before: Int64) {
        let all = tables.answers
        undo.append { $0.answers = all }
        tables.answers = all.filter { $0.value.at >= before }
    }

    func keep(_ draft: Draft) { change { $0[draft.id] = draft } }
    func forgetDraft(_ id: CaseID) { change { $0[id] = nil } }
    func forgetDrafts(before day: Day) { change { $0 = $0.filter { $0.value.until >= day } } }

    func keep(_ form: SealedForm, of id: CaseID) {
        let before = tables.forms.updateValue(form, forKey: id)
        undo.append { $0.forms[id] = before }
    }

    func destroyForm(of id: CaseID) {
        let before = tables.forms.removeValue(forKey: id)
        undo.append { $0.forms[id] = before }
    }

    private func change(_ drafts: (inout [CaseID: Draft]) -> Void) {
        let (all, forms) = (tables.drafts, tables.forms)
        undo.append { tables in (tables.drafts, tables.forms) = (all, forms) }
        drafts(&tables.drafts)
        for id in all.keys where tables.drafts[id] == nil && tables.rows[id] == nil {
            tables.forms[id] = nil
            for file in tables.licences.files(of: id) { forgetFile(file.number) }
        }
    }

    func keep(_ sources: [String: String], digest: String, numbering: Numbering, at: Int64) -> StoredDefinitions {
        let stored = StoredDefinitions(
            number: tables.definitions.count + 1, digest: digest, sources: sources, numbering: numbering)
        undo.append { $0.definitions.removeLast() }
        tables.definitions.append(stored)
        makeCurrent(stored.number)
        return stored
    }

    func makeCurrent(_ number: Int) {
        let current = tables.current
        undo.append { $0.current = current }
        tables.current = number
    }

    func forgetOrigin() {}

    var registryWriter: any RegistryWriter { self }
    var outboxWriter: any OutboxWriter { self }

    func head() throws -> Head { tables.last }
}

extension MemoryWriter: RegistryWriter {
    func keep(_ licence: LicenceRow) -> Int64 {
        let before = tables.licences.keep(licence)
        undo.append { $0.licences.takeBack(before) }
        return before.number
    }

    func note(_ use: DataUse) throws -> LoggedUse {
        undo.append { $0.licences.uses.removeLast() }
        let logged = try LoggedUse(use, after: tables.licences.lastUse())
        tables.licences.uses.append(logged)
        return logged
    }

    func keep(_ authorisation: AuthorisationRow) -> Int64 {
        var row = authorisation
        if row.number == 0 { row.number = Int64(tables.licences.authorisations.count + 1) }
        let before = tables.licences.authorisations.updateValue(row, forKey: row.number)
        undo.append { $0.licences.authorisations[row.number] = before }
        return row.number
    }

    func keep(_ invitation: InvitationRow) {
        let before = tables.licences.invitations.updateValue(invitation, forKey: invitation.invitation)
        undo.append { $0.licences.invitations[invitation.invitation] = before }
    }

    func keep(_ incident: Incident) -> Int64 {
        var row = incident
        if row.number == 0 { row.number = Int64(tables.licences.incidents.count + 1) }
        let before = tables.licences.incidents.updateValue(row, forKey: row.number)
        undo.append { $0.licences.incidents[row.number] = before }
        return row.number
    }

    func keep(_ file: FileRow) -> Int64 {
        var row = file
        if row.number == 0 { row.number = (tables.licences.filesByNumber.keys.max() ?? 0) + 1 }
        let before = tables.licences.filesByNumber.updateValue(row, forKey: row.number)
        undo.append { $0.licences.filesByNumber[row.number] = before }
        return row.number
    }

    func keep(piece: [UInt8], _ place: Int, of file: Int64) {
        undo.append { $0.licences.pieces[file]?.removeLast() }
        tables.licences.pieces[file, default: []].append(piece)
    }

    func forgetFile(_ number: Int64) {
        let (row, pieces) = (tables.licences.filesByNumber.removeValue(forKey: number), tables.licences.pieces.removeValue(forKey: number))
        undo.append { ($0.licences.filesByNumber[number], $0.licences.pieces[number]) = (row, pieces) }
    }

    func keep(_ rating: RatingRow) -> Int64 {
        var row = rating
        if row.number == 0 { row.number = Int64(tables.licences.ratingsByNumber.count + 1) }
        let before = tables.licences.ratingsByNumber.updateValue(row, forKey: row.number)
        undo.append { $0.licences.ratingsByNumber[row.number] = before }
        return row.number
    }

    func keep(_ partner: SharingPartner) {
        let before = tables.licences.partnersByName.updateValue(partner, forKey: partner.name)
        undo.append { $0.licences.partnersByName[partner.name] = before }
    }

    func keep(_ typed: TypedRow) { changeTyped { $0.insert(typed) } }
    func forgetTyped(in id: CaseID) { changeTyped { $0 = $0.filter { $0.caseID != id } } }

    private func changeTyped(_ change: (inout Set<TypedRow>) -> Void) {
        let before = tables.licences.typed
        undo.append { $0.licences.typed = before }
        change(&tables.licences.typed)
    }

    func keep(_ key: OfficeKey) {
        let before = tables.licences.keys.updateValue(key, forKey: key.name)
        undo.append { $0.licences.keys[key.name] = before }
    }
}

extension MemoryWriter: OutboxWriter {
    func webhook(_ number: Int64) -> Webhook? { tables.sending.webhook(number) }
    func webhooks() -> [Webhook] { tables.sending.webhooks() }
    func listening() -> [Webhook] { webhooks().filter { $0.endedAt == nil } }
    func delivery(_ number: Int64) -> Delivery? { tables.sending.delivery(number) }
    func deliveries(to webhook: Int64, _ state: Delivery.State?, after number: Int64, limit: Int) -> [Delivery] {
        tables.sending.deliveries(to: webhook, state, after: number, limit: limit)
    }
    func deliveries(to webhook: Int64, dueBy instant: Int64, limit: Int) -> [Delivery] {
        tables.sending.deliveries(to: webhook, dueBy: instant, limit: limit)
    }
    func nextDue(to webhook: Int64) -> Int64? { tables.sending.nextDue(to: webhook) }
    func firstWaiting(to webhook: Int64, of id: CaseID) -> Delivery? { tables.sending.firstWaiting(to: webhook, of: id) }
    func oldestWaiting() -> Int64? { tables.sending.oldestWaiting() }

    func keep(_ webhook: Webhook) -> Int64 { changeOutbox { $0.keep(webhook) } }
    func keep(_ delivery: Delivery) -> Int64 { changeOutbox { $0.keep(delivery) } }
    func giveUp(to webhook: Int64, as result: String) { changeOutbox { $0.giveUp(to: webhook, as: result) } }
    func forgetDeliveries(deliveredBefore: Int64, deadBefore: Int64, limit: Int) -> Int {
        changeOutbox { $0.forgetDeliveries(deliveredBefore: deliveredBefore, deadBefore: deadBefore, limit: limit) }
    }

    private func changeOutbox<Value>(_ change: (inout MemoryOutbox) -> Value) -> Value {
        let before = tables.sending
        undo.append { $0.sending = before }
        touched.append(.outbox)
        return change(&tables.sending)
    }
}
