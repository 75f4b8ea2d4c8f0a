import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The event log of an office.
@Suite struct `The event log of stored cases` {
    private typealias Document = `An event log`.Document

    private func document(_ office: TryOffice, of bundle: String? = nil, pages: Int = 1) async throws -> Document {
        var (cases, last): ([LoggedCase], CaseID?) = ([], nil)
        repeat {
            let page = try await office.office.loggedCases(of: bundle, after: last, limit: pages)
            cases += page.cases
            last = page.next
        } while last != nil
        return try JSONDecoder().decode(Document.self, from: `An event log`.written(cases))
    }

    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")

    @Test(arguments: StoreKind.allCases) func `tells the licences that were read, and nothing of whom they are`(kind: StoreKind)
        async throws
    {
        let office = try await TryOffice(kind)
        try await office.issueCouple()
        let applicant = Caller(.applicant, person: "app-77310")
        let answer = try await office.office.start(
            Self.birth, filling: ["mother.phone": "13900000000"], of: TryOffice.couple("mother", "father"), by: applicant)
        let id = try #require(CaseID(answer.caseID))
        let officer = Caller(.officer, person: "990017", department: "health")
        _ = try await office.office.handle(.claim(item: "birth-notice"), on: id, by: officer)
        let log = try await document(office)
        let licences = log.objects.filter { $0.type == "licence" }
        #expect(licences.map { $0["type"] } == ["resident-identity-card", "resident-identity-card", "marriage-certificate"])
        #expect(licences.allSatisfy { $0["standing"] == "read" && $0.relationships.contains { $0.qualifier == "replaces" } })
        #expect(log.events.count { $0.type == "evidence" } == 3)
        let claimed = try #require(log.events.first { $0.type == "birth-notice/assigned" })
        let people = log.objects.filter { $0.type == "person" }.map(\.id)
        // The couple apply, too, under numbers of their own.
        #expect(people == ["person-3", "person-4"])
        #expect(
            claimed.relationships == [
                .init(objectId: answer.caseID, qualifier: "case"), .init(objectId: "\(answer.caseID)/birth-notice", qualifier: "item"),
                .init(objectId: "person-4", qualifier: "by"), .init(objectId: "person-4", qualifier: "assignee"),
                .init(objectId: "department:health", qualifier: "by"), .init(objectId: "department:health", qualifier: "holder"),
            ])
        let text = String(decoding: try `An event log`.written(try await office.office.loggedCases(limit: 9).cases), as: UTF8.self)
        for word in ["app-77310", "990017", "13900000000", "林晓月", "周远山", LicenceSamples.wife, LicenceSamples.husband] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    @Test func `has the cases of all pages, or of one bundle`() async throws {
        let office = try await TryOffice(.memory)
        for _ in 0..<3 { _ = try await office.started("newborn", from: "married-local-couple") }
        _ = try await office.started("transport-company", from: "one-bought-vehicle")
        func cases(_ log: Document) -> [String] { log.objects.filter { $0.type == "case" }.compactMap { $0["bundle"] }.sorted() }
        #expect(try await cases(document(office)) == ["newborn", "newborn", "newborn", "transport-company"])
        #expect(try await cases(document(office, pages: 2)) == cases(document(office, pages: 4)))
        #expect(try await cases(document(office, of: "transport-company")) == ["transport-company"])
        await #expect(throws: UnknownWord.self) { try await office.office.check(bundle: "newbron") }
    }

    /// A reason that an officer writes may name somebody.
    @Test func `leaves out what somebody wrote`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        let events = try await office.office.events(of: id)
        let reason = Title(zh: "林晓月的材料不清", en: "the paper of Lin Xiaoyue cannot be read")
        var cases = try await office.office.loggedCases(limit: 9).cases
        let one = cases.removeFirst()
        let moves = one.events.map { event -> CaseEvent in
            guard case .moved(let item, let move, let to, let until, _) = event.fact else { return event }
            let note = MoveNote(reason: reason, basis: reason, remedies: reason, payment: "P-6217", newFacts: reason)
            return CaseEvent(at: event.at, by: event.by, fact: .moved(item: item, move: move, to: to, until: until, note: note))
        }
        let wholeExtended = CaseEvent(
            at: moves[0].at, by: .officer,
            fact: .wholeExtended(until: Due(day: Day("2026-05-01")!, provisional: false), note: MoveNote(reason: reason)))
        let erased = CaseEvent(at: moves[0].at, by: .officer, fact: .erased(receipt: "R-8841"))
        let log = LoggedCase(id: one.id, events: moves + [wholeExtended, erased], editions: one.editions)
        let text = String(decoding: try `An event log`.written([log]), as: UTF8.self)
        #expect(events.count == one.events.count && text.contains("\"type\":\"whole-extended\""))
        for word in ["林晓月", "Xiaoyue", "P-6217", "R-8841"] { #expect(!text.contains(word)) }
    }

    @Test func `has what came with other definitions beside what was there`() async throws {
        let office = try await TryOffice(.memory, publishing: Sample.permit([paper("paper-a")]).files())
        let id = try await office.started("thing", from: "case")
        _ = try await office.office.publish(Sample.permit([paper("paper-a"), paper("paper-b")]).files())
        _ = try await office.office.migrate(agreed: [id])
        let log = try await document(office)
        let migrated = try #require(log.events.last)
        let events = try await office.office.events(of: id)
        #expect(migrated.type == "migrated" && log.events.count == events.count)
        let papers = log.objects.filter { $0.type == "material" }.compactMap { $0["line"] }
        #expect(papers == ["permit/1", "permit/2"])
        #expect(migrated.relationships.filter { $0.qualifier == "paper" }.map(\.objectId) == papers.map { "\(id)/\($0)" })
        #expect(log.events[0].relationships.filter { $0.qualifier == "paper" }.count == 1)
    }

    @Test func `tells when an awaited licence has come`() async throws {
        var office = try await TryOffice(.memory)
        let other = try await ServedRegistry(for: office.clock)
        try await other.there.issueCouple()
        office.connect(try await other.providers())
        other.set(.down)
        let answer = try await office.office.start(Self.birth, of: TryOffice.couple("mother", "father"))
        let awaited = try await document(office).objects.filter { $0.type == "licence" }
        #expect(!awaited.isEmpty && awaited.allSatisfy { $0["standing"] == "awaited" && $0["type"] != nil })
        other.set(.fair)
        office.clock.advance(seconds: 3_600)
        _ = try await office.office.catchUp(of: #require(CaseID(answer.caseID)))
        let log = try await document(office)
        let arrived = log.events.filter { $0.type == "evidence-arrived" }
        #expect(!arrived.isEmpty)
        for event in arrived {
            let licence = try #require(event.relationships.first { $0.qualifier == "licence" }).objectId
            let standing = log.objects.first { $0.id == licence }?.attributes.filter { $0.name == "standing" }
            #expect(standing?.map(\.value) == ["awaited", "read"] && standing?.last?.time == event.time)
        }
    }
}
