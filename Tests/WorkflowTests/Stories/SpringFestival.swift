import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A year as every officer knows it: handed in on Friday, two working days before the holiday (Saturday 02-14 is worked, 02-15 to 02-23 are
/// off, Saturday 02-28 is worked), corrected, accepted, suspended for an inspection; the certificate is refused while the permit goes on.
/// Every paper and every day of every limit stands in `Tests/Golden/spring-festival`.
@Suite struct `The Spring Festival` {
    @Test(arguments: [Language.zh, .en])
    func `is lived through with every paper printed and every day explained`(language: Language) async throws {
        let office = try await TryOffice(.memory)
        let id = try await live(office)
        var text = try await office.office.papers(of: id).map(OfficialPaperText(language: language).render).joined(separator: Self.line)
        for item in ["road-permit", "transport-certificate"] {
            let (view, days) = try await office.office.clock(of: id, item: item)
            let ledger = try #require(days)
            let report = try #require(ClockReport(ledger, of: view.state, under: view.rules, language))
            #expect(report.agrees, "the days come to the last days that the events fixed")
            text += Self.line + report.text(language)
        }
        text = text.replacing("\(id)", with: "xxxx-xxxx-xxxxx") + "\n"
        #expect(text == (try Golden.expected("Tests/Golden/spring-festival/\(language).txt", actual: text)))
    }

    @Test func `ends with the permit delivered and the certificate refused`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await live(office)
        let state = try await office.office.look(at: id).state
        #expect(state.items.map { $0.end?.name } == ["granted", "granted", "refused"])
        #expect(state.phase == .closed)
        #expect(
            try await office.office.papers(of: id).map(\.paper) == [
                "notice-of-receipt", "notice-of-correction", "receipt-of-papers", "notice-of-acceptance", "notice-of-suspension",
                "decision-to-grant", "decision-to-refuse", "proof-of-delivery",
            ])
        let events = try await office.office.events(of: id)
        // Accepted on 02-26; the six days to 03-05 count (02-28 is one of them), those of the inspection to 03-16 do not, and 14 are left.
        #expect(events.last { $0.type == "clock-resumed" }?.statutory?.due == "2026-04-03")
    }

    private static let line = "\n\n" + String(repeating: "─", count: 40) + "\n\n"

    private func live(_ office: TryOffice) async throws -> CaseID {
        office.clock.set("2026-02-13 15:30")
        let id = try await office.started("transport-company", from: "one-bought-vehicle")
        func on(_ moment: String, _ item: String, _ move: String, _ note: CaseRequest.Note? = nil, by caller: Caller = .officer)
            async throws
        {
            office.clock.set(moment)
            let answer = try await office.move(id, item, move, note, by: caller)
            if let refused = answer.refused { throw Unexpected("\(move): \(refused.message.en)") }
        }
        func verify(_ lines: String...) async throws {
            for line in lines { _ = try await office.office.handle(.verify(line: line), on: id, by: .officer) }
        }
        try await on(
            "2026-02-14 10:00", "road-permit", "ask-correction",
            .init(reason: "安全生产管理制度文本缺少车辆维护和监控一章", papers: ["road-permit/9"]))
        try await on("2026-02-25 09:10", "road-permit", "correct", .init(papers: ["road-permit/9"]), by: .applicant)
        office.clock.set("2026-02-26 09:00")
        try await verify("road-permit/0", "road-permit/9")
        try await on("2026-02-26 09:30", "road-permit", "accept")
        try await on(
            "2026-03-05 11:00", "road-permit", "hold",
            .init(reason: "需要对拟投入的车辆进行技术等级检测", basis: "行政许可法第四十五条（检测）", expectedEnd: "2026-03-16"))
        try await on("2026-03-16 16:00", "road-permit", "resume")
        try await on("2026-03-24 10:00", "road-permit", "grant")
        try await on(
            "2026-03-25 14:00", "transport-certificate", "refuse",
            .init(
                reason: "检测报告载明该车辆技术等级未达到二级",
                remedies: "可自收到本决定之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼"))
        try await on("2026-03-27 09:00", "road-permit", "deliver")
        return id
    }
}
