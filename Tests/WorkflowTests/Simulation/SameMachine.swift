import TestSupport
import Testing

@testable import Workflow

/// What the simulation does with a case is what the office does.
@Suite struct `A case in the simulation` {
    private static let journeys = Checkout.compilation.journeys.map { "\($0.bundle)/\($0.id)" }.sorted()

    private static let worlds = Dictionary(uniqueKeysWithValues: Checkout.compilation.scenarios.map { ($0.bundle.id, SimulatedWorld($0)) })

    /// The same commands at the same moments, by the clock and the hand of the simulation.
    private func simulated(_ walk: Walk) throws -> [CaseEvent] {
        let world = try #require(Self.worlds[walk.bundle.id])
        var run = BlockRun(world, isTogether: true, seed: 1, block: 0, wanted: 1)
        let plan = PlannedPerson(walk.journey.situation, world)
        let person = run.people.add(SimulatedPerson(plan, Draws(seed: 1), number: nil, at: 0, isTogether: true))
        let place = run.applications.add(SimulatedApplication(person: person, errand: -1, plan, Draws(seed: 1)))
        var events: [CaseEvent] = []
        for (number, (at, command)) in walk.commands.enumerated() {
            run.now = world.time(of: at.day) + Int64(at.minuteOfDay) * 60
            #expect(world.moment(at: run.now) == at)
            // In the words of a request, as the office takes them.
            let state = run.applications[place].state
            let action = try number == 0 ? nil : walk.request(command)?.action(state, world.rules) { _ in -1 }
            run.circumstances = world.circumstances
            run.circumstances.now = at
            if number == 0 { run.circumstances = handingIn(walk, plan, at, world) }
            run.give(action.map { CaseCommand(by: command.by, $0) } ?? command, to: place, on: world.ways[0], in: world)
            events += run.events
        }
        #expect(run.refusedCommands == 0)
        return events
    }

    /// Settled beforehand, as the simulation does it, where everything comes with the application.
    private func handingIn(_ walk: Walk, _ plan: PlannedPerson, _ at: Moment, _ world: SimulatedWorld) -> Circumstances {
        walk.journey.definition.script.without.isEmpty
            ? plan.handingIn(0, at: at, under: world.rules).given
            : Circumstances(of: walk.journey.situation, at: at, calendar: world.circumstances.calendar)
    }

    @Test(arguments: journeys) func `has event for event the trace that it has in the office`(path: String) async throws {
        let journey = try #require(Checkout.compilation.journeys.first { "\($0.bundle)/\($0.id)" == path })
        let walk = journey.walk(under: CaseRules(try #require(Checkout.compilation.bundle(journey.bundle))))
        let office = try await TryOffice(.memory)
        office.clock.set(try #require(walk.commands.first).at.description)
        // Where the bundle stops, nothing is taken in, here or there.
        if walk.refusal != nil {
            #expect(try await office.office.start(NewCase(bundle: journey.bundle, from: journey.id)).refused?.code == "stopped")
            #expect(PlannedPerson(journey.situation, try #require(Self.worlds[journey.bundle])).isStopped)
            return
        }
        var application = NewCase(bundle: journey.bundle, from: journey.id)
        application.without = journey.definition.script.without.map(\.value)
        let id = try #require(CaseID(try await office.office.start(application).caseID))
        for (at, command) in walk.commands.dropFirst() {
            office.clock.set(at.description)
            _ = try await office.office.handle(#require(walk.request(command)), on: id, by: Caller(command.by.role))
        }
        // A simulation writes nothing down.
        let trace = try await office.office.events(of: id).map { record in
            var record = record
            record.recorded = nil
            return record
        }
        #expect(EventRecord.records(of: try simulated(walk), under: [walk.rules]) == trace && trace.count > 3)
    }

    /// What an application comes to is kept from one day to the next only where the day changes nothing of it.
    @Test func `comes to the same as if it were settled anew on every day`() throws {
        var kept = 0
        for journey in Checkout.compilation.journeys {
            let world = try #require(Self.worlds[journey.bundle])
            let plan = PlannedPerson(journey.situation, world)
            if plan.isStopped { continue }
            let first = journey.definition.starts
            var last: [Submission?] = world.ways.map { _ in nil }
            for days in [0, 0, 1, 3, 200, 3_000, 20_000] {
                guard let now = Moment(day: first.day.adding(days: days), minuteOfDay: 600) else { continue }
                for part in [0] + plan.errands.map({ 1 + $0.item }) {
                    let rules = world.ways[part].rules
                    let (command, given) = plan.handingIn(part, at: now, under: rules)
                    guard case .submit(let application) = command.action, let settled = given.settled else { throw Unexpected("nothing") }
                    var anew = given
                    anew.settled = nil
                    #expect(CaseMachine.settle(application, rules, anew) == settled, "\(journey.id) \(part) \(now)")
                    if last[part] === settled { kept += 1 }
                    last[part] = settled
                }
            }
        }
        #expect(kept > 1_000, "most is kept: \(kept)")
    }
}
