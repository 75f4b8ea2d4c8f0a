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
        (bundle, scenario, seed, wanted) = (report.bundle.id, report.scenario.id, report.seed, report.wanted)
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
    public static let about = "仿真 · What came of a simulation: the same people apply apart and together."
    public static let meanings: [String: Meaning] = [
        "bundle": .bundle,
        "scenario": "仿真方案 · Its id.",
        "seed": "Where chance began: the same seed comes to the same.",
        "journeys": "People who finished both ways; means are of those.",
        "wanted": "People who were asked for.",
        "blocks": "Groups of people from which the intervals are reckoned.",
        "stopped": "Told at once that there is nothing to apply for; in no figure.",
        "unfinished": "`apart` and `together` → people whose cases were open at the end.",
        "jammed": "`apart` and `together` → offices whose queues never empty: times say nothing there.",
        "apart": "Figure → its spread, item by item.",
        "together": "Figure → its spread, as one thing.",
        "saved": "Figure → apart less together, person by person.",
        "dispositions": "Disposition → lines of the ledger of a person, on the mean.",
        "departments": "The offices.",
        "announced": "What was announced beside what was simulated.",
        "assumptions": "What was assumed, and why.",
    ]
}

extension SimulationMessage.Office: Described {
    public static let about = "An office of a simulation."
    public static let meanings: [String: Meaning] = [
        "department": .department,
        "officers": "Officers that it has.",
        "apart": "分别办 · How it fared where people applied item by item.",
        "together": "一次办 · How it fared where they applied once.",
    ]
}

extension SimulationMessage.Office.Arm: Described {
    public static let about = "How an office fared."
    public static let meanings: [String: Meaning] = [
        "jobs": "Pieces of work that it did.",
        "utilisation": "Of the time of the officers who were there, 0 to 1.",
        "meanWaitMinutes": "Minutes that a piece of work waited while the office was open, on the mean.",
        "meanQueue": "How many wait, on the mean over the time that it is open.",
        "queueByHour": "Hour of the week (`monday-09`) → how many wait in it, on the mean.",
    ]
}

extension SimulationMessage.Assumption: Described {
    public static let about = "What was assumed."
    public static let meanings: [String: Meaning] = [
        "path": "Where it stands in the scenario.",
        "value": "What is assumed, in words.",
        "grade": .words(Grade.self, "How good its source is."),
        "because": "Why.",
    ]
}

extension SimulationMessage.Announced: Described {
    public static let about = "A figure that was announced."
    public static let meanings: [String: Meaning] = [
        "arm": .words(["apart", "together"], "Of which way of applying."),
        "figure": "Of which figure.",
        "kind": .words(["count", "limit"], "A count, or the longest that it may take beside the time that it took."),
        "words": "As it was announced.",
        "announced": "What was announced.",
        "simulated": "What was simulated.",
        "unexplained": "Of a count: announced less simulated; may be below zero.",
    ]
}
