import TestSupport
import Testing

@testable import Workflow

/// What holds of every migration, over random cases of our own bundles in every stage.
@Suite struct `In every migration` {
    private static let digests = (from: "one", to: "other")

    /// Random open cases of a bundle, each with the moment to which it has come.
    private func cases(_ rules: CaseRules, _ count: Int, _ commands: inout RandomCommands) -> [ObservedCase] {
        var cases: [ObservedCase] = []
        while cases.count < count {
            let situation = rules.bundle.randomSituation(startingIn2026: &commands.numbers)
            guard let moment = Moment(day: situation.starts, minuteOfDay: 600) else { continue }
            var one = ObservedCase(rules: rules, situation: situation, submittedAt: moment)
            let missing = rules.bundle.shared.materials.indices.filter { _ in commands.chance(3) }
            one.give(CaseCommand(by: .applicant, .submit(Application(answers: situation.answers, without: Set(missing)))))
            for _ in 0..<Int.random(in: 0...15, using: &commands.numbers) {
                one.now = one.now.adding(minutes: commands.pause())
                one.give(commands.next(on: one.state))
            }
            one.give(CaseCommand(by: .system, .letTimePass))
            if one.state.phase == .open { cases.append(one) }
        }
        return cases
    }

    private func plan(_ one: ObservedCase, to rules: CaseRules) -> MigrationPlan {
        let circumstances = Circumstances(at: one.now, calendar: rules.bundle.shared.calendar)
        return MigrationPlan(of: one.state, from: one.rules, to: rules, digests: Self.digests, given: circumstances)
    }

    private func migrated(_ one: ObservedCase, _ migration: Migration, under rules: CaseRules) -> (state: CaseState, events: [CaseEvent]) {
        let circumstances = Circumstances(at: one.now, calendar: rules.bundle.shared.calendar)
        var (state, events) = (one.state, [circumstances.event(by: .system, .migrated(migration))])
        CaseMachine.follow(from: 0, on: &state, rules, circumstances, &events)
        return (state, events)
    }

    /// The same definitions once more: nothing changes, neither what stands nor what can be done.
    @Test(arguments: InEveryCaseBundles.all) func `the same definitions have no effect`(id: String) throws {
        let rules = CaseRules(try #require(Checkout.compilation.bundle(id)))
        var commands = RandomCommands(rules: rules, numbers: SeededNumbers(seed: 40))
        var wrong: [String] = []
        for one in cases(rules, 100, &commands) {
            let plan = plan(one, to: rules)
            guard plan.reasons.isEmpty, let migration = plan.migration else {
                wrong.append(plan.reasons.map(\.message.en).joined(separator: "; "))
                continue
            }
            let after = migrated(one, migration, under: rules)
            var expected = one.state
            expected.version += 1
            expected.edition += 1
            expected.latest = one.now.day
            // A department's own system is told that other definitions hold.
            for place in expected.items.indices where expected.items[place].news > 0 && expected.items[place].stage == .open {
                expected.items[place].news = Int32(expected.version)
            }
            if after.state != expected || after.events.count != 1 {
                wrong.append("it has changed: \(after.events.dropFirst().map(\.fact))")
            }
            if !CaseMachine.fits(after.events[0], one.state) { wrong.append("it does not fit") }
            if try EventCoding.decode(EventCoding.encode(after.events)) != after.events { wrong.append("it is stored otherwise") }
            let all = one.events + after.events
            let records = EventRecord.records(of: all, under: [rules, rules])
            if try EventRecord.events(of: records, under: [rules, rules]) != all { wrong.append("it is recorded otherwise") }
        }
        #expect(wrong == [])
    }

    /// One line of one item less: nobody is worse off, no last day is later, and nothing that was spared or has come is asked for.
    @Test(arguments: InEveryCaseBundles.all) func `a line less is never worse`(id: String) throws {
        let rules = CaseRules(try #require(Checkout.compilation.bundle(id)))
        var commands = RandomCommands(rules: rules, numbers: SeededNumbers(seed: 41))
        var wrong: [String] = []
        var better = 0
        for one in cases(rules, 100, &commands) {
            let without = CaseRules(try #require(fewerLines(rules, one, &commands)))
            let plan = plan(one, to: without)
            guard plan.kind <= .better, let migration = plan.migration else {
                wrong.append("\(one.now): \(plan.reasons.map(\.message.en).joined(separator: "; "))")
                continue
            }
            better += plan.kind == .better ? 1 : 0
            let after = migrated(one, migration, under: without).state
            wrong += complaints(one.state, after, migration)
        }
        #expect(wrong == [])
        #expect(better > 0)
    }

    /// Two versions at once, one after the other, and then on: the machine's own properties hold, and every day is the earlier of both.
    @Test(arguments: InEveryCaseBundles.all) func `a case goes on as any other does`(id: String) throws {
        let rules = CaseRules(try #require(Checkout.compilation.bundle(id)))
        var commands = RandomCommands(rules: rules, numbers: SeededNumbers(seed: 42))
        var wrong: [String] = []
        for one in cases(rules, 60, &commands) {
            let item = Int.random(in: 0..<rules.bundle.items.count, using: &commands.numbers)
            let without = CaseRules(rules.bundle.losing(line: Int.random(in: 0..<1_000, using: &commands.numbers), of: item))
            guard let migration = plan(one, to: without).migration else { continue }
            var (state, events) = migrated(one, migration, under: without)
            events = one.events + events
            var now = one.now
            var later = RandomCommands(rules: without, numbers: commands.numbers)
            for _ in 0..<15 {
                now = now.adding(minutes: later.pause())
                let circumstances = Circumstances(at: now, calendar: rules.bundle.shared.calendar)
                try? CaseMachine.handle(later.next(on: state), on: &state, under: without, given: circumstances, into: &events)
            }
            commands.numbers = later.numbers
            var replayed = CaseState()
            for event in events {
                if !CaseMachine.fits(event, replayed) { wrong.append("\(event.fact) does not fit") }
                CaseMachine.apply(event, to: &replayed)
            }
            if replayed != state { wrong.append("the replay gives another state") }
            let records = EventRecord.records(of: events, under: [rules, without])
            if (try? EventRecord.events(of: records, under: [rules, without])) != events { wrong.append("it is recorded otherwise") }
            for place in state.items.indices {
                let ledger = ClockLedger(
                    events, item: place, under: [rules, without], calendar: rules.bundle.shared.calendar, today: now.day)
                if let ledger, !ledger.fixed.allSatisfy(\.agrees) { wrong.append("the days come to something else") }
            }
        }
        #expect(wrong == [])
    }

    /// A line of an item is gone: often one whose paper has not come.
    private func fewerLines(_ rules: CaseRules, _ one: ObservedCase, _ commands: inout RandomCommands) -> CompiledBundle? {
        let lacking = CaseMachine.lacking(one.state)
        if let paper = commands.chance(2) ? lacking.randomElement(using: &commands.numbers) : nil, let submission = one.state.submission {
            let item = submission.papers[paper].item
            let number = Int(submission.papers[paper].id.split(separator: "/").last?.prefix { $0.isNumber } ?? "")
            if let line = rules.bundle.items[item].item.lines.firstIndex(where: { $0.number == number }) {
                return rules.bundle.losing(line: line, of: item)
            }
        }
        let asked = rules.asked.items.indices.filter { !rules.asked.items[$0].item.lines.isEmpty }
        return asked.randomElement(using: &commands.numbers).map {
            rules.bundle.losing(line: Int.random(in: 0..<1_000, using: &commands.numbers), of: $0)
        }
    }

    private func complaints(_ before: CaseState, _ after: CaseState, _ migration: Migration) -> [String] {
        var complaints: [String] = []
        for (one, other) in zip(before.items, after.items) {
            for limit in CaseEvent.Limit.allCases {
                if let was = one.due(limit), let now = other.due(limit), now.day > was.day { complaints.append("\(limit) is later") }
                if one.due(limit) != nil, other.due(limit) == nil, other.stage != .ended, limit != .state {
                    complaints.append("\(limit) is gone")
                }
            }
        }
        // What is wanted of the applicant, by name: only what was wanted before; another line may ask for the same paper.
        func wanted(_ state: CaseState) -> [String] {
            zip(state.submission?.papers ?? [], state.papers).filter { $1.isLacking }.map { "\($0.0.material ?? -1) \($0.0.subject)" }
        }
        var open = wanted(before)
        for paper in wanted(after) {
            if let place = open.firstIndex(of: paper) { open.remove(at: place) } else { complaints.append("\(paper) is wanted anew") }
        }
        return complaints
    }
}

/// The bundles of which random cases are made.
enum InEveryCaseBundles {
    static let all = ["newborn", "transport-company", "disability-services", "after-a-death"]
}

extension CompiledBundle {
    /// The same bundle, one line of one item gone; nothing changes where the item has none.
    fileprivate func losing(line number: Int, of place: Int) -> CompiledBundle {
        var changed = items
        let lines = items[place].item.lines
        guard !lines.isEmpty else { return self }
        let gone = number % lines.count
        let kept = lines.indices.filter { $0 != gone }
        changed[place].item = items[place].item.having(lines: kept.map { lines[$0] })
        changed[place].routes = kept.map { items[place].routes[$0] }
        return having(items: changed)
    }
}
