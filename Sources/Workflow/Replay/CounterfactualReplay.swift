/// Stored cases walked again under other definitions: what would have been asked of their applicants. What a case does not tell is named and
/// counted, and never filled in.
public struct CounterfactualReplay: Sendable {
    public let bundle: CompiledBundle
    /// Figures of the cases of which both are known: sums before and after.
    public private(set) var before: [ReplayedCase.Figure: [Double]] = [:]
    public private(set) var after: [ReplayedCase.Figure: [Double]] = [:]
    /// In how many cases a line or limit would come out otherwise.
    public private(set) var changes: [ReplayedCase.Change: Int] = [:]
    public private(set) var cases = 0
    public private(set) var known = 0
    /// Cases for which nothing would be different.
    public private(set) var same = 0
    /// Why, and how many.
    public private(set) var stopped: [String: (because: Title, cases: Int)] = [:]
    /// In how many cases something is not known that would matter.
    public private(set) var unknown: [ReplayUnknown: Int] = [:]
    /// Cases whose papers cannot be known.
    public private(set) var unknowable = 0

    private let rules: CaseRules
    private var worked: [Key: ReplayedCase] = [:]

    /// Cases that are alike.
    private struct Key: Hashable {
        var rules: ObjectIdentifier
        var answers: Answers
        var papers: [CasePaper]
        /// Licences end and limits fall on days.
        var day: Day
    }

    /// - Parameter bundle: as it would be.
    public init(_ bundle: CompiledBundle) {
        self.bundle = bundle
        rules = CaseRules(bundle)
    }

    public mutating func walk(_ logged: LoggedCase) {
        guard case .submitted(let submission)? = logged.events.first?.fact, let old = logged.editions.first else { return }
        cases += 1
        let key = Key(rules: ObjectIdentifier(old), answers: submission.answers, papers: submission.papers, day: logged.events[0].on)
        let one = worked[key] ?? ReplayedCase(submission, on: key.day, under: old, to: rules)
        worked[key] = one
        for what in one.unknown { unknown[what, default: 0] += 1 }
        for what in missingMoves(logged, submission, old) { unknown[what, default: 0] += 1 }
        switch one.outcome {
        case .unknown: unknowable += 1
        case .stopped(let because): stopped[because.en, default: (because, 0)].cases += 1
        case .known(let was, let would, let differences):
            known += 1
            if differences.isEmpty, was == would { same += 1 }
            for figure in ReplayedCase.Figure.allCases {
                before[figure, default: []].append(was[figure] ?? 0)
                after[figure, default: []].append(would[figure] ?? 0)
            }
            for change in differences { changes[change, default: 0] += 1 }
        }
    }

    /// Moves that were made and that the process of the item would not have.
    private func missingMoves(_ logged: LoggedCase, _ submission: Submission, _ old: CaseRules) -> Set<ReplayUnknown> {
        var found: Set<ReplayUnknown> = []
        for event in logged.events {
            // After that the events speak in the numbers of other definitions.
            if case .migrated = event.fact { break }
            guard case .moved(let place, let name, _, _, _) = event.fact, event.by.role != .system else { continue }
            let opened = submission.items[Int(place)]
            let item = old.bundle.items[Int(opened.item)].item.id
            let move = old.processes[Int(opened.process)].moveNames[Int(name)]
            guard let there = rules.bundle.items.first(where: { $0.item.id == item }) else { continue }
            let processes = ([there.item.process] + there.variants.map(\.process)).compactMap { $0 }
            if !processes.contains(where: { $0.moveNames.contains(move) }) { found.insert(.move(item, move)) }
        }
        return found
    }
}
