/// Gives the commands of a journey, each when its turn comes: the earliest first, and what would be overdue before it.
struct Walker {
    private(set) var walk: Walk
    private var now: Moment
    private let calendar: WorkingCalendar
    private let way: StraightWay
    private var courses: [Course] = []
    private var reported: Set<Int> = []
    private var hasWithdrawn = false

    /// How far an item has come.
    private struct Course {
        /// When it entered the state that it is in, and which that is.
        var since: Moment
        var state: Int16 = 0
        /// How many moves of its script are made, or overtaken by time or a rule.
        var scripted = 0
        /// Until when the state was expected to last.
        var expectedEnd: Day?
    }

    /// A move of a script with its place there.
    private typealias Step = (entry: ScriptEntry, move: JourneyScript.Move)

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
        for paper in walk.state.papers.indices where !walk.state.papers[paper].isThere {
            if let material = walk.state.submission?.papers[paper].material { walk.used.insert(.without(material)) }
        }
        for _ in 0..<Self.most {
            guard !walk.isFinished, let next = next() else { return }
            now = max(now, next.at)
            do throws(Refusal) {
                try perform(next.action)
            } catch {
                // What the author wrote cannot be done: the walk stops, and does not come out as expected.
                walk.refusal = error
                walk.refused = entry(of: next.action)
                return
            }
        }
    }

    // MARK: What comes next

    private enum Action {
        case move(item: Int, move: CaseRules.MoveRule, by: Actor, step: Step?)
        /// A move of the script that does not lead from where the item is.
        case strangeMove(item: Int, step: Step)
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
            return move.by.contains(.applicant) ? .applicant : .paymentSystem
        }
        if let step = step(of: place) {
            guard let name = rules.move(named: step.move.move, of: item), let move = rules.move(name, from: item) else {
                return (courses[place].since, .strangeMove(item: place, step: step))
            }
            let by = actor(move)
            return time(of: move, by: by, place, after: step.move.after).map { ($0, .move(item: place, move: move, by: by, step: step)) }
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
                return time(of: ask, by: by, place).map { ($0, .move(item: place, move: ask, by: by, step: nil)) }
            }
        }
        return time(of: move, by: by, place).map { ($0, .move(item: place, move: move, by: by, step: nil)) }
    }

    /// The move of its script that an item has before it.
    private func step(of place: Int) -> Step? {
        guard let (key, moves) = entry(script.moves, place), courses[place].scripted < moves.count else { return nil }
        return (.move(key, courses[place].scripted), moves[courses[place].scripted])
    }

    private func isHere(_ paper: Int) -> Bool { walk.state.papers[paper].isThere && !walk.state.papers[paper].isWanting }

    /// The move by which an officer names what is wanting.
    private func asking(_ item: ItemState) -> CaseRules.MoveRule? {
        rules.moves(from: item).first {
            $0.needs.contains(.gaps) && item.told == 0 && !($0.once && item.made & (1 << UInt64($0.name)) != 0)
        }
    }

    // MARK: When

    private func time(of move: CaseRules.MoveRule, by actor: Actor, _ place: Int, after span: TimeSpan? = nil) -> Moment? {
        let since = courses[place].since
        guard actor.isApplicant || actor.role == .paymentSystem else {
            let at = span.map { moment($0, after: since) } ?? time(of: move, place)
            // What has to wait for something else, such as the end of a limit at midnight, is done when the office opens.
            let earliest = max(at, now)
            return officeHours(earliest) == earliest ? at : officeHours(earliest)
        }
        if let span { return moment(span, after: since) }
        switch value(script.supplies, place) {
        case nil: return since
        case .some(nil): return nil
        case .some(.some(let span)): return moment(span, after: since)
        }
    }

    /// When an officer makes a move of which the script does not say when.
    private func time(of move: CaseRules.MoveRule, _ place: Int) -> Moment {
        let item = walk.state.items[place]
        var ready = officeHours(courses[place].since)
        if let through = item.staysThrough, !move.early, let opens = Moment(day: through.day.adding(days: 1), minuteOfDay: Self.opening) {
            ready = officeHours(max(ready, opens))
        }
        if let end = courses[place].expectedEnd { return max(ready, Moment(day: end, minuteOfDay: Self.opening) ?? ready) }
        guard rules.state(move.to, of: item.opened.process).decided != nil else { return ready }
        if let span = value(script.decides, place) {
            let received = Moment(day: item.received ?? now.day, minuteOfDay: starts.minuteOfDay) ?? ready
            return max(ready, moment(span, after: received))
        }
        guard script.pace == .atPromise, let day = counted(item)?.due.day, day > ready.day else { return ready }
        return Moment(day: day, minuteOfDay: Self.closing) ?? ready
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

    /// The moment itself while the office works, else when it opens next.
    private func officeHours(_ moment: Moment) -> Moment {
        let isOver = moment.minuteOfDay > Self.closing
        let day = calendar.workingDay(onOrAfter: isOver ? moment.day.adding(days: 1) : moment.day)
        if day == moment.day, moment.minuteOfDay >= Self.opening { return moment }
        return Moment(day: day, minuteOfDay: Self.opening) ?? moment
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

    /// What the script says of an item: of this one of several, else of all.
    private func entry<Value>(_ values: [ItemKey: Value], _ place: Int) -> (key: ItemKey, value: Value)? {
        let opened = walk.state.items[place].opened
        let own = ItemKey(item: Int(opened.item), instance: max(0, Int(opened.instance)))
        return [own, ItemKey(item: own.item, instance: nil)].lazy.compactMap { key in values[key].map { (key, $0) } }.first
    }

    private func value<Value>(_ values: [ItemKey: Value], _ place: Int) -> Value? { entry(values, place)?.value }

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
            if walk.state.items[item].stage == .open, let move = CaseMachine.withdrawal(from: walk.state.items[item], rules) {
                try give(CaseCommand(by: .applicant, .move(item: item, move: Int(move.name), note: nil)))
            } else {
                try give(CaseCommand(by: .applicant, .withdraw(item: item)))
            }
        case .strangeMove(let item, let step):
            let name = rules.move(named: step.move.move, of: walk.state.items[item]) ?? -1
            try give(CaseCommand(by: .officer, .move(item: item, move: name, note: nil)))
        case .move(let item, let move, let actor, let step):
            if move.needs.contains(.verifiedPapers) {
                let decides = rules.state(move.to, of: walk.state.items[item].opened.process).decidesToGrant
                for paper in CaseMachine.unverified(of: item, toDecide: decides, walk.state) where isHere(paper) {
                    try give(CaseCommand(by: actor, .verify(paper: paper)))
                }
            }
            // With the last paper verified a rule may have moved the item already.
            guard walk.state.items[item].stage == .open, rules.move(Int(move.name), from: walk.state.items[item]) != nil else { return }
            let note = note(for: move, of: item, step?.move)
            try give(CaseCommand(by: actor, .move(item: item, move: Int(move.name), note: note)))
            courses[item].expectedEnd = note?.expectedEnd
            if step != nil { courses[item].scripted += 1 }
            noteUse(of: item, move, by: actor, step)
        }
        if let entry = entry(of: action) { walk.used.insert(entry) }
    }

    /// The entry of the script that has an action done.
    private func entry(of action: Action) -> ScriptEntry? {
        switch action {
        case .move(_, _, _, let step): return step?.entry
        case .strangeMove(_, let step): return step.entry
        case .report(let event): return .event(event)
        case .withdraw(let item): return entry(script.withdraws, item).map { .withdraws($0.key) }
        case .withdrawAll: return .withdrawsAll
        case .handIn(let paper):
            guard let material = walk.state.submission?.papers[paper].material else { return nil }
            return script.brings[material] == nil ? nil : .brings(material)
        case .timePasses: return nil
        }
    }

    /// What else of the script a move came from, and whether it is to last longer than it may.
    private mutating func noteUse(of item: Int, _ move: CaseRules.MoveRule, by actor: Actor, _ step: Step?) {
        func use<Value>(_ values: [ItemKey: Value], _ entry: (ItemKey) -> ScriptEntry) {
            if let key = self.entry(values, item)?.key { walk.used.insert(entry(key)) }
        }
        if actor == .applicant, step?.move.after == nil { use(script.supplies, ScriptEntry.supplies) }
        if let decision = rules.state(move.to, of: walk.state.items[item].opened.process).decided {
            if step?.move.after == nil { use(script.decides, ScriptEntry.decides) }
            if decision == .refused { use(script.refuses, ScriptEntry.refuses) }
        }
        if let step, let end = courses[item].expectedEnd, let until = walk.state.items[item].until?.day, end > until {
            walk.beyondLimit.append((item, step.move, until))
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
        let lasts = step?.lasts.map { calendar.workingDay(onOrAfter: calendar.due(from: now.day, within: $0.value).day) }
        return MoveNote(
            reason: needs(.reason) ? step?.because ?? reason(for: move, of: place, isScripted: step != nil) : nil,
            basis: needs(.basis) ? step?.basis : nil, expectedEnd: needs(.expectedEnd) ? lasts : nil,
            remedies: needs(.remedies) ? Self.remedies : nil, payment: needs(.payment) ? "\(walk.journey.id)-\(place + 1)" : nil,
            papers: papers, newFacts: needs(.newFacts) && walk.state.items[place].told > 0 ? step?.because : nil)
    }

    /// The reason of a move for which the script gives none; nil for one that only its author knows.
    private func reason(for move: CaseRules.MoveRule, of place: Int, isScripted: Bool) -> Title? {
        if move.needs.contains(.gaps) { return Self.wanting }
        let refuses = rules.state(move.to, of: walk.state.items[place].opened.process).decided == .refused
        return refuses || !isScripted ? value(script.refuses, place) : nil
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
        if courses.isEmpty { courses = Array(repeating: Course(since: now), count: walk.state.items.count) }
        for event in walk.events[known...] {
            switch event.fact {
            case .started(let item, _): courses[Int(item)].since = event.at
            case .moved(let item, _, let to, _, _):
                if event.by == .system { overtake(Int(item)) }
                courses[Int(item)].since = event.at
                courses[Int(item)].state = to
            default: break
            }
        }
    }

    /// Time or a rule has moved an item on: what the script had before it there is not made any more.
    private mutating func overtake(_ item: Int) {
        let left = rules.state(courses[item].state, of: walk.state.items[item].opened.process)
        if left.waitsFor != nil, let key = entry(script.supplies, item)?.key { walk.used.insert(.supplies(key)) }
        guard let step = step(of: item), let name = rules.move(named: step.move.move, of: walk.state.items[item]),
            rules.move(name, from: courses[item].state, of: walk.state.items[item].opened.process) != nil
        else { return }
        walk.used.insert(step.entry)
        courses[item].scripted += 1
    }
}
