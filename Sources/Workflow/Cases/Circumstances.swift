/// What the machine cannot know by itself: the moment, the days that are worked, who holds which licences, which sources answer.
public struct Circumstances: Sendable {
    public var now: Moment
    /// What the application comes to that is handed in now, where that was worked out before; nil: it is yet to be.
    var settled: Submission?
    /// The day on which something that is noticed now took effect; nil: today.
    private var day: Day?
    private var surroundings: Surroundings

    /// What seldom changes from one command to the next. It lies apart, so that circumstances are handed on in a moment.
    private final class Surroundings: Sendable {
        let calendar: WorkingCalendar
        let parties: [[Party]]
        let sources: [Bool]
        let evidence: EvidenceStanding?

        init(_ calendar: WorkingCalendar, _ parties: [[Party]] = [], _ sources: [Bool] = [], evidence: EvidenceStanding? = nil) {
            (self.calendar, self.parties, self.sources, self.evidence) = (calendar, parties, sources, evidence)
        }
    }

    /// The circumstances of a situation.
    public init(of situation: Situation, at now: Moment, calendar: WorkingCalendar) {
        self.now = now
        surroundings = Surroundings(calendar, situation.parties, situation.sources)
    }

    /// The circumstances of a case that has been submitted: what its people hold was looked at then.
    public init(at now: Moment, calendar: WorkingCalendar) {
        self.now = now
        surroundings = Surroundings(calendar)
    }

    /// The day from which what happens now counts.
    var today: Day { day ?? now.day }

    /// The same moment, for what took effect on an earlier day.
    func effective(on day: Day) -> Circumstances {
        var circumstances = self
        circumstances.day = day
        return circumstances
    }

    func event(by actor: Actor, _ fact: consuming CaseEvent.Fact) -> CaseEvent { CaseEvent(at: now, on: today, by: actor, fact: fact) }

    public var calendar: WorkingCalendar { surroundings.calendar }
    /// How the licences of the case stand; nil: they could not be looked after.
    public var evidence: EvidenceStanding? {
        get { surroundings.evidence }
        set {
            surroundings = Surroundings(surroundings.calendar, surroundings.parties, surroundings.sources, evidence: newValue)
        }
    }
    /// For each role of the bundle, the parties that are known of it.
    var parties: [[Party]] { surroundings.parties }
    /// For each source of the folder, whether it answers.
    var sources: [Bool] { surroundings.sources }
}
