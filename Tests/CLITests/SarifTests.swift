import Foundation
import TestSupport
import Testing

/// `check --format sarif`: what editors and code scanning read.
@Suite struct `Check as SARIF` {
    private func sarif(_ folder: ScratchFolder, _ arguments: String...) throws -> (run: JSON, status: Int32) {
        let result = try Program.run(["check", "--format", "sarif", "--definitions", folder.path] + arguments)
        #expect(result.error == "", "nothing but the document")
        let document = try result.json()
        #expect(document.keys == ["$schema", "version", "runs"])
        #expect(document["version"] == .text("2.1.0"))
        #expect(document["runs"].list.count == 1)
        return (document["runs"][0], result.status)
    }

    private func place(_ result: JSON) -> [JSON] {
        let place = result["locations"][0]["physicalLocation"]
        let region = place["region"]
        return [place["artifactLocation"]["uri"], region["startLine"], region["startColumn"], region["endColumn"]]
    }

    @Test func `every mistake has its rule, level, place and words`() throws {
        let folder = try ScratchFolder.copy(of: "Examples/mistakes")
        let (run, status) = try sarif(folder)
        #expect(status == 1)
        #expect(run.keys == ["tool", "language", "columnKind", "originalUriBaseIds", "results"])
        #expect(run["columnKind"] == .text("unicodeCodePoints"))
        #expect(run["originalUriBaseIds"]["DEFINITIONS"]["uri"] == .text("file://\(folder.path)/"))
        let driver = run["tool"]["driver"]
        #expect(driver["name"] == .text("onething"))
        #expect(driver["semanticVersion"].text?.wholeMatch(of: #/\d+\.\d+\.\d+/#) != nil)
        let results = run["results"].list
        #expect(results.compactMap(\.["ruleId"].text) == ["unknown-law", "missing-unit", "full-width"])
        #expect(results.map(\.["level"]) == Array(repeating: .text("error"), count: 3))
        #expect(
            results.map(place) == [
                [.text("items/transport/bus-pass.yaml"), .number(6), .number(15), .number(27)],
                [.text("items/transport/bus-pass.yaml"), .number(7), .number(24), .number(25)],
                [.text("licences/residence-permit.yaml"), .number(2), .number(16), .number(17)],
            ])
        #expect(
            results[0]["message"]["text"] == .text("no law is called `sample-ruels`\ndid you mean `sample-rules` (laws.yaml:2)?"))
        for result in results {
            #expect(result["locations"][0]["physicalLocation"]["artifactLocation"]["uriBaseId"] == .text("DEFINITIONS"))
        }
    }

    @Test func `ruleIndex points at the rule, and its page is there`() throws {
        let (run, _) = try sarif(.copy(of: "Examples/mistakes"))
        let rules = run["tool"]["driver"]["rules"].list
        #expect(rules.compactMap(\.["id"].text) == ["full-width", "missing-unit", "unknown-law"], "only the codes that occur, each once")
        for result in run["results"].list {
            #expect(rules[Int(try #require(result["ruleIndex"].number))]["id"] == result["ruleId"])
        }
        for rule in rules {
            #expect(rule["shortDescription"]["text"] == rule["id"])
            #expect(rule["defaultConfiguration"]["level"] == .text("error"))
            #expect(try Checkout.text(#require(rule["help"]["text"].text)).isEmpty == false)
        }
    }

    @Test func `the words are Chinese where Chinese is asked for, and nothing else differs`() throws {
        let folder = try ScratchFolder.copy(of: "Examples/mistakes")
        let (english, _) = try sarif(folder)
        let (chinese, status) = try sarif(folder, "--lang", "zh")
        #expect(status == 1)
        #expect([english["language"], chinese["language"]] == [.text("en"), .text("zh-CN")])
        #expect(chinese["results"].list.map(place) == english["results"].list.map(place))
        #expect(chinese["tool"] == english["tool"])
        let texts = chinese["results"].list.compactMap(\.["message"]["text"].text)
        #expect(texts.count == 3)
        #expect(texts.allSatisfy { $0.contains(#/\p{Han}/#) })
    }

    @Test func `a warning is good, and under --strict its result is an error but its rule is not`() throws {
        let folder = try ScratchFolder.copy(of: "Tests/BadDefinitions/_sound")
        try folder.edit("materials.yaml", "  photo: ", "  never-used: {title: {zh: 无用, en: Never used}}\n  photo: ")
        func levels(_ run: JSON) -> [JSON] {
            [run["results"][0]["level"], run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"]]
        }
        let (lax, good) = try sarif(folder)
        #expect(good == 0)
        #expect(lax["results"].list.count == 1)
        #expect(levels(lax) == [.text("warning"), .text("warning")])
        let (strict, bad) = try sarif(folder, "--strict")
        #expect(bad == 1)
        #expect(levels(strict) == [.text("error"), .text("warning")])
    }

    @Test func `names with spaces and Chinese characters are percent-encoded, of files and of the folder`() throws {
        let outer = try ScratchFolder()
        let folder = outer.path + "/我的 100%"
        try FileManager.default.copyItem(atPath: Checkout.path("Tests/BadDefinitions/_sound"), toPath: folder)
        try "x: 1\n".write(toFile: folder + "/licences/学生 证.yaml", atomically: true, encoding: .utf8)
        let run = try Program.run("check", "--format", "sarif", "--definitions", folder).json()["runs"][0]
        #expect(
            run["originalUriBaseIds"]["DEFINITIONS"]["uri"] == .text("file://\(outer.path)/%E6%88%91%E7%9A%84%20100%25/"))
        let uris = Set(run["results"].list.compactMap { place($0)[0].text })
        #expect(uris == ["licences/%E5%AD%A6%E7%94%9F%20%E8%AF%81.yaml"])
    }

    @Test func `sound definitions give an empty list of results`() throws {
        let (run, status) = try sarif(.copy(of: "Tests/BadDefinitions/_sound"))
        #expect(status == 0)
        #expect(run["results"] == .list([]))
        #expect(run["tool"]["driver"]["rules"] == .list([]))
    }
}
