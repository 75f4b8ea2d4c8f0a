/// Licences that lie elsewhere. Providers are asked between two pieces of work, never within one; what they do not do is an incident.
extension Office {
    /// Throws where providers are to have types or bodies that the definitions of new cases do not know: nothing would ever be asked of them, or believed.
    public func checkProviders() async throws {
        if providers.all.isEmpty { return }
        try await store.read { [shelf, providers] store in
            guard try store.currentNumber() != nil else { return }
            try providers.check(against: shelf.current(in: store).compilation.shared)
        }
    }

    /// Providers from which this database has licences, or waits for some, and that are not configured: whoever applies now is not looked up there.
    public func missingProviders() async throws -> [String] {
        try await store.read { try $0.registry.providers(amongLast: 1_000) }.filter {
            providers.named($0) == nil && !$0.hasPrefix(JourneyLicences.prefix)
        }
    }

    /// Does something that may need what providers say: where it does it is given up, they are asked, and it is done again with what they said.
    func asking<Value: Sendable>(by caller: Caller, _ work: (InquiryAnswers) async throws -> Value) async throws -> Value {
        var known = InquiryAnswers()
        while true {
            do { return try await work(known) } catch let needed as InquiriesNeeded {
                known.caseID = needed.caseID
                known.add(try await answers(to: needed, by: caller))
            }
        }
    }

    /// That somebody was asked is in the log of uses of data before the question leaves the house.
    private func answers(to needed: InquiriesNeeded, by caller: Caller) async throws -> [Inquiry: InquiryAnswer] {
        var (left, asked) = (needed, needed)
        left.inquiries = needed.inquiries.filter { providers.named($0.key.provider)?.provider.isLeftAlone ?? true }
        asked.inquiries = needed.inquiries.filter { left.inquiries[$0.key] == nil }
        var answers: [Inquiry: InquiryAnswer] = [:]
        for inquiry in left.inquiries.keys {
            answers[inquiry] = .fault(providers.named(inquiry.provider) == nil ? .notConfigured : .leftAlone)
        }
        if asked.inquiries.isEmpty { return answers }
        try await store.write { [self, asked] store in
            let secrets = try OfficeSecrets(keys, store, creating: store.registryWriter)
            for (inquiry, basis) in asked.inquiries.sorted(by: { $0.key.name < $1.key.name }) {
                var use = DataUse(
                    at: clock.milliseconds, act: .asked, by: caller.asUser, subjects: [], caseID: asked.caseID?.description, fields: [],
                    purpose: asked.purpose.text, basis: basis, provider: inquiry.provider)
                switch inquiry.question {
                case .licences(let type, let holder):
                    (use.type, use.subjects) = (type.id, [Digest.text(secrets.fingerprint(of: holder))])
                case .standing(_, let copy):
                    guard let row = try store.registry.licence(copy) else { throw StoreFault.damaged("licences \(copy)") }
                    use = DataUse(
                        .asked, of: row, at: use.at, by: use.by, caseID: asked.caseID, purpose: use.purpose, basis: basis)
                }
                _ = try store.registryWriter.note(use)
            }
        }
        let told = await providers.ask(asked, on: clock.now.day)
        counts.add(told)
        answers.merge(told) { $1 }
        return answers
    }

    // MARK: Before a decision

    /// Carries out a command on a case. Where something would be granted on licences that lie elsewhere, those who have them say first whether
    /// they hold; where they cannot be asked nothing is granted, and that is an incident.
    func carryOut(
        _ command: CaseCommand, on open: OpenCase, _ known: InquiryAnswers, _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let answer = try answer(to: command, on: open, known, store)
        // Only of whom it is known who he is something can be made out.
        return open.state.form == nil ? answer : try makeOutWhatIsKnown(after: answer, store)
    }

    private func answer(
        to command: CaseCommand, on open: OpenCase, _ known: InquiryAnswers, _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let standing = try standing(of: open.state, known, store, on: clock.now.day)
        let evidence = open.state.evidence
        let decision = decide(command, on: open, standing: standing)
        // Nobody can be asked: whoever began the command can mend that, and nothing is to be waited for.
        if let provider = decision.awaits, providers.named(provider) == nil { throw ProviderNotConfigured(name: provider) }
        guard let standing, !standing.unchecked.isEmpty, decision.wantsCheck else { return try write(decision, store) }
        let unasked = standing.unchecked.keys.filter { known.standing(ofCopy: evidence[$0].register) == nil }
        if !unasked.isEmpty { throw try inquiries(on: unasked.sorted(), of: open, store) }
        for (place, provider) in standing.unchecked.sorted(by: { $0.key < $1.key }) {
            guard case .fault(let fault)? = known.standing(ofCopy: evidence[place].register) else { continue }
            try openIncident(
                .check, of: open.id, evidence: place, provider, type: open.editions[0].bundle.shared.licences[Int(evidence[place].licence)],
                fault.code, store)
        }
        return try write(decision, store)
    }

    /// What is to be asked about copies that a case has.
    func inquiries(on places: [Int], of open: OpenCase, _ store: any StoreWriter) throws -> InquiriesNeeded {
        let registry = registry(under: open.rules.bundle.shared, by: try OfficeSecrets(keys, store), store)
        var inquiries: [Inquiry: String] = [:]
        for place in places {
            let number = open.state.evidence[place].register
            guard let row = try store.registry.licence(number), let provider = row.provider else { continue }
            let identifier = try registry.open(row).licence.identifier
            let basis = ReadingBasis(authorisation: open.state.evidence[place].authorisation)
            inquiries[Inquiry(provider: provider, question: .standing(identifier, copy: number))] = basis.text
        }
        let purpose = SharingPurpose(text: "decision", basis: "", event: open.rules.bundle.id, caseID: open.id.description)
        return InquiriesNeeded(purpose: purpose, inquiries: inquiries, caseID: open.id)
    }

    // MARK: Incidents

    /// What could not be read for a case that has just been handed in.
    func openIncidents(_ awaited: [AwaitedEvidence], after read: Int, of id: CaseID, _ shared: SharedDefinitions, _ store: any StoreWriter)
        throws
    {
        for (place, one) in awaited.enumerated() {
            try openIncident(.read, of: id, evidence: read + place, one.provider, type: shared.licences[Int(one.licence)], one.fault, store)
        }
    }

    /// Opens an incident, or writes down that it was tried again.
    private func openIncident(
        _ kind: Incident.Kind, of id: CaseID, evidence place: Int, _ provider: String, type: CompiledLicence, _ fault: String,
        _ store: any StoreWriter
    ) throws {
        let known = try store.registry.incidents(of: id).last { $0.kind == kind && $0.evidence == place && $0.closedAt == nil }
        let now = clock.milliseconds
        var incident =
            known
            ?? Incident(
                number: 0, caseID: id, evidence: place, kind: kind, provider: provider, type: type.definition.id.value,
                owner: providers.named(provider)?.owner ?? Actor.Role.administrator.name, fault: fault, openedAt: now, tries: 0,
                lastAt: now, nextAt: now)
        incident.tried(fault, at: now, chance)
        _ = try store.registryWriter.keep(incident)
    }

    /// Incidents by their numbers, after one of them.
    public func incidents(openOnly: Bool = true, after number: Int64 = 0, limit: Int, by caller: Caller) async throws -> [Incident] {
        try Rights.check(.incidents, by: caller.role)
        return try await store.read { try $0.registry.incidents(openOnly: openOnly, after: number, limit: limit) }
    }
}

/// A case needs a provider that nobody has told the office of; nothing has changed.
public struct ProviderNotConfigured: Error, Sendable, Hashable {
    public var name: String

    public var message: Title {
        Title(
            zh: "未配置名为 `\(name)` 的证照提供方，本案须向它查询，暂不能决定",
            en: "no provider of licences called `\(name)` is configured, and this case needs to ask it")
    }

    public func help(on surface: Surface) -> Title {
        Title(
            zh: surface("用 --providers 文件 或 ONETHING_PROVIDERS 指定", "请与系统管理员联系"),
            en: surface("name a file of providers with --providers or ONETHING_PROVIDERS", "tell whoever runs the server"))
    }
}

extension Incident {
    /// Milliseconds until a provider is asked again.
    static let pause: Int64 = 30_000

    mutating func tried(_ fault: String, at now: Int64, _ chance: any Chance) {
        self.fault = fault
        // Whoever was not asked did not fail.
        if !SharingFault.withoutAsking.contains(fault) { (tries, lastAt) = (tries + 1, now) }
        nextAt = now + Self.pause + Int64(chance.next() % 10_000)
    }
}

extension Inquiry {
    /// In the order in which they are asked.
    fileprivate var name: String {
        switch question {
        case .licences(let type, let holder): "\(provider) \(type.id) \(holder.kind) \(holder.text)"
        case .standing(let identifier, _): "\(provider) \(identifier)"
        }
    }
}
