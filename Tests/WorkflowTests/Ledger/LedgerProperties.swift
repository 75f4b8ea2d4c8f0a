import TestSupport
import Testing

@testable import Workflow

/// What holds of every ledger, over random situations of our bundles: answers, holdings, sources that answer, baselines.
@Suite struct `In every situation` {
    static let bundles = ["newborn", "transport-company", "disability-services", "after-a-death"]

    /// The properties that do not hold, each with the situation in which it does not.
    private func broken(_ plan: Plan) -> [String] {
        let ledger = plan.ledger
        var broken: [String] = []
        func check(_ property: String, _ holds: Bool, _ line: LedgerLine? = nil) {
            if !holds { broken.append(property + (line.map { ": \(ledger.id($0))" } ?? "")) }
        }
        let (apart, together, balance) = (plan.apart, plan.together, plan.balance)
        check("the balance closes", balance.eliminated + balance.shifted + balance.deferred + balance.handedIn == apart.materials)
        check("handed in is together", balance.handedIn == together.materials)
        check("no more lines", together.materials <= apart.materials)
        check("no more pieces", together.pieces <= apart.pieces)
        check("no more kinds", together.kinds <= apart.kinds)
        check("no more forms", together.forms <= max(1, apart.forms))
        check("no more time", together.handlingDays <= apart.handlingDays)
        check("one form where there are forms", (together.forms == 1) == (apart.forms > 0 || !plan.form.entries.isEmpty))
        let counted = ledger.lines.filter { $0.disposition != .notApplicable }
        check(
            "not-applicable is in no sum", apart.materials == counted.count && apart.pieces == counted.reduce(0) { $0 + $1.demand.pieces })
        check("all dispositions are counted", plan.dispositions.values.reduce(0, +) == ledger.lines.count && plan.dispositions.count == 10)
        let ids = ledger.lines.map(ledger.id)
        check("ids are different", Set(ids).count == ids.count)
        check("a stop takes nothing in", ledger.stops.isEmpty || ledger.lines.isEmpty)
        check("each field once", Set(plan.form.entries.map { [$0.subject, $0.field] }).count == plan.form.entries.count)

        var places: [String: Int] = [:]
        for (place, line) in ledger.lines.enumerated() {
            let reason = ledger.reason(line)
            check("a reason in both languages", !reason.zh.isEmpty && !reason.en.isEmpty, line)
            check("it says whose", !ledger.subject(line).isEmpty, line)
            check("a guide asks for it", !line.guides.isEmpty && line.demand.pieces > 0, line)
            let by = ledger.replacement(line)
            switch line.disposition {
            case .duplicate:
                guard let earlier = by.flatMap({ places[$0.id] }).map({ ledger.lines[$0] }) else {
                    check("a duplicate is of an earlier line", false, line)
                    break
                }
                check("a duplicate is of the same material", materials(line, plan).contains(earlier.material), line)
                check("a duplicate is of the same subject", Set(earlier.subjects) == Set(line.subjects), line)
                check("a duplicate is of a paper obtained", ![.notApplicable, .notAsked, .duplicate].contains(earlier.disposition), line)
            case .produced:
                guard case .produced(let item, _, _) = line.cause else {
                    check("a produced line knows its item", false, line)
                    break
                }
                check("a produced line's item comes before", plan.bundle.items[line.item].before.contains(item), line)
                check("a produced line's item is part of it", ledger.isActive(item), line)
            case .handedIn: check("only the form replaces what is handed in", by == nil || line.isForm && by?.kind == "form", line)
            case .notApplicable, .follows: check("nothing replaces it", by == nil, line)
            default: check("something replaces it", by != nil, line)
            }
            places[ids[place]] = place
        }
        let order = ledger.lines.map {
            (plan.bundle.items[$0.item].batch, $0.item, $0.itemInstance ?? 0, $0.number, $0.lineInstance ?? 0, $0.part ?? 0)
        }
        check("in the order of use", zip(order, order.dropFirst()).allSatisfy { $0 < $1 })
        return broken
    }

    /// What the line asks for; where another list serves instead, what that asks for.
    private func materials(_ line: LedgerLine, _ plan: Plan) -> [Int?] {
        guard let other = line.insteadOf, let place = line.line else { return [line.material] }
        return plan.bundle.items[line.item].item.lines[place].alternatives[other].map(\.material)
    }

    @Test(arguments: bundles)
    func `the balance closes and every line can be explained`(id: String) throws {
        let bundle = try #require(Checkout.compilation.bundle(id))
        let baselines = [Baseline.oneGuide(of: bundle), .everyGuide]
        var numbers = SeededNumbers(seed: 20_251_224)
        var found: [String: Int] = [:]
        var seen: Set<Disposition> = []
        for round in 0..<500 {
            let situation = bundle.randomSituation(&numbers)
            let plan = bundle.plan(situation, baselines[round % 2])
            for property in broken(plan) { found[property, default: 0] += 1 }
            seen.formUnion(plan.ledger.lines.map(\.disposition))
        }
        #expect(found == [:])
        #expect(seen.isSuperset(of: [.handedIn, .licence, .shared, .merged]), "the situations are as various as they should be")
    }

    /// The same over bundles made at random.
    @Test func `also of bundles made at random`() throws {
        var numbers = SeededNumbers(seed: 20_251_225)
        var found: [String: Int] = [:]
        var seen: Set<Disposition> = []
        for _ in 0..<20 {
            let bundle = try #require(try Sample.random(&numbers).compiled().bundle("thing"))
            for round in 0..<15 {
                let plan = bundle.plan(bundle.randomSituation(&numbers), round.isMultiple(of: 2) ? .everyGuide : .oneGuide(of: bundle))
                for property in broken(plan) { found[property, default: 0] += 1 }
                seen.formUnion(plan.ledger.lines.map(\.disposition))
            }
        }
        #expect(found == [:])
        #expect(seen == Set(Disposition.allCases).subtracting([.follows]))
    }

    /// More licences, and sources that answer, never make an applicant hand in more.
    @Test(arguments: bundles)
    func `what is held or shared never makes it more`(id: String) throws {
        let bundle = try #require(Checkout.compilation.bundle(id))
        var numbers = SeededNumbers(seed: 20_251_226)
        var worse: [String] = []
        for _ in 0..<40 {
            let rich = bundle.randomSituation(&numbers)
            var poor = rich
            for role in poor.parties.indices {
                for party in poor.parties[role].indices where Bool.random(using: &numbers) { poor.parties[role][party].holdings = [] }
            }
            poor.sources = poor.sources.map { $0 && Bool.random(using: &numbers) }
            let (more, less) = (bundle.plan(rich, .oneGuide(of: bundle)), bundle.plan(poor, .oneGuide(of: bundle)))
            if more.together.materials > less.together.materials { worse.append("\(more.handedIn) instead of \(less.handedIn)") }
            if more.apart.materials != less.apart.materials { worse.append("apart differs: \(more.totals), \(less.totals)") }
        }
        #expect(worse == [])
    }
}

extension CompiledBundle {
    /// Any situation that the questions allow, with anybody holding anything and some sources down.
    func randomSituation(_ numbers: inout SeededNumbers) -> Situation {
        var answers = Answers(questions: shared.questions.count)
        for question in AnswerSpace(shared, questions).closure(of: Set(questions.map(\.question))) {
            guard let asked = questions.first(where: { $0.question == question }), shared.questions[question].onlyIf.holds(answers) else {
                continue
            }
            let allowed = shared.questions[question].answers.indices.filter { asked.allowed & (1 << UInt64($0)) != 0 }
            // Of numbers the small ones are the usual, and situations that stop have no ledger: most should not.
            let isFew = shared.questions[question].lowest != nil && Int.random(in: 0..<16, using: &numbers) > 0
            let some = isFew ? allowed.prefix(3) : allowed[...]
            for _ in 0..<6 {
                answers[question] = some.randomElement(using: &numbers)
                if !stops.contains(where: { $0.onlyIf.holds(answers) }) { break }
            }
        }
        let starts = Day("2026-03-02")!
        let parties = roles.map { _ in
            (0..<Int.random(in: 0...3, using: &numbers)).map { _ in
                // Sometimes one person has several roles.
                let identity = ["one", "two", nil, nil, nil, nil].randomElement(using: &numbers)!
                let held = shared.licences.indices.filter { _ in Int.random(in: 0..<3, using: &numbers) == 0 }
                return Party(
                    identity: identity,
                    holdings: held.map {
                        Holding(licence: $0, until: [nil, starts, starts.adding(days: -1)].randomElement(using: &numbers)!)
                    })
            }
        }
        return Situation(
            starts: starts, answers: answers, parties: parties,
            sources: shared.sources.map { _ in Int.random(in: 0..<4, using: &numbers) > 0 })
    }
}
