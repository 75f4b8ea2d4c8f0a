/// What is done next with an item, and doing it.
extension BlockRun {
    /// Plans what comes next of an item that stands open: an officer's work, the applicant's answer, or a wait.
    mutating func plan(_ place: Int, of number: Int) {
        let draws = people[applications[number].person].draws
        guard let next = applications[number].next(place, in: world, draws, isTogether: isTogether) else { return }
        let item = applications[number].state.items[place].opened.item
        applications[number].courses[place].plan &+= 1
        applications[number].courses[place].isPlanned = true
        let course = applications[number].courses[place]
        let job = Agenda.Job(application: Int32(number), ticket: applications.tickets[number], item: Int16(place), plan: course.plan)
        // Nothing leads out of a state before its least time has passed.
        let at = applications[number].staysThrough(place).map { world.time(of: $0.adding(days: 1)) } ?? now
        guard next.maker.isOffice else {
            if course.givesUp { return }
            let seconds = world.answersAfter.seconds(draws, .answering, Int(item), Int(course.asked))
            return agenda.add(.due(job), at: max(now + Int64(seconds.rounded()), at))
        }
        let part = applications[number].part
        // Which of the draws of a person belong to a move of an item.
        let index = Int(item) << 8 | Int(world.ways[part].rules.moves[Int(next.move)].name)
        let round = max(0, Int(applications[number].state.items[place].opened.instance)) << 8 | Int(course.asked)
        if let wait = world.ways[part].wait(next.move, of: item, draws, index, round) {
            return agenda.add(.due(job), at: max(now + Int64(wait.rounded()), at))
        }
        let seconds = Int64((world.ways[part].work(next.move, of: item, draws, index, round) ?? 0).rounded())
        if at > now { return agenda.add(.due(job), at: at) }
        put(job, to: next.maker == .counter ? world.leadOffice : applications[number].office(of: place, in: world), seconds: seconds)
    }

    /// What was planned for an item is done, where it still stands as it stood.
    mutating func act(_ job: Agenda.Job) {
        let (number, place) = (Int(job.application), Int(job.item))
        guard isWanted(job), applications[number].state.items[place].stage == .open else { return }
        applications[number].courses[place].isPlanned = false
        let person = applications[number].person
        let draws = people[person].draws
        guard let next = applications[number].next(place, in: world, draws, isTogether: isTogether) else { return }
        if next.maker == .applicant, !isTogether, applications[number].state.items[place].told > 0,
            !applications[number].courses[place].isMending
        {
            // Apart he mends it at the window.
            applications[number].courses[place].isPlanned = true
            applications[number].courses[place].isMending = true
            let office = applications[number].office(of: place, in: world)
            return go(person, SimulatedPerson.Visit(purpose: .mend(job), office: office))
        }
        applications[number].courses[place].isMending = false
        let rules = world.ways[applications[number].part].rules
        let move = rules.moves[Int(next.move)]
        let item = Int(applications[number].state.items[place].opened.item)
        let stood = applications[number].state.items[place].state
        let actor = next.maker.actor(elsewhere: rules.decidedElsewhere[item])
        if move.needs.contains(.verifiedPapers) {
            for paper in applications[number].papersToVerify(of: place, before: move, under: rules) {
                applications[number].courses[place].isPlanned = true
                give(CaseCommand(by: actor, .verify(paper: paper)), to: number)
            }
            applications[number].courses[place].isPlanned = false
        }
        // With the last paper verified a rule may have moved the item already.
        guard applications[number].state.items[place].stage == .open, applications[number].state.items[place].state == stood else {
            return after(number)
        }
        let note =
            move.needs.subtracting(.verifiedPapers).isEmpty
            ? nil : applications[number].note(for: move, of: place, on: circumstances.now.day)
        if move.needs.contains(.gaps) {
            people[person].corrections += 1
            applications[number].courses[place].asked += 1
            applications[number].courses[place].givesUp = draws.happens(
                world.scenario.definition.applicants.givesUp.value, .givingUp, item)
        }
        give(CaseCommand(by: actor, .move(item: place, move: Int(move.name), note: note)), to: number)
        after(number)
    }
}
