/// Who an application is of, and whose licences may be read for it.
public struct Applying: Sendable, Hashable {
    /// Role (`mother`, `child#2`) → the code of the person, firm or thing; `999 LSVAA2182E2123456` where it is of another kind than the role's.
    public var people: [String: String]
    /// The roles of those who apply, or for whom the applicant acts (his firm, somebody who has died): his own request opens their licences.
    public var applicants: Set<String>
    /// Licences that he has looked at and takes, and those that he does not want used: `mother:marriage-certificate`.
    public var accepted: Set<String>
    public var declined: Set<String>
    /// Whose request it is, where his code is known: he applies in the roles that he has himself, and names nobody else. nil: `applicants` says it.
    public var own: HolderCode?

    public init(
        people: [String: String] = [:], applicants: Set<String> = [], accepted: Set<String> = [], declined: Set<String> = [],
        own: HolderCode? = nil
    ) {
        (self.people, self.applicants, self.accepted, self.declined, self.own) = (people, applicants, accepted, declined, own)
    }

    public var isEmpty: Bool { people.isEmpty }

    /// Whether it says anything of who is who, or of who applies.
    public var saysWho: Bool { !people.isEmpty || !applicants.isEmpty }
}

/// Licences in place of papers: read when an application comes in, and looked after again before what rests on them is granted.
extension Office {
    /// What was found for an application.
    struct Gathered {
        var situation: Situation
        /// Those whom licences name: role → code.
        var named: [String: String]
        /// The pseudonyms of those who apply.
        var applicants: [String]
        var asked: [AskedLicence]
        var evidence: [Evidence]
        /// What could not be read.
        var awaited: [AwaitedEvidence]
        /// What the licences fill in in the form.
        var filledIn: FormValues
    }

    /// What an application says of itself, without what people hold.
    struct Said {
        var rules: CaseRules
        /// Question → answer.
        var given: [String: String]
        var blank: Situation
    }

    func said(_ application: NewCase, under version: DefinitionShelf.Version) throws -> Said {
        let rules = try version.rules(of: application.bundle)
        if application.holds != nil { throw SituationRequest.Problem.bothHoldsAndPeople }
        var request = SituationRequest()
        request.answers = application.answers.sorted { $0.key < $1.key }.map { (question: $0.key, answer: $0.value) }
        request.holdings = []
        let journey = try version.journey(of: application)
        return Said(
            rules: rules, given: try rules.bundle.givenAnswers(of: journey, changed: request),
            blank: try rules.bundle.incomplete(of: journey, changed: request).situation)
    }

    /// Reads the licences that an application needs, each with its row in the log of uses of data, in the same transaction.
    func gather(
        _ application: NewCase, _ applying: Applying, as id: CaseID, under version: DefinitionShelf.Version, by caller: Caller,
        _ known: InquiryAnswers, choosing choice: ((LicenceGathering.Wanted) -> LicenceChoice)? = nil, _ store: any StoreWriter
    ) throws -> Gathered {
        let said = try said(application, under: version)
        let bundle = said.rules.bundle
        let (people, own) = try people(of: applying, in: bundle)
        let applicants = LicenceGathering.Applicants(people: people, own: own, hasMandate: application.mandate != nil)
        var gathering = try gathering(bundle, applicants, as: id, for: bundle.purposeOfReading, by: caller, known, store)
        gathering.choice = try choice ?? self.choice(of: applying, in: bundle)
        let (situation, open) = try gathering.situation(said.given, of: said.blank, said.rules.baseline)
        if !open.isEmpty { throw bundle.unanswered(open).because(gathering.asked) }
        let ledger = bundle.ledger(situation, said.rules.baseline)
        try gathering.noteUses(reading: ledger.fieldsWanted, for: ledger.itemsServed)
        return Gathered(
            situation: situation, named: gathering.named, applicants: try OfficeSecrets(keys, store).pseudonyms(of: own),
            asked: gathering.asked, evidence: ledger.evidence(gathering.read),
            awaited: ledger.awaited(gathering.awaited), filledIn: ledger.filledIn(by: gathering.read))
    }

    /// What he wants; a type that is used only where he says so each time is not where he has not.
    func choice(of applying: Applying, in bundle: CompiledBundle) throws -> (LicenceGathering.Wanted) -> LicenceChoice {
        let accepted = Set(try applying.accepted.map(bundle.wanted(named:)))
        let declined = Set(try applying.declined.map(bundle.wanted(named:)))
        return { wanted in
            if declined.contains(wanted) { return .leave(.declined) }
            let isAsked = bundle.shared.type(wanted.licence).definition.reuse == .askAgain
            return isAsked && !accepted.contains(wanted) ? .leave(.notAccepted) : .use
        }
    }

    /// What looks for the licences of an application.
    func gathering(
        _ bundle: CompiledBundle, _ applicants: LicenceGathering.Applicants, as id: CaseID, for text: String, by caller: Caller,
        _ known: InquiryAnswers, _ store: any StoreWriter
    ) throws -> LicenceGathering {
        let shared = bundle.shared
        let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
        let registry = registry(under: shared, by: secrets, store)
        let bodies = shared.departments.flatMap { $0.codes.map(\.text) }
        let trust = LicenceTrust(shared, keys: secrets.publicKeys.map { ($0, bodies) })
        let purpose = LicenceRegistry.Purpose(by: caller.asUser, text: text, basis: "", caseID: id)
        let today = clock.now.day
        let source = OfficeLicences(registry, trusting: trust, providers, known, for: purpose, of: bundle.id) { code in
            let given = try store.registry.authorisations(by: secrets.fingerprint(of: code), for: id).filter { $0.holds(on: today) }
            return (given.last { $0.isSensitive } ?? given.last)?.number
        }
        return try LicenceGathering(bundle, applicants, from: source, asking: asking(shared, store), on: today)
    }

    /// Sources that somebody has connected: a provider has their records, or the registry has one.
    func asking(_ shared: SharedDefinitions, _ store: any StoreReader) throws -> Set<Int> {
        Set(
            try shared.sources.indices.filter { source in
                let record = shared.sources[source].record
                guard SharedType(record) != nil else { return false }
                let name = record.definition.id.value
                return try providers.provider(of: name) != nil || store.registry.hasLicences(of: name)
            })
    }

    /// Who the people are and who applies, where something was said before: what is not said anew stands. That somebody applies stands as long as
    /// he is the same.
    /// - Throws: `LicenceMistake`, `UnknownWord`, `DraftProblem`
    func said(_ applying: Applying, after before: Applying, in bundle: CompiledBundle, by caller: Caller) throws -> Applying {
        var said = applying
        guard applying.saysWho else {
            (said.people, said.applicants) = (before.people, before.applicants)
            return said
        }
        if applying.people.isEmpty { said.people = before.people }
        let codes = try codes(of: said.people, in: bundle)
        if let own = applying.own {
            said.applicants = Set(codes.filter { $0.value.text == own.text }.keys)
            // An agent acts for people whom he is none of.
            if caller.role == .applicant, !applying.people.isEmpty, said.applicants.isEmpty { throw DraftProblem.noneOfThem }
            guard applying.applicants.isSubset(of: said.applicants) else { throw DraftProblem.namesAnother }
        } else if applying.applicants.isEmpty {
            said.applicants = before.applicants.filter { codes[$0] != nil && [nil, said.people[$0]].contains(before.people[$0]) }
        }
        for role in said.applicants.sorted() {
            _ = try bundle.holder(role)
            if !codes.isEmpty, codes[role] == nil { throw UnknownWord(.person, role, known: codes.keys.sorted()) }
        }
        return said
    }

    /// Role → code, each of which is one.
    private func codes(of people: [String: String], in bundle: CompiledBundle) throws -> [String: HolderCode] {
        var codes: [String: HolderCode] = [:]
        for (role, text) in people.sorted(by: { $0.key < $1.key }) {
            let (place, _) = try bundle.holder(role)
            do throws(HolderCode.Problem) {
                codes[role] = try HolderCode(typed: text, for: bundle.roles[place].kind)
            } catch {
                throw LicenceMistake(name: role, reason: error.reason)
            }
        }
        return codes
    }

    /// Who is who, and whose own request it is.
    func people(
        of applying: Applying, in bundle: CompiledBundle
    ) throws -> (all: [LicenceGathering.RolePlace: HolderCode], own: Set<HolderCode>) {
        var all: [LicenceGathering.RolePlace: HolderCode] = [:]
        var own: Set<HolderCode> = []
        for (role, code) in try codes(of: applying.people, in: bundle) {
            let (place, instance) = try bundle.holder(role)
            all[.init(role: place, instance: instance)] = code
            if applying.applicants.contains(role) { own.insert(code) }
        }
        for (place, role) in bundle.roles.enumerated() {
            guard case .group(let members) = role.binding else { continue }
            let codes = members.compactMap { all[.init(role: $0, instance: 0)] }
            if Set(codes).count < codes.count {
                let names = members.map { bundle.roles[$0].id }.joined(separator: ", ")
                throw LicenceMistake(
                    name: bundle.roles[place].id, reason: Title(zh: "\(names) 是同一个人", en: "are one and the same: \(names)"))
            }
        }
        // A thing authorises nothing: whoever applies for it opens what is known of it.
        if !applying.applicants.isEmpty {
            for (place, code) in all where bundle.roles[place.role].kind.isThing { own.insert(code) }
        }
        if let nobody = applying.applicants.subtracting(applying.people.keys).min() {
            throw UnknownWord(.person, nobody, known: applying.people.keys.sorted())
        }
        return (all, own)
    }

    /// Looks after the licences of a case on which something rests that is not decided. Nothing is opened: whether one holds stands in the
    /// registry beside what is sealed.
    /// What lies elsewhere is looked after by those who have it, as far as they have said.
    func standing(of state: CaseState, _ known: InquiryAnswers, _ store: any StoreReader, on day: Day) throws -> EvidenceStanding? {
        if state.evidence.isEmpty { return nil }
        var standing = EvidenceStanding()
        // What sources said is doubted in a way of its own (disputes).
        for (place, evidence) in state.evidence.enumerated()
        where evidence.licence >= 0 && evidence.loss == nil && CaseMachine.isUsed(place, state) {
            if evidence.awaited == nil {
                guard let row = try store.registry.licence(evidence.register) else {
                    throw StoreFault.damaged("licences \(evidence.register)")
                }
                standing.losses[place] = EvidenceLoss(row.status, until: row.expires, on: day)
                if let provider = row.provider, standing.losses[place] == nil {
                    switch known.standing(ofCopy: row.number) {
                    case .standing(let found)?: standing.losses[place] = EvidenceLoss(found.status, until: found.expires, on: day)
                    case .fault(.notFound)?: standing.losses[place] = .notFound
                    case .fault?, .licences?, nil: standing.unchecked[place] = provider
                    }
                }
            }
            if evidence.authorisation > 0 {
                guard let given = try store.registry.authorisation(evidence.authorisation) else {
                    throw StoreFault.damaged("authorisations \(evidence.authorisation)")
                }
                if !given.holds(on: day) { standing.losses[place] = .unauthorised }
            }
        }
        return standing
    }

    /// That licences were found to hold before a decision stands in the log of uses of data, too.
    func noteChecks(in events: [CaseEvent], of open: OpenCase, _ store: any StoreWriter) throws {
        for event in events {
            guard case .evidenceChecked(let item, let checked) = event.fact, let submission = open.state.submission else { continue }
            // For the department that decides it, on whatever basis it was read (one that was asked elsewhere has that in its row as well).
            let one = open.state.items[Int(item)]
            let department = open.rules.bundle.shared.departments[open.rules.holder(of: one, submission.answers)].id.value
            for place in checked {
                let evidence = open.state.evidence[Int(place)]
                guard let row = try store.registry.licence(evidence.register) else { continue }
                _ = try store.registryWriter.note(
                    DataUse(
                        .checked, of: row, at: clock.milliseconds,
                        by: DataUser(role: event.by.role.name, person: nil, organisation: department), caseID: open.id,
                        item: open.rules.name(of: one.opened), purpose: "decision",
                        basis: ReadingBasis(authorisation: evidence.authorisation).text))
            }
        }
    }
}

extension SituationRequest.Problem {
    /// With what came of the licences that might have answered.
    fileprivate func because(_ asked: [AskedLicence]) -> Self {
        let why = asked.filter { !$0.why.isEmpty && $0.outcome != .used }
        if why.isEmpty { return self }
        var problem = self
        problem.message = Title(
            zh: message.zh + "（" + why.map { "\($0.role):\($0.licence) \($0.why.map(\.zh).joined(separator: "；"))" }.joined(separator: "；")
                + "）",
            en: message.en + " ("
                + why.map { "\($0.role):\($0.licence): \($0.why.map(\.en).joined(separator: "; "))" }.joined(separator: "; ") + ")")
        return problem
    }

    static let bothHoldsAndPeople = SituationRequest.Problem(
        message: Title(
            zh: "已指明申请人身份的，证照由登记库查得，不能再声明（holds）",
            en: "where it is said who the people are, their licences are looked up and not declared (`holds`)"))
}

extension HolderCode {
    /// As an application says who is who: `999 LSVAA2182E2123456` where it is of another kind than the role's.
    init(typed text: String, for role: RoleKind) throws(Problem) {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        self = words.count == 2 ? try HolderCode(kind: words[0], text: words[1]) : try HolderCode(kind: role.holderCodeKind, text: text)
    }
}

extension CompiledBundle {
    /// What licences are read for when it is applied for, as logs have it, here and where they are kept.
    var purposeOfReading: String { "application \(id)" }
}
