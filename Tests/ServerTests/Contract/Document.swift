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
            if let right = endpoint.right {
                let roles = Actor.Role.allCases.filter { Rights.operations(of: $0).contains(right) && $0 != .system }.map(\.name)
                #expect(operation?["x-roles"]?.list.compactMap(\.word) == roles)
            }
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
        guard case .named(let name) = book.schema(of: Sample.self, isRequest: false), case .object(let keys)? = book.schemas[name] else {
            Issue.record("no object")
            return
        }
        #expect(Set(keys.filter(\.isRequired).map(\.name)) == ["text", "number", "choice", "inner", "map"])
        #expect(keys.count == 10)
        #expect(keys.first { $0.name == "choices" }?.schema == .list(.choice(["one", "two"]), most: .max))
        #expect(keys.first { $0.name == "map" }?.schema == .entries(.integer(.min...(.max)), most: .max))
    }
}
