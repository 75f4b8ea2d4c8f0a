/// The same simulation with one value after another.
public struct SimulationCurve: Sendable {
    public struct Point: Sendable {
        public var value: String
        public var report: SimulationReport

        public init(value: String, _ report: SimulationReport) { (self.value, self.report) = (value, report) }
    }

    public var path: String
    /// Values that were asked for; fewer are told where it was stopped before the end.
    public var wanted: Int
    public var points: [Point]

    public init(path: String, wanted: Int, points: [Point]) { (self.path, self.wanted, self.points) = (path, wanted, points) }

    /// It was stopped before the end of its last value.
    var isStopped: Bool { points.count < wanted || points.contains { $0.report.tally.journeys < Int64($0.report.wanted) } }
}

/// A curve as JSON knows it.
public struct SimulationCurveMessage: Encodable, Sendable {
    public struct Point: Encodable, Sendable {
        public var value: String
        public var simulation: SimulationMessage
    }

    public var vary: String
    public var wanted: Int
    public var points: [Point]

    public init(_ curve: SimulationCurve, _ language: Language) {
        (vary, wanted) = (curve.path, curve.wanted)
        points = curve.points.map { Point(value: $0.value, simulation: SimulationMessage($0.report, language)) }
    }
}
