import Foundation
import TestSupport
import Testing

/// `case erase`, and master keys that come from the environment.
@Suite struct `Erasing on the command line` {
    private let folder = try! ScratchFolder(["form.json": #"{"child.name": "金丝雀"}"#])
    private var database: [String] { ["--database", folder.path + "/cases.sqlite", "--lang", "en"] }

    private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(arguments + database, environment: environment)
    }

    private func started(_ environment: [String: String] = [:]) throws -> String {
        let answer = try run(
            [
                "case", "start", "newborn", "--from", "married-local-couple", "--form", folder.path + "/form.json", "--now",
                "2026-03-02 09:30", "--format", "json",
            ], environment)
        return try #require(try answer.json()["id"].text, "\(answer.error)")
    }

    @Test func `says what is done, and afterwards that it was`() throws {
        let id = try started()
        let erase = ["case", "erase", id, "--receipt", "2036-12", "--now", "2037-01-05 09:00"]
        let open = try run(["case", "erase", id, "--receipt", "2036-12", "--now", "2026-03-02 09:31"])
        #expect(open.status == 1 && open.error == "refused: the case is not closed\n  instead: close the case first\n", "\(open.error)")
        let noReceipt = try run(["case", "erase", id, "--receipt", " ", "--now", "2026-03-02 09:31"])
        #expect(noReceipt.status == 1 && noReceipt.error.hasPrefix("refused: the receipt is a number"), "what was given is looked at first")
        #expect(try run(["case", "withdraw", id, "--now", "2026-03-03 09:30"]).status == 0)
        #expect(try run(erase + ["--by", "administrator"]).status == 1)
        let done = try run(erase)
        #expect(done.status == 0 && done.output == "what case \(id) kept of people is destroyed\n", "\(done.error)")
        #expect(done.error.hasPrefix("backups made before have its keys still"))
        #expect(try run(erase).output == "what case \(id) kept of people was destroyed before\n")
        let shown = try run(["case", "show", id])
        #expect(shown.status == 0 && shown.output.contains("what was kept of people was destroyed on 2037-01-05"))
        let form = try run(["case", "form", id])
        #expect(form.status == 0 && form.output.contains("destroyed on 2037-01-05") && !form.output.contains("to fill in"))
        #expect(form.output.contains("  answer:"), "answers stand in the events, and stay")
        let events = try run(["case", "events", id])
        #expect(events.status == 0 && events.output.contains("2036-12"))
        let looks = [["case", "deadline", id, "birth-notice"], ["case", "papers", id], ["hand-overs", "list"], ["verify", "--rebuild"]]
        for look in looks { #expect(try run(look).status == 0, "\(look)") }
        #expect(try run(["case", "supply", id, "birth-registration/4"]).status == 1)
    }

    /// No file is read or written; a rotation is finished once the key stands there.
    @Test func `with keys from the environment`() throws {
        let keys = folder.path + "/cases.sqlite-keys"
        let first = "one \(Data(repeating: 7, count: 32).base64EncodedString())"
        func given(_ text: String) -> [String: String] { ["ONETHING_MASTER_KEYS": text, "ONETHING_KEYS": keys + "-2"] }
        _ = try started(given(first))
        #expect(!FileManager.default.fileExists(atPath: keys) && !FileManager.default.fileExists(atPath: keys + "-2"))
        #expect(try run(["keys", "list"], given(first)).output == "one  1\n")
        let rotation = try run(["keys", "rotate"], given(first))
        #expect(rotation.status == 0 && rotation.error.contains("put it after the last line of ONETHING_MASTER_KEYS"))
        let line = rotation.output.trimmingCharacters(in: .newlines)
        let second = try #require(line.split(separator: " ").first)
        #expect(try run(["keys", "list"], given(first)).output == "one  1\n", "nothing has changed")
        let early = try run(["keys", "rotate", "--resume"], given(first))
        #expect(early.output == "sealed 0 keys anew\n" && early.error.contains("put it after the last line of ONETHING_MASTER_KEYS first"))
        let resumed = try run(["keys", "rotate", "--resume"], given("\(first)\n\(line)"))
        #expect(resumed.output == "sealed 1 keys anew\n" && resumed.error.contains("the old master keys are in ONETHING_MASTER_KEYS still"))
        #expect(try run(["keys", "list"], given("\(first)\n\(line)")).output == "one  0\n\(second)  1\n")
        let retired = try run(["keys", "retire", "one"], given("\(first)\n\(line)"))
        #expect(retired.status == 1 && retired.error.contains("the master keys come from ONETHING_MASTER_KEYS"))
        #expect(try run(["keys", "list"], given(line)).output == "\(second)  1\n")
        let wrong = try run(["keys", "list"], given("one SECRET"))
        #expect(wrong.status == 64 && wrong.error.hasPrefix("error: line 1 of `ONETHING_MASTER_KEYS` is no key"))
        #expect(!wrong.error.contains("SECRET"))
        // A file that is named goes before them.
        let named = try run(["keys", "list", "--keys", keys], given(line))
        #expect(named.status == 70 && named.error.contains("there is no file of master keys"))
    }
}
