/// Draws people, each as likely as the scenario says.
struct Population {
    private let world: SimulatedWorld
    /// Those of the example who hold something, in its order.
    private let holders: [Holder]
    /// Roles of people, of whom the first whose condition holds applies.
    private let applicants: [(role: Int, onlyIf: CompiledCondition)]
    /// Nothing is drawn of anybody, so that only sources tell people apart.
    private let areAlike: Bool
    private var known: [Key: PlannedPerson] = [:]
    /// Whoever came last: the next is often alike.
    private var latest = Key()
    private var latestPlan: PlannedPerson?

    /// Somebody of the example.
    private struct Holder {
        var role: Int
        var place: Int
        /// Things authorise nothing; for whom somebody acts, it is he who is asked for what shows it.
        var isAsked: Bool
        var code: HolderCode?
        var licences: [Int]
    }

    /// What tells people apart who have different plans.
    private struct Key: Hashable {
        var answers: [Int8] = []
        /// What is wrong with each holding of the example.
        var qualities: [MadeUpLicences.Quality] = []
        /// Those who let their licences be read, of those who are asked.
        var authorised: Set<HolderCode> = []
        var sources: [Bool] = []
    }

    /// More kinds of people than that are worked out anew.
    private static let most = 20_000

    init(_ world: SimulatedWorld) {
        self.world = world
        let (roles, parties) = (world.scenario.bundle.roles, world.scenario.journey.situation.parties)
        applicants = roles.indices.filter { roles[$0].kind == .person }.map { ($0, roles[$0].onlyIf) }
        let holders = parties.indices.flatMap { role in
            parties[role].indices.filter { !parties[role][$0].holdings.isEmpty }.map { place in
                Holder(
                    role: role, place: place, isAsked: !roles[role].kind.isThing && roles[role].representedBy.isEmpty,
                    code: world.licences.codes[.init(role: role, instance: place)], licences: parties[role][place].holdings.map(\.licence))
            }
        }
        self.holders = holders
        areAlike = holders.isEmpty && world.scenario.answers.combinations.isEmpty && world.scenario.answers.tables.isEmpty
    }

    /// The plan of a person.
    /// - Parameter sources: for each source of the folder, whether it answers when he comes.
    mutating func person(_ draws: Draws, sources: [Bool]) -> PlannedPerson {
        if areAlike, let latestPlan, latest.sources == sources { return latestPlan }
        var answers = world.scenario.journey.situation.answers
        draw(&answers, draws)
        let applicant = applicants.first { $0.onlyIf.holds(answers) }?.role
        var key = Key(answers: answers.values, sources: sources)
        if !holders.isEmpty { drawLicences(of: applicant, draws, &key) }
        if let latestPlan, latest == key { return latestPlan }
        let plan = known[key] ?? PlannedPerson(situation(answers, applicant, key), world)
        if known.count >= Self.most { known.removeAll() }
        known[key] = plan
        (latest, latestPlan) = (key, plan)
        return plan
    }

    /// What is wrong with the licences, and who lets them be read.
    private func drawLicences(of applicant: Int?, _ draws: Draws, _ key: inout Key) {
        let share = world.scenario.definition.authorised?.share.value
        for holder in holders {
            if holder.isAsked, holder.role != applicant, let code = holder.code,
                share.map({ draws.happens($0, .authorisation, holder.role, holder.place) }) ?? true
            {
                key.authorised.insert(code)
            }
            for licence in holder.licences {
                key.qualities.append(quality(of: licence, draws, world.licences.same[key.qualities.count]))
            }
        }
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
