import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What a simulation was told is found again in the cases that it made.
@Suite(.serialized) struct `A fitted scenario` {
    private func cases(of scenario: CompiledScenario, journeys: Int, seed: UInt64 = 5) async -> [LoggedCase] {
        var cases: [LoggedCase] = []
        _ = await Simulation(scenario, journeys: journeys, seed: seed, arms: .together).run(logging: .together) { cases.append($0) }
        return cases
    }

    private func fit(
        _ cases: [LoggedCase], _ base: CompiledScenario, smallestCell: Int = 5, samples: Int = TimeFit.samples
    ) -> ScenarioFit {
        var fitter = ScenarioFitter(base: base, smallestCell: smallestCell, samples: samples)
        for one in cases { fitter.read(one) }
        return fitter.fit(id: "world")
    }

    /// The scenario as its file is read.
    private func compiled(_ fit: ScenarioFit, _ sources: [String: String]) throws -> CompiledScenario {
        let bundle = fit.base.bundle.id
        var sources = sources
        sources["scenarios/\(bundle)/world.yaml"] = fit.yaml
        let folder = DefinitionFolder.read(sources)
        let compilation = folder.definitions.compile()
        let errors = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
        guard errors.isEmpty, let scenario = compilation.scenario("world", of: bundle) else {
            throw Unexpected(DiagnosticText(sources: folder.sources, language: .en).render(errors))
        }
        return scenario
    }

    private func time(_ path: String, _ fit: ScenarioFit) throws -> TimeFit {
        let value = try #require(fit.values.first { $0.path == path }, "\(path)")
        guard case .time(let time) = value.what else { throw Unexpected("\(path): \(value)") }
        return time
    }

    private func share(_ path: String, _ fit: ScenarioFit) throws -> Proportion {
        let value = try #require(fit.values.first { $0.path == path }, "\(path)")
        guard case .share(let share) = value.what else { throw Unexpected("\(path): \(value)") }
        return share
    }

    /// Officers enough that nobody waits: what is measured is what they work.
    private static let stations = Stations(
        stations: [
            .init(item: "a", officers: 90, work: "{lognormal: 9 hours, cv: 0.8}"),
            .init(item: "b", officers: 90, work: "{gamma: 5 hours, cv: 0.5}", after: ["a"]),
        ],
        every: "{exponential: 90 minutes}", open: "hours: [09:00-12:00, 13:00-18:00], days: working-days", journeys: 350, block: 350)

    @Test func `has the laws and the parameters of the world that made the cases`() async throws {
        let base = try Self.stations.compile()
        let fit = fit(await cases(of: base, journeys: 350), base)
        for (item, kind, mean, cv) in [("a", LawKind.lognormal, 9.0, 0.8), ("b", .gamma, 5, 0.5)] {
            let time = try time("work.items.\(item).serve", fit)
            #expect(time.kind == kind && time.count == 350)
            #expect(try #require(time.meanInterval).contains(mean * 3_600), "\(time)")
            #expect(try #require(time.cvInterval).contains(cv), "\(time)")
            // What it is not is rejected.
            #expect(time.candidates.first { $0.kind == .exponential }.map { $0.p < 0.05 } == true)
        }
        let arrivals = try #require(fit.arrivals)
        #expect(arrivals.gaps.kind == .exponential && arrivals.keepsHours && arrivals.outside == 0)
        #expect(try #require(arrivals.gaps.meanInterval).contains(90 * 60))
        #expect(arrivals.perHourInterval.contains(60.0 / 90))
        #expect(arrivals.dispersionP > 0.01 && abs(arrivals.dispersionIndex - 1) < 0.4)
        #expect(arrivals.seasons.values.allSatisfy { !$0.isTold })
        // Tried, it is the world again: to the last result it takes as long.
        let again = try compiled(fit, Self.stations.sources)
        func hours(_ scenario: CompiledScenario) async throws -> Distribution {
            let tally = await Simulation(scenario, seed: 9, arms: .together).run()
            return try #require(tally.together.figures[SimulatedFigure.elapsedHours.rawValue].distribution(scale: 3_600))
        }
        let (one, other) = (try await hours(base), try await hours(again))
        #expect(abs(one.mean - other.mean) < 0.15 * one.mean, "\(one.mean) \(other.mean)")
    }

    /// Where there are too few officers the wait for them is in the time: it is not the law of their work any more.
    @Test func `says of a queue how long it takes, not how long officers work`() async throws {
        var stations = Self.stations
        stations.stations = [.init(item: "a", officers: 1, work: "{exponential: 70 minutes}")]
        let base = try stations.compile()
        let fit = fit(await cases(of: base, journeys: 350), base)
        #expect(try time("work.items.a.serve", fit).mean > 2 * 70 * 60)
        #expect(fit.definition.offices.each.allSatisfy { $0.officers.value == 350 && $0.leave == nil })
        #expect(fit.definition.work.assumed.because.en.contains("nobody records how long an officer works"))
    }

    @Test func `tells times that are denser, and arrivals that are no chance`() async throws {
        var stations = Self.stations
        stations.stations = [.init(item: "a", officers: 90, work: "1 hour")]
        stations.open += ", weekdays: {monday: 200%, friday: 50%}"
        var sources = stations.sources
        // Offices have no weekdays.
        sources["scenarios/line/world.yaml"] = sources["scenarios/line/world.yaml"]?.replacing(
            /officers: 90, hours: .*?\}\}\}/, with: "officers: 90, days: every-day}}")
        let compilation = DefinitionFolder.read(sources).definitions.compile()
        let base = try #require(compilation.scenario("world", of: "line"))
        let fit = fit(await cases(of: base, journeys: 500), base)
        let arrivals = try #require(fit.arrivals)
        #expect(arrivals.seasons[.weekdays]?.isTold == true && arrivals.seasons[.hours]?.isTold == false)
        let factors = try #require(arrivals.factors[.weekdays])
        // Of 2 and 0.5 among ones the usual is 1.1.
        #expect(abs(factors[0] - 2 / 1.1) < 0.35 && abs(factors[4] - 0.5 / 1.1) < 0.2, "\(factors)")
        #expect(arrivals.gaps.kind == .exponential)
        // As regular as a clock.
        let even = try Stations(stations: stations.stations, every: "30 minutes", journeys: 300, block: 300).compile()
        let regular = try #require(self.fit(await cases(of: even, journeys: 300), even).arrivals)
        #expect(regular.gaps.kind == .constant && regular.dispersionP < 0.01 && regular.dispersionIndex < 0.5)
    }

    /// Answers, licences, corrections, refusals of a bundle with all of them.
    @Test func `has the shares of a bundle, and passes as a file of the folder`() async throws {
        let file = "scenarios/newborn/county-town.yaml"
        var sources = try DefinitionFolder.read(at: Checkout.path("Definitions")).sources
        for setting in [
            "warm-up=0 days", "applicants.wrong-paper=20%", "applicants.wrong-field=1%", "refusals.any=6%", "applicants.gives-up=0%",
            "licences.each.marriage-certificate.missing=40%", "authorised.share=100%", "answers.shares.parents.married=80%",
            "answers.shares.parents.unmarried=19%", "block=250",
        ] { sources = try DefinitionSetting(setting).applied(to: sources, scenario: file) }
        let base = try #require(DefinitionFolder.read(sources).definitions.compile().scenario("county-town", of: "newborn"))
        let cases = await cases(of: base, journeys: 250)
        let fit = fit(cases, base, samples: 19)
        #expect(fit.cases == cases.count && fit.openCases == 0)
        #expect(try share("refusals.any", fit).interval.contains(0.06))
        let married = try share("licences.marriage-certificate", fit)
        // Only those whose situation asks for the certificate show whether they have it.
        #expect(married.of < 250 && married.interval.contains(0.405))
        let answers = try #require(fit.answers)
        let parents = answers.singles.first { $0.question == "parents" }?.shares ?? []
        let combined = answers.combinations.filter { $0.answers.contains { $0 == ("parents", "married") } }.reduce(0) {
            $0 + $1.share.count
        }
        let count = parents.first { $0.answer == "married" }?.share.count ?? combined
        #expect(Proportion(count, of: 250).interval.contains(0.8))
        let after = try time("applicants.answers-after", fit)
        #expect(after.mean > 86_400 && after.mean < 4 * 86_400)
        let wrong = fit.definition.applicants
        #expect((100_000...320_000).contains(wrong.wrongPaper.value) && abs(wrong.wrongField.value * 20 - wrong.wrongPaper.value) < 20)
        let again = try compiled(fit, sources)
        #expect(again.definition.block == 250 && again.definition.authorised == nil)
        // People fill in the form first: some hand in after the hours in which they begin, none on days off.
        let arrivals = try #require(fit.arrivals)
        #expect(!arrivals.keepsHours && arrivals.keepsDays && arrivals.outside > 2 && arrivals.seasons[.months]?.isTold == false)
        #expect(again.definition.arrivals.hours.isEmpty && again.definition.arrivals.days == .workingDays)
        #expect(
            again.definition.arrivals.weekdays.allSatisfy { $0.1.value > 0 }
                && again.definition.arrivals.byHour.contains { $0.1.value == 0 })
        // Whatever is told is told of five at least.
        let json = String(decoding: try JSONEncoder().encode(FitMessage(fit, .zh)), as: UTF8.self)
        #expect(!json.contains(/"n":[1-4][,}]/))
        for one in answers.singles.flatMap(\.shares) { #expect(one.share.count >= 5) }
        for one in answers.combinations { #expect(one.share.count >= 5) }
        for season in ArrivalFit.Season.allCases {
            guard let factors = arrivals.factors[season] else { continue }
            let came = cases.dropFirst().map { one in
                let at = one.events[0].at
                return switch season {
                case .hours: at.minuteOfDay / 60
                case .weekdays: at.day.weekday.rawValue - 1
                case .months: at.day.month - 1
                }
            }
            // What is as dense is not told apart.
            let groups = Dictionary(grouping: came) { factors[$0] }
            #expect(groups.values.allSatisfy { $0.count >= 5 }, "\(season): \(groups.mapValues(\.count))")
        }
        // Of what nobody has looked at yet nothing is known.
        let begun = cases.map { one in
            LoggedCase(
                id: one.id, applicant: one.applicant,
                events: Array(one.events.prefix { if case .moved = $0.fact { false } else { true } }), editions: one.editions)
        }
        let wrongYet = self.fit(begun, base, samples: 1).values.first { $0.path == "applicants.wrong" }
        #expect(wrongYet?.count == 0 && wrongYet?.reason == .tooFew, "\(String(describing: wrongYet))")
        for language in Language.allCases { #expect(!FitText(language: language).render(fit).isEmpty) }
        // A dozen without the card are too few where cells are of twenty: what was assumed stays.
        let coarse = self.fit(cases, base, smallestCell: 20, samples: 1)
        #expect(coarse.values.first { $0.path == "licences.resident-identity-card" }?.reason == .smallCell)
        let card = try #require(coarse.definition.licences?.each.first { $0.licence.value == "resident-identity-card" })
        #expect(card.missing?.value == 10_000 && card.expired?.value == 10_000)
    }

    /// Two who came late would stand alone: their hour is one with the least of the others.
    @Test func `tells of no hour in which hardly anybody came`() throws {
        let base = try Self.stations.compile()
        let days = ["02", "03", "04", "05", "06", "09", "10", "11", "12", "13", "16", "17", "18", "19", "20"]
        let often = days.flatMap { day in (0..<10).map { "2026-03-\(day) 09:0\($0)" } }
        let moments = (often + ["2026-03-04 17:20", "2026-03-11 17:40"]).compactMap { Moment($0) }
        func hours(_ smallestCell: Int) throws -> [Double] {
            let fit = ArrivalFit(moments, ObservationClock(base), smallestCell: smallestCell, samples: 1, Draws(seed: 1))
            return try #require(fit?.factors[.hours])
        }
        let (apart, together) = (try hours(2), try hours(5))
        #expect(apart[17] > 0 && apart[9] > 10 * apart[17], "\(apart)")
        #expect(together[9] == together[17] && together[10] == 0, "\(together)")
    }

    @Test func `of a few cases stays as it was assumed, and says so`() async throws {
        let base = try Self.stations.compile()
        let fit = fit(await cases(of: base, journeys: 8), base)
        #expect(!fit.values.isEmpty && fit.values.allSatisfy { $0.what == nil && $0.reason == .tooFew })
        let again = try compiled(fit, Self.stations.sources)
        #expect(again.definition.arrivals.every.shape == base.definition.arrivals.every.shape)
        #expect(again.definition.work.items.map(\.moves[0].spread.shape) == base.definition.work.items.map(\.moves[0].spread.shape))
        let text = FitText(language: .en).render(fit)
        #expect(text.contains("work.moves.serve: seen too few times, as assumed before (n 16)"), "\(text)")
        #expect(fit.definition.title.en == "As world: of too few cases nothing was measured" && text.contains("- 8 cases, handed in from"))
        // Of three not even their number is told, nor their days.
        let three = self.fit(Array(await cases(of: base, journeys: 40).suffix(3)), base)
        let json = String(decoding: try JSONEncoder().encode(FitMessage(three, .en)), as: UTF8.self)
        #expect(three.days == nil && three.definition.starts == base.definition.starts)
        #expect(!json.contains("\"cases\"") && !json.contains("\"from\"") && !three.yaml.contains("Fitted to 3"))
        #expect(FitText(language: .en).render(three).contains("- there are fewer than 5 cases, of which nothing is told"))
        // Forty are enough to fit arrivals, and too few to be told of where cells are of fifty.
        let forty = self.fit(await cases(of: base, journeys: 40), base, smallestCell: 50, samples: 1)
        #expect(forty.values.allSatisfy { $0.what == nil } && forty.definition.title.en.hasPrefix("As world"), "\(forty.definition.title)")
        let none = self.fit([], base)
        #expect(none.cases == 0 && none.days == nil)
        _ = try compiled(none, Self.stations.sources)
    }

    /// What people wrote may name somebody.
    @Test func `has nothing in it of what anybody wrote`() async throws {
        let base = try Self.stations.compile()
        let secret = Title(zh: "林晓月材料不清", en: "Lin Xiaoyue")
        let cases = await cases(of: base, journeys: 25).map { one in
            let events = one.events.map { event -> CaseEvent in
                guard case .moved(let item, let move, let to, let until, _) = event.fact else { return event }
                return CaseEvent(
                    at: event.at, by: event.by, fact: .moved(item: item, move: move, to: to, until: until, note: MoveNote(reason: secret)))
            }
            return LoggedCase(id: "990000199501010021", applicant: "林晓月", events: events, editions: one.editions)
        }
        let fit = fit(cases, base)
        let json = String(decoding: try JSONEncoder().encode(FitMessage(fit, .zh)), as: UTF8.self)
        for text in [fit.yaml, json, FitText(language: .zh).render(fit)] {
            for word in ["林晓月", "Xiaoyue", "990000199501010021"] { #expect(!text.contains(word)) }
        }
    }
}

@Suite struct `A scenario as text` {
    private static let scenarios = Checkout.compilation.scenarios.map { "\($0.bundle.id)/\($0.id)" }

    /// Written, read and written again.
    @Test(arguments: scenarios) func `is read as the scenario that it was`(path: String) throws {
        let scenario = try #require(Checkout.compilation.scenarios.first { "\($0.bundle.id)/\($0.id)" == path })
        let text = ScenarioYAML.text(scenario.definition)
        let folder = DefinitionFolder.read(["scenarios/\(path).yaml": text])
        #expect(folder.diagnostics.isEmpty, "\(DiagnosticText(sources: folder.sources, language: .en).render(folder.diagnostics))")
        let again = try #require(folder.definitions.scenarios.first)
        #expect(ScenarioYAML.text(again) == text)
        func assumptions(_ one: ScenarioDefinition) -> [String] {
            let compiled = CompiledScenario(
                definition: one, bundle: scenario.bundle, journey: scenario.journey, answers: scenario.answers, licences: scenario.licences,
                sources: scenario.sources, offices: scenario.offices, officeOf: scenario.officeOf, work: scenario.work,
                waits: scenario.waits, batches: scenario.batches, ranks: scenario.ranks, refusals: scenario.refusals,
                density: scenario.density)
            return ScenarioAssumptions(compiled).sections.flatMap { section in
                ["\(section.name) \(section.assumed.grade) \(section.assumed.because)"] + section.values.map { "\($0.path) \($0.value)" }
            }
        }
        #expect(assumptions(again) == assumptions(scenario.definition))
    }

    /// Everything that the format has.
    @Test func `has conditions, combinations, batches, waits and shared offices too`() throws {
        let page = try Checkout.text("docs/writing-definitions.md")
        let block = try #require(
            page.split(separator: "```yaml\n").first { $0.hasPrefix("scenario: county-town") }?.split(separator: "\n```").first)
        let scenario = try #require(
            DefinitionFolder.read(["scenarios/newborn/county-town.yaml": String(block)]).definitions.scenarios.first)
        let text = ScenarioYAML.text(scenario)
        let again = try #require(DefinitionFolder.read(["scenarios/newborn/county-town.yaml": text]).definitions.scenarios.first)
        #expect(ScenarioYAML.text(again) == text)
        for word in ["batches:", "given:", "combinations:", "waits:", "tariff:", "departments: [", "leave: 5%", "uniform: ["] {
            #expect(text.contains(word), "\(word)")
        }
    }
}
