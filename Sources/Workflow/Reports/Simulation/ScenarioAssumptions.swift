/// Everything that a scenario assumes, as it is printed beside what came of it.
struct ScenarioAssumptions {
    struct Section {
        /// The key of the file; empty: keys of the scenario itself.
        var name: String
        var assumed: ScenarioDefinition.Assumed
        /// By its keys, and as it is called.
        var values: [(path: String, name: Title, value: Title)] = []

        func path(of value: String) -> String { name.isEmpty ? value : "\(name).\(value)" }
    }

    let sections: [Section]

    init(_ compiled: CompiledScenario) {
        let (scenario, words) = (compiled.definition, Words(shared: compiled.bundle.shared))
        var sections: [Section] = []
        func add(_ name: String, _ assumed: ScenarioDefinition.Assumed, named values: [(String, Title, Title)]) {
            sections.append(Section(name: name, assumed: assumed, values: values.map { (path: $0.0, name: $0.1, value: $0.2) }))
        }
        func add(_ name: String, _ assumed: ScenarioDefinition.Assumed, _ values: [(String, Title)]) {
            add(name, assumed, named: values.map { ($0.0, Title(zh: $0.0, en: $0.0), $0.1) })
        }
        let itself = ScenarioDefinition.Assumed(
            grade: .constructed,
            because: Title(zh: "仿真多少、与哪个示例的人相同，是选定的", en: "How much is simulated, and whom people are like, is chosen"),
            position: scenario.position)
        let like = compiled.journey
        add(
            "", itself,
            [
                ("starts", Title(zh: "\(scenario.starts)", en: "\(scenario.starts)")),
                ("block", Title(zh: "每组 \(scenario.block) 人", en: "\(scenario.block) applicants")),
                ("warm-up", scenario.warmUp?.title ?? Title(zh: "无", en: "none")),
                ("people-like", Title(zh: "\(like.title.zh)（\(like.id)）", en: "\(like.title.en) (\(like.id))")),
            ])
        let arrivals = scenario.arrivals
        add(
            "arrivals", arrivals.assumed,
            named: [("every", arrivals.every.title), ("hours", Self.hours(arrivals.hours, arrivals.days))].map { name, value in
                (name, Title(zh: name, en: name), value)
            }
                + [
                    ("weekdays", arrivals.weekdays, Words.weekday), ("months", arrivals.months, Words.month),
                    ("by-hour", arrivals.byHour, Words.hour),
                ].flatMap { key, entries, title in
                    entries.map { ("\(key).\($0.0.value)", title($0.0.value), Self.share($0.1.value)) }
                }
                + arrivals.batches.map { batch in
                    let name = "batches \(batch.on.value)"
                    return (name, Title(zh: name, en: name), Title(zh: "\(batch.count) 件", en: "\(batch.count)"))
                })
        if let answers = scenario.answers {
            let combinations = answers.combinations.map { one in
                (
                    one.answers.map { "\($0.question.value)=\($0.answer.value)" }.joined(separator: " "),
                    Words.list(one.answers.map { words.answer($0.answer.value, to: $0.question.value, withQuestion: true) }),
                    Self.share(one.share.value)
                )
            }
            let tables = answers.tables.map { table in
                let question = table.question.value
                let asked = words.question(question)
                let when = table.when.map(words.condition)
                let shares = table.shares.map { entry in
                    let (answer, share) = (words.answer(entry.answer.value, to: question), Self.share(entry.share.value))
                    return Title(zh: "\(answer.zh) \(share.zh)", en: "\(answer.en) \(share.en)")
                }
                return (
                    question + (table.when.map { " (\($0.text))" } ?? ""),
                    Title(zh: asked.zh + (when.map { "（\($0.zh)）" } ?? ""), en: asked.en + (when.map { " (\($0.en))" } ?? "")),
                    Words.list(shares)
                )
            }
            add("answers", answers.assumed, named: combinations + tables)
        }
        if let licences = scenario.licences {
            add(
                "licences", licences.assumed,
                named: licences.each.map { one in
                    let parts = [
                        ("missing", one.missing), ("expired", one.expired), ("name-differs", one.nameDiffers), ("revoked", one.revoked),
                    ]
                    let text = parts.compactMap { name, share in share.map { "\(name) \(Self.share($0.value).en)" } }.joined(
                        separator: ", ")
                    return (one.licence.value, words.licence(one.licence.value), Title(zh: text, en: text))
                })
        }
        if let authorised = scenario.authorised {
            add("authorised", authorised.assumed, [("share", Self.share(authorised.share.value))])
        }
        if let sources = scenario.sources {
            add(
                "sources", sources.assumed,
                sources.each.flatMap { one in
                    [("down-every", one.downEvery), ("down-for", one.downFor), ("answers-in", one.answersIn)].compactMap { name, spread in
                        spread.map { ("\(one.source.value).\(name)", $0.title) }
                    }
                })
        }
        let applicants = scenario.applicants
        add(
            "applicants", applicants.assumed,
            [
                ("typed-field", applicants.typedField.title), ("paper", applicants.paper.title), ("copy", applicants.copy.title),
                ("visit", applicants.visit.title), ("answers-after", applicants.answersAfter.title),
                ("wrong-field", Self.share(applicants.wrongField.value)), ("wrong-paper", Self.share(applicants.wrongPaper.value)),
                ("gives-up", Self.share(applicants.givesUp.value)),
            ])
        add(
            "offices", scenario.offices.assumed,
            [("window", scenario.offices.window.title)]
                + scenario.offices.each.map { office in
                    let hours = Self.hours(office.hours, office.days)
                    let leave = office.leave.map { Self.share($0.value).en }
                    let first = office.first.map(\.value)
                    return (
                        office.name.value,
                        Title(
                            zh: "\(office.officers.value) 人，\(hours.zh)" + (leave.map { "，\($0) 不在岗" } ?? "")
                                + (first.isEmpty ? "" : "，先办 \(first.joined(separator: "、"))"),
                            en: "\(office.officers.value) \(office.officers.value == 1 ? "officer" : "officers"), \(hours.en)"
                                + (leave.map { ", \($0) away" } ?? "")
                                + (first.isEmpty ? "" : ", first \(first.joined(separator: ", "))"))
                    )
                })
        for (name, times) in [("work", scenario.work as ScenarioDefinition.Times?), ("waits", scenario.waits)] {
            guard let times else { continue }
            add(
                name, times.assumed,
                (times.any.map { [("any", $0.title)] } ?? []) + times.moves.map { ($0.move.value, $0.spread.title) }
                    + times.items.flatMap { item in item.moves.map { ("\(item.item.value).\($0.move.value)", $0.spread.title) } })
        }
        if let batches = scenario.batches {
            func title(_ batch: ScenarioDefinition.Batch) -> Title {
                Title(zh: "满 \(batch.of) 件或等 \(batch.after.title.zh)", en: "\(batch.of) at once, or after \(batch.after.title.en)")
            }
            add(
                "batches", batches.assumed,
                batches.moves.map { ($0.move.value, title($0.batch)) }
                    + batches.items.flatMap { item in item.moves.map { ("\(item.item.value).\($0.move.value)", title($0.batch)) } })
        }
        if let refusals = scenario.refusals {
            add(
                "refusals", refusals.assumed,
                [("any", Self.share(refusals.any.value))] + refusals.items.map { ($0.item.value, Self.share($0.share.value)) })
        }
        if let tariff = scenario.tariff {
            func money(_ fen: Int) -> Title {
                let yuan = (Double(fen) / 100).printed
                return Title(zh: "\(yuan) 元", en: "\(yuan) yuan")
            }
            add("tariff", tariff.assumed, [("hour", money(tariff.hour)), ("copy", money(tariff.copy)), ("visit", money(tariff.visit))])
        }
        self.sections = sections
    }

    private static func share(_ millionths: Int) -> Title {
        let text = ScenarioDefinition.percent(millionths)
        return Title(zh: text, en: text)
    }

    private static func hours(_ hours: [Located<ScenarioDefinition.Hours>], _ days: ScenarioDefinition.Days) -> Title {
        let text = hours.map(\.value.text).joined(separator: " ")
        let (zh, en) = hours.isEmpty ? ("全天", "around the clock") : (text, text)
        return Title(
            zh: zh + (days == .workingDays ? "，工作日" : "，每天"), en: en + (days == .workingDays ? ", working days" : ", every day"))
    }
}

extension Condition {
    /// As it was written, on one line.
    fileprivate var text: String {
        alternatives.map { $0.map { "\($0.question.value)=\($0.answers.map(\.value).joined(separator: "|"))" }.joined(separator: " ") }
            .joined(separator: "; ")
    }
}

extension Spread {
    /// In words: `exponential, mean 40 minutes`.
    var title: Title {
        func list(_ times: [TimeSpan]) -> (zh: String, en: String) {
            (times.map(\.title.zh).joined(separator: "、"), times.map(\.title.en).joined(separator: ", "))
        }
        func by(_ zh: String, _ en: String, _ mean: TimeSpan, _ cv: Int? = nil) -> Title {
            let spread = cv.map { (Double($0) / 1_000).printed }
            return Title(
                zh: "\(zh)，平均 \(mean.title.zh)" + (spread.map { "，变异系数 \($0)" } ?? ""),
                en: "\(en), mean \(mean.title.en)" + (spread.map { ", cv \($0)" } ?? ""))
        }
        switch shape {
        case .constant(let time): return time.title
        case .uniform(let low, let high): return Title(zh: "均匀分布，\(list([low, high]).zh)", en: "uniform, \(list([low, high]).en)")
        case .triangular(let low, let mode, let high):
            return Title(zh: "三角分布，\(list([low, mode, high]).zh)", en: "triangular, \(list([low, mode, high]).en)")
        case .exponential(let mean): return by("指数分布", "exponential", mean)
        case .lognormal(let mean, let cv): return by("对数正态分布", "lognormal", mean, cv)
        case .gamma(let mean, let cv): return by("伽马分布", "gamma", mean, cv)
        case .measured(let name): return Title(zh: "实测，见 times/\(name.value).yaml", en: "as measured, in times/\(name.value).yaml")
        case .empirical(let times): return Title(zh: "实测 \(times.count) 个值", en: "\(times.count) times that were seen")
        }
    }
}
