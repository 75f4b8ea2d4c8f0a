import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What a reader has to know of the numbers of a simulation stands beside them.
@Suite struct `What a simulation says of its numbers` {
    private func scenario(_ path: String, setting: [(String, String)] = []) throws -> CompiledScenario {
        let file = "scenarios/\(path).yaml"
        var text = try Checkout.text("Definitions/\(file)")
        for (old, new) in setting { text = text.replacing(old, with: new) }
        let parts = path.split(separator: "/").map(String.init)
        let folder = try DefinitionFolder.read(at: Checkout.path("Definitions")).only(bundle: parts[0]).with(scenario: file, text)
        return try #require(folder.definitions.compile().scenario(parts[1], of: parts[0]))
    }

    private func report(_ scenario: CompiledScenario, journeys: Int) async -> SimulationReport {
        SimulationReport(scenario, seed: 1, wanted: journeys, await Simulation(scenario, journeys: journeys, seed: 1).run(cores: 2))
    }

    /// Twenty working days that were announced are no wrong guess of the time that it takes.
    @Test func `an announced limit is no count`() async throws {
        let report = await report(try scenario("transport-company/city"), journeys: 4)
        let message = SimulationMessage(report, .en)
        let limits = message.announced.filter { $0.kind == "limit" }
        #expect(!limits.isEmpty && limits.allSatisfy { $0.figure == "handlingDays" && $0.unexplained == nil })
        let counts = message.announced.filter { $0.kind == "count" }
        #expect(!counts.isEmpty && counts.allSatisfy { $0.figure != "handlingDays" && $0.unexplained != nil })
        let sentence = "Announced times are limits: the longest that it may take, by law or by promise."
        let page = SimulationHTML(language: .en).render(report)
        #expect(SimulationText(language: .en).render(report).contains(sentence) && page.contains(sentence))
        #expect(SimulationCSV(language: .en).render(report).contains("\r\nannounced,handlingDays,announced limit,"))
        #expect(!SimulationCSV(language: .en).render(report).contains("\r\nannounced,handlingDays,unexplained,"))
        // Where no days were announced nothing is said of them.
        let none = await self.report(try scenario("disability-services/township"), journeys: 4)
        #expect(
            none.announced(.together).allSatisfy { $0.kind == .count } == !SimulationText(language: .en).render(none).contains(sentence))
    }

    /// More comes than one officer can do: that is why some had not finished, and it is told once for each arm.
    @Test func `too much work is told once, with whose the means are`() async throws {
        let scenario = try Stations(stations: [.init(item: "a", work: "100 hours")], every: "10 minutes", journeys: 60, block: 60).compile()
        let report = await report(scenario, journeys: 60)
        #expect(report.tally.together.unfinished > 0)
        let lines = SimulationText(language: .en).render(report).split(separator: "\n").filter { $0.hasPrefix("- together: ") }
        #expect(lines.count == 1 && !lines[0].contains("nobody had anything more to do"), "\(lines)")
        #expect(
            lines.first?.hasSuffix(
                "\(report.tally.together.unfinished) applicants had not finished at the end, and means are of those who finished both ways")
                == true)
    }

    /// It ends long before anybody has his turn: the officers of the second office were idle for a third of the time, and are busy with the first.
    @Test func `so much work that hardly any is begun is an overload too`() async throws {
        let scenario = try Stations(
            stations: [.init(item: "a", officers: 5_000, work: "700 minutes"), .init(item: "b", work: "1000 days", after: ["a"])],
            every: "1 minutes", journeys: 60, block: 60
        ).compile()
        let report = await report(scenario, journeys: 60)
        #expect(report.tally.together.offices[1].utilisation < 0.9 && report.tally.together.unfinished > 0)
        #expect(report.jammed.map { "\($0.arm) \($0.office)" } == ["apart at-b", "together at-b"])
        #expect(SimulationText(language: .en).render(report).contains("together: the officers of at-b are always busy"))
    }

    /// All days of the week are as dense as nothing.
    @Test func `nobody can ever come`() async throws {
        let never = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map { "\($0): 0%" }
        let scenario = try Stations(
            stations: [.init(item: "a", work: "1 minutes")], every: "10 minutes, weekdays: {\(never.joined(separator: ", "))}",
            journeys: 7, block: 7
        ).compile()
        let report = await report(scenario, journeys: 7)
        #expect(SimulationMessage(report, .en).unfinished == ["apart": 7, "together": 7])
        #expect(SimulationText(language: .en).render(report).contains("together: 7 applicants never came"))
        #expect(SimulationText(language: .zh).render(report).contains("7 人始终没有到来"))
    }

    /// Four people who come within an hour see neither September nor its batch; of what they see nothing is said.
    @Test(arguments: [("2026-09-01", "9", true), ("2026-03-02", "3", false)])
    func `what no block comes to plays no part`(day: String, month: String, isTold: Bool) async throws {
        let scenario = try Stations(
            stations: [.init(item: "a", work: "1 minutes")],
            every: "10 minutes, months: {\(month): 150%}, batches: [{on: \(day), count: 2}]", journeys: 4, block: 4
        ).compile()
        let text = SimulationText(language: .en).render(await report(scenario, journeys: 4))
        #expect(text.contains("nobody comes in the batches of 2026-09-01") == isTold, "\(text)")
        #expect(text.contains("what arrivals.months says of month 9 plays no part") == isTold)
        #expect(text.contains("plays no part") == isTold && !text.contains("provisional"))
    }

    @Test func `years whose days off nobody has published are provisional`() async throws {
        let scenario = try Stations(
            stations: [.init(item: "a", work: "1 minutes")], every: "10 minutes", journeys: 4, block: 4, starts: "2035-03-05"
        ).compile()
        #expect(
            SimulationText(language: .en).render(await report(scenario, journeys: 4)).contains("provisional: the days off from 2035-03-05"))
    }

    /// Both children lose what rests on their registration, whether somebody applies for it or not.
    @Test func `what was never begun is not granted as often apart as together`() async throws {
        let scenario = try scenario(
            "newborn/county-town",
            setting: [
                ("warm-up: 28 days", "warm-up: 0 days"), ("block: 200", "block: 6"),
                ("children: {1: 98.5%, 2: 1.5%}", "children: {2: 100%}"),
                ("  any: 0.2%", "  any: 0%\n  items: {birth-registration: 100%}"),
            ])
        let report = await report(scenario, journeys: 6)
        let refused = try #require(report.distributions(.refused))
        #expect(refused.apart.mean == refused.together.mean && refused.apart.mean > 2, "\(refused)")
    }

    @Test func `what was set stands with the results`() async throws {
        let scenario = try scenario("newborn/county-town", setting: [("warm-up: 28 days", "warm-up: 0 days"), ("block: 200", "block: 4")])
        let tally = await Simulation(scenario, journeys: 4, seed: 1).run()
        let report = SimulationReport(scenario, seed: 1, wanted: 4, settings: ["warm-up=0 days", "block=4"], tally)
        #expect(SimulationText(language: .en).render(report).contains("- set: warm-up=0 days, block=4"))
        #expect(SimulationHTML(language: .zh).render(report).contains("改动：warm-up=0 days、block=4"))
        #expect(SimulationCSV(language: .en).render(report).contains("\r\nrun,set,"))
        #expect(SimulationMessage(report, .en).set == ["warm-up=0 days", "block=4"])
    }

    /// An office that is open for a minute a day does twelve minutes of work on twelve days.
    @Test func `officers are busy for no longer than they are there`() async throws {
        let scenario = try Stations(
            stations: [.init(item: "a", work: "12 minutes")], every: "3 minutes", open: "hours: 09:00-09:01, days: every-day", journeys: 5,
            block: 5
        ).compile()
        let tally = await Simulation(scenario, journeys: 5, seed: 1).run()
        let office = tally.together.offices[0]
        #expect(office.worked <= office.capacity && office.worked > 0, "\(office.worked) of \(office.capacity)")
        #expect(SimulationMessage(SimulationReport(scenario, seed: 1, wanted: 5, tally), .en).departments[0].together.utilisation <= 1)
    }

    @Test func `a curve says of what it is, and moves every figure`() async throws {
        let scenario = try scenario("newborn/county-town", setting: [("warm-up: 28 days", "warm-up: 0 days"), ("block: 200", "block: 4")])
        let point = SimulationCurve.Point(value: "1", await report(scenario, journeys: 8))
        let text = SimulationText(language: .en).render(SimulationCurve(path: "offices.each.health.officers", wanted: 1, points: [point]))
        #expect(text.contains("(newborn) · A county town (county-town)") && !text.contains("stopped before the end"))
        let part = SimulationText(language: .en).render(SimulationCurve(path: "offices.each.health.officers", wanted: 3, points: [point]))
        #expect(part.contains("- stopped before the end: 3 values were wanted"))
        #expect(text.contains("- 8 applicants at each value, in blocks of 4, seed 1; the same people"))
        for figure in [SimulatedFigure.materials, .visits, .handlingDays, .elapsedDays, .fields] {
            #expect(text.contains(figure.title.en), "\(figure)")
        }
    }

    @Test(arguments: Language.allCases) func `assumptions have the words of the definitions`(language: Language) async throws {
        let scenario = try scenario(
            "newborn/county-town", setting: [("  weekdays: {monday", "  months: {2: 85%}\n  weekdays: {monday")])
        let report = SimulationReport(scenario, seed: 1, wanted: 1, await Simulation(scenario, journeys: 1, seed: 1).run())
        let text = SimulationText(language: language).render(report)
        let words =
            language == .en
            ? ["block", "200 applicants", "28 days", "(married-local-couple)", "February", "Mon", "Marriage certificate"]
            : ["每组 200 人", "28 日", "（married-local-couple）", "2 月", "周一", "结婚证"]
        for word in words { #expect(text.contains(word), "\(word)") }
        let question = try #require(scenario.bundle.shared.questions.first { $0.id == "parents" })
        #expect(text.contains(question.ask[language]) && text.contains(question.answers[0].title[language]))
        let paths = SimulationMessage(report, language).assumptions.map(\.path)
        #expect(Set(["block", "warm-up", "people-like", "starts", "arrivals.months.2", "answers.parents"]).isSubset(of: paths), "\(paths)")
    }

    @Test func `of a single block there are no intervals, and how to have some`() async throws {
        let scenario = try scenario("newborn/county-town")
        let one = SimulationText(language: .en).render(await report(scenario, journeys: 2))
        #expect(
            one.contains("- of a single block (of 200 applicants) there are no intervals: take more applicants, or a smaller --set block="))
    }

    /// What a heading or a picture has said the table under it does not say once more to those who see.
    @Test func `a title is seen once`() async throws {
        let scenario = try scenario("newborn/county-town")
        let page = SimulationHTML(language: .en).render(await report(scenario, journeys: 2))
        #expect(page.contains("<h3>Apart and together (means)</h3>"))
        #expect(page.contains("<caption class=\"said\">Apart and together (means)</caption>"))
        #expect(!page.contains("<caption>Apart and together (means)</caption>"))
    }
}
