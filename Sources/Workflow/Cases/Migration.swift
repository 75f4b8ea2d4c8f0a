/// A case that goes on under other definitions: everything in it that is a number of definitions, in the numbers of the new ones.
///
/// Items keep their places in the case. What stands in it (who has an item, which days run, what has come) is not touched.
public final class Migration: Sendable, Hashable {
    /// Where an item that was there stands, in the new numbers.
    struct Standing: Sendable, Hashable {
        var state: Int16
        /// The state whose limit the last day is.
        var untilOf: Int16
        /// The moves that were made, one bit for each name.
        var made: UInt64
        /// That limit is as long as before, so that a later notice of days off may correct its last day; else it stays as it is.
        var keepsLimit: Bool
    }

    /// Digests of the definitions that are left, and of those that hold from now on.
    public let from: String
    public let to: String
    /// The case as if it had begun under the new definitions: items that were there first, then new ones.
    let submission: Submission
    /// For each item that was there.
    let standings: [Standing]
    /// For each paper, the place before of the one that goes on as it stood; -1: it stands as the submission says.
    let papers: [Int32]
    let makers: [Maker]
    /// The events that came, one bit for each word.
    let happened: UInt64

    init(
        from: String, to: String, submission: Submission, standings: [Standing], papers: [Int32], makers: [Maker], happened: UInt64
    ) {
        (self.from, self.to, self.submission) = (from, to, submission)
        (self.standings, self.papers, self.makers, self.happened) = (standings, papers, makers, happened)
    }

    public static func == (one: Migration, other: Migration) -> Bool {
        (one.from, one.to, one.submission) == (other.from, other.to, other.submission)
            && (one.standings, one.papers, one.makers, one.happened) == (other.standings, other.papers, other.makers, other.happened)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(from)
        hasher.combine(to)
        hasher.combine(submission)
    }
}

extension CaseMachine {
    /// What was there goes on in the new numbers; what is new begins as the migration says.
    static func migrate(_ migration: Migration, _ state: inout CaseState) {
        let submission = migration.submission
        let known = state.items.count
        for (place, standing) in migration.standings.enumerated() {
            state.items[place].opened = submission.items[place]
            state.items[place].state = standing.state
            state.items[place].untilOf = standing.untilOf
            state.items[place].made = standing.made
            if !standing.keepsLimit { state.items[place].untilFrom = nil }
        }
        state.items += submission.items[known...].map(ItemState.init)
        let before = state.papers
        state.papers = zip(submission.papers, migration.papers).map { paper, place in
            guard place >= 0 else { return PaperState(paper) }
            var now = before[Int(place)]
            now.owner = Int32(paper.owner ?? -1)
            return now
        }
        for place in state.evidence.indices {
            let old = Set(state.evidence[place].papers)
            state.evidence[place].papers = migration.papers.indices.filter { old.contains(migration.papers[$0]) }.map(Int32.init)
        }
        state.edition += 1
        state.makers = migration.makers
        state.happened = migration.happened
        state.submission = submission
        state.spans = CaseState.spans(of: submission.items)
    }
}
