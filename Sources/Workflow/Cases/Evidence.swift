/// A licence that stands in for papers of a case. What it says is sealed with the form; here is where it is kept, and which row of the log of
/// uses of data says that it was read.
public struct Evidence: Sendable, Hashable {
    /// Its type, by its place among the licences of the definitions; below zero: what a source has of somebody.
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

/// A licence of which it could not be found out whether there is one: its papers are not asked for, and nothing that rests on it is granted
/// until it is read, or the papers themselves are handed in.
public struct AwaitedEvidence: Sendable, Hashable {
    /// A role of the bundle, and which of several.
    public struct Holder: Sendable, Hashable {
        var role: Int32
        var instance: Int32
    }

    /// Its type, by its place among the licences of the definitions.
    var licence: Int32
    /// The provider that did not say, and why, as a word for programs.
    var provider: String
    var fault: String
    /// The number of the authorisation by which it is to be read; 0: its holder applies himself.
    var authorisation: Int64
    /// Whose it must be; the first is the one for whom it is looked for.
    var holders: [Holder]
    /// The papers that it is to stand in for, by their places.
    var papers: [Int32]
    /// What each of them is where there is no such licence: data that are shared, say, or the paper itself that is handed in.
    var otherwise: [Disposition]
}

/// Why a licence that stood in for papers does so no more.
public enum EvidenceLoss: UInt8, Sendable, Hashable, CaseIterable {
    case suspended, revoked, withdrawn, cancelled, superseded, other, expired
    /// Its holder does not let it be read any more.
    case unauthorised
    /// Of one that was awaited: there is none; it does not stand in; it says something else than the form, or there are several.
    case notFound, unfit, contradicted

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

    var name: String { self == .notFound ? "not-found" : "\(self)" }
    static let words = allCases.map(\.name)

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
        case .notFound: Title(zh: "未查到", en: "there is none")
        case .unfit: Title(zh: "不能使用", en: "it cannot be used")
        case .contradicted: Title(zh: "与其他证照或表单不一致，请核对", en: "it says something else than another licence or the form: look at it")
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
    /// The provider that has not said yet whether there is one, and whose it must be; nil: it was read.
    var awaited: Awaited?

    struct Awaited: Sendable, Hashable {
        var provider: String
        var holders: [AwaitedEvidence.Holder]
        var otherwise: [Disposition]
    }

    init(_ evidence: Evidence) {
        isForWhole = evidence.papers.isEmpty
        (licence, register) = (evidence.licence, evidence.register)
        (authorisation, papers) = (evidence.authorisation, evidence.papers)
    }

    init(_ evidence: AwaitedEvidence) {
        (isForWhole, licence, register) = (false, evidence.licence, 0)
        (authorisation, papers) = (evidence.authorisation, evidence.papers)
        awaited = Awaited(provider: evidence.provider, holders: evidence.holders, otherwise: evidence.otherwise)
    }
}

/// What was found when the licences of a case were looked after once more.
public struct EvidenceStanding: Sendable {
    /// Those that hold no more, by their places in the case.
    var losses: [Int: EvidenceLoss] = [:]
    /// Those of which nobody could say whether they hold: the provider that should.
    var unchecked: [Int: String] = [:]
    /// Those that were awaited and are read now: their number in the registry, and the row of the log of uses of data.
    var arrived: [Int: (register: Int64, use: Int64)] = [:]
    /// Those that were read afterwards for papers that are to come still: somebody has authorised it, or it was issued meanwhile.
    var found: [Evidence] = []
    /// The form with what these fill in.
    var form: FilledForm?
}

extension CompiledBundle {
    /// `mother`, or `child#2`.
    func name(of holder: AwaitedEvidence.Holder) -> String {
        let role = roles[Int(holder.role)].id
        return holder.instance > 0 ? "\(role)#\(holder.instance + 1)" : role
    }
}

extension CaseMachine {
    /// Licences that hold no more stand in for nothing: their papers are wanting. What waited for licences to be looked after goes on.
    static func lookAfterEvidence(
        on state: inout CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        guard let standing = circumstances.evidence, !state.evidence.isEmpty || !standing.found.isEmpty, state.phase == .open else {
            return
        }
        let known = events.count
        for evidence in standing.found where evidence.papers.contains(where: { isToCome($0, state) }) {
            events.append(circumstances.event(by: .system, .evidence(evidence)))
        }
        for (place, arrived) in standing.arrived.sorted(by: { $0.key < $1.key })
        where state.evidence.indices.contains(place) && isAwaited(place, state) {
            events.append(
                circumstances.event(
                    by: .system, .evidenceArrived(evidence: Int32(place), register: arrived.register, use: arrived.use)))
        }
        if events.count > known, let form = standing.form { events.append(circumstances.event(by: .system, .formFilled(form))) }
        for (place, loss) in standing.losses.sorted(by: { $0.key < $1.key })
        where state.evidence.indices.contains(place) && state.evidence[place].loss == nil && isUsed(place, state) {
            events.append(circumstances.event(by: .system, .evidenceLost(evidence: Int32(place), loss)))
        }
        if events.count == known { goOn(state, rules, circumstances, &events) }
        follow(from: known, on: &state, rules, circumstances, &events)
    }

    /// The paper itself is to be handed in still, or once more.
    static func isToCome(_ paper: Int32, _ state: borrowing CaseState) -> Bool {
        state.papers.indices.contains(Int(paper)) && state.papers[Int(paper)].disposition == .handedIn && state.papers[Int(paper)].isLacking
    }

    /// It is to be read still, for something that is not decided and for which nobody has handed in the paper.
    static func isAwaited(_ evidence: Int, _ state: borrowing CaseState) -> Bool {
        state.phase == .open && state.evidence[evidence].awaited != nil && state.evidence[evidence].loss == nil && isUsed(evidence, state)
            && state.evidence[evidence].papers.contains { standsIn($0, state) }
    }

    /// A licence is awaited in its place.
    static func isAwaited(paper: Int, _ state: borrowing CaseState) -> Bool {
        state.evidence.indices.contains { place in
            state.evidence[place].papers.contains(Int32(paper)) && standsIn(Int32(paper), state) && isAwaited(place, state)
        }
    }

    /// Something that is not decided yet rests on it.
    static func isUsed(_ evidence: Int, _ state: borrowing CaseState) -> Bool {
        state.items.indices.contains { item in
            state.items[item].stage != .ended && state.items[item].decision == nil && rests(item, on: state.evidence[evidence], state)
        }
    }

    static func rests(_ item: Int, on evidence: EvidenceState, _ state: borrowing CaseState) -> Bool {
        evidence.isForWhole || evidence.papers.contains { concerns(item, state.papers[Int($0)]) }
    }

    /// The licences on which an item rests, by their places: those that hold as far as is known, those that are lost and for which no paper
    /// stands in, papers in place of others that are not there, and licences that are to be read still.
    static func evidence(
        of item: Int, _ state: borrowing CaseState
    ) -> (holding: [Int], lost: [Int], wanting: [Int], awaited: [Int]) {
        var (holding, lost, wanting, awaited): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
        for (place, evidence) in state.evidence.enumerated() where evidence.licence >= 0 && rests(item, on: evidence, state) {
            if evidence.isForWhole {
                if evidence.loss == nil { holding.append(place) } else { lost.append(place) }
            } else if evidence.loss == nil {
                guard evidence.papers.contains(where: { standsIn($0, state) }) else { continue }
                if evidence.awaited == nil { holding.append(place) } else { awaited.append(place) }
            } else {
                wanting += evidence.papers.map(Int.init).filter { !state.papers[$0].isThere && !wanting.contains($0) }
            }
        }
        return (holding, lost, wanting, awaited)
    }

    /// Nobody has handed in the paper itself.
    static func standsIn(_ paper: Int32, _ state: borrowing CaseState) -> Bool {
        [.licence, .produced].contains(state.papers[Int(paper)].disposition)
    }

    /// What is granted rests on licences that hold when it is (and not only when it was applied for).
    static func checkEvidence(
        of item: Int, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances
    ) throws(Refusal) {
        if state.evidence.isEmpty { return }
        let (holding, lost, wanting, awaited) = evidence(of: item, state)
        if let first = lost.first, let loss = state.evidence[first].loss {
            throw Refusal(reason: .answerLost(item, loss), canDo: alternatives(item, state, rules))
        }
        if !wanting.isEmpty { throw Refusal(reason: .papersNotVerified(item, wanting), canDo: wanting.map { .handIn($0) }) }
        if let first = awaited.first, let provider = state.evidence[first].awaited?.provider {
            let papers = awaited.flatMap { state.evidence[$0].papers.map(Int.init) }.filter { standsIn(Int32($0), state) }
            throw Refusal(reason: .evidenceAwaited(item, provider, papers), canDo: [.tryAgain] + papers.map { .handIn($0) })
        }
        guard let standing = circumstances.evidence else {
            if holding.isEmpty { return }
            throw Refusal(reason: .evidenceUnchecked(item, nil), canDo: [.tryAgain])
        }
        if let provider = holding.compactMap({ standing.unchecked[$0] }).first {
            throw Refusal(reason: .evidenceUnchecked(item, provider), canDo: [.tryAgain])
        }
    }
}
