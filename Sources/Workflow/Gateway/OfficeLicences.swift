/// The registry of an office and the providers that it knows: what lies there is looked for, opened and logged.
struct OfficeLicences: LicenceFinder {
    /// Something that was opened for an application, whatever came of it.
    struct Opened {
        /// Nil: it came from a provider.
        var row: LicenceRow?
        var provider: String?
        var shown: ShownLicence
        var basis: ReadingBasis
        /// For whom it was looked for.
        var code: HolderCode
        /// What of it shows who may act for whom.
        var relations: Set<String> = []
        /// A yes is no look at what somebody has.
        var act = DataUse.Act.read
    }

    let registry: LicenceRegistry
    let trust: LicenceTrust
    let providers: LicenceProviders
    let answers: InquiryAnswers
    let purpose: LicenceRegistry.Purpose
    /// Of the bundle, as the purpose of inquiries.
    let event: String
    /// The number of somebody's authorisation for this application.
    let authorisation: (HolderCode) throws -> Int64?

    private(set) var opened: [Opened] = []
    /// What providers have to be asked, each with its basis.
    private var needed: [Inquiry: String] = [:]

    init(
        _ registry: LicenceRegistry, trusting trust: LicenceTrust, _ providers: LicenceProviders, _ answers: InquiryAnswers,
        for purpose: LicenceRegistry.Purpose, of event: String, authorisation: @escaping (HolderCode) throws -> Int64?
    ) {
        (self.registry, self.trust, self.providers, self.answers) = (registry, trust, providers, answers)
        (self.purpose, self.event, self.authorisation) = (purpose, event, authorisation)
    }

    func authorisation(of code: HolderCode) throws -> Int64? { try authorisation(code) }

    func isForSensitive(_ authorisation: Int64) throws -> Bool {
        try registry.store.registry.authorisation(authorisation)?.isSensitive == true
    }

    func handsOverAll(of type: CompiledLicence) -> Bool { providers.provider(of: type.definition.id.value) != nil }

    func fingerprint(ofContent licence: Licence) -> String { registry.secrets.fingerprint(ofContent: licence.signed) }

    /// - Throws: `InquiriesNeeded` where providers have not been asked yet.
    func goOn() throws {
        if needed.isEmpty { return }
        throw InquiriesNeeded(
            purpose: SharingPurpose(text: purpose.text, basis: "", event: event, caseID: purpose.caseID?.description),
            inquiries: needed, caseID: purpose.caseID)
    }

    /// Those that hold are opened; what a column tells of the others is told without it.
    /// - Parameter relation: the one field that is read of it, to see who may act for whom.
    mutating func find(
        _ claim: LicenceClaim, of code: HolderCode, _ basis: ReadingBasis, reading relation: String?
    ) throws -> LicenceSearch {
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
                let act: DataUse.Act = claim.type.isYesOrNo ? .found : .read
                note(Opened(row: row, shown: shown, basis: basis, code: code, act: act), reading: relation)
            }
        }
        switch try claim.verdict(on: found, trusting: trust) {
        case .none where !closed.isEmpty: return LicenceSearch(.refused(closed), of: found)
        case .refused(let objections): return LicenceSearch(.refused(objections + closed), of: found)
        case let verdict: return LicenceSearch(verdict, of: found)
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
    ) throws -> LicenceSearch {
        let inquiry = Inquiry(provider: provider.name, question: .licences(type, code))
        switch answers[inquiry] {
        case nil:
            needed[inquiry] = basis.text
            return LicenceSearch(.pending)
        case .fault(.notFound)?: return LicenceSearch(.none)
        case .fault(let fault)?: return LicenceSearch(.unavailable(.init(fault, at: provider.name)))
        case .standing?: return LicenceSearch(.unavailable(.init(.malformed("data"), at: provider.name)))
        case .licences(let found, _)? where claim.type.isYesOrNo:
            let verdict = claim.verdict(onWord: found, of: code)
            if case .usable(let bare) = verdict {
                note(Opened(provider: provider.name, shown: bare, basis: basis, code: code, act: .found), reading: nil)
            }
            return LicenceSearch(verdict, of: [])
        case .licences(let found, let shown)?:
            for one in shown {
                note(Opened(provider: provider.name, shown: one, basis: basis, code: code), reading: relation)
            }
            let trust = LicenceTrust(registry.shared, keys: provider.keys)
            return LicenceSearch(try claim.verdict(on: found, opened: shown, trusting: trust), of: shown)
        }
    }
}

extension LicenceSearch.Fault {
    init(_ fault: SharingFault, at provider: String) {
        self.init(
            provider: provider, code: fault.code,
            title: Title(zh: "\(provider)：\(fault.title.zh)", en: "\(provider): \(fault.title.en)"))
    }
}

extension LicenceGathering {
    /// Writes into the log of uses of data what was opened, each once, with what the form and the rules read of it: it is known only now. Of what
    /// came from elsewhere and is used a copy is kept.
    /// - Parameters:
    ///   - fields: what the form reads of licences of each type about each of the people.
    ///   - items: those for which each is read.
    ///   - keeping: false: it is only looked at, and nothing is kept of it.
    mutating func noteUses(
        reading fields: [Wanted: Set<String>], for items: [Wanted: Set<Int>], keeping: Bool = true
    ) throws {
        guard let office = source as? OfficeLicences else { return }
        for opened in office.opened {
            let places = read.indices.filter { read[$0].shown == opened.shown }
            let holders = Set(opened.shown.licence.holders.map(\.code))
            let whose = people.filter { holders.contains($0.value) }.map(\.key)
            var purpose = office.purpose
            purpose.basis = opened.basis.text
            if let one = places.first {
                let served = whose.reduce(into: Set<Int>()) { $0.formUnion(items[Wanted(place: $1, licence: read[one].licence)] ?? []) }
                purpose.item = served.isEmpty ? nil : served.sorted().map { bundle.items[$0].item.id }.joined(separator: ", ")
            }
            if let provider = opened.provider {
                let noted = try office.registry.note(
                    opened.act, opened.shown, from: provider, of: opened.code, isUsed: keeping && !places.isEmpty, for: purpose)
                for one in places { (read[one].number, read[one].use) = noted }
                continue
            }
            guard let row = opened.row else { continue }
            var names = places.first.map { Self.fields(fields, of: read[$0].licence, about: whose) } ?? []
            names.formUnion(opened.relations)
            if let one = places.first { names.formUnion(bundle.fieldsAsked(of: read[one].licence)) }
            let use = try office.registry.note(opened.act, row, names.sorted(), purpose).position
            for one in places { (read[one].number, read[one].use) = (row.number, use) }
        }
    }
}
