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
        /// In one word: `unreachable`.
        var fault: String
        var authorisation: Int64
    }

    let bundle: CompiledBundle
    /// Who is who; whom a licence names joins them.
    private(set) var people: [RolePlace: HolderCode]
    /// Whose own request it is.
    let own: Set<HolderCode>
    /// The applicant has a written mandate.
    let hasMandate: Bool
    /// Who is asked for licences.
    var source: any LicenceFinder
    let day: Day
    /// Sources that are asked for what they have of somebody; others stand in as the definitions say.
    private let asking: Set<Int>

    /// Those who were not named by the application: role → code.
    private(set) var named: [String: String] = [:]
    var read: [Read] = []
    private(set) var asked: [AskedLicence] = []
    private(set) var awaited: [Awaited] = []
    /// What the applicant wants.
    var choice: (Wanted) -> LicenceChoice = { _ in .use }
    /// For whom the applicant may act, once it was looked at.
    var rights: [RolePlace: Right] = [:]
    /// Those that another contradicts: they do not come in again by another holder's hand.
    var doubtful: Set<LicenceIdentifier> = []
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

    init(_ bundle: CompiledBundle, _ applicants: Applicants, from source: any LicenceFinder, asking: Set<Int>, on day: Day) {
        (self.bundle, self.source, self.asking, self.day) = (bundle, source, asking, day)
        (people, own, hasMandate) = (applicants.people, applicants.own, applicants.hasMandate)
    }

    /// Who an application is of, in codes.
    struct Applicants {
        var people: [RolePlace: HolderCode]
        var own: Set<HolderCode>
        var hasMandate: Bool
    }

    /// The situation with what was found. Each round asks for what would be used if everybody held everything; what was not found is left out of
    /// the next one.
    /// - Throws: what the source throws where somebody has to be asked first (`LicenceFinder.goOn`).
    mutating func situation(_ given: [String: String], of request: Situation, _ baseline: Baseline) throws -> (
        situation: Situation, open: [String]
    ) {
        try readForQuestions()
        while true {
            try source.goOn()
            var hoped = request
            hoped.parties = parties(hoping: true)
            hoped.starts = day
            (hoped.answers, _) = bundle.answers(given, parties: parties(hoping: false))
            let ledger = bundle.ledger(hoped, baseline)
            let wanted = ledger.licencesUsed.filter { !tried.contains($0.wanted) && isAsked($0.wanted.licence) }
            if wanted.isEmpty {
                if leaveOutWhatDisagrees() { continue }
                var found = request
                found.parties = parties(hoping: false)
                found.starts = day
                let (answers, open) = bundle.answers(given, parties: found.parties)
                found.answers = answers
                return (found, open)
            }
            lazy var fields = ledger.fieldsWanted
            for one in wanted where !tried.contains(one.wanted) {
                let read = { Self.fields(fields, of: one.wanted.licence, about: [one.wanted.place] + one.others) }
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
    /// - Throws: what the source throws where somebody has to be asked first (`LicenceFinder.goOn`).
    mutating func look(for wanted: [(wanted: Wanted, others: [RolePlace], fields: Set<String>)]) throws {
        for one in wanted where !tried.contains(one.wanted) { try ask(one.wanted, with: one.others) { one.fields } }
        try source.goOn()
        _ = leaveOutWhatDisagrees()
    }

    /// Questions that a licence answers are not asked.
    private mutating func readForQuestions() throws {
        for asked in bundle.questions {
            guard let source = bundle.shared.questions[asked.question].source, let role = bundle.role(source.role.value) else { continue }
            let wanted = Wanted(place: RolePlace(role: role, instance: 0), licence: source.licence)
            // What else of it the form will read is not known as long as questions are open: it may be anything that it fills in.
            let fields = Set(bundle.shared.licences[source.licence].fillsIn.map(\.from)).union([source.field])
            if people[wanted.place] != nil, !tried.contains(wanted) { try ask(wanted, with: []) { fields } }
        }
    }

    private func isAsked(_ type: Int) -> Bool { type >= 0 || asking.contains(-1 - type) }

    private func parties(hoping: Bool) -> [[Party]] {
        // Of whom it is not known who he is no source has anything.
        var parties = bundle.roles.map { role in Array(repeating: Party(unknownTo: asking), count: bundle.most(of: role)) }
        for (place, code) in people {
            var holdings: [Holding] = []
            for licence in bundle.shared.heldBy[bundle.roles[place.role].kind] ?? [] {
                if let found = held[place]?[licence] {
                    holdings.append(found)
                } else if hoping, !tried.contains(Wanted(place: place, licence: licence)) {
                    holdings.append(Holding(licence: licence, until: nil))
                }
            }
            let unknown = asking.filter { source in
                let number = SharedDefinitions.number(ofSource: source)
                if held[place]?[number] != nil { return false }
                return !hoping || tried.contains(Wanted(place: place, licence: number))
            }
            parties[place.role][place.instance] = Party(
                identity: "\(code.kind) \(code.text)", holdings: holdings, unknownTo: unknown)
        }
        return parties
    }

    /// - Parameter fields: what is read of it; asked for only where it decides.
    private mutating func ask(_ wanted: Wanted, with others: [RolePlace], reading fields: () -> Set<String>) throws {
        let (place, licence) = (wanted.place, wanted.licence)
        tried.insert(wanted)
        guard let code = people[place] else { return }
        let type = bundle.shared.type(licence)
        func note(_ outcome: AskedLicence.Outcome, _ why: [Title] = []) {
            asked.append(
                AskedLicence(
                    role: bundle.label(place), licence: type.definition.id.value, outcome: outcome,
                    why: why.map { EventRecord.Words(zh: $0.zh, en: $0.en) }))
        }
        let basis: ReadingBasis
        let choice = type.kinds.count > 1 ? self.choice(wanted, orOf: others) : self.choice(wanted)
        if case .leave(let outcome) = choice {
            if let outcome { note(outcome) }
            return
        }
        // Data are shared with whoever needs them for his duty, within its scope and with notice (个人信息保护法 arts 13(3), 34, 35).
        switch try licence < 0 ? .basis(.duty) : right(to: place, code) {
        case .basis(let found): basis = found
        case .none(let why): return note(.unauthorised, why)
        case .pending: return
        }
        if let why = try sensitive(fields, of: type, on: basis) { return note(.unauthorised, [why]) }
        let whose = type.kinds.count > 1 ? others.filter { people[$0] != nil } : []
        let claim = LicenceClaim(type, of: Set([code] + whose.compactMap { people[$0] }), on: day)
        switch try find(claim, of: code, basis) {
        case .pending: break
        case .unavailable(let fault) where licence < 0:
            note(.unavailable, [fault.title, bundle.shared.sources[-1 - licence].definition.whileDown])
        case .unavailable(let fault):
            // The paper is not asked for as long as it may turn out that nobody needs it.
            held[place, default: [:]][licence] = Holding(licence: licence, until: nil)
            awaited.append(
                Awaited(
                    wanted: wanted, others: whose, provider: fault.provider, fault: fault.code, authorisation: basis.authorisation))
            note(.unavailable, [fault.title])
        case .none: note(.none)
        case .refused(let why): note(.refused, why.map(\.title))
        case .asked(let why): note(.asked, why.map(\.title))
        case .usable(let one) where choice.isAnother(source.fingerprint(ofContent: one.licence)):
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
        let shared = bundle.shared
        let found = LicenceDisagreement.all(among: read.map { ($0.shown.licence, shared.type($0.licence)) })
        var left = read
        for one in found {
            let title = bundle.shared.fields[one.field].title
            let why = EventRecord.Words(zh: "“\(title.zh)”与另一证照不一致", en: "“\(title.en)” is not what another licence says")
            left.removeAll { read in
                let name = shared.type(read.licence).definition.id.value
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

    /// Of a licence that several hold: what was said of it as another's counts as well.
    private func choice(_ wanted: Wanted, orOf others: [RolePlace]) -> LicenceChoice {
        let said = choice(wanted)
        let besides = others.map { choice(Wanted(place: $0, licence: wanted.licence)) }
        if besides.contains(.leave(.declined)) { return .leave(.declined) }
        if case .use = said { return besides.first { if case .useThat = $0 { true } else { false } } ?? .use }
        return said
    }

    /// Leaves out what contradicts what is known: a person has to look.
    mutating func leaveOut(where contradicts: (Read) -> Bool) {
        for one in read.filter(contradicts) {
            let (label, name) = (
                bundle.label(RolePlace(role: one.role, instance: one.instance)), bundle.shared.type(one.licence).definition.id.value
            )
            guard let place = asked.lastIndex(where: { $0.role == label && $0.licence == name }) else { continue }
            asked[place].outcome = .asked
            asked[place].why = [LicenceObjection.contradicted.title].map { EventRecord.Words(zh: $0.zh, en: $0.en) }
            read.removeAll { $0.shown == one.shown }
        }
    }
}
