import Hummingbird
import Testing

@testable import Server
@testable import Workflow

/// Data of a case in doubt are answered for by whoever owns them, over the API, though no item of the case is his.
@Suite struct `Data in doubt over HTTP` {
    private static let police = Who.staff(.officer, "990017", of: "traffic-police")

    @Test func `are told to their owner, who sees the case until he has answered`() async throws {
        let served = try await ServedOffice()
        func begin() async throws -> String {
            let created = try await served.whole(
                "/v1/cases", by: Who.mother, ["bundle": "transport-company", "from": "one-bought-vehicle", "submit": true])
            return try #require(created.json["id"]?.word, "\(created.text)")
        }
        let id = try await begin()
        let path = "/v1/cases/\(id)"
        let ledger = try await served.ask(.get, path + "/ledger?limit=200", by: Who.mother)
        let shared = try #require(ledger.items.first { $0["by"]?["id"] == "vehicle-register" }?["line"]?.word, "\(ledger.text)")
        #expect(try await served.ask(.get, path, by: Self.police).status == 404)
        #expect(try await served.ask(.get, "/v1/disputes", by: Self.police).items == [])

        let asked = try await served.ask(
            .post, path + "/disputes", by: Who.mother, ["line": .text(shared), "reason": "the plate is another"])
        #expect(asked.status == 200, "\(asked.text)")
        let told = try await served.ask(.get, "/v1/disputes", by: Self.police, nil, [.acceptLanguage: "en"])
        #expect(told.items.map { $0["case"] } == [.text(id)] && told.items[0]["line"] == .text(shared))
        #expect(told.items[0]["reason"] == "the plate is another" && told.items[0]["late"] == false)
        for other in [Who.staff(.officer, "990018", of: "disease-control"), Who.staff(.officer, "990019", of: "transport")] {
            #expect(try await served.ask(.get, "/v1/disputes", by: other).items == [])
        }
        #expect(try await served.ask(.get, path, by: Who.staff(.officer, "990018", of: "disease-control")).status == 404)
        #expect(try await served.ask(.get, path, by: Self.police).json["materials"] == [], "where it stands, and none of its papers")

        let two = try await begin()
        _ = try await served.ask(
            .post, "/v1/cases/\(two)/disputes", by: Who.mother, ["line": .text(shared), "reason": "and this, too"])
        let first = try await served.ask(.get, "/v1/disputes?limit=1", by: Self.police)
        let next = try #require(first.json["next"]?.word)

        let settled = try await served.ask(
            .post, path + "/settlements", by: Self.police,
            ["line": .text(shared), "outcome": "corrected", "reason": "the register is mended"])
        #expect(settled.status == 200, "\(settled.text)")
        // The page goes on after what is answered.
        let rest = try await served.ask(.get, "/v1/disputes?after=\(next)", by: Self.police)
        #expect(first.items.map { $0["case"] } == [.text(id)] && rest.items.map { $0["case"] } == [.text(two)])
        _ = try await served.ask(
            .post, "/v1/cases/\(two)/settlements", by: Self.police,
            ["line": .text(shared), "outcome": "confirmed", "reason": "it is right"])
        #expect(try await served.ask(.get, "/v1/disputes", by: Self.police).items == [])
        #expect(try await served.ask(.get, path, by: Self.police).status == 404)
    }
}
