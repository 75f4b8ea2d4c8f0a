/// What became of the open cases of a store when they were to go on under other definitions.
public struct MigrationReport: Sendable {
    public struct Case: Sendable {
        public var id: CaseID
        public var bundle: String
        public var kind: MigrationPlan.Kind
        public var reasons: [MigrationPlan.Reason]
        /// It goes on under the new definitions from now on.
        public var isMigrated: Bool
    }

    /// The definitions to which they were to go.
    public var number: Int
    public var digest: String
    /// Cases that were there already are not among them.
    public var cases: [Case] = []

    public func count(_ kind: MigrationPlan.Kind) -> Int { cases.count { $0.kind == kind } }
}

extension Office {
    /// Sorts every open case by what other definitions would do to it; nothing is written.
    /// - Parameters:
    ///   - version: a number of the store, or the beginning of a digest; nil: the version under which new cases begin.
    ///   - bundle: only cases of that one.
    ///   - answers: what applicants answer to what is newly asked, for each case question → answer.
    /// - Throws: `UnknownWord`, `NothingPublished`, `NumberedOtherwise`, `StoreFault`.
    public func planMigration(
        to version: String? = nil, of bundle: String? = nil, answers: [CaseID: [String: String]] = [:]
    ) async throws -> MigrationReport {
        let now = clock.now
        return try await store.read { [self] store in
            let target = try self.version(version, in: store)
            var report = MigrationReport(number: target.number, digest: target.digest)
            var ids: [CaseID] = []
            try eachOpenCase(of: bundle, target, store) { ids.append($0) }
            try Self.check(Set(answers.keys), among: ids)
            for id in ids {
                if let one = try planned(id, to: target, answering: answers[id] ?? [:], now, store) { report.cases.append(one) }
            }
            return report
        }
    }

    /// Lets open cases go on under other definitions: those for which that has no effect or is better, and those whose applicant has agreed
    /// to what is asked of him, or has answered it. Each is a piece of work of its own: whatever stops it, a case is wholly there or wholly
    /// not yet.
    public func migrate(
        to version: String? = nil, of bundle: String? = nil, agreed: Set<CaseID> = [], answers: [CaseID: [String: String]] = [:],
        by caller: Caller = .system
    ) async throws -> MigrationReport {
        let now = clock.now
        let (target, ids) = try await store.read { [self] store in
            let target = try self.version(version, in: store)
            var ids: [CaseID] = []
            try eachOpenCase(of: bundle, target, store) { ids.append($0) }
            try Self.check(agreed.union(answers.keys), among: ids)
            // What nobody can have answered stops everything before anything has happened.
            for (id, said) in answers { _ = try planned(id, to: target, answering: said, now, store) }
            return (target, ids)
        }
        var report = MigrationReport(number: target.number, digest: target.digest)
        for id in ids {
            let one = try await migrate(id, to: target, isAgreed: agreed.contains(id), answering: answers[id] ?? [:], by: caller)
            if let one { report.cases.append(one) }
        }
        return report
    }

    /// One case; nil where it is there already, or has been closed in the meantime.
    private func migrate(
        _ id: CaseID, to target: DefinitionShelf.Version, isAgreed: Bool, answering answers: [String: String], by caller: Caller
    ) async throws -> MigrationReport.Case? {
        try await store.write { [self] store -> MigrationReport.Case? in
            var open = try load(id, store)
            let before = open.state.version
            let now = open.now(by: clock)
            guard let (plan, passed) = try plan(&open, to: target, answering: answers, now, store) else {
                if open.state.version == before { cache.put(open, store.generation) }
                return nil
            }
            let mayGo = plan.kind < .needsApplicant || (plan.kind == .needsApplicant && isAgreed)
            guard mayGo, let migration = plan.migration else { return MigrationReport.Case(open, plan, isMigrated: false) }
            let rules = try target.rules(of: open.rules.bundle.id)
            let circumstances = Circumstances(at: now, calendar: rules.bundle.shared.calendar)
            var events = passed
            events.append(circumstances.event(by: try caller.actor(rules.bundle) { try number(of: $0, store) }, .migrated(migration)))
            CaseMachine.follow(from: passed.count, on: &open.state, rules, circumstances, &events)
            open.goOn(under: rules, definitions: target.number)
            try write(events, &open, store)
            cache.put(open, store.generation)
            return MigrationReport.Case(open, plan, isMigrated: true)
        }
    }

    /// What would become of a case; nil where nothing is left to do.
    private func planned(
        _ id: CaseID, to target: DefinitionShelf.Version, answering answers: [String: String], _ now: Moment, _ store: any StoreReader
    ) throws -> MigrationReport.Case? {
        var events: [CaseEvent] = []
        guard var open = try OpenCase(id, store, shelf, into: &events),
            let (plan, _) = try plan(&open, to: target, answering: answers, now, store)
        else { return nil }
        return MigrationReport.Case(open, plan, isMigrated: false)
    }

    /// What would become of a case once time has done what it has to, and what that is; nil where nothing is left to do.
    private func plan(
        _ open: inout OpenCase, to target: DefinitionShelf.Version, answering answers: [String: String], _ now: Moment,
        _ store: any StoreReader
    ) throws -> (plan: MigrationPlan, passed: [CaseEvent])? {
        if let answer = answers.keys.min(), open.definitions == target.number { throw UnknownWord(.openQuestion, answer) }
        guard open.definitions != target.number else { return nil }
        var passed: [CaseEvent] = []
        let before = Circumstances(at: now, calendar: open.rules.bundle.shared.calendar)
        CaseMachine.letTimePass(on: &open.state, under: open.rules, given: before, into: &passed)
        guard open.state.phase == .open else { return nil }
        let id = open.rules.bundle.id
        guard let rules = try? target.rules(of: id) else { return (.blocked(.noBundle(id)), passed) }
        let from = try shelf.version(open.definitions, in: store).digest
        let circumstances = Circumstances(at: now, calendar: rules.bundle.shared.calendar)
        try Self.check(answers, of: open, to: rules)
        let plan = MigrationPlan(
            of: open.state, from: open.rules, to: rules, digests: (from, target.digest), answering: answers, given: circumstances)
        return (plan, passed)
    }

    private static func check(_ named: Set<CaseID>, among ids: [CaseID]) throws(UnknownWord) {
        for id in named.sorted() where !ids.contains(id) { throw UnknownWord(.case, id.description, known: ids.map(\.description)) }
    }

    /// Only what is asked and was not answered is answered now: a case keeps what it began with.
    private static func check(_ answers: [String: String], of open: OpenCase, to rules: CaseRules) throws(UnknownWord) {
        guard !answers.isEmpty, let submission = open.state.submission else { return }
        let known = KnownSituation(of: submission, under: open.rules, for: rules, on: open.state.latest)
        let (bundle, questions) = (rules.bundle, rules.bundle.shared.questions)
        let unanswered = bundle.questions.filter {
            known.situation.answers[$0.question] == nil || known.unanswered.contains(questions[$0.question].id)
        }
        for (question, answer) in answers.sorted(by: { $0.key < $1.key }) {
            guard let entry = unanswered.first(where: { questions[$0.question].id == question }) else {
                throw UnknownWord(.openQuestion, question, known: unanswered.map { questions[$0.question].id })
            }
            guard bundle.problem(with: answer, to: entry.question) != nil else { continue }
            let allowed = questions[entry.question].answers.enumerated().filter { entry.allowed & (1 << UInt64($0.offset)) != 0 }
            throw UnknownWord(.answer, answer, known: allowed.map(\.element.id))
        }
    }

    private func eachOpenCase(
        of bundle: String?, _ target: DefinitionShelf.Version, _ store: any StoreReader, _ take: (CaseID) throws -> Void
    ) throws {
        var known = Set(target.compilation.bundles.map(\.id))
        try store.eachCase { row in
            known.insert(row.bundle)
            if row.phase == .open, bundle == nil || row.bundle == bundle { try take(row.caseID) }
            return true
        }
        if let bundle, !known.contains(bundle) { throw UnknownWord(.bundle, bundle, known: known.sorted()) }
    }

    /// A version by its number, or by how its digest begins.
    private func version(_ word: String?, in store: any StoreReader) throws -> DefinitionShelf.Version {
        guard let word else { return try shelf.current(in: store) }
        var numbers: [Int] = []
        var found: [Int] = []
        while let stored = try store.definitions(numbers.count + 1) {
            numbers.append(stored.number)
            if word == "\(stored.number)" || (word.count >= 6 && stored.digest.hasPrefix(word)) { found.append(stored.number) }
        }
        guard found.count == 1, let number = found.first else {
            throw UnknownWord(.definitions, word, known: numbers.map { "\($0)" })
        }
        return try shelf.version(number, in: store)
    }
}

extension MigrationReport.Case {
    fileprivate init(_ open: OpenCase, _ plan: MigrationPlan, isMigrated: Bool) {
        self.init(id: open.id, bundle: open.rules.bundle.id, kind: plan.kind, reasons: plan.reasons, isMigrated: isMigrated)
    }
}
