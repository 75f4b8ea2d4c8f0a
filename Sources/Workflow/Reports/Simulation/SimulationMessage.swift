/// A simulation as JSON knows it.
public struct SimulationMessage: Codable, Sendable {
    public struct Office: Codable, Sendable {
        public struct Arm: Codable, Sendable {
            public var jobs: Int64
            public var utilisation: Double
            public var meanWaitMinutes: Double
            public var meanQueue: Double
            public var queueByHour: [String: Double]

            init(_ office: SimulationTally.Office) {
                jobs = office.jobs
                utilisation = office.utilisation.rounded(to: 4)
                meanWaitMinutes = office.jobs > 0 ? (Double(office.waited) / Double(office.jobs) / 60).rounded(to: 2) : 0
                meanQueue = office.meanQueue.rounded(to: 4)
                queueByHour = Dictionary(
                    uniqueKeysWithValues: office.queue.enumerated().compactMap { hour, mean in
                        mean.map { (HoursOfWeek.name(of: hour), $0.rounded(to: 4)) }
                    })
            }
        }

        public var department: String
        public var officers: Int
        public var apart: Arm
        public var together: Arm
    }

    public struct Assumption: Codable, Sendable {
        public var path: String
        public var value: String
        public var grade: String
        public var because: String
    }

    public struct Announced: Codable, Sendable {
        public var arm: String
        public var figure: String
        public var kind: String
        public var words: String
        public var announced: Double
        public var simulated: Double
        public var unexplained: Double?
    }

    public var bundle: String
    public var scenario: String
    public var set: [String]
    public var seed: UInt64
    public var journeys: Int64
    public var wanted: Int
    public var blocks: Int64
    public var stopped: Int64
    public var unfinished: [String: Int64]
    public var jammed: [String: [String]]
    public var apart: [String: MeasuredMessage.Spread]
    public var together: [String: MeasuredMessage.Spread]
    public var saved: [String: MeasuredMessage.Spread]
    public var dispositions: [String: Double]
    public var departments: [Office]
    public var announced: [Announced]
    public var assumptions: [Assumption]

    public init(_ report: SimulationReport, _ language: Language) {
        let tally = report.tally
        (bundle, scenario, set, seed, wanted) = (report.bundle.id, report.scenario.id, report.settings, report.seed, report.wanted)
        (journeys, blocks, stopped) = (tally.journeys, tally.blocks, tally.stopped)
        unfinished = ["apart": tally.apart.unfinished, "together": tally.together.unfinished]
        jammed = Dictionary(grouping: report.jammed) { "\($0.arm)" }.mapValues { $0.map(\.office) }
        (apart, together, saved) = ([:], [:], [:])
        for figure in SimulatedFigure.allCases {
            guard let spread = report.distributions(figure) else { continue }
            apart[figure.name] = MeasuredMessage.Spread(spread.apart)
            together[figure.name] = MeasuredMessage.Spread(spread.together)
            saved[figure.name] = MeasuredMessage.Spread(spread.saved)
        }
        dispositions = Dictionary(uniqueKeysWithValues: report.lines.map { ($0.disposition.rawValue, $0.mean.rounded(to: 4)) })
        departments = report.scenario.offices.indices.map { place in
            Office(
                department: report.scenario.offices[place].name.value, officers: report.scenario.offices[place].officers.value,
                apart: Office.Arm(tally.apart.offices[place]), together: Office.Arm(tally.together.offices[place]))
        }
        announced = Arm.allCases.flatMap { arm in
            report.announced(arm).map { one in
                Announced(
                    arm: "\(arm)", figure: one.figure.name, kind: one.kind.rawValue, words: one.words[language], announced: one.announced,
                    simulated: one.simulated.rounded(to: 4), unexplained: one.unexplained?.rounded(to: 4))
            }
        }
        assumptions = ScenarioAssumptions(report.scenario).sections.flatMap { section in
            section.values.map {
                Assumption(
                    path: section.path(of: $0.path), value: $0.value[language], grade: section.assumed.grade.rawValue,
                    because: section.assumed.because[language])
            }
        }
    }
}

extension SimulationMessage: Described {
    public static let about: Meaning = "仿真结果：同一批人分别办和一次办 · What came of a simulation: the same people apply apart and together."
    public static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "scenario": "仿真方案 · Its id.",
        "set": "改动的值 · Values that were set besides, `path=value`.",
        "seed": "随机数种子：相同种子结果相同 · Where chance began: the same seed comes to the same.",
        "journeys": "两种方式都办完的人数；平均值按这些人计算 · People who finished both ways; means are of those.",
        "wanted": "要求仿真的人数 · People who were asked for.",
        "blocks": "用于计算置信区间的分组数 · Groups of people from which the intervals are reckoned.",
        "stopped": "当场告知不必申请的人数；不计入任何数字 · Told at once that there is nothing to apply for; in no figure.",
        "unfinished":
            "`apart` 和 `together` → 结束时尚未办结、或始终没有到来的人数 · `apart` and `together` → people whose cases were open at the end, or who never came.",
        "jammed":
            "`apart` 和 `together` → 队列始终不空的窗口：其时间没有意义 · `apart` and `together` → offices whose queues never empty: times say nothing there.",
        "apart": "指标 → 分别办的分布 · Figure → its spread, item by item.",
        "together": "指标 → 一次办的分布 · Figure → its spread, as one thing.",
        "saved": "指标 → 逐人计算的分别办减一次办 · Figure → apart less together, person by person.",
        "dispositions": "处置 → 平均每人的账目行数 · Disposition → lines of the ledger of a person, on the mean.",
        "departments": "各窗口 · The offices.",
        "announced": "公布数与仿真数的对照 · What was announced beside what was simulated.",
        "assumptions": "所作的假定及理由 · What was assumed, and why.",
    ]
}

extension SimulationMessage.Office: Described {
    public static let about: Meaning = "仿真的一个窗口 · An office of a simulation."
    public static let meanings: [String: Meaning] = [
        "department": .department,
        "officers": "工作人员数 · Officers that it has.",
        "apart": "分别办时的情况 · How it fared where people applied item by item.",
        "together": "一次办时的情况 · How it fared where they applied once.",
    ]
}

extension SimulationMessage.Office.Arm: Described {
    public static let about: Meaning = "一个窗口的情况 · How an office fared."
    public static let meanings: [String: Meaning] = [
        "jobs": "办理的工作件数 · Pieces of work that it did.",
        "utilisation": "在岗人员时间的利用率，0 至 1 · Of the time of the officers who were there, 0 to 1.",
        "meanWaitMinutes": "每件工作在开放时间内的平均等待分钟数 · Minutes that a piece of work waited while the office was open, on the mean.",
        "meanQueue": "开放时间内的平均排队件数 · How many wait, on the mean over the time that it is open.",
        "queueByHour": "一周中的小时（`monday-09`）→ 该小时的平均排队件数 · Hour of the week (`monday-09`) → how many wait in it, on the mean.",
    ]
}

extension SimulationMessage.Assumption: Described {
    public static let about: Meaning = "一项假定 · What was assumed."
    public static let meanings: [String: Meaning] = [
        "path": "在仿真方案中的位置 · Where it stands in the scenario.",
        "value": "假定的值，以文字表述 · What is assumed, in words.",
        "grade": .words(Grade.self, "来源的等级 · How good its source is."),
        "because": "理由 · Why.",
    ]
}

extension SimulationMessage.Announced: Described {
    public static let about: Meaning = "一个公布数 · A figure that was announced."
    public static let meanings: [String: Meaning] = [
        "arm": .words(["apart", "together"], "哪种申请方式 · Of which way of applying."),
        "figure": "哪个指标 · Of which figure.",
        "kind": .words(["count", "limit"], "数量；或最长时限，与实际所用时间对照 · A count, or the longest that it may take beside the time that it took."),
        "words": "公布的原文 · As it was announced.",
        "announced": "公布数 · What was announced.",
        "simulated": "仿真数 · What was simulated.",
        "unexplained": "数量：公布数减仿真数；可能小于零 · Of a count: announced less simulated; may be below zero.",
    ]
}
