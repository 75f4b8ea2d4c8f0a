/// What items end with is made out as licences, sealed and signed like all of the registry; it fills in the form of later items and stands in for their
/// papers.
extension Office {
    /// Makes out the result of an item that was granted.
    ///
    /// - Parameters:
    ///   - entry: what the form of the case does not know, under the names of a licence file: a number, a code that somebody has from now on, `KZ_…`;
    ///     what stands here counts, whatever the form says.
    /// - Throws: `NotAllowed`, `LicenceMistakes`, `LicenceRefusal`, `UnknownWord`, `KeyProblem`, `VersionConflict`, `OtherRequest`, `StoreFault`.
    public func makeOut(
        _ item: String, in id: CaseID, with entry: LicenceEntry = LicenceEntry([:]), by caller: Caller, expecting version: Int? = nil
    ) async throws -> CaseAnswer {
        try Rights.check(.keepLicences, by: caller.role)
        return CaseAnswer(
            try await store.write { [self] store in
                let open = try load(id, store)
                do {
                    if let version, version != open.state.version {
                        throw VersionConflict(caseID: id, expected: version, found: open.state.version)
                    }
                    let names = open.state.items.map { open.rules.name(of: $0.opened) }
                    guard let place = names.firstIndex(of: item) else { throw UnknownWord(.item, item, known: names) }
                    let results = open.state.results.filter { $0.item == Int32(place) }
                    guard let result = results.first(where: { $0.register == 0 }) ?? results.first else {
                        let one = open.state.items[place]
                        throw one.stage == .ended || one.decision != nil ? LicenceRefusal.nothingGranted(item) : .notDecided(item)
                    }
                    return try makeOut(result, in: open, with: entry, by: caller, store)
                } catch {
                    cache.put(open, store.generation)
                    throw error
                }
            })
    }

    /// Results that need nobody to say more are made out at once.
    /// - Returns: the answer with all that happened.
    func makeOutWhatIsKnown(after answer: UnspokenAnswer, _ store: any StoreWriter) throws -> UnspokenAnswer {
        var answer = answer
        for result in answer.newResults {
            let open = try load(answer.id, store)
            do {
                answer.follow(try makeOut(result, in: open, with: LicenceEntry([:]), by: .system, store))
            } catch {
                cache.put(open, store.generation)
                // Something is to be said still, by whoever decided it.
                guard error is LicenceMistakes || error is LicenceRefusal else { throw error }
            }
        }
        return answer
    }

    private func makeOut(
        _ result: ResultState, in open: OpenCase, with entry: LicenceEntry, by caller: Caller, _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let actor = try caller.actor(open.rules.bundle) { try number(of: $0, store) }
        func decision(_ made: MadeOut, _ evidence: Evidence?, _ form: FilledForm?) throws -> Decision {
            try decide(
                CaseCommand(by: actor, .makeOut(made, evidence, form)), on: open,
                standing: standing(of: open.state, InquiryAnswers(), store, on: clock.now.day))
        }
        // Nothing is issued for what is refused.
        let trial = try decision(MadeOut(item: result.item, issue: result.issue, register: 1), nil, nil)
        guard trial.refused == nil else { return try write(trial, store) }
        let before = try values(of: store.form(of: open.id), of: open.id)
        let making = try ResultMaking(result, in: open, before)
        let draft = try LicenceEntry(making.values.merging(entry.values) { $1 }).read(making.shared, on: clock.now.day)
        try making.check(draft, against: before)
        let registry = registry(under: making.shared, by: try OfficeSecrets(keys, store, creating: store.registryWriter), store)
        let department = making.shared.departments[draft.type.issuer].id.value
        if let own = caller.department, own != department { throw LicenceRefusal.notTheirs(department: department) }
        var purpose = LicenceRegistry.Purpose(
            by: DataUser(role: caller.role.name, person: caller.person, organisation: department), text: "result \(making.name)",
            basis: "statutory-duty", caseID: open.id)
        let register: Int64
        do { register = try registry.issue(draft, for: purpose).number } catch LicenceRefusal.alreadyThere(let known) { register = known }
        let row = try registry.row(register)

        let fills = making.fills(draft)
        var after = before.filling(in: fills.values)
        for (name, code) in fills.codes { after["@\(name)"] = code }
        var (evidence, form): (Evidence?, FilledForm?) = (nil, nil)
        if open.state.phase == .open {
            let papers = making.papers
            if !papers.isEmpty {
                (purpose.text, purpose.basis) = (open.rules.bundle.purposeOfReading, "holder-requests")
                let use = try registry.note(.read, row, fills.read.sorted(), purpose).position
                let licence = open.editions[0].bundle.shared.licences.firstIndex { $0.definition.id.value == row.type }
                evidence = licence.map { Evidence(licence: Int32($0), register: register, use: use, papers: papers) }
            }
            form = try keep(after, instead: before, in: open, store)
        }
        return try write(decision(MadeOut(item: result.item, issue: result.issue, register: register), evidence, form), store)
    }

    /// The licences that somebody holds, for himself: number, type, status, last day.
    public func licences(of holder: HolderCode, by caller: Caller) async throws -> [LicenceRow] {
        try Rights.check(.authorise, by: caller.role)
        return try await store.read { [self] store in
            try fingerprint(of: holder, store).map { try store.registry.licences(of: $0, type: nil) }?.filter { $0.provider == nil } ?? []
        }
    }
}

/// What a case knows of a result that is to be made out.
private struct ResultMaking {
    let result: ResultState
    let shared: SharedDefinitions
    let name: String
    /// As a licence file has it.
    private(set) var values: [String: String]
    private let open: OpenCase
    private let ledger: Ledger
    private let type: CompiledLicence
    /// For each place in `held-by`: the name of who holds it (`child#2`), and his number among the subjects.
    private let holders: [(label: String, subject: Int)]

    init(_ result: ResultState, in open: OpenCase, _ form: FormValues) throws {
        let rules = open.editions[Int(result.edition)]
        guard let submission = open.state.submission else { throw StoreFault.damaged("cases \(open.id)") }
        let bundle = rules.bundle
        let opened = open.state.items[Int(result.item)].opened
        let item = bundle.items[Int(opened.item)]
        let issue = item.item.issues[Int(result.issue)]
        (self.result, self.open, shared) = (result, open, bundle.shared)
        type = bundle.shared.licences[issue.licence]
        name = rules.name(of: opened)
        let situation = KnownSituation(of: submission, under: open.rules, for: rules, on: open.state.latest).situation
        let ledger = rules.asked.ledger(situation, rules.baseline)
        self.ledger = ledger
        holders = issue.to.compactMap { formal in
            let role = item.bindings[formal]
            let subjects = ledger.roles.subjects[role]
            let place = role == item.each ? max(0, Int(opened.instance)) : 0
            return subjects.indices.contains(place) ? (ledger.roles.label([subjects[place]]), subjects[place]) : nil
        }
        values = [LicenceEntry.Name.type.rawValue: type.definition.id.value]
        for (place, holder) in holders.enumerated() where place < type.definition.heldBy.count {
            let name = type.definition.heldBy[place].holder.value
            let code = (form["@\(holder.label)"] ?? form["@\(holder.label)#1"])?.split(separator: " ").map(String.init) ?? []
            if let text = code.last { values[name] = text }
            if code.count == 2 { values["\(name).kind"] = code[0] }
            for fill in type.fillsIn where fill.holder == place {
                let known = form["\(holder.label).\(shared.fields[fill.field].id.value)"]
                let value = type.codes.contains(fill.from) ? code.last ?? known : known
                if let value { values[LicenceEntry.fieldPrefix + fill.from] = value }
            }
        }
    }

    /// Nobody of whom it was not known who he is turns out to be somebody else of the case.
    func check(_ draft: LicenceDraft, against form: FormValues) throws(LicenceMistakes) {
        let mistakes = zip(zip(holders, type.definition.heldBy), draft.holders).compactMap { holder, found -> LicenceMistake? in
            let label = holder.0.label
            guard form["@\(label)"] == nil, form["@\(label)#1"] == nil else { return nil }
            let other = form.applying.people.sorted { $0.key < $1.key }.first {
                $0.key != label && $0.value.split(separator: " ").last.map(String.init) == found.code.text
            }
            return other.map {
                LicenceMistake(name: holder.1.holder.value, reason: Title(zh: "是本案的 \($0.key)", en: "is `\($0.key)` of this case"))
            }
        }
        if !mistakes.isEmpty { throw LicenceMistakes(all: mistakes) }
    }

    /// The papers of other items that it stands in for.
    var papers: [Int32] {
        let opened = open.state.items[Int(result.item)].opened
        return (open.state.submission?.papers ?? []).enumerated().compactMap { place, paper in
            guard case .item(let item, let instance)? = paper.by, item == Int(opened.item),
                open.state.papers[place].disposition == .produced,
                instance.map({ $0 == Int(opened.instance) }) ?? true
            else { return nil }
            return Int32(place)
        }
    }

    /// What it fills in, which of its fields are read for that, and who has a code from now on.
    func fills(_ draft: LicenceDraft) -> (values: FormValues, read: Set<String>, codes: [String: String]) {
        var (values, read, codes): (FormValues, Set<String>, [String: String]) = ([:], [], [:])
        let item = Int(open.state.items[Int(result.item)].opened.item)
        for entry in ledger.form().entries {
            guard case .item(item, let from) = entry.origin, let value = draft.fields[from],
                holders.contains(where: { $0.subject == entry.subject })
            else { continue }
            values["\(ledger.roles.label([entry.subject])).\(shared.fields[entry.field].id.value)"] = value
            read.insert(from)
        }
        for (holder, one) in zip(holders, draft.holders) {
            codes[holder.label] = one.code.kind == HolderCode.citizen ? one.code.text : "\(one.code.kind) \(one.code.text)"
        }
        return (values, read, codes)
    }
}
