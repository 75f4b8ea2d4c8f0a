/// A draft with what it comes to under the definitions under which it would be handed in today.
public struct DraftView: Sendable {
    public let draft: Draft
    public let rules: CaseRules
    public let plan: DraftPlan
    /// What it came to when it was last written, where other definitions held then.
    public let before: DraftPlan?
    /// Licences that somebody had asked for and that are not needed any more, now that something else is said.
    public var released: [Draft.Licence] = []
    /// Another one with each time that the draft is written, and under other definitions.
    public let version: Int
}

/// What newly published definitions mean for a draft.
public enum DraftEffect: Sendable, Hashable {
    /// It follows, and is as complete as before.
    case goesOn
    /// It follows, and questions are open that were not.
    case asksMore([String])
    /// It follows, and says something that these definitions do not know.
    case doesNotFit(Title)
    /// It is handed in under those under which it was begun.
    case stays
}

extension Office {
    // MARK: Drafts

    /// Keeps what somebody has begun to fill in. Nothing is taken in and no clock runs.
    public func draft(
        _ application: NewCase, filling values: FormValues = [:], of applying: Applying = Applying(), by caller: Caller,
        under key: RequestKey<DraftView>? = nil
    ) async throws -> DraftView {
        try Rights.check(.apply, by: caller.role)
        return try await write(under: key) { [self] store in
            let version = try shelf.current(in: store)
            let bundle = try version.rules(of: application.bundle).bundle
            let draft = Draft(
                id: try unusedID(store), application, of: caller.person, definitions: version.number,
                until: lastDay(within: bundle.definition.drafts.keptFor, bundle))
            try fill(values, of: applying, by: caller, in: draft, bundle, store)
            return try kept(draft, store)
        }
    }

    /// Fills in more of a draft, or something else; what is not named stays. An offer may be mended too before it is accepted.
    /// - Parameter seen: the version of the draft that the caller has seen; another one is a `VersionConflict`.
    public func change(
        _ id: CaseID, to changes: NewCase, filling values: FormValues = [:], of applying: Applying = Applying(), by caller: Caller,
        expecting seen: Int? = nil, under key: RequestKey<DraftView>? = nil
    ) async throws -> DraftView {
        try Rights.check(.apply, by: caller.role)
        return try await write(under: key) { [self] store in
            var draft = try theirs(id, caller, store, expecting: seen)
            draft.application.answers.merge(changes.answers) { $1 }
            draft.application.from = changes.from ?? draft.application.from
            draft.application.holds = changes.holds ?? draft.application.holds
            draft.application.mandate = changes.mandate ?? draft.application.mandate
            if !changes.without.isEmpty { draft.application.without = changes.without }
            let version = try version(of: draft, store)
            draft.definitions = version.number
            let bundle = try version.rules(of: draft.application.bundle).bundle
            // An offer stands as long as was said when it was made.
            if draft.offer == nil { draft.until = lastDay(within: bundle.definition.drafts.keptFor, bundle) }
            try fill(values, of: applying, by: caller, in: draft, bundle, store)
            // Other people are others' licences, and others open them.
            if applying.saysWho { draft.licences = [] }
            let released = try release(from: &draft, by: caller, store)
            var view = try kept(draft, store)
            view.released = released
            return view
        }
    }

    /// Offers somebody what he is entitled to, filled in from the data of the sources that the bundle names (免申即享).
    public func offer(
        _ application: NewCase, to person: String, by caller: Caller, under key: RequestKey<DraftView>? = nil
    ) async throws -> DraftView {
        try Rights.check(.offer, by: caller.role)
        return try await write(under: key) { [self] store in
            let version = try shelf.current(in: store)
            let bundle = try version.rules(of: application.bundle).bundle
            guard let offers = bundle.offers else { throw DraftProblem.notOffered(bundle: bundle.id) }
            let lead = bundle.shared.departments[bundle.leadDepartment].id.value
            guard caller.department.map({ $0 == lead }) ?? true else { throw DraftProblem.notTheLead(department: lead) }
            let (situation, _) = try known(of: application, under: version)
            if let silent = offers.from.first(where: { !situation.sources[$0] }) {
                throw DraftProblem.sourceIsSilent(bundle.shared.sources[silent].definition.title)
            }
            let today = clock.now.day
            let others = try store.drafts(of: person, after: nil, limit: .max)
            if let one = others.first(where: { $0.offer != nil && $0.application.bundle == bundle.id && $0.until >= today }) {
                throw DraftProblem.offeredAlready(one.id, until: one.until)
            }
            let draft = Draft(
                id: try unusedID(store), application, of: person, definitions: version.number,
                until: lastDay(within: offers.openFor, bundle), offer: Draft.Offer(department: lead, made: today))
            let view = try view(draft, store)
            // Whoever is offered something need only say yes: an offer leaves no question open, and is of somebody to whom it applies.
            if !view.plan.open.isEmpty { throw bundle.unanswered(view.plan.open) }
            if let stop = view.plan.stops.first { throw SituationRequest.Problem(message: stop) }
            return try kept(draft, store)
        }
    }

    /// Hands a draft in, or accepts an offer: the case has its number, and the draft is gone. Where it is refused, the draft stays.
    ///
    /// - Throws: `FormMistakes` where what its form wants was not typed, `DraftProblem`, `NotAllowed`, `UnknownWord`, `KeyProblem`, `OtherRequest`,
    ///   `StoreFault`.
    public func submit(
        _ id: CaseID, of applying: Applying = Applying(), by caller: Caller, expecting seen: Int? = nil, key: String? = nil
    ) async throws -> CaseAnswer {
        try Rights.check(.apply, by: caller.role)
        let asked = Asked(by: caller, draft: id.description, form: key == nil ? nil : try await fingerprint(FormValues().asking(applying)))
        return try await asking(by: caller) { [self] known in
            do {
                return try await answered(key, to: asked) { [self] store in
                    try submit(id, of: applying, by: caller, expecting: seen, known, store)
                }
            } catch let mistakes as FormMistakes where !mistakes.unavailable.isEmpty {
                try await store.write { [self] store in try note(unavailable: mistakes.unavailable, in: theirs(id, caller, store), store) }
                throw mistakes
            }
        }
    }

    private func submit(
        _ id: CaseID, of applying: Applying, by caller: Caller, expecting seen: Int?, _ known: InquiryAnswers, _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let draft = try theirs(id, caller, store, expecting: seen)
        let version = try version(of: draft, store)
        let applying = try said(
            applying, after: self.applying(of: draft, store), in: version.rules(of: draft.application.bundle).bundle, by: caller)
        if draft.offer == nil { try checkSomebodyApplies(applying, by: caller) }
        let bundle = try version.rules(of: draft.application.bundle).bundle
        let choice = try choice(of: applying, in: draft, bundle)
        let gathered =
            try applying.isEmpty
            ? nil : gather(draft.application, applying, as: id, under: version, by: caller, known, choosing: choice, store)
        try checkAccepted(draft, gathered?.asked ?? [], bundle)
        func decision(_ form: SealedForm?) throws -> Decision {
            try decide(
                draft.application, as: id, under: version, offer: draft.offer, with: gathered, form: form, by: caller
            ) {
                try number(of: $0, store)
            }
        }
        let kept = try store.form(of: id)
        var typed: (FormValues, CaseForm)?
        // What is not asked in the end is not kept. Whoever accepts an offer need only say yes: what it still wants is filled in later.
        func filled(_ open: OpenCase) throws -> FormValues? {
            if kept == nil, gathered == nil, draft.offer != nil { return nil }
            let form = try caseForm(of: open)
            var values = try values(of: kept, of: id).only(Set(form.typed))
            if gathered != nil {
                values = try reusing(values, in: form, of: applying, for: id, open.rules.bundle, by: caller, store)
                typed = (values, form)
            }
            values = (gathered?.filledIn ?? [:]).filling(in: values)
            if draft.offer == nil, var missing = FormMistakes(missingIn: values, of: form, under: open.rules.bundle.shared) {
                if let gathered { missing.unavailable = try unavailable(to: draft, gathered, of: applying, open.rules.bundle, store) }
                throw missing
            }
            return kept == nil && gathered == nil ? nil : values.naming(applying, and: gathered?.named ?? [:])
        }
        var answer = try write(decision, of: id, sealing: filled, instead: kept, store)
        if answer.refused == nil {
            if let (values, form) = typed {
                try remember(values, in: form, of: applying, for: id, version.rules(of: draft.application.bundle).bundle, store)
            }
            try store.forgetDraft(id)
            if let gathered {
                try openIncidents(gathered.awaited, after: gathered.evidence.count, of: id, version.compilation.shared, store)
            }
        }
        answer.licences = gathered?.asked
        return answer
    }

    /// Throws a draft away; an offer is declined, which is kept until its last day so that nobody asks again.
    public func discard(_ id: CaseID, by caller: Caller, expecting seen: Int? = nil) async throws {
        try Rights.check(.apply, by: caller.role)
        try await store.write { [self] store in
            var draft = try theirs(id, caller, store, expecting: seen)
            if draft.offer == nil { return try store.forgetDraft(id) }
            draft.offer?.isDeclined = true
            try keep(draft, store)
        }
    }

    /// A draft by its number; nil where there is none.
    public func draft(_ id: CaseID) async throws -> DraftView? {
        try await store.read { [self] store in try store.draft(id).map { try view($0, store) } }
    }

    /// Drafts and offers by their number, after one of them; of one person, of one bundle, or all.
    /// - Throws: `UnknownWord` for a bundle that is none.
    public func drafts(
        of person: String? = nil, under bundle: String? = nil, after id: CaseID? = nil, limit: Int
    ) async throws -> [DraftEntry] {
        try await store.read { [self] store in
            var (found, last): ([Draft], CaseID?) = ([], id)
            while found.count < limit {
                let page = try store.drafts(of: person, after: last, limit: bundle == nil ? limit - found.count : 500)
                guard let end = page.last else { break }
                found += page.filter { bundle == nil || $0.application.bundle == bundle }
                last = end.id
            }
            if found.isEmpty, let bundle { try shelf.checkBundle(bundle, in: store) }
            return try found.prefix(limit).map { try DraftEntry($0, shelf.version($0.definitions, in: store)) }
        }
    }

    /// What the definitions that hold now mean for every draft that was last written under others.
    public func draftEffects() async throws -> [(id: CaseID, effect: DraftEffect)] {
        try await store.read { [self] store in
            guard let current = try store.currentNumber() else { return [] }
            var effects: [(id: CaseID, effect: DraftEffect)] = []
            var last: CaseID?
            while true {
                let page = try store.drafts(of: nil, after: last, limit: 500)
                for draft in page where draft.definitions != current && draft.offer?.isDeclined != true {
                    effects.append((draft.id, try effect(on: draft, store)))
                }
                guard let end = page.last else { return effects }
                last = end.id
            }
        }
    }

    // MARK: Parts

    /// Whose request it is, the counter says: nobody applies at the window himself.
    func checkSomebodyApplies(_ applying: Applying, by caller: Caller) throws(DraftProblem) {
        if caller.role == .counter, applying.isEmpty || applying.applicants.isEmpty { throw .nobodyApplies }
    }

    /// The definitions under which a draft would be handed in: as those say under which it was last written.
    func version(of draft: Draft, _ store: any StoreReader) throws -> DefinitionShelf.Version {
        let written = try shelf.version(draft.definitions, in: store)
        let follow = try written.rules(of: draft.application.bundle).bundle.definition.drafts.follow
        return follow == .newest ? try shelf.current(in: store) : written
    }

    /// A draft that the caller may work on.
    /// - Parameter seen: its version, as the caller has seen it.
    func theirs(_ id: CaseID, _ caller: Caller, _ store: any StoreReader, expecting seen: Int? = nil) throws -> Draft {
        guard let draft = try store.draft(id) else {
            throw try store.row(of: id) == nil ? UnknownWord(.case, id.description) : DraftProblem.handedIn(id) as any Error
        }
        if caller.role == .applicant, let person = draft.person, person != caller.person { throw DraftProblem.notTheirs }
        guard draft.until >= clock.now.day else { throw DraftProblem.over(draft.until) }
        guard draft.offer?.isDeclined != true else { throw DraftProblem.declined }
        guard let seen else { return draft }
        let now = try self.seen(draft, store)
        if seen != now { throw VersionConflict(caseID: id, expected: seen, found: now) }
        return draft
    }

    /// The version of a draft: what it comes to changes with what is written, and with the definitions.
    func seen(_ draft: Draft, _ store: any StoreReader) throws -> Int {
        draft.writes * 1_000 + (try version(of: draft, store).number) % 1_000
    }

    /// Which fields are asked is known once every question is answered; till then every field may be filled in that the bundle ever asks.
    private func fill(
        _ values: FormValues, of applying: Applying, by caller: Caller, in draft: Draft, _ bundle: CompiledBundle,
        _ store: any StoreWriter
    ) throws {
        guard !values.isEmpty || applying.saysWho else { return }
        try check(values, asDraftOf: bundle)
        let kept = try store.form(of: draft.id)
        let before = try self.values(of: kept, of: draft.id)
        let said = try said(applying, after: before.applying, in: bundle, by: caller)
        if !said.isEmpty { _ = try people(of: said, in: bundle) }
        let all = before.filter { !$0.key.hasPrefix("@") }.typing(values).naming(said)
        try store.keep(try seal(all, of: draft.id, instead: kept, store), of: draft.id)
    }

    /// The last day of a time that begins today.
    private func lastDay(within span: TimeSpan, _ bundle: CompiledBundle) -> Day {
        CaseClock.due(from: clock.now.day, within: span, bundle.shared.calendar).due.day
    }

    /// Keeps a draft that can be read under its definitions.
    private func kept(_ draft: Draft, _ store: any StoreWriter) throws -> DraftView {
        let view = try view(draft.written, store)
        try store.keep(view.draft)
        return view
    }

    /// Keeps a draft of which something has changed.
    func keep(_ draft: Draft, _ store: any StoreWriter) throws { try store.keep(draft.written) }

    func view(_ draft: Draft, _ store: any StoreReader) throws -> DraftView {
        let version = try version(of: draft, store)
        let written = try shelf.version(draft.definitions, in: store)
        return DraftView(
            draft: draft, rules: try version.rules(of: draft.application.bundle), plan: try plan(draft, under: version, store),
            before: version.number == written.number ? nil : try? plan(draft, under: written, store), version: try seen(draft, store))
    }

    private func plan(_ draft: Draft, under version: DefinitionShelf.Version, _ store: any StoreReader) throws -> DraftPlan {
        let (situation, open, rules) = try hoped(draft, under: version)
        return DraftPlan(situation, open: open, under: rules)
    }

    /// Every line of a draft; of one that wants no paper, what becomes of it.
    func papers(of draft: Draft, _ store: any StoreReader) throws -> [(id: String, unwanted: Disposition?)] {
        let (situation, open, rules) = try hoped(draft, under: version(of: draft, store))
        let wanted = Set(DraftPlan(situation, open: open, under: rules).papers.map(\.line))
        let ledger = rules.asked.ledger(situation, rules.baseline)
        return open.isEmpty ? ledger.lines.map { (ledger.id($0), wanted.contains(ledger.id($0)) ? nil : $0.disposition) } : []
    }

    /// What a draft says so far, and what is hoped that people hold.
    func hoped(
        _ draft: Draft, under version: DefinitionShelf.Version
    ) throws -> (situation: Situation, open: [String], rules: CaseRules) {
        var (situation, open) = try known(of: draft.application, under: version)
        let rules = try version.rules(of: draft.application.bundle)
        // Of people who are known by name it is found out what they hold: till then it is hoped for, and not what an example holds.
        if !draft.licences.isEmpty {
            situation.parties = rules.bundle.everybody(in: situation.answers, without: try gone(from: draft, rules.bundle))
        }
        return (situation, open, rules)
    }

    private func effect(on draft: Draft, _ store: any StoreReader) throws -> DraftEffect {
        let view: DraftView
        do {
            view = try self.view(draft, store)
        } catch let problem as SituationRequest.Problem {
            return .doesNotFit(problem.message)
        } catch let problem as UnknownWord {
            return .doesNotFit(problem.message)
        }
        guard let before = view.before else { return .stays }
        let more = view.plan.open.filter { !before.open.contains($0) }
        return more.isEmpty ? .goesOn : .asksMore(more)
    }
}
