/// One block in one arm: people come, hand in, wait, mend and take their results; officers work through what comes. Every case goes through the
/// machine of the office.
struct BlockRun: ~Copyable {
    let world: SimulatedWorld
    let isTogether: Bool
    let draws: Draws
    let block: Int
    /// How many people count.
    let wanted: Int
    /// What happens to the cases of those who count is kept.
    let isLogging: Bool
    var logged: [LoggedPerson] = []

    var agenda = Agenda()
    var offices: Slots<OfficeQueue>
    var population: Population
    var people = Slots<SimulatedPerson>()
    var applications = Slots<SimulatedApplication>()
    var now: Int64 = 0
    /// What is known of a case that has been handed in, in this minute; and when that ends.
    var circumstances: Circumstances
    private var minuteEnds: Int64 = 0
    var events: [CaseEvent] = []
    /// People of the block that have come, counted or not, and those that count.
    private var came = 0
    /// Those who came after the last that counts.
    private var after = 0
    private(set) var counted = 0
    private(set) var finished = 0
    private var lastArrival: Int64 = 0
    private var outages: [Outage]
    var batches = Slots<WorkBatch>()
    var openBatches: [BatchKey: Int] = [:]

    /// What became of those who count, by their number among them; nil: stopped, told at once that there is nothing to apply for.
    private(set) var outcomes: [PersonFigures?] = []
    private(set) var stopped = 0
    /// People whose cases were not closed at the end, and those of them who never came.
    private(set) var unfinished = 0
    private(set) var absent = 0
    /// When the last of those who count came.
    private(set) var reached: Int64 = 0
    /// Commands that the machine refused; none should be.
    var refusedCommands = 0
    private(set) var ended: Int64 = 0

    /// An outage of a source, and the next one.
    private struct Outage {
        var from: Int64
        var to: Int64
        var number: Int
    }

    init(_ world: SimulatedWorld, isTogether: Bool, seed: UInt64, block: Int, wanted: Int, isLogging: Bool = false) {
        (self.world, self.isTogether, self.block, self.wanted, self.isLogging) = (world, isTogether, block, wanted, isLogging)
        draws = Draws(seed: seed).of(block)
        offices = Slots()
        for (place, office) in world.scenario.offices.enumerated() {
            _ = offices.add(OfficeQueue(officers: office.officers.value, ranks: office.first.count + 1, open: world.hours[place]))
        }
        population = Population(world)
        circumstances = world.circumstances
        outages = world.outages.map { _ in Outage(from: 0, to: 0, number: 0) }
        outcomes.reserveCapacity(wanted)
    }

    mutating func run() {
        for place in outages.indices { nextOutage(place) }
        for (place, batch) in world.scenario.definition.arrivals.batches.enumerated() {
            let day = world.time(of: batch.on.value)
            if day >= 0 { agenda.add(.batch(Int32(place)), at: world.arrivalHours.opening(from: day)) }
        }
        for (place, office) in world.scenario.offices.enumerated() where office.leave?.value ?? 0 > 0 { morning(place) }
        scheduleArrival()
        // Where queues only grow, somebody may never have his turn.
        let world = world
        let most = wanted * 20 + 1_000
        let horizon = Int64(SimulatedWorld.horizon) * OpenHours.day
        while finished < wanted, after < most, let entry = agenda.next(), entry.at < horizon {
            now = entry.at
            if now >= minuteEnds { (circumstances.now, minuteEnds) = (world.moment(at: now), (now / 60 + 1) * 60) }
            happen(entry.what, in: world)
        }
        ended = now
        (unfinished, absent) = (wanted - finished, wanted - counted)
    }

    private mutating func happen(_ what: Agenda.What, in world: SimulatedWorld) {
        switch what {
        case .arrival:
            arrive()
            scheduleArrival()
        case .batch(let place): for _ in 0..<world.scenario.definition.arrivals.batches[Int(place)].count { arrive() }
        case .ready(let person, let errand): ready(Int(person), Int(errand))
        case .atWindow(let person): queue(person: Int(person))
        case .done(let office, let job):
            offices[Int(office)].free()
            if job.isPerson {
                served(Int(job.application))
            } else if job.isBatch {
                finishBatch(Int(job.application))
            } else {
                act(job, in: world)
            }
            startWork(Int(office), in: world)
        case .due(let job): act(job, in: world)
        case .papers(let application, let ticket): bringPapers(Int(application), ticket)
        case .reported(let application, let ticket, let event): report(Int(event), Int(application), ticket)
        case .timePasses(let application, let ticket): letTimePass(Int(application), ticket)
        case .batchCloses(let batch, let ticket): closeBatch(Int(batch), ticket)
        case .morning(let office): morning(Int(office))
        }
    }

    // MARK: Arrivals

    private mutating func scheduleArrival() {
        lastArrival = world.arrival(after: world.arrivals.seconds(draws, .arrival, came), from: lastArrival)
        agenda.add(.arrival, at: lastArrival)
    }

    private mutating func arrive() {
        let counts = now >= world.warmUp && counted < wanted
        // Who counts has the luck of his number among those who do: he is the same person whoever came before.
        let own = draws.of(counts ? counted : ~came)
        came += 1
        var number: Int?
        if counted == wanted { after += 1 }
        if counts {
            number = counted
            counted += 1
            reached = now
            outcomes.append(nil)
        }
        let plan = population.person(own, sources: answering())
        if plan.isStopped {
            if counts {
                stopped += 1
                finished += 1
            }
            return
        }
        begin(SimulatedPerson(plan, own, number: number, at: now, isTogether: isTogether))
    }

    /// For each source of the folder, whether it answers now.
    private mutating func answering() -> [Bool] {
        var answers = world.scenario.journey.situation.sources
        for place in outages.indices {
            while outages[place].to <= now { nextOutage(place) }
            if outages[place].from <= now { answers[world.outages[place].source] = false }
        }
        return answers
    }

    private mutating func nextOutage(_ place: Int) {
        let (outage, last) = (world.outages[place], outages[place])
        let from = last.to + outage.every.seconds(draws, .outage, place, last.number * 2).wholeSeconds
        let to = from + max(1, outage.lasts.seconds(draws, .outage, place, last.number * 2 + 1).wholeSeconds)
        outages[place] = Outage(from: from, to: to, number: last.number + 1)
    }

    /// Somebody has everything that he applied for, or all that he will get.
    mutating func finish(_ place: Int) {
        people.remove(place)
        guard let number = people[place].number else { return }
        outcomes[number] = people[place].outcome(world, isTogether: isTogether)
        if isLogging { logged.append(LoggedPerson(number: number, cases: people[place].cases)) }
        finished += 1
    }

    // MARK: Officers

    /// How many officers are there today.
    private mutating func morning(_ place: Int) {
        let office = world.scenario.offices[place]
        let day = Int(now / OpenHours.day)
        var there = 0
        for officer in 0..<office.officers.value where !draws.happens(office.leave?.value ?? 0, .leave, place << 20 | day, officer) {
            there += 1
        }
        offices[place].officers = there
        agenda.add(.morning(office: Int32(place)), at: Int64(day + 1) * OpenHours.day)
        startWork(place, in: world)
    }

    /// Puts a piece of work before the officers of an office.
    /// - Parameter rank: that of its item there; nil: somebody stands at the window.
    mutating func put(_ job: Agenda.Job, to office: Int, seconds: Int64, rank: Int?, in world: SimulatedWorld) {
        let work = OfficeQueue.Waiting(job: job, since: now, work: seconds)
        if offices[office].isIdle { return start(work, at: office, in: world) }
        offices[office].add(work, rank: rank)
        startWork(office, in: world)
    }

    @inline(__always)
    private mutating func startWork(_ place: Int, in world: SimulatedWorld) {
        while offices[place].isReady { takeUp(place, in: world) }
    }

    /// An officer takes up what comes next, where it is still to be done.
    private mutating func takeUp(_ place: Int, in world: SimulatedWorld) {
        if let next = offices[place].next(), isWanted(next.job) { start(next, at: place, in: world) }
    }

    /// An officer takes up a piece of work.
    private mutating func start(_ work: OfficeQueue.Waiting, at place: Int, in world: SimulatedWorld) {
        let (begins, ends, wait) = offices[place].begin(work, at: now, counts: now >= world.warmUp)
        if work.job.isPerson { stay(Int(work.job.application), since: work.since, until: begins, wait, work.work, world.hours[place]) }
        agenda.add(.done(office: Int16(place), job: work.job), at: ends)
    }

    /// Whoever has not had his turn when the office closes goes home, and comes again on every day on which it is open until he has.
    private mutating func stay(
        _ person: Int, since: Int64, until begins: Int64, _ open: Int64, _ work: Int64, _ hours: OpenHours
    ) {
        let days = hours.workedDays(from: since / OpenHours.day, to: begins / OpenHours.day)
        // At noon he stays.
        people[person].wait((days == 0 ? begins - since : open) + work)
        for _ in 0..<days { people[person].travel(world) }
    }

    /// Whether what was planned for an item is still to be done.
    @inline(__always)
    func isWanted(_ job: Agenda.Job) -> Bool {
        job.item < 0
            || (applications.isThere(Int(job.application), job.ticket)
                && applications[Int(job.application)].courses[Int(job.item)].plan == job.plan)
    }
}
