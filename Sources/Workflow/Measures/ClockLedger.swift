/// The legal life of an item day by day: which days count for its limits, which do not, and why.
///
/// It is arithmetic of its own: from the events it takes when a clock began, stood still and went on and how many days it has, never the last
/// day that an event fixed. What it comes to stands beside what the events say.
public struct ClockLedger: Sendable, Hashable {
    /// One day, from the receipt on. A limit that the item has not, or not yet, has no mark.
    public struct Row: Sendable, Hashable {
        public var day: Day
        public var kind: DayKind
        public var statutory: Mark?
        public var promised: Mark?
        public var state: Mark?
    }

    /// What a day is to a limit.
    public struct Mark: Sendable, Hashable {
        public var why: Why
        /// The days counted by the end of this one, and how many there are in all.
        public var number: Int
        public var of: Int

        public var isCounted: Bool { why == .counts }
        public var isOver: Bool { number > of }
    }

    public enum Why: Sendable, Hashable {
        case counts
        /// A clock counts from the day after the one on which it begins or goes on (民法典 art. 201).
        case dayOfEvent
        case dayOff
        case notStarted
        /// Which of the ledger's `standstills`.
        case standsStill(Int)
        case decided
    }

    /// A time in which the clock stood still.
    public struct Standstill: Sendable, Hashable {
        /// The last day that counted.
        public var from: Day
        /// The day on which it went on; nil: it stands still yet.
        public var until: Day?
        /// The state that the item was in.
        public var state: Int
        public var move: Int
        /// Which of the rules of the case, one after the other, number the state and the move.
        public var edition: Int
        public var reason: Title?
        public var basis: Title?
        public var expectedEnd: Day?
        /// Only the promised limit stood still.
        public var isOfPromiseOnly: Bool
        /// The item had to stay there for a time (公示).
        public var isFixedTime: Bool
    }

    /// A time in which a provider had not said whether there is a licence that stands in for a paper of the item: it is counted to him, and
    /// stops no clock.
    public struct Wait: Sendable, Hashable {
        public var provider: String
        /// The type of the licence, by its place among the definitions with which the case began.
        public var licence: Int
        public var since: Moment
        /// Nil: it is waited for yet.
        public var until: Moment?
        /// Which of the licences of the case.
        var evidence: Int
    }

    /// A last day as an event fixed it, beside what the counting of days comes to.
    public struct Fixed: Sendable, Hashable {
        public enum Cause: String, Sendable, Hashable, CaseIterable {
            case started, resumed, extended, corrected, entered
            case atLeast = "at-least"
        }

        public var on: Day
        public var cause: Cause
        public var limit: CaseEvent.Limit
        public var due: Due
        public var counted: Day
        /// The state of the process, for the limit of a state.
        public var state: Int
        /// Which of the rules of the case number it.
        public var edition: Int

        public var agrees: Bool { due.day == counted }
    }

    public let item: Int
    public private(set) var rows: [Row] = []
    public private(set) var fixed: [Fixed] = []
    public private(set) var standstills: [Standstill] = []
    public private(set) var waits: [Wait] = []

    /// The last day that the ledger reaches: the end of the item, or today.
    public var through: Day? { rows.last?.day }

    /// The ledger of one item of a case; nil where it has not begun.
    public init?(_ events: [CaseEvent], item: Int, under rules: CaseRules, calendar: WorkingCalendar, today: Day) {
        self.init(events, item: item, under: [rules], calendar: calendar, today: today)
    }

    /// The same of a case that has gone on under other definitions: the rules that it began with, and those after each migration.
    public init?(_ events: [CaseEvent], item: Int, under editions: [CaseRules], calendar: WorkingCalendar, today: Day) {
        self.item = item
        guard var count = LimitCount(item: Int32(item), editions: editions, calendar: calendar) else { return nil }
        for event in events { count.take(event) }
        guard let received = count.received else { return nil }
        fixed = count.fixed
        (standstills, waits) = (count.standstills, count.waits)
        var day = received
        let last = max(received, count.ended ?? today)
        var marks = (MarkCount(count.statutory), MarkCount(count.promised), count.states.map { MarkCount($0.track) })
        while day <= last {
            let isWorked = calendar.isWorkingDay(day)
            let place = count.states.lastIndex { $0.on <= day }
            rows.append(
                Row(
                    day: day, kind: calendar.reason(for: day), statutory: marks.0.mark(day, isWorked, standstills, ofPromise: false),
                    promised: marks.1.mark(day, isWorked, standstills, ofPromise: true),
                    state: place.flatMap { marks.2[$0].mark(day, isWorked, [], ofPromise: false) }))
            day = day.adding(days: 1)
        }
    }
}

/// A limit as the ledger counts it.
private struct LimitTrack {
    /// Days run after `since`, up to and with `through`.
    struct Run {
        var since: Day
        var through: Day?
    }

    var isNatural: Bool
    /// How many days it has, and from when on.
    var totals: [(on: Day, days: Int)]
    var runs: [Run]
    /// The days used up in the runs before the last; never more than there were.
    var used = 0
    /// The last day by the ledger's own counting.
    var due: Day
    var decided: Day?

    var total: Int { totals.last?.days ?? 0 }

    init(from day: Day, days: Int, isNatural: Bool, _ calendar: WorkingCalendar) {
        self.isNatural = isNatural
        totals = [(day, days)]
        runs = [Run(since: day)]
        due = day
        due = end(calendar)
    }

    private func counted(in run: Run, _ calendar: WorkingCalendar) -> Int {
        var count = 0
        var day = run.since
        while day < (run.through ?? day) {
            day = day.adding(days: 1)
            if isNatural || calendar.isWorkingDay(day) { count += 1 }
        }
        return count
    }

    /// Where the last run reaches the end of the limit, by going on day by day; an end on a day off moves to the next that is worked.
    private func end(_ calendar: WorkingCalendar) -> Day {
        guard var day = runs.last?.since else { return due }
        var left = total - used
        while left > 0 {
            day = day.adding(days: 1)
            if isNatural || calendar.isWorkingDay(day) { left -= 1 }
        }
        while !calendar.isWorkingDay(day) { day = day.adding(days: 1) }
        return day
    }

    mutating func stop(on day: Day, _ calendar: WorkingCalendar) {
        guard let last = runs.indices.last, runs[last].through == nil else { return }
        runs[last].through = day
        used = min(total, used + counted(in: runs[last], calendar))
    }

    /// What passed before it stopped stays passed.
    mutating func resume(on day: Day, _ calendar: WorkingCalendar) {
        let stopped = runs.last?.through ?? day
        runs.append(Run(since: day))
        if due >= stopped { due = end(calendar) }
    }

    mutating func extend(by span: TimeSpan, on day: Day, _ calendar: WorkingCalendar) {
        var days = total + span.wholeUnits
        if isNatural != (span.unit != .workingDays) {
            var end = due
            var left = span.wholeUnits
            while left > 0 {
                end = end.adding(days: 1)
                if span.unit != .workingDays || calendar.isWorkingDay(end) { left -= 1 }
            }
            days = used + counted(in: Run(since: runs.last?.since ?? day, through: end), calendar)
        }
        totals.append((day, days))
        due = end(calendar)
    }

    mutating func correct(_ calendar: WorkingCalendar) { due = max(due, end(calendar)) }
}

/// Follows the clocks of one item through its events.
private struct LimitCount {
    let item: Int32
    private let editions: [CaseRules]
    private var edition = 0
    private var rules: CaseRules
    let calendar: WorkingCalendar
    var state = CaseState()
    var received: Day?
    var ended: Day?
    var statutory: LimitTrack?
    var promised: LimitTrack?
    /// The limit of each state that had one, in order; a state without one ends the limit before it.
    var states: [(on: Day, track: LimitTrack?)] = []
    var fixed: [ClockLedger.Fixed] = []
    var standstills: [ClockLedger.Standstill] = []
    var waits: [ClockLedger.Wait] = []
    private var lastMove: (move: Int, note: MoveNote?) = (-1, nil)
    private var extending: TimeSpan?

    init?(item: Int32, editions: [CaseRules], calendar: WorkingCalendar) {
        guard let rules = editions.first else { return nil }
        (self.item, self.editions, self.rules, self.calendar) = (item, editions, rules, calendar)
    }

    mutating func take(_ event: CaseEvent) {
        let before = Int(item) < state.items.count ? state.items[Int(item)] : nil
        CaseMachine.apply(event, to: &state)
        wait(event)
        let on = event.on
        switch event.fact {
        case .started(item, let until):
            received = on
            enter(on, until, keeps: false)
        case .moved(item, let move, _, let until, let note):
            lastMove = (Int(move), note)
            let rule = before.flatMap { rules.move(Int(move), from: $0) }
            extending = rule?.extends
            enter(on, until, keeps: rule?.keepsLimit ?? false)
        case .clockStarted(item, let from, let statutory, let promised):
            self.statutory = statutory.map { LimitTrack(from: from, days: Int($0.left), isNatural: $0.isNaturalDays, calendar) }
            self.promised = promised.map { LimitTrack(from: from, days: Int($0.left), isNatural: $0.isNaturalDays, calendar) }
            fix(.started, on, statutory, promised)
        case .clockStopped(item, _, _):
            // A promise that stood still before goes on standing still, now with the limit of the law.
            if standstills.last?.until == nil, standstills.last?.isOfPromiseOnly == true { standstills[standstills.count - 1].until = on }
            statutory?.stop(on: on, calendar)
            promised?.stop(on: on, calendar)
            standStill(on, ofPromiseOnly: false)
        case .clockResumed(item, let statutory, let promised):
            self.statutory?.resume(on: on, calendar)
            self.promised?.resume(on: on, calendar)
            goOn(on)
            fix(.resumed, on, statutory, promised)
        case .promiseStopped(item, _):
            promised?.stop(on: on, calendar)
            standStill(on, ofPromiseOnly: true)
        case .promiseResumed(item, let promised):
            self.promised?.resume(on: on, calendar)
            goOn(on)
            fix(.resumed, on, nil, promised)
        case .limitExtended(item, let statutory):
            if let extending { self.statutory?.extend(by: extending, on: on, calendar) }
            fix(.extended, on, statutory, nil)
        case .staysThrough(item, let due):
            guard let one = before, let span = rules.state(state.items[Int(item)]).atLeast else { return }
            // One that goes on was fixed when the state was entered.
            if one.state == state.items[Int(item)].state, fixed.contains(where: { $0.cause == .atLeast && $0.due == due }) { return }
            let track = LimitTrack(from: on, days: days(of: span, from: on), isNatural: span.unit != .workingDays, calendar)
            fix(.atLeast, on, .state, due, track.due)
        case .dueCorrected(item, let limit, let due):
            switch limit {
            case .statutory: statutory?.correct(calendar)
            case .promised: promised?.correct(calendar)
            case .state: if let last = states.indices.last { states[last].track?.correct(calendar) }
            }
            let track = limit == .statutory ? statutory : limit == .promised ? promised : states.last?.track
            if let track { fix(.corrected, on, limit, due, track.due) }
        case .migrated:
            edition = min(edition + 1, editions.count - 1)
            rules = editions[edition]
        case .decided(item, _): decide(on)
        case .ended(item, _), .closedBecause(item, _):
            decide(on)
            ended = on
        default: break
        }
    }

    private mutating func wait(_ event: CaseEvent) {
        if case .evidenceAwaited(let one) = event.fact, let last = state.evidence.indices.last,
            CaseMachine.rests(Int(item), on: state.evidence[last], state)
        {
            waits.append(.init(provider: one.provider, licence: Int(one.licence), since: event.at, evidence: last))
        }
        for place in waits.indices where waits[place].until == nil && !CaseMachine.isAwaited(waits[place].evidence, state) {
            waits[place].until = event.at
        }
    }

    private mutating func enter(_ on: Day, _ until: Due?, keeps: Bool) {
        let one = state.items[Int(item)]
        guard !keeps else { return }
        if let last = states.indices.last { states[last].track?.stop(on: on, calendar) }
        guard let until, let span = rules.state(one).atMost else { return states.append((on, nil)) }
        let track = LimitTrack(from: on, days: days(of: span, from: on), isNatural: span.unit != .workingDays, calendar)
        states.append((on, track))
        fix(.entered, on, .state, until, track.due)
    }

    private func days(of span: TimeSpan, from day: Day) -> Int {
        switch span.unit {
        case nil: 0
        case .minutes: span.thousandths / (24 * 60 * 1_000)
        case .hours: span.thousandths / (24 * 1_000)
        case .days, .workingDays: span.wholeUnits
        case .months: day.distance(to: day.adding(months: span.wholeUnits))
        case .years: day.distance(to: day.adding(months: 12 * span.wholeUnits))
        }
    }

    private mutating func decide(_ on: Day) {
        if statutory?.decided == nil { statutory?.decided = on }
        if promised?.decided == nil { promised?.decided = on }
        statutory?.stop(on: on, calendar)
        promised?.stop(on: on, calendar)
        if state.items[Int(item)].stage == .ended, let last = states.indices.last { states[last].track?.stop(on: on, calendar) }
        goOn(on)
    }

    private mutating func standStill(_ on: Day, ofPromiseOnly: Bool) {
        let one = state.items[Int(item)]
        standstills.append(
            .init(
                from: on, until: nil, state: Int(one.state), move: lastMove.move, edition: edition, reason: lastMove.note?.reason,
                basis: lastMove.note?.basis,
                expectedEnd: lastMove.note?.expectedEnd, isOfPromiseOnly: ofPromiseOnly, isFixedTime: rules.state(one).atLeast != nil))
    }

    private mutating func goOn(_ on: Day) {
        if let last = standstills.indices.last, standstills[last].until == nil { standstills[last].until = on }
    }

    private mutating func fix(_ cause: ClockLedger.Fixed.Cause, _ on: Day, _ statutory: RunningLimit?, _ promised: RunningLimit?) {
        if let statutory, let track = self.statutory { fix(cause, on, .statutory, statutory.due, track.due) }
        if let promised, let track = self.promised { fix(cause, on, .promised, promised.due, track.due) }
    }

    private mutating func fix(_ cause: ClockLedger.Fixed.Cause, _ on: Day, _ limit: CaseEvent.Limit, _ due: Due, _ counted: Day) {
        fixed.append(
            .init(
                on: on, cause: cause, limit: limit, due: due, counted: counted, state: Int(state.items[Int(item)].state),
                edition: edition))
    }
}

/// Goes through the days of one limit and numbers those that count.
private struct MarkCount {
    let track: LimitTrack?
    private var number = 0

    init(_ track: LimitTrack?) { self.track = track }

    mutating func mark(_ day: Day, _ isWorked: Bool, _ standstills: [ClockLedger.Standstill], ofPromise: Bool) -> ClockLedger.Mark? {
        guard let track else { return nil }
        let why = why(day, isWorked, track, standstills, ofPromise)
        if why == .counts { number += 1 }
        let of = (track.totals.last { $0.on <= day } ?? track.totals[0]).days
        return ClockLedger.Mark(why: why, number: number, of: of)
    }

    private func why(
        _ day: Day, _ isWorked: Bool, _ track: LimitTrack, _ standstills: [ClockLedger.Standstill], _ ofPromise: Bool
    ) -> ClockLedger.Why {
        if track.runs.contains(where: { $0.since < day && day <= ($0.through ?? day) }) {
            return track.isNatural || isWorked ? .counts : .dayOff
        }
        if let decided = track.decided, decided < day { return .decided }
        if track.runs.contains(where: { $0.since == day }) { return .dayOfEvent }
        if let first = track.runs.first, day < first.since { return .notStarted }
        let still = standstills.lastIndex { $0.from < day && (ofPromise || !$0.isOfPromiseOnly) }
        return still.map { .standsStill($0) } ?? .decided
    }
}
