import Foundation
import TestSupport
import Testing

@testable import Workflow

/// The values of the one form: kept sealed, handed over with the items that want them, told to nobody else.
@Suite struct `A filled-in form` {
    private static let canary = "金丝雀-990000199001011234"
    private static let anna = Caller(.applicant, person: "990001")

    /// A permit that is decided here and wants a name and a note; a registration elsewhere, of a name and a number.
    private static func sample() throws -> Sample {
        var sample = try Sample.permit()
        sample.items[0].form = "asked-by: {g1: {originals: 1}}, fields: [holder.name, holder.note]"
        sample.items.append(
            .init(
                id: "register", form: "asked-by: {g1: {originals: 1}}, fields: [holder.name, holder.number, holder.choice]",
                process: "permit",
                decidedIn: "department-system"))
        return sample
    }

    private static let thing = NewCase(bundle: "thing", from: "case")

    private func opened(_ kind: StoreKind = .memory) async throws -> TryOffice {
        try await TryOffice(kind, publishing: Self.sample().files())
    }

    private func started(_ office: TryOffice, _ values: FormValues) async throws -> CaseID {
        let answer = try await office.office.start(Self.thing, filling: values, by: Self.anna)
        return try #require(answer.refused == nil ? CaseID(answer.caseID) : nil)
    }

    private func filled(_ office: TryOffice, _ id: CaseID) async throws -> [String] {
        try await office.office.form(of: id).filter(\.isFilled).map(\.field.id)
    }

    @Test func `has the fields of its items, once each, and says where each comes from`() async throws {
        let office = try await opened()
        let id = try await office.started("thing", from: "case")
        let fields = try await office.office.form(of: id)
        #expect(fields.map(\.field.id) == ["holder.name", "holder.note", "holder.number", "holder.choice"])
        #expect(fields.map(\.field.origin) == ["typed", "typed", "typed", "answer:mode"])
        #expect(fields.map(\.items) == [["permit", "register"], ["permit"], ["register"], ["register"]])
        #expect(fields.allSatisfy { !$0.isFilled })
    }

    @Test(arguments: StoreKind.allCases) func `is handed over to whom it concerns, with what concerns him`(kind: StoreKind) async throws {
        var office = try await opened(kind)
        let id = try await started(office, ["holder.name": Self.canary, "holder.note": "note", "holder.number": "7"])
        try office.reopen()
        let told = try #require(try await office.office.handOver(of: "register", of: id))
        #expect(told.item == "register")
        #expect(told.form.map(\.field) == ["holder.name", "holder.number", "holder.choice"], "the note is for another item")
        #expect(told.form.map(\.value) == [Self.canary, "7", nil])
        #expect(try await office.office.handOvers(limit: 9).first?.form.map(\.value) == [nil, nil, nil])
        #expect(try await filled(office, id) == ["holder.name", "holder.note", "holder.number"])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// What changes before an item is taken on is news for whoever has it.
    @Test(arguments: StoreKind.allCases) func `is mended until an item is taken on with it`(kind: StoreKind) async throws {
        var office = try await opened(kind)
        let id = try await started(office, ["holder.name": "one", "holder.number": "7"])
        let before = try #require(try await office.office.handOvers(limit: 9).first)
        let department = Caller(.departmentSystem, department: before.department)
        _ = try await office.office.handle(.acknowledge(item: "register", through: before.through), on: id, by: department)
        #expect(try await office.office.handOvers(limit: 9).isEmpty)
        let mended = try await office.office.fill(["holder.name": "two", "holder.number": ""], in: id, by: Self.anna)
        #expect(mended.refused == nil && mended.events.map(\.type) == ["form-filled"])
        #expect(mended.events.first?.mendedItems == ["permit", "register"])
        try office.reopen()
        let after = try #require(try await office.office.handOver(of: "register", of: id))
        #expect(after.form.map(\.value) == ["two", nil, nil] && after.events.last?.type == "form-filled")
        for line in ["permit/1", "permit/2"] { _ = try await office.office.handle(.verify(line: line), on: id, by: .officer) }
        #expect(try await office.move(id, "permit", "accept").refused == nil)
        let refused = try await office.office.fill(["holder.name": "late"], in: id, by: Self.anna).refused
        #expect(refused?.code == "form-is-taken")
        #expect(try await office.office.fill(["holder.note": "what was empty"], in: id, by: Self.anna).refused == nil)
        #expect(try await office.move(id, "permit", "grant").refused == nil)
        #expect(try await office.office.fill(["holder.note": ""], in: id, by: Self.anna).refused?.code == "form-is-taken")
        #expect(
            try await office.office.fill(["holder.number": "8"], in: id, by: Self.anna).refused == nil, "the other item is not taken on")
        #expect(try await filled(office, id) == ["holder.name", "holder.note", "holder.number"])
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `takes what is asked, from the applicant, and nothing else`() async throws {
        let office = try await opened()
        let id = try await started(office, [:])
        for name in ["holder.choice", "holder.address", "nobody.name", "name"] {
            let wrong = await #expect(throws: UnknownWord.self) { try await office.office.fill([name: Self.canary], in: id, by: Self.anna) }
            #expect(wrong?.kind == .field && wrong?.message.en.contains(Self.canary) == false)
            await #expect(throws: UnknownWord.self) { try await office.office.start(Self.thing, filling: [name: "x"], by: Self.anna) }
        }
        for value in ["a\u{0}b", String(repeating: "长", count: 700)] {
            let unfit = await #expect(throws: FormMistakes.self) {
                try await office.office.fill(["holder.name": value], in: id, by: Self.anna)
            }
            #expect(unfit?.all.map(\.field) == ["holder.name"] && unfit?.all.contains { $0.message.en.contains(value) } == false)
        }
        #expect(try await office.office.fill(["holder.name": "x"], in: id, by: .officer).refused?.code == "not-their-form")
        #expect(try await office.office.fill(["holder.name": "x"], in: id, by: Caller(.agent, person: "p")).refused?.code == "no-mandate")
        #expect(try await filled(office, id) == [])
        #expect(try await office.office.cases(limit: 9).count == 1)
    }

    /// A field that one item was decided without may still be wanted by another.
    @Test func `is completed for the items that are not decided yet`() async throws {
        let office = try await opened()
        let id = try await started(office, ["holder.note": "  "])
        #expect(try await filled(office, id) == [], "blanks are nothing")
        for line in ["permit/1", "permit/2"] { _ = try await office.office.handle(.verify(line: line), on: id, by: .officer) }
        for move in ["accept", "grant"] { #expect(try await office.move(id, "permit", move).refused == nil) }
        let late = try await office.office.fill(["holder.name": "one"], in: id, by: Self.anna)
        #expect(late.refused == nil && late.events.first?.formItems == ["register"])
        #expect(try await office.office.fill(["holder.name": "one"], in: id, by: Self.anna).events.isEmpty, "nothing new")
        let stays = try await office.office.fill(["holder.note": "x"], in: id, by: Self.anna).refused
        #expect(stays?.canDo.map(\.en) == ["the form stays as it is"])
    }

    /// Where nobody has taken an item on, the form may be mended though the clock runs; after that, once corrections are asked for.
    @Test func `is mended again when corrections are asked for`() async throws {
        let office = try await opened()
        let id = try await started(office, ["holder.note": "one"])
        let officer = Caller(.officer, person: "990007")
        for line in ["permit/1", "permit/2"] { _ = try await office.office.handle(.verify(line: line), on: id, by: officer) }
        #expect(try await office.office.fill(["holder.note": "two"], in: id, by: Self.anna).refused == nil)
        #expect(try await office.move(id, "permit", "accept", by: officer).refused == nil)
        #expect(try await office.office.fill(["holder.note": "three"], in: id, by: Self.anna).refused?.canDo.isEmpty == false)
    }

    @Test func `is the same request only with the same values`() async throws {
        let office = try await opened()
        let first = try await office.office.start(Self.thing, filling: ["holder.name": "one"], by: Self.anna, key: "k")
        let again = try await office.office.start(Self.thing, filling: ["holder.name": "one"], by: Self.anna, key: "k")
        #expect(first.caseID == again.caseID)
        await #expect(throws: OtherRequest.self) {
            try await office.office.start(Self.thing, filling: ["holder.name": "two"], by: Self.anna, key: "k")
        }
    }

    @Test(arguments: StoreKind.allCases) func `of a draft goes with it, and is gone with it`(kind: StoreKind) async throws {
        var office = try await opened(kind)
        let draft = try await office.office.draft(Self.thing, filling: ["holder.name": "one", "holder#2.note": "long"], by: Self.anna)
        _ = try await office.office.change(draft.draft.id, to: NewCase(bundle: ""), filling: ["holder.name": "two"], by: Self.anna)
        let other = try await office.office.draft(Self.thing, filling: ["holder.name": "three"], by: Self.anna)
        await #expect(throws: UnknownWord.self) {
            try await office.office.draft(Self.thing, filling: ["nobody.name": "x"], by: Self.anna)
        }
        try office.reopen()
        try await office.office.discard(other.draft.id, by: Self.anna)
        #expect(try await office.store.read { try $0.form(of: other.draft.id) } == nil)
        let id = draft.draft.id
        let missing = await #expect(throws: FormMistakes.self) { try await office.office.submit(id, by: Self.anna) }
        #expect(missing?.all.map(\.field) == ["holder.note", "holder.number"])
        _ = try await office.office.change(
            id, to: NewCase(bundle: ""), filling: ["holder.note": "n", "holder.number": "7"], by: Self.anna)
        #expect(try await office.office.submit(id, by: Self.anna).refused == nil)
        #expect(try await office.office.handOver(of: "register", of: id)?.form.first?.value == "two")
        #expect(
            try await filled(office, id) == ["holder.name", "holder.note", "holder.number"], "there is no second holder in the end")
        let third = try await office.office.draft(Self.thing, filling: ["holder.name": "four"], by: Self.anna)
        office.clock.advance(days: 400)
        try await office.office.letTimePass()
        #expect(try await office.store.read { try $0.form(of: third.draft.id) } == nil)
        #expect(try await office.store.read { try $0.form(of: id) } != nil)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    @Test func `of a draft is told once its questions are answered`() async throws {
        let office = try await opened()
        let draft = try await office.office.draft(Self.thing, filling: ["holder.name": "one"], by: Self.anna)
        let fields = try await office.office.form(of: draft.draft.id)
        #expect(fields.map(\.field.id) == ["holder.name", "holder.note", "holder.number", "holder.choice"])
        #expect(fields.map(\.isFilled) == [true, false, false, false])
        let open = try await office.office.draft(NewCase(bundle: "thing"), by: Self.anna)
        await #expect(throws: SituationRequest.Problem.self) { try await office.office.form(of: open.draft.id) }
        await #expect(throws: DraftProblem.notHandedIn(open.draft.id)) {
            try await office.office.fill(["holder.name": "x"], in: open.draft.id, by: Self.anna)
        }
        for name in ["holder.name#2", "holder#2.nothing", "child.name", "holder.address"] {
            await #expect(throws: UnknownWord.self, "\(name)") {
                try await office.office.change(open.draft.id, to: NewCase(bundle: ""), filling: [name: "x"], by: Self.anna)
            }
        }
        _ = try await office.office.change(open.draft.id, to: NewCase(bundle: ""), filling: ["holder#2.name": "x"], by: Self.anna)
    }

    /// New keys beside old seals would lock what is there, and nobody would notice.
    @Test func `is not sealed by new keys where others have sealed before`() async throws {
        let office = try await opened(.sqlite)
        let path = office.folder.path + "/keys"
        func keyed() -> Office { Office(store: office.store, clock: office.clock, keys: KeyFile(path: path) { _ in }) }
        _ = try await keyed().start(Self.thing, filling: ["holder.name": "one"], by: Self.anna)
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        await #expect(throws: KeyProblem.missing(path)) {
            try await keyed().start(Self.thing, filling: ["holder.name": "x"], by: Self.anna)
        }
        await #expect(throws: KeyProblem.missing(path)) {
            try await keyed().start(Self.thing, filling: ["holder.name": "x"], by: Self.anna, key: "k")
        }
        await #expect(throws: KeyProblem.missing(path)) {
            try await keyed().draft(Self.thing, filling: ["holder.name": "x"], by: Self.anna)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await keyed().start(Self.thing, by: Self.anna).refused == nil, "what needs no keys goes on")
        #expect(try await keyed().handOvers(limit: 9).count == 2)
        try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        var told: [String] = []
        for one in try await keyed().handOvers(limit: 9) {
            told += [try await keyed().handOver(of: one.item, of: try #require(CaseID(one.case)))?.form.first?.value].compactMap { $0 }
        }
        #expect(told == ["one"])
    }

    /// S8, S9: neither the file nor its log holds a value, nor does what is printed of the case.
    @Test func `stands nowhere in clear`() async throws {
        let office = try await opened(.sqlite)
        let id = try await started(office, ["holder.name": Self.canary])
        _ = try await office.office.fill(["holder.note": Self.canary], in: id, by: Self.anna, key: "k")
        _ = try await office.office.draft(Self.thing, filling: ["holder.name": Self.canary], by: Self.anna)
        for file in try FileManager.default.contentsOfDirectory(atPath: office.folder.path) {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: office.folder.path + "/" + file))
            #expect(bytes.range(of: Data(Self.canary.utf8)) == nil, "\(file)")
        }
        let events = try JSONEncoder().encode(try await office.office.events(of: id))
        #expect(events.range(of: Data(Self.canary.utf8)) == nil)
    }

    @Test func `that was changed or taken away is found, and never read`() async throws {
        for statement in [
            "update forms set body = zeroblob(60)", "update forms set key = zeroblob(60)", "delete from forms",
        ] {
            var office = try await opened(.sqlite)
            let id = try await started(office, ["holder.name": "one"])
            try OtherProgram.run(statement, on: office.folder.path + "/onething.sqlite")
            try office.reopen()
            #expect(try await !office.office.verify(rebuilding: true).intact, "\(statement)")
            if statement.hasPrefix("update") { await #expect(throws: StoreFault.self) { try await office.office.form(of: id) } }
        }
    }

    @Test func `is not taken by an office without keys, nor read with others`() async throws {
        let office = try await opened(.memory)
        let id = try await started(office, ["holder.name": "one"])
        let without = Office(store: office.store, clock: office.clock)
        await #expect(throws: KeyProblem.none) { try await without.start(Self.thing, filling: ["holder.name": "x"], by: Self.anna) }
        await #expect(throws: KeyProblem.none) { try await without.handOver(of: "register", of: id) }
        let others = Office(store: office.store, clock: office.clock, keys: PassingKeys())
        await #expect(throws: KeyProblem.sealedByAnother) { try await others.handOver(of: "register", of: id) }
        await #expect(throws: KeyProblem.sealedByAnother) {
            try await others.start(Self.thing, filling: ["holder.name": "x"], by: Self.anna)
        }
        await #expect(throws: KeyProblem.sealedByAnother) { try await others.fill(["holder.note": "x"], in: id, by: Self.anna) }
    }
}
