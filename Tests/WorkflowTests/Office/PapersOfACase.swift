import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Papers are kept with their case: filled in from the definitions under which it began and from its events, whatever happens around it.
@Suite struct `The papers of a case` {
    private static let hold = CaseRequest.Note(reason: "专家评审", basis: "行政许可法第四十五条", expectedEnd: "2026-03-20")

    private func started(_ office: TryOffice) async throws -> CaseID {
        let id = try await office.started("transport-company", from: "one-bought-vehicle")
        for line in ["road-permit/0", "road-permit/9"] {
            _ = try await office.office.handle(.verify(line: line), on: id, by: .officer)
        }
        try await office.move(id, "road-permit", "accept")
        try await office.move(id, "road-permit", "hold", Self.hold)
        return id
    }

    @Test(arguments: StoreKind.allCases) func `are the same after the office was closed and opened again`(kind: StoreKind) async throws {
        var office = try await TryOffice(kind)
        let id = try await started(office)
        let papers = try await office.office.papers(of: id)
        #expect(
            papers.map { "\($0.reference) \($0.paper) \($0.at.day)" } == [
                "\(id)/1 notice-of-receipt 2026-03-02", "\(id)/2 notice-of-acceptance 2026-03-02",
                "\(id)/3 notice-of-suspension 2026-03-02",
            ])
        #expect(papers[0].item == nil && papers[1].item == "road-permit")
        #expect(papers.map(\.issuer.zh) == Array(repeating: "交通运输部门", count: 3))
        try office.reopen()
        #expect(try await office.office.papers(of: id) == papers)
        #expect(try await office.office.paper(3, of: id) == papers[2])
    }

    /// A template that is edited later is one of later cases.
    @Test func `keep the words of the definitions under which the case began`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await started(office)
        let papers = try await office.office.papers(of: id)
        var sources = Checkout.definitions.folder.sources
        let file = "papers/notice-of-suspension.yaml"
        sources[file] = try #require(sources[file]).replacing("中止计时告知书", with: "暂停计时告知书")
        #expect(try await !office.office.publish(sources).isUnchanged)
        #expect(try await office.office.papers(of: id) == papers)
        let later = try await started(office)
        #expect(try await office.office.paper(3, of: later).title.zh == "暂停计时告知书")
    }

    @Test func `are told where there is none of a number`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await started(office)
        await #expect(throws: UnknownWord(.officialPaper, "9", known: ["1", "2", "3"])) { try await office.office.paper(9, of: id) }
    }

    /// What the refused command would have issued is not there, and the numbers go on without a gap.
    @Test func `are not issued by a command that is refused`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await started(office)
        try await office.move(id, "road-permit", "resume")
        let refused = try await office.move(id, "road-permit", "refuse", CaseRequest.Note(reason: "不符合条件"))
        #expect(refused.refused?.code == "unwritten")
        #expect(try await office.office.papers(of: id).count == 3)
        let made = try await office.move(id, "road-permit", "refuse", CaseRequest.Note(reason: "不符合条件", remedies: "复议或诉讼"))
        #expect(made.events.compactMap(\.number) == [4])
        #expect(made.events.compactMap(\.officialPaper) == ["decision-to-refuse"])
    }
}
