import Testing

@testable import Workflow

/// Moves that a rule makes.
@Suite struct `What follows by itself` {
    private static func title(_ text: String) -> String { "{zh: 中文, en: \(text)}" }

    /// An officer looks first, then a rule decides.
    private static let twoSteps = """
        process: two-steps
        title: \(title("two steps"))
        states:
          looked-at: {title: \(title("looked at")), clock: running}
          checked: {title: \(title("checked")), clock: running}
          done: {title: \(title("done")), end: granted}
          withdrawn: {title: \(title("withdrawn")), end: withdrawn}
        moves:
          - {move: look, title: \(title("look")), from: looked-at, to: checked, by: officer}
          - move: pass
            title: \(title("pass"))
            from: checked
            to: done
            by: officer
            needs: [verified-papers]
            by-itself: {when: every-paper-is-verified, basis: [{law: some-law}]}
          - {move: withdraw, title: \(title("withdraw")), from: [looked-at, checked], to: withdrawn, by: applicant}
        """

    /// It was decided with the next command only, whatever that was.
    @Test func `follows also a move with which nothing is written`() throws {
        var story = try CaseStory(
            Sample(items: [.init(id: "check", process: "two-steps")], processes: ["two-steps": Self.twoSteps]))
        #expect(
            try story.submit(on: "2026-03-02") == [
                "2026-03-02 submitted", "2026-03-02 check: starts", "2026-03-02 check: clock from 2026-03-02",
            ])
        #expect(
            try story.officer("look", on: "2026-03-03") == [
                "2026-03-03 check: look → checked", "2026-03-03 check: pass → done", "2026-03-03 check: decided granted",
                "2026-03-03 check: ended granted", "2026-03-03 closed",
            ])
    }

    /// No rule decides on data in doubt either (秒批); with the answer it does.
    @Test func `waits for the owner of data in doubt, as an officer would`() throws {
        var sample = Sample(
            items: [.init(id: "check", lines: [paper("paper-a")], process: "two-steps")], processes: ["two-steps": Self.twoSteps])
        sample.sources["register"] =
            "replaces: [paper-a]\ndisputes: {within: 10 working days, item-waits: true, basis: [{law: some-law}]}"
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.dispute("check/1", because: "wrong", on: "2026-03-02")
        #expect(try story.officer("look", on: "2026-03-03") == ["2026-03-03 check: look → checked"])
        let answered = try story.settle("check/1", .confirmed, because: "right", by: .officer, on: "2026-03-04")
        #expect(answered.prefix(2) == ["2026-03-04 check/1 confirmed: right", "2026-03-04 check: pass → done"])
    }
}
