/// What providers could not say when it was wanted is asked again, without anybody having to think of it.
extension Office {
    /// Tries again what is due.
    /// - Returns: how many incidents came to an end.
    @discardableResult
    public func catchUp(atMost limit: Int = .max) async throws -> Int {
        let now = clock.milliseconds
        let due = try await store.read { try $0.registry.incidents(dueBy: now, limit: Self.mostIncidents) }
        var (ended, tried) = (0, 0)
        for incident in due where tried < limit {
            // As long as a provider is left alone there is nothing to ask it; those of others have their turn.
            if providers.named(incident.provider)?.provider.isLeftAlone ?? false { continue }
            tried += 1
            if try await catchUp(incident.number) { ended += 1 }
        }
        return ended
    }

    /// Those beyond have their turn the next time.
    private static let mostIncidents = 10_000

    /// Tries again what one case waits for.
    func catchUp(of id: CaseID) async throws -> Bool {
        let open = try await store.read { try $0.registry.incidents(of: id) }.filter { $0.closedAt == nil }
        var ended = false
        for incident in open { if try await catchUp(incident.number) { ended = true } }
        return ended
    }

    private func catchUp(_ number: Int64) async throws -> Bool {
        try await asking(by: .system) { [self] known in
            try await store.write { [self] store in
                guard let incident = try store.registry.incident(number), incident.closedAt == nil else { return true }
                guard try store.row(of: incident.caseID)?.phase == .open else { return try end(incident, .notNeeded, store) }
                let open = try load(incident.caseID, store)
                switch incident.kind {
                case .check: return try check(incident, open, known, store)
                case .read: return try read(incident, open, known, store)
                }
            }
        }
    }

    private func end(_ incident: Incident, _ outcome: Incident.Outcome, _ store: any StoreWriter) throws -> Bool {
        var incident = incident
        (incident.closedAt, incident.outcome) = (clock.milliseconds, outcome)
        _ = try store.registryWriter.keep(incident)
        return true
    }

    private func failed(_ incident: Incident, _ fault: SharingFault, _ open: OpenCase, _ store: any StoreWriter) throws -> Bool {
        var incident = incident
        incident.tried(fault.code, at: clock.milliseconds, chance)
        _ = try store.registryWriter.keep(incident)
        cache.put(open, store.generation)
        return false
    }

    /// What follows by itself from what is known now.
    private func goOn(_ open: OpenCase, _ standing: EvidenceStanding, _ store: any StoreWriter) throws {
        let command = CaseCommand(by: try Caller.system.actor(open.rules.bundle) { try number(of: $0, store) }, .letTimePass)
        _ = try write(decide(command, on: open, standing: standing), store)
    }

    /// Whether a licence holds could not be found out before a decision.
    private func check(_ incident: Incident, _ open: OpenCase, _ known: InquiryAnswers, _ store: any StoreWriter) throws -> Bool {
        let state = open.state
        guard state.evidence.indices.contains(incident.evidence), state.evidence[incident.evidence].loss == nil,
            CaseMachine.isUsed(incident.evidence, state), let standing = try standing(of: state, known, store, on: clock.now.day)
        else {
            cache.put(open, store.generation)
            return try end(incident, .notNeeded, store)
        }
        switch known.standing(ofCopy: state.evidence[incident.evidence].register) {
        case nil:
            let places = standing.unchecked.keys.sorted()
            guard places.contains(incident.evidence) else { break }
            throw try inquiries(on: places, of: open, store)
        case .fault(let fault)? where fault != .notFound: return try failed(incident, fault, open, store)
        case .fault?, .standing?, .licences?: break
        }
        try goOn(open, standing, store)
        return try end(incident, .answered, store)
    }

    /// A licence could not be read.
    private func read(_ incident: Incident, _ open: OpenCase, _ known: InquiryAnswers, _ store: any StoreWriter) throws -> Bool {
        guard open.state.evidence.indices.contains(incident.evidence), CaseMachine.isAwaited(incident.evidence, open.state),
            let awaited = open.state.evidence[incident.evidence].awaited,
            var standing = try standing(of: open.state, known, store, on: clock.now.day)
        else {
            cache.put(open, store.generation)
            return try end(incident, .notNeeded, store)
        }
        if standing.losses[incident.evidence] == nil {
            let arrival = try Arrival(self, incident, awaited, open, known, store)
            switch arrival.outcome {
            case .fault(let fault): return try failed(incident, fault, open, store)
            case .lost(let loss):
                standing.losses[incident.evidence] = loss
                for place in arrival.doubtful { standing.losses[place] = .contradicted }
            case .read(let number, let use):
                standing.arrived[incident.evidence] = (number, use)
                standing.form = try arrival.fill(self, open, store)
            }
        }
        try goOn(open, standing, store)
        return try end(incident, .answered, store)
    }
}

/// A licence that was awaited: what its provider says now.
private struct Arrival {
    enum Outcome {
        case fault(SharingFault)
        case lost(EvidenceLoss)
        case read(number: Int64, use: Int64)
    }

    private(set) var outcome: Outcome
    /// Licences of the case that say something else: which is right is not known.
    private(set) var doubtful: [Int] = []
    /// The form before it.
    private let values: FormValues
    private var filled: FormValues = [:]

    init(
        _ office: Office, _ incident: Incident, _ awaited: EvidenceState.Awaited, _ open: OpenCase, _ known: InquiryAnswers,
        _ store: any StoreWriter
    ) throws {
        let evidence = open.state.evidence[incident.evidence]
        let bundle = open.editions[0].bundle
        let type = bundle.shared.licences[Int(evidence.licence)]
        values = try office.values(of: store.form(of: open.id), of: open.id)
        let values = values
        let codes = awaited.holders.compactMap { values.code(of: $0, in: bundle) }
        let basis = ReadingBasis(authorisation: evidence.authorisation)
        guard let provider = office.providers.named(awaited.provider) else {
            outcome = .fault(.notConfigured)
            return
        }
        guard let shared = SharedType(type), let code = codes.first, codes.count == awaited.holders.count else {
            outcome = .fault(.unreachable)
            return
        }
        let inquiry = Inquiry(provider: provider.name, question: .licences(shared, code))
        switch known[inquiry] {
        case nil:
            let purpose = SharingPurpose(
                text: bundle.purposeOfReading, basis: "", event: bundle.id, caseID: open.id.description)
            throw InquiriesNeeded(purpose: purpose, inquiries: [inquiry: basis.text], caseID: open.id)
        case .fault(.notFound)?: outcome = .lost(.notFound)
        case .fault(let fault)?: outcome = .fault(fault)
        case .standing?: outcome = .fault(.malformed("data"))
        case .licences(let found, let opened)?:
            let registry = office.registry(under: bundle.shared, by: try OfficeSecrets(office.keys, store), store)
            let purpose = LicenceRegistry.Purpose(
                by: Caller.system.asUser, text: bundle.purposeOfReading, basis: basis.text, caseID: open.id)
            let claim = LicenceClaim(type, of: Set(codes), on: office.clock.now.day)
            let verdict = try claim.verdict(on: found, opened: opened, trusting: LicenceTrust(bundle.shared, keys: provider.keys))
            var used: ShownLicence?
            switch verdict {
            case .usable(let shown):
                filled = shown.licence.filling(type, bundle.shared, values, try office.caseForm(of: open))
                let says = shown.licence.filling(type, bundle.shared, values, nil)
                let isOther = says.contains { name, value in
                    values[name].map { LicenceDisagreement.compared($0) != LicenceDisagreement.compared(value) } ?? false
                }
                doubtful = try Self.contradicting(shown.licence, type, in: open, registry, purpose)
                used = isOther || !doubtful.isEmpty ? nil : shown
                outcome = .lost(.contradicted)
            case .none: outcome = .lost(.notFound)
            case .refused: outcome = .lost(.unfit)
            case .asked: outcome = .lost(.contradicted)
            }
            for one in opened {
                let noted = try registry.note(.read, one, from: provider.name, of: code, isUsed: one == used, for: purpose)
                if one == used { outcome = .read(number: noted.number, use: noted.use) }
            }
        }
    }

    /// The licences of the case that say something else of its holders: they are opened to be compared, and that is in the log.
    private static func contradicting(
        _ licence: Licence, _ type: CompiledLicence, in open: OpenCase, _ registry: LicenceRegistry, _ purpose: LicenceRegistry.Purpose
    ) throws -> [Int] {
        let holders = Set(licence.holders.map { registry.secrets.fingerprint(of: $0.code) })
        let types = open.editions[0].bundle.shared.licences
        return try open.state.evidence.indices.filter { place in
            let other = open.state.evidence[place]
            guard other.register > 0, other.loss == nil, let row = try registry.store.registry.licence(other.register),
                !holders.isDisjoint(with: row.holders)
            else { return false }
            let known = (try registry.open(row).licence, types[Int(other.licence)])
            try registry.note(.compared, row, [], purpose)
            return !LicenceDisagreement.all(among: [(licence, type), known]).isEmpty
        }
    }

    /// Seals the form with what it fills in; nil where that is nothing.
    func fill(_ office: Office, _ open: OpenCase, _ store: any StoreWriter) throws -> FilledForm? {
        let new = filled.filter { values[$0.key] == nil }
        return try office.keep(values.filling(in: new), instead: values, in: open, store)
    }
}

extension Licence {
    /// What it says of people of a case, under the names of fields of their form.
    /// - Parameter form: only what it has from such licences; nil: everything.
    func filling(
        _ type: CompiledLicence, _ shared: SharedDefinitions, _ values: FormValues, _ form: CaseForm?
    ) -> FormValues {
        let origin = "licence:\(self.type)"
        let wanted = form.map { Set($0.fields.filter { $0.origin == origin }.map(\.id)) }
        var said: FormValues = [:]
        for fill in type.fillsIn where fill.holder < holders.count {
            guard let value = fields[fill.from] else { continue }
            let holder = holders[fill.holder].code
            for (name, text) in values where name.hasPrefix("@") && text.split(separator: " ").last.map(String.init) == holder.text {
                let field = "\(name.dropFirst()).\(shared.fields[fill.field].id.value)"
                if wanted?.contains(field) ?? true { said[field] = value }
            }
        }
        return said
    }
}

extension FormValues {
    /// Who somebody is, as the application said.
    fileprivate func code(of holder: AwaitedEvidence.Holder, in bundle: CompiledBundle) -> HolderCode? {
        let name = bundle.name(of: holder)
        guard let text = self["@\(name)"] ?? (holder.instance == 0 ? self["@\(name)#1"] : nil) else { return nil }
        return try? HolderCode(typed: text, for: bundle.roles[Int(holder.role)].kind)
    }
}
