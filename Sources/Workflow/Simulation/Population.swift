/// Draws people, each as likely as the scenario says.
struct Population {
    private let world: SimulatedWorld
    private var known: [Key: PlannedPerson] = [:]
    /// Whoever came last: the next is often alike.
    private var latest: (key: Key, plan: PlannedPerson)?

    /// What tells people apart who have different plans.
    private struct Key: Hashable {
        var answers: [Int8]
        /// What is wrong with each holding of the example.
        var qualities: [MadeUpLicences.Quality]
        /// Those who let their licences be read, of those who are asked.
        var authorised: Set<HolderCode>
        var sources: [Bool]
    }

    /// More kinds of people than that are worked out anew.
    private static let most = 20_000

    init(_ world: SimulatedWorld) { self.world = world }

    /// The plan of a person.
    /// - Parameter sources: for each source of the folder, whether it answers when he comes.
    mutating func person(_ draws: Draws, sources: [Bool]) -> PlannedPerson {
        let parties = world.scenario.journey.situation.parties
        var answers = world.scenario.journey.situation.answers
        draw(&answers, draws)
        let bundle = world.scenario.bundle
        let applicant = bundle.roles.firstIndex { $0.kind == .person && $0.onlyIf.holds(answers) }
        var (qualities, authorised): ([MadeUpLicences.Quality], Set<HolderCode>) = ([], [])
        for role in parties.indices {
            // Things authorise nothing; for whom somebody acts, it is he who is asked for what shows it.
            let isAsked = role != applicant && !bundle.roles[role].kind.isThing && bundle.roles[role].representedBy.isEmpty
            for place in parties[role].indices where !parties[role][place].holdings.isEmpty {
                let share = world.scenario.definition.authorised?.share.value
                if isAsked, share.map({ draws.happens($0, .authorisation, role, place) }) ?? true,
                    let code = world.licences.codes[.init(role: role, instance: place)]
                {
                    authorised.insert(code)
                }
                for holding in parties[role][place].holdings {
                    qualities.append(quality(of: holding.licence, draws, world.licences.same[qualities.count]))
                }
            }
        }
        let key = Key(answers: answers.values, qualities: qualities, authorised: authorised, sources: sources)
        if let latest, latest.key == key { return latest.plan }
        let plan = known[key] ?? PlannedPerson(situation(answers, applicant, key), world)
        if known.count >= Self.most { known.removeAll() }
        known[key] = plan
        latest = (key, plan)
        return plan
    }

    private func draw(_ answers: inout Answers, _ draws: Draws) {
        let tables = world.scenario.answers
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

    private func quality(of licence: Int, _ draws: Draws, _ number: Int) -> MadeUpLicences.Quality {
        guard let quality = world.scenario.licences.first(where: { $0.licence == licence }) else { return .good }
        let u = draws.unit(.licence, number) * 1_000_000
        var share = 0
        for (quality, own) in [
            (MadeUpLicences.Quality.missing, quality.missing), (.expired, quality.expired), (.otherName, quality.nameDiffers),
            (.revoked, quality.revoked),
        ] {
            share += own
            if u < Double(share) { return quality }
        }
        return .good
    }

    /// What a drawn person's situation is once the gateway has judged the licences: questions that are not asked of him have no answer, those that a
    /// licence answers have its answer, and of licences only those are left that stand in.
    private func situation(_ answers: Answers, _ applicant: Int?, _ key: Key) -> Situation {
        let bundle = world.scenario.bundle
        let shared = bundle.shared
        let given = Dictionary(
            uniqueKeysWithValues: shared.questions.indices.compactMap { question in
                answers[question].map { (shared.questions[question].id, shared.questions[question].answers[$0].id) }
            })
        let codes = world.licences.codes.filter { bundle.isPart($0.key, answers) }
        let own = Set(codes.filter { $0.key.role == applicant || bundle.roles[$0.key.role].kind.isThing }.values)
        let day = world.scenario.definition.starts
        let wallets = MadeUpLicences.Wallets(
            all: world.licences, qualities: key.qualities, authorised: key.authorised, own: own, sources: key.sources, day: day)
        let example = world.scenario.journey.situation
        // Whoever acts for somebody has the written mandate.
        var gathering = LicenceGathering(
            bundle, LicenceGathering.Applicants(people: codes, own: own, hasMandate: true), from: wallets,
            asking: Set(example.sources.indices.filter { example.sources[$0] }), on: day)
        // Wallets ask nobody and check no signature, so that nothing is thrown.
        guard let found = try? gathering.situation(given, of: example, world.rules.baseline) else { return example }
        return found.situation
    }
}

extension CompiledBundle {
    /// Whether there may be so many of a role, by the answers that are given; one that a licence answers is not known before it is read.
    fileprivate func isPart(_ place: LicenceGathering.RolePlace, _ answers: Answers) -> Bool {
        guard case .counted(let question) = roles[place.role].binding, shared.questions[question].source == nil,
            let answer = answers[question]
        else { return true }
        return place.instance < shared.questions[question].number(answer)
    }
}
