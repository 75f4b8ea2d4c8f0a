/// What some blocks of a simulation came to. Tallies of parts, merged in any order, are the tally of the whole.
public struct SimulationTally: Sendable, Hashable, Codable {
    /// What the officers of an office did in the time that counts.
    public struct Office: Sendable, Hashable, Codable {
        public var jobs: Int64 = 0
        /// Seconds of work (what of it lies after the end is not in it), of waiting for it, and of officers who were there, while it was open.
        public var worked: Int64 = 0
        public var waited: Int64 = 0
        public var capacity: Int64 = 0
        /// Pieces of work that waited for an officer at the end.
        public var left: Int64 = 0
        /// `waited` by the hour of the week in which it was waited, and how long the office was open in each.
        public var waitedByHour = HoursOfWeek()
        public var openByHour = HoursOfWeek()

        /// Of the time of the officers who were there, how much they worked; 1 is all of it. Where fewer were on leave than on the mean it is no more than
        /// that.
        public var utilisation: Double { capacity > 0 ? min(1, Double(worked) / Double(capacity)) : 0 }

        mutating func merge(_ other: Office) {
            jobs += other.jobs
            worked += other.worked
            waited += other.waited
            capacity += other.capacity
            left += other.left
            waitedByHour.merge(other.waitedByHour)
            openByHour.merge(other.openByHour)
        }
    }

    public struct Arm: Sendable, Hashable, Codable {
        /// In the order of `SimulatedFigure`.
        public internal(set) var figures = SimulatedFigure.allCases.map { _ in Gathered() }
        /// In the order of the scenario's offices.
        public internal(set) var offices: [Office]
        /// People whose cases were open at the end: their office is jammed, nobody had anything more to do, or they never came.
        public internal(set) var unfinished: Int64 = 0
        /// Of those, who never came: in all the years that are known nobody could.
        public internal(set) var absent: Int64 = 0
        /// Commands that the machine refused; there should be none.
        public internal(set) var refused: Int64 = 0

        mutating func merge(_ other: Arm) {
            for figure in figures.indices { figures[figure].merge(other.figures[figure]) }
            for office in offices.indices { offices[office].merge(other.offices[office]) }
            unfinished += other.unfinished
            absent += other.absent
            refused += other.refused
        }
    }

    public internal(set) var apart: Arm
    public internal(set) var together: Arm
    /// Apart less together, person by person.
    public internal(set) var saved = SimulatedFigure.allCases.map { _ in Gathered() }
    /// Lines of the ledgers of those who are in the figures, in the order of `Disposition`.
    public internal(set) var lines = Disposition.allCases.map { _ in Int64(0) }
    public internal(set) var journeys: Int64 = 0
    /// Those who were told at once that there is nothing to apply for; they are in no figure.
    public internal(set) var stopped: Int64 = 0
    public internal(set) var blocks: Int64 = 0
    /// Seconds from the start of a block until the last of those who count came, in the block that took longest.
    public internal(set) var reached: Int64 = 0

    init(offices: Int) {
        apart = Arm(offices: Array(repeating: Office(), count: offices))
        together = apart
    }

    /// One block, in both arms or in one.
    /// - Parameters:
    ///   - arm: that of which an event log is to tell; nil: none.
    ///   - log: what happened to the cases of that arm, in the order of the people.
    ///   - isKeeping: whether `people` is to hold everybody who is in the figures.
    init(
        _ world: SimulatedWorld, seed: UInt64, block: Int, journeys wanted: Int, _ arms: Simulation.Arms = .both,
        logging arm: LoggedArm? = nil, into log: inout [LoggedCase], keeping isKeeping: Bool = false,
        people: inout [SimulatedPeople.Person]
    ) {
        let isLogged = arm.map { $0 == .together }
        self.init(offices: world.scenario.offices.count)
        var outcomes: [[PersonFigures?]] = arms == .both ? [] : [[]]
        for isTogether in arms == .both ? [false, true] : [true] {
            var run = BlockRun(world, isTogether: isTogether, seed: seed, block: block, wanted: wanted, isLogging: isTogether == isLogged)
            run.run()
            if run.isLogging { log = run.takeLog() }
            let left = run.workLeft()
            var arm = Arm(
                offices: world.scenario.offices.indices.map { Self.office(run.offices[$0], $0, run, left: left[$0]) })
            (arm.unfinished, arm.absent, arm.refused) = (Int64(run.unfinished), Int64(run.absent), Int64(run.refusedCommands))
            outcomes.append(run.outcomes)
            if isTogether { together = arm } else { apart = arm }
            stopped = Int64(run.stopped)
            reached = run.reached
        }
        (journeys, blocks) = (Int64(wanted), 1)
        gather(outcomes[0], outcomes[1], both: arms == .both) { if isKeeping { people.append($0) } }
    }

    /// Adds up what became of the people of a block, each looked at once.
    private mutating func gather(
        _ outcomesApart: [PersonFigures?], _ outcomesTogether: [PersonFigures?], both: Bool, _ keep: (SimulatedPeople.Person) -> Void
    ) {
        let none = SimulatedFigure.allCases.map { _ in Gathered.Block() }
        var (gatheredApart, gatheredTogether, gatheredSaved) = (none, none, none)
        for (number, figures) in outcomesTogether.enumerated() {
            guard let figures else { continue }
            // Looked at where they are: a figure at a time would be a copy of all of them each time.
            let values = figures.values.span
            var figuresApart: PersonFigures?
            if both {
                guard outcomesApart.indices.contains(number), let own = outcomesApart[number] else { continue }
                let valuesApart = own.values.span
                for figure in none.indices {
                    gatheredApart[figure].add(valuesApart[figure])
                    gatheredSaved[figure].add(valuesApart[figure] - values[figure])
                }
                figuresApart = own
            }
            for figure in none.indices { gatheredTogether[figure].add(values[figure]) }
            for line in lines.indices { lines[line] += figures.lines[line] }
            keep(SimulatedPeople.Person(number: number, apart: figuresApart, together: figures))
        }
        together.figures = gatheredTogether.map { Gathered($0) }
        guard both else { return }
        apart.figures = gatheredApart.map { Gathered($0) }
        saved = gatheredSaved.map { Gathered($0) }
    }

    private static func office(_ office: borrowing OfficeQueue, _ place: Int, _ run: borrowing BlockRun, left: Int64) -> Office {
        let hours = run.world.hours[place]
        let open = max(0, hours.opened(by: run.ended) - hours.opened(by: run.world.warmUp))
        let present = 1_000_000 - (run.world.scenario.offices[place].leave?.value ?? 0)
        let officers = Int64(run.world.scenario.offices[place].officers.value)
        let week = office.hours.week(
            hours, beginning: run.world.first.day.weekday.rawValue - 1, counted: min(run.world.warmUp, run.ended)..<run.ended)
        let (share, rest) = (open * officers).quotientAndRemainder(dividingBy: 1_000_000)
        return Office(
            jobs: office.jobs, worked: max(0, office.worked - left), waited: office.waited,
            capacity: share * Int64(present) + rest * Int64(present) / 1_000_000, left: Int64(office.waiting),
            waitedByHour: week.waited, openByHour: week.open)
    }

    public mutating func merge(_ other: SimulationTally) {
        apart.merge(other.apart)
        together.merge(other.together)
        for figure in saved.indices { saved[figure].merge(other.saved[figure]) }
        for line in lines.indices { lines[line] += other.lines[line] }
        journeys += other.journeys
        stopped += other.stopped
        blocks += other.blocks
        reached = max(reached, other.reached)
    }
}
