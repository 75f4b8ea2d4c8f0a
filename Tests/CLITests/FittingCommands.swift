import Foundation
import TestSupport
import Testing

/// `fit`, `replay` and `next-share`, on a small folder and a database of its own.
@Suite struct `Fitting on the command line` {
    private static let definitions = Checkout.path("Tests/BadDefinitions/_sound")
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
        for minute in 10..<13 {
            let started = try Program.run([
                "case", "start", "starting-school", "--from", "one-child-with-father", "--definitions", Self.definitions, "--database",
                folder.path + "/cases.sqlite", "--now", "2026-03-02 09:\(minute)",
            ])
            guard started.status == 0 else { throw Unexpected(started.error) }
        }
    }

    private func run(_ words: [String], definitions: String = definitions) throws -> Program.Result {
        try Program.run(words + ["--database", folder.path + "/cases.sqlite", "--definitions", definitions])
    }

    /// What it writes stands in a folder that passes.
    @Test func `a fit is written with its report beside it, and passes the check`() throws {
        let own = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        let file = own.path + "/scenarios/starting-school/fitted.yaml"
        let result = try run(["fit", "starting-school", "-o", file], definitions: own.path)
        #expect(result.status == 0 && result.output.contains("there are fewer than 5 cases, of which nothing is told"), "\(result.error)")
        let told = try run(["fit", "starting-school", "--smallest-cell", "3"])
        #expect(told.output.contains("3 cases, handed in from 2026-03-02 to 2026-03-02"), "\(told.error)")
        let check = try Program.run("check", "--strict", "--definitions", own.path)
        #expect(check.status == 0, "\(check.output)\(check.error)")
        #expect(try own.text("scenarios/starting-school/fitted.fit.txt") == result.output)
        let json = try JSON(parsing: own.text("scenarios/starting-school/fitted.fit.json"))
        #expect(json["cases"] == .null && json["base"].text == "town" && json["scenario"].text == "fitted")
        #expect(
            !json["values"].list.isEmpty
                && json["values"].list.allSatisfy { $0["measured"] == .truth(false) && $0["reason"].text == "too-few" })
        #expect(
            try run(["fit", "starting-school", "--base", "town", "--format", "yaml", "-o", file], definitions: own.path).output
                == own.text("scenarios/starting-school/fitted.yaml"))
        let chinese = try run(["fit", "starting-school", "--lang", "zh"])
        #expect(chinese.output.contains("由办件拟合的方案") && !chinese.output.contains("measured"))
    }

    /// Neither what it has nor what lies beside it: whoever measures leaves no trace.
    @Test func `a database is left as it was`() throws {
        func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        /// Without three counters, which SQLite moves on when a database is opened.
        func content() throws -> Data {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/cases.sqlite"))
            for counter in [24..<28, 40..<44, 92..<96] { bytes.replaceSubrange(counter, with: Data(count: 4)) }
            return bytes
        }
        let (before, bytes) = (try files(), try content())
        #expect(!before.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") }, "\(before)")
        for command in [["fit", "starting-school"], ["replay", "starting-school"]] { #expect(try run(command).status == 0) }
        #expect(try files() == before)
        #expect(try content() == bytes)
    }

    /// Three cases tell no time of work: officers stay as they are, and nobody says that they were made many.
    @Test func `what a fit says of officers is so`() throws {
        let result = try run(["fit", "starting-school"])
        #expect(
            result.output.contains("times and officers stay as they were") && !result.output.contains("waits twice"), "\(result.output)")
        let yaml = try run(["fit", "starting-school", "--format", "yaml"]).output
        #expect(yaml.contains("any: {officers: 2") || yaml.contains("officers: 2"), "\(yaml)")
    }

    @Test func `a replay says what is different, and what cannot be known`() throws {
        let same = try run(["replay", "starting-school", "--format", "json"]).json()
        #expect(same["cases"] == .number(3) && same["same"] == .number(3) && same["changes"].list.isEmpty)
        #expect(same["unknown"].list.map { $0["what"].text } == ["officers"])
        let changed = try run(["replay", "starting-school", "--set", "bundles/starting-school:visits.together=2"])
        #expect(
            changed.status == 0 && changed.output.contains("3 can be known, of which 0 would be as they were"),
            "\(changed.error)\(changed.output)")
    }

    @Test func `what to connect next is a list, the best first`() throws {
        let list = try Program.run(
            "next-share", "starting-school", "--journeys", "30", "--days", "0", "--format", "json", "--definitions", Self.definitions
        ).json().list
        #expect(!list.isEmpty)
        for one in list {
            #expect(["licence", "source", "paper"].contains(one["kind"].text ?? "") && one["source"].text != nil)
            // Some are told at once that this is no case for it.
            #expect((20...30).contains(one["people"].number ?? 0) && one["people"] == list[0]["people"])
            #expect(one["spared"]["materials"]["mean"].number == one["materials"].number)
        }
        let materials = list.compactMap { $0["materials"].number }
        #expect(materials == materials.sorted(by: >) && materials.count == list.count)
    }

    @Test func `wrong words are told in one line`() throws {
        for (words, error) in [
            (["fit", "starting-schol"], "no bundle is called `starting-schol` (did you mean `starting-school`?)"),
            (["fit", "starting-school", "--base", "city"], "`starting-school` has no scenario `city` (there are: town)"),
            (["fit", "starting-school", "--base", "city.yaml"], "there is no file `city.yaml`"),
            (["fit", "library-card"], "`library-card` has no scenario (onething new scenario library-card/NAME)"),
            (["fit", "starting-school", "--smallest-cell", "1"], "--smallest-cell is 2 at least"),
            (["fit", "starting-school", "-o", "fitted.json"], "-o is like scenario.yaml"),
            (["replay", "starting-schol"], "no bundle is called `starting-schol` (did you mean `starting-school`?)"),
            (
                ["replay", "starting-school", "--set", "visits.together=2"],
                "`visits.together=2` names no file (such as items/health/birth-notice:visits.apart=1)"
            ),
            (["replay", "starting-school", "--set", "bundles/none:a=2"], "there is no file `bundles/none.yaml`"),
        ] {
            let wrong = try run(words)
            #expect(wrong.status == 64 && wrong.output == "" && wrong.error.hasPrefix("error: \(error)"), "\(words): \(wrong.error)")
        }
        let few = try Program.run("next-share", "starting-school", "--days", "-1", "--definitions", Self.definitions)
        #expect(few.status == 64)
        let broken = try run(["replay", "starting-school", "--set", "bundles/starting-school:visits.together=two"])
        #expect(broken.status == 1 && broken.error.contains("wrong-number"), "\(broken.error)")
    }

    @Test func `cases are read by those who may measure`() throws {
        for command in ["fit", "replay"] {
            #expect(try run([command, "starting-school", "--by", "officer"]).status == 1)
            #expect(try run([command, "starting-school", "--by", "auditor"]).status == 0)
        }
    }
}
