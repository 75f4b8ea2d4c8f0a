/// A scenario made ready to run: rules of both arms, laws of time and hours by number. It does not change; every block reads the same one.
final class SimulatedWorld: Sendable {
    let scenario: CompiledScenario
    /// Everything as one thing.
    let rules: CaseRules
    /// Next moves and how long they take: under the rules of the whole, then of each item of the bundle by itself.
    let ways: ContiguousArray<Ways>
    /// The first of them.
    let whole: Ways
    /// Midnight of the first day, and what is known of a case that has been handed in.
    let first: Moment
    let circumstances: Circumstances
    let arrivals: TimeLaw
    let arrivalHours: OpenHours
    /// Nobody comes more often on some days or hours than on others.
    private let isEven: Bool
    let hours: [OpenHours]
    let typedField: TimeLaw
    let paper: TimeLaw
    let copy: TimeLaw
    let visit: TimeLaw
    let answersAfter: TimeLaw
    /// An officer's time with somebody at a window.
    let window: TimeLaw
    let warmUp: Int64
    /// Visits that the bundle wants, and the office at which.
    let visits: Int
    let leadOffice: Int
    /// What the people of the example hold.
    let licences: MadeUpLicences
    /// For each office and item how early its files come.
    let ranks: [[UInt8]]
    /// How often an item is refused, in millionths.
    let refusals: ContiguousArray<Int>
    let outages: [(source: Int, every: TimeLaw, lasts: TimeLaw)]
    /// How long the sources take that are asked for an application.
    let sourceTimes: [(source: Int, law: TimeLaw)]

    /// So many days are known; cases that are still open then are not waited for.
    static let horizon = 366 * 30

    /// Hours that several offices have are worked out once.
    private struct Kept: Hashable {
        var hours: [ScenarioDefinition.Hours]
        var days: ScenarioDefinition.Days
    }

    init(_ scenario: CompiledScenario) {
        self.scenario = scenario
        let (bundle, definition) = (scenario.bundle, scenario.definition)
        rules = CaseRules(bundle)
        whole = Ways(rules, scenario)
        ways = ContiguousArray(
            [whole] + bundle.items.indices.map { Ways(CaseRules(bundle.alone($0)), scenario) })
        visits = bundle.definition.visits.count
        leadOffice = scenario.officeOf[bundle.leadDepartment]
        licences = MadeUpLicences(bundle, scenario.journey.situation)
        ranks = scenario.ranks
        refusals = ContiguousArray(scenario.refusals)
        first = Moment(day: definition.starts, minuteOfDay: 0)!
        circumstances = Circumstances(at: first, calendar: bundle.shared.calendar)
        arrivals = TimeLaw(definition.arrivals.every)
        isEven = [scenario.density.weekdays, scenario.density.months, scenario.density.hours].allSatisfy {
            $0.allSatisfy { $0 == 1_000_000 }
        }
        var known: [Kept: OpenHours] = [:]
        func hours(_ hours: [Located<ScenarioDefinition.Hours>], _ days: ScenarioDefinition.Days) -> OpenHours {
            let kept = Kept(hours: hours.map(\.value), days: days)
            let open = known[kept] ?? OpenHours(kept.hours, days, from: definition.starts, bundle.shared.calendar, days: Self.horizon)
            known[kept] = open
            return open
        }
        arrivalHours = hours(definition.arrivals.hours, definition.arrivals.days)
        self.hours = scenario.offices.map { hours($0.hours, $0.days) }
        let applicants = definition.applicants
        typedField = TimeLaw(applicants.typedField)
        paper = TimeLaw(applicants.paper)
        copy = TimeLaw(applicants.copy)
        visit = TimeLaw(applicants.visit)
        answersAfter = TimeLaw(applicants.answersAfter)
        window = TimeLaw(definition.offices.window)
        warmUp = definition.warmUp.map { Int64($0.clockSeconds) } ?? 0
        outages = scenario.sources.compactMap { source in
            source.outages.map { (source.source, TimeLaw($0.every), TimeLaw($0.lasts)) }
        }
        sourceTimes = scenario.sources.compactMap { source in source.answersIn.map { (source.source, TimeLaw($0)) } }
    }

    /// The rules under which an item is applied for by itself.
    func alone(_ item: Int) -> CaseRules { ways[1 + item].rules }

    func moment(at time: Int64) -> Moment {
        let day = time >= 0 ? time / OpenHours.day : (time + 1) / OpenHours.day - 1
        let second = time - day * OpenHours.day
        return Moment(day: scenario.definition.starts.adding(days: Int(day)), minuteOfDay: Int(second / 60)) ?? first
    }

    /// When a day begins.
    func time(of day: Day) -> Int64 { Int64(scenario.definition.starts.distance(to: day)) * OpenHours.day }

    /// When something open comes about after so much time of the usual density.
    func arrival(after seconds: Double, from time: Int64) -> Int64 {
        if isEven { return arrivalHours.adding(seconds.wholeSeconds, to: time) }
        let density = scenario.density
        var (now, left) = (arrivalHours.opening(from: time), seconds)
        while true {
            let moment = moment(at: now)
            let factor =
                Double(density.weekdays[moment.day.weekday.rawValue - 1]) * Double(density.months[moment.day.month - 1])
                * Double(density.hours[moment.minuteOfDay / 60]) / 1e18
            let end = (now / 3_600 + 1) * 3_600
            let open = Double(arrivalHours.opened(by: end) - arrivalHours.opened(by: now))
            if factor > 0, open * factor >= left { return arrivalHours.adding((left / factor).wholeSeconds, to: now) }
            left -= open * factor
            now = arrivalHours.opening(from: end)
            if now > Int64(Self.horizon) * OpenHours.day { return now }
        }
    }
}
