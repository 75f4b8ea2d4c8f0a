import Testing

@testable import Workflow

/// Lines of which any one list of papers suffices.
@Suite struct `Alternatives` {
    private func plan(
        _ lists: [[String]], then: [String] = [], licences: [String: String] = [:], sources: [String: String] = [:], _ more: String = ""
    ) throws -> Plan {
        let or = lists.map { "[\($0.map { paper($0) }.joined(separator: ", "))]" }.joined(separator: ", ")
        let line = "{or: [\(or)]\(more.isEmpty ? "" : ", " + more)}"
        return try Sample(
            items: [
                .init(id: "first", lines: [line]),
                .init(id: "second", lines: then.map { paper($0) }, bundle: "after: first"),
            ], licences: licences, sources: sources, people: "holder: {holds: [\(licences.keys.sorted().joined(separator: ", "))]}"
        ).plan()
    }

    private static let cardB = ["card": "replaces: [paper-b]"]

    @Test func `the author's order holds where every list needs a paper`() throws {
        let plan = try plan([["paper-a"], ["paper-b"]])
        #expect(plan.sheet == ["first/1 paper-a holder 1+0 handed-in"])
    }

    @Test func `a list that needs no paper at all goes before the author's order`() throws {
        let plan = try plan([["paper-a"], ["paper-b"]], licences: Self.cardB)
        #expect(plan.sheet == ["first/1 paper-a holder 1+0 licence licence:card"])
        #expect(
            plan.ledger.reason(plan.ledger.lines[0])
                == Title(
                    zh: "以第 2 组材料代替：调用持证人的电子证照：中文 card",
                    en: "list 2 of the alternatives serves instead: the holder's e-licence is used: card"))
        #expect(plan.totals == "1 行 1 份 1 种 → 0 行 0 份 0 种")
    }

    @Test func `the first list needs no paper: it is taken`() throws {
        let plan = try plan(
            [["paper-a"], ["paper-b"]], licences: Self.cardB, sources: ["register": "replaces: [paper-a]"])
        #expect(plan.sheet == ["first/1 paper-a holder 1+0 shared source:register"])
    }

    /// Apart counts the first list: two papers.
    @Test func `a list of several papers`() throws {
        #expect(
            try plan([["paper-a", "paper-b"], ["paper-c"]], licences: Self.cardB).sheet == [
                "first/1.1 paper-a holder 1+0 handed-in", "first/1.2 paper-b holder 1+0 licence licence:card",
            ])
        let other = try plan([["paper-a", "paper-b"], ["paper-c"]], licences: ["pass": "replaces: [paper-c]"])
        #expect(
            other.sheet == [
                "first/1.1 paper-a holder 1+0 licence licence:pass", "first/1.2 paper-b holder 1+0 licence licence:pass",
            ])
        #expect(other.totals == "2 行 2 份 2 种 → 0 行 0 份 0 种")
    }

    /// One of the second list's papers would have to be handed in, so it does not need less than the first.
    @Test func `a list that needs some paper does not go first`() throws {
        #expect(
            try plan([["paper-a"], ["paper-b", "paper-c"]], licences: Self.cardB).sheet == ["first/1 paper-a holder 1+0 handed-in"])
        #expect(
            try plan([["paper-a"], ["paper-b"]], licences: Self.cardB, "only-if: {flag: down}").outcomes == ["first/1 not-applicable"])
    }

    /// The third list is tried when the second needs a paper too.
    @Test func `any later list may serve`() throws {
        let plan = try plan([["paper-a"], ["paper-c"], ["paper-b"]], licences: Self.cardB)
        #expect(plan.sheet == ["first/1 paper-a holder 1+0 licence licence:card"])
        #expect(plan.ledger.reason(plan.ledger.lines[0]).en.hasPrefix("list 3 of the alternatives serves instead"))
    }

    /// A list that the chosen guide does not ask for is no choice; the reason and the subject are those of the list that counts.
    @Test func `only lists that the guide asks for count`() throws {
        func sample(_ more: String = "") -> Sample {
            let line = "{or: [[\(paper("paper-a", askedBy: "g2: {originals: 1}"))], [\(paper("paper-b", of: "friend"))]]\(more)}"
            return Sample(
                items: [.init(id: "only", roles: "holder: person, friend: person", lines: [line])],
                licences: ["card": "replaces: [paper-a]"], roles: "holder: person, friend: person")
        }
        let plan = try sample().plan()
        #expect(plan.sheet == ["only/1 paper-b friend 1+0 handed-in"])
        #expect(plan.ledger.reason(plan.ledger.lines[0]).en == "no licence or shared data replaces it")
        let every = try sample().plan(.everyGuide)
        #expect(every.sheet == ["only/1 paper-a holder 1+0 handed-in"])
        #expect(every.ledger.reason(every.ledger.lines[0]).en == "there is no e-licence to use (card)")
        let none = try sample(", only-if: {flag: down}").plan()
        #expect(none.outcomes == ["only/1 not-applicable"])
        #expect(none.ledger.lines.map(none.ledger.subject) == ["friend"])
    }

    /// Paper a was never obtained: paper b's licence served instead.
    @Test func `what served instead is what was obtained`() throws {
        let plan = try plan([["paper-a"], ["paper-b"]], then: ["paper-a", "paper-b"], licences: Self.cardB)
        #expect(
            plan.sheet == [
                "first/1 paper-a holder 1+0 licence licence:card", "second/1 paper-a holder 1+0 handed-in",
                "second/2 paper-b holder 1+0 duplicate line:first/1",
            ])
    }

    /// The friend is not part of the situation, so the list about the friend is no choice.
    @Test func `a list about somebody who is not there is passed over`() throws {
        let or = "{or: [[\(paper("paper-a", of: "friend")), \(paper("paper-c"))], [\(paper("paper-b"))]]}"
        let roles = "holder: person, friend: {person: optional, only-if: {flag: down}}"
        let plan = try Sample(
            items: [.init(id: "only", roles: "holder: person, friend: {person: optional}", lines: [or])], roles: roles
        ).plan()
        #expect(plan.sheet == ["only/1 paper-b holder 1+0 handed-in"])
    }

    /// The flag is up: the first list has no paper left, and the second has one of its two.
    @Test func `a paper of a list may have a condition of its own`() throws {
        let first = "[\(paper("paper-a", "only-if: {flag: down}"))]"
        let second = "[\(paper("paper-b", "only-if: {flag: up}")), \(paper("paper-c", "only-if: {flag: down}"))]"
        let plan = try Sample(items: [.init(id: "only", lines: ["{or: [\(first), \(second)]}"])]).plan()
        #expect(plan.sheet == ["only/1 paper-b holder 1+0 handed-in"])
    }

    /// A paper obtained before serves for the list that names it.
    @Test func `a duplicate needs no paper`() throws {
        let or = "{or: [[\(paper("paper-a"))], [\(paper("paper-b"))]]}"
        let plan = try Sample(items: [.init(id: "only", lines: [paper("paper-b"), or])]).plan()
        #expect(plan.sheet == ["only/1 paper-b holder 1+0 handed-in", "only/2 paper-a holder 1+0 duplicate line:only/1"])
    }
}
