import TestSupport
import Testing

@testable import Workflow

/// Licences in a simulation stand in for papers, or do not, as the gateway of the office judges them: the same people with the same licences come to the
/// same papers here and there.
@Suite struct `Licences of the simulation` {
    /// Something that is wrong with every licence of a type.
    struct Case: Sendable, CustomTestStringConvertible {
        var bundle: String
        var licence: Int
        var name: String
        var quality: MadeUpLicences.Quality

        var testDescription: String { "\(bundle) \(name) \(quality)" }
    }

    private static let cases = Checkout.compilation.scenarios.flatMap { scenario -> [Case] in
        let held = Set(scenario.journey.situation.parties.joined().flatMap(\.holdings).map(\.licence)).sorted()
        return held.flatMap { licence in
            [MadeUpLicences.Quality.good, .missing, .expired, .otherName, .revoked].map { quality in
                Case(
                    bundle: scenario.bundle.id, licence: licence,
                    name: scenario.bundle.shared.licences[licence].definition.id.value, quality: quality)
            }
        }
    }

    /// The scenario of a bundle with the answers of its example.
    private func scenario(
        _ bundle: String, _ licences: [CompiledScenario.LicenceQuality] = [], authorised: Int? = nil
    ) throws -> CompiledScenario {
        let base = try #require(Checkout.compilation.scenarios.first { $0.bundle.id == bundle })
        var definition = base.definition
        definition.authorised = authorised.map { (definition.arrivals.assumed, Located($0, at: definition.position)) }
        return CompiledScenario(
            definition: definition, bundle: base.bundle, journey: base.journey, answers: .init(), licences: licences, sources: base.sources,
            offices: base.offices, officeOf: base.officeOf, work: base.work, waits: base.waits, batches: base.batches, ranks: base.ranks,
            refusals: base.refusals, density: base.density)
    }

    private func quality(_ licence: Int, _ quality: MadeUpLicences.Quality) -> CompiledScenario.LicenceQuality {
        func share(_ one: MadeUpLicences.Quality) -> Int { one == quality ? 1_000_000 : 0 }
        return .init(
            licence: licence, missing: share(.missing), expired: share(.expired), nameDiffers: share(.otherName), revoked: share(.revoked))
    }

    /// What becomes of each line of somebody of a scenario.
    private func simulated(_ scenario: CompiledScenario, sources: [Bool]? = nil) -> [String: String] {
        let world = SimulatedWorld(scenario)
        var population = Population(world)
        let person = population.person(Draws(seed: 1).of(0), sources: sources ?? scenario.journey.situation.sources)
        let ledger = scenario.bundle.ledger(person.situation, world.rules.baseline)
        return Dictionary(uniqueKeysWithValues: ledger.lines.map { (ledger.id($0), $0.disposition.rawValue) })
    }

    private func office(
        _ scenario: CompiledScenario, _ licence: String, _ quality: MadeUpLicences.Quality, applicants: Set<String>? = nil
    ) async throws -> [String: String] {
        let (bundle, journey) = (scenario.bundle, scenario.journey)
        let office = try await TryOffice(.memory)
        office.clock.set("\(scenario.definition.starts) 09:30")
        let people = JourneyPeople(journey, bundle)
        for var entry in people.entries {
            let isMeant = entry["type"] == licence
            if isMeant {
                let type = try #require(bundle.shared.licences.first { $0.definition.id.value == licence })
                switch quality {
                case .good, .revoked: break
                case .missing: continue
                case .expired: entry["expiresOn"] = scenario.definition.starts.adding(days: -1).description
                case .otherName:
                    if let name = type.fillsIn.first(where: { !type.codes.contains($0.from) })?.from { entry["KZ_\(name)"] = "别的名字" }
                }
            }
            let number = try await office.issue(entry)
            if isMeant, quality == .revoked {
                let type = try #require(bundle.shared.licences.first { $0.definition.id.value == licence })
                try await office.office.setLicence(
                    number, to: .revoked, because: "why",
                    by: Caller(.officer, department: bundle.shared.departments[type.issuer].id.value))
            }
        }
        // What no licence says any more he says himself.
        var application = NewCase(bundle: bundle.id, from: journey.id)
        for entry in bundle.questions where quality != .good {
            let question = bundle.shared.questions[entry.question]
            guard let source = question.source, bundle.shared.licences[source.licence].definition.id.value == licence else { continue }
            application.answers[question.id] = journey.situation.answers[entry.question].map { question.answers[$0].id }
        }
        let started = try await office.office.start(
            application,
            of: Applying(people: people.codes, applicants: applicants ?? Set(people.codes.keys)))
        return Dictionary(uniqueKeysWithValues: started.ledger.map { ($0.line, $0.disposition) })
    }

    private func expectSame(_ office: [String: String], _ simulated: [String: String]) {
        #expect(!office.isEmpty)
        for (line, disposition) in office { #expect(simulated[line] == disposition, "\(line)") }
    }

    @Test(arguments: cases) func `stand in for the papers for which they stand in at the office`(one: Case) async throws {
        let scenario = try scenario(one.bundle, [quality(one.licence, one.quality)])
        expectSame(try await office(scenario, one.name, one.quality), simulated(scenario))
    }

    @Test(arguments: Checkout.compilation.scenarios.map(\.bundle.id)) func `are not read of whoever has not authorised it`(
        bundle: String
    ) async throws {
        let scenario = try scenario(bundle, authorised: 0)
        let applicant = try #require(
            scenario.bundle.roles.first { $0.kind == .person && $0.onlyIf.holds(scenario.journey.situation.answers) })
        // A firm is shown to be the applicant's by its licence, of which the example does not say it.
        guard !scenario.bundle.roles.contains(where: { $0.kind == .organisation && !$0.representedBy.isEmpty }) else { return }
        expectSame(try await office(scenario, "", .good, applicants: [applicant.id]), simulated(scenario))
    }

    /// Which of two is right nobody guesses: neither stands in, and more is handed in than where there were only one.
    @Test func `are both left out where they say different names`() throws {
        let shared = Checkout.compilation.shared
        let marriage = try #require(shared.licences.firstIndex { $0.definition.id.value == "marriage-certificate" })
        func handedIn(_ quality: MadeUpLicences.Quality) throws -> Int {
            simulated(try scenario("newborn", [self.quality(marriage, quality)])).values.count { $0 == "handed-in" }
        }
        let (good, missing, other) = (try handedIn(.good), try handedIn(.missing), try handedIn(.otherName))
        #expect(good < missing && missing < other, "\(good) \(missing) \(other)")
        #expect(try handedIn(.expired) == missing && handedIn(.revoked) == missing)
    }

    /// A source that is down has nothing of anybody for whoever comes then.
    @Test(arguments: Checkout.compilation.scenarios.map(\.bundle.id)) func `of a source that is down are handed in`(bundle: String) throws {
        let scenario = try scenario(bundle)
        let down = simulated(scenario, sources: scenario.journey.situation.sources.map { _ in false })
        #expect(!down.values.contains("shared") && simulated(scenario).values.contains("shared"))
    }

    /// Whoever is like the example holds what it holds, and no more.
    @Test(arguments: Checkout.compilation.scenarios.map(\.bundle.id)) func `are those of the example where nothing is wrong`(
        bundle: String
    ) throws {
        let scenario = try scenario(bundle)
        let world = SimulatedWorld(scenario)
        let ledger = scenario.bundle.ledger(scenario.journey.situation, world.rules.baseline)
        let expected = Dictionary(uniqueKeysWithValues: ledger.lines.map { (ledger.id($0), $0.disposition.rawValue) })
        #expect(simulated(scenario) == expected)
    }
}
