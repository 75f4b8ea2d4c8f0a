import Foundation
import Synchronization

/// Where commands come in: one command, one piece of work of the store. A case is loaded, the circumstances are gathered, the machine
/// decides, and its events and everything that follows from them are written together.
public final class Office: Sendable {
    let store: any EventStore
    let clock: any OfficeClock
    let chance: any Chance
    private let licences: any LicenceSource
    let keys: any KeySource
    let providers: LicenceProviders
    let shelf: DefinitionShelf
    let ratingRules: RatingRules
    let fileRules: FileRules
    let cache = CaseCache()
    public let counts = OfficeCounts()

    public init(
        store: any EventStore, clock: any OfficeClock = SystemClock(), chance: any Chance = SystemChance(),
        licences: any LicenceSource = DeclaredHoldings(), keys: any KeySource = NoKeys(), providers: LicenceProviders = .none,
        definitions: CompiledDefinitions = CompiledDefinitions(), ratings: RatingRules = RatingRules(),
        files: FileRules = FileRules()
    ) {
        (ratingRules, fileRules) = (ratings, files)
        (self.keys, self.providers) = (keys, providers)
        shelf = DefinitionShelf(definitions)
        (self.store, self.clock, self.chance, self.licences) = (store, clock, chance, licences)
    }

    // MARK: Definitions

    /// What became of a folder that was published.
    public struct Published: Sendable, Hashable {
        public var number: Int
        public var digest: String
        /// Nothing had changed since the last time.
        public var isUnchanged: Bool
    }

    /// Makes a folder the one under which new cases begin; cases that are there keep theirs. One that was published before has its number
    /// again.
    /// - Parameter asCorrection: only where the same rules are said in other words: every case of the version that holds now must come out the
    ///   same under it, else the first event that would differ is an `IncompatibleEdit`.
    public func publish(_ sources: [String: String], asCorrection: Bool = false) async throws -> Published {
        let digest = Digest.of(sources)
        let at = clock.milliseconds
        return try await store.write { [shelf] store in
            let current = try store.currentNumber()
            let known = try store.definitions(digest: digest)
            if let known, known.number == current { return Published(number: known.number, digest: digest, isUnchanged: true) }
            if asCorrection, let current {
                try shelf.version(current, in: store).checkCorrection(by: shelf.folder(sources, digest: digest), store, shelf)
            }
            if let known {
                try store.makeCurrent(known.number)
                return Published(number: known.number, digest: digest, isUnchanged: false)
            }
            let numbering = shelf.folder(sources, digest: digest).numbering
            let stored = try store.keep(sources, digest: digest, numbering: numbering, at: at)
            shelf.forget(stored.number)
            return Published(number: stored.number, digest: digest, isUnchanged: false)
        }
    }

    /// The digest of the definitions under which new cases begin; nil where none were published.
    public func currentDigest() async throws -> String? {
        try await store.read { try $0.currentNumber().flatMap($0.definitions)?.digest }
    }

    /// Nothing but definitions was ever kept: no case or draft, no licence, no account, nothing about anybody.
    public func isUnused() async throws -> Bool {
        try await store.read { store in
            try store.head().position == 0 && store.registry.lastUse().position == 0 && store.someForm() == nil
                && store.drafts(of: nil, after: nil, limit: 1).isEmpty && store.registry.partners().isEmpty
                && store.registry.licences(after: 0, limit: 1).isEmpty
        }
    }

    /// The definitions under which new cases begin.
    /// - Throws: `NothingPublished`.
    public func compilation() async throws -> Compilation {
        try await store.read { [shelf] store in try shelf.current(in: store).compilation }
    }

    // MARK: Commands

    /// Takes in an application as a new case, with what is filled in of its form.
    ///
    /// - Parameter whole: what the form wants is typed now, as for a draft that is handed in; else it may be filled in later.
    /// - Throws: `FormMistakes`, `NotAllowed`, `UnknownWord`, `KeyProblem`, `OtherRequest`, `StoreFault`.
    public func start(
        _ application: NewCase, filling values: FormValues = [:], whole: Bool = false, of applying: Applying = Applying(),
        by caller: Caller = .applicant, key: String? = nil
    ) async throws -> CaseAnswer {
        try Rights.check(.apply, by: caller.role)
        if whole { try checkSomebodyApplies(applying, by: caller) }
        let ahead = values.isEmpty && applying.isEmpty && !whole ? decideAhead(application, by: caller) : nil
        let form = key == nil ? nil : try await fingerprint(values.asking(applying))
        return try await asking(by: caller) { [self] known in
            try await answered(key, to: Asked(by: caller, start: application, form: form)) { [self] store in
                if let decision = try ahead?.take(from: cache, store) { return try write(decision, store) }
                return try start(application, filling: values, whole: whole, of: applying, by: caller, known, store)
            }
        }
    }

    private func start(
        _ application: NewCase, filling values: FormValues, whole: Bool, of applying: Applying, by caller: Caller, _ known: InquiryAnswers,
        _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let version = try shelf.current(in: store)
        let id = try known.caseID ?? unusedID(store)
        if whole { try check(values, asDraftOf: version.rules(of: application.bundle).bundle) }
        let applying = try said(applying, after: Applying(), in: version.rules(of: application.bundle).bundle, by: caller)
        let gathered = try applying.isEmpty ? nil : gather(application, applying, as: id, under: version, by: caller, known, store)
        func decision(_ form: SealedForm?) throws -> Decision {
            try decide(application, as: id, under: version, with: gathered, form: form, by: caller) { try number(of: $0, store) }
        }
        var typed: (FormValues, CaseForm)?
        func filled(_ open: OpenCase) throws -> FormValues? {
            if values.isEmpty, gathered == nil, !whole { return nil }
            let form = try caseForm(of: open)
            // What is handed in whole may say what something else fills in, as a draft may; it is not kept.
            if !whole { try check(values, against: form, under: open.rules.bundle.shared) }
            var values = FormValues().filling(in: values).only(Set(form.typed))
            if gathered != nil {
                values = try reusing(values, in: form, of: applying, for: id, open.rules.bundle, by: caller, store)
                typed = (values, form)
            }
            values = (gathered?.filledIn ?? [:]).filling(in: values)
            if whole, let missing = FormMistakes(missingIn: values, of: form, under: open.rules.bundle.shared) { throw missing }
            return values.isEmpty && gathered == nil ? nil : values.naming(applying, and: gathered?.named ?? [:])
        }
        var answer = try write(decision, of: id, sealing: filled, store)
        answer.licences = gathered?.asked
        if let (values, form) = typed, answer.refused == nil {
            try remember(values, in: form, of: applying, for: id, version.rules(of: application.bundle).bundle, store)
        }
        if let gathered, answer.refused == nil {
            try openIncidents(gathered.awaited, after: gathered.evidence.count, of: id, version.compilation.shared, store)
        }
        return answer
    }

    /// What an application comes to under definitions of the store, as a case of that number.
    func decide(
        _ application: NewCase, as id: CaseID, under version: DefinitionShelf.Version, offer: Draft.Offer? = nil,
        with gathered: Gathered? = nil, form: SealedForm? = nil, by caller: Caller, person: (String) throws -> Int32
    ) throws -> Decision {
        let rules = try version.rules(of: application.bundle)
        let shared = rules.bundle.shared
        let situation = try gathered?.situation ?? situation(of: application, under: version)
        let materials = shared.materials.map(\.id.value)
        let without = try application.without.map { name in
            guard let material = materials.firstIndex(of: name) else { throw UnknownWord(.material, name, known: materials) }
            return material
        }
        let accepted = try offer.map { AcceptedOffer(department: try shared.place(ofDepartment: $0.department), made: $0.made) }
        let mandate = try application.mandate?.mandate(person: person)
        let others = try gathered?.applicants.filter { $0 != caller.person }.map(person) ?? []
        let command = CaseCommand(
            by: try caller.actor(rules.bundle, person: person),
            .submit(
                Application(
                    answers: situation.answers, without: Set(without), offer: accepted, mandate: mandate,
                    form: form.map { FilledForm(digest: $0.digest) }, evidence: gathered?.evidence ?? [],
                    awaited: gathered?.awaited ?? [], applicants: others)))
        let open = OpenCase(new: id, definitions: version.number, rules: rules)
        var circumstances = Circumstances(of: situation, at: clock.now, calendar: shared.calendar)
        // They were read in this very instant.
        if gathered != nil { circumstances.evidence = EvidenceStanding() }
        return Decision(command, on: open, given: circumstances)
    }

    /// The situation of an application, as far as it is filled in, and the questions that are open.
    func known(of application: NewCase, under version: DefinitionShelf.Version) throws -> (situation: Situation, open: [String]) {
        try licences.known(
            of: application, in: try version.rules(of: application.bundle).bundle, from: try version.journey(of: application),
            on: clock.now.day)
    }

    func situation(of application: NewCase, under version: DefinitionShelf.Version) throws -> Situation {
        try licences.situation(
            of: application, in: try version.rules(of: application.bundle).bundle, from: try version.journey(of: application),
            on: clock.now.day)
    }

    func newID() -> CaseID { CaseID(milliseconds: clock.milliseconds, chance: chance.next()) }

    func unusedID(_ store: any StoreWriter) throws -> CaseID {
        while true {
            let id = newID()
            if try !store.isTaken(id) { return id }
        }
    }

    /// Carries out a request on a case. A refusal is an answer like another: nothing has changed, and it says what can be done instead.
    ///
    /// - Parameters:
    ///   - version: the version of the case that the caller has seen; another one is a `VersionConflict`.
    ///   - key: the same request under the same key has the same answer, whatever has happened since.
    /// - Throws: `NotAllowed`, `UnknownWord`, `VersionConflict`, `OtherRequest`, `StoreFault`.
    public func handle(
        _ request: CaseRequest, on id: CaseID, by caller: Caller, expecting version: Int? = nil, key: String? = nil
    ) async throws -> CaseAnswer {
        try Rights.check(.act, by: caller.role)
        let answer = try await answer(to: request, on: id, by: caller, expecting: version, key: key)
        // What it waits for may be there by now.
        guard answer.refused?.code == Refusal.Code.evidenceAwaited.rawValue, version == nil, key == nil, try await catchUp(of: id) else {
            return answer
        }
        return try await self.answer(to: request, on: id, by: caller, expecting: nil, key: nil)
    }

    private func answer(
        to request: CaseRequest, on id: CaseID, by caller: Caller, expecting version: Int?, key: String?
    ) async throws -> CaseAnswer {
        let ahead = decideAhead(request, on: id, by: caller, expecting: version)
        return try await asking(by: caller) { [self] known in
            try await answered(key, to: Asked(by: caller, on: id.description, request: request)) { [self] store in
                if let decision = try ahead?.take(from: cache, store) { return try write(decision, store) }
                let open = try load(id, store)
                let command: CaseCommand
                do {
                    command = try self.command(request, on: open, by: caller, expecting: version) { try number(of: $0, store) }
                } catch {
                    cache.put(open, store.generation)
                    throw error
                }
                return try carryOut(command, on: open, known, store)
            }
        }
    }

    /// How long a request under a key has the same answer, at least. A client that has not asked again by then never will.
    public static let daysAnswersAreKept = 30

    var oldestAnswerKept: Int64 { clock.milliseconds - Int64(Self.daysAnswersAreKept) * 86_400_000 }

    /// Lets time pass in every case in which something is due by now, the oldest first, each in a piece of work of its own; then forgets the
    /// answers to requests of long ago, and drafts that are over.
    /// - Returns: how many cases something happened in.
    @discardableResult
    public func letTimePass(atMost limit: Int = .max) async throws -> Int {
        var count = 0
        while count < limit {
            let today = clock.now.day
            let most = min(256, limit - count)
            let due = try await store.read { try $0.waking(by: today, limit: most) }
            if due.isEmpty { break }
            let happened = try await withThrowingTaskGroup { group in
                for id in due { group.addTask { try await self.handle(.letTimePass, on: id, by: .system).events.isEmpty } }
                return try await group.reduce(into: 0) { $0 += $1 ? 0 : 1 }
            }
            count += happened
            // Where nothing happens although a row says so, looking again would find the same.
            if happened == 0 { break }
        }
        let today = clock.now.day
        try await store.write { [self] store in
            try store.forgetAnswers(before: oldestAnswerKept)
            try store.forgetDrafts(before: today)
            try forgetUnfinishedFiles(store)
        }
        return count
    }

    /// The case as its events say, from memory where that is as good.
    func load(_ id: CaseID, _ store: any StoreWriter) throws -> OpenCase {
        if let open = cache.take(id, store.generation) { return open }
        var events: [CaseEvent] = []
        guard let open = try OpenCase(id, store, shelf, into: &events) else {
            throw try store.draft(id) == nil ? UnknownWord(.case, id.description) : DraftProblem.notHandedIn(id) as any Error
        }
        return open
    }

    // MARK: The same request again

    /// What was asked, by whom; its JSON is the same wherever and whenever it is written.
    struct Asked: Encodable {
        var by: Caller
        var start: NewCase?
        var draft: String?
        var on: String?
        var request: CaseRequest?
        /// The fingerprint of what is filled in.
        var form: String?
    }

    func answered(
        _ key: String?, to request: @autoclosure () -> Asked, _ work: @escaping @Sendable (any StoreWriter) throws -> UnspokenAnswer
    ) async throws -> CaseAnswer {
        guard let key else { return CaseAnswer(try await store.write(work)) }
        let asked = Digest.of(try request().canonicalJSON())
        let at = clock.milliseconds
        return try await store.write { store in
            if let kept = try store.answer(to: key) {
                guard kept.request == asked else { throw OtherRequest() }
                return try JSONDecoder().decode(CaseAnswer.self, from: Data(kept.answer))
            }
            let answer = CaseAnswer(try work(store))
            try store.keep(KeptAnswer(request: asked, answer: try answer.canonicalJSON(), at: at), for: key)
            return answer
        }
    }

    // MARK: Looking

    /// A case as it stands, or as it stood at an instant (milliseconds since 1970).
    public func look(at id: CaseID, asOf instant: Int64? = nil) async throws -> CaseView {
        try await reading(id, asOf: instant) { open, _, store in try CaseView(open: open, store) }
    }

    /// Everything that happened to a case, in words.
    public func events(of id: CaseID) async throws -> [EventRecord] {
        try await reading(id) { open, events, store in
            EventRecord.records(of: events, under: open.editions).recorded(in: try store.entries(of: id))
        }
    }

    /// The official papers of a case, in the order of their numbers, filled in from its events and the definitions that held then.
    public func papers(of id: CaseID) async throws -> [IssuedPaper] {
        try await reading(id) { open, events, _ in IssuedPaper.papers(of: id, events, under: open.editions) }
    }

    /// One official paper of a case by its number in it.
    public func paper(_ number: Int, of id: CaseID) async throws -> IssuedPaper {
        let papers = try await papers(of: id)
        guard let paper = papers.first(where: { $0.number == number }) else {
            throw UnknownWord(.officialPaper, String(number), known: papers.map { String($0.number) })
        }
        return paper
    }

    /// The days of one item of a case, which count and which do not, with where the case stands; nil where the item has not begun.
    public func clock(of id: CaseID, item name: String) async throws -> (view: CaseView, ledger: ClockLedger?) {
        let today = clock.now.day
        return try await reading(id) { open, events, _ in
            let items = open.state.items.map { open.rules.name(of: $0.opened) }
            guard let item = items.firstIndex(of: name) else { throw UnknownWord(.item, name, known: items) }
            let calendar = open.rules.bundle.shared.calendar
            return (CaseView(open), ClockLedger(events, item: item, under: open.editions, calendar: calendar, today: today))
        }
    }

    func reading<Value: Sendable>(
        _ id: CaseID, asOf instant: Int64? = nil, _ work: @escaping @Sendable (OpenCase, [CaseEvent], any StoreReader) throws -> Value
    ) async throws -> Value {
        try await store.read { [shelf] store in
            var events: [CaseEvent] = []
            guard let open = try OpenCase(id, store, shelf, asOf: instant, into: &events) else { throw UnknownWord(.case, id.description) }
            return try work(open, events, store)
        }
    }

    /// How far the log has come.
    public func head() async throws -> Head { try await store.read { try $0.head() } }

    /// How far the log of uses of data has come.
    public func headOfUses() async throws -> Head { try await store.read { try $0.registry.lastUse() } }

    public func cases(after id: CaseID? = nil, limit: Int) async throws -> [CaseRow] {
        try await store.read { try $0.cases(after: id, limit: limit) }
    }
}

/// Another request under a key that was used before.
public struct OtherRequest: Error, Sendable, Hashable {
    public init() {}
    public var message: Title { Title(zh: "此幂等键已用于另一请求", en: "this idempotency key was used for another request") }
}
