/// Cases of the people: handed in, given commands, looked at when time passes, closed.
extension BlockRun {
    mutating func handIn(_ place: Int, _ errand: Int) {
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
        var circumstances = world.circumstances
        if let situation { circumstances = Circumstances(of: situation, at: world.first, calendar: world.circumstances.calendar) }
        circumstances.now = world.moment(at: now)
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

    mutating func settle(_ person: Int) { if people[person].isDone { finish(person) } }
}
