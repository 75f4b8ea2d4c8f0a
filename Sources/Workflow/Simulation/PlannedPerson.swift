import Foundation

/// What the situation of a person comes to before anything happens; the same for all who are alike.
final class PlannedPerson: Sendable {
    /// Counts of one arm.
    struct Counts: Sendable {
        var figures: Figures
        var copies: Int
        /// Fields that are looked over only.
        var prefilled: Int
        /// For each item of the bundle, how likely something that is handed in for it is wrong.
        var wrong: [Double]
    }

    /// An item that is applied for apart.
    struct Errand: Sendable {
        var item: Int
        /// Places in the list of errands whose results it needs.
        var after: [Int]
        var fields: Int
        var papers: Int
        var copies: Int
        var visits: Int
        var office: Int
    }

    let situation: Situation
    /// He is told at once that nothing has to be applied for.
    let isStopped: Bool
    let together: Counts
    let apart: Counts
    /// Lines of the ledger, in the order of `Disposition`.
    let lines: ContiguousArray<Int64>
    let errands: [Errand]

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
            let alone = world.alone[item].bundle
            let empty = Situation(
                starts: situation.starts, answers: answers, parties: noParties, sources: situation.sources.map { _ in false })
            let form = alone.ledger(empty, world.alone[item].baseline).form()
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
                    office: world.scenario.officeOf[bundle.department(of: item, answers)]))
        }
        self.errands = errands
        apart = Counts(figures: plan.apart, copies: copies(ledger.lines.filter(applies)), prefilled: 0, wrong: wrongApart)
        together = Counts(
            figures: plan.together, copies: copies(ledger.lines.filter(handedIn)), prefilled: plan.form.entries.count - plan.form.typed,
            wrong: wrongTogether)
    }
}

/// Draws people, each as likely as the scenario says.
struct Population {
    private let world: SimulatedWorld
    private let scenario: CompiledScenario
    private var known: [Key: PlannedPerson] = [:]

    /// What tells people apart who have different plans.
    private struct Key: Hashable {
        var answers: [Int8]
        /// Of each holding of the example: as it is, none, over, another name, not let be read.
        var holdings: [UInt8]
        var sources: [Bool]
    }

    /// More kinds of people than that are worked out anew.
    private static let most = 20_000

    init(_ world: SimulatedWorld) { (self.world, scenario) = (world, world.scenario) }

    /// The plan of a person.
    /// - Parameter sources: for each source of the folder, whether it answers when he comes.
    mutating func person(_ draws: Draws, sources: [Bool]) -> PlannedPerson {
        let journey = scenario.journey
        var answers = journey.situation.answers
        draw(&answers, draws)
        var (holdings, number): ([UInt8], Int) = ([], 0)
        let mustAsk = firstPerson
        for (role, parties) in journey.situation.parties.enumerated() {
            let isAsked = scenario.bundle.roles[role].kind == .person && role != mustAsk
            for (place, party) in parties.enumerated() {
                let isLet =
                    !isAsked || scenario.definition.authorised.map { draws.happens($0.share.value, .authorisation, role, place) } ?? true
                for holding in party.holdings {
                    holdings.append(isLet ? quality(of: holding.licence, draws, number) : 4)
                    number += 1
                }
            }
        }
        let sources = zip(journey.situation.sources, sources).map { $0 && $1 }
        let key = Key(answers: answers.values, holdings: holdings, sources: sources)
        if let plan = known[key] { return plan }
        let plan = PlannedPerson(situation(answers, holdings, sources), world)
        if known.count >= Self.most { known.removeAll() }
        known[key] = plan
        return plan
    }

    private var firstPerson: Int? { scenario.bundle.roles.firstIndex { $0.kind == .person } }

    private func draw(_ answers: inout Answers, _ draws: Draws) {
        let tables = scenario.answers
        if !tables.combinations.isEmpty {
            let u = draws.unit(.combination) * 1_000_000
            let chosen = tables.combinations.first { u < Double($0.upTo) } ?? tables.combinations[tables.combinations.count - 1]
            for (question, answer) in chosen.answers { answers[question] = answer }
        }
        for (question, choices) in tables.tables {
            guard let table = choices.first(where: { $0.when.holds(answers) }) else { continue }
            let u = draws.unit(.answer, question) * 1_000_000
            if let chosen = table.upTo.first(where: { u < Double($0.share) }) ?? table.upTo.last { answers[question] = chosen.answer }
        }
    }

    private func quality(of licence: Int, _ draws: Draws, _ number: Int) -> UInt8 {
        guard let quality = scenario.licences.first(where: { $0.licence == licence }) else { return 0 }
        let u = draws.unit(.licence, number) * 1_000_000
        if u < Double(quality.missing) { return 1 }
        if u < Double(quality.missing + quality.expired) { return 2 }
        return u < Double(quality.missing + quality.expired + quality.nameDiffers) ? 3 : 0
    }

    /// What a drawn person's situation is: questions that are not asked of him have no answer, and those that a licence answers have its answer.
    private func situation(_ answers: Answers, _ holdings: [UInt8], _ sources: [Bool]) -> Situation {
        var (situation, number) = (scenario.journey.situation, 0)
        for role in situation.parties.indices {
            for place in situation.parties[role].indices {
                situation.parties[role][place].holdings = situation.parties[role][place].holdings.compactMap { holding in
                    defer { number += 1 }
                    switch holdings[number] {
                    case 0: return holding
                    case 2:
                        var holding = holding
                        holding.until = scenario.definition.starts.adding(days: -1)
                        return holding
                    // One that says another name is looked at by a person and not used, as one that is not there or not let be read.
                    default: return nil
                    }
                }
            }
        }
        let shared = scenario.bundle.shared
        let given = Dictionary(
            uniqueKeysWithValues: shared.questions.indices.compactMap { question in
                answers[question].map { (shared.questions[question].id, shared.questions[question].answers[$0].id) }
            })
        situation.answers = scenario.bundle.answers(given, parties: situation.parties).answers
        situation.sources = sources
        situation.starts = scenario.definition.starts
        return situation
    }
}
