import Foundation
import TestSupport
import Testing

@testable import Workflow

/// S6: whoever changes the log is found, and where he began.
@Suite struct `The audit` {
    /// A log of some cases that go on side by side.
    private static func log(_ numbers: inout SeededNumbers) async throws -> (entries: [Entry], head: Head) {
        let store = MemoryStore()
        let walks = [
            "newborn/payment-not-made", "transport-company/site-visited", "disability-services/sent-back-once",
            "newborn/second-twin-refused",
            "transport-company/permit-on-hold", "transport-company/hearing-held",
        ]
        var pieces = try walks.map { StoreSamples.pieces(try StoreSamples.walk($0)) }
        var versions = walks.map { _ in 0 }
        while let number = pieces.indices.filter({ !pieces[$0].isEmpty }).randomElement(using: &numbers) {
            let events = pieces[number].removeFirst()
            let version = versions[number]
            try await store.write { _ = try $0.append(events, to: StoreSamples.id(number), under: 1, expecting: version, at: 1_000) }
            versions[number] += events.count
        }
        return try await store.read { (try $0.log(after: 0, limit: .max), try $0.head()) }
    }

    private func firstBad(_ entries: [Entry], _ head: Head, kept: [Head] = []) -> Verification.Bad? {
        var audit = Audit(kept: kept)
        for entry in entries where audit.found.firstBad == nil { audit.take(entry) }
        if audit.found.firstBad == nil { audit.end(at: head) }
        return audit.found.firstBad
    }

    @Test func `finds nothing where nothing was changed`() async throws {
        var numbers = SeededNumbers(seed: 1)
        let (entries, head) = try await Self.log(&numbers)
        #expect(entries.count >= 20)
        #expect(firstBad(entries, head, kept: [head]) == nil)
    }

    @Test func `finds and places 10,000 changes, deletions, insertions, swaps and truncations`() async throws {
        var numbers = SeededNumbers(seed: 2)
        let (entries, head) = try await Self.log(&numbers)
        for round in 0..<10_000 {
            var changed = entries
            let place = Int.random(in: entries.indices, using: &numbers)
            var expected = Int64(place + 1)
            switch round % 5 {
            case 0: change(&changed[place], &numbers)
            case 1: changed.remove(at: place)
            case 2:
                // A copy of another entry that would follow on this one.
                var copy = entries[place]
                copy.payload = entries.randomElement(using: &numbers)!.payload
                if copy.payload == entries[place].payload { copy.at += 1 }
                changed.insert(copy, at: place)
            case 3:
                let other = (place + Int.random(in: 1..<entries.count, using: &numbers)) % entries.count
                changed.swapAt(place, other)
                expected = Int64(min(place, other) + 1)
            default: changed.removeSubrange(place...)
            }
            let bad = firstBad(changed, head)
            #expect(bad?.position == expected, "round \(round): \(String(describing: bad))")
        }
    }

    private func change(_ entry: inout Entry, _ numbers: inout SeededNumbers) {
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: entry.at += 1
        case 1: entry.caseID = StoreSamples.id(77)
        case 2: entry.seal[Int.random(in: 0..<32, using: &numbers)] ^= 1
        default: entry.payload[Int.random(in: entry.payload.indices, using: &numbers)] ^= 1 << UInt8.random(in: 0..<8, using: &numbers)
        }
    }

    /// He has the file and the program, and writes every seal again: only a head that was kept elsewhere shows it.
    @Test func `finds by a kept head what was sealed anew or cut off with its head`() async throws {
        var numbers = SeededNumbers(seed: 3)
        let (entries, head) = try await Self.log(&numbers)
        let middle = entries.prefix(12).reduce(Head.empty) { $0.advanced(by: $1) }
        for place in 0..<12 {
            var forged: [Entry] = []
            var seals: [CaseID: [UInt8]] = [:]
            for (number, entry) in entries.enumerated() {
                var copy = entry
                if number == place { copy.at += 60_000 }
                copy.seal = Entry.seal(copy, after: seals[copy.caseID] ?? Entry.noSeal)
                seals[copy.caseID] = copy.seal
                forged.append(copy)
            }
            let forgedHead = forged.reduce(Head.empty) { $0.advanced(by: $1) }
            #expect(firstBad(forged, forgedHead) == nil)
            #expect(firstBad(forged, forgedHead, kept: [middle])?.what == "head")
        }
        let cut = Array(entries.prefix(15))
        let cutHead = cut.reduce(Head.empty) { $0.advanced(by: $1) }
        #expect(firstBad(cut, cutHead) == nil)
        #expect(firstBad(cut, cutHead, kept: [head])?.what == "missing-end")
    }

    @Test func `finds a row that is not what the events come to`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        #expect(try await office.office.verify(rebuilding: true).intact)
        let view = try await office.office.look(at: id)
        var forged = view.projection
        forged.items[0].state = "granted"
        let wrong = forged
        try await office.store.write { try $0.write(wrong, instead: nil) }
        #expect(try await office.office.verify().intact)
        let found = try await office.office.verify(rebuilding: true)
        #expect(found.firstBad?.what == "projection" && found.firstBad?.caseID == id.description)
    }

    /// The row of a case is not sealed; what it says must be what the sealed entries say.
    @Test func `never reads a case under another bundle or other definitions than those it began with`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        var sources = Checkout.definitions.folder.sources
        sources["words.yaml", default: ""] += "\n# the next version\n"
        #expect(try await office.office.publish(sources).number == 2)
        let view = try await office.office.look(at: id)

        var forged = view.projection
        forged.row.definitions = 2
        let other = forged
        try await office.store.write { try $0.write(other, instead: nil) }
        #expect(try await office.office.look(at: id).state == view.state)
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
        #expect(try await office.office.verify(rebuilding: true).firstBad?.what == "projection")

        forged.row.bundle = "transport-company"
        let wrong = forged
        try await office.store.write { try $0.write(wrong, instead: nil) }
        await #expect(throws: StoreFault.damaged("cases.bundle \(id)")) { try await office.office.look(at: id) }
    }
}
