/// The licences that an application needs, read one after the other: what would settle a paper or a question is looked for, and nothing else.
struct LicenceGathering {
    /// A licence that was read, and for whom.
    struct Read {
        var role: Int
        var instance: Int
        var licence: Int
        var shown: ShownLicence
        /// Its number in the registry, and the row of the log; 0: it is not written yet.
        var number: Int64 = 0
        var use: Int64 = 0
        var authorisation: Int64
    }

    /// A licence of which it could not be found out whether there is one.
    struct Awaited {
        var wanted: Wanted
        var others: [RolePlace]
        var provider: String
        var fault: SharingFault
        var authorisation: Int64
    }

    /// Something that was opened for it, whatever came of it.
    private struct Opened {
        /// Nil: it came from a provider.
        var row: LicenceRow?
        var provider: String?
        var shown: ShownLicence
        var basis: ReadingBasis
        /// For whom it was looked for.
        var code: HolderCode
        /// What of it shows who may act for whom.
        var relations: Set<String> = []
    }

    let bundle: CompiledBundle
    /// Who is who; whom a licence names joins them.
    private(set) var people: [RolePlace: HolderCode]
    /// Whose own request it is.
    private let own: Set<HolderCode>
    /// The applicant has a written mandate.
    private let hasMandate: Bool
    let registry: LicenceRegistry
    let trust: LicenceTrust
    let providers: LicenceProviders
    let answers: InquiryAnswers
    let purpose: LicenceRegistry.Purpose
    let day: Day
    /// The number of somebody's authorisation for this application.
    let authorisation: (HolderCode) throws -> Int64?

    /// Those who were not named by the application: role → code.
    private(set) var named: [String: String] = [:]
    private(set) var read: [Read] = []
    private(set) var asked: [AskedLicence] = []
    private(set) var awaited: [Awaited] = []
    /// What the applicant wants.
    var choice: (Wanted) -> LicenceChoice = { _ in .use }
    private var needed: [Inquiry: String] = [:]
    private var opened: [Opened] = []
    /// Those that another contradicts: they do not come in again by another holder's hand.
    private var doubtful: Set<LicenceIdentifier> = []
    private var tried: Set<Wanted> = []
    private var held: [RolePlace: [Int: Holding]] = [:]

    /// A licence of somebody.
    struct Wanted: Hashable {
        var place: RolePlace
        var licence: Int
    }

    /// A role that is a person or thing itself, and which of several.
    struct RolePlace: Hashable {
        var role: Int
        var instance: Int
    }

    init(
        _ bundle: CompiledBundle, _ applicants: Applicants, _ registry: LicenceRegistry, trusting trust: LicenceTrust,
        _ providers: LicenceProviders, _ answers: InquiryAnswers, for purpose: LicenceRegistry.Purpose, on day: Day,
        authorisation: @escaping (HolderCode) throws -> Int64?
    ) {
        (self.bundle, self.registry, self.trust) = (bundle, registry, trust)
        (people, own, hasMandate) = (applicants.people, applicants.own, applicants.hasMandate)
        (self.providers, self.answers) = (providers, answers)
        (self.purpose, self.day, self.authorisation) = (purpose, day, authorisation)
    }

    /// Who an application is of, in codes.
    struct Applicants {
        var people: [RolePlace: HolderCode]
        var own: Set<HolderCode>
        var hasMandate: Bool
    }

    /// The situation with what was found. Each round asks for what would be used if everybody held everything; what was not found is left out of
    /// the next one.
    /// - Throws: `InquiriesNeeded` where providers have not been asked yet.
    mutating func situation(_ given: [String: String], of request: Situation, _ baseline: Baseline) throws -> (
        situation: Situation, open: [String]
    ) {
        try readForQuestions()
        while true {
            if !needed.isEmpty { throw needs }
            var hoped = request
            hoped.parties = parties(hoping: true)
            hoped.starts = day
            (hoped.answers, _) = bundle.answers(given, parties: parties(hoping: false))
            let ledger = bundle.ledger(hoped, baseline)
            let wanted = ledger.licencesUsed.filter { !tried.contains($0.wanted) }
            if wanted.isEmpty {
                if leaveOutWhatDisagrees() { continue }
                var found = request
                found.parties = parties(hoping: false)
                found.starts = day
                let (answers, open) = bundle.answers(given, parties: found.parties)
                found.answers = answers
                return (found, open)
            }
            let fields = ledger.fieldsWanted
            for one in wanted where !tried.contains(one.wanted) {
                let read = self.fields(fields, of: one.wanted.licence, about: [one.wanted.place] + one.others)
                try ask(one.wanted, with: one.others, reading: read)
            }
            nameWhomLicencesName()
        }
    }

    /// Whoever is not known yet, and whom a licence that was read names.
    private mutating func nameWhomLicencesName() {
        for (place, role) in bundle.roles.enumerated() {
            guard let naming = role.namedBy, case .one = role.binding, people[RolePlace(role: place, instance: 0)] == nil else { continue }
            guard let found = read.first(where: { $0.licence == naming.licence && $0.role == naming.of }) else { continue }
            let licence = found.shown.licence
            let code: HolderCode? =
                if let from = naming.from {
                    licence.fields[from].flatMap { try? HolderCode(kind: role.kind.holderCodeKind, text: $0) }
                } else {
                    licence.holders.map(\.code).first { $0 != people[RolePlace(role: found.role, instance: found.instance)] }
                }
            people[RolePlace(role: place, instance: 0)] = code
            named[role.id] = code?.text
        }
    }

    /// Looks for these, whatever else would be used.
    /// - Throws: `InquiriesNeeded` where providers have not been asked yet.
    mutating func look(for wanted: [(wanted: Wanted, others: [RolePlace], fields: Set<String>)]) throws {
        for one in wanted where !tried.contains(one.wanted) { try ask(one.wanted, with: one.others, reading: one.fields) }
        if !needed.isEmpty { throw needs }
        _ = leaveOutWhatDisagrees()
    }

    /// Questions that a licence answers are not asked.
    private mutating func readForQuestions() throws {
        for asked in bundle.questions {
            guard let source = bundle.shared.questions[asked.question].source, let role = bundle.role(source.role.value) else { continue }
            let wanted = Wanted(place: RolePlace(role: role, instance: 0), licence: source.licence)
            // What else of it the form will read is not known as long as questions are open: it may be anything that it fills in.
            let fields = Set(bundle.shared.licences[source.licence].fillsIn.map(\.from)).union([source.field])
            if people[wanted.place] != nil, !tried.contains(wanted) { try ask(wanted, with: [], reading: fields) }
        }
    }

    private func parties(hoping: Bool) -> [[Party]] {
        var parties: [[Party]] = Array(repeating: [], count: bundle.roles.count)
        for (place, code) in people {
            while parties[place.role].count <= place.instance { parties[place.role].append(Party()) }
            var holdings: [Holding] = []
            for licence in bundle.shared.licences.indices
            where bundle.shared.licences[licence].kinds.contains(bundle.roles[place.role].kind) {
                if let found = held[place]?[licence] {
                    holdings.append(found)
                } else if hoping, !tried.contains(Wanted(place: place, licence: licence)) {
                    holdings.append(Holding(licence: licence, until: nil))
                }
            }
            parties[place.role][place.instance] = Party(identity: "\(code.kind) \(code.text)", holdings: holdings)
        }
        return parties
    }

    private var needs: InquiriesNeeded {
        InquiriesNeeded(
            purpose: SharingPurpose(text: purpose.text, basis: "", event: bundle.id, caseID: purpose.caseID?.description),
            inquiries: needed, caseID: purpose.caseID)
    }

    private mutating func ask(_ wanted: Wanted, with others: [RolePlace], reading fields: Set<String>) throws {
        let (place, licence) = (wanted.place, wanted.licence)
        tried.insert(wanted)
        guard let code = people[place] else { return }
        let type = bundle.shared.licences[licence]
        func note(_ outcome: AskedLicence.Outcome, _ why: [Title] = []) {
            asked.append(
                AskedLicence(
                    role: bundle.label(place), licence: type.definition.id.value, outcome: outcome,
                    why: why.map { EventRecord.Words(zh: $0.zh, en: $0.en) }))
        }
        let basis: ReadingBasis
        let choice = choice(wanted)
        if case .leave(let outcome) = choice {
            if let outcome { note(outcome) }
            return
        }
        switch try right(to: place, code) {
        case .basis(let found): basis = found
        case .none(let why): return note(.unauthorised, why)
        case .pending: return
        }
        if let why = try sensitive(fields, of: type, without: basis) { return note(.unauthorised, [why]) }
        let whose = type.kinds.count > 1 ? others.filter { people[$0] != nil } : []
        let claim = LicenceClaim(type, of: Set([code] + whose.compactMap { people[$0] }), on: day)
        switch try find(claim, of: code, basis) {
        case .pending: break
        case .unavailable(let provider, let fault):
            // The paper is not asked for as long as it may turn out that nobody needs it.
            held[place, default: [:]][licence] = Holding(licence: licence, until: nil)
            awaited.append(
                Awaited(wanted: wanted, others: whose, provider: provider, fault: fault, authorisation: basis.authorisation))
            note(.unavailable, [Title(zh: "\(provider)：\(fault.title.zh)", en: "\(provider): \(fault.title.en)")])
        case .none: note(.none)
        case .refused(let why): note(.refused, why.map(\.title))
        case .asked(let why): note(.asked, why.map(\.title))
        case .usable(let one) where choice.isAnother(registry.secrets.fingerprint(ofContent: one.licence.signed)):
            note(.asked, [Title(zh: "与查看时的内容不同，请重新查看", en: "it is not what was looked at: look at it again")])
        case .usable(let one):
            held[place, default: [:]][licence] = Holding(
                licence: licence, until: one.licence.expires, fields: one.licence.fields)
            read.append(
                Read(
                    role: place.role, instance: place.instance, licence: licence, shown: one, authorisation: basis.authorisation))
            note(.used)
        }
    }

    /// Licences that say different things of somebody stand in for nothing until a person has looked at them.
    private mutating func leaveOutWhatDisagrees() -> Bool {
        let types = bundle.shared.licences
        let found = LicenceDisagreement.all(among: read.map { ($0.shown.licence, types[$0.licence]) })
        var left = read
        for one in found {
            let title = bundle.shared.fields[one.field].title
            let why = EventRecord.Words(zh: "“\(title.zh)”与另一证照不一致", en: "“\(title.en)” is not what another licence says")
            left.removeAll { read in
                let name = types[read.licence].definition.id.value
                guard one.types.contains(name), read.shown.licence.holders.map(\.code).contains(one.holder) else { return false }
                let place = RolePlace(role: read.role, instance: read.instance)
                doubtful.insert(read.shown.licence.identifier)
                held[place]?[read.licence] = nil
                if let place = asked.lastIndex(where: { $0.role == bundle.label(place) && $0.licence == name }) {
                    asked[place].outcome = .asked
                    asked[place].why = [why]
                }
                return true
            }
        }
        read = left
        return !found.isEmpty
    }

    /// Leaves out what contradicts what is known: a person has to look.
    mutating func leaveOut(where contradicts: (Read) -> Bool) {
        for one in read.filter(contradicts) {
            let (label, name) = (
                bundle.label(RolePlace(role: one.role, instance: one.instance)), bundle.shared.licences[one.licence].definition.id.value
            )
            guard let place = asked.lastIndex(where: { $0.role == label && $0.licence == name }) else { continue }
            asked[place].outcome = .asked
            asked[place].why = [LicenceObjection.contradicted.title].map { EventRecord.Words(zh: $0.zh, en: $0.en) }
            read.removeAll { $0.shown == one.shown }
        }
    }

    /// Writes into the log of uses of data what was opened, each once, with what the form and the rules read of it: it is known only now. Of what
    /// came from elsewhere and is used a copy is kept.
    /// - Parameters:
    ///   - fields: what the form reads of licences of each type about each of the people.
    ///   - keeping: false: it is only looked at, and nothing is kept of it.
    mutating func noteUses(reading fields: [Wanted: Set<String>], keeping: Bool = true) throws {
        for opened in opened {
            let places = read.indices.filter { read[$0].shown == opened.shown }
            var purpose = purpose
            purpose.basis = opened.basis.text
            if let provider = opened.provider {
                let noted = try registry.note(
                    opened.shown, from: provider, of: opened.code, isUsed: keeping && !places.isEmpty, for: purpose)
                for one in places { (read[one].number, read[one].use) = noted }
                continue
            }
            guard let row = opened.row else { continue }
            let holders = Set(opened.shown.licence.holders.map(\.code))
            let whose = people.filter { holders.contains($0.value) }.map(\.key)
            var names = places.first.map { self.fields(fields, of: read[$0].licence, about: whose) } ?? []
            names.formUnion(opened.relations)
            if let one = places.first { names.formUnion(bundle.fieldsAsked(of: read[one].licence)) }
            let use = try registry.note(.read, row, names.sorted(), purpose).position
            for one in places { (read[one].number, read[one].use) = (row.number, use) }
        }
    }

    // MARK: Whose licences may be read

    private enum Right {
        case basis(ReadingBasis)
        case none([Title])
        /// A provider has to say first.
        case pending
    }

    /// The applicant's own, those of whom has authorised it, and those of whom the applicant is shown to act for.
    private mutating func right(to place: RolePlace, _ code: HolderCode) throws -> Right {
        if own.contains(code) { return .basis(.holderRequests) }
        if let given = try authorisation(code) { return .basis(.holderAuthorises(given)) }
        let known = rights[place]
        let right = try known ?? representation(of: place, code)
        if case .pending = right { return right }
        rights[place] = right
        return right
    }

    private mutating func representation(of place: RolePlace, _ code: HolderCode) throws -> Right {
        let ways = bundle.roles[place.role].representedBy.map { way in
            (way, bundle.plainRoles(of: way.role).compactMap { people[RolePlace(role: $0, instance: 0)] }.filter(own.contains))
        }
        var reasons: [Title] = []
        for (way, applicants) in ways where !applicants.isEmpty {
            switch way.shown {
            case .declared: return .basis(.represented(.declared))
            case .mandate:
                if hasMandate { return .basis(.represented(.mandate)) }
                reasons.append(Title(zh: "没有委托书（--mandate）", en: "there is no written mandate (--mandate)"))
            case .licence(let licence, let field):
                let type = bundle.shared.licences[licence]
                let (zh, en) = (type.definition.title.zh, type.definition.title.en)
                let claim = LicenceClaim(type, of: [code], on: day)
                switch try find(claim, of: code, .duty, reading: field) {
                case .pending: return .pending
                case .usable(let shown):
                    if applicants.contains(where: { $0.text == shown.licence.fields[field] }) { return .basis(.represented(.licence)) }
                    reasons.append(Title(zh: "“\(zh)”上写的不是申请人", en: "“\(en)” names somebody else than who applies"))
                case .none, .refused, .asked, .unavailable:
                    reasons.append(Title(zh: "没有可用的“\(zh)”证明关系", en: "there is no “\(en)” that would show the relation"))
                }
            }
        }
        if reasons.isEmpty { return .none([Title(zh: "本人尚未授权", en: "its holder has not authorised it")]) }
        return .none(reasons)
    }

    private var rights: [RolePlace: Right] = [:]

    private enum Found {
        case none
        case refused([LicenceObjection])
        case asked([LicenceObjection])
        case usable(ShownLicence)
        /// The provider was not asked yet, or has not said.
        case pending
        case unavailable(String, SharingFault)
    }

    /// Those that hold are opened; what a column tells of the others is told without it.
    /// - Parameter relation: the one field that is read of it, to see who may act for whom.
    private mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String? = nil
    ) throws -> Found {
        if let provider = providers.provider(of: claim.type.definition.id.value), let type = SharedType(claim.type) {
            return try find(claim, of: code, basis, reading: relation, at: provider, type)
        }
        var closed: [LicenceObjection] = []
        var found: [ShownLicence] = []
        for row in try registry.find(claim.type.definition.id.value, of: code) {
            if row.status == .superseded { continue }
            if row.status != .valid {
                closed.append(.status(row.status))
            } else if let expires = row.expires, expires < claim.day {
                closed.append(.expired(on: expires))
            } else {
                let shown = try registry.open(row)
                found.append(shown)
                note(Opened(row: row, shown: shown, basis: basis, code: code), reading: relation)
            }
        }
        switch try claim.verdict(on: found, trusting: trust) {
        case .none where !closed.isEmpty: return outcome(.refused(closed), of: found)
        case .refused(let objections): return outcome(.refused(objections + closed), of: found)
        case let verdict: return outcome(verdict, of: found)
        }
    }

    /// Each once; what was opened to see who may act, and is used besides, is read on the later basis.
    private mutating func note(_ one: Opened, reading relation: String?) {
        guard let known = opened.firstIndex(where: { $0.shown == one.shown && $0.row?.number == one.row?.number }) else {
            opened.append(one)
            if let relation { opened[opened.count - 1].relations.insert(relation) }
            return
        }
        if let relation {
            opened[known].relations.insert(relation)
        } else if opened[known].basis == .duty {
            opened[known].basis = one.basis
        }
    }

    private mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String?,
        at provider: LicenceProviders.KnownProvider, _ type: SharedType
    ) throws -> Found {
        let inquiry = Inquiry(provider: provider.name, question: .licences(type, code))
        switch answers[inquiry] {
        case nil:
            needed[inquiry] = basis.text
            return .pending
        case .fault(.notFound)?: return .none
        case .fault(let fault)?: return .unavailable(provider.name, fault)
        case .standing?: return .unavailable(provider.name, .malformed("data"))
        case .licences(let found, let shown)?:
            for one in shown {
                note(Opened(provider: provider.name, shown: one, basis: basis, code: code), reading: relation)
            }
            let trust = LicenceTrust(registry.shared, keys: provider.keys)
            return outcome(try claim.verdict(on: found, opened: shown, trusting: trust), of: shown)
        }
    }

    private func outcome(_ verdict: LicenceVerdict, of found: [ShownLicence]) -> Found {
        if found.contains(where: { doubtful.contains($0.licence.identifier) }) { return .asked([.contradicted]) }
        return switch verdict {
        case .none: .none
        case .refused(let objections): .refused(objections)
        case .asked(let objections): .asked(objections)
        case .usable(let shown): .usable(shown)
        }
    }
}

/// Why somebody's licences may be read for an application.
enum ReadingBasis: Sendable, Hashable {
    /// He applies himself: his request opens them.
    case holderRequests
    /// He has authorised it for this case, under that number.
    case holderAuthorises(Int64)
    /// The applicant acts for him, and that is shown.
    case represented(Shown)
    /// The office has to see for itself who may act for whom (行政许可法 arts 29, 31).
    case duty

    /// By what.
    enum Shown: Int64, Sendable, Hashable {
        case licence = -1
        case mandate = -2
        case declared = -3
    }

    /// - Parameter authorisation: its number; 0: there is none, he applies himself; less: somebody acts for him.
    init(authorisation: Int64) {
        self =
            Shown(rawValue: authorisation).map(Self.represented)
            ?? (authorisation == 0 ? .holderRequests : .holderAuthorises(authorisation))
    }

    var authorisation: Int64 {
        switch self {
        case .holderRequests, .duty: 0
        case .holderAuthorises(let number): number
        case .represented(let shown): shown.rawValue
        }
    }

    /// As the log of uses of data has it.
    var text: String {
        switch self {
        case .holderRequests: "holder-requests"
        case .holderAuthorises(let number): "holder-authorises #\(number)"
        case .represented(.licence): "holder-represented by licence"
        case .represented(.mandate): "holder-represented by mandate"
        case .represented(.declared): "holder-represented by declaration"
        case .duty: "statutory-duty"
        }
    }
}
