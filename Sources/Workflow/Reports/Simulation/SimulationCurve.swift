/// The same simulation with one value after another.
public struct SimulationCurve: Sendable {
    public struct Point: Sendable {
        public var value: String
        public var report: SimulationReport

        public init(value: String, _ report: SimulationReport) { (self.value, self.report) = (value, report) }
    }

    public var path: String
    public var points: [Point]

    public init(path: String, points: [Point]) { (self.path, self.points) = (path, points) }

}

/// A curve as JSON knows it.
public struct SimulationCurveMessage: Encodable, Sendable {
    public struct Point: Encodable, Sendable {
        public var value: String
        public var simulation: SimulationMessage
    }

    public var vary: String
    public var points: [Point]

    public init(_ curve: SimulationCurve, _ language: Language) {
        vary = curve.path
        points = curve.points.map { Point(value: $0.value, simulation: SimulationMessage($0.report, language)) }
    }
}
