import Hummingbird
import TestSupport
import Testing

@testable import Server
@testable import Workflow

/// What a move needs, and what has come of papers, as things stand.
@Suite struct `Moves over HTTP` {
    private static let officer = Who.staff(.officer, "990017", of: "health")
    private static let counter = Who.staff(.counter, "990018")

    private func begun(_ served: ServedOffice) async throws -> String {
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "newborn", "from": "married-local-couple", "holds": [], "submit": true])
        return "/v1/cases/" + (try #require(created.json["id"]?.word, "\(created.text)"))
    }

    private func company(_ served: ServedOffice) async throws -> String {
        let created = try await served.whole(
            "/v1/cases", by: Who.mother, ["bundle": "transport-company", "from": "one-bought-vehicle", "submit": true])
        return "/v1/cases/" + (try #require(created.json["id"]?.word, "\(created.text)"))
    }

    private func needs(_ move: String, of item: String, _ path: String, _ served: ServedOffice) async throws -> [String]? {
        let seen = try await served.ask(.get, path, by: Who.mother).json
        let moves = seen["items"]?.list.first { $0["item"]?.word == item }?["moves"]?.list
        return moves?.first { $0["move"]?.word == move }?["needs"]?.list.compactMap(\.word)
    }

    @Test func `need what is not there yet`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        let moves = path + "/items/birth-notice/moves"
        func needs(_ move: String) async throws -> [String]? { try await self.needs(move, of: "birth-notice", path, served) }
        #expect(try await needs("ask-correction") == ["reason", "papers"], "nothing was told yet: nothing can be new")
        #expect(try await needs("decide")?.contains("verifiedPapers") == true)
        let ask: JSONValue = ["move": "ask-correction", "reason": "看不清", "papers": ["birth-notice/1"]]
        #expect(try await served.ask(.post, moves, by: Self.officer, ask).status == 200)
        #expect(try await needs("correct") == ["papers"])
        #expect(try await served.ask(.post, path + "/materials", by: Who.mother, ["line": "birth-notice/1"]).status == 200)
        #expect(try await needs("correct") == [])
        let named = try await served.ask(.post, moves, by: Who.mother, ["move": "correct", "papers": ["birth-notice/1"]])
        let instead = named.json["canDo"]?.list.map { [$0["action"], $0["move"]] }
        #expect(named.code == "not-its-paper" && instead == [["move", "correct"]], "\(named.text)")
        #expect(try await served.ask(.post, moves, by: Who.mother, ["move": "correct"]).status == 200)
        #expect(try await needs("ask-correction") == ["reason", "papers", "newFacts"])
        let seen = try await served.ask(.get, path, by: Who.mother).json
        for line in seen["materials"]?.list.compactMap({ $0["line"]?.word }) ?? [] where line.hasPrefix("birth-notice/") {
            #expect(try await served.ask(.post, path + "/verifications", by: Self.officer, ["line": .text(line)]).status == 200)
        }
        #expect(try await needs("decide")?.contains("verifiedPapers") == false)
        #expect(try await served.ask(.post, moves, by: Self.officer, ["move": "decide"]).status == 200)
    }

    @Test func `take no day that has passed`() async throws {
        let served = try await ServedOffice()
        let path = try await company(served)
        let officer = Who.staff(.officer, "990031", of: "transport")
        let seen = try await served.ask(.get, path, by: officer).json
        for line in seen["materials"]?.list.compactMap({ $0["line"]?.word }) ?? [] where line.hasPrefix("road-permit/") {
            _ = try await served.ask(.post, path + "/verifications", by: officer, ["line": .text(line)])
        }
        let moves = path + "/items/road-permit/moves"
        #expect(try await served.ask(.post, moves, by: officer, ["move": "accept"]).status == 200)
        func hold(_ day: Day) async throws -> ServedOffice.Answer {
            try await served.ask(
                .post, moves, by: officer, ["move": "hold", "reason": "x", "basis": "y", "expectedEnd": .text(day.description)],
                [.acceptLanguage: "en"])
        }
        let today = served.office.clock.now.day
        let past = try await hold(today.adding(days: -1))
        #expect(past.status == 409 && past.code == "expected-end-has-passed", "\(past.text)")
        #expect(past.json["canDo"]?.list.map { $0["needs"] } == [["expectedEnd"]], "\(past.text)")
        #expect(try await hold(today).status == 200)
    }

    @Test func `follow what comes at the counter of papers that were announced`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        func reception() async throws -> JSONValue? {
            try await served.ask(.get, path + "/ledger?limit=200", by: Who.mother).items.first { $0["line"] == "birth-notice/1" }?[
                "received"]
        }
        func came(_ who: Identity) async throws -> ServedOffice.Answer {
            try await served.ask(.post, path + "/materials", by: who, ["line": "birth-notice/1"], [.acceptLanguage: "en"])
        }
        #expect(try await reception() == "announced")
        let again = try await came(Who.mother)
        #expect(again.status == 409 && again.code == "handed-in-already", "\(again.text)")
        let brought = try await came(Self.counter)
        #expect(brought.status == 200 && brought.json["events"]?.list.map { $0["type"] } == ["handed-in"], "\(brought.text)")
        #expect(try await reception() == "paper")
        #expect(try await came(Self.counter).code == "handed-in-already", "once")
        // What an officer has had in his hands is there.
        let verified = try await served.ask(.post, path + "/verifications", by: Self.officer, ["line": "birth-notice/2"])
        #expect(verified.status == 200)
        let late = try await served.ask(.post, path + "/materials", by: Self.counter, ["line": "birth-notice/2"])
        #expect(late.code == "handed-in-already")
        // What the counter has taken in with the application is not announced.
        let couple: JSONValue = ["mother": "990000199501010021", "father": "990000199306150010"]
        let taken = try await served.whole(
            "/v1/cases", by: Self.counter,
            [
                "bundle": "newborn", "from": "married-local-couple", "people": couple, "applicants": ["mother"], "submit": true,
            ])
        let id = try #require(taken.json["id"]?.word, "\(taken.text)")
        let there = try await served.ask(.post, "/v1/cases/\(id)/materials", by: Self.counter, ["line": "birth-notice/1"])
        #expect(there.code == "handed-in-already", "\(there.text)")
    }

    @Test func `give an item to nobody by his name or number`() async throws {
        let served = try await ServedOffice()
        let path = try await begun(served)
        let supervisor = Who.staff(.supervisor, "990001", of: "health")
        let task = path.replacing("/v1/cases/", with: "/v1/tasks/") + ":birth-notice"
        for somebody in ["990000199501010021", "张三", "zhang 3", ""] {
            let answer = try await served.ask(.post, task + "/delegate", by: supervisor, ["to": .text(somebody)])
            let pointers = answer.json["errors"]?.list.map { $0["pointer"] }
            #expect(answer.status == 422 && pointers == ["/to"] && !answer.text.contains("张三"), "\(answer.text)")
        }
        #expect(try await served.ask(.post, task + "/delegate", by: supervisor, ["to": "990017"]).status == 200)
    }

    @Test func `of a form that was filled in here leave nothing to be brought`() async throws {
        let served = try await ServedOffice()
        let path = try await company(served)
        let receipt = try await served.ask(.get, path + "/receipt", by: Who.mother).json["receipt"]
        let announced = receipt?["announced"]?.list.compactMap(\.word)
        let lines = try await served.ask(.get, path + "/ledger?limit=200", by: Who.mother).items
        let form = try #require(lines.first { $0["line"] == "road-permit/0" })
        #expect(form["disposition"] == "handed-in" && form["received"] == nil, "\(form)")
        #expect(announced?.contains("road-permit/0") == false && announced?.isEmpty == false, "\(announced ?? [])")
    }
}
