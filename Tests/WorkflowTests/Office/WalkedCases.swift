import TestSupport
import Testing

@testable import Workflow

/// Every example as a case of an office: its people and their licences are made up, and everything else is as for anybody.
@Suite struct `An example kept as a case` {
    private static let journeys = Checkout.compilation.journeys.map { "\($0.bundle)/\($0.id)" }

    @Test(arguments: journeys) func `comes out as it was walked`(path: String) async throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == path })
        let walk = journey.walk(under: CaseRules(try #require(Checkout.compilation.bundle(journey.bundle))))
        let office = try await TryOffice(.memory)
        if walk.events.isEmpty {
            #expect(try await office.office.walk(walk).refused != nil, "it is told at once not to apply")
            return
        }
        let walked = try await office.office.walk(walk)
        let id = try #require(CaseID(walked.caseID))
        let state = try await office.office.look(at: id).state
        // What ends on the way stands in for nothing when it is decided: the example declares what people hold, the office looks.
        let ends = journey.situation.parties.joined().flatMap(\.holdings).compactMap(\.until)
        let last = walk.commands.last?.at.day ?? journey.situation.starts
        if ends.allSatisfy({ $0 < journey.situation.starts || $0 >= last }) {
            #expect(walked.refused == nil, "\(walked.refused?.message.en ?? "")")
            #expect(state.items.map(\.end) == walk.state.items.map(\.end))
            #expect(state.papers.map(\.disposition) == walk.state.papers.map(\.disposition))
            #expect(state.closedOn == walk.state.closedOn)
        }
        let log = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 9_999) }.map(\.use)
        let read = Set(log.filter { [.read, .found].contains($0.act) }.compactMap(\.licence))
        #expect(
            read == Set(state.evidence.filter { $0.awaited == nil }.map(\.register)),
            "each that stands in was read, and only those are kept")
        #expect(try await office.office.verify(rebuilding: true).intact)
    }
}
