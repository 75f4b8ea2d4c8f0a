import Foundation

/// What the situation of a person comes to before anything happens; the same for all who are alike.
final class PlannedPerson {
    /// Counts of one arm.
    final class Counts {
        let figures: Figures
        let copies: Int
        /// For each item of the bundle, how likely something that is handed in for it is wrong.
        let wrong: [Double]

        init(figures: Figures, copies: Int, wrong: [Double]) { (self.figures, self.copies, self.wrong) = (figures, copies, wrong) }
    }

    /// An item that is applied for apart.
    struct Errand {
        var item: Int
        /// Places in the list of errands whose results it needs.
        var after: [Int]
        var fields: Int
        var papers: Int
        var copies: Int
        var visits: Int
        var office: Int
        /// How often it is in the application: once, or once for each child.
        var instances: Int
    }

    let situation: Situation
    /// He is told at once that nothing has to be applied for.
    let isStopped: Bool
    let together: Counts
    let apart: Counts
    /// Lines of the ledger, in the order of `Disposition`.
    let lines: ContiguousArray<Int64>
    let errands: [Errand]
    /// What is handed in, and what is known of him then: together, and apart.
    private let application: Application
    private let known: Circumstances
    private let knownApart: Circumstances
    /// For each item of the bundle, the office of its department.
    let offices: [Int]
    /// What handing in came to when somebody like him did so last: the whole, then each item.
    private var settled: [Settled?]

    private struct Settled {
        var day: Day
        var submission: Submission
        /// For each licence that he has, whether it could be used then.
        var usable: [Bool]
        /// Papers of it may follow by a day that is counted from that one.
        var countsDays: Bool
    }

    init(_ situation: Situation, _ world: SimulatedWorld) {
        self.situation = situation
        let (bundle, answers) = (world.rules.bundle, situation.answers)
        isStopped = bundle.stops.contains { $0.onlyIf.holds(answers) }
        let plan = bundle.plan(situation, world.rules.baseline)
        let ledger = plan.ledger
        self.lines = ContiguousArray(Disposition.allCases.map { Int64(plan.dispositions[$0] ?? 0) })
        let applicants = world.scenario.definition.applicants
        func wrong(_ fields: Int, _ papers: Int) -> Double {
            1 - pow(1 - Double(applicants.wrongField.value) / 1e6, Double(fields))
                * pow(1 - Double(applicants.wrongPaper.value) / 1e6, Double(papers))
        }
        let active = bundle.items.indices.filter { ledger.isActive($0) && !bundle.items[$0].isWholeList }
        func lines(of item: Int, _ isWanted: (LedgerLine) -> Bool) -> [LedgerLine] {
            ledger.lines.filter { $0.item == item && isWanted($0) }
        }
        func handedIn(_ line: LedgerLine) -> Bool { ledger.countsTogether(line) }
        func applies(_ line: LedgerLine) -> Bool { line.disposition != .notApplicable }
        func copies(_ lines: [LedgerLine]) -> Int { lines.reduce(0) { $0 + $1.demand.copies } }
        let noParties = bundle.roles.map { _ in [Party]() }
        var (errands, placeOf): ([Errand], [Int: Int]) = ([], [:])
        var (wrongApart, wrongTogether) = (bundle.items.map { _ in 0.0 }, bundle.items.map { _ in 0.0 })
        for item in bundle.order where active.contains(item) {
            let alone = world.alone(item).bundle
            let empty = Situation(
                starts: situation.starts, answers: answers, parties: noParties, sources: situation.sources.map { _ in false })
            let form = alone.ledger(empty, world.alone(item).baseline).form()
            let (fields, papers) = (form.typedApart.short + form.typedApart.long, lines(of: item, applies))
            wrongApart[item] = wrong(fields, papers.count)
            let typed = plan.form.entries.count { $0.isTyped && $0.places.first?.item == item }
            wrongTogether[item] = wrong(typed, lines(of: item, handedIn).count)
            placeOf[item] = errands.count
            // A list of the bundle's own is asked for once, with the first.
            let listed = errands.isEmpty ? ledger.lines.filter { bundle.items[$0.item].isWholeList && applies($0) } : []
            errands.append(
                Errand(
                    item: item, after: bundle.items[item].after.compactMap { placeOf[$0] }, fields: fields,
                    papers: papers.count + listed.count,
                    copies: copies(papers + listed), visits: bundle.visits(of: item, answers).count * ledger.instances[item],
                    office: world.scenario.officeOf[bundle.department(of: item, answers)], instances: ledger.instances[item]))
        }
        self.errands = errands
        application = Application(answers: answers)
        let calendar = bundle.shared.calendar
        known = Circumstances(of: situation, at: world.first, calendar: calendar)
        var bare = situation
        bare.parties = situation.parties.map { $0.map { Party(identity: $0.identity) } }
        bare.sources = situation.sources.map { _ in false }
        knownApart = Circumstances(of: bare, at: world.first, calendar: calendar)
        offices = bundle.items.indices.map { world.scenario.officeOf[bundle.department(of: $0, answers)] }
        settled = Array(repeating: nil, count: 1 + bundle.items.count)
        apart = Counts(figures: plan.apart, copies: copies(ledger.lines.filter(applies)), wrong: wrongApart)
        together = Counts(
            figures: plan.together, copies: copies(ledger.lines.filter(handedIn)), wrong: wrongTogether)
    }

    /// Handing in, as one thing or an item of it; what that comes to is worked out anew only where the day changes it.
    /// - Parameter part: 0: the whole; else 1 and the place of the item.
    func handingIn(_ part: Int, at now: Moment, under rules: CaseRules) -> (command: CaseCommand, given: Circumstances) {
        var circumstances = part == 0 ? known : knownApart
        circumstances.now = now
        circumstances.settled = settled(part, under: rules, circumstances)
        return (CaseCommand(by: .applicant, .submit(application)), circumstances)
    }

    private func settled(_ part: Int, under rules: CaseRules, _ circumstances: Circumstances) -> Submission {
        let day = circumstances.today
        if let kept = settled[part], kept.day == day { return kept.submission }
        let usable = part == 0 ? usable(on: day, rules.bundle.shared) : []
        let submission: Submission
        if let kept = settled[part], !kept.countsDays, kept.usable == usable {
            submission = kept.submission.due(CaseMachine.due(of: rules, circumstances))
        } else {
            submission = CaseMachine.settle(application, rules, circumstances)
        }
        settled[part] = Settled(
            day: day, submission: submission, usable: usable, countsDays: submission.papers.contains { $0.until != nil })
        return submission
    }

    private func usable(on day: Day, _ shared: SharedDefinitions) -> [Bool] {
        situation.parties.flatMap { parties in
            parties.flatMap { party in party.holdings.map { shared.licences[$0.licence].isUsable($0, on: day) } }
        }
    }
}
