import Foundation
import TestSupport
import Testing

@testable import Workflow

/// What to connect next, against sums made by hand.
@Suite(.serialized) struct `What to connect next` {
    /// Three papers: one with a licence, one with a source, one with neither; and two that nothing can spare.
    private static func sample(holding: Bool) -> Sample {
        var sample = Sample(items: [
            .init(
                id: "permit",
                lines: [
                    paper("paper-a", askedBy: "g1: {originals: 1, copies: 2}"), paper("paper-b"),
                    paper("paper-c", askedBy: "g1: {copies: 1}"),
                    paper("paper-d", "stays: {because: {zh: 须交, en: it stays}}"),
                    paper("paper-e", "paper-itself: {because: {zh: 须原件, en: only the paper}}"),
                ])
        ])
        sample.licences = ["card": "replaces: [paper-a]"]
        sample.sources = ["register": "replaces: [paper-b]"]
        sample.answering = []
        if holding { sample.people = "holder: {id: \"990000199501010021\", holds: [{licence: card}]}" }
        return sample
    }

    private func scenario(_ sample: Sample, licences: String = "", journeys: Int = 200, block: Int = 50) throws -> CompiledScenario {
        let ours = "grade: constructed, because: {zh: 检验, en: a test}"
        var files = try sample.files()
        files["scenarios/thing/world.yaml"] = """
            scenario: world
            title: {zh: 世界, en: A world}
            bundle: thing
            starts: 2026-03-02
            journeys: \(journeys)
            block: \(block)
            arrivals: {\(ours), every: 1 hour}
            \(licences.isEmpty ? "" : "licences: {\(ours), each: {\(licences)}}")
            applicants: {\(ours), typed-field: 0 minutes, paper: 18 hours, copy: 0 minutes, visit: 0 minutes, answers-after: 0 minutes, wrong-field: 0%, wrong-paper: 0%, gives-up: 0%}
            offices: {\(ours), window: 0 minutes, each: {any: {officers: 9}}}
            work: {\(ours), any: 1 minutes}
            """
        let folder = DefinitionFolder.read(files)
        let compilation = folder.definitions.compile()
        let errors = (folder.diagnostics + compilation.diagnostics).filter { $0.severity == .error }
        guard let scenario = compilation.scenario("world", of: "thing") else { throw Unexpected("\(errors)") }
        return scenario
    }

    private func means(_ entry: NextShare.Entry) -> [NextShare.Figure: Double] { entry.spared.mapValues(\.mean) }

    @Test func `spares everybody what nobody has`() throws {
        let share = NextShare(try scenario(Self.sample(holding: false)), journeys: 40, seed: 1)
        #expect(share.people == 40)
        try #require(share.entries.count == 3)
        // A paper is ten minutes and a copy three: 16, 13 and 10.
        #expect(share.entries.map(\.candidate.name) == ["card", "paper-c", "register"])
        #expect(share.entries.map(\.candidate.kind) == [.licence, .paper, .source])
        #expect(means(share.entries[0]) == [.materials: 1, .copies: 2, .fields: 0, .visits: 0, .minutes: 16])
        #expect(means(share.entries[1]) == [.materials: 1, .copies: 1, .fields: 0, .visits: 0, .minutes: 13])
        #expect(means(share.entries[2]) == [.materials: 1, .copies: 0, .fields: 0, .visits: 0, .minutes: 10])
        #expect(share.entries.allSatisfy { $0.journeys == 40 && $0.spared[.materials]?.interval == 1...1 && $0.days == nil })
        #expect(share.idle.isEmpty)
    }

    @Test func `spares a paper those who lack the licence, with the interval of so many people`() throws {
        let scenario = try scenario(Self.sample(holding: true), licences: "card: {missing: 30%}")
        let share = NextShare(scenario, journeys: 200, seed: 4)
        var population = Population(SimulatedWorld(scenario))
        let lacking = (0..<200).count {
            population.person(Draws(seed: 4).of(0).of($0), sources: [false]).situation.parties[0][0].holdings.isEmpty
        }
        let card = try #require(share.entries.first { $0.candidate.name == "card" })
        #expect((40...80).contains(lacking) && card.journeys == lacking)
        #expect(card.spared[.materials]?.mean == Double(lacking) / 200)
        let values = (0..<200).map { $0 < lacking ? 1.0 : 0 }
        let interval = try #require(card.spared[.materials]?.interval)
        let expected = try #require(Distribution(values)?.interval)
        #expect(abs(interval.lowerBound - expected.lowerBound) < 1e-9 && abs(interval.upperBound - expected.upperBound) < 1e-9)
        // Everybody has it: there is nothing left to connect.
        #expect(NextShare(try self.scenario(Self.sample(holding: true)), journeys: 20, seed: 1).idle.map(\.name) == ["card"])
    }

    @Test func `permits to use again what may not be`() throws {
        var sample = Self.sample(holding: true)
        sample.licences = ["card": "replaces: [paper-a]\nreuse: never"]
        let share = NextShare(try scenario(sample), journeys: 10, seed: 1)
        #expect(share.entries.first?.candidate.name == "card" && share.entries.first?.spared[.materials]?.mean == 1)
    }

    /// Each paper takes eighteen hours to find, all of them on working days: without one of five it is three quarters of a day less.
    @Test func `spares days as simulated, for the best few`() async throws {
        var share = NextShare(try scenario(Self.sample(holding: false), journeys: 60, block: 20), journeys: 60, seed: 2)
        await share.simulateDays(best: 2, journeys: 60)
        #expect(share.entries.map { $0.days != nil } == [true, true, false])
        let elapsed = try #require(share.entries[0].days?.elapsed)
        // People come around the clock, one an hour.
        #expect((0.6...0.9).contains(elapsed.mean) && elapsed.interval != nil, "\(elapsed)")
        let messages = NextShareMessage.all(of: share, .en)
        #expect(messages.map(\.source) == ["card", "paper-c", "register"] && messages[0].days != nil && messages[2].days == nil)
        for language in Language.allCases { #expect(NextShareText(language: language).render(share).contains("card")) }
    }
}
