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
            for event in 0..<events.count {
                tally.take(first[event], under: rules)
                switch first[event].fact {
                case .started(let item, _): moved.items |= 1 << UInt64(item)
                case .moved(let item, _, _, _, _):
                    courses[Int(item)].isPlanned = false
                    courses[Int(item)].awaitsVisit = false
                    moved.items |= 1 << UInt64(item)
                case .handedIn, .verified, .disputeSettled: moved.papers = true
                case .limitPassed(_, .promised): person.promisesBroken += 1
                case .limitPassed(_, .statutory): person.limitsBroken += 1
                case .ended(let item, let end):
                    if end.isGranted { person.last = now } else { person.refused += 1 }
                    courses[Int(item)].plan &+= 1
                case .closedBecause(let item, _):
                    person.refused += 1
                    courses[Int(item)].plan &+= 1
                default: break
                }
            }
        }
        return moved
    }

    /// Working days that its legal clocks ran. (Called where the application lies, and so nothing is copied.)
    mutating func handlingDays(under rules: CaseRules) -> Int { CaseFigures.handlingDays(tally, state, rules) }

    /// The day on which time alone may next make something happen; nil: it can wait for ever.
    mutating func nextDay(under rules: CaseRules, _ calendar: WorkingCalendar) -> Day? {
        CaseMachine.nextDay(of: state, under: rules, calendar)
    }
}
