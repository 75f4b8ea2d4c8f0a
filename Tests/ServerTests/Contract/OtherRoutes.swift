import Foundation
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Licences, hand-overs, offers, the savings report and simulations over the API.
@Suite struct `The other routes` {
    private static let registrar = Who.staff(.officer, "990001", of: "civil-affairs")
    private static let auditor = Who.staff(.auditor, "a-17")

    private func marriage() throws -> JSONValue {
        let text = try Checkout.text("Examples/licences/marriage.json")
        return try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test func `issue licences of one's department, say what becomes of them, and show everybody his own`() async throws {
        let served = try await ServedOffice()
        let body: JSONValue = ["licence": try marriage()]
        #expect(try await served.ask(.post, "/v1/licences", by: Who.mother, body).status == 403)
        #expect(try await served.ask(.post, "/v1/licences", by: Who.staff(.officer, of: "health"), body).status == 409)
        let issued = try await served.ask(.post, "/v1/licences", by: Self.registrar, body, key: "k")
        #expect(issued.status == 201, "\(issued.text)")
        #expect(try await served.ask(.post, "/v1/licences", by: Self.registrar, body, key: "k").bytes == issued.bytes)
        #expect(try await served.ask(.post, "/v1/licences", by: Self.registrar, ["licence": ["type": "none"]]).status == 422)
        let path = "/v1/licences/1"
        let own = try await served.ask(.get, "/v1/licences", by: Who.mother)
        let one = try await served.ask(.get, path, by: Who.mother)
        #expect(one.json["status"] == "valid" && own.json["items"]?.list == [one.json])
        // Somebody else has none, and does not learn that there is one.
        #expect(try await served.ask(.get, "/v1/licences", by: Who.stranger).json["items"]?.list.isEmpty == true)
        #expect(try await served.ask(.get, path, by: Who.stranger).status == 404)
        #expect(try await served.ask(.get, "/v1/licences/99", by: Self.registrar).status == 404)
        let list = try await served.ask(.get, "/v1/licences", by: Self.auditor)
        #expect(list.json["items"]?.list.count == 1 && !list.text.contains("990000"))
        for (verb, status) in [("suspend", "suspended"), ("resume", "valid"), ("revoke", "revoked")] {
            let changed = try await served.ask(.post, "\(path)/\(verb)", by: Self.registrar, ["reason": "核查"])
            #expect(changed.status == 200 && changed.json["status"]?.word == status, "\(changed.text)")
        }
        #expect(try await served.ask(.post, "\(path)/resume", by: Self.registrar, ["reason": "核查"]).status == 409)
        #expect(try await served.ask(.post, "/v1/licences/99/revoke", by: Self.registrar, ["reason": "核查"]).status == 404)
    }

    @Test func `tell a department's system what happened, signed, until it has seen it`() async throws {
        let served = try await ServedOffice()
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "submit": true])
        let id = try #require(created.json["id"]?.word)
        // The register of the population is kept in a system of its own, which is told when there is a birth certificate.
        let decided = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-certificate/moves", by: Who.staff(.officer, "990017", of: "health"), ["move": "decide"])
        #expect(decided.status == 200, "\(decided.text)")
        let rows = try await served.office.store.read { try $0.items(of: CaseID(id)!) }
        let one = try #require(rows.first { $0.news > 0 })
        let system = Who.staff(.departmentSystem, "sys-1", of: one.department)
        // Who makes its moves is that system, and no officer: no button on a screen is one that is refused.
        let items = try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).json["items"]?.list ?? []
        let moves = items.first { $0["item"]?.word == one.item }?["moves"]?.list ?? []
        let makers = Set(moves.flatMap { $0["by"]?.list.compactMap(\.word) ?? [] })
        #expect(makers.contains("department-system") && makers.isDisjoint(with: ["officer", "supervisor"]), "\(makers)")
        let told = try await served.ask(.get, "/v1/hand-overs", by: system)
        let message = try #require(
            told.json["items"]?.list.first { $0["handOver"]?["case"] == .text(id) && $0["handOver"]?["item"] == .text(one.item) })
        let keys = try PublicKeyMessage.keys(in: try await served.ask(.get, "/v1/signing-keys").bytes)
        let handOver = try JSONDecoder().decode(HandOver.self, from: Data((message["handOver"] ?? .null).jsonBytes))
        let signature = try #require(message["signed"]?["signature"]?.word.flatMap { Digest.bytes($0) })
        #expect(try keys[0].isRight(.init(algorithm: .ed25519, key: keys[0].name, bytes: signature), over: handOver.canonicalJSON()))
        var other = handOver
        other.state = "changed"
        #expect(try !keys[0].isRight(.init(algorithm: .ed25519, key: keys[0].name, bytes: signature), over: other.canonicalJSON()))
        // Again, until it says so.
        #expect(try await served.ask(.get, "/v1/hand-overs", by: system).json == told.json)
        let seen: JSONValue = [
            "message": "m-1", "case": .text(id), "item": .text(one.item), "seen": .integer(handOver.through),
        ]
        let elsewhere = Who.staff(
            .departmentSystem, "sys-2", of: rows.first { $0.department != one.department }?.department ?? "civil-affairs")
        #expect(try await served.ask(.post, "/v1/hand-overs", by: elsewhere, seen).status == 404)
        #expect(try await served.ask(.post, "/v1/hand-overs", by: Who.mother, seen).status == 403)
        let beyond = try await served.ask(
            .post, "/v1/hand-overs", by: system,
            ["message": "m-0", "case": .text(id), "item": .text(one.item), "seen": .integer(handOver.through + 1)])
        #expect(beyond.status == 409 && beyond.code == "not-told", "\(beyond.text)")
        let named = try await served.ask(
            .post, "/v1/hand-overs", by: system,
            ["message": "m-3", "case": .text(id), "item": .text(one.item), "seen": 1, "person": "990000199501010021"])
        #expect(named.status == 422 && named.json["errors"]?.list.first?["pointer"] == "/person" && named.text.contains("工号"))
        #expect(!named.text.contains("990000199501010021"))
        let taken = try await served.ask(.post, "/v1/hand-overs", by: system, seen)
        #expect(taken.status == 200, "\(taken.text)")
        #expect(try await served.ask(.post, "/v1/hand-overs", by: system, seen).bytes == taken.bytes)
        let another = try await served.ask(
            .post, "/v1/hand-overs", by: system,
            ["message": "m-1", "case": .text(id), "item": .text(one.item), "seen": .integer(handOver.through - 1)])
        #expect(another.status == 422 && another.json["errors"]?.list.first?["pointer"] == "/message", "\(another.text)")
        let after = try await served.ask(.get, "/v1/hand-overs", by: system).json["items"]?.list ?? []
        #expect(!after.contains { $0["handOver"]?["item"] == .text(one.item) })
        #expect(
            try await served.ask(.post, "/v1/hand-overs", by: system, ["message": "m-2", "case": .text(id), "item": .text(one.item)]).status
                == 422)
    }

    @Test func `tell what is saved, as planned and as measured`() async throws {
        let served = try await ServedOffice()
        let report = try await served.ask(.get, "/v1/reports/savings?bundle=newborn", by: Self.auditor)
        #expect(report.status == 200 && report.text.contains("\"measured\""), "\(report.text.prefix(300))")
        #expect(try await served.ask(.get, "/v1/reports/savings?bundle=none", by: Self.auditor).status == 422)
        #expect(try await served.ask(.get, "/v1/reports/savings", by: Who.mother).status == 403)
    }

    @Test func `simulate one at a time, the same as the command, and end when nobody waits any more`() async throws {
        let served = try await ServedOffice()
        // What can be simulated stands at the bundle.
        let bundle = try await served.ask(.get, "/v1/bundles/newborn", by: nil, nil, [.acceptLanguage: "en"])
        #expect(bundle.json["scenarios"] == [["id": "county-town", "title": "A county town"]])
        let body: JSONValue = [
            "bundle": "newborn", "scenario": bundle.json["scenarios"]?.list.first?["id"] ?? .null, "journeys": 50, "seed": 7,
        ]
        let one = try await served.ask(.post, "/v1/simulations", by: Self.auditor, body)
        #expect(one.status == 200 && one.json["seed"] == 7, "\(one.text.prefix(200))")
        #expect(try await served.ask(.post, "/v1/simulations", by: Self.auditor, body).json == one.json)
        #expect(try await served.ask(.post, "/v1/simulations", by: Self.auditor, ["bundle": "newborn", "journeys": 10_001]).status == 422)
        #expect(try await served.ask(.post, "/v1/simulations", by: Self.auditor, ["bundle": "none"]).status == 422)
        #expect(try await served.ask(.post, "/v1/simulations", by: Self.auditor, ["bundle": "newborn", "set": ["nonsense"]]).status == 422)
        #expect(try await served.ask(.post, "/v1/simulations", by: Who.mother, body).status == 403)

        // While one runs another waits; whoever goes ends his.
        let endpoint = try #require(served.endpoints.first { $0.id == "simulate" })
        let reply = try await endpoint.handle(served.asking(endpoint, by: Self.auditor, ["bundle": "newborn", "journeys": 10_000]))
        let busy = await #expect(throws: Problem.self) {
            try await endpoint.handle(served.asking(endpoint, by: Self.auditor, body))
        }
        #expect(busy?.code == .busy && busy?.headers[.retryAfter] != nil)
        let began = ContinuousClock.now
        let request = Request(head: HTTPRequest(method: .post, scheme: nil, authority: nil, path: nil), body: .init(buffer: ByteBuffer()))
        let streamed = try #require(reply.streamed)
        let told = streamed(request)
        await #expect(throws: Gone.self) { try await told.write(GoneWriter()) }
        #expect(began.duration(to: .now) < .seconds(60))
        #expect(try await endpoint.handle(served.asking(endpoint, by: Self.auditor, body)).status == .ok)
    }
}

private struct Gone: Error {}

/// Of somebody who has gone.
private struct GoneWriter: ResponseBodyWriter {
    func write(_ buffer: ByteBuffer) async throws { throw Gone() }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension ServedOffice {
    /// A request for one operation, read already.
    fileprivate func asking(_ endpoint: Endpoint, by identity: Identity, _ body: JSONValue) -> Ask {
        let head = HTTPRequest(method: endpoint.method, scheme: "http", authority: "localhost", path: endpoint.path)
        let context = APIContext(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: Logger(label: "test")))
        return Ask(
            endpoint, Request(head: head, body: .init(buffer: ByteBuffer())), context.with(identity), query: [:],
            body: Array(body.pretty.utf8), key: nil, expecting: nil, stillHolds: { true })
    }
}
