/// Puts a fitted scenario together, section by section.
struct ScenarioBuilder {
    let base: CompiledScenario
    let seen: Observations
    let clock: ObservationClock
    let smallestCell: Int
    let samples: Int
    let draws: Draws
    var values: [ScenarioFit.Value] = []
    /// Draws of one fit are not those of another.
    private var fits = 0

    init(
        _ base: CompiledScenario, _ seen: Observations, _ clock: ObservationClock, smallestCell: Int, samples: Int, _ draws: Draws
    ) {
        (self.base, self.seen, self.clock, self.smallestCell, self.samples, self.draws) = (base, seen, clock, smallestCell, samples, draws)
    }

    var position: SourcePosition { SourcePosition(file: "scenarios/\(base.bundle.id)") }

    mutating func build(id: String) -> ScenarioFit {
        var scenario = base.definition
        scenario.id = Located(id, at: position)
        // Of fewer cases than the smallest cell not even their days are told.
        let days = seen.cases >= smallestCell ? seen.days : nil
        if let days { scenario.starts = days.first }
        arrivals(&scenario)
        answers(&scenario)
        licences(&scenario)
        applicants(&scenario)
        work(&scenario)
        refusals(&scenario)
        scenario.title =
            values.contains { $0.what != nil }
            ? Title(zh: "由 \(seen.cases) 件办件拟合", en: "Fitted to \(seen.cases) stored cases")
            : Title(zh: "与 \(base.id) 相同（办件太少，无一值可测）", en: "As \(base.id): of too few cases nothing was measured")
        return ScenarioFit(
            base: base, definition: scenario, values: values, cases: seen.cases, openCases: seen.openCases,
            days: days.map { $0.first...$0.last }, outOfHours: seen.outOfHours,
            moves: seen.work.values.reduce(0) { $0 + $1.done.count },
            notInExample: seen.notInExample.filter { $0.value >= smallestCell }.keys.sorted(), smallestCell: smallestCell)
    }

    // MARK: What stands behind a section

    /// - Parameter what: that was measured.
    func assumed(_ what: Title, over before: ScenarioDefinition.Assumed, keeping kept: [String] = []) -> ScenarioDefinition.Assumed {
        let days = seen.days.map { ("\($0.first) 至 \($0.last)", "\($0.first) to \($0.last)") } ?? ("", "")
        let rest = kept.joined(separator: ", ")
        return ScenarioDefinition.Assumed(
            grade: .constructed,
            because: Title(
                zh: "由 \(seen.cases) 件办件实测（\(days.0)）：\(what.zh)"
                    + (kept.isEmpty ? "" : "；\(rest) 未能实测，沿用 \(base.id)：\(before.because.zh)"),
                en: "Measured on \(seen.cases) cases (\(days.1)): \(what.en)"
                    + (kept.isEmpty ? "" : "; \(rest) not measured, as in \(base.id): \(before.because.en)")), position: position)
    }

    /// Fits times, where there are enough, and notes what came of it.
    mutating func time(_ path: String, _ times: Observations.Times) -> TimeFit? {
        fits += 1
        var value = ScenarioFit.Value(path: path, count: times.done.count)
        defer { values.append(value) }
        guard times.done.count >= TimeFit.least, times.done.count >= smallestCell else {
            value.reason = .tooFew
            return nil
        }
        guard var fit = TimeFit(times.done, draws.of(fits), grouping: smallestCell, samples: samples, at: position) else { return nil }
        fit.open = times.open
        value.what = .time(fit)
        return fit
    }

    /// Notes a share, where there are enough cases and it tells of nobody.
    private mutating func share(_ path: String, _ proportion: Proportion) -> ScenarioDefinition.Share? {
        var value = ScenarioFit.Value(path: path, count: proportion.of)
        defer { values.append(value) }
        guard proportion.of >= TimeFit.least, proportion.of >= smallestCell else {
            value.reason = .tooFew
            return nil
        }
        guard isTold(proportion.count), isTold(proportion.of - proportion.count) else {
            value.reason = .smallCell
            return nil
        }
        value.what = .share(proportion)
        return Located(proportion.millionths, at: position)
    }

    private func isTold(_ count: Int) -> Bool { count == 0 || count >= smallestCell }

    // MARK: Sections

    private mutating func arrivals(_ scenario: inout ScenarioDefinition) {
        fits += 1
        var value = ScenarioFit.Value(path: "arrivals.every", count: seen.arrivals.count)
        defer { values.append(value) }
        guard seen.arrivals.count > TimeFit.least, seen.arrivals.count >= smallestCell,
            let fit = ArrivalFit(seen.arrivals, clock, smallestCell: smallestCell, samples: samples, draws.of(fits))
        else {
            value.reason = .tooFew
            return
        }
        value.what = .arrivals(fit)
        scenario.arrivals.every = fit.gaps.spread
        if !fit.keepsHours { scenario.arrivals.hours = [] }
        if !fit.keepsDays { scenario.arrivals.days = .everyDay }
        func entries(_ season: ArrivalFit.Season, _ names: [String]) -> [(Located<String>, ScenarioDefinition.Share)] {
            zip(names, fit.factors[season] ?? []).compactMap { name, factor in
                // To a part of a thousand: the cases tell no more.
                let millionths = Int((factor * 1_000).rounded()) * 1_000
                return millionths == 1_000_000 ? nil : (Located(name, at: position), Located(millionths, at: position))
            }
        }
        scenario.arrivals.weekdays = entries(.weekdays, ScenarioCompiler.weekdays)
        scenario.arrivals.months = entries(.months, (1...12).map(String.init))
        scenario.arrivals.byHour = entries(.hours, (0...23).map(String.init))
        scenario.arrivals.batches = []
        scenario.arrivals.assumed = assumed(
            Title(zh: "提交的时刻（开始填写的时刻无记录）", en: "moments of handing in (nobody records when people begin)"),
            over: base.definition.arrivals.assumed)
    }

    private mutating func answers(_ scenario: inout ScenarioDefinition) {
        var value = ScenarioFit.Value(path: "answers", count: seen.cases)
        defer { values.append(value) }
        guard seen.cases >= TimeFit.least, seen.cases >= smallestCell else {
            value.reason = .tooFew
            return
        }
        let shared = base.bundle.shared
        let questions = base.bundle.questions.map { entry in
            let question = shared.questions[entry.question]
            let allowed = question.answers.indices.filter { entry.allowed & (1 << UInt64($0)) != 0 }
            return (id: question.id, answers: allowed.map { question.answers[$0].id })
        }
        let fit = AnswerFit(seen.answers, questions, smallestCell: smallestCell)
        value.what = .answers(fit)
        typealias Shares = ScenarioDefinition.AnswerShares
        func name(_ text: String) -> Name { Located(text, at: position) }
        func shares(_ counts: [Int]) -> [ScenarioDefinition.Share] { Proportion.millionths(counts).map { Located($0, at: position) } }
        var tables = fit.singles.map { single in
            Shares.Table(
                question: name(single.question), when: nil,
                shares: zip(single.shares, shares(single.shares.map(\.share.count))).map { (name($0.answer), $1) })
        }
        let kept = fit.unknown
        tables += (base.definition.answers?.tables ?? []).filter { kept.contains($0.question.value) }
        let combinations = zip(fit.combinations, shares(fit.combinations.map(\.share.count))).map { one, share in
            Shares.Combination(share: share, answers: one.answers.map { (name($0.question), name($0.answer)) })
        }
        let before = base.definition.answers?.assumed ?? base.definition.arrivals.assumed
        scenario.answers = Shares(
            assumed: assumed(Title(zh: "提交时的回答", en: "answers as they were handed in"), over: before, keeping: kept), tables: tables,
            combinations: combinations)
        for single in fit.singles {
            values.append(
                .init(
                    path: "answers.shares.\(single.question)", count: single.shares.reduce(0) { $0 + $1.share.count }, what: .answers(fit)))
        }
        if !combinations.isEmpty { values.append(.init(path: "answers.combinations", count: fit.people, what: .answers(fit))) }
    }

    private mutating func licences(_ scenario: inout ScenarioDefinition) {
        var each = base.definition.licences?.each ?? []
        var fitted: [String] = []
        for licence in Set(seen.held.keys).union(seen.lacking.keys).sorted() {
            let (held, lacking) = (seen.held[licence] ?? 0, seen.lacking[licence] ?? 0)
            guard held + lacking >= smallestCell else { continue }
            guard let missing = share("licences.\(licence)", Proportion(lacking, of: held + lacking)) else { continue }
            fitted.append(licence)
            each.removeAll { $0.licence.value == licence }
            each.append(.init(licence: Located(licence, at: position), missing: missing, expired: nil, nameDiffers: nil, revoked: nil))
        }
        guard !fitted.isEmpty else { return }
        let before = base.definition.licences?.assumed ?? base.definition.arrivals.assumed
        // Who did not let a licence be read is not told from who has none.
        scenario.authorised = nil
        scenario.licences = (
            assumed(
                Title(
                    zh: "\(fitted.joined(separator: "、"))：没有、过期、姓名不符和未授权，记录中不能区分，合为 missing",
                    en:
                        "\(fitted.joined(separator: ", ")): none, expired, another name and not authorised are one in the records, all of it missing"
                ),
                over: before, keeping: each.map(\.licence.value).filter { !fitted.contains($0) }), each
        )
    }

    private mutating func applicants(_ scenario: inout ScenarioDefinition) {
        let before = base.definition.applicants
        var fitted: [String] = []
        if let fit = time("applicants.answers-after", seen.answersAfter) {
            scenario.applicants.answersAfter = fit.spread
            fitted.append("answers-after")
        }
        let wrong = Mistakes(seen.asked, field: before.wrongField.value, paper: before.wrongPaper.value)
        if share("applicants.wrong", wrong.share) != nil {
            (scenario.applicants.wrongField.value, scenario.applicants.wrongPaper.value) = (wrong.field, wrong.paper)
            fitted += ["wrong-field", "wrong-paper"]
        }
        if let givesUp = share("applicants.gives-up", Proportion(seen.gaveUp, of: seen.askedAndEnded)) {
            scenario.applicants.givesUp = givesUp
            fitted.append("gives-up")
        }
        guard !fitted.isEmpty else { return }
        let all = ["typed-field", "paper", "copy", "visit", "answers-after", "wrong-field", "wrong-paper", "gives-up"]
        scenario.applicants.assumed = assumed(
            Title(
                zh: "\(fitted.joined(separator: "、"))（错填与错交的比例仍如原方案）",
                en: "\(fitted.joined(separator: ", ")) (wrong fields to wrong papers stay in the proportion assumed before)"),
            over: before.assumed, keeping: all.filter { !fitted.contains($0) })
    }

    private mutating func refusals(_ scenario: inout ScenarioDefinition) {
        let items = Set(seen.granted.keys).union(seen.refused.keys).sorted()
        func proportion(_ item: String) -> Proportion {
            Proportion(seen.refused[item] ?? 0, of: (seen.granted[item] ?? 0) + (seen.refused[item] ?? 0))
        }
        let enough = items.filter { proportion($0).of >= TimeFit.least && (seen.refused[$0] ?? 0) >= smallestCell }
        // Told apart only where one share for all does not explain them.
        let all = items.map(proportion)
        let differ = ChiSquare(table: all.map { [$0.count, $0.of - $0.count] })
        let apart = differ.freedom > 0 && differ.p < ArrivalFit.told ? enough : []
        let rest = items.filter { !apart.contains($0) }.map(proportion)
        let any = share("refusals.any", Proportion(rest.reduce(0) { $0 + $1.count }, of: rest.reduce(0) { $0 + $1.of }))
        let told = apart.compactMap { item in
            share("refusals.items.\(item)", proportion(item)).map { (item: Located(item, at: position), share: $0) }
        }
        guard any != nil || !told.isEmpty else { return }
        let before = base.definition.refusals
        let kept = (any == nil ? ["any"] : [])
        scenario.refusals = ScenarioDefinition.Refusals(
            assumed: assumed(
                Title(zh: "作出决定的事项", en: "items that were decided"), over: before?.assumed ?? base.definition.arrivals.assumed,
                keeping: kept), any: any ?? before?.any ?? Located(0, at: position), items: told)
    }
}

extension Proportion {
    /// Parts of a million for counts, which come to a whole million: what is left of rounding goes to the largest remainders.
    static func millionths(_ counts: [Int]) -> [Int] {
        let total = counts.reduce(0, +)
        guard total > 0 else { return counts }
        var shares = counts.map { $0 * 1_000_000 / total }
        let order = counts.indices.sorted {
            let (one, other) = (counts[$0] * 1_000_000 % total, counts[$1] * 1_000_000 % total)
            return one != other ? one > other : $0 < $1
        }
        for place in order.prefix(1_000_000 - shares.reduce(0, +)) { shares[place] += 1 }
        return shares
    }
}
