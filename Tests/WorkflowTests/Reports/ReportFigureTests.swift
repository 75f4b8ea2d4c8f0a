import Testing

@testable import Workflow

@Suite struct `Every output says the figures of the plan` {
    @Test(arguments: Language.allCases)
    func `text, Markdown and HTML print the same rows of figures`(language: Language) throws {
        for report in try ReportedDefinitions.shipped.get() {
            let text = ReportText(language: language).render([report])
            let markdown = ReportMarkdown(language: language).render([report])
            let html = words(ofHTML: ReportHTML(language: language).render([report]))
            for figure in FigureKind.allCases {
                let values = [report.plan.apart, report.plan.together].map { figure.value(in: $0).printed }
                let row = [figure.title[language]] + values
                #expect(text.split(separator: "\n").contains { Array(cells($0).prefix(3)) == row })
                #expect(markdown.contains("| \(row.joined(separator: " | ")) |"))
                #expect(html.contains(row.joined(separator: " ")))
            }
            for output in [text, markdown, html] { #expect(output.contains(report.plan.equation(language))) }
        }
    }

    /// Cells of a row of a text table.
    private func cells(_ line: Substring) -> [String] {
        line.split(separator: #/\s{2,}/#).map(String.init)
    }

    @Test func `the rows of the CSV add up to the plan`() throws {
        for report in try ReportedDefinitions.shipped.get() {
            let table = rows(ofCSV: ReportCSV(language: .en).render([report]))
            let lines = table.dropFirst().map { row in Dictionary(uniqueKeysWithValues: zip(table[0], row)) }
            for disposition in Disposition.allCases {
                #expect(lines.count { $0["disposition"] == disposition.rawValue } == report.plan.dispositions[disposition])
            }
            let counted = lines.filter { $0["disposition"] != "not-applicable" }
            func pieces(_ lines: [[String: String]]) -> Int { lines.reduce(0) { $0 + Int($1["originals"]!)! + Int($1["copies"]!)! } }
            #expect(counted.count == report.plan.apart.materials)
            #expect(pieces(counted) == report.plan.apart.pieces)
            #expect(pieces(lines.filter { $0["disposition"] == "handed-in" }) == report.plan.together.pieces)
        }
    }

    @Test func `the balance closes in every journey and under both baselines`() throws {
        let compilation = try ReportedDefinitions().compilation
        #expect(!compilation.journeys.isEmpty)
        for journey in compilation.journeys {
            let bundle = try #require(compilation.bundle(journey.bundle))
            let situation = try bundle.situation(of: journey, changed: SituationRequest())
            for baseline in [Baseline.oneGuide(of: bundle), .everyGuide] {
                let plan = bundle.plan(situation, baseline)
                let terms = plan.equation(.en).matches(of: #/\d+/#).map { Int($0.output)! }
                #expect(!plan.equation(.en).contains("≠"))
                #expect(terms.count == 5 && terms.dropLast().reduce(0, +) == terms.last && terms.last == plan.apart.materials)
                let steps = WaterfallPicture(plan, .en).steps
                #expect(steps.dropFirst().reduce(0) { $0 + $1.count } == steps[0].count)
            }
        }
    }

    @Test func `announced, one guide, every guide and unexplained stand in one sentence`() throws {
        let report = try #require(ReportedDefinitions.shipped.get().first { $0.bundle.id == "newborn" })
        let plans = report.plans.map(\.apart.pieces)
        let sentence =
            "announced 52 份 · one guide per item \(plans[0]) · every guide \(plans[1]) · unexplained \(52 - plans[0]) and \(52 - plans[1])"
        #expect(ReportText(language: .en).render([report]).contains(sentence))
        #expect(words(ofHTML: ReportHTML(language: .en).render([report])).contains(sentence))
    }

    @Test func `columns stand under each other where Chinese and Latin texts meet`() {
        let table = PassageTable("表", [("名称", .name), ("n", .number), ("谁", .text)], [["居民户口簿", "1", "a"], ["photo", "120", "母亲"]])
        #expect(
            PassageText(language: .zh).render([.table(table)]) == """
                表
                  名称          n  谁
                  ──────────  ───  ────
                  居民户口簿    1  a
                  photo       120  母亲

                """)
    }

    @Test func `a stop is told alone, with its law`() throws {
        let report = try ReportedDefinitions().report("transport-company", answers: [("mass", "up-to-4500-kg")])
        let told = """
            For general goods in vehicles of up to 4500 kg neither the permit nor the certificate is needed

            Road Transport Regulations, art. 24 ¶3; Administrative Licensing Law, art. 32(1)

            """
        #expect(ReportText(language: .en).render([report]) == "A transport company starts up\n═════════════════════════════\n\n" + told)
        #expect(GuideText(language: .en).render(report.plan).hasSuffix("══\n\n" + told))
        let page = words(ofHTML: GuideHTML(language: .en).render(report.plan))
        #expect(page.hasSuffix("told at once " + told.split(separator: "\n").joined(separator: " ")))
        #expect(rows(ofCSV: ReportCSV(language: .en).render([report])).count == 1)
    }

    @Test func `the sheet names every paper to bring with its pieces, and every paper that is spared`() throws {
        for report in try ReportedDefinitions.shipped.get() {
            let sheet = words(ofHTML: GuideHTML(language: .zh).render(report.plan))
            let ledger = report.plan.ledger
            for line in ledger.lines where line.disposition != .notApplicable && line.disposition != .duplicate {
                let pieces = line.disposition == .handedIn ? " \(line.demand.originals) \(line.demand.copies) " : ""
                #expect(sheet.contains(ledger.title(line).zh + pieces))
            }
        }
    }
}
