import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// A case from its draft to its last decision, over the API alone.
@Suite struct `A case over HTTP` {
    private static let people: JSONValue = ["mother": "990000199501010021", "father": "990000199306150010"]

    @Test func `begins as a draft, is handed in, and goes its way`() async throws {
        let served = try await ServedOffice()
        let created = try await served.ask(
            .post, "/v1/cases", by: Who.mother,
            ["bundle": "newborn", "from": "married-local-couple", "people": Self.people, "form": ["mother.birth-order": "1"]])
        #expect(created.status == 201 && created.json["phase"] == "draft")
        let id = try #require(created.json["id"]?.word)
        #expect(created.headers[.location] == "/v1/cases/\(id)")

        // A draft is nobody's but hers.
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).json["kind"] == "draft")
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.father).status == 404)
        #expect(try await served.ask(.get, "/v1/drafts", by: Who.mother).json["items"]?.list.count == 1)

        let form = try await served.ask(.patch, "/v1/cases/\(id)/form", by: Who.mother, ["fields": ["child.name": "周小满"]])
        #expect(form.status == 200)
        let fields = try await served.ask(.get, "/v1/cases/\(id)/form", by: Who.mother)
        #expect(fields.json["fields"]?.list.contains { $0["id"] == "child.name" && $0["filled"] == true } == true)
        #expect(!fields.text.contains("周小满"))

        let submitted = try await served.whole("/v1/cases/\(id)/submit", by: Who.mother)
        #expect(submitted.status == 200 && submitted.headers[.eTag] != nil)
        let seen = try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother)
        #expect(seen.json["phase"] == "open" && seen.version == submitted.version)
        // Who applies with her sees it, too, and nobody else.
        #expect(try await served.ask(.get, "/v1/cases", by: Who.mother).json["items"]?.list.count == 1)
        #expect(try await served.ask(.get, "/v1/cases", by: Who.stranger).json["items"]?.list.isEmpty == true)
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.stranger).status == 404)

        // The officer finds it on the worklist, takes it on and moves it.
        let officer = Who.staff(.officer, "990017", of: "health")
        let tasks = try await served.ask(.get, "/v1/tasks", by: officer).json["items"]?.list ?? []
        let task = try #require(tasks.first { $0["item"] == "birth-notice" }?["task"]?.word)
        #expect(try await served.ask(.post, "/v1/tasks/\(task)/claim", by: officer).status == 200)
        let moved = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: officer, ["move": "ask-correction", "reason": "x"])
        #expect(moved.status == 409 && moved.json["canDo"]?.list.isEmpty == false)
        let stale = try await served.ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: officer, ["move": "decide"], [.ifMatch: "\"1\""])
        #expect(stale.status == 412 && stale.code == "stale")
    }

    @Test func `shows its owner what he said in his draft, and keeps whom he named under no key`() async throws {
        let served = try await ServedOffice()
        let said: JSONValue = [
            "bundle": "newborn", "from": "married-local-couple", "people": Self.people,
            "holds": [["role": "mother", "licence": "resident-identity-card"]],
            "without": ["birth-certificate"],
        ]
        let created = try await served.ask(.post, "/v1/cases", by: Who.mother, said, key: "k-1")
        let id = try #require(created.json["id"]?.word, "\(created.text)")
        let draft = try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).json
        for key in ["bundle", "from", "people", "holds", "without"] { #expect(draft[key] == said[key], "\(key)") }
        #expect(draft["applicants"] == ["mother"])
        // What is answered again under a key lies there unsealed: it names nobody.
        for _ in 1...2 {
            let changed = try await served.ask(
                .patch, "/v1/cases/\(id)", by: Who.mother, ["people": ["mother": "990000199501010021"], "holds": []], key: "k-2")
            #expect(changed.status == 200 && !changed.text.contains("990000199501010021"), "\(changed.text)")
        }
        let after = try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).json
        #expect(after["people"] == ["mother": "990000199501010021"] && after["holds"] == [] && after["from"] == said["from"])
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.father).status == 404, "whoever is named in it is not shown it")
    }

    /// By roles: whose number it is stands in no answer.
    @Test func `tells whoever applies who has let his licences be read, and who is to`() async throws {
        let served = try await ServedOffice()
        let created = try await served.ask(
            .post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "people": Self.people])
        let id = try #require(created.json["id"]?.word)
        let path = "/v1/cases/\(id)/consents"
        func fathers() async throws -> JSONValue? {
            let answer = try await served.ask(.get, path, by: Who.mother)
            #expect(answer.status == 200 && !answer.text.contains("990000"), "\(answer.text)")
            #expect(!answer.items.contains { $0["role"] == "mother" }, "she applies: \(answer.text)")
            return answer.items.first { $0["role"] == "father" }
        }
        let awaited = try await fathers()
        #expect(
            awaited?["state"] == "awaited" && awaited?["licences"]?.list.contains("marriage-certificate") == true,
            "\(String(describing: awaited))")
        let code = try await served.ask(.post, "/v1/cases/\(id)/invitations", by: Who.mother, ["role": "father"]).json["invitation"]
        let last = Day(daysSince1970: served.office.today.daysSince1970 + 30).description
        let given = try await served.ask(
            .post, "/v1/consents", by: Who.father, ["invitation": code ?? .null, "until": .text(last), "sensitive": true])
        #expect(given.status == 201 && given.json["id"] == given.json["number"])
        let after = try await fathers()
        #expect(after?["state"] == "given" && after?["until"]?.word == last && after?["sensitive"] == true && after?["given"] != nil)
        // Of the case as of the draft.
        #expect(try await served.whole("/v1/cases/\(id)/submit", by: Who.mother).status == 200)
        #expect(try await fathers()?["state"] == "given")
        #expect(try await served.ask(.delete, "/v1/consents/\(given.json["id"]?.count ?? 0)", by: Who.father).status == 200)
        let withdrawn = try await fathers()
        #expect(withdrawn?["state"] == "withdrawn" && withdrawn?["withdrawn"] != nil)
        #expect(try await served.ask(.get, path, by: Who.stranger).status == 404)
        #expect(try await served.ask(.get, path, by: Who.staff(.officer, of: "health")).status == 403)
    }

    /// One key: one effect, and the same bytes again; another request under it is refused.
    @Test func `is changed once under one key`() async throws {
        let served = try await ServedOffice()
        let body: JSONValue = [
            "bundle": "newborn", "from": "married-local-couple", "submit": true,
            "form": .map(try SampleForm.of("newborn", from: "married-local-couple").mapValues(JSONValue.text)),
        ]
        let first = try await served.ask(.post, "/v1/cases", by: Who.mother, body, key: "k-1")
        let again = try await served.ask(.post, "/v1/cases", by: Who.mother, body, key: "\"k-1\"")
        #expect(first.status == 201 && again.status == 201 && first.bytes == again.bytes)
        #expect(try await served.ask(.get, "/v1/cases", by: Who.mother).json["items"]?.list.count == 1)
        let other = try await served.ask(
            .post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple"], key: "k-1")
        #expect(other.status == 422 && other.code == "idempotency-key-reused")
        // Another's key is another key.
        #expect(try await served.ask(.post, "/v1/cases", by: Who.father, body, key: "k-1").status == 201)

        // Of what was filled in in a draft, also when it is a case by now.
        let begun = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple"])
        let form = "/v1/cases/\(try #require(begun.json["id"]?.word))/form"
        let said: JSONValue = ["fields": ["child.name": "周小满"]]
        let filled = try await served.ask(.patch, form, by: Who.mother, said, key: "k-4")
        #expect(try await served.whole(form.replacing("/form", with: "/submit"), by: Who.mother).status == 200)
        let repeated = try await served.ask(.patch, form, by: Who.mother, said, key: "k-4")
        #expect(repeated.status == 200 && repeated.bytes == filled.bytes)
        #expect(try await served.ask(.patch, form, by: Who.mother, ["fields": ["child.name": "周"]], key: "k-4").status == 422)

        // Of a draft, too; and of what is refused.
        let draft: JSONValue = ["bundle": "newborn"]
        let one = try await served.ask(.post, "/v1/cases", by: Who.mother, draft, key: "k-2")
        #expect(try await served.ask(.post, "/v1/cases", by: Who.mother, draft, key: "k-2").bytes == one.bytes)
        #expect(try await served.ask(.get, "/v1/drafts", by: Who.mother).json["items"]?.list.count == 1)
        let id = try #require(first.json["id"]?.word)
        let officer = Who.staff(.officer, of: "health")
        func refused() async throws -> ServedOffice.Answer {
            try await served.ask(.post, "/v1/cases/\(id)/items/birth-notice/moves", by: officer, ["move": "refuse"], key: "k-3")
        }
        let no = try await refused()
        #expect(no.status == 409)
        // The same but for the trace under which the log has it; its instance has the same name.
        let repeatedRefusal = try await refused()
        #expect(repeatedRefusal.json.entries.filter { $0.key != "traceId" } == no.json.entries.filter { $0.key != "traceId" })
        #expect(no.json["traceId"]?.word?.count == 32 && repeatedRefusal.json["traceId"] != no.json["traceId"])
    }

    /// A department reads what its items want, and whose data it was sees that it did.
    @Test func `shows what was filled in to those who need it, and writes down that it did`() async throws {
        let served = try await ServedOffice()
        let body: JSONValue = [
            "bundle": "newborn", "from": "married-local-couple", "people": Self.people, "submit": true, "form": ["child.name": "周小满"],
        ]
        let id = try #require(try await served.whole("/v1/cases", by: Who.mother, body).json["id"]?.word)
        let path = "/v1/cases/\(id)/form/values"
        #expect(try await served.ask(.get, path, by: Who.mother).json["fields"]?["child.name"] == "周小满")
        func readings() async throws -> [JSONValue] {
            try await served.ask(.get, "/v1/data-uses", by: Who.mother).json["items"]?.list.filter { $0["purpose"] == "form" } ?? []
        }
        #expect(try await readings().isEmpty, "her own are hers")
        let read = try await served.ask(.get, path, by: Who.staff(.officer, of: "health"))
        #expect(read.json["fields"]?["child.name"] == "周小满", "\(read.text)")
        let uses = try await readings()
        #expect(uses.count == 1 && uses.first?["organisation"] != nil, "\(uses)")
        #expect(try await served.ask(.get, path, by: Who.stranger).status == 404)
        #expect(try await served.ask(.get, path, by: Who.staff(.auditor)).status == 403)
        // None of its fields is of the transport department, which has nothing in the case.
        #expect(try await served.ask(.get, path, by: Who.staff(.officer, of: "transport")).status == 404)
    }

    /// Whoever acts for others is named by his code, which then stands nowhere.
    @Test func `is seen and worked on by an agent who is named by his number`() async throws {
        let served = try await ServedOffice()
        let body: JSONValue = ["bundle": "newborn", "from": "married-local-couple", "people": Self.people, "submit": true]
        let id = try #require(try await served.whole("/v1/cases", by: Who.mother, body).json["id"]?.word)
        let (code, agent) = ("990000198803070025", Who.person("990000198803070025", .agent))
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: agent).status == 404)
        let given = try await served.ask(
            .post, "/v1/cases/\(id)/mandates", by: Who.mother, ["agent": .text(code), "reference": "M-1"])
        #expect(given.status == 200 && !given.text.contains(code), "\(given.text)")
        let seen = try await served.ask(.get, "/v1/cases/\(id)", by: agent)
        #expect(seen.status == 200 && !seen.text.contains(code) && seen.json["mandates"]?.list.count == 1, "\(seen.text)")
        for text in ["990000198803070026", "agent-7", "王某"] {
            let unfit = try await served.ask(
                .post, "/v1/cases/\(id)/mandates", by: Who.mother, ["agent": .text(text), "reference": "M-2"])
            #expect(unfit.status == 422 && unfit.json["errors"]?.list.first?["pointer"] == "/agent", "\(unfit.text)")
        }
        let begun: JSONValue = ["bundle": "newborn", "mandate": ["agent": "王某", "reference": "M-2"]]
        #expect(
            try await served.ask(.post, "/v1/cases", by: Who.mother, begun).json["errors"]?.list.first?["pointer"] == "/mandate/agent")
        // He ends it under the name that answers have for him.
        let name = try #require(seen.json["mandates"]?.list.first?["agent"]?.word)
        #expect(try await served.ask(.post, "/v1/cases/\(id)/mandates/end", by: Who.mother, ["agent": .text(name)]).status == 200)
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: agent).status == 404)
    }

    /// Who is no one of those whom he names applies for nobody.
    @Test func `is not begun with the numbers of others`() async throws {
        let served = try await ServedOffice()
        for submit in [false, true] {
            let body: JSONValue = [
                "bundle": "newborn", "from": "married-local-couple", "people": Self.people, "submit": .flag(submit),
            ]
            let answer = try await served.ask(.post, "/v1/cases", by: Who.stranger, body)
            #expect(answer.status == 422 && answer.json["errors"]?.list.first?["pointer"] == "/people", "\(answer.text)")
            #expect(!answer.text.contains("990000199501010021"))
        }
        let draft = try await served.ask(.post, "/v1/cases", by: Who.stranger, ["bundle": "newborn", "from": "married-local-couple"])
        let id = try #require(draft.json["id"]?.word)
        #expect(try await served.ask(.patch, "/v1/cases/\(id)", by: Who.stranger, ["people": Self.people]).status == 422)
        #expect(try await served.ask(.post, "/v1/cases/\(id)/submit", by: Who.stranger, ["people": Self.people]).status == 422)
    }

    /// Nobody hands in for another by naming him.
    @Test func `is one's own`() async throws {
        let served = try await ServedOffice()
        let body: JSONValue = [
            "bundle": "newborn", "from": "married-local-couple", "people": Self.people, "applicants": ["father"], "submit": true,
        ]
        let answer = try await served.ask(.post, "/v1/cases", by: Who.mother, body)
        #expect(answer.status == 422 && answer.json["errors"]?.list.first?["pointer"] == "/applicants")
        // The counter says who stands at the window, and then it is theirs.
        let counter = try await served.whole("/v1/cases", by: Who.staff(.counter), body)
        let id = try #require(counter.json["id"]?.word)
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.father).status == 200)
        #expect(try await served.ask(.get, "/v1/cases/\(id)", by: Who.mother).status == 404)
    }

    @Test(arguments: [
        ("{", "bad-json"), ("{\"bundle\":\"newborn\",\"bundle\":\"x\"}", "bad-json"), ("[]", "bad-body"), ("{}", "bad-body"),
        ("{\"bundle\":3}", "bad-body"), ("{\"bundle\":\"newborn\",\"x\":1}", "bad-body"), ("{\"bundle\":\"nowhere\"}", "unknown-word"),
        ("{\"bundle\":\"newborn\",\"answers\":{\"parents\":\"x\"}}", "unfit"), ("\u{FEFF}{}", "bad-json"),
        ("{\"bundle\":\"newborn\",\"people\":{\"mother\":\"990000199501010022\"}}", "unfit"),
    ])
    func `says what is wrong with a body, and quotes nothing of it`(text: String, code: String) async throws {
        let served = try await ServedOffice()
        let token = try await served.token(Who.mother)
        let answer = try await served.send(
            .post, "/v1/cases",
            [.authorization: "Bearer \(token)", .contentType: "application/json", .init("Idempotency-Key")!: "k", .acceptLanguage: "en"],
            Array(text.utf8))
        #expect(answer.code == code, "\(answer.text)")
        #expect(!answer.text.contains("990000199501010022") && !answer.text.contains("nowhere"))
    }

    @Test func `wants JSON, a key, and no more than it takes`() async throws {
        let served = try await ServedOffice()
        let token = try await served.token(Who.mother)
        let body = Array("{\"bundle\":\"newborn\"}".utf8)
        func code(_ fields: HTTPFields, _ body: [UInt8]) async throws -> String? {
            var fields = fields
            fields[.authorization] = "Bearer \(token)"
            return try await served.send(.post, "/v1/cases", fields, body).code
        }
        func fields(_ type: String?, _ key: String?) -> HTTPFields {
            var fields: HTTPFields = [:]
            fields[.contentType] = type
            fields[.init("Idempotency-Key")!] = key
            return fields
        }
        #expect(try await code(fields("application/json", nil), body) == "idempotency-key-missing")
        #expect(try await code(fields("application/json", "a b"), body) == "bad-request")
        #expect(try await code(fields("text/plain", "k"), body) == "unsupported-media-type")
        #expect(try await code(fields(nil, "k"), body) == "unsupported-media-type")
        #expect(try await code(fields("application/json", "k"), Array(repeating: 32, count: 300_000)) == "too-large")
    }
}
