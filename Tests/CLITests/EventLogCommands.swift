import Foundation
import TestSupport
import Testing

/// `simulate --events`, `export ocel` and `export xes`.
@Suite struct `Event logs on the command line` {
    private static let simulate = ["simulate", "newborn", "--journeys", "3", "--set", "warm-up=0 days", "--events"]

    private func office() throws -> ScratchFolder {
        let folder = try ScratchFolder()
        let started = try Program.run(
            "case", "start", "newborn", "--from", "married-local-couple", "--database", folder.path + "/office.sqlite", "--now",
            "2026-03-02 09:30")
        #expect(started.status == 0)
        return folder
    }

    @Test func `of a simulation go to the file that is named, and say how much stands in it`() throws {
        let folder = try ScratchFolder()
        let plain = try Program.run(Array(Self.simulate.dropLast()))
        for (name, arm) in [("log.jsonocel", "together"), ("log.sqlite", "apart"), ("log.xes", "together")] {
            let result = try Program.run(Self.simulate + ["\(folder.path)/new/\(name)", "--arm", arm])
            #expect(result.status == 0 && result.output == plain.output, "the figures are the same")
            #expect(result.error.hasPrefix("\(folder.path)/new/\(name): ") && result.error.hasSuffix(" events\n"), "\(result.error)")
        }
        let log = try JSON(parsing: folder.text("new/log.jsonocel"))
        #expect(log["objects"].list.count { $0["type"] == .text("person") } == 3)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").sorted() == ["log.jsonocel", "log.sqlite", "log.xes"])
    }

    @Test func `of a database go to standard output or to a file`() throws {
        let folder = try office()
        let database = ["--database", folder.path + "/office.sqlite"]
        let printed = try Program.run(["export", "ocel"] + database)
        #expect(printed.status == 0 && printed.error == "")
        let written = try Program.run(["export", "ocel", "newborn", "-o", folder.path + "/log.jsonocel"] + database)
        #expect(written.status == 0 && written.output == "")
        #expect(try folder.text("log.jsonocel") == printed.output)
        #expect(try printed.json()["objects"].list.count { $0["type"] == .text("case") } == 1)
        #expect(try Program.run(["export", "ocel", "-o", folder.path + "/log.sqlite"] + database).status == 0)
        let rows = try OtherProgram.run("SELECT count(*) FROM event", on: folder.path + "/log.sqlite")
        #expect(try String(decoding: rows.output, as: UTF8.self) == "(\(printed.json()["events"].list.count),)\n")
        let flat = try Program.run(["export", "xes", "--trace", "item"] + database).output
        #expect(flat.matches(of: /<trace>/).count == 10 && flat.hasSuffix("</trace>\n</log>\n"))
    }

    @Test func `are not written over a database, nor with an ending that means nothing`() throws {
        let folder = try office()
        let file = folder.path + "/office.sqlite"
        for arguments in [
            ["export", "ocel", "--database", file, "-o", file], ["export", "ocel", "--database", file, "-o", "log.xes"],
            ["export", "xes", "--database", file, "-o", "log.json"], Self.simulate + [file], Self.simulate + ["log.csv"],
            Self.simulate + ["log.xes", "--vary", "warm-up=0..1/1"], ["export", "ocel", "newbron", "--database", file],
        ] {
            let result = try Program.run(arguments)
            #expect(result.status == 64 && !result.error.isEmpty, "\(arguments)")
        }
        #expect(try Program.run("verify", "--database", file).output.hasPrefix("intact: 1 cases"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
                $0.hasPrefix("office.sqlite") || $0 == "onething.keys"
            })
    }

    @Test func `are for those who may measure`() throws {
        let folder = try office()
        let result = try Program.run("export", "ocel", "--database", folder.path + "/office.sqlite", "--by", "officer")
        #expect(result.status == 1 && result.output == "")
        #expect(try Program.run("export", "xes", "--database", folder.path + "/office.sqlite", "--by", "auditor").status == 0)
    }
}
