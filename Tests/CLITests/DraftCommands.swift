import TestSupport
import Testing

/// Drafts and offers on the command line, with our own definitions.
@Suite struct `Draft commands` {
    private let folder = try! ScratchFolder()

    private func run(_ words: String...) throws -> Program.Result {
        try Program.run(words + ["--database", folder.path + "/cases.sqlite", "--now", "2026-03-02 09:30"])
    }

    private func id(_ result: Program.Result) throws -> String {
        guard result.status == 0, let id = try result.json()["id"].text else { throw Unexpected(result.error) }
        return id
    }

    @Test func `a draft is begun, looked at, changed, and handed in`() throws {
        let begun = try run(
            "case", "draft", "disability-services", "--answer", "living-allowance=applied-for", "--person", "990001", "--format", "json")
        let id = try id(begun)
        #expect(try begun.json()["kind"].text == "draft")
        #expect(try begun.json()["open"].list.map(\.text) == ["nursing-allowance"])
        let shown = try run("case", "show", id)
        #expect(shown.output.contains("a draft, not handed in yet; by 2026-04-01 at the latest"))
        let early = try run("case", "submit", id, "--person", "990001")
        #expect(early.status == 64)
        #expect(early.error.contains("the question `nursing-allowance` is not answered"))
        let stranger = try run("case", "submit", id)
        #expect(stranger.status == 1)
        #expect(stranger.error.contains("this draft is somebody else's"))
        #expect(stranger.error.contains("say who it is with --person"))
        let wrong = try run("case", "change", id, "--answer", "nursing-allowance=perhaps", "--person", "990001")
        #expect(wrong.status == 64)
        let changed = try run(
            "case", "change", id, "--answer", "nursing-allowance=not-applied-for", "--person", "990001", "--format", "json")
        #expect(try changed.json()["open"].list.isEmpty)
        #expect(try changed.json()["papers"].list.compactMap { $0["line"].text } == ["whole-list/1", "whole-list/2"])
        #expect(try run("case", "drafts", "--person", "990001").output == "\(id)  draft  2026-04-01  disability-services\n")
        let empty = try run("case", "submit", id, "--person", "990001", "--lang", "en")
        #expect(empty.status == 1 && empty.error.contains("fields of the form are not filled in"), "\(empty.error)")
        #expect(empty.error.contains("  applicant.phone  “Telephone” (applicant) is not filled in: fill it in (write a telephone number"))
        let form = folder.path + "/form.json"
        try folder.write(try SampleForm.json(of: "disability-services", from: "living-allowance-only", holding: false), to: "form.json")
        #expect(try run("case", "fill", id, "--person", "990001", "--form", form).status == 0)
        let handedIn = try run("case", "submit", id, "--person", "990001", "--format", "json")
        #expect(handedIn.status == 0)
        #expect(try run("case", "drafts").output == "no drafts\n")
        #expect(try run("case", "show", id, "--format", "json").json()["phase"].text == "open")
        let again = try run("case", "submit", id, "--person", "990001")
        #expect(again.status == 1)
        #expect(again.error.contains("was handed in already"))
    }

    @Test func `an offer is made, told with its reason, and declined or accepted`() throws {
        _ = try run("case", "draft", "newborn")
        func offer(_ person: String) throws -> Program.Result {
            try run(
                "case", "offer", "disability-services", "--to", person, "--answer", "living-allowance=applied-for", "--answer",
                "nursing-allowance=not-applied-for", "--department", "civil-affairs", "--format", "json")
        }
        let first = try id(offer("990001"))
        let shown = try run("case", "show", first)
        #expect(shown.output.contains("an offer; it can be accepted until 2026-05-06"))
        #expect(shown.output.contains("data from: Register of the minimum living allowance"))
        #expect(try offer("990001").status == 1)
        #expect(try run("case", "discard", first, "--person", "990001").error.contains("declined"))
        #expect(try run("case", "submit", first, "--person", "990001").status == 1)
        let second = try id(offer("990002"))
        let accepted = try run("case", "submit", second, "--person", "990002", "--format", "json")
        #expect(try accepted.json()["events"].list.compactMap { $0["type"].text }.contains("offer-accepted"))
        let notOffered = try run("case", "offer", "newborn", "--to", "990003", "--from", "married-local-couple")
        #expect(notOffered.status == 1)
        #expect(notOffered.error.contains("`newborn` is not offered to anybody"))
    }

    @Test func `publishing says what becomes of drafts`() throws {
        let definitions = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        let id = try id(
            run("case", "draft", "school-canteen", "--answer", "dining-rooms=2", "--format", "json", "--definitions", definitions.path))
        let bundle = try definitions.text("bundles/school-canteen.yaml")
        try definitions.write(bundle.replacing("{dining-rooms: 1 to 3}", with: "{dining-rooms: 1 to 2}"), to: "bundles/school-canteen.yaml")
        let fits = try run("publish", "--definitions", definitions.path)
        #expect(fits.error.contains("drafts: 1 will be handed in under it, 0 under the version they were begun with"))
        #expect(!fits.error.contains(id))
        let change = try run("case", "change", id, "--answer", "dining-rooms=3")
        #expect(change.status == 64)
    }
}
