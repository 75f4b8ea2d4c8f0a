import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// JSONTestSuite by Nicolas Seriot: texts that are JSON (`y_`), that are none (`n_`), and of which RFC 8259 does not say (`i_`).
enum JSONSuite {
    private struct File: Decodable {
        struct Text: Decodable {
            var text, base64, repeated, then: String?
            var times: Int?
        }
        var files: [String: Text]
    }

    static let files: [(name: String, bytes: [UInt8])] = {
        guard let text = try? Checkout.text("Tests/ServerTests/Hostile/json-test-suite.json"),
            let file = try? JSONDecoder().decode(File.self, from: Data(text.utf8))
        else { preconditionFailure("there is no JSONTestSuite") }
        return file.files.sorted { $0.key < $1.key }.map { name, one in
            if let text = one.text { return (name, Array(text.utf8)) }
            if let base64 = one.base64.flatMap({ Data(base64Encoded: $0) }) { return (name, [UInt8](base64)) }
            return (name, Array((String(repeating: one.repeated!, count: one.times!) + one.then!).utf8))
        }
    }()

    static func files(_ kind: String) -> [(name: String, bytes: [UInt8])] { files.filter { $0.name.hasPrefix(kind) } }
}

/// There is one reader of bodies: what is JSON is read by it, what is none is refused, and nothing makes it fail (F3).
@Suite struct `A body of a request` {
    /// Sound, and refused all the same: two readers may read two things.
    private static let twice = ["y_object_duplicated_key", "y_object_duplicated_key_and_value"]

    /// What the reader says of a text, on one operation that takes a body.
    private static func answer(_ bytes: [UInt8], of endpoint: Endpoint, _ served: ServedOffice) async throws -> ServedOffice.Answer {
        let role = endpoint.right.flatMap { right in
            Actor.Role.allCases.first { Rights.operations(of: $0).contains(right) && $0 != .system }
        }
        var fields: HTTPFields = [.contentType: "application/json", .acceptLanguage: "en", .init("Idempotency-Key")!: UUID().uuidString]
        if let role { fields[.authorization] = "Bearer \(try await served.token(Who.anybody(role)))" }
        let path = endpoint.path.replacing(/\{[a-z]+\}/, with: "1")
        return try await served.send(endpoint.method, path, fields, bytes)
    }

    @Test func `is read where it is JSON, and refused as none where it is none`() async throws {
        #expect(["y_", "n_", "i_"].map { JSONSuite.files($0).count } == [95, 188, 35])
        let served = try await ServedOffice()
        let taking = served.endpoints.filter { $0.body != nil }
        let creating = try #require(taking.first { $0.id == "createCase" })
        #expect(taking.count > 25)
        // Each with the operation that begins a case, and with another: they come in turn, so that each operation reads some of each kind.
        for kind in ["y_", "n_", "i_"] {
            for (place, file) in JSONSuite.files(kind).enumerated() {
                for endpoint in [creating, taking[place % taking.count]] where !file.bytes.isEmpty || !endpoint.isBodyOptional {
                    let answer = try await Self.answer(file.bytes, of: endpoint, served)
                    let isRefused = answer.code == "bad-json"
                    #expect(answer.status < 500, "\(file.name) \(endpoint.id)")
                    if kind == "n_" { #expect(isRefused && answer.status == 400, "\(file.name) \(endpoint.id): \(answer.text)") }
                    if kind == "y_" { #expect(isRefused == Self.twice.contains(file.name), "\(file.name) \(endpoint.id): \(answer.text)") }
                }
            }
        }
    }

    /// What comes to the end of the reader says what was sent, to the last byte.
    @Test func `says what it said`() throws {
        for file in JSONSuite.files("y_") where !Self.twice.contains(file.name) {
            let value = try StrictJSON.read(JSONValue.self, from: file.bytes, most: Serving.mostBytes, deepest: Serving.deepest)
            let again = try StrictJSON.read(JSONValue.self, from: value.canonicalJSON())
            #expect(again == value, "\(file.name)")
        }
        let texts: [(String, String)] = [
            (#""\u0061\ud83d\ude00""#, "a😀"), (#""\ufffe""#, "\u{FFFE}"), (#""e\u0301""#, "e\u{301}"), (#""\uf9ae""#, "\u{F9AE}"),
            (#""\/\b\f\n\r\t\"\\""#, "/\u{8}\u{C}\n\r\t\"\\"), (#""\u0000""#, "\u{0}"),
        ]
        for (json, text) in texts {
            let read = try StrictJSON.read(String.self, from: Array(json.utf8))
            #expect(Array(read.utf8) == Array(text.utf8), "\(json)")
        }
    }

    @Test(
        arguments: [
            // Halves of a character (lone surrogates) are none in UTF-8, wherever they stand.
            (#"{"bundle":"\ud800"}"#, 400, "bad-json", nil), (#"{"bundle":"\udc00\ud800"}"#, 400, "bad-json", nil),
            (#"{"bundle":"newborn","form":{"\ud800":"x"}}"#, 400, "bad-json", nil),
            // Control characters are no part of what people write; a terminal takes them for orders.
            (#"{"bundle":"\u0000"}"#, 422, "bad-body", "/bundle"),
            (#"{"bundle":"newborn","form":{"child.name":"\u001b[2J"}}"#, 422, "bad-body", "/form/child.name"),
            (#"{"bundle":"newborn","without":["x","\u0085"]}"#, 422, "bad-body", "/without/1"),
            (#"{"bundle":"newborn","form":{"child.name":"\u009b1m"}}"#, 422, "bad-body", "/form/child.name"),
            (#"{"bundle":"newborn","form":{"child.name":"a\tb\nc"}}"#, 201, nil, nil),
        ] as [(String, Int, String?, String?)])
    func `has no control characters, and no halves of characters`(text: String, status: Int, code: String?, pointer: String?) async throws {
        let served = try await ServedOffice()
        let creating = try #require(served.endpoints.first { $0.id == "createCase" })
        let answer = try await Self.answer(Array(text.utf8), of: creating, served)
        #expect(answer.status == status && answer.code == code, "\(answer.text)")
        #expect(answer.json["errors"]?.list.first?["pointer"]?.word == pointer)
    }

    /// A reader that calls itself for each level would have no room left long before the end.
    @Test func `is no deeper than was agreed`() throws {
        func nested(_ count: Int) -> [UInt8] { Array((String(repeating: "[", count: count) + String(repeating: "]", count: count)).utf8) }
        #expect(Serving.deepest <= 64)
        #expect(throws: Never.self) { try StrictJSON.read(JSONValue.self, from: nested(Serving.deepest), deepest: Serving.deepest) }
        #expect(throws: StrictJSON.Problem.tooDeep) {
            try StrictJSON.read(JSONValue.self, from: nested(Serving.deepest + 1), deepest: Serving.deepest)
        }
    }
}
