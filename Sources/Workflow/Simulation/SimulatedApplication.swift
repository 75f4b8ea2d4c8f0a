/// A case of a person: of the whole, or of one item.
struct SimulatedApplication {
    let person: Int
    /// Its place among the person's errands; -1: the whole.
    let errand: Int
    /// 0: the whole; else 1 and the place of the item in the bundle.
    let part: Int
    let plan: PlannedPerson
    let draws: Draws
    var state = CaseState()
    var tally = CaseTally()
    /// What has happened, where an event log is to tell it.
    var events: [CaseEvent] = []
    var courses: ContiguousArray<Course> = []
    /// When time alone is next looked at.
    var wakes: Int64 = .max
    /// Counts what happened besides plain moves: what comes next of an item may be something else since.
    private(set) var turns: UInt16 = 0

    init(person: Int, errand: Int, _ plan: PlannedPerson, _ draws: Draws) {
        (self.person, self.errand, self.plan, self.draws) = (person, errand, plan, draws)
        part = errand < 0 ? 0 : 1 + plan.errands[errand].item
    }

    /// How far an item has come.
    struct Course {
        /// Counts what was planned for it: what was planned before is worth nothing.
        var plan: UInt16 = 0
        /// Something is waited for, or worked on.
        var isPlanned = false
        var asked: UInt8 = 0
        var givesUp = false
        /// He is on his way to mend what is wanting.
        var isMending = false
        /// Everything is done that comes before a joint visit.
        var awaitsVisit = false
        /// What comes next, and the application's `turns` when that was found.
        var next: Next?
        var turns: UInt16 = 0

        /// Something is planned for it, and what was planned before is worth nothing.
        /// - Returns: how often something was asked of him, and whether he gives up.
        @inline(__always)
        mutating func plans(_ next: Next, _ turns: UInt16) -> (asked: Int, givesUp: Bool) {
            plan &+= 1
            isPlanned = true
            (self.next, self.turns) = (next, turns)
            return (Int(asked), givesUp)
        }

        /// What was planned for it is done.
        @inline(__always)
        mutating func carriesOut() { (isPlanned, isMending) = (false, false) }

        @inline(__always)
        mutating func goesOn() { (isPlanned, awaitsVisit) = (false, false) }
    }

    /// Items that went on, one bit for each; and whether a paper did.
    struct Moved {
        var items: UInt64 = 0
        var papers = false
    }

    /// Writes down what events come to for the person, and tells what went on.
    mutating func take(_ events: [CaseEvent], of person: inout SimulatedPerson, at now: Int64, under rules: CaseRules) -> Moved {
        if courses.isEmpty { courses = ContiguousArray(repeating: Course(), count: state.items.count) }
        var moved = Moved()
        events.withUnsafeBufferPointer { events in
            guard let first = events.baseAddress else { return }
            for event in first..<first + events.count { take(event, of: &person, into: &moved, at: now, under: rules) }
        }
        return moved
    }

    /// Read where it lies, as the machine does.
    @inline(__always)
    private mutating func take(
        _ event: UnsafePointer<CaseEvent>, of person: inout SimulatedPerson, into moved: inout Moved, at now: Int64, under rules: CaseRules
    ) {
        // The tally knows neither of the first two.
        switch event.pointee.fact {
        case .started(let item, _):
            moved.items |= 1 << UInt64(item)
            return
        case .moved(let item, _, _, _, nil): return goOn(Int(item), &moved)
        case .moved(let item, _, _, _, .some):
            turns &+= 1
            return goOn(Int(item), &moved)
        case .handedIn, .verified, .disputeSettled:
            moved.papers = true
            turns &+= 1
        case .limitPassed(_, .promised): person.promisesBroken += 1
        case .limitPassed(_, .statutory): person.limitsBroken += 1
        case .decided: break
        case .ended(let item, let end):
            if end.isGranted { person.last = now } else { person.refused += 1 }
            courses[Int(item)].plan &+= 1
        case .closedBecause(let item, _):
            person.refused += 1
            courses[Int(item)].plan &+= 1
        default: turns &+= 1
        }
        tally.take(event, under: rules)
    }

    @inline(__always)
    private mutating func goOn(_ item: Int, _ moved: inout Moved) {
        courses[item].goesOn()
        moved.items |= 1 << UInt64(item)
    }

    /// Working days that its legal clocks ran. (Called where the application lies, and so nothing is copied.)
    mutating func handlingDays(under rules: CaseRules) -> Int { CaseFigures.handlingDays(tally, state, rules) }

    /// The day on which time alone may next make something happen; nil: it can wait for ever.
    mutating func nextDay(under rules: CaseRules, in world: SimulatedWorld) -> Day? {
        CaseMachine.nextDay(of: state, under: rules, world.circumstances.calendar)
    }
}
