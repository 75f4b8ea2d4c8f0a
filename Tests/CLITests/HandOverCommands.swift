import Foundation
import TestSupport
import Testing

/// `hand-overs list, exchange, reconcile`: a birth is registered in the police's own system.
@Suite struct `Hand-over commands` {
    private let folder: ScratchFolder
    private let id: String
    private let police = "public-security"

    init() throws {
        folder = try ScratchFolder()
        let started = try Program.run(
            "case", "start", "newborn", "--from", "married-local-couple", "--format", "json", "--database", folder.path + "/cases.sqlite",
            "--now", "2026-03-02 09:30")
        guard started.status == 0, let id = try started.json()["id"].text else { throw Unexpected(started.error) }
        self.id = id
    }

    private func run(_ command: String..., database: String = "cases.sqlite") throws -> Program.Result {
        try Program.run(command + ["--database", "\(folder.path)/\(database)", "--now", "2026-03-03 10:00"])
    }

    private func handOver() throws {
        for (item, move) in [("birth-notice", "decide"), ("birth-certificate", "decide")] {
            for line in try run("case", "show", id, "--format", "json").json()["papers"].list.compactMap({ $0["line"].text })
            where line.hasPrefix(item) {
                _ = try run("case", "verify", id, line)
            }
            _ = try run("case", "move", id, item, move)
        }
    }

    @Test func `tell the department, take in what it says, and agree`() throws {
        try handOver()
        let listed = try run("hand-overs", "list", "--format", "json")
        let told = try #require(try listed.json()["items"].list.first)
        #expect([told["item"].text, told["department"].text] == ["birth-registration", police])
        guard case .number(let through) = told["through"] else { throw Unexpected(listed.output) }
        let exchange = folder.path + "/exchange"
        let misspelt = try run("hand-overs", "exchange", exchange)
        #expect(misspelt.status == 64 && misspelt.error == "error: there is no folder `\(exchange)`\n")
        try FileManager.default.createDirectory(atPath: exchange, withIntermediateDirectories: true)
        #expect(try run("hand-overs", "exchange", exchange).output == "told 1, taken in 0, refused 0\n")
        let message = try #require(told["message"].text)
        #expect(FileManager.default.fileExists(atPath: "\(exchange)/\(police)/to/\(message).json"))
        #expect(try run("hand-overs", "exchange", exchange).output == "told 0, taken in 0, refused 0\n", "it lies there still")

        let from = "\(exchange)/\(police)/from"
        try FileManager.default.createDirectory(atPath: from, withIntermediateDirectories: true)
        let seen = #"{"message": "m1", "case": "\#(id)", "item": "birth-registration", "seen": \#(Int(through))}"#
        try seen.write(toFile: from + "/1.json", atomically: true, encoding: .utf8)
        try "nonsense".write(toFile: from + "/2.json", atomically: true, encoding: .utf8)
        let taken = try run("hand-overs", "exchange", exchange)
        #expect(taken.status == 1)
        #expect(taken.output == "told 0, taken in 1, refused 1\n")
        #expect(taken.error == "\(exchange)/\(police)/refused/2.json: it is no JSON object\n")
        #expect(FileManager.default.fileExists(atPath: "\(exchange)/\(police)/refused/2.why.json"))
        #expect(try run("hand-overs", "list").output == "every department knows everything\n")

        let list = folder.path + "/list.json"
        try #"{"items": []}"#.write(toFile: list, atomically: true, encoding: .utf8)
        let lost = try run("hand-overs", "reconcile", "--department", police, "--mend", list)
        #expect(lost.status == 1)
        #expect(lost.output == "\(id)  birth-registration  the department took it in and does not have it  (received / –)\n")
        #expect(try run("hand-overs", "list", "--format", "json").json()["items"].list.count == 1, "it is told anew")
        try #"{"items": [{"case": "\#(id)", "item": "birth-registration", "seen": 99}]}"#
            .write(toFile: list, atomically: true, encoding: .utf8)
        #expect(try run("hand-overs", "reconcile", "--department", police, list).output == "the two sides agree\n")
    }

    @Test func `a list that is none, and a copy that wants to speak, are told in one line`() throws {
        let none = try run("hand-overs", "reconcile", "--department", police, folder.path + "/nothing.json")
        #expect(none.status == 64 && none.error == "error: there is no file `\(folder.path)/nothing.json`\n")
        try "{}".write(toFile: folder.path + "/empty.json", atomically: true, encoding: .utf8)
        let empty = try run("hand-overs", "reconcile", "--department", police, folder.path + "/empty.json")
        #expect(empty.status == 64)
        #expect(empty.error.hasPrefix("error: `\(folder.path)/empty.json` is no list of a department (it is JSON: "))
        for command in [["hand-overs", "list"], ["hand-overs", "reconcile", folder.path + "/list.json"], ["case", "disputes"]] {
            try #"{"items": []}"#.write(toFile: folder.path + "/list.json", atomically: true, encoding: .utf8)
            let unknown = try Program.run(command + ["--department", "police", "--database", "\(folder.path)/cases.sqlite"])
            #expect(unknown.status == 64, "\(command)")
            #expect(unknown.error.hasPrefix("error: there is no department `police`"), "\(command): \(unknown.error)")
        }
        #expect(try run("backup", folder.path + "/copy.sqlite").status == 0)
        let copy = try run("hand-overs", "exchange", folder.path, database: "copy.sqlite")
        #expect(copy.status == 1)
        #expect(copy.error.contains("this is a copy of the database: it exchanges nothing with departments"))
    }
}
