/// What is done next with an item, and doing it.
extension BlockRun {
    /// Plans what comes next of an item that stands open.
    mutating func plan(_ place: Int, of number: Int, on ways: Ways, in world: SimulatedWorld) {
        guard let coming = applications[number].plan(place, on: ways, in: world, at: now, isTogether: isTogether) else { return }
        let job = Agenda.Job(
            application: Int32(number), ticket: applications.ticket(number), item: Int16(place),
            plan: applications[number].courses[place].plan)
        let item = Int(applications[number].state.items[place].opened.item)
        switch coming {
        case .due(let at): agenda.add(.due(job), at: at)
        case .work(let office, let seconds): put(job, to: office, seconds: seconds, rank: Int(world.ranks[office][item]), in: world)
        case .batch(let batch, let move, let office, let seconds):
            let rank = Int(world.ranks[office][item])
            put(job, into: batch, move, part: applications[number].part, office: office, seconds: seconds, rank: rank)
        }
    }

    /// What was planned for an item is done, where it still stands as it stood.
    mutating func act(_ job: Agenda.Job, in world: SimulatedWorld) {
        guard isWanted(job) else { return }
        // Together there is but one way, which is always there: nobody has to hold on to it at every step.
        if isTogether { return act(job, on: world.whole, in: world) }
        act(job, on: world.ways[applications[Int(job.application)].part], in: world)
    }

    private mutating func act(_ job: Agenda.Job, on ways: Ways, in world: SimulatedWorld) {
        let (number, place) = (Int(job.application), Int(job.item))
        guard applications[number].state.items[place].stage == .open else { return }
        let person = applications[number].person
        guard let next = applications[number].planned(place, on: ways, in: world, isTogether: isTogether) else {
            return applications[number].courses[place].isPlanned = false
        }
        if next.maker == .applicant, !isTogether, applications[number].state.items[place].told > 0,
            !applications[number].courses[place].isMending
        {
            // Apart he mends it at the window.
            applications[number].courses[place].isPlanned = true
            applications[number].courses[place].isMending = true
            let office = applications[number].office(of: place, on: ways, in: world)
            return go(person, SimulatedPerson.Visit(purpose: .mend(job), office: office))
        }
        applications[number].courses[place].carriesOut()
        let move = ways.rules.moves[Int(next.move)]
        let item = Int(applications[number].state.items[place].opened.item)
        let stood = applications[number].state.items[place].state
        let actor = next.maker.actor(elsewhere: ways.rules.decidedElsewhere[item])
        if move.needs.contains(.verifiedPapers) {
            for paper in applications[number].papersToVerify(of: place, before: move, under: ways.rules) {
                applications[number].courses[place].isPlanned = true
                give(CaseCommand(by: actor, .verify(paper: paper)), to: number, on: ways, in: world)
            }
            applications[number].courses[place].isPlanned = false
        }
        // With the last paper verified a rule may have moved the item already.
        guard applications[number].state.items[place].stage == .open, applications[number].state.items[place].state == stood else {
            return after(number, on: ways, in: world)
        }
        if move.needs.contains(.gaps) {
            people[person].corrections += 1
            applications[number].courses[place].asked += 1
            applications[number].courses[place].givesUp = applications[number].draws.happens(
                world.scenario.definition.applicants.givesUp.value, .givingUp, item)
        }
        if isTogether, ways.jointVisit(next.move, of: Int32(item)) != nil {
            applications[number].courses[place].isPlanned = true
            applications[number].courses[place].awaitsVisit = true
            return visit(number, on: ways, in: world)
        }
        // The note goes into the command at once: nobody else holds on to it.
        give(
            CaseCommand(
                by: actor,
                .move(
                    item: place, move: Int(move.name),
                    note: applications[number].note(for: move, of: place, on: circumstances.now.day))), to: number, on: ways, in: world)
        after(number, on: ways, in: world)
    }

    /// Officers of several departments go together, once all of them have come so far.
    mutating func visit(_ number: Int, on ways: Ways, in world: SimulatedWorld) {
        while let (visit, first) = applications[number].readyVisit(on: ways) {
            let stood = applications[number].state.items[first].state
            applications[number].courses[first].awaitsVisit = false
            applications[number].courses[first].isPlanned = false
            guard let next = applications[number].next(first, on: ways, in: world, isTogether: isTogether) else { continue }
            let move = ways.rules.moves[Int(next.move)]
            let note = applications[number].note(for: move, of: first, on: circumstances.now.day)
            give(CaseCommand(by: .officer, .visit(joint: visit, note: note)), to: number, on: ways, in: world)
            guard applications[number].state.items[first].stage == .open, applications[number].state.items[first].state == stood else {
                continue
            }
            // What cannot be done together is done by each.
            give(
                CaseCommand(by: next.maker.actor(elsewhere: false), .move(item: first, move: Int(move.name), note: note)), to: number,
                on: ways, in: world)
        }
        after(number, on: ways, in: world)
    }
}
