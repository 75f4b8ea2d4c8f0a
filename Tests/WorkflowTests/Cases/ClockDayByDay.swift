import TestSupport
import Testing

@testable import Workflow

/// The clock of the machine against a walk over the days that was written for this test alone and knows none of its arithmetic.
@Suite struct `The clock of a case` {
    /// Limits by statute and promise, and by how much an extension makes the former longer.
    static let limits: [LimitPair] = [
        .init(statutory: (20, "working days"), promised: (10, "working days"), extends: (10, "working days")),
        .init(statutory: (20, "working days"), promised: (12, "days"), extends: (10, "working days")),
        .init(statutory: (30, "days"), promised: (10, "working days"), extends: (15, "days")),
        .init(statutory: (5, "working days"), promised: (3, "working days"), extends: (2, "working days")),
    ]

    /// 10,000 cases in all, each with corrections, acceptance or silence, pauses of both clocks and of the promise alone, and an extension, on
    /// any days of two and a half years; the clock is read only when somebody does something.
    @Test(arguments: limits)
    func `ends where a walk over the days ends`(limits: LimitPair) throws {
        let story = try CaseStory(limits.sample())
        let (rules, situation) = (story.rules, story.situation)
        var numbers = SeededNumbers(seed: 45)
        var tally: [String: Int] = [:]
        var wrong: [String] = []
        for number in 0..<2_500 {
            let first = Day("2024-01-02")!.adding(days: Int.random(in: 0..<850, using: &numbers))
            var clocks = TwoClocks(rules: rules, situation: situation, walk: DayWalk(first, limits))
            clocks.run(&numbers)
            for (what, count) in clocks.done { tally[what, default: 0] += count }
            if let difference = clocks.difference { wrong.append("case \(number): \(difference)") }
        }
        #expect(wrong.prefix(5) == [])
        let wanted = ["ask-correction", "correct", "accept", "hold", "resume", "visit", "end-visit", "extend", "too late", "by silence"]
        #expect(wanted.filter { tally[$0, default: 0] < 30 } == [], "\(tally)")
    }
}

struct LimitPair: Sendable, CustomTestStringConvertible {
    var statutory: (days: Int, unit: String)
    var promised: (days: Int, unit: String)
    var extends: (days: Int, unit: String)

    var testDescription: String { "\(statutory.days) \(statutory.unit), promised \(promised.days) \(promised.unit)" }

    /// A permit during whose site visits the promise stands still.
    func sample() throws -> Sample {
        var sample = try Sample.permit([paper("paper-a")])
        sample.items[0].limit = """
            promised: \(promised.days) \(promised.unit), guide: g1, statutory: \(statutory.days) \(statutory.unit), from: accepted, \
            basis: [{law: some-law, article: 3}]
            """
        sample.processes["permit"] = try Sample.permitWithVisits(
            "promised-stopped", extends: "\(extends.days) \(extends.unit)")
        return sample
    }
}

extension Sample {
    /// The text of our permit with another clock during site visits.
    static func permitWithVisits(_ clock: String, extends: String = "10 working days") throws -> String {
        let text = try Checkout.text("Definitions/processes/permit.yaml")
        let visit = "    title: {zh: 现场核查, en: site visit}\n    clock: running\n"
        guard text.contains(visit), text.contains("extends: 10 working days") else { throw Unexpected("the permit has changed") }
        return text.replacing(
            visit, with: "    title: {zh: 现场核查, en: site visit}\n    clock: \(clock)\n    needs: [reason, basis, expected-end]\n"
        ).replacing("extends: 10 working days", with: "extends: \(extends)")
    }
}

/// A calendar of plain text: no calendar of the program.
private enum PlainDays {
    static let off = Set(Calendars.years.flatMap(\.off))
    static let makeUp = Set(Calendars.years.flatMap(\.makeUp))

    static func isWorked(_ day: Day) -> Bool {
        let text = day.description
        return makeUp.contains(text) || (!day.weekday.isWeekend && !off.contains(text))
    }
}

/// One limit, as somebody ticks off its days on a sheet.
private struct TickedLimit {
    var left: Int
    let isNatural: Bool
    var runs = true
    var due: Day?
    var passed: Day?

    /// A day comes: it is ticked off if the clock ran when it began.
    mutating func begin(_ day: Day) {
        guard runs, passed == nil else { return }
        if let due, due < day {
            passed = day
            return
        }
        if isNatural || PlainDays.isWorked(day) { left -= 1 }
        if left <= 0, due == nil, PlainDays.isWorked(day) { due = day }
    }

    mutating func stop(_ day: Day) {
        runs = false
        left = max(0, left)
        if due == day { due = nil }
    }

    mutating func goOn(_ day: Day) {
        runs = true
        if left <= 0, due == nil, PlainDays.isWorked(day) { due = day }
    }

    /// One longer limit, as if it had been so long from the beginning.
    mutating func extend(_ days: Int) {
        left += days
        due = nil
    }
}

/// A permit as a careful clerk would keep it, day by day.
private struct DayWalk {
    enum Place { case received, correcting, accepted, onHold, visited }

    private let limits: LimitPair
    let first: Day
    private(set) var day: Day
    private(set) var place = Place.received
    private(set) var wasAcceptedBySilence = false
    private var fiveLeft = 5
    private var ticksSinceReceipt = (working: 0, natural: 0)
    private(set) var statutory: TickedLimit?
    private(set) var promised: TickedLimit?

    init(_ first: Day, _ limits: LimitPair) {
        self.limits = limits
        self.first = first
        day = first
    }

    mutating func nextDay() {
        day = day.adding(days: 1)
        if PlainDays.isWorked(day) { ticksSinceReceipt.working += 1 }
        ticksSinceReceipt.natural += 1
        statutory?.begin(day)
        promised?.begin(day)
        guard place == .received else { return }
        if fiveLeft == 0 {
            wasAcceptedBySilence = true
            accept(ticked: ticksSinceReceipt)
        } else if PlainDays.isWorked(day) {
            fiveLeft -= 1
        }
    }

    mutating func accept() { accept(ticked: (0, 0)) }

    private mutating func accept(ticked: (working: Int, natural: Int)) {
        place = .accepted
        func limit(_ pair: (days: Int, unit: String)) -> TickedLimit {
            let isNatural = pair.unit == "days"
            // Where silence has accepted, the days from the receipt are ticked off at once, one after the other.
            var limit = TickedLimit(left: pair.days, isNatural: isNatural)
            var back = day.adding(days: -ticked.natural)
            while back < day {
                back = back.adding(days: 1)
                limit.begin(back)
            }
            // What passed before anybody could know is noticed now.
            if limit.passed != nil { limit.passed = day }
            return limit
        }
        statutory = limit(limits.statutory)
        promised = limit(limits.promised)
    }

    mutating func askCorrection() { place = .correcting }

    mutating func correct() {
        place = .received
        fiveLeft = 5
        ticksSinceReceipt = (0, 0)
    }

    mutating func hold() {
        place = .onHold
        statutory?.stop(day)
        promised?.stop(day)
    }

    mutating func resume() {
        place = .accepted
        statutory?.goOn(day)
        promised?.goOn(day)
    }

    mutating func visit() {
        place = .visited
        promised?.stop(day)
    }

    mutating func endVisit() {
        place = .accepted
        promised?.goOn(day)
    }

    /// Whether there was still something to extend.
    mutating func extend() -> Bool {
        guard statutory?.passed == nil else { return false }
        statutory?.extend(limits.extends.days)
        return true
    }
}

/// The machine and the walk under the same commands.
private struct TwoClocks {
    let rules: CaseRules
    let situation: Situation
    var walk: DayWalk
    private(set) var state = CaseState()
    private(set) var events: [CaseEvent] = []
    private(set) var done: [String: Int] = [:]
    private(set) var difference: String?
    private var hasAsked = false
    private var hasExtended = false

    init(rules: CaseRules, situation: Situation, walk: DayWalk) {
        self.rules = rules
        self.situation = situation
        self.walk = walk
    }

    mutating func run(_ numbers: inout SeededNumbers) {
        give(.applicant, .submit(Application(answers: situation.answers)))
        for _ in 0..<Int.random(in: 2...10, using: &numbers) {
            for _ in 0..<[0, 1, 1, 2, 3, 4, 7, 12].randomElement(using: &numbers)! { walk.nextDay() }
            step(&numbers)
            if difference != nil { return }
        }
        for _ in 0..<150 { walk.nextDay() }
        give(.system, .letTimePass)
        if walk.wasAcceptedBySilence { done["by silence"] = 1 }
        check()
    }

    private mutating func step(_ numbers: inout SeededNumbers) {
        switch walk.place {
        case .received where !hasAsked && Int.random(in: 0..<3, using: &numbers) == 0:
            hasAsked = true
            move("ask-correction", .because("one is wanting", papers: [0]))
            walk.askCorrection()
        case .received:
            for paper in state.papers.indices where !state.papers[paper].isVerified { give(.officer, .verify(paper: paper)) }
            move("accept")
            walk.accept()
        case .correcting:
            move("correct", MoveNote(papers: [0]), by: .applicant)
            walk.correct()
        case .onHold:
            move("resume")
            walk.resume()
        case .visited:
            move("end-visit")
            walk.endVisit()
        case .accepted:
            switch Int.random(in: 0..<4, using: &numbers) {
            case 0 where !hasExtended:
                let isInTime = walk.extend()
                hasExtended = isInTime
                move(isInTime ? "extend" : "too late", .because("more time is needed"), by: Actor(.supervisor))
            case 1:
                move("visit", .hold(until: "2026-12-31"))
                walk.visit()
            default:
                move("hold", .hold(until: "2026-12-31"))
                walk.hold()
            }
        }
    }

    private mutating func move(_ name: String, _ note: MoveNote? = nil, by actor: Actor = .officer) {
        done[name, default: 0] += 1
        guard let number = rules.move(named: name == "too late" ? "extend" : name, of: state.items[0]) else { return }
        give(actor, .move(item: 0, move: number, note: note), isRefused: name == "too late")
    }

    private mutating func give(_ by: Actor, _ action: CaseCommand.Action, isRefused: Bool = false) {
        let now = Moment(day: walk.day, minuteOfDay: 600)!
        let circumstances = Circumstances(of: situation, at: now, calendar: Calendars.working)
        do throws(Refusal) {
            try CaseMachine.handle(CaseCommand(by: by, action), on: &state, under: rules, given: circumstances, into: &events)
            if isRefused { difference = difference ?? "an extension after the limit was not refused on \(walk.day)" }
        } catch {
            if !isRefused { difference = difference ?? "\(action) on \(walk.day): \(error.reason)" }
        }
    }

    /// Last days and the days on which they were seen to have passed, in both.
    private mutating func check() {
        func passed(_ limit: CaseEvent.Limit) -> [Day] {
            events.compactMap { event in
                if case .limitPassed(_, limit) = event.fact { event.on } else { nil }
            }
        }
        for (limit, ticked) in [(CaseEvent.Limit.statutory, walk.statutory), (.promised, walk.promised)] {
            let own = passed(limit)
            if own != (ticked?.passed.map { [$0] } ?? []) {
                difference = difference ?? "\(limit) passed on \(own), but by the walk on \(String(describing: ticked?.passed))\n\(story)"
            }
            if let ticked, ticked.runs, let due = state.items[0].due(limit)?.day, due != ticked.due {
                difference = difference ?? "\(limit) due on \(due), but by the walk on \(String(describing: ticked.due))\n\(story)"
            }
        }
        let ledger = ClockLedger(events, item: 0, under: rules, calendar: Calendars.working, today: walk.day)
        if let wrong = ledger?.fixed.first(where: { !$0.agrees }) { difference = difference ?? "the ledger: \(wrong)\n\(story)" }
    }

    private var story: String {
        guard let submission = state.submission else { return "" }
        return events.map { EventLine(rules: rules, submission: submission).text($0) }.joined(separator: "\n")
    }
}
