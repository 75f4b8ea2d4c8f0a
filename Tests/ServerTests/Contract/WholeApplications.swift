import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// What is handed in over the API is whole, fit, seen as it is, and somebody's.
@Suite struct `An application over HTTP` {
    private static let couple: JSONValue = ["mother": "990000199501010021", "father": "990000199306150010"]

    private func begun(_ served: ServedOffice, by identity: Identity = Who.mother) async throws -> String {
        let answer = try await served.ask(.post, "/v1/cases", by: identity, ["bundle": "newborn", "from": "married-local-couple"])
        #expect(answer.status == 201 && answer.headers[.eTag] != nil, "\(answer.text)")
        return "/v1/cases/\(try #require(answer.json["id"]?.word))"
    }

    private func pointers(_ answer: ServedOffice.Answer) -> [String] {
        answer.json["errors"]?.list.compactMap { $0["pointer"]?.word } ?? []
    }

    @Test func `is refused as long as its form is not whole, with every field and how to fill it in`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        let typed = try await served.ask(.get, path + "/form", by: Who.mother).json["fields"]?.list.filter { $0["typed"] == true } ?? []
        for (language, words) in [("zh", "“联系电话”（母亲）未填写，请填写"), ("en", "“Telephone” (mother) is not filled in: fill it in")] {
            let answer = try await served.ask(.post, path + "/submit", by: Who.mother, nil, [.acceptLanguage: language])
            #expect(answer.status == 422 && answer.code == "incomplete", "\(answer.text)")
            #expect(pointers(answer) == typed.compactMap { $0["id"]?.word.map { "/fields/\($0)" } })
            let phone = answer.json["errors"]?.list.first { $0["pointer"] == "/fields/mother.phone" }?["message"]?.word
            #expect(phone?.hasPrefix(words) == true, "\(answer.text)")
        }
        #expect(try await served.ask(.get, path, by: Who.mother).json["kind"] == "draft", "nothing is lost")
        let atOnce = try await served.ask(
            .post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "submit": true])
        #expect(atOnce.code == "incomplete" && pointers(atOnce).contains("/form/mother.phone"), "\(atOnce.text)")
        #expect(try await served.ask(.get, "/v1/cases", by: Who.mother).json["items"]?.list.isEmpty == true)
        #expect(try await served.whole(path + "/submit", by: Who.mother).status == 200)
    }

    @Test func `takes no value that a field does not hold, wherever it is typed, and does not tell it`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        let unfit: JSONValue = ["child.sex": "金丝雀", "mother.phone": "金丝雀", "child.name": "小满"]
        let birth: [String: JSONValue] = ["bundle": "newborn", "from": "married-local-couple", "form": unfit]
        for (method, path, body, place) in [
            (.patch, path + "/form", ["fields": unfit], "/fields"), (.patch, path, ["form": unfit], "/form"),
            (.post, "/v1/cases", .map(birth), "/form"), (.post, "/v1/cases", .map(birth.merging(["submit": true]) { $1 }), "/form"),
        ] as [(HTTPRequest.Method, String, JSONValue, String)] {
            let answer = try await served.ask(method, path, by: Who.mother, body, [.acceptLanguage: "en"])
            #expect(answer.status == 422 && answer.code == "unfit" && !answer.text.contains("金丝雀"), "\(answer.text)")
            #expect(pointers(answer) == ["\(place)/child.sex", "\(place)/mother.phone"])
            #expect(answer.text.contains("“Sex” (child) is not fit: write one of: 男 (male), 女 (female)"))
        }
        let fields = try await served.ask(.get, path + "/form", by: Who.mother, nil, [.acceptLanguage: "en"]).json["fields"]?.list ?? []
        #expect(fields.allSatisfy { $0["filled"] == false })
        #expect(fields.first { $0["id"] == "mother.phone" }?["how"]?.word?.hasPrefix("write a telephone number") == true)
        // The schema says the same.
        let schema = try await served.ask(.get, "/v1/bundles/newborn/form", by: nil, nil, [.acceptLanguage: "en"]).json["properties"]
        #expect(schema?["child.sex"]?["oneOf"]?.list.map { $0["const"] } == ["男", "女"])
        #expect(schema?["mother.phone"]?["pattern"]?.word == FieldContent.Kind.telephone.pattern)
    }

    @Test func `takes the same form as a draft and at once`() async throws {
        let served = try await ServedOffice()
        let values = try JSONDecoder().decode(
            JSONValue.self, from: Data(try String(contentsOfFile: Checkout.path("Examples/licences/whole-form.json"), encoding: .utf8).utf8)
        )
        let path = try await begun(served)
        #expect(try await served.ask(.patch, path + "/form", by: Who.mother, ["fields": values]).status == 200)
        #expect(try await served.ask(.post, path + "/submit", by: Who.mother).status == 200)
        let atOnce: JSONValue = ["bundle": "newborn", "from": "married-local-couple", "form": values, "submit": true]
        let answer = try await served.ask(.post, "/v1/cases", by: Who.mother, atOnce)
        #expect(answer.status == 201, "\(answer.text)")
        // What a licence fills in is not kept from what was typed.
        let id = try #require(answer.json["id"]?.word)
        let kept = try await served.ask(.get, "/v1/cases/\(id)/form/values", by: Who.mother).json["fields"]
        #expect(kept?["mother.phone"] == values["mother.phone"] && kept?["mother.married-on"] == nil)
        let unknown: JSONValue = ["bundle": "newborn", "from": "married-local-couple", "form": ["uncle.name": "x"], "submit": true]
        #expect(try await served.ask(.post, "/v1/cases", by: Who.mother, unknown).code == "unknown-word")
    }

    @Test func `is refused as long as a question is open, with a place for each`() async throws {
        let served = try await ServedOffice()
        let created = try await served.ask(.post, "/v1/cases", by: Who.mother, ["bundle": "newborn"])
        let open = created.json["open"]?.list.compactMap(\.word) ?? []
        let path = "/v1/cases/\(try #require(created.json["id"]?.word))"
        #expect(open.count > 1)
        let atOnce: JSONValue = ["bundle": "newborn", "submit": true]
        for (path, body) in [(path + "/submit", nil), ("/v1/cases", atOnce)] as [(String, JSONValue?)] {
            let answer = try await served.ask(.post, path, by: Who.mother, body, [.acceptLanguage: "en"])
            #expect(answer.status == 422 && answer.code == "incomplete", "\(answer.text)")
            #expect(pointers(answer) == open.map { "/answers/\($0)" })
            #expect(answer.json["errors"]?.list.allSatisfy { $0["message"]?.word?.contains("the answers are: ") == true } == true)
        }
    }

    /// What its form says to be typed is what its submit wants: before and after licences turned out not to be there, or were declined.
    @Test func `says what is to be typed as things stand`() async throws {
        let served = try await ServedOffice()
        func typed(_ path: String) async throws -> [String] {
            try await served.ask(.get, path + "/form", by: Who.mother).json["fields"]?.list.filter { $0["typed"] == true }
                .compactMap { $0["id"]?.word } ?? []
        }
        func missing(_ path: String) async throws -> [String] {
            let answer = try await served.ask(.post, path + "/submit", by: Who.mother)
            #expect(answer.code == "incomplete", "\(answer.text)")
            return pointers(answer).map { String($0.dropFirst("/fields/".count)) }
        }
        func couple() async throws -> String {
            let path = try await begun(served)
            #expect(try await served.ask(.patch, path, by: Who.mother, ["people": Self.couple]).status == 200)
            return path
        }
        // Looked at, and none is there.
        let looked = try await couple()
        #expect(try await !typed(looked).contains("mother.name"), "it is hoped for")
        #expect(try await served.ask(.post, looked + "/licences/preview", by: Who.mother).status == 200)
        let afterwards = try await typed(looked)
        #expect(afterwards.contains("mother.name") && afterwards.contains("father.name"))
        #expect(try await missing(looked) == afterwards)
        // Declined.
        let declined = try await couple()
        let needed = try await served.ask(.get, declined + "/licences?limit=200", by: Who.mother).items.compactMap { $0["id"] }
        let decline = try await served.ask(.post, declined + "/licences/decline", by: Who.mother, ["licences": .list(needed)])
        #expect(decline.status == 200)
        #expect(try await typed(declined) == afterwards)
        #expect(try await missing(declined) == afterwards)
        // Nobody has said who the father is, and no licence does: his are wanted, too.
        let alone = try await begun(served)
        #expect(try await served.ask(.patch, alone, by: Who.mother, ["people": ["mother": "990000199501010021"]]).status == 200)
        #expect(try await !typed(alone).contains("mother.name"), "it is hoped for")
        let theirs = try await missing(alone)
        #expect(theirs.contains("father.name"))
        #expect(try await typed(alone) == theirs)
        // Handed in without a look: all that is wanting is told at once, and stands in the form from then on.
        let handed = try await couple()
        let wanting = try await missing(handed)
        #expect(wanting == afterwards)
        #expect(try await typed(handed) == wanting)
        let values = Dictionary(uniqueKeysWithValues: wanting.map { ($0, JSONValue.text(SampleForm.value(of: $0))) })
        #expect(try await served.ask(.patch, handed + "/form", by: Who.mother, ["fields": .map(values)]).status == 200)
        #expect(try await served.ask(.post, handed + "/submit", by: Who.mother).status == 200)
        // Nothing is read only that may have to be typed.
        let schema = try await served.ask(.get, "/v1/bundles/newborn/form").json["properties"]
        for field in wanting { #expect(schema?[field]?["readOnly"] == nil, "\(field)") }
        #expect(schema?["mother.marital-status"]?["readOnly"] == true, "an answer fills it in")
    }

    @Test func `is handed in at the counter for somebody`() async throws {
        let served = try await ServedOffice()
        let counter = Who.staff(.counter, "990018")
        let path = try await begun(served, by: counter)
        for body: JSONValue in [[:], ["people": Self.couple]] {
            let answer = try await served.ask(.post, path + "/submit", by: counter, body)
            #expect(answer.status == 422 && answer.code == "incomplete" && pointers(answer) == ["/applicants"], "\(answer.text)")
        }
        let somebody: JSONValue = ["people": Self.couple, "applicants": ["mother"]]
        #expect(try await served.ask(.patch, path, by: counter, somebody).status == 200)
        #expect(try await served.whole(path + "/submit", by: counter).status == 200)
        #expect(try await served.ask(.get, path, by: Who.mother).status == 200, "it is hers")
    }

    @Test func `keeps who is who and who applies each by itself`() async throws {
        let served = try await ServedOffice()
        let counter = Who.staff(.counter, "990018")
        func told(_ path: String) async throws -> [JSONValue?] {
            let draft = try await served.ask(.get, path, by: counter).json
            return [draft["people"], draft["applicants"]]
        }
        let path = try await begun(served, by: counter)
        // In either order.
        #expect(try await served.ask(.patch, path, by: counter, ["applicants": ["mother"]]).status == 200)
        #expect(try await told(path) == [[:], ["mother"]])
        #expect(try await served.ask(.patch, path, by: counter, ["people": Self.couple]).status == 200)
        #expect(try await told(path) == [Self.couple, ["mother"]])
        #expect(try await served.ask(.patch, path, by: counter, ["applicants": ["mother", "father"]]).status == 200)
        #expect(try await told(path) == [Self.couple, ["father", "mother"]])
        // Another mother is another applicant, who has said nothing yet.
        let other: JSONValue = ["mother": "990000198803070025", "father": "990000199306150010"]
        #expect(try await served.ask(.patch, path, by: counter, ["people": other]).status == 200)
        #expect(try await told(path) == [other, ["father"]])
        #expect(try await served.ask(.patch, path, by: counter, ["applicants": ["child"]]).code == "unknown-word")
        #expect(try await served.ask(.patch, path, by: counter, ["people": Self.couple, "applicants": ["father"]]).status == 200)
        #expect(try await served.whole(path + "/submit", by: counter, ["applicants": ["mother"]]).status == 200)
        #expect(try await served.ask(.get, path, by: Who.mother).status == 200, "it is hers")
        #expect(try await served.ask(.get, path, by: Who.father).status == 404, "he stands there no more")
        // Whoever has a code of his own names himself, and nobody else.
        let own = try await begun(served)
        #expect(try await served.ask(.patch, own, by: Who.mother, ["people": Self.couple]).status == 200)
        #expect(try await served.ask(.patch, own, by: Who.mother, ["applicants": ["mother"]]).status == 200)
        let another = try await served.ask(.patch, own, by: Who.mother, ["applicants": ["father"]])
        #expect(another.code == "unfit" && pointers(another) == ["/applicants"], "\(another.text)")
    }

    @Test func `looks at the numbers of its people before it asks who of them one is`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        let wrong: JSONValue = ["people": ["mother": "990000199501010022"]]
        let begun: JSONValue = ["bundle": "newborn", "people": ["mother": "990000199501010022"]]
        for (method, path, body) in [(.patch, path, wrong), (.post, path + "/submit", wrong), (.post, "/v1/cases", begun)]
            as [(HTTPRequest.Method, String, JSONValue)]
        {
            let answer = try await served.ask(method, path, by: Who.mother, body, [.acceptLanguage: "en"])
            #expect(answer.code == "unfit" && answer.json["detail"]?.word?.contains("check character") == true, "\(answer.text)")
        }
        let others = try await served.ask(.patch, path, by: Who.mother, ["people": ["mother": "990000198803070025"]])
        #expect(others.code == "unfit" && pointers(others) == ["/people"], "\(others.text)")
    }

    @Test func `is changed as it was seen: a draft has a version like a case`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        func tag() async throws -> String { try #require(try await served.ask(.get, path, by: Who.mother).headers[.eTag]) }
        let first = try await tag()
        let said: JSONValue = ["fields": ["child.name": "小满"]]
        let filled = try await served.ask(.patch, path + "/form", by: Who.mother, said, [.ifMatch: first])
        let second = try await tag()
        #expect(filled.status == 200 && second.hasPrefix("\"\(filled.version ?? "")-") && second != first)
        for (method, path, body) in [
            (.patch, path + "/form", said), (.patch, path, ["answers": ["parents": "married"]]), (.post, path + "/submit", nil),
            (.delete, path, nil), (.post, path + "/licences/decline", ["licences": ["mother:marriage-certificate"]]),
        ] as [(HTTPRequest.Method, String, JSONValue?)] {
            let answer = try await served.ask(method, path, by: Who.mother, body, [.ifMatch: first])
            #expect(answer.status == 412 && answer.code == "stale", "\(method) \(path): \(answer.text)")
        }
        #expect(try await tag() == second, "nothing has happened")
        let declined = try await served.ask(
            .post, path + "/licences/decline", by: Who.mother, ["licences": ["mother:marriage-certificate"]], [.ifMatch: second])
        #expect(declined.status == 200)
        let third = try await tag()
        #expect(third != second && third.hasPrefix("\"\(declined.version ?? "")-"))
        let changed = try await served.ask(.patch, path, by: Who.mother, ["answers": [:]], [.ifMatch: third])
        #expect(changed.status == 200 && !third.hasPrefix("\"\(changed.version ?? "")-"))
        // Under other definitions it is another one.
        var sources = Checkout.definitions.folder.sources
        sources["laws.yaml"]? += "\n# another edition\n"
        _ = try await served.office.publish(sources)
        let fourth = try await tag()
        #expect(!fourth.hasPrefix("\"\(changed.version ?? "")-"))
        #expect(try await served.ask(.delete, path, by: Who.mother, nil, [.ifMatch: fourth]).status == 204)
    }

    /// What a stranger is told of an invitation to somebody else is what he is told of none.
    @Test func `invites one person`() async throws {
        let served = try await ServedOffice()
        _ = try await served.office.draft(NewCase(bundle: "newborn"), filling: ["child.name": "小满"], by: .applicant)
        let answer = try await served.ask(
            .post, "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "people": Self.couple])
        let id = try #require(answer.json["id"]?.word)
        let code = try #require(
            try await served.ask(.post, "/v1/cases/\(id)/invitations", by: Who.mother, ["role": "father"]).json["invitation"]?.word)
        let other = Who.person("990000198803070025")
        func told(_ path: String, _ identity: Identity, _ code: String) async throws -> (Int, JSONValue?, JSONValue?) {
            let answer = try await served.ask(.post, path, by: identity, ["invitation": .text(code)])
            return (answer.status, answer.json["code"], answer.json["detail"])
        }
        for path in ["/v1/invitations", "/v1/consents"] {
            for stranger in [other, Who.mother, Who.stranger] {
                let (his, none) = (try await told(path, stranger, code), try await told(path, stranger, "no.code.at.all.x"))
                #expect(his == none && his.0 == 409, "\(path): \(his)")
            }
        }
        #expect(try await told("/v1/invitations", Who.staff(.counter, "990018"), code).0 == 403)
        #expect(try await told("/v1/invitations", Who.father, code).0 == 200)
        let given = try await served.ask(.post, "/v1/consents", by: Who.father, ["invitation": .text(code)])
        #expect(given.status == 201)
        #expect(try await served.ask(.post, "/v1/consents", by: Who.father, ["invitation": .text(code)]).json == given.json, "once")
        #expect(try await told("/v1/consents", other, code).0 == 409)
    }
}
