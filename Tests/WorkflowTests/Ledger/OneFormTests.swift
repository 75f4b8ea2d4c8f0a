import Testing

@testable import Workflow

/// The one form: every field of the items' forms once, each with where its value comes from.
@Suite struct `The one form` {
    /// `holder.name licence:card (姓名)`, with a star where no guide lists the field.
    private func fields(_ plan: Plan) -> [String] {
        PlanMessage(plan, journey: "case", .en).form.fields.map { field in
            "\(field.id) \(field.origin)" + (field.from.map { " (\($0))" } ?? "") + (field.grade == "listed" ? "" : " *")
        }
    }

    private func form(_ listed: String = "", constructed: String = "") -> String {
        "asked-by: {g1: {originals: 1}}, fields: [\(listed)], constructed: [\(constructed)]"
    }

    /// Every origin: the card that the first line opens, the register that the second opens, the answer to a question, what the first item
    /// issues, and the applicant's own hand.
    @Test func `knows where each value comes from`() throws {
        let plan = try Sample(
            items: [
                .init(id: "first", lines: [paper("paper-a"), paper("paper-b")], issues: ["{licence: made, for: holder}"]),
                .init(
                    id: "second",
                    form: form("holder.name, holder.number, holder.choice, holder.note", constructed: "holder.address"),
                    bundle: "after: first"),
            ],
            licences: [
                "card": "replaces: [paper-a]\nfills-in: {holder.name: 姓名}", "made": "replaces: [paper-c]\nfills-in: {holder.note: 备注}",
            ], sources: ["register": "replaces: [paper-b]\nfills-in: {number: 号码}"], people: "holder: {holds: [card]}"
        ).plan()
        #expect(
            fields(plan) == [
                "holder.name licence:card (姓名)", "holder.number source:register (号码)", "holder.choice answer:mode",
                "holder.note item:first (备注)", "holder.address typed *",
            ])
        #expect([plan.apart.fields, plan.together.fields] == [5, 1])
        #expect([plan.apart.forms, plan.together.forms] == [1, 1])
    }

    /// A licence that is held but not used in the case, and a source that does not answer, fill in nothing.
    @Test func `what the case does not open fills in nothing`() throws {
        var sample = Sample(
            items: [.init(id: "only", lines: [paper("paper-a"), paper("paper-b")], form: form("holder.name, holder.number"))],
            licences: ["card": "replaces: [paper-c]\nfills-in: {holder.name: 姓名}"],
            sources: ["register": "replaces: [paper-b]\nfills-in: {number: 号码}"], people: "holder: {holds: [card]}", answering: [])
        #expect(try fields(sample.plan()) == ["holder.name typed", "holder.number typed"])

        // Opened only to fill in the form, by the bundle; the register still does not answer.
        sample.more = [
            "prefill-from:", "  - {licence: card, of: holder, because: {zh: 填, en: To fill in}}",
            "  - {source: register, of: holder, because: {zh: 填, en: To fill in}}",
        ]
        #expect(try fields(sample.plan()) == ["holder.name licence:card (姓名)", "holder.number typed"])
        sample.answering = nil
        #expect(try fields(sample.plan()) == ["holder.name licence:card (姓名)", "holder.number source:register (号码)"])
        sample.people = "holder: {holds: [{licence: card, until: 2026-03-01}]}"
        #expect(try fields(sample.plan()) == ["holder.name typed", "holder.number source:register (号码)"])
    }

    @Test func `an answer goes before a result, a result before a licence, a licence before a source`() throws {
        func origin(_ field: String, answers: Bool = true, issues: Bool = true, holds: Bool = true) throws -> [String] {
            try fields(
                Sample(
                    items: [
                        .init(
                            id: "first", lines: [paper("paper-a"), paper("paper-b")],
                            issues: issues ? ["{licence: made, for: holder}"] : []),
                        .init(id: "second", form: form(field), bundle: "after: first"),
                    ],
                    licences: [
                        "card": "replaces: [paper-a]\nfills-in: {holder.choice: 卡, holder.name: 卡}",
                        "made": "replaces: [paper-c]\nfills-in: {holder.choice: 证, holder.name: 证}",
                    ], sources: ["register": "replaces: [paper-b]\nfills-in: {choice: 库, name: 库}"],
                    people: holds ? "holder: {holds: [card]}" : ""
                ).plan())
        }
        #expect(try origin("holder.choice") == ["holder.choice answer:mode"])
        #expect(try origin("holder.name") == ["holder.name item:first (证)"])
        #expect(try origin("holder.name", issues: false) == ["holder.name licence:card (卡)"])
        #expect(try origin("holder.name", issues: false, holds: false) == ["holder.name source:register (库)"])
    }

    /// Apart each form has its own: 3 + 2 fields. Together the name is there once, and listed, because one guide lists it. The third form
    /// is of a guide that was not chosen.
    @Test func `a field asked twice is typed once`() throws {
        let plan = try Sample(items: [
            .init(id: "first", form: form("holder.number", constructed: "holder.name, holder.address")),
            .init(
                id: "second",
                form: form("holder.name, {field: holder.note, only-if: {flag: down}}, {field: holder.address, only-if: {flag: up}}")),
            .init(id: "third", form: "asked-by: {g2: {originals: 1}}, fields: [holder.note]"),
        ]).plan()
        #expect(fields(plan) == ["holder.number typed", "holder.name typed", "holder.address typed"])
        #expect([plan.apart.fields, plan.together.fields] == [5, 3])
        #expect([plan.apart.forms, plan.together.forms] == [2, 1])
        // Apart three short fields (1 minute) and twice a long one (2), three trips (60); together two short and one long.
        #expect([plan.apart.minutes, plan.together.minutes] == [187, 4])
    }

    /// A field that is asked before the item that produces its value is typed; asked after it, it would not be.
    @Test func `what is typed early stays typed`() throws {
        func typed(_ bundle: String) throws -> [String] {
            try fields(
                Sample(
                    items: [
                        .init(id: "early", form: form("holder.note"), bundle: bundle),
                        .init(id: "maker", issues: ["{licence: made, for: holder}"]),
                        .init(id: "late", form: form("holder.note"), bundle: "after: maker"),
                    ], licences: ["made": "replaces: [paper-c]\nfills-in: {holder.note: 备注}"]
                ).plan())
        }
        #expect(try typed("") == ["holder.note typed"])
        #expect(try typed("after: maker") == ["holder.note item:maker (备注)"])
    }

    /// Papers that became fields add them; a paper that a licence replaces does not.
    @Test func `papers merged into fields add those fields`() throws {
        func plan(held: String) throws -> Plan {
            try Sample(
                items: [
                    .init(
                        id: "only",
                        lines: [
                            paper("paper-a", "merged: [holder.number, holder.name, {field: holder.note, only-if: {flag: down}}]"),
                            paper("paper-b", "merged: [holder.address]"),
                        ], form: form("holder.name"))
                ], licences: ["card": "replaces: [paper-b]"], people: held
            ).plan()
        }
        #expect(try fields(plan(held: "")) == ["holder.name typed", "holder.number typed *", "holder.address typed *"])
        #expect(try fields(plan(held: "holder: {holds: [card]}")) == ["holder.name typed", "holder.number typed *"])
        #expect(try [plan(held: "").apart.fields, plan(held: "").together.fields] == [1, 3])
    }

    /// Without a form of their own, merged papers make the one form.
    @Test func `merged papers alone make a form`() throws {
        let plan = try Sample(items: [.init(id: "only", lines: [paper("paper-a", "merged: [holder.number]")])]).plan()
        #expect([plan.apart.forms, plan.together.forms] == [0, 1])
        let none = try Sample(items: [.init(id: "only", lines: [paper("paper-a")])]).plan()
        #expect([none.apart.forms, none.together.forms] == [0, 0])
    }

    /// A licence of two persons fills in the fields of each; a field of something that is there three times is there three times.
    @Test func `fields are those of a person or thing`() throws {
        let plan = try Sample(
            items: [
                .init(
                    id: "only", roles: "holder: person, friend: person, car: vehicle",
                    lines: [
                        paper("paper-a", of: "[holder, friend]"), paper("paper-b", of: "car", "each: car"),
                        paper("paper-c", of: "car", "each: car, merged: [car.note]"),
                    ], form: form("holder.name, friend.name, car.number"))
            ],
            licences: [
                "pair":
                    "held-by: {holder-1: person, holder-2: person}\nreplaces: [paper-a]\nfills-in: {holder-1.name: 甲, holder-2.name: 乙}",
                "plates": "held-by: {holder: vehicle}\nreplaces: [paper-b]\nfills-in: {holder.number: 号}",
            ], roles: "holder: person, friend: person, car: {vehicle: size}", answers: "flag: up, size: 2, extra: one, mode: plain",
            people: "friend: {holds: [pair]}, car: [{}, {holds: [plates]}]"
        ).plan()
        #expect(
            fields(plan) == [
                "holder.name licence:pair (甲)", "friend.name licence:pair (乙)", "car#1.number typed", "car#2.number licence:plates (号)",
                "car#1.note typed *", "car#2.note typed *",
            ])
    }

    /// The form of each instance of an item is filled in apart; together each has its own things' fields, and the holder's once.
    @Test func `an item done twice has two forms apart`() throws {
        let plan = try Sample(
            items: [
                .init(id: "only", roles: "holder: person, car: vehicle", form: form("holder.name, car.number"), bundle: "each: car")
            ], roles: "holder: person, car: {vehicle: size}", answers: "flag: up, size: 2, extra: one, mode: plain"
        ).plan()
        #expect(fields(plan) == ["holder.name typed", "car#1.number typed", "car#2.number typed"])
        #expect([plan.apart.forms, plan.together.forms] == [2, 1])
        #expect([plan.apart.fields, plan.together.fields] == [4, 3])
    }

    /// A licence in the holder's wallet has a field that is typed all the same: told for the base journey, unless the author says why.
    @Test func `a field that is held already is told`() throws {
        func told(_ field: String) throws -> [String] {
            try Sample(
                items: [.init(id: "only", form: form(field))], licences: ["card": "replaces: [paper-c]\nfills-in: {holder.name: 姓名}"],
                people: "holder: {holds: [card]}"
            ).plan().alreadyHeld
        }
        #expect(try told("holder.name") == ["name: card"])
        #expect(try told("{field: holder.name, stays: {because: {zh: 须填, en: It must be}}}") == [])
        #expect(try told("holder.number") == [])
    }

    /// Together two papers are handed in, 1 + 1 and 0 + 2 pieces: 10 minutes for each, 3 for each copy; one short field is typed (1), one
    /// filled in (0.5): 1 + 0.5 + 2 × 10 + 3 × 3. Apart two fields typed, three papers, three copies, two trips of an hour:
    /// 2 + 3 × 10 + 3 × 3 + 2 × 60.
    @Test func `the applicant's minutes follow from the assumptions`() throws {
        let plan = try Sample(
            items: [
                .init(
                    id: "only",
                    lines: [
                        paper("paper-a", askedBy: "g1: {originals: 1, copies: 1}"), paper("paper-b", askedBy: "g1: {copies: 2}"),
                        paper("paper-c"),
                    ], form: form("holder.name, holder.number"), visits: 2)
            ], licences: ["card": "replaces: [paper-c]\nfills-in: {holder.name: 姓名}"], people: "holder: {holds: [card]}"
        ).plan()
        #expect([plan.apart.minutes, plan.together.minutes] == [161, 30.5])
    }
}

extension Plan {
    fileprivate var alreadyHeld: [String] {
        ledger.fieldsAlreadyHeld(form).map { "\(bundle.shared.fields[$0.entry.field].id.value): \($0.holder)" }
    }
}
