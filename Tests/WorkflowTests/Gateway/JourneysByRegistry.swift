import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Every journey of our own definitions once more, with its people's licences in the registry instead of declared: each paper comes out the
/// same, and every licence that stands in for one is read once, and logged once.
@Suite struct `A journey with its licences in the registry` {
    private static let journeys = Checkout.compilation.journeys

    @Test(arguments: journeys.map { "\($0.bundle)/\($0.id)" }) func `comes out as it was declared`(path: String) async throws {
        try await walk(path, elsewhere: false)
    }

    /// The same with all licences in the registry of another office, which is asked over the sharing operations.
    @Test(arguments: journeys.map { "\($0.bundle)/\($0.id)" }) func `comes out the same from the registry of another office`(
        path: String
    ) async throws {
        try await walk(path, elsewhere: true)
    }

    private func walk(_ path: String, elsewhere: Bool) async throws {
        let journey = try #require(Self.journeys.first { "\($0.bundle)/\($0.id)" == path })
        let bundle = try #require(Checkout.compilation.bundle(journey.bundle))
        var office = try await TryOffice(.memory)
        let start = journey.definition.starts
        office.clock.set("\(start.day) \(String("\(start)".suffix(5)))")
        let people = JourneyPeople(journey, bundle)
        let other = elsewhere ? try await ServedRegistry(for: office.clock) : nil
        for entry in people.entries { try await (other?.there ?? office).issue(entry) }
        if let other, !people.entries.isEmpty { office.connect(try await other.providers(sources: true)) }
        let application = NewCase(bundle: journey.bundle, from: journey.id)
        let declared = try await office.office.start(application)
        let found = try await office.office.start(
            application, of: Applying(people: people.codes, applicants: Set(people.codes.keys)))
        #expect(found.refused == declared.refused)
        #expect(found.ledger == declared.ledger)
        #expect(found.events.first?.answers == declared.events.first?.answers)
        let log = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 9_999) }.filter { $0.use.act == .read }
        #expect(Set(log.compactMap(\.use.licence)).count == log.count, "a licence is read once")
        let named = Set(found.events.filter { $0.type == "evidence" }.flatMap { $0.papers ?? [] })
        let byLicence = found.ledger.filter { $0.disposition == "licence" || $0.disposition == "shared" }.map(\.line)
        #expect(Set(byLicence).subtracting(named).isSubset(of: brought(byLicence, bundle)), "every line names its reading")
        let rows = try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 9_999) }
        for event in found.events where event.type == "evidence" {
            let row = try #require(rows.first { $0.position == event.use })
            #expect([.read, .found].contains(row.use.act) && row.use.type == event.licence && row.use.licence == event.register)
        }
        guard let other else { return }
        #expect(log.allSatisfy { $0.use.provider == "city-registry" })
        let given = try await other.there.store.read { try $0.registry.uses(of: nil, after: 0, limit: 9_999) }.filter {
            $0.use.act == .read
        }
        #expect(given.count == log.count, "what is read here is in the log there, once")
        #expect(given.allSatisfy { $0.use.purpose.contains(found.caseID) })
        // What ends on the way stands in for nothing when it is decided (LicencesInPlaceOfPapers).
        guard declared.refused == nil else { return }
        let last = try StoreSamples.walk(path).commands.last?.at.day ?? start.day
        let ends = journey.situation.parties.joined().flatMap(\.holdings).compactMap(\.until)
        let isLasting = ends.allSatisfy { $0 < start.day || $0 >= last }
        if isLasting { try await finish(journey, CaseID(declared.caseID)!, CaseID(found.caseID)!, office) }
    }

    /// Both cases go on to their ends, command by command: what was declared and what was read come to the same.
    private func finish(_ journey: CompiledJourney, _ declared: CaseID, _ found: CaseID, _ office: TryOffice) async throws {
        let walk = try StoreSamples.walk("\(journey.bundle)/\(journey.id)")
        for (at, command) in walk.commands.dropFirst() {
            office.clock.set(at.description)
            for id in [declared, found] {
                let answer = try await office.office.handle(#require(walk.request(command)), on: id, by: Caller(command.by.role))
                #expect(answer.refused == nil, "\(id == found ? "read" : "declared") \(at) \(command.action)")
            }
        }
        let (one, other) = (try await office.office.look(at: declared).state, try await office.office.look(at: found).state)
        #expect(one.items.map(\.end) == other.items.map(\.end) && one.papers.map(\.disposition) == other.papers.map(\.disposition))
        let measures = try await office.store.read { (try $0.measures(of: declared), try $0.measures(of: found)) }
        #expect(measures.0 == measures.1)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Lines that rest on a licence which an event will bring: nothing is read for them yet.
    private func brought(_ lines: [String], _ bundle: CompiledBundle) -> Set<String> {
        Set(lines.filter { line in bundle.items.contains { $0.waitsFor != nil && line.hasPrefix($0.item.id) } })
    }
}
