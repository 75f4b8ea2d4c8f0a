import Foundation
import TestSupport
import Testing

/// Whatever is asked wrongly is answered in one line on standard error, with the nearest name, and the right status.
@Suite struct `Wrong usage` {
    struct Case: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var error: String

        init(_ arguments: [String], _ error: String) {
            (self.arguments, self.error) = (arguments, error)
        }

        var testDescription: String { arguments.joined(separator: " ") }
    }

    /// A small folder, quick to read.
    static let small = ["ONETHING_DEFINITIONS": Checkout.path("Tests/BadDefinitions/_sound")]

    static let cases = [
        Case(["show", "starting-schol"], "no bundle and no process is called `starting-schol` (did you mean `starting-school`?)"),
        Case(["report", "starting-schol"], "no bundle is called `starting-schol` (did you mean `starting-school`?)"),
        Case(["why", "starting-schol", "photo"], "no bundle is called `starting-schol` (did you mean `starting-school`?)"),
        Case(["guide", "starting-schol"], "no bundle is called `starting-schol` (did you mean `starting-school`?)"),
        Case(
            ["show", "xxx"],
            "no bundle and no process is called `xxx` (there are: filing library-card on-the-spot permit public-notice school-canteen starting-school)"
        ),
        Case(
            ["why", "starting-school", "birth-certifcate"], "no material is called `birth-certifcate` (did you mean `birth-certificate`?)"),
        Case(
            ["show", "starting-school", "--answer", "housin=rented"],
            "the bundle `starting-school` asks no question `housin` (did you mean `housing`?)"),
        Case(
            ["show", "starting-school", "--answer", "housing=rentd"],
            "the question `housing` has no answer `rentd` (did you mean `rented`?)"),
        Case(
            ["show", "starting-school", "--answer", "handler=agent"],
            "the question `handler` has no answer `agent` (the answers are: mother, father)"),
        Case(["show", "starting-school", "--answer", "housing"], "`housing` is not of the form `question=answer`"),
        Case(["show", "starting-school", "--holds", "mothr:resident-identity-card"], "no role is called `mothr` (did you mean `mother`?)"),
        Case(
            ["show", "starting-school", "--holds", "mother:resident-identity-cart"],
            "no licence is called `resident-identity-cart` (did you mean `resident-identity-card`?)"),
        Case(["show", "starting-school", "--holds", "mother"], "`mother` is not of the form `role:licence`"),
        Case(["show", "starting-school", "--from", "two-childs"], "no journey is called `two-childs` (did you mean `two-children`?)"),
        Case(["show", "starting-school", "--baseline", "every"], "there is no baseline `every` (one-guide, every-guide, or a file)"),
        Case(
            ["report", "--baseline", "no-such-file.yaml"], "there is no baseline `no-such-file.yaml` (one-guide, every-guide, or a file)"),
        Case(["check", "--definitions", "/no/folder"], "there is no definition folder `/no/folder` (name it with --definitions)"),
        Case(["list", "--definitions", "Package.swift"], "there is no definition folder `Package.swift` (name it with --definitions)"),
        Case(
            ["check", "items/no-such.yaml", "--definitions", "Examples/smallest"],
            "there is no `items/no-such.yaml` in the definition folder `Examples/smallest` (name the folder with --definitions)"),
        Case(
            ["check", "/etc/hosts", "--definitions", "Examples/smallest"],
            "there is no `/etc/hosts` in the definition folder `Examples/smallest` (name the folder with --definitions)"),
        Case(["journey"], "name a journey as BUNDLE/NAME (the bundles are: library-card school-canteen starting-school)"),
        Case(
            ["journey", "library-card"], "`library-card` is a bundle: name one of its journeys (there are: library-card/one-reader)"),
        Case(["journey", "library-card", "one-reader"], "a slash stands between the two names (write library-card/one-reader)"),
        Case(["journey", "library-card/one-readr"], "no journey is called `one-readr` (did you mean `one-reader`?)"),
        Case(["new", "process", "permit"], "`permit` stands already in processes/permit.yaml (choose another name)"),
        Case(["new", "item", "bus-card"], "`bus-card` stands already in items/transport/bus-card.yaml (choose another name)"),
        Case(["new", "journey", "library-crad/mine"], "no bundle is called `library-crad` (did you mean `library-card`?)"),
        Case(
            ["new", "scenario", "mine"],
            "of which bundle is the scenario `mine`? (onething new scenario BUNDLE/mine; the bundles are library-card, school-canteen, starting-school)"
        ),
        Case(["new", "questions", "mine"], "`questions.yaml` has a block for each entry: add yours to the file"),
        Case(["deadline", "--from", "2026-02-30", "--within", "5 working days"], "`2026-02-30` is not a day (write it as 2026-03-02)"),
        Case(["deadline", "--from", "2026-03-02", "--within", "5"], "`5` has no unit (such as 5 working days)"),
        Case(
            ["deadline", "--from", "2026-03-02", "--within", "5 weeks"], "`5 weeks` has the unknown unit “weeks” (such as 5 working days)"),
    ]

    @Test(arguments: cases)
    func `one line, with the nearest name`(wrong: Case) throws {
        let result = try Program.run(wrong.arguments, environment: Self.small)
        #expect(result.error == "error: \(wrong.error)\n")
        #expect(result.output == "")
        #expect(result.status == 64)
    }

    /// What the parser of arguments refuses.
    static let refused = [
        Case(["chek"], "chek"), Case(["check", "--strickt"], "--strickt"), Case(["check", "--format", "serif"], "serif"),
        Case(["report", "--format", "pdf"], "pdf"), Case(["list", "--lang", "fr"], "fr"), Case(["why", "newborn"], "<material>"),
        Case(["show"], "<bundle>"), Case(["identify"], "<codes> ..."), Case(["deadline", "--from", "2026-03-02"], "--within"),
        Case(["list", "newborn"], "newborn"), Case(["show", "newborn", "--database", "x.sqlite"], "--database"),
        Case(["schema", "itm"], "itm"),
        Case(["new", "itm", "x"], "itm"), Case(["new", "item", "BadId"], "BadId"),
    ]

    @Test(arguments: refused)
    func `few words, and 64`(wrong: Case) throws {
        let result = try Program.run(wrong.arguments, environment: Self.small)
        #expect(result.status == 64)
        #expect(result.output == "")
        #expect(result.error.contains(wrong.error))
        #expect(result.error.split(separator: "\n").count == 1, "one line")
        #expect(!result.error.contains("Fatal error") && !result.error.contains("Stack dump"))
    }

    @Test(arguments: [
        (["chek"], "check"), (["check", "--strickt"], "'--strict'"), (["schema", "itm"], "item"), (["shw", "school"], "show"),
    ])
    func `the command, option or kind that was meant is named`(arguments: [String], meant: String) throws {
        #expect(try Program.run(arguments).error.contains(meant))
    }

    @Test(arguments: ["mother#2:resident-identity-card", "mother#x:resident-identity-card", "mother#0:resident-identity-card"])
    func `holdings of somebody who is not there are refused`(held: String) throws {
        let result = try Program.run(
            ["show", "starting-school", "--answer", "school-kind=public", "--holds", held], environment: Self.small)
        #expect(result.status == 64)
        #expect(result.error.split(separator: "\n").count == 1)
        #expect(!result.error.contains("no role is called `mother`"), "there is a role called mother")
    }

    /// The group `parents` and the `applicant` stand for other roles.
    @Test(arguments: [("parents:marriage-certificate", "birth-registration/6"), ("applicant:resident-identity-card", "birth-notice/1")])
    func `holdings of a role that stands for others are theirs, or refused`(held: String, line: String) throws {
        let result = try Program.run("show", "newborn", "--holds", held, "--format", "json")
        guard result.status == 0 else { return #expect(result.status == 64) }
        let found = try result.json()["ledger"].list.first { $0["line"] == .text(line) } ?? .null
        #expect(found["disposition"] == .text("licence"))
    }

    @Test func `in Chinese`() throws {
        let school = try Program.run(["show", "starting-schol", "--lang", "zh"], environment: Self.small)
        #expect(school.error == "错误：没有名为 `starting-schol` 的一件事或流程（是不是 `starting-school`？）\n")
        #expect(try Program.run("list", "--definitions", "/no", "--lang", "zh").error == "错误：没有定义文件夹 `/no`（用 --definitions 指定）\n")
    }

    /// A folder with nothing in it, a folder that is empty, a file that cannot be read: a status and a line or a diagnostic, no trace.
    @Test func `odd folders`() throws {
        let empty = try ScratchFolder()
        for command in [["check"], ["list"], ["report"]] {
            let result = try Program.run(command, environment: ["ONETHING_DEFINITIONS": empty.path])
            #expect(result.status != 70 && !result.error.contains("Fatal"))
        }
        #expect(try Program.run(["show", "newborn"], environment: ["ONETHING_DEFINITIONS": empty.path]).status == 64)
        let odd = try ScratchFolder(["items/office/thing.yaml": "item: [thing\n", "materials.yaml": "\u{0}", "bundles/x.yaml": ""])
        let result = try Program.run("check", "--definitions", odd.path, "--format", "json")
        #expect(result.status == 1)
        let files = try result.json()["diagnostics"].list.compactMap(\.["file"].text)
        #expect(Set(files).isSuperset(of: ["items/office/thing.yaml", "materials.yaml", "bundles/x.yaml"]))
    }
}
