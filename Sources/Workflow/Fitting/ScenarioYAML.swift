/// A scenario as the text of its file: what is read from it is the scenario again.
struct ScenarioYAML {
    /// Remarks behind the lines of values, by their paths (`work.items.birth-registration.decide`).
    var remarks: [String: String] = [:]
    private(set) var text = ""

    /// - Parameter head: lines that stand before everything, each a remark.
    static func text(_ scenario: ScenarioDefinition, remarks: [String: String] = [:], head: [String] = []) -> String {
        var writer = ScenarioYAML(remarks: remarks)
        for line in head { writer.line("# \(line)") }
        writer.write(scenario)
        return writer.text
    }

    private mutating func line(_ line: String, _ path: String? = nil, indent: Int = 0) {
        let remark = path.flatMap { remarks[$0] }.map { "   # \($0)" } ?? ""
        text += String(repeating: "  ", count: indent) + line + remark + "\n"
    }

    private mutating func write(_ scenario: ScenarioDefinition) {
        line("scenario: \(scenario.id.value)")
        line("title: \(title(scenario.title))")
        line("bundle: \(scenario.bundle.value)")
        line("starts: \(scenario.starts)")
        if let like = scenario.like { line("people-like: \(like.value)") }
        line("journeys: \(scenario.journeys)")
        line("block: \(scenario.block)")
        if let warmUp = scenario.warmUp { line("warm-up: \(warmUp)") }
        write(scenario.arrivals)
        if let answers = scenario.answers { write(answers) }
        if let licences = scenario.licences {
            section("licences", licences.assumed)
            entries("each", licences.each.isEmpty) {
                for one in licences.each {
                    let parts = [
                        ("missing", one.missing), ("expired", one.expired), ("name-differs", one.nameDiffers), ("revoked", one.revoked),
                    ]
                    let map = parts.compactMap { name, share in share.map { "\(name): \(Self.percent($0.value))" } }.joined(separator: ", ")
                    $0.line("\(one.licence.value): {\(map)}", "licences.\(one.licence.value)", indent: 2)
                }
            }
        }
        if let authorised = scenario.authorised {
            section("authorised", authorised.assumed)
            line("share: \(Self.percent(authorised.share.value))", "authorised.share", indent: 1)
        }
        if let sources = scenario.sources {
            section("sources", sources.assumed)
            entries("each", sources.each.isEmpty) {
                for one in sources.each {
                    let parts = [("down-every", one.downEvery), ("down-for", one.downFor), ("answers-in", one.answersIn)]
                    let map = parts.compactMap { name, spread in spread.map { "\(name): \(Self.spread($0))" } }.joined(separator: ", ")
                    $0.line("\(one.source.value): {\(map)}", indent: 2)
                }
            }
        }
        write(scenario.applicants)
        write(scenario.offices)
        write("work", scenario.work)
        if let waits = scenario.waits { write("waits", waits) }
        if let batches = scenario.batches { write(batches) }
        if let refusals = scenario.refusals {
            section("refusals", refusals.assumed)
            line("any: \(Self.percent(refusals.any.value))", "refusals.any", indent: 1)
            if !refusals.items.isEmpty {
                line("items:", indent: 1)
                for item in refusals.items {
                    line("\(item.item.value): \(Self.percent(item.share.value))", "refusals.items.\(item.item.value)", indent: 2)
                }
            }
        }
        if let tariff = scenario.tariff {
            section("tariff", tariff.assumed)
            for (name, fen) in [("hour", tariff.hour), ("copy", tariff.copy), ("visit", tariff.visit)] {
                line("\(name): \(fen / 100).\(Digits.padded(fen % 100, to: 2))", indent: 1)
            }
        }
    }

    private mutating func section(_ name: String, _ assumed: ScenarioDefinition.Assumed) {
        line("\(name):")
        line("grade: \(assumed.grade.rawValue)", indent: 1)
        line("because: \(title(assumed.because))", indent: 1)
    }

    private mutating func entries(_ name: String, _ isEmpty: Bool, _ write: (inout Self) -> Void) {
        line(isEmpty ? "\(name): {}" : "\(name):", indent: 1)
        write(&self)
    }

    // MARK: Sections

    private mutating func write(_ arrivals: ScenarioDefinition.Arrivals) {
        section("arrivals", arrivals.assumed)
        line("every: \(Self.spread(arrivals.every))", "arrivals.every", indent: 1)
        open(arrivals.hours, arrivals.days)
        for (name, entries) in [("weekdays", arrivals.weekdays), ("months", arrivals.months), ("by-hour", arrivals.byHour)]
        where !entries.isEmpty {
            let map = entries.map { "\($0.0.value): \(Self.percent($0.1.value))" }.joined(separator: ", ")
            line("\(name): {\(map)}", "arrivals.\(name)", indent: 1)
        }
        guard !arrivals.batches.isEmpty else { return }
        line("batches:", indent: 1)
        for batch in arrivals.batches { line("- {on: \(batch.on.value), count: \(batch.count)}", indent: 2) }
    }

    private mutating func open(_ hours: [Located<ScenarioDefinition.Hours>], _ days: ScenarioDefinition.Days) {
        if !hours.isEmpty { line("hours: [\(hours.map(\.value.text).joined(separator: ", "))]", indent: 1) }
        line("days: \(days.rawValue)", indent: 1)
    }

    private mutating func write(_ answers: ScenarioDefinition.AnswerShares) {
        section("answers", answers.assumed)
        func shares(_ table: ScenarioDefinition.AnswerShares.Table) -> String {
            table.shares.map { "\($0.answer.value): \(Self.percent($0.share.value))" }.joined(separator: ", ")
        }
        let (always, given) = (answers.tables.filter { $0.when == nil }, answers.tables.filter { $0.when != nil })
        if !always.isEmpty {
            line("shares:", indent: 1)
            for table in always {
                line("\(table.question.value): {\(shares(table))}", "answers.shares.\(table.question.value)", indent: 2)
            }
        }
        if !given.isEmpty {
            line("given:", indent: 1)
            for table in given {
                let when = table.when.map(Self.condition) ?? "{}"
                line("- {question: \(table.question.value), when: \(when), shares: {\(shares(table))}}", indent: 2)
            }
        }
        guard !answers.combinations.isEmpty else { return }
        line("combinations:", "answers.combinations", indent: 1)
        for one in answers.combinations {
            let map = one.answers.map { "\($0.question.value): \($0.answer.value)" }.joined(separator: ", ")
            line("- {share: \(Self.percent(one.share.value)), answers: {\(map)}}", indent: 2)
        }
    }

    private mutating func write(_ applicants: ScenarioDefinition.Applicants) {
        section("applicants", applicants.assumed)
        let spreads = [
            ("typed-field", applicants.typedField), ("paper", applicants.paper), ("copy", applicants.copy), ("visit", applicants.visit),
            ("answers-after", applicants.answersAfter),
        ]
        for (name, spread) in spreads { line("\(name): \(Self.spread(spread))", "applicants.\(name)", indent: 1) }
        let shares = [
            ("wrong-field", applicants.wrongField), ("wrong-paper", applicants.wrongPaper), ("gives-up", applicants.givesUp),
        ]
        for (name, share) in shares { line("\(name): \(Self.percent(share.value))", "applicants.\(name)", indent: 1) }
    }

    private mutating func write(_ offices: (assumed: ScenarioDefinition.Assumed, window: Spread, each: [ScenarioDefinition.Office])) {
        section("offices", offices.assumed)
        line("window: \(Self.spread(offices.window))", indent: 1)
        line("each:", indent: 1)
        for office in offices.each {
            var parts = ["officers: \(office.officers.value)"]
            if !office.hours.isEmpty { parts.append("hours: [\(office.hours.map(\.value.text).joined(separator: ", "))]") }
            parts.append("days: \(office.days.rawValue)")
            if let leave = office.leave { parts.append("leave: \(Self.percent(leave.value))") }
            if !office.departments.isEmpty { parts.append("departments: [\(office.departments.map(\.value).joined(separator: ", "))]") }
            if !office.first.isEmpty { parts.append("first: [\(office.first.map(\.value).joined(separator: ", "))]") }
            line("\(office.name.value): {\(parts.joined(separator: ", "))}", indent: 2)
        }
    }

    private mutating func write(_ name: String, _ times: ScenarioDefinition.Times) {
        section(name, times.assumed)
        if let any = times.any { line("any: \(Self.spread(any))", indent: 1) }
        if !times.moves.isEmpty {
            line("moves:", indent: 1)
            for entry in times.moves {
                line("\(entry.move.value): \(Self.spread(entry.spread))", "\(name).moves.\(entry.move.value)", indent: 2)
            }
        }
        guard !times.items.isEmpty else { return }
        line("items:", indent: 1)
        for item in times.items {
            line("\(item.item.value):", indent: 2)
            for entry in item.moves {
                let path = "\(name).items.\(item.item.value).\(entry.move.value)"
                line("\(entry.move.value): \(Self.spread(entry.spread))", path, indent: 3)
            }
        }
    }

    private mutating func write(_ batches: ScenarioDefinition.Batches) {
        section("batches", batches.assumed)
        func map(_ moves: [(move: Name, batch: ScenarioDefinition.Batch)]) -> String {
            moves.map { "\($0.move.value): {of: \($0.batch.of), after: \($0.batch.after)}" }.joined(separator: ", ")
        }
        if !batches.moves.isEmpty { line("moves: {\(map(batches.moves))}", indent: 1) }
        guard !batches.items.isEmpty else { return }
        line("items:", indent: 1)
        for item in batches.items { line("\(item.item.value): {\(map(item.moves))}", indent: 2) }
    }

    // MARK: Values

    private static func percent(_ millionths: Int) -> String { ScenarioDefinition.percent(millionths) }

    private func title(_ title: Title) -> String { "{zh: \(Self.quoted(title.zh)), en: \(Self.quoted(title.en))}" }

    static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " "))\""
    }

    private static func condition(_ condition: Condition) -> String {
        let maps = condition.alternatives.map { comparisons in
            let entries = comparisons.map { one in
                let answers = one.answers.map { quoted($0.value) }
                return "\(one.question.value): \(answers.count == 1 ? answers[0] : "[\(answers.joined(separator: ", "))]")"
            }
            return "{\(entries.joined(separator: ", "))}"
        }
        return maps.count == 1 ? maps[0] : "[\(maps.joined(separator: ", "))]"
    }

    static func spread(_ spread: Spread) -> String {
        func cv(_ thousandths: Int) -> String { "\(thousandths / 1_000).\(Digits.padded(thousandths % 1_000, to: 3))" }
        func list(_ times: [TimeSpan]) -> String { "[\(times.map(\.description).joined(separator: ", "))]" }
        return switch spread.shape {
        case .constant(let time): time.description
        case .uniform(let low, let high): "{uniform: \(list([low, high]))}"
        case .triangular(let low, let mode, let high): "{triangular: \(list([low, mode, high]))}"
        case .exponential(let mean): "{exponential: \(mean)}"
        case .lognormal(let mean, let own): "{lognormal: \(mean), cv: \(cv(own))}"
        case .gamma(let mean, let own): "{gamma: \(mean), cv: \(cv(own))}"
        case .empirical(let times): "{values: \(list(times))}"
        case .measured(let name): "{measured: \(name.value)}"
        }
    }
}
