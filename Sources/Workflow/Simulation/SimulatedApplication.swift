/// A case of a person: of the whole, or of one item.
struct SimulatedApplication {
    let person: Int
    /// Its place among the person's errands; -1: the whole.
    let errand: Int
    /// 0: the whole; else 1 and the place of the item in the bundle.
    let part: Int
    let plan: PlannedPerson
    var state = CaseState()
    var tally = CaseTally()
    /// What has happened, where an event log is to tell it.
    var events: [CaseEvent] = []
    var courses: ContiguousArray<Course> = []
    /// When time alone is next looked at.
    var wakes: Int64 = .max

    init(person: Int, errand: Int, _ plan: PlannedPerson) {
        (self.person, self.errand, self.plan) = (person, errand, plan)
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
    }
}
