import TestSupport
import Testing

@testable import Workflow

/// Nothing is handed in of which the form still wants something, and nothing is typed that a field does not hold.
@Suite struct `A form that is handed in` {
    private static let birth = NewCase(bundle: "newborn", from: "married-local-couple")
    private static let anna = Caller(.applicant, person: "990001")
    private static let bert = Caller(.counter, person: "990017")

    private func missing(_ work: () async throws -> Void) async -> [String] {
        do { try await work() } catch let mistakes as FormMistakes where mistakes.areMissing { return mistakes.all.map(\.field) } catch {
            Issue.record("\(error)")
        }
        return []
    }

    @Test(arguments: StoreKind.allCases) func `is whole, else it is told what is empty and the draft stays`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let id = try await office.office.draft(Self.birth, filling: ["child.name": "小满"], by: Self.anna).draft.id
        let typed = try await office.office.form(of: id).filter(\.field.isTyped).map(\.field.id)
        let empty = await missing { _ = try await office.office.submit(id, by: Self.anna, key: "k") }
        #expect(empty == typed.filter { $0 != "child.name" } && empty.contains("mother.phone"))
        #expect(try await office.office.head() == .empty)
        #expect(try await office.office.form(of: id).filter(\.isFilled).map(\.field.id) == ["child.name"], "nothing is lost")
        for blank in ["", " \t"] {
            _ = try await office.office.change(
                id, to: NewCase(bundle: ""),
                filling: Dictionary(uniqueKeysWithValues: empty.map { ($0, $0 == "mother.phone" ? blank : SampleForm.value(of: $0)) }),
                by: Self.anna)
            #expect(await missing { _ = try await office.office.submit(id, by: Self.anna, key: "k") } == ["mother.phone"])
        }
        _ = try await office.office.change(id, to: NewCase(bundle: ""), filling: ["mother.phone": "0531-12345678"], by: Self.anna)
        #expect(try await office.office.submit(id, by: Self.anna, key: "k").refused == nil, "what came to nothing is not kept")
        #expect(try await office.office.verify(rebuilding: true).intact)
        try office.store.close()
    }

    /// Of every example: whoever fills in what is typed is done.
    @Test func `wants all of it at once, and what its draft says`() async throws {
        let office = try await TryOffice(.memory)
        for journey in Checkout.compilation.journeys {
            let name: Comment = "\(journey.bundle) \(journey.id)"
            let id = try await office.office.draft(NewCase(bundle: journey.bundle, from: journey.id), by: Self.anna).draft.id
            let typed = try await office.office.form(of: id).filter(\.field.isTyped).map(\.field.id)
            var taken = false
            let empty = await missing { taken = try await office.office.submit(id, by: Self.anna).refused != nil }
            // Some are told at once not to apply.
            if taken { continue }
            #expect(empty == typed, name)
            let values = Dictionary(uniqueKeysWithValues: empty.map { ($0, SampleForm.value(of: $0)) })
            _ = try await office.office.change(id, to: NewCase(bundle: ""), filling: values, by: Self.anna)
            #expect(await missing { _ = try await office.office.submit(id, by: Self.anna) } == [], name)
        }
    }

    @Test func `says what is empty by its name and how to fill it in, in both languages`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.office.draft(Self.birth, by: Self.anna).draft.id
        do {
            _ = try await office.office.submit(id, by: Self.anna)
            Issue.record("it was taken")
        } catch let mistakes as FormMistakes {
            #expect(mistakes.message.en == "\(mistakes.all.count) fields of the form are not filled in")
            let phone = mistakes.all.first { $0.field == "mother.phone" }?.message
            #expect(phone?.zh == "“联系电话”（母亲）未填写，请填写（写作电话号码，如 0531-12345678）")
            #expect(phone?.en == "“Telephone” (mother) is not filled in: fill it in (write a telephone number, such as 0531-12345678)")
        }
    }

    /// What licences say, and what was typed before and is reused freely, need not be typed.
    @Test func `is whole with what licences and earlier forms fill in`() async throws {
        let office = try await TryOffice(.memory)
        try await office.issueCouple()
        let couple = TryOffice.couple("mother", "father")
        let first = try await office.office.draft(Self.birth, of: couple, by: Self.anna).draft.id
        let all = await missing { _ = try await office.office.submit(first, by: Self.anna) }
        #expect(!all.contains("mother.name") && all.contains("mother.citizenship"))
        #expect(try await office.submitted(first, by: Self.anna).refused == nil)
        office.clock.advance(days: 1)
        let second = try await office.office.draft(Self.birth, of: couple, by: Self.anna).draft.id
        let fewer = await missing { _ = try await office.office.submit(second, by: Self.anna) }
        #expect(Set(fewer).isStrictSubset(of: all) && !fewer.contains("mother.citizenship") && fewer.contains("mother.phone"))
    }

    /// Whoever is offered something need only say yes; a case that somebody begins for himself at once may be filled in later.
    @Test func `may be filled in later where an offer is accepted, or a case begun for a trial`() async throws {
        let office = try await TryOffice(.memory)
        let offered = try await office.office.offer(
            NewCase(bundle: "disability-services", from: "living-allowance-only"), to: "990001",
            by: Caller(.officer, department: "civil-affairs"))
        #expect(try await office.office.submit(offered.draft.id, by: Self.anna).refused == nil)
        #expect(try await office.office.form(of: offered.draft.id).contains { $0.field.isTyped && !$0.isFilled })
        #expect(try await office.office.start(Self.birth, by: Self.anna).refused == nil)
        #expect(await !missing { _ = try await office.office.start(Self.birth, whole: true, by: Self.anna) }.isEmpty)
    }

    @Test func `is handed in at the counter for somebody, and for nobody not at all`() async throws {
        let office = try await TryOffice(.memory)
        let id = try await office.office.draft(Self.birth, by: Self.bert).draft.id
        for applying in [Applying(), TryOffice.couple()] {
            await #expect(throws: DraftProblem.nobodyApplies) { try await office.office.submit(id, of: applying, by: Self.bert) }
        }
        await #expect(throws: DraftProblem.nobodyApplies) { try await office.office.start(Self.birth, whole: true, by: Self.bert) }
        #expect(try await office.submitted(id, of: TryOffice.couple("mother"), by: Self.bert).refused == nil)
        let named = try await office.office.draft(Self.birth, of: TryOffice.couple("mother"), by: Self.bert).draft.id
        #expect(try await office.submitted(named, by: Self.bert).refused == nil)
    }

    // MARK: Values

    private static let kinds: [(FieldContent, fit: [String], unfit: [String])] = [
        (.of(.date), ["2026-02-28"], ["2026-02-29", "2026-2-8", "2026/02/08", "2026-02-08 08:30", "昨天", "２０２６-02-08"]),
        (.of(.time), ["2026-02-28", "2026-02-28 08:30"], ["2026-02-28 25:00", "2026-02-28T08:30", "08:30"]),
        (
            .of(.telephone), ["13900000000", "0531-1234 5678", "+86 139 0000 0000"],
            ["139", "139-", "手机", "1390000000a", "--13900000", "139\n00000"]
        ),
        (.of(.number), ["0", "39", "3.5"], ["-1", "3,5", "39 周", "1e3", "三", ".5", "١٢"]),
        (
            .of(.identityNumber), ["990000199501010021", "99000020000101008X", "E12345678", "H1234567(8)"],
            ["990000199501010022", "990000950101002", "990000 199501010021", "1234", "母亲", "99000019950101002A1B2C3D4E5F6G7H8"]
        ),
        (.of(.creditCode), ["11990000000000019A"], ["11990000000000019B", "11990000000000019", "11990000000000019a "]),
        (.of(.email), ["a@b.cn"], ["a@b", "a b@c.cn", "@b.cn"]),
        (.oneOf([Title(zh: "男", en: "male"), Title(zh: "女", en: "female")]), ["男", "女"], ["male", "M", "男女", " 男"]),
        (.text, ["任何内容"], []),
    ]

    @Test func `holds what its fields say`() {
        for (content, fit, unfit) in Self.kinds {
            for text in fit { #expect(content.takes(text), "\(content): \(text)") }
            for text in unfit { #expect(!content.takes(text), "\(content): \(text)") }
            #expect(content.takes(content.sample) && (content == .text) == (content.howItIsWritten == nil))
        }
        #expect(Self.kinds.count == FieldContent.Kind.allCases.count + 2)
    }

    @Test func `takes no value that a field does not hold, says how it is written, and does not quote it`() async throws {
        let office = try await TryOffice(.memory)
        let unfit: FormValues = ["child.sex": "金丝雀", "child.born-at": "金丝雀", "mother.phone": "金丝雀", "child.name": "小满"]
        func told(_ work: () async throws -> Void) async -> [FormMistakes.Mistake] {
            do { try await work() } catch let mistakes as FormMistakes where !mistakes.areMissing { return mistakes.all } catch {
                Issue.record("\(error)")
            }
            return []
        }
        let id = try await office.office.draft(Self.birth, by: Self.anna).draft.id
        let open = try #require(CaseID(try await office.office.start(Self.birth, by: Self.anna).caseID))
        for work in [
            { _ = try await office.office.draft(Self.birth, filling: unfit, by: Self.anna) },
            { _ = try await office.office.change(id, to: NewCase(bundle: ""), filling: unfit, by: Self.anna) },
            { _ = try await office.office.start(Self.birth, filling: unfit, by: Self.anna) },
            { _ = try await office.office.fill(unfit, in: open, by: Self.anna) },
        ] as [() async throws -> Void] {
            let mistakes = await told(work)
            #expect(mistakes.map(\.field) == ["child.born-at", "child.sex", "mother.phone"])
            #expect(mistakes.allSatisfy { !$0.message.zh.contains("金丝雀") && !$0.message.en.contains("金丝雀") })
            #expect(mistakes[1].message.en == "“Sex” (child) is not fit: write one of: 男 (male), 女 (female)")
        }
        for one in [id, open] { #expect(try await office.office.form(of: one).allSatisfy { !$0.isFilled }) }
    }
}
