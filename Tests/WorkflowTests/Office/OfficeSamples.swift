import Foundation
import Synchronization
import TestSupport

@testable import Workflow

/// A clock that stands until it is set.
final class SetClock: OfficeClock {
    private let time: Mutex<Int64>

    init(_ moment: String) { time = Mutex(Self.milliseconds(moment)) }

    var milliseconds: Int64 { time.withLock { $0 } }

    func set(_ moment: String) { time.withLock { $0 = Self.milliseconds(moment) } }

    func advance(seconds: Int) { time.withLock { $0 += Int64(seconds) * 1_000 } }

    /// Waiting takes no time but this clock's.
    func sleep(_ milliseconds: Int64) async throws { time.withLock { $0 += milliseconds } }

    func advance(days: Int) { time.withLock { $0 += Int64(days) * 86_400_000 } }

    private static func milliseconds(_ moment: String) -> Int64 {
        Int64((Moment(moment) ?? Moment(secondsSince1970: 0)).secondsSince1970) * 1_000
    }
}

/// Chance that comes out the same.
final class SeededChance: Chance {
    private let numbers: Mutex<SeededNumbers>
    init(seed: UInt64 = 1) { numbers = Mutex(SeededNumbers(seed: seed)) }
    func next() -> UInt64 { numbers.withLock { $0.next() } }
}

/// An office over a store of a kind, with our own definitions published, on Monday 2026-03-02.
struct TryOffice {
    static let definitions = CompiledDefinitions()
    let folder = try! ScratchFolder()
    let clock: SetClock
    let keys = PassingKeys()
    let kind: StoreKind
    private(set) var store: any EventStore
    private(set) var office: Office
    private(set) var providers = LicenceProviders.none

    init(
        _ kind: StoreKind, publishing sources: [String: String] = Checkout.definitions.folder.sources,
        clock: SetClock = SetClock("2026-03-02 09:30")
    ) async throws {
        (self.kind, self.clock) = (kind, clock)
        store = try kind.open(in: folder)
        office = Office(store: store, clock: clock, chance: SeededChance(), keys: keys, definitions: Self.definitions)
        _ = try await office.publish(sources)
    }

    /// The same store with licences that lie elsewhere.
    mutating func connect(_ providers: LicenceProviders) {
        self.providers = providers
        office = Office(
            store: store, clock: clock, chance: SeededChance(), keys: keys, providers: providers, definitions: Self.definitions)
    }

    /// As after the process was stopped and started again; a memory store forgets, so it stays.
    mutating func reopen() throws {
        guard kind == .sqlite else { return }
        try store.close()
        try reopenClosed()
    }

    mutating func reopenClosed() throws {
        store = try kind.open(in: folder)
        connect(providers)
    }

    func started(_ bundle: String, from journey: String, without: [String] = []) async throws -> CaseID {
        let answer = try await office.start(NewCase(bundle: bundle, from: journey, without: without))
        guard answer.refused == nil, let id = CaseID(answer.caseID) else { throw Unexpected("\(answer)") }
        return id
    }

    /// Hands a draft in; what its form still wants is typed first.
    @discardableResult
    func submitted(
        _ id: CaseID, of applying: Applying = Applying(), by caller: Caller = .applicant, key: String? = nil
    ) async throws -> CaseAnswer {
        do { return try await office.submit(id, of: applying, by: caller, key: key) } catch let mistakes as FormMistakes {
            try await fillIn(mistakes, id, by: caller)
            return try await office.submit(id, of: applying, by: caller, key: key)
        }
    }

    func fillIn(_ mistakes: FormMistakes, _ id: CaseID, by caller: Caller) async throws {
        let values = mistakes.all.map { ($0.field, SampleForm.value(of: $0.field)) }
        _ = try await office.change(id, to: NewCase(bundle: ""), filling: Dictionary(uniqueKeysWithValues: values), by: caller)
    }

    /// Hands in a file, piece by piece.
    /// - Parameter pausing: is awaited when half of it has come.
    @discardableResult
    func keepFile(
        of id: CaseID, bytes: Int, line: String = "birth-registration/4", by caller: Caller = .applicant,
        pausing: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> Office.FileAnswer {
        let file = Array("%PDF-1.7\n".utf8) + Array(repeating: 65, count: bytes) + Array("\n%%EOF\n".utf8)
        let pieces = stride(from: 0, to: file.count, by: 65_536).map { Array(file[$0..<min($0 + 65_536, file.count)]) }
        let place = Mutex(0)
        let stream = AsyncThrowingStream<[UInt8], any Error> {
            let next = place.withLock { place in
                defer { place += 1 }
                return place
            }
            if next == pieces.count / 2 { try await pausing() }
            return next < pieces.count ? pieces[next] : nil
        }
        return try await office.keepFile(stream, .pdf, for: line, of: id, by: caller)
    }

    @discardableResult
    func move(_ id: CaseID, _ item: String, _ move: String, _ note: CaseRequest.Note? = nil, by caller: Caller = .officer) async throws
        -> CaseAnswer
    {
        try await office.handle(.move(item: item, move: move, note: note), on: id, by: caller)
    }
}
