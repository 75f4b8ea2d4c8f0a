/// A licence that stands in for papers of a case. What it says is sealed with the form; here is where it is kept, and which row of the log of
/// uses of data says that it was read.
public struct Evidence: Sendable, Hashable {
    /// Its type, by its place among the licences of the definitions.
    var licence: Int32
    /// Its number in the registry.
    var register: Int64
    /// The row of the log of uses of data.
    var use: Int64
    /// The number of the authorisation by which it was read; 0: its holder applies himself.
    var authorisation: Int64 = 0
    /// The papers that it stands in for, by their places; those that duplicate one of them, too. None: it answers a question, and the whole case
    /// rests on it.
    var papers: [Int32]
}

/// Why a licence that stood in for papers does so no more.
public enum EvidenceLoss: UInt8, Sendable, Hashable, CaseIterable {
    case suspended, revoked, withdrawn, cancelled, superseded, other, expired
    /// Its holder does not let it be read any more.
    case unauthorised

    /// Nil where it holds.
    init?(_ status: LicenceStatus, until expires: Day?, on day: Day) {
        switch status {
        case .valid:
            guard let expires, expires < day else { return nil }
            self = .expired
        case .suspended: self = .suspended
        case .revoked: self = .revoked
        case .withdrawn: self = .withdrawn
        case .cancelled: self = .cancelled
        case .superseded: self = .superseded
        case .other: self = .other
        }
    }

    var name: String { "\(self)" }

    var title: Title {
        switch self {
        case .suspended: LicenceStatus.suspended.title
        case .revoked: LicenceStatus.revoked.title
        case .withdrawn: LicenceStatus.withdrawn.title
        case .cancelled: LicenceStatus.cancelled.title
        case .superseded: LicenceStatus.superseded.title
        case .other: LicenceStatus.other.title
        case .expired: Title(zh: "有效期届满", en: "expired")
        case .unauthorised: Title(zh: "本人的授权已撤回或到期", en: "its holder authorises it no more")
        }
    }
}

/// A licence of a case as it stands.
struct EvidenceState: Sendable, Hashable {
    /// Its type, among the licences of the definitions under which the case began.
    var licence: Int32
    var register: Int64
    var authorisation: Int64
    var papers: [Int32]
    /// It answers a question.
    var isForWhole: Bool
    var loss: EvidenceLoss?

    init(_ evidence: Evidence) {
        isForWhole = evidence.papers.isEmpty
        (licence, register) = (evidence.licence, evidence.register)
        (authorisation, papers) = (evidence.authorisation, evidence.papers)
    }
}

/// What was found when the licences of a case were looked after once more.
public struct EvidenceStanding: Sendable {
    /// Those that hold no more, by their places in the case.
    var losses: [Int: EvidenceLoss] = [:]
}

extension CaseMachine {
    /// Licences that hold no more stand in for nothing: their papers are wanting. What waited for licences to be looked after goes on.
    static func lookAfterEvidence(
        on state: inout CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        guard let standing = circumstances.evidence, !state.evidence.isEmpty, state.phase == .open else { return }
        let known = events.count
        for (place, loss) in standing.losses.sorted(by: { $0.key < $1.key })
        where state.evidence.indices.contains(place) && state.evidence[place].loss == nil && isUsed(place, state) {
            events.append(circumstances.event(by: .system, .evidenceLost(evidence: Int32(place), loss)))
        }
        if events.count == known { goOn(state, rules, circumstances, &events) }
        follow(from: known, on: &state, rules, circumstances, &events)
    }

    /// Something that is not decided yet rests on it.
    static func isUsed(_ evidence: Int, _ state: borrowing CaseState) -> Bool {
        state.items.indices.contains { item in
            state.items[item].stage != .ended && state.items[item].decision == nil && rests(item, on: state.evidence[evidence], state)
        }
    }

    private static func rests(_ item: Int, on evidence: EvidenceState, _ state: borrowing CaseState) -> Bool {
        evidence.isForWhole || evidence.papers.contains { concerns(item, state.papers[Int($0)]) }
    }

    /// The licences on which an item rests, by their places: those that hold as far as is known, those that are lost and for which no paper
    /// stands in, and papers in place of others that are not there.
    static func evidence(of item: Int, _ state: borrowing CaseState) -> (holding: [Int], lost: [Int], wanting: [Int]) {
        var (holding, lost, wanting): ([Int], [Int], [Int]) = ([], [], [])
        for (place, evidence) in state.evidence.enumerated() where rests(item, on: evidence, state) {
            if evidence.isForWhole {
                if evidence.loss == nil { holding.append(place) } else { lost.append(place) }
            } else if evidence.loss == nil {
                if evidence.papers.contains(where: { standsIn($0, state) }) { holding.append(place) }
            } else {
                wanting += evidence.papers.map(Int.init).filter { !state.papers[$0].isThere && !wanting.contains($0) }
            }
        }
        return (holding, lost, wanting)
    }

    /// Nobody has handed in the paper itself.
    private static func standsIn(_ paper: Int32, _ state: borrowing CaseState) -> Bool { state.papers[Int(paper)].disposition == .licence }

    /// What is granted rests on licences that hold when it is (and not only when it was applied for).
    static func checkEvidence(
        of item: Int, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances
    ) throws(Refusal) {
        let (holding, lost, wanting) = evidence(of: item, state)
        if let first = lost.first, let loss = state.evidence[first].loss {
            throw Refusal(reason: .answerLost(item, loss), canDo: alternatives(item, state, rules))
        }
        if !wanting.isEmpty { throw Refusal(reason: .papersNotVerified(item, wanting), canDo: wanting.map { .handIn($0) }) }
        if !holding.isEmpty, circumstances.evidence == nil { throw Refusal(reason: .evidenceUnchecked(item), canDo: [.tryAgain]) }
    }
}
