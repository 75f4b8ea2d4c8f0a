import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What the commands about licences tell those who use them.
@Suite struct `Messages about licences` {
    private let offices = TwoOffices()
    private var registry: [String] { offices.registry }

    /// A case of a couple whose licences lie in the registry of the same database, with nothing filled in.
    private func applied() throws -> String {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        _ = try offices.issue(journey)
        let people = ["--people", offices.folder.path + "/people.json", "--applicant", "mother", "--applicant", "father"]
        let started = try offices.run(
            "case", "start", "newborn", "--from", "married-local-couple", "--format", "json", with: people + registry)
        return try #require(try started.json()["id"].text)
    }

    @Test func `name what a result lacks, and say that its file may have it`() throws {
        let id = try applied()
        let undecided = try Program.run(["case", "result", id, "birth-certificate", "--department", "health"] + registry)
        #expect(undecided.status == 1 && undecided.error.contains("`birth-certificate` is not decided yet"), "\(undecided.error)")
        #expect(try Program.run(["case", "move", id, "birth-certificate", "decide"] + registry).status == 0)
        let lacking = try Program.run(["case", "result", id, "birth-certificate", "--department", "health"] + registry)
        #expect(lacking.status == 1 && lacking.error.contains("birth-certificate: KZ_新生儿姓名 is missing\n"), "\(lacking.error)")
        let hint = "what the form does not say may stand in the file: --file FILE, such as {"
        let line = try #require(lacking.error.split(separator: "\n").first { $0.hasPrefix(hint) }, "\(lacking.error)")
        for name in ["holder", "KZ_新生儿姓名", "KZ_体重"] { #expect(line.contains("\"\(name)\": \"…\"")) }
    }
}

/// A command that comes to nothing leaves nothing; what begins a registry says so.
@Suite struct `The first command about licences` {
    private let folder = try! ScratchFolder()
    private var database: [String] { ["--database", folder.path + "/new.sqlite"] }
    private let open = ["licence", "account", "open", "birth-office", "--type", "marriage-certificate", "--organisation"]

    private func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    @Test(arguments: [
        ["licence", "issue", "FOLDER/licence.json", "--department", "civil-affairs"],
        ["case", "start", "nonsense"], ["case", "start", "newborn", "--from", "married-local-couple", "--form", "FOLDER/form.json"],
        ["licence", "account", "open", "a b", "--organisation", "11990000000000019A", "--type", "marriage-certificate"],
    ]) func `leaves no database and no keys where it fails`(command: [String]) throws {
        try folder.write(#"{"type": "marriage-certificate", "number": "1"}"#, to: "licence.json")
        try folder.write(#"{"child.nickname": "x"}"#, to: "form.json")
        let failed = try Program.run(command.map { $0.replacing("FOLDER", with: folder.path) } + database)
        #expect(failed.status != 0 && !failed.error.contains("the master keys are in"), "\(failed.error)")
        #expect(try files() == ["form.json", "licence.json"])
    }

    @Test func `leaves what others have begun`() throws {
        #expect(try Program.run(["publish"] + database).status == 0)
        let before = try files()
        #expect(try Program.run(["case", "start", "nonsense"] + database).status != 0)
        #expect(try files() == before)
    }

    @Test func `may open an account, which is one body's`() throws {
        let serve = try Program.run(["licence", "serve"] + database)
        #expect(serve.status == 64 && serve.error.contains("begin with onething serve, case start, licence issue or licence account open"))
        let opened = try Program.run(open + ["11990000000000019A"] + database)
        #expect(opened.status == 0 && opened.error.contains("published: version 1") && opened.error.contains("the master keys are in"))
        #expect(try Program.run(["licence", "key"] + database).json()[0]["bodies"].list.contains(.text("119900000000000868")))
        let moved = try Program.run(open + ["119900000000000868"] + database)
        #expect(moved.status == 1 && moved.error.contains("the account `birth-office` is another body's"), "\(moved.error)")
        let list = try Program.run(["licence", "account", "list"] + database)
        #expect(list.output == "birth-office  11990000000000019A  marriage-certificate\n")
        let citizen = try Program.run(
            ["licence", "account", "open", "990000199501010021"] + open.suffix(3) + ["11990000000000019A"] + database)
        #expect(citizen.status == 64 && citizen.error.contains("no citizen's number") && !citizen.error.contains("990000199501010021"))
    }

    @Test func `tells roles by their names`() throws {
        let help = try Program.run("case", "erase", "--help").output
        #expect(help.contains("security          - 安全管理员 security administrator\n") && !help.contains(" - \n"), "\(help)")
    }
}
