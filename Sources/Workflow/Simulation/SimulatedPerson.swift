/// Somebody who applies: apart from one office to the next, or for all of it at once.
struct SimulatedPerson {
    /// A way to an office.
    struct Visit {
        enum Purpose {
            case apply(errand: Int)
            /// To mend what is wanting, there.
            case mend(Agenda.Job)
            case collect
        }

        var purpose: Purpose
        var office: Int
    }

    let plan: PlannedPerson
    let draws: Draws
    /// His number among those who count.
    let number: Int?
    let came: Int64
    /// For each errand: not begun, under way, or how it ended.
    var errands: [Errand]
    /// Applications that are open.
    var open = 0
    /// Ways that wait until he is back, and the one on which he is.
    var visits: [Visit] = []
    var visit: Visit?
    var visitsMade = 0
    /// Seconds of his own time.
    private(set) var spent: Int64 = 0
    var corrections = 0
    var refused = 0
    var promisesBroken = 0
    var limitsBroken = 0
    /// Working days that the legal clocks ran: of the whole, and of each errand.
    var handlingDaysOfWhole = 0
    var handlingDays: [Int]
    /// When the last result came.
    var last: Int64
    /// Of those that are over, what an event log is to tell.
    var cases: [LoggedCase] = []

    enum Errand {
        case waiting, begun, granted, failed
    }

    init(_ plan: PlannedPerson, _ draws: Draws, number: Int?, at time: Int64, isTogether: Bool) {
        (self.plan, self.draws, self.number, came, last) = (plan, draws, number, time, time)
        let errands = isTogether ? 0 : plan.errands.count
        self.errands = Array(repeating: .waiting, count: errands)
        handlingDays = Array(repeating: 0, count: errands)
    }

    mutating func spend(_ seconds: Double) { spent += seconds.wholeSeconds }

    mutating func wait(_ seconds: Int64) { spent += seconds }

    /// Goes to an office, and home again after it.
    /// - Returns: how long that takes, there and back, in seconds.
    @discardableResult mutating func travel(_ world: SimulatedWorld) -> Double {
        visitsMade += 1
        let way = world.visit.seconds(draws, .travelling, visitsMade)
        spend(way)
        return way
    }

    /// Everything that he will get he has.
    var isDone: Bool { open == 0 && visit == nil && visits.isEmpty && errands.allSatisfy { $0 == .granted || $0 == .failed } }

    /// Along the errands that need one another.
    private var longestPath: Int {
        var longest: [Int] = []
        for (number, errand) in plan.errands.enumerated() {
            longest.append(handlingDays[number] + (errand.after.map { longest[$0] }.max() ?? 0))
        }
        return longest.max() ?? 0
    }

    mutating func outcome(_ world: SimulatedWorld, isTogether: Bool) -> PersonFigures {
        let counts = isTogether ? plan.together : plan.apart
        var figures = PersonFigures(counts, lines: plan.lines)
        figures[.visits] = Int64(visitsMade)
        let isSum = world.rules.bundle.definition.counting.combine == .sum
        figures[.handlingDays] = Int64(isTogether ? handlingDaysOfWhole : isSum ? handlingDays.reduce(0, +) : longestPath)
        figures[.minutes] = spent
        figures[.elapsedDays] = Int64(
            world.rules.bundle.shared.calendar.workingDays(after: world.moment(at: came).day, through: world.moment(at: last).day))
        figures[.elapsedHours] = last - came
        figures[.corrections] = Int64(corrections)
        figures[.refused] = Int64(refused)
        figures[.promisesBroken] = Int64(promisesBroken)
        figures[.limitsBroken] = Int64(limitsBroken)
        if let tariff = world.scenario.definition.tariff {
            figures[.cost] = spent * Int64(tariff.hour) / 3_600 + Int64(counts.copies * tariff.copy + visitsMade * tariff.visit)
        }
        return figures
    }
}
