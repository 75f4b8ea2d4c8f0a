import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Files that are handed in for papers: taken by what they are, sealed, and seen by those alone whom they concern.
@Suite struct `Materials over HTTP` {
    private static let canary = "金丝雀的身份证"

    static func pdf(_ text: String = canary, bytes: Int = 0) -> [UInt8] {
        Array("%PDF-1.7\n\(text)\n".utf8) + Array(repeating: 65, count: bytes) + Array("\ntrailer\n%%EOF\n".utf8)
    }

    private func draft(_ served: ServedOffice) async throws -> (id: String, line: String) {
        let created = try await served.ask(
            .post, "/v1/cases", by: Who.mother,
            [
                "bundle": "newborn", "from": "married-local-couple",
                "people": ["mother": "990000199501010021", "father": "990000199306150010"],
            ])
        let id = try #require(created.json["id"]?.word, "\(created.text)")
        let line = try #require(created.json["papers"]?.list.first?["line"]?.word, "\(created.text)")
        return (id, line)
    }

    /// A case that is in, with a paper that is wanting, and the department that has it.
    private func lacking(_ served: ServedOffice) async throws -> (id: String, line: String, department: String) {
        let plan = try await served.ask(.post, "/v1/bundles/newborn/plan", ["from": "married-local-couple", "holds": []])
        let paper = try #require(plan.json["ledger"]?.list.first { $0["disposition"] == "handed-in" && $0["material"] != "form" })
        let created = try await served.whole(
            "/v1/cases", by: Who.mother,
            [
                "bundle": "newborn", "from": "married-local-couple", "holds": [], "without": .list([try #require(paper["material"])]),
                "submit": true,
            ])
        let (id, line) = (try #require(created.json["id"]?.word, "\(created.text)"), try #require(paper["line"]?.word))
        let ledger = try await served.ask(.get, "/v1/cases/\(id)/ledger?limit=200", by: Who.mother)
        return (id, line, try #require(ledger.items.first { $0["line"] == .text(line) }?["department"]?.word))
    }

    static func upload(
        _ served: ServedOffice, _ id: String, _ line: String, _ file: [UInt8], _ type: String = "application/pdf",
        by who: Identity = Who.mother, key: String = UUID().uuidString
    ) async throws -> ServedOffice.Answer {
        try await served.send(
            .post, "/v1/cases/\(id)/materials?line=\(line)",
            [
                .authorization: "Bearer \(try await served.token(who))", .contentType: type, .init("Idempotency-Key")!: key,
            ], file)
    }

    @Test func `are for papers that are wanted`() async throws {
        let served = try await ServedOffice()
        let (id, _) = try await draft(served)
        let refused = try await Self.upload(served, id, "birth-notice/1", Self.pdf())
        #expect(refused.status == 409 && refused.json["detail"]?.word?.contains("此行不需要材料") == true, "\(refused.text)")
        #expect(try await served.ask(.get, "/v1/cases/\(id)/materials", by: Who.mother).json == ["items": []])
    }

    @Test func `are kept for a draft, read again byte for byte, and taken away`() async throws {
        let served = try await ServedOffice()
        let (id, line) = try await draft(served)
        let file = Self.pdf(bytes: 600_000)
        let kept = try await Self.upload(served, id, line, file, key: "k")
        #expect(kept.status == 201, "\(kept.text)")
        let info = try #require(kept.json["file"])
        #expect(info["bytes"] == .integer(file.count) && info["sha256"] == .text(Digest.text(Digest.of(file))))
        // The same again is not there twice; another under the key is refused.
        #expect(try await Self.upload(served, id, line, file, key: "k").bytes == kept.bytes)
        #expect(try await Self.upload(served, id, line, Self.pdf("x"), key: "k").code == "idempotency-key-reused")
        let list = try await served.ask(.get, "/v1/cases/\(id)/materials", by: Who.mother)
        #expect(list.items == [info])
        let number = try #require(info["id"]?.count)
        let read = try await served.ask(.get, "/v1/cases/\(id)/materials/\(number)", by: Who.mother)
        #expect(read.bytes == file && read.headers[.contentType] == "application/pdf")
        #expect(read.headers[.contentDisposition] == "attachment; filename=\"\(number).pdf\"")
        #expect(read.headers[.xContentTypeOptions] == "nosniff")
        for who in [Who.stranger, Who.father, Who.staff(.officer, of: "health"), Who.staff(.counter), Who.staff(.auditor)] {
            #expect(try await served.ask(.get, "/v1/cases/\(id)/materials/\(number)", by: who).status == 404)
            #expect(try await served.ask(.get, "/v1/cases/\(id)/materials", by: who).status == 404)
        }
        #expect(try await served.ask(.delete, "/v1/cases/\(id)/materials/\(number)", by: Who.stranger).status == 404)
        #expect(try await served.ask(.delete, "/v1/cases/\(id)/materials/\(number)", by: Who.mother).status == 204)
        #expect(try await served.ask(.get, "/v1/cases/\(id)/materials/\(number)", by: Who.mother).status == 404)
        #expect(try await served.office.store.read { try $0.registry.piece(0, of: Int64(number)) } == nil)
    }

    @Test func `hand in a paper that is wanting, and only its department opens them`() async throws {
        let served = try await ServedOffice()
        let (id, line, department) = try await lacking(served)
        let kept = try await Self.upload(served, id, line, Self.pdf())
        #expect(kept.status == 201 && kept.json["events"]?.list.first?["type"] == "handed-in", "\(kept.text)")
        let number = try #require(kept.json["file"]?["id"]?.count)
        let path = "/v1/cases/\(id)/materials/\(number)"
        let departments = Set(
            try await served.ask(.get, "/v1/cases/\(id)/ledger?limit=200", by: Who.mother).items.compactMap { $0["department"]?.word })
        for other in departments {
            let read = try await served.ask(.get, path, by: Who.staff(.officer, "8", of: other))
            #expect(read.status == (other == department ? 200 : 404), "\(other)")
            let list = try await served.ask(.get, "/v1/cases/\(id)/materials", by: Who.staff(.officer, "8", of: other))
            #expect(list.status == 404 || list.items.count == (other == department ? 1 : 0), "\(other)")
        }
        for who in [Who.staff(.counter), Who.staff(.auditor), Who.stranger] {
            #expect(try await served.ask(.get, path, by: who).status == 404)
        }
        // It stays, and who opened it stands in the log.
        #expect(try await served.ask(.delete, path, by: Who.mother).status == 409)
        let uses = try await served.office.store.read { try $0.registry.uses(of: nil, after: 0, limit: 999) }
        #expect(uses.filter { $0.use.purpose == "file \(number)" }.map(\.use.by.person) == ["8"])
        #expect(uses.last { $0.use.purpose == "file \(number)" }?.use.fields == [line])
    }

    @Test func `are what they are said to be, and nothing besides`() async throws {
        let served = try await ServedOffice()
        let (id, line) = try await draft(served)
        let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 7, count: 100) + [0xFF, 0xD9]
        let png: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 7, count: 100)
            + [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
        let zip = try Archive.bytes([("OFD.xml", "<ofd/>", nil)])
        let good: [(String, [UInt8])] = [
            ("application/pdf", Self.pdf()), ("image/jpeg", jpeg), ("image/png", png), ("application/ofd", zip),
        ]
        for (type, file) in good { #expect(try await Self.upload(served, id, line, file, type).status == 201, "\(type)") }
        for (type, _) in good {
            for (other, file) in good where other != type {
                #expect(try await Self.upload(served, id, line, file, type).status == 415, "\(other) as \(type)")
            }
        }
        for type in ["text/html", "application/zip", "image/svg+xml", ""] {
            #expect(try await Self.upload(served, id, line, Self.pdf(), type).status == 415, "\(type)")
        }
        let bad: [(String, String, [UInt8])] = [
            ("cut off", "application/pdf", Array(Self.pdf().dropLast(10))), ("cut off", "image/png", Array(png.dropLast())),
            ("an archive behind", "application/pdf", Self.pdf() + zip),
            ("an archive behind", "image/jpeg", jpeg + zip),
            ("a PDF within", "image/png", Array(png.prefix(20)) + Self.pdf() + Array(png.suffix(12))),
            ("no OFD", "application/ofd", try Archive.bytes([("a.xml", "x", nil)])),
            ("a bomb", "application/ofd", try Archive.bytes([("OFD.xml", "x", 4_000_000_000)])),
            ("steps out", "application/ofd", try Archive.bytes([("OFD.xml", "x", nil), ("../a", "x", nil)])),
            ("lies on each other", "application/ofd", try Archive.bytes([("OFD.xml", "x", nil), ("b", "x", nil)], overlapping: true)),
            ("something before", "application/ofd", [0x50, 0x4B, 0x03, 0x04] + zip),
        ]
        for (what, type, file) in bad {
            let answer = try await Self.upload(served, id, line, file, type)
            #expect(answer.status == 422, "\(what) in \(type): \(answer.text)")
        }
        #expect(try await Self.upload(served, id, line, []).status == 422)
        #expect(try await Self.upload(served, id, "birth-notice/99", Self.pdf()).status == 422)
        #expect(try await served.ask(.get, "/v1/cases/\(id)/materials", by: Who.mother).items.count == good.count)
        // Nothing is left of what was not taken.
        let rows = try await served.office.store.read { try $0.registry.files(after: 0, limit: 99) }
        #expect(rows.allSatisfy { $0.isWhole })
    }

    @Test func `are no more and no larger than is agreed`() async throws {
        let served = try await ServedOffice(files: FileRules(mostBytes: 1_000_000, mostBytesOfCase: 1_500_000, mostFiles: 3))
        let (id, line) = try await draft(served)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 1_000_000)).status == 413)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 900_000)).status == 201)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 700_000)).status == 413)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 400_000)).status == 201)
        #expect(try await Self.upload(served, id, line, Self.pdf()).status == 201)
        #expect(try await Self.upload(served, id, line, Self.pdf()).status == 413)
        #expect(try await served.ask(.get, "/v1/cases/\(id)/materials", by: Who.mother).items.count == 3)
    }

    /// Whoever did not hear that his last file was taken hears it when he asks again, though there is no room for another.
    @Test func `are counted once, however often they are sent under their key`() async throws {
        let served = try await ServedOffice(files: FileRules(mostBytes: 1_000_000, mostBytesOfCase: 1_000_000, mostFiles: 1))
        let (id, line) = try await draft(served)
        let kept = try await Self.upload(served, id, line, Self.pdf(bytes: 900_000), key: "k")
        #expect(kept.status == 201)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 900_000), key: "k").bytes == kept.bytes)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 900_001), key: "k").code == "idempotency-key-reused")
        #expect(try await Self.upload(served, id, line, Self.pdf(), key: "l").status == 413)
        #expect(try await served.whole("/v1/cases/\(id)/submit", by: Who.mother).status == 200)
        #expect(try await served.ask(.post, "/v1/cases/\(id)/withdraw", by: Who.mother).status == 200)
        #expect(try await Self.upload(served, id, line, Self.pdf(bytes: 900_000), key: "k").bytes == kept.bytes)
        #expect(try await Self.upload(served, id, line, Self.pdf(), key: "m").status == 409)
    }

    /// On disk nothing of it can be read, a flipped bit is found, and it goes with its case.
    @Test func `lie sealed in the file, and every bit of them counts`() async throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/office.sqlite"
        let served = try await ServedOffice(try SQLiteStore(at: path))
        let (id, line) = try await draft(served)
        let kept = try await Self.upload(served, id, line, Self.pdf(bytes: 600_000))
        let number = try #require(kept.json["file"]?["id"]?.count)
        #expect(try await served.office.verify().intact)
        try await served.office.store.scrub()
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: folder.url.appendingPathComponent(name))
            #expect(bytes.range(of: Data(Self.canary.utf8)) == nil && bytes.range(of: Data("%PDF".utf8)) == nil, "\(name)")
        }
        let security = Caller(.security, person: "s-1")
        _ = try await served.office.rotateKeys(by: security)
        #expect(
            try await served.ask(.get, "/v1/cases/\(id)/materials/\(number)", by: Who.mother).bytes.count
                == kept.json["file"]?["bytes"]?.count)
        for change in [
            "UPDATE file_pieces SET body = substr(body, 1, 99) || x'00' || substr(body, 101) WHERE place = 1",
            "DELETE FROM file_pieces WHERE place = 2", "UPDATE files SET bytes = bytes + 1",
        ] {
            let copy = folder.path + "/copy-\(UUID().uuidString).sqlite"
            _ = try OtherProgram.run("VACUUM INTO '\(copy)'", on: path)
            #expect(try OtherProgram.run(change, on: copy).status == 0)
            let damaged = Office(store: try SQLiteStore(at: copy), keys: PassingKeys(), definitions: ServedOffice.definitions)
            #expect(try await damaged.verify().firstBad?.what == "files \(number)", "\(change)")
        }
        #expect(try await served.ask(.delete, "/v1/cases/\(id)", by: Who.mother).status == 204)
        #expect(try await served.office.store.read { try $0.registry.files(after: 0, limit: 9) }.isEmpty)
    }
}

/// Archives as programs write them, and as they do not.
enum Archive {
    /// - Parameter entries: names, what stands in them (not compressed), and how large they say that it is.
    static func bytes(_ entries: [(name: String, text: String, claimed: Int?)], overlapping: Bool = false) throws -> [UInt8] {
        func number(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
        var (bytes, list): ([UInt8], [UInt8]) = ([], [])
        for (name, text, claimed) in entries {
            let (name, data) = (Array(name.utf8), Array(text.utf8))
            let sizes = number(0, 4) + number(data.count, 4) + number(claimed ?? data.count, 4)
            let common = number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + sizes + number(name.count, 2) + number(0, 2)
            list += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
            list += number(overlapping ? 0 : bytes.count, 4) + name
            bytes += number(0x0403_4B50, 4) + common + name + data
        }
        let offset = bytes.count
        return bytes + list + number(0x0605_4B50, 4) + number(0, 4) + number(entries.count, 2) + number(entries.count, 2)
            + number(list.count, 4) + number(offset, 4) + number(0, 2)
    }
}
