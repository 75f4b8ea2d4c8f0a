import TestSupport
import Testing

/// `publish` and `migrate`, on a database and a folder of their own.
@Suite struct `Migrate commands` {
    private let folder: ScratchFolder
    private let definitions: ScratchFolder
    private let id: String

    init() throws {
        folder = try ScratchFolder()
        definitions = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        let started = try Program.run([
            "case", "start", "starting-school", "--from", "one-child-with-father", "--format", "json", "--definitions", definitions.path,
            "--database",
            folder.path + "/cases.sqlite", "--now", "2026-03-02 09:30",
        ])
        guard started.status == 0, let id = try started.json()["id"].text else { throw Unexpected(started.error) }
        self.id = id
    }

    private func run(_ words: String..., in database: String? = nil) throws -> Program.Result {
        try Program.run(words + ["--database", database ?? folder.path + "/cases.sqlite", "--now", "2026-03-02 10:00"])
    }

    @Test func `a change of words is a correction, and cases go on under it`() throws {
        try definitions.write(try definitions.text("materials.yaml") + "\n# a remark\n", to: "materials.yaml")
        let published = try run("publish", "--correction", "--definitions", definitions.path)
        #expect(published.status == 0, "\(published.error)")
        #expect(published.error.hasPrefix("published: version 2, "))
        let plan = try run("migrate", "--dry-run", "--format", "json").json()
        #expect(plan["to"]["number"] == .number(2))
        #expect(plan["classes"]["no-effect"] == .number(1))
        #expect(plan["cases"].list.map { $0["case"].text } == [id])
        #expect(plan["cases"].list.map { $0["migrated"] } == [.truth(false)])
        let done = try run("migrate")
        #expect(done.status == 0)
        #expect(done.output.contains("no effect 1, better 0, needs the applicant 0, blocked 0"))
        #expect(done.output.contains("\(id)  starting-school  no effect, migrated"))
        #expect(try run("migrate").output.hasPrefix("no open case has to go to version 2, "))
        #expect(try run("migrate", "--lang", "zh").output.hasPrefix("没有需要迁移到第 2 版"))
        #expect(try run("verify", "--rebuild").status == 0)
        #expect(try run("case", "events", id).output.contains("\"migrated\""))
    }

    @Test func `wrong words are told in one line`() throws {
        for (words, status, told) in [
            (["--to", "7"], Int32(64), "there is no version `7` of the definitions (did you mean `1`?)"),
            (["--to", "abc"], 64, "there is no version `abc` of the definitions (there are: 1)"),
            (["--bundle", "starting-schol"], 64, "there is no bundle `starting-schol` (did you mean `starting-school`?)"),
            (["--answer", "children=1"], 64, "`children=1` is not of the form `CASE:question=answer`"),
            (["--answer", "nobody:children=1"], 64, "`nobody` is no number of a case (onething case list names them)"),
            (["--agreed", "nobody"], 64, "`nobody` is no number of a case (onething case list names them)"),
        ] {
            let wrong = try Program.run(["migrate"] + words + ["--database", folder.path + "/cases.sqlite"])
            #expect(wrong.status == status)
            #expect(wrong.output == "")
            #expect(wrong.error == "error: \(told)\n")
        }
        let missing = try run("migrate", "--dry-run", in: folder.path + "/none.sqlite")
        #expect(missing.status == 64)
        #expect(missing.error.hasPrefix("error: there is no database `"))
        // A bundle without a case is no mistake.
        let none = try run("migrate", "--bundle", "library-card")
        #expect(none.status == 0)
        #expect(none.output.hasPrefix("no open case has to go to version 1, "))
    }

    @Test func `an edit that is no correction is refused in one line with the way out`() throws {
        let materials = try definitions.text("materials.yaml")
        try definitions.write(
            materials.replacing("materials:\n", with: "materials:\n  new-paper: {title: {zh: 新材料, en: new paper}}\n"), to: "materials.yaml")
        let refused = try run("publish", "--correction", "--definitions", definitions.path)
        #expect(refused.status == 1)
        #expect(refused.error.hasPrefix("error: this is no correction: `"))
        #expect(refused.error.contains(" has another place in materials; not published (publish it as a new version, "))
    }
}
