extension EventRecord {
    /// The records of a whole case; its first event is the submission.
    public static func records(of events: [CaseEvent], under rules: CaseRules) -> [EventRecord] {
        guard case .submitted(let submission)? = events.first?.fact else { return [] }
        return records(of: events, after: 0, of: submission, under: rules)
    }

    /// The records of a whole case that has gone on under other definitions: the rules that it began with, and those after each migration.
    public static func records(of events: [CaseEvent], under editions: [CaseRules]) -> [EventRecord] {
        guard case .submitted(let submission)? = events.first?.fact, var writer = editions.first.map({ EventWriter(rules: $0, submission) })
        else { return [] }
        var edition = 0
        return events.enumerated().map { place, event in
            if case .migrated(let migration) = event.fact {
                let before = writer.submission
                edition = min(edition + 1, editions.count - 1)
                writer = EventWriter(rules: editions[edition], migration.submission, before: before)
            }
            return writer.record(event, seq: place + 1)
        }
    }

    /// The records of some events of a case, those after the first so many.
    public static func records(
        of events: [CaseEvent], after version: Int, of submission: Submission, under rules: CaseRules
    ) -> [EventRecord] {
        let writer = EventWriter(rules: rules, submission)
        return events.enumerated().map { writer.record($1, seq: version + $0 + 1) }
    }
}

/// Puts the numbers of an event into words.
private struct EventWriter {
    let rules: CaseRules
    private var shared: SharedDefinitions { rules.bundle.shared }
    let submission: Submission
    /// The case before it was migrated.
    let before: Submission?

    init(rules: CaseRules, _ submission: Submission, before: Submission? = nil) {
        (self.rules, self.submission, self.before) = (rules, submission, before)
    }

    func record(_ event: CaseEvent, seq: Int) -> EventRecord {
        func start(_ kind: EventRecord.Kind, _ item: Int32? = nil) -> EventRecord {
            var record = EventRecord(seq: seq, at: event.at.rfc3339, type: kind, by: event.by.role.name)
            record.person = event.by.person < 0 ? nil : event.by.person
            record.department = event.by.department < 0 ? nil : shared.departments[Int(event.by.department)].id.value
            record.item = item.map(name)
            record.on = event.on == event.at.day ? nil : event.on.description
            return record
        }
        var record: EventRecord
        switch event.fact {
        case .submitted(let submission):
            record = start(.submitted)
            write(submission, to: &record)
        case .migrated(let migration):
            record = start(.migrated)
            write(migration.submission, to: &record)
            record.migration = words(migration)
        case .started(let item, let until):
            record = start(.started, item)
            write(until, to: &record)
        case .handedOver(let item): record = start(.handedOver, item)
        case .moved(let item, let move, let to, let until, let note):
            record = start(.moved, item)
            let process = rules.processes[Int(submission.items[Int(item)].process)]
            record.move = process.moveNames[Int(move)]
            record.to = process.definition.states[Int(to)].name.value
            write(until, to: &record)
            write(note, to: &record)
        case .clockStarted(let item, let from, let statutory, let promised):
            record = start(.clockStarted, item)
            record.from = from.description
            (record.statutory, record.promised) = (statutory.map(limit), promised.map(limit))
        case .clockStopped(let item, let statutory, let promised):
            record = start(.clockStopped, item)
            record.statutory = EventRecord.Limit(due: "", left: Int(statutory))
            record.promised = EventRecord.Limit(due: "", left: Int(promised))
        case .clockResumed(let item, let statutory, let promised):
            record = start(.clockResumed, item)
            (record.statutory, record.promised) = (statutory.map(limit), promised.map(limit))
        case .limitPassed(let item, let limit):
            record = start(.limitPassed, item)
            record.limit = limit.rawValue
        case .decided(let item, let decision):
            record = start(.decided, item)
            record.decision = decision.rawValue
        case .issued(let item, let issue):
            record = start(.issued, item)
            let issues = rules.bundle.items[Int(submission.items[Int(item)].item)].item.issues
            record.licence = shared.licences[issues[Int(issue)].licence].definition.id.value
        case .madeOut(let made):
            record = start(.madeOut, made.item)
            // Which result of the item, as the definitions number it under which it was decided.
            (record.number, record.register) = (Int32(made.issue) + 1, made.register)
        case .ended(let item, let end):
            record = start(.ended, item)
            record.end = end.name
        case .closedBecause(let item, let other):
            record = start(.closedBecause, item)
            record.because = other < 0 ? nil : name(other)
        case .handedIn(let paper):
            record = start(.handedIn)
            record.paper = submission.papers[Int(paper)].id
        case .verified(let paper):
            record = start(.verified)
            record.paper = submission.papers[Int(paper)].id
        case .paperLate(let paper):
            record = start(.paperLate)
            record.paper = submission.papers[Int(paper)].id
        case .happened(let event):
            record = start(.happened)
            record.event = shared.events[Int(event)].id.value
        case .closed: record = start(.closed)
        case .visited(let joint):
            record = start(.visited)
            record.visit = rules.bundle.definition.jointVisits[Int(joint)].name.value
        case .assigned(let item, let person):
            record = start(.assigned, item)
            record.assignee = person < 0 ? nil : person
        case .promiseStopped(let item, let left):
            record = start(.promiseStopped, item)
            record.promised = EventRecord.Limit(due: "", left: Int(left))
        case .promiseResumed(let item, let promised):
            record = start(.promiseResumed, item)
            record.promised = limit(promised)
        case .limitExtended(let item, let statutory):
            record = start(.limitExtended, item)
            record.statutory = limit(statutory)
        case .staysThrough(let item, let day):
            record = start(.staysThrough, item)
            write(day, to: &record)
        case .limitNear(let item, let limit):
            record = start(.limitNear, item)
            record.limit = limit.rawValue
        case .dueCorrected(let item, let limit, let due):
            record = start(.dueCorrected, item)
            record.limit = limit.rawValue
            write(due, to: &record)
        case .acknowledged(let item, let through):
            record = start(.acknowledged, item)
            record.through = through
        case .paperIssued(let item, let paper, let number):
            record = start(.paperIssued, item < 0 ? nil : item)
            record.officialPaper = shared.officialPapers[Int(paper)].definition.id.value
            record.number = number
        case .disputed(let paper, let until, let waits, let note):
            record = start(.disputed)
            record.paper = submission.papers[Int(paper)].id
            record.waits = waits
            write(until, to: &record)
            write(note, to: &record)
        case .disputeSettled(let paper, let outcome, let note):
            record = start(.disputeSettled)
            record.paper = submission.papers[Int(paper)].id
            record.outcome = outcome.rawValue
            write(note, to: &record)
        case .disputeLate(let paper):
            record = start(.disputeLate)
            record.paper = submission.papers[Int(paper)].id
        case .disputeCorrected(let paper, let until):
            record = start(.disputeCorrected)
            record.paper = submission.papers[Int(paper)].id
            write(until, to: &record)
        case .wholeNear: record = start(.wholeNear)
        case .wholePassed: record = start(.wholePassed)
        case .wholeCorrected(let until):
            record = start(.wholeCorrected)
            write(until, to: &record)
        case .wholeExtended(let until, let note):
            record = start(.wholeExtended)
            write(until, to: &record)
            write(note, to: &record)
        case .mandated(let mandate):
            record = start(.mandated)
            record.agent = mandate.agent
            record.reference = mandate.reference
            record.until = mandate.until?.description
            record.mandateItems = mandate.items.isEmpty ? nil : mandate.items.map(name)
        case .formFilled(let form):
            record = start(.formFilled)
            record.digest = Digest.text(form.digest)
            record.formItems = form.filled.isEmpty ? nil : form.filled.map(name)
            record.mendedItems = form.mended.isEmpty ? nil : form.mended.map(name)
        case .evidence(let evidence):
            record = start(.evidence)
            record.licence = shared.type(Int(evidence.licence)).definition.id.value
            record.register = evidence.register
            record.use = evidence.use
            record.authorisation = evidence.authorisation == 0 ? nil : evidence.authorisation
            record.papers = evidence.papers.map { submission.papers[Int($0)].id }
        case .evidenceAwaited(let evidence):
            record = start(.evidenceAwaited)
            record.licence = shared.licences[Int(evidence.licence)].definition.id.value
            (record.provider, record.fault) = (evidence.provider, evidence.fault)
            record.authorisation = evidence.authorisation == 0 ? nil : evidence.authorisation
            record.otherwise = evidence.otherwise.map(\.rawValue)
            record.holders = evidence.holders.map { rules.bundle.name(of: $0) }
            record.papers = evidence.papers.map { submission.papers[Int($0)].id }
        case .evidenceArrived(let place, let register, let use):
            record = start(.evidenceArrived)
            record.evidence = [Int(place) + 1]
            (record.register, record.use) = (register, use)
        case .evidenceLost(let place, let loss):
            record = start(.evidenceLost)
            record.evidence = [Int(place) + 1]
            record.loss = loss.name
        case .evidenceChecked(let item, let evidence):
            record = start(.evidenceChecked, item)
            record.evidence = evidence.map { Int($0) + 1 }
        case .erased(let receipt):
            record = start(.erased)
            record.receipt = receipt
        case .applicants(let persons):
            record = start(.applicants)
            record.applicants = persons
        case .mandateEnded(let agent):
            record = start(.mandateEnded)
            record.agent = agent
        case .offerAccepted(let offer):
            record = start(.offerAccepted)
            record.offeredBy = shared.departments[Int(offer.department)].id.value
            record.from = offer.made.description
        }
        return record
    }

    private func write(_ submission: Submission, to record: inout EventRecord) {
        record.answers = answers(submission.answers)
        record.items = submission.items.map(item)
        record.ledger = submission.papers.map(paper)
        record.due = submission.due?.day.description
        record.provisional = submission.due?.provisional == true ? true : nil
    }

    private func words(_ migration: Migration) -> EventRecord.Migrated {
        func process(_ place: Int) -> CompiledProcess { rules.processes[Int(submission.items[place].process)] }
        return EventRecord.Migrated(
            from: migration.from, to: migration.to,
            standings: migration.standings.enumerated().map { place, standing in
                let process = process(place)
                let states = process.definition.states.map(\.name.value)
                return .init(
                    item: name(Int32(place)), state: states[Int(standing.state)], untilOf: states[Int(standing.untilOf)],
                    made: process.moveNames.enumerated().filter { standing.made & (1 << UInt64($0.offset)) != 0 }.map(\.element),
                    keepsLimit: standing.keepsLimit)
            },
            goesOn: migration.papers.map { $0 < 0 ? nil : before?.papers[Int($0)].id },
            makers: migration.makers.map {
                .init(item: name($0.item), move: process(Int($0.item)).moveNames[Int($0.move)], person: $0.person)
            },
            happened: shared.events.enumerated().filter { migration.happened & (1 << UInt64($0.offset)) != 0 }.map(\.element.id.value))
    }

    private func name(_ item: Int32) -> String { rules.name(of: submission.items[Int(item)]) }

    private func write(_ until: Due?, to record: inout EventRecord) {
        record.until = until?.day.description
        record.provisional = until?.provisional == true ? true : nil
    }

    private func write(_ note: MoveNote?, to record: inout EventRecord) {
        guard let note else { return }
        func words(_ title: Title) -> EventRecord.Words { EventRecord.Words(zh: title.zh, en: title.en) }
        record.reason = note.reason.map(words)
        record.basis = note.basis.map(words)
        record.expectedEnd = note.expectedEnd?.description
        record.remedies = note.remedies.map(words)
        record.payment = note.payment
        record.newFacts = note.newFacts.map(words)
        record.papers = note.papers.isEmpty ? nil : note.papers.map { submission.papers[$0].id }
    }

    private func limit(_ limit: RunningLimit) -> EventRecord.Limit {
        EventRecord.Limit(
            due: limit.due.day.description, provisional: limit.due.provisional ? true : nil, left: Int(limit.left),
            naturalDays: limit.isNaturalDays ? true : nil)
    }

    private func answers(_ answers: Answers) -> [String: String] {
        var named: [String: String] = [:]
        for (place, question) in shared.questions.enumerated() {
            if let answer = answers[place] { named[question.id] = question.answers[answer].id }
        }
        return named
    }

    private func item(_ opened: OpenedItem) -> EventRecord.Item {
        EventRecord.Item(
            item: rules.name(of: opened), process: rules.processes[Int(opened.process)].id,
            waitsFor: opened.event < 0 ? nil : shared.events[Int(opened.event)].id.value,
            statutory: opened.limits.statutory?.description, promised: opened.limits.promised?.description,
            from: opened.limits.fromReceipt ? TimeLimitDefinition.Start.received.rawValue : nil)
    }

    private func paper(_ paper: CasePaper) -> EventRecord.Paper {
        let item = paper.owner.flatMap { $0 >= 0 ? rules.name(of: submission.items[$0]) : nil } ?? rules.bundle.items[paper.item].item.id
        return EventRecord.Paper(
            line: paper.id, item: item, material: paper.material.map { shared.materials[$0].id.value }, subject: paper.subject,
            originals: paper.demand.originals, copies: paper.demand.copies, form: paper.isForm ? true : nil,
            disposition: paper.disposition.rawValue, by: paper.by.map(by), until: paper.until?.description,
            there: paper.isThere ? nil : false)
    }

    private func by(_ by: CasePaper.By) -> EventRecord.Paper.By {
        switch by {
        case .licence(let licence): .init(kind: "licence", id: shared.licences[licence].definition.id.value)
        case .paper(let paper): .init(kind: "line", id: submission.papers[paper].id)
        case .item(let item, let instance):
            .init(kind: "item", id: rules.bundle.items[item].item.id + (instance.map { "#\($0 + 1)" } ?? ""))
        case .source(let source): .init(kind: "source", id: shared.sources[source].definition.id.value)
        case .form: .init(kind: "form", id: rules.bundle.id)
        case .promise: .init(kind: "promise", id: "")
        case .bundle: .init(kind: "bundle", id: rules.bundle.id)
        }
    }
}
