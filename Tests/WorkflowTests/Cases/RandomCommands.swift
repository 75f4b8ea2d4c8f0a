import TestSupport

@testable import Workflow

/// Commands as people give them, and as they should not: most are legal where the case stands, some are not.
struct RandomCommands {
    let rules: CaseRules
    var numbers: SeededNumbers

    mutating func next(on state: CaseState) -> CaseCommand {
        if state.phase != .open || chance(7) { return anything(state) }
        if let place = state.items.indices.first(where: { state.items[$0].news > state.items[$0].known }), chance(6) {
            let through = state.version - Int.random(in: 0...2, using: &numbers)
            return CaseCommand(by: .departmentSystem, .acknowledge(item: place, through: through))
        }
        if let result = state.results.first(where: { $0.register == 0 }), chance(5) { return makesOut(result, state) }
        switch Int.random(in: 0..<20, using: &numbers) {
        case 0...1: return CaseCommand(by: .system, .letTimePass)
        case 2: return CaseCommand(by: applicant(state), .handIn(paper: CaseMachine.lacking(state).randomElement(using: &numbers) ?? 0))
        case 3: return CaseCommand(by: actor(), .report(event: event()))
        case 4 where chance(4): return CaseCommand(by: applicant(state), .withdraw(item: chance(3) ? nil : item(state)))
        case 5 where chance(4): return doubts(state)
        case 6 where chance(3): return mandates(state)
        case 7 where chance(4):
            func some() -> [Int32] { state.items.indices.filter { _ in chance(3) }.map(Int32.init) }
            let digest = (0..<32).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            let form = FilledForm(digest: digest, filled: some(), mended: some())
            return CaseCommand(by: chance(5) ? actor() : applicant(state), .fill(form))
        default: return sensible(state)
        }
    }

    /// Shared data are doubted, or the doubt is answered.
    private mutating func doubts(_ state: CaseState) -> CaseCommand {
        let words = Title(zh: "因为", en: "because")
        let note = MoveNote(reason: chance(8) ? nil : words, newFacts: chance(2) ? words : nil)
        if let open = state.papers.indices.filter({ state.papers[$0].dispute != nil }).randomElement(using: &numbers), !chance(3) {
            if chance(4) { return CaseCommand(by: .applicant, .handIn(paper: open)) }
            let outcome = DisputeOutcome.allCases.randomElement(using: &numbers)!
            return CaseCommand(by: chance(6) ? actor() : .officer, .settle(paper: open, outcome, note: note))
        }
        let shared = state.papers.indices.filter { [.licence, .shared].contains(state.papers[$0].disposition) }
        return CaseCommand(
            by: chance(4) ? actor() : .applicant, .dispute(paper: shared.randomElement(using: &numbers) ?? paper(state), note: note))
    }

    /// A result is made out, and stands in for the papers that it produces.
    private mutating func makesOut(_ result: ResultState, _ state: CaseState) -> CaseCommand {
        let opened = state.items[Int(result.item)].opened
        let papers = (state.submission?.papers ?? []).indices.filter { place in
            guard case .item(Int(opened.item), _)? = state.submission?.papers[place].by else { return false }
            return state.papers[place].disposition == .produced
        }
        let register = Int64(100 + state.results.count)
        let evidence = Evidence(licence: 0, register: register, use: register, papers: papers.map(Int32.init))
        return CaseCommand(
            by: chance(4) ? actor() : .system,
            .makeOut(
                MadeOut(item: chance(9) ? -1 : result.item, issue: result.issue, register: register), papers.isEmpty ? nil : evidence, nil))
    }

    /// Somebody is sent, or sent no more.
    private mutating func mandates(_ state: CaseState) -> CaseCommand {
        let agent = Int32.random(in: 0...3, using: &numbers)
        let by = chance(5) ? actor() : chance(3) ? Actor(.agent, person: agent) : .applicant
        if chance(4) { return CaseCommand(by: by, .endMandate(agent: agent)) }
        let today = state.latest
        return CaseCommand(
            by: by,
            .mandate(
                Mandate(
                    agent: chance(12) ? -1 : agent, reference: chance(12) ? " " : "990000-\(agent)",
                    until: chance(2) ? nil : today.adding(days: Int.random(in: -3...40, using: &numbers)),
                    items: chance(2) ? [] : [Int32(item(state))].filter { state.items.indices.contains(Int($0)) })))
    }

    /// The applicant, or somebody whom he has sent.
    private mutating func applicant(_ state: CaseState) -> Actor {
        guard chance(2), let mandate = state.mandates.randomElement(using: &numbers) else { return .applicant }
        return Actor(.agent, person: mandate.agent)
    }

    /// How long until the next command: mostly minutes and hours, sometimes days or weeks.
    mutating func pause() -> Int {
        let minutes = [0, 5, 60, 24 * 60, 24 * 60, 3 * 24 * 60, 10 * 24 * 60, 45 * 24 * 60].randomElement(using: &numbers)!
        return Int.random(in: 0...minutes, using: &numbers)
    }

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &numbers) == 0 }

    // MARK: As it should be

    /// A move that an open item has, by whoever makes it, with what it needs; or one of the papers for which it waits.
    private mutating func sensible(_ state: CaseState) -> CaseCommand {
        let open = state.items.indices.filter { state.items[$0].stage == .open }
        guard let place = open.randomElement(using: &numbers) else { return anything(state) }
        let moves = rules.moves(from: state.items[place]).filter { !$0.by.isDisjoint(with: [.applicant, .officer]) }
        // Withdrawals and refusals end a case soon, so they are rarer than the rest.
        let usual = moves.filter {
            ![.withdrawn, .refused, .notTakenIn].contains(rules.state($0.to, of: state.items[place].opened.process).end)
        }
        guard let move = (usual.isEmpty || chance(8) ? moves : usual).randomElement(using: &numbers) else { return anything(state) }
        if let open = CaseMachine.openDisputes(of: place, state).first, !chance(4) {
            let outcome: DisputeOutcome = chance(4) ? .unknown : .corrected
            return CaseCommand(by: .officer, .settle(paper: open, outcome, note: MoveNote(reason: Title(zh: "因为", en: "because"))))
        }
        let officer = officer(of: place, making: move, state)
        if chance(20) { return CaseCommand(by: officer, assignment(place)) }
        if move.needs.contains(.verifiedPapers), !chance(8) {
            let wanted = CaseMachine.unverified(of: place, toDecide: true, state)
            if let paper = wanted.randomElement(using: &numbers) {
                let isThere = state.papers[paper].isThere
                return CaseCommand(by: isThere ? officer : .applicant, isThere ? .verify(paper: paper) : .handIn(paper: paper))
            }
        }
        let by = move.by.contains(.officer) ? officer : applicant(state)
        return CaseCommand(by: by, .move(item: place, move: Int(move.name), note: note(move, place, state)))
    }

    /// One of few, so that the same person often comes to an item again.
    private mutating func officer(of place: Int, making move: CaseRules.MoveRule, _ state: CaseState) -> Actor {
        if rules.decidedElsewhere[Int(state.items[place].opened.item)] { return .departmentSystem }
        let has = state.items[place].assigned
        let made = Set(state.makers.filter { Int($0.item) == place }.map(\.person))
        let others = (0...9).filter { move.otherThan == 0 || !made.contains($0) }
        let person =
            has >= 0 && !chance(4) ? has : chance(4) ? Int32.random(in: 0...9, using: &numbers) : others.randomElement(using: &numbers)!
        return Actor(chance(8) ? .supervisor : .officer, person: person)
    }

    private mutating func note(_ move: CaseRules.MoveRule, _ place: Int, _ state: CaseState) -> MoveNote? {
        let words = Title(zh: "因为", en: "because")
        // Nothing need be written, but something may be.
        if move.needs.subtracting(.verifiedPapers).isEmpty { return chance(10) ? MoveNote(reason: chance(2) ? words : nil) : nil }
        let own = CaseMachine.papers(of: place, state)
        var papers: [Int] = []
        if move.needs.contains(.gaps) {
            let new = CaseMachine.newPapers(of: place, state)
            let missing = state.items[place].told > 0 ? new : own.filter { !state.papers[$0].isThere }
            papers = missing.isEmpty || chance(3) ? own.filter { _ in chance(4) } : missing
        } else if move.needs.contains(.papers) {
            papers = own.filter { state.papers[$0].isWanting }
        }
        return MoveNote(
            reason: words, basis: words, expectedEnd: Day(daysSince1970: 20_600 + Int.random(in: 0..<90, using: &numbers)), remedies: words,
            payment: "990001", papers: papers, newFacts: chance(4) ? nil : words)
    }

    private mutating func assignment(_ place: Int) -> CaseCommand.Action {
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: .claim(item: place)
        case 1: .delegate(item: place, to: Int32.random(in: -1...3, using: &numbers))
        default: .release(item: place)
        }
    }

    // MARK: As it should not be

    private mutating func anything(_ state: CaseState) -> CaseCommand {
        let note = chance(2) ? nil : MoveNote(papers: (0..<Int.random(in: 0...2, using: &numbers)).map { _ in paper(state) })
        switch Int.random(in: 0..<14, using: &numbers) {
        case 11: return CaseCommand(by: actor(), .acknowledge(item: item(state), through: Int.random(in: -1...30, using: &numbers)))
        case 12: return CaseCommand(by: actor(), .handOverAgain(item: item(state)))
        case 13: return CaseCommand(by: actor(), .extend(note: note ?? MoveNote(reason: Title(zh: "因为", en: "because"))))
        case 10: return CaseCommand(by: actor(), assignment(item(state)))
        case 0: return CaseCommand(by: actor(), .submit(Application(answers: Answers(questions: rules.bundle.shared.questions.count))))
        case 1: return CaseCommand(by: actor(), .handIn(paper: paper(state)))
        case 2...3: return CaseCommand(by: actor(), .verify(paper: paper(state)))
        case 4: return CaseCommand(by: actor(), .report(event: event()))
        case 5: return CaseCommand(by: chance(2) ? .applicant : actor(), .withdraw(item: item(state)))
        case 6: return CaseCommand(by: actor(), chance(2) ? .letTimePass : .goOn)
        default: return CaseCommand(by: actor(), .move(item: item(state), move: Int.random(in: -1...12, using: &numbers), note: note))
        }
    }

    private mutating func actor() -> Actor {
        Actor(
            Actor.Role.allCases.randomElement(using: &numbers)!, person: Int32.random(in: -1...3, using: &numbers),
            department: chance(3) ? Int16.random(in: 0..<Int16(rules.bundle.shared.departments.count), using: &numbers) : -1)
    }

    private mutating func item(_ state: CaseState) -> Int { Int.random(in: -1...state.items.count, using: &numbers) }

    private mutating func paper(_ state: CaseState) -> Int { Int.random(in: -1...state.papers.count, using: &numbers) }

    private mutating func event() -> Int { Int.random(in: -1...rules.bundle.shared.events.count, using: &numbers) }
}
