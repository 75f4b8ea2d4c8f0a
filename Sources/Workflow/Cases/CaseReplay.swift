/// A recorded case decided once more, command by command, under rules that number everything as those it was recorded under.
enum CaseReplay {
    /// The first event that would not be what it was.
    struct Difference: Sendable, Hashable {
        /// Its place in the case, from 1.
        var seq: Int
        /// What was recorded and what would be; nil: nothing.
        var was: CaseEvent?
        var would: CaseEvent?
    }

    /// - Parameters:
    ///   - entries: what each command made happen, one after the other.
    ///   - known: how many of the first entries only lead to where the rules begin to hold.
    static func firstDifference(
        _ entries: [[CaseEvent]], skipping known: Int = 0, recordedUnder old: CaseRules, under new: CaseRules
    ) -> Difference? {
        var state = CaseState()
        for (place, recorded) in entries.enumerated() {
            if place >= known, let difference = firstDifference(recorded, on: state, old, new) { return difference }
            for event in recorded { CaseMachine.apply(event, to: &state) }
        }
        return nil
    }

    private static func firstDifference(
        _ recorded: [CaseEvent], on state: CaseState, _ old: CaseRules, _ new: CaseRules
    ) -> Difference? {
        if case .submitted(let submission)? = recorded.first?.fact { return differenceOfSubmission(submission, recorded, old, new) }
        guard let first = recorded.first else { return nil }
        var circumstances = Circumstances(at: first.at, calendar: new.bundle.shared.calendar)
        circumstances.evidence = standing(in: recorded)
        var best: Difference?
        for command in commands(behind: recorded) {
            var (after, events) = (state, [CaseEvent]())
            try? CaseMachine.handle(command, on: &after, under: new, given: circumstances, into: &events)
            guard let difference = difference(recorded, events, after: state.version) else { return nil }
            if best.map({ $0.seq < difference.seq }) ?? true { best = difference }
        }
        return best
    }

    /// The commands of which one made these events happen: what time did comes first, then what somebody did.
    private static func commands(behind recorded: [CaseEvent]) -> [CaseCommand] {
        if case .madeOut(let made)? = recorded.first?.fact, recorded[0].by.role == .system {
            return [CaseCommand(by: recorded[0].by, making(made, recorded))]
        }
        guard let event = recorded.first(where: { $0.by.role != .system }) else { return [CaseCommand(by: .system, .letTimePass)] }
        let actions: [CaseCommand.Action] =
            switch event.fact {
            case .moved(let item, let move, _, _, let note):
                [.move(item: Int(item), move: Int(move), note: note)] + (event.by.isApplicant ? [.withdraw(item: nil)] : [])
            case .disputed(let paper, _, _, let note): [.dispute(paper: Int(paper), note: note)]
            case .disputeSettled(let paper, let outcome, let note): [.settle(paper: Int(paper), outcome, note: note)]
            case .wholeExtended(_, let note): [.extend(note: note)]
            case .visited(let joint): [.visit(joint: Int(joint), note: note(of: recorded))]
            case .handedIn(let paper): [.handIn(paper: Int(paper))]
            case .verified(let paper): [.verify(paper: Int(paper))]
            case .happened(let number): [.report(event: Int(number))]
            case .ended(let item, _): [.withdraw(item: Int(item)), .withdraw(item: nil)]
            case .closedBecause: [.withdraw(item: nil)]
            case .assigned(let item, let person):
                [.release(item: Int(item)), .claim(item: Int(item)), .delegate(item: Int(item), to: person)]
            case .mandated(let mandate): [.mandate(mandate)]
            case .formFilled(let form): [.fill(form)]
            case .madeOut(let made): [making(made, recorded)]
            case .erased(let receipt): [.erase(receipt: receipt)]
            case .mandateEnded(let agent): [.endMandate(agent: agent)]
            case .acknowledged(let item, through: 0): [.handOverAgain(item: Int(item))]
            case .acknowledged(let item, let through): [.acknowledge(item: Int(item), through: Int(through))]
            default: [.letTimePass]
            }
        return actions.map { CaseCommand(by: event.by, $0) }
    }

    private static func making(_ made: MadeOut, _ recorded: [CaseEvent]) -> CaseCommand.Action {
        var (evidence, form): (Evidence?, FilledForm?) = (nil, nil)
        for event in recorded {
            if case .evidence(let one) = event.fact { evidence = one }
            if case .formFilled(let one) = event.fact { form = one }
        }
        return .makeOut(made, evidence, form)
    }

    /// What was found of the licences then; nil: nothing that happened says that they were looked after.
    private static func standing(in recorded: [CaseEvent]) -> EvidenceStanding? {
        var standing: EvidenceStanding?
        // What an item ends with comes with its own command.
        let isMadeOut = recorded.contains { if case .madeOut = $0.fact { true } else { false } }
        for event in recorded {
            switch event.fact {
            case .evidence(let evidence) where !isMadeOut:
                standing = standing ?? EvidenceStanding()
                standing?.found.append(evidence)
            case .evidenceLost(let place, let loss):
                standing = standing ?? EvidenceStanding()
                standing?.losses[Int(place)] = loss
            case .evidenceChecked: standing = standing ?? EvidenceStanding()
            case .evidenceArrived(let place, let register, let use):
                standing = standing ?? EvidenceStanding()
                standing?.arrived[Int(place)] = (register, use)
            case .formFilled(let form) where event.by.role == .system && standing != nil: standing?.form = form
            default: break
            }
        }
        return standing
    }

    private static func note(of recorded: [CaseEvent]) -> MoveNote? {
        for event in recorded { if case .moved(_, _, _, _, let note) = event.fact, event.by.role != .system { return note } }
        return nil
    }

    /// What people held is not known any more: both rules settle what the case knows, and must come to the same.
    private static func differenceOfSubmission(
        _ submission: Submission, _ recorded: [CaseEvent], _ old: CaseRules, _ new: CaseRules
    ) -> Difference? {
        let at = recorded[0].at
        let shown = recorded.lazy.compactMap { if case .mandated(let mandate) = $0.fact { mandate } else { nil } }.first
        let others: [Int32] = recorded.lazy.compactMap { if case .applicants(let others) = $0.fact { others } else { nil } }.first ?? []
        func submitted(_ rules: CaseRules) -> [CaseEvent] {
            let known = KnownSituation(of: submission, under: old, for: rules, on: recorded[0].on)
            let circumstances = Circumstances(of: known.situation, at: at, calendar: rules.bundle.shared.calendar)
            var (state, events) = (CaseState(), [CaseEvent]())
            let application = Application(answers: known.situation.answers, without: [], mandate: shown, applicants: others)
            try? CaseMachine.handle(
                CaseCommand(by: recorded[0].by, .submit(application)), on: &state, under: rules, given: circumstances, into: &events)
            return events
        }
        if let difference = difference(submitted(old), submitted(new), after: 0) { return difference }
        // What followed from the application as it was.
        var (state, events) = (CaseState(), [recorded[0]])
        events += recorded.dropFirst().prefix {
            switch $0.fact {
            case .offerAccepted, .applicants, .formFilled, .mandated, .evidence, .evidenceAwaited: true
            default: false
            }
        }
        var circumstances = Circumstances(at: at, calendar: new.bundle.shared.calendar)
        circumstances.evidence = standing(in: recorded)
        CaseMachine.confirmReceipt(new, circumstances, &events)
        CaseMachine.follow(from: 0, on: &state, new, circumstances, &events)
        return difference(recorded, events, after: 0)
    }

    private static func difference(_ recorded: [CaseEvent], _ events: [CaseEvent], after version: Int) -> Difference? {
        for place in 0..<max(recorded.count, events.count) {
            let was = place < recorded.count ? recorded[place] : nil
            let would = place < events.count ? events[place] : nil
            if was != would { return Difference(seq: version + place + 1, was: was, would: would) }
        }
        return nil
    }
}
