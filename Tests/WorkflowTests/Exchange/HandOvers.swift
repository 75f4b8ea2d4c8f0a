import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Items that a department decides in its own system: nothing of them is lost between the two sides, and nothing is done twice.
@Suite struct `A hand-over` {
    static func sample() -> Sample {
        Sample(items: [
            .init(id: "register", lines: [paper("paper-a")], decidedIn: "department-system"),
            .init(id: "note", lines: [paper("paper-b")]),
        ])
    }

    // MARK: By the machine

    @Test func `is news until the department's own system says that it has it, and only that system says so`() throws {
        var story = try CaseStory(Self.sample())
        #expect(try story.submit(on: "2026-03-02").contains("2026-03-02 register: handed over"))
        let told = story.state.items[0].news
        #expect(told > 0 && story.state.items[0].known == 0)
        #expect(
            try story.refusal { try $0.acknowledge("register", through: 99, by: .officer, on: "2026-03-02") }
                .hasSuffix(
                    "“register”: decide (department's system); “register”: refuse (department's system); “register”: withdraw (applicant)"))
        #expect(
            try story.refusal { try $0.acknowledge("note", through: 99, on: "2026-03-02") } == """
                “note” was not handed over to another system | “note”: decide (officer); “note”: refuse (officer); “note”: withdraw (applicant)
                """)
        #expect(
            try story.refusal { try $0.acknowledge("register", through: Int(told) + 1, on: "2026-03-02") } == """
                more is said to be seen of “register” than was told | acknowledge it through version \(told)
                """)
        #expect(
            try story.acknowledge("register", through: Int(told), on: "2026-03-02") == [
                "2026-03-02 register: acknowledged through \(told)"
            ])
        #expect(try story.acknowledge("register", through: Int(told), on: "2026-03-03") == [], "twice is once")
        #expect(try story.acknowledge("register", through: 1, on: "2026-03-03") == [], "an old message")
        #expect(try `A record`.read(story.events, under: story.rules) == story.events)
    }

    @Test func `tells what others did to it since, also when the case is over`() throws {
        var story = try CaseStory(Self.sample())
        try story.submit(on: "2026-03-02")
        try story.acknowledge("register", through: Int(story.state.items[0].news), on: "2026-03-02")
        try story.withdraw(on: "2026-03-03")
        #expect(story.state.phase == .closed)
        #expect(story.state.items[0].news > story.state.items[0].known)
        #expect(
            try story.acknowledge("register", through: Int(story.state.items[0].news), on: "2026-03-04")
                == ["2026-03-04 register: acknowledged through \(story.state.items[0].news)"])
        #expect(story.state.items[0].news == story.state.items[0].known)
        #expect(story.state.items[1].news == 0, "nobody is told of what is decided here")
    }

    @Test func `of its own doing the department is told nothing`() throws {
        var story = try CaseStory(Self.sample())
        try story.submit(on: "2026-03-02")
        try story.acknowledge("register", through: Int(story.state.items[0].news), on: "2026-03-02")
        try story.verifyAll(on: "2026-03-03")
        try story.move("decide", "register", by: .departmentSystem, on: "2026-03-03")
        #expect(story.state.items[0].isGranted)
        #expect(story.state.items[0].news == story.state.items[0].known)
    }

    // MARK: By messages

    @Test(arguments: StoreKind.allCases) func `says what there is to say, and is taken in once`(kind: StoreKind) async throws {
        let office = try await TryOffice(kind, publishing: try Self.sample().files())
        let id = try await office.started("thing", from: "case")
        let first = try #require(try await office.office.handOvers(limit: 10).first)
        #expect(first.item == "register")
        #expect(first.department == "office")
        #expect((first.after, first.state, first.end) == (0, "received", nil))
        #expect(first.materials.map(\.line) == ["register/1"])
        #expect(first.events.map(\.type) == ["started", "handed-over", "clock-started"].filter(first.events.map(\.type).contains))
        #expect(first.answers["mode"] == "plain")

        let seen = DepartmentMessage(message: "m-1", case: id.description, item: "register", seen: first.through)
        let result = DepartmentMessage(
            message: "m-2", case: id.description, item: "register", verified: ["register/1"], move: "decide", person: "990001")
        // Out of order, and each of them twice.
        let answers = try await [result, seen, result, seen].reduceAsync { try await office.office.take($0, of: "office") }
        #expect(answers.allSatisfy { $0?.refused == nil })
        #expect(answers[0] == answers[2] && answers[1] == answers[3])
        #expect(try await office.office.handOvers(limit: 10).isEmpty)
        let decided = try await office.office.events(of: id).filter { $0.type == "decided" && $0.item == "register" }
        #expect(decided.map(\.by) == ["department-system"])
        await #expect(throws: OtherRequest()) {
            try await office.office.take(
                DepartmentMessage(message: "m-2", case: id.description, item: "register", move: "refuse"), of: "office")
        }
        let other = try await office.office.take(
            DepartmentMessage(message: "m-3", case: id.description, item: "note", move: "decide"), of: "office")
        #expect(other?.refused?.code == "not-theirs")
    }

    @Test func `in a file that is no message waits aside with the reason, and stops nothing`() async throws {
        let office = try await TryOffice(.memory, publishing: try Self.sample().files())
        let id = try await office.started("thing", from: "case")
        let told = try #require(try await office.office.handOvers(limit: 1).first).through
        let folder = try ScratchFolder([
            "office/from/1.json": "{", "office/from/2.json": #"{"message": "a", "case": "nothing", "item": "register", "seen": 1}"#,
            "office/from/3.json": #"{"message": "b", "case": "\#(id)", "item": "registre", "seen": 1}"#,
            "office/from/4.json": #"{"message": "c", "case": "\#(id)", "item": "register", "move": "decide"}"#,
            "office/from/5.json": #"{"message": "d", "case": "\#(id)", "item": "register", "seen": \#(told)}"#,
            "office/from/7.json": #"{"message": "f", "case": "\#(id)", "item": "register", "seen": \#(told + 1)}"#,
            "office/from/8.json": #"{"message": "g", "case": "\#(id)", "item": "register", "seen": 1, "person": "990000199501010021"}"#,
            "elsewhere/from/6.json": #"{"message": "e", "case": "\#(id)", "item": "register", "seen": 99}"#,
        ])
        let report = try await FolderExchange(in: folder.path, for: office.office).run()
        #expect(report.told == 0 && report.taken == 1 && report.refused == 7 && report.refusals.count == 7)
        func why(_ file: String) throws -> FolderExchange.Why {
            let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + file))
            return try JSONDecoder().decode(FolderExchange.Why.self, from: data)
        }
        #expect(try why("office/refused/1.why.json").code == "unreadable")
        #expect(try why("office/refused/2.why.json").code == "unknown-case")
        #expect(try why("office/refused/3.why.json").code == "unknown-item")
        let early = try why("office/refused/4.why.json")
        #expect(early.code == "papers-not-verified")
        #expect(early.canDo.first?.en == "verify register/1")
        #expect(try why("elsewhere/refused/6.why.json").code == "unknown-department")
        #expect(try why("office/refused/7.why.json").code == "not-told")
        #expect(try why("office/refused/8.why.json").code == "unfit-person")
        #expect(FileManager.default.fileExists(atPath: folder.path + "/office/refused/4.json"), "nothing is thrown away")
    }

    @Test func `of what is no message say where and what`() throws {
        func said(_ text: String) -> String {
            do throws(MalformedMessage) {
                _ = try DepartmentMessage(reading: Data(text.utf8))
                return "nothing"
            } catch {
                return error.message.en
            }
        }
        let head = #""message": "m", "case": "c", "item": "i""#
        #expect(said("{\(head), \"seen\": 1}") == "nothing")
        #expect(said("{\(head), \"move\": \"decide\", \"note\": {\"reason\": \"r\"}}") == "nothing", "papers may be left out")
        #expect(said("[]") == "it is no JSON object" && said("{") == "it is no JSON object")
        #expect(said("{\(head)}") == "it says nothing: seen, verified or move is missing")
        #expect(said("{\(head), \"seen\": \"17\"}") == "`seen` must be of the type Int")
        #expect(said(#"{"message": "m", "case": "c", "seen": 1}"#) == "`item` is missing")
        #expect(said("{\(head), \"seen\": 1, \"mvoe\": \"decide\"}").hasPrefix("there is no key `mvoe` (the keys are: message, case"))
        #expect(said("{\(head), \"move\": \"decide\", \"note\": {\"reason\": 5}}") == "`note.reason` must be of the type String")
    }
}

extension Array {
    fileprivate func reduceAsync<Value>(_ transform: (Element) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for one in self { values.append(try await transform(one)) }
        return values
    }
}
