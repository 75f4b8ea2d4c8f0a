import Testing

@testable import Workflow

/// Lines and items that are there once for each person or thing.
@Suite struct `Once for each` {
    private static let cars = "holder: person, car: {vehicle: size}"

    /// A line for each of 0, 1 or 3 vehicles; with none it is listed and counts nowhere.
    @Test(arguments: [
        (0, ["only/1 paper-a holder 1+0 handed-in"], "1 行 1 份 1 种 → 1 行 1 份 1 种"),
        (
            1,
            [
                "only/1 paper-a holder 1+0 handed-in", "only/2 paper-b car 1+1 handed-in", "only/3 paper-b car 1+0 duplicate line:only/2",
            ], "3 行 4 份 2 种 → 2 行 3 份 2 种"
        ),
        (
            3,
            [
                "only/1 paper-a holder 1+0 handed-in", "only/2#1 paper-b car#1 1+1 handed-in",
                "only/2#2 paper-b car#2 1+1 licence licence:plates", "only/2#3 paper-b car#3 1+1 handed-in",
                "only/3#1 paper-b car#1 1+0 duplicate line:only/2#1", "only/3#2 paper-b car#2 1+0 duplicate line:only/2#2",
                "only/3#3 paper-b car#3 1+0 duplicate line:only/2#3",
            ], "7 行 10 份 2 种 → 3 行 5 份 2 种"
        ),
    ])
    func `thing a line`(count: Int, lines: [String], totals: String) throws {
        let plan = try Sample(
            items: [
                .init(
                    id: "only", roles: "holder: person, car: vehicle",
                    lines: [
                        paper("paper-a"), paper("paper-b", of: "car", askedBy: "g1: {originals: 1, copies: 1}", "each: car"),
                        paper("paper-b", of: "car", "each: car"),
                    ])
            ],
            licences: ["plates": "held-by: {holder: vehicle}\nreplaces: [paper-b]"], roles: Self.cars,
            answers: "flag: up, size: \(count), extra: one, mode: plain", people: "car: [{}, {holds: [plates]}]"
        ).plan()
        #expect(plan.sheet == lines)
        #expect(plan.totals == totals)
        #expect(plan.outcomes.count == max(lines.count, 3), "what is not there is listed")
    }

    private func items(_ count: Int) throws -> Plan {
        try Sample(
            items: [
                .init(id: "once", lines: [paper("paper-a")]),
                .init(
                    id: "each", roles: "holder: person, car: vehicle", lines: [paper("paper-a"), paper("paper-b", of: "car")],
                    issues: ["{licence: plates, for: car}"], bundle: "after: once, each: car"),
                .init(
                    id: "later", roles: "car: vehicle", lines: [paper("paper-c", of: "car"), paper("paper-b", of: "car")],
                    bundle: "after: each, each: car"),
                .init(id: "last", roles: "car: vehicle", lines: [paper("paper-c", of: "car", "each: car")], bundle: "after: each"),
            ],
            licences: ["plates": "held-by: {holder: vehicle}\nreplaces: [paper-c]"], roles: Self.cars,
            answers: "flag: up, size: \(count), extra: one, mode: plain"
        ).plan()
    }

    /// What belongs to nobody in particular is obtained once; a result is that of the same thing.
    @Test func `thing an item`() throws {
        let plan = try items(2)
        #expect(
            plan.sheet == [
                "once/1 paper-a holder 1+0 handed-in",
                "each#1/1 paper-a holder 1+0 duplicate line:once/1", "each#1/2 paper-b car#1 1+0 handed-in",
                "each#2/1 paper-a holder 1+0 duplicate line:once/1", "each#2/2 paper-b car#2 1+0 handed-in",
                "later#1/1 paper-c car#1 1+0 produced item:each#1", "later#1/2 paper-b car#1 1+0 duplicate line:each#1/2",
                "later#2/1 paper-c car#2 1+0 produced item:each#2", "later#2/2 paper-b car#2 1+0 duplicate line:each#2/2",
                "last/1#1 paper-c car#1 1+0 produced item:each#1", "last/1#2 paper-c car#2 1+0 produced item:each#2",
            ])
        #expect(plan.ledger.instances == [1, 2, 2, 1])
        #expect([plan.apart.visits, plan.apart.steps] == [6, 12], "visits and steps of every instance")
    }

    @Test func `of one it has no number, of none it falls out`() throws {
        #expect(
            try items(1).outcomes == [
                "once/1 handed-in", "each/1 duplicate line:once/1", "each/2 handed-in", "later/1 produced item:each",
                "later/2 duplicate line:each/2", "last/1 produced item:each",
            ])
        let none = try items(0)
        #expect(none.sheet == ["once/1 paper-a holder 1+0 handed-in"])
        #expect(none.ledger.instances == [1, 0, 0, 1])
        #expect(none.outcomes.count == 6)
    }

    /// The one who applies is the holder or the friend; who is not part of the situation has no paper.
    @Test(arguments: [
        (
            "up", "plain",
            ["only/1 paper-a holder 1+0 handed-in", "only/2 paper-b friend 1+0 handed-in", "only/3 paper-c both 1+0 handed-in"]
        ),
        (
            "up", "fancy",
            ["only/1 paper-a friend 1+0 handed-in", "only/2 paper-b friend 1+0 handed-in", "only/3 paper-c both 1+0 handed-in"]
        ),
        ("down", "plain", ["only/1 paper-a holder 1+0 handed-in"]),
    ])
    func `a role may be another by an answer, missing, or two together`(flag: String, mode: String, lines: [String]) throws {
        let plan = try Sample(
            items: [
                .init(
                    id: "only", roles: "applicant: person, friend: {person: optional}, holder: person",
                    lines: [
                        paper("paper-a", of: "applicant"), paper("paper-b", of: "friend"), paper("paper-c", of: "[holder, friend]"),
                    ])
            ],
            roles: """
                holder: person, friend: {person: optional, only-if: {flag: up}}, both: {group: [holder, friend]},
                  applicant: {by: {mode: {plain: holder, fancy: friend}}}
                """,
            answers: "flag: \(flag), size: 1, extra: one, mode: \(mode)"
        ).plan()
        #expect(plan.sheet == lines)
        #expect(plan.ledger.lines.map(plan.ledger.subject).count == 3)
        #expect(plan.ledger.lines.map(plan.ledger.subject).allSatisfy { !$0.isEmpty }, "also a line that is not part of it says whose")
    }
}
