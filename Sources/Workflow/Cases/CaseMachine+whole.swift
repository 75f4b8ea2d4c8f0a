/// The limit for the whole, where permits of several departments are joined (行政许可法 arts 26, 42 ¶2).
extension CaseMachine {
    /// What cannot be decided within it may take longer once: with the approval of the government of that level, which the supervisor of
    /// the leading department brings, and with a reason that the applicant is told.
    static func extendWhole(
        _ note: MoveNote, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard let longer = rules.bundle.extension, let due = state.due else {
            throw Refusal(reason: .wholeNotExtended, canDo: [.nothingNeeded])
        }
        let lead = rules.bundle.leadDepartment
        guard actor.role == .supervisor, actor.department < 0 || actor.department == Int16(lead) else {
            throw Refusal(reason: .onlyLeadExtends, canDo: [.askSupervisorOf(department: lead)])
        }
        if let extended = state.extended { throw Refusal(reason: .extendedBefore(extended.day), canDo: [.decideBy(extended.day)]) }
        guard circumstances.today <= due.day else { throw Refusal(reason: .wholeHasPassed(due.day), canDo: [.startAnew]) }
        guard note.written.contains(MoveNeeds(.reason)) else {
            throw Refusal(reason: .extensionUnwritten, canDo: [.write(MoveNeeds(.reason))])
        }
        let until = CaseClock.due(from: due.day, within: longer.by, circumstances.calendar).due
        events.append(circumstances.event(by: actor, .wholeExtended(until: until, note: note)))
        if let paper = longer.paper { issue(Int16(paper), of: Int(wholeCase), by: actor, circumstances, &events) }
    }
}
