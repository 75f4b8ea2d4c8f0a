/// Resolves what all bundles share: names, conditions, questions, licences and sources.
final class SharedCompiler {
    let definitions: Definitions
    let findings: Findings
    let departments: Names
    let materials: Names
    let fields: Names
    let laws: Names
    let guides: Names
    let questionNames: Names
    let licences: Names
    let sources: Names
    let kinds: Names
    let steps: Names
    let events: Names
    let papers: Names
    let processNames: Names
    private(set) var shared = SharedDefinitions()

    private(set) var usedMaterials: Set<Int> = []
    private(set) var usedGuides: Set<Int> = []
    private(set) var usedSources: Set<Int> = []
    private var usedPapers: Set<Int> = []
    /// Something that bundles share is not whole, so that no bundle is.
    private(set) var isBroken = false

    init(_ definitions: Definitions, _ findings: Findings) {
        self.definitions = definitions
        self.findings = findings
        departments = Names(.department, definitions.departments.map(\.id), in: definitions, findings)
        materials = Names(.material, definitions.materials.map(\.id), in: definitions, findings)
        fields = Names(.field, definitions.fields.map(\.id), in: definitions, findings)
        laws = Names(.law, definitions.laws.map(\.id), in: definitions, findings)
        guides = Names(.guide, definitions.guides.map(\.id), in: definitions, findings)
        questionNames = Names(.question, definitions.questions.map(\.id), in: definitions, findings)
        licences = Names(.licence, definitions.licences.map(\.id), in: definitions, findings)
        sources = Names(.source, definitions.sources.map(\.id), in: definitions, findings)
        kinds = Names(.word, definitions.kinds.map(\.id), in: definitions, findings)
        steps = Names(.word, definitions.steps.map(\.id), in: definitions, findings)
        events = Names(.event, definitions.events.map(\.id), in: definitions, findings)
        papers = Names(.paper, definitions.officialPapers.map(\.id), in: definitions, findings)
        processNames = Names(.process, definitions.processes.map(\.id), in: definitions, findings)
        compile()
        let ofTheirOwn = ["processes/", "items/", "bundles/", "journeys/", "scenarios/", "times/"]
        isBroken = findings.isBroken || definitions.brokenFiles.contains { file in !ofTheirOwn.contains { file.hasPrefix($0) } }
    }

    private func compile() {
        shared.departments = definitions.departments
        shared.materials = definitions.materials
        shared.fields = definitions.fields
        shared.laws = definitions.laws
        shared.calendars = definitions.calendars
        shared.guides = definitions.guides
        shared.kinds = definitions.kinds
        shared.steps = definitions.steps
        shared.events = definitions.events
        shared.officialPapers = definitions.officialPapers.map { OfficialPaper(definition: $0, basis: basis($0.basis)) }
        _ = Names(.word, definitions.roleWords.map(\.id), in: definitions, findings)
        shared.roleTitles = Dictionary(definitions.roleWords.map { ($0.id.value, $0.title) }, uniquingKeysWith: { first, _ in first })
        shared.assumptions = definitions.assumptions
        // A year without a day off is a file that nobody has filled in yet: its days stay provisional.
        shared.calendar = WorkingCalendar(definitions.calendars.filter { !$0.off.isEmpty })
        shared.questions = definitions.questions.map(answers)
        for (place, question) in definitions.questions.enumerated() {
            shared.questions[place].onlyIf = condition(question.onlyIf)
            shared.questions[place].source = question.answeredBy.flatMap { source($0, of: shared.questions[place]) }
        }
        shared.fieldAnswers = definitions.fields.map { $0.answeredBy.flatMap(questionNames.find) }
        shared.licences = definitions.licences.map(licence)
        shared.sources = definitions.sources.map(source)
    }

    private func answers(_ question: QuestionDefinition) -> CompiledQuestion {
        var compiled = CompiledQuestion(id: question.id.value, ask: question.ask, answers: [], lowest: nil, onlyIf: .always)
        switch question.answers {
        case .named(let answers):
            compiled.answers = answers.map { CompiledQuestion.Answer(id: $0.id.value, title: $0.title) }
        case .number(let range):
            compiled.lowest = range.lowerBound
            compiled.answers = range.prefix(CompiledQuestion.mostAnswers + 1).map {
                CompiledQuestion.Answer(id: String($0), title: Title(zh: String($0), en: String($0)))
            }
        }
        if compiled.answers.count > CompiledQuestion.mostAnswers {
            findings.report(.tooManyAnswers(limit: CompiledQuestion.mostAnswers), at: question.id.position)
            compiled.answers = Array(compiled.answers.prefix(CompiledQuestion.mostAnswers))
        }
        return compiled
    }

    private func source(_ source: QuestionDefinition.Source, of question: CompiledQuestion) -> CompiledQuestion.Source? {
        guard let licence = licences.find(source.licence) else { return nil }
        let contains = source.contains.compactMap { entry in answer(entry.answer, of: question).map { (text: entry.text, answer: $0) } }
        let otherwise = source.otherwise.value == "ask" ? nil : answer(source.otherwise, of: question)
        return CompiledQuestion.Source(
            licence: licence, role: source.role, field: source.field, contains: contains, otherwise: otherwise)
    }

    func answer(_ name: Name, of question: CompiledQuestion) -> Int? {
        if let place = question.answer(name.value) { return place }
        if definitions.brokenFiles.contains(FileKind.questions.place) {
            findings.breakOff()
            return nil
        }
        let known = question.answers.map(\.id)
        findings.report(
            .unknownAnswer(name.value, question: question.id, answers: known, nearest: nearestName(to: name.value, among: known)),
            at: name.position)
        return nil
    }

    /// A condition with names resolved; none always holds, and one with a mistake in it holds never.
    func condition(_ condition: Condition?) -> CompiledCondition {
        guard let condition else { return .always }
        let alternatives = condition.alternatives.compactMap { comparisons in
            comparisons.allOrNil { comparison -> CompiledCondition.Test? in
                guard let place = questionNames.find(comparison.question) else { return nil }
                guard let sets = comparison.answers.allOrNil({ answers($0, of: shared.questions[place]) }) else { return nil }
                return CompiledCondition.Test(question: place, answers: sets.reduce(0, |))
            }
        }
        return CompiledCondition(alternatives: alternatives)
    }

    /// The set of answers that a word of a condition means: an answer, or `2`, `2 or more`, `2 to 4`.
    func answers(_ name: Name, of question: CompiledQuestion) -> UInt64? {
        if let lowest = question.lowest {
            let words = name.value.split(separator: " ").map(String.init)
            let highest = lowest + question.answers.count - 1
            let range: ClosedRange<Int>?
            switch (words.count, words.first.flatMap(Int.init)) {
            case (1, let number?): range = number...number
            case (3, let number?) where words[1...] == ["or", "more"] && number <= highest: range = number...highest
            case (3, let number?) where words[1...] == ["or", "fewer"] && number >= lowest: range = lowest...number
            case (3, let number?) where words[1] == "to" && (Int(words[2]) ?? -1) >= number: range = number...Int(words[2])!
            default: range = nil
            }
            guard let range, range.lowerBound >= lowest, range.upperBound <= highest else {
                findings.report(
                    .unknownAnswer(name.value, question: question.id, answers: ["\(lowest) to \(highest)"], nearest: nil), at: name.position
                )
                return nil
            }
            return range.reduce(0) { $0 | 1 << UInt64($1 - lowest) }
        }
        return answer(name, of: question).map { 1 << UInt64($0) }
    }

    func basis(_ basis: [LegalBasis]) -> [CompiledBasis] {
        basis.compactMap { one in
            laws.find(one.law).map { CompiledBasis(law: definitions.laws[$0], article: one.article) }
        }
    }

    /// Names of roles; where their file has mistakes, a role that is not among them may be one that could not be read.
    func roleNames(_ names: [Name], of file: String) -> Names {
        var around = Definitions()
        if definitions.brokenFiles.contains(file) { around.unreadKinds = [.role] }
        return Names(.role, names, in: around, findings)
    }

    func askings(_ askings: [Asking]) -> [CompiledAsking] {
        askings.compactMap { asking in
            guard let guide = guides.find(asking.guide) else { return nil }
            usedGuides.insert(guide)
            return CompiledAsking(guide: guide, demand: asking.demand)
        }
    }

    func material(_ name: Name) -> Int? {
        guard let place = materials.find(name) else { return nil }
        usedMaterials.insert(place)
        return place
    }

    func paper(_ name: Name) -> Int? {
        guard let place = papers.find(name) else { return nil }
        usedPapers.insert(place)
        return place
    }

    func timeLimit(_ limit: TimeLimitDefinition?) -> TimeLimit? {
        guard let limit else { return nil }
        let guide = limit.guide.flatMap(guides.find)
        if let guide { usedGuides.insert(guide) }
        if let promised = limit.promised, let statutory = limit.statutory, let assumptions = shared.assumptions,
            assumptions.workingDays(promised.value) > assumptions.workingDays(statutory.value)
        {
            findings.report(
                .promiseLongerThanLaw(promised: promised.value.title, statutory: statutory.value.title), at: promised.position)
        }
        return TimeLimit(
            promised: limit.promised?.value, statutory: limit.statutory?.value, from: limit.from, basis: basis(limit.basis), guide: guide)
    }

    private func replacements(_ replaces: [Replacement]) -> [CompiledReplacement] {
        replaces.compactMap { replacement in
            materials.find(replacement.material).map { CompiledReplacement(material: $0, onlyIf: condition(replacement.onlyIf)) }
        }
    }

    private func licence(_ licence: LicenceDefinition) -> CompiledLicence {
        let holders = roleNames(licence.heldBy.map(\.holder), of: licence.id.position.file)
        let fillsIn = licence.fillsIn.compactMap { fill -> CompiledFillIn? in
            guard let holder = holders.find(fill.holder), let field = reusable(fill.field) else { return nil }
            return CompiledFillIn(holder: holder, field: field, from: fill.from)
        }
        _ = basis(licence.basis)
        _ = basis(licence.disputes?.basis ?? [])
        if licence.basis.isEmpty { findings.report(.noLegalBasis, at: licence.id.position) }
        let codes = fillsIn.filter { definitions.fields[$0.field].isHolderCode }.map(\.from)
        return CompiledLicence(
            definition: licence, issuer: departments.find(licence.issuedBy) ?? 0, replaces: replacements(licence.replaces),
            fillsIn: fillsIn,
            codes: Set(codes))
    }

    /// A field that may come from elsewhere than from whoever types it.
    private func reusable(_ name: Name) -> Int? {
        let field = fields.find(name)
        if let field, definitions.fields[field].reuse == .never { findings.report(.fieldNeverReused(name.value), at: name.position) }
        return field
    }

    private func source(_ source: SourceDefinition) -> CompiledSource {
        let fillsIn = source.fillsIn.compactMap { fill in
            reusable(fill.field).map { CompiledFillIn(holder: 0, field: $0, from: fill.from) }
        }
        _ = basis(source.basis)
        _ = basis(source.disputes?.basis ?? [])
        if source.basis.isEmpty { findings.report(.noLegalBasis, at: source.id.position) }
        let owner = departments.find(source.owner) ?? 0
        let holder = Name("holder", at: source.id.position)
        let record = LicenceDefinition(
            id: source.id, title: source.title, issuedBy: source.owner, typeCode: source.typeCode,
            heldBy: [(holder: holder, kind: source.of)],
            lasts: nil, replaces: [], fillsIn: [], names: [], reuse: .freely, basis: source.basis, disputes: nil)
        let codes = fillsIn.filter { definitions.fields[$0.field].isHolderCode }.map(\.from)
        return CompiledSource(
            definition: source, owner: owner, replaces: replacements(source.replaces), fillsIn: fillsIn,
            record: CompiledLicence(
                definition: record, issuer: owner, replaces: [], fillsIn: fillsIn, codes: Set(codes), isYesOrNo: source.isYesOrNo))
    }

    func source(_ name: Name) -> Int? {
        guard let place = sources.find(name) else { return nil }
        usedSources.insert(place)
        return place
    }

    /// Materials, guides, sources and official papers that nothing uses.
    func reportUnused() {
        for (place, material) in definitions.materials.enumerated() where !usedMaterials.contains(place) {
            findings.report(.unused(.material, material.id.value), at: material.id.position)
        }
        for (place, guide) in definitions.guides.enumerated() where !usedGuides.contains(place) {
            findings.report(.unused(.guide, guide.id.value), at: guide.id.position)
        }
        for (place, source) in definitions.sources.enumerated() {
            let replaces = shared.sources[place].replaces.contains { usedMaterials.contains($0.material) }
            if !replaces, !usedSources.contains(place) { findings.report(.unused(.source, source.id.value), at: source.id.position) }
        }
        for (place, paper) in definitions.officialPapers.enumerated() where !usedPapers.contains(place) {
            findings.report(.unused(.paper, paper.id.value), at: paper.id.position)
        }
    }
}
