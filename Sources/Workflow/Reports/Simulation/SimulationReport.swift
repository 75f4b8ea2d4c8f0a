/// What a simulation came to, with everything that was assumed.
public struct SimulationReport: Sendable {
    public let scenario: CompiledScenario
    public let seed: UInt64
    public let tally: SimulationTally
    /// Journeys that were asked for; fewer are told where it was stopped before the end.
    public let wanted: Int
    /// Values that were set besides, `path=value`, in their order.
    public let settings: [String]

    public init(_ scenario: CompiledScenario, seed: UInt64, wanted: Int, settings: [String] = [], _ tally: SimulationTally) {
        (self.scenario, self.seed, self.wanted, self.settings, self.tally) = (scenario, seed, wanted, settings, tally)
    }

    var bundle: CompiledBundle { scenario.bundle }

    /// Apart, together and the difference, for each figure.
    func distributions(_ figure: SimulatedFigure) -> (apart: Distribution, together: Distribution, saved: Distribution)? {
        let place = figure.rawValue
        guard let apart = tally.apart.figures[place].distribution(scale: figure.scale),
            let together = tally.together.figures[place].distribution(scale: figure.scale),
            let saved = tally.saved[place].distribution(scale: figure.scale)
        else { return nil }
        return (apart, together, saved)
    }

    /// Offices whose queues never empty: their officers have no time left, but for what passes before the first work comes (a hundredth at
    /// most); or, where it ended long before everybody had his turn, more waits than they ever took up.
    var jammed: [(arm: Arm, office: String)] {
        [(Arm.apart, tally.apart), (.together, tally.together)].flatMap { arm, tally in
            tally.offices.enumerated().compactMap { place, office in
                office.utilisation >= 0.99 || (tally.unfinished > 0 && office.left > office.jobs)
                    ? (arm, scenario.offices[place].name.value) : nil
            }
        }
    }

    /// The day on which the last of those who count came, in the block that took longest.
    private var lastArrival: Day { scenario.definition.starts.adding(days: Int(tally.reached / OpenHours.day)) }

    /// Nobody has published yet on which of its days people work.
    func provisional(_ language: Language) -> String? {
        let starts = scenario.definition.starts
        if bundle.shared.calendar.areKnown(from: starts, through: lastArrival) { return nil }
        return language(
            "暂定：\(starts) 至 \(lastArrival) 的放假安排尚未全部公布，按周一至周五工作计",
            "provisional: the days off from \(starts) to \(lastArrival) are not all published; Mondays to Fridays are taken as working days"
        )
    }

    /// What was set besides.
    func changed(_ language: Language) -> String? {
        settings.isEmpty ? nil : language("改动：", "set: ") + language.list(settings)
    }

    /// What of the scenario no block comes to, since each begins anew on its first day.
    func notReached(_ language: Language) -> String? {
        let (definition, density) = (scenario.definition, scenario.density)
        let last = lastArrival
        let batches = definition.arrivals.batches.map(\.on.value).filter { $0 > last }
        let reached = Set((0...min(366, definition.starts.distance(to: last))).map { definition.starts.adding(days: $0).month })
        let months = (1...12).filter { density.months[$0 - 1] != 1_000_000 && !reached.contains($0) }
        var facts: [String] = []
        if !batches.isEmpty {
            facts.append(
                language(
                    "成批到来的日子 \(language.list(batches.map(String.init(describing:)))) 没有轮到",
                    "nobody comes in the batches of \(language.list(batches.map(String.init(describing:))))"))
        }
        if !months.isEmpty {
            facts.append(
                language(
                    "arrivals.months 中的 \(language.list(months.map { "\($0) 月" })) 没有轮到",
                    "what arrivals.months says of \(language.list(months.map { "month \($0)" })) plays no part"))
        }
        guard !facts.isEmpty else { return nil }
        let block = definition.block
        return language(
            "\(facts.joined(separator: "，"))：每组 \(block) 人都从 \(definition.starts) 重新开始，最后一人不晚于 \(last) 到来；让 starts 早一些或晚一些，或让 block 大一些",
            "\(facts.joined(separator: " and ")): each block of \(block) begins anew on \(definition.starts), and its last comes by \(last). Choose other starts, or a larger block"
        )
    }

    /// What was announced of an arm, beside the simulated mean.
    func announced(_ arm: Arm) -> [Announced] {
        bundle.plan(scenario.journey.situation, .oneGuide(of: bundle)).announced(arm).compactMap { announced in
            guard let figure = SimulatedFigure(announced.figure), let spread = distributions(figure) else { return nil }
            return Announced(
                figure: figure, words: announced.words, announced: announced.residual.announced,
                simulated: arm == .apart ? spread.apart.mean : spread.together.mean)
        }
    }

    /// Something that was announced of an arm, beside what was simulated of it.
    struct Announced {
        /// What kind of number was announced.
        enum Kind: String {
            /// Of what is counted: papers, visits, steps.
            case count
            /// The longest that it may take, by law or by promise; what is simulated is the time that it took.
            case limit
        }

        var figure: SimulatedFigure
        var words: Title
        var announced: Double
        var simulated: Double

        var kind: Kind { figure == .handlingDays ? .limit : .count }
        /// Of what is counted; a time that is shorter than its limit leaves nothing to explain.
        var unexplained: Double? { kind == .count ? announced - simulated : nil }
    }
}

extension SimulationReport {
    /// Lines of the ledgers by disposition, as a reader follows them: all of them, and the mean of a person.
    var lines: [(disposition: Disposition, total: Int64, mean: Double)] {
        let people = tally.together.figures[SimulatedFigure.materials.rawValue].count
        return Disposition.downward.map { disposition in
            let total = Disposition.allCases.firstIndex(of: disposition).map { tally.lines[$0] } ?? 0
            return (disposition, total, people > 0 ? Double(total) / Double(people) : 0)
        }
    }

    /// The distribution of one side.
    func distribution(_ side: SimulatedSide, _ figure: SimulatedFigure) -> Distribution? {
        let gathered =
            switch side {
            case .apart: tally.apart.figures[figure.rawValue]
            case .together: tally.together.figures[figure.rawValue]
            case .saved: tally.saved[figure.rawValue]
            }
        return gathered.distribution(scale: figure.scale)
    }

    /// What has to be known of the intervals where there are few blocks.
    func fewBlocks(_ language: Language) -> String? {
        guard tally.blocks < 5 else { return nil }
        if tally.blocks == 1 {
            let block = scenario.definition.block
            return language(
                "只有 1 组（每组 \(block) 人），因而没有置信区间；人多一些，或 --set block= 小一些",
                "of a single block (of \(block) applicants) there are no intervals: take more applicants, or a smaller --set block=")
        }
        return language(
            "只有 \(tally.blocks) 组，区间本身也不可靠；人多一些，或 --set block= 小一些",
            "With \(tally.blocks) blocks the intervals themselves are uncertain: take more applicants, or a smaller --set block="
        )
    }

    /// A department as it is called.
    func title(of office: ScenarioDefinition.Office) -> Title {
        bundle.shared.departments.first { $0.id.value == office.name.value }?.title ?? Title(zh: office.name.value, en: office.name.value)
    }
}
