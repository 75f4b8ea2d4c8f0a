/// Cases of the people: handed in, given commands, looked at when time passes, closed.
extension BlockRun {
    mutating func handIn(_ place: Int, _ errand: Int) {
        let plan = people[place].plan
        let application = applications.add(SimulatedApplication(person: place, errand: errand, plan, people[place].draws))
        let part = applications[application].part
        let ways = world.ways[part]
        var (command, given) = plan.handingIn(part, at: circumstances.now, under: ways.rules)
        swap(&circumstances, &given)
        give(command, to: application, on: ways, in: world)
        swap(&circumstances, &given)
        guard applications[application].state.phase == .open else { return close(application) }
        let ticket = applications.ticket(application)
        for item in applications[application].state.items.indices {
            let event = applications[application].state.items[item].opened.event
            guard event >= 0, let span = world.scenario.journey.script.events[Int(event)] else { continue }
            let day = world.rules.bundle.shared.calendar.due(from: circumstances.now.day, within: span).day
            let at =
                span.unit.map { $0 == .minutes || $0 == .hours } ?? true
                ? now + Int64(span.clockSeconds) : world.time(of: day) + now % OpenHours.day
            agenda.add(.reported(application: Int32(application), ticket: ticket, event: Int16(event)), at: max(now, at))
        }
        // What may follow comes on its last day.
        let follow = applications[application].state.papers.compactMap { $0.disposition == .follows && !$0.isThere ? $0.until : nil }
        if follow.isEmpty { return }
        for day in Set(follow) {
            agenda.add(.papers(application: Int32(application), ticket: ticket), at: max(now, world.time(of: day) + 9 * 3_600))
        }
    }

    mutating func bringPapers(_ application: Int, _ ticket: UInt32) {
        guard applications.isThere(application, ticket) else { return }
        let (day, ways) = (circumstances.now.day, world.ways[applications[application].part])
        for paper in applications[application].state.papers.indices {
            let one = applications[application].state.papers[paper]
            guard !one.isThere, one.disposition == .follows, one.until.map({ $0 <= day }) ?? false else { continue }
            give(CaseCommand(by: .applicant, .handIn(paper: paper)), to: application, on: ways, in: world)
        }
        after(application, on: ways, in: world)
    }

    mutating func report(_ event: Int, _ application: Int, _ ticket: UInt32) {
        guard applications.isThere(application, ticket), applications[application].state.happened & (1 << UInt64(event)) == 0 else {
            return
        }
        let ways = world.ways[applications[application].part]
        give(CaseCommand(by: .applicant, .report(event: event)), to: application, on: ways, in: world)
        after(application, on: ways, in: world)
    }

    mutating func letTimePass(_ application: Int, _ ticket: UInt32) {
        guard applications.isThere(application, ticket) else { return }
        applications[application].wakes = .max
        let ways = world.ways[applications[application].part]
        give(CaseCommand(by: .system, .letTimePass), to: application, on: ways, in: world)
        after(application, on: ways, in: world)
    }

    /// Gives a command to the machine, and plans what comes next of every item that went on.
    /// - Parameters:
    ///   - ways: those of its part.
    ///   - world: the same as that of the run; both are handed on, so that nobody holds on to them at every step.
    mutating func give(_ command: CaseCommand, to place: Int, on ways: Ways, in world: SimulatedWorld) {
        let rules = ways.rules
        while !events.isEmpty { events.removeLast() }
        do throws(Refusal) {
            try CaseMachine.handle(command, on: &applications[place].state, under: rules, given: circumstances, into: &events)
        } catch {
            refusedCommands += 1
        }
        let person = applications[place].person
        if isLogging, people[person].number != nil { applications[place].events += events }
        let moved = applications[place].take(events, of: &people[person], at: now, under: rules)
        // A paper may be what any item waited for.
        var items = moved.papers ? ~0 >> UInt64(64 - applications[place].state.items.count) : moved.items
        while items != 0 {
            let item = items.trailingZeroBitCount
            items &= items - 1
            if applications[place].state.items[item].stage == .open, !applications[place].courses[item].isPlanned {
                plan(item, of: place, on: ways, in: world)
            }
        }
        wake(place, under: rules, in: world)
    }

    /// Time is looked at on the day on which it may make something happen.
    @inline(__always)
    private mutating func wake(_ place: Int, under rules: CaseRules, in world: SimulatedWorld) {
        guard applications[place].state.phase == .open else { return }
        var next = applications[place].state.quietBefore.value
        if next == nil {
            next = applications[place].nextDay(under: rules, in: world)
        }
        guard let day = next, day != .distant else { return }
        let at = max(now, world.time(of: day))
        guard at < applications[place].wakes else { return }
        applications[place].wakes = at
        agenda.add(.timePasses(application: Int32(place), ticket: applications.ticket(place)), at: at)
    }

    /// Looks whether a case is over.
    @inline(__always)
    mutating func after(_ application: Int, on ways: Ways, in world: SimulatedWorld) {
        if applications[application].state.phase == .closed { return close(application) }
        // Whoever waits for others to come to a joint visit may have waited for one that has ended.
        if isTogether, !world.rules.jointVisits.isEmpty, applications[application].readyVisit(on: ways) != nil {
            visit(application, on: ways, in: world)
        }
    }

    private mutating func close(_ place: Int) {
        let (person, errand) = (applications[place].person, applications[place].errand)
        if isLogging { log(applications[place]) }
        let rules = world.ways[applications[place].part].rules
        let days = applications[place].handlingDays(under: rules)
        if errand < 0 { people[person].handlingDaysOfWhole = days } else { people[person].handlingDays[errand] = days }
        people[person].open -= 1
        let granted = applications[place].state.items.contains(where: \.isGranted)
        applications.remove(place)
        if errand >= 0 { people[person].errands[errand] = granted ? .granted : .failed }
        // The result is fetched where an item has more than one trip.
        let visits = errand < 0 ? world.visits : people[person].plan.errands[errand].visits
        if granted, visits > 1 {
            let office =
                errand < 0 ? world.leadOffice : people[person].plan.errands[errand].office
            for _ in 1..<visits { go(person, SimulatedPerson.Visit(purpose: .collect, office: office)) }
        }
        if errand >= 0 { beginErrands(person) }
        settle(person)
    }

    mutating func settle(_ person: Int) { if people[person].isDone { finish(person) } }
}
