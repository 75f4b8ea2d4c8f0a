/// The state machine of a case: `decide` holds every rule, `apply` holds none.
public enum CaseMachine {}

extension CaseMachine {
    /// What an event changes; it knows no rule, so that a recorded case is the same under every version of the program.
    public static func apply(_ event: CaseEvent, to state: inout CaseState) { withUnsafePointer(to: event) { apply($0, to: &state) } }

    /// The same of an event that is read where it lies: there are very many of them, and to copy each would cost as much as to apply it.
    static func apply(_ event: UnsafePointer<CaseEvent>, to state: inout CaseState) {
        let (on, by) = (event.pointee.on, event.pointee.by)
        state.version += 1
        state.latest = on
        state.quietBefore.value = nil
        switch event.pointee.fact {
        case .submitted(let submission):
            open(submission, at: event.pointee.at, by: by, &state)
            if by.role == .applicant, by.person >= 0 { state.applicants.append(by.person) }
        case .started(let item, let until):
            state.items[Int(item)].begin(on: on, until: until)
        case .handedOver(let item):
            state.items[Int(item)].news = Int32(state.version)
            state.isHandedOver = true
        case .moved(let item, let move, let to, let until, _):
            state.items[Int(item)].enter(to, by: move, on: on, until: until)
            if by.person >= 0 {
                let maker = Maker(item: item, move: move, person: by.person)
                if !state.makers.contains(maker) { state.makers.append(maker) }
            }
            if by.isApplicant { state.items[Int(item)].lastReceived = on }
            if case .moved(_, _, _, _, let note?) = event.pointee.fact { take(note, of: item, by: by, &state) }
        case .clockStarted(let item, let from, let statutory, let promised):
            state.items[Int(item)].clock = .running
            state.items[Int(item)].since = from
            state.items[Int(item)].promisedSince = from
            state.items[Int(item)].statutory = statutory
            state.items[Int(item)].promised = promised
        case .clockStopped(let item, let statutory, let promised):
            state.items[Int(item)].clock = .stopped
            state.items[Int(item)].statutory?.left = statutory
            state.items[Int(item)].promised?.left = promised
        case .clockResumed(let item, let statutory, let promised):
            state.items[Int(item)].clock = .running
            state.items[Int(item)].since = on
            state.items[Int(item)].promisedSince = on
            state.items[Int(item)].statutory = statutory
            state.items[Int(item)].promised = promised
        case .limitPassed(let item, let limit):
            switch limit {
            case .state: state.items[Int(item)].statePassed = true
            case .statutory: state.items[Int(item)].statutoryPassed = true
            case .promised: state.items[Int(item)].promisedPassed = true
            }
        case .decided(let item, let decision):
            state.items[Int(item)].decide(decision)
        case .wholeExtended(let until, _):
            state.extended = until
            state.isWholeNear = false
        case .wholeNear: state.isWholeNear = true
        case .wholePassed: state.hasWholePassed = true
        case .wholeCorrected(let until): if state.extended == nil { state.corrected = until } else { state.extended = until }
        case .issued(let item, let issue):
            state.results.append(ResultState(item: item, issue: issue, edition: state.edition))
        case .madeOut(let made):
            if let place = state.results.firstIndex(where: { $0.item == made.item && $0.issue == made.issue }) {
                state.results[place].register = made.register
            }
        case .offerAccepted: break
        case .ended(let item, let end):
            state.items[Int(item)].finish(end)
        case .closedBecause(let item, _):
            state.items[Int(item)].finish(.closed)
        case .handedIn(let paper):
            state.papers[Int(paper)].isThere = true
            state.papers[Int(paper)].isWanting = false
            state.papers[Int(paper)].disposition = .handedIn
            state.papers[Int(paper)].came = Int32(state.version)
            // What comes in place of data was looked at by nobody.
            state.papers[Int(paper)].isVerified = false
            state.papers[Int(paper)].isAnnounced = by.isApplicant
            state.papers[Int(paper)].dispute = nil
        case .disputed(let paper, let until, let waits, _):
            state.papers[Int(paper)].dispute = OpenDispute(from: on, until: until, waits: waits)
            state.papers[Int(paper)].wasDisputed = true
        case .disputeSettled(let paper, let outcome, _):
            state.papers[Int(paper)].dispute = nil
            if outcome == .unknown { state.papers[Int(paper)].loseWhatStoodIn() }
        case .disputeLate(let paper): state.papers[Int(paper)].dispute?.isLate = true
        case .disputeCorrected(let paper, let until): state.papers[Int(paper)].dispute?.until = until
        case .verified(let paper):
            state.papers[Int(paper)].isVerified = true
            state.papers[Int(paper)].isAnnounced = false
        case .paperLate(let paper):
            state.papers[Int(paper)].isLate = true
            state.hasLatePapers = true
        case .happened(let event): state.happened |= 1 << UInt64(event)
        case .closed:
            state.phase = .closed
            state.closedOn = on
        case .visited: break
        case .assigned(let item, let person): state.items[Int(item)].assigned = person
        case .promiseStopped(let item, let left):
            state.items[Int(item)].clock = .promisedStopped
            state.items[Int(item)].promised?.left = left
        case .promiseResumed(let item, let promised):
            state.items[Int(item)].clock = .running
            state.items[Int(item)].promisedSince = on
            state.items[Int(item)].promised = promised
        case .limitExtended(let item, let statutory):
            state.items[Int(item)].statutory = statutory
            state.items[Int(item)].statutoryNear = false
        case .acknowledged(let item, let through):
            state.items[Int(item)].known = through
            // What is told anew is another message than what was told before.
            if through == 0 { state.items[Int(item)].news = Int32(state.version) }
        case .staysThrough(let item, let day): state.items[Int(item)].staysThrough = day
        case .limitNear(let item, let limit):
            switch limit {
            case .state: state.items[Int(item)].stateNear = true
            case .statutory: state.items[Int(item)].statutoryNear = true
            case .promised: state.items[Int(item)].promisedNear = true
            }
        case .paperIssued(_, _, let number): state.lastPaper = number
        case .dueCorrected(let item, let limit, let due):
            switch limit {
            case .state: state.items[Int(item)].until = due
            case .statutory: state.items[Int(item)].statutory?.due = due
            case .promised: state.items[Int(item)].promised?.due = due
            }
        case .formFilled(let form): state.form = form.digest
        case .evidence(let evidence):
            for paper in evidence.papers where isToCome(paper, state) { state.papers[Int(paper)].standIn() }
            state.evidence.append(EvidenceState(evidence))
        case .evidenceAwaited(let evidence): state.evidence.append(EvidenceState(evidence))
        case .evidenceArrived(let place, let register, _):
            state.evidence[Int(place)].register = register
            state.evidence[Int(place)].awaited = nil
        case .evidenceLost(let place, let loss):
            state.evidence[Int(place)].loss = loss
            let otherwise = state.evidence[Int(place)].awaited?.otherwise
            for (number, paper) in state.evidence[Int(place)].papers.map(Int.init).enumerated()
            where standsIn(Int32(paper), state) {
                switch otherwise?[number] {
                case nil, .handedIn?: state.papers[paper].loseWhatStoodIn()
                case let other?: state.papers[paper].disposition = other
                }
            }
        case .evidenceChecked: break
        case .erased:
            state.erasedOn = on
            state.form = nil
        case .mandated(let mandate):
            state.mandates.removeAll { $0.agent == mandate.agent }
            state.mandates.append(mandate)
        case .applicants(let persons): state.applicants += persons
        case .mandateEnded(let agent): state.mandates.removeAll { $0.agent == agent }
        case .migrated(let migration): migrate(migration, &state)
        }
        if state.isHandedOver, by.role != .departmentSystem { tellElsewhere(event, &state) }
    }

    /// What others do to an item that was handed over is news for the department's own system.
    private static func tellElsewhere(_ event: UnsafePointer<CaseEvent>, _ state: inout CaseState) {
        switch event.pointee.fact {
        case .moved(let item, _, _, _, _), .ended(let item, _), .closedBecause(let item, _):
            if state.items[Int(item)].news > 0 { state.items[Int(item)].news = Int32(state.version) }
        case .evidenceLost(let place, _): tell(of: state.evidence[Int(place)].papers, &state)
        case .evidence(let evidence): tell(of: evidence.papers, &state)
        case .handedIn(let paper), .disputed(let paper, _, _, _), .disputeSettled(let paper, _, _): tell(of: [paper], &state)
        case .formFilled(let form):
            for item in form.items where state.items[Int(item)].news > 0 { state.items[Int(item)].news = Int32(state.version) }
        case .migrated:
            for place in state.items.indices where state.items[place].news > 0 && state.items[place].stage == .open {
                state.items[place].news = Int32(state.version)
            }
        default: break
        }
    }

    private static func tell(of papers: [Int32], _ state: inout CaseState) {
        for item in state.items.indices where state.items[item].news > 0 && state.items[item].stage == .open {
            if papers.contains(where: { concerns(item, state.papers[Int($0)]) }) { state.items[item].news = Int32(state.version) }
        }
    }

    private static func open(_ submission: Submission, at moment: Moment, by actor: Actor, _ state: inout CaseState) {
        state.phase = .open
        state.submission = submission
        state.submittedAt = moment
        (state.items, state.papers, state.spans) = (submission.firstItems, submission.firstPapers, submission.spans)
        // At the counter they are handed over.
        guard actor.role == .counter else { return }
        for paper in state.papers.indices { state.papers[paper].isAnnounced = false }
    }

    /// What was written with a move.
    private static func take(_ note: MoveNote, of item: Int32, by actor: Actor, _ state: inout CaseState) {
        if let payment = note.payment { state.payments.append(Payment(item: item, reference: payment)) }
        if note.papers.isEmpty { return }
        mark(note.papers, by: actor, &state)
        if !actor.isApplicant { state.items[Int(item)].told = Int32(state.version) }
    }

    /// Papers that an officer named as wanting, or that the applicant handed in.
    private static func mark(_ papers: [Int], by actor: Actor, _ state: inout CaseState) {
        for paper in papers {
            if actor.isApplicant {
                state.papers[paper].isWanting = false
                state.papers[paper].isThere = true
                state.papers[paper].disposition = .handedIn
                state.papers[paper].isAnnounced = true
                state.papers[paper].came = Int32(state.version)
                state.papers[paper].dispute = nil
            } else {
                state.papers[paper].isAnnounced = false
                state.papers[paper].isWanting = true
                state.papers[paper].isVerified = false
            }
        }
    }
}

/// What an event changes of an item, in one go.
extension ItemState {
    fileprivate mutating func begin(on day: Day, until due: Due?) {
        stage = .open
        (received, lastReceived) = (day, day)
        (until, untilFrom) = (due, day)
    }

    fileprivate mutating func enter(_ state: Int16, by move: Int16, on day: Day, until due: Due?) {
        self.state = state
        made |= 1 << UInt64(move)
        if until != due {
            (until, untilFrom, untilOf) = (due, day, state)
            (statePassed, stateNear) = (false, false)
        }
        staysThrough = nil
    }

    fileprivate mutating func decide(_ decision: ProcessDefinition.Decision) {
        self.decision = decision
        clock = .done
    }

    fileprivate mutating func finish(_ end: ItemEnd) {
        stage = .ended
        self.end = end
        clock = .done
        until = nil
    }
}
