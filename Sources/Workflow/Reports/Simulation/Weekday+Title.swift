extension Day.Weekday {
    /// Where there is little room.
    var shortTitle: Title {
        switch self {
        case .monday: Title(zh: "周一", en: "Mon")
        case .tuesday: Title(zh: "周二", en: "Tue")
        case .wednesday: Title(zh: "周三", en: "Wed")
        case .thursday: Title(zh: "周四", en: "Thu")
        case .friday: Title(zh: "周五", en: "Fri")
        case .saturday: Title(zh: "周六", en: "Sat")
        case .sunday: Title(zh: "周日", en: "Sun")
        }
    }
}

extension HoursOfWeek {
    /// An hour of the week as files name it: `monday-09`.
    static func name(of hour: Int) -> String {
        let (weekday, clock) = parts(of: hour)
        return "\(Day.Weekday.allCases[weekday])-\(clock < 10 ? "0" : "")\(clock)"
    }

    static func title(of hour: Int, _ language: Language) -> String {
        let (weekday, clock) = parts(of: hour)
        return "\(Day.Weekday.allCases[weekday].shortTitle[language]) \(clock):00"
    }
}
