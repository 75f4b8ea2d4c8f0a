@testable import Workflow

/// A case as whoever reads its events one by one sees it, and what must hold of each.
struct WatchedCase {
    let id: CaseID
    let rules: CaseRules
    private(set) var state = CaseState()
    private(set) var events: [CaseEvent] = []
    /// Of each entry, by its place in the log.
    private(set) var entries: [Int64: [CaseEvent]] = [:]
    private var broken: [Broken] = []

    init(_ id: CaseID, under rules: CaseRules) { (self.id, self.rules) = (id, rules) }

    mutating func takeBroken() -> [Broken] {
        defer { broken = [] }
        return broken
    }

    /// - Parameter now: the latest moment that any clock has shown.
    mutating func take(_ made: [CaseEvent], at position: Int64, now: Moment) {
        entries[position] = made
        for event in made { take(event, now: now) }
    }

    private mutating func report(_ promise: Promise, _ what: String) {
        broken.append(Broken(promise: promise, what: "\(what) (case \(id))"))
    }

    private mutating func take(_ event: CaseEvent, now: Moment) {
        checkTime(event, now)
        let before = state
        if case .started(let item, _) = event.fact, !isGranted(all: needed(by: Int(item))) {
            report(.prerequisites, "\(name(item)) started")
        }
        if case .decided(let item, .granted) = event.fact, !isGranted(all: needed(by: Int(item))) {
            report(.prerequisites, "\(name(item)) granted")
        }
        if case .paperIssued(_, _, let number) = event.fact, number != before.lastPaper + 1 {
            report(.numbered, "paper \(number) after \(before.lastPaper)")
        }
        CaseMachine.apply(event, to: &state)
        events.append(event)
        checkClocks(event, before)
        checkEnds(before)
    }

    private func name(_ item: Int32) -> String { rules.name(of: state.items[Int(item)].opened) }

    private mutating func checkTime(_ event: CaseEvent, _ now: Moment) {
        if let last = events.last, event.at < last.at { report(.time, "an event of \(event.at) after one of \(last.at)") }
        if event.at > now { report(.time, "an event of \(event.at), when no clock was past \(now)") }
        if event.on > event.at.day { report(.time, "an event takes effect on \(event.on), before it is recorded") }
        if case .limitPassed(let item, let limit) = event.fact, let due = state.items[Int(item)].due(limit), due.day >= event.on {
            report(.time, "the \(limit.rawValue) limit of \(name(item)) passed on \(event.on), due \(due.day)")
        }
        if case .wholePassed = event.fact, let due = state.due, due.day >= event.on {
            report(.time, "the limit for the whole passed on \(event.on), due \(due.day)")
        }
    }

    /// A clock that stood still ends no earlier than it would have; one that was lengthened ends later.
    private mutating func checkClocks(_ event: CaseEvent, _ before: CaseState) {
        func isBack(_ after: RunningLimit?, _ before: RunningLimit?) -> Bool {
            if let after, after.left < 0 { return true }
            guard let after, let before else { return false }
            return after.due.day < before.due.day
        }
        switch event.fact {
        case .clockResumed(let item, let statutory, let promised):
            let was = before.items[Int(item)]
            if isBack(statutory, was.statutory) || isBack(promised, was.promised) { report(.time, "a limit of \(name(item)) moved back") }
        case .promiseResumed(let item, let promised):
            if isBack(promised, before.items[Int(item)].promised) { report(.time, "the promised limit of \(name(item)) moved back") }
        case .limitExtended(let item, let statutory):
            if isBack(statutory, before.items[Int(item)].statutory) { report(.time, "a limit of \(name(item)) was made shorter") }
        case .clockStopped(let item, let statutory, let promised):
            if statutory < 0 || promised < 0 { report(.time, "less than nothing is left of a limit of \(name(item))") }
        default: break
        }
    }

    private mutating func checkEnds(_ before: CaseState) {
        if state.phase == .closed, !state.items.allSatisfy({ $0.stage == .ended }) { report(.closedLast, "closed with an item open") }
        if before.phase == .closed, state.phase != .closed { report(.closedLast, "a closed case is open again") }
        for (was, item) in zip(before.items, state.items) where was.stage == .ended && (item.stage != .ended || item.end != was.end) {
            report(.closedLast, "\(rules.name(of: item.opened)) had ended")
        }
    }

    /// The items whose results an item needs; of several, those of the same thing.
    private func needed(by place: Int) -> [ItemState] {
        let own = state.items[place].opened
        let entry = rules.bundle.items[Int(own.item)]
        return state.items.filter { other in
            guard entry.after.contains(Int(other.opened.item)) else { return false }
            let isOfSameThing = entry.each != nil && rules.bundle.items[Int(other.opened.item)].each == entry.each
            return !isOfSameThing || other.opened.instance == own.instance
        }
    }

    private func isGranted(all items: [ItemState]) -> Bool { items.allSatisfy(\.isGranted) }
}
