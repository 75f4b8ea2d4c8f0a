/// What comes next of an item, as the people of the scenario do it.
///
/// Nothing is changed here: what is said to mutate is called where the application lies, and so is not copied.
extension SimulatedApplication {
    /// A move, among all moves of the rules, and who makes it.
    struct Next {
        var move: Int32
        var maker: Ways.Maker
    }

    /// The office that has an item: of the department of its state, else of its own.
    mutating func office(of place: Int, in world: SimulatedWorld) -> Int {
        let department = world.ways[part].rules.state(state.items[place].state, of: state.items[place].opened.process).department
        return department >= 0 ? world.scenario.officeOf[Int(department)] : plan.offices[Int(state.items[place].opened.item)]
    }

    /// The day until whose end nothing leads out of the state of an item.
    func staysThrough(_ place: Int) -> Day? { state.items[place].staysThrough?.day }

    /// What is done next with an item; nil: nothing is, or time does it.
    mutating func next(_ place: Int, in world: SimulatedWorld, _ draws: Draws, isTogether: Bool) -> Next? {
        let item = Int(state.items[place].opened.item)
        let instance = max(0, Int(state.items[place].opened.instance))
        let refuses = draws.happens(world.refusals[item], .refusal, item, instance)
        guard
            let step = world.ways[part].step(
                from: state.items[place].state, of: state.items[place].opened.process, refusing: refuses)
        else { return nil }
        guard step.maker.isOffice else { return Next(move: step.move, maker: step.maker) }
        let mayAsk = step.asking >= 0 && state.items[place].told == 0
        if mayAsk, courses[place].asked == 0 {
            let likely = isTogether ? plan.together.wrong[item] : plan.apart.wrong[item]
            if likely > 0, draws.unit(.mistake, item, instance) < likely, paperAtHand(of: place) != nil {
                return Next(move: step.asking, maker: step.maker)
            }
        }
        if step.needsPapers {
            let lacking = CaseMachine.unverified(of: place, toDecide: step.decidesToGrant, state).filter { state.papers[$0].isLacking }
            if !lacking.isEmpty {
                guard mayAsk, lacking.contains(where: { state.papers[$0].disposition == .handedIn }) else { return nil }
                return Next(move: step.asking, maker: step.maker)
            }
        }
        return Next(move: step.move, maker: step.maker)
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

    /// What is written with a move: the plainest words that it needs.
    mutating func note(for move: CaseRules.MoveRule, of place: Int, on day: Day) -> MoveNote {
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
