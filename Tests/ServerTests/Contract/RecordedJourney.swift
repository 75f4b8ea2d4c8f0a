import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Asks a server for one of everything, and keeps what was sent and what was answered: the examples of the document.
struct RecordedJourney {
    private let served: ServedOffice
    private(set) var examples: [String: JSONValue] = [:]

    private static let mother: JSONValue = "990000199501010021"
    private static let people: JSONValue = ["mother": mother, "father": "990000199306150010"]
    private static let health = Who.staff(.officer, "990017", of: "health")
    private static let registrar = Who.staff(.officer, "990001", of: "civil-affairs")
    private static let auditor = Who.staff(.auditor, "a-17")

    init() async throws {
        served = try await ServedOffice(webhooks: try WebhookGuard(allowing: ["127.0.0.1:8099"], proxy: nil))
        try await bundles()
        let draft = try await application()
        try await licences(of: draft)
        let id = try await submit(draft)
        try await work(on: id)
        try await read(id)
        try await ratings(of: id)
        try await otherCommands()
        try await exchange()
        try await reports()
    }

    @discardableResult
    private mutating func ask(
        _ method: HTTPRequest.Method, _ path: String, by identity: Identity? = nil, _ body: JSONValue? = nil
    ) async throws -> ServedOffice.Answer {
        let answer = try await served.ask(method, "/v1" + path, by: identity, body, [.acceptLanguage: "en"])
        #expect(answer.status < 300, "\(method) \(path): \(answer.text)")
        keep(method, "/v1" + path, body, answer)
        return answer
    }

    private mutating func keep(_ method: HTTPRequest.Method, _ path: String, _ body: JSONValue?, _ answer: ServedOffice.Answer) {
        let path = String(path.prefix { $0 != "?" })
        guard answer.status < 300, let endpoint = served.endpoints.first(where: { $0.method == method && $0.fits(path) }) else { return }
        if let body { examples["\(endpoint.id) request"] = body }
        if answer.headers[.contentType] == "application/json" {
            examples["\(endpoint.id) \(answer.status)"] = answer.json.shortened(2)
        }
    }

    private mutating func bundles() async throws {
        try await ask(.get, "/bundles")
        try await ask(.get, "/bundles/newborn")
        try await ask(
            .post, "/bundles/newborn/plan",
            [
                "from": "married-local-couple", "answers": ["children": "1"], "baseline": "one-guide",
                "holds": [
                    ["role": "mother", "licence": "marriage-certificate"], ["role": "mother", "licence": "resident-identity-card"],
                ],
            ])
        try await ask(.get, "/signing-keys")
        let ready = try await served.ask(.get, "/readyz")
        keep(.get, "/readyz", nil, ready)
    }

    /// A draft that reads a licence of the registry.
    private mutating func application() async throws -> String {
        let licence = try JSONDecoder().decode(JSONValue.self, from: Data(try Checkout.text("Examples/licences/marriage.json").utf8))
        try await ask(.post, "/licences", by: Self.registrar, ["licence": licence])
        try await ask(.get, "/licences", by: Who.mother)
        try await ask(.get, "/licences/1", by: Who.mother)
        let created = try await ask(
            .post, "/cases", by: Who.mother,
            [
                "bundle": "newborn", "from": "married-local-couple", "answers": ["children": "1"], "people": Self.people,
                "form": ["child.name": "周小满"],
            ])
        let id = try #require(created.json["id"]?.word)
        try await ask(.get, "/drafts", by: Who.mother)
        try await ask(.patch, "/cases/\(id)", by: Who.mother, ["answers": ["children": "1"], "form": ["child.name": "周小满"]])
        try await ask(.patch, "/cases/\(id)/form", by: Who.mother, ["fields": ["mother.birth-order": "1", "child.sex": "女"]])
        let line = try #require(created.json["papers"]?.list.first?["line"]?.word)
        try await upload(id, line)
        try await ask(.get, "/cases/\(id)/materials", by: Who.mother)
        return id
    }

    private mutating func upload(_ id: String, _ line: String) async throws {
        let path = "/v1/cases/\(id)/materials?line=\(line)"
        let answer = try await served.send(
            .post, path,
            [
                .authorization: "Bearer \(try await served.token(Who.mother))", .contentType: "application/pdf",
                .init("Idempotency-Key")!: UUID().uuidString,
            ], `Materials over HTTP`.pdf("示例"))
        keep(.post, path, nil, answer)
    }

    private mutating func licences(of id: String) async throws {
        let invited = try await ask(.post, "/cases/\(id)/invitations", by: Who.mother, ["role": "father"])
        let code = try #require(invited.json["invitation"])
        try await ask(.post, "/invitations", by: Who.father, ["invitation": code])
        let given = try await ask(.post, "/consents", by: Who.father, ["invitation": code, "sensitive": true])
        try await ask(.get, "/consents", by: Who.father)
        try await ask(.get, "/consents/\(try #require(given.json["id"]?.count))", by: Who.father)
        try await ask(.get, "/cases/\(id)/consents", by: Who.mother)
        let chosen: JSONValue = ["licences": ["mother:marriage-certificate"]]
        try await ask(.get, "/cases/\(id)/licences", by: Who.mother)
        try await ask(.post, "/cases/\(id)/licences/preview", by: Who.mother, chosen)
        try await ask(.post, "/cases/\(id)/licences/decline", by: Who.mother, chosen)
        try await ask(.post, "/cases/\(id)/licences/preview", by: Who.mother, chosen)
        try await ask(.post, "/cases/\(id)/licences/accept", by: Who.mother, chosen)
        try await ask(.delete, "/consents/\(try #require(given.json["id"]?.count))", by: Who.father)
    }

    private mutating func submit(_ id: String) async throws -> String {
        let body: JSONValue = ["people": Self.people, "applicants": ["mother"]]
        let submitted = try await served.whole("/v1/cases/\(id)/submit", by: Who.mother, body, [.acceptLanguage: "en"])
        #expect(submitted.status == 200, "\(submitted.text)")
        keep(.post, "/v1/cases/\(id)/submit", body, submitted)
        try await ask(.get, "/cases/\(id)", by: Who.mother)
        try await ask(.get, "/cases", by: Who.mother)
        return id
    }

    private mutating func work(on id: String) async throws {
        try await ask(.get, "/tasks", by: Self.health)
        let task = "/tasks/\(id):birth-notice"
        try await ask(.post, "\(task)/claim", by: Self.health, [:])
        try await ask(.post, "\(task)/release", by: Self.health, [:])
        let supervisor = Who.staff(.supervisor, "990010", of: "health")
        try await ask(.post, "\(task)/delegate", by: supervisor, ["to": "990017"])
        let ledger = try await served.ask(.get, "/v1/cases/\(id)/ledger?limit=200", by: Self.health).items
        for line in ledger where line["item"] == "birth-notice" && line["disposition"] == "handed-in" {
            let line = try #require(line["line"])
            _ = try await served.ask(.post, "/v1/cases/\(id)/verifications", by: Self.health, ["line": line])
        }
        try await ask(
            .post, "/cases/\(id)/items/birth-notice/moves", by: Self.health,
            ["move": "refuse", "reason": "医院未登记该出生", "remedies": "六十日内可申请行政复议"])
    }

    private mutating func read(_ id: String) async throws {
        for path in ["ledger", "timeline", "documents", "receipt", "events", "form", "form/values", "deadlines/birth-notice"] {
            try await ask(.get, "/cases/\(id)/\(path)", by: Who.mother)
        }
        try await ask(.get, "/data-uses", by: Who.mother)
        try await ask(.post, "/cases/\(id)/mandates", by: Who.mother, ["agent": "990000198803070025", "reference": "委托书 2026-17"])
        try await ask(.post, "/cases/\(id)/mandates/end", by: Who.mother, ["agent": "990000198803070025"])
    }

    private mutating func ratings(of id: String) async throws {
        try await ask(
            .post, "/cases/\(id)/ratings", by: Who.mother,
            ["item": "birth-notice", "channel": "counter", "level": "very_dissatisfied", "points": ["attitude"], "words": "等了三个小时"])
        try await ask(.get, "/cases/\(id)/ratings", by: Who.mother)
        try await ask(.get, "/ratings/call-backs", by: Self.health)
        try await ask(.post, "/ratings/1/call-back", by: Self.health, ["step": "verified", "words": "属实，已加开窗口"])
        try await ask(.get, "/reports/ratings", by: Self.auditor)
        for (verb, reason) in [("suspend", "核查中"), ("resume", "核查无误"), ("revoke", "登记错误")] {
            try await ask(.post, "/licences/1/\(verb)", by: Self.registrar, ["reason": .text(reason)])
        }
    }

    /// What needs a case of its own.
    private mutating func otherCommands() async throws {
        func begin(_ body: JSONValue) async throws -> String {
            try #require(try await served.whole("/v1/cases", by: Who.mother, body).json["id"]?.word)
        }
        let firm = try await begin(["bundle": "transport-company", "from": "one-bought-vehicle", "submit": true])
        let transport = Who.staff(.officer, "990031", of: "transport")
        try await ask(.get, "/cases/\(firm)/documents", by: Who.mother)
        try await ask(.get, "/cases/\(firm)/documents/notice-of-receipt", by: Who.mother)
        try await ask(.post, "/cases/\(firm)/verifications", by: transport, ["line": "road-permit/9"])
        let planned = try await begin(["bundle": "transport-company", "from": "planned-only", "submit": true])
        try await ask(.post, "/cases/\(planned)/reports", by: Who.staff(.counter, "s-1"), ["event": "plated"])
        let newborn = try await begin(["bundle": "newborn", "from": "married-local-couple", "submit": true])
        let ledger = try await served.ask(.get, "/v1/cases/\(newborn)/ledger?limit=200", by: Who.mother).items
        if let shared = ledger.first(where: { $0["by"]?["id"] == "population-register" })?["line"] {
            try await ask(.post, "/cases/\(newborn)/disputes", by: Who.mother, ["line": shared, "reason": "出生日期有误"])
            let police = Who.staff(.officer, "990041", of: "public-security")
            try await ask(.get, "/disputes", by: police)
            try await ask(
                .post, "/cases/\(newborn)/settlements", by: police,
                ["line": shared, "outcome": "corrected", "reason": "登记有误，已更正"])
        }
        try await lackingPaper()
        let items = try await served.ask(.get, "/v1/cases/\(newborn)", by: Who.mother).json["items"]?.list ?? []
        let waiting = try #require(items.first { $0["stage"] == "waiting" }?["item"])
        try await ask(.post, "/cases/\(newborn)/withdraw", by: Who.mother, ["item": waiting])
    }

    /// A paper that is said to be there.
    private mutating func lackingPaper() async throws {
        let plan = try await served.ask(.post, "/v1/bundles/newborn/plan", ["from": "married-local-couple", "holds": []])
        let paper = try #require(plan.json["ledger"]?.list.first { $0["disposition"] == "handed-in" && $0["material"] != "form" })
        let created = try await served.whole(
            "/v1/cases", by: Who.mother,
            [
                "bundle": "newborn", "from": "married-local-couple", "holds": [], "without": .list([try #require(paper["material"])]),
                "submit": true,
            ])
        let id = try #require(created.json["id"]?.word)
        try await ask(.post, "/cases/\(id)/materials", by: Who.mother, ["line": try #require(paper["line"])])
    }

    private mutating func exchange() async throws {
        let begun: JSONValue = ["bundle": "newborn", "from": "married-local-couple", "submit": true]
        let created = try await served.whole("/v1/cases", by: Who.mother, begun)
        let id = try #require(created.json["id"]?.word)
        _ = try await served.ask(.post, "/v1/cases/\(id)/items/birth-certificate/moves", by: Self.health, ["move": "decide"])
        let rows = try await served.office.store.read { try $0.items(of: CaseID(id)!) }
        let one = try #require(rows.first { $0.news > 0 })
        let system = Who.staff(.departmentSystem, "sys-1", of: one.department)
        let told = try await ask(.get, "/hand-overs", by: system)
        let message = try #require(told.json["items"]?.list.first { $0["handOver"]?["case"] == .text(id) }?["handOver"])
        try await ask(
            .post, "/hand-overs", by: system,
            ["message": "m-1", "case": .text(id), "item": try #require(message["item"]), "seen": try #require(message["through"])])
        try await ask(
            .post, "/offers", by: Who.staff(.supervisor, "990020", of: "civil-affairs"),
            [
                "to": Self.mother, "bundle": "disability-services",
                "answers": ["living-allowance": "applied-for", "nursing-allowance": "not-applied-for"],
            ])
        try await ask(
            .post, "/webhooks", by: system, ["address": "http://127.0.0.1:8099/hook", "events": ["submitted", "decided"]])
        try await ask(.get, "/webhooks", by: system)
        try await ask(.get, "/webhooks/1", by: system)
        try await ask(.post, "/webhooks/1/secret", by: system)
        try await ask(.post, "/webhooks/1/ping", by: system)
        let again = try await served.whole("/v1/cases", by: Who.mother, begun)
        #expect(again.status == 201)
        try await ask(.get, "/webhooks/1/deliveries", by: system)
    }

    private mutating func reports() async throws {
        try await ask(.get, "/reports/savings?bundle=newborn", by: Self.auditor)
        try await ask(.post, "/simulations", by: Self.auditor, ["bundle": "newborn", "journeys": 50, "seed": 7])
    }
}

extension JSONValue {
    /// The same with fewer elements in its lists and objects of any names, so that it is read with one look.
    fileprivate func shortened(_ most: Int) -> JSONValue {
        switch self {
        // Two numbers may be a pair.
        case .list(let list) where list.allSatisfy({ $0.count != nil }): self
        case .list(let list): .list(list.prefix(most).map { $0.shortened(1) })
        case .map(let map): .map(map.mapValues { $0.shortened(most) })
        default: self
        }
    }
}
