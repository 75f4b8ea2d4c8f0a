/// One block in one arm: people come, hand in, wait, mend and take their results; officers work through what comes. Every case goes through the
/// machine of the office.
struct BlockRun {
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
    var offices: [OfficeQueue]
    var population: Population
    var people = Slots<SimulatedPerson>()
    var applications = Slots<SimulatedApplication>()
    var now: Int64 = 0
    var events: [CaseEvent] = []
    /// People of the block that have come, counted or not, and those that count.
    private var came = 0
    /// Those who came after the last that counts.
    private var after = 0
    private(set) var counted = 0
    private(set) var finished = 0
    private var lastArrival: Int64 = 0
    private var outages: [Outage]

    /// What became of those who count, by their number among them; nil: stopped, told at once that there is nothing to apply for.
    private(set) var outcomes: [PersonFigures?] = []
    private(set) var stopped = 0
    /// People whose cases were not closed when nobody had anything more to do.
    private(set) var unfinished = 0
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
        offices = world.scenario.offices.map { OfficeQueue(officers: $0.officers.value) }
        population = Population(world)
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
        let most = wanted * 20 + 1_000
        let horizon = Int64(SimulatedWorld.horizon) * OpenHours.day
        while finished < wanted, after < most, let entry = agenda.next(), entry.at < horizon {
            now = entry.at
            happen(entry.what)
        }
        ended = now
        unfinished = counted - finished
    }

    private mutating func happen(_ what: Agenda.What) {
        switch what {
        case .arrival:
            arrive()
            scheduleArrival()
        case .batch(let place): for _ in 0..<world.scenario.definition.arrivals.batches[Int(place)].count { arrive() }
        case .ready(let person, let errand): ready(Int(person), Int(errand))
        case .atWindow(let person): queue(person: Int(person))
        case .done(let office, let job):
            offices[Int(office)].free()
            if job.item < 0 { served(Int(job.application)) } else { act(job) }
            startWork(Int(office))
        case .due(let job): act(job)
        case .papers(let application, let ticket): bringPapers(Int(application), ticket)
        case .reported(let application, let ticket, let event): report(Int(event), Int(application), ticket)
        case .timePasses(let application, let ticket): letTimePass(Int(application), ticket)
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
        begin(SimulatedPerson(plan, own, number: number, at: now))
    }

    /// For each source of the folder, whether it answers now.
    private mutating func answering() -> [Bool] {
        var answers = world.scenario.journey.situation.sources.map { _ in true }
        for place in outages.indices {
            while outages[place].to <= now { nextOutage(place) }
            if outages[place].from <= now { answers[world.outages[place].source] = false }
        }
        return answers
    }

    private mutating func nextOutage(_ place: Int) {
        let (outage, last) = (world.outages[place], outages[place])
        let from = last.to + Int64(outage.every.seconds(draws, .outage, place, last.number * 2).rounded())
        let to = from + max(1, Int64(outage.lasts.seconds(draws, .outage, place, last.number * 2 + 1).rounded()))
        outages[place] = Outage(from: from, to: to, number: last.number + 1)
    }

    /// Somebody has everything that he applied for, or all that he will get.
    mutating func finish(_ place: Int) {
        let person = people[place]
        people.remove(place)
        guard let number = person.number else { return }
        outcomes[number] = person.outcome(world, isTogether: isTogether)
        if isLogging { logged.append(LoggedPerson(number: number, cases: person.cases)) }
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
        startWork(place)
    }

    /// Puts a piece of work before the officers of an office.
    mutating func put(_ job: Agenda.Job, to office: Int, seconds: Int64) {
        offices[office].add(OfficeQueue.Waiting(job: job, since: now, work: seconds), isPerson: job.item < 0)
        startWork(office)
    }

    private mutating func startWork(_ place: Int) {
        while offices[place].hasFreeOfficer, let next = offices[place].next() {
            guard isWanted(next.job) else { continue }
            let hours = world.hours[place]
            let begins = hours.opening(from: now)
            offices[place].take()
            if now >= world.warmUp { offices[place].count(work: next.work, since: next.since, until: begins, hours) }
            if next.job.item < 0 { people[Int(next.job.application)].waited(from: next.since, to: begins + next.work) }
            agenda.add(.done(office: Int32(place), job: next.job), at: hours.adding(next.work, to: now))
        }
    }

    func isWanted(_ job: Agenda.Job) -> Bool {
        job.item < 0
            || (applications.isThere(Int(job.application), job.ticket)
                && applications[Int(job.application)].courses[Int(job.item)].plan == job.plan)
    }
}

/// Places that are used again, each with a ticket that tells who has it now.
struct Slots<Element: AnyObject> {
    private var elements: ContiguousArray<Element?> = []
    private(set) var tickets: ContiguousArray<UInt32> = []
    private var free: [Int] = []

    subscript(place: Int) -> Element { elements[place]! }

    mutating func add(_ element: Element) -> Int {
        if let place = free.popLast() {
            elements[place] = element
            return place
        }
        elements.append(element)
        tickets.append(0)
        return elements.count - 1
    }

    /// What is there, in the order of the places.
    var all: [Element] { elements.compactMap { $0 } }

    mutating func remove(_ place: Int) {
        elements[place] = nil
        tickets[place] &+= 1
        free.append(place)
    }

    func isThere(_ place: Int, _ ticket: UInt32) -> Bool { tickets[place] == ticket && elements[place] != nil }
}
