/// One example applicant gone through the machine, command by command, on a clock of its own.
public struct Walk: Sendable {
    public let rules: CaseRules
    public let journey: CompiledJourney
    /// What the ledger rule said before anything was handed in.
    public let plan: Plan
    /// What was commanded, and when.
    public internal(set) var commands: [(at: Moment, command: CaseCommand)] = []
    public internal(set) var events: [CaseEvent] = []
    public internal(set) var state = CaseState()
    /// Why nothing was taken in, or why the script stopped.
    public internal(set) var refusal: Refusal?
    /// The entry of the script that was refused, where there is one.
    var refused: ScriptEntry?
    /// The entries of the script that came to something.
    var used: Set<ScriptEntry> = []
    /// Moves of the script that say they last beyond the limit of the state, with the last day there.
    var beyondLimit: [(item: Int, move: JourneyScript.Move, until: Day)] = []

    public var bundle: CompiledBundle { rules.bundle }

    /// Whether every item has ended.
    public var isFinished: Bool { state.phase == .closed }
}

extension CompiledJourney {
    /// Walks the journey; the same journey makes the same events, whenever and wherever it is walked.
    public func walk(under rules: CaseRules) -> Walk {
        var walker = Walker(Walk(rules: rules, journey: self, plan: rules.bundle.plan(situation, rules.baseline)))
        walker.run()
        return walker.walk
    }
}
