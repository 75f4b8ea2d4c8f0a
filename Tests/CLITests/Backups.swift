import Foundation
import TestSupport
import Testing

/// `backup`, `restore`, and the heads that `case tick` keeps.
@Suite struct `Backup and restore` {
    private let folder = try! ScratchFolder()
    private var database: String { folder.path + "/cases.sqlite" }
    private var backup: String { folder.path + "/backup.sqlite" }

    private func run(_ arguments: String..., on file: String? = nil) throws -> Program.Result {
        try Program.run(arguments + ["--database", file ?? database, "--now", "2026-03-02 09:30"])
    }

    private func start() throws -> String {
        let started = try run("case", "start", "newborn", "--from", "married-local-couple", "--format", "json")
        guard started.status == 0, let id = try started.json()["id"].text else { throw Unexpected(started.error) }
        return id
    }

    @Test func `a copy tells that it is one until it is confirmed`() throws {
        let id = try start()
        let made = try run("backup", backup, "--format", "json")
        #expect(made.status == 0, "\(made.error)")
        let document = try made.json()
        #expect(document.keys == ["file", "cases", "entries", "events", "head", "copyOf"])
        #expect(document["cases"].number == 1 && document["copyOf"] == document["head"])

        let restored = folder.path + "/restored.sqlite"
        #expect(try run("restore", backup, on: restored).output.hasPrefix("\(restored): 1 cases, 1 entries, "))
        let note = "note: this database is a copy (2026-03-02 09:30); onething restore --confirm makes it the office's own\n"
        #expect(try run("case", "show", id, on: restored).error == note)
        #expect(try run("case", "show", id, "--lang", "zh", on: restored).error.hasPrefix("注意：这是数据库的副本（2026-03-02 09:30）"))
        #expect(try run("verify", "--format", "json", on: restored).json()["copyOf"] == document["head"])
        #expect(try run("restore", "--confirm", on: restored).status == 0)
        #expect(try run("case", "show", id, on: restored).error == "")
        // The backup still knows; the office's own never was one.
        #expect(try run("case", "show", id, on: backup).error == note)
        let own = try run("restore", "--confirm")
        #expect([own.status, own.error == "error: this is no copy\n" ? 0 : 1] == [1, 0])
    }

    /// Files that were handed in lie sealed in the database: they are in the backup, and in what is made from it.
    @Test func `a copy has the files, and opens them with the keys`() throws {
        let id = try start()
        let file = Array("%PDF-1.7\n".utf8) + Array(repeating: 65, count: 600_000) + Array("\n%%EOF\n".utf8)
        try folder.write(String(decoding: file, as: UTF8.self), to: "register.pdf")
        let attached = try run("case", "attach", id, "birth-registration/4", folder.path + "/register.pdf")
        #expect(attached.status == 0, "\(attached.error)")
        #expect(try run("backup", backup).status == 0)
        let restored = folder.path + "/restored.sqlite"
        let keys = ["--keys", database + "-keys"]
        #expect(try run("restore", backup, on: restored).status == 0)
        let files = try Program.run(
            ["case", "files", id, "--format", "json", "--now", "2026-03-02 09:30", "--database", restored] + keys)
        #expect(try files.json().list.map { $0["bytes"].number } == [Double(file.count)], "\(files.error)")
        #expect(try Program.run(["verify", "--rebuild", "--database", restored] + keys).status == 0)
        for name in [backup, restored] {
            #expect(try Data(contentsOf: URL(fileURLWithPath: name)).range(of: Data(repeating: 65, count: 100)) == nil)
        }
    }

    @Test func `nothing is written over, and what is wanting is told`() throws {
        _ = try start()
        #expect(try run("backup", backup).status == 0)
        let again = try run("backup", backup)
        #expect(again.status == 64)
        #expect(
            again.error
                == "error: \(backup) is there already and was not written over (move it away, or give another name (for restore, --database))\n"
        )
        let over = try run("restore", backup, "--lang", "zh")
        #expect(over.status == 64)
        #expect(over.error == "错误：\(database) 已存在，未覆盖（移走它，或换一个名字（restore 用 --database 指定））\n")
        let nowhere = try run("backup", folder.path + "/nowhere/backup.sqlite")
        #expect(nowhere.status == 70 && nowhere.error == "error: cannot open \(folder.path)/nowhere/backup.sqlite.part\n")
        #expect(try run("restore", folder.path + "/nothing.sqlite").status == 64)
        #expect(try run("restore").status == 64)
        #expect(try run("restore", backup, "--confirm").status == 64)
    }

    /// An older file in the place of the newer: every seal in it is right.
    @Test func `verify sees by the heads that tick has kept that the end is gone`() throws {
        _ = try start()
        #expect(try run("backup", backup).status == 0)
        _ = try start()
        #expect(try run("case", "tick").status == 0)
        #expect(try folder.text("cases.sqlite-heads").hasPrefix("2:"))
        #expect(try run("case", "tick").status == 0)
        #expect(try run("verify").status == 0)
        try FileManager.default.removeItem(atPath: database)
        try FileManager.default.copyItem(atPath: backup, toPath: database)
        let cut = try run("verify", "--format", "json")
        #expect(cut.status == 1)
        #expect(try cut.json()["firstBad"]["what"].text == "missing-end")
        // What a power cut has left of a line is passed over; a line that is none is told.
        let kept = try folder.text("cases.sqlite-heads")
        try folder.write(kept + "3:ab", to: "cases.sqlite-heads")
        #expect(try run("verify").status == 1)
        try folder.write("no head\n" + kept, to: "cases.sqlite-heads")
        #expect(try run("verify").error.contains("cases.sqlite-heads:1"))
    }
}
