/// What a simulation came to, with everything that was assumed.
public struct SimulationReport: Sendable {
    public let scenario: CompiledScenario
    public let seed: UInt64
    public let tally: SimulationTally
    /// Journeys that were asked for; fewer are told where it was stopped before the end.
    public let wanted: Int

    public init(_ scenario: CompiledScenario, seed: UInt64, wanted: Int, _ tally: SimulationTally) {
        (self.scenario, self.seed, self.wanted, self.tally) = (scenario, seed, wanted, tally)
    }

    var bundle: CompiledBundle { scenario.bundle }

    /// Apart, together and the difference, for each figure.
    func distributions(_ figure: SimulatedFigure) -> (apart: Distribution, together: Distribution, saved: Distribution)? {
        let place = figure.rawValue
        guard let apart = tally.apart.figures[place].distribution(scale: figure.scale),
            let together = tally.together.figures[place].distribution(scale: figure.scale),
            let saved = tally.saved[place].distribution(scale: figure.scale)
        else { return nil }
        return (apart, together, saved)
    }

    /// Offices whose queues never empty: their officers have no time left.
    var jammed: [(arm: Arm, office: String)] {
        [(Arm.apart, tally.apart), (.together, tally.together)].flatMap { arm, tally in
            tally.offices.enumerated().compactMap { place, office in
                office.capacity > 0 && Double(office.worked) >= 0.995 * Double(office.capacity)
                    ? (arm, scenario.offices[place].name.value) : nil
            }
        }
    }

    /// What was announced of an arm, beside the simulated mean.
    func announced(_ arm: Arm) -> [(figure: SimulatedFigure, words: Title, announced: Double, simulated: Double)] {
        bundle.plan(scenario.journey.situation, .oneGuide(of: bundle)).announced(arm).compactMap { announced in
            guard let figure = SimulatedFigure(announced.figure), let spread = distributions(figure) else { return nil }
            return (figure, announced.words, announced.residual.announced, arm == .apart ? spread.apart.mean : spread.together.mean)
        }
    }
}

extension SimulatedFigure {
    init?(_ kind: FigureKind) {
        switch kind {
        case .forms: self = .forms
        case .fields: self = .fields
        case .lines: self = .materials
        case .pieces: self = .pieces
        case .kinds: self = .kinds
        case .visits: self = .visits
        case .steps: self = .steps
        case .departments: self = .departments
        case .handlingDays: self = .handlingDays
        case .minutes: self = .minutes
        }
    }

    /// Its name with its unit.
    var title: Title {
        switch self {
        case .forms: FigureKind.forms.title
        case .fields: FigureKind.fields.title
        case .materials: FigureKind.lines.title
        case .pieces: FigureKind.pieces.title
        case .kinds: FigureKind.kinds.title
        case .visits: FigureKind.visits.title
        case .steps: FigureKind.steps.title
        case .departments: FigureKind.departments.title
        case .handlingDays: Title(zh: "办理时钟（工作日）", en: "legal clocks (working days)")
        case .minutes: FigureKind.minutes.title
        case .elapsedDays: Title(zh: "开始至最后结果（工作日）", en: "until the last result (working days)")
        case .elapsedHours: Title(zh: "开始至最后结果（小时）", en: "until the last result (hours)")
        case .corrections: Title(zh: "补正（次）", en: "corrections")
        case .refused: Title(zh: "未准予事项（项）", en: "items not granted")
        case .promisesBroken: Title(zh: "超承诺时限（次）", en: "promised limits passed")
        case .limitsBroken: Title(zh: "超法定时限（次）", en: "statutory limits passed")
        case .cost: Title(zh: "申请人成本（元）", en: "applicant's cost (yuan)")
        }
    }
}
