import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// What an applicant takes home is signed, and is checked by whoever has the public keys and nothing else of ours.
@Suite struct `A receipt` {
    private let folder = try! ScratchFolder()

    private struct Given {
        var served: ServedOffice
        var id: String
        var bytes: [UInt8]
        var keys: [PublicKey]
    }

    private func given() async throws -> Given {
        let served = try await ServedOffice()
        let created = try await served.whole(
            "/v1/cases", by: Who.mother,
            ["bundle": "newborn", "from": "married-local-couple", "form": ["child.name": "周小满"], "submit": true])
        let id = try #require(created.json["id"]?.word)
        let receipt = try await served.ask(.get, "/v1/cases/\(id)/receipt", by: Who.mother)
        #expect(receipt.status == 200)
        let keys = try await served.ask(.get, "/v1/signing-keys")
        return Given(served: served, id: id, bytes: receipt.bytes, keys: try PublicKeyMessage.keys(in: keys.bytes))
    }

    /// By another program in another language.
    private func python(_ receipt: [UInt8], _ keys: [UInt8]) throws -> Int32 {
        let (file, known) = (folder.path + "/receipt.json", folder.path + "/keys.json")
        try Data(receipt).write(to: URL(fileURLWithPath: file))
        try Data(keys).write(to: URL(fileURLWithPath: known))
        return try OtherProgram.run(["python3", Checkout.path("Examples/receipts/verify.py"), file, known]).status
    }

    @Test func `says what was handed in, when and in which role, and is right to whoever checks it`() async throws {
        let given = try await given()
        let receipt = try SignedReceipt.check(given.bytes, by: given.keys)
        #expect(receipt.case == given.id && receipt.step == 1 && receipt.type == "submitted" && receipt.by == "applicant")
        let lines = try await given.served.ask(.get, "/v1/cases/\(given.id)/ledger?limit=200", by: Who.mother).items
        // Nothing has come yet, and so nothing is said to have.
        #expect(Set(receipt.announced ?? []) == Set(lines.filter { $0["disposition"] == "handed-in" }.compactMap { $0["line"]?.word }))
        #expect(receipt.announced?.isEmpty == false && receipt.files == [] && receipt.onPaper == [] && receipt.handedIn == nil)
        let tip = try await given.served.office.store.read { [id = CaseID(given.id)!] in try $0.entries(of: id) }
        #expect(receipt.seal == Digest.text(tip[0].seal) && receipt.application == Digest.text(Digest.of(tip[0].payload)))
        #expect(!String(decoding: given.bytes, as: UTF8.self).contains("周小满"))
        #expect(try python(given.bytes, given.keys.map(PublicKeyMessage.init).jsonBytes) == 0)
        // It is given out again as it was (Ed25519 signs the same in one way).
        #expect(try SignedReceipt.check(given.bytes + [10], by: given.keys) == receipt)
    }

    @Test func `is there for each step`() async throws {
        let given = try await given()
        let officer = Who.staff(.officer, "990017", of: "health")
        _ = try await given.served.ask(.post, "/v1/tasks/\(given.id):birth-notice/claim", by: officer)
        let events = try await given.served.ask(.get, "/v1/cases/\(given.id)/events?limit=200", by: Who.mother).json["items"]?.list ?? []
        #expect(events.last?["type"] == "assigned")
        for (place, event) in events.enumerated() {
            let answer = try await given.served.ask(.get, "/v1/cases/\(given.id)/receipt?step=\(place + 1)", by: Who.mother)
            let receipt = try SignedReceipt.check(answer.bytes, by: given.keys)
            #expect(receipt.step == place + 1 && receipt.type == event["type"]?.word && receipt.at == event["at"]?.word)
        }
        #expect(try await given.served.ask(.get, "/v1/cases/\(given.id)/receipt?step=\(events.count + 1)", by: Who.mother).status == 404)
        #expect(try await given.served.ask(.get, "/v1/cases/\(given.id)/receipt", by: Who.stranger).status == 404)
        // A department with an item of the case sees the receipt of the application, and of its own items; not those of others.
        let other = Who.staff(.officer, "8", of: "public-security")
        let items = events.map { $0["item"]?.word }
        #expect(items.contains("birth-notice") && items.contains(nil))
        for (place, item) in items.enumerated() {
            let answer = try await given.served.ask(.get, "/v1/cases/\(given.id)/receipt?step=\(place + 1)", by: other)
            #expect(answer.status == (item == nil || item == "birth-registration" ? 200 : 404), "\(item ?? "the case")")
        }
    }

    /// Every byte, each bit of it: nothing of it can be changed, and no other key will do.
    @Test func `that was changed anywhere is none`() async throws {
        let given = try await given()
        for place in given.bytes.indices {
            for bit in 0..<8 {
                var changed = given.bytes
                changed[place] ^= 1 << UInt8(bit)
                #expect(throws: ReceiptProblem.self, "byte \(place), bit \(bit)") { try SignedReceipt.check(changed, by: given.keys) }
            }
        }
        for changed in [given.bytes + [32], [32] + given.bytes, given.bytes + [10, 10], Array(given.bytes.dropLast())] {
            #expect(throws: ReceiptProblem.self) { try SignedReceipt.check(changed, by: given.keys) }
        }
        let keys = given.keys.map(PublicKeyMessage.init).jsonBytes
        for place in stride(from: 0, to: given.bytes.count, by: given.bytes.count / 12) {
            var changed = given.bytes
            changed[place] ^= 1
            #expect(try python(changed, keys) == 1, "byte \(place)")
        }
        let other = try await self.given()
        #expect(throws: ReceiptProblem.unknownKey) { try SignedReceipt.check(given.bytes, by: other.keys) }
        #expect(try python(given.bytes, other.keys.map(PublicKeyMessage.init).jsonBytes) == 1)
    }
}
