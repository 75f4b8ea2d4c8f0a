extension CaseMachine {
    /// Whether an event speaks only of items and papers that the case has. An event that the machine made always does; one that was read
    /// from somewhere may not.
    static func fits(_ event: CaseEvent, _ state: CaseState) -> Bool {
        func has(item: Int32) -> Bool { state.items.indices.contains(Int(item)) }
        func has(paper: some BinaryInteger) -> Bool { state.papers.indices.contains(Int(paper)) }
        switch event.fact {
        case .submitted(let submission): return state.phase == .new && isWhole(submission)
        case .moved(let item, let move, let to, _, let note):
            return has(item: item) && (0..<64).contains(move) && to >= 0 && (note?.papers ?? []).allSatisfy { has(paper: $0) }
        case .closedBecause(let item, let other): return has(item: item) && (other == -1 || has(item: other))
        case .started(let item, _), .handedOver(let item), .clockStarted(let item, _, _, _), .clockStopped(let item, _, _),
            .clockResumed(let item, _, _), .limitPassed(let item, _), .decided(let item, _), .issued(let item, _), .ended(let item, _),
            .assigned(let item, _), .promiseStopped(let item, _), .promiseResumed(let item, _), .limitExtended(let item, _),
            .staysThrough(let item, _), .limitNear(let item, _), .dueCorrected(let item, _, _), .acknowledged(let item, _):
            return has(item: item)
        case .handedIn(let paper), .verified(let paper), .paperLate(let paper), .disputed(let paper, _, _, _),
            .disputeSettled(let paper, _, _), .disputeLate(let paper), .disputeCorrected(let paper, _):
            return has(paper: paper)
        case .happened(let event): return (0..<64).contains(event)
        case .paperIssued(let item, let paper, let number):
            return (item == -1 || has(item: item)) && paper >= 0 && number == state.lastPaper + 1
        case .migrated(let migration): return state.phase == .open && fits(migration, state)
        case .visited: return state.phase == .open
        case .wholeExtended, .wholeNear, .wholePassed, .wholeCorrected: return state.phase == .open
        case .offerAccepted(let offer): return state.version == 1 && offer.department >= 0
        case .mandated(let mandate): return state.phase == .open && mandate.agent >= 0 && mandate.items.allSatisfy { has(item: $0) }
        case .formFilled(let form): return state.phase == .open && form.digest.count == 32 && form.items.allSatisfy { has(item: $0) }
        case .evidence(let evidence):
            return state.phase == .open && evidence.papers.allSatisfy { has(paper: $0) }
        case .madeOut(let made):
            return state.results.contains { $0.item == made.item && $0.issue == made.issue && $0.register == 0 } && made.register > 0
        case .evidenceAwaited(let evidence):
            return state.phase == .open && evidence.licence >= 0 && !evidence.holders.isEmpty
                && evidence.otherwise.count == evidence.papers.count && evidence.papers.allSatisfy { has(paper: $0) }
        case .evidenceArrived(let place, _, _):
            return state.evidence.indices.contains(Int(place)) && state.evidence[Int(place)].awaited != nil
        case .evidenceLost(let place, _): return state.evidence.indices.contains(Int(place))
        case .evidenceChecked(let item, let evidence):
            return has(item: item) && evidence.allSatisfy { state.evidence.indices.contains(Int($0)) }
        case .applicants(let persons): return state.phase == .open && persons.allSatisfy { $0 >= 0 }
        case .mandateEnded(let agent): return state.mandate(of: agent) != nil
        case .closed: return state.phase == .open
        case .erased(let receipt): return state.phase == .closed && state.erasedOn == nil && isReceipt(receipt)
        }
    }

    private static func fits(_ migration: Migration, _ state: CaseState) -> Bool {
        isWhole(migration.submission) && migration.standings.count == state.items.count
            && migration.submission.items.count >= state.items.count
            && migration.standings.allSatisfy { $0.state >= 0 && $0.untilOf >= 0 }
            && migration.papers.count == migration.submission.papers.count
            && migration.papers.allSatisfy { $0 == -1 || state.papers.indices.contains(Int($0)) }
            && migration.makers.allSatisfy { state.items.indices.contains(Int($0.item)) && (0..<64).contains($0.move) }
    }

    /// Instances of an item stand side by side; papers belong to items that there are.
    private static func isWhole(_ submission: Submission) -> Bool {
        let places = submission.items.map(\.item)
        let changes = zip(places, places.dropFirst()).count { $0 != $1 }
        return (places.isEmpty || changes == Set(places).count - 1) && places.allSatisfy { (0..<10_000).contains($0) }
            && submission.papers.allSatisfy { paper in
                (paper.owner.map { $0 == Int(ofTheBundle) || submission.items.indices.contains($0) } ?? true)
                    && (0..<10_000).contains(paper.item)
            }
    }
}
