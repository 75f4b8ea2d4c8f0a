/// What becomes of a running case under other definitions: a pure function of the case and both rules.
///
/// What the applicant was spared or has handed in is never asked again, and no last day moves later; what is kinder holds at once (立法法 art. 104:
/// rules do not reach back, save to protect people better).
public struct MigrationPlan: Sendable {
    public enum Kind: String, Sendable, CaseIterable, Comparable {
        case noEffect = "no-effect"
        case better
        case needsApplicant = "needs-applicant"
        case blocked

        public static func < (one: Kind, other: Kind) -> Bool {
            one != other && allCases.first { $0 == one || $0 == other } == one
        }
    }

    /// Why a case is of its kind. Items, papers and words as they are printed.
    public enum Reason: Sendable, Hashable {
        // Blocked.
        case noBundle(String)
        case stopped(Title)
        case itemGone(Title)
        case itemCounted(Title)
        case processGone(Title)
        case stateGone(Title, state: Title)
        case stateMeansOther(Title, state: Title)
        case moveGone(Title, move: Title)
        case listGone(String, Title)
        case wouldEnd(Title)
        // Needs the applicant.
        case question(String, Title)
        case newItem(Title)
        case newPaper(String, Title)
        // Better.
        case noLongerAsked(String, Title)
        case spared(String, Title, Disposition)
        case mayFollow(String, Title)
        case fewerPieces(String, Title)
        case shorterLimit(Title)
        case decidedByRule(Title)

        public var kind: Kind {
            switch self {
            case .noBundle, .stopped, .itemGone, .itemCounted, .processGone, .stateGone, .stateMeansOther, .moveGone, .listGone,
                .wouldEnd:
                .blocked
            case .question, .newItem, .newPaper: .needsApplicant
            case .noLongerAsked, .spared, .mayFollow, .fewerPieces, .shorterLimit, .decidedByRule: .better
            }
        }
    }

    public private(set) var reasons: [Reason]
    /// Nil where the case cannot go on under the new definitions as it is.
    let migration: Migration?

    public var kind: Kind { reasons.map(\.kind).max() ?? .noEffect }

    static func blocked(_ reason: Reason) -> MigrationPlan { MigrationPlan(reasons: [reason], migration: nil) }

    private init(reasons: [Reason], migration: Migration?) { (self.reasons, self.migration) = (reasons, migration) }

    /// - Parameters:
    ///   - state: an open case, with all that time has done to it.
    ///   - digests: of the definitions behind both rules.
    ///   - said: what the applicant answers to what is newly asked, question → answer.
    init(
        of state: CaseState, from old: CaseRules, to new: CaseRules, digests: (from: String, to: String),
        answering said: [String: String] = [:], given circumstances: Circumstances
    ) {
        guard state.phase == .open, let submission = state.submission else {
            self.init(reasons: [], migration: nil)
            return
        }
        let known = KnownSituation(of: submission, under: old, for: new, on: circumstances.today, answering: said)
        let before = KnownSituation(of: submission, under: old, for: old, on: circumstances.today)
        var reasons = known.unanswered.filter { !before.unanswered.contains($0) }.map { id in
            let title = new.bundle.shared.questions.first { $0.id == id }?.ask
            return Reason.question(id, title ?? Title(zh: id, en: id))
        }
        let answers = known.situation.answers
        reasons += new.bundle.stops.filter { $0.onlyIf.holds(answers) }.map { .stopped($0.because) }
        guard reasons.isEmpty else {
            self.init(reasons: reasons, migration: nil)
            return
        }
        let ledger = new.asked.ledger(known.situation, new.baseline)
        var items = MigratedItems(state, submission, old, new, ledger, answers)
        items.carryOver(circumstances)
        guard !items.reasons.contains(where: { $0.kind == .blocked }) else {
            self.init(reasons: items.reasons, migration: nil)
            return
        }
        var papers = MigratedPapers(
            state, submission, old, new, fresh: ledger, before: old.asked.ledger(before.situation, old.baseline), items: items.opened)
        papers.carryOver()
        reasons = items.reasons + papers.reasons
        let migration = Migration(
            from: digests.from, to: digests.to,
            submission: Submission(answers: answers, items: items.opened, papers: papers.papers, due: submission.due),
            standings: items.standings, papers: papers.goesOn, makers: items.makers, happened: items.happened)
        reasons += Self.consequences(of: migration, state, new, circumstances)
        self.init(reasons: reasons, migration: reasons.contains { $0.kind == .blocked } ? nil : migration)
    }

    /// What would follow by itself: nothing may end badly because definitions change.
    private static func consequences(
        of migration: Migration, _ state: CaseState, _ new: CaseRules, _ circumstances: Circumstances
    ) -> [Reason] {
        var after = state
        var events = [circumstances.event(by: .system, .migrated(migration))]
        CaseMachine.follow(from: 0, on: &after, new, circumstances, &events)
        func title(_ item: Int32) -> Title { new.title(of: migration.submission.items[Int(item)]) }
        return events.compactMap { event in
            switch event.fact {
            case .closedBecause(let item, _): .wouldEnd(title(item))
            case .ended(let item, let end): end.isGranted ? nil : .wouldEnd(title(item))
            case .decided(let item, let decision): decision == .granted ? .decidedByRule(title(item)) : nil
            default: nil
            }
        }
    }
}
