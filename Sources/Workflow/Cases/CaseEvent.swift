/// The last day of a limit.
public struct Due: Sendable, Hashable {
    public var day: Day
    /// A later notice of days off may move it.
    public var provisional: Bool
}

/// A limit while its clock runs: the last day, and how many of its days were left when the clock was last set going.
public struct RunningLimit: Sendable, Hashable {
    public var due: Due
    /// Working days, or natural days where the limit is one of natural days.
    var left: Int32
    var isNaturalDays: Bool
}

/// What somebody wrote when making a move.
public final class MoveNote: Sendable, Hashable {
    public let reason: Title?
    public let basis: Title?
    public let expectedEnd: Day?
    public let remedies: Title?
    public let payment: String?
    /// Papers that are wanting, or that are handed in; by place.
    public let papers: [Int]
    /// What has become known since papers were last named as wanting.
    public let newFacts: Title?

    public init(
        reason: Title? = nil, basis: Title? = nil, expectedEnd: Day? = nil, remedies: Title? = nil, payment: String? = nil,
        papers: [Int] = [], newFacts: Title? = nil
    ) {
        self.reason = reason
        self.basis = basis
        self.expectedEnd = expectedEnd
        self.remedies = remedies
        self.payment = payment
        self.papers = papers
        self.newFacts = newFacts
    }

    public static func == (one: MoveNote, other: MoveNote) -> Bool {
        (one.reason, one.basis, one.expectedEnd) == (other.reason, other.basis, other.expectedEnd)
            && (one.remedies, one.payment, one.papers, one.newFacts) == (other.remedies, other.payment, other.papers, other.newFacts)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(papers)
        hasher.combine(reason)
    }

    /// Nothing stands in it.
    var isEmpty: Bool {
        reason == nil && basis == nil && expectedEnd == nil && remedies == nil && payment == nil && papers.isEmpty
            && newFacts == nil
    }

    /// The written needs that it meets.
    var written: MoveNeeds {
        var needs: MoveNeeds = []
        if reason?.zh.isEmpty == false { needs.insert(MoveNeeds(.reason)) }
        if basis?.zh.isEmpty == false { needs.insert(MoveNeeds(.basis)) }
        if expectedEnd != nil { needs.insert(MoveNeeds(.expectedEnd)) }
        if remedies?.zh.isEmpty == false { needs.insert(MoveNeeds(.remedies)) }
        if newFacts?.zh.isEmpty == false { needs.insert(MoveNeeds(.newFacts)) }
        if payment?.isEmpty == false { needs.insert(MoveNeeds(.payment)) }
        return needs
    }
}

/// How an item of a case ended.
public enum ItemEnd: Sendable, Hashable {
    case process(ProcessDefinition.End)
    /// Another item, on which it depends or with which all stop, did not come out well.
    case closed

    var isGranted: Bool { self == .process(.granted) }
}

/// Something that happened to a case. Items are numbered as the case has them, moves and states as their process has them.
///
/// There are very many of them: what is large and rare in a fact lies apart, so that an event is copied in a moment.
public struct CaseEvent: Sendable, Hashable {
    public enum Fact: Sendable, Hashable {
        case submitted(Submission)
        /// An item begins in the first state of its process.
        case started(item: Int32, until: Due?)
        /// It went to the department's own system, which will decide.
        case handedOver(item: Int32)
        case moved(item: Int32, move: Int16, to: Int16, until: Due?, note: MoveNote?)
        case clockStarted(item: Int32, from: Day, statutory: RunningLimit?, promised: RunningLimit?)
        /// The legal clock stands still, with so many days left.
        case clockStopped(item: Int32, statutoryLeft: Int32, promisedLeft: Int32)
        case clockResumed(item: Int32, statutory: RunningLimit?, promised: RunningLimit?)
        case limitPassed(item: Int32, Limit)
        case decided(item: Int32, ProcessDecision)
        /// A result of the item: place in its `issues`.
        case issued(item: Int32, issue: Int16)
        case ended(item: Int32, ItemEnd)
        /// Ended because of another item; -1: the applicant withdrew the case.
        case closedBecause(item: Int32, of: Int32)
        case handedIn(paper: Int32)
        case verified(paper: Int32)
        /// A paper that was to follow did not come by its day.
        case paperLate(paper: Int32)
        case happened(event: Int16)
        case closed
        /// A person took it on, or was given it; -1: it is free again.
        case assigned(item: Int32, person: Int32)
        /// One visit for several items, each of which moves with it.
        case visited(joint: Int16)
        /// The promised limit alone stands still, with so many days left; the statutory one goes on.
        case promiseStopped(item: Int32, left: Int32)
        case promiseResumed(item: Int32, promised: RunningLimit)
        case limitExtended(item: Int32, statutory: RunningLimit)
        /// The item stays in its state through that day at least.
        case staysThrough(item: Int32, Due)
        /// A limit will soon have passed.
        case limitNear(item: Int32, Limit)
        /// The days off of a year have become known, and the last day of a limit with them.
        case dueCorrected(item: Int32, Limit, Due)
        /// The department's own system has taken in everything that happened to its item through a version of the case; 0: it has lost it.
        case acknowledged(item: Int32, through: Int32)
        /// An official paper (文书) was issued with what happened just before; -1: for the whole case. Papers of a case are numbered from 1.
        case paperIssued(item: Int32, paper: Int16, number: Int32)
        /// The case goes on under other definitions; the events after it speak in their numbers.
        case migrated(Migration)
        /// The application was an offer of that department (免申即享), made on that day.
        indirect case offerAccepted(AcceptedOffer)
        /// Somebody doubts data that stand in for a paper; its owner answers by that day, and the item waits for it or not.
        case disputed(paper: Int32, until: Due, waits: Bool, note: MoveNote)
        case disputeSettled(paper: Int32, DisputeOutcome, note: MoveNote)
        /// Its owner has not answered by that day.
        case disputeLate(paper: Int32)
        /// The limit for the whole was made longer, with the approval of the government of that level.
        case wholeExtended(until: Due, note: MoveNote)
        /// The limit for the whole will soon have passed, or has.
        case wholeNear
        case wholePassed
        /// The days off of a year have become known, and the last day for the whole with them, or for the answer to a dispute.
        case wholeCorrected(Due)
        case disputeCorrected(paper: Int32, Due)
        /// Somebody may act for the applicant, in place of what he was allowed before; and may not any more.
        indirect case mandated(Mandate)
        case mandateEnded(agent: Int32)
        /// Who applies besides whoever handed it in.
        indirect case applicants([Int32])
        indirect case formFilled(FilledForm)
        /// A licence was read, and stands in for papers.
        indirect case evidence(Evidence)
        /// A result was made out as a licence.
        case madeOut(MadeOut)
        /// A licence is to be read still: its provider did not say whether there is one.
        indirect case evidenceAwaited(AwaitedEvidence)
        /// It was read now; by its place among the licences of the case.
        case evidenceArrived(evidence: Int32, register: Int64, use: Int64)
        /// It holds no more, or there is none; by its place among the licences of the case.
        case evidenceLost(evidence: Int32, EvidenceLoss)
        /// The licences on which an item rests were found to hold just before it was granted.
        indirect case evidenceChecked(item: Int32, evidence: [Int32])
        /// What is kept of people was destroyed, under the number of the archive's receipt (归档回执).
        indirect case erased(receipt: String)
    }

    /// Which limit of an item.
    public enum Limit: String, Sendable, Hashable, CaseIterable {
        case state, statutory, promised
    }

    public typealias ProcessDecision = ProcessDefinition.Decision

    /// The moment of recording; never a day that has gone by.
    public var at: Moment
    /// The day on which it took effect, from which clocks and limits count: the day of recording, or, where time has passed unnoticed, the
    /// earlier day on which it fell due.
    public var on: Day
    public var by: Actor
    public var fact: Fact

    init(at: Moment, on: Day? = nil, by: Actor, fact: consuming Fact) {
        self.at = at
        self.on = on ?? at.day
        self.by = by
        self.fact = fact
    }

    /// Whether other items may go on, or close, because of it.
    var letsOthersGoOn: Bool {
        switch fact {
        case .submitted, .decided, .ended, .closedBecause, .verified, .handedIn, .happened, .paperLate, .disputeSettled,
            .moved(_, _, _, _, .some), .migrated, .evidence, .evidenceLost, .evidenceArrived:
            true
        case .started, .handedOver, .moved, .clockStarted, .clockStopped, .clockResumed, .limitPassed, .issued, .closed, .assigned,
            .visited,
            .promiseStopped, .promiseResumed, .limitExtended, .staysThrough, .limitNear, .dueCorrected, .acknowledged, .paperIssued,
            .offerAccepted, .wholeExtended, .wholeNear, .wholePassed, .wholeCorrected, .disputed, .disputeLate, .disputeCorrected,
            .mandated, .mandateEnded, .applicants, .formFilled, .evidenceAwaited, .evidenceChecked, .madeOut, .erased:
            false
        }
    }
}
