import TestSupport
import Testing

@testable import Workflow

/// What holds of every case, over random situations of our bundles and random commands, legal ones and others; 10,000 sequences in all.
@Suite struct `In every case` {
    static let bundles = ["newborn", "transport-company", "disability-services", "after-a-death"]
    static let situations = 125
    static let sequences = 20

    @Test(arguments: bundles)
    func `the rules of the machine hold after every command`(id: String) throws {
        let rules = CaseRules(try #require(Checkout.compilation.bundle(id)))
        var tally = Tally()
        for number in 0..<Self.situations {
            let seed = UInt64(20_260_302 + number)
            var commands = RandomCommands(rules: rules, numbers: SeededNumbers(seed: seed))
            let situation = rules.bundle.randomSituation(startingIn2026: &commands.numbers)
            let submitted = submit(situation, rules, &commands)
            tally.take(submitted, seed: seed)
            checkPlan(of: submitted, &tally, seed: seed)
            for _ in 0..<Self.sequences {
                var one = submitted
                for _ in 0..<Int.random(in: 5...25, using: &commands.numbers) {
                    one.now = one.now.adding(minutes: commands.pause())
                    Self.unsettle(&one, &commands)
                    one.give(commands.next(on: one.state))
                    if one.state.phase == .closed, commands.chance(3) { break }
                }
                if commands.chance(5) {
                    one.checkRecords()
                    one.checkPrinted()
                }
                tally.take(one, seed: seed)
            }
        }
        #expect(tally.broken == [], "each with the seed of its situation")
        // The commands are as various as they should be.
        #expect(tally.closed > 50 && tally.granted > 100 && tally.refused > 1_000, "\(tally)")
        #expect(tally.kinds.isSuperset(of: ["evidence", "evidenceLost", "evidenceChecked"]))
        // Few situations of the others have licences in place of papers.
        if id == "newborn" { #expect(tally.kinds.isSuperset(of: ["evidenceAwaited", "evidenceArrived", "madeOut"])) }
        #expect(tally.kinds.isSuperset(of: ["moved", "clockStarted", "clockStopped", "clockResumed", "limitPassed", "decided", "ended"]))
    }

    /// What came out of the sequences, and what did not hold.
    struct Tally {
        var broken: [String] = []
        var events = 0
        var closed = 0
        var granted = 0
        var refused = 0
        var kinds: Set<String> = []

        mutating func take(_ one: ObservedCase, seed: UInt64) {
            broken += one.broken.prefix(3).map { "seed \(seed): \($0)" }
            events += one.events.count
            closed += one.state.phase == .closed ? 1 : 0
            granted += one.state.items.count(where: \.isGranted)
            refused += one.refused
            for event in one.events { kinds.insert(String("\(event.fact)".prefix { $0 != "(" })) }
        }
    }

    private func submit(_ situation: Situation, _ rules: CaseRules, _ commands: inout RandomCommands) -> ObservedCase {
        let moment = Moment(day: situation.starts, minuteOfDay: Int.random(in: 0..<24 * 60, using: &commands.numbers))!
        var one = ObservedCase(rules: rules, situation: situation, submittedAt: moment)
        let isWhole = commands.chance(2)
        let missing = rules.bundle.shared.materials.indices.filter { _ in !isWhole && commands.chance(4) }
        let evidence = commands.chance(3) ? [] : Self.evidence(of: situation, rules)
        let isRead = evidence.map { $0.licence < 0 || !commands.chance(4) }
        let read = zip(evidence, isRead).filter(\.1).map(\.0)
        let awaited = zip(evidence, isRead).filter { !$1 }.map { one, _ in
            AwaitedEvidence(
                licence: one.licence, provider: "city", fault: "unreachable", authorisation: 0, holders: [.init(role: 0, instance: 0)],
                papers: one.papers, otherwise: one.papers.map { _ in commands.chance(3) ? .shared : .handedIn })
        }
        one.give(
            CaseCommand(
                by: .applicant,
                .submit(Application(answers: situation.answers, without: Set(missing), evidence: read, awaited: awaited))))
        return one
    }

    /// The licences that stand in for papers, as they would have been read.
    private static func evidence(of situation: Situation, _ rules: CaseRules) -> [Evidence] {
        let ledger = rules.bundle.ledger(situation, rules.baseline)
        var papers: [Int: [Int32]] = [:]
        for (number, line) in ledger.lines.enumerated() {
            var (base, first) = (line, number)
            while case .duplicate(let other) = base.cause { (base, first) = (ledger.lines[other], other) }
            switch base.cause {
            case .licence, .source: papers[first, default: []].append(Int32(number))
            default: break
            }
        }
        return papers.sorted { $0.key < $1.key }.enumerated().compactMap { number, entry in
            let licence: Int
            switch ledger.lines[entry.key].cause {
            case .licence(let type, _): licence = type
            case .source(let source): licence = SharedDefinitions.number(ofSource: source)
            default: return nil
            }
            return Evidence(licence: Int32(licence), register: Int64(number + 1), use: Int64(number + 1), papers: entry.value)
        }
    }

    /// Now and then a licence is lost, or nobody can find out how they stand.
    private static func unsettle(_ one: inout ObservedCase, _ commands: inout RandomCommands) {
        var standing = EvidenceStanding()
        for (place, evidence) in one.state.evidence.enumerated() {
            standing.losses[place] =
                evidence.loss ?? (commands.chance(60) ? EvidenceLoss.allCases.randomElement(using: &commands.numbers) : nil)
            if evidence.awaited != nil, commands.chance(12) { standing.arrived[place] = (register: Int64(place + 1), use: 1) }
            if commands.chance(12) { standing.unchecked[place] = "city" }
        }
        // Now and then one is found that was not there when it was handed in.
        if commands.chance(6) {
            let toCome = one.state.papers.indices.filter { CaseMachine.isToCome(Int32($0), one.state) }
            if let paper = toCome.randomElement(using: &commands.numbers) {
                let number = Int64(500 + one.state.evidence.count)
                standing.found = [Evidence(licence: 0, register: number, use: number, papers: [Int32(paper)])]
            }
        }
        one.standing = commands.chance(6) ? nil : standing
    }

    /// The papers of the case are settled as the plan settled them, and together is never more than apart.
    private func checkPlan(of one: ObservedCase, _ tally: inout Tally, seed: UInt64) {
        let plan = one.rules.bundle.plan(one.situation, one.rules.baseline)
        if plan.together.materials > plan.apart.materials || plan.together.visits > plan.apart.visits {
            tally.broken.append("seed \(seed): together is no more than apart")
        }
        guard one.state.phase != .new else { return }
        let figures = CaseFigures(Array(one.events.prefix(1)), under: one.rules)
        if figures.dispositions != plan.dispositions { tally.broken.append("seed \(seed): the case settles its papers as the plan does") }
    }
}

extension CompiledBundle {
    /// A random situation that starts on any day of 2026.
    func randomSituation(startingIn2026 numbers: inout SeededNumbers) -> Situation {
        var situation = randomSituation(&numbers)
        situation.starts = Day("2026-01-01")!.adding(days: Int.random(in: 0..<365, using: &numbers))
        return situation
    }
}
