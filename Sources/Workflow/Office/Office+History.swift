/// What stands behind a case: its papers line by line, and everything that happened to it.
extension Office {
    /// The papers of a case, each as it stands, with the reason.
    public func ledger(of id: CaseID) async throws -> CaseLedger {
        try await reading(id) { [self] open, events, store in
            guard let submission = open.state.submission, let day = open.state.submittedAt?.day else {
                throw StoreFault.damaged("cases \(id)")
            }
            // Where it has gone on under other definitions, its papers are those of the last.
            let rules = open.rules
            var known = KnownSituation(of: submission, under: rules, for: rules, on: day)
            Consulted(submission, rules).silence(&known, in: rules.asked)
            return CaseLedger(
                view: CaseView(open), submission: submission, ledger: rules.asked.ledger(known.situation, rules.baseline),
                received: try received(of: open, events, store))
        }
    }

    /// Where a case stands, everything that happened to it, and what has come of its papers.
    public func history(of id: CaseID) async throws -> (view: CaseView, events: [CaseEvent], received: ReceivedPapers) {
        try await reading(id) { [self] open, events, store in (CaseView(open), events, try received(of: open, events, store)) }
    }
}

/// The papers of a case beside the ledger rule, which has the reasons: a case keeps what was settled, and no reasons.
public struct CaseLedger: Sendable {
    public let view: CaseView
    let submission: Submission
    /// What the rule says to what the case knows.
    let ledger: Ledger
    let received: ReceivedPapers
}
