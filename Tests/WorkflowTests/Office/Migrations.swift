import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// Cases that run while their definitions change: what becomes of them, why, and that they finish under the new ones.
@Suite struct `A running case and new definitions` {
    /// A permit handed in on 2026-03-02 under a sample's folder.
    private func opened(_ sample: Sample, _ kind: StoreKind = .memory) async throws -> TryOffice {
        try await TryOffice(kind, publishing: sample.files())
    }

    private func permit(_ lines: [String]) throws -> Sample { try .permit(lines) }

    private static let both = [paper("paper-a"), paper("paper-b")]

    @Test(arguments: StoreKind.allCases)
    func `that only call things otherwise have no effect on it`(kind: StoreKind) async throws {
        var office = try await opened(try permit(Self.both), kind)
        let id = try await office.started("thing", from: "case", without: ["paper-b"])
        let before = try await office.office.look(at: id).state
        try await office.publish(try permit(Self.both), naming: "permit", "licence to operate")
        try await office.expect(["no-effect"])
        #expect(try await office.office.migrate().cases.map(\.isMigrated) == [true])
        try office.reopen()
        let after = try await office.office.look(at: id)
        #expect(after.projection.row.definitions == 2)
        #expect((after.state.items, after.state.papers) == (before.items, before.papers))
        #expect(after.state.version == before.version + 1)
        // It is there already.
        try await office.expect([])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test(arguments: StoreKind.allCases)
    func `that ask for one paper less are better, and it is granted without the paper`(kind: StoreKind) async throws {
        var office = try await opened(try permit(Self.both), kind)
        let id = try await office.started("thing", from: "case", without: ["paper-b"])
        try await office.publish(try permit([paper("paper-a")]))
        try await office.expect(["better: permit/2 “paper b” is no longer asked for"])
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
        _ = try await office.office.migrate()
        try office.reopen()
        _ = try await office.office.handle(.verify(line: "permit/1"), on: id, by: .officer)
        #expect(try await office.move(id, "permit", "accept").refused == nil)
        #expect(try await office.move(id, "permit", "grant").refused == nil)
        #expect(try await office.move(id, "permit", "deliver").refused == nil)
        let view = try await office.office.look(at: id)
        #expect(view.state.phase == .closed)
        #expect(view.state.papers.map(\.disposition) == [.handedIn, .notAsked])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// A paper that came stays: nothing that was accepted is thrown away.
    @Test func `that no longer ask for a paper that has come leave it there`() async throws {
        let office = try await opened(try permit(Self.both))
        let id = try await office.started("thing", from: "case")
        try await office.publish(try permit([paper("paper-a")]))
        try await office.expect(["no-effect"])
        _ = try await office.office.migrate()
        #expect(try await office.office.look(at: id).state.papers.map(\.disposition) == [.handedIn, .handedIn])
    }

    /// 立法法 art. 104: rules do not reach back, save for the better.
    @Test func `that ask for a new paper need the applicant, and wait until he has agreed`() async throws {
        let office = try await opened(try permit([paper("paper-a")]))
        let id = try await office.started("thing", from: "case")
        let other = try await office.started("thing", from: "case")
        try await office.publish(try permit(Self.both))
        try await office.expect([
            "needs-applicant: permit/2 “paper b” is asked for", "needs-applicant: permit/2 “paper b” is asked for",
        ])
        #expect(try await office.office.migrate().cases.map(\.isMigrated) == [false, false])
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
        let report = try await office.office.migrate(agreed: [id])
        #expect(report.cases.filter(\.isMigrated).map(\.id) == [id])
        #expect(try await office.office.look(at: other).projection.row.definitions == 1)
        _ = try await office.office.handle(.verify(line: "permit/1"), on: id, by: .officer)
        let refused = try await office.move(id, "permit", "accept").refused
        #expect(refused?.message.en == "papers of “permit” are not verified: permit/2")
        _ = try await office.office.handle(.handIn(line: "permit/2"), on: id, by: .applicant)
        _ = try await office.office.handle(.verify(line: "permit/2"), on: id, by: .officer)
        #expect(try await office.move(id, "permit", "accept").refused == nil)
    }

    /// Whoever has agreed to something has agreed to it for a case that is there.
    @Test func `are not agreed to for a case that is not there`() async throws {
        let office = try await opened(try permit(Self.both))
        _ = try await office.started("thing", from: "case")
        let nobody = StoreSamples.id(77)
        await #expect(throws: UnknownWord.self) { try await office.office.migrate(agreed: [nobody]) }
    }

    @Test func `without the state it stands in block it`() async throws {
        let office = try await opened(try permit(Self.both))
        let id = try await office.started("thing", from: "case")
        for line in ["permit/1", "permit/2"] { _ = try await office.office.handle(.verify(line: line), on: id, by: .officer) }
        try await office.move(id, "permit", "accept")
        let waiting = try await office.started("thing", from: "case")
        var sample = try permit(Self.both)
        sample.processes["permit"] = sample.processes["permit"]?.replacing("accepted", with: "taken-on")
        try await office.publish(sample)
        try await office.expect([
            "blocked: “permit” stands in “accepted”, which is not there any more", "no-effect",
        ])
        #expect(try await office.office.migrate().cases.map(\.isMigrated) == [false, true])
        #expect(try await office.office.look(at: waiting).projection.row.definitions == 2)
        // It finishes where it began.
        #expect(try await office.move(id, "permit", "grant").refused == nil)
    }

    /// A clock that ran would stand still: the days that were promised would end later.
    @Test func `that stop the clock where it stands block it`() async throws {
        let office = try await opened(try permit([]))
        let id = try await office.started("thing", from: "case")
        try await office.move(id, "permit", "accept")
        try await office.move(id, "permit", "visit")
        var sample = try permit([])
        sample.processes["permit"] = sample.processes["permit"]?.replacing(
            """
                title: {zh: 现场核查, en: site visit}
                clock: running
            """,
            with: """
                    title: {zh: 现场核查, en: site visit}
                    clock: stopped
                    needs: [reason, basis, expected-end]
                """)
        try await office.publish(sample)
        try await office.expect(["blocked: “permit” stands in “site visit”, whose clock or decision is another now"])
    }

    /// Four eyes would look away if a move that somebody made were forgotten.
    @Test func `without a move that was made block it`() async throws {
        let office = try await opened(try permit([]))
        let id = try await office.started("thing", from: "case")
        try await office.move(id, "permit", "accept")
        try await office.move(id, "permit", "visit")
        var sample = try permit([])
        sample.processes["permit"] = sample.processes["permit"]?.replacing("move: visit,", with: "move: inspect,")
        try await office.publish(sample)
        try await office.expect(["blocked: “visit the site” was done of “permit” and is not there any more"])
    }

    /// 容缺 and licences: what was spared on Monday is not asked for on Friday.
    @Test func `never ask again for what a licence has spared`() async throws {
        var sample = try permit(Self.both)
        sample.licences = ["card": "replaces: [paper-a]"]
        sample.people = "holder: {holds: [card]}"
        let office = try await opened(sample)
        let id = try await office.started("thing", from: "case")
        sample.licences = ["card": "replaces: [paper-b]"]
        try await office.publish(sample)
        try await office.expect(["no-effect"])
        _ = try await office.office.migrate()
        #expect(try await office.office.look(at: id).state.papers.map(\.disposition) == [.licence, .handedIn])
    }

    @Test func `spare a paper that has not come where the licence that they know is one it has used`() async throws {
        var sample = try permit(Self.both)
        sample.licences = ["card": "replaces: [paper-a]"]
        sample.people = "holder: {holds: [card]}"
        let office = try await opened(sample)
        let id = try await office.started("thing", from: "case", without: ["paper-b"])
        sample.licences = ["card": "replaces: [paper-a, paper-b]"]
        try await office.publish(sample)
        try await office.expect(["better: permit/2 “paper b” need not be handed in: from licence"])
        _ = try await office.office.migrate()
        #expect(try await office.office.look(at: id).state.papers.map(\.isVerified) == [true, true])
    }

    /// The line moved in its file; the notice that the applicant has in his hands still names the right paper.
    @Test func `that number lines otherwise leave its papers their names`() async throws {
        let office = try await opened(try permit(Self.both))
        let id = try await office.started("thing", from: "case", without: ["paper-b"])
        try await office.publish(try permit([paper("paper-c"), paper("paper-b")]))
        try await office.expect(["needs-applicant: permit/1b “paper c” is asked for"])
        _ = try await office.office.migrate(agreed: [id])
        let view = try await office.office.look(at: id)
        #expect(view.state.submission?.papers.map(\.id) == ["permit/1", "permit/2", "permit/1b"])
        #expect(view.state.papers.map(\.isThere) == [true, false, false])
        _ = try await office.office.handle(.handIn(line: "permit/1b"), on: id, by: .applicant)
        // And once more, on from there.
        try await office.publish(try permit([paper("paper-b")]))
        _ = try await office.office.migrate()
        #expect(try await office.office.look(at: id).state.papers.map(\.disposition) == [.handedIn, .handedIn, .handedIn])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// The same paper of two items comes once. When the first no longer wants it and it has not come, the second still does.
    @Test func `do not lose a paper that another item counted on`() async throws {
        func sample(_ first: [String]) throws -> Sample {
            Sample(items: [.init(id: "first", lines: first), .init(id: "second", lines: [paper("paper-a")])])
        }
        let office = try await opened(try sample([paper("paper-a"), paper("paper-b")]))
        let id = try await office.started("thing", from: "case", without: ["paper-a"])
        #expect(try await office.office.look(at: id).state.papers.map(\.disposition) == [.handedIn, .handedIn, .duplicate])
        try await office.publish(try sample([paper("paper-b")]))
        try await office.expect(["no-effect"])
        _ = try await office.office.migrate()
        let state = try await office.office.look(at: id).state
        #expect(state.papers.map(\.disposition) == [.notAsked, .handedIn, .handedIn])
        #expect(state.papers.map(\.isThere) == [true, true, false])
        let refused = try await office.move(id, "second", "decide").refused
        #expect(refused?.canDo.map(\.en) == ["hand in second/1"])
    }

    @Test func `with a longer limit do not move a day that was promised`() async throws {
        let office = try await opened(try Sample.registration(within: "15 working days"))
        let running = try await office.started("thing", from: "case")
        let due = try await office.office.look(at: running).state.items[0].statutory
        try await office.publish(try Sample.registration(within: "20 working days"))
        try await office.expect(["no-effect"])
        _ = try await office.office.migrate()
        let view = try await office.office.look(at: running)
        #expect(view.state.items[0].statutory == due)
        #expect(try await office.office.clock(of: running, item: "register").ledger?.fixed.allSatisfy(\.agrees) == true)
    }

    /// The clock of a permit begins with its acceptance; until then the shorter limit holds.
    @Test func `count the shorter limit where the clock has not begun`() async throws {
        func sample(_ days: Int) throws -> Sample {
            var sample = try permit([])
            sample.items[0].limit = "statutory: \(days) working days, from: accepted, basis: [{law: some-law, article: 3}]"
            return sample
        }
        let office = try await opened(try sample(20))
        let id = try await office.started("thing", from: "case")
        try await office.publish(try sample(30))
        try await office.expect(["no-effect"])
        try await office.publish(try sample(5))
        try await office.expect(["better: “permit”: a shorter limit"])
        _ = try await office.office.migrate()
        try await office.move(id, "permit", "accept")
        #expect(try await office.office.look(at: id).state.items[0].statutory?.due.day == Day("2026-03-09"))
    }

    @Test func `without its bundle, or one of its items, block it`() async throws {
        let two = try Sample.registrations([(id: "first", bundle: ""), (id: "second", bundle: "")])
        let office = try await opened(two)
        _ = try await office.started("thing", from: "case")
        try await office.publish(try Sample.registrations([(id: "second", bundle: "")]))
        try await office.expect(["blocked: “first” is not there any more"])
        var files = try two.files()
        for (name, text) in files where name.contains("thing") {
            files[name] = nil
            files[name.replacing("thing", with: "other")] = text.replacing("thing", with: "other")
        }
        _ = try await office.office.publish(files)
        try await office.expect(["blocked: there is no bundle `thing` any more"])
        #expect(try await office.office.migrate().cases.map(\.isMigrated) == [false])
    }

    @Test func `with one item more need the applicant, who has it begin then`() async throws {
        let office = try await opened(try Sample.registrations([(id: "second", bundle: "")]))
        let id = try await office.started("thing", from: "case")
        try await office.publish(try Sample.registrations([(id: "first", bundle: ""), (id: "second", bundle: "")]))
        try await office.expect(["needs-applicant: “first” is to be applied for too"])
        _ = try await office.office.migrate(agreed: [id])
        let view = try await office.office.look(at: id)
        #expect(view.projection.items.map(\.item) == ["second", "first"])
        #expect(view.state.items.map(\.stage) == [.open, .open])
        #expect(try await office.move(id, "first", "register").refused == nil)
        #expect(try await office.office.clock(of: id, item: "first").ledger?.fixed.isEmpty == true)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// What happened before is told in the words of then, what came after in those of now; and it can be looked at as it stood.
    @Test func `are in its record, and it can be seen as it was before`() async throws {
        let office = try await opened(try permit(Self.both))
        let id = try await office.started("thing", from: "case", without: ["paper-b"])
        let then = office.clock.milliseconds
        let before = try await office.office.look(at: id).state
        office.clock.advance(days: 1)
        var sample = try permit([paper("paper-a")])
        sample.processes["permit"] = sample.processes["permit"]?.replacing(
            "  - {move: hear,",
            with: "  - {move: ponder, title: {zh: 斟酌, en: ponder}, from: accepted, to: accepted, by: officer}\n  - {move: hear,")
        try await office.publish(sample)
        _ = try await office.office.migrate()
        _ = try await office.office.handle(.verify(line: "permit/1"), on: id, by: .officer)
        for move in ["accept", "ponder", "grant"] { #expect(try await office.move(id, "permit", move).refused == nil) }
        let records = try await office.office.events(of: id)
        let view = try await office.office.look(at: id)
        #expect(records.map(\.type).prefix(4) == ["submitted", "started", "migrated", "verified"])
        #expect(records.compactMap(\.move) == ["accept", "ponder", "grant"])
        #expect(records[2].migration?.goesOn == ["permit/1", nil])
        let digests = try await office.store.read { [try $0.definitions(1)?.digest, try $0.definitions(2)?.digest] }
        #expect([records[2].migration?.from, records[2].migration?.to] == digests)
        let earlier = try await office.office.look(at: id, asOf: then)
        #expect(earlier.state == before)
        #expect(earlier.projection.row.definitions == 1)
        let read = try EventRecord.events(of: records, under: view.editions)
        var replayed = CaseState()
        for event in read { CaseMachine.apply(event, to: &replayed) }
        #expect(replayed == view.state)
    }

    /// The states have other numbers now: it stands where it stood, and the days of before are told in the words of before.
    @Test func `that count its states otherwise leave it where it stands`() async throws {
        let office = try await opened(try permit([]))
        let id = try await office.started("thing", from: "case")
        let person = Caller(.officer, person: "990001")
        try await office.move(id, "permit", "accept", by: person)
        try await office.move(
            id, "permit", "hold", .init(reason: "an inspection", basis: "art. 45", expectedEnd: "2026-03-30"), by: person)
        let before = try await office.office.look(at: id).state
        var sample = try permit([])
        sample.processes["permit"] = sample.processes["permit"]?.replacing(
            "  correcting:\n", with: "  queued: {title: {zh: 排队, en: queued}, clock: not-started}\n  correcting:\n"
        ).replacing(
            "moves:\n",
            with: """
                moves:
                  - {move: queue, title: {zh: 排队, en: queue}, from: received, to: queued, by: officer}
                  - {move: call, title: {zh: 叫号, en: call}, from: queued, to: received, by: officer}

                """)
        try await office.publish(sample)
        try await office.expect(["no-effect"])
        office.clock.set("2026-03-09 10:00")
        _ = try await office.office.migrate()
        let after = try await office.office.look(at: id).state
        #expect(after.items[0].state == before.items[0].state + 1)
        #expect(after.makers.map(\.person) == before.makers.map(\.person))
        #expect(after.makers.map(\.move) == before.makers.map { $0.move + 2 })
        try await office.move(id, "permit", "resume", by: person)
        let (view, ledger) = try await office.office.clock(of: id, item: "permit")
        let days = try #require(ledger)
        let report = try #require(ClockReport(days, of: view.state, submissions: view.submissions, under: view.editions, .en))
        #expect(report.agrees)
        #expect(report.standstills.map { [$0.state, $0.move] } == [["on hold", "put on hold"]])
        #expect(report.due.compactMap(\.state) == ["received"])
        // Who made which move is known too: four eyes.
        #expect(try await office.move(id, "permit", "grant", by: person).refused?.code == "same-person")
        let other = Caller(.officer, person: "990002")
        #expect(try await office.move(id, "permit", "grant", by: other).refused == nil)
    }

    /// The last day in a state lay beyond the notices. The new version knows the days off, and gives the state longer: not this one.
    @Test func `with a longer state do not move a last day that was provisional`() async throws {
        let office = try await opened(try permit([]))
        office.clock.set("2026-12-30 09:30")
        let id = try await office.started("thing", from: "case")
        let due = try #require(try await office.office.look(at: id).state.items[0].until)
        #expect(due.provisional)
        func files(_ days: Int) throws -> [String: String] {
            var sample = try permit([])
            sample.processes["permit"] = sample.processes["permit"]?.replacing(
                "at-most: 5 working days\n    overdue: deem", with: "at-most: \(days) working days\n    overdue: deem")
            var files = try sample.files()
            files["calendars/2027.yaml"] = try Checkout.text("Definitions/calendars/2026.yaml").replacing("2026", with: "2027")
            return files
        }
        _ = try await office.office.publish(try files(9))
        _ = try await office.office.migrate()
        office.clock.set("2027-01-05 09:30")
        try await office.office.letTimePass()
        _ = try await office.office.handle(.letTimePass, on: id, by: .system)
        let until = try await office.office.look(at: id).state.items[0].until
        #expect(until.map { $0.day <= due.day } == true)
    }

    /// What was due before is due under the rules of before.
    @Test func `come after what time has done`() async throws {
        let office = try await opened(try permit(Self.both))
        let id = try await office.started("thing", from: "case")
        office.clock.set("2026-03-12 09:00")
        var sample = try permit(Self.both)
        sample.processes["permit"] = sample.processes["permit"]?.replacing(
            "at-most: 5 working days\n    overdue: deem", with: "at-most: 9 working days\n    overdue: deem")
        try await office.publish(sample)
        _ = try await office.office.migrate()
        let records = try await office.office.events(of: id)
        #expect(records.map(\.type) == ["submitted", "started", "limit-passed", "moved", "clock-started", "paper-issued", "migrated"])
        #expect(records[3].on == "2026-03-10")
    }

    /// Atomic for each case: whatever stops the run, a case is wholly there or wholly not yet, and the next run does the rest.
    @Test(arguments: [0, 1, 3]) func `may stop halfway, and no case is half there`(after: Int) async throws {
        var office = try await opened(try permit(Self.both), .sqlite)
        for _ in 0..<4 { _ = try await office.started("thing", from: "case", without: ["paper-b"]) }
        try await office.publish(try permit([paper("paper-a")]))
        let broken = Office(store: BreakingStore(office.store, after: after), clock: office.clock)
        await #expect(throws: Unexpected.self) { try await broken.migrate() }
        try office.reopen()
        #expect(try await office.office.cases(limit: 9).count { $0.definitions == 2 } == after)
        #expect(try await office.office.verify(rebuilding: true).intact)
        #expect(try await office.office.migrate().cases.count(where: \.isMigrated) == 4 - after)
        try await office.expect([])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Its row said another version than its events: found by the one and by the other.
    @Test func `cannot be put under it behind its back`() async throws {
        let office = try await opened(try permit(Self.both), .sqlite)
        let id = try await office.started("thing", from: "case")
        try await office.publish(try permit([paper("paper-a")]))
        _ = try await office.office.migrate()
        let projection = try await office.office.look(at: id).projection
        var changed = projection
        changed.row.definitions = 1
        try await office.store.write { [changed] in try $0.write(changed, instead: projection) }
        #expect(try await office.office.verify(rebuilding: true).firstBad?.what == "projection")
        #expect(try await office.office.look(at: id).projection.row.definitions == 2)
    }
}

/// A store whose writing stops after some pieces of work; the last one is taken back when it was done.
private final class BreakingStore: EventStore {
    private let store: any EventStore
    private let left: Mutex<Int>

    init(_ store: any EventStore, after: Int) {
        self.store = store
        left = Mutex(after)
    }

    func write<Value: Sendable>(_ work: @escaping @Sendable (any StoreWriter) throws -> Value) async throws -> Value {
        let mayWrite = left.withLock { left in
            left -= 1
            return left >= 0
        }
        guard mayWrite else {
            return try await store.write { store in
                _ = try work(store)
                throw Unexpected("it was cut off")
            }
        }
        return try await store.write(work)
    }

    func read<Value: Sendable>(_ work: @escaping @Sendable (any StoreReader) throws -> Value) async throws -> Value {
        try await store.read(work)
    }

    var watchers: Watchers { store.watchers }
    func scrub() async throws { try await store.scrub() }
    func close() throws {}
}

extension TryOffice {
    func publish(_ sample: Sample, naming item: String? = nil, _ title: String = "") async throws {
        var files = try sample.files()
        for (name, text) in files where item.map({ name.hasSuffix("/\($0).yaml") && name.hasPrefix("items/") }) ?? false {
            files[name] = text.replacing(/title: \{zh: [^}]*\}/, with: "title: {zh: 中文, en: \(title)}", maxReplacements: 1)
        }
        _ = try await office.publish(files)
    }

    /// That so it would become of every open case, and no other.
    func expect(_ plans: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let told = try await self.plans()
        #expect(told == plans, sourceLocation: sourceLocation)
    }

    /// What would become of every open case: `better: permit/2 “paper b” is no longer asked for`.
    func plans() async throws -> [String] {
        try await office.planMigration().cases.map { one in
            ([one.kind.rawValue] + [one.reasons.map(\.message.en).joined(separator: "; ")]).filter { !$0.isEmpty }.joined(separator: ": ")
        }
    }
}
