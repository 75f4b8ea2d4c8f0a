import Testing

@testable import Workflow

/// The ten dispositions and the order in which they are tried.
@Suite struct `The ledger rule` {
    /// One item with a line for each disposition, after one that issues a licence and takes in a paper.
    @Test func `knows ten dispositions`() throws {
        let plan = try Sample(
            items: [
                .init(id: "first", lines: [paper("paper-d")], issues: ["{licence: made, for: holder}"]),
                .init(
                    id: "second",
                    lines: [
                        paper("paper-a", "only-if: {flag: down}"), paper("paper-b"), paper("paper-c"), paper("paper-d"),
                        paper("paper-e"), paper("paper-f"), paper("paper-g", "merged: [holder.note]"),
                        paper("paper-h", "promise: {basis: [{law: some-law, article: 3}]}"),
                        paper("paper-i", "follows: 10 working days"), paper("paper-j"),
                    ], bundle: "after: first"),
            ],
            licences: ["made": "replaces: [paper-c]", "card": "replaces: [paper-e]"], sources: ["register": "replaces: [paper-f]"],
            more: ["not-asked: [{material: paper-b, of: holder, because: {zh: 不要, en: Dropped}, basis: [{law: some-law, article: 4}]}]"],
            people: "holder: {holds: [card]}"
        ).plan()
        #expect(
            plan.outcomes == [
                "first/1 handed-in", "second/1 not-applicable", "second/2 not-asked bundle:thing", "second/3 produced item:first",
                "second/4 duplicate line:first/1", "second/5 licence licence:card", "second/6 shared source:register",
                "second/7 merged form:thing", "second/8 promised promise:second/8", "second/9 follows", "second/10 handed-in",
            ])
        #expect(plan.dispositions.filter { $0.value != 1 } == [.handedIn: 2])
        #expect(plan.balance == Balance(eliminated: 5, shifted: 2, deferred: 1, handedIn: 2))
        #expect(plan.totals == "10 行 10 份 9 种 → 2 行 2 份 2 种")
        #expect(
            plan.ledger.lines.map { plan.ledger.reason($0).en } == [
                "no licence or shared data replaces it", "not wanted in this situation", "Dropped (some law, art. 4)",
                "“first” of this case issues the made", "already obtained in this case: first/1", "the holder's e-licence is used: card",
                "shared by office: register", "it became fields of the one form", "a written promise stands for it (some law, art. 3)",
                "may follow, by 2026-03-16 at the latest", "no licence or shared data replaces it",
            ])
    }

    /// The disposition of a paper for which everything holds that is numbered from `step` on, and nothing before it.
    private func outcome(from step: Int, _ more: String = "") throws -> String {
        var keys: [String] = more.isEmpty ? [] : [more]
        if step <= 1 { keys.append("only-if: {flag: down}") }
        if step <= 7 { keys.append("merged: [holder.note]") }
        if step <= 8 { keys.append("promise: {basis: [{law: some-law}]}") }
        if step <= 9 { keys.append("follows: 10 working days") }
        var sample = Sample(items: [
            .init(id: "first", lines: [paper(step <= 4 ? "paper-a" : "paper-b")]),
            .init(id: "second", lines: [paper("paper-a", keys.joined(separator: ", "))], bundle: "after: first"),
        ])
        if step <= 2 {
            sample.more = ["not-asked: [{material: paper-a, of: holder, because: {zh: 不要, en: Dropped}, basis: [{law: some-law}]}]"]
        }
        sample.licences["made"] = "replaces: [paper-a]"
        if step <= 3 { sample.items[0].issues = ["{licence: made, for: holder}"] }
        if step <= 5 {
            sample.licences["card"] = "replaces: [paper-a]"
            sample.people = "holder: {holds: [card]}"
        }
        if step <= 6 { sample.sources["register"] = "replaces: [paper-a]" }
        return try sample.plan().outcomes.last ?? ""
    }

    @Test(arguments: [
        (1, "not-applicable"), (2, "not-asked bundle:thing"), (3, "produced item:first"), (4, "duplicate line:first/1"),
        (5, "licence licence:card"), (6, "shared source:register"), (7, "merged form:thing"), (8, "promised promise:second/1"),
        (9, "follows"), (10, "handed-in"),
    ])
    func `takes the first that holds`(step: Int, expected: String) throws {
        #expect(try outcome(from: step) == "second/1 \(expected)")
    }

    /// The first line was obtained by licence or source, not handed in, so it is no duplicate either.
    @Test(arguments: [
        (1, "not-applicable"), (2, "not-asked bundle:thing"), (3, "merged form:thing"), (4, "merged form:thing"), (5, "merged form:thing"),
        (6, "merged form:thing"), (7, "merged form:thing"), (8, "promised promise:second/1"), (9, "follows"), (10, "handed-in"),
    ])
    func `skips what is not the paper itself where only the paper will do`(step: Int, expected: String) throws {
        #expect(try outcome(from: step, "paper-itself: {because: {zh: 原件, en: The paper}}") == "second/1 \(expected)")
    }

    private func inOrder(_ lines: [String], people: String = "") throws -> Plan {
        try Sample(
            items: [.init(id: "only", lines: lines)], licences: ["card": "replaces: [paper-a]"], people: people
        ).plan()
    }

    @Test func `a paper itself is a duplicate of the same paper handed in, and of nothing else`() throws {
        let itself = paper("paper-a", "paper-itself: {because: {zh: 原件, en: The paper}}")
        #expect(
            try inOrder([paper("paper-a"), itself, itself, paper("paper-a")], people: "holder: {holds: [card]}").outcomes == [
                "only/1 licence licence:card", "only/2 handed-in", "only/3 duplicate line:only/2", "only/4 duplicate line:only/1",
            ])
        #expect(
            try inOrder([paper("paper-a"), itself, paper("paper-a")]).outcomes == [
                "only/1 handed-in", "only/2 duplicate line:only/1", "only/3 duplicate line:only/1",
            ])
    }

    @Test(arguments: [
        ("merged: [holder.note]", "merged form:thing"), ("promise: {basis: [{law: some-law}]}", "promised promise:only/1"),
        ("follows: 10 working days", "follows"),
    ])
    func `a paper obtained in any way serves the next line`(how: String, expected: String) throws {
        #expect(
            try inOrder([paper("paper-b", how), paper("paper-b")]).outcomes == ["only/1 \(expected)", "only/2 duplicate line:only/1"])
    }

    /// 1 and 2 obtain nothing.
    @Test func `a line that was not part of it, or not asked, serves no other`() throws {
        let never = paper("paper-b", "only-if: {flag: down}")
        #expect(
            try inOrder([never, paper("paper-b"), paper("paper-b")]).outcomes == [
                "only/1 not-applicable", "only/2 handed-in", "only/3 duplicate line:only/2",
            ])
        let dropped =
            "not-asked: [{material: paper-b, of: holder, only-if: {flag: up}, because: {zh: 不, en: No}, basis: [{law: some-law}]}]"
        let sample = Sample(items: [.init(id: "only", lines: [paper("paper-b"), paper("paper-b")])], more: [dropped])
        #expect(try sample.plan().outcomes == ["only/1 not-asked bundle:thing", "only/2 not-asked bundle:thing"])
    }

    /// The same material of another person is another paper; another title is not.
    @Test func `the same paper is the same material of the same subject`() throws {
        let plan = try Sample(
            items: [
                .init(
                    id: "only", roles: "holder: person, friend: person",
                    lines: [
                        paper("paper-a"), paper("paper-a", of: "friend"), paper("paper-a", "title: {zh: 别名, en: Another name}"),
                        paper("paper-a", of: "[holder, friend]"), paper("paper-a", of: "[friend, holder]"),
                    ])
            ], roles: "holder: person, friend: person"
        ).plan()
        #expect(
            plan.sheet == [
                "only/1 paper-a holder 1+0 handed-in", "only/2 paper-a friend 1+0 handed-in",
                "only/3 paper-a holder 1+0 duplicate line:only/1", "only/4 paper-a holder+friend 1+0 handed-in",
                "only/5 paper-a friend+holder 1+0 duplicate line:only/4",
            ])
    }

    @Test func `two roles with the same id are the same person`() throws {
        let lines = [paper("paper-a"), paper("paper-a", of: "friend"), paper("paper-b", of: "friend")]
        var sample = Sample(
            items: [.init(id: "only", roles: "holder: person, friend: person", lines: lines)], licences: ["card": "replaces: [paper-b]"],
            roles: "holder: person, friend: person")
        let holder = "holder: {id: \"990000199501010021\", holds: [card]}"
        sample.people = holder + ", friend: {id: \"990000199501010021\"}"
        #expect(
            try sample.plan().sheet == [
                "only/1 paper-a holder 1+0 handed-in", "only/2 paper-a holder 1+0 duplicate line:only/1",
                "only/3 paper-b holder 1+0 licence licence:card",
            ])
        sample.people = holder + ", friend: {id: \"990000199306150010\"}"
        #expect(
            try sample.plan().sheet == [
                "only/1 paper-a holder 1+0 handed-in", "only/2 paper-a friend 1+0 handed-in", "only/3 paper-b friend 1+0 handed-in",
            ])
    }

    // MARK: Produced

    /// Issued by the first item; the third comes after it through the second, which is not part of the situation and counts as done.
    @Test(arguments: ["flag: up", "flag: down"])
    func `a licence is produced by any item before, directly or not`(active: String) throws {
        let plan = try Sample(
            items: [
                .init(id: "first", issues: ["{licence: made, for: holder}"]),
                .init(id: "second", bundle: "after: first, only-if: {\(active)}"),
                .init(id: "third", lines: [paper("paper-a")], bundle: "after: second"),
                .init(id: "aside", lines: [paper("paper-a", "stays: {because: {zh: 早, en: Too early}}")]),
            ], licences: ["made": "replaces: [paper-a]"]
        ).plan()
        // Nothing comes before `aside`: it is of the first batch, and its paper is handed in; produced comes before duplicate.
        #expect(plan.outcomes == ["aside/1 handed-in", "third/1 produced item:first"])
    }

    @Test(arguments: [
        ("{licence: made, for: friend}", "", "handed-in"), ("{licence: made, for: holder, only-if: {flag: down}}", "", "handed-in"),
        ("{licence: made, for: holder}", ", only-if: {flag: down}", "handed-in"), ("{licence: other, for: holder}", "", "handed-in"),
        ("{licence: made, for: holder}", "", "produced item:first"), ("{licence: never, for: holder}", "", "produced item:first"),
    ])
    func `produced is what is issued to that subject, here, and replaces the paper`(issue: String, active: String, expected: String) throws
    {
        let plan = try Sample(
            items: [
                .init(id: "zeroth"),
                .init(
                    id: "first", roles: "holder: person, friend: person", issues: [issue], bundle: "after: zeroth" + active),
                .init(id: "second", lines: [paper("paper-a")], bundle: "after: first"),
            ],
            licences: [
                "made": "replaces: [paper-a]", "other": "replaces: [paper-b]", "never": "replaces: [paper-a]\nreuse: never",
            ], roles: "holder: person, friend: person"
        ).plan()
        #expect(plan.outcomes == ["second/1 \(expected)"])
    }

    // MARK: Conditions

    /// `only-if` takes a line away from both arms; `not-asked` only from together.
    @Test func `not asked changes together only`() throws {
        let dropped =
            "not-asked: [{material: paper-a, of: holder, only-if: {mode: fancy}, because: {zh: 不, en: No}, basis: [{law: some-law}]}]"
        func totals(_ answers: String) throws -> String {
            try Sample(
                items: [.init(id: "only", lines: [paper("paper-a"), paper("paper-b", "only-if: {flag: up}")])], more: [dropped],
                answers: answers + ", size: 1, extra: one"
            ).plan().totals
        }
        #expect(try totals("flag: up, mode: plain") == "2 行 2 份 2 种 → 2 行 2 份 2 种")
        #expect(try totals("flag: up, mode: fancy") == "2 行 2 份 2 种 → 1 行 1 份 1 种")
        #expect(try totals("flag: down, mode: plain") == "1 行 1 份 1 种 → 1 行 1 份 1 种")
        #expect(try totals("flag: down, mode: fancy") == "1 行 1 份 1 种 → 0 行 0 份 0 种")
    }

    @Test(arguments: [("plain", "handed-in"), ("fancy", "promised promise:only/1")])
    func `a promise stands for a paper only where it was chosen`(mode: String, expected: String) throws {
        let line = paper("paper-a", "promise: {only-if: {mode: fancy}, basis: [{law: some-law}]}")
        let plan = try Sample(items: [.init(id: "only", lines: [line])], answers: "flag: up, size: 1, extra: one, mode: \(mode)").plan()
        #expect(plan.outcomes == ["only/1 \(expected)"])
    }

    /// The extra question is asked only while the flag is up; no condition on a question that is not asked holds.
    @Test(arguments: [
        ("{flag: up}", "up", true), ("{flag: up}", "down", false), ("{flag: [up, down]}", "down", true),
        ("{flag: up, mode: fancy}", "up", false), ("[{flag: down}, {mode: plain}]", "up", true), ("{extra: one}", "up", true),
        ("{extra: [one, two]}", "down", false), ("{size: 2}", "up", true), ("{size: 3 or more}", "up", false),
        ("{size: 1 to 2}", "up", true), ("{size: [0, 1]}", "up", false),
    ])
    func `a condition compares answers`(condition: String, flag: String, holds: Bool) throws {
        let plan = try Sample(
            items: [.init(id: "only", lines: [paper("paper-a", "only-if: \(condition)")])],
            answers: "flag: \(flag), size: 2, extra: one, mode: plain"
        ).plan()
        #expect(plan.outcomes == ["only/1 \(holds ? "handed-in" : "not-applicable")"])
    }

    /// Thursday before the spring holiday: Friday, the Saturday worked in its place, then from Tuesday 24th on: 13, 14, 24, 25, 26.
    @Test(arguments: [
        ("5 working days", "may follow, by 2026-02-26 at the latest"), ("3 days", "may follow, by 2026-02-24 at the latest"),
        ("1 month", "may follow, by 2026-03-12 at the latest"),
        ("1 year", "may follow, by 2027-02-12 at the latest (provisional)"),
    ])
    func `what may follow has its day from the working calendar`(span: String, reason: String) throws {
        let line = paper("paper-a", "follows: \(span)")
        let plan = try Sample(items: [.init(id: "only", lines: [line])], starts: "2026-02-12 16:00").plan()
        #expect(plan.ledger.lines.map { plan.ledger.reason($0).en } == [reason])
        #expect(plan.balance == Balance(deferred: 1))
    }

    // MARK: Order and forms

    /// Batches of `after` first, then the bundle's order; the bundle's own list is the last.
    @Test func `lines are settled in the order of use`() throws {
        let plan = try Sample(
            items: [
                .init(id: "late", lines: [paper("paper-a")], bundle: "after: early"),
                .init(id: "later", lines: [paper("paper-a")], bundle: "after: [late, early]"),
                .init(id: "early", lines: [paper("paper-a")]),
                .init(id: "also-early", lines: [paper("paper-a")]),
            ], more: ["materials:", "  - \(paper("paper-a"))"]
        ).plan()
        #expect(
            plan.outcomes == [
                "early/1 handed-in", "also-early/1 duplicate line:early/1", "late/1 duplicate line:early/1",
                "later/1 duplicate line:early/1", "whole-list/1 duplicate line:early/1",
            ])
    }

    private func withForms(_ counted: Bool, answers: String = "flag: up, size: 1, extra: one, mode: plain") throws -> Plan {
        try Sample(
            items: [
                .init(id: "first", lines: [paper("paper-a")], form: "asked-by: {g2: {originals: 1}}, constructed: [holder.name]"),
                .init(
                    id: "second", lines: [paper("paper-a")],
                    form: "of: holder, material: paper-j, asked-by: {g1: {originals: 2}}, constructed: [holder.name]",
                    bundle: "after: first, only-if: {flag: up}"),
                .init(
                    id: "third", lines: [paper("paper-a")],
                    form: "asked-by: {g1: {originals: 1}, g2: {copies: 2}}, constructed: [holder.name]",
                    bundle: "after: first"),
            ], formsAreMaterials: counted, answers: answers
        ).plan()
    }

    /// A form comes first of its item: the first of the case becomes the one form, later ones are merged; it counts only where the
    /// chosen guide has it, and is a kind of its own.
    @Test func `a form that counts as a line is line 0`() throws {
        #expect(
            try withForms(true).sheet == [
                "first/1 paper-a holder 1+0 handed-in", "second/0 paper-j holder 2+0 handed-in form:thing",
                "second/1 paper-a holder 1+0 duplicate line:first/1", "third/0 form  1+0 merged form:thing",
                "third/1 paper-a holder 1+0 duplicate line:first/1",
            ])
        #expect(try withForms(true).totals == "5 行 6 份 3 种 → 2 行 3 份 2 种")
        #expect(try withForms(false).totals == "3 行 3 份 1 种 → 1 行 1 份 1 种")
        #expect(try [true, false].map { try withForms($0).apart.forms } == [2, 2])
    }

    /// Where the second item falls out its form is listed and counts nowhere, and the third's becomes the one form.
    @Test func `a form of an item that falls out is no part of it`() throws {
        let plan = try withForms(true, answers: "flag: down, size: 1, mode: plain")
        #expect(
            plan.outcomes == [
                "first/1 handed-in", "second/0 not-applicable", "second/1 not-applicable", "third/0 handed-in form:thing",
                "third/1 duplicate line:first/1",
            ])
        #expect([plan.apart.forms, plan.together.forms] == [1, 1])
    }

    @Test func `where something stops it nothing is taken in`() throws {
        let stop = "stops: [{only-if: {mode: plain}, because: {zh: 不办, en: Not here}, basis: [{law: some-law, article: 7}]}]"
        let plan = try Sample(items: [.init(id: "only", lines: [paper("paper-a")])], more: [stop]).plan()
        #expect(plan.outcomes == [])
        #expect(plan.ledger.stops.map(\.because.en) == ["Not here"])
        #expect([plan.apart, plan.together] == [Figures(), Figures()])
    }
}
