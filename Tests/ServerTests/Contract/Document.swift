import Foundation
import Hummingbird
import Testing

@testable import Server
@testable import Workflow

/// What `/openapi.json` says of the API.
@Suite struct `The document` {
    @Test func `names every operation once, with all that may come of it`() async throws {
        let served = try await ServedOffice()
        let ids = served.endpoints.map(\.id)
        #expect(Set(ids).count == ids.count)
        let document = try await served.ask(.get, "/openapi.json").json
        #expect(document["openapi"] == "3.1.1")
        for endpoint in served.endpoints {
            let operation = document["paths"]?[endpoint.path]?[endpoint.method.rawValue.lowercased()]
            #expect(operation?["operationId"]?.word == endpoint.id)
            for status in endpoint.answers.map(\.status.code) + endpoint.allProblems.map(\.status.code) {
                #expect(operation?["responses"]?["\(status)"] != nil, "\(endpoint.id) \(status)")
            }
            if endpoint.right != nil {
                #expect(operation?["x-roles"]?.list.compactMap(\.word) == endpoint.roles.map(\.name))
            }
        }
    }

    /// Without a server it is the same.
    @Test func `can be had before there is a server`() async throws {
        let served = try await ServedOffice()
        for language in Language.allCases {
            let document = try await served.ask(.get, "/openapi.json", nil, [.acceptLanguage: language.rawValue]).json
            #expect(try JSONDecoder().decode(JSONValue.self, from: Data(APIServer.document(language).utf8)) == document)
        }
    }

    /// Every name that is pointed to is there.
    @Test func `points nowhere that is not there`() async throws {
        let document = try await ServedOffice().ask(.get, "/openapi.json").json
        func walk(_ value: JSONValue) {
            switch value {
            case .map(let map):
                if let target = map["$ref"]?.word {
                    let found = target.split(separator: "/").dropFirst().reduce(document as JSONValue?) { $0?[String($1)] }
                    #expect(found != nil, "\(target)")
                }
                map.values.forEach(walk)
            case .list(let list): list.forEach(walk)
            default: break
            }
        }
        walk(document)
    }

    /// Whoever reads it need not read code: operations, parameters, headers, messages and properties each say what they are.
    @Test func `says of everything what it is`() async throws {
        let served = try await ServedOffice()
        #expect(SchemaBook(of: served.endpoints).gaps.sorted() == [], "a message that is not Described, or a property in only one of both")
        for language in Language.allCases {
            let document = try await served.ask(.get, "/openapi.json", nil, [.acceptLanguage: language.rawValue]).json
            var silent: [String] = []
            func look(_ value: JSONValue?, _ place: String) {
                if value?["description"]?.word?.isEmpty ?? true, value?["$ref"] == nil { silent.append(place) }
            }
            for (path, methods) in document["paths"]?.entries ?? [:] {
                for (method, operation) in methods.entries {
                    let place = "\(method) \(path)"
                    look(operation, place)
                    for parameter in operation["parameters"]?.list ?? [] { look(parameter, "\(place) \(parameter["name"]?.word ?? "")") }
                    if let body = operation["requestBody"] { look(body, "\(place) body") }
                    for (status, response) in operation["responses"]?.entries ?? [:] {
                        look(response, "\(place) \(status)")
                        for (name, header) in response["headers"]?.entries ?? [:] { look(header, "\(place) \(status) \(name)") }
                        for (type, content) in response["content"]?.entries ?? [:] {
                            #expect(content["schema"] != nil, "\(place) \(status) \(type)")
                        }
                    }
                }
            }
            for kind in ["parameters", "responses", "securitySchemes"] {
                for (name, one) in document["components"]?[kind]?.entries ?? [:] { look(one, name) }
            }
            for (name, schema) in document["components"]?["schemas"]?.entries ?? [:] where schema["oneOf"] == nil {
                look(schema, name)
                for (key, property) in schema["properties"]?.entries ?? [:] {
                    // What stands beside `$ref` is said of the property (OpenAPI 3.1).
                    if property["description"]?.word?.isEmpty ?? true { silent.append("\(name).\(key)") }
                }
            }
            #expect(silent.sorted() == [])
        }
    }

    /// Whoever asks in Chinese reads Chinese, and whoever asks in English reads English; no text was left out of one of the two.
    @Test func `says everything in both languages`() async throws {
        let served = try await ServedOffice()
        func document(_ language: Language) async throws -> JSONValue {
            try await served.ask(.get, "/openapi.json", nil, [.acceptLanguage: language.rawValue]).json
        }
        var (texts, wrong): (Int, [String]) = (0, [])
        /// - Parameter names: its keys are names, not words of OpenAPI.
        func look(_ zh: JSONValue, _ en: JSONValue?, _ place: String, names: Bool = false) {
            for (index, one) in zh.list.enumerated() { look(one, en?.list[index], "\(place)/\(index)") }
            for (key, value) in zh.entries where names || key != "example" {
                if !names, ["description", "summary", "title"].contains(key), let chinese = value.word {
                    let english = en?[key]?.word ?? ""
                    texts += 1
                    if !chinese.contains(/\p{Han}/) || !english.contains(/[A-Za-z]/) || chinese == english {
                        wrong.append("\(place): \(chinese) | \(english)")
                    }
                } else {
                    look(value, en?[key], "\(place)/\(key)", names: !names && ["properties", "schemas"].contains(key))
                }
            }
        }
        try await look(document(.zh), document(.en), "")
        #expect(texts > 2_000 && wrong.sorted() == [])
    }

    /// A client that is made of it survives what is added to answers; what comes from him has nothing besides.
    @Test func `leaves room in answers, and none in requests`() async throws {
        let served = try await ServedOffice()
        let book = SchemaBook(of: served.endpoints)
        var requests = SchemaBook()
        for endpoint in served.endpoints { if let body = endpoint.body { _ = requests.schema(of: body, isRequest: true) } }
        var answers = SchemaBook()
        for endpoint in served.endpoints { for answer in endpoint.answers { _ = answer.schema?(&answers) } }
        #expect(Set(requests.schemas.keys).isDisjoint(with: answers.schemas.keys), "a message is of one or the other")
        for (name, schema) in book.schemas {
            guard case .object(let object) = schema else { continue }
            #expect(object.isClosed == (requests.schemas[name] != nil), "\(name)")
            #expect((schema.json(.en)["additionalProperties"] == false) == object.isClosed, "\(name)")
        }
    }

    /// Of several messages one word says which it is.
    @Test func `tells messages apart that may stand in one place`() async throws {
        let served = try await ServedOffice()
        let book = SchemaBook(of: served.endpoints)
        let unions = book.schemas.values.compactMap { if case .oneOf(let names, let tag) = $0 { (names, tag) } else { nil } }
        #expect(unions.count == 1)
        for (names, tag) in unions {
            #expect(Set(tag.messages.values) == Set(names))
            var words: [String] = []
            for name in names {
                guard case .object(let object)? = book.schemas[name], let key = object.keys.first(where: { $0.name == tag.property }),
                    case .choice(let own) = key.schema
                else {
                    Issue.record("\(name) has no words in \(tag.property)")
                    continue
                }
                #expect(key.isRequired)
                words += own
            }
            #expect(Set(words).count == words.count && Set(words) == Set(tag.messages.keys))
        }
    }

    /// What is optional in a message is optional in its schema, and the other way round.
    @Test func `has schemas that say what the messages say`() {
        struct Sample: Codable {
            enum Choice: String, Codable, CaseIterable { case one, two }
            struct Inner: Codable { var deep: Int64? }
            var text: String
            var maybe: String?
            var flag: Bool?
            var number: Double
            var count: Int?
            var choice: Choice
            var choices: [Choice]?
            var inner: Inner
            var inners: [Inner]?
            var map: [String: Int]
        }
        var book = SchemaBook()
        guard case .named(let name) = book.schema(of: Sample.self, isRequest: false), case .object(let object)? = book.schemas[name] else {
            Issue.record("no object")
            return
        }
        let keys = object.keys
        #expect(Set(keys.filter(\.isRequired).map(\.name)) == ["text", "number", "choice", "inner", "map"])
        #expect(keys.count == 10)
        #expect(keys.first { $0.name == "choices" }?.schema == .list(.choice(["one", "two"]), 0...(.max)))
        #expect(keys.first { $0.name == "map" }?.schema == .entries(.integer(0...(.max)), most: .max))
    }
}
