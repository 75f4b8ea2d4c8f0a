import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Workflow

/// What every store promises.
@Suite struct `Every store` {
    let folder = try! ScratchFolder()

    private static let walk = try! StoreSamples.walk("newborn/married-local-couple")
    private static let numbering = Numbering(walk.rules.bundle.shared, [walk.rules])

    @Test(arguments: StoreKind.allCases) func `gives back every event of every journey as it was written`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        for (number, walk) in StoreSamples.walks.enumerated() { try await store.keep(walk, as: StoreSamples.id(number)) }
        for (number, walk) in StoreSamples.walks.enumerated() {
            let id = StoreSamples.id(number)
            let (entries, row, items) = try await store.read { (try $0.entries(of: id), try $0.row(of: id), try $0.items(of: id)) }
            #expect(try entries.flatMap { try $0.events() } == walk.events)
            #expect(try CaseState(replaying: entries) == walk.state)
            let projection = Projection(id, walk.state, definitions: 1, under: walk.rules)
            #expect(row == projection.row)
            #expect(items == projection.items)
        }
        let log = try await store.read { try $0.log(after: 0, limit: .max) }
        #expect(log.map(\.position) == Array(1...Int64(log.count)))
        #expect(log.reduce(Head.empty) { $0.advanced(by: $1) } == (try await store.read { try $0.head() }))
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `refuses events for another version than the case has come to`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let id = StoreSamples.id(1)
        let events = StoreSamples.pieces(Self.walk)[0]
        try await store.write { _ = try $0.append(events, to: id, under: 1, expecting: 0, at: 1) }
        for wrong in [0, events.count - 1, events.count + 1] {
            await #expect(throws: VersionConflict(caseID: id, expected: wrong, found: events.count)) {
                try await store.write { _ = try $0.append(events, to: id, under: 1, expecting: wrong, at: 2) }
            }
        }
        #expect(try await store.read { try $0.entries(of: id) }.count == 1)
        #expect(try await store.read { try $0.head() }.position == 1)
        try store.close()
    }

    /// Whoever had the case in hand may have been overtaken.
    @Test(arguments: StoreKind.allCases) func `refuses events after another entry than the last one`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let id = StoreSamples.id(1)
        let event = CaseEvent(at: Self.walk.events[0].at, by: .officer, fact: .happened(event: 1))
        let first = try await store.write { try $0.append([event], to: id, under: 1, after: .empty, at: 1) }
        let second = try await store.write { try $0.append([event, event], to: id, under: 1, after: first.tip, at: 2) }
        for (stale, expected) in [(Tip.empty, 0), (first.tip, 1), (Tip(version: 4, seal: second.seal), 4)] {
            await #expect(throws: VersionConflict(caseID: id, expected: expected, found: 3)) {
                try await store.write { _ = try $0.append([event], to: id, under: 1, after: stale, at: 3) }
            }
        }
        #expect(try await store.read { try $0.tip(of: id) } == second.tip)
        #expect(try await store.read { try $0.entries(of: id) } == [first, second])
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `keeps drafts, changes them, and forgets them`(kind: StoreKind) async throws {
        var store = try kind.open(in: folder)
        @Sendable func draft(_ number: Int, of person: String?, until day: Int, offered: Bool = false) -> Draft {
            let application = NewCase(
                bundle: "newborn", from: "married-local-couple", answers: ["children": "\(number)"],
                holds: [.init(role: "child#2", licence: "birth-certificate")], without: ["photo"])
            let offer = Draft.Offer(department: "health", made: Day(daysSince1970: day - 9), isDeclined: number.isMultiple(of: 2))
            return Draft(
                id: StoreSamples.id(number), application, of: person, definitions: number, until: Day(daysSince1970: day),
                offer: offered ? offer : nil)
        }
        let drafts = [
            draft(1, of: nil, until: 100), draft(2, of: "a", until: 101, offered: true), draft(3, of: "b", until: 102, offered: true),
        ]
        try await store.write { store in for draft in drafts { try store.keep(draft) } }
        await #expect(throws: Unexpected.self) {
            try await store.write { store in
                try store.forgetDraft(StoreSamples.id(1))
                try store.keep(draft(2, of: "c", until: 7))
                try store.forgetDrafts(before: Day(daysSince1970: 999))
                throw Unexpected("half way")
            }
        }
        if kind == .sqlite {
            try store.close()
            store = try kind.open(in: folder)
        }
        #expect(try await store.read { try $0.drafts(of: nil, after: nil, limit: 9) } == drafts)
        #expect(try await store.read { try $0.drafts(of: nil, after: StoreSamples.id(1), limit: 1) } == [drafts[1]])
        #expect(try await store.read { try $0.drafts(of: "b", after: nil, limit: 9) } == [drafts[2]])
        let changed = draft(2, of: "a", until: 300)
        try await store.write { store in
            try store.keep(changed)
            try store.forgetDraft(StoreSamples.id(1))
            try store.forgetDrafts(before: Day(daysSince1970: 103))
        }
        #expect(try await store.read { try $0.drafts(of: nil, after: nil, limit: 9) } == [changed])
        #expect(try await store.read { try $0.draft(StoreSamples.id(2)) } == changed)
        #expect(try await store.read { try $0.draft(StoreSamples.id(3)) } == nil)
        #expect(try await store.read { try $0.damage() } == nil)
        try store.close()
    }

    /// Work that waits together shares a commit; what fails in it takes nothing else with it.
    @Test(arguments: StoreKind.allCases) func `keeps what was done well beside what failed half way`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let events = StoreSamples.pieces(Self.walk)[0]
        let kept = try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    do {
                        try await store.write { store in
                            _ = try store.append(events, to: StoreSamples.id(number), under: 1, expecting: 0, at: 1)
                            try store.keep(KeptAnswer(request: [1], answer: [2], at: 1), for: "\(number)")
                            if number.isMultiple(of: 3) { throw Unexpected("half way") }
                        }
                        return number
                    } catch is Unexpected { return -1 }
                }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }.subtracting([-1])
        }
        #expect(kept == Set((0..<200).filter { !$0.isMultiple(of: 3) }))
        for number in 0..<200 {
            let there = try await store.read { store in
                (try store.entries(of: StoreSamples.id(number)).count, try store.answer(to: "\(number)") != nil)
            }
            #expect(there == (kept.contains(number) ? (1, true) : (0, false)))
        }
        let log = try await store.read { try $0.log(after: 0, limit: .max) }
        #expect(log.map(\.position) == Array(1...Int64(kept.count)))
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `does a piece of work wholly or not at all`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let (first, second) = (StoreSamples.id(1), StoreSamples.id(2))
        try await store.keep(Self.walk, as: first)
        let before = try await store.read { (try $0.head(), try $0.log(after: 0, limit: 100)) }
        let events = StoreSamples.pieces(Self.walk)[0]
        await #expect(throws: Unexpected.self) {
            try await store.write { store in
                _ = try store.append(events, to: second, under: 1, expecting: 0, at: 5)
                try store.write(Projection(second, Self.walk.state, definitions: 1, under: Self.walk.rules), instead: nil)
                try store.keep(KeptAnswer(request: [1], answer: [2], at: 5), for: "key")
                _ = try store.keep(["a.yaml": "b"], digest: Digest.of(["a.yaml": "b"]), numbering: Self.numbering, at: 5)
                throw Unexpected("half way")
            }
        }
        let after = try await store.read { (try $0.head(), try $0.log(after: 0, limit: 100)) }
        #expect(after == before)
        let nothing = try await store.read { (try $0.row(of: second), try $0.answer(to: "key"), try $0.currentNumber()) }
        #expect(nothing == (nil, nil, nil))
        // The next piece of work goes on where the last good one ended.
        let entry = try await store.write { try $0.append(events, to: second, under: 1, expecting: 0, at: 6) }
        #expect(entry.position == before.0.position + 1)
        try store.close()
    }

    /// What somebody kept in memory of a case is then worth nothing.
    @Test(arguments: StoreKind.allCases) func `says that something was taken back`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let events = StoreSamples.pieces(Self.walk)[0]
        let before = try await store.write { $0.generation }
        await #expect(throws: Unexpected.self) { try await store.write { _ in throw Unexpected("nothing was written") } }
        #expect(try await store.write { $0.generation } == before)
        await #expect(throws: Unexpected.self) {
            try await store.write { store in
                _ = try store.append(events, to: StoreSamples.id(1), under: 1, expecting: 0, at: 5)
                throw Unexpected("half way")
            }
        }
        #expect(try await store.write { $0.generation } > before)
        // Of a person without an entry, too, by whoever did the work last.
        struct TakenBack: Error { var generation: Int }
        do {
            try await store.write { store in
                _ = try store.person("p-1")
                throw TakenBack(generation: store.generation)
            }
        } catch let error as TakenBack {
            #expect(try await store.write { $0.generation } > error.generation)
        }
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `loses and doubles nothing under many writers`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let walks = Array(StoreSamples.walks.prefix(64))
        try await withThrowingTaskGroup { group in
            for (number, walk) in walks.enumerated() { group.addTask { try await store.keep(walk, as: StoreSamples.id(number)) } }
            try await group.waitForAll()
        }
        for (number, walk) in walks.enumerated() {
            let entries = try await store.read { try $0.entries(of: StoreSamples.id(number)) }
            #expect(try CaseState(replaying: entries) == walk.state)
        }
        let log = try await store.read { try $0.log(after: 0, limit: .max) }
        #expect(log.map(\.position) == Array(1...Int64(log.count)))
        #expect(log.reduce(Head.empty) { $0.advanced(by: $1) } == (try await store.read { try $0.head() }))
        try store.close()
    }

    /// R9: of those who have seen the same version one goes through, every time.
    @Test(arguments: StoreKind.allCases) func `lets one of two writers through`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let id = StoreSamples.id(1)
        let event = CaseEvent(at: Self.walk.events[0].at, by: .officer, fact: .happened(event: 1))
        for version in 0..<300 {
            let won = await withTaskGroup { group in
                for _ in 0..<2 {
                    group.addTask {
                        (try? await store.write { try $0.append([event], to: id, under: 1, expecting: version, at: 1) }) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(won == 1)
        }
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `lists open items of a department by their last day, page by page`(kind: StoreKind)
        async throws
    {
        let store = try kind.open(in: folder)
        var all: [ItemRow] = []
        for (number, walk) in StoreSamples.walks.enumerated() {
            var state = CaseState()
            for event in walk.events.prefix(8) { CaseMachine.apply(event, to: &state) }
            let projection = Projection(StoreSamples.id(number), state, definitions: 1, under: walk.rules)
            all += projection.items
            try await store.write { try $0.write(projection, instead: nil) }
        }
        let departments = Set(all.map(\.department))
        #expect(departments.count > 5)
        for department in departments {
            let expected = all.filter { $0.department == department && $0.stage == .open }.sorted { one, other in
                let (a, b) = (WorklistPlace(after: one), WorklistPlace(after: other))
                return (a.due, a.caseID, a.place) < (b.due, b.caseID, b.place)
            }
            var found: [ItemRow] = []
            var place: WorklistPlace?
            while true {
                let (from, page) = (place, 3)
                let rows = try await store.read { try $0.worklist(of: department, .all, after: from, limit: page) }
                found += rows
                guard let last = rows.last else { break }
                place = WorklistPlace(after: last)
            }
            #expect(found == expected)
        }
        let open = Dictionary(grouping: all.filter { $0.stage == .open }) { [String($0.item.prefix { $0 != "#" }), $0.state] }
        let counts = try await store.read { try $0.openItems() }
        #expect(open.count > 5 && counts.map { [$0.item, $0.state] } == open.keys.sorted { $0.lexicographicallyPrecedes($1) })
        for one in counts { #expect(one.count == open[[one.item, one.state]]?.count, "\(one)") }
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `lists cases of a bundle, in a phase, handed in since a day`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        var all: [Projection] = []
        for (number, walk) in StoreSamples.walks.enumerated() {
            for (shift, count) in [walk.events.count, 3].enumerated() {
                var state = CaseState()
                for event in walk.events.prefix(count) { CaseMachine.apply(event, to: &state) }
                let projection = Projection(StoreSamples.id(2 * number + shift), state, definitions: 1, under: walk.rules)
                all.append(projection)
                try await store.write { try $0.write(projection, instead: nil) }
            }
        }
        let days = all.compactMap(\.row.submitted)
        let (bundles, middle) = (Set(all.map(\.row.bundle)), try #require(days.sorted().dropFirst(days.count / 2).first))
        #expect(bundles.count > 1 && Set(all.map(\.row.phase)).count > 1 && Set(days).count > 1)
        let department = try #require(all[0].items.first?.department)
        for bundle in [nil, "none"] + Array(bundles) {
            for phase in [nil, .open, .closed] as [CaseState.Phase?] {
                for since in [nil, middle] {
                    let only = CaseFilter(bundle: bundle, phase: phase, since: since)
                    let wanted = all.filter { one in
                        (bundle ?? one.row.bundle) == one.row.bundle && (phase ?? one.row.phase) == one.row.phase
                            && (since == nil || one.row.submitted.map { $0 >= middle } == true)
                    }
                    let ids = try await store.read { try $0.cases(only, after: nil, limit: 999).map(\.caseID) }
                    #expect(ids == wanted.map(\.row.caseID), "\(only)")
                    let theirs = wanted.filter { $0.items.contains { $0.department == department } }.map(\.row.caseID)
                    let found = try await store.read { try $0.cases(in: department, only, after: nil, limit: 999).map(\.caseID) }
                    #expect(found == theirs, "\(only)")
                    let page = try await store.read { try $0.cases(in: department, only, after: theirs.first, limit: 2).map(\.caseID) }
                    #expect(page == Array(theirs.dropFirst().prefix(2)), "\(only)")
                }
            }
        }
        try store.close()
    }

    /// Whatever shares a commit with what is taken back, or is done once more because of it.
    @Test(arguments: StoreKind.allCases) func `does once what is to be done when something is written, and never for what is taken back`(
        kind: StoreKind
    ) async throws {
        let store = try kind.open(in: folder)
        final class Done: Sendable { let numbers = Mutex<[Int]>([]) }
        struct NotToday: Error {}
        let done = Done()
        let event = CaseEvent(at: Self.walk.events[0].at, by: .officer, fact: .happened(event: 1))
        await withTaskGroup(of: Void.self) { group in
            for number in 1...60 {
                group.addTask {
                    try? await store.write { store in
                        _ = try store.append([event], to: StoreSamples.id(number), under: 1, after: .empty, at: 1)
                        store.whenWritten { done.numbers.withLock { $0.append(number) } }
                        if number.isMultiple(of: 3) { throw NotToday() }
                    }
                }
            }
        }
        #expect(done.numbers.withLock { $0.sorted() } == (1...60).filter { !$0.isMultiple(of: 3) })
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `tells what a person has, what nobody has, and what is late or near`(kind: StoreKind)
        async throws
    {
        let store = try kind.open(in: folder)
        var projection = Projection(StoreSamples.id(1), Self.walk.state, definitions: 1, under: Self.walk.rules)
        let one = try #require(projection.items.first)
        // Every combination of who has it and how it stands.
        projection.items = []
        for assigned: Int32 in [-1, 7, 8] {
            for (late, near) in [(false, false), (true, false), (false, true)] {
                var row = one
                (row.place, row.stage, row.department) = (projection.items.count, .open, "office")
                (row.assigned, row.isOverdue, row.isNearing) = (assigned, late, near)
                projection.items.append(row)
            }
        }
        let written = projection
        try await store.write { try $0.write(written, instead: nil) }
        for assigned in [nil, -1, 7, 8, 9] as [Int32?] {
            for (late, near) in [(false, false), (true, false), (false, true), (true, true)] {
                let filter = WorklistFilter(assigned: assigned, late: late, near: near)
                let found = try await store.read { try $0.worklist(of: "office", filter, after: nil, limit: 99) }
                #expect(
                    found
                        == written.items.filter { row in
                            (assigned == nil || row.assigned == assigned)
                                && (late || near ? (late && row.isOverdue) || (near && row.isNearing) : true)
                        }, "\(filter)")
            }
        }
        #expect(try await store.read { try $0.items(of: StoreSamples.id(1)) } == written.items)
        // What is taken on is shown so, though no list is sorted by it.
        var after = written
        (after.items[0].assigned, after.items[1].isNearing) = (9, true)
        let changed = after
        try await store.write { try $0.write(changed, instead: written) }
        #expect(try await store.read { try $0.items(of: StoreSamples.id(1)) } == changed.items)
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `names the cases in which time makes something happen, the oldest first`(kind: StoreKind)
        async throws
    {
        let store = try kind.open(in: folder)
        var all: [(Day, CaseID)] = []
        for (number, walk) in StoreSamples.walks.enumerated() {
            var state = CaseState()
            for event in walk.events.prefix(9) { CaseMachine.apply(event, to: &state) }
            let projection = Projection(StoreSamples.id(number), state, definitions: 1, under: walk.rules)
            if let day = projection.row.wakes { all.append((day, projection.row.caseID)) }
            try await store.write { try $0.write(projection, instead: nil) }
        }
        let expected = all.sorted { $0 < $1 }
        #expect(expected.count > 10)
        let middle = expected[expected.count / 2].0
        let found = try await store.read { try $0.waking(by: middle, limit: .max) }
        #expect(found == expected.filter { $0.0 <= middle }.map(\.1))
        #expect(try await store.read { try $0.waking(by: middle, limit: 2) } == Array(found.prefix(2)))
        #expect(try await store.read { try $0.waking(by: expected[0].0.adding(days: -1), limit: .max) }.isEmpty)
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `keeps answers under their keys until they are forgotten`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let (old, new) = (KeptAnswer(request: [1], answer: [2, 3], at: 10), KeptAnswer(request: [4], answer: [], at: 20))
        try await store.write {
            try $0.keep(old, for: "old")
            try $0.keep(new, for: "new")
        }
        #expect(try await store.read { try $0.answer(to: "old") } == old)
        try await store.write { try $0.forgetAnswers(before: 20) }
        #expect(try await store.read { try $0.answer(to: "old") } == nil)
        #expect(try await store.read { try $0.answer(to: "new") } == new)
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `numbers definitions and keeps their texts`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        #expect(try await store.read { try $0.currentNumber() } == nil)
        let texts = [["a.yaml": "甲"], ["a.yaml": "乙", "b.yaml": ""]]
        let first = try await store.write { try $0.keep(texts[0], digest: Digest.of(texts[0]), numbering: Self.numbering, at: 1) }
        let second = try await store.write { try $0.keep(texts[1], digest: Digest.of(texts[1]), numbering: Self.numbering, at: 2) }
        #expect((first.number, second.number) == (1, 2))
        #expect(try await store.read { (try $0.currentNumber(), try $0.definitions(1), try $0.definitions(2)) } == (2, first, second))
        #expect(
            try await store.read { (try $0.definitions(digest: Digest.of(texts[0])), try $0.definitions(digest: "other")) } == (first, nil))
        #expect(first.numbering == Self.numbering)
        try await store.write { try $0.makeCurrent(1) }
        #expect(try await store.read { try $0.currentNumber() } == 1)
        // What was taken back is as it was.
        _ = try? await store.write { store in
            try store.makeCurrent(2)
            throw Unexpected("taken back")
        }
        #expect(try await store.read { try $0.currentNumber() } == 1)
        try store.close()
    }

    /// The clock on the wall went back a day: the log does not.
    @Test(arguments: StoreKind.allCases) func `records no entry before the one before it`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let event = CaseEvent(at: Self.walk.events[0].at, by: .officer, fact: .happened(event: 1))
        for (version, at) in [1_000, 500, 2_000, 1].enumerated() {
            try await store.write { _ = try $0.append([event], to: StoreSamples.id(1), under: 1, expecting: version, at: Int64(at)) }
        }
        #expect(try await store.read { try $0.log(after: 0, limit: 10).map(\.at) } == [1_000, 1_000, 2_000, 2_000])
        try store.close()
    }
}
