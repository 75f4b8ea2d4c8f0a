import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Whatever text stands wherever a request takes one: it is worked on or refused with its place, answered as the document says, and never
/// told again by a problem (F5). `ONETHING_ALL=1` sends every text to every place.
@Suite struct `A text in a request` {
    private static let isEverything = ProcessInfo.processInfo.environment["ONETHING_ALL"] == "1"

    /// To these go all texts in every run: one place for each way in which texts are read.
    private static let always = [
        "getCase /case", "listLicences /type", "moveItem /reason", "rateItem /level", "createCase /without/0", "fillForm /fields/*",
        "fillForm /fields/*!",
    ]

    @Test func `is worked on or refused, and never more`() async throws {
        let asking = try await Asking()
        let fields = asking.fields.all
        #expect(Set(fields.map(\.reading)) == Set(RequestField.Reading.allCases))
        #expect(fields.count > 100 && NaughtyText.all.count > 503 + 300)
        for name in Self.always { #expect(fields.contains { $0.description == name }, "\(name)") }
        // For the others a text of each kind, chosen by a seed.
        var numbers = SeededNumbers(seed: 7)
        let kinds = Dictionary(grouping: NaughtyText.all, by: \.kind)
        for field in fields {
            let isAlways = Self.isEverything || Self.always.contains(field.description)
            let texts = isAlways ? NaughtyText.all : NaughtyText.Kind.allCases.compactMap { kinds[$0]?.randomElement(using: &numbers) }
            for text in texts { try await asking.ask(field, text) }
        }
        // The work is still there, and whole.
        #expect(try await asking.served.ask(.get, "/v1/cases", by: Who.mother).json["items"]?.list.isEmpty == false)
        let verified = try await asking.served.office.verify()
        #expect(verified.intact, "\(verified)")
    }
}

/// What schemathesis found (make fuzz), and what it would have found with more luck.
@Suite struct `A header of a request` {
    @Test(arguments: ["x", "", "-1", "+1", "1234567890", "1 2", "０"])
    func `that says no event is refused, of a page as of a stream`(text: String) async throws {
        let served = try await ServedOffice()
        let created = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn"])
        let id = try #require(created.json["id"]?.word)
        for accept in ["application/json", "text/event-stream"] {
            let answer = try await served.ask(
                .get, "/v1/cases/\(id)/events", by: Who.mother, nil, [.init("Last-Event-ID")!: text, .accept: accept])
            #expect(answer.status == 400 && answer.json["detail"] != nil, "\(accept): \(answer.text)")
        }
        #expect(try await served.ask(.get, "/v1/cases/\(id)/events", by: Who.mother, nil, [.init("Last-Event-ID")!: "0"]).status == 200)
    }

    @Test(arguments: [
        ("", 412), ("\"\"", 400), ("\"", 400), ("1", 400), ("\"+1\"", 400), ("\"01\"", 400), ("\"1\"", 412), ("\"1234567890\"", 400),
        ("\"1-\"", 400), ("\"1-0123456789abcdeF\"", 400), ("\"1-0123456789abcdef\"", 412),
    ])
    func `that says no version is refused before anything is done`(text: String, status: Int) async throws {
        let served = try await ServedOffice()
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "submit": true])
        let id = try #require(created.json["id"]?.word)
        let path = "/v1/cases/\(id)/withdraw"
        #expect(try await served.ask(.post, path, by: Who.mother, nil, [.ifMatch: text]).status == status)
        #expect(try await served.ask(.post, path, by: Who.mother, nil, [.ifMatch: "*"]).status == 200)
    }

    @Test func `beside a body is no file, and a file has its line`() async throws {
        let served = try await ServedOffice()
        let created = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn"])
        let path = "/v1/cases/\(try #require(created.json["id"]?.word))/materials"
        #expect(try await served.ask(.post, "\(path)?line=a", by: Who.mother, ["line": "a"]).code == "unfit")
        let fields: HTTPFields = [
            .authorization: "Bearer \(try await served.token(Who.mother))", .contentType: "image/png", .init("Idempotency-Key")!: "k",
        ]
        #expect(try await served.send(.post, path, fields, [1]).code == "unfit")
    }
}

/// Asks for operations with a text of somebody's choice in them.
private final class Asking {
    let served: ServedOffice
    let fields: RequestFields
    private let cases: [String]
    private let tokens: [String: String]
    private let operations: [String: Endpoint]
    private var count = 0

    init() async throws {
        served = try await ServedOffice()
        var cases: [String] = []
        for body: JSONValue in [
            ["bundle": "newborn", "from": "married-local-couple", "submit": true], ["bundle": "newborn", "from": "married-local-couple"],
        ] {
            let created = try await served.whole("/v1/cases", by: Who.mother, body)
            cases.append(try #require(created.json["id"]?.word))
        }
        self.cases = cases
        fields = RequestFields(
            try await served.ask(.get, "/openapi.json").json,
            words: [
                "bundle": "newborn", "from": "married-local-couple", "item": "birth-notice", "move": "refuse", "reason": "x",
                "remedies": "x", "line": "birth-notice/1", "case": cases[0], "role": "mother", "licence": "marriage-certificate",
                "licences": "mother:marriage-certificate", "to": "990000199306150010", "address": "http://hook.test/", "reference": "M-1",
            ])
        var tokens: [String: String] = [:]
        for role in Actor.Role.allCases where role != .system { tokens[role.name] = try await served.token(Who.anybody(role)) }
        self.tokens = tokens
        operations = Dictionary(served.endpoints.map { ($0.id, $0) }) { $1 }
    }

    func ask(_ field: RequestField, _ naughty: NaughtyText) async throws {
        let (operation, text) = (field.operation, naughty.text)
        // A step of a path has something in it.
        if field.reading == .path, text.isEmpty { return }
        count += 1
        var path = operation.path.split(separator: "/").map { part -> String in
            guard part.hasPrefix("{") else { return String(part) }
            let name = String(part.dropFirst().dropLast())
            if field.reading == .path, field.steps == [.key(name)] { return Self.quoted(text) }
            return ["case": cases[count % 2], "task": "\(cases[0]):birth-notice", "item": "birth-notice", "bundle": "newborn"][name] ?? "1"
        }.joined(separator: "/")
        if field.reading == .query, case .key(let name) = field.steps[0] { path += "?\(name)=\(Self.quoted(text))" }
        var headers: HTTPFields = [.acceptLanguage: "en", .init("Idempotency-Key")!: "\(count)"]
        // Each role that may ask has its turn.
        if let role = operation.roles.isEmpty ? nil : operation.roles[count % operation.roles.count], let token = tokens[role] {
            headers[.authorization] = "Bearer \(token)"
        }
        let body = fields.body(field, text)
        if body != nil { headers[.contentType] = "application/json" }
        // What it answers is held against the document there.
        let answer = try await served.send(
            HTTPRequest.Method(operation.method)!, "/" + path, headers, body.map { $0.jsonBytes } ?? [])
        let place: Comment = "\(field) \(naughty.kind) \(text.prefix(60).debugDescription): \(answer.status) \(answer.text.prefix(300))"
        #expect(answer.status < 500 && answer.status != 429, place)
        for header in answer.headers { #expect(header.value.isPlain && !header.value.contains("\n"), place) }
        guard answer.status >= 400 else { return }
        let isLocated = answer.json["errors"]?.list.isEmpty == false || answer.json["detail"] != nil
        if answer.status == 400 || answer.status == 422 { #expect(isLocated, place) }
        if answer.code == "bad-body", field.reading != .name {
            #expect(answer.json["errors"]?.list.first?["pointer"]?.word == field.pointer, place)
        }
        // A name that is none has its place told by it; anything else is not told again.
        if naughty.kind != .listed, field.reading != .name, text.count > 7 {
            #expect(!answer.json.texts.contains { $0.contains(text) }, place)
        }
    }

    private static func quoted(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._~".utf8.contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }.joined()
    }
}

extension RequestField {
    /// Where it is in a body that was made for it (RFC 6901).
    fileprivate var pointer: String {
        var (pointer, last) = ("", "")
        for step in steps {
            switch step {
            case .key(let key): (pointer, last) = (pointer + "/\(key)", key)
            case .element: pointer += "/0"
            case .entry: pointer += "/" + (RequestFields.names[last] ?? "x")
            case .name: pointer += "/…"
            }
        }
        return pointer
    }
}
