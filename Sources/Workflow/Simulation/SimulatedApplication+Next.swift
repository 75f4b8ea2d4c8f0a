/// What comes next of an item, as the people of the scenario do it.
///
/// Nothing is changed here: what is said to mutate is called where the application lies, and so is not copied.
extension SimulatedApplication {
    /// A move, among all moves of the rules, and who makes it.
    struct Next {
        var move: Int32
        var name: Int16
        var maker: Ways.Maker
    }

    /// The office that has an item: of the department of its state, else of its own.
    @inline(__always)
    mutating func office(of place: Int, on ways: Ways, in world: SimulatedWorld) -> Int {
        let department = ways.rules.state(state.items[place].state, of: state.items[place].opened.process).department
        return department >= 0 ? world.scenario.officeOf[Int(department)] : plan.offices[Int(state.items[place].opened.item)]
    }

    /// How an item goes on.
    enum Coming {
        /// Somebody but an officer does something, or a wait ends.
        case due(at: Int64)
        case work(office: Int, seconds: Int64)
        /// Work that is done for many at once.
        case batch(ScenarioDefinition.Batch, move: Int32, office: Int, seconds: Int64)
    }

    /// Plans what comes next of an item that stands open: an officer's work, the applicant's answer, or a wait; nil: nothing does.
    mutating func plan(_ place: Int, on ways: Ways, in world: SimulatedWorld, at now: Int64, isTogether: Bool) -> Coming? {
        guard let next = next(place, on: ways, in: world, isTogether: isTogether) else { return nil }
        let (asked, givesUp) = courses[place].plans(next, turns)
        let item = state.items[place].opened.item
        // Nothing leads out of a state before its least time has passed.
        let at = state.items[place].staysThrough.map { world.time(of: $0.day.adding(days: 1)) } ?? now
        guard next.maker.isOffice else {
            if givesUp { return nil }
            let seconds = world.answersAfter.seconds(draws, .answering, Int(item), asked)
            return .due(at: max(now + seconds.wholeSeconds, at))
        }
        // Which of the draws of a person belong to a move of an item.
        let index = Int(item) << 8 | Int(next.name)
        let round = max(0, Int(state.items[place].opened.instance)) << 8 | asked
        if let wait = ways.wait(next.move, of: item, draws, index, round) {
            return .due(at: max(now + wait.wholeSeconds, at))
        }
        if at > now { return .due(at: at) }
        let seconds = (ways.work(next.move, of: item, draws, index, round) ?? 0).wholeSeconds
        let office = next.maker == .counter ? world.leadOffice : office(of: place, on: ways, in: world)
        if let batch = ways.batch(next.move, of: item) {
            return .batch(batch, move: next.move, office: office, seconds: seconds)
        }
        return .work(office: office, seconds: seconds)
    }

    /// The joint visit that waits for nobody any more: every item that takes part and is on its way there has come; nil: there is none.
    mutating func readyVisit(on ways: Ways) -> (visit: Int, first: Int)? {
        for visit in ways.rules.jointVisits.indices {
            var first: Int?
            var isReady = true
            for (item, name) in ways.rules.jointVisits[visit] where !ways.rules.decidedElsewhere[Int(item)] {
                for place in state.instances(of: Int(item)) where state.items[place].stage == .open {
                    if courses[place].awaitsVisit { first = first ?? place; continue }
                    let (stands, process) = (state.items[place].state, state.items[place].opened.process)
                    let made = ways.rules.move(named: name, of: state.items[place]).map { state.items[place].made & (1 << UInt64($0)) != 0 }
                    if made == false, state.items[place].decision == nil,
                        ways.leads(to: visit, of: item, from: stands, of: process)
                    {
                        isReady = false
                    }
                }
            }
            if isReady, let first { return (visit, first) }
        }
        return nil
    }

    /// What was planned for an item, or, where something has happened since, what is done next with it now.
    @inline(__always)
    mutating func planned(_ place: Int, on ways: Ways, in world: SimulatedWorld, isTogether: Bool) -> Next? {
        if let next = courses[place].next, courses[place].turns == turns { return next }
        return next(place, on: ways, in: world, isTogether: isTogether)
    }

    /// What is done next with an item; nil: nothing is, or time does it.
    mutating func next(_ place: Int, on ways: Ways, in world: SimulatedWorld, isTogether: Bool) -> Next? {
        let item = Int(state.items[place].opened.item)
        let instance = max(0, Int(state.items[place].opened.instance))
        let refuses = draws.happens(world.refusals[item], .refusal, item, instance)
        guard
            let step = ways.step(
                from: state.items[place].state, of: state.items[place].opened.process, refusing: refuses)
        else { return nil }
        guard step.maker.isOffice else { return Next(move: step.move, name: step.name, maker: step.maker) }
        let mayAsk = step.asking >= 0 && state.items[place].told == 0
        if mayAsk, courses[place].asked == 0 {
            let likely = isTogether ? plan.together.wrong[item] : plan.apart.wrong[item]
            if likely > 0, draws.unit(.mistake, item, instance) < likely, paperAtHand(of: place) != nil {
                return Next(move: step.asking, name: step.askingName, maker: step.maker)
            }
        }
        if step.needsPapers {
            let lacking = CaseMachine.unverified(of: place, toDecide: step.decidesToGrant, state).filter { state.papers[$0].isLacking }
            if !lacking.isEmpty {
                guard mayAsk, lacking.contains(where: { state.papers[$0].disposition == .handedIn }) else { return nil }
                return Next(move: step.asking, name: step.askingName, maker: step.maker)
            }
        }
        return Next(move: step.move, name: step.name, maker: step.maker)
    }

    /// The paper that is named where something is wrong: the first that is there for the item.
    private func paperAtHand(of place: Int) -> Int? {
        state.papers.indices.first { CaseMachine.concerns(place, state.papers[$0]) && state.papers[$0].isThere }
    }

    /// Papers of an item that an officer looks at before a move.
    mutating func papersToVerify(of place: Int, before move: CaseRules.MoveRule, under rules: CaseRules) -> [Int] {
        let decides = rules.state(move.to, of: state.items[place].opened.process).decidesToGrant
        return CaseMachine.unverified(of: place, toDecide: decides, state).filter { !state.papers[$0].isLacking }
    }

    /// What is written with a move: the plainest words that it needs; nil: it needs none.
    mutating func note(for move: CaseRules.MoveRule, of place: Int, on day: Day) -> MoveNote? {
        if move.needs.subtracting(.verifiedPapers).isEmpty { return nil }
        func needs(_ need: ProcessDefinition.Need) -> Bool { move.needs.contains(MoveNeeds(need)) }
        var papers: [Int] = []
        if move.needs.contains(.gaps) {
            let lacking = state.papers.indices.filter { CaseMachine.concerns(place, state.papers[$0]) && !state.papers[$0].isThere }
            papers = lacking.isEmpty ? paperAtHand(of: place).map { [$0] } ?? [] : lacking
        } else if move.needs.contains(.papers) {
            papers = state.papers.indices.filter { CaseMachine.concerns(place, state.papers[$0]) && state.papers[$0].isWanting }
        }
        return MoveNote(
            reason: needs(.reason) ? Self.simulated : nil, basis: needs(.basis) ? Self.simulated : nil,
            expectedEnd: needs(.expectedEnd) ? day.adding(days: 14) : nil,
            remedies: needs(.remedies) ? Self.simulated : nil, payment: needs(.payment) ? "simulated-\(place)" : nil, papers: papers,
            newFacts: needs(.newFacts) && state.items[place].told > 0 ? Self.simulated : nil)
    }

    private static let simulated = Title(zh: "仿真", en: "simulated")
}
