/// After it was handed in, licences are looked for once more for papers that are to come still: their holder has authorised it meanwhile, or they were
/// issued only now.
extension Office {
    /// Looks again for licences that would stand in for papers of a case that are to come.
    /// - Returns: what came of it; the events are those of the licences that stand in from now on.
    public func readAgain(for id: CaseID, by caller: Caller) async throws -> CaseAnswer {
        try Rights.check(.apply, by: caller.role)
        return try await lookAgain(for: id, by: caller)
    }

    func lookAgain(for id: CaseID, by caller: Caller) async throws -> CaseAnswer {
        try await asking(by: caller) { [self] known in
            CaseAnswer(
                try await store.write { [self] store in
                    let open = try load(id, store)
                    do { return try lookAgain(in: open, by: caller, known, store) } catch {
                        cache.put(open, store.generation)
                        throw error
                    }
                })
        }
    }

    /// Licences that would stand in for papers of a case that are to come.
    func needs(of open: OpenCase) throws -> [LicenceNeed] {
        let looking = try Looking(for: open, on: clock.now.day)
        let bundle = open.rules.bundle
        return looking.wanted.map { one in
            let type = bundle.shared.type(one.wanted.licence).definition
            return LicenceNeed(
                licence: Draft.Licence(role: bundle.label(one.wanted.place), licence: type.id.value, state: .needed), title: type.title,
                others: one.others.map(bundle.label),
                lines: looking.lines(of: one.wanted, in: open), fields: one.fields.sorted(),
                highest: bundle.shared.highestClass(of: one.fields, onType: type.id.value), isAskedAgain: type.reuse == .askAgain)
        }
    }

    private func lookAgain(
        in open: OpenCase, by caller: Caller, _ known: InquiryAnswers, _ store: any StoreWriter
    ) throws -> UnspokenAnswer {
        let values = try values(of: store.form(of: open.id), of: open.id)
        let looking = try Looking(for: open, on: clock.now.day)
        guard open.state.phase == .open, !looking.wanted.isEmpty else { return UnspokenAnswer(open, events: [], nil) }
        let bundle = open.rules.bundle
        let (people, own) = try people(of: values.applying, in: bundle)
        let applicants = LicenceGathering.Applicants(people: people, own: own, hasMandate: !open.state.mandates.isEmpty)
        var gathering = try gathering(bundle, applicants, as: open.id, for: bundle.purposeOfReading, by: caller, known, store)
        try gathering.look(for: looking.wanted.filter { people[$0.wanted.place] != nil }.map { ($0.wanted, $0.others, $0.fields) })
        let form = try caseForm(of: open)
        var filled: FormValues = [:]
        gathering.leaveOut { read in
            let type = bundle.shared.type(read.licence)
            let says = read.shown.licence.filling(type, bundle.shared, values, nil)
            let isOther = says.contains { name, value in
                values[name].map { LicenceDisagreement.compared($0) != LicenceDisagreement.compared(value) } ?? false
            }
            if !isOther { filled.merge(read.shown.licence.filling(type, bundle.shared, values, form)) { one, _ in one } }
            return isOther
        }
        try gathering.noteUses(reading: looking.fields, for: looking.items)
        var answer = UnspokenAnswer(open, events: [], nil)
        if !gathering.read.isEmpty {
            var standing = try standing(of: open.state, known, store, on: clock.now.day) ?? EvidenceStanding()
            standing.found = looking.evidence(gathering.read)
            standing.form = try keep(values.filling(in: filled.filter { values[$0.key] == nil }), instead: values, in: open, store)
            let command = CaseCommand(by: try Caller.system.actor(bundle) { try number(of: $0, store) }, .letTimePass)
            answer = try write(decide(command, on: open, standing: standing), store)
        }
        answer.licences = gathering.asked
        return answer
    }
}

/// The papers of a case that are to come, and the licences that would stand in for them.
private struct Looking {
    private(set) var wanted: [WantedLicence]
    private let papers: [LicenceGathering.Wanted: [Int32]]
    private let bundle: CompiledBundle
    private let submission: Submission
    /// The definitions under which the case began: its evidence is numbered by them.
    private let first: SharedDefinitions

    init(for open: OpenCase, on day: Day) throws {
        guard let submission = open.state.submission else { throw StoreFault.damaged("cases \(open.id)") }
        let bundle = open.rules.asked
        (self.bundle, self.submission, first) = (bundle, submission, open.editions[0].bundle.shared)
        let situation = KnownSituation(of: submission, under: open.rules, for: open.rules, on: day).situation
        let given = Dictionary(
            uniqueKeysWithValues: bundle.shared.questions.enumerated().compactMap { place, question in
                situation.answers[place].map { (question.id, question.answers[$0].id) }
            })
        let (ledger, all) = bundle.licencesWanted(given, of: situation, open.rules.baseline, on: day)
        let toCome = submission.papers.enumerated().filter { place, paper in
            guard !paper.isForm, CaseMachine.isToCome(Int32(place), open.state) else { return false }
            return open.state.items.indices.contains { item in
                let one = open.state.items[item]
                return one.stage != .ended && one.decision == nil && CaseMachine.concerns(item, open.state.papers[place])
            }
        }
        let places = Dictionary(toCome.map { ($0.element.id, Int32($0.offset)) }) { one, _ in one }
        var papers: [LicenceGathering.Wanted: [Int32]] = [:]
        for one in all { papers[one.wanted] = one.lines.compactMap { places[ledger.id(ledger.lines[$0])] } }
        self.papers = papers
        wanted = all.filter { !(papers[$0.wanted] ?? []).isEmpty }
    }

    func lines(of wanted: LicenceGathering.Wanted, in open: OpenCase) -> [String] {
        (papers[wanted] ?? []).compactMap { open.state.submission?.papers[Int($0)].id }
    }

    /// What the form reads of licences of each type about each of the people.
    var fields: [LicenceGathering.Wanted: Set<String>] { Dictionary(wanted.map { ($0.wanted, $0.fields) }) { $0.union($1) } }

    /// The items of the papers for which each is read.
    var items: [LicenceGathering.Wanted: Set<Int>] {
        papers.mapValues { places in Set(places.compactMap { submission.papers[Int($0)].item }) }
    }

    func evidence(_ read: [LicenceGathering.Read]) -> [Evidence] {
        read.compactMap { one in
            let wanted = LicenceGathering.Wanted(place: .init(role: one.role, instance: one.instance), licence: one.licence)
            let name = bundle.shared.type(one.licence).definition.id.value
            guard let number = first.typeNumber(name), let papers = papers[wanted] else { return nil }
            return Evidence(licence: Int32(number), register: one.number, use: one.use, authorisation: one.authorisation, papers: papers)
        }
    }
}
