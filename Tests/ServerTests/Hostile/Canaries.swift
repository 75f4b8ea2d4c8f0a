import Foundation
import Hummingbird
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// Whatever somebody says of himself stays where it belongs: names, numbers and telephones in every field of a newborn's case, and none of
/// them in the log, in metrics, in addresses, in a problem, or in what a subscriber is told (S8).
@Suite struct `What somebody says of himself` {
    private static let (wife, husband) = ("990000199501010021", "990000199306150010")
    /// In none of these may any of them stand, in whichever case.
    private static let canaries = [wife, husband, "990000199501010022", "金丝雀", "canary-person", "13912345678", "6222020200112230"]

    /// A number, or what else a field holds, where it does not take any text.
    private static func canary(in name: String) -> String {
        switch Checkout.compilation.shared.field(named: name)?.content {
        case .of(.telephone): "13912345678"
        case .of(.identityNumber): wife
        case nil, .text: "金丝雀 13912345678 6222020200112230"
        case .some(let content): content.sample
        }
    }

    @Test func `stands in no log, metric, address, problem or message to others`() async throws {
        let told = Told()
        var guarding = Logger(label: "canary") { _ in told }
        guarding.logLevel = .trace
        let served = try await ServedOffice(
            webhooks: try WebhookGuard(allowing: ["127.0.0.1:9"], proxy: nil), logger: guarding)
        func ask(
            _ method: HTTPRequest.Method, _ path: String, by identity: Identity?, _ body: JSONValue? = nil, _ headers: HTTPFields = [:]
        ) async throws -> ServedOffice.Answer {
            let answer = try await served.ask(method, path, by: identity, body, headers)
            let addresses = [answer.headers[.location], answer.headers[.init("Link")!], answer.json["next"]?.word].compactMap { $0 }
            told.texts.withLock {
                $0.addresses += addresses
                if answer.status >= 400 { $0.problems.append(answer.text) }
            }
            return answer
        }
        let system = Who.staff(.departmentSystem, "sys-1", of: "health")
        let subscribed = try await ask(.post, "/v1/webhooks", by: system, ["address": "http://127.0.0.1:9/hook"])
        #expect(subscribed.status == 201, "\(subscribed.text)")
        let licence = try JSONDecoder().decode([String: String].self, from: Data(Checkout.text("Examples/licences/marriage.json").utf8))
        let named = licence.merging(["KZ_女方姓名": "金丝雀甲", "KZ_男方姓名": "金丝雀乙"]) { $1 }
        let registrar = Who.staff(.officer, "990001", of: "civil-affairs")
        #expect(try await ask(.post, "/v1/licences", by: registrar, ["licence": .map(named.mapValues(JSONValue.text))]).status == 201)

        // Her draft, with something of hers in every field that is typed.
        let people: JSONValue = ["mother": .text(Self.wife), "father": .text(Self.husband)]
        let created = try await ask(
            .post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "people": people])
        let id = try #require(created.json["id"]?.word)
        let fields = try await ask(.get, "/v1/cases/\(id)/form", by: Who.mother).json["fields"]?.list ?? []
        let typed = fields.filter { $0["typed"] == true }.compactMap { $0["id"]?.word }
        #expect(typed.count > 3)
        let values = Dictionary(uniqueKeysWithValues: typed.map { ($0, JSONValue.text(Self.canary(in: $0))) })
        #expect(try await ask(.patch, "/v1/cases/\(id)/form", by: Who.mother, ["fields": .map(values)]).status == 200)

        // Everything wrong with which somebody could come: in a value, a query, a path, a header.
        let bad: [(HTTPRequest.Method, String, Identity?, JSONValue?, HTTPFields)] = [
            (.post, "/v1/cases", Who.mother, ["bundle": "canary-person"], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "from": "canary-person"], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "people": ["mother": "990000199501010022"]], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "answers": ["parents": "canary-person"]], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "submit": "13912345678"], [:]),
            (.patch, "/v1/cases/\(id)/form", Who.mother, ["fields": ["child.name": "金丝雀\u{0}"]], [:]),
            (.patch, "/v1/cases/\(id)/form", Who.mother, ["fields": ["mother.phone": "金丝雀 13912345678"]], [:]),
            (.patch, "/v1/cases/\(id)/form", Who.mother, ["fields": [typed[0]: .text(String(repeating: "金丝雀", count: 800))]], [:]),
            (.post, "/v1/cases/\(id)/invitations", Who.mother, ["role": "canary-person"], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "holds": [["role": .text(Self.wife), "licence": "x"]]], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "holds": [["role": "mother", "licence": .text(Self.wife)]]], [:]),
            (.post, "/v1/cases", Who.mother, ["bundle": "newborn", "answers": ["canary-person": "x"]], [:]),
            (.post, "/v1/cases/\(id)/licences/accept", Who.mother, ["licences": [.text(Self.wife)]], [:]),
            (.post, "/v1/simulations", Who.staff(.auditor), ["bundle": "newborn", "set": ["canary-person=1", "金丝雀"]], [:]),
            (.post, "/v1/cases/\(id)/ratings", Who.mother, ["item": "canary-person", "channel": "counter", "level": "ok"], [:]),
            (.post, "/v1/offers", Who.staff(.officer, of: "health"), ["to": "990000199501010022", "bundle": "newborn"], [:]),
            (.post, "/v1/webhooks", system, ["address": .text("http://127.0.0.1:9/\(Self.wife)")], [:]),
            (.post, "/v1/hand-overs", system, ["message": "m", "case": "canary-person", "item": "x", "person": .text(Self.wife)], [:]),
            (
                .post, "/v1/licences", registrar,
                ["licence": .map(named.merging(["holder-1": "990000199501010022"]) { $1 }.mapValues { .text($0) })], [:]
            ),
            (.get, "/v1/licences?type=canary-person", Who.staff(.auditor), nil, [:]),
            (.get, "/v1/cases?person=\(Self.wife)", Who.mother, nil, [:]), (.get, "/v1/cases/\(Self.wife)", Who.mother, nil, [:]),
            (.get, "/v1/\(Self.wife)", Who.mother, nil, [:]), (.get, "/v1/cases?after=\(Self.wife)", Who.mother, nil, [:]),
            (.get, "/v1/cases", nil, nil, [.authorization: "Bearer \(Self.wife)"]),
            (.get, "/v1/cases", nil, nil, [.authorization: Self.wife]),
            (.get, "/v1/cases", Who.mother, nil, [.init("traceparent")!: Self.wife, .acceptLanguage: Self.wife, .userAgent: Self.wife]),
        ]
        for (method, path, identity, body, headers) in bad { _ = try await ask(method, path, by: identity, body, headers) }

        // The other parent, her licences, the application, the decision, a rating of it.
        let invited = try await ask(.post, "/v1/cases/\(id)/invitations", by: Who.mother, ["role": "father"])
        let code = try #require(invited.json["invitation"]?.word)
        let consent = try await ask(.post, "/v1/consents", by: Who.father, ["invitation": .text(code), "sensitive": true])
        #expect(consent.status == 201, "\(consent.text)")
        let wanted: JSONValue = ["licences": ["mother:marriage-certificate"]]
        let shown = try await ask(.post, "/v1/cases/\(id)/licences/preview", by: Who.mother, wanted)
        #expect(shown.text.contains("金丝雀甲"), "she sees it herself: \(shown.text.prefix(300))")
        #expect(try await ask(.post, "/v1/cases/\(id)/licences/accept", by: Who.mother, wanted).status == 200)
        let wanting = try await ask(.post, "/v1/cases/\(id)/submit", by: Who.mother)
        #expect(wanting.code == "incomplete", "\(wanting.text)")
        let more = (wanting.json["errors"]?.list ?? []).compactMap { $0["pointer"]?.word?.split(separator: "/").last.map(String.init) }
        let typedThen = Dictionary(uniqueKeysWithValues: more.map { ($0, JSONValue.text(Self.canary(in: $0))) })
        #expect(try await ask(.patch, "/v1/cases/\(id)/form", by: Who.mother, ["fields": .map(typedThen)]).status == 200)
        #expect(try await ask(.post, "/v1/cases/\(id)/submit", by: Who.mother).status == 200)
        let officer = Who.staff(.officer, "990017", of: "health")
        let moved = try await ask(
            .post, "/v1/cases/\(id)/items/birth-notice/moves", by: officer,
            ["move": "refuse", "reason": "金丝雀甲的电话 13912345678 无人接听", "remedies": "金丝雀"])
        #expect(moved.status == 200, "\(moved.text)")
        for channel in ["counter", "platform"] {
            let rated = try await ask(
                .post, "/v1/cases/\(id)/ratings", by: Who.mother,
                ["item": "birth-notice", "channel": .text(channel), "level": "dissatisfied", "words": "金丝雀 13912345678"])
            #expect(rated.status == 201, "\(rated.text)")
        }
        for path in ["", "/events?limit=1", "/ledger", "/timeline", "/documents", "/receipt", "/form", "/ratings"] {
            #expect(try await ask(.get, "/v1/cases/\(id)\(path)", by: Who.mother).status == 200, "\(path)")
        }
        for path in ["cases?limit=1", "data-uses?limit=1", "licences?limit=1", "consents", "drafts"] {
            #expect(try await ask(.get, "/v1/\(path)", by: Who.mother).status == 200, "\(path)")
        }
        #expect(try await ask(.get, "/v1/tasks?limit=1", by: officer).status == 200)

        // Everything that others are told.
        let delivery = WebhookDelivery(served.office, over: told)
        while try await delivery.deliverDue() > 0 {}
        let metrics = try await served.ask(.get, "/metrics").text
        let all = told.texts.withLock { $0 }
        #expect(all.log.count > 50 && all.problems.count >= bad.count - 1 && all.addresses.count > 4 && all.messages.count > 5)
        for (place, texts) in [
            ("the log", all.log), ("metrics", [metrics]), ("a problem", all.problems), ("an address", all.addresses),
            ("a message", all.messages),
        ] {
            for text in texts {
                for canary in Self.canaries { #expect(!text.lowercased().contains(canary), "\(canary) stands in \(place): \(text)") }
            }
        }
    }
}

/// What the server tells others.
private final class Told: LogHandler, WebhookTransport {
    struct Texts {
        var log, problems, addresses, messages: [String]
    }

    let texts = Mutex(Texts(log: [], problems: [], addresses: [], messages: []))

    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set { note("\(key)=\(newValue.map { "\($0)" } ?? "")") }
    }

    func log(event: Logging.LogEvent) { note("\(event.message) \(event.metadata ?? [:])") }

    private func note(_ text: String) { texts.withLock { $0.log.append(text) } }

    func post(
        _ body: [UInt8], to address: String, _ headers: [(name: String, value: String)], within milliseconds: Int64
    ) async -> WebhookAnswer {
        texts.withLock {
            $0.messages.append(String(decoding: body, as: UTF8.self) + headers.map { "\n\($0.name): \($0.value)" }.joined())
            $0.addresses.append(address)
        }
        return .answered(status: 200, retryAfter: nil)
    }
}
