/// Official papers (文书): a move that issues one issues it as it is made, so that the one is never without the other.
extension CaseMachine {
    /// Stands for the case as a whole where an item is meant.
    static let wholeCase: Int32 = -1

    /// The paper of a move or state, if it has one; its number follows in `numberPapers`. What the applicant does, the office confirms.
    static func issue(_ paper: Int16, of place: Int, by actor: Actor, _ circumstances: Circumstances, _ events: inout [CaseEvent]) {
        guard paper >= 0 else { return }
        events.append(
            circumstances.event(
                by: actor.isOffice || actor.role == .counter ? actor : .system, .paperIssued(item: Int32(place), paper: paper, number: 0)))
    }

    /// Numbers the papers among new events after those that the case has, without a gap.
    static func numberPapers(_ events: inout [CaseEvent], from known: Int, _ state: borrowing CaseState, _ rules: CaseRules) {
        guard rules.issuesPapers else { return }
        var number = state.lastPaper
        for place in known..<events.count {
            guard case .paperIssued(let item, let paper, _) = events[place].fact else { continue }
            number += 1
            events[place].fact = .paperIssued(item: item, paper: paper, number: number)
        }
    }
}
