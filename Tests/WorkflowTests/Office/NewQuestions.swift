import TestSupport
import Testing

@testable import Workflow

/// New definitions ask something that a running case has not answered.
@Suite struct `A new question` {
    private static func permit() throws -> Sample { try .permit([paper("paper-a"), paper("paper-b")]) }

    @Test func `waits for its answer, though the applicant agrees to everything`() async throws {
        var sample = try Self.permit()
        sample.questions = "flag, size, extra"
        sample.answers = "flag: up, size: 1, extra: one"
        let office = try await TryOffice(.memory, publishing: sample.files())
        let id = try await office.started("thing", from: "case")
        try await office.publish(try Self.permit())
        try await office.expect(["needs-applicant: `mode` must be answered: mode"])
        #expect(try await office.office.migrate(agreed: [id]).cases.map(\.isMigrated) == [false])
    }

    /// The applicant answers what is newly asked, and nothing that he has answered before.
    @Test(arguments: StoreKind.allCases) func `is answered, and the case goes on; what was answered before stays`(kind: StoreKind)
        async throws
    {
        var sample = try Self.permit()
        sample.questions = "flag, size, extra"
        sample.answers = "flag: up, size: 1, extra: one"
        var office = try await TryOffice(kind, publishing: sample.files())
        let id = try await office.started("thing", from: "case")
        let other = try await office.started("thing", from: "case")
        try await office.publish(try Self.permit())
        for (question, answer, told) in [
            ("flag", "down", "this case leaves no question `flag` open"), ("mode", "sideways", "there is no answer `sideways`"),
        ] {
            let wrong = await #expect(throws: UnknownWord.self) { try await office.office.migrate(answers: [id: [question: answer]]) }
            #expect(wrong?.message.en == told)
        }
        let nobody = StoreSamples.id(77)
        await #expect(throws: UnknownWord.self) { try await office.office.migrate(answers: [nobody: ["mode": "plain"]]) }
        #expect(try await office.office.look(at: id).projection.row.definitions == 1)
        let plan = try await office.office.planMigration(answers: [id: ["mode": "plain"]])
        #expect(plan.cases.map(\.kind) == [.noEffect, .needsApplicant])
        let report = try await office.office.migrate(answers: [id: ["mode": "plain"]])
        #expect(report.cases.filter(\.isMigrated).map(\.id) == [id])
        // It is answered, and there.
        await #expect(throws: UnknownWord.self) { try await office.office.migrate(answers: [id: ["mode": "fancy"]]) }
        try office.reopen()
        let view = try await office.office.look(at: id)
        #expect(view.rules.bundle.words(of: try #require(view.state.submission).answers)["mode"] == "plain")
        #expect(try await office.office.events(of: id).last { $0.type == "migrated" }?.answers?["mode"] == "plain")
        #expect(try await office.office.look(at: other).projection.row.definitions == 1)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }
}
