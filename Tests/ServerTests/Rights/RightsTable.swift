import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Who may do what over the API: every operation, every role, every state of what it is about. The table is `rights.csv` beside this file; an
/// operation without a row, or that does otherwise than its row says, fails.
///
/// A cell has a letter for each object: y it goes through (or is wrong in itself, which only whoever may is told), f 403, n 404, u 401. Of an
/// operation on a case the objects are, in this order: a case of theirs (of an officer: with an item of his department), one of others, one of
/// theirs that is closed, a draft of theirs, one of others, and a number that nobody has.
@Suite struct `The table of rights` {
    @Test func `is what the API does, cell by cell`() async throws {
        let served = try await ServedOffice()
        let people = try await People(served)
        var lines = ["operation," + (["anonymous"] + people.roles.map { $0.caller.role.name }).joined(separator: ",")]
        var cells = 0
        for endpoint in served.endpoints.sorted(by: { $0.id < $1.id }) {
            var line = [endpoint.id]
            for identity in [nil] + people.roles.map(Optional.some) {
                var cell = ""
                for object in try await people.objects(of: endpoint, for: identity) {
                    cell += try await letter(endpoint, object, identity, served)
                    cells += 1
                }
                line.append(cell)
                // Whoever the document names is let in somewhere, and nobody else is.
                if let role = identity?.caller.role, endpoint.right != nil {
                    let isRefused = cell.allSatisfy { $0 == "f" }
                    #expect(isRefused != endpoint.roles.contains(role), "\(endpoint.id) \(role.name) \(cell)")
                }
            }
            lines.append(line.joined(separator: ","))
        }
        let actual = lines.joined(separator: "\n") + "\n"
        #expect(try Golden.expected("Tests/ServerTests/Rights/rights.csv", actual: actual) == actual)
        #expect(cells > 1_500)
    }

    private func letter(_ endpoint: Endpoint, _ object: String, _ identity: Identity?, _ served: ServedOffice) async throws -> String {
        let path = endpoint.path.split(separator: "/").map { part in
            switch part {
            case "{case}": object
            case "{task}": "\(object):vaccination-record"
            case "{item}": "vaccination-record"
            case "{bundle}": "newborn"
            case _ where part.hasPrefix("{"): "999999"
            default: String(part)
            }
        }
        var fields: HTTPFields = [:]
        // Nothing is to happen: who may is seen before that.
        if endpoint.isConditional { fields[.ifMatch] = "\"999999999\"" }
        let body = served.sample(endpoint)
        let answer = try await served.ask(endpoint.method, "/" + path.joined(separator: "/"), by: identity, body, fields)
        switch answer.status {
        case 401: return "u"
        case 403: return "f"
        case 404:
            // As one that is not there, to the letter.
            #expect(answer.json["detail"] == nil && answer.code == "not-found", "\(endpoint.id)")
            return "n"
        case 500: throw Unexpected(endpoint: endpoint.id, answer: answer.text)
        default: return "y"
        }
    }

    private struct Unexpected: Error {
        var endpoint: String
        var answer: String
    }
}

/// Everybody who may ask, and what is theirs.
private struct People {
    let served: ServedOffice
    let roles: [Identity]

    init(_ served: ServedOffice) async throws {
        self.served = served
        roles = Actor.Role.allCases.filter { $0 != .system }.map { role in
            switch role {
            case .applicant: Who.mother
            case .agent: Who.person("990000199306150010", .agent)
            case _ where role.isOfDepartment: Who.staff(role, "s-\(role.name)", of: "disease-control")
            default: Who.staff(role, "s-\(role.name)")
            }
        }
    }

    /// What an operation is tried on; one where it is about none.
    func objects(of endpoint: Endpoint, for identity: Identity?) async throws -> [String] {
        guard endpoint.path.contains("{case}") || endpoint.path.contains("{task}") else { return ["-"] }
        let isOffice = identity.map { $0.caller.role.isOfDepartment } ?? false
        let theirs = try await begin(for: identity, "newborn", closed: false)
        let others = try await begin(for: nil, isOffice ? "transport-company" : "newborn", closed: false)
        let closed = try await begin(for: identity, "newborn", closed: true)
        return [theirs, others, closed, try await draft(of: identity), try await draft(of: Who.stranger), "6ear-amxr-04q61"]
    }

    /// A case of somebody: his own, or one for which he has a mandate.
    private func begin(for identity: Identity?, _ bundle: String, closed: Bool) async throws -> String {
        let journey = bundle == "newborn" ? "married-local-couple" : "one-bought-vehicle"
        let isAgent = identity?.caller.role == .agent
        let applicant = identity?.caller.role == .applicant ? identity! : Who.stranger
        let body: JSONValue = ["bundle": .text(bundle), "from": .text(journey), "submit": true]
        let answer = try await served.whole("/v1/cases", by: applicant, body)
        let id = try #require(answer.json["id"]?.word)
        if isAgent, let holder = identity?.holder {
            let agent = try await served.office.pseudonym(of: holder)
            let given = try await served.ask(
                .post, "/v1/cases/\(id)/mandates", by: applicant, ["agent": .text(agent), "reference": "M-1"])
            #expect(given.status == 200, "\(given.text)")
        }
        if closed {
            let gone = try await served.ask(.post, "/v1/cases/\(id)/withdraw", by: applicant)
            #expect(gone.status == 200, "\(gone.text)")
        }
        return id
    }

    private func draft(of identity: Identity?) async throws -> String {
        let mayApply = identity.map { Rights.operations(of: $0.caller.role).contains(.apply) } ?? false
        let owner = mayApply ? identity! : Who.stranger
        let answer = try await served.ask(.post, "/v1/cases", by: owner, ["bundle": "newborn", "from": "married-local-couple"])
        return try #require(answer.json["id"]?.word)
    }
}

extension ServedOffice {
    /// As little as an operation takes.
    func sample(_ endpoint: Endpoint) -> JSONValue? {
        guard let type = endpoint.body else { return nil }
        var book = SchemaBook()
        let schema = book.schema(of: type, isRequest: true)
        return sample(schema, book)
    }

    private func sample(_ schema: Schema, _ book: SchemaBook) -> JSONValue {
        switch schema {
        case .text(let rule): .text(rule.format == Schema.TextRule.day ? "2026-11-23" : "x")
        case .file, .anything: "x"
        case .integer(let range): .integer(max(range.lowerBound, 1))
        case .number: 1
        case .flag: false
        case .choice(let words): .text(words.first ?? "")
        case .list: []
        case .entries: [:]
        case .object(let object):
            .map(Dictionary(uniqueKeysWithValues: object.keys.filter(\.isRequired).map { ($0.name, sample($0.schema, book)) }))
        case .named(let name): book.schemas[name].map { sample($0, book) } ?? .null
        case .oneOf(let names, _): names.first.flatMap { book.schemas[$0] }.map { sample($0, book) } ?? .null
        case .orNull(let schema): sample(schema, book)
        }
    }
}
