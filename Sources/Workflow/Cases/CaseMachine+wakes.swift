extension CaseMachine {
    /// The first day on which time passing makes something happen to a case: the day after the last day of a limit; nil where none runs.
    public static func wakes(_ state: CaseState) -> Day? {
        var first: Day?
        func after(_ last: Day?) {
            guard let day = last?.adding(days: 1), first.map({ day < $0 }) ?? true else { return }
            first = day
        }
        for item in state.items where item.stage == .open {
            if item.clock == .running {
                if !item.statutoryPassed { after(item.statutory?.due.day) }
                if !item.promisedPassed { after(item.promised?.due.day) }
            }
            if !item.statePassed { after(item.until?.day) }
        }
        for paper in state.papers where paper.disposition == .follows && !paper.isThere && !paper.isLate { after(paper.until) }
        return first
    }
}
