import Foundation
import Testing

@testable import Workflow

@Suite struct `The texts of the gallery` {
    private static let hostile = #"<script>x</script> | "a"; b: c --> [*] {} #1 `code` **bold** [l](http://example.org)"#

    @Test func `whatever a title says, pages, tables and diagrams stay whole`() throws {
        let title = Title(zh: Self.hostile, en: Self.hostile)
        let reported = try ReportedDefinitions { definitions in
            for place in definitions.journeys.indices { definitions.journeys[place].title = title }
            for place in definitions.bundles.indices { definitions.bundles[place].title = title }
            for place in definitions.items.indices { definitions.items[place].title = title }
            for place in definitions.materials.indices { definitions.materials[place].title = title }
            for place in definitions.questions.indices { definitions.questions[place].ask = title }
            for place in definitions.processes.indices {
                for state in definitions.processes[place].states.indices { definitions.processes[place].states[state].title = title }
                for move in definitions.processes[place].moves.indices { definitions.processes[place].moves[move].title = title }
            }
        }
        for (path, page) in Gallery(reported.compilation).pages {
            #expect(!page.contains("<script") && !page.replacing("\\]", with: "").contains("](http"), "\(path)")
            #expect(crookedTables(page) == [], "\(path)")
            try expectWholeDiagrams(page, path)
        }
    }

    @Test func `the diagrams are whole`() throws {
        let pages = `The gallery`.pages.filter { $0.key.contains("processes/") }
        #expect(!pages.isEmpty)
        for (path, page) in pages {
            #expect(page.matches(of: #/```mermaid/#).count == 1, "\(path)")
            try expectWholeDiagrams(page, path)
        }
    }

    /// Each state is declared once, every line of the picture is between declared states, and no text is read as more than text.
    private func expectWholeDiagrams(_ page: String, _ path: String) throws {
        for block in page.matches(of: #/```mermaid\n([^`]*)```/#).map({ $0.output.1 }) {
            var lines = block.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            #expect(lines.removeFirst() == "stateDiagram-v2", "\(path)")
            var declared: [String] = []
            for line in lines {
                if let state = line.wholeMatch(of: #/state "([^"]*)" as (s\d+)/#) {
                    declared.append(String(state.output.2))
                    #expect(isPlain(state.output.1), "\(path): \(line)")
                } else if let edge = line.wholeMatch(of: #/(\[\*\]|s\d+) --> (\[\*\]|s\d+)(: (.*))?/#) {
                    let ends = [edge.output.1, edge.output.2].map(String.init).filter { $0 != "[*]" }
                    #expect(ends.allSatisfy(declared.contains), "\(path): \(line)")
                    #expect(isPlain(edge.output.4 ?? ""), "\(path): \(line)")
                } else {
                    Issue.record("\(path): \(line)")
                }
            }
            #expect(Set(declared).count == declared.count && !declared.isEmpty, "\(path)")
        }
    }

    /// Nothing but numbered marks, such as `#34;`, beside letters, digits and what means nothing to Mermaid.
    private func isPlain(_ text: Substring) -> Bool {
        let rest = text.replacing(#/#\d+;/#, with: "")
        return !rest.contains { "\"#;:{}<>[]`|\\&*%".contains($0) }
    }

    /// Every word that a script has, said in both languages.
    @Test func `a script is told in words`() throws {
        let reported = try ReportedDefinitions { definitions in
            let place = definitions.journeys.firstIndex { $0.id.value == "one-bought-vehicle" }!
            func name(_ text: String) -> Name { Located(text, at: definitions.journeys[place].id.position) }
            var script = JourneyDefinition.Script()
            script.pace = .atOnce
            let days = TimeSpan(3, .workingDays)
            script.decides = [(name("road-permit"), days)]
            script.refuses = [(name("transport-certificate"), Title(zh: "车辆不合格", en: "The vehicles fail"))]
            script.supplies = [(name("road-permit"), days), (name("transport-certificate"), nil)]
            script.moves = [
                (
                    name("road-permit"),
                    [
                        JourneyDefinition.ScriptedMove(
                            move: name("hold"), after: days, because: Title(zh: "需要鉴定", en: "An expert is asked"),
                            basis: [LegalBasis(law: name("administrative-licensing-law"), article: "45")],
                            lasts: Located(days, at: name("road-permit").position), papers: [])
                    ]
                )
            ]
            script.without = [name("safety-rules"), name("vehicle-file")]
            script.brings = [(name("safety-rules"), days)]
            script.events = [(name("plated"), days)]
            script.withdraws = [(name("transport-certificate"), days)]
            script.withdrawsAll = Located(TimeSpan(1, .months), at: name("road-permit").position)
            definitions.journeys[place].script = script
        }
        #expect(reported.compilation.diagnostics.filter { $0.severity == .error }.isEmpty)
        let pages = Gallery(reported.compilation).pages
        #expect(
            section("How it goes", of: pages["transport-company/one-bought-vehicle.md"]) == """
                - Officers decide at once.
                - “Technical file of the vehicle” does not come with the application
                - “Safety management rules” is handed in 3 working days after the application
                - 3 working days after the application: The vehicle is plated
                - “Road haulage permit”: the applicant mends or pays after 3 working days
                - “Road transport certificates”: the applicant never mends or pays
                - “Road transport certificates”: withdrawn by the applicant 3 working days after the application
                - the applicant withdraws the whole 1 month after the application
                - “Road haulage permit” is decided 3 working days after receipt
                - “Road transport certificates” is refused: The vehicles fail
                - “Road haulage permit”: put on hold (after 3 working days; An expert is asked; for 3 working days; Administrative Licensing Law, art. 45)
                """)
        #expect(
            section("怎样走", of: pages["zh-CN/transport-company/one-bought-vehicle.md"]) == """
                - 各部门当场决定。
                - 申请时不交“车辆技术档案”
                - “安全生产管理制度文本”在申请后 3 个工作日补交
                - 申请后 3 个工作日：车辆上牌
                - “道路货物运输经营许可”：申请人 3 个工作日后补正或缴费
                - “道路运输证配发”：申请人不补正、不缴费
                - “道路运输证配发”：申请人在申请后 3 个工作日撤回
                - 申请人在申请后 1 个月撤回全案
                - “道路货物运输经营许可”在收件 3 个工作日后决定
                - “道路运输证配发”不予批准：车辆不合格
                - “道路货物运输经营许可”：中止计时（3 个工作日后；需要鉴定；历时 3 个工作日；中华人民共和国行政许可法第45条）
                """)
    }

    private func section(_ heading: String, of page: String?) -> String? {
        guard let page, let start = page.range(of: "## \(heading)\n\n") else { return nil }
        let rest = page[start.upperBound...]
        return String(rest[..<(rest.range(of: "\n\n## ")?.lowerBound ?? rest.endIndex)])
    }
}
