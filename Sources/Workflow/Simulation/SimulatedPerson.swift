/// Somebody who applies: apart from one office to the next, or for all of it at once.
final class SimulatedPerson {
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
    /// Of the whole, or of each errand.
    var handlingDays: [Int]
    /// When the last result came.
    var last: Int64
    var isUnfinished = false
    /// Of those that are over, what an event log is to tell.
    var cases: [LoggedCase] = []

    enum Errand {
        case waiting, begun, granted, failed
    }

    init(_ plan: PlannedPerson, _ draws: Draws, number: Int?, at time: Int64) {
        (self.plan, self.draws, self.number, came, last) = (plan, draws, number, time, time)
        errands = plan.errands.map { _ in .waiting }
        handlingDays = Array(repeating: 0, count: max(1, plan.errands.count))
    }

    func spend(_ seconds: Double) { spent += Int64(seconds.rounded()) }

    func waited(from start: Int64, to end: Int64) { spent += end - start }

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

    func outcome(_ world: SimulatedWorld, isTogether: Bool) -> PersonFigures {
        let counts = isTogether ? plan.together : plan.apart
        var figures = PersonFigures(counts)
        figures[.visits] = Int64(visitsMade)
        let isSum = world.rules.bundle.definition.counting.combine == .sum
        figures[.handlingDays] = Int64(isTogether ? handlingDays[0] : isSum ? handlingDays.reduce(0, +) : longestPath)
        figures[.minutes] = spent
        let calendar = world.rules.bundle.shared.calendar
        figures[.elapsedDays] = Int64(calendar.workingDays(after: world.moment(at: came).day, through: world.moment(at: last).day))
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

/// A case of a person: of the whole, or of one item.
final class SimulatedApplication {
    let person: Int
    /// Its place among the person's errands; -1: the whole.
    let errand: Int
    let rules: CaseRules
    let ways: Ways
    var state = CaseState()
    var tally = CaseTally()
    /// What has happened, where an event log is to tell it.
    var events: [CaseEvent] = []
    var courses: [Course] = []
    /// When time alone is next looked at.
    var wakes: Int64 = .max

    init(person: Int, errand: Int, rules: CaseRules, ways: Ways) {
        (self.person, self.errand, self.rules, self.ways) = (person, errand, rules, ways)
    }

    /// How far an item has come.
    struct Course {
        /// Counts what was planned for it: what was planned before is worth nothing.
        var plan: UInt16 = 0
        /// Something is waited for, or worked on.
        var isPlanned = false
        var asked: UInt8 = 0
        var givesUp = false
        /// He is on his way to mend what is wanting.
        var isMending = false
    }
}

extension BlockRun {
    // MARK: Beginning

    mutating func begin(_ person: SimulatedPerson) {
        let place = people.add(person)
        if isTogether {
            let counts = person.plan.together
            people[place].errands = []
            prepare(place, errand: -1, fields: counts.figures.fields, papers: counts.figures.materials, copies: counts.copies)
        } else {
            beginErrands(place)
        }
    }

    /// Begins every errand whose results are there that it needs.
    private mutating func beginErrands(_ place: Int) {
        let plan = people[place].plan
        for (number, errand) in plan.errands.enumerated() where people[place].errands[number] == .waiting {
            let needs = errand.after.map { people[place].errands[$0] }
            if needs.contains(.failed) {
                people[place].errands[number] = .failed
                people[place].refused += 1
            } else if needs.allSatisfy({ $0 == .granted }) {
                people[place].errands[number] = .begun
                people[place].open += 1
                prepare(place, errand: number, fields: errand.fields, papers: errand.papers, copies: errand.copies)
            }
        }
    }

    /// He fills in the form, finds the papers and copies them; each at his own pace, which is the same in both arms.
    private mutating func prepare(_ place: Int, errand: Int, fields: Int, papers: Int, copies: Int) {
        let draws = people[place].draws
        let seconds =
            world.typedField.seconds(draws, .typing) * Double(fields) + world.paper.seconds(draws, .paper) * Double(papers)
            + world.copy.seconds(draws, .copying) * Double(copies)
        if errand < 0 { people[place].open += 1 }
        people[place].spend(seconds)
        var ready = now + Int64(seconds.rounded())
        if errand < 0 { for (source, law) in world.sourceTimes { ready += Int64(law.seconds(draws, .source, source).rounded()) } }
        agenda.add(.ready(person: Int32(place), errand: Int32(errand)), at: ready)
    }

    mutating func ready(_ place: Int, _ errand: Int) {
        let visits = errand < 0 ? world.rules.bundle.definition.visits.count : people[place].plan.errands[errand].visits
        if visits == 0 { return handIn(place, errand) }
        let office = errand < 0 ? world.scenario.officeOf[world.rules.bundle.leadDepartment] : people[place].plan.errands[errand].office
        go(place, SimulatedPerson.Visit(purpose: .apply(errand: errand), office: office))
    }

    // MARK: Ways to an office

    mutating func go(_ place: Int, _ visit: SimulatedPerson.Visit) {
        guard people[place].visit == nil else { return people[place].visits.append(visit) }
        people[place].visit = visit
        people[place].visitsMade += 1
        let way = world.visit.seconds(people[place].draws, .travelling, people[place].visitsMade)
        people[place].spend(way)
        let arrives = world.hours[visit.office].opening(from: now + Int64((way / 2).rounded()))
        agenda.add(.atWindow(person: Int32(place)), at: arrives)
    }

    mutating func queue(person place: Int) {
        guard let visit = people[place].visit else { return }
        let seconds = world.window.seconds(people[place].draws, .window, people[place].visitsMade)
        put(Agenda.Job(application: Int32(place), ticket: 0, item: -1, plan: 0), to: visit.office, seconds: Int64(seconds.rounded()))
    }

    /// An officer has attended to him.
    mutating func served(_ place: Int) {
        guard let visit = people[place].visit else { return }
        people[place].visit = nil
        switch visit.purpose {
        case .apply(let errand): handIn(place, errand)
        case .mend(let job): act(job)
        case .collect: people[place].last = now
        }
        if people[place].visits.isEmpty { return settle(place) }
        go(place, people[place].visits.removeFirst())
    }

    // MARK: Cases

    private mutating func handIn(_ place: Int, _ errand: Int) {
        let plan = people[place].plan
        let item = errand < 0 ? -1 : plan.errands[errand].item
        let rules = item < 0 ? world.rules : world.alone[item]
        let application = applications.add(
            SimulatedApplication(person: place, errand: errand, rules: rules, ways: item < 0 ? world.ways : world.waysAlone[item]))
        var situation = plan.situation
        if item >= 0 {
            situation.parties = situation.parties.map { $0.map { Party(identity: $0.identity) } }
            situation.sources = situation.sources.map { _ in false }
        }
        give(CaseCommand(by: .applicant, .submit(Application(answers: situation.answers))), to: application, of: situation)
        guard applications[application].state.phase == .open else { return close(application) }
        let ticket = applications.tickets[application]
        let state = applications[application].state
        for item in state.items where item.opened.event >= 0 {
            guard let span = world.scenario.journey.script.events[Int(item.opened.event)] else { continue }
            let day = world.rules.bundle.shared.calendar.due(from: world.moment(at: now).day, within: span).day
            let at =
                span.unit.map { $0 == .minutes || $0 == .hours } ?? true
                ? now + Int64(span.clockSeconds) : world.time(of: day) + now % OpenHours.day
            agenda.add(.reported(application: Int32(application), ticket: ticket, event: Int16(item.opened.event)), at: max(now, at))
        }
        // What may follow comes on its last day.
        for day in Set(state.papers.compactMap { $0.disposition == .follows && !$0.isThere ? $0.until : nil }) {
            agenda.add(.papers(application: Int32(application), ticket: ticket), at: max(now, world.time(of: day) + 9 * 3_600))
        }
    }

    mutating func bringPapers(_ application: Int, _ ticket: UInt32) {
        guard applications.isThere(application, ticket) else { return }
        let day = world.moment(at: now).day
        for paper in applications[application].state.papers.indices {
            let one = applications[application].state.papers[paper]
            guard !one.isThere, one.disposition == .follows, one.until.map({ $0 <= day }) ?? false else { continue }
            give(CaseCommand(by: .applicant, .handIn(paper: paper)), to: application)
        }
        after(application)
    }

    mutating func report(_ event: Int, _ application: Int, _ ticket: UInt32) {
        guard applications.isThere(application, ticket), applications[application].state.happened & (1 << UInt64(event)) == 0 else {
            return
        }
        give(CaseCommand(by: .applicant, .report(event: event)), to: application)
        after(application)
    }

    mutating func letTimePass(_ application: Int, _ ticket: UInt32) {
        guard applications.isThere(application, ticket) else { return }
        applications[application].wakes = .max
        give(CaseCommand(by: .system, .letTimePass), to: application)
        after(application)
    }

    /// Gives a command to the machine, and plans what comes next of every item that went on.
    mutating func give(_ command: CaseCommand, to place: Int, of situation: Situation? = nil) {
        let calendar = world.rules.bundle.shared.calendar
        let moment = world.moment(at: now)
        let circumstances =
            situation.map { Circumstances(of: $0, at: moment, calendar: calendar) } ?? Circumstances(at: moment, calendar: calendar)
        let rules = applications[place].rules
        events.removeAll(keepingCapacity: true)
        do throws(Refusal) {
            try CaseMachine.handle(command, on: &applications[place].state, under: rules, given: circumstances, into: &events)
        } catch {
            refusedCommands += 1
        }
        if applications[place].courses.isEmpty {
            applications[place].courses = Array(repeating: SimulatedApplication.Course(), count: applications[place].state.items.count)
        }
        applications[place].tally.take(events, under: rules)
        let person = applications[place].person
        if isLogged(person) { applications[place].events += events }
        var (dirty, papersMoved): (UInt64, Bool) = (0, false)
        for event in events {
            switch event.fact {
            case .started(let item, _): dirty |= 1 << UInt64(item)
            case .moved(let item, _, _, _, _):
                applications[place].courses[Int(item)].isPlanned = false
                dirty |= 1 << UInt64(item)
            case .handedIn, .verified, .disputeSettled: papersMoved = true
            case .limitPassed(_, .promised): people[person].promisesBroken += 1
            case .limitPassed(_, .statutory): people[person].limitsBroken += 1
            case .ended(let item, let end):
                if !end.isGranted { people[person].refused += 1 }
                applications[place].courses[Int(item)].plan &+= 1
                if end.isGranted { people[person].last = now }
            case .closedBecause(let item, _):
                people[person].refused += 1
                applications[place].courses[Int(item)].plan &+= 1
            default: break
            }
        }
        for item in applications[place].state.items.indices
        where (dirty & (1 << UInt64(item)) != 0 || papersMoved) && applications[place].state.items[item].stage == .open
            && !applications[place].courses[item].isPlanned
        {
            plan(item, of: place)
        }
        wake(place)
    }

    /// Time is looked at on the day on which it may make something happen.
    private mutating func wake(_ place: Int) {
        guard applications[place].state.phase == .open else { return }
        let quiet = applications[place].state.quietBefore.value
        let next =
            quiet ?? CaseMachine.nextDay(of: applications[place].state, under: applications[place].rules, world.circumstances.calendar)
        guard let day = next, day != .distant else { return }
        let at = max(now, world.time(of: day))
        guard at < applications[place].wakes else { return }
        applications[place].wakes = at
        agenda.add(.timePasses(application: Int32(place), ticket: applications.tickets[place]), at: at)
    }

    /// Looks whether a case is over.
    mutating func after(_ application: Int) {
        if applications[application].state.phase == .closed { close(application) }
    }

    private mutating func close(_ place: Int) {
        let application = applications[place]
        let (person, errand) = (application.person, application.errand)
        applications.remove(place)
        log(application)
        let figures = CaseFigures(application.state, application.tally, under: application.rules)
        people[person].handlingDays[max(0, errand)] = figures.handlingDays
        people[person].open -= 1
        let granted = application.state.items.contains(where: \.isGranted)
        if errand >= 0 { people[person].errands[errand] = granted ? .granted : .failed }
        // The result is fetched where an item has more than one trip.
        let visits = errand < 0 ? world.rules.bundle.definition.visits.count : people[person].plan.errands[errand].visits
        if granted, visits > 1 {
            let office =
                errand < 0 ? world.scenario.officeOf[world.rules.bundle.leadDepartment] : people[person].plan.errands[errand].office
            for _ in 1..<visits { go(person, SimulatedPerson.Visit(purpose: .collect, office: office)) }
        }
        if errand >= 0 { beginErrands(person) }
        settle(person)
    }

    private mutating func settle(_ person: Int) { if people[person].isDone { finish(person) } }
}
