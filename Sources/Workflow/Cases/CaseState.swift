/// Where an item of a case stands. What a move looks at comes first: it lies together.
public struct ItemState: Sendable, Hashable {
    public enum Stage: UInt8, Sendable, Hashable, CaseIterable {
        /// It needs the result of another item, or an event.
        case waiting
        case open, ended

        static let words = allCases.map { "\($0)" }
        public var word: String { Self.words[Int(rawValue)] }
    }

    var opened: OpenedItem
    var stage = Stage.waiting
    /// A state of its process.
    var state: Int16 = 0
    var clock = ClockRule.notStarted
    var decision: ProcessDefinition.Decision?
    var end: ItemEnd?
    /// The moves that were made, one bit for each name.
    var made: UInt64 = 0
    /// The last day in this state.
    var until: Due?
    /// The day after which `until` counts, and the state whose limit it is.
    var untilFrom: Day?
    var untilOf: Int16 = 0
    /// The day through which it stays in this state at least.
    var staysThrough: Due?
    var statePassed = false
    var statutoryPassed = false
    var promisedPassed = false
    var stateNear = false
    var statutoryNear = false
    var promisedNear = false
    /// The person who has taken it on, or to whom it was given; -1: whoever of the department comes to it.
    var assigned: Int32 = -1
    /// The version of the case when an officer last named papers of it as wanting; 0: never.
    var told: Int32 = 0
    /// Of an item that is decided in the department's own system: the version of the last event that it must know of, and through which
    /// version it knows what happened; 0: it was not handed over, and knows nothing.
    var news: Int32 = 0
    var known: Int32 = 0
    var received: Day?
    /// When the applicant last handed in something of it: the application, or what was wanting.
    var lastReceived: Day?
    /// The day after which what is left of the statutory limit counts, and of the promised one.
    var since: Day?
    var promisedSince: Day?
    var statutory: RunningLimit?
    var promised: RunningLimit?

    init(_ opened: OpenedItem) { self.opened = opened }

    /// The last day of a limit that runs now.
    func due(_ limit: CaseEvent.Limit) -> Due? {
        switch limit {
        case .state: until
        case .statutory: clock == .running || clock == .promisedStopped ? statutory?.due : nil
        case .promised: clock == .running ? promised?.due : nil
        }
    }

    /// It is open, and a limit has passed.
    var isOverdue: Bool { stage == .open && CaseEvent.Limit.allCases.contains(where: hasPassed) }

    /// It is open, nothing has passed, and it was told that a limit soon will.
    var isNearing: Bool { stage == .open && !isOverdue && CaseEvent.Limit.allCases.contains(where: isNear) }

    func hasPassed(_ limit: CaseEvent.Limit) -> Bool {
        switch limit {
        case .state: statePassed
        case .statutory: statutoryPassed
        case .promised: promisedPassed
        }
    }

    func isNear(_ limit: CaseEvent.Limit) -> Bool {
        switch limit {
        case .state: stateNear
        case .statutory: statutoryNear
        case .promised: promisedNear
        }
    }

    var isGranted: Bool { decision == .granted && end != .process(.revoked) }
    /// It ended, or is decided, without what others need of it.
    var isFruitless: Bool { decision == .refused || (stage == .ended && !isGranted) }
}

/// Who made a move of an item, where that is known.
struct Maker: Sendable, Hashable {
    var item: Int32
    var move: Int16
    var person: Int32
}

/// A payment that has come for an item.
struct Payment: Sendable, Hashable {
    var item: Int32
    var reference: String
}

/// Data that are in doubt, and whose owner has not answered yet.
struct OpenDispute: Sendable, Hashable {
    /// The day after which its limit counts.
    var from: Day
    var until: Due
    var waits: Bool
    var isLate = false
}

/// Where a paper of a case stands.
public struct PaperState: Sendable, Hashable {
    var disposition: Disposition
    var owner: Int32
    /// It is in the hands of the office, or need not be.
    var isThere: Bool
    var isVerified: Bool
    /// Whoever applies has said that it is there, and nobody at the office has had it in his hands.
    var isAnnounced: Bool
    /// An officer named it as wanting.
    var isWanting = false
    var isLate = false
    var until: Day?
    /// The version of the case when it came afterwards; 0: it came with the application, or has not come.
    var came: Int32 = 0
    /// Nil: nobody doubts what stands in for it, or not any more.
    var dispute: OpenDispute?
    /// Somebody did.
    var wasDisputed = false

    /// As it was settled.
    init(_ paper: CasePaper) {
        disposition = paper.disposition
        owner = Int32(paper.owner ?? -1)
        isThere = paper.isThere
        isVerified = paper.isThere && (paper.isForm || paper.disposition != .handedIn)
        isAnnounced = isThere && !isVerified
        until = paper.until
    }

    /// What stood in for it does so no more: the paper itself is to come.
    mutating func loseWhatStoodIn() {
        (disposition, isThere, isVerified, isAnnounced) = (.handedIn, false, false, false)
    }

    /// A licence stands in for it from now on.
    mutating func standIn() {
        (disposition, isThere, isVerified, isWanting, isAnnounced) = (.licence, true, true, false, false)
    }

    /// It is the paper itself that is handed in, now or later; nothing stands in for it.
    var wantsPaper: Bool { disposition == .handedIn || disposition == .follows }

    /// It may be handed in: it did not come, or an officer named it as wanting.
    var isLacking: Bool { !isThere || isWanting }
}

/// What was worked out from a state and is kept with it; it tells no two states apart.
struct WorkedOut<Value: Sendable>: Sendable, Hashable {
    var value: Value

    init(_ value: Value) { self.value = value }

    static func == (one: Self, other: Self) -> Bool { true }
    func hash(into hasher: inout Hasher) {}
}

/// A case: everything that its events say, and nothing else.
public struct CaseState: Sendable, Hashable {
    public enum Phase: UInt8, Sendable, Hashable, CaseIterable {
        case new, open, closed

        static let words = allCases.map { "\($0)" }
        public var word: String { Self.words[Int(rawValue)] }
    }

    public internal(set) var phase = Phase.new
    public internal(set) var submission: Submission?
    var submittedAt: Moment?
    public internal(set) var items: [ItemState] = []
    public internal(set) var papers: [PaperState] = []
    /// For each item of the bundle, the places of its instances here; none for items after the last that is part.
    var spans: [Range<Int32>] = []
    /// The events that came, one bit for each word.
    var happened: UInt64 = 0
    /// Who made which moves, each once.
    var makers: [Maker] = []
    /// A paper that was to follow did not come by its day.
    var hasLatePapers = false
    var payments: [Payment] = []
    /// Who applies, as far as the office knows them.
    var applicants: [Int32] = []
    /// Of those who may act for the applicant, one for each.
    var mandates: [Mandate] = []
    /// What commits to the sealed values of its form; nil: nothing was filled in, or it was destroyed.
    var form: [UInt8]?
    /// Licences that stand in for papers of it.
    var evidence: [EvidenceState] = []
    /// What its items ended with.
    var results: [ResultState] = []
    /// Some item was handed over to the department's own system, which is told what others do to it.
    var isHandedOver = false
    /// How often it has gone on under other definitions.
    var edition: Int32 = 0
    /// The day on which it was closed, and on which what was kept of people was destroyed.
    var closedOn: Day?
    public internal(set) var erasedOn: Day?
    /// The last day for the whole, once it was made longer; and once the days off before it had become known.
    var extended: Due?
    var corrected: Due?
    var isWholeNear = false
    var hasWholePassed = false
    /// The number of the last official paper that was issued; 0: none was.
    var lastPaper: Int32 = 0
    /// The day on which the last of its events took effect.
    var latest = Day(daysSince1970: 0)
    /// How many events made it.
    public internal(set) var version = 0
    /// Before that day time alone makes nothing happen; nil: nobody has looked since something happened.
    var quietBefore = WorkedOut<Day?>(nil)

    public init() {}

    /// The last day for the whole, where permits of several departments are joined.
    var due: Due? { extended ?? corrected ?? submission?.due }

    /// The limit for the whole has passed, or soon will, and something is not decided yet.
    var isWholeLate: Bool { hasWholePassed && isUndecided }
    var isWholeNearing: Bool { isWholeNear && !hasWholePassed && isUndecided }

    /// An item is to be decided still.
    var isUndecided: Bool { items.contains { $0.stage != .ended && $0.decision == nil } }

    /// The instances of an item of the bundle.
    func instances(of item: Int) -> Range<Int> {
        item < spans.count ? Int(spans[item].lowerBound)..<Int(spans[item].upperBound) : 0..<0
    }

    /// Instances of an item stand side by side.
    static func spans(of items: [OpenedItem]) -> [Range<Int32>] {
        var spans: [Range<Int32>] = Array(repeating: 0..<0, count: Int(items.map(\.item).max() ?? -1) + 1)
        for (place, item) in items.enumerated() {
            let first = spans[Int(item.item)].isEmpty ? Int32(place) : spans[Int(item.item)].lowerBound
            spans[Int(item.item)] = first..<Int32(place + 1)
        }
        return spans
    }
}
