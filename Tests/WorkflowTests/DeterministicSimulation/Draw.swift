import TestSupport

@testable import Workflow

/// What one step of a simulated run does, drawn from its own luck: mostly what people do, sometimes what they should not, sometimes what
/// nobody wants.
struct Draw {
    var numbers: SeededNumbers
    private let run: SimulatedRun

    init(_ numbers: SeededNumbers, _ run: SimulatedRun) { (self.numbers, self.run) = (numbers, run) }

    mutating func one(in count: Int) -> Bool { Int.random(in: 0..<count, using: &numbers) == 0 }
    mutating func next() -> UInt64 { numbers.next() }

    mutating func weighted(_ choices: [(String, Int)]) -> String {
        var place = Int.random(in: 0..<choices.reduce(0) { $0 + $1.1 }, using: &numbers)
        for (name, weight) in choices {
            if place < weight { return name }
            place -= weight
        }
        return ""
    }

    // MARK: Circumstances

    /// Seconds: within a day, over a weekend, over holidays; sometimes back, seldom until what was closed is kept no longer.
    mutating func jump() -> Int {
        if one(in: 6) { return -[60, 3_600, 86_400].randomElement(using: &numbers)! }
        let isClosed = run.watcher.cases.values.contains { $0.state.phase == .closed }
        // Once: from September 2039 on the number of a new case is none that can be read again (`CaseID` has 41 bits for its instant).
        if one(in: isClosed ? 3 : 30), run.clock.now.day < Day("2030-01-01")! { return 3_700 * 86_400 }
        return [1, 1, 3, 3, 7, 12, 40].randomElement(using: &numbers)! * 86_400 + minutes()
    }

    mutating func minutes() -> Int { Int.random(in: 0..<4 * 3_600, using: &numbers) }

    mutating func weather() -> MadeUpProvider.Weather {
        one(in: 2) ? .fair : MadeUpProvider.Weather.allCases.randomElement(using: &numbers)!
    }

    mutating func trouble() -> StoreTrouble {
        let kinds: [StoreTrouble.Kind] = [.busy, .diesBefore, .diesAfter, .diesAfter, .read, .write, .full, .sync]
        let kind = kinds.randomElement(using: &numbers)!
        let isOfDisk = [.read, .write, .full, .sync].contains(kind)
        return StoreTrouble(
            kind: kind, nth: Int.random(in: 1...(isOfDisk && kind != .sync ? 12 : 2), using: &numbers), lasts: isOfDisk && one(in: 2))
    }

    // MARK: What is asked

    mutating func asked() -> Asked? {
        switch weighted([
            ("case", 60), ("start", run.watcher.cases.count < 3 ? 14 : 2), ("draft", 5), ("submit", 4), ("look", 3), ("typed", 2),
            ("fill", 6),
            ("authorise", 4), ("withdraw", 2), ("system", 5), ("erase", 3), ("again", 9), ("other", 2),
        ]) {
        case "start": return start()
        case "draft": return draftOfSomebody()
        case "submit":
            guard let id = draft() else { return nil }
            return one(in: 6) ? person(.discard(id)) : person(.submit(id), keyed: true)
        case "look": return draft().map { person(.lookAtLicences($0)) }
        case "typed": return draft().map { person(.showTypedBefore($0)) }
        case "fill": return fill()
        case "authorise": return authorise()
        case "withdraw":
            return run.client.authorisations.randomElement(using: &numbers).map { person(.withdrawAuthorisation($0.number, $0.holder)) }
        case "system": return system(one(in: 2) ? .letTimePass : .catchUp)
        case "erase":
            let closed = run.watcher.cases.values.filter { $0.state.phase == .closed }.map(\.id).sorted()
            let some = closed.isEmpty || one(in: 3) ? run.watcher.cases.keys.sorted() : closed
            return some.randomElement(using: &numbers).map { asked(.erase($0), by: Caller(.security)) }
        case "again": return run.client.again(&numbers).map { asked($0.what, by: $0.by, key: $0.key) }
        case "other": return run.client.other(&numbers).map { asked($0.what, by: $0.by, key: $0.key) }
        default: return request()
        }
    }

    mutating func system(_ what: Asked.What) -> Asked { asked(what, by: .system) }

    private func asked(_ what: Asked.What, by caller: Caller, key: String? = nil) -> Asked {
        Asked(number: run.client.next(), what: what, by: caller, key: key)
    }

    private mutating func person(_ what: Asked.What, keyed: Bool = false) -> Asked {
        let caller = one(in: 12) ? Caller(Actor.Role.allCases.randomElement(using: &numbers)!) : Caller.applicant
        return asked(what, by: caller, key: keyed && one(in: 2) ? key() : nil)
    }

    private mutating func key() -> String { "key-\(numbers.next() % 1_000_000)" }

    // MARK: Applications

    private mutating func start() -> Asked {
        let (application, applying) = (application(), applying())
        return person(.start(application, applying, typed(applying)), keyed: true)
    }

    private mutating func draftOfSomebody() -> Asked {
        let (application, applying) = (application(), applying())
        return person(.draft(application, applying, one(in: 3) ? typed(applying) : whole()))
    }

    /// All that the form may ask.
    private mutating func whole() -> FormValues {
        guard let member = chosen else { return [:] }
        let asked = CaseForm(of: member.journey.situation, under: member.rules).typed + member.rules.bundle.formFields
        return typed(in: Set(asked).sorted())
    }

    /// What may be typed in fields; a text tells that it was.
    private mutating func typed(in fields: [String]) -> FormValues {
        Dictionary(
            uniqueKeysWithValues: fields.map { name in
                let content = Cast.shared.field(named: name)?.content ?? .text
                return (name, content == .text ? "\(Cast.typed)\(numbers.next() % 3)" : content.sample)
            })
    }

    /// Some of what is asked for in the form, where it is said who applies.
    private mutating func typed(_ applying: Applying) -> FormValues {
        guard let member = chosen, !applying.isEmpty, one(in: 2) else { return [:] }
        let fields = CaseForm(of: member.journey.situation, under: member.rules).typed.filter { _ in one(in: 2) }
        return typed(in: fields)
    }

    private mutating func member() -> Cast.Member { run.cast.members.randomElement(using: &numbers)! }

    private var chosen: Cast.Member?

    /// As in an example, sometimes with another answer, or without a paper.
    private mutating func application() -> NewCase {
        let member = member()
        chosen = member
        var application = NewCase(bundle: member.journey.bundle, from: member.journey.id)
        let bundle = member.rules.bundle
        if one(in: 3), let asked = bundle.questions.randomElement(using: &numbers) {
            let question = bundle.shared.questions[asked.question]
            application.answers[question.id] =
                one(in: 9) ? "no-such-answer" : question.answers.randomElement(using: &numbers)?.id
        }
        if one(in: 3) {
            let materials = bundle.shared.materials.map(\.id.value)
            application.without = one(in: 9) ? ["no-such-material"] : materials.filter { _ in one(in: 6) }
        }
        return application
    }

    /// Whoever it is of; his licences are then looked for.
    private mutating func applying() -> Applying {
        guard let member = chosen, one(in: 2) else { return Applying() }
        let people = member.licences.people.codes
        let some = member.roles.filter { _ in !one(in: 4) }
        return Applying(people: people, applicants: Set(some.isEmpty ? member.roles : some))
    }

    private mutating func draft() -> CaseID? { run.client.drafts.randomElement(using: &numbers) }

    private mutating func authorise() -> Asked? {
        let codes = run.cast.members.flatMap { $0.licences.people.codes.values }.filter { $0.utf8.count == 18 }.sorted()
        let ids = run.client.drafts + run.watcher.cases.keys.sorted()
        guard let code = codes.randomElement(using: &numbers), let id = ids.randomElement(using: &numbers),
            let holder = try? HolderCode(kind: HolderCode.citizen, text: code)
        else { return nil }
        return person(.authorise(holder, id))
    }

    // MARK: Licences

    /// One that the other office has.
    mutating func someLicence() async -> LicenceIdentifier? {
        let member = member()
        guard let code = member.licences.people.codes.values.sorted().randomElement(using: &numbers),
            let holder = try? HolderCode(kind: HolderCode.citizen, text: code)
        else { return nil }
        let purpose = SharingPurpose(text: "", basis: "", event: "")
        for name in member.licences.types.sorted().shuffled(using: &numbers) {
            guard let type = Cast.shared.types.first(where: { $0.definition.id.value == name }).flatMap({ SharedType($0) }) else {
                continue
            }
            if let found = try? await member.licences.find(type, of: holder, for: purpose).first { return found.identifier }
        }
        return nil
    }

    /// Something is issued in the office's own registry, or holds no more.
    mutating func registry() -> Asked? {
        if one(in: 3), let one = run.client.licences.randomElement(using: &numbers) {
            return asked(.close(licence: one.number, department: one.department), by: .officer)
        }
        guard let entry = member().licences.people.entries.randomElement(using: &numbers),
            let type = Cast.shared.types.first(where: { $0.definition.id.value == entry["type"] })
        else { return nil }
        return asked(.issue(entry, department: Cast.shared.departments[type.issuer].id.value), by: .officer)
    }

    // MARK: Cases

    private mutating func someCase() -> WatchedCase? {
        let all = run.watcher.cases.sorted { $0.key < $1.key }.map(\.value)
        let open = all.filter { $0.state.phase == .open }
        return (open.isEmpty || one(in: 8) ? all : open).randomElement(using: &numbers)
    }

    private mutating func fill() -> Asked? {
        guard let one = someCase(), let submission = one.state.submission else { return nil }
        let form = CaseForm(of: submission, under: one.rules, on: run.clock.now.day)
        let fields = form.typed.filter { _ in self.one(in: 3) }
        let values = typed(in: fields)
        return values.isEmpty ? nil : person(.fill(values, one.id), keyed: true)
    }

    private mutating func request() -> Asked? {
        guard let one = someCase() else { return start() }
        var commands = RandomCommands(rules: one.rules, numbers: SeededNumbers(seed: numbers.next()))
        let command = commands.next(on: one.state)
        func name(_ person: Int32) -> String { person < 0 ? " " : run.watcher.people[person] ?? "p\(person)" }
        guard let request = command.request(on: one.state, under: one.rules, people: name) else { return nil }
        let departments = Cast.shared.departments
        let by = command.by
        let caller = Caller(
            by.role, person: by.person < 0 ? nil : name(by.person),
            department: by.department < 0 ? nil : departments[Int(by.department)].id.value)
        let version = self.one(in: 3) ? one.state.version - (self.one(in: 5) ? 1 : 0) : nil
        return asked(.handle(request, one.id, expecting: version), by: caller, key: self.one(in: 2) ? key() : nil)
    }
}
