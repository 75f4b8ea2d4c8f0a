import Foundation
import TestSupport
import Testing

@testable import Workflow

/// Whatever a simulation is told in, the numbers are the same.
@Suite struct `A simulation that is told` {
    /// A few people of our county town, in blocks of four.
    static let few = Task {
        let file = "scenarios/newborn/county-town.yaml"
        let text = try Checkout.text("Definitions/\(file)").replacing("warm-up: 28 days", with: "warm-up: 0 days").replacing(
            "block: 200", with: "block: 4")
        let folder = try DefinitionFolder.read(at: Checkout.path("Definitions")).only(bundle: "newborn").with(scenario: file, text)
        let scenario = try #require(folder.definitions.compile().scenario("county-town", of: "newborn"))
        return SimulationReport(scenario, seed: 1, wanted: 12, await Simulation(scenario, journeys: 12, seed: 1).run(cores: 2))
    }

    private func lines(_ csv: String) -> [[String: String]] {
        let table = rows(ofCSV: csv)
        return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(table[0], $0)) }
    }

    private func json(_ message: some Encodable) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(message)) as? [String: Any])
    }

    @Test(arguments: Language.allCases) func `as CSV has the numbers of the JSON`(language: Language) async throws {
        let report = try await Self.few.value
        let csv = SimulationCSV(language: language).render(report)
        #expect(csv.hasSuffix("\r\n") && Set(rows(ofCSV: csv).map(\.count)) == [13])
        let lines = lines(csv)
        let message = try json(SimulationMessage(report, language))
        let columns = ["mean": "mean", "p50": "p50", "p90": "p90", "p99": "p99", "ciLow": "ci_low", "ciHigh": "ci_high"]
        for figure in SimulatedFigure.allCases {
            for arm in ["apart", "together", "saved"] {
                let spread = try #require((message[arm] as? [String: [String: Double]])?[figure.name])
                let line = try #require(lines.filter { $0["section"] == "figure" && $0["name"] == figure.name && $0["arm"] == arm }.only)
                // To the last digit but one, which the reader of JSON rounds.
                for (key, column) in columns {
                    let (cell, told) = (try #require(Double(line[column]!)), try #require(spread[key]))
                    #expect(abs(cell - told) <= 1e-12 * abs(told), "\(figure) \(arm) \(key)")
                }
                #expect(line["unit"] == figure.unit[language])
            }
        }
        let dispositions = try #require(message["dispositions"] as? [String: Double])
        #expect(dispositions.count == 10 && (dispositions["handed-in"] ?? 0) > 0)
        for (name, mean) in dispositions {
            #expect(lines.filter { $0["section"] == "disposition" && $0["name"] == name }.map { Double($0["mean"]!) } == [mean])
        }
        for department in try #require(message["departments"] as? [[String: Any]]) {
            let own = lines.filter { $0["section"] == "office" && $0["name"] == department["department"] as? String }
            for arm in ["apart", "together"] {
                let told = try #require(department[arm] as? [String: Any])
                func cell(_ measure: String, _ column: String) -> Double? {
                    own.filter { $0["measure"] == measure && $0["arm"] == arm }.only.flatMap { Double($0[column]!) }
                }
                #expect(cell("jobs", "total") == told["jobs"] as? Double && cell("wait", "mean") == told["meanWaitMinutes"] as? Double)
                #expect(
                    cell("utilisation", "mean") == told["utilisation"] as? Double && cell("queue", "mean") == told["meanQueue"] as? Double)
                let hours = try #require(told["queueByHour"] as? [String: Double])
                #expect(hours.count >= 45 && hours.allSatisfy { cell("queue \($0.key)", "mean") == $0.value })
            }
        }
        let assumptions = try #require(message["assumptions"] as? [[String: String]])
        #expect(lines.filter { $0["section"] == "assumption" }.map { $0["text"] } == assumptions.map { $0["value"] })
    }

    @Test func `as a page has its pictures, tables and assumptions, in both languages`() async throws {
        let report = try await Self.few.value
        for language in Language.allCases {
            let html = SimulationHTML(language: language).render(report)
            let page = try Page(html)
            #expect(html.contains(#"<html lang="\#(language(#"zh-CN"#, "en"))">"#))
            let offices = report.scenario.offices.indices.count { place in
                [report.tally.apart, report.tally.together].contains { $0.offices[place].waited > 0 }
            }
            #expect(page.pictures == 3 + offices && offices > 0)
            for passage in [
                language("几天内拿到最后结果的人", "Applicants who have their last result within so many days"),
                language("要交几行材料", "How many papers have to be handed in"), language("一周内各部门的队伍", "Queues over the week"),
                language("与公布数对照", "Beside what was announced"), Grade.constructed.title[language],
            ] { #expect(page.text.contains(passage), "\(passage)") }
            for section in ScenarioAssumptions(report.scenario).sections {
                for (path, name, value) in section.values {
                    #expect(page.text.contains("\(name[language]) \(value[language])"), "\(path)")
                }
            }
            for figure in [SimulatedFigure.elapsedDays, .materials] {
                let spread = try #require(report.distributions(figure))
                let numbers = [spread.apart.mean, spread.apart.p90, spread.together.mean].map { $0.rounded(to: 2).printed }
                #expect(page.text.contains("\(figure.title[language]) \(numbers.joined(separator: " "))"))
            }
        }
        #expect(
            SimulationHTML(language: .zh).render(report).contains("分别办") && SimulationHTML(language: .en).render(report).contains("apart"))
    }

    @Test func `of nobody is told, too`() throws {
        let scenario = try Stations(stations: [.init(item: "a", work: "5 minutes")], every: "10 minutes").compile()
        let report = SimulationReport(scenario, seed: 1, wanted: 5, SimulationTally(offices: 1))
        #expect(try Page(SimulationHTML(language: .en).render(report)).pictures == 0)
        #expect(!SimulationCSV(language: .en).render(report).contains("figure,"))
    }

    @Test func `at one value after another has the same rows for each, and a picture of each figure`() async throws {
        let report = try await Self.few.value
        let curve = SimulationCurve(
            path: "offices.each.health.officers", wanted: 2, points: [.init(value: "2", report), .init(value: "3", report)])
        let lines = lines(SimulationCSV(language: .en).render(curve))
        let plain = self.lines(SimulationCSV(language: .en).render(report))
        #expect(lines.map { $0["value"] } == plain.map { _ in "2" } + plain.map { _ in "3" })
        #expect(lines.suffix(plain.count).map { $0["mean"] } == plain.map { $0["mean"] })
        let page = try Page(SimulationHTML(language: .zh).render(curve))
        #expect(page.text.contains("offices.each.health.officers=3") && page.pictures > 10)
    }
}

extension Array {
    /// The one that there is.
    fileprivate var only: Element? { count == 1 ? self[0] : nil }
}

@Suite struct `A picture with axes` {
    @Test(
        arguments: [
            (0.0, [0.0, 1]), (3, [0, 1, 2, 3]), (0.5, [0, 0.2, 0.4, 0.6]), (7, [0, 2, 4, 6, 8]), (100, [0, 50, 100]), (0.97, [0, 0.5, 1]),
            (2_345, [0, 1_000, 2_000, 3_000]),
        ] as [(Double, [Double])])
    func `is divided by round numbers`(most: Double, values: [Double]) {
        let found = RoundNumbers(upTo: most).values
        #expect(found.count == values.count && zip(found, values).allSatisfy { abs($0 - $1) < 1e-9 }, "\(found)")
    }

    @Test func `puts everybody into one bin, however many there are`() {
        let values: [[(value: Int64, count: Int64)]] = [[(0, 3), (31, 1)], [(62, 4)]]
        let bins = HistogramPicture.bins(values)
        #expect(bins.count == 21 && bins[0].label == "0–2" && bins[0].shares == [0.75, 0] && bins[20].shares == [0, 1])
        #expect(HistogramPicture.bins([[(2, 1)], [(4, 1)]]).map(\.label) == ["2", "3", "4"])
        #expect(HistogramPicture.bins([[], []]).isEmpty)
    }
}
