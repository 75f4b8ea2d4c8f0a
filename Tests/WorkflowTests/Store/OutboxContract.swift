import TestSupport
import Testing

@testable import Workflow

/// What every store promises of its outbox.
@Suite struct `Every outbox` {
    private let folder = try! ScratchFolder()

    private static func webhook(_ department: String? = nil) -> Webhook {
        Webhook(number: 0, department: department, address: "http://x.test/", source: "urn:x", since: 5, secret: 1)
    }

    private static func delivery(to webhook: Int64, _ id: Int, _ seq: Int, at: Int64 = 10) -> Delivery {
        Delivery(number: 0, webhook: webhook, caseID: StoreSamples.id(id), seq: seq, at: at, body: [1, 2, UInt8(seq)], until: 100)
    }

    @Test(arguments: StoreKind.allCases) func `gives back what it keeps, and lets only the first of a case go`(kind: StoreKind) async throws
    {
        var store = try kind.open(in: folder)
        let webhook = try await store.write { store in
            let outbox = store.outboxWriter
            #expect(try outbox.listening() == [])
            var choosy = Self.webhook("health")
            (choosy.events, choosy.bundles) = (["closed", "submitted"], ["newborn"])
            let (one, other) = (try outbox.keep(Self.webhook()), try outbox.keep(choosy))
            #expect(try [one, other] == [1, 2] && outbox.listening().map(\.number) == [1, 2])
            for seq in 1...3 {
                for id in [2, 1] { _ = try outbox.keep(Self.delivery(to: one, id, seq, at: Int64(10 * seq + id))) }
            }
            for id in [1, 2] { try outbox.queue(to: one, of: StoreSamples.id(id), from: Int64(50 - id)) }
            // Again: it has its time already.
            try outbox.queue(to: one, of: StoreSamples.id(1), from: 7)
            return one
        }
        if kind == .sqlite {
            try store.close()
            store = try kind.open(in: folder)
        }
        try await store.read { store in
            let outbox = store.outbox
            #expect(try outbox.webhooks().map(\.department) == [nil, "health"] && outbox.webhook(3) == nil)
            #expect(try outbox.webhooks().map(\.events) == [[], ["closed", "submitted"]])
            #expect(try outbox.webhooks().map(\.bundles) == [[], ["newborn"]])
            let all = try outbox.deliveries(to: webhook, nil, after: 0, limit: 100)
            #expect(all.map(\.number) == Array(1...6) && all.filter { $0.nextAt != nil }.map(\.seq) == [1, 1] && all[3].body == [1, 2, 2])
            #expect(try outbox.deliveries(to: webhook, dueBy: 47, limit: 9) == [])
            #expect(try outbox.deliveries(to: webhook, dueBy: 49, limit: 9).map(\.caseID) == [StoreSamples.id(2), StoreSamples.id(1)])
            #expect(try outbox.deliveries(to: webhook, dueBy: 49, limit: 1).count == 1)
            #expect(try outbox.nextDue(to: webhook) == 48 && outbox.nextDue(to: 2) == nil && outbox.oldestWaiting() == 11)
            #expect(try outbox.deliveries(to: webhook, .waiting, after: 4, limit: 9).map(\.number) == [5, 6])
            #expect(
                try outbox.deliveries(to: webhook, .dead, after: 0, limit: 9) == []
                    && outbox.deliveries(to: 2, nil, after: 0, limit: 9) == [])
        }
        try await store.write { store in
            let outbox = store.outboxWriter
            var first = try #require(try outbox.firstWaiting(to: webhook, of: StoreSamples.id(1)))
            (first.state, first.nextAt, first.body, first.result) = (.delivered, nil, [], "200")
            _ = try outbox.keep(first)
            try outbox.queue(to: webhook, of: StoreSamples.id(1), from: 60)
            #expect(try outbox.firstWaiting(to: webhook, of: StoreSamples.id(1))?.seq == 2)
            #expect(try outbox.delivery(first.number) == first)
            try outbox.giveUp(to: webhook, as: "gone")
            #expect(try outbox.deliveries(to: webhook, .dead, after: 0, limit: 9).count == 5 && outbox.nextDue(to: webhook) == nil)
            // Those that were delivered go first.
            #expect(try outbox.forgetDeliveries(deliveredBefore: 100, deadBefore: 21, limit: 9) == 2)
            #expect(try outbox.forgetDeliveries(deliveredBefore: 100, deadBefore: 100, limit: 3) == 3)
            #expect(try outbox.deliveries(to: webhook, nil, after: 0, limit: 9).count == 1)
        }
        try store.close()
    }

    @Test(arguments: StoreKind.allCases) func `takes back what a piece of work that failed had put in`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        await #expect(throws: Unexpected.self) {
            try await store.write { store in
                _ = try store.outboxWriter.keep(Self.webhook())
                #expect(try store.outboxWriter.listening().count == 1)
                throw Unexpected("no")
            }
        }
        #expect(try await store.write { try $0.outboxWriter.listening() } == [])
        _ = try await store.write { try $0.outboxWriter.keep(Self.webhook()) }
        await #expect(throws: Unexpected.self) {
            try await store.write { store in
                var webhook = try #require(try store.outboxWriter.webhook(1))
                webhook.endedAt = 9
                _ = try store.outboxWriter.keep(webhook)
                _ = try store.outboxWriter.keep(Self.delivery(to: 1, 1, 1))
                throw Unexpected("no")
            }
        }
        #expect(try await store.write { try $0.outboxWriter.listening().map(\.endedAt) } == [nil])
        #expect(try await store.read { try $0.outbox.deliveries(to: 1, nil, after: 0, limit: 9) } == [])
        try store.close()
    }

    /// Whoever waits is told once it can be read, and not of what was taken back.
    @Test(arguments: StoreKind.allCases) func `tells whoever waits`(kind: StoreKind) async throws {
        let store = try kind.open(in: folder)
        let id = StoreSamples.id(1)
        let events = StoreSamples.pieces(try StoreSamples.walk("newborn/married-local-couple"))[0]
        let (told, _) = store.watchers.watch(.entries(of: id))
        let (others, pulse) = store.watchers.watch(.entries(of: StoreSamples.id(2)))
        #expect(store.watchers.count == 2)
        _ = try? await store.write { store in
            _ = try store.append(events, to: StoreSamples.id(2), under: 1, expecting: 0, at: 1)
            throw Unexpected("no")
        }
        try await store.write { _ = try $0.append(events, to: id, under: 1, expecting: 0, at: 1) }
        var (first, second) = (told.makeAsyncIterator(), others.makeAsyncIterator())
        #expect(await first.next() != nil)
        #expect(try await store.read { try $0.entries(of: id).count } == 1)
        // The other is woken by its own pulse, and finds nothing.
        pulse()
        #expect(await second.next() != nil)
        #expect(try await store.read { try $0.entries(of: StoreSamples.id(2)).count } == 0)
        let waiting = Task { [told = store.watchers.watch(.outbox).told] in for await _ in told {} }
        waiting.cancel()
        await waiting.value
        withExtendedLifetime((told, others)) { #expect(store.watchers.count == 2) }
        try store.close()
    }
}
