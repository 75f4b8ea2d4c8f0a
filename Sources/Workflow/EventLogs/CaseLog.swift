/// A case as process-mining tools see it: its objects, and its events in the order in which they happened.
///
/// No reason, no answer, no name and nothing of a form goes into it, only words of the definitions, days, and numbers.
struct CaseLog {
    private(set) var objects: [LogObject] = []
    private(set) var events: [LogEvent] = []

    private let logged: LoggedCase
    private var rules: CaseRules
    private var submission: Submission
    private var places: [String: Int] = [:]
    /// The state of each item, where it has begun.
    private var states: [Int16] = []
    /// The licences of the case, in the order in which they were read.
    private var evidence: [String] = []
    /// Licences that the case was settled by without being read; nothing is known of them but their type.
    private var declared: [String] = []
    /// Items by name, and whose paper is whose.
    private var items: [String: Int] = [:]
    private var papers: [String: Int] = [:]

    /// Nil where nothing was handed in.
    init?(_ logged: LoggedCase) {
        guard case .submitted(let submission)? = logged.events.first?.fact, let rules = logged.editions.first else { return nil }
        (self.logged, self.rules, self.submission) = (logged, rules, submission)
        addCase()
        goOn()
        declareLicences()
        var edition = 0
        for (event, record) in zip(logged.events, EventRecord.records(of: logged.events, under: logged.editions)) {
            if case .migrated(let migration) = event.fact {
                edition = min(edition + 1, logged.editions.count - 1)
                (self.rules, self.submission) = (logged.editions[edition], migration.submission)
                goOn()
                for (place, standing) in migration.standings.enumerated() { states[place] = standing.state }
            }
            add(event, record)
        }
    }

    private var shared: SharedDefinitions { rules.bundle.shared }
    private func id(ofItem place: Int) -> String { "\(logged.id)/\(rules.name(of: submission.items[place]))" }
    private func id(ofPaper place: Int) -> String { "\(logged.id)/\(submission.papers[place].id)" }
    private func id(ofLicence number: Int) -> String { "\(logged.id)/licence:\(number)" }

    // MARK: Objects

    private mutating func add(_ object: LogObject) {
        guard places[object.id] == nil else { return }
        places[object.id] = objects.count
        objects.append(object)
    }

    private mutating func addCase() {
        var object = LogObject(logged.id, .case)
        object.set("bundle", rules.bundle.id)
        object.set("due", submission.due?.day.description)
        if let applicant = logged.applicant {
            object.relate(applicant, "applicant")
            add(LogObject(applicant, .person))
        }
        add(object)
    }

    /// Items and papers of the case that were not there before.
    private mutating func goOn() {
        states += Array(repeating: 0, count: max(0, submission.items.count - states.count))
        (items, papers) = ([:], [:])
        for place in submission.items.indices {
            items[rules.name(of: submission.items[place])] = place
            addItem(place)
        }
        for place in submission.papers.indices {
            papers[submission.papers[place].id] = place
            addPaper(place)
        }
    }

    private mutating func addItem(_ place: Int) {
        let opened = submission.items[place]
        let item = rules.bundle.items[Int(opened.item)]
        var object = LogObject(id(ofItem: place), .item)
        object.set("item", item.item.id)
        object.set("process", rules.processes[Int(opened.process)].id)
        object.set("statutory", opened.limits.statutory?.description)
        object.set("promised", opened.limits.promised?.description)
        object.set("waits-for", opened.event < 0 ? nil : shared.events[Int(opened.event)].id.value)
        object.relate(logged.id, "part-of")
        object.relate(addDepartment(rules.bundle.department(of: Int(opened.item), submission.answers)), "handled-by")
        for (other, before) in submission.items.enumerated() where item.after.contains(Int(before.item)) {
            object.relate(id(ofItem: other), "after")
        }
        add(object)
    }

    /// One that does not apply is no thing of the case.
    private mutating func addPaper(_ place: Int) {
        let paper = submission.papers[place]
        guard paper.disposition != .notApplicable else { return }
        var object = LogObject(id(ofPaper: place), .material)
        object.set("material", paper.material.map { shared.materials[$0].id.value })
        object.set("line", paper.id)
        object.set("subject", paper.subject)
        object.set("originals", .number(paper.demand.originals))
        object.set("copies", .number(paper.demand.copies))
        object.set("form", .truth(paper.isForm))
        object.set("disposition", paper.disposition.rawValue)
        object.set("by", paper.by.flatMap(word))
        object.set("until", paper.until?.description)
        object.relate(paper.owner.map { $0 < 0 ? logged.id : id(ofItem: $0) } ?? logged.id, "for")
        switch paper.by {
        case .paper(let other):
            if submission.papers[other].disposition != .notApplicable { object.relate(id(ofPaper: other), "same-as") }
        case .item(let item, let instance):
            let maker = submission.items.firstIndex { Int($0.item) == item && (instance == nil || Int($0.instance) == instance) }
            if let maker { object.relate(id(ofItem: maker), "produced-by") }
        case .licence, .source, .form, .promise, .bundle, nil: break
        }
        add(object)
    }

    private func isThere(_ paper: Int) -> Bool { places[id(ofPaper: paper)] != nil }

    /// The name of what stands in for a paper.
    private func word(_ by: CasePaper.By) -> String? {
        switch by {
        case .licence(let licence): shared.licences[licence].definition.id.value
        case .paper(let paper): submission.papers[paper].id
        case .item(let item, _): rules.bundle.items[item].item.id
        case .source(let source): shared.sources[source].definition.id.value
        case .form, .bundle: rules.bundle.id
        case .promise: nil
        }
    }

    private mutating func addDepartment(_ place: Int) -> String {
        let department = shared.departments[place]
        var object = LogObject("department:\(department.id.value)", .department)
        object.set("title-zh", department.title.zh)
        object.set("title-en", department.title.en)
        add(object)
        return object.id
    }

    private mutating func addPerson(_ number: Int32) -> String {
        let object = LogObject("person-\(number)", .person)
        add(object)
        return object.id
    }

    private mutating func addLicence(_ number: Int, _ type: CompiledLicence, _ standing: String, for papers: [Int]) -> String {
        var object = LogObject(id(ofLicence: number), .licence)
        object.set("type", type.definition.id.value)
        object.set("issuer", shared.departments[type.issuer].id.value)
        object.set("standing", standing)
        object.relate(logged.id, "part-of")
        for paper in papers where isThere(paper) { object.relate(id(ofPaper: paper), "replaces") }
        add(object)
        return object.id
    }

    /// Where the case was settled by what people are said to hold, as it is in a simulation: one licence for each type and holder.
    private mutating func declareLicences() {
        var (known, read): (Int, Set<Int32>) = (0, [])
        for event in logged.events {
            switch event.fact {
            case .evidence(let evidence):
                known += 1
                read.formUnion(evidence.papers)
            case .evidenceAwaited(let evidence):
                known += 1
                read.formUnion(evidence.papers)
            default: break
            }
        }
        var held: [(licence: Int, subject: String, papers: [Int])] = []
        for (place, paper) in submission.papers.enumerated() where !read.contains(Int32(place)) {
            guard case .licence(let licence)? = paper.by else { continue }
            if let before = held.firstIndex(where: { $0.licence == licence && $0.subject == paper.subject }) {
                held[before].papers.append(place)
            } else {
                held.append((licence, paper.subject, [place]))
            }
        }
        declared = held.enumerated().map {
            addLicence(known + $0 + 1, shared.licences[$1.licence], "declared", for: $1.papers)
        }
    }

    // MARK: Events

    private mutating func add(_ event: CaseEvent, _ record: EventRecord) {
        let item =
            record.item.flatMap { items[$0] }
            ?? record.paper.flatMap { papers[$0] }.flatMap { submission.papers[$0].owner }
            .flatMap { $0 < 0 ? nil : $0 }
        let what = record.move ?? record.type
        let type = item.map { "\(rules.bundle.items[Int(submission.items[$0].item)].item.id)/\(what)" } ?? what
        var entry = LogEvent("\(logged.id)/event:\(record.seq)", type, at: event.at)
        describe(record, item, &entry)
        entry.relate(logged.id, "case")
        if let item { entry.relate(id(ofItem: item), "item") }
        relate(event.fact, record, &entry)
        relateActor(event.by, item, record, &entry)
        events.append(entry)
        note(event)
    }

    /// Words, days and numbers; what somebody wrote is not among them.
    private func describe(_ record: EventRecord, _ item: Int?, _ entry: inout LogEvent) {
        entry.set("fact", record.type)
        entry.set("by", record.by)
        entry.set("item", item.map { rules.name(of: submission.items[$0]) })
        entry.set("move", record.move)
        if record.move != nil, let item { entry.set("from", stateName(states[item], of: item)) }
        entry.set("state", record.to)
        entry.set("on", record.on)
        entry.set("until", record.until)
        entry.set("limit", record.limit)
        entry.set("statutory-left", record.statutory.map { .number($0.left) })
        entry.set("promised-left", record.promised.map { .number($0.left) })
        entry.set("decision", record.decision)
        entry.set("end", record.end)
        entry.set("licence", record.licence)
        entry.set("event", record.event)
        entry.set("visit", record.visit)
        entry.set("official-paper", record.officialPaper)
        entry.set("outcome", record.outcome)
        entry.set("loss", record.loss)
        if let paper = record.paper.flatMap({ papers[$0] }) { entry.set("disposition", submission.papers[paper].disposition.rawValue) }
    }

    private func stateName(_ state: Int16, of item: Int) -> String {
        rules.processes[Int(submission.items[item].process)].definition.states[Int(state)].name.value
    }

    private mutating func relate(_ fact: CaseEvent.Fact, _ record: EventRecord, _ entry: inout LogEvent) {
        for paper in (record.paper.map { [$0] } ?? []) + (record.papers ?? []) {
            if let place = papers[paper], isThere(place) { entry.relate(id(ofPaper: place), "paper") }
        }
        func relate(_ names: [String]?, _ qualifier: String) {
            for place in (names ?? []).compactMap({ items[$0] }) { entry.relate(id(ofItem: place), qualifier) }
        }
        relate(record.because.map { [$0] }, "because")
        relate(record.formItems, "filled")
        relate(record.mendedItems, "mended")
        relate(record.mandateItems, "mandate")
        for number in record.evidence ?? [] where evidence.indices.contains(number - 1) { entry.relate(evidence[number - 1], "licence") }
        switch fact {
        case .submitted:
            for place in submission.items.indices { entry.relate(id(ofItem: place), "opens") }
            for place in submission.papers.indices where isThere(place) { entry.relate(id(ofPaper: place), "paper") }
            for licence in declared { entry.relate(licence, "licence") }
            for opened in submission.items {
                entry.relate(addDepartment(rules.bundle.department(of: Int(opened.item), submission.answers)), "addressed")
            }
            if let applicant = logged.applicant { entry.relate(applicant, "by") }
        case .migrated:
            for place in submission.items.indices { entry.relate(id(ofItem: place), "opens") }
            for place in submission.papers.indices where isThere(place) { entry.relate(id(ofPaper: place), "paper") }
        case .evidence(let one):
            evidence.append(
                addLicence(evidence.count + 1, shared.type(Int(one.licence)), "read", for: one.papers.map(Int.init)))
            entry.relate(evidence[evidence.count - 1], "licence")
        case .evidenceAwaited(let one):
            evidence.append(
                addLicence(evidence.count + 1, shared.licences[Int(one.licence)], "awaited", for: one.papers.map(Int.init)))
            entry.relate(evidence[evidence.count - 1], "licence")
        case .happened(let event):
            for (place, opened) in submission.items.enumerated() where opened.event == Int32(event) {
                entry.relate(id(ofItem: place), "awaits")
            }
        case .visited(let joint):
            for (place, opened) in submission.items.enumerated()
            where rules.jointVisits[Int(joint)].contains(where: { $0.item == opened.item }) {
                entry.relate(id(ofItem: place), "visited")
            }
        default: break
        }
    }

    private mutating func relateActor(_ actor: Actor, _ item: Int?, _ record: EventRecord, _ entry: inout LogEvent) {
        if let person = record.person { entry.relate(addPerson(person), "by") }
        if let person = record.assignee { entry.relate(addPerson(person), "assignee") }
        if let person = record.agent { entry.relate(addPerson(person), "agent") }
        if actor.role == .applicant, let applicant = logged.applicant { entry.relate(applicant, "by") }
        if actor.department >= 0 {
            entry.relate(addDepartment(Int(actor.department)), "by")
        } else if actor.role == .counter {
            entry.relate(addDepartment(rules.bundle.leadDepartment), "by")
        }
        guard let item else { return }
        var state = ItemState(submission.items[item])
        state.state = states[item]
        let holder = addDepartment(rules.holder(of: state, submission.answers))
        entry.relate(holder, actor.isOffice && actor.department < 0 ? "by" : "holder")
    }

    /// Where items stand after an event, and what they came to.
    private mutating func note(_ event: CaseEvent) {
        func set(_ object: String, _ name: String, _ value: String) {
            if let place = places[object] { objects[place].set(name, value, since: event.at) }
        }
        func set(_ item: Int32, _ name: String, _ value: String) { set(id(ofItem: Int(item)), name, value) }
        switch event.fact {
        case .moved(let item, _, let state, _, _): states[Int(item)] = state
        case .decided(let item, let decision): set(item, "decision", decision.rawValue)
        case .ended(let item, let end): set(item, "end", end.name)
        case .closedBecause(let item, _): set(item, "end", ItemEnd.closed.name)
        case .evidenceArrived(let place, _, _): set(id(ofLicence: Int(place) + 1), "standing", "read")
        case .evidenceLost(let place, _): set(id(ofLicence: Int(place) + 1), "standing", "lost")
        default: break
        }
    }
}
