/// A counterfactual replay as JSON knows it.
public struct ReplayMessage: Encodable, Sendable {
    public struct Figure: Encodable, Sendable {
        public var before: Double
        public var after: Double
        /// After less before, case by case.
        public var difference: MeasuredMessage.Spread
    }

    public struct Change: Encodable, Sendable {
        public var line: String
        /// Whether it is the limit of an item.
        public var limit: Bool
        public var before: String?
        public var after: String?
        public var cases: Int
    }

    public struct Named: Encodable, Sendable {
        public var what: String
        public var title: String
        public var cases: Int
    }

    public var bundle: String
    public var cases: Int
    public var known: Int
    public var same: Int
    /// Cases of which papers and figures cannot be known; they are in no figure.
    public var unknowable: Int
    public var stopped: [Named]
    /// Of the cases that can be known: sums and differences.
    public var figures: [String: Figure]
    public var changes: [Change]
    public var unknown: [Named]

    public init(_ replay: CounterfactualReplay, _ language: Language) {
        (bundle, cases, known, same, unknowable) = (replay.bundle.id, replay.cases, replay.known, replay.same, replay.unknowable)
        stopped = replay.stopped.sorted { $0.key < $1.key }.map { _, entry in
            Named(what: "stopped", title: entry.because[language], cases: entry.cases)
        }
        figures = [:]
        for figure in ReplayedCase.Figure.allCases {
            guard let one = replay.comparison(figure) else { continue }
            figures[figure.rawValue] = Figure(
                before: one.before.rounded(to: 4), after: one.after.rounded(to: 4), difference: MeasuredMessage.Spread(one.difference))
        }
        changes = replay.sortedChanges.map {
            Change(line: $0.line, limit: $0.isLimit, before: $0.before, after: $0.after, cases: $1)
        }
        unknown = replay.unknown.sorted { $0.key < $1.key }.map {
            Named(what: $0.name, title: $0.title(in: replay.bundle)[language], cases: $1)
        }
        let officers = language("人员在新定义下会用多久", "how long officers would have taken")
        unknown.append(Named(what: "officers", title: officers, cases: replay.cases))
    }
}
