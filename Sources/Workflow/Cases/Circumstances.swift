/// What the machine cannot know by itself: the moment, the days that are worked, who holds which licences, which sources answer.
public struct Circumstances: Sendable {
    public var now: Moment
    public var calendar: WorkingCalendar
    /// For each role of the bundle, the parties that are known of it.
    var parties: [[Party]]
    /// For each source of the folder, whether it answers.
    var sources: [Bool]

    init(now: Moment, calendar: WorkingCalendar, parties: [[Party]], sources: [Bool]) {
        self.now = now
        self.calendar = calendar
        self.parties = parties
        self.sources = sources
    }

    /// The circumstances of a situation at its start.
    public init(of situation: Situation, at now: Moment, calendar: WorkingCalendar) {
        self.init(now: now, calendar: calendar, parties: situation.parties, sources: situation.sources)
    }
}

/// Who gives a command or makes something happen.
public enum Actor: UInt8, Sendable, Hashable, CaseIterable {
    case applicant, officer
    /// A department's own system, which hands back what was decided there.
    case departmentSystem
    /// The machine: what follows by rule, or because time has passed.
    case system

    var mover: Movers {
        switch self {
        case .applicant: .applicant
        case .officer, .departmentSystem: .officer
        case .system: [.itself, .time]
        }
    }
}
