import Hummingbird
import Testing

@testable import Server
@testable import Workflow

/// What stands behind a case, over the API: its ledger, what happened and what is now, its days, its official papers.
@Suite struct `The history of a case over HTTP` {
    private static let officer = Who.staff(.officer, "990017", of: "health")

    private func begin(_ served: ServedOffice, _ bundle: String = "newborn", from: String = "married-local-couple") async throws -> String {
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": .text(bundle), "from": .text(from), "submit": true])
        return try #require(created.json["id"]?.word, "\(created.text)")
    }

    @Test func `has its ledger, line by line as the case was settled`() async throws {
        let served = try await ServedOffice()
        for (bundle, journey) in [("newborn", "married-local-couple"), ("transport-company", "one-bought-vehicle")] {
            let id = try await begin(served, bundle, from: journey)
            let ledger = try await served.ask(.get, "/v1/cases/\(id)/ledger?limit=200", by: Who.mother)
            #expect(ledger.status == 200 && ledger.headers[.eTag] != nil)
            // The same lines and reasons as the plan of that example has.
            let plan = try await served.ask(.post, "/v1/bundles/\(bundle)/plan", ["from": .text(journey)])
            // Until when somebody's licence holds stands in his wallet, and not in the case.
            let told = String(decoding: plan.json["ledger"]?.jsonBytes ?? [], as: UTF8.self).replacing(/，有效期至 \d{4}-\d\d-\d\d/, with: "")
            // What has come of a paper no plan knows.
            let lines = ledger.items.map { line in
                guard case .map(var known) = line else { return line }
                // A form was filled in here: nobody need bring it.
                let isPaper = known["disposition"] == "handed-in" && known["line"]?.word?.hasSuffix("/0") == false
                #expect(isPaper == (known.removeValue(forKey: "received") == "announced"))
                return .map(known)
            }
            #expect(String(decoding: JSONValue.list(lines).jsonBytes, as: UTF8.self) == told, "\(bundle)")
            #expect(ledger.items.count > 10 && ledger.items.allSatisfy { $0["reason"]?.word?.isEmpty == false })
        }
    }

    /// A tag tells showings apart, whatever makes them different: the language, the page, a file that came without an event.
    @Test func `is shown anew wherever it would look otherwise`() async throws {
        let served = try await ServedOffice()
        let id = try await begin(served)
        for path in ["/v1/cases/\(id)", "/v1/cases/\(id)/ledger?limit=2", "/v1/cases/\(id)/timeline"] {
            func ask(_ path: String, _ language: String, _ tag: String? = nil) async throws -> ServedOffice.Answer {
                var fields: HTTPFields = [.acceptLanguage: language]
                fields[.ifNoneMatch] = tag
                return try await served.ask(.get, path, by: Who.mother, nil, fields)
            }
            let tag = try #require(try await ask(path, "zh").headers[.eTag])
            #expect(try await ask(path, "zh", tag).status == 304)
            #expect(try await ask(path, "en", tag).status == 200, "\(path)")
            let next = try await ask(path, "zh").json["next"]?.word
            if let next { #expect(try await ask("\(path)&after=\(next)", "zh", tag).status == 200) }
        }
        let path = "/v1/cases/\(id)/ledger?limit=200"
        let before = try await served.ask(.get, path, by: Who.mother)
        let line = try #require(before.items.first { $0["received"] == "announced" }?["line"]?.word)
        let came = try await `Materials over HTTP`.upload(served, id, line, `Materials over HTTP`.pdf())
        #expect(came.status == 201, "\(came.text)")
        let after = try await served.ask(.get, path, by: Who.mother, nil, [.ifNoneMatch: try #require(before.headers[.eTag])])
        #expect(after.status == 200 && after.items.first { $0["line"]?.word == line }?["received"] == "file")
    }

    @Test func `says what happened, who has it, what comes next, and how certain the day is`() async throws {
        let served = try await ServedOffice()
        let id = try await begin(served)
        let zh = try await served.ask(.get, "/v1/cases/\(id)/timeline", by: Who.mother)
        let en = try await served.ask(.get, "/v1/cases/\(id)/timeline", by: Who.mother, nil, [.acceptLanguage: "en"])
        #expect(zh.json["happened"]?.list.count == en.json["happened"]?.list.count)
        #expect(zh.json["happened"]?.list.first?["text"]?.word?.hasPrefix("提交申请") == true)
        #expect(en.json["happened"]?.list.first?["text"]?.word?.hasPrefix("submitted: ") == true)
        let now = try #require(en.json["now"]?.list)
        let notice = try #require(now.first { $0["item"] == "birth-notice" })
        #expect(notice["holder"] == "department" && notice["says"]?.word?.contains("is with") == true)
        #expect(now.contains { $0["holder"] == "other" && $0["certainty"] == "unknown" && $0["day"] == nil })
        // A promised day is told as promised, and by law only where nothing is promised.
        for one in now { #expect((one["day"] == nil) == (one["certainty"] == "unknown"), "\(one)") }
        let item = try #require(notice["item"]?.word)
        let days = try await served.ask(.get, "/v1/cases/\(id)/deadlines/\(item)", by: Who.mother)
        #expect(days.status == 200 && days.json["agrees"] == true)
        #expect(try await served.ask(.get, "/v1/cases/\(id)/deadlines/no-such-item", by: Who.mother).status == 404)
    }

    @Test func `has its official papers, as JSON and to print`() async throws {
        let served = try await ServedOffice()
        let id = try await begin(served, "transport-company", from: "one-bought-vehicle")
        let papers = try await served.ask(.get, "/v1/cases/\(id)/documents", by: Who.mother)
        #expect(papers.items.first?["paper"] == "notice-of-receipt")
        let path = "/v1/cases/\(id)/documents/notice-of-receipt"
        #expect(try await served.ask(.get, path, by: Who.mother).json == papers.items[0])
        for accept in ["text/html", "text/html,application/json;q=0.5", "application/json;q=0.5, TEXT/HTML"] {
            let page = try await served.ask(.get, path, by: Who.mother, nil, [.accept: accept])
            #expect(page.headers[.contentType] == "text/html" && page.text.hasPrefix("<!DOCTYPE html>") && !page.text.contains("<script"))
            #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
        }
        for accept in ["*/*", "application/json", "text/html;q=0.4,application/json"] {
            #expect(try await served.ask(.get, path, by: Who.mother, nil, [.accept: accept]).headers[.contentType] == "application/json")
        }
        #expect(try await served.ask(.get, path + "?number=99", by: Who.mother).status == 404)
        #expect(try await served.ask(.get, "/v1/cases/\(id)/documents/decision", by: Who.mother).status == 404)
    }

    /// Somebody else's case is not there; a department sees the lines of its own items.
    @Test func `is not there for others, and a department sees its own part`() async throws {
        let served = try await ServedOffice()
        let id = try await begin(served)
        for path in ["ledger", "timeline", "documents", "deadlines/birth-notice", "documents/notice-of-receipt"] {
            #expect(try await served.ask(.get, "/v1/cases/\(id)/\(path)", by: Who.stranger).status == 404)
        }
        let departments = Set(
            try await served.ask(.get, "/v1/cases/\(id)/ledger?limit=200", by: Who.mother).items.compactMap { $0["department"]?.word })
        #expect(departments.count > 2)
        var parts = 0
        for department in departments {
            let officer = Who.staff(.officer, "8", of: department)
            let lines = try await served.ask(.get, "/v1/cases/\(id)/ledger?limit=200", by: officer)
            guard lines.status == 200 else { continue }
            let theirs = Set(lines.items.compactMap { $0["department"]?.word })
            if theirs == [department] { parts += 1 } else { #expect(theirs == departments, "\(department) leads") }
        }
        #expect(parts > 0)
    }
}
