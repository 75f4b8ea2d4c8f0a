/// What the events of a case say of its days and visits, and its state does not: counted as they happen, so that nobody need read them again.
struct CaseTally: Sendable, Hashable {
    /// The working days of each item that its legal clock ran.
    private(set) var days: [Int: Int] = [:]
    /// Visits that several items shared, each counted once.
    private(set) var jointVisits = 0
    private var since: [Int32: Day] = [:]
    private var submitted: Day?
    private var last: Day?

    /// Working days from submission until the last result is in hand.
    func elapsed(_ calendar: WorkingCalendar) -> Int? {
        guard let submitted, let last else { return nil }
        return calendar.workingDays(after: submitted, through: last)
    }

    /// What happened next, under the rules that held then.
    mutating func take(_ events: some Collection<CaseEvent>, under rules: CaseRules) {
        for event in events { withUnsafePointer(to: event) { take($0, under: rules) } }
    }

    @inline(__always)
    mutating func take(_ event: UnsafePointer<CaseEvent>, under rules: CaseRules) {
        let today = event.pointee.on
        switch event.pointee.fact {
        case .submitted: submitted = today
        case .clockStarted(let item, let from, _, _): since[item] = from
        case .clockResumed(let item, _, _): since[item] = today
        case .clockStopped(let item, _, _), .decided(let item, _):
            if !since.isEmpty, let begun = since.removeValue(forKey: item) {
                days[Int(item), default: 0] += rules.bundle.shared.calendar.workingDays(after: begun, through: today)
            }
        case .ended(_, let end):
            if end.isGranted { last = today }
        case .visited: jointVisits += 1
        case .started, .handedOver, .moved, .limitPassed, .issued, .closedBecause, .handedIn, .verified, .paperLate, .happened, .closed,
            .assigned, .promiseStopped, .promiseResumed, .limitExtended, .staysThrough, .limitNear, .dueCorrected, .acknowledged,
            .paperIssued, .migrated, .offerAccepted, .mandated, .mandateEnded, .applicants, .formFilled, .evidence,
            .evidenceLost, .evidenceChecked, .evidenceAwaited, .evidenceArrived, .madeOut, .erased, .wholeExtended, .wholeNear,
            .wholePassed,
            .wholeCorrected, .disputed, .disputeSettled, .disputeLate, .disputeCorrected:
            break
        }
    }
}
