import Hummingbird
import Testing

@testable import Server
@testable import Workflow

/// What Prometheus reads.
@Suite struct `Figures for Prometheus` {
    @Test func `count what happens, by the names of definitions alone`() async throws {
        let served = try await ServedOffice()
        let body: JSONValue = ["bundle": "newborn", "from": "married-local-couple", "submit": true]
        let created = try await served.whole("/v1/cases", by: Who.mother, body)
        let id = try #require(created.json["id"]?.word)
        let moved = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: Who.staff(.officer, of: "health"), ["move": "decide"])
        #expect(moved.status == 200, "\(moved.text)")
        // What was asked again, and what is refused, has not happened.
        _ = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: Who.staff(.officer, of: "health"), ["move": "decide"])

        let text = try await served.ask(.get, "/metrics").text
        let lines = text.split(separator: "\n")
        let moves = lines.filter { $0.hasPrefix("onething_transitions_total{item=\"birth-notice\"") }
        #expect(moves.count == 1 && moves[0].hasSuffix(" 1"), "\(moves)")
        #expect(lines.contains { $0.hasPrefix("onething_cases_open{item=\"birth-notice\"") || $0.hasPrefix("onething_cases_open{item=") })
        #expect(!text.contains(id))
        // Every figure has its help and its type, once, above it.
        var types: [String: String] = [:]
        for line in lines where line.hasPrefix("# TYPE ") {
            let words = line.split(separator: " ").map(String.init)
            #expect(types.updateValue(words[3], forKey: words[2]) == nil, "\(line)")
        }
        for line in lines where !line.hasPrefix("#") {
            let name = String(line.prefix { $0 != "{" && $0 != " " })
            let family = types[name] != nil ? name : name.replacing(/_(bucket|sum|count)$/, with: "")
            #expect(types[family] != nil, "\(line)")
            #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
        }
    }

    @Test func `of limits that passed and of what providers said are there from the beginning`() async throws {
        let text = try await ServedOffice().ask(.get, "/metrics", ).text
        for name in ["transitions_total", "licence_requests_total", "deadline_breaches_total"] {
            #expect(text.contains("# TYPE onething_\(name) counter\n"))
        }
    }

    @Test func `have labels that end nothing early`() {
        var text = MetricsText()
        text.family("x", .gauge, "y", [([("a", "1\\2\"3\n4")], 5)])
        #expect(text.text == "# HELP x y\n# TYPE x gauge\nx{a=\"1\\\\2\\\"3\\n4\"} 5\n")
    }
}
