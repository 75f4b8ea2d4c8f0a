import Foundation
import TestSupport
import Testing

/// The commands around the log of uses of data: consents to what is sensitive, refusals, and what a holder is told later.
@Suite struct `Commands of the log of uses` {
    private let folder = try! ScratchFolder()
    private var database: [String] { ["--database", folder.path + "/onething.sqlite", "--now", "2026-03-02 09:30", "--lang", "en"] }
    private static let wife = "990000199501010021"
    private static let husband = "990000199306150010"

    private func run(_ words: String..., status: Int32 = 0) throws -> Program.Result {
        let result = try Program.run(words + database)
        guard result.status == status else { throw Unexpected("\(words): \(result.status) \(result.error)") }
        return result
    }

    private func issue() throws {
        try folder.write(
            """
            {"type": "marriage-certificate", "number": "J999999-2023-000001", "holder-1": "\(Self.wife)", "holder-2": "\(Self.husband)",
             "KZ_女方姓名": "林晓月", "KZ_女方证件号": "\(Self.wife)", "KZ_男方姓名": "周远山", "KZ_男方证件号": "\(Self.husband)", "KZ_登记日期": "2023-05-20"}
            """, to: "marriage.json")
        _ = try run("licence", "issue", folder.path + "/marriage.json", "--department", "civil-affairs")
    }

    @Test func `consent give says whether it covers what is sensitive`() throws {
        let draft = try run("case", "draft", "newborn", "--from", "married-local-couple", "--format", "json").json()["id"].text ?? ""
        _ = try run("consent", "give", draft, "--person", Self.husband)
        _ = try run("consent", "give", draft, "--person", Self.husband, "--sensitive")
        let list = try run("consent", "list", "--person", Self.husband).output.split(separator: "\n")
        #expect(list.map { $0.hasSuffix("what is sensitive, too") } == [false, true])
        let uses = try run("data-uses", "--person", Self.husband, "--format", "json").json().list
        #expect(uses.map { $0["highest"].text } == ["personal", "sensitive"])
    }

    @Test func `licence show by an auditor is refused, and its holder sees that`() throws {
        try issue()
        let refused = try run("licence", "show", "1", "--purpose", "to see it", "--by", "auditor", status: 1)
        #expect(refused.error.contains("the role auditor may never keep licences") && refused.output.isEmpty)
        let rows = try run("data-uses", "--person", Self.husband).output.split(separator: "\n")
        #expect(rows.count == 2 && rows[1].contains("not let  auditor") && rows[1].contains("to see it  no basis"))
    }

    @Test func `licence show can be told later, and data-uses release tells it at once`() throws {
        try issue()
        func show(_ more: String..., status: Int32) throws -> Program.Result {
            let words = ["licence", "show", "1", "--purpose", "an inquiry", "--field", "登记日期", "--department", "civil-affairs"]
            let result = try Program.run(words + more + database)
            #expect(result.status == status, "\(more): \(result.error)")
            return result
        }
        #expect(try show("--defer-until", "2026-03-09", status: 64).error.contains("--defer-until and --defer-by go together"))
        #expect(try show("--defer-until", "soon", "--defer-by", "civil-code", status: 64).error.contains("`soon` is no day"))
        #expect(
            try show("--defer-until", "2026-03-09", "--defer-by", "civil-cod/1", status: 64).error.contains("did you mean `civil-code`?"))
        _ = try show("--defer-until", "2026-03-09", "--defer-by", "personal-information-protection-law/35", status: 0)
        #expect(try run("data-uses", "--person", Self.husband).output.split(separator: "\n").count == 1)
        let audited = try run("data-uses", "--person", Self.husband, "--by", "auditor").output.split(separator: "\n")
        #expect(audited.last?.hasSuffix("told after 2026-03-09 (personal-information-protection-law/35)") == true)
        #expect(audited.last?.contains("sensitive") == true)
        _ = try run("data-uses", "release", "2", "--department", "public-security", status: 1)
        #expect(try run("data-uses", "release", "2", "--department", "civil-affairs").output == "shown\n")
        let rows = try run("data-uses", "--person", Self.husband, "--format", "json").json().list
        #expect(rows.map { $0["act"].text } == ["issued", "read", "released"])
        #expect(rows[1]["deferredBy"].text == "personal-information-protection-law/35" && rows[2]["released"].number == 2)
        #expect(try run("verify").status == 0)
    }
}
