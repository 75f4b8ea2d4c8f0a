import TestSupport

@testable import Workflow

/// A case told command by command on a clock of its own; every command returns what it made happen, a short line for each event:
/// `2026-03-02 permit: accept → accepted`.
///
/// Official papers are told apart from the rest, by `papers`. After each command the events are replayed from nothing, and must give the same state.
struct CaseStory {
    let rules: CaseRules
    let situation: Situation
    private(set) var state = CaseState()
    private(set) var events: [CaseEvent] = []
    /// Materials that do not come with the application.
    var without: [String] = []
    /// The days that are worked, as far as they are known.
    var calendar: WorkingCalendar

    /// The one journey of a sample.
    init(_ sample: Sample, without: [String] = []) throws {
        let compilation = try sample.compiled()
        guard let bundle = compilation.bundle("thing"), let journey = compilation.journey("case", of: "thing") else {
            throw Unexpected("the sample has no bundle")
        }
        self.init(bundle, journey.situation, without: without)
    }

    init(_ bundle: CompiledBundle, _ situation: Situation, without: [String] = []) {
        rules = CaseRules(bundle)
        self.situation = situation
        calendar = bundle.shared.calendar
        self.without = without
    }

    // MARK: What somebody does

    @discardableResult
    mutating func submit(on moment: String, by actor: Actor = .applicant, _ mandate: Mandate? = nil) throws -> [String] {
        let missing = rules.bundle.shared.materials.indices.filter { without.contains(rules.bundle.shared.materials[$0].id.value) }
        let application = Application(answers: situation.answers, without: Set(missing), mandate: mandate)
        return try give(actor, .submit(application), moment)
    }

    @discardableResult
    mutating func officer(_ move: String, _ item: String? = nil, on moment: String, _ note: MoveNote? = nil) throws -> [String] {
        try give(.officer, self.move(move, item, note), moment)
    }

    @discardableResult
    mutating func supervisor(_ move: String, _ item: String? = nil, on moment: String, _ note: MoveNote? = nil) throws -> [String] {
        try give(.supervisor, self.move(move, item, note), moment)
    }

    @discardableResult
    mutating func department(_ move: String, _ item: String? = nil, on moment: String, _ note: MoveNote? = nil) throws -> [String] {
        try give(.departmentSystem, self.move(move, item, note), moment)
    }

    @discardableResult
    mutating func applicant(_ move: String, _ item: String? = nil, on moment: String, _ note: MoveNote? = nil) throws -> [String] {
        try give(.applicant, self.move(move, item, note), moment)
    }

    /// Somebody in particular.
    @discardableResult
    mutating func move(
        _ move: String, _ item: String? = nil, by actor: Actor, on moment: String, _ note: MoveNote? = nil
    ) throws -> [String] {
        try give(actor, self.move(move, item, note), moment)
    }

    /// An officer of a department under a number.
    func officer(_ person: Int32, of department: String) -> Actor { someone(.officer, person, of: department) }

    func someone(_ role: Actor.Role, _ person: Int32, of department: String) -> Actor {
        let place = rules.bundle.shared.departments.firstIndex { $0.id.value == department } ?? -1
        return Actor(role, person: person, department: Int16(place))
    }

    @discardableResult
    mutating func visit(_ visit: String, by actor: Actor, on moment: String) throws -> [String] {
        let place = rules.bundle.definition.jointVisits.firstIndex { $0.name.value == visit } ?? -1
        return try give(actor, .visit(joint: place, note: nil), moment)
    }

    @discardableResult
    mutating func claim(_ item: String? = nil, by actor: Actor, on moment: String) throws -> [String] {
        try give(actor, .claim(item: place(item)), moment)
    }

    @discardableResult
    mutating func release(_ item: String? = nil, by actor: Actor, on moment: String) throws -> [String] {
        try give(actor, .release(item: place(item)), moment)
    }

    @discardableResult
    mutating func delegate(_ item: String? = nil, to person: Int32, by actor: Actor, on moment: String) throws -> [String] {
        try give(actor, .delegate(item: place(item), to: person), moment)
    }

    @discardableResult
    mutating func handIn(_ paper: String, on moment: String) throws -> [String] {
        try give(.applicant, .handIn(paper: self.paper(paper)), moment)
    }

    @discardableResult
    mutating func verify(_ paper: String, on moment: String, by actor: Actor = .officer) throws -> [String] {
        try give(actor, .verify(paper: self.paper(paper)), moment)
    }

    /// Every paper that has come is looked at.
    mutating func verifyAll(on moment: String, by actor: Actor = .officer) throws {
        for paper in state.papers.indices where state.papers[paper].isThere && !state.papers[paper].isVerified {
            _ = try give(actor, .verify(paper: paper), moment)
        }
    }

    @discardableResult
    mutating func report(_ event: String, on moment: String) throws -> [String] {
        try give(.officer, .report(event: rules.bundle.shared.events.firstIndex { $0.id.value == event } ?? -1), moment)
    }

    /// Without a name: the whole case.
    @discardableResult
    mutating func withdraw(_ item: String? = nil, on moment: String, by actor: Actor = .applicant) throws -> [String] {
        try give(actor, .withdraw(item: item == nil ? nil : place(item)), moment)
    }

    @discardableResult
    mutating func acknowledge(_ item: String, through: Int, by actor: Actor = .departmentSystem, on moment: String) throws -> [String] {
        try give(actor, .acknowledge(item: place(item), through: through), moment)
    }

    /// The applicant doubts shared data, unless it is said who does.
    @discardableResult
    mutating func dispute(
        _ paper: String, because reason: String, newFacts: String? = nil, by actor: Actor = .applicant, on moment: String
    ) throws -> [String] {
        let note = MoveNote(reason: Title(zh: reason, en: reason), newFacts: newFacts.map { Title(zh: $0, en: $0) })
        return try give(actor, .dispute(paper: self.paper(paper), note: note), moment)
    }

    @discardableResult
    mutating func settle(
        _ paper: String, _ outcome: DisputeOutcome, because reason: String, by actor: Actor, on moment: String
    ) throws -> [String] {
        try give(actor, .settle(paper: self.paper(paper), outcome, note: MoveNote(reason: Title(zh: reason, en: reason))), moment)
    }

    /// Whoever else may act for the applicant: in one item, or in all.
    @discardableResult
    mutating func mandate(
        _ agent: Int32, _ reference: String = "990000-1", until: String? = nil, for item: String? = nil, by actor: Actor = .applicant,
        on moment: String
    ) throws -> [String] {
        let items = try item.map { [Int32(try place($0))] } ?? []
        return try give(
            actor, .mandate(Mandate(agent: agent, reference: reference, until: until.flatMap { Day($0) }, items: items)), moment)
    }

    @discardableResult
    mutating func endMandate(of agent: Int32, by actor: Actor = .applicant, on moment: String) throws -> [String] {
        try give(actor, .endMandate(agent: agent), moment)
    }

    /// The limit for the whole is made longer.
    @discardableResult
    mutating func extend(because reason: String, by actor: Actor, on moment: String) throws -> [String] {
        try give(actor, .extend(note: MoveNote(reason: Title(zh: reason, en: reason))), moment)
    }

    @discardableResult
    mutating func timePasses(on moment: String) throws -> [String] { try give(.system, .letTimePass, moment) }

    /// Time passes day by day, a little after midnight.
    mutating func timePasses(from first: String, through last: String) throws -> [String] {
        guard var day = Day(first), let end = Day(last) else { throw Unexpected("\(first) or \(last) is no day") }
        var lines: [String] = []
        while day <= end {
            lines += try timePasses(on: "\(day) 00:10")
            day = day.adding(days: 1)
        }
        return lines
    }

    // MARK: What is refused

    /// Why the command is refused and what can be done instead: `reason | this; that`. Nothing may have changed.
    func refusal(of command: (inout CaseStory) throws -> Void) throws -> String {
        var other = self
        do {
            try command(&other)
        } catch let refusal as Refusal {
            // What time had done before stays done, and the refusal speaks of the case after it.
            guard other.events.dropFirst(events.count).allSatisfy({ $0.by == .system }), other.events.starts(with: events) else {
                throw Unexpected("a refused command changed the case")
            }
            let words = refusal.wording(other.state, under: rules)
            return "\(words.message.en) | \(words.canDo.map(\.en).joined(separator: "; "))"
        }
        throw Unexpected("it was not refused")
    }

    // MARK: How it stands

    /// Everything that has happened.
    var told: [String] { lines(events[...]) }

    /// Every official paper: `2026-03-03 permit: paper 1 notice-of-acceptance`.
    var papers: [String] { events.filter(\.isPaper).map(line) }

    /// The text of an official paper, without its title and number.
    func paper(_ number: Int, _ language: Language = .en) throws -> [String] {
        let papers = IssuedPaper.papers(of: CaseID(number: 1 << 40), events, under: [rules])
        guard let paper = papers.first(where: { $0.number == number }) else { throw Unexpected("there is no paper \(number)") }
        return paper.text.map { $0[language] }
    }

    /// Each item with where it stands: `permit: accepted`, `permit: ended withdrawn`, `permit: waiting`.
    var standing: [String] {
        state.items.indices.map { place in
            let one = state.items[place]
            let process = rules.process(of: one)
            let at =
                switch one.stage {
                case .waiting: "waiting"
                case .open: process.definition.states[Int(one.state)].name.value
                case .ended: "ended \(one.end?.name ?? "–")"
                }
            return "\(name(place)): \(at)"
        }
    }

    /// The last day of an item's statutory limit.
    func due(_ item: String? = nil) throws -> String? { try state.items[place(item)].statutory?.due.day.description }

    // MARK: Inside

    private mutating func give(_ by: Actor, _ action: CaseCommand.Action, _ moment: String) throws -> [String] {
        guard let now = Moment(moment.count == 10 ? moment + " 09:30" : moment) else { throw Unexpected("\(moment) is no moment") }
        let known = events.count
        let circumstances = Circumstances(of: situation, at: now, calendar: calendar)
        try CaseMachine.handle(CaseCommand(by: by, action), on: &state, under: rules, given: circumstances, into: &events)
        var replayed = CaseState()
        for event in events { CaseMachine.apply(event, to: &replayed) }
        guard replayed == state else { throw Unexpected("the replay gives another state after \(events.last.map(line) ?? "nothing")") }
        return lines(events[known...])
    }

    private func move(_ move: String, _ item: String?, _ note: MoveNote?) throws -> CaseCommand.Action {
        let place = try place(item)
        guard let number = rules.move(named: move, of: state.items[place]) else { throw Unexpected("there is no move \(move)") }
        return .move(item: place, move: number, note: note)
    }

    /// Without a name: the only item.
    private func place(_ item: String?) throws -> Int {
        guard let item else {
            guard state.items.count == 1 else { throw Unexpected("which item?") }
            return 0
        }
        guard let place = state.items.indices.first(where: { name($0) == item }) else { throw Unexpected("there is no item \(item)") }
        return place
    }

    func paper(_ line: String) throws -> Int {
        guard let place = state.submission?.papers.firstIndex(where: { $0.id == line }) else {
            throw Unexpected("there is no paper \(line)")
        }
        return place
    }

    private func name(_ place: Int) -> String { state.submission.map { rules.name(ofItem: place, in: $0) } ?? "?" }

    private func lines(_ events: ArraySlice<CaseEvent>) -> [String] { events.filter { !$0.isPaper }.map(line) }

    private func line(_ event: CaseEvent) -> String {
        guard let submission = state.submission else { return "\(event.at.day) submitted" }
        return EventLine(rules: rules, submission: submission).text(event)
    }
}

extension CaseEvent {
    /// An official paper was issued.
    var isPaper: Bool { if case .paperIssued = fact { true } else { false } }
}
