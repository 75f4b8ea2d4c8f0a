import Foundation
import TestSupport
import Testing

/// `case form` of a draft: what was typed in an earlier case, and taking it.
@Suite struct `Commands of what was typed once` {
    private let folder = try! ScratchFolder()
    private static let wife = "990000199501010021"

    private func run(_ words: String..., on day: String = "2026-03-02") throws -> Program.Result {
        let database = ["--database", folder.path + "/onething.sqlite", "--now", "\(day) 09:30", "--lang", "en"]
        let result = try Program.run(words + database)
        guard result.status == 0 else { throw Unexpected("\(words): \(result.status) \(result.error)") }
        return result
    }

    @Test func `case form offers it, takes it when asked, and says where it comes from`() throws {
        try folder.write(#"{"mother": "\#(Self.wife)"}"#, to: "people.json")
        try folder.write(#"{"mother.phone": "139-00000000", "mother.citizenship": "CANARY-CN"}"#, to: "form.json")
        let who = ["--people", folder.path + "/people.json", "--applicant", "mother"]
        let start = [
            "case", "start", "newborn", "--from", "married-local-couple", "--form", folder.path + "/form.json", "--format", "json",
        ]
        let database = ["--database", folder.path + "/onething.sqlite", "--now", "2026-03-02 09:30"]
        let first = try Program.run(start + who + database).json()["id"].text ?? ""
        #expect(!first.isEmpty)
        let draft =
            try Program.run(
                ["case", "draft", "newborn", "--from", "married-local-couple", "--format", "json"] + who + database
            ).json()["id"].text ?? ""

        func line(_ name: String, _ more: String...) throws -> String {
            let shown = try Program.run(["case", "form", draft, "--lang", "en"] + more + database)
            #expect(shown.status == 0, "\(shown.error)")
            return shown.output.split(separator: "\n").map(String.init).first { $0.hasPrefix(name + " ") } ?? ""
        }
        #expect(try line("mother.phone").hasSuffix("typed on 2026-03-02 in case \(first) (--take mother.phone)"))
        #expect(try line("mother.citizenship").hasSuffix("typed on 2026-03-02 in case \(first) (filled in by itself)"))
        #expect(!(try run("case", "form", draft).output.contains(/CANARY|139-00000000/)))
        #expect(try line("mother.phone", "--values").hasSuffix(": 139-00000000"))
        #expect(try line("mother.phone", "--take", "mother.phone").hasSuffix("filled in  typed:\(first) 2026-03-02"))
        let wanted = try SampleForm.of("newborn", from: "married-local-couple", holding: false).filter {
            !["mother.phone", "mother.citizenship"].contains($0.key)
        }
        try folder.write(String(decoding: try JSONEncoder().encode(wanted), as: UTF8.self), to: "rest.json")
        _ = try run("case", "fill", draft, "--form", folder.path + "/rest.json")
        _ = try run("case", "submit", draft)
        let fields = try run("case", "form", draft, "--format", "json").json()["fields"].list
        let origins = fields.filter { ($0["origin"].text ?? "").hasPrefix("typed:") }.map { $0["id"].text }
        #expect(origins == ["mother.phone", "mother.citizenship"])
        let uses = try run("data-uses", "--person", Self.wife).output
        #expect(
            uses.split(separator: "\n").count { $0.contains("typed before, used again") && $0.hasSuffix("typed in case \(first)") } == 2)
        #expect(!uses.contains(/CANARY|139-00000000/))
        #expect(try run("verify", "--rebuild").status == 0)
    }
}
