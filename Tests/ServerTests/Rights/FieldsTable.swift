import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Who reads which field over the API: `fields.csv` beside this file has a row for each field of each answer, and an r for each caller who has it.
/// A field that is new in an answer is a row that somebody has to look at.
@Suite struct `The table of fields` {
    /// Who looks at one newborn case: the departments are those of the case (the one that leads, two others), and one that is none of it.
    private static let callers: [(name: String, identity: Identity?)] = [
        ("anonymous", nil), ("applicant", Who.mother), ("co-applicant", Who.father), ("other-applicant", Who.stranger),
        ("agent", Who.person("990000198803070025", .agent)), ("counter", Who.staff(.counter, "s-1")),
        ("officer@health", Who.staff(.officer, "s-2", of: "health")),
        ("officer@disease-control", Who.staff(.officer, "s-3", of: "disease-control")),
        ("officer@transport", Who.staff(.officer, "s-4", of: "transport")),
        ("supervisor@disease-control", Who.staff(.supervisor, "s-5", of: "disease-control")),
        ("department-system@disease-control", Who.staff(.departmentSystem, "s-6", of: "disease-control")),
        ("payment-system", Who.staff(.paymentSystem, "s-7")), ("auditor", Who.staff(.auditor, "s-8")),
        ("administrator", Who.staff(.administrator, "s-9")), ("security", Who.staff(.security, "s-10")),
    ]

    /// Whose answers are no JSON, of things that are in no case, or what definitions say, which is alike for all who see it.
    private static let without: Set<String> = [
        "isAlive", "getMetrics", "getDocument", "getMaterial", "getWebhook", "listDeliveries", "listWebhooks", "listConsents", "getConsent",
        "getPaper", "listPapers", "getLicence", "listBundles", "getBundle", "getBundleForm", "reportSavings",
    ]

    @Test func `is what the API shows, field by field`() async throws {
        let served = try await ServedOffice()
        let id = try await rich(served)
        let people: JSONValue = ["mother": "990000199501010021"]
        let begun = try await served.ask(
            .post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "people": people])
        let draft = try #require(begun.json["id"]?.word, "\(begun.text)")
        var rows: [String: Set<String>] = [:]
        var seen: Set<String> = []
        for endpoint in served.endpoints where endpoint.method == .get && !Self.without.contains(endpoint.id) {
            for id in endpoint.path.contains("{case}") ? [id, draft] : [id] {
                let path = endpoint.path.replacing("{case}", with: id).replacing("{item}", with: "birth-notice")
                for (name, identity) in Self.callers {
                    let answer = try await served.ask(endpoint.method, path, by: identity)
                    guard answer.status == 200 else { continue }
                    seen.insert(endpoint.id)
                    for field in Self.fields(of: answer.json) { rows["\(endpoint.id),\(field)", default: []].insert(name) }
                }
            }
        }
        let expected = served.endpoints.filter { $0.method == .get && !Self.without.contains($0.id) }.map(\.id)
        #expect(Set(expected).subtracting(seen) == [], "each is asked so that somebody has an answer")
        let names = Self.callers.map(\.name)
        let lines =
            ["operation,field," + names.joined(separator: ",")]
            + rows.sorted { $0.key < $1.key }.map { row, who in
                row + "," + names.map { who.contains($0) ? "r" : "-" }.joined(separator: ",")
            }
        let actual = lines.joined(separator: "\n") + "\n"
        #expect(try Golden.expected("Tests/ServerTests/Rights/fields.csv", actual: actual) == actual)
    }

    /// Nobody writes a field that an operation does not have, wherever in its body it stands; it is told at its place, and nothing happens.
    @Test func `lets nobody write what is not asked for`() async throws {
        let served = try await ServedOffice()
        let id = try await rich(served)
        let before = try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).bytes
        var tried: Set<String> = []
        for endpoint in served.endpoints {
            guard let type = endpoint.body else { continue }
            var book = SchemaBook()
            let schema = book.schema(of: type, isRequest: true)
            let path = endpoint.path.replacing("{case}", with: id).replacing("{item}", with: "birth-notice")
                .replacing("{bundle}", with: "newborn").replacing(/\{[a-z]*\}/, with: "1")
            for (body, pointer) in Self.strange(schema, book) {
                for (name, identity) in Self.callers {
                    let answer = try await served.ask(
                        endpoint.method, path, by: identity, body, endpoint.isConditional ? [.ifMatch: "\"9\""] : [:])
                    // Whoever may not is told that, and nothing else.
                    if [401, 403, 404].contains(answer.status) { continue }
                    tried.insert(endpoint.id)
                    let pointers = answer.json["errors"]?.list.compactMap { $0["pointer"]?.word } ?? []
                    #expect(
                        answer.status == 422 && answer.code == "bad-body" && pointers.contains(pointer),
                        "\(endpoint.id) by \(name) with \(pointer): \(answer.text)")
                }
            }
        }
        #expect(tried.count > 30, "\(tried.count)")
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).bytes == before)
    }

    /// A case of which there is something of everything: a form, an agent, a refusal with its reason, a rating, people at the counter.
    private func rich(_ served: ServedOffice) async throws -> String {
        let people: JSONValue = ["mother": "990000199501010021", "father": "990000199306150010"]
        let created = try await served.ask(
            .post, "/v1/cases", by: Who.mother,
            [
                "bundle": "newborn", "from": "married-local-couple", "people": people, "applicants": ["mother"],
                "form": ["child.name": "周小满"],
            ])
        let id = try #require(created.json["id"]?.word, "\(created.text)")
        let submitted = try await served.whole("/v1/cases/\(id)/submit", by: Who.mother)
        #expect(submitted.status == 200, "\(submitted.text)")
        let agent = try await served.office.pseudonym(of: try HolderCode(kind: "111", text: "990000198803070025"))
        _ = try await served.ask(.post, "/v1/cases/\(id)/mandates", by: Who.mother, ["agent": .text(agent), "reference": "M-1"])
        _ = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: Who.staff(.officer, "s-2", of: "health"),
            ["move": "refuse", "reason": "x", "remedies": "y"])
        let rated = try await served.ask(
            .post, "/v1/cases/\(id)/ratings", by: Who.mother,
            ["item": "birth-notice", "channel": "counter", "level": "very_dissatisfied", "points": ["attitude"], "words": "等了三个小时"])
        #expect(rated.status == 201, "\(rated.text)")
        return id
    }

    /// The places of an answer at which something stands: `/items/*/state`. Maps by names of definitions or people count as lists.
    private static func fields(of value: JSONValue, at place: String = "") -> Set<String> {
        switch value {
        case .map(let map): map.reduce(into: []) { $0.formUnion(fields(of: $1.value, at: "\(place)/\($1.key)")) }
        case .list(let list): list.reduce(into: []) { $0.formUnion(fields(of: $1, at: place + "/*")) }
        default: [place]
        }
    }

    /// A body with everything that a schema has, once for each object in it, in which a field stands that it does not have.
    private static func strange(_ schema: Schema, _ book: SchemaBook) -> [(body: JSONValue, pointer: String)] {
        switch schema {
        case .named(let name): book.schemas[name].map { strange($0, book) } ?? []
        case .object(let object):
            [(.map(["zzz": 1]), "/zzz")]
                + object.keys.flatMap { key in
                    strange(key.schema, book).map { (.map([key.name: $0.body]), "/\(key.name)\($0.pointer)") }
                }
        case .list(let element, _): strange(element, book).map { (.list([$0.body]), "/0\($0.pointer)") }
        default: []
        }
    }
}
