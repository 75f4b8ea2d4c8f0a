import TestSupport
import Testing

@testable import Workflow

/// Decision 0020: what was decided before its turn is written only where nothing on which it rests has changed since.
@Suite struct `A decision before its turn` {
    private static let officer = Caller(.officer, person: "990001", department: "office")
    private static let claim = CaseRequest.claim(item: "permit")

    /// An office with a case in memory, on which its officer has acted before.
    private static func office(_ kind: StoreKind) async throws -> (TryOffice, CaseID) {
        let office = try await TryOffice(kind, publishing: Sample(items: [.init(id: "permit")]).files())
        let id = try await office.started("thing", from: "case")
        for request in [claim, .release(item: "permit")] { _ = try await office.office.handle(request, on: id, by: officer) }
        return (office, id)
    }

    private static func taken(_ ahead: DecisionAhead, _ office: TryOffice) async throws -> Bool {
        let cache = office.office.cache
        return try await office.store.write { try ahead.take(from: cache, $0) != nil }
    }

    private struct Failed: Error {}

    @Test(arguments: StoreKind.allCases) func `holds where nothing has happened since, and once`(kind: StoreKind) async throws {
        let (office, id) = try await Self.office(kind)
        let ahead = try #require(office.office.decideAhead(Self.claim, on: id, by: Self.officer, expecting: nil))
        #expect(try await Self.taken(ahead, office))
        #expect(try await !Self.taken(ahead, office))
    }

    @Test(arguments: StoreKind.allCases) func `is thrown away where somebody else has had the case`(kind: StoreKind) async throws {
        let (office, id) = try await Self.office(kind)
        let ahead = try #require(office.office.decideAhead(Self.claim, on: id, by: Self.officer, expecting: nil))
        // On loan, it is decided in the writer's turn.
        #expect(office.office.decideAhead(Self.claim, on: id, by: Self.officer, expecting: nil) == nil)
        let other = Caller(.officer, person: "990002", department: "office")
        #expect(try await office.office.handle(Self.claim, on: id, by: other).refused == nil)
        #expect(try await !Self.taken(ahead, office))
        #expect(try await office.office.handle(Self.claim, on: id, by: Self.officer).refused?.code == "assigned")
    }

    @Test(arguments: StoreKind.allCases) func `is thrown away where something was taken back`(kind: StoreKind) async throws {
        let (office, id) = try await Self.office(kind)
        let ahead = try #require(office.office.decideAhead(Self.claim, on: id, by: Self.officer, expecting: nil))
        await #expect(throws: Failed.self) {
            try await office.store.write { store in
                _ = try store.person("990009")
                let event = CaseEvent(at: Moment("2026-03-02 09:00")!, by: .officer, fact: .happened(event: 0))
                _ = try store.append([event], to: StoreSamples.id(9), under: 1, after: .empty, at: 1)
                throw Failed()
            }
        }
        #expect(try await !Self.taken(ahead, office))
    }

    @Test(arguments: StoreKind.allCases) func `needs a case and a caller that are known`(kind: StoreKind) async throws {
        let (office, id) = try await Self.office(kind)
        let stranger = Caller(.officer, person: "990003", department: "office")
        #expect(office.office.decideAhead(Self.claim, on: id, by: stranger, expecting: nil) == nil)
        #expect(office.office.decideAhead(.claim(item: "nothing"), on: id, by: Self.officer, expecting: nil) == nil)
        #expect(office.office.decideAhead(Self.claim, on: id, by: Self.officer, expecting: 1) == nil)
        #expect(office.office.decideAhead(Self.claim, on: StoreSamples.id(9), by: Self.officer, expecting: nil) == nil)
        // It was given back each time.
        #expect(office.office.decideAhead(Self.claim, on: id, by: Self.officer, expecting: nil) != nil)
    }

    @Test(arguments: StoreKind.allCases) func `of a new case holds under the definitions that hold then`(kind: StoreKind) async throws {
        let (office, _) = try await Self.office(kind)
        let new = NewCase(bundle: "thing", from: "case")
        let (first, second) = try (
            #require(office.office.decideAhead(new, by: .applicant)), #require(office.office.decideAhead(new, by: .applicant))
        )
        #expect(try await Self.taken(first, office))
        let item = Sample.Item(id: "permit")
        _ = try await office.office.publish(Sample(items: [item, .init(id: "other")]).files())
        #expect(try await !Self.taken(second, office))
    }
}
