@testable import Workflow

/// A store that breaks a promise, so that it is seen that the simulation finds it. Nothing of it is in the program.
enum DeliberateFault: String, Sendable, CaseIterable {
    /// It says that a piece of work is on disk, and has taken it back.
    case acknowledgesBeforeCommit = "acknowledges before it commits"
    /// After a crash what lies in the write-ahead log is gone.
    case losesTheLog = "loses its write-ahead log in a crash"
    /// Whoever reads a case again is not told of its last entry.
    case leavesOutAnEntry = "leaves out the last entry when a case is read again"
    /// An answer under a key is not found again.
    case forgetsKeys = "forgets the answers under keys"
    /// The log of uses of data lacks that a provider was asked.
    case leavesOutQuestions = "leaves out of the log of uses that somebody was asked"
    /// The log of uses of data lacks that something was read.
    case leavesOutReadings = "leaves out of the log of uses that something was read"
    /// What was kept in memory is taken for good although it was taken back on disk.
    case keepsWhatWasTakenBack = "does not tell that something was taken back"
    /// Nothing is said of the day on which time makes something happen.
    case forgetsDays = "forgets the day on which something falls due"

    func writing(to store: any StoreWriter) -> any StoreWriter { BrokenWriter(store, self) }
}

/// Passes on everything but what its fault is about.
private final class BrokenWriter: StoreWriter {
    private let store: any StoreWriter
    private let fault: DeliberateFault

    init(_ store: any StoreWriter, _ fault: DeliberateFault) { (self.store, self.fault) = (store, fault) }

    var rows: any StoreReader { store }
    var generation: Int { fault == .keepsWhatWasTakenBack ? 0 : store.generation }
    func head() throws -> Head { try store.head() }
    func currentNumber() throws -> Int? { try store.currentNumber() }

    func entries(of id: CaseID) throws -> [Entry] {
        let all = try store.entries(of: id)
        return fault == .leavesOutAnEntry && all.count > 1 ? all.dropLast() : all
    }

    func append(_ events: EncodedEvents, to id: CaseID, under definitions: Int, after tip: Tip, at: Int64) throws -> Entry {
        try store.append(events, to: id, under: definitions, after: tip, at: at)
    }

    func write(_ projection: Projection, instead before: Projection?) throws {
        var projection = projection
        if fault == .forgetsDays { projection.row.wakes = nil }
        try store.write(projection, instead: before)
    }

    func answer(to key: String) throws -> KeptAnswer? { fault == .forgetsKeys ? nil : try store.answer(to: key) }
    func keep(_ answer: KeptAnswer, for key: String) throws { if fault != .forgetsKeys { try store.keep(answer, for: key) } }
    func whenWritten(_ work: @escaping @Sendable () -> Void) { store.whenWritten(work) }
    func person(_ pseudonym: String) throws -> Int32 { try store.person(pseudonym) }
    func forgetAnswers(before: Int64) throws { try store.forgetAnswers(before: before) }
    func keep(_ draft: Draft) throws { try store.keep(draft) }
    func keep(_ form: SealedForm, of id: CaseID) throws { try store.keep(form, of: id) }
    func destroyForm(of id: CaseID) throws { try store.destroyForm(of: id) }
    func forgetDraft(_ id: CaseID) throws { try store.forgetDraft(id) }
    func forgetDrafts(before day: Day) throws { try store.forgetDrafts(before: day) }
    func keep(_ sources: [String: String], digest: String, numbering: Numbering, at: Int64) throws -> StoredDefinitions {
        try store.keep(sources, digest: digest, numbering: numbering, at: at)
    }
    func makeCurrent(_ number: Int) throws { try store.makeCurrent(number) }
    func forgetOrigin() throws { try store.forgetOrigin() }

    var outboxWriter: any OutboxWriter { store.outboxWriter }
    var registryWriter: any RegistryWriter { BrokenRegistry(registry: store.registryWriter, head: store.registry, fault: fault) }
}

private struct BrokenRegistry: RegistryWriter {
    let registry: any RegistryWriter
    let head: any RegistryReader
    let fault: DeliberateFault

    func note(_ use: DataUse) throws -> LoggedUse {
        let isLeftOut =
            switch fault {
            case .leavesOutQuestions: use.act == .asked
            case .leavesOutReadings: use.act == .read
            default: false
            }
        return isLeftOut ? try LoggedUse(use, after: head.lastUse()) : try registry.note(use)
    }

    func keep(_ licence: LicenceRow) throws -> Int64 { try registry.keep(licence) }
    func keep(_ key: OfficeKey) throws { try registry.keep(key) }
    func keep(_ authorisation: AuthorisationRow) throws -> Int64 { try registry.keep(authorisation) }
    func keep(_ invitation: InvitationRow) throws { try registry.keep(invitation) }
    func keep(_ incident: Incident) throws -> Int64 { try registry.keep(incident) }
    func keep(_ file: FileRow) throws -> Int64 { try registry.keep(file) }
    func keep(piece: [UInt8], _ place: Int, of file: Int64) throws { try registry.keep(piece: piece, place, of: file) }
    func forgetFile(_ number: Int64) throws { try registry.forgetFile(number) }
    func keep(_ rating: RatingRow) throws -> Int64 { try registry.keep(rating) }
    func keep(_ partner: SharingPartner) throws { try registry.keep(partner) }
    func keep(_ typed: TypedRow) throws { try registry.keep(typed) }
    func forgetTyped(in id: CaseID) throws { try registry.forgetTyped(in: id) }
}
