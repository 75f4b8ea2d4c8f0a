import Foundation
import TestSupport
import Testing

/// `case start`, `case deadline` and `case move`, on a database in a folder of its own.
@Suite struct `Case commands` {
    private let folder: ScratchFolder
    private let id: String

    /// A child was born, and somebody handed in the application on Monday.
    init() throws {
        folder = try ScratchFolder()
        let started = try Program.run(
            "case", "start", "newborn", "--from", "married-local-couple", "--format", "json", "--database", folder.path + "/cases.sqlite",
            "--now", "2026-03-02 09:30")
        guard started.status == 0, let id = try started.json()["id"].text else { throw Unexpected(started.error) }
        self.id = id
    }

    private func run(_ command: String, _ rest: String..., on now: String = "2026-03-02 10:00") throws -> Program.Result {
        try Program.run(["case", command, id] + rest + ["--database", folder.path + "/cases.sqlite", "--now", now])
    }

    @Test func `start prints where the new case stands`() throws {
        let shown = try run("show", "--format", "json")
        #expect(shown.status == 0)
        #expect(try shown.json()["id"].text == id)
    }

    @Test func `move makes a move, and the next command meets the case as it is then`() throws {
        let moved = try run("move", "birth-notice", "decide", "--format", "json")
        #expect([moved.status, moved.error.isEmpty ? 0 : 1] == [0, 0])
        let events = try moved.json()["events"].list
        #expect(events.first?["type"].text == "moved")
        #expect(events.first?["move"].text == "decide")
        #expect(try run("move", "birth-notice", "decide").status == 1)
    }

    /// The vaccination record reads the population register; its owner is asked, and answers.
    @Test func `dispute asks the owner of shared data, and settle is the answer`() throws {
        let line = "vaccination-record/4"
        let asked = try run("dispute", line, "--reason", "the address is wrong")
        #expect(asked.status == 0, "\(asked.error)")
        func disputes() throws -> [JSON] {
            try Program.run(
                "case", "disputes", "--department", "public-security", "--format", "json", "--database", folder.path + "/cases.sqlite",
                "--now", "2026-03-02 11:00"
            ).json()["items"].list
        }
        #expect(try disputes().map { $0["line"].text } == [line])
        #expect(try disputes().map { $0["due"].text } == ["2026-03-16"])
        let shown = try run("show", "--format", "json").json()["materials"].list.first { $0["line"].text == line }
        #expect(shown?["status"].text == "disputed")
        let other = try run("settle", line, "corrected", "--reason", "mended", "--department", "health")
        #expect(other.status == 1 && other.error.hasPrefix("refused: "))
        #expect(try run("settle", line, "perhaps", "--reason", "x").status == 64)
        #expect(try run("settle", line, "corrected", "--reason", "mended", "--department", "public-security").status == 0)
        #expect(try disputes().isEmpty)
        #expect(try run("dispute", "birth-notice/3", "--reason", "x").status != 0)
    }

    /// 行政许可法 art. 29: an agent shows his mandate, with the application or later.
    @Test func `mandate lets an agent act, and end-mandate ends it`() throws {
        let agent = ["--by", "agent", "--person", "agent-7"]
        let stranger = try Program.run(
            ["case", "withdraw", id, "--database", folder.path + "/cases.sqlite", "--now", "2026-03-02 10:00", "--lang", "en"] + agent)
        #expect(stranger.status == 1 && stranger.error.contains("no mandate of this person") && stranger.error.contains("show a mandate"))
        #expect(try run("mandate", "agent-7", "--reference", "990000-12", "--until", "2026-3-5").status == 64)
        #expect(try run("mandate", "agent-7", "--reference", "990000-12", "--until", "2026-03-05", "--item", "nothing").status == 64)
        let given = try run("mandate", "agent-7", "--reference", "990000-12", "--until", "2026-03-05")
        #expect(given.status == 0, "\(given.error)")
        let shown = try run("show", "--format", "json").json()["mandates"].list
        #expect(shown.map { $0["reference"].text } == ["990000-12"] && shown.map { $0["until"].text } == ["2026-03-05"])
        #expect(try run("show", "--lang", "en").output.contains("agent-7 may act for the applicant: mandate 990000-12, until 2026-03-05"))
        #expect(try run("end-mandate", "agent-7", on: "2026-03-03 10:00").status == 0)
        #expect(try run("show", "--format", "json").json()["mandates"].list.isEmpty)
    }

    @Test func `start by an agent needs his mandate`() throws {
        func start(_ options: String...) throws -> Program.Result {
            try Program.run(
                [
                    "case", "start", "newborn", "--from", "married-local-couple", "--lang", "en", "--database",
                    folder.path + "/cases.sqlite",
                    "--now", "2026-03-02 09:30", "--by", "agent",
                ] + options)
        }
        let without = try start("--person", "agent-7")
        #expect(without.status == 1 && without.error.contains("no mandate of this person"))
        #expect(try start("--mandate", "990000-13").status == 64)
        let other = try start("--person", "agent-7", "--mandate", "990000-13", "--agent", "agent-8")
        #expect(other.status == 1)
        #expect(try start("--person", "agent-7", "--mandate", "990000-13").output.contains("mandate 990000-13"))
    }

    /// What is typed comes from a file, and stands nowhere but where it is sealed.
    @Test func `form names the fields, fill takes what is typed, and neither tells a value`() throws {
        let canary = "金丝雀990000"
        let file = folder.path + "/values.json"
        try folder.write("{\"child.name\": \"\(canary)\", \"mother.phone\": \"139-0000-0000\"}", to: "values.json")
        let filled = try run("fill", "--form", file, "--lang", "en")
        #expect(filled.status == 0 && filled.error.contains("note: the master keys are in \(folder.path)/cases.sqlite-keys"))
        let form = try run("form", "--format", "json")
        let fields = try form.json()["fields"].list
        #expect(fields.filter { $0["filled"] == .truth(true) }.map { $0["id"].text } == ["mother.phone", "child.name"])
        #expect(fields.first { $0["id"].text == "mother.name" }?["origin"].text == "licence:resident-identity-card")
        for (text, told) in [
            ("{\"child.nam\": \"\(canary)\"}", "did you mean `child.name`?"), ("{\"mother.name\": \"\(canary)\"}", "to fill in"),
            ("[\"\(canary)\"]", "no JSON object"), ("{\"child.name\": 7}", "the value of `child.name` is no text"),
            ("{\"mother.phone\": \"\(canary)\"}", "write a telephone number"), ("{}", "nothing to fill in"),
        ] {
            try folder.write(text, to: "values.json")
            let wrong = try run("fill", "--form", file, "--lang", "en")
            #expect(wrong.status == 64 && wrong.error.contains(told) && !wrong.error.contains(canary), "\(wrong.error)")
        }
        #expect(try run("fill", "--form", folder.path + "/nothing").status == 64)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasPrefix("cases") {
            let bytes = FileManager.default.contents(atPath: folder.path + "/" + name) ?? Data()
            #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(name)")
        }
        let keys = try folder.text("cases.sqlite-keys")
        try folder.write("# none\n", to: "cases.sqlite-keys")
        let broken = try run("form", "--lang", "en")
        #expect(broken.status == 64 && broken.error.contains("is no key") && !broken.error.contains("\n\n"))
        try folder.write(keys, to: "other-keys")
        #expect(try run("form", "--keys", folder.path + "/other-keys").status == 0)
        #expect(try run("events").output.contains("form-filled"))
    }

    /// A case that is taken back at once is finished, and nothing is measured but that it is.
    @Test func `report tells what finished cases of a database came to`() throws {
        let database = ["--database", folder.path + "/cases.sqlite"]
        #expect(try Program.run("report", "newborn", "--format", "json").json()["reports"].list.first?["measured"] == .null)
        let before = try Program.run(["report", "newborn", "--lang", "en"] + database)
        #expect(before.output.contains("Measured on finished cases") && before.output.contains("Finished cases: 0."))
        #expect(try run("withdraw").status == 0)
        let after = try #require(
            try Program.run(["report", "newborn", "--format", "json"] + database).json()["reports"].list.first?["measured"])
        #expect((after["cases"].number, after["fruitless"].number) == (1, 1))
        for format in ["md", "html"] {
            #expect(
                try Program.run(["report", "newborn", "--lang", "en", "--format", format] + database).output.contains("Finished cases: 1."))
        }
        let missing = try Program.run("report", "newborn", "--database", folder.path + "/nowhere.sqlite")
        #expect(missing.status == 64 && missing.error.contains("there is no database"))
    }

    private func list(_ options: String..., on now: String = "2026-03-02 10:00") throws -> Program.Result {
        try Program.run(["case", "list"] + options + ["--database", folder.path + "/cases.sqlite", "--now", now])
    }

    /// What a department, and each of its officers, has to do.
    @Test func `list shows who has what, what nobody has, and page after page`() throws {
        let department = try #require(
            try run("show", "--format", "json").json()["items"].list.first { $0["item"].text == "birth-notice" }?["department"].text)
        let free = try list("--department", department, "--unclaimed", "--format", "json").json()["items"].list
        #expect(free.contains { $0["item"].text == "birth-notice" && $0["person"].text == nil })
        #expect(try run("claim", "birth-notice", "--person", "990001", "--department", department).status == 0)
        let theirs = try list("--department", department, "--person", "990001", "--format", "json").json()["items"].list
        #expect(theirs.map { $0["item"].text } == ["birth-notice"])
        #expect(theirs.map { $0["person"].text } == ["990001"])
        #expect(try !list("--department", department, "--unclaimed").output.contains("birth-notice"))
        #expect(try list("--department", department, "--person", "990002").output == "nothing to do\n")
        let page = try list("--department", department, "--limit", "1", "--format", "json").json()
        let next = try #require(page["next"].text)
        #expect(next.hasSuffix("\(id)/\(page["items"].list.first?["item"].text ?? "")"))
        let rest = try list("--department", department, "--after", next, "--format", "json").json()["items"].list
        #expect(rest.count + 1 == (try list("--department", department, "--format", "json").json()["items"].list.count))
        #expect(try list("--department", department, "--late").output == "nothing to do\n")
        #expect(
            try list("--department", department, "--after", "soon").error
                == "error: `soon` is no place in a worklist (2026-03-12/CASE/ITEM)\n")
        #expect(try list("--department", "nobody").status == 64)
        #expect(try list("--late").status == 64)
    }

    /// Once limits have passed, and somebody has looked.
    @Test func `list names what is late`() throws {
        let department = try #require(
            try run("show", "--format", "json").json()["items"].list.first { $0["item"].text == "birth-notice" }?["department"].text)
        let tick = try Program.run("case", "tick", "--database", folder.path + "/cases.sqlite", "--now", "2026-12-01 09:00")
        #expect(tick.status == 0)
        let late = try list("--department", department, "--late", on: "2026-12-01 09:30")
        #expect(late.output.contains(" !  \(id)  "))
    }

    /// Nothing has changed, and it is said what can be done instead.
    @Test func `a move that cannot be made is refused`() throws {
        let refused = try run("move", "birth-registration", "decide")
        #expect(refused.status == 1)
        #expect(refused.output == "")
        #expect(refused.error.hasPrefix("refused: "))
        #expect(refused.error.contains("\n  instead: "))
        let message = try run("move", "birth-registration", "decide", "--format", "json")
        #expect(message.status == 1)
        #expect(try message.json()["refused"]["code"].text == "waits-for-items")
    }

    @Test(arguments: [
        (["move", "birth-notic", "decide"], "this case has no item `birth-notic` (did you mean `birth-notice`?)"),
        (["move", "birth-notice", "decid"], "there is no move `decid` (did you mean `decide`?)"),
        (["deadline", "birth-notic"], "this case has no item `birth-notic` (did you mean `birth-notice`?)"),
    ])
    func `words that mean nothing are told, with the nearest`(words: [String], told: String) throws {
        let wrong = try Program.run(
            ["case", words[0], id] + words.dropFirst() + ["--database", folder.path + "/cases.sqlite", "--now", "2026-03-02 10:00"])
        #expect(wrong.status == 64)
        #expect(wrong.output == "")
        #expect(wrong.error == "error: \(told)\n")
    }

    @Test func `deadline shows the days of an item, for people and for programs`() throws {
        let people = try run("deadline", "birth-notice", on: "2026-03-04 10:00")
        #expect([people.status, people.error.isEmpty ? 0 : 1] == [0, 0])
        for word in ["Birth notice", "Last days", "Day by day", "2026-03-02"] { #expect(people.output.contains(word), "\(word)") }
        #expect(try run("deadline", "birth-notice", "--lang", "zh").output.contains("逐日"))
        let document = try run("deadline", "birth-notice", "--format", "json", on: "2026-03-04 10:00").json()
        #expect(document["item"].text == "birth-notice")
        #expect(document["agrees"] == .truth(true))
        #expect(document["days"].list.compactMap { $0["day"].text } == ["2026-03-02", "2026-03-03", "2026-03-04"])
    }

    @Test func `papers lists the official papers of the case, and paper prints one`() throws {
        let listed = try run("papers", "--lang", "en")
        #expect(listed.status == 0)
        for word in ["1", "2026-03-02", "Notice of receipt"] { #expect(listed.output.contains(word), "\(word)") }
        let printed = try run("paper", "1", "--lang", "zh")
        #expect(printed.output.hasPrefix("收件凭证\n编号：\(id)/1\n\n办件 \(id) 的申请人：\n"))
        #expect(printed.output.hasSuffix("（印章）\n2026年3月2日\n"))
        let document = try run("paper", "1", "--format", "json", "--lang", "en").json()
        #expect(document["reference"].text == "\(id)/1")
        #expect(document["title"].text == "Notice of receipt")
        #expect(document["text"].list.first?.text == "To the applicant of case \(id):")
        #expect(try run("papers", "--format", "json").json()["papers"].list.count == 1)
    }

    @Test func `paper tells which there are where there is none of a number`() throws {
        let wrong = try run("paper", "7")
        #expect(wrong.status == 64)
        #expect(wrong.output == "")
        #expect(wrong.error.hasPrefix("error: this case has no official paper `7`"))
    }

    @Test func `deadline has nothing to show of an item that has not begun`() throws {
        let waiting = try run("deadline", "birth-registration")
        #expect(waiting.status == 1)
        #expect(waiting.error == "error: `birth-registration` has not begun; no limit runs\n")
    }
}
