extension CaseMachine {
    /// Settles every paper and opens every item of the situation; where the bundle stops, nothing is taken in.
    static func submit(
        _ application: Application, by actor: Actor, _ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]
    ) throws(Refusal) {
        guard application.offer == nil || actor.isApplicant || actor.role == .counter else {
            throw Refusal(reason: .notTheirsToAccept, canDo: [.letThemAccept])
        }
        try checkMandate(of: application, by: actor, circumstances)
        let bundle = rules.asked
        let stops = bundle.stops.indices.filter { bundle.stops[$0].onlyIf.holds(application.answers) }
        guard stops.isEmpty else { throw Refusal(reason: .stopped(stops), canDo: stops.map { .followTheLaw(stop: $0) }) }
        events.append(circumstances.event(by: actor, .submitted(circumstances.settled ?? settle(application, rules, circumstances))))
        if let offer = application.offer { events.append(circumstances.event(by: actor, .offerAccepted(offer))) }
        if !application.applicants.isEmpty { events.append(circumstances.event(by: actor, .applicants(application.applicants))) }
        for one in application.evidence { events.append(circumstances.event(by: .system, .evidence(one))) }
        for one in application.awaited { events.append(circumstances.event(by: .system, .evidenceAwaited(one))) }
        if let form = application.form { events.append(circumstances.event(by: actor, .formFilled(form))) }
        if let mandate = application.mandate { events.append(circumstances.event(by: actor, .mandated(mandate))) }
        confirmReceipt(rules, circumstances, &events)
    }

    /// What an application comes to: its items, and how each paper is settled.
    static func settle(_ application: Application, _ rules: CaseRules, _ circumstances: Circumstances) -> Submission {
        let bundle = rules.asked
        let situation = Situation(
            starts: circumstances.today, answers: application.answers, parties: circumstances.parties, sources: circumstances.sources)
        let ledger = bundle.ledger(situation, rules.baseline)
        var items: [OpenedItem] = []
        var places: [Int] = Array(repeating: -1, count: bundle.items.count)
        for item in bundle.items.indices {
            guard ledger.instances[item] > 0, let process = rules.process(of: item, application.answers) else { continue }
            places[item] = items.count
            items += opened(item, times: ledger.instances[item], process, rules, application.answers)
        }
        let papers = ledger.lines.map { paper($0, in: ledger, places, without: application.without) }
        return Submission(answers: application.answers, items: items, papers: papers, due: due(of: rules, circumstances))
    }

    /// The last day for the whole of what is handed in now, where permits of several departments are joined.
    static func due(of rules: CaseRules, _ circumstances: Circumstances) -> Due? {
        (rules.asked.timeLimit?.statutory ?? rules.asked.timeLimit?.promised).map {
            CaseClock.due(from: circumstances.today, within: $0, circumstances.calendar).due
        }
    }

    /// The first official paper of a case, where its bundle names one.
    static func confirmReceipt(_ rules: CaseRules, _ circumstances: Circumstances, _ events: inout [CaseEvent]) {
        guard let receipt = rules.bundle.receipt else { return }
        events.append(circumstances.event(by: .system, .paperIssued(item: wholeCase, paper: Int16(receipt), number: 1)))
    }

    /// An item of the bundle in a situation, as often as it is done.
    static func opened(_ item: Int, times: Int, _ process: Int, _ rules: CaseRules, _ answers: Answers) -> [OpenedItem] {
        let limit = rules.asked.timeLimit(of: item, answers)
        let limits = ItemLimits(statutory: limit?.statutory, promised: limit?.promised, fromReceipt: limit?.from == .received)
        let wait = rules.asked.items[item].waitsFor.flatMap { $0.onlyIf.holds(answers) ? Int32($0.event) : nil }
        return (0..<times).map { instance in
            OpenedItem(
                item: Int32(item), instance: times > 1 ? Int32(instance) : -1, process: Int32(process), event: wait ?? -1, limits: limits)
        }
    }

    /// A line of a settled ledger as a paper of a case; `places` are those of the first instance of each item of the bundle.
    static func paper(_ line: LedgerLine, in ledger: Ledger, _ places: [Int], without: Set<Int>) -> CasePaper {
        let place = places[line.item]
        let owner: Int? =
            if ledger.bundle.items[line.item].isWholeList {
                Int(ofTheBundle)
            } else if place < 0 {
                nil
            } else {
                place + (line.itemInstance ?? 0)
            }
        var until: Day?
        let by: CasePaper.By?
        switch line.cause {
        case .licence(let licence, _): by = .licence(licence)
        case .duplicate(let first): by = .paper(first)
        case .produced(let item, let instance, _): by = .item(item, instance: instance)
        case .source(let source): by = .source(source)
        case .mergedIntoFields, .oneForm, .mergedForm: by = .form
        case .promised: by = .promise
        case .notAsked: by = .bundle
        case .follows(let due):
            until = due.day
            by = nil
        case .itemNotPart, .lineNotPart, .roleNotPart, .onlyThePaper, .stays, .nothingHeld: by = nil
        }
        let isMissing = line.disposition == .follows || (line.disposition == .handedIn && line.material.map(without.contains) ?? false)
        return CasePaper(
            id: ledger.id(line), item: line.item, owner: owner, material: line.material, subject: ledger.subject(line),
            demand: line.demand, isForm: line.isForm, disposition: line.disposition, by: by, until: until, isThere: !isMissing)
    }
}
