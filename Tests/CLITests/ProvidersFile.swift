import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Whatever is wrong in a file of providers is told with its entry and its name, before anything is done.
@Suite struct `A file of providers` {
    private let offices = TwoOffices()
    private var folder: ScratchFolder { offices.folder }
    private var cases: [String] { offices.cases }

    static let key =
        #"{"algorithm":"ed25519","key":"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a","bodies":["119900000000000868"]}"#
    static let good =
        #"[{"name":"a","url":"http://localhost","account":"a","secretFile":"s","types":["marriage-certificate"],"keys":[\#(key)]}]"#

    private func told(_ text: String, _ command: [String] = ["case", "list"]) throws -> Program.Result {
        try folder.write(text, to: "providers.json")
        try folder.write("secret", to: "s")
        return try Program.run(command + cases)
    }

    @Test(arguments: [
        (good, "{}", "` is to be a JSON list"),
        (good, #"[{"name":"a"}]"#, "` 1. a lacks `url`\n"),
        (#""name":"a""#, #""name":"a b""#, "1. a b needs a name"),
        (#""name":"a","#, "", "` 1. lacks `name`\n"),
        ("http://localhost", "https://x", "TLS begins at a proxy"),
        ("http://localhost", "ftp://x", "no http:// address"),
        ("http://localhost", "http://u:p@x/", "no http:// address"),
        ("http://localhost", "city", "has a url that is none (such as http://127.0.0.1:8090/)"),
        ("http://localhost", "http://10.0.0.1", "plain HTTP"),
        (#""s""#, #""none""#, "secretFile"),
        (#"["marriage-certificate"]"#, "[]", "has no types"),
        (#"["marriage-certificate"]"#, #"["marriage-certificate", 1]"#, "1. a has `types` 2 that is not a text"),
        (#"["marriage-certificate"]"#, "null", "1. a has `types` that is not a list"),
        (key, "", "has no keys"),
        ("ed25519", "rsa", "has a key that is none, `keys` 1"),
        (#","bodies":["119900000000000868"]"#, "", "1. a lacks `keys` 1 `bodies`\n"),
        (#"["119900000000000868"]"#, "[]", "has no `bodies` in `keys` 1"),
        (#""bodies""#, #""bodis""#, "1. a has the unknown name `keys` 1 `bodis` (did you mean `bodies`?)"),
        (#""types""#, #""second":3,"types""#, "1. a has the unknown name `second` (did you mean `seconds`?)"),
        (#""types""#, #""seconds":"3","types""#, "1. a has `seconds` that is not a number"),
        (#""types""#, #""name":"b","types""#, "has the name `name` twice in one object"),
        (#""bodies""#, #""name":"0011223344556677","bodies""#, "has a key of another `name`, `keys` 1: it is 21fe31dfa154a261"),
    ]) func `says where they are and how they sign`(old: String, new: String, told: String) throws {
        let result = try self.told(Self.good.replacing(old, with: new))
        #expect(result.status == 64 && result.error.contains(told), "\(result.error)")
    }

    /// What the definitions do not know would never be asked for, or never be believed.
    @Test(arguments: [
        (
            "marriage-certificate", "marriage-certifcate",
            "1. a has unknown `types`: `marriage-certifcate` (did you mean `marriage-certificate`?)"
        ),
        (
            "119900000000000868", "119900000000000869",
            "1. a has unknown `bodies` in `keys` 1: `119900000000000869` (did you mean `119900000000000868`?)"
        ),
    ]) func `names what the definitions know`(old: String, new: String, told: String) throws {
        let start = ["case", "start", "newborn", "--from", "married-local-couple"]
        let unpublished = try self.told(Self.good.replacing(old, with: new), start)
        #expect(unpublished.status == 64 && unpublished.error.contains(told), "\(unpublished.error)")
        #expect(try self.told(Self.good, start).status == 0)
        let published = try self.told(Self.good.replacing(old, with: new), ["case", "tick"])
        #expect(published.status == 64 && published.error.contains(told), "\(published.error)")
        #expect(try self.told(Self.good, ["case", "tick"]).status == 0)
    }

    /// The key of somebody else: nobody is asked for a paper because of it, and its owner learns what is wrong.
    @Test func `has the keys that sign, else there is an incident with the reason`() throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == "newborn/married-local-couple" })
        let people = try offices.issue(journey)
        let program = try offices.serve()
        defer { program.stop() }
        let right = try folder.text("providers.json")
        let key = try #require(right.firstMatch(of: /"key" ?: ?"([0-9a-f]{64})"/)).output.1
        let name = try #require(right.firstMatch(of: /, ?"name" ?: ?"([0-9a-f]{16})"|"name" ?: ?"[0-9a-f]{16}" ?,/)).output.0
        let other = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        try folder.write(right.replacing(key, with: other).replacing(name, with: ""), to: "providers.json")
        let start = ["case", "start", journey.bundle, "--from", journey.id, "--people", folder.path + "/people.json"]
        let applied = try Program.run(start + people.codes.keys.sorted().flatMap { ["--applicant", $0] } + cases)
        #expect(applied.status == 0 && applied.error.contains("it is signed by a key that is not known"), "\(applied.error)")
        let incidents = try offices.run("licence", "incidents", "--format", "json", with: cases).json().list
        #expect(!incidents.isEmpty && incidents.contains { $0["fault"].text == "unknown-key" && $0["owner"].text == "data-desk" })

        try folder.write(right, to: "providers.json")
        let later = Moment(secondsSince1970: Int(Date().timeIntervalSince1970) + 300)
        let ticked = try Program.run(["case", "tick", "--now", "\(later)"] + cases)
        #expect(ticked.status == 0 && ticked.error.contains("came to an end: \(incidents.count)"), "\(ticked.error)")
        #expect(ticked.output == "", "nothing was due but that")
    }
}
