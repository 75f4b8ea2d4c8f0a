/// What is counted of every simulated person, in both arms. Sums are whole numbers, so that they come out the same in whatever order they are
/// added.
public enum SimulatedFigure: Int, Sendable, CaseIterable {
    case forms, fields, materials, pieces, kinds, visits, steps, departments
    /// Working days that the legal clocks ran.
    case handlingDays
    /// The applicant's own minutes, with ways and waits.
    case minutes
    /// Working days from the moment at which he begins until the last result is in hand.
    case elapsedDays
    /// The same in hours of the clock.
    case elapsedHours
    /// How often something had to be mended.
    case corrections
    /// Items that were not granted.
    case refused
    /// Promised and statutory limits that passed.
    case promisesBroken, limitsBroken
    /// By the tariff, in yuan.
    case cost

    public var name: String { "\(self)" }

    /// So many of the whole numbers that are added up are one of what is told.
    public var scale: Double {
        switch self {
        case .minutes: 60
        case .elapsedHours: 3_600
        case .cost: 100
        default: 1
        }
    }
}

/// The figures of one person in one arm.
struct PersonFigures {
    private(set) var values = InlineArray<17, Int64>(repeating: 0)
    /// Lines of his ledger, in the order of `Disposition`.
    let lines: ContiguousArray<Int64>

    subscript(figure: SimulatedFigure) -> Int64 {
        get { values[figure.rawValue] }
        set { values[figure.rawValue] = newValue }
    }

    /// What is counted before anything happens.
    init(_ counts: PlannedPerson.Counts, lines: ContiguousArray<Int64>) {
        self.lines = lines
        let figures = counts.figures
        self[.forms] = Int64(figures.forms)
        self[.fields] = Int64(figures.fields)
        self[.materials] = Int64(figures.materials)
        self[.pieces] = Int64(figures.pieces)
        self[.kinds] = Int64(figures.kinds)
        self[.steps] = Int64(figures.steps)
        self[.departments] = Int64(figures.departments)
    }
}
