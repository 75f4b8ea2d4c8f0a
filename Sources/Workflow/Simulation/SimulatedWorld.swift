/// A scenario made ready to run: rules of both arms, laws of time and hours by number. It does not change; every block reads the same one.
final class SimulatedWorld: Sendable {
    let scenario: CompiledScenario
    /// Everything as one thing.
    let rules: CaseRules
    /// Each item of the bundle by itself.
    let alone: [CaseRules]
    /// Midnight of the first day, and what is known of a case that has been handed in.
    let first: Moment
    let circumstances: Circumstances
    let arrivals: TimeLaw
    let arrivalHours: OpenHours
    let hours: [OpenHours]
    let typedField: TimeLaw
    let paper: TimeLaw
    let copy: TimeLaw
    let visit: TimeLaw
    let answersAfter: TimeLaw
    /// An officer's time with somebody at a window.
    let window: TimeLaw
    let warmUp: Int64
    /// Next moves and how long they take, under the rules of the whole and of each item alone.
    let ways: Ways
    let waysAlone: [Ways]
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
        alone = bundle.items.indices.map { CaseRules(bundle.alone($0)) }
        first = Moment(day: definition.starts, minuteOfDay: 0)!
        circumstances = Circumstances(at: first, calendar: bundle.shared.calendar)
        arrivals = TimeLaw(definition.arrivals.every)
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
        ways = Ways(rules, scenario)
        waysAlone = alone.map { Ways($0, scenario) }
        outages = scenario.sources.compactMap { source in
            source.outages.map { (source.source, TimeLaw($0.every), TimeLaw($0.lasts)) }
        }
        sourceTimes = scenario.sources.compactMap { source in source.answersIn.map { (source.source, TimeLaw($0)) } }
    }

    func moment(at time: Int64) -> Moment {
        let day = time >= 0 ? time / OpenHours.day : (time + 1) / OpenHours.day - 1
        let second = time - day * OpenHours.day
        return Moment(day: scenario.definition.starts.adding(days: Int(day)), minuteOfDay: Int(second / 60)) ?? first
    }

    /// When a day begins.
    func time(of day: Day) -> Int64 { Int64(scenario.definition.starts.distance(to: day)) * OpenHours.day }

    /// When something open comes about after so much time of the usual density.
    func arrival(after seconds: Double, from time: Int64) -> Int64 {
        let density = scenario.density
        let isEven =
            density.weekdays.allSatisfy { $0 == 1_000_000 } && density.months.allSatisfy { $0 == 1_000_000 }
            && density.hours.allSatisfy { $0 == 1_000_000 }
        if isEven { return arrivalHours.adding(Int64(seconds.rounded()), to: time) }
        var (now, left) = (arrivalHours.opening(from: time), seconds)
        while true {
            let moment = moment(at: now)
            let factor =
                Double(density.weekdays[moment.day.weekday.rawValue - 1]) * Double(density.months[moment.day.month - 1])
                * Double(density.hours[moment.minuteOfDay / 60]) / 1e18
            let end = (now / 3_600 + 1) * 3_600
            let open = Double(arrivalHours.opened(by: end) - arrivalHours.opened(by: now))
            if factor > 0, open * factor >= left { return arrivalHours.adding(Int64((left / factor).rounded()), to: now) }
            left -= open * factor
            now = arrivalHours.opening(from: end)
            if now > Int64(Self.horizon) * OpenHours.day { return now }
        }
    }
}

/// What is done next with an item, for each process, state and goal; and how long that takes, for each item.
final class Ways: Sendable {
    /// Who makes a move.
    enum Maker: UInt8, Sendable {
        case officer, supervisor, counter, applicant, payment
    }

    struct Step: Sendable {
        var move: CaseRules.MoveRule
        var maker: Maker
        /// An officer can say here that something is wrong, by this move.
        var asking: CaseRules.MoveRule?
    }

    /// For each state of each process (in the order of the rules' states), towards granting and towards refusing.
    private let granting: [Step?]
    private let refusing: [Step?]
    /// For each item and each move (in the order of the rules' moves): an officer's work, and waiting without one.
    private let work: [[TimeLaw?]]
    private let waits: [[TimeLaw?]]
    private let rules: CaseRules

    init(_ rules: CaseRules, _ scenario: CompiledScenario) {
        self.rules = rules
        let way = StraightWay(rules)
        var (granting, refusing): ([Step?], [Step?]) = ([], [])
        for (process, compiled) in rules.processes.enumerated() {
            for state in compiled.states.indices {
                var item = ItemState(OpenedItem(item: 0, instance: -1, process: Int32(process), event: -1, limits: ItemLimits()))
                item.state = Int16(state)
                let asking = rules.moves(from: item).first { $0.needs.contains(.gaps) }
                func step(_ goal: ProcessDefinition.Decision) -> Step? {
                    way.move(from: item, to: goal).map { Step(move: $0, maker: Maker($0), asking: asking) }
                }
                granting.append(step(.granted))
                refusing.append(step(.refused))
            }
        }
        (self.granting, self.refusing) = (granting, refusing)
        func laws(_ times: CompiledScenario.MoveTimes, any: Bool) -> [[TimeLaw?]] {
            rules.bundle.items.indices.map { item in
                var times = times
                if !any { times.any = nil }
                return rules.processes.flatMap { process in
                    process.moves.map { move in times.spread(item, process.moveNames[move.name]).map(TimeLaw.init) }
                }
            }
        }
        work = laws(scenario.work, any: true)
        waits = laws(scenario.waits, any: true)
    }

    /// What is done next with an item; nil where time alone leads on, or nothing does.
    func step(from item: ItemState, refusing: Bool) -> Step? {
        let state = Int(rules.processRules[Int(item.opened.process)].firstState) + Int(item.state)
        return refusing ? self.refusing[state] ?? granting[state] : granting[state]
    }

    private func place(_ move: CaseRules.MoveRule, of item: ItemState) -> Int {
        let process = rules.processRules[Int(item.opened.process)]
        return Int(process.firstMove)
            + Int(rules.entries[Int(process.firstEntry) + Int(item.state) * Int(process.names) + Int(move.name)])
    }

    func work(_ move: CaseRules.MoveRule, of item: ItemState) -> TimeLaw? { work[Int(item.opened.item)][place(move, of: item)] }
    func wait(_ move: CaseRules.MoveRule, of item: ItemState) -> TimeLaw? { waits[Int(item.opened.item)][place(move, of: item)] }
}

extension Ways.Maker {
    init(_ move: CaseRules.MoveRule) {
        self =
            if move.by.contains(.officer) { .officer } else if move.by.contains(.supervisor) {
                .supervisor
            } else if move.by.contains(.counter) {
                .counter
            } else if move.by.contains(.applicant) { .applicant } else { .payment }
    }

    /// Somebody who works in an office.
    var isOffice: Bool { self == .officer || self == .supervisor || self == .counter }

    func actor(elsewhere: Bool) -> Actor {
        switch self {
        case .officer: elsewhere ? .departmentSystem : .officer
        case .supervisor: .supervisor
        case .counter: .counter
        case .applicant: .applicant
        case .payment: .paymentSystem
        }
    }
}
