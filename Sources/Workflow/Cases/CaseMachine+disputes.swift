/// How a dispute of shared data ended.
public enum DisputeOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// The data are right.
    case confirmed
    /// They were wrong, and are mended at their source.
    case corrected
    /// Their owner cannot tell: the paper is to be handed in.
    case unknown
}

/// Doubts about data that stand in for a paper (异议核实, 政务数据共享条例 art. 26): the department that owns them is asked, and has a limit of its
/// own. The item goes on in the meantime, or is not decided before the answer where the definition says so. No clock of the item stands still:
/// 行政许可法 art. 45 does not list it.
extension CaseMachine {
    static func dispute(
        _ paper: Int, _ note: MoveNote, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard state.papers.indices.contains(paper), let submission = state.submission else {
            throw Refusal(reason: .noSuchPaper, canDo: [.name(disputable(state, rules))])
        }
        if let open = state.papers[paper].dispute {
            throw Refusal(reason: .disputedAlready(paper), canDo: [.awaitAnswer(paper, until: open.until.day), .handIn(paper)])
        }
        guard let (declared, _) = rules.dispute(of: submission.papers[paper]), isShared(state.papers[paper]) else {
            if state.papers[paper].isLacking { throw Refusal(reason: .nothingToDispute(paper), canDo: [.handIn(paper)]) }
            let others = disputable(state, rules)
            throw Refusal(reason: .nothingToDispute(paper), canDo: others.isEmpty ? [.nothingNeeded] : [.name(others)])
        }
        let owner = Int(state.papers[paper].owner)
        guard actor.isApplicant || actor.role == .counter || actor.role == .officer || actor.role == .supervisor else {
            throw Refusal(reason: .notTheirs(max(0, owner), move: -1), canDo: [.nothingNeeded])
        }
        if owner >= 0 {
            try checkDepartment(actor, of: owner, state, rules)
            guard state.items[owner].stage != .ended else { throw notOpen(owner, state, rules) }
        }
        let wanted = MoveNeeds(.reason).union(state.papers[paper].wasDisputed ? MoveNeeds(.newFacts) : [])
        let unwritten = wanted.subtracting(note.written)
        guard unwritten.isEmpty else {
            throw Refusal(reason: .disputeUnwritten(paper, unwritten), canDo: [.write(unwritten)])
        }
        let until = CaseClock.due(from: circumstances.today, within: declared.within, circumstances.calendar).due
        events.append(circumstances.event(by: actor, .disputed(paper: Int32(paper), until: until, waits: declared.itemWaits, note: note)))
    }

    /// The answer of the department that owns the data.
    static func settle(
        _ paper: Int, _ outcome: DisputeOutcome, _ note: MoveNote, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard state.papers.indices.contains(paper), let submission = state.submission else {
            throw Refusal(reason: .noSuchPaper, canDo: [.nothingNeeded])
        }
        guard state.papers[paper].dispute != nil, let (_, owner) = rules.dispute(of: submission.papers[paper]) else {
            throw Refusal(reason: .notDisputed(paper), canDo: [.nothingNeeded])
        }
        guard actor.isOffice, actor.department < 0 || Int(actor.department) == owner else {
            throw Refusal(reason: .ownerAnswers(paper, department: owner), canDo: [.askDepartment(owner)])
        }
        guard note.written.contains(MoveNeeds(.reason)) else {
            throw Refusal(reason: .disputeUnwritten(paper, MoveNeeds(.reason)), canDo: [.write(MoveNeeds(.reason))])
        }
        events.append(circumstances.event(by: actor, .disputeSettled(paper: Int32(paper), outcome, note: note)))
    }

    /// Data of an item that are in doubt, where it is not decided before the answer.
    static func checkDisputes(_ place: Int, _ state: borrowing CaseState, _ rules: CaseRules) throws(Refusal) {
        let open = openDisputes(of: place, state)
        guard !open.isEmpty else { return }
        let answers = open.map { Refusal.Instead.awaitAnswer($0, until: state.papers[$0].dispute?.until.day ?? .distant) }
        throw Refusal(reason: .dataDisputed(place, open), canDo: answers + open.map { .handIn($0) })
    }

    static func openDisputes(of place: Int, _ state: borrowing CaseState) -> [Int] {
        state.papers.indices.filter { state.papers[$0].dispute?.waits == true && concerns(place, state.papers[$0]) }
    }

    private static func isShared(_ paper: PaperState) -> Bool { paper.disposition == .licence || paper.disposition == .shared }

    private static func disputable(_ state: borrowing CaseState, _ rules: CaseRules) -> [Int] {
        guard let submission = state.submission else { return [] }
        return state.papers.indices.filter {
            isShared(state.papers[$0]) && state.papers[$0].dispute == nil && rules.dispute(of: submission.papers[$0]) != nil
        }
    }
}

extension CaseRules {
    /// Who answers for the data that stand in for a paper, and within which time; nil where that is not declared.
    func dispute(of paper: CasePaper) -> (declared: DisputeDefinition, owner: Int)? {
        switch paper.by {
        case .licence(let licence):
            let one = bundle.shared.licences[licence]
            return one.definition.disputes.map { ($0, one.issuer) }
        case .source(let source):
            let one = bundle.shared.sources[source]
            return one.definition.disputes.map { ($0, one.owner) }
        case .paper, .item, .form, .promise, .bundle, nil: return nil
        }
    }
}
