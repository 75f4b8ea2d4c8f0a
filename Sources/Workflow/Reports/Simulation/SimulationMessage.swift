/// A simulation as JSON knows it.
public struct SimulationMessage: Encodable, Sendable {
    public struct Office: Encodable, Sendable {
        public struct Arm: Encodable, Sendable {
            public var jobs: Int64
            /// Of the time of the officers who were there; 1 is all of it.
            public var utilisation: Double
            /// While it was open.
            public var meanWaitMinutes: Double
            /// How many wait, on the mean over the time that it is open, and in each hour of the week: `monday-09`.
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

    public struct Assumption: Encodable, Sendable {
        public var path: String
        public var value: String
        public var grade: String
        public var because: String
    }

    public struct Announced: Encodable, Sendable {
        public var arm: String
        public var figure: String
        /// `count`, or `limit`: the longest that it may take, beside the time that it took.
        public var kind: String
        public var words: String
        public var announced: Double
        public var simulated: Double
        /// Of a count: announced less simulated.
        public var unexplained: Double?
    }

    public var bundle: String
    public var scenario: String
    public var seed: UInt64
    public var journeys: Int64
    public var wanted: Int
    public var blocks: Int64
    /// Told at once that there is nothing to apply for; in no figure.
    public var stopped: Int64
    /// Their cases were open at the end, where an office is jammed since it never came to them, else since nobody had anything more to do. Means are of
    /// those who finished both ways.
    public var unfinished: [String: Int64]
    /// Offices whose queues never empty, by arm: the times say nothing there.
    public var jammed: [String: [String]]
    public var apart: [String: MeasuredMessage.Spread]
    public var together: [String: MeasuredMessage.Spread]
    /// Apart less together, person by person.
    public var saved: [String: MeasuredMessage.Spread]
    /// Lines of the ledger of a person, on the mean, by disposition.
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
