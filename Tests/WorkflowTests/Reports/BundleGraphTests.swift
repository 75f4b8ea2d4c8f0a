import Foundation
import TestSupport
import Testing

@testable import Workflow

/// A bundle as a Graphviz picture.
@Suite struct `The picture of a bundle` {
    static func graph(_ bundle: CompiledBundle, _ journey: CompiledJourney, _ language: Language) throws -> BundleGraph {
        let situation = try bundle.situation(of: journey, changed: SituationRequest())
        return BundleGraph(bundle.plan(situation, .oneGuide(of: bundle)), journey: journey.id, language)
    }

    private static func base(_ id: String, _ language: Language) throws -> String {
        let bundle = try #require(Checkout.compilation.bundle(id))
        let name = try #require(bundle.definition.base?.value)
        return try graph(bundle, #require(Checkout.compilation.journey(name, of: id)), language).text
    }

    @Test(arguments: [
        ("newborn", Language.en, "Tests/Golden/dot/newborn.dot"), ("transport-company", .en, "Tests/Golden/dot/transport-company.dot"),
        ("newborn", .en, "docs/pictures/newborn.dot"), ("newborn", .zh, "docs/pictures/newborn.zh-CN.dot"),
    ])
    func `the base journey looks as it was accepted`(bundle: String, language: Language, file: String) throws {
        let text = try Self.base(bundle, language)
        #expect(try text == Golden.expected(file, actual: text))
    }

    @Test func `every item of every situation has its box, and every order between two of them its arrow`() throws {
        var seen = 0
        for bundle in Checkout.compilation.bundles {
            for journey in Checkout.compilation.journeys where journey.bundle == bundle.id {
                for language in Language.allCases {
                    let graph = try Self.graph(bundle, journey, language)
                    let lines = graph.text.split(separator: "\n")
                    let ledger = graph.plan.ledger
                    for (place, item) in bundle.items.indices.map({ ($0, bundle.items[$0]) }) where ledger.isActive(place) {
                        let box = lines.filter { $0.hasPrefix("    \"\(item.item.id)\" [label=") }
                        #expect(box.count == 1, "\(bundle.id)/\(journey.id) \(item.item.id)")
                        #expect(box.allSatisfy { !$0.contains("dashed") })
                        for earlier in item.after where ledger.isActive(earlier) {
                            let arrow = "    \"\(bundle.items[earlier].item.id)\" -> \"\(item.item.id)\""
                            let drawn = lines.filter { $0.hasPrefix(arrow) && !$0.contains("invis") && !$0.contains("dotted") }
                            #expect(drawn.count == 1, "\(bundle.id)/\(journey.id)\(arrow)")
                            seen += 1
                        }
                    }
                    let dashed = lines.count { $0.contains("style=\"dashed\"") }
                    #expect(dashed == bundle.items.indices.count { !ledger.isActive($0) && !bundle.items[$0].isWholeList })
                }
            }
        }
        #expect(seen > 20)
    }

    @Test func `a situation that stops says so, with every box dashed`() throws {
        let bundle = try #require(Checkout.compilation.bundle("transport-company"))
        let journey = try #require(Checkout.compilation.journeys.first { $0.bundle == bundle.id })
        var request = SituationRequest()
        request.answers = [(question: "mass", answer: "up-to-4500-kg")]
        let plan = bundle.plan(try bundle.situation(of: journey, changed: request), .oneGuide(of: bundle))
        let text = BundleGraph(plan, journey: journey.id, .en).text
        #expect(text.contains("Told at once: For general goods"))
        #expect(text.matches(of: #/ \[label=".*style="dashed"/#).count == bundle.items.count { !$0.isWholeList })
    }

    @Test func `quotes, backslashes, ends of lines, entities and marks that turn the writing are escaped`() throws {
        #expect(DotText.quoted("a\"b\\c\nd&lt;\u{202E}\u{7}") == #""a\"b\\c\nd&amp;lt;��""#)
        let hostile = "\"]; x -> y [label=\"\\"
        let title = Title(zh: hostile, en: hostile)
        let reported = try ReportedDefinitions { definitions in
            for place in definitions.bundles.indices { definitions.bundles[place].title = title }
            for place in definitions.items.indices { definitions.items[place].title = title }
            for place in definitions.departments.indices { definitions.departments[place].title = title }
            for place in definitions.licences.indices { definitions.licences[place].title = title }
        }
        let bundle = try #require(reported.compilation.bundle("newborn"))
        let journey = try #require(reported.compilation.journey(bundle.definition.base?.value ?? "", of: "newborn"))
        let text = try Self.graph(bundle, journey, .en).text
        // What is left without the quoted texts is the skeleton of the picture alone.
        let skeleton = text.replacing(#/"(?:[^"\\\n]|\\.)*"/#, with: "_")
        #expect(!skeleton.contains("\"") && !skeleton.contains("\\") && !skeleton.contains("x") && !skeleton.contains(" y "))
        #expect(text.contains(#"\"]; x -> y [label=\"\\"#))
    }

    @Test(arguments: ["newborn", "newborn.zh-CN"])
    func `the rendered picture shows every text of its file, else make pictures was forgotten`(name: String) throws {
        let shown = try Checkout.text("docs/pictures/\(name).svg").replacing("&#45;", with: "-").replacing("&#39;", with: "'")
        let texts = Set(shown.matches(of: #/<text [^>]*>([^<]*)</text>/#).map { String($0.output.1) }.filter { !$0.isBlank })
        let labels = try Checkout.text("docs/pictures/\(name).dot").matches(of: #/label="([^"]*)"/#).flatMap {
            $0.output.1.components(separatedBy: "\\n")
        }
        #expect(texts == Set(labels.filter { !$0.isBlank }))
    }

    @Test func `long texts are cut at their blanks, Chinese ones anywhere but before a closing mark`() {
        #expect(DotText.wrapped("Enrolment in residents' medical insurance", width: 24) == "Enrolment in residents'\nmedical insurance")
        #expect(DotText.wrapped("预防接种证（儿童）办理", width: 12) == "预防接种证\n（儿童）办理")
        #expect(DotText.wrapped("", width: 12) == "")
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
