import Foundation
import TestSupport
import Testing

/// `deadline`, `identify` and `new`.
@Suite struct `Small commands` {
    /// A folder of calendars and nothing else, quick to read.
    private func calendars() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        for year in ["2025", "2026"] { try folder.write(Checkout.text("Definitions/calendars/\(year).yaml"), to: "calendars/\(year).yaml") }
        return folder
    }

    /// The day of the event is not counted; worked Saturdays and holidays are as the notices of the State Council say.
    @Test(arguments: [
        ("2026-03-02", "5 working days", "2026-03-09", false), ("2026-02-12", "5 working days", "2026-02-26", false),
        ("2026-09-30", "1 working day", "2026-10-08", false), ("2026-03-02", "0 working days", "2026-03-02", false),
        ("2026-03-02", "20 days", "2026-03-23", false), ("2026-01-31", "1 month", "2026-02-28", false),
        ("2026-03-02", "immediate", "2026-03-02", false),
        ("2030-03-01", "5 working days", "2030-03-08", true),
    ])
    func `deadline`(from: String, within: String, due: String, provisional: Bool) throws {
        let folder = try calendars()
        let result = try Program.run("deadline", "--from", from, "--within", within, "--format", "json", "--definitions", folder.path)
        let document = try result.json()
        #expect(document.keys == ["due", "counted", "skipped", "provisional", "notices"])
        #expect([document["due"], document["provisional"]] == [.text(due), .truth(provisional)])
        #expect(result.status == 0)
    }

    /// From Thursday before the spring holiday: Friday, the Saturday that is worked, and from Tuesday 24th on.
    @Test func `deadline, day by day`() throws {
        let folder = try calendars()
        let arguments = ["deadline", "--from", "2026-02-12", "--within", "5 working days", "--definitions", folder.path]
        let document = try Program.run(arguments + ["--format", "json"]).json()
        #expect(document["counted"].list.compactMap(\.text) == ["2026-02-13", "2026-02-14", "2026-02-24", "2026-02-25", "2026-02-26"])
        #expect(document["skipped"].list.compactMap(\.["day"].text) == (15...23).map { "2026-02-\($0)" })
        #expect(document["skipped"].list.allSatisfy { $0.keys == ["day", "reason"] && $0["reason"].text?.isEmpty == false })
        let people = try Program.run(arguments).output
        #expect(people.hasPrefix("due 2026-02-26\n  2026-02-13  1\n  2026-02-14  2  make-up working day\n"))
        #expect(try Program.run(arguments + ["--lang", "zh"]).output.hasPrefix("截止日 2026-02-26\n"))
    }

    /// A calendar that nobody has filled in leaves its year provisional.
    @Test func `an empty calendar changes nothing`() throws {
        let folder = try calendars()
        let made = try Program.run("new", "calendar", "2027", "-o", folder.path + "/calendars/2027.yaml", "--definitions", folder.path)
        #expect([made.output, made.error] == ["", ""])
        let arguments = ["deadline", "--from", "2027-09-30", "--within", "3 working days", "--definitions", folder.path]
        #expect(try Program.run(arguments + ["--format", "json"]).json()["provisional"] == .truth(true))
    }

    @Test func `a new file never takes the place of another`() throws {
        let folder = try calendars()
        let path = folder.path + "/precious.yaml"
        #expect(try Program.run("new", "licence", "some-card", "-o", path, "--definitions", folder.path).status == 0)
        let before = try folder.text("precious.yaml")
        let again = try Program.run("new", "licence", "other-card", "-o", path, "--definitions", folder.path)
        #expect(again.status == 64)
        #expect(again.error == "error: `\(path)` exists already (choose another name, or move it away first)\n")
        #expect(try folder.text("precious.yaml") == before)
    }

    @Test(arguments: [
        ("99000019410228505X", "citizenID", true), ("990000199501010021", "citizenID", true), ("990000199501010020", "citizenID", false),
        ("91990000MA0DEM0X5B", "creditCode", true), ("91990000MA0DEM0X5C", "creditCode", false), ("hello", "unknown", false),
    ])
    func `identify`(code: String, kind: String, valid: Bool) throws {
        let result = try Program.run("identify", code, "--format", "json")
        let found = try result.json()[0]
        #expect(found.keys.isSuperset(of: ["code", "kind", "valid"]))
        #expect([found["code"], found["kind"], found["valid"]] == [.text(code), .text(kind), .truth(valid)])
        #expect((found["reason"] == .null) == valid, "what is not valid says why")
        #expect(result.status == (valid ? 0 : 1))
        #expect(result.error == "")
    }

    @Test func `identify several at once`() throws {
        let result = try Program.run("identify", "990000199501010021", "hello", "--format", "json")
        #expect(try result.json().list.map(\.["valid"]) == [.truth(true), .truth(false)])
        #expect(result.status == 1)
        let people = try Program.run("identify", "990000199501010021")
        #expect(people.output.split(separator: "\n").count == 1)
        #expect(people.output.contains("valid"))
    }

    /// Starting files, each saved at its place, are without a mistake.
    @Test func `new`() throws {
        let folder = try ScratchFolder.copy(of: "Definitions")
        let kinds = [
            ("item", "my-item", "items/health/my-item.yaml"), ("licence", "my-licence", "licences/my-licence.yaml"),
            ("source", "my-source", "sources/my-source.yaml"), ("calendar", "2027", "calendars/2027.yaml"),
            ("process", "my-process", "processes/my-process.yaml"), ("bundle", "my-bundle", "bundles/my-bundle.yaml"),
            ("journey", "my-journey", "journeys/after-a-death/my-journey.yaml"),
        ]
        for (kind, id, place) in kinds {
            let file = try Program.run("new", kind, id)
            #expect([file.status, file.error.isEmpty ? 0 : 1] == [0, 0])
            #expect(file.output.hasPrefix("# \(place)"), "it says where it belongs")
            try folder.write(file.output, to: place)
        }
        let check = try Program.run("check", "--definitions", folder.path)
        #expect(check.status == 0)
        #expect(!check.output.contains("error["))
        let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") } ?? []
        #expect(check.output.contains(" in \(files.count) files; "))

        let item = try Program.run("new", "item", "my-item", "-o", folder.path + "/mine.txt")
        #expect([item.output, item.error] == ["", ""])
        #expect(try folder.text("mine.txt") == folder.text("items/health/my-item.yaml"))
    }

    @Test func `help and version`() throws {
        let help = try Program.run("--help")
        #expect([help.status, help.error.isEmpty ? 0 : 1] == [0, 0])
        for command in ["check", "list", "show", "why", "report", "guide", "schema", "new", "deadline", "identify"] {
            #expect(help.output.contains("\n  \(command) "), "\(command)")
        }
        #expect(try Program.run("--version").output == "0.1.0\n")
    }
}
