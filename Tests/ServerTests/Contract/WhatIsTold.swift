import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// What an integrator reads in answers: the API's own names, places of mistakes, what can be done, and headers that say how long it holds.
@Suite struct `What the API tells` {
    private static let officer = Who.staff(.officer, "990017", of: "health")

    private func begun(_ served: ServedOffice) async throws -> String {
        // With nothing in place of papers, so that there are some to be verified.
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "holds": [], "submit": true])
        return try #require(created.json["id"]?.word, "\(created.text)")
    }

    @Test func `has the place of a word that means nothing`() async throws {
        let served = try await ServedOffice()
        let id = try await begun(served)
        let draft = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn"]).json["id"]?.word ?? ""
        let plan = "/v1/bundles/newborn/plan"
        let wrong: [(HTTPRequest.Method, String, Identity?, JSONValue, String)] = [
            (.post, plan, nil, ["from": "none"], "/from"),
            (.post, plan, nil, ["answers": ["children": "seven"]], "/answers/children"),
            (.post, plan, nil, ["answers": ["childs": "1"]], "/answers"),
            (.post, plan, nil, ["holds": [["role": "mothr", "licence": "marriage-certificate"]]], "/holds/0/role"),
            (.post, plan, nil, ["holds": [["role": "mother", "licence": "none"]]], "/holds/0/licence"),
            (.post, "/v1/cases", Who.mother, ["bundle": "none"], "/bundle"),
            (.post, "/v1/cases/\(draft)/invitations", Who.mother, ["role": "uncle"], "/role"),
            (.patch, "/v1/cases/\(draft)/form", Who.mother, ["fields": ["child.nam": "x"]], "/fields"),
            (.post, "/v1/cases/\(id)/items/birth-notice/moves", Self.officer, ["move": "dance"], "/move"),
            (.post, "/v1/cases/\(id)/verifications", Self.officer, ["line": "birth-notice/99"], "/line"),
            (.post, "/v1/cases/\(id)/withdraw", Who.mother, ["item": "none"], "/item"),
            (.post, "/v1/cases/\(id)/ratings", Who.mother, ["item": "none", "channel": "counter", "level": "satisfied"], "/item"),
            (.post, "/v1/consents", Who.mother, ["case": .text(id), "until": "tomorrow"], "/until"),
        ]
        for (method, path, who, body, pointer) in wrong {
            let answer = try await served.ask(method, path, by: who, body)
            let pointers = answer.json["errors"]?.list.compactMap { $0["pointer"]?.word } ?? []
            #expect(answer.status == 422 && pointers == [pointer], "\(path) \(pointer): \(answer.text)")
        }
    }

    /// What a move needs is called as its body calls it, and a refusal says it so.
    @Test func `names what is needed and what can be done as requests do`() async throws {
        let served = try await ServedOffice()
        let id = try await begun(served)
        let seen = try await served.ask(.get, "/v1/cases/\(id)", by: Self.officer).json
        let body = Set(MoveRequest.meanings.keys).union(["verifiedPapers"])
        let needs = seen["items"]?.list.flatMap { $0["moves"]?.list ?? [] }.flatMap { $0["needs"]?.list ?? [] }.compactMap(\.word) ?? []
        #expect(!needs.isEmpty && body.isSuperset(of: needs), "\(needs)")
        #expect(body.isSuperset(of: ProcessDefinition.Need.properties))

        let moves = "/v1/cases/\(id)/items/birth-notice/moves"
        let unwritten = try await served.ask(.post, moves, by: Self.officer, ["move": "refuse"])
        #expect(unwritten.status == 409 && unwritten.code == Workflow.Refusal.Code.unwritten.rawValue, "\(unwritten.text)")
        let write = unwritten.json["canDo"]?.list.first { $0["action"] == "write" }
        #expect(write?["needs"]?.list.contains("reason") == true && write?["title"]?.word?.isEmpty == false, "\(unwritten.text)")
        let early = try await served.ask(.post, moves, by: Self.officer, ["move": "decide"])
        let verify = try #require(early.json["canDo"]?.list.first { $0["action"] == "verify" }, "\(early.text)")
        // It is a request as it stands.
        let verified = try await served.ask(
            .post, "/v1/cases/\(id)/verifications", by: Self.officer, ["line": try #require(verify["line"])])
        #expect(verified.status == 200, "\(verified.text)")
        let theirs = try await served.ask(.post, moves, by: Who.mother, ["move": "decide"])
        let move = theirs.json["canDo"]?.list.first { $0["action"] == "move" }
        #expect(move?["item"] == "birth-notice" && move?["by"]?.list.isEmpty == false, "\(theirs.text)")
    }

    /// An office that has published nothing, a draft that is somebody else's, a licence of another department: what to do then is a command for one
    /// reader; another may be an applicant at a page, and is told it in words, without names of operations, of properties or of licences.
    @Test func `says what to do in words, not in names of commands or operations`() async throws {
        let served = try await ServedOffice()
        let (id, day) = (CaseID(milliseconds: 1, chance: 1), Day("2026-03-02")!)
        let card = DraftProblem.SomebodysLicence(
            name: "mother:resident-identity-card", title: Title(zh: "母亲的居民身份证", en: "Resident identity card (mother)"))
        let drafts: [DraftProblem] = [
            .handedIn(id), .notHandedIn(id), .over(day), .declined, .notOffered(bundle: "b"),
            .sourceIsSilent(Title(zh: "源", en: "source")), .notTheLead(department: "d"), .nobodyNamed, .notPreviewed(card),
            .notAsLookedAt(card, Title(zh: "因", en: "why")), .undecided([card]), .offeredAlready(id, until: day),
        ]
        let licences: [LicenceRefusal] = [
            .unknown(1), .nothingIssued, .alreadyThere(1), .saysSomethingElse(1), .caseClosed, .noInvitation, .personalData, .noReason,
            .notTheirs(department: "d"), .unfitReason, .noAuthorisation(1), .inThePast(day), .accountOfAnother("a"), .otherLicence,
        ]
        let others: [any Error] = [CopyIsSilent(), ProviderNotConfigured(name: "p"), NothingPublished()]
        let commands = /--[a-z]|\bonething\b|\b(case|licence|consent) [a-z]+ing?\b|case (show|change|submit|start|preview|accept|decline)/
        // Names of one small word are words of English, too.
        let operations = served.endpoints.map(\.id).filter { $0.contains(where: \.isUppercase) }
        let properties = SchemaBook(of: served.endpoints).schemas.values.flatMap { schema -> [String] in
            guard case .object(let object) = schema else { return [] }
            return object.keys.map { "`\($0.name)`" }
        }
        let names = Set(operations + properties + [card.name])
        for error in drafts as [any Error] + licences + others {
            let detail = try #require(Problem(error).detail, "\(error)")
            #expect(detail.zh.firstMatch(of: commands) == nil && detail.en.firstMatch(of: commands) == nil, "\(error): \(detail)")
            #expect(!names.contains { detail.zh.contains($0) || detail.en.contains($0) }, "\(error): \(detail)")
        }
        #expect(DraftProblem.nobodyNamed.help(on: .commands).en.contains("--people"))
        let hidden = Problem(DraftProblem.notTheirs)
        #expect(hidden.code == .notFound && hidden.detail == nil, "what is somebody else's is not told of at all")
        // The same of answers that are wanting.
        let open = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "submit": true], [.acceptLanguage: "en"])
        #expect(open.status == 422 && open.text.firstMatch(of: commands) == nil && open.text.contains("children="), "\(open.text)")
    }

    /// Which fields a form has depends on the answers: as long as some are wanting, that is said, with each of them.
    @Test func `says of a form what is to be answered first`() async throws {
        let served = try await ServedOffice()
        let draft = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn"]).json["id"]?.word ?? ""
        for path in ["form", "form/values"] {
            let answer = try await served.ask(.get, "/v1/cases/\(draft)/\(path)", by: Who.mother)
            #expect(answer.status == 422 && answer.code == "incomplete", "\(answer.text)")
            #expect(answer.json["errors"]?.list.contains { $0["pointer"] == "/answers/children" } == true, "\(answer.text)")
        }
    }

    /// Whoever asks for what there is not is told what there is.
    @Test func `names the events that can be subscribed to`() async throws {
        let served = try await ServedOffice()
        let answer = try await served.ask(
            .post, "/v1/webhooks", by: Who.staff(.administrator, "1"),
            ["address": "https://example.com/", "events": ["submitted", "danced"]])
        let error = answer.json["errors"]?.list.first
        #expect(answer.status == 422 && answer.code == "bad-body" && error?["pointer"] == "/events/1", "\(answer.text)")
        for kind in EventRecord.Kind.allCases { #expect(error?["message"]?.word?.contains(kind.rawValue) == true, "\(kind)") }
    }

    @Test func `says in which language its words are, and how long they may be kept`() async throws {
        let served = try await ServedOffice()
        let id = try await begun(served)
        for (accept, language) in [("en", "en"), ("zh-CN", "zh"), ("fr", "zh")] {
            for path in ["/v1/bundles", "/v1/cases/\(id)", "/v1/cases/\(id)/timeline", "/v1/cases/none", "/openapi.json"] {
                let answer = try await served.ask(.get, path, by: Who.mother, nil, [.acceptLanguage: accept])
                #expect(answer.headers[.contentLanguage] == language, "\(path)")
            }
        }
        // As it was told the first time, so it is told again.
        let body: JSONValue = ["bundle": "newborn", "from": "married-local-couple"]
        for accept in ["en", "zh"] {
            let again = try await served.ask(.post, "/v1/cases", by: Who.mother, body, key: "k", [.acceptLanguage: accept])
            #expect(again.headers[.contentLanguage] == "en")
        }
        #expect(try await served.ask(.get, "/healthz").headers[.contentLanguage] == nil)

        for endpoint in served.endpoints where endpoint.method == .get {
            let path = endpoint.path.replacing("{bundle}", with: "newborn")
            guard !path.contains("{") else { continue }
            let answer = try await served.ask(.get, path, by: Who.mother)
            guard answer.status == 200 else { continue }
            #expect(answer.headers[.cacheControl] == endpoint.keptFor.map { "public, max-age=\($0)" } ?? "no-store", "\(endpoint.id)")
            guard let version = answer.headers[.eTag], endpoint.keptFor != nil else { continue }
            #expect(endpoint.right == nil && answer.headers[.vary] == "Accept-Language", "\(endpoint.id)")
            let same = try await served.ask(.get, path, nil, [.ifNoneMatch: "\"x\", \(version)"])
            #expect(same.status == 304 && same.bytes.isEmpty && same.headers[.eTag] == version, "\(endpoint.id)")
            let other = try await served.ask(.get, path, nil, [.ifNoneMatch: version, .acceptLanguage: "en"])
            #expect(other.status == (endpoint.id == "listSigningKeys" ? 304 : 200), "\(endpoint.id) in another language")
        }
        #expect(served.endpoints.filter { $0.keptFor != nil }.map(\.id).count == 5)
    }

    /// docs/http-api.md lists every code with its titles and with what to do.
    @Test func `has a row in the documentation for every code`() throws {
        let rows = try Checkout.text("docs/http-api.md").split(separator: "\n").filter { $0.hasPrefix("| ") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        for code in Problem.Code.allCases where code != .refused {
            let row = ["\(code.status.code)", "`\(code.rawValue)`", code.title.zh, code.title.en]
            #expect(rows.contains { Array($0.prefix(4)) == row && $0.count == 5 && !$0[4].isEmpty }, "\(row)")
        }
        for code in Workflow.Refusal.Code.allCases {
            let row = ["`\(code.rawValue)`", code.title.zh, code.title.en]
            #expect(rows.contains { Array($0.prefix(3)) == row && $0.count == 4 && !$0[3].isEmpty }, "\(row)")
        }
    }
}
