import Foundation
import Hummingbird
import Logging
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// What people write is kept and shown to the last byte, and does nothing where it comes out again: on a page, in a table, in a log (F5).
@Suite struct `A text that is kept` {
    private static let people: JSONValue = ["mother": "990000199501010021", "father": "990000199306150010"]
    private static let officer = Who.staff(.officer, "990017", of: "health")

    /// Texts that nothing refuses.
    private static func kept(most: Int) -> [String] {
        NaughtyText.all.map(\.text).filter { $0.isPlain && $0.utf8.count <= most && !$0.allSatisfy(\.isWhitespace) }
    }

    private static func begun(_ served: ServedOffice) async throws -> String {
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "submit": true])
        return try #require(created.json["id"]?.word, "\(created.text)")
    }

    @Test func `is in the form what it was, and else refused at its field`() async throws {
        let folder = try ScratchFolder()
        let served = try await ServedOffice(try SQLiteStore(at: folder.path + "/office.sqlite"))
        let id = try await Self.begun(served)
        let caseID = try #require(CaseID(id))
        let path = "/v1/cases/\(id)/form"
        let fields = try await served.ask(.get, path, by: Who.mother).json["fields"]?.list ?? []
        // Those that take any text.
        let typed = fields.filter { $0["typed"] == true && $0["how"] == nil }.compactMap { $0["id"]?.word }
        try #require(typed.count > 1, "\(fields)")
        func values() async throws -> FormValues {
            try await served.office.store.read { [office = served.office] in try office.values(of: $0.form(of: caseID), of: caseID) }
        }
        // As many at once as there are fields.
        let texts = Self.kept(most: UnfitValue.mostBytes)
        #expect(texts.count > 700)
        for start in stride(from: 0, to: texts.count, by: typed.count) {
            let batch = Dictionary(zip(typed, texts[start...])) { $1 }
            let filled = try await served.ask(.patch, path, by: Who.mother, ["fields": .map(batch.mapValues(JSONValue.text))])
            #expect(filled.status == 200, "\(filled.text)")
            let now = try await values()
            for (field, text) in batch { #expect(now[field]?.bytes == text.bytes, "\(text.debugDescription)") }
        }
        // Another way to write the same is another text, for whoever mends it.
        for text in ["瑩", "\u{F9AE}", "瑩", "é", "e\u{301}", "Å", "\u{212B}", "A\u{30A}"] {
            let filled = try await served.ask(.patch, path, by: Who.mother, ["fields": [typed[0]: .text(text)]])
            #expect(filled.status == 200)
            #expect(try await values()[typed[0]]?.bytes == text.bytes, "\(text.debugDescription)")
        }
        for text in NaughtyText.all.map(\.text) where !text.isPlain || text.utf8.count > UnfitValue.mostBytes {
            let refused = try await served.ask(.patch, path, by: Who.mother, ["fields": [typed[0]: .text(text)]], [.acceptLanguage: "en"])
            let places = refused.json["errors"]?.list.compactMap { $0["pointer"]?.word }
            #expect(refused.status == 422 && places == ["/fields/\(typed[0])"], "\(text.debugDescription): \(refused.text)")
        }
    }

    /// Reasons, remedies and new facts of a decision: in the events, in its paper, and on the page of it; the words of a rating, too.
    @Test func `is in events, papers and ratings what it was`() async throws {
        let folder = try ScratchFolder()
        let served = try await ServedOffice(try SQLiteStore(at: folder.path + "/office.sqlite"))
        func refused(_ reason: String, _ remedies: String) async throws -> String {
            let id = try await Self.begun(served)
            let moved = try await served.ask(
                .post, "/v1/cases/\(id)/items/birth-notice/moves", by: Self.officer,
                ["move": "refuse", "reason": .text(reason), "remedies": .text(remedies)])
            #expect(moved.status == 200, "\(reason.debugDescription): \(moved.text)")
            return id
        }
        func page(_ id: String) async throws -> ServedOffice.Answer {
            try await served.ask(
                .get, "/v1/cases/\(id)/documents/decision-to-refuse", by: Who.mother, nil, [.accept: "text/html", .acceptLanguage: "en"])
        }
        let plain = try await page(try await refused("x", "x"))
        #expect(plain.status == 200 && plain.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        let marks = plain.text.count { $0 == "<" }

        var texts = Self.kept(most: 500)
        if ProcessInfo.processInfo.environment["ONETHING_ALL"] != "1" {
            // Some of each kind.
            var numbers = SeededNumbers(seed: 11)
            texts = NaughtyText.Kind.allCases.flatMap { kind in
                NaughtyText.all.filter { $0.kind == kind }.map(\.text).filter(Set(texts).contains).shuffled(using: &numbers).prefix(14)
            }
        }
        for (reason, remedies) in zip(texts, texts.dropFirst()) {
            let id = try await refused(reason, remedies)
            let events = try await served.ask(.get, "/v1/cases/\(id)/events", by: Who.mother)
            let end = events.json["items"]?.list.first { $0["move"] == "refuse" }
            #expect(end?["reason"]?["zh"]?.word?.bytes == reason.bytes, "\(reason.debugDescription)")
            #expect(end?["remedies"]?["en"]?.word?.bytes == remedies.bytes, "\(remedies.debugDescription)")
            let paper = try await served.ask(.get, "/v1/cases/\(id)/documents/decision-to-refuse", by: Who.mother).json
            #expect(paper["text"]?.list.compactMap(\.word).contains { $0.bytes.holds(reason.bytes) } == true, "\(reason.debugDescription)")
            // As many marks as without it: it has begun none.
            let page = try await page(id)
            #expect(page.text.count { $0 == "<" } == marks, "\(reason.debugDescription)")
            let rated = try await served.ask(
                .post, "/v1/cases/\(id)/ratings", by: Who.mother,
                ["item": "birth-notice", "channel": "counter", "level": "dissatisfied", "words": .text(reason)])
            #expect(rated.status == 201, "\(reason.debugDescription): \(rated.text)")
            let told = try await served.ask(.get, "/v1/cases/\(id)/ratings", by: Who.mother)
            #expect(told.items.first?["words"]?.word?.bytes == reason.bytes)
        }
    }

    /// A table is read by programs that work out what stands in its cells.
    @Test func `is no formula in a table, and still there`() throws {
        let texts = NaughtyText.all.map(\.text)
        let table = CSVText.render(["a", "b"], texts.map { [.text($0), .text("end")] })
        let rows = try CSVTable(table).rows
        let cells = rows.map { $0.cells[0] }
        #expect(rows.allSatisfy { $0.cells.count == 2 && $0.cells[1] == "end" } && rows.count == texts.count)
        for (text, cell) in zip(texts, cells) {
            #expect(cell.unicodeScalars.first.map { !"=+-@\t\r\n＝＋－＠".unicodeScalars.contains($0) } ?? true, "\(cell.debugDescription)")
            #expect(cell.bytes == text.bytes || cell.bytes == ("'" + text).bytes, "\(text.debugDescription)")
        }
    }

    /// Nobody writes a line of the log but the server.
    @Test func `begins no line of a log`() throws {
        for text in NaughtyText.all.map(\.text) {
            for format in LogFormat.allCases {
                let line = format.line(.info, text, ["trace": "\(text)", "list": ["\(text)"]], at: Date(timeIntervalSince1970: 0))
                let isOneLine = line.unicodeScalars.allSatisfy {
                    ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                }
                #expect(isOneLine, "\(text.debugDescription)")
                if format == .json {
                    #expect(throws: Never.self) { try JSONDecoder().decode([String: String].self, from: Data(line.utf8)) }
                }
            }
        }
    }
}

extension [UInt8] {
    /// Whether they stand somewhere in these, one after the other.
    fileprivate func holds(_ others: [UInt8]) -> Bool { Data(self).range(of: Data(others)) != nil }
}
