/// Whether a day is worked, and why.
public enum DayKind: String, Hashable, Sendable, CaseIterable {
    /// Monday to Friday, and no holiday.
    case workingDay
    /// Worked in exchange for a holiday (调休).
    case makeUpWorkingDay
    /// Saturday or Sunday.
    case weekend
    /// Off by the yearly notice of the State Council.
    case holiday

    public var isWorked: Bool { self == .workingDay || self == .makeUpWorkingDay }

    public var title: Title {
        switch self {
        case .workingDay: Title(zh: "工作日", en: "working day")
        case .makeUpWorkingDay: Title(zh: "调休上班日", en: "make-up working day")
        case .weekend: Title(zh: "周末", en: "weekend")
        case .holiday: Title(zh: "法定节假日", en: "public holiday")
        }
    }
}
