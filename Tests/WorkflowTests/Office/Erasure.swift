import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What a closed case keeps of people is destroyed with its keys; what happened stays, and is whole.
@Suite struct `An erased case` {
    private static let security = Caller(.security, person: "s-1")
    private static let receipt = "档接〔2036〕12号"
    private static let canary = "金丝雀"

    /// A closed application with a form, and copies of three licences that another office keeps; the retention period has passed.
    private struct Closed {
        var office: TryOffice
        let other: ServedRegistry
        let id: CaseID

        init(_ kind: StoreKind) async throws {
            office = try await TryOffice(kind)
            other = try await ServedRegistry(for: office.clock)
            try await other.there.issueCouple()
            office.connect(try await other.providers())
            let birth = NewCase(bundle: "newborn", from: "married-local-couple")
            let answer = try await office.office.start(
                birth, filling: ["child.name": canary], of: TryOffice.couple("mother", "father"), key: "first")
            id = try #require(answer.refused == nil ? CaseID(answer.caseID) : nil)
            // Of three pieces.
            _ = try await office.keepFile(of: id, bytes: 600_000)
        }

        func close() async throws {
            #expect(try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant).refused == nil)
        }

        func closedForLong() async throws -> Closed {
            try await close()
            office.clock.set("2036-03-04 00:00")
            return self
        }

        func erase(_ receipt: String = receipt) async throws -> CaseAnswer {
            try await office.office.erase(id, receipt: receipt, by: security)
        }

        func copies() async throws -> [LicenceRow] { try await office.store.read { try $0.registry.licences(after: 0, limit: 99) } }
        func form() async throws -> SealedForm? { try await office.store.read { [id] in try $0.form(of: id) } }
        func uses() async throws -> [DataUse] {
            try await office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 999).map(\.use) }
        }

        /// Everything by which somebody could read it or find whose it is, as bytes.
        func secrets() async throws -> [[UInt8]] {
            let form = try #require(try await form())
            let files = try await office.store.read { [id] store in
                try store.registry.files(of: id).flatMap { file in
                    // A piece lies on many pages: its beginning, and something of its middle.
                    try (0..<file.pieces).reduce(into: [file.key, file.body]) { all, place in
                        let piece = try store.registry.piece(place, of: file.number) ?? []
                        all += [Array(piece.prefix(64)), Array(piece[(piece.count / 2)...].prefix(64))]
                    }
                }
            }
            return try await copies().reduce(into: [form.key, form.body] + files) { $0 += [$1.key, $1.body, $1.identifier] }
        }
    }

    // MARK: When

    /// What time does before a command is refused is written, and nothing else is done (found by the simulation, seed 43).
    @Test(arguments: StoreKind.allCases) func `that goes on loses nothing, though its limits pass at that moment`(kind: StoreKind)
        async throws
    {
        let open = try await Closed(kind)
        let before = try await (open.form(), open.copies(), open.uses())
        open.office.clock.set("2026-06-01 09:00")
        #expect(try await open.erase().refused?.code == "not-closed")
        #expect(try await open.office.office.events(of: open.id).last { $0.type == "limit-passed" }?.at.hasPrefix("2026-06-01") == true)
        #expect(try await open.form() == before.0)
        #expect(try await open.copies() == before.1)
        #expect(try await open.uses() == before.2)
        #expect(try await open.office.office.verify(rebuilding: true).intact)
    }

    @Test(arguments: StoreKind.allCases) func `is closed, was kept long enough, and is in the archive`(kind: StoreKind) async throws {
        let closed = try await Closed(kind)
        let office = closed.office
        #expect(try await closed.erase().refused?.code == "not-closed")
        try await closed.close()
        // Ten years end on a Sunday, and so with the next working day (民法典 art. 203).
        let early = try #require(try await closed.erase().refused)
        #expect(early.code == "still-kept")
        #expect(
            early.message.en
                == "it is kept through 2036-03-03 (2036-03-02 is a day off): the system keeps for ten years what is closed and archived (our own figure)"
        )
        #expect(early.canDo.map(\.en) == ["do it after 2036-03-03"])
        #expect(try await closed.erase("of \(LicenceSamples.wife)").refused?.code == "no-receipt", "what was given is looked at first")
        office.clock.set("2036-03-03 23:59")
        #expect(try await closed.erase().refused?.code == "still-kept")
        office.clock.set("2036-03-04 00:00")
        for receipt in ["", " ", "of \(LicenceSamples.wife)", "two\nlines", String(repeating: "9", count: 101)] {
            #expect(try await closed.erase(receipt).refused?.code == "no-receipt", "\(receipt.count)")
        }
        let unknown = CaseID(number: 5)
        await #expect(throws: UnknownWord.self) { try await office.office.erase(unknown, receipt: Self.receipt, by: Self.security) }
        for role in Actor.Role.allCases where role != .security {
            await #expect(throws: NotAllowed(operation: .erase, role: role)) {
                try await office.office.erase(closed.id, receipt: Self.receipt, by: Caller(role))
            }
        }
        let (form, copies) = (try await closed.form(), try await closed.copies())
        #expect(form != nil && copies.allSatisfy { !$0.isErased })
        #expect(try await closed.uses().allSatisfy { $0.act != .erased })

        let answer = try await closed.erase()
        #expect(answer.refused == nil && answer.events.map(\.type) == ["erased"] && answer.events.first?.receipt == Self.receipt)
        #expect(try await office.office.verify(rebuilding: true).intact)
        // A second time nothing happens.
        let (head, uses) = (try await office.office.head(), try await office.office.headOfUses())
        let again = try await closed.erase()
        #expect(again.refused == nil && again.events.isEmpty)
        #expect(try await office.office.head() == head)
        #expect(try await office.office.headOfUses() == uses)
    }

    @Test func `is none of a bundle that does not say how long it is kept`() async throws {
        let office = try await TryOffice(.memory, publishing: Sample.permit().files())
        let id = try await office.started("thing", from: "case")
        _ = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        office.clock.set("2090-01-01 09:00")
        let refused = try #require(try await office.office.erase(id, receipt: Self.receipt, by: Self.security).refused)
        #expect(refused.code == "no-retention")
    }

    // MARK: What is left

    /// Through every function that shows a case or a person, in words and in JSON.
    @Test(arguments: StoreKind.allCases) func `tells nothing of anybody, and says that it did`(kind: StoreKind) async throws {
        var closed = try await Closed(kind).closedForLong()
        let before = try await closed.copies()
        #expect(before.count == 3 && before.allSatisfy { $0.provider != nil && !$0.holders.isEmpty })
        _ = try await closed.erase()
        try closed.office.reopen()
        let (office, id) = (closed.office.office, closed.id)
        let view = try await office.look(at: id)
        let message = CaseMessage(id, view.state, under: view.rules, editions: view.editions, destroyed: view.destroyed, .en)
        #expect(message.erased == "2036-03-04")
        #expect(message.licences.map(\.destroyed) == ["2036-03-04", "2036-03-04", "2036-03-04"])
        #expect(CaseText(language: .en).render(message).contains("its copy was destroyed on 2036-03-04"))
        #expect(CaseText(language: .en).render(message).contains("what was kept of people was destroyed on 2036-03-04"))
        let fields = try await office.form(of: id)
        let (answers, others) = (fields.filter(\.field.isAnswer), fields.filter { !$0.field.isAnswer })
        #expect(!others.isEmpty && others.allSatisfy { !$0.isFilled && $0.erasedOn?.description == "2036-03-04" })
        #expect(!answers.isEmpty && answers.allSatisfy { $0.erasedOn == nil }, "answers stand in events, and stay")
        #expect(try await closed.form() == nil)
        for row in try await closed.copies() {
            #expect(row.isErased && row.body.isEmpty && row.holders.isEmpty && row.expires == nil)
            await #expect(throws: LicenceRefusal.unknown(row.number)) {
                try await office.readLicence(row.number, because: "why", by: Caller(.officer, department: "public-security"))
            }
        }
        for (old, new) in zip(before, try await closed.copies()) { #expect(old.identifier != new.identifier && old.type == new.type) }
        // What a request under a key was answered is forgotten with it.
        #expect(try await closed.office.store.read { try $0.answer(to: "first") } == nil)
        var told = "\(message)\(fields)\(try await office.events(of: id))\(try await office.papers(of: id))"
        let handOvers = try await office.handOvers(limit: 99)
        told += "\(handOvers)"
        for one in handOvers { told += "\(String(describing: try await office.handOver(of: one.item, of: CaseID(one.case)!)))" }
        for canary in [Self.canary, LicenceSamples.wife, LicenceSamples.husband, "林晓月"] { #expect(!told.contains(canary), "\(canary)") }
        // Nothing can be done with it, and nothing fails.
        #expect(try await office.fill(["child.name": "x"], in: id, by: .applicant).refused?.code == "case-closed")
        #expect(try await office.handle(.handIn(line: "birth-notice/1"), on: id, by: .applicant).refused?.code == "case-closed")
        #expect(try await office.letTimePass() == 0)
        #expect(try await office.verify(rebuilding: true).intact)
        // Keys of what is destroyed are not counted, and not sealed anew.
        let counts = try await office.sealedByKey(by: Self.security).map(\.sealed)
        #expect(try await office.rotateKeys(by: Self.security) == counts.reduce(0, +))
        #expect(try await office.verify(rebuilding: true).intact)
    }

    /// Its form is the first of which the log of uses of data says anything.
    @Test(arguments: StoreKind.allCases) func `of an office without any licence is whole, too`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind)
        let birth = NewCase(bundle: "newborn", from: "married-local-couple")
        let id = try #require(CaseID(try await office.office.start(birth, filling: ["child.name": Self.canary]).caseID))
        _ = try await office.office.handle(.withdraw(item: nil), on: id, by: .applicant)
        office.clock.set("2036-03-04 09:00")
        #expect(try await office.office.erase(id, receipt: Self.receipt, by: Self.security).refused == nil)
        #expect(try await office.office.verify(rebuilding: true).intact)
        #expect(try await office.office.form(of: id).allSatisfy { !$0.isFilled })
        // And one that has kept nothing of anybody.
        let plain = try await office.started("newborn", from: "married-local-couple")
        _ = try await office.office.handle(.withdraw(item: nil), on: plain, by: .applicant)
        office.clock.set("2046-03-14 09:00")
        let uses = try await office.office.headOfUses()
        #expect(try await office.office.erase(plain, receipt: Self.receipt, by: Self.security).events.map(\.type) == ["erased"])
        #expect(try await office.office.headOfUses() == uses)
        #expect(try await office.office.verify(rebuilding: true).intact)
    }

    /// Every case is decided once more under the other words, this one too.
    @Test func `stands in nobody's way who mends a word of the definitions`() async throws {
        let closed = try await Closed(.memory).closedForLong()
        _ = try await closed.erase()
        var sources = Checkout.definitions.folder.sources
        sources["bundles/newborn.yaml"]? += "\n# A remark.\n"
        #expect(try await closed.office.office.publish(sources, asCorrection: true).number == 2)
    }

    /// Who destroyed it, when and of whose it was is in the log that these people see.
    @Test(arguments: StoreKind.allCases) func `is in the log of uses of data for those whose it was`(kind: StoreKind) async throws {
        let closed = try await Closed(kind).closedForLong()
        _ = try await closed.erase()
        let wife = try await closed.office.uses(of: LicenceSamples.wife).filter { $0.act == .erased }
        #expect(wife.map(\.type) == [nil, "resident-identity-card", "marriage-certificate"])
        #expect(
            wife.allSatisfy {
                $0.by == DataUser(role: "security", person: "s-1") && $0.caseID == closed.id.description
                    && $0.purpose == "receipt \(Self.receipt)" && $0.basis == "retention-ended" && $0.fields.isEmpty
            })
        #expect(try await closed.office.uses(of: LicenceSamples.husband).filter { $0.act == .erased }.count == 3)
        #expect(try await closed.office.uses(of: LicenceSamples.stranger).isEmpty)
    }

    /// Byte for byte, in the file, the log beside it, and a backup that is made afterwards.
    @Test func `leaves its bytes in no file`() async throws {
        let closed = try await Closed(.sqlite).closedForLong()
        let secrets = try await closed.secrets()
        #expect(secrets.count == 19 && secrets.allSatisfy { $0.count > 20 })
        let folder = closed.office.folder
        func found() throws -> [String: Int] {
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix("-lock") }
            return try Dictionary(
                uniqueKeysWithValues: files.map { file in
                    let data = try Data(contentsOf: folder.url.appendingPathComponent(file))
                    return (file, secrets.count { data.range(of: Data($0)) != nil })
                })
        }
        #expect(try found().values.max() == secrets.count, "they are there before")
        _ = try await closed.erase()
        let left = try found()
        #expect(left.values.allSatisfy { $0 == 0 } && left["onething.sqlite-wal"] != nil, "\(left)")
        _ = try await Office.copy(
            folder.path + "/onething.sqlite", to: folder.path + "/copy.sqlite", clock: closed.office.clock,
            definitions: TryOffice.definitions)
        #expect(try found()["copy.sqlite"] == 0)
        #expect(try await closed.office.office.verify(rebuilding: true).intact)
    }

    /// So is a draft that was thrown away, or that nobody has come back to.
    @Test(arguments: [true, false]) func `and a forgotten draft leave none`(isDiscarded: Bool) async throws {
        let office = try await TryOffice(.sqlite)
        let birth = NewCase(bundle: "newborn", from: "married-local-couple")
        let draft = try await office.office.draft(birth, filling: ["child.name": Self.canary], by: .applicant).draft.id
        let form = try #require(try await office.store.read { try $0.form(of: draft) })
        if isDiscarded {
            try await office.office.discard(draft, by: .applicant)
        } else {
            office.clock.set("2026-06-01 09:00")
            _ = try await office.office.letTimePass()
        }
        try office.store.close()
        let data = try Data(contentsOf: office.folder.url.appendingPathComponent("onething.sqlite"))
        for bytes in [form.key, form.body] { #expect(data.range(of: Data(bytes)) == nil) }
    }

    // MARK: Whoever can write to the file

    /// Rows as they were before, or rows taken away without a word in the log.
    @Test(
        arguments: [
            (["UPDATE licences SET status = status"], nil), (["INSERT INTO forms SELECT * FROM kept.forms"], "form"),
            (
                [
                    "DELETE FROM licences WHERE number = 1", "INSERT INTO licences SELECT * FROM kept.licences WHERE number = 1",
                    "INSERT INTO licence_holders SELECT * FROM kept.licence_holders WHERE number = 1",
                ], "erased"
            ),
            (["UPDATE licences SET key = x'01' WHERE number = 1"], "licences 1"),
        ] as [([String], String?)])
    func `that was changed is found`(changes: [String], what: String?) async throws {
        var closed = try await Closed(.sqlite).closedForLong()
        let path = closed.office.folder.path + "/onething.sqlite"
        _ = try await Office.copy(path, to: path + "-kept", clock: closed.office.clock, definitions: TryOffice.definitions)
        _ = try await closed.erase()
        try closed.office.store.close()
        for change in changes {
            #expect(try OtherProgram.run("ATTACH '\(path)-kept' AS kept", change, on: path).status == 0)
        }
        try closed.office.reopenClosed()
        #expect(try await closed.office.office.verify(rebuilding: true).firstBad?.what == what)
    }

    @Test func `is not one whose form is gone without a word in the log`() async throws {
        var closed = try await Closed(.sqlite).closedForLong()
        try closed.office.store.close()
        try OtherProgram.run("DELETE FROM forms", on: closed.office.folder.path + "/onething.sqlite")
        try closed.office.reopenClosed()
        #expect(try await closed.office.office.verify(rebuilding: true).firstBad?.what == "form")
    }
}
