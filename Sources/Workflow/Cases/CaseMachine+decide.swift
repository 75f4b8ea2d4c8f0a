extension CaseMachine {
    /// What a command makes happen, appended to the buffer; throws a refusal, and then appends nothing.
    ///
    /// What follows by itself (other items that may begin, decisions by rule, the end of the case) is decided by `goOn` once these events
    /// are applied, so that every rule sees the state as it is.
    public static func decide(
        _ command: CaseCommand, on state: borrowing CaseState, under rules: CaseRules, given circumstances: Circumstances,
        into events: inout [CaseEvent]
    ) throws(Refusal) {
        let (known, isOfOpenCase) = (events.count, command.action.isOfOpenCase)
        if isOfOpenCase {
            if command.by.role == .paymentSystem, isKnownPayment(command.action, state) { return }
            switch state.phase {
            case .new: throw Refusal(reason: .notSubmitted, canDo: [.submit])
            case .closed: throw Refusal(reason: .caseClosed, canDo: [.startAnew])
            case .open: break
            }
            if command.by.role == .agent { try checkMandate(command.action, by: command.by, state, circumstances) }
        }
        switch command.action {
        case .submit(let application):
            guard state.phase == .new else { throw Refusal(reason: .alreadySubmitted, canDo: [.startAnew]) }
            try submit(application, by: command.by, rules, circumstances, &events)
        case .goOn: if state.phase == .open { goOn(state, rules, circumstances, &events) }
        case .acknowledge(let item, let through):
            try acknowledge(item, through: through, by: command.by, state, rules, circumstances, &events)
        case .handOverAgain(let item): try handOverAgain(item, by: command.by, state, rules, circumstances, &events)
        case .makeOut(let made, let evidence, let form):
            try makeOut(made, evidence: evidence, form: form, by: command.by, state, rules, circumstances, &events)
        case .erase(let receipt): try erase(receipt, by: command.by, state, rules, circumstances, &events)
        case .move(let item, let move, let note):
            try self.move(item, move, note, by: command.by, state, rules, circumstances, &events)
        case .handIn(let paper): try handIn(paper, by: command.by, state, circumstances, &events)
        case .verify(let paper): try verify(paper, by: command.by, state, rules, circumstances, &events)
        case .report(let event): try report(event, by: command.by, state, rules, circumstances, &events)
        case .withdraw(let item): try withdraw(item, by: command.by, state, rules, circumstances, &events)
        case .letTimePass: fallDue(state, rules, circumstances, &events)
        case .visit(let visit, let note): try self.visit(visit, note, by: command.by, state, rules, circumstances, &events)
        case .dispute(let paper, let note): try dispute(paper, note, by: command.by, state, rules, circumstances, &events)
        case .settle(let paper, let outcome, let note):
            try settle(paper, outcome, note, by: command.by, state, rules, circumstances, &events)
        case .fill(let form): try fill(form, by: command.by, state, rules, circumstances, &events)
        case .mandate(let mandate): try self.mandate(mandate, by: command.by, state, circumstances, &events)
        case .endMandate(let agent): try endMandate(of: agent, by: command.by, state, circumstances, &events)
        case .extend(let note): try extendWhole(note, by: command.by, state, rules, circumstances, &events)
        case .claim(let item): try claim(item, by: command.by, state, rules, circumstances, &events)
        case .release(let item): try release(item, by: command.by, state, rules, circumstances, &events)
        case .delegate(let item, let person): try delegate(item, to: person, by: command.by, state, rules, circumstances, &events)
        }
        if isOfOpenCase { numberPapers(&events, from: known, state, rules) }
    }

    /// Lets time pass, decides a command, applies what it makes happen, and all that follows by itself; the events are appended.
    ///
    /// A command that comes late meets the case as the law has made it in the meantime. What time has done stays done where the command is
    /// refused: then no events but those are appended.
    public static func handle(
        _ command: CaseCommand, on state: inout CaseState, under rules: CaseRules, given circumstances: Circumstances,
        into events: inout [CaseEvent]
    ) throws(Refusal) {
        if circumstances.evidence != nil { lookAfterEvidence(on: &state, rules, circumstances, &events) }
        if case .letTimePass = command.action, state.phase == .open {
            return letTimePass(on: &state, under: rules, given: circumstances, into: &events)
        }
        letTimePass(on: &state, under: rules, given: circumstances, into: &events)
        let known = events.count
        try decide(command, on: state, under: rules, given: circumstances, into: &events)
        follow(from: known, on: &state, rules, circumstances, &events)
    }

    /// Applies the events from a place on, and all that follows from them by itself.
    static func follow(
        from known: Int, on state: inout CaseState, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        var next = known
        while next < events.count {
            var letsOthersGoOn = false
            events.withUnsafeBufferPointer { events in
                guard let first = events.baseAddress else { return }
                while next < events.count {
                    let event = first + next
                    letsOthersGoOn = letsOthersGoOn || event.pointee.letsOthersGoOn || leadsToRule(event, state, rules)
                    applyAndListen(event, to: &state, rules, given: circumstances)
                    next += 1
                }
            }
            if letsOthersGoOn, state.phase == .open { goOn(state, rules, circumstances, &events) }
        }
    }

    /// A rule may make the next move of the item that began or was moved.
    private static func leadsToRule(
        _ event: UnsafePointer<CaseEvent>, _ state: borrowing CaseState, _ rules: CaseRules
    ) -> Bool {
        let item: Int32
        switch event.pointee.fact {
        case .started(let place, _), .moved(let place, _, _, _, _): item = place
        default: return false
        }
        return state.hasLatePapers || rules.processRules[Int(state.items[Int(item)].opened.process)].hasByItself
    }

    /// The same message of the payment system a second time: nothing happens, whatever has become of the item.
    private static func isKnownPayment(_ action: CaseCommand.Action, _ state: borrowing CaseState) -> Bool {
        guard case .move(let item, _, let note) = action, let reference = note?.payment else { return false }
        return state.payments.contains { Int($0.item) == item && $0.reference == reference }
    }

    // MARK: Moves

    private static func move(
        _ place: Int, _ name: Int, _ note: MoveNote?, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard state.items.indices.contains(place) else { throw noSuchItem(state, rules) }
        let stage = state.items[place].stage
        guard stage == .open else { throw notOpen(place, state, rules) }
        guard let move = rules.move(name, from: state.items[place].state, of: state.items[place].opened.process) else {
            throw Refusal(reason: .noSuchMove(place, move: name), canDo: alternatives(place, state, rules))
        }
        let elsewhere = rules.decidedElsewhere[Int(state.items[place].opened.item)]
        guard !move.by.isDisjoint(with: actor.mover), actor.role != .system else {
            throw Refusal(reason: .notTheirs(place, move: name), canDo: alternatives(place, state, rules))
        }
        if actor.isOffice, elsewhere != (actor.role == .departmentSystem) {
            throw Refusal(
                reason: elsewhere ? .decidedElsewhere(place) : .notTheirs(place, move: name), canDo: alternatives(place, state, rules))
        }
        try checkDepartment(actor, of: place, state, rules)
        try checkAssigned(actor, place, state)
        try checkOtherThan(move, actor, place, state)
        if move.once, state.items[place].made & (1 << UInt64(name)) != 0 {
            throw Refusal(reason: .onlyOnce(place, move: name), canDo: alternatives(place, state, rules, besides: name))
        }
        try checkTime(move, place, state, rules, circumstances)
        let to = rules.state(move.to, of: state.items[place].opened.process)
        if to.decided != nil { try checkDisputes(place, state, rules) }
        if to.decidesToGrant { try checkEvidence(of: place, state, rules, circumstances) }
        if !move.needs.isEmpty || note != nil { try check(move, of: place, name, note, state, rules, circumstances) }
        enter(move, place, note, by: actor, state, rules, circumstances, &events)
    }

    /// The least time of the state has passed; what is to be made longer has not.
    static func checkTime(
        _ move: CaseRules.MoveRule, _ place: Int, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances
    ) throws(Refusal) {
        let name = Int(move.name)
        if let through = stays(place, before: move, state, circumstances) {
            throw Refusal(reason: .tooEarly(place, move: name, through: through), canDo: early(place, through, state, rules))
        }
        guard move.extends != nil else { return }
        let passed = state.items[place].statutoryPassed
        guard state.items[place].statutory != nil, !passed else {
            throw Refusal(
                reason: passed ? .limitHasPassed(place, move: name) : .noLimit(place, move: name),
                canDo: alternatives(place, state, rules, besides: name))
        }
    }

    /// The day through which an item stays where it is, if a move would lead out of there too early.
    static func stays(_ place: Int, before move: CaseRules.MoveRule, _ state: borrowing CaseState, _ circumstances: Circumstances) -> Day? {
        guard let through = state.items[place].staysThrough, circumstances.today <= through.day, !move.early,
            move.to != state.items[place].state
        else { return nil }
        return through.day
    }

    /// What a move needs is there: written, named, handed in, verified.
    static func check(
        _ move: CaseRules.MoveRule, of place: Int, _ name: Int, _ note: MoveNote?, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances
    ) throws(Refusal) {
        let unwritten = move.needs.intersection(.written).subtracting(note?.written ?? [])
        guard unwritten.isEmpty else {
            throw Refusal(reason: .unwritten(place, move: name, unwritten), canDo: [.write(unwritten)])
        }
        if let day = note?.expectedEnd, day < circumstances.today {
            throw Refusal(reason: .expectedEndHasPassed(place, move: name, day), canDo: [.write(.expectedEnd)])
        }
        let named = note?.papers ?? []
        let wanting = wanting(of: place, state)
        if move.needs.contains(.gaps) {
            let strange = named.filter { !state.papers.indices.contains($0) || !concerns(place, state.papers[$0]) }
            guard strange.isEmpty else {
                throw Refusal(reason: .notItsPaper(place, strange), canDo: [.name(papers(of: place, state))])
            }
            guard !named.isEmpty else {
                throw Refusal(reason: .unwritten(place, move: name, .gaps), canDo: [.name(papers(of: place, state))])
            }
            if move.needs.contains(.newFacts), state.items[place].told > 0 { try checkNewFacts(place, name, note, state, rules) }
        } else if move.needs.contains(.papers) {
            let still = wanting.filter { !named.contains($0) }
            guard still.isEmpty else { throw Refusal(reason: .papersStillWanting(place, still), canDo: still.map { .handIn($0) }) }
            let strange = named.filter { !wanting.contains($0) }
            guard strange.isEmpty else {
                throw Refusal(
                    reason: .notItsPaper(place, strange), canDo: wanting.isEmpty ? itself(name, place, state, rules) : [.name(wanting)])
            }
        } else if !named.isEmpty {
            throw Refusal(reason: .notItsPaper(place, named), canDo: itself(name, place, state, rules))
        }
        if move.needs.contains(.verifiedPapers) {
            let decides = rules.state(move.to, of: state.items[place].opened.process).decidesToGrant
            let open = unverified(of: place, toDecide: decides, state)
            guard open.isEmpty else {
                throw Refusal(
                    reason: .papersNotVerified(place, open), canDo: open.map { state.papers[$0].isLacking ? .handIn($0) : .verify($0) })
            }
        }
    }

    /// 一次性告知 (行政许可法 art. 32(4)): a later notice names only papers that came after the one before, and says what is new.
    ///
    /// Whatever was there, or was wanting, when the first notice was written could be told then. A paper that came since could not be looked
    /// at; that it is not right is a new fact, even where it was brought to mend an old gap.
    private static func checkNewFacts(
        _ place: Int, _ name: Int, _ note: MoveNote?, _ state: borrowing CaseState, _ rules: CaseRules
    ) throws(Refusal) {
        let new = newPapers(of: place, state)
        let old = note?.papers.filter { !new.contains($0) } ?? []
        guard old.isEmpty else {
            let others = alternatives(place, state, rules, besides: name)
            throw Refusal(reason: .oldGap(place, old), canDo: new.isEmpty ? others : [.name(new)] + others)
        }
        guard note?.written.contains(.newFacts) == true else {
            throw Refusal(reason: .unwritten(place, move: name, .newFacts), canDo: [.write(.newFacts)])
        }
    }

    /// Papers of an item that came after papers of it were last named as wanting.
    static func newPapers(of place: Int, _ state: borrowing CaseState) -> [Int] {
        state.papers.indices.filter { concerns(place, state.papers[$0]) && state.papers[$0].came > state.items[place].told }
    }

    /// Papers that an item still wants looked at; what may follow is wanted before the decision only (容缺受理).
    static func unverified(of place: Int, toDecide: Bool, _ state: borrowing CaseState) -> [Int] {
        state.papers.indices.filter { paper in
            let one = state.papers[paper]
            guard concerns(place, one), !one.isVerified else { return false }
            return toDecide || one.disposition != .follows
        }
    }

    /// A paper of the item, or of the list that the bundle has for all its items; not one that an item of the case produces.
    static func concerns(_ place: Int, _ paper: PaperState) -> Bool {
        (paper.owner == Int32(place) || paper.owner == CaseMachine.ofTheBundle)
            && paper.disposition != .notApplicable && paper.disposition != .notAsked
    }

    /// The owner of papers that stand in a list of the bundle.
    static let ofTheBundle: Int32 = -2

    /// The item enters the state to which a move leads.
    static func enter(
        _ move: CaseRules.MoveRule, _ place: Int, _ note: MoveNote?, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules,
        _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) {
        let item = Int32(place)
        let today = circumstances.today
        let rule = rules.state(move.to, of: state.items[place].opened.process)
        var until: Due?
        if move.keepsLimit {
            until = state.items[place].until
        } else if let atMost = rule.atMost {
            until = CaseClock.due(from: today, within: atMost, circumstances.calendar).due
        }
        func happen(_ fact: consuming CaseEvent.Fact) { events.append(circumstances.event(by: actor, fact)) }
        happen(.moved(item: item, move: move.name, to: move.to, until: until, note: note?.isEmpty == true ? nil : note))
        if state.items[place].assigned >= 0, rule.end == nil,
            rule.decided != nil || rule.department != rules.state(state.items[place]).department
        {
            // Nobody has it any more in the next department, or once it is decided.
            happen(.assigned(item: item, person: -1))
        }
        if let atLeast = rule.atLeast {
            let kept = move.to == state.items[place].state ? state.items[place].staysThrough : nil
            happen(.staysThrough(item: item, kept ?? CaseClock.due(from: today, within: atLeast, circumstances.calendar).due))
        }
        let start = move.countsFromReceipt ? state.items[place].lastReceived ?? today : today
        if let clock = state.items[place].turnsClock(entering: rule) {
            CaseClock.turn(place, to: clock, from: start, state, rules, circumstances, happen)
        }
        if let span = move.extends, let limit = state.items[place].statutory, let since = state.items[place].since {
            happen(.limitExtended(item: item, statutory: CaseClock.extended(limit, since: since, by: span, circumstances.calendar)))
        }
        if state.items[place].decision == nil, let decision = rule.decided {
            if decision == .granted, circumstances.evidence != nil {
                let holding = evidence(of: place, state).holding
                if !holding.isEmpty { happen(.evidenceChecked(item: item, evidence: holding.map(Int32.init))) }
            }
            happen(.decided(item: item, decision))
            if decision == .granted, let answers = state.submission?.answers {
                let issues = rules.bundle.items[Int(state.items[place].opened.item)].item.issues
                for (number, issue) in issues.enumerated() where issue.onlyIf.holds(answers) {
                    happen(.issued(item: item, issue: Int16(number)))
                }
            }
        }
        issue(move.paper, of: place, by: actor, circumstances, &events)
        if let end = rule.end { happen(.ended(item: item, .process(end))) }
    }

    // MARK: Events

    private static func report(
        _ event: Int, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        let awaited = Set(state.items.filter { $0.opened.event >= 0 }.map { Int($0.opened.event) })
        guard awaited.contains(event) else {
            let open = awaited.filter { state.happened & (1 << UInt64($0)) == 0 }.sorted()
            throw Refusal(reason: .noSuchEvent, canDo: open.isEmpty ? [.nothingNeeded] : open.map { .report(event: $0) })
        }
        guard state.happened & (1 << UInt64(event)) == 0 else {
            throw Refusal(reason: .alreadyHappened(event), canDo: [.nothingNeeded])
        }
        events.append(circumstances.event(by: actor, .happened(event: Int16(event))))
    }

    // MARK: Withdrawal

    /// What is not decided may be taken back; the moves that lead to such an end are the process's own.
    private static func withdraw(
        _ place: Int?, by actor: Actor, _ state: borrowing CaseState, _ rules: CaseRules, _ circumstances: Circumstances,
        _ events: inout [CaseEvent]
    ) throws(Refusal) {
        if let place {
            guard state.items.indices.contains(place) else { throw noSuchItem(state, rules) }
            guard state.items[place].stage == .waiting else {
                let reason: Refusal.Reason = state.items[place].stage == .open ? .itemHasBegun(place) : .itemEnded(place)
                throw Refusal(reason: reason, canDo: alternatives(place, state, rules))
            }
            guard actor.isApplicant else { throw Refusal(reason: .notTheirs(place, move: -1), canDo: alternatives(place, state, rules)) }
            events.append(circumstances.event(by: actor, .ended(item: Int32(place), .process(.withdrawn))))
            return
        }
        guard actor.isApplicant else { throw Refusal(reason: .nothingToWithdraw, canDo: [.nothingNeeded]) }
        var taken = false
        for place in state.items.indices {
            switch state.items[place].stage {
            case .ended: continue
            case .waiting:
                events.append(circumstances.event(by: actor, .closedBecause(item: Int32(place), of: -1)))
                taken = true
            case .open:
                guard let move = withdrawal(from: state.items[place], rules), stays(place, before: move, state, circumstances) == nil
                else { continue }
                enter(move, place, nil, by: actor, state, rules, circumstances, &events)
                taken = true
            }
        }
        if !taken { throw Refusal(reason: .nothingToWithdraw, canDo: [.nothingNeeded]) }
    }

    /// The applicant's move that takes an item back.
    static func withdrawal(from item: ItemState, _ rules: CaseRules) -> CaseRules.MoveRule? {
        rules.moves(from: item).first {
            $0.by.contains(.applicant) && $0.needs.isEmpty && rules.state($0.to, of: item.opened.process).end == .withdrawn
        }
    }
}

extension CaseRules.StateRule {
    /// What is decided on entering it.
    var decided: ProcessDefinition.Decision? {
        decision ?? (end == .granted ? .granted : end == .refused ? .refused : nil)
    }

    var decidesToGrant: Bool { decided == .granted }
}
