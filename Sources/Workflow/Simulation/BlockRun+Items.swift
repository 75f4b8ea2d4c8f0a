/// What is done next with an item, and doing it.
extension BlockRun {
    /// Which of the draws of a person belong to a move of an item.
    private func drawing(_ item: ItemState, _ move: CaseRules.MoveRule, _ round: Int) -> (index: Int, round: Int) {
        (Int(item.opened.item) << 8 | Int(move.name), max(0, Int(item.opened.instance)) << 8 | round)
    }

    /// Plans what comes next of an item that stands open: an officer's work, the applicant's answer, or a wait.
    mutating func plan(_ place: Int, of number: Int) {
        let item = applications[number].state.items[place]
        let person = applications[number].person
        guard let next = next(place, of: number) else { return }
        applications[number].courses[place].plan &+= 1
        applications[number].courses[place].isPlanned = true
        let job = Agenda.Job(
            application: Int32(number), ticket: applications.tickets[number], item: Int16(place),
            plan: applications[number].courses[place].plan)
        let draws = people[person].draws
        let at = earliest(item)
        guard next.maker.isOffice else {
            if applications[number].courses[place].givesUp { return }
            let seconds = world.answersAfter.seconds(
                draws, .answering, Int(item.opened.item), Int(applications[number].courses[place].asked))
            return agenda.add(.due(job), at: max(now + Int64(seconds.rounded()), at))
        }
        let (index, round) = drawing(item, next.move, Int(applications[number].courses[place].asked))
        let ways = applications[number].ways
        if let wait = ways.wait(next.move, of: item) {
            return agenda.add(.due(job), at: max(now + Int64(wait.seconds(draws, .wait, index, round).rounded()), at))
        }
        let seconds = Int64((ways.work(next.move, of: item)?.seconds(draws, .work, index, round) ?? 0).rounded())
        if at > now { return agenda.add(.due(job), at: at) }
        let rules = applications[number].rules
        let department = next.maker == .counter ? rules.bundle.leadDepartment : rules.holder(of: item, answers(of: number))
        put(job, to: world.scenario.officeOf[department], seconds: seconds)
    }

    private func answers(of number: Int) -> Answers { applications[number].state.submission?.answers ?? Answers(questions: 0) }

    /// Nothing leads out of a state before its least time has passed.
    private func earliest(_ item: ItemState) -> Int64 {
        item.staysThrough.map { world.time(of: $0.day.adding(days: 1)) } ?? now
    }

    private typealias Next = (move: CaseRules.MoveRule, maker: Ways.Maker)

    private func next(_ place: Int, of number: Int) -> Next? {
        let item = applications[number].state.items[place]
        let refuses = people[applications[number].person].draws.happens(
            world.scenario.refusals[Int(item.opened.item)], .refusal, Int(item.opened.item), max(0, Int(item.opened.instance)))
        guard let step = applications[number].ways.step(from: item, refusing: refuses) else { return nil }
        guard step.maker.isOffice else { return (step.move, step.maker) }
        if let asking = step.asking, item.told == 0, applications[number].courses[place].asked == 0, isWrong(place, of: number),
            !wrongPapers(of: place, applications[number].state).isEmpty
        {
            return (asking, step.maker)
        }
        if step.move.needs.contains(.verifiedPapers) {
            let decides = applications[number].rules.state(step.move.to, of: item.opened.process).decidesToGrant
            let lacking = CaseMachine.unverified(of: place, toDecide: decides, applications[number].state).filter {
                applications[number].state.papers[$0].isLacking
            }
            if !lacking.isEmpty {
                guard let asking = step.asking, item.told == 0,
                    lacking.contains(where: { applications[number].state.papers[$0].disposition == .handedIn })
                else { return nil }
                return (asking, step.maker)
            }
        }
        return (step.move, step.maker)
    }

    /// Whether something that he handed in for an item is not right.
    private func isWrong(_ place: Int, of number: Int) -> Bool {
        let opened = applications[number].state.items[place].opened
        let person = applications[number].person
        let likely = isTogether ? people[person].plan.together.wrong[Int(opened.item)] : people[person].plan.apart.wrong[Int(opened.item)]
        return likely > 0 && people[person].draws.unit(.mistake, Int(opened.item), max(0, Int(opened.instance))) < likely
    }

    /// The paper that is named where something is wrong: the first that he handed in for the item.
    private func wrongPapers(of place: Int, _ state: borrowing CaseState) -> [Int] {
        state.papers.indices.first { CaseMachine.concerns(place, state.papers[$0]) && state.papers[$0].isThere }.map { [$0] } ?? []
    }

    /// What was planned for an item is done, where it still stands as it stood.
    mutating func act(_ job: Agenda.Job) {
        let (number, place) = (Int(job.application), Int(job.item))
        guard isWanted(job), applications[number].state.items[place].stage == .open
        else { return }
        applications[number].courses[place].isPlanned = false
        guard let next = next(place, of: number) else { return }
        let item = applications[number].state.items[place]
        if next.maker == .applicant, !isTogether, item.told > 0, !applications[number].courses[place].isMending {
            // Apart he mends it at the window.
            applications[number].courses[place].isPlanned = true
            applications[number].courses[place].isMending = true
            let office = world.scenario.officeOf[applications[number].rules.holder(of: item, answers(of: number))]
            return go(applications[number].person, SimulatedPerson.Visit(purpose: .mend(job), office: office))
        }
        applications[number].courses[place].isMending = false
        let rules = applications[number].rules
        let actor = next.maker.actor(elsewhere: rules.decidedElsewhere[Int(item.opened.item)])
        if next.move.needs.contains(.verifiedPapers) {
            let decides = rules.state(next.move.to, of: item.opened.process).decidesToGrant
            for paper in CaseMachine.unverified(of: place, toDecide: decides, applications[number].state)
            where !applications[number].state.papers[paper].isLacking {
                applications[number].courses[place].isPlanned = true
                give(CaseCommand(by: actor, .verify(paper: paper)), to: number)
            }
            applications[number].courses[place].isPlanned = false
        }
        // With the last paper verified a rule may have moved the item already.
        let stands = applications[number].state.items[place]
        guard stands.stage == .open, stands.state == item.state else { return after(number) }
        let note =
            next.move.needs.subtracting(.verifiedPapers).isEmpty ? nil : note(for: next.move, of: place, in: applications[number].state)
        if next.move.needs.contains(.gaps) {
            applications[number].courses[place].asked += 1
            let person = applications[number].person
            people[person].corrections += 1
            applications[number].courses[place].givesUp = people[person].draws.happens(
                world.scenario.definition.applicants.givesUp.value, .givingUp, Int(item.opened.item))
        }
        give(CaseCommand(by: actor, .move(item: place, move: Int(next.move.name), note: note)), to: number)
        after(number)
    }

    /// What is written with a move: the plainest words that it needs.
    private func note(for move: CaseRules.MoveRule, of place: Int, in state: borrowing CaseState) -> MoveNote {
        func needs(_ need: ProcessDefinition.Need) -> Bool { move.needs.contains(MoveNeeds(need)) }
        var papers: [Int] = []
        if move.needs.contains(.gaps) {
            let lacking = state.papers.indices.filter { CaseMachine.concerns(place, state.papers[$0]) && !state.papers[$0].isThere }
            papers = lacking.isEmpty ? wrongPapers(of: place, state) : lacking
        } else if move.needs.contains(.papers) {
            papers = state.papers.indices.filter { CaseMachine.concerns(place, state.papers[$0]) && state.papers[$0].isWanting }
        }
        let ends = world.moment(at: now).day.adding(days: 14)
        return MoveNote(
            reason: needs(.reason) ? Self.simulated : nil, basis: needs(.basis) ? Self.simulated : nil,
            expectedEnd: needs(.expectedEnd) ? ends : nil,
            remedies: needs(.remedies) ? Self.simulated : nil, payment: needs(.payment) ? "simulated-\(place)" : nil, papers: papers,
            newFacts: needs(.newFacts) && state.items[place].told > 0 ? Self.simulated : nil)
    }

    private static let simulated = Title(zh: "仿真", en: "simulated")
}
