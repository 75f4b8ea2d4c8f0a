import Foundation
import TestSupport
import Testing

/// What `simulate` is told in, and what it is held against.
@Suite(.serialized) struct `The command simulate` {
    private static let few = ["simulate", "newborn", "--set", "warm-up=0 days", "--set", "block=2", "--journeys", "4"]

    @Test func `writes a page and a table to a file`() throws {
        let folder = try ScratchFolder()
        let page = try Program.run(Self.few + ["--format", "html", "--lang", "zh", "-o", "\(folder.path)/page.html"])
        #expect(page.status == 0 && page.output.isEmpty, "\(page.error)")
        #expect(try folder.text("page.html").hasPrefix("<!DOCTYPE html>\n<html lang=\"zh-CN\">"))
        let curve = try Program.run(Self.few + ["--format", "csv", "--vary", "offices.each.health.officers=1..2/1"])
        #expect(curve.output.hasPrefix("path,value,section,name,measure,arm,unit,mean,p50,p90,p99,ci_low,ci_high,total,text\r\n"))
        #expect(curve.output.contains("\r\noffices.each.health.officers,2,figure,materials,,together,lines,"))
    }

    @Test func `holds the same people against each other`() throws {
        let result = try Program.run(Self.few + ["--against", "applicants.paper.lognormal=10 minutes", "--format", "json"])
        #expect(result.status == 0, "\(result.error)")
        let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(json?["against"] as? [String] == ["applicants.paper.lognormal=10 minutes"] && json?["people"] as? Int == 4)
        let differences = json?["differences"] as? [String: [String: [String: Any]]]
        let minutes = try #require(differences?["together"]?["minutes"])
        #expect(minutes["difference"] as? Double ?? 0 > 1 && minutes["moreThanLuck"] is Bool)
        #expect(differences?["apart"]?["materials"]?["difference"] as? Double == 0)
    }

    @Test func `moves assumptions one at a time`() throws {
        let result = try Program.run(
            Self.few + [
                "--sensitivity", "--figure", "apart.minutes", "--only", "applicants.copy", "--only", "applicants.visit", "--by", "50%",
            ])
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("- 2 assumptions moved one at a time, down and up: times, shares and money by 50% of themselves"))
        let rows = result.output.split(separator: "\n").filter { $0.hasPrefix("  applicants.") }.map {
            $0.split(separator: "  ").map(String.init)
        }
        #expect(rows.map { $0[0].trimmingCharacters(in: .whitespaces) } == ["applicants.visit", "applicants.copy"])
        #expect(rows[1].contains { $0.trimmingCharacters(in: .whitespaces) == "1.5 minutes" }, "\(rows)")
    }

    /// Parts of runs that were set otherwise: which value it was.
    @Test func `merges parts of one simulation alone, and says in what others differ`() throws {
        let folder = try ScratchFolder()
        let part = folder.path + "/new/part.json"
        let made = try Program.run(Self.few + ["--shard", "1/1", "-o", part])
        #expect(made.status == 0 && made.output.isEmpty, "\(made.error)")
        let merged = try Program.run(Array(Self.few.prefix(6)) + ["--merge", part])
        #expect(merged.status == 0, "\(merged.error)")
        let none = try Program.run(Array(Self.few.prefix(6)) + ["--merge", folder.path + "/none.json"])
        #expect(none.status == 64 && none.error.contains("there is no file `"), "\(none.error)")
        try folder.write(String(folder.text("new/part.json").prefix(400)), to: "half.json")
        let half = try Program.run(Array(Self.few.prefix(6)) + ["--merge", folder.path + "/half.json"])
        #expect(half.status == 64 && half.error.contains("is no part of a simulation, or not a whole one"), "\(half.error)")
        let other = try Program.run(["simulate", "newborn", "--set", "block=3", "--merge", part])
        #expect(
            other.status == 64
                && other.error.contains("these are not parts of the same simulation: --set block=3 and warm-up=0 days block=2"),
            "\(other.error)")
    }

    /// A link stays one, a device is written into, and `-` is standard output.
    @Test func `writes where it is told to, and nowhere else`() throws {
        let folder = try ScratchFolder(["real.json": ""])
        let link = folder.path + "/link.json"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.json")
        for file in [link, "/dev/null", "-"] {
            let result = try Program.run(
                Self.few + ["--definitions", Checkout.path("Definitions"), "--format", "json", "-o", file], in: folder.url)
            #expect(result.status == 0 && result.output.isEmpty == (file != "-"), "\(file): \(result.error)")
        }
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.json")
        #expect(try folder.text("real.json").hasPrefix("{\n"))
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/-"))
        let table = try Program.run(Self.few + ["--format", "csv"])
        #expect(table.output.hasSuffix("\r\n") && !table.output.hasSuffix("\r\n\n"))
    }

    /// Before anybody is simulated, and never half a report for the whole.
    @Test func `says where it cannot write`() throws {
        let folder = try ScratchFolder(["file": ""])
        for file in [folder.path, folder.path + "/file/report.json"] {
            let result = try Program.run(Self.few + ["--progress", "-o", file])
            #expect(result.status == 70 && result.error == "error: cannot write `\(file)`\n", "\(result.error)")
        }
        let full = try Program.run(Self.few, within: ["sh", "-c", "exec \"$0\" \"$@\" > /dev/full"])
        #expect(full.status == 70 && full.error.contains("error: cannot write standard output"), "\(full.error)")
    }

    @Test func `says how far it has come where somebody wants that`() throws {
        let told = try Program.run(Self.few + ["--progress", "--format", "json"])
        #expect(
            told.status == 0 && told.error.hasPrefix("2 of 4, about ") && told.error.contains("\n4 of 4, about 0 s left"), "\(told.error)")
        #expect(try Program.run(Self.few + ["--format", "json"]).error.isEmpty)
    }

    /// A mistake in a file of times is told alone, whatever else the folder has.
    @Test func `tells mistakes of measured times where they stand`() throws {
        let own = try ScratchFolder.copy(of: "Definitions")
        try own.write(
            own.text("times/way-to-the-township.yaml").replacing("unit: minutes", with: "unit: feet"), to: "times/way-to-the-township.yaml")
        try own.write(own.text("scenarios/newborn/county-town.yaml") + "surplus: 1\n", to: "scenarios/newborn/county-town.yaml")
        let result = try Program.run("simulate", "disability-services", "--journeys", "1", "--definitions", own.path)
        #expect(result.status == 1 && result.error.contains("times/way-to-the-township.yaml:"), "\(result.error)")
        #expect(!result.error.contains("county-town"))
    }

    @Test(arguments: [
        (["--against", "block=3"], "error: --against cannot change block: people are paired by their number in it"),
        (["--sensitivity", "--figure", "elapseddays"], "error: there is no figure `elapseddays` (there are: forms, fields,"),
        (["--sensitivity", "--figure", "both.minutes"], "error: there is no figure `both.minutes`"),
        (["--sensitivity", "--by", "100%"], "error: --by is like 20%, between 0% and 100%"),
        (["--sensitivity", "--only", "officers"], "error: the scenario has no number under `officers` (such as offices or work.any)"),
        (["--sensitivity", "--against", "warm-up=1 days"], "--against and --sensitivity are not for the same run"),
        (["--against", "warm-up=1 days", "--shard", "1/2"], "--against runs everybody several times: not with --shard or --events"),
        (["--journeys", "0"], "--journeys is 1 to 1000000000, and not 0 (leave --journeys out for as many as the scenario says)"),
        (["--journeys", "-3"], "--journeys is 1 to 1000000000, and not -3"),
        (["--seed", "-1"], "The value '-1' is invalid for '--seed <seed>'"),
        (["--shard", "0/4"], "--shard is like 3/64, and not 0/4 (parts are counted from 1: of four they are 1/4 to 4/4)"),
        (["--shard", "1/2", "--vary", "block=1..2/1"], "--shard is for one run: not with --vary or --merge"),
        (["--arm", "apart"], "--arm says which cases --events tells of: give --events too"),
        (["--merge", "a.json"], "--merge runs nobody: --journeys, --seed and --cores are those of the parts"),
        (["--vary", "block=3..1/1"], "`block=3..1/1` ends before it begins"),
        (["--vary", "block=1..3/0"], "the step of `block=1..3/0` is nothing"),
        (["--vary", "warm-up=1 days..3 hours/1 days"], "has different units: days, hours"),
        (["--by", "10%"], "--figure, --only, --by and --by-officers are for --sensitivity"),
    ])
    func `tells what it cannot do`(arguments: [String], message: String) throws {
        let result = try Program.run(Self.few + arguments)
        #expect(result.status == 64 && result.output.isEmpty && result.error.contains(message), "\(result.error)")
    }
}
