import Hummingbird
import Testing

@testable import Server
@testable import Workflow

@Suite struct `Ratings over HTTP` {
    private static let officer = Who.staff(.officer, "990017", of: "health")

    private func ended(_ served: ServedOffice) async throws -> String {
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "submit": true])
        let id = try #require(created.json["id"]?.word)
        let moved = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: Self.officer, ["move": "refuse", "reason": "x", "remedies": "y"])
        #expect(moved.status == 200)
        return id
    }

    @Test func `are given by whoever was served, followed up by his department, and told together`() async throws {
        let served = try await ServedOffice()
        let id = try await ended(served)
        let path = "/v1/cases/\(id)/ratings"
        let body: JSONValue = [
            "item": "birth-notice", "channel": "counter", "level": "very_dissatisfied", "points": ["attitude"], "words": "等了三个小时",
        ]
        #expect(try await served.ask(.post, path, by: Who.stranger, body).status == 404)
        #expect(try await served.ask(.post, path, by: Self.officer, body).status == 403)
        #expect(try await served.ask(.get, path, by: Who.stranger).status == 404)
        let rated = try await served.ask(.post, path, by: Who.mother, body, key: "k")
        #expect(rated.status == 201 && rated.json["due"]?.word != nil)
        #expect(try await served.ask(.post, path, by: Who.mother, body, key: "k").bytes == rated.bytes)
        #expect(try await served.ask(.post, path, by: Who.mother, body).status == 409)
        #expect(
            try await served.ask(.post, path, by: Who.mother, ["item": "birth-notice", "channel": "counter", "level": "ok"]).status == 422)

        // The document, the docs and the answer say the same of what is too long.
        func long(_ count: Int) -> JSONValue {
            ["item": "birth-notice", "channel": "terminal", "level": "satisfied", "words": .text(String(repeating: "好", count: count))]
        }
        let most = NewRating.mostCharacters
        let tooLong = try await served.ask(.post, path, by: Who.mother, long(most + 1), [.acceptLanguage: "en"])
        #expect(tooLong.status == 422 && tooLong.json["errors"]?.list.map { $0["pointer"] } == ["/words"], "\(tooLong.text)")
        #expect(tooLong.text.contains("500 characters"))
        #expect(try await served.ask(.post, path, by: Who.mother, long(most)).status == 201)
        let schema = try await served.ask(.get, "/openapi.json").json["components"]?["schemas"]
        for message in ["RatingRequest", "CallBackRequest"] {
            #expect(schema?[message]?["properties"]?["words"]?["maxLength"] == .integer(most), "\(message)")
        }

        // Her department sees what was said, and neither who said it nor of which case.
        let tasks = try await served.ask(.get, "/v1/ratings/call-backs", by: Self.officer)
        #expect(tasks.json["items"]?.list.count == 1 && tasks.text.contains("等了三个小时") && !tasks.text.contains(id))
        #expect(try await served.ask(.get, "/v1/ratings/call-backs", by: Who.mother).status == 403)
        let other = Who.staff(.officer, "1", of: "public-security")
        #expect(try await served.ask(.get, "/v1/ratings/call-backs", by: other).json["items"]?.list.isEmpty == true)
        let step: JSONValue = ["step": "verified", "words": "属实"]
        #expect(try await served.ask(.post, "/v1/ratings/1/call-back", by: other, step).status == 404)
        #expect(
            try await served.ask(.post, "/v1/ratings/1/call-back", by: Self.officer, ["step": "malicious", "words": "x"]).status == 403)
        #expect(try await served.ask(.post, "/v1/ratings/1/call-back", by: Self.officer, step).status == 200)
        #expect(try await served.ask(.post, "/v1/ratings/1/call-back", by: Self.officer, step).status == 409)
        #expect(try await served.ask(.get, path, by: Who.mother).items.first?["steps"]?.list.count == 1)

        let report = try await served.ask(.get, "/v1/reports/ratings", by: Who.staff(.auditor))
        #expect(report.json["lines"]?.list.count == 2 && report.json["lines"]?.list.allSatisfy { $0["count"] == nil } == true)
        #expect(try await served.ask(.get, "/v1/reports/ratings", by: Self.officer).status == 403)
    }
}
