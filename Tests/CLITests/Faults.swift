import Foundation
import TestSupport
import Testing

/// What becomes of a command when the disk, the file or the clock is not as it should be: one line in either language that says what is the
/// matter, the exit status of interface.md, and nothing lost.
@Suite struct `A fault` {
    private let folder: ScratchFolder
    private let database: String
    private let id: String

    init() throws {
        folder = try ScratchFolder()
        database = folder.path + "/cases.sqlite"
        let started = try Program.run(
            "case", "start", "newborn", "--from", "married-local-couple", "--format", "json", "--database", database,
            "--now", "2026-03-02 09:30")
        guard started.status == 0, let id = try started.json()["id"].text else { throw Unexpected(started.error) }
        self.id = id
    }

    private func decide(within wrapper: [String] = [], on now: String = "2026-03-02 10:00", _ more: String...) throws -> Program.Result {
        try Program.run(
            ["case", "move", id, "birth-notice", "decide", "--database", database, "--now", now] + more, within: wrapper)
    }

    /// One line on standard error in each language, nothing on standard output.
    private func expect(_ status: Int32, en: String, zh: String, within wrapper: [String] = []) throws {
        for (language, words) in [("en", en), ("zh", zh)] {
            let told = try decide(within: wrapper, "--lang", language)
            #expect(told.status == status)
            #expect(told.output == "")
            #expect(told.error == (language == "en" ? "error: \(database): \(words)\n" : "错误：\(database)：\(words)\n"))
        }
    }

    /// What was acknowledged is there, and the command that could not be carried out can be.
    private func expectNothingLost() throws {
        let verified = try Program.run("verify", "--rebuild", "--database", database, "--format", "json")
        #expect(verified.status == 0, "\(verified.error)")
        #expect(try verified.json()["entries"].number == 1)
        #expect(try decide().status == 0)
    }

    @Test func `of a file that is no database`() throws {
        let sound = try Data(contentsOf: URL(fileURLWithPath: database))
        try folder.write(String(repeating: "This is a letter, and no database. ", count: 200), to: "cases.sqlite")
        try expect(70, en: "this is no database of OneThing", zh: "这不是 OneThing 的数据库")
        #expect(try folder.text("cases.sqlite").hasPrefix("This is a letter"))
        try sound.write(to: URL(fileURLWithPath: database))
        try expectNothingLost()
    }

    /// The page that holds the entry of the case, found by its seal, is filled with something else.
    @Test func `of damaged pages`() throws {
        let sound = try Data(contentsOf: URL(fileURLWithPath: database))
        let row = try OtherProgram.run("select hex(seal) from entries", on: database).output
        let hex = String(decoding: row, as: UTF8.self).filter { $0.isHexDigit && ($0.isNumber || $0.isUppercase) }
        let seal = Data(stride(from: 0, to: 64, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) })
        let place = try #require(sound.range(of: seal)).lowerBound / 4096 * 4096
        var damaged = sound
        damaged.replaceSubrange(place..<place + 4096, with: [UInt8](repeating: 0x5a, count: 4096))
        try damaged.write(to: URL(fileURLWithPath: database))
        for (language, words) in [("en", "the database is damaged: "), ("zh", "数据库已损坏：")] {
            let told = try decide("--lang", language)
            #expect(told.status == 1)
            #expect(told.error.contains(words))
            #expect(try Program.run("verify", "--database", database, "--lang", language).status == 1)
        }
        try sound.write(to: URL(fileURLWithPath: database))
        try expectNothingLost()
    }

    @Test func `of a database that a newer version has written`() throws {
        try OtherProgram.run("insert into grdb_migrations values ('99: from the future')", on: database)
        try expect(
            70, en: "the database was written by a newer version of the program; open it with that", zh: "数据库由更新版本的程序写成，请用该版本打开")
        try OtherProgram.run("delete from grdb_migrations where identifier like '99%'", on: database)
        try expectNothingLost()
    }

    @Test func `of a database to which another process writes`() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", "-c", "import fcntl,sys; f=open(sys.argv[1]); fcntl.flock(f, 2); print(1, flush=True); sys.stdin.read()",
            database + "-lock",
        ]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        _ = output.fileHandleForReading.availableData
        try expect(
            70,
            en:
                "another process writes to this database; work through it, or stop it first (while onething serve has it: kill -HUP makes it publish its folder, a backup can be made and verified (onething backup, verify --database COPY); for all else stop it first)",
            zh: "另一个进程正在写这个数据库，请通过它操作或先停止它（onething serve 运行期间：新定义由它发布（kill -HUP）；核查用备份（onething backup，再 verify --database 备份）；其余先停止它）")
        // A backup is made nevertheless.
        let backup = try Program.run("backup", folder.path + "/backup.sqlite", "--database", database)
        #expect(backup.status == 0, "\(backup.error)")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        try expectNothingLost()
    }

    /// Root may write everywhere, so it has that right taken away.
    @Test func `of a folder and file that may only be read`() throws {
        let isRoot = geteuid() == 0
        let wrapper = isRoot ? ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] : []
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: database)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: database + "-lock")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
        try expect(70, en: "the database cannot be written to", zh: "数据库只读", within: wrapper)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: database)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: database + "-lock")
        try expectNothingLost()
    }

    /// No file may grow beyond what fits for the moment; the system refuses the write in the middle of the log, as a full disk does.
    @Test func `of a disk that takes no more`() throws {
        let told = try decide(within: ["sh", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""])
        #expect(told.status == 70)
        #expect(told.output == "")
        #expect(told.error.hasPrefix("error: \(database): the disk "), "\(told.error)")
        try expectNothingLost()
    }

    @Test func `of a folder that is not there`() throws {
        let nowhere = folder.path + "/no/such/cases.sqlite"
        for (language, words) in [("en", "error: \(nowhere): cannot open \(nowhere)\n"), ("zh", "错误：\(nowhere)：无法打开 \(nowhere)\n")] {
            let told = try Program.run(
                "case", "start", "newborn", "--from", "married-local-couple", "--database", nowhere, "--lang", language)
            #expect([told.status, told.output.isEmpty ? 0 : 1] == [70, 0])
            #expect(told.error == words)
        }
    }

    /// R7: the case goes on; the log stays in its order, and no limit has come nearer.
    @Test func `of a clock that jumps a day back`() throws {
        let before = try Program.run(
            "case", "deadline", id, "birth-notice", "--database", database, "--format", "json", "--now", "2026-03-02 10:00")
        let moved = try decide(on: "2026-03-01 08:00")
        #expect(moved.status == 0, "\(moved.error)")
        let events = try Program.run("case", "events", id, "--database", database).json().list
        let moments = events.compactMap { $0["at"].text }
        #expect(moments.count == events.count && moments == moments.sorted())
        let verified = try Program.run("verify", "--rebuild", "--database", database, "--format", "json")
        #expect(verified.status == 0)
        #expect(try verified.json()["entries"].number == 2)
        #expect(before.status == 0)
    }
}
