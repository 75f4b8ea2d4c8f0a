import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Every list of the API comes in pages of one form, and says enough of each thing to choose one of them.
@Suite struct `Lists over HTTP` {
    private static let officer = Who.staff(.officer, "8", of: "health")

    private func begin(_ served: ServedOffice, _ bundle: String, from: String, submit: Bool = true) async throws -> String {
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": .text(bundle), "from": .text(from), "submit": .flag(submit)])
        return try #require(created.json["id"]?.word, "\(created.text)")
    }

    @Test func `tell of each case what it is, to which version it has come, and who has it`() async throws {
        let served = try await ServedOffice()
        let id = try await begin(served, "newborn", from: "married-local-couple")
        let one = try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother, nil, [.acceptLanguage: "en"])
        let row = try #require(
            try await served.ask(.get, "/v1/cases", by: Who.mother, nil, [.acceptLanguage: "en"]).items.first)
        for key in ["id", "bundle", "title", "phase", "version", "late", "near"] { #expect(row[key] == one.json[key], "\(key)") }
        #expect(one.version == "\(row["version"]?.count ?? 0)")
        #expect(one.json["submitted"]?.word?.hasPrefix(row["submitted"]?.word ?? "?") == true)
        // What has not ended, as the case and its timeline have it.
        let items = one.json["items"]?.list.filter { $0["stage"] != "ended" } ?? []
        let told = try await served.ask(.get, "/v1/cases/\(id)/timeline", by: Who.mother, nil, [.acceptLanguage: "en"])
        let holders = told.json["now"]?.list.map { [$0["item"], $0["holder"], $0["title"], $0["state"]] }
        let now = row["now"]?.list ?? []
        #expect(
            now.count > 3
                && now.map { [$0["item"], $0["department"], $0["state"], $0["stateTitle"], $0["title"]] }
                    == items.map { [$0["item"], $0["department"], $0["state"], $0["stateTitle"], $0["title"]] }
        )
        #expect(now.map { [$0["item"], $0["holder"], $0["title"], $0["stateTitle"]] } == holders)

        let task = try #require(
            try await served.ask(.get, "/v1/tasks", by: Self.officer, nil, [.acceptLanguage: "en"]).items.first { $0["case"] == .text(id) })
        #expect(task["id"] == task["task"] && task["bundleTitle"] == row["title"] && task["version"] == row["version"])
        let same = now.first { $0["item"] == task["item"] }
        for key in ["title", "department", "state", "stateTitle", "holder"] { #expect(task[key] == same?[key], "\(key)") }
    }

    @Test func `are narrowed by bundle, phase and day`() async throws {
        let served = try await ServedOffice()
        let newborn = try await begin(served, "newborn", from: "married-local-couple")
        let firm = try await begin(served, "transport-company", from: "one-bought-vehicle")
        let draft = try await begin(served, "newborn", from: "married-local-couple", submit: false)
        _ = try await begin(served, "transport-company", from: "one-bought-vehicle", submit: false)
        #expect(try await served.ask(.post, "/v1/cases/\(firm)/withdraw", by: Who.mother).status == 200)
        func cases(_ query: String, by who: Identity = Who.mother) async throws -> [String] {
            let answer = try await served.ask(.get, "/v1/cases?\(query)", by: who)
            #expect(answer.status == 200, "\(query): \(answer.text)")
            return answer.items.compactMap { $0["id"]?.word }
        }
        let today = served.office.today
        let tomorrow = Day(daysSince1970: today.daysSince1970 + 1)
        for who in [Who.mother, Who.staff(.auditor)] {
            #expect(try await cases("limit=9", by: who) == [newborn, firm])
            #expect(try await cases("bundle=newborn", by: who) == [newborn])
            #expect(try await cases("phase=closed", by: who) == [firm])
            #expect(try await cases("phase=open&bundle=transport-company", by: who) == [])
            #expect(try await cases("since=\(today)", by: who) == [newborn, firm])
            #expect(try await cases("since=\(tomorrow)", by: who) == [])
        }
        #expect(try await cases("bundle=newborn", by: Self.officer) == [newborn])
        #expect(try await cases("bundle=transport-company", by: Self.officer) == [])
        #expect(try await served.ask(.get, "/v1/cases?bundle=no-such", by: Who.mother).code == "unknown-word")
        for query in ["phase=new", "since=2026-02-30", "since=today"] {
            #expect(try await served.ask(.get, "/v1/cases?\(query)", by: Who.mother).code == "bad-parameter", "\(query)")
        }
        let drafts = try await served.ask(.get, "/v1/drafts?bundle=newborn", by: Who.mother, nil, [.acceptLanguage: "en"]).items
        #expect(drafts.map { $0["id"] } == [.text(draft)] && drafts[0]["title"] == "A child is born")
        #expect(drafts[0]["begun"]?.word?.hasPrefix(today.description) == true)
        #expect(try await served.ask(.get, "/v1/tasks?bundle=newborn", by: Self.officer).items.isEmpty == false)
        #expect(try await served.ask(.get, "/v1/tasks?bundle=transport-company", by: Self.officer).items.isEmpty)
        #expect(try await served.ask(.get, "/v1/tasks?bundle=no-such", by: Self.officer).code == "unknown-word")
    }

    @Test func `have one form, and one word for a place that is none`() async throws {
        let served = try await ServedOffice()
        let id = try await begin(served, "transport-company", from: "one-bought-vehicle")
        let draft = try await begin(served, "newborn", from: "married-local-couple", submit: false)
        var asked = 0
        for endpoint in served.endpoints where endpoint.method == .get && endpoint.query.contains(where: { $0.name == "after" }) {
            let subject = endpoint.id == "listNeededLicences" ? draft : id
            let path = endpoint.path.replacing("{case}", with: subject).replacing("{webhook}", with: "1")
            let who = try #require(
                [Who.mother, Self.officer, Who.staff(.departmentSystem, "sys", of: "health")].first {
                    Rights.operations(of: $0.caller.role).contains(endpoint.right!)
                })
            for place in ["-", "%20", "no-such", "-1", "2026-03-12/\(id)/none"] {
                let answer = try await served.ask(.get, "\(path)?after=\(place)", by: who, nil, [.acceptLanguage: "en"])
                // A subscription that is not there is that, first.
                if endpoint.id == "listDeliveries", answer.status == 404 { continue }
                // What stood there may be answered by now.
                if endpoint.id == "listDisputes", place.hasSuffix("/none") { continue }
                #expect(
                    answer.code == "bad-parameter" && answer.json["detail"] == "`after` is the `next` of the page before",
                    "\(endpoint.id) \(place): \(answer.text)")
            }
            asked += 1
        }
        #expect(asked >= 14, "\(asked)")

        // Page by page it is the whole.
        for path in ["/v1/cases/\(id)/ledger", "/v1/cases/\(id)/events", "/v1/cases/\(id)/documents", "/v1/cases"] {
            let whole = try await served.ask(.get, "\(path)?limit=200", by: Who.mother).items
            var (found, next): ([JSONValue], String?) = ([], nil)
            repeat {
                let after = next.map { "&after=\($0.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" } ?? ""
                let page = try await served.ask(.get, "\(path)?limit=1\(after)", by: Who.mother)
                #expect(page.items.count <= 1)
                found += page.items
                next = page.json["next"]?.word
            } while next != nil && found.count <= whole.count
            #expect(found == whole && !whole.isEmpty, "\(path)")
        }
    }
}
