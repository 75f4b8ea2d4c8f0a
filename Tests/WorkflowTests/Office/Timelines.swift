import TestSupport
import Testing

@testable import Workflow

@Suite struct `The timeline of a case` {
    private func now(_ office: TryOffice, _ id: CaseID, _ language: Language = .en) async throws -> [CaseTimelineMessage.Now] {
        let (view, events, received) = try await office.office.history(of: id)
        return CaseTimelineMessage(view, events, received, seen: nil, language).now
    }

    @Test func `says for which results and events an item waits, until they have come`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        let card = try #require(try await now(office, id).first { $0.item == "social-security-card" })
        #expect(card.holder == .other && card.waitsFor?.items.isEmpty == false && card.waitsFor?.event == nil && !card.overdue)
        for name in card.waitsFor?.items ?? [] {
            let title = try #require(try await now(office, id).first { $0.item == name }?.title)
            #expect(card.who.contains("“\(title)”") && card.says.contains("has not begun and waits for"), "\(card)")
        }
        #expect(try await now(office, id, .zh).allSatisfy { ($0.waitsFor == nil) == ($0.holder != .other) })
        let vehicle = try await office.started("transport-company", from: "planned-only")
        let certificate = try #require(try await now(office, vehicle).first { $0.waitsFor?.event != nil })
        #expect(certificate.item.hasPrefix("transport-certificate") && certificate.waitsFor?.event == "plated")
        #expect(certificate.waitsFor?.items.isEmpty == false && certificate.who.contains("“The vehicle is plated”"))
        _ = try await office.office.handle(.report(event: "plated"), on: vehicle, by: .applicant)
        let after = try #require(try await now(office, vehicle).first { $0.item == certificate.item })
        #expect(after.waitsFor?.event == nil && after.waitsFor?.items == certificate.waitsFor?.items)
    }

    @Test func `says of a limit that has passed that it has, and no longer that it is to come`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.started("newborn", from: "married-local-couple")
        let before = try #require(try await now(office, id).first { $0.day != nil })
        #expect(!before.overdue && before.says.contains("by \(before.day!)"))
        office.clock.advance(days: 400)
        try await office.office.letTimePass()
        let after = try #require(try await now(office, id).first { $0.item == before.item })
        #expect(
            after.overdue && after.says.contains("(\(before.day!)) has passed") && !after.says.contains("by \(before.day!)"), "\(after)")
        let chinese = try #require(try await now(office, id, .zh).first { $0.item == before.item })
        #expect(chinese.says.contains("时限（\(before.day!)）已过"))
    }
}
