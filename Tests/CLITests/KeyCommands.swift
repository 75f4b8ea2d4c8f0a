import Foundation
import TestSupport
import Testing

/// Keys that are not there, that are none, or that are needed still: each is told, with the status of what it is.
@Suite struct `Keys on the command line` {
    private let folder = try! ScratchFolder(["form.json": #"{"child.name": "金丝雀"}"#])
    private var database: [String] { ["--database", folder.path + "/cases.sqlite", "--lang", "en"] }

    private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Result {
        try Program.run(arguments + database, environment: environment)
    }

    private func started() throws {
        let started = try run(["case", "start", "newborn", "--from", "married-local-couple", "--form", folder.path + "/form.json"])
        #expect(started.status == 0, "\(started.error)")
    }

    private func names() throws -> [String] { try run(["keys", "list", "--format", "json"]).json().list.compactMap { $0["name"].text } }

    @Test func `that are wrong, needed or nowhere have the statuses of other commands`() throws {
        try started()
        let name = try #require(try names().first)
        let unknown = try run(["keys", "retire", "none"])
        #expect(unknown.status == 64 && unknown.error.contains("there is no master key none"), "\(unknown.error)")
        let used = try run(["keys", "retire", name])
        #expect(used.status == 1 && used.error.contains("has sealed 1 keys still"), "\(used.error)")
        try folder.write("garbage\n", to: "garbage")
        let garbage = try run(["keys", "list", "--keys", folder.path + "/garbage"])
        #expect(garbage.status == 64 && garbage.error.contains("line 1 of") && !garbage.error.contains("is no key garbage"))
        let account = try run([
            "licence", "account", "open", "a b", "--organisation", "11990000000000019A", "--type", "marriage-certificate",
        ])
        #expect(account.status == 64 && account.error.contains("the name of an account has up to 60"), "\(account.error)")
    }

    /// A rotation, and then only the new line of the file.
    @Test func `that are absent are named by the list and by verify`() throws {
        try started()
        #expect(try run(["keys", "rotate"]).status == 0)
        try folder.write(#"{"child.name": "林小满"}"#, to: "form.json")
        let lines = try folder.text("cases.sqlite-keys").split(separator: "\n").filter { !$0.hasPrefix("#") }
        let (old, new) = (lines[0], lines[1])
        let name = try #require(new.split(separator: " ").first)
        try folder.write(old + "\n", to: "cases.sqlite-keys")
        let list = try run(["keys", "list"])
        #expect(list.output.contains("\(name)  1  absent: what it has sealed cannot be opened"), "\(list.output)")
        let absent = try run(["keys", "list", "--format", "json"]).json().list.map { $0["absent"] }
        #expect(absent == [.truth(false), .truth(true)])
        let verified = try run(["verify", "--rebuild"])
        #expect(verified.status == 0 && verified.output.hasPrefix("intact: 1 cases"))
        #expect(
            verified.error.contains("note: the master key \(name) is not in") && verified.error.contains("the 1 keys that it has sealed"))
    }

    /// A backup lies without its keys.
    @Test func `of a copy are missed by verify, which says what cannot be opened`() throws {
        try started()
        #expect(try run(["backup", folder.path + "/copy.sqlite"]).status == 0)
        let verified = try Program.run(["verify", "--database", folder.path + "/copy.sqlite", "--format", "json"])
        #expect(verified.status == 0)
        #expect(try verified.json()["absentKeys"].list.map { $0["sealed"].number } == [1])
        #expect(try run(["verify", "--format", "json"]).json()["absentKeys"].list.isEmpty)
    }

    @Test func `say nothing of a head where there is none yet`() throws {
        #expect(try run(["publish"]).status == 0)
        #expect(try run(["verify"]).output == "intact: 0 cases, 0 entries, 0 events, 0 licences, 0 uses of data\n")
    }
}
