/// A recorded event that these definitions cannot read: which one, and the word in it that they do not know.
public struct UnreadableRecord: Error, Sendable, Hashable {
    public var seq: Int
    public var word: String
}

extension EventRecord {
    /// The events of a recorded case, in numbers again; throws where a word means nothing under these rules.
    public static func events(of records: [EventRecord], under rules: CaseRules) throws(UnreadableRecord) -> [CaseEvent] {
        try events(of: records, under: [rules])
    }

    /// The same of a case that has gone on under other definitions: the rules that it began with, and those after each migration.
    public static func events(of records: [EventRecord], under editions: [CaseRules]) throws(UnreadableRecord) -> [CaseEvent] {
        guard let first = records.first, let rules = editions.first else { return [] }
        var reader = EventReader(rules: rules, seq: first.seq)
        var later = editions.dropFirst()
        var events: [CaseEvent] = []
        for record in records {
            reader.seq = record.seq
            if record.type == EventRecord.Kind.migrated.rawValue {
                guard let rules = later.popFirst() else { throw UnreadableRecord(seq: record.seq, word: record.type) }
                reader.rules = rules
            }
            events.append(try reader.event(record))
        }
        return events
    }
}

/// Puts the words of a record into numbers.
private struct EventReader {
    var rules: CaseRules
    var seq: Int
    private var items: [OpenedItem] = []
    private var itemPlaces: [String: Int] = [:]
    private var paperPlaces: [String: Int] = [:]

    init(rules: CaseRules, seq: Int) {
        self.rules = rules
        self.seq = seq
    }

    private var shared: SharedDefinitions { rules.bundle.shared }

    mutating func event(_ record: EventRecord) throws(UnreadableRecord) -> CaseEvent {
        guard let kind = EventRecord.Kind(rawValue: record.type) else { throw unreadable(record.type) }
        guard let role = Actor.Role.allCases.first(where: { $0.name == record.by }) else { throw unreadable(record.by) }
        let department = record.department == nil ? -1 : try place(of: record.department, in: shared.departments.map(\.id.value))
        let by = Actor(role, person: record.person ?? -1, department: Int16(department))
        guard let at = Moment(String(record.at.prefix(16)).replacing("T", with: " ")) else { throw unreadable(record.at) }
        return CaseEvent(at: at, on: record.on == nil ? nil : try day(record.on), by: by, fact: try fact(kind, record))
    }

    private func holder(_ name: String) throws(UnreadableRecord) -> AwaitedEvidence.Holder {
        let parts = name.split(separator: "#", maxSplits: 1).map(String.init)
        let role = try place(of: parts.first, in: rules.bundle.roles.map(\.id))
        let instance = parts.count > 1 ? (Int32(parts[1]) ?? 1) - 1 : 0
        return AwaitedEvidence.Holder(role: Int32(role), instance: instance)
    }

    private mutating func fact(_ kind: EventRecord.Kind, _ record: EventRecord) throws(UnreadableRecord) -> CaseEvent.Fact {
        switch kind {
        case .submitted: return .submitted(try submission(record))
        case .migrated: return .migrated(try migration(record))
        case .started: return .started(item: try item(record.item), until: try due(record))
        case .handedOver: return .handedOver(item: try item(record.item))
        case .moved:
            let place = try item(record.item)
            let process = rules.processes[Int(items[Int(place)].process)]
            let move = try self.place(of: record.move, in: process.moveNames)
            let to = try self.place(of: record.to, in: process.definition.states.map(\.name.value))
            return .moved(item: place, move: Int16(move), to: Int16(to), until: try due(record), note: try note(record))
        case .clockStarted:
            return .clockStarted(
                item: try item(record.item), from: try day(record.from), statutory: try limit(record.statutory),
                promised: try limit(record.promised))
        case .clockStopped:
            return .clockStopped(
                item: try item(record.item), statutoryLeft: Int32(record.statutory?.left ?? 0),
                promisedLeft: Int32(record.promised?.left ?? 0))
        case .clockResumed:
            return .clockResumed(item: try item(record.item), statutory: try limit(record.statutory), promised: try limit(record.promised))
        case .limitPassed: return .limitPassed(item: try item(record.item), try word(record.limit))
        case .decided: return .decided(item: try item(record.item), try word(record.decision))
        case .issued:
            let place = try item(record.item)
            let issues = rules.bundle.items[Int(items[Int(place)].item)].item.issues
            let issue = try self.place(of: record.licence, in: issues.map { shared.licences[$0.licence].definition.id.value })
            return .issued(item: place, issue: Int16(issue))
        case .madeOut:
            guard let number = record.number, let register = record.register else { throw unreadable(record.type) }
            return .madeOut(MadeOut(item: try item(record.item), issue: Int16(number - 1), register: register))
        case .ended:
            let end: ItemEnd = record.end == ItemEnd.closed.name ? .closed : .process(try word(record.end))
            return .ended(item: try item(record.item), end)
        case .closedBecause:
            let other = record.because == nil ? -1 : try item(record.because)
            return .closedBecause(item: try item(record.item), of: other)
        case .handedIn: return .handedIn(paper: try paper(record.paper))
        case .verified: return .verified(paper: try paper(record.paper))
        case .paperLate: return .paperLate(paper: try paper(record.paper))
        case .happened: return .happened(event: Int16(try place(of: record.event, in: shared.events.map(\.id.value))))
        case .closed: return .closed
        case .visited:
            return .visited(joint: Int16(try place(of: record.visit, in: rules.bundle.definition.jointVisits.map(\.name.value))))
        case .assigned: return .assigned(item: try item(record.item), person: record.assignee ?? -1)
        case .promiseStopped:
            return .promiseStopped(item: try item(record.item), left: Int32(record.promised?.left ?? 0))
        case .promiseResumed:
            guard let promised = try limit(record.promised) else { throw unreadable(record.type) }
            return .promiseResumed(item: try item(record.item), promised: promised)
        case .limitExtended:
            guard let statutory = try limit(record.statutory) else { throw unreadable(record.type) }
            return .limitExtended(item: try item(record.item), statutory: statutory)
        case .staysThrough:
            guard let day = try due(record) else { throw unreadable(record.type) }
            return .staysThrough(item: try item(record.item), day)
        case .limitNear: return .limitNear(item: try item(record.item), try word(record.limit))
        case .dueCorrected:
            guard let due = try due(record) else { throw unreadable(record.type) }
            return .dueCorrected(item: try item(record.item), try word(record.limit), due)
        case .acknowledged:
            guard let through = record.through, through >= 0 else { throw unreadable(record.type) }
            return .acknowledged(item: try item(record.item), through: through)
        case .disputed:
            guard let until = try due(record), let note = try note(record) else { throw unreadable(record.type) }
            return .disputed(paper: try paper(record.paper), until: until, waits: record.waits ?? false, note: note)
        case .disputeSettled:
            guard let note = try note(record) else { throw unreadable(record.type) }
            return .disputeSettled(paper: try paper(record.paper), try word(record.outcome), note: note)
        case .disputeLate: return .disputeLate(paper: try paper(record.paper))
        case .disputeCorrected:
            guard let until = try due(record) else { throw unreadable(record.type) }
            return .disputeCorrected(paper: try paper(record.paper), until)
        case .wholeNear: return .wholeNear
        case .wholePassed: return .wholePassed
        case .wholeCorrected:
            guard let until = try due(record) else { throw unreadable(record.type) }
            return .wholeCorrected(until)
        case .wholeExtended:
            guard let until = try due(record), let note = try note(record) else { throw unreadable(record.type) }
            return .wholeExtended(until: until, note: note)
        case .mandated:
            guard let agent = record.agent, let reference = record.reference else { throw unreadable(record.type) }
            var items: [Int32] = []
            for name in record.mandateItems ?? [] { items.append(try item(name)) }
            return .mandated(
                Mandate(agent: agent, reference: reference, until: record.until == nil ? nil : try day(record.until), items: items))
        case .formFilled:
            guard let digest = record.digest.flatMap(Digest.bytes) else { throw unreadable(record.type) }
            var form = FilledForm(digest: digest)
            for name in record.formItems ?? [] { form.filled.append(try item(name)) }
            for name in record.mendedItems ?? [] { form.mended.append(try item(name)) }
            return .formFilled(form)
        case .evidence:
            guard let name = record.licence, let register = record.register, let use = record.use, let lines = record.papers else {
                throw unreadable(record.type)
            }
            guard let type = shared.typeNumber(name) else { throw unreadable(name) }
            var papers: [Int32] = []
            for line in lines { papers.append(try paper(line)) }
            return .evidence(
                Evidence(
                    licence: Int32(type), register: register, use: use, authorisation: record.authorisation ?? 0, papers: papers))
        case .evidenceAwaited:
            guard let name = record.licence, let provider = record.provider, let fault = record.fault, let whose = record.holders,
                let lines = record.papers, let otherwise = record.otherwise?.compactMap(Disposition.init), otherwise.count == lines.count
            else { throw unreadable(record.type) }
            var papers: [Int32] = []
            for line in lines { papers.append(try paper(line)) }
            var holders: [AwaitedEvidence.Holder] = []
            for one in whose { holders.append(try holder(one)) }
            return .evidenceAwaited(
                AwaitedEvidence(
                    licence: Int32(try place(of: name, in: shared.licences.map(\.definition.id.value))), provider: provider, fault: fault,
                    authorisation: record.authorisation ?? 0, holders: holders, papers: papers, otherwise: otherwise))
        case .evidenceArrived:
            guard let place = record.evidence?.first, let register = record.register, let use = record.use else {
                throw unreadable(record.type)
            }
            return .evidenceArrived(evidence: Int32(place - 1), register: register, use: use)
        case .evidenceLost:
            guard let place = record.evidence?.first, let loss = EvidenceLoss.allCases.first(where: { $0.name == record.loss }) else {
                throw unreadable(record.type)
            }
            return .evidenceLost(evidence: Int32(place - 1), loss)
        case .evidenceChecked:
            guard let name = record.item, let evidence = record.evidence else { throw unreadable(record.type) }
            return .evidenceChecked(item: try item(name), evidence: evidence.map { Int32($0 - 1) })
        case .erased:
            guard let receipt = record.receipt else { throw unreadable(record.type) }
            return .erased(receipt: receipt)
        case .applicants:
            guard let persons = record.applicants else { throw unreadable(record.type) }
            return .applicants(persons)
        case .mandateEnded:
            guard let agent = record.agent else { throw unreadable(record.type) }
            return .mandateEnded(agent: agent)
        case .offerAccepted:
            let department = try place(of: record.offeredBy, in: shared.departments.map(\.id.value))
            return .offerAccepted(AcceptedOffer(department: Int16(department), made: try day(record.from)))
        case .paperIssued:
            let paper = try place(of: record.officialPaper, in: shared.officialPapers.map(\.definition.id.value))
            guard let number = record.number else { throw unreadable(record.type) }
            return .paperIssued(
                item: record.item == nil ? CaseMachine.wholeCase : try item(record.item), paper: Int16(paper), number: number)
        }
    }

    // MARK: Words

    private func unreadable(_ word: String?) -> UnreadableRecord { UnreadableRecord(seq: seq, word: word ?? "") }

    private func place(of word: String?, in words: [String]) throws(UnreadableRecord) -> Int {
        guard let place = words.firstIndex(where: { $0 == word }) else { throw unreadable(word) }
        return place
    }

    private func word<Value: RawRepresentable<String>>(_ text: String?) throws(UnreadableRecord) -> Value {
        guard let text, let value = Value(rawValue: text) else { throw unreadable(text) }
        return value
    }

    private func item(_ name: String?) throws(UnreadableRecord) -> Int32 {
        guard let name, let place = itemPlaces[name] else { throw unreadable(name) }
        return Int32(place)
    }

    private func paper(_ line: String?) throws(UnreadableRecord) -> Int32 {
        guard let line, let place = paperPlaces[line] else { throw unreadable(line) }
        return Int32(place)
    }

    private func day(_ text: String?) throws(UnreadableRecord) -> Day {
        guard let text, let day = Day(text) else { throw unreadable(text) }
        return day
    }

    private func due(_ record: EventRecord) throws(UnreadableRecord) -> Due? {
        record.until == nil ? nil : Due(day: try day(record.until), provisional: record.provisional ?? false)
    }

    private func limit(_ limit: EventRecord.Limit?) throws(UnreadableRecord) -> RunningLimit? {
        guard let limit else { return nil }
        return RunningLimit(
            due: Due(day: try day(limit.due), provisional: limit.provisional ?? false), left: Int32(limit.left),
            isNaturalDays: limit.naturalDays ?? false)
    }

    private func span(_ text: String?) throws(UnreadableRecord) -> TimeSpan? {
        guard let text else { return nil }
        guard let span = try? TimeSpan(parsing: text) else { throw unreadable(text) }
        return span
    }

    private func note(_ record: EventRecord) throws(UnreadableRecord) -> MoveNote? {
        let hasWords = record.reason != nil || record.basis != nil || record.remedies != nil || record.newFacts != nil
        guard hasWords || record.expectedEnd != nil || record.payment != nil || record.papers != nil else { return nil }
        func title(_ words: EventRecord.Words?) -> Title? { words.map { Title(zh: $0.zh, en: $0.en) } }
        var papers: [Int] = []
        for line in record.papers ?? [] { papers.append(Int(try paper(line))) }
        return MoveNote(
            reason: title(record.reason), basis: title(record.basis),
            expectedEnd: record.expectedEnd == nil ? nil : try day(record.expectedEnd),
            remedies: title(record.remedies), payment: record.payment, papers: papers, newFacts: title(record.newFacts))
    }

    // MARK: The submission

    private mutating func migration(_ record: EventRecord) throws(UnreadableRecord) -> Migration {
        guard let carried = record.migration else { throw unreadable(record.type) }
        var papers: [Int32] = []
        for line in carried.goesOn { papers.append(line == nil ? -1 : try paper(line)) }
        let submission = try submission(record)
        var standings: [Migration.Standing] = []
        for standing in carried.standings {
            let process = rules.processes[Int(items[Int(try item(standing.item))].process)]
            let states = process.definition.states.map(\.name.value)
            var made: UInt64 = 0
            for move in standing.made { made |= 1 << UInt64(try place(of: move, in: process.moveNames)) }
            standings.append(
                Migration.Standing(
                    state: Int16(try place(of: standing.state, in: states)), untilOf: Int16(try place(of: standing.untilOf, in: states)),
                    made: made, keepsLimit: standing.keepsLimit))
        }
        var makers: [Maker] = []
        for maker in carried.makers {
            let item = try item(maker.item)
            let moves = rules.processes[Int(items[Int(item)].process)].moveNames
            makers.append(Maker(item: item, move: Int16(try place(of: maker.move, in: moves)), person: maker.person))
        }
        var happened: UInt64 = 0
        for event in carried.happened { happened |= 1 << UInt64(try place(of: event, in: shared.events.map(\.id.value))) }
        return Migration(
            from: carried.from, to: carried.to, submission: submission, standings: standings, papers: papers, makers: makers,
            happened: happened)
    }

    private mutating func submission(_ record: EventRecord) throws(UnreadableRecord) -> Submission {
        (items, itemPlaces, paperPlaces) = ([], [:], [:])
        var answers = Answers(questions: shared.questions.count)
        for (name, answer) in record.answers ?? [:] {
            let question = try place(of: name, in: shared.questions.map(\.id))
            answers[question] = try place(of: answer, in: shared.questions[question].answers.map(\.id))
        }
        for entry in record.items ?? [] {
            itemPlaces[entry.item] = items.count
            items.append(try opened(entry))
        }
        for (place, entry) in (record.ledger ?? []).enumerated() { paperPlaces[entry.line] = place }
        var papers: [CasePaper] = []
        for entry in record.ledger ?? [] { papers.append(try paper(entry)) }
        return Submission(
            answers: answers, items: items, papers: papers,
            due: record.due == nil ? nil : Due(day: try day(record.due), provisional: record.provisional ?? false))
    }

    private func opened(_ entry: EventRecord.Item) throws(UnreadableRecord) -> OpenedItem {
        guard let key = rules.bundle.key(of: entry.item) else { throw unreadable(entry.item) }
        return OpenedItem(
            item: Int32(key.item), instance: Int32(key.instance ?? -1),
            process: Int32(try place(of: entry.process, in: rules.processes.map(\.id))),
            event: entry.waitsFor == nil ? -1 : Int32(try place(of: entry.waitsFor, in: shared.events.map(\.id.value))),
            limits: ItemLimits(
                statutory: try span(entry.statutory), promised: try span(entry.promised),
                fromReceipt: entry.from == TimeLimitDefinition.Start.received.rawValue))
    }

    private func paper(_ entry: EventRecord.Paper) throws(UnreadableRecord) -> CasePaper {
        let item = try place(of: String(entry.item.prefix { $0 != "#" }), in: rules.bundle.items.map(\.item.id))
        let owner = rules.bundle.items[item].isWholeList ? Int(CaseMachine.ofTheBundle) : itemPlaces[entry.item]
        return CasePaper(
            id: entry.line, item: item, owner: owner,
            material: entry.material == nil ? nil : try place(of: entry.material, in: shared.materials.map(\.id.value)),
            subject: entry.subject, demand: Demand(originals: entry.originals, copies: entry.copies), isForm: entry.form ?? false,
            disposition: try word(entry.disposition), by: try entry.by.map { value throws(UnreadableRecord) in try by(value) },
            until: entry.until == nil ? nil : try day(entry.until), isThere: entry.there ?? true)
    }

    private func by(_ by: EventRecord.Paper.By) throws(UnreadableRecord) -> CasePaper.By {
        switch by.kind {
        case "licence": return .licence(try place(of: by.id, in: shared.licences.map(\.definition.id.value)))
        case "line": return .paper(Int(try paper(by.id)))
        case "item":
            guard let key = rules.bundle.key(of: by.id) else { throw unreadable(by.id) }
            return .item(key.item, instance: key.instance)
        case "source": return .source(try place(of: by.id, in: shared.sources.map(\.definition.id.value)))
        case "form": return .form
        case "promise": return .promise
        case "bundle": return .bundle
        default: throw unreadable(by.kind)
        }
    }
}
