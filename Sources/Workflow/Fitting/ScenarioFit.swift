/// A scenario in which what stored cases tell stands in place of what was assumed.
public struct ScenarioFit: Sendable {
    /// One value of a scenario: fitted, or kept because the cases do not tell it.
    public struct Value: Sendable {
        public enum What: Sendable {
            case time(TimeFit)
            case share(Proportion)
            case arrivals(ArrivalFit)
            case answers(AnswerFit)
        }

        /// Why a value stays as it was assumed.
        public enum Reason: Sendable, Hashable {
            /// Fewer cases than a law or a share needs.
            case tooFew
            /// It would tell of fewer people than the smallest cell.
            case smallCell
        }

        /// `work.items.birth-registration.decide`
        public var path: String
        /// Cases, items or times behind it.
        public var count: Int
        /// Nil: what was assumed stays.
        public var what: What?
        public var reason: Reason?
    }

    public let base: CompiledScenario
    /// With the fitted values in it.
    public let definition: ScenarioDefinition
    public internal(set) var values: [Value]
    public let cases: Int
    public let openCases: Int
    /// On which the first and the last of them were handed in; nil: there is none, or there are fewer than the smallest cell.
    public let days: ClosedRange<Day>?
    /// Moves of the office while by the scenario it is not open.
    public let outOfHours: Int
    public let moves: Int
    /// Licences that could have spared somebody a paper, and that nobody of that role has in the example of the scenario.
    public let notInExample: [String]
    /// Values of fewer people are not told.
    public let smallestCell: Int

    /// Where nothing else is said.
    public static let smallestCell = 5

    /// A count of people; nil where it would tell of fewer than the smallest cell.
    func told(_ count: Int) -> Int? { count == 0 || count >= smallestCell ? count : nil }

    /// The same in words: `<5`.
    func words(_ count: Int) -> String { told(count).map(String.init) ?? "<\(smallestCell)" }

    /// The file of the scenario.
    public var yaml: String {
        let remarks = values.flatMap { value in
            let paths = value.path == "applicants.wrong" ? ["applicants.wrong-field", "applicants.wrong-paper"] : [value.path]
            return value.remark.map { remark in paths.map { ($0, remark) } } ?? []
        }
        return ScenarioYAML.text(
            definition, remarks: Dictionary(remarks) { first, _ in first },
            head: [
                "Fitted by `onething fit` to \(words(cases)) stored cases of \(definition.bundle.value); what they do not tell is as in the scenario"
                    + " \(base.id).",
                "Values without a remark are assumed. Nothing here tells of fewer than \(smallestCell) people.",
            ])
    }
}

/// Takes in stored cases one by one and fits a scenario to them.
public struct ScenarioFitter {
    private var reading: CaseReading
    private let base: CompiledScenario
    private let smallestCell: Int
    private let seed: UInt64
    private let samples: Int

    /// - Parameters:
    ///   - base: whose hours the offices keep, and whose values stay where the cases tell nothing.
    ///   - smallestCell: values of fewer people are not told.
    ///   - seed: of the samples by which fits are judged.
    ///   - samples: of each law.
    public init(base: CompiledScenario, smallestCell: Int = ScenarioFit.smallestCell, seed: UInt64 = 1, samples: Int = TimeFit.samples) {
        (self.base, self.smallestCell, self.seed, self.samples) = (base, smallestCell, seed, samples)
        reading = CaseReading(base)
    }

    public mutating func read(_ logged: LoggedCase) { reading.read(logged) }

    /// - Parameter id: of the scenario that is made.
    public func fit(id: String) -> ScenarioFit {
        var builder = ScenarioBuilder(base, reading.seen, reading.clock, smallestCell: smallestCell, samples: samples, Draws(seed: seed))
        return builder.build(id: id)
    }
}

extension ScenarioFit.Value {
    /// What stands behind it, on one line, in English as everything in a file of definitions that is no title.
    var remark: String? {
        func percent(_ range: ClosedRange<Double>) -> String {
            [range.lowerBound, range.upperBound].map { ScenarioDefinition.percent(Int(($0 * 1_000_000).rounded())) }.joined(
                separator: " to ")
        }
        switch what {
        case .time(let fit): return "measured, n \(count)\(Self.goodness(fit))"
        case .share(let share) where path == "applicants.wrong":
            return
                "measured: \(ScenarioDefinition.percent(share.millionths)) of \(share.of) items sent back, 95 % \(percent(share.interval))"
        case .share(let share): return "measured, n \(share.of), 95 % \(percent(share.interval))"
        case .arrivals(let fit): return "measured, n \(count)\(Self.goodness(fit.gaps)), dispersion \(Self.short(fit.dispersionIndex))"
        case .answers: return "measured, n \(count)"
        case nil: return nil
        }
    }

    private static func goodness(_ fit: TimeFit) -> String {
        guard let chosen = fit.chosen else { return fit.kind == .empirical ? ", no law fits: means of groups of times" : "" }
        return ", KS \(short(chosen.distance)) p \(short(chosen.p))"
    }

    /// Three decimals.
    static func short(_ number: Double) -> String {
        let thousandths = Int((number * 1_000).rounded())
        return "\(thousandths / 1_000).\(Digits.padded(thousandths % 1_000, to: 3))"
    }
}
