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
    }

    let bundle: CompiledBundle
    let people: [RolePlace: HolderCode]
    let registry: LicenceRegistry
    let trust: LicenceTrust
    let providers: LicenceProviders
    let answers: InquiryAnswers
    let purpose: LicenceRegistry.Purpose
    let day: Day
    /// Whether somebody's licences may be read for this application, and on which basis.
    let basis: (HolderCode) throws -> ReadingBasis?

    private(set) var read: [Read] = []
    private(set) var asked: [AskedLicence] = []
    private(set) var awaited: [Awaited] = []
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
        _ bundle: CompiledBundle, _ people: [RolePlace: HolderCode], _ registry: LicenceRegistry, trusting trust: LicenceTrust,
        _ providers: LicenceProviders, _ answers: InquiryAnswers, for purpose: LicenceRegistry.Purpose, on day: Day,
        basis: @escaping (HolderCode) throws -> ReadingBasis?
    ) {
        (self.bundle, self.people, self.registry, self.trust) = (bundle, people, registry, trust)
        (self.providers, self.answers) = (providers, answers)
        (self.purpose, self.day, self.basis) = (purpose, day, basis)
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
            for one in wanted where !tried.contains(one.wanted) { try ask(one.wanted, with: one.others) }
        }
    }

    /// Questions that a licence answers are not asked.
    private mutating func readForQuestions() throws {
        for asked in bundle.questions {
            guard let source = bundle.shared.questions[asked.question].source, let role = bundle.role(source.role.value) else { continue }
            let wanted = Wanted(place: RolePlace(role: role, instance: 0), licence: source.licence)
            if people[wanted.place] != nil, !tried.contains(wanted) { try ask(wanted, with: []) }
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

    private mutating func ask(_ wanted: Wanted, with others: [RolePlace]) throws {
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
        guard let basis = try basis(code) else { return note(.unauthorised) }
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

    /// Writes into the log of uses of data what was opened, each once, with what the form and the rules read of it: it is known only now. Of what
    /// came from elsewhere and is used a copy is kept.
    mutating func noteUses(in ledger: Ledger) throws {
        let fields = ledger.fieldsWanted
        for opened in opened {
            let places = read.indices.filter { read[$0].shown == opened.shown }
            var purpose = purpose
            purpose.basis = opened.basis.text
            if let provider = opened.provider {
                let noted = try registry.note(
                    opened.shown, from: provider, of: opened.code, isUsed: !places.isEmpty, for: purpose)
                for one in places { (read[one].number, read[one].use) = noted }
                continue
            }
            guard let row = opened.row else { continue }
            var names = places.first.flatMap { fields[read[$0].licence] } ?? []
            for question in bundle.questions.compactMap({ bundle.shared.questions[$0.question].source }) {
                if let one = places.first, question.licence == read[one].licence { names.insert(question.field) }
            }
            let use = try registry.note(.read, row, names.sorted(), purpose).position
            for one in places { (read[one].number, read[one].use) = (row.number, use) }
        }
    }

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
    private mutating func find(_ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis) throws -> Found {
        if let provider = providers.provider(of: claim.type.definition.id.value), let type = SharedType(claim.type) {
            return try find(claim, of: code, basis, at: provider, type)
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
                if !opened.contains(where: { $0.row?.number == row.number }) {
                    opened.append(Opened(row: row, shown: shown, basis: basis, code: code))
                }
            }
        }
        switch try claim.verdict(on: found, trusting: trust) {
        case .none where !closed.isEmpty: return outcome(.refused(closed), of: found)
        case .refused(let objections): return outcome(.refused(objections + closed), of: found)
        case let verdict: return outcome(verdict, of: found)
        }
    }

    private mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, at provider: LicenceProviders.KnownProvider, _ type: SharedType
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
            for one in shown where !opened.contains(where: { $0.shown == one }) {
                opened.append(Opened(provider: provider.name, shown: one, basis: basis, code: code))
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

    /// - Parameter authorisation: its number; 0: there is none, he applies himself.
    init(authorisation: Int64) { self = authorisation == 0 ? .holderRequests : .holderAuthorises(authorisation) }

    var authorisation: Int64 {
        switch self {
        case .holderRequests: 0
        case .holderAuthorises(let number): number
        }
    }

    /// As the log of uses of data has it.
    var text: String {
        switch self {
        case .holderRequests: "holder-requests"
        case .holderAuthorises(let number): "holder-authorises #\(number)"
        }
    }
}
