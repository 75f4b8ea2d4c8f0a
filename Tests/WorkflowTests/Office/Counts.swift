import Testing
import TestSupport

@testable import Workflow

@Suite struct `Counts of an office` {
    @Test func `have each limit that passed once`() async throws {
        let clock = SetClock("2026-03-02 09:30")
        let office = Office(store: MemoryStore(), clock: clock, definitions: TryOffice.definitions)
        _ = try await office.publish(Checkout.definitions.folder.sources)
        _ = try await office.start(NewCase(bundle: "newborn", from: "married-local-couple"), by: .applicant)
        #expect(office.counts.counts.breaches.isEmpty)
        clock.advance(days: 400)
        _ = try await office.letTimePass()
        let breaches = office.counts.counts.breaches
        #expect(breaches["promised"].map { $0 > 0 } == true, "\(breaches)")
        _ = try await office.letTimePass()
        #expect(office.counts.counts.breaches == breaches)
    }
}
