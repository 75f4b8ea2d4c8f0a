/// Gives the commands of a journey, each when its turn comes: the earliest first, and what would be overdue before it.
struct Walker {
    private(set) var walk: Walk
    private var now: Moment
    private let calendar: WorkingCalendar
    private let way: StraightWay
    /// When each item entered the state it is in.
    private var since: [Moment] = []
    /// How many moves of its script each item has made.
    private var scripted: [Int] = []
    /// Until when a state was expected to last.
    private var expectedEnd: [Day?] = []
    private var reported: Set<Int> = []
    private var hasWithdrawn = false

    private var rules: CaseRules { walk.rules }
    private var script: JourneyScript { walk.journey.script }
    private var starts: Moment { walk.journey.definition.starts }

    init(_ walk: Walk) {
        self.walk = walk
        now = walk.journey.definition.starts
        calendar = walk.bundle.shared.calendar
        way = StraightWay(walk.rules)
    }

    /// More commands than any journey has.
    private static let most = 10_000

    mutating func run() {
        let application = Application(answers: walk.journey.situation.answers, without: script.without)
        do throws(Refusal) {
            try give(CaseCommand(by: .applicant, .submit(application)))
        } catch {
            walk.refusal = error
            return
        }
        for _ in 0..<Self.most {
            guard !walk.isFinished, let next = next() else { return }
            now = max(now, next.at)
            do throws(Refusal) {
                try perform(next.action)
            } catch {
                // Nothing that the walker chose may be refused; a walk that is stopped here does not come out as expected.
                walk.refusal = error
                return
            }
        }
    }

    // MARK: What comes next

    private enum Action {
        case move(item: Int, move: CaseRules.MoveRule, by: Actor, scripted: JourneyScript.Move?)
        case handIn(paper: Int)
        case report(event: Int)
        case withdraw(item: Int)
        case withdrawAll
        case timePasses
    }

    private func next() -> (at: Moment, action: Action)? {
        var first: (at: Moment, action: Action)?
        func consider(_ at: Moment?, _ action: @autoclosure () -> Action) {
            guard let at, first.map({ at < $0.at }) ?? true else { return }
            first = (at, action())
        }
        if let span = script.withdrawsAll, !hasWithdrawn { consider(moment(span, after: starts), .withdrawAll) }
        for (event, span) in script.events.sorted(by: { $0.key < $1.key }) where !reported.contains(event) {
            guard walk.state.items.contains(where: { Int($0.opened.event) == event }) else { continue }
            consider(moment(span, after: starts), .report(event: event))
        }
        for paper in walk.state.papers.indices where !walk.state.papers[paper].isThere {
            consider(brings(paper), .handIn(paper: paper))
        }
        for place in walk.state.items.indices where walk.state.items[place].stage != .ended {
            if let span = value(script.withdraws, place) { consider(moment(span, after: starts), .withdraw(item: place)) }
            guard walk.state.items[place].stage == .open, let move = move(of: place) else { continue }
            consider(move.at, move.action)
        }
        let alone = CaseMachine.nextDay(of: walk.state, under: rules, calendar).flatMap { Moment(day: $0, minuteOfDay: 0) }
        if let passes = alone, passes <= (first?.at ?? passes) { return (passes, .timePasses) }
        return first
    }

    /// When a paper comes that is not there: as the script says; else what may follow comes on its last day.
    private func brings(_ paper: Int) -> Moment? {
        guard let material = walk.state.submission?.papers[paper].material else { return nil }
        if let span = script.brings[material] { return moment(span, after: starts) }
        guard walk.state.papers[paper].disposition == .follows, !script.without.contains(material) else { return nil }
        return walk.state.papers[paper].until.flatMap { Moment(day: $0, minuteOfDay: Self.opening) }
    }

    private func move(of place: Int) -> (at: Moment, action: Action)? {
        let item = walk.state.items[place]
        let elsewhere = rules.decidedElsewhere[Int(item.opened.item)]
        func actor(_ move: CaseRules.MoveRule) -> Actor {
            if move.by.contains(.officer) { return elsewhere ? .departmentSystem : .officer }
            if move.by.contains(.supervisor) { return .supervisor }
            if move.by.contains(.counter) { return .counter }
            if move.by.contains(.applicant) { return .applicant }
            return move.by.contains(.agent) ? .agent : .paymentSystem
        }
        if let steps = value(script.moves, place), scripted[place] < steps.count {
            let step = steps[scripted[place]]
            if let name = rules.move(named: step.move, of: item), let move = rules.move(name, from: item) {
                let at = step.after.map { moment($0, after: since[place]) } ?? time(of: move, by: actor(move), place)
                return at.map { ($0, .move(item: place, move: move, by: actor(move), scripted: step)) }
            }
        }
        let goal: ProcessDefinition.Decision = value(script.refuses, place) == nil ? .granted : .refused
        guard let move = way.move(from: item, to: goal) else { return nil }
        let by = actor(move)
        if !by.isApplicant, move.needs.contains(.verifiedPapers) {
            let decides = rules.state(move.to, of: item.opened.process).decidesToGrant
            let lacking = CaseMachine.unverified(of: place, toDecide: decides, walk.state).filter { !isHere($0) }
            if !lacking.isEmpty {
                // The officer says once what is wanting; where that has been said, the item waits.
                guard let ask = asking(item), lacking.contains(where: { walk.state.papers[$0].disposition == .handedIn }) else {
                    return nil
                }
                return time(of: ask, by: by, place).map { ($0, .move(item: place, move: ask, by: by, scripted: nil)) }
            }
        }
        return time(of: move, by: by, place).map { ($0, .move(item: place, move: move, by: by, scripted: nil)) }
    }

    private func isHere(_ paper: Int) -> Bool { walk.state.papers[paper].isThere && !walk.state.papers[paper].isWanting }

    /// The move by which an officer names what is wanting.
    private func asking(_ item: ItemState) -> CaseRules.MoveRule? {
        rules.moves(from: item).first {
            $0.needs.contains(.gaps) && item.told == 0 && !($0.once && item.made & (1 << UInt64($0.name)) != 0)
        }
    }

    // MARK: When

    private func time(of move: CaseRules.MoveRule, by actor: Actor, _ place: Int) -> Moment? {
        let item = walk.state.items[place]
        if actor.isApplicant || actor.role == .paymentSystem {
            switch value(script.supplies, place) {
            case nil: return since[place]
            case .some(nil): return nil
            case .some(.some(let span)): return moment(span, after: since[place])
            }
        }
        var ready = working(since[place])
        if let through = item.staysThrough, !move.early, let opens = Moment(day: through.day.adding(days: 1), minuteOfDay: Self.opening) {
            ready = working(max(ready, opens))
        }
        if let end = expectedEnd[place] { return max(ready, Moment(day: end, minuteOfDay: Self.opening) ?? ready) }
        guard rules.state(move.to, of: item.opened.process).decided != nil else { return ready }
        if let span = value(script.decides, place) {
            let received = Moment(day: item.received ?? now.day, minuteOfDay: starts.minuteOfDay) ?? since[place]
            return working(max(ready, moment(span, after: received)))
        }
        guard script.pace == .atPromise, let day = counted(item)?.due.day, day > ready.day else { return ready }
        return Moment(day: day, minuteOfDay: Self.closing)
    }

    /// The limit that the bundle's convention counts.
    private func counted(_ item: ItemState) -> RunningLimit? {
        guard item.clock == .running else { return nil }
        switch walk.bundle.definition.counting.limit {
        case .promised: return item.promised ?? item.statutory
        case .statutory: return item.statutory ?? item.promised
        }
    }

    private static let opening = 9 * 60
    private static let closing = 17 * 60

    /// The moment itself on a day that the office works, else the opening of the next such day.
    private func working(_ moment: Moment) -> Moment {
        let day = calendar.workingDay(onOrAfter: moment.day)
        return day == moment.day ? moment : Moment(day: day, minuteOfDay: Self.opening) ?? moment
    }

    private func moment(_ span: TimeSpan, after moment: Moment) -> Moment {
        switch span.unit {
        case nil: moment
        case .minutes: moment.adding(minutes: span.wholeUnits)
        case .hours: moment.adding(minutes: span.thousandths * 60 / 1_000)
        case .days, .workingDays, .months, .years:
            Moment(day: calendar.due(from: moment.day, within: span).day, minuteOfDay: moment.minuteOfDay) ?? moment
        }
    }

    private func value<Value>(_ values: [ItemKey: Value], _ place: Int) -> Value? {
        let opened = walk.state.items[place].opened
        return values[ItemKey(item: Int(opened.item), instance: max(0, Int(opened.instance)))]
            ?? values[ItemKey(item: Int(opened.item), instance: nil)]
    }

    // MARK: Commands

    private mutating func perform(_ action: Action) throws(Refusal) {
        switch action {
        case .timePasses: try give(CaseCommand(by: .system, .letTimePass))
        case .handIn(let paper): try give(CaseCommand(by: .applicant, .handIn(paper: paper)))
        case .report(let event):
            reported.insert(event)
            try give(CaseCommand(by: .applicant, .report(event: event)))
        case .withdrawAll:
            hasWithdrawn = true
            try give(CaseCommand(by: .applicant, .withdraw(item: nil)))
        case .withdraw(let item):
            guard walk.state.items[item].stage == .open else { return try give(CaseCommand(by: .applicant, .withdraw(item: item))) }
            guard let move = CaseMachine.withdrawal(from: walk.state.items[item], rules) else {
                throw Refusal(reason: .nothingToWithdraw, canDo: [.nothingNeeded])
            }
            try give(CaseCommand(by: .applicant, .move(item: item, move: Int(move.name), note: nil)))
        case .move(let item, let move, let actor, let step):
            if move.needs.contains(.verifiedPapers) {
                let decides = rules.state(move.to, of: walk.state.items[item].opened.process).decidesToGrant
                for paper in CaseMachine.unverified(of: item, toDecide: decides, walk.state) where isHere(paper) {
                    try give(CaseCommand(by: actor, .verify(paper: paper)))
                }
            }
            if step != nil { scripted[item] += 1 }
            // With the last paper verified a rule may have moved the item already.
            guard walk.state.items[item].stage == .open, rules.move(Int(move.name), from: walk.state.items[item]) != nil else { return }
            let note = note(for: move, of: item, step)
            try give(CaseCommand(by: actor, .move(item: item, move: Int(move.name), note: note)))
            expectedEnd[item] = note?.expectedEnd
        }
    }

    /// What is written: as the script says, else the plainest words that the move needs.
    private func note(for move: CaseRules.MoveRule, of place: Int, _ step: JourneyScript.Move?) -> MoveNote? {
        guard !move.needs.subtracting(.verifiedPapers).isEmpty else { return nil }
        func needs(_ need: ProcessDefinition.Need) -> Bool { move.needs.contains(MoveNeeds(need)) }
        let submission = walk.state.submission
        let own = walk.state.papers.indices.filter { CaseMachine.concerns(place, walk.state.papers[$0]) }
        var papers: [Int] = []
        if move.needs.contains(.gaps) {
            papers = own.filter { paper in
                step.map { step in submission?.papers[paper].material.map(step.papers.contains) ?? false } ?? !isHere(paper)
            }
        } else if move.needs.contains(.papers) {
            papers = own.filter { walk.state.papers[$0].isWanting }
        }
        let lasts = step?.lasts.map { calendar.workingDay(onOrAfter: calendar.due(from: now.day, within: $0).day) }
        return MoveNote(
            reason: needs(.reason) ? step?.because ?? value(script.refuses, place) ?? Self.wanting : nil,
            basis: needs(.basis) ? step?.basis : nil, expectedEnd: needs(.expectedEnd) ? lasts : nil,
            remedies: needs(.remedies) ? Self.remedies : nil, payment: needs(.payment) ? "\(walk.journey.id)-\(place + 1)" : nil,
            papers: papers, newFacts: needs(.newFacts) && walk.state.items[place].told > 0 ? step?.because : nil)
    }

    private static let wanting = Title(zh: "材料不齐全，请一次补齐", en: "papers are wanting; please bring them all at once")
    /// 行政复议法 art. 20, 行政诉讼法 art. 46.
    private static let remedies = Title(
        zh: "可在六十日内申请行政复议，或在六个月内提起行政诉讼", en: "administrative reconsideration within 60 days, or a lawsuit within six months")

    private mutating func give(_ command: CaseCommand) throws(Refusal) {
        let known = walk.events.count
        walk.commands.append((now, command))
        let circumstances = Circumstances(of: walk.journey.situation, at: now, calendar: calendar)
        try CaseMachine.handle(command, on: &walk.state, under: rules, given: circumstances, into: &walk.events)
        if since.isEmpty {
            since = Array(repeating: now, count: walk.state.items.count)
            scripted = Array(repeating: 0, count: walk.state.items.count)
            expectedEnd = Array(repeating: nil, count: walk.state.items.count)
        }
        for event in walk.events[known...] {
            switch event.fact {
            case .started(let item, _), .moved(let item, _, _, _, _): since[Int(item)] = event.at
            default: break
            }
        }
    }
}
