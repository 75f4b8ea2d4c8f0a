import Foundation
import TestSupport
import Testing

/// Every command, as text for people and as JSON for machines.
@Suite struct `Commands` {
    /// Keys of a line, of the figures of one arm, and of a balance: interface.md.
    static let line: Set = [
        "line", "item", "department", "material", "subject", "title", "disposition", "by", "reason", "guides", "grade", "originals",
        "copies",
    ]
    static let figures: Set = [
        "forms", "fields", "materials", "pieces", "kinds", "visits", "steps", "departments", "handlingDays", "minutes", "convention",
    ]
    static let balance: Set = ["eliminated", "shifted", "deferred", "handedIn"]
    static let dispositions: Set = [
        "handed-in", "duplicate", "licence", "shared", "produced", "merged", "promised", "follows", "not-asked", "not-applicable",
    ]

    private func json(_ arguments: String...) throws -> JSON {
        let result = try Program.run(arguments + ["--format", "json"])
        #expect(result.status == 0)
        #expect(result.error == "", "nothing but the document")
        return try result.json()
    }

    private func text(_ arguments: String...) throws -> String {
        let result = try Program.run(arguments)
        #expect(result.status == 0)
        #expect(result.error == "")
        return result.output
    }

    @Test func `check`() throws {
        let document = try json("check")
        #expect(document.keys == ["diagnostics", "summary"])
        #expect(document["diagnostics"] == .list([]))
        #expect(document["summary"].keys == ["errors", "warnings", "files", "journeys", "notWalked"])
        #expect(document["summary"]["errors"] == .number(0))
        #expect(document["summary"]["warnings"] == .number(0))
        let files = document["summary"]["files"].number.map { Int($0) } ?? 0
        let journeys = document["summary"]["journeys"].number.map { Int($0) } ?? 0
        #expect(try text("check", "--strict") == "0 errors, 0 warnings in \(files) files; \(journeys) journeys\n")
    }

    /// A misspelt key: told with its place, in text and JSON, and by the exit status; of other files nothing is said.
    @Test func `check finds mistakes and can look at some files only`() throws {
        let folder = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        try folder.edit("licences/student-card.yaml", "reuse: freely", "reuze: freely")
        let result = try Program.run("check", "--definitions", folder.path, "--format", "json")
        #expect([result.status, result.error.isEmpty ? 0 : 1] == [1, 0])
        let errors = try result.json()["diagnostics"].list.filter { $0["severity"] == .text("error") }
        #expect(errors.count == 1)
        #expect(errors[0].keys == ["code", "severity", "file", "line", "column", "message", "help"])
        #expect([errors[0]["code"], errors[0]["file"]] == [.text("unknown-key"), .text("licences/student-card.yaml")])
        #expect([errors[0]["line"], errors[0]["column"]] == [.number(7), .number(1)])
        #expect(errors[0]["help"] == .text("did you mean `reuse`?"))

        let text = try Program.run("check", "--definitions", folder.path)
        #expect(text.status == 1)
        #expect(text.output.contains("licences/student-card.yaml:7:1: error[unknown-key]"))
        #expect(text.output.contains("  7 | reuze: freely\n    | ^^^^^\n"))

        #expect(try Program.run("check", "licences/student-card.yaml", "--definitions", folder.path).status == 1)
        #expect(try Program.run("check", "licences", "--definitions", folder.path).status == 1)
        let other = try Program.run("check", "licences/birth-certificate.yaml", "sources", "--definitions", folder.path)
        #expect(other.status == 0)
        #expect(!other.output.contains("error["))
    }

    /// A warning is good, and under --strict it is an error.
    @Test func `check counts warnings as errors where it is strict`() throws {
        let folder = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        try folder.edit("materials.yaml", "  photo: ", "  never-used: {title: {zh: 无用, en: Never used}}\n  photo: ")
        let lax = try Program.run("check", "--definitions", folder.path)
        #expect(lax.status == 0)
        #expect(lax.output.contains("materials.yaml:9:3: warning[unused-material]"))
        #expect(lax.output.contains("0 errors, 1 warning in "))
        let strict = try Program.run("check", "--strict", "--definitions", folder.path)
        #expect(strict.status == 1)
        #expect(strict.output.contains("error[unused-material]"))
        #expect(strict.output.contains("1 error, 0 warnings in "))
    }

    @Test func `list`() throws {
        let document = try json("list")
        #expect(document.keys == ["bundles", "items", "licences", "laws", "journeys", "processes"])
        #expect(document["bundles"].list.map(\.["id"].text) == ["after-a-death", "disability-services", "newborn", "transport-company"])
        #expect(document["bundles"].list.allSatisfy { $0.keys.isSuperset(of: ["id", "title", "items", "departments"]) })
        #expect(document["items"].list.allSatisfy { $0.keys.isSuperset(of: ["id", "title", "department"]) })
        #expect(document["licences"].list.allSatisfy { $0.keys.isSuperset(of: ["id", "title", "issuer"]) })
        let people = try text("list")
        for bundle in document["bundles"].list { #expect(people.contains(bundle["id"].text ?? "?")) }
        for process in document["processes"].list { #expect(people.contains(process["id"].text ?? "?")) }
        for journey in document["journeys"].list {
            #expect(people.contains("\(journey["bundle"].text ?? "?")/\(journey["id"].text ?? "?")"))
        }
    }

    @Test func `show a process`() throws {
        let document = try json("show", "permit")
        #expect(document["states"].list.first?["id"] == .text("received"))
        #expect(document["moves"].list.first?["by"] == .list([.text("officer"), .text("counter")]))
        let people = try text("show", "permit")
        for move in document["moves"].list { #expect(people.contains(move["id"].text ?? "?")) }
        let dot = try text("export", "dot", "permit")
        #expect(dot.hasPrefix("digraph \"permit\" {"))
        for state in document["states"].list { #expect(dot.contains("\"\(state["id"].text ?? "?")\" [")) }
    }

    /// A misspelt name is told once, with every place, and counted once.
    @Test func `check tells a name once`() throws {
        let folder = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        let guides = try Checkout.text("Tests/BadDefinitions/_sound/guides.yaml").replacing("county:", with: "countie:")
        try folder.write(guides, to: "guides.yaml")
        let result = try Program.run("check", "--definitions", folder.path, "--lang", "en")
        #expect(result.output.split(separator: "\n").count { $0.contains("error[unknown-guide]") } == 1, "\(result.output)")
        #expect(result.output.contains("  also: items/"))
        let one = try Program.run("check", "guides.yaml", "--definitions", folder.path, "--lang", "en")
        #expect(one.output.contains(" in 1 of "))
        #expect(one.output.contains("more not walked because of errors"))
    }

    @Test func `show`() throws {
        let document = try json("show", "newborn")
        #expect(
            document.keys.isSuperset(of: ["answers", "items", "form", "ledger", "apart", "together", "balance", "stops"]))
        #expect(document["items"].list.count == 10)
        #expect(document["items"].list.allSatisfy { $0.keys.isSuperset(of: ["id", "title", "department", "after", "instances"]) })
        #expect(document["form"].keys == ["title", "fields", "prefills"])
        #expect(document["form"]["fields"].list.allSatisfy { $0.keys.isSuperset(of: ["id", "title", "origin", "typed", "class"]) })
        #expect(document["ledger"].list.allSatisfy { Self.line.isSubset(of: $0.keys) })
        #expect(document["ledger"].list.allSatisfy { $0["by"] == .null || $0["by"].keys == ["kind", "id"] })
        #expect(document["apart"].keys == Self.figures)
        #expect(document["together"].keys == Self.figures)
        #expect(document["balance"].keys == Self.balance)
        #expect(document["stops"] == .list([]))
        let figures = ["materials", "pieces", "kinds", "forms"]
        #expect(figures.map { document["apart"][$0].number } == [16, 21, 6, 3])
        #expect(figures.map { document["together"][$0].number } == [1, 1, 1, 1])
        let people = try text("show", "newborn")
        #expect(people.contains("birth-registration/4"))
        #expect(people.contains("= 16"))
    }

    @Test func `show takes answers, holdings, another journey and a baseline`() throws {
        func totals(_ arguments: String...) throws -> [Double?] {
            let document = try Program.run(["show"] + arguments + ["--format", "json"]).json()
            return [document["apart"]["materials"].number, document["apart"]["pieces"].number, document["together"]["materials"].number]
        }
        #expect(try totals("newborn", "--answer", "insured=none", "--answer", "father-insured=not-insured") == [15, 20, 1])
        #expect(try totals("newborn", "--holds", "none") == [16, 21, 4])
        #expect(try totals("newborn", "--holds", "mother:resident-identity-card", "--holds", "mother:marriage-certificate") == [16, 21, 2])
        #expect(try totals("newborn", "--from", "manual-settlement", "--baseline", "every-guide") == [44, 54, 2])
        #expect(try totals("transport-company", "--answer", "mass=12 t or more", "--baseline", "every-guide") == [17, 19, 3])
        #expect(
            try totals(
                "transport-company", "--holds", "vehicle#2:vehicle-licence", "--answer", "vehicles=2", "--answer",
                "road-transport-scope=included")
                == [21, 23, 9])
    }

    @Test func `twins have numbered lines`() throws {
        let document = try json("show", "newborn", "--answer", "children=2", "--baseline", "every-guide")
        let lines = document["ledger"].list.filter { ["birth-registration#1/3", "birth-registration#2/3"].contains($0["line"].text) }
        #expect(lines.map(\.["instance"].number) == [1, 2])
        #expect(lines.map(\.["subject"].text) == ["father", "father"])
        #expect(lines.map(\.["item"].text) == ["birth-registration", "birth-registration"])
        #expect(Set(document["ledger"].list.compactMap(\.["subject"].text)).isSuperset(of: ["child#1", "child#2", "parents"]))
    }

    @Test func `a situation that stops is told with the law`() throws {
        let document = try json("show", "transport-company", "--answer", "mass=up-to-4500-kg")
        #expect(document["ledger"] == .list([]))
        #expect(document["stops"].list.map(\.keys) == [["because", "basis"]])
        #expect(
            document["stops"][0]["basis"].list.compactMap(\.text) == [
                "Road Transport Regulations, art. 24 ¶3", "Administrative Licensing Law, art. 32(1)",
            ])
        #expect(document["apart"]["materials"] == .number(0))
        #expect(try text("show", "transport-company", "--answer", "mass=up-to-4500-kg").contains("Told at once: For general goods"))
    }

    @Test func `why`() throws {
        let lines = try json("why", "newborn", "household-register").list
        #expect(
            lines.map(\.["line"].text) == [
                "vaccination-record/4", "birth-registration/4", "medical-insurance-enrolment/1", "social-security-card/1",
            ])
        #expect(lines.allSatisfy { Self.line.isSubset(of: $0.keys) })
        #expect(lines[1]["reason"] == .text("A page for the child is added to the paper register"))
        #expect(lines[1]["by"] == .null)
        #expect(lines[0]["by"] == .map(["kind": .text("source"), "id": .text("population-register")]))
        #expect(lines[0]["guides"] == .list([.text("jnvac")]))
        #expect(try text("why", "newborn", "household-register").contains("A page for the child is added to the paper register"))
        // Asked for by some guide, but not by those that count.
        #expect(try json("why", "newborn", "photo") == .list([]))
        #expect(try text("why", "newborn", "photo") == "no guide of this baseline asks for `photo`\n")
    }

    /// The announced 23 项 of the transport bundle are 15 here, and its 5 working days remain 20.
    @Test func `report`() throws {
        let document = try json("report", "after-a-death", "disability-services", "transport-company")
        #expect(document.keys == ["reports"])
        let reports = document["reports"].list
        #expect(reports.map(\.["bundle"].text) == ["after-a-death", "disability-services", "transport-company"])
        #expect(reports.map { $0["apart"]["materials"].number } == [7, 6, 15])
        #expect(reports.map { $0["together"]["materials"].number } == [1, 1, 3])
        let least: Set = [
            "bundle", "title", "journey", "baseline", "apart", "together", "others", "published", "ledger", "dispositions", "balance",
            "grades",
            "residual", "range",
        ]
        for report in reports {
            #expect(least.isSubset(of: report.keys))
            #expect(report["dispositions"].keys == Self.dispositions)
            #expect(report["grades"].keys == ["law", "official", "mirror", "constructed"])
            #expect(report["balance"].keys == Self.balance)
            #expect([report["apart"].keys, report["together"].keys] == [Self.figures, Self.figures])
            #expect(report["ledger"].list.allSatisfy { Self.line.isSubset(of: $0.keys) })
            #expect(report["others"].list.map(\.["baseline"].text) == ["every-guide"])
            #expect(["baseline", "apart", "together", "dispositions"].allSatisfy(report["others"][0].keys.contains))
            #expect(report["range"].keys.isSuperset(of: ["situations", "materials"]))
            #expect(report["range"]["materials"].keys == ["apart", "together"])
        }
        let transport = reports[2]["residual"]
        #expect(transport["apart"]["materials"].keys == ["announced", "reconstructed", "unexplained", "unit"])
        #expect(["announced", "reconstructed", "unexplained"].map { transport["apart"]["materials"][$0].number } == [23, 15, 8])
        #expect(transport["together"]["time"]["unexplained"].number == -15)
    }

    /// A small folder, quick to read.
    private static let small = ["--definitions", "Tests/BadDefinitions/_sound"]

    @Test func `report of everything, or of some, under another baseline`() throws {
        let all = try Program.run(["report", "--baseline", "every-guide", "--format", "json"] + Self.small).json()
        #expect(all["reports"].list.map(\.["bundle"].text) == ["library-card", "school-canteen", "starting-school"])
        #expect(all["reports"].list.map(\.["baseline"].text) == ["every-guide", "every-guide", "every-guide"])
        #expect(all["reports"].list.map { $0["others"].list.map(\.["baseline"].text) } == [["one-guide"], ["one-guide"], ["one-guide"]])
        let some = try Program.run(["report", "starting-school", "library-card", "--format", "json"] + Self.small).json()
        #expect(some["reports"].list.map(\.["bundle"].text) == ["starting-school", "library-card"])
    }

    /// The other formats say the same figures; how they look is tested with the reports.
    @Test(arguments: [("text", "A library card"), ("md", "# "), ("html", "<!doctype html>"), ("csv", "library-card")])
    func `report in other formats`(format: String, start: String) throws {
        let result = try Program.run(["report", "library-card", "--format", format] + Self.small)
        #expect([result.status, result.error.isEmpty ? 0 : 1] == [0, 0])
        #expect(result.output.lowercased().contains(start.lowercased()))
        #expect(result.output.utf8.last == UInt8(ascii: "\n") && !result.output.hasSuffix("\r\n\n"))
    }

    @Test func `guide`() throws {
        let people = try Program.run(["guide", "starting-school"] + Self.small)
        #expect([people.status, people.error.isEmpty ? 0 : 1] == [0, 0])
        #expect(people.output.contains("Starting school"))
        let page = try Program.run(["guide", "starting-school", "--format", "html"] + Self.small)
        #expect(page.output.lowercased().hasPrefix("<!doctype html>"))
        let folder = try ScratchFolder()
        let file = try Program.run(["guide", "starting-school", "-o", folder.path + "/page.txt"] + Self.small)
        #expect([file.output, file.error] == ["", ""])
        #expect(try folder.text("page.txt") == people.output)
    }

    @Test func `a report can go to a file`() throws {
        let folder = try ScratchFolder()
        let result = try Program.run(["report", "library-card", "--format", "json", "-o", folder.path + "/report.json"] + Self.small)
        #expect([result.output, result.error] == ["", ""])
        #expect(result.status == 0)
        #expect(try JSON(parsing: folder.text("report.json"))["reports"][0]["bundle"] == .text("library-card"))
        // A folder that is not there is made; one that is a file cannot be.
        let deep = try Program.run(["report", "library-card", "-o", folder.path + "/new/report.txt"] + Self.small)
        #expect([deep.output, deep.error] == ["", ""])
        let nowhere = try Program.run(["report", "library-card", "-o", folder.path + "/report.json/no.json"] + Self.small)
        #expect(nowhere.status == 70)
        #expect(nowhere.error == "error: cannot write `\(folder.path)/report.json/no.json`\n")
    }

    /// A bundle with a mistake is left out of the report and named; the others are there, and the status says so.
    @Test func `a report runs without the bundles that have errors`() throws {
        let folder = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        try folder.edit("bundles/starting-school.yaml", "{item: residence-proof, as", "{item: residence-prof, as")
        let result = try Program.run("report", "--format", "json", "--definitions", folder.path)
        #expect(result.status == 1)
        #expect(try result.json()["reports"].list.map(\.["bundle"].text) == ["library-card", "school-canteen"])
        #expect(result.error.contains("left out `starting-school`: its definition has errors\n"))
        let one = try Program.run("show", "starting-school", "--definitions", folder.path)
        #expect(one.status == 1)
        #expect(one.error.hasSuffix("error: the definition of the bundle `starting-school` has errors (run onething check)\n"))
        #expect(one.output == "")
    }

    @Test func `a baseline from a file`() throws {
        let folder = try ScratchFolder([
            "city.yaml": "baseline: weihai-city\ntitle: {zh: 威海, en: Weihai}\nbundle: newborn\nguides: {vaccination-record: bk}\n",
            "wrong.yaml": "baseline: wrong\ntitle: {zh: 错, en: Wrong}\nbundle: newborn\nguides: {vaccination-recort: bk}\n",
        ])
        // bk asks for the birth certificate and both cards as copies, not for the register.
        let result = try Program.run("show", "newborn", "--baseline", folder.path + "/city.yaml", "--format", "json")
        let document = try result.json()
        #expect(document["baseline"] == .text("weihai-city"))
        #expect(
            document["ledger"].list.filter { $0["item"] == .text("vaccination-record") }.map(\.["line"].text) == [
                "vaccination-record/1", "vaccination-record/2", "vaccination-record/3",
            ])
        let wrong = try Program.run("show", "newborn", "--baseline", folder.path + "/wrong.yaml")
        #expect(wrong.status == 1)
        #expect(wrong.error.contains("wrong.yaml:4:10: error[unknown-item]"))
        #expect(wrong.error.contains("vaccination-record"))
        #expect(wrong.output == "")
    }
}
