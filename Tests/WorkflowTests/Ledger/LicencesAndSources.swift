import Testing

@testable import Workflow

/// Which licences and sources stand in for a paper, and when. The case starts on 2026-03-02.
@Suite struct `Licences and sources` {
    private func outcome(
        _ licence: String, held: String, roles: String = "holder: person", paper line: String = paper("paper-a"),
        answers: String = "flag: up, size: 1, extra: one, mode: plain"
    ) throws -> String {
        try Sample(
            items: [.init(id: "only", roles: roles, lines: [line])], licences: ["card": licence], roles: roles, answers: answers,
            people: held
        ).plan().outcomes.joined(separator: ", ")
    }

    private static let licence = "only/1 licence licence:card"
    private static let handedIn = "only/1 handed-in"

    @Test(arguments: [
        ("until: 2026-03-01", "lasts: permanent", handedIn), ("until: 2026-03-02", "lasts: permanent", licence),
        ("until: 2026-03-03", "lasts: permanent", licence),
        // Issued and lasting: its last day is the same day of the month, years later.
        ("issued: 2006-03-01", "lasts: 20 years", handedIn), ("issued: 2006-03-02", "lasts: 20 years", licence),
        ("issued: 2025-09-01", "lasts: 6 months", handedIn), ("issued: 2025-09-02", "lasts: 6 months", licence),
        ("issued: 1990-01-01", "lasts: permanent", licence),
        // What the licence itself says goes before what its type says.
        ("issued: 2006-03-01, until: 2030-01-01", "lasts: 20 years", licence),
        ("issued: 2025-01-01, until: 2026-01-01", "lasts: 20 years", handedIn),
    ])
    func `a licence serves until its last day`(held: String, lasts: String, expected: String) throws {
        #expect(
            try outcome("replaces: [paper-a]\n\(lasts)", held: "holder: {holds: [{licence: card, \(held)}]}") == expected)
    }

    @Test func `of two licences the valid one serves`() throws {
        let held = "holder: {holds: [{licence: card, until: 2020-01-01}, {licence: card, until: 2030-01-01}]}"
        let plan = try Sample(
            items: [.init(id: "only", lines: [paper("paper-a")])], licences: ["card": "replaces: [paper-a]"], people: held
        ).plan()
        #expect(plan.outcomes == [Self.licence])
        #expect(plan.ledger.reason(plan.ledger.lines[0]).en == "the holder's e-licence is used: card, valid until 2030-01-01")
    }

    @Test(arguments: [
        ("freely", licence, "the holder's e-licence is used: card"),
        ("ask-again", licence, "used after the holder is asked again: card"),
        ("never", handedIn, "no licence or shared data replaces it"),
    ])
    func `a type of licence says whether it may be used again`(reuse: String, expected: String, reason: String) throws {
        let plan = try Sample(
            items: [.init(id: "only", lines: [paper("paper-a")])], licences: ["card": "replaces: [paper-a]\nreuse: \(reuse)"],
            people: "holder: {holds: [card]}"
        ).plan()
        #expect(plan.outcomes == [expected])
        #expect(plan.ledger.lines.map { plan.ledger.reason($0).en } == [reason])
    }

    @Test(arguments: [
        ("replaces: [paper-b]", handedIn), ("replaces: [paper-b, paper-a]", licence),
        ("replaces: [{material: paper-a, only-if: {mode: plain}}]", licence),
        ("replaces: [{material: paper-a, only-if: {mode: fancy}}]", handedIn), ("replaces: []", handedIn),
    ])
    func `a licence replaces what it says, when it says`(replaces: String, expected: String) throws {
        #expect(try outcome(replaces, held: "holder: {holds: [card]}") == expected)
    }

    /// Somebody else's licence does not serve; for a paper about two, that of either does.
    @Test(arguments: [
        ("holder", "holder: {holds: [card]}", licence), ("holder", "friend: {holds: [card]}", handedIn),
        ("[holder, friend]", "holder: {holds: [card]}", licence), ("[holder, friend]", "friend: {holds: [card]}", licence),
        ("[holder, friend]", "", handedIn),
    ])
    func `the holder is who the paper is about`(of: String, held: String, expected: String) throws {
        let both = "held-by: {holder-1: person, holder-2: person}\nreplaces: [paper-a]"
        #expect(try outcome(both, held: held, roles: "holder: person, friend: person", paper: paper("paper-a", of: of)) == expected)
    }

    private func waiting(_ mode: String, held: String = "") throws -> [String] {
        try Sample(
            items: [
                .init(id: "first", roles: "car: vehicle", lines: [paper("paper-a", of: "car", "only-if: {flag: up}")]),
                .init(
                    id: "second", roles: "car: vehicle", lines: [paper("paper-a", of: "car"), paper("paper-b", of: "car")],
                    bundle: "after: first, waits-for: {only-if: {mode: fancy}, event: plated, brings: {car: [plates]}}"),
                .init(
                    id: "third", roles: "car: vehicle", lines: [paper("paper-b", of: "car"), paper("paper-c", of: "car")],
                    bundle: "after: second"),
            ],
            licences: ["plates": "held-by: {holder: vehicle}\nreplaces: [paper-a, paper-b, paper-c]"], roles: "car: vehicle",
            answers: "flag: down, size: 1, mode: \(mode)", people: held
        ).plan().outcomes
    }

    /// Lines of an item that waits are settled as if the event had come, with the holdings that it brings; another item has to find what it
    /// needs by itself.
    @Test func `an event brings licences to the item that waits for it`() throws {
        #expect(
            try waiting("fancy") == [
                "first/1 not-applicable", "second/1 licence licence:plates", "second/2 licence licence:plates",
                "third/1 duplicate line:second/2", "third/2 handed-in",
            ])
        #expect(
            try waiting("plain") == [
                "first/1 not-applicable", "second/1 handed-in", "second/2 handed-in", "third/1 duplicate line:second/2",
                "third/2 handed-in",
            ])
        #expect(
            try waiting("plain", held: "car: {holds: [plates]}") == [
                "first/1 not-applicable", "second/1 licence licence:plates", "second/2 licence licence:plates",
                "third/1 duplicate line:second/2", "third/2 licence licence:plates",
            ])
    }

    @Test(arguments: [
        ("of: person\nreplaces: [paper-a]", true, "shared source:register"), ("of: person\nreplaces: [paper-a]", false, "handed-in"),
        ("of: vehicle\nreplaces: [paper-a]", true, "handed-in"), ("of: person\nreplaces: [paper-b]", true, "handed-in"),
        ("of: person\nreplaces: [{material: paper-a, only-if: {mode: plain}}]", true, "shared source:register"),
        ("of: person\nreplaces: [{material: paper-a, only-if: {mode: fancy}}]", true, "handed-in"),
    ])
    func `a source shares what it has of such a holder, while it answers`(source: String, answers: Bool, expected: String) throws {
        let plan = try Sample(
            items: [.init(id: "only", lines: [paper("paper-a")])], sources: ["register": source], answering: answers ? nil : []
        ).plan()
        #expect(plan.outcomes == ["only/1 \(expected)"])
    }

    /// What might have served is named, in both languages.
    @Test func `the reason for a paper says what is missing`() throws {
        let plan = try Sample(
            items: [
                .init(id: "only", lines: [paper("paper-a"), paper("paper-b"), paper("paper-c", "stays: {because: {zh: 不可, en: Not so}}")])
            ],
            licences: ["card": "replaces: [paper-a]"], sources: ["register": "replaces: [paper-a, paper-b]"], answering: []
        ).plan()
        #expect(
            plan.ledger.lines.map { plan.ledger.reason($0) } == [
                Title(
                    zh: "没有可调用的电子证照（中文 card），中文 register未能提供",
                    en: "there is no e-licence to use (card), and register does not answer"),
                Title(zh: "中文 register未能提供", en: "register does not answer"), Title(zh: "不可", en: "Not so"),
            ])
    }
}
