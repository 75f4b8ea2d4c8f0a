import TestSupport
import Testing

@testable import Workflow

/// What has really come is told apart from what is only said to be there.
@Suite struct `A paper that is handed in` {
    private static let thing = NewCase(bundle: "thing", from: "case")
    private static let counter = Caller(.counter, person: "990017")

    private func opened(_ kind: StoreKind = .memory) async throws -> TryOffice {
        try await TryOffice(kind, publishing: Sample.permit([paper("paper-a"), paper("paper-b")]).files())
    }

    private func received(_ office: TryOffice, _ id: CaseID) async throws -> [String: PaperReception] {
        let lines = try await office.office.ledger(of: id).lines(ofItems: nil, .en)
        return Dictionary(uniqueKeysWithValues: lines.compactMap { line in line.received.map { (line.line, $0) } })
    }

    private func notes(_ office: TryOffice, _ id: CaseID, step: Int, _ language: Language = .en) async throws -> [String] {
        let (view, events, received) = try await office.office.history(of: id)
        return CaseTimelineMessage(view, events, received, seen: nil, language).happened[step - 1].notes
    }

    @Test(arguments: StoreKind.allCases) func `is a file with its digest where one came, and else said to be there`(kind: StoreKind)
        async throws
    {
        var office = try await opened(kind)
        let id = try await office.office.draft(Self.thing, by: .applicant).draft.id
        let file = try await office.keepFile(of: id, bytes: 10, line: "permit/1").file
        office.clock.advance(seconds: 60)
        #expect(try await office.office.submit(id, by: .applicant).refused == nil)
        office.clock.advance(seconds: 60)
        // What comes after the application is none of its receipt.
        let late = try await office.keepFile(of: id, bytes: 20, line: "permit/2").file
        try office.reopen()
        let receipt = try await office.office.receipt(of: id).receipt
        #expect(receipt.form == "onething-receipt/2" && receipt.files == [.init(line: "permit/1", sha256: file.sha256)])
        #expect(receipt.announced == ["permit/2"] && receipt.onPaper == [] && receipt.handedIn == nil)
        #expect(try await received(office, id) == ["permit/1": .file, "permit/2": .file])
        let lines = try await office.office.ledger(of: id).lines(ofItems: nil, .en)
        #expect(lines.first { $0.line == "permit/2" }?.files == [late.sha256])
        #expect(
            try await notes(office, id, step: 1) == [
                "file received: permit/1 (SHA-256 \(file.sha256))", "said to be there and to be brought, not received yet: permit/2",
            ])
        #expect(try await notes(office, id, step: 1, .zh).last == "申报已备、待提交，尚未收到：permit/2")
        try office.store.close()
    }

    @Test func `is received on paper at the counter, or once it was looked at and found right`() async throws {
        let office = try await opened()
        let atCounter = try #require(CaseID(try await office.office.start(Self.thing, by: Self.counter).caseID))
        let receipt = try await office.office.receipt(of: atCounter).receipt
        #expect(receipt.onPaper == ["permit/1", "permit/2"] && receipt.announced == [] && receipt.by == "counter")
        #expect(try await received(office, atCounter) == ["permit/1": .paper, "permit/2": .paper])
        let id = try await office.started("thing", from: "case")
        #expect(try await received(office, id) == ["permit/1": .announced, "permit/2": .announced])
        _ = try await office.office.handle(.verify(line: "permit/1"), on: id, by: .officer)
        #expect(try await received(office, id) == ["permit/1": .paper, "permit/2": .announced])
        #expect(try await office.office.receipt(of: id).receipt.announced == ["permit/1", "permit/2"], "then nothing had come")
    }

    @Test func `that was wanting is told as it comes`() async throws {
        for (caller, brings) in [(Caller.applicant, false), (.applicant, true), (Self.counter, false)] {
            let office = try await opened()
            let id = try await office.started("thing", from: "case", without: ["paper-b"])
            #expect(try await received(office, id) == ["permit/1": .announced])
            office.clock.advance(seconds: 60)
            var digest: String?
            if brings {
                digest = try await office.keepFile(of: id, bytes: 10, line: "permit/2").file.sha256
            } else {
                #expect(try await office.office.handle(.handIn(line: "permit/2"), on: id, by: caller).refused == nil)
            }
            let step = try #require(try await office.office.events(of: id).last { $0.type == "handed-in" }).seq
            let receipt = try await office.office.receipt(of: id, step: step).receipt
            #expect(receipt.files == (digest.map { [.init(line: "permit/2", sha256: $0)] } ?? []))
            #expect(receipt.onPaper == (caller.role == .counter ? ["permit/2"] : []))
            #expect(receipt.announced == (brings || caller.role == .counter ? [] : ["permit/2"]))
            let now: PaperReception = brings ? .file : caller.role == .counter ? .paper : .announced
            #expect(try await received(office, id)["permit/2"] == now)
        }
    }

    /// Receipts that were given out before say less, and hold.
    @Test func `stands in old receipts as it did, and these hold still`() async throws {
        let office = try await opened()
        let id = try await office.started("thing", from: "case")
        var receipt = try await office.office.receipt(of: id).receipt
        let keys = try await office.office.publicKeys()
        func signed(_ receipt: CaseReceipt) async throws -> [UInt8] {
            try await office.store.read { [keys = office.keys] store in
                try SignedReceipt(receipt, OfficeSecrets(keys, store).sign(receipt.canonicalJSON())).bytes()
            }
        }
        (receipt.files, receipt.onPaper, receipt.announced) = (nil, nil, nil)
        (receipt.form, receipt.handedIn) = ("onething-receipt/1", ["permit/1", "permit/2"])
        let old = try await signed(receipt)
        #expect(String(decoding: old, as: UTF8.self).contains(#""handedIn":["permit/1","permit/2"]"#))
        #expect(try SignedReceipt.check(old, by: keys) == receipt && receipt.papers(.en) == nil)
        // Neither form says what the other does.
        for (form, handedIn, files) in [
            ("onething-receipt/1", ["permit/1"], [CaseReceipt.File]()), ("onething-receipt/2", ["permit/1"], []),
            ("onething-receipt/3", [], []),
        ] {
            var odd = receipt
            (odd.form, odd.handedIn, odd.files) = (form, handedIn, files)
            let bytes = try await signed(odd)
            #expect(throws: ReceiptProblem.unreadable) { try SignedReceipt.check(bytes, by: keys) }
        }
    }
}
