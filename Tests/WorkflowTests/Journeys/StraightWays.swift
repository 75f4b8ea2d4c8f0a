import Testing

@testable import Workflow

/// What officers do where a journey says nothing: the shortest way, and patience where only time leads on.
@Suite struct `The straight way` {
    private static func published(closedBy: String) throws -> (way: StraightWay, item: ItemState, rules: CaseRules) {
        var sample = try Sample.registration(within: "15 working days", promised: "10 working days")
        sample.items[0].process = "public-notice"
        let text = try Sample.publicNotice()
        let mended = text.replacing("to: checked, by: [officer, time]", with: "to: checked, by: \(closedBy)")
        sample.processes = ["public-notice": mended]
        var story = try CaseStory(sample)
        try story.submit(on: "2026-03-02")
        try story.officer("publish", on: "2026-03-05", .hold(until: "2026-03-25"))
        return (StraightWay(story.rules), story.state.items[0], story.rules)
    }

    @Test func `waits in a public notice that only time closes, and goes on after it`() throws {
        var (way, item, rules) = try Self.published(closedBy: "time")
        let name = { (move: CaseRules.MoveRule) in rules.process(of: item).moveNames[Int(move.name)] }
        #expect(way.move(from: item, to: .granted).map(name) == nil)
        item.state = 0
        #expect(way.move(from: item, to: .granted).map(name) == "publish", "what comes after the notice is in reach")
        item.state = try #require(rules.process(of: item).definition.states.firstIndex { $0.name.value == "checked" }.map(Int16.init))
        #expect(way.move(from: item, to: .granted).map(name) == "register")
    }

    @Test func `goes by people where they may go on`() throws {
        let (way, item, rules) = try Self.published(closedBy: "[officer, time]")
        let next = way.move(from: item, to: .granted).map { rules.process(of: item).moveNames[Int($0.name)] }
        #expect(next == "close-notice")
    }
}
