import Foundation
import TestSupport
import Testing

@testable import Workflow

/// 好差评: said once by whoever was served, followed up where it was bad, counted without what nobody said.
@Suite struct `A rating` {
    private static let mother = Caller(.applicant, person: "mother-1")
    private static let officer = Caller(.officer, person: "990017", department: "health")
    private static let supervisor = Caller(.supervisor, person: "990018", department: "health")
    private static let canary = "等了三个小时"

    /// A case of hers of which the birth notice has ended.
    private func ended(_ office: TryOffice) async throws -> CaseID {
        let started = try await office.office.start(NewCase(bundle: "newborn", from: "married-local-couple"), by: Self.mother)
        let id = try #require(CaseID(started.caseID))
        let note = CaseRequest.Note(reason: "x", remedies: "y")
        #expect(try await office.move(id, "birth-notice", "refuse", note, by: Self.officer).refused == nil)
        return id
    }

    private func rating(
        _ level: RatingLevel = .satisfied, _ channel: RatingChannel = .platform, of item: String = "birth-notice", words: String? = nil
    ) -> NewRating { NewRating(item: item, channel: channel, level: level, points: [.efficiency, .attitude], words: words) }

    @Test(arguments: StoreKind.allCases) func `is given once for each item and channel, by whoever was served`(kind: StoreKind) async throws
    {
        var office = try await TryOffice(kind)
        let id = try await ended(office)
        let given = try await office.office.rate(rating(.dissatisfied, words: Self.canary), of: id, by: Self.mother)
        #expect(given.row.number == 1 && given.row.department == "health" && given.words == Self.canary)
        await #expect(throws: RatingRefusal.ratedBefore) { try await office.office.rate(rating(), of: id, by: Self.mother) }
        _ = try await office.office.rate(rating(.verySatisfied, .counter), of: id, by: Self.mother)
        await #expect(throws: RatingRefusal.notEnded) {
            try await office.office.rate(rating(of: "birth-registration"), of: id, by: Self.mother)
        }
        // Somebody else's case is one that is not there, to him and to staff.
        for other in [Caller(.applicant, person: "stranger"), Caller(.applicant), Caller(.agent, person: "agent-1")] {
            await #expect(throws: UnknownWord(.case, id.description)) {
                try await office.office.rate(rating(.satisfied, .terminal), of: id, by: other)
            }
            await #expect(throws: UnknownWord(.case, id.description)) { try await office.office.ratings(of: id, by: other) }
        }
        await #expect(throws: NotAllowed.self) { try await office.office.rate(rating(.satisfied, .terminal), of: id, by: Self.officer) }
        try office.reopen()
        let all = try await office.office.ratings(of: id, by: Self.mother)
        #expect(all.map(\.row.level) == [.dissatisfied, .verySatisfied] && all[0].words == Self.canary)
        #expect(all[0].points == [.attitude, .efficiency])
    }

    @Test func `is taken through the last day of its window`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await ended(office)
        office.clock.set("2026-04-01 23:59")
        _ = try await office.office.rate(rating(), of: id, by: Self.mother)
        office.clock.set("2026-04-02 00:00")
        await #expect(throws: RatingRefusal.tooLate(Day("2026-04-01")!)) {
            try await office.office.rate(rating(.satisfied, .counter), of: id, by: Self.mother)
        }
    }

    @Test(arguments: StoreKind.allCases) func `that is bad is verified, put right and called back`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await ended(office)
        let rated = try await office.office.rate(rating(.veryDissatisfied, words: Self.canary), of: id, by: Self.mother)
        // Monday, and five working days.
        #expect(rated.row.due?.description == "2026-03-09")
        let open = try await office.office.callBacks(limit: 9, by: Self.officer)
        #expect(open.map(\.words) == [Self.canary] && !open[0].isLate)
        #expect(try await office.office.callBacks(limit: 9, by: Caller(.officer, person: "1", department: "public-security")).isEmpty)
        func follow(_ step: CallBackStep, _ words: String = "已处理", by caller: Caller = Self.officer) async throws -> Rating {
            try await office.office.followUp(rated.row.number, step, words: words, by: caller)
        }
        let elsewhere = Caller(.supervisor, person: "1", department: "public-security")
        await #expect(throws: UnknownWord(.rating, "1")) { try await follow(.verified, by: elsewhere) }
        await #expect(throws: RatingRefusal.notNow(.calledBack)) { try await follow(.calledBack) }
        await #expect(throws: RatingRefusal.noWords) { try await follow(.verified, " ") }
        await #expect(throws: NotAllowed(operation: .callBack, role: .officer, but: [.officer])) { try await follow(.malicious) }
        _ = try await follow(.verified)
        office.clock.set("2026-03-10 09:00")
        #expect(try await office.office.callBacks(limit: 9, by: Self.officer).map(\.isLate) == [true])
        _ = try await follow(.rectified, "已增开窗口")
        #expect(try await follow(.calledBack, "已电话说明").row.closedOn?.description == "2026-03-10")
        await #expect(throws: RatingRefusal.notNow(.malicious)) { try await follow(.malicious, by: Self.supervisor) }
        #expect(try await office.office.callBacks(limit: 9, by: Self.officer).isEmpty)
        // She reads what was done, and not by whom.
        let seen = RatingMessage(try #require(try await office.office.ratings(of: id, by: Self.mother).first))
        #expect(seen.steps.map(\.words) == ["已处理", "已增开窗口", "已电话说明"])
        #expect(try !String(decoding: seen.canonicalJSON(), as: UTF8.self).contains("990017"))
    }

    /// 44 people said nothing; they are not counted as satisfied.
    @Test(arguments: StoreKind.allCases) func `counts in what all come to, where enough were given`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let auditor = Caller(.auditor, person: "a-17")
        let levels: [RatingLevel] = [.verySatisfied, .satisfied, .basicallySatisfied, .dissatisfied, .veryDissatisfied, .satisfied]
        for (place, level) in levels.enumerated() {
            if place == 4 {
                // Four are too few: who was served could be told from them.
                let report = try await office.office.ratingReport(by: auditor)
                #expect(report.lines.map(\.levels) == [nil, nil] && report.lines.map(\.open) == [1, 1])
            }
            _ = try await office.office.rate(rating(level), of: ended(office), by: Self.mother)
        }
        _ = try await ended(office)
        let report = try await office.office.ratingReport(of: "newborn", by: auditor)
        #expect(report.lines.map(\.item) == ["birth-notice", nil] && report.lines.map(\.count) == [6, 6])
        #expect(report.lines[0].levels == [1, 2, 1, 1, 1] && report.lines[0].satisfaction == 4.0 / 6)
        #expect(report.lines[0].open == 2 && report.lines[0].late == 0)
        // What was found to be a mistake counts in nothing.
        _ = try await office.office.followUp(5, .mistaken, words: "选错", by: Self.supervisor)
        let after = try await office.office.ratingReport(by: Self.supervisor)
        #expect(after.lines[0].levels == [1, 2, 1, 1, 0] && after.lines[0].excluded == 1 && after.lines[0].open == 1)
        #expect(try await office.office.ratingReport(of: "transport-company", by: auditor).lines.isEmpty)
        let other = Caller(.supervisor, person: "1", department: "public-security")
        #expect(try await office.office.ratingReport(by: other).lines.isEmpty)
    }

    @Test func `stands sealed in the file, and a changed one is found`() async throws {
        var office = try await TryOffice(.sqlite)
        let id = try await ended(office)
        _ = try await office.office.rate(rating(.dissatisfied, words: Self.canary), of: id, by: Self.mother)
        try office.store.close()
        let file =
            office.folder.path + "/"
            + (try FileManager.default.contentsOfDirectory(atPath: office.folder.path).first { $0.hasSuffix(".sqlite") } ?? "")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        #expect(bytes.range(of: Data(Self.canary.utf8)) == nil)
        // Whose it is cannot be found without the keys: the number of the case stands in no row of it.
        let found = try OtherProgram.run("SELECT count(*) FROM ratings WHERE hex(body) LIKE '%' || hex('\(id)') || '%'", on: file).output
        #expect(String(decoding: found, as: UTF8.self).contains("(0,)"))
        try OtherProgram.run("UPDATE ratings SET stars = 5", on: file)
        try office.reopenClosed()
        #expect(try await office.office.verify().firstBad?.what == "ratings 1")
    }

    @Test(arguments: StoreKind.allCases) func `goes on under new keys, and what was said goes with the case`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await ended(office)
        let rated = try await office.office.rate(rating(.dissatisfied, words: Self.canary), of: id, by: Self.mother)
        let security = Caller(.security, person: "s-1")
        _ = try await office.office.rotateKeys(by: security)
        let uses = try await office.office.sealedByKey(by: security)
        #expect(uses.first?.sealed == 0)
        #expect(try await office.office.ratings(of: id, by: Self.mother).map(\.words) == [Self.canary])
        #expect(try await office.office.handle(.withdraw(item: nil), on: id, by: Self.mother).refused == nil)
        office.clock.set("2037-03-04 00:00")
        #expect(try await office.office.erase(id, receipt: "档接〔2037〕1号", by: security).refused == nil)
        let row = try #require(try await office.store.read { try $0.registry.rating(1) })
        #expect(row.key.isEmpty && row.body.isEmpty && row.level == .dissatisfied && row.ofCase != rated.row.ofCase)
        #expect(try await office.office.ratings(of: id, by: Self.mother).isEmpty)
        #expect(try await office.office.verify(rebuilding: true).intact)
        _ = try await office.office.followUp(1, .verified, words: "x", by: Self.officer)
        #expect(try await office.office.callBacks(limit: 9, by: Self.officer).first?.isDestroyed == true)
    }
}
