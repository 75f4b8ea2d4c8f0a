/// Reads one case after the other into observations.
struct CaseReading {
    private(set) var seen = Observations()
    let clock: ObservationClock
    private let scenario: CompiledScenario
    private var typed: [TypedKey: [Int: Int]] = [:]

    /// Cases that are alike in what they are asked to type.
    private struct TypedKey: Hashable {
        var rules: ObjectIdentifier
        var answers: Answers
        var licences: [CasePaper.By?]
    }

    init(_ scenario: CompiledScenario) {
        self.scenario = scenario
        clock = ObservationClock(scenario)
    }

    /// Where an item of a case stands while it is read.
    private struct Course {
        /// Since when something could be done; nil: nothing can.
        var ready: Moment?
        var wasAsked = false
        var hasAnswered = false
        /// Something was asked of it at some time, and could have been.
        var everAsked = false
        var couldAsk = false
        /// When an officer last found a paper of it right.
        var verified: Moment?
    }

    /// - Parameter logged: a case of the bundle; nothing is read of one that was never handed in.
    mutating func read(_ logged: LoggedCase) {
        guard case .submitted(let submission)? = logged.events.first?.fact, var rules = logged.editions.first else { return }
        seen.cases += 1
        seen.arrivals.append(logged.events[0].at)
        readAnswers(submission, rules)
        readLicences(submission, rules)
        var (state, edition, courses) = (CaseState(), 0, submission.items.map { _ in Course() })
        for event in logged.events {
            if case .migrated(let migration) = event.fact {
                edition = min(edition + 1, logged.editions.count - 1)
                rules = logged.editions[edition]
                courses += Array(repeating: Course(), count: max(0, migration.submission.items.count - courses.count))
            }
            let before = lacking(event, state)
            read(event, state, rules, &courses)
            CaseMachine.apply(event, to: &state)
            note(event, state, rules, wasLacking: before, &courses)
        }
        finish(state, rules, submission, courses)
    }

    // MARK: Events

    /// Items that lack a paper which an event may bring.
    private func lacking(_ event: CaseEvent, _ state: borrowing CaseState) -> [Int] {
        guard case .handedIn = event.fact else { return [] }
        return state.items.indices.filter { isLacking($0, state) }
    }

    private func isLacking(_ place: Int, _ state: borrowing CaseState) -> Bool {
        state.papers.contains { CaseMachine.concerns(place, $0) && !$0.isThere }
    }

    private mutating func read(_ event: CaseEvent, _ state: borrowing CaseState, _ rules: CaseRules, _ courses: inout [Course]) {
        guard case .moved(let number, let name, let to, _, _) = event.fact else { return }
        let place = Int(number)
        let item = state.items[place]
        let process = rules.process(of: item)
        guard let move = rules.move(Int(name), from: item), let ready = courses[place].ready else { return }
        let byRule = event.by.role == .system && courses[place].verified == event.at && move.by.contains(.itself)
        if event.by.isOffice || event.by.role == .counter || byRule {
            if move.needs.contains(.gaps) {
                (courses[place].wasAsked, courses[place].everAsked, courses[place].hasAnswered) = (true, true, false)
            }
            let department =
                event.by.role == .counter
                ? rules.bundle.leadDepartment : rules.holder(of: item, state.submission?.answers ?? Answers(questions: 0))
            let hours = clock.hours(ofDepartment: rules.bundle.shared.departments[department].id.value)
            // Nobody may act before the least time of a state has passed.
            let free = item.staysThrough.flatMap { Moment(day: $0.day.adding(days: 1), minuteOfDay: 0) }.map { max(ready, $0) } ?? ready
            let (from, end) = (clock.time(free), clock.time(event.at))
            let key = Observations.Move(item: rules.bundle.items[Int(item.opened.item)].item.id, move: process.moveNames[Int(name)])
            seen.work[key, default: .init()].done.append(Double(max(0, hours.opened(by: end) - hours.opened(by: from))))
            if hours.opening(from: end) - end > 60, hours.opened(by: end) == hours.opened(by: max(0, end - 60)) { seen.outOfHours += 1 }
        } else if event.by.isApplicant || event.by.role == .paymentSystem {
            guard rules.state(to, of: item.opened.process).end != .withdrawn else { return }
            courses[place].hasAnswered = true
            seen.answersAfter.done.append(Double(ready.distance(to: event.at)) * 60)
        }
    }

    private mutating func note(
        _ event: CaseEvent, _ state: borrowing CaseState, _ rules: CaseRules, wasLacking: [Int], _ courses: inout [Course]
    ) {
        switch event.fact {
        case .started(let item, _), .moved(let item, _, _, _, _):
            let place = Int(item)
            courses[place].ready = event.at
            courses[place].couldAsk = courses[place].couldAsk || rules.moves(from: state.items[place]).contains { $0.needs.contains(.gaps) }
        case .handedIn: for place in wasLacking where !isLacking(place, state) { courses[place].ready = event.at }
        case .verified(let paper):
            guard event.by.isOffice || event.by.role == .counter else { return }
            for place in state.items.indices where CaseMachine.concerns(place, state.papers[Int(paper)]) {
                courses[place].verified = event.at
            }
        case .decided(let item, let decision):
            let one = state.items[Int(item)]
            let id = rules.bundle.items[Int(one.opened.item)].item.id
            // Some items can only be granted.
            guard
                rules.process(of: one).states.indices.contains(where: { rules.state(Int16($0), of: one.opened.process).decided == .refused }
                )
            else { return }
            if decision == .granted { seen.granted[id, default: 0] += 1 } else { seen.refused[id, default: 0] += 1 }
        default: break
        }
    }

    private mutating func finish(
        _ state: borrowing CaseState, _ rules: CaseRules, _ submission: Submission, _ courses: [Course]
    ) {
        if state.phase == .open { seen.openCases += 1 }
        let fields = typedFields(submission, rules, state.edition)
        for (place, course) in courses.enumerated() where place < state.items.count {
            let item = state.items[place]
            let id = rules.bundle.items[Int(item.opened.item)].item.id
            // Where it may still be asked, nobody knows yet whether something is wrong.
            let isUndecided = item.stage == .open && rules.moves(from: item).contains { $0.needs.contains(.gaps) }
            if course.everAsked || course.couldAsk && !isUndecided {
                let papers = submission.papers.count {
                    $0.owner == place && $0.disposition == .handedIn && !$0.isForm
                }
                let key = Observations.Handed(item: id, fields: fields[Int(item.opened.item)] ?? 0, papers: papers)
                seen.asked[key, default: (0, 0)].items += 1
                if course.everAsked { seen.asked[key]?.asked += 1 }
            }
            if course.wasAsked, item.stage == .ended {
                seen.askedAndEnded += 1
                if !course.hasAnswered { seen.gaveUp += 1 }
            }
            guard item.stage == .open else { continue }
            let next = rules.moves(from: item)
            if next.contains(where: { !$0.by.isDisjoint(with: [.officer, .supervisor, .counter]) }) {
                for move in next where !move.by.isDisjoint(with: [.officer, .supervisor, .counter]) {
                    let key = Observations.Move(item: id, move: rules.process(of: item).moveNames[Int(move.name)])
                    seen.work[key, default: .init()].open += 1
                }
            } else if rules.state(item).waitsFor != nil {
                seen.answersAfter.open += 1
            }
        }
    }

    // MARK: What was handed in

    private mutating func readAnswers(_ submission: Submission, _ rules: CaseRules) {
        var given: [String: String] = [:]
        for (place, question) in rules.bundle.shared.questions.enumerated() {
            if let answer = submission.answers[place] { given[question.id] = question.answers[answer].id }
        }
        seen.answers[given, default: 0] += 1
    }

    /// Each holder of a licence counts once in a case.
    private mutating func readLicences(_ submission: Submission, _ rules: CaseRules) {
        var (held, lacking): (Set<Holder>, Set<Holder>) = ([], [])
        for paper in submission.papers {
            if paper.disposition == .licence, case .licence(let licence)? = paper.by {
                held.insert(Holder(licence: rules.bundle.shared.licences[licence].definition.id.value, subject: paper.subject))
            } else if paper.disposition == .handedIn, let material = paper.material {
                for licence in rules.bundle.routes(of: material, in: paper.item, submission.answers).licences {
                    lacking.insert(Holder(licence: rules.bundle.shared.licences[licence].definition.id.value, subject: paper.subject))
                }
            }
        }
        for one in held { seen.held[one.licence, default: 0] += 1 }
        for one in lacking.subtracting(held) {
            if isInExample(one) { seen.lacking[one.licence, default: 0] += 1 } else { seen.notInExample[one.licence, default: 0] += 1 }
        }
    }

    private struct Holder: Hashable {
        var licence: String
        var subject: String
    }

    /// Whether in the scenario's example somebody of these holds such a licence: only then can some people lack it in a simulation.
    private func isInExample(_ holder: Holder) -> Bool {
        let bundle = scenario.bundle
        let roles = holder.subject.split(separator: "+").flatMap { name -> [Int] in
            guard let role = bundle.role(String(name.prefix { $0 != "#" })) else { return [] }
            if case .group(let members) = bundle.roles[role].binding { return members }
            return [role]
        }
        return roles.contains { role in
            scenario.journey.situation.parties[role].contains { party in
                party.holdings.contains { bundle.shared.licences[$0.licence].definition.id.value == holder.licence }
            }
        }
    }

    /// For each item of the bundle, the fields that were typed for it, as far as the case knows its situation.
    private mutating func typedFields(_ submission: Submission, _ rules: CaseRules, _ edition: Int32) -> [Int: Int] {
        guard edition == 0 else { return [:] }
        let key = TypedKey(rules: ObjectIdentifier(rules), answers: submission.answers, licences: submission.papers.map(\.by))
        if let known = typed[key] { return known }
        let situation = KnownSituation(of: submission, under: rules, for: rules, on: scenario.definition.starts).situation
        let form = rules.bundle.ledger(situation, rules.baseline).form()
        var fields: [Int: Int] = [:]
        for entry in form.entries where entry.isTyped { if let item = entry.places.first?.item { fields[item, default: 0] += 1 } }
        typed[key] = fields
        return fields
    }
}
