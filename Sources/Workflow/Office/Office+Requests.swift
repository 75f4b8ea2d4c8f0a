/// Before an application is handed in, its applicant asks for the licences that would stand in for papers, looks at what they say, and takes them or
/// not; nothing of what they say is kept, and those that he takes are read again when he hands it in (the once-only rules ask for an explicit
/// request and a preview; 个人信息保护法 arts 14, 44).
extension Office {
    /// A licence that would stand in for papers of a draft.
    public struct LicenceNeed: Sendable, Hashable {
        public var licence: Draft.Licence
        public var title: Title
        /// Others whose it is, too.
        public var others: [String]
        /// Lines of the ledger: `birth-registration/3`; none: it answers a question.
        public var lines: [String]
        /// What would be read of it, under its own names.
        public var fields: [String]
        /// The highest class of them: what is sensitive of another person needs his consent to that (个人信息保护法 art. 29).
        public var highest: DataClass?
        /// It is used only where the applicant takes it.
        public var isAskedAgain: Bool
    }

    /// What came of asking for one.
    public struct LookedAt: Sendable, Hashable {
        public var licence: Draft.Licence
        /// Why not, in both languages.
        public var why: [EventRecord.Words]
        /// What would be read of it, with what it says; nil: it was not shown.
        public var says: [String: String]?
    }

    /// The licences that a draft would use if everybody held everything, and how far its applicant is with each.
    public func licences(for id: CaseID, by caller: Caller) async throws -> [LicenceNeed] {
        try Rights.check(.apply, by: caller.role)
        return try await store.read { [self] store in try needs(of: theirs(id, caller, store), store).map(\.need) }
    }

    /// Asks for licences of a draft.
    /// - Parameters:
    ///   - names: `mother:marriage-certificate`; nil: all that are needed and of which nothing was said.
    ///   - showing: whether what they say is shown, as to the applicant.
    public func requestLicences(
        _ names: [String]? = nil, for id: CaseID, showing: Bool, by caller: Caller
    ) async throws -> [LookedAt] {
        try Rights.check(.apply, by: caller.role)
        return try await asking(by: caller) { [self] known in
            try await store.write { [self] store in
                try requestLicences(names, for: try theirs(id, caller, store), showing: showing, by: caller, known, store)
            }
        }
    }

    private func requestLicences(
        _ names: [String]?, for draft: Draft, showing: Bool, by caller: Caller, _ known: InquiryAnswers, _ store: any StoreWriter
    ) throws -> [LookedAt] {
        var draft = draft
        let said = try said(draft.application, under: version(of: draft, store))
        let bundle = said.rules.bundle
        let applying = try self.applying(of: draft, store)
        if applying.isEmpty { throw DraftProblem.nobodyNamed }
        let needs = try needs(of: draft, store)
        let open: [Draft.Licence.State] = showing ? [.needed, .requested, .retrieved, .previewed] : [.needed, .requested]
        let chosen =
            try names.map { try $0.map(bundle.wanted(named:)) } ?? needs.filter { open.contains($0.need.licence.state) }.map(\.wanted)
        if let odd = chosen.first(where: { one in !needs.contains { $0.wanted == one } }) {
            throw UnknownWord(.neededLicence, bundle.name(of: odd), known: needs.map(\.need.licence.name))
        }
        let (people, own) = try people(of: applying, in: bundle)
        let applicants = LicenceGathering.Applicants(people: people, own: own, hasMandate: draft.application.mandate != nil)
        var gathering = try gathering(bundle, applicants, as: draft.id, for: "preview \(bundle.id)", by: caller, known, store)
        gathering.choice = { chosen.contains($0) ? .use : .leave(nil) }
        _ = try gathering.situation(said.given, of: said.blank, said.rules.baseline)
        // What nothing else asks for by now, as the second of two that would do.
        try gathering.look(for: needs.filter { chosen.contains($0.wanted) }.map { ($0.wanted, $0.others, Set($0.need.fields)) })
        let fields = Dictionary(needs.map { ($0.wanted, Set($0.need.fields)) }) { $0.union($1) }
        let items = Dictionary(needs.map { ($0.wanted, $0.items) }) { $0.union($1) }
        try gathering.noteUses(reading: fields, for: items, keeping: false)
        let looked = chosen.map { one -> LookedAt in
            let name = bundle.shared.type(one.licence).definition.id.value
            var looked = LookedAt(licence: Draft.Licence(role: bundle.label(one.place), licence: name, state: .unavailable), why: [])
            if let asked = gathering.asked.last(where: { $0.role == looked.licence.role && $0.licence == name }) {
                looked.why = asked.why
                if asked.outcome == .unavailable { looked.licence.state = .requested }
            } else if people[one.place] == nil {
                looked.why = [unknown(one.place, in: bundle)]
            }
            if let read = gathering.read.first(where: {
                $0.licence == one.licence && $0.role == one.place.role && $0.instance == one.place.instance
            }) {
                looked.licence.state = showing ? .previewed : .retrieved
                looked.licence.content = gathering.source.fingerprint(ofContent: read.shown.licence)
                let fields = needs.first { $0.wanted == one }?.need.fields ?? []
                if showing { looked.says = read.shown.licence.fields.filter { fields.contains($0.key) } }
            }
            return looked
        }
        for one in looked { draft.licences.replace(one.licence) }
        try keep(draft, store)
        return looked
    }

    private func unknown(_ place: LicenceGathering.RolePlace, in bundle: CompiledBundle) -> EventRecord.Words {
        let who = bundle.shared.title(ofSubject: bundle.label(place))
        guard let naming = bundle.roles[place.role].namedBy else {
            return EventRecord.Words(zh: "没有写明“\(who.zh)”是谁", en: "it is not said who “\(who.en)” is")
        }
        let by = bundle.title(of: .init(place: .init(role: naming.of, instance: 0), licence: naming.licence))
        return EventRecord.Words(zh: "“\(who.zh)”是谁由\(by.zh)写明：请一并调取", en: "who “\(who.en)” is stands in \(by.en): ask for both together")
    }

    /// Takes licences that were looked at, or says that they are not to be used: then the papers are handed in.
    public func answerLicences(
        _ names: [String], accepting: Bool, for id: CaseID, by caller: Caller, expecting seen: Int? = nil,
        under key: RequestKey<AnsweredLicences>? = nil
    ) async throws -> AnsweredLicences {
        try Rights.check(.apply, by: caller.role)
        return try await write(under: key) { [self] store in
            var draft = try theirs(id, caller, store, expecting: seen)
            let bundle = try version(of: draft, store).rules(of: draft.application.bundle).bundle
            let needs = try needs(of: draft, store)
            for name in names {
                let wanted = try bundle.wanted(named: name)
                guard var one = needs.first(where: { $0.wanted == wanted })?.need.licence else {
                    throw UnknownWord(.neededLicence, name, known: needs.map(\.need.licence.name))
                }
                if accepting {
                    guard one.state == .previewed || one.state == .accepted else {
                        throw DraftProblem.notPreviewed(.init(name: one.name, title: bundle.title(of: wanted)))
                    }
                }
                let state: Draft.Licence.State = accepting ? .accepted : .declined
                if one.state == state { continue }
                one.state = state
                draft.licences.replace(one)
                try note(accepting ? .accepted : .declined, one, of: draft, bundle, by: caller, store)
            }
            let after = draft.written
            try store.keep(after)
            return AnsweredLicences(needs: try self.needs(of: after, store).map(\.need), version: try self.seen(after, store))
        }
    }

    /// The licences of a draft after some were taken or not, and the version of the draft in which that is so.
    public struct AnsweredLicences: Sendable {
        public var needs: [LicenceNeed]
        public var version: Int
    }

    // MARK: Parts

    struct Need {
        var wanted: LicenceGathering.Wanted
        var others: [LicenceGathering.RolePlace]
        /// Places of the items in the bundle for which it would be read.
        var items: Set<Int>
        var need: LicenceNeed
    }

    func needs(of draft: Draft, _ store: any StoreReader) throws -> [Need] {
        let said = try said(draft.application, under: version(of: draft, store))
        let bundle = said.rules.bundle
        let asking = try asking(bundle.shared, store)
        func wanted(without gone: Set<LicenceGathering.Wanted>) -> [(ledger: Ledger, one: WantedLicence)] {
            let (ledger, wanted) = bundle.licencesWanted(
                said.given, of: said.blank, said.rules.baseline, on: clock.now.day, without: gone)
            return wanted.filter { $0.wanted.licence >= 0 || asking.contains(-1 - $0.wanted.licence) }.map { (ledger, $0) }
        }
        let all = wanted(without: [])
        // What stands in where another does not.
        let instead = try wanted(without: gone(from: draft, bundle)).filter { other in !all.contains { $0.one.wanted == other.one.wanted } }
        return (all + instead).map { ledger, one in
            let served = ledger.itemsServed
            let type = bundle.shared.type(one.wanted.licence).definition
            let (role, name) = (bundle.label(one.wanted.place), type.id.value)
            let known = draft.licences.first { $0.role == role && $0.licence == name }
            return Need(
                wanted: one.wanted, others: one.others, items: served[one.wanted] ?? [],
                need: LicenceNeed(
                    licence: known ?? Draft.Licence(role: role, licence: name, state: .needed), title: type.title,
                    others: one.others.map(bundle.label), lines: one.lines.map { ledger.id(ledger.lines[$0]) }, fields: one.fields.sorted(),
                    highest: bundle.shared.highestClass(of: one.fields, onType: type.id.value), isAskedAgain: type.reuse == .askAgain))
        }
    }

    /// What is known not to stand in for a paper of a draft; what several hold is declined for all of them.
    func gone(from draft: Draft, _ bundle: CompiledBundle) throws -> Set<LicenceGathering.Wanted> {
        var gone: Set<LicenceGathering.Wanted> = []
        for one in draft.licences where [.unavailable, .declined].contains(one.state) {
            let wanted = try bundle.wanted(named: one.name)
            gone.insert(wanted)
            guard one.state == .declined, bundle.shared.type(wanted.licence).kinds.count > 1 else { continue }
            for role in bundle.roles.indices { gone.insert(.init(place: .init(role: role, instance: 0), licence: wanted.licence)) }
        }
        return gone
    }

    /// Who the people are, and who applies, as the draft has it.
    func applying(of draft: Draft, _ store: any StoreReader) throws -> Applying {
        try values(of: store.form(of: draft.id), of: draft.id).applying
    }

    /// What the applicant has said of the licences of his draft.
    /// - Throws: `DraftProblem.undecided`
    func choice(
        of applying: Applying, in draft: Draft, _ bundle: CompiledBundle
    ) throws -> (LicenceGathering.Wanted) -> LicenceChoice {
        let undecided = try draft.licences.filter { [.retrieved, .previewed].contains($0.state) }.map { one in
            DraftProblem.SomebodysLicence(name: one.name, title: bundle.title(of: try bundle.wanted(named: one.name)))
        }
        if !undecided.isEmpty { throw DraftProblem.undecided(undecided) }
        let otherwise = try choice(of: applying, in: bundle)
        let said = Dictionary(draft.licences.map { ($0.name, $0) }) { $1 }
        return { wanted in
            let one = said[bundle.name(of: wanted)]
            return switch one?.state {
            case .accepted?: .useThat(content: one?.content ?? "")
            case .declined?: .leave(.declined)
            case .needed?, .requested?, .unavailable?, .retrieved?, .previewed?, nil: otherwise(wanted)
            }
        }
    }

    /// What he has taken and does not stand in any more is told before anything is handed in.
    /// - Throws: `DraftProblem.notAsLookedAt`
    func checkAccepted(_ draft: Draft, _ asked: [AskedLicence], _ bundle: CompiledBundle) throws {
        let accepted = draft.licences.filter { $0.state == .accepted }
        let lost = asked.filter { one in
            accepted.contains { $0.role == one.role && $0.licence == one.licence } && ![.used, .unavailable].contains(one.outcome)
        }
        guard let first = lost.first, let one = accepted.first(where: { $0.role == first.role && $0.licence == first.licence }) else {
            return
        }
        let why = first.why.first ?? EventRecord.Words(zh: "未查到", en: "there is none any more")
        let licence = DraftProblem.SomebodysLicence(name: one.name, title: bundle.title(of: try bundle.wanted(named: one.name)))
        throw DraftProblem.notAsLookedAt(licence, Title(zh: why.zh, en: why.en))
    }

    /// What somebody has asked for and is not needed any more is let go.
    func release(from draft: inout Draft, by caller: Caller, _ store: any StoreWriter) throws -> [Draft.Licence] {
        guard !draft.licences.isEmpty else { return [] }
        let version = try version(of: draft, store)
        let (_, open) = try known(of: draft.application, under: version)
        // As long as a question is open it is not known what is needed.
        guard open.isEmpty else { return [] }
        let needed = Set(try needs(of: draft, store).map(\.need.licence.name))
        let released = draft.licences.filter { !needed.contains($0.name) }
        draft.licences.removeAll { !needed.contains($0.name) }
        let bundle = try version.rules(of: draft.application.bundle).bundle
        for one in released { try note(.letGo, one, of: draft, bundle, by: caller, store) }
        return released
    }

    private func note(
        _ act: DataUse.Act, _ one: Draft.Licence, of draft: Draft, _ bundle: CompiledBundle, by caller: Caller, _ store: any StoreWriter
    ) throws {
        let people = try people(of: applying(of: draft, store), in: bundle).all
        guard let code = people[try bundle.wanted(named: one.name).place] else { return }
        let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
        _ = try store.registryWriter.note(
            DataUse(
                at: clock.milliseconds, act: act, by: caller.asUser, subjects: [Digest.text(secrets.fingerprint(of: code))],
                caseID: draft.id.description, type: one.licence, fields: [], purpose: bundle.purposeOfReading, basis: "holder-requests"))
    }
}

extension [Draft.Licence] {
    mutating func replace(_ one: Draft.Licence) {
        removeAll { $0.name == one.name }
        if one.state != .needed { append(one) }
    }
}

extension CompiledBundle {
    /// A licence of somebody, as people write it: `mother:marriage-certificate`.
    /// - Throws: `UnknownWord`, `SituationRequest.Problem`.
    func wanted(named text: String) throws -> LicenceGathering.Wanted {
        let parts = text.replacing("：", with: ":").split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw SituationRequest.Problem(
                message: Title(zh: "`\(text)` 应写作 角色:证照", en: "`\(text)` is to be written ROLE:LICENCE"),
                help: Title(zh: "如 mother:marriage-certificate", en: "such as mother:marriage-certificate"), word: text)
        }
        let (role, instance) = try holder(parts.first ?? "")
        let name = parts[1]
        guard let licence = shared.typeNumber(name) else {
            throw UnknownWord(.licence, name, known: shared.types.map(\.definition.id.value))
        }
        return LicenceGathering.Wanted(place: .init(role: role, instance: instance), licence: licence)
    }
}
