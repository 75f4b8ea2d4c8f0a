/// Resolves the scenarios of one bundle.
struct ScenarioCompiler {
    let bundle: CompiledBundle
    let compiler: SharedCompiler
    /// Those of the bundle that are whole.
    let journeys: [CompiledJourney]

    private var findings: Findings { compiler.findings }
    private var shared: SharedDefinitions { bundle.shared }

    func compile(_ scenario: ScenarioDefinition) -> CompiledScenario? {
        var compiled: CompiledScenario?
        let whole = findings.isWhole {
            if compiler.definitions.brokenFiles.contains(scenario.id.position.file) { findings.breakOff() }
            guard let journey = journey(of: scenario) else { return findings.breakOff() }
            var scenario = scenario
            check(&scenario)
            let offices = offices(scenario)
            compiled = CompiledScenario(
                definition: scenario, bundle: bundle, journey: journey, answers: answers(scenario), licences: licences(scenario, journey),
                sources: sources(scenario), offices: offices.all, officeOf: offices.of, work: times(scenario.work),
                waits: scenario.waits.map(times) ?? CompiledScenario.ByMove(),
                batches: scenario.batches.map {
                    byMove(nil, $0.moves.map { ($0.move, $0.batch) }, $0.items.map { ($0.item, $0.moves.map { ($0.move, $0.batch) }) })
                }
                    ?? CompiledScenario.ByMove(),
                ranks: ranks(offices.all), refusals: refusals(scenario), density: density(scenario))
        }
        return whole ? compiled : nil
    }

    private func journey(of scenario: ScenarioDefinition) -> CompiledJourney? {
        guard let name = scenario.like ?? bundle.definition.base else {
            findings.report(.missingKey("people-like", of: Title(zh: "仿真方案", en: "a scenario")), at: scenario.position)
            return nil
        }
        if let journey = journeys.first(where: { $0.id == name.value }) { return journey }
        // One that is declared has its own mistakes; one that stands in another folder, or names no bundle, may be the one that is meant.
        let strays = compiler.definitions.journeys.contains { journey in
            journey.id.value == name.value
                && (!journey.bundle.isNameOfItsFolder || !compiler.definitions.bundles.contains { $0.id.value == journey.bundle.value })
        }
        if strays { return nil }
        let declared = compiler.definitions.journeys.filter { $0.bundle.value == bundle.id }.map(\.id)
        _ = Names(.journey, declared, in: compiler.definitions, findings).find(name)
        return nil
    }

    // MARK: Times

    /// Looks at every time, and reads those in that stand in a file of their own.
    private func check(_ scenario: inout ScenarioDefinition) {
        scenario.eachSpread { spread in
            if case .measured(let name) = spread.shape {
                guard let times = compiler.definitions.times.first(where: { $0.id.value == name.value }) else { return missing(name) }
                spread.shape = .empirical(times.values)
            }
            if let flaw = spread.flaw { findings.report(.impossibleTime(flaw), at: spread.position) }
        }
        if scenario.arrivals.every.isNothing { findings.report(.impossibleTime(.nothing), at: scenario.arrivals.every.position) }
    }

    private func missing(_ name: Name) {
        // A file with a mistake of its own is no second one.
        if compiler.definitions.brokenFiles.contains("times/\(name.value).yaml") { return findings.breakOff() }
        let known = compiler.definitions.times.map(\.id.value).sorted()
        findings.report(
            .wrongChoice(name.value, choices: known, nearest: nearestName(to: name.value, among: known)), at: name.position)
    }

    private func times(_ times: ScenarioDefinition.Times) -> CompiledScenario.ByMove<Spread> {
        byMove(
            times.any, times.moves.map { ($0.move, $0.spread) }, times.items.map { ($0.item, $0.moves.map { ($0.move, $0.spread) }) })
    }

    private func byMove<Value>(
        _ any: Value?, _ moves: [(Name, Value)], _ items: [(Name, [(Name, Value)])]
    ) -> CompiledScenario.ByMove<Value> {
        var compiled = CompiledScenario.ByMove(any: any)
        let all = bundle.items.flatMap(\.moveNames)
        for (move, value) in moves { if isMove(move, among: all) { compiled.moves[move.value] = value } }
        for (name, moves) in items {
            guard let item = item(name) else { continue }
            let own = bundle.items[item].moveNames
            for (move, value) in moves { if isMove(move, among: own) { compiled.items[item, default: [:]][move.value] = value } }
        }
        return compiled
    }

    private func ranks(_ offices: [ScenarioDefinition.Office]) -> [[UInt8]] {
        offices.map { office in
            let first = office.first.map { item($0) }
            return bundle.items.indices.map { item in UInt8(min(255, first.firstIndex(of: item) ?? first.count)) }
        }
    }

    private func isMove(_ name: Name, among known: [String]) -> Bool {
        if known.contains(name.value) { return true }
        let choices = Array(Set(known)).sorted()
        findings.report(.wrongChoice(name.value, choices: choices, nearest: nearestName(to: name.value, among: choices)), at: name.position)
        return false
    }

    private func item(_ name: Name) -> Int? {
        let known = bundle.items.filter { !$0.isWholeList }.map(\.item.id)
        if let place = bundle.items.firstIndex(where: { $0.item.id == name.value && !$0.isWholeList }) { return place }
        let nearest = nearestName(to: name.value, among: known).map { Mistake.Nearest(name: $0) }
        findings.report(.unknown(.item, name.value, nearest: nearest, known: known), at: name.position)
        return nil
    }

    private func refusals(_ scenario: ScenarioDefinition) -> [Int] {
        var shares = bundle.items.map { _ in scenario.refusals?.any.value ?? 0 }
        for (name, share) in scenario.refusals?.items ?? [] { if let item = item(name) { shares[item] = share.value } }
        return shares
    }

    // MARK: Arrivals

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private func density(_ scenario: ScenarioDefinition) -> CompiledScenario.Density {
        var density = CompiledScenario.Density()
        func set(_ entries: [(Located<String>, ScenarioDefinition.Share)], _ names: [String], _ values: inout [Int]) {
            for (name, share) in entries {
                if let place = names.firstIndex(of: name.value) {
                    values[place] = share.value
                } else {
                    findings.report(
                        .wrongChoice(name.value, choices: names, nearest: nearestName(to: name.value, among: names)), at: name.position)
                }
            }
        }
        set(scenario.arrivals.weekdays, Self.weekdays, &density.weekdays)
        set(scenario.arrivals.months, (1...12).map(String.init), &density.months)
        set(scenario.arrivals.byHour, (0...23).map(String.init), &density.hours)
        return density
    }

    // MARK: Answers

    private func answers(_ scenario: ScenarioDefinition) -> CompiledScenario.AnswerTables {
        var compiled = CompiledScenario.AnswerTables()
        guard let shares = scenario.answers else { return compiled }
        func answer(_ answer: Located<String>, to question: Int) -> Int? {
            if let problem = bundle.problem(with: answer.value, to: question) {
                findings.report(problem, at: answer.position)
                return nil
            }
            return shared.questions[question].answer(answer.value)
        }
        var byQuestion: [Int: [CompiledScenario.AnswerTables.Table]] = [:]
        for table in shares.tables {
            guard let question = asked(table.question) else { continue }
            var sum = 0
            let upTo = table.shares.compactMap { entry -> (answer: Int, share: Int)? in
                sum += entry.share.value
                return answer(entry.answer, to: question).map { ($0, sum) }
            }
            checkSum(sum, at: table.shares.first?.answer.position ?? table.question.position)
            byQuestion[question, default: []].append(.init(when: compiler.condition(table.when), upTo: upTo))
        }
        var sum = 0
        for combination in shares.combinations {
            sum += combination.share.value
            let answers = combination.answers.compactMap { entry in
                asked(entry.question).flatMap { question in answer(entry.answer, to: question).map { (question: question, answer: $0) } }
            }
            compiled.combinations.append(.init(upTo: sum, answers: answers))
        }
        if let first = shares.combinations.first { checkSum(sum, at: first.share.position) }
        // What a table reads comes before it; where two read each other the order of the file holds.
        var ordered: [Int] = []
        var seen: Set<Int> = []
        func add(_ question: Int) {
            guard seen.insert(question).inserted else { return }
            let read = Set((byQuestion[question] ?? []).flatMap(\.when.questions)).union(shared.questions[question].onlyIf.questions)
            for earlier in read.sorted() { add(earlier) }
            ordered.append(question)
        }
        for question in byQuestion.keys.sorted() { add(question) }
        compiled.tables = ordered.compactMap { question in byQuestion[question].map { (question, $0) } }
        return compiled
    }

    private func asked(_ name: Name) -> Int? {
        guard let question = compiler.questionNames.find(name) else { return nil }
        if !bundle.asks(question) { findings.report(.answerNotAsked(name.value, bundle: bundle.id), at: name.position) }
        return bundle.asks(question) ? question : nil
    }

    private func checkSum(_ sum: Int, at position: SourcePosition) {
        if sum != 1_000_000 { findings.report(.sharesDoNotAddUp(ScenarioDefinition.percent(sum), isMost: false), at: position) }
    }

    // MARK: Licences, sources, offices

    private func licences(_ scenario: ScenarioDefinition, _ journey: CompiledJourney) -> [CompiledScenario.LicenceQuality] {
        (scenario.licences?.each ?? []).compactMap { quality in
            let shares = [quality.missing, quality.expired, quality.nameDiffers, quality.revoked].map { $0?.value ?? 0 }
            let sum = shares.reduce(0, +)
            if sum > 1_000_000 {
                findings.report(.sharesDoNotAddUp(ScenarioDefinition.percent(sum), isMost: true), at: quality.licence.position)
            }
            return compiler.licences.find(quality.licence).map {
                checkHolders(of: $0, quality.licence, among: journey)
                return .init(licence: $0, missing: shares[0], expired: shares[1], nameDiffers: shares[2], revoked: shares[3])
            }
        }
    }

    /// What nobody is like whom people are made is said of nobody.
    private func checkHolders(of licence: Int, _ name: Name, among journey: CompiledJourney) {
        let isHeld = journey.situation.parties.contains { $0.contains { $0.holdings.contains { $0.licence == licence } } }
        if isHeld { return }
        findings.report(
            .noEffect(
                name.value,
                reason: Title(
                    zh: "示例 `\(journey.id)` 中没有人持有它", en: "nobody holds it in the example `\(journey.id)`, whom people are like")),
            at: name.position)
    }

    private func sources(_ scenario: ScenarioDefinition) -> [CompiledScenario.SourceQuality] {
        (scenario.sources?.each ?? []).compactMap { quality in
            compiler.sources.find(quality.source).map { source in
                let outages = quality.downEvery.flatMap { every in quality.downFor.map { (every: every, lasts: $0) } }
                return .init(source: source, outages: outages, answersIn: quality.answersIn)
            }
        }
    }

    /// The name of the office of every department that has none of its own.
    private static let any = "any"

    private func offices(_ scenario: ScenarioDefinition) -> (all: [ScenarioDefinition.Office], of: [Int]) {
        var (all, of): ([ScenarioDefinition.Office], [Int]) = ([], shared.departments.map { _ in -1 })
        for office in scenario.offices.each where office.name.value != Self.any {
            if office.officers.value == 0 { findings.report(.noOfficers(office.name.value), at: office.officers.position) }
            checkLeave(office)
            let names = office.departments.isEmpty ? [office.name] : office.departments
            for name in names { if let department = compiler.departments.find(name) { of[department] = all.count } }
            all.append(office)
        }
        let usual = scenario.offices.each.first { $0.name.value == Self.any }
        if let usual, usual.officers.value == 0 { findings.report(.noOfficers(Self.any), at: usual.officers.position) }
        if let usual { checkLeave(usual) }
        for department in needed.sorted() where of[department] < 0 {
            guard var office = usual else {
                // Where the file has mistakes, one of them may be the office that is missed.
                if compiler.definitions.brokenFiles.contains(scenario.id.position.file) { continue }
                findings.report(.departmentWithoutOffice(shared.departments[department].id.value), at: scenario.offices.assumed.position)
                continue
            }
            office.name = Located(shared.departments[department].id.value, at: office.name.position)
            of[department] = all.count
            all.append(office)
        }
        for office in scenario.offices.each { checkFirst(office, all, of) }
        return (all, of)
    }

    /// What an office never has it cannot do first.
    private func checkFirst(_ office: ScenarioDefinition.Office, _ all: [ScenarioDefinition.Office], _ of: [Int]) {
        for name in office.first {
            guard let item = bundle.items.first(where: { $0.item.id == name.value && !$0.isWholeList }) else { continue }
            // An office `any` stands for all that have none of their own: those were written with its position.
            let isThere = departments(of: item).contains { of[$0] >= 0 && all[of[$0]].name.position == office.name.position }
            if isThere { continue }
            let known = departments(of: item).sorted().map { shared.departments[$0].id.value }
            findings.report(
                .noEffect(
                    name.value,
                    reason: Title(
                        zh: "`\(office.name.value)` 从不办理此事项，办理它的是 \(known.joined(separator: "、"))",
                        en: "`\(office.name.value)` never has this item; it is with \(known.joined(separator: ", "))")), at: name.position)
        }
    }

    /// The departments that may have something to do with an item.
    private func departments(of item: BundleItem) -> Set<Int> {
        var departments: Set = [item.item.department]
        departments.formUnion(item.variants.compactMap(\.department))
        for process in ([item.item.process] + item.variants.map(\.process)).compactMap({ $0 }) {
            departments.formUnion(process.states.compactMap(\.department))
        }
        return departments
    }

    /// Where everybody is away every day, nobody is there.
    private func checkLeave(_ office: ScenarioDefinition.Office) {
        if let leave = office.leave, leave.value == 1_000_000 { findings.report(.noOfficers(office.name.value), at: leave.position) }
    }

    /// The departments that may have something to do with the bundle.
    private var needed: Set<Int> {
        var departments: Set = [bundle.leadDepartment]
        for item in bundle.items where !item.isWholeList { departments.formUnion(self.departments(of: item)) }
        return departments
    }
}

extension Spread {
    /// Why a time cannot be spread so; nil where it can.
    var flaw: Mistake.TimeFlaw? {
        switch shape {
        case .constant, .empirical, .measured: nil
        case .uniform(let low, let high): low.clockSeconds > high.clockSeconds ? .outOfOrder : nil
        case .triangular(let low, let mode, let high):
            low.clockSeconds > mode.clockSeconds || mode.clockSeconds > high.clockSeconds
                ? .outOfOrder : low.clockSeconds == high.clockSeconds ? .nothing : nil
        case .exponential(let mean), .lognormal(let mean, _), .gamma(let mean, _): mean.isZero ? .nothing : nil
        }
    }

    /// It is never more than no time at all.
    var isNothing: Bool {
        switch shape {
        case .constant(let time), .uniform(_, let time), .triangular(_, _, let time): time.isZero
        case .empirical(let times): times.allSatisfy(\.isZero)
        case .exponential, .lognormal, .gamma, .measured: false
        }
    }
}

extension TimeSpan {
    /// Seconds by the clock; a day has twenty-four hours. Only times of minutes, hours and days are written so.
    var clockSeconds: Double {
        let amount = Double(thousandths) / 1_000
        return switch unit {
        case .minutes: amount * 60
        case .hours: amount * 3_600
        case .days: amount * 86_400
        case nil, .workingDays, .months, .years: 0
        }
    }
}
