/// The form of a draft as things stand: by the same rule as the submit, which takes nothing that is not whole.
extension Office {
    /// Only fields that the bundle asks in some situation.
    func check(_ values: FormValues, asDraftOf bundle: CompiledBundle) throws {
        let fields = bundle.formFields
        for name in values.keys.sorted() {
            // `child#2.name` is a `child.name`.
            let parts = name.split(separator: "#", maxSplits: 1)
            let rest = parts.count == 2 ? parts[1].drop { $0.isNumber } : ""
            let field = parts.count == 2 && rest.hasPrefix(".") ? parts[0] + rest : name[...]
            guard fields.contains(String(field)) else { throw UnknownWord(.field, name, known: fields) }
        }
        try check(values, under: bundle.shared)
    }

    /// The form that a draft comes to; throws where a question is open.
    func form(of draft: Draft, _ store: any StoreReader) throws -> CaseForm {
        let version = try version(of: draft, store)
        let (blank, open, rules) = try hoped(draft, under: version)
        if !open.isEmpty { throw rules.bundle.unanswered(open) }
        let applying = try applying(of: draft, store)
        let nobody = try unnamed(by: applying, in: draft, rules.bundle)
        let isAsBlank = draft.licences.isEmpty && nobody.isEmpty
        var situation = isAsBlank ? blank : try hoped(firstChoices(of: draft, without: nobody, store), under: version).situation
        let asking = try asking(rules.bundle.shared, store)
        for place in nobody where situation.parties[place.role].indices.contains(place.instance) {
            situation.parties[place.role][place.instance] = Party(unknownTo: asking)
        }
        let circumstances = Circumstances(of: situation, at: clock.now, calendar: rules.bundle.shared.calendar)
        let submission = CaseMachine.settle(Application(answers: situation.answers), rules, circumstances)
        let handedIn = CaseForm(of: KnownSituation(of: submission, under: rules, for: rules, on: clock.now.day).situation, under: rules)
        // Of people who are named licences are read that stand in for no paper, too.
        return applying.isEmpty ? handedIn : handedIn.filled(as: CaseForm(of: situation, under: rules))
    }

    /// Licences that fill nothing in: there is none that would do, or nobody has said whose it would be.
    func unavailable(
        to draft: Draft, _ gathered: Gathered, of applying: Applying, _ bundle: CompiledBundle, _ store: any StoreReader
    ) throws -> [Draft.Licence] {
        let people = try people(of: applying, in: bundle).all
        var draft = draft
        func add(_ role: String, _ licence: String) {
            draft.licences.replace(Draft.Licence(role: role, licence: licence, state: .unavailable))
        }
        for one in gathered.asked where [.none, .refused, .asked, .unauthorised].contains(one.outcome) { add(one.role, one.licence) }
        while true {
            // Where one is gone, another is wanted in its place.
            let needs = try needs(of: draft, store)
            let more = needs.filter { need in
                let one = need.need.licence
                return one.state == .needed && people[need.wanted.place] == nil && gathered.named[one.role] == nil
            }
            if more.isEmpty {
                let wanted = Set(needs.map(\.need.licence.name))
                return draft.licences.filter { $0.state == .unavailable && wanted.contains($0.name) }
            }
            for one in more { add(one.need.licence.role, one.need.licence.licence) }
        }
    }

    /// What they would have filled in is typed from now on.
    func note(unavailable licences: [Draft.Licence], in draft: Draft, _ store: any StoreWriter) throws {
        let news = licences.filter { !draft.licences.contains($0) }
        if news.isEmpty { return }
        var draft = draft
        for one in news { draft.licences.replace(one) }
        try keep(draft, store)
    }

    /// Of whom it is not known who they are, where somebody is named: what they hold cannot be looked for. Whom a licence would name may yet be
    /// known, as long as that may be there.
    private func unnamed(by applying: Applying, in draft: Draft, _ bundle: CompiledBundle) throws -> Set<LicenceGathering.RolePlace> {
        if applying.isEmpty { return [] }
        let people = try people(of: applying, in: bundle).all
        let gone = try gone(from: draft, bundle)
        var nobody: Set<LicenceGathering.RolePlace> = []
        for (role, definition) in bundle.roles.enumerated() {
            if let naming = definition.namedBy {
                let licence = LicenceGathering.Wanted(place: .init(role: naming.of, instance: 0), licence: naming.licence)
                if !gone.contains(licence) { continue }
            }
            for instance in 0..<bundle.most(of: definition) where people[.init(role: role, instance: instance)] == nil {
                nobody.insert(.init(role: role, instance: instance))
            }
        }
        return nobody
    }

    /// The draft without what would stand in only because something else does not, and of which nobody knows yet whether it is there; and without
    /// what would be of those whom nobody knows.
    private func firstChoices(
        of draft: Draft, without nobody: Set<LicenceGathering.RolePlace>, _ store: any StoreReader
    ) throws -> Draft {
        var draft = draft
        let known = draft.licences
        draft.licences = []
        let first = Set(try needs(of: draft, store).map(\.need.licence.name))
        draft.licences = known
        while true {
            let needed = try needs(of: draft, store).filter { $0.need.licence.state == .needed }
            let others = needed.filter { nobody.contains($0.wanted.place) || !first.contains($0.need.licence.name) }.map(\.need.licence)
            if others.isEmpty { return draft }
            for one in others { draft.licences.replace(Draft.Licence(role: one.role, licence: one.licence, state: .unavailable)) }
        }
    }
}
